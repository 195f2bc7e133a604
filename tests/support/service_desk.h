#pragma once
/*
 * service_desk - a service without threads and sockets: requests are packed messages that go through decode, the
 * writer's step (or a read) and render, as they would in a process. Today is 22 November 2026, and time stands still.
 */
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "runtime/log.h"
#include "runtime/runtime.h"
#include "runtime/writer.h"
#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define C(name)     Karmayogi__Core__V1__##name
#define DESK_NOW_MS INT64_C(1795305600000) /* 22 November 2026, 00:00 UTC */
#define TEXT(text)  ((char *)(uintptr_t)(text))

struct desk {
    char folder[SCRATCH_BYTES];
    const struct runtime_service *service;
    union { /* whose it is */
        void *context;
        struct registration *registration;
        struct catalogue *catalogue;
    };
    struct store *store; /* the service's own */
    struct writer writer;
    struct clock_fake time;
    const char *caller;
    enum locale locale;
    struct arena arena; /* answers that a test has read */
};

static inline void desk_init(struct desk *desk, const char *name)
{
    assert_non_null(scratch_make(desk->folder));
    log_setup(name, LOG_ERROR + 1);
    arena_init(&desk->arena, (size_t)1 << 30);
    desk->time = (struct clock_fake){DESK_NOW_MS, 1000};
    desk->caller = "desk";
}

static inline void desk_deinit(struct desk *desk)
{
    arena_deinit(&desk->arena);
    scratch_remove(desk->folder);
}

/* Once the service is open. */
static inline void desk_start(struct desk *desk, const struct runtime_service *service, struct store *store)
{
    desk->service = service;
    desk->store = store;
    if (writer_init(&desk->writer, store, service->name, desk->context, service->hooks, clock_fake(&desk->time)) != 0)
        fail_msg("%s", error_trail());
}

static inline const struct route *desk_route(const struct desk *desk, const char *method)
{
    for (const struct route *route = desk->service->routes; route->method; route++)
        if (strcmp(strchr(route->method, '/') + 1, method) == 0)
            return route;
    fail_msg("%s has no method %s", desk->service->name, method);
    return NULL;
}

/* A call that was decoded, under a request id of its own. */
static inline struct call *desk_call(struct desk *desk, const char *method, const ProtobufCMessage *message)
{
    struct call *call = call_new();
    assert_non_null(call);
    call->route = desk_route(desk, method);
    assert_int_equal(uuid_v7(&call->header.request_id, desk->time.now_utc_ms), 0);
    call->header.locale = desk->locale;
    snprintf(call->caller.name, sizeof call->caller.name, "%s", desk->caller);
    call->deadline_ms = desk->time.now_monotonic_ms + 10000;
    size_t length = protobuf_c_message_get_packed_size(message);
    uint8_t *body = arena_alloc(&call->arena, length ? length : 1);
    assert_non_null(body);
    protobuf_c_message_pack(message, body);
    call->body = (struct store_bytes){body, length};
    hash_128(body, length, call->body_hash);
    if (!call_store_outcome(call, call->route->decode(call)))
        fail_msg("%s", error_trail());
    return call;
}

/* What the loop does with a write that came back. */
static inline void desk_render(struct desk *desk, struct call *call)
{
    struct store_txn *txn;
    if (call_refused(call) || !call->route->render)
        return;
    assert_int_equal(store_begin_read(desk->store, &txn), 0);
    if (!call_store_outcome(call, call->route->render(desk->context, txn, call)))
        fail_msg("%s", error_trail());
    store_abort(txn);
}

/* Writes as one batch. */
static inline void desk_batch(struct desk *desk, struct call **calls, size_t count)
{
    if (writer_step(&desk->writer, calls, count) != 0)
        fail_msg("%s", error_trail());
    for (size_t i = 0; i < count; i++)
        desk_render(desk, calls[i]);
    if (desk->service->collect)
        desk->service->collect(desk->context);
}

static inline void desk_run(struct desk *desk, struct call *call)
{
    struct store_txn *txn;
    if (call_refused(call))
        return;
    if (call->route->kind == ROUTE_WRITE) {
        desk_batch(desk, &call, 1);
        return;
    }
    assert_int_equal(store_begin_read(desk->store, &txn), 0);
    if (!call_store_outcome(call, call->route->read(desk->context, txn, call)))
        fail_msg("%s", error_trail());
    store_abort(txn);
}

static inline struct call *desk_send(struct desk *desk, const char *method, const ProtobufCMessage *message)
{
    struct call *call = desk_call(desk, method, message);
    desk_run(desk, call);
    return call;
}

/* The answer of an accepted call as a message that lives as long as the desk; the call is gone. */
static inline void *desk_take(struct desk *desk, struct call *call, const ProtobufCMessageDescriptor *descriptor)
{
    if (call_refused(call))
        fail_msg("%s was refused: %s, %s", call->route->method, call->status.reason, call->status.sentence);
    void *answer = wire_unpack(descriptor, call->answer.data, call->answer.length, &desk->arena);
    assert_non_null(answer);
    call_free(call);
    return answer;
}

static inline void assert_refused(const struct call *call, enum status_code code, const char *reason)
{
    assert_string_equal(call_refused(call) ? call->status.reason : "accepted", reason);
    assert_string_equal(status_code_word(call->status.code), status_code_word(code));
    assert_true(call->status.sentence && call->status.sentence[0]);
}

static inline void desk_refuses(struct desk *desk, const char *method, const ProtobufCMessage *message,
                                enum status_code code, const char *reason)
{
    struct call *call = desk_send(desk, method, message);
    assert_refused(call, code, reason);
    call_free(call);
}

static inline uint64_t desk_head(struct desk *desk)
{
    return atomic_load(&desk->writer.head);
}
