/* call - see call.h. */
#include "runtime/call.h"

#include "base/error.h"
#include "base/limits.h"
#include "runtime/log.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct call *call_new(void)
{
    struct call *call = calloc(1, sizeof *call);
    if (!call)
        return NULL;
    arena_init(&call->arena, LIMIT_ARENA_BYTES);
    call->events_end = &call->events;
    return call;
}

void call_free(struct call *call)
{
    if (!call)
        return;
    buffer_deinit(&call->answer);
    arena_deinit(&call->arena);
    free(call);
}

void call_reset_outcome(struct call *call)
{
    call->status = (struct status){0};
    call->answer.length = 0;
    call->events = NULL;
    call->events_end = &call->events;
    call->position_count = 0;
    call->settled = false;
    call->arena.failed = ARENA_SOUND;
}

int call_refuse(struct call *call, enum refusal refusal)
{
    return call_refuse_status(call, refusal_status(refusal, call->header.locale));
}

int call_refuse_status(struct call *call, struct status status)
{
    assert(status.code != STATUS_OK);
    call->status = status;
    call->answer.length = 0;
    return 0;
}

int call_event(struct call *call, const void *bytes, size_t length)
{
    struct call_event *event = arena_zalloc(&call->arena, 1, sizeof *event);
    const void *copy = event ? arena_copy(&call->arena, bytes, length) : NULL;
    if (!copy)
        return error_raise("no room for an event");
    event->bytes = (struct store_bytes){copy, length};
    *call->events_end = event;
    call->events_end = &event->next;
    return 0;
}

int call_answer(struct call *call, const ProtobufCMessage *message)
{
    return wire_pack(message, &call->answer);
}

ProtobufCMessage *call_unpack(struct call *call, const ProtobufCMessageDescriptor *descriptor)
{
    return call_unpack_part(call, call->body, descriptor);
}

ProtobufCMessage *call_unpack_part(struct call *call, struct store_bytes bytes,
                                   const ProtobufCMessageDescriptor *descriptor)
{
    ProtobufCMessage *message = wire_unpack(descriptor, bytes.data, bytes.length, &call->arena);
    if (!message)
        call_refuse(call, call_refusal_of_memory(call, REFUSAL_BODY_MALFORMED));
    return message;
}

int call_repack(struct call *call, const ProtobufCMessage *message, struct store_bytes *packed)
{
    packed->data = wire_pack_in(&call->arena, message, &packed->length);
    return packed->data ? 0 : error_raise("no room to pack a message");
}

enum refusal call_refusal_of_memory(const struct call *call, enum refusal otherwise)
{
    switch (call->arena.failed) {
    case ARENA_PAST_CAP:
        return REFUSAL_BODY_EXPANDS;
    case ARENA_NO_MEMORY:
        return REFUSAL_NO_MEMORY;
    case ARENA_SOUND:
        break;
    }
    return otherwise;
}

bool call_store_outcome(struct call *call, int result)
{
    if (result == 0 && call->arena.failed == ARENA_SOUND)
        return true;
    const char *method = call->route ? call->route->method : "internal";
    if (result != 0)
        log_event(LOG_ERROR, "request_failed", "{s:s, s:s}", "method", method, "trail", error_trail());
    else if (call->arena.failed == ARENA_NO_MEMORY)
        log_event(LOG_ERROR, "out_of_memory", "{s:s}", "method", method);
    call_refuse(call, result == STORE_DAMAGED ? REFUSAL_RECORD_DAMAGED
                                              : call_refusal_of_memory(call, REFUSAL_INTERNAL_ERROR));
    return false;
}

void call_position(struct call *call, const char *service, uint64_t epoch, uint64_t sequence)
{
    if (call->position_count == ENVELOPE_POSITIONS)
        return;
    struct position *position = &call->positions[call->position_count++];
    snprintf(position->service, sizeof position->service, "%s", service);
    position->epoch = epoch;
    position->sequence = sequence;
}
