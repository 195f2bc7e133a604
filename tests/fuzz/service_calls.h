#pragma once
/*
 * service_calls - requests for one service as a target makes them of an input, and what must hold of every answer. An
 * input is up to CALLS_MOST requests, one behind the other: a byte for the method, a byte for who asks and how, the
 * body's length (2) and the body.
 */
#include "base/hash.h"
#include "fuzz.h"
#include "runtime/call.h"
#include "runtime/log.h"

#include <karmayogi/core/v1/types.pb-c.h>

#define CALLS_MOST 6
#define PAGES_MOST 2000 /* of a list: an input of 4 KiB makes fewer records than that */

extern const ProtobufCMessageDescriptor *const every_message[];

/* "karmayogi.x.v1.XService/Do" and "Request" make "karmayogi.x.v1.DoRequest". */
static inline const ProtobufCMessageDescriptor *calls_descriptor(const char *method, const char *ending)
{
    char name[256];
    const char *slash = strchr(method, '/'), *dot = slash;
    while (*dot != '.')
        dot--;
    snprintf(name, sizeof name, "%.*s%s%s", (int)(dot + 1 - method), method, slash + 1, ending);
    for (size_t i = 0; every_message[i]; i++)
        if (strcmp(every_message[i]->name, name) == 0)
            return every_message[i];
    assert(!"a method without messages");
    return NULL;
}

/** A method with the messages that it is about. */
struct calls_method {
    const struct route *route;
    const ProtobufCMessageDescriptor *request, *response;
};

#define CALLS_METHODS 64

struct calls_service {
    struct calls_method methods[CALLS_METHODS];
    size_t count;
};

/* Imports are read by the messages that all services share, which keep settings as bytes: see core/v1/import.proto. */
static inline const ProtobufCMessageDescriptor *calls_request(const char *method)
{
    bool imports = strncmp(strchr(method, '/') + 1, "Import", 6) == 0;
    return calls_descriptor(imports ? "karmayogi.core.v1./ImportedChunk" : method, imports ? "" : "Request");
}

static inline void calls_add(struct calls_service *service, const struct route *route)
{
    if (route->kind == ROUTE_NOT_BUILT)
        return;
    assert(service->count < CALLS_METHODS);
    service->methods[service->count++] =
        (struct calls_method){route, calls_request(route->method), calls_descriptor(route->method, "Response")};
}

static inline void calls_init(struct calls_service *service, const struct route *routes)
{
    log_setup("fuzz", LOG_ERROR + 1);
    for (; routes->method; routes++)
        calls_add(service, routes);
}

/* Every refusal says what it is, in words for programs and for people. Hostile bytes are never our own failure. */
static inline void calls_check_refusal(const struct call *call)
{
    const struct status *status = &call->status;
    assert(fuzz_says(status->reason) && fuzz_says(status->sentence));
    assert(status->violation_count <= STATUS_VIOLATIONS);
    assert(strcmp(status->reason, refusal_status(REFUSAL_INTERNAL_ERROR, LOCALE_EN).reason) != 0);
    assert(strcmp(status->reason, refusal_status(REFUSAL_RECORD_DAMAGED, LOCALE_EN).reason) != 0);
    for (size_t i = 0; i < status->violation_count; i++) {
        const struct violation *violation = &status->violations[i];
        assert(fuzz_says(violation->field) && fuzz_says(violation->reason) && fuzz_says(violation->sentence));
        assert(!violation->detail || fuzz_is_text(violation->detail));
    }
}

/** What an input says of a request beside its body. */
struct calls_asked {
    const struct calls_method *method;
    unsigned char flags; /* 1: in Hindi; 2, 4, 8: roles; 16: a list is read to its end */
    struct store_bytes body;
};

static inline struct calls_asked calls_next(const struct calls_service *service, struct fuzz_input *input)
{
    struct calls_asked asked = {.method = &service->methods[fuzz_choice(input, service->count)]};
    asked.flags = fuzz_byte(input);
    asked.body = fuzz_piece(input);
    return asked;
}

/* As runtime/dispatch.c does it, when header, key and role were found to be fine. */
static inline struct call *calls_decode(const struct calls_asked *asked, struct store_bytes body)
{
    struct call *call = call_new();
    assert(call);
    call->route = asked->method->route;
    call->header.locale = asked->flags & 1 ? LOCALE_HI : LOCALE_EN;
    call->header.timeout_ms = 10000;
    call->caller.roles = ROLE_READER | (asked->flags & 2 ? ROLE_REGISTRAR : 0u) |
                         (asked->flags & 4 ? ROLE_ADMINISTRATOR : 0u) |
                         (asked->flags & 8 ? ROLE_FOLLOWER | ROLE_PERSON_FOLLOWER : 0u);
    snprintf(call->caller.name, sizeof call->caller.name, "fuzz");
    snprintf(call->header.actor, sizeof call->header.actor, "somebody");
    call->header.request_id.bytes[6] = 0x70;
    call->header.request_id.bytes[8] = 0x80;
    call->deadline_ms = INT64_MAX;
    call->body = (struct store_bytes){arena_copy(&call->arena, body.data, body.length), body.length};
    assert(call->body.data);
    hash_128(call->body.data, call->body.length, call->body_hash);
    call_store_outcome(call, call->route->decode(call));
    if (call_refused(call))
        calls_check_refusal(call);
    return call;
}

/* A message of ours can be read by everybody: it is UTF-8, it fits, and it is written as it was read. */
static inline void calls_check_message(const ProtobufCMessageDescriptor *descriptor, const void *data, size_t length)
{
    struct arena arena;
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    arena_init(&arena, LIMIT_ARENA_BYTES);
    const ProtobufCMessage *message = wire_unpack(descriptor, data, length, &arena);
    assert(message);
    assert(wire_pack(message, &packed) == 0);
    assert(fuzz_same((struct store_bytes){packed.data, packed.length}, (struct store_bytes){data, length}));
    arena_deinit(&arena);
}

/* The part of a message that is of the type of @descriptor and called `page`, or NULL: it has none. */
static inline void **calls_page_of(const ProtobufCMessage *message, const ProtobufCMessageDescriptor *descriptor)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field_by_name(message->descriptor, "page");
    return field && field->descriptor == descriptor ? (void **)((char *)(uintptr_t)message + field->offset) : NULL;
}

/**
 * calls_turn_page() - let @asked be the request for the page behind the answer of @call
 * Return: whether there is one.
 */
static inline bool calls_turn_page(struct calls_asked *asked, const struct call *call, struct arena *arena)
{
    ProtobufCMessage *request = wire_unpack(asked->method->request, asked->body.data, asked->body.length, arena);
    const ProtobufCMessage *response =
        wire_unpack(asked->method->response, call->answer.data, call->answer.length, arena);
    assert(request && response);
    void **wanted = calls_page_of(request, &karmayogi__core__v1__page_request__descriptor);
    void **given = calls_page_of(response, &karmayogi__core__v1__page_response__descriptor);
    const Karmayogi__Core__V1__PageResponse *page = given ? *given : NULL;
    if (!wanted || !page || !page->next_page_token[0])
        return false;
    Karmayogi__Core__V1__PageRequest next = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    if (*wanted)
        next.page_size = ((Karmayogi__Core__V1__PageRequest *)*wanted)->page_size;
    next.page_token = page->next_page_token;
    *wanted = &next;
    size_t length = protobuf_c_message_get_packed_size(request);
    uint8_t *packed = arena_alloc(arena, length);
    assert(packed && protobuf_c_message_pack(request, packed) == length);
    asked->body = (struct store_bytes){packed, length};
    return true;
}
