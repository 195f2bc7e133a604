/*
 * writer - see writer.h.
 *
 * The order is the promise: refusals are decided before anything is applied, the outbox entry goes into the same
 * transaction as its effects, and an outcome counts only after the commit. Odd cases: a repeated request gets its first
 * answer from the outbox; a batch that is too large for a transaction runs again one by one; a solo call (a validation)
 * runs like any other and is then undone.
 */
#include "runtime/writer.h"

#include "base/cleanup.h"
#include "base/date.h"
#include "base/error.h"
#include "base/fault.h"
#include "base/limits.h"
#include "runtime/log.h"

#include <assert.h>
#include <karmayogi/core/v1/outbox.pb-c.h>
#include <stdio.h>
#include <string.h>

/* What a call may add to the disk: its records and its entry, a copy of the tree's pages on the way, rounded up
 * generously. */
#define RESERVE_PER_CALL  (64u << 10)
#define RESERVE_PER_BODY  12u
#define RESERVE_PER_PAGE  (16u << 20) /* a feed page may touch thousands of leaf pages */
#define RESERVE_PER_BATCH (1u << 20)

int writer_init(struct writer *writer, struct store *store, const char *service, void *context,
                struct writer_hooks hooks, struct clock clock)
{
    *writer = (struct writer){.store = store, .service = service, .context = context, .hooks = hooks, .clock = clock};
    struct store_txn *txn;
    uint64_t head = 0;
    int result = store_begin_read(store, &txn);
    if (result)
        return result;
    result = outbox_head(txn, &head);
    store_abort(txn);
    atomic_store(&writer->head, head);
    return result ? result : idempotency_new(&writer->idempotency, store, clock_utc_ms(&clock));
}

void writer_deinit(struct writer *writer)
{
    idempotency_free(writer->idempotency);
    writer->idempotency = NULL;
}

/* What a fault point prints: the newest entry, of our own history or of the one that is followed. */
static unsigned long long shown_position(const struct writer *writer, uint64_t head)
{
    return head ? head : atomic_load(&writer->followed);
}

/* Packs and appends the call's entry. */
static int append_entry(struct writer *writer, struct batch *batch, struct call *call)
{
    size_t count = 0, bytes = 0;
    for (const struct call_event *event = call->events; event; event = event->next, count++)
        bytes += event->bytes.length;
    /* An entry is not divided: one that a follower has no room for would hold it up for ever. */
    if (bytes > LIMIT_EVENTS_BYTES) {
        error_raise("events of %zu bytes in one entry", bytes);
        return STORE_TXN_TOO_BIG;
    }
    ProtobufCBinaryData *events = arena_zalloc(&call->arena, count ? count : 1, sizeof *events);
    if (!events)
        return error_raise("no room for %zu events", count);
    count = 0;
    for (const struct call_event *event = call->events; event; event = event->next)
        events[count++] = (ProtobufCBinaryData){event->bytes.length, (uint8_t *)(uintptr_t)event->bytes.data};

    Karmayogi__Core__V1__FeedEntry entry = KARMAYOGI__CORE__V1__FEED_ENTRY__INIT;
    entry.sequence = batch->sequence;
    entry.committed_at_ms = batch->now_ms;
    entry.caller = call->caller.name;
    entry.actor = call->header.actor;
    entry.request_id = (ProtobufCBinaryData){UUID_BYTES, call->header.request_id.bytes};
    entry.n_events = count;
    entry.events = events;
    Karmayogi__Core__V1__OutboxRecord record = KARMAYOGI__CORE__V1__OUTBOX_RECORD__INIT;
    record.entry = &entry;
    record.method = (char *)(uintptr_t)call->route->method;
    record.body_hash = (ProtobufCBinaryData){sizeof call->body_hash, call->body_hash};
    record.answer = (ProtobufCBinaryData){call->answer.length, call->answer.data};
    record.latest_ms = idempotency_latest_ms(writer->idempotency, batch);

    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = wire_pack(&record.base, &packed);
    if (result)
        return result;
    result = outbox_append(batch->txn, batch->sequence, (struct store_bytes){packed.data, packed.length});
    return result ? result : idempotency_accepted(writer->idempotency, batch, call);
}

/* One call of a batch. Return: 0: it has its outcome; otherwise the batch fails with this store_outcome or error. */
static int run_call(struct writer *writer, struct batch *batch, struct call *call)
{
    int64_t monotonic_ms = clock_monotonic_ms(&writer->clock);
    if (monotonic_ms > call->deadline_ms && !call->internal)
        return call_refuse(call, REFUSAL_TIME_OVER);
    if (!call->internal && !call->solo) {
        int seen = idempotency_find(writer->idempotency, batch, monotonic_ms, call);
        if (seen != IDEMPOTENCY_FRESH)
            return seen < 0 ? seen : 0;
    }
    int result = call->route->write(writer->context, batch, call);
    /* What was decided without memory that was asked for, a refusal above all, counts for nothing. */
    if (result == 0 && call->arena.failed != ARENA_SOUND)
        return error_raise("no memory for what the request needs");
    if (result == 0 && call_refused(call) && !call->internal && !call->solo)
        idempotency_refused(writer->idempotency, call, monotonic_ms);
    if (result || call_refused(call) || call->internal || call->solo || call->settled)
        return result;
    result = append_entry(writer, batch, call);
    if (result)
        return result;
    call_position(call, writer->service, batch->epoch, batch->sequence);
    batch->sequence++;
    return 0;
}

static void refuse_all(struct call **calls, size_t count, enum refusal refusal)
{
    for (size_t i = 0; i < count; i++) {
        call_reset_outcome(calls[i]);
        call_refuse(calls[i], refusal);
    }
}

static int abandon(struct writer *writer, struct store_txn *txn)
{
    store_abort(txn);
    idempotency_undo(writer->idempotency);
    int result = writer->hooks.aborted ? writer->hooks.aborted(writer->context) : 0;
    return result ? error_pass(result, "memory beside the store") : 0;
}

/* Why a call failed that ran alone. What it may have applied by then was undone with its transaction. */
static enum refusal refusal_of(const struct call *call, int result)
{
    if (result == STORE_FULL)
        return REFUSAL_DISK_FULL;
    if (result == STORE_DAMAGED)
        return REFUSAL_RECORD_DAMAGED;
    return call_refusal_of_memory(call, result == STORE_TXN_TOO_BIG ? REFUSAL_BODY_EXPANDS : REFUSAL_BATCH_FAILED);
}

/* A full disk stays full for long, and the log may be on it. */
static void say_full(struct writer *writer)
{
    int64_t now_ms = clock_monotonic_ms(&writer->clock);
    if (writer->full_said_ms != 0 && now_ms - writer->full_said_ms < LOG_AGAIN_MS)
        return;
    writer->full_said_ms = now_ms;
    log_event(LOG_ERROR, "store_full", NULL);
}

/* The batch failed before its commit with @result: again one by one where that may help, else refuse. What does not fit
 * together may fit alone: a page that needs much room must not take the others with it. */
static int recover(struct writer *writer, struct call **calls, size_t count, int result)
{
    if (result != STORE_FULL)
        log_event(LOG_ERROR, "batch_failed", "{s:i, s:i, s:s}", "calls", (int)count, "result", result, "trail",
                  error_trail());
    else if (count == 1)
        say_full(writer);
    if (count == 1) {
        refuse_all(calls, 1, refusal_of(calls[0], result));
        return 0;
    }
    for (size_t i = 0; i < count; i++) {
        call_reset_outcome(calls[i]);
        int alone = writer_step(writer, &calls[i], 1);
        if (alone < 0)
            return alone;
    }
    return 0;
}

static int reserve(struct writer *writer, struct call **calls, size_t count)
{
    size_t bytes = RESERVE_PER_BATCH;
    for (size_t i = 0; i < count; i++)
        bytes += calls[i]->internal ? RESERVE_PER_PAGE : RESERVE_PER_CALL + RESERVE_PER_BODY * calls[i]->body.length;
    return store_reserve(writer->store, bytes);
}

static int commit(struct writer *writer, struct batch *batch, struct call **calls, size_t count)
{
    fault_point("writer.applied", shown_position(writer, batch->sequence - 1));
    int64_t begun_us = clock_monotonic_us(&writer->clock);
    int result = store_commit(batch->txn);
    if (result < 0)
        return error_pass(result, "commit of a batch of %zu", count);
    if (result > 0) {
        int undone = abandon(writer, NULL);
        return undone ? undone : recover(writer, calls, count, result);
    }
    histogram_add(&writer->commits, &histogram_seconds, (uint64_t)(clock_monotonic_us(&writer->clock) - begun_us));
    histogram_add(&writer->batch_calls, &histogram_calls, count);
    fault_point("writer.committed", shown_position(writer, batch->sequence - 1));
    idempotency_kept(writer->idempotency);
    result = writer->hooks.committed ? writer->hooks.committed(writer->context) : 0;
    /* Last: a read that is told this position finds it in the memory beside the store, too. */
    if (result == 0)
        atomic_store(&writer->head, batch->sequence - 1);
    return result;
}

int writer_step(struct writer *writer, struct call **calls, size_t count)
{
    assert(count >= 1 && count <= LIMIT_BATCH_COMMANDS);
    bool solo = calls[0]->solo;
    for (size_t i = 1; i < count; i++)
        assert(!calls[i]->solo && !solo);

    int result = reserve(writer, calls, count);
    if (result)
        return result < 0 ? result : recover(writer, calls, count, result);
    struct batch batch = {
        .now_ms = clock_utc_ms(&writer->clock), .epoch = store_epoch(writer->store), .service = writer->service};
    batch.today = date_of_instant(batch.now_ms);
    uint64_t head = atomic_load(&writer->head);
    batch.sequence = head + 1;
    result = store_begin_write(writer->store, &batch.txn);
    if (result)
        return result;
    fault_point("writer.begin", shown_position(writer, head));
    for (size_t i = 0; i < count && result == 0; i++)
        result = run_call(writer, &batch, calls[i]);
    if (result || solo) {
        int undone = abandon(writer, batch.txn);
        if (undone)
            return undone;
        return result ? recover(writer, calls, count, result) : 0;
    }
    return commit(writer, &batch, calls, count);
}
