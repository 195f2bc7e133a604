#pragma once
/*
 * service_bodies - one body through the codec of its method, without a store: the form of a request is judged by what
 * it says, not by how it is written. The same message packed again has the same outcome.
 */
#include "runtime/private.h"
#include "service_calls.h"

static struct calls_service bodies;

static inline void bodies_init(const struct route *routes)
{
    calls_init(&bodies, routes);
    const struct route *const own[] = {&feed_route, &admin_route, &start_backup_route, &get_backup_route};
    for (size_t i = 0; i < FUZZ_COUNT(own); i++)
        calls_add(&bodies, own[i]);
}

static inline void bodies_check_same(const struct call *a, const struct call *b)
{
    assert(a->status.code == b->status.code);
    assert(a->status.violation_count == b->status.violation_count);
    assert(!call_refused(a) || strcmp(a->status.reason, b->status.reason) == 0);
    for (size_t i = 0; i < a->status.violation_count; i++)
        assert(strcmp(a->status.violations[i].field, b->status.violations[i].field) == 0 &&
               strcmp(a->status.violations[i].reason, b->status.violations[i].reason) == 0);
}

static inline void bodies_run(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    const struct calls_asked asked = calls_next(&bodies, &input);
    const ProtobufCMessage *message = wire_unpack(asked.method->request, asked.body.data, asked.body.length, &arena);
    struct call *call = calls_decode(&asked, asked.body);
    if (message) {
        size_t length = protobuf_c_message_get_packed_size(message);
        uint8_t *packed = arena_alloc(&arena, length);
        assert(packed && protobuf_c_message_pack(message, packed) == length);
        calls_check_message(asked.method->request, packed, length);
        struct call *again = calls_decode(&asked, (struct store_bytes){packed, length});
        bodies_check_same(call, again);
        call_free(again);
    } else {
        assert(call_refused(call));
    }
    call_free(call);
    arena_reset(&arena);
}
