#pragma once
/*
 * service_handlers - a few requests, one after the other, through decode, the handler and render, as one batch against
 * a small store that is open in this process. The batch is then undone, so that the next input finds the store as this
 * one did.
 */
#include "base/date.h"
#include "service_calls.h"
#include "service_desk.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/outbox.pb-c.h>

static struct calls_service handlers;
static struct desk *handlers_desk;
static const ProtobufCMessageDescriptor *handlers_event; /* what the service's feed tells; NULL: it has none */

/* What a service keeps beside its store, in a number that a refusal must leave as it was. */
static uint64_t (*handlers_memory)(const struct desk *desk);

static inline void handlers_init(struct desk *desk, const ProtobufCMessageDescriptor *event,
                                 uint64_t (*memory)(const struct desk *desk))
{
    calls_init(&handlers, desk->service->routes);
    handlers_desk = desk;
    handlers_event = event;
    handlers_memory = memory;
    /* Nothing is left behind, however the process ends: the store's files live on without their names. */
    scratch_remove(desk->folder);
}

static inline void handlers_check_answer(const struct call *call, const struct calls_method *method)
{
    calls_check_message(method->response, call->answer.data, call->answer.length);
    for (const struct call_event *event = call->events; event; event = event->next)
        calls_check_message(handlers_event, event->bytes.data, event->bytes.length);
}

/* The entry that the writer would append; chunks of imports are read from there. */
static inline int handlers_append(struct batch *batch, struct call *call)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    Karmayogi__Core__V1__FeedEntry entry = KARMAYOGI__CORE__V1__FEED_ENTRY__INIT;
    Karmayogi__Core__V1__OutboxRecord record = KARMAYOGI__CORE__V1__OUTBOX_RECORD__INIT;
    entry.sequence = batch->sequence;
    entry.caller = call->caller.name;
    record.entry = &entry;
    record.method = TEXT(call->route->method);
    record.body_hash = (ProtobufCBinaryData){sizeof call->body_hash, call->body_hash};
    record.answer = (ProtobufCBinaryData){call->answer.length, call->answer.data};
    assert(wire_pack(&record.base, &packed) == 0);
    return outbox_append(batch->txn, batch->sequence++, (struct store_bytes){packed.data, packed.length});
}

static inline int handlers_write(struct batch *batch, struct call *call)
{
    uint64_t before = handlers_memory(handlers_desk);
    int result = call->route->write(handlers_desk->context, batch, call);
    if (result == 0 && call_refused(call)) {
        assert(!call->events); /* refusals are decided before anything is applied */
        assert(handlers_memory(handlers_desk) == before);
    }
    if (result == 0 && !call_refused(call) && !call->solo && !call->settled)
        result = handlers_append(batch, call);
    if (result == 0 && !call_refused(call) && call->route->render)
        result = call->route->render(handlers_desk->context, batch->txn, call);
    return result;
}

/* Return: whether the batch can go on. @pages: how many more of a list may be read. */
static inline bool handlers_call(struct batch *batch, struct calls_asked *asked, size_t pages, struct arena *arena)
{
    struct call *call = calls_decode(asked, asked->body);
    int result = 0;
    if (!call_refused(call)) {
        result = call->route->kind == ROUTE_WRITE ? handlers_write(batch, call)
                                                  : call->route->read(handlers_desk->context, batch->txn, call);
        call_store_outcome(call, result);
    }
    if (call_refused(call))
        calls_check_refusal(call);
    else
        handlers_check_answer(call, asked->method);
    bool goes_on = result == 0 && !call->solo; /* a validation is undone at once */
    bool reads_on = asked->flags & 16 && !call_refused(call) && calls_turn_page(asked, call, arena);
    call_free(call);
    assert(!reads_on || pages > 0); /* a list has an end */
    return reads_on ? handlers_call(batch, asked, pages - 1, arena) : goes_on;
}

static inline void handlers_run(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    struct batch batch = {.now_ms = DESK_NOW_MS,
                          .today = date_of_instant(DESK_NOW_MS),
                          .sequence = desk_head(handlers_desk) + 1,
                          .epoch = store_epoch(handlers_desk->store),
                          .service = handlers_desk->service->name};
    uint64_t before = handlers_memory(handlers_desk);
    assert(store_begin_write(handlers_desk->store, &batch.txn) == 0);
    bool goes_on = true;
    for (size_t i = 0; i < CALLS_MOST && goes_on && input.left > 0; i++) {
        struct calls_asked asked = calls_next(&handlers, &input);
        goes_on = handlers_call(&batch, &asked, PAGES_MOST, &arena);
    }
    store_abort(batch.txn);
    const struct writer_hooks *hooks = &handlers_desk->service->hooks;
    assert(!hooks->aborted || hooks->aborted(handlers_desk->context) == 0);
    assert(handlers_memory(handlers_desk) == before);
    arena_reset(&arena);
}
