/*
 * idempotency - see idempotency.h. A map entry is a hint: the entry of the outbox decides, by caller, id, method and
 * hash of the body. Entries older than the window stay in the map until the next start; ids that old are refused before
 * the map is asked, so they do no harm but a few bytes.
 *
 * Odd cases come from clocks that are set. An entry with an old time may stand before younger ones, so each notes the
 * latest time of all up to it, and only that tells where the window is left. A service that was started while its clock
 * was ahead knows too few ids once it is set back: ids from before what the map holds are looked for further back.
 */
#include "runtime/idempotency.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "runtime/writer.h"

#include <karmayogi/core/v1/outbox.pb-c.h>
#include <stdlib.h>
#include <string.h>

#define REFUSALS 4096u /* remembered; the oldest makes room */
#define DAY_MS   INT64_C(86400000)

struct refused {
    const struct route *route;
    uint8_t body_hash[16];
    int64_t until_ms;     /* monotonic */
    struct buffer header; /* packed reply header */
};

/* How much of the outbox the map holds. */
struct reach {
    uint64_t from;     /* entries from this one on, */
    int64_t since_ms;  /* and so all ids that were made at this time or later */
    int64_t latest_ms; /* the latest time of any entry */
};

struct idempotency {
    struct keymap *accepted;
    struct reach reach, kept_reach; /* as staged, as committed */
    uint64_t key;
    uint64_t refused_prints[REFUSALS]; /* apart from the rest: every write looks through them. 0: empty */
    struct refused refusals[REFUSALS];
    size_t next_refusal;
    size_t kept_refusals; /* those from here on are staged */
};

typedef Karmayogi__Core__V1__OutboxRecord OutboxRecord;

static uint64_t fingerprint(const struct idempotency *idempotency, const char *caller, const uint8_t *request_id)
{
    uint8_t text[KEYS_NAME_BYTES + UUID_BYTES] = {0};
    size_t length = strnlen(caller, KEYS_NAME_BYTES);
    memcpy(text, caller, length);
    memcpy(text + length, request_id, UUID_BYTES);
    return hash_keyed(idempotency->key, text, length + UUID_BYTES);
}

static OutboxRecord *read_record(struct store_txn *txn, uint64_t sequence, struct arena *arena)
{
    struct store_bytes bytes;
    if (outbox_get(txn, sequence, &bytes, NULL) != 0) {
        error_raise("an entry of the outbox is damaged: %s", error_trail());
        return NULL;
    }
    OutboxRecord *record =
        (OutboxRecord *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor, bytes.data, bytes.length, arena);
    if (record && record->entry)
        return record;
    error_raise("outbox entry %llu cannot be read", (unsigned long long)sequence);
    return NULL;
}

static int64_t latest_of(const OutboxRecord *record)
{
    return record->latest_ms ? record->latest_ms : record->entry->committed_at_ms;
}

/* Adds the entries before those that the map holds, until it holds all ids that were made at @since_ms or later. An id
 * may be made some minutes after it is committed, by the caller's clock. Return: 0, or < 0. */
static int reach_back(struct idempotency *idempotency, struct store_txn *txn, int64_t since_ms)
{
    struct reach *reach = &idempotency->reach;
    struct arena arena;
    int result = 0;
    arena_init(&arena, LIMIT_ARENA_BYTES);
    while (result == 0 && reach->from > 1) {
        arena_reset(&arena);
        const OutboxRecord *record = read_record(txn, reach->from - 1, &arena);
        if (!record || latest_of(record) < since_ms - LIMIT_CLOCK_AHEAD_MS) {
            result = record ? 0 : -1;
            break;
        }
        reach->from--;
        if (latest_of(record) > reach->latest_ms)
            reach->latest_ms = latest_of(record);
        if (record->entry->request_id.len == UUID_BYTES)
            result = keymap_add(idempotency->accepted,
                                fingerprint(idempotency, record->entry->caller, record->entry->request_id.data),
                                reach->from);
    }
    arena_deinit(&arena);
    reach->since_ms = since_ms;
    return result;
}

static int fill(struct idempotency *idempotency, struct store_txn *txn, int64_t now_ms)
{
    uint64_t head;
    int result = outbox_head(txn, &head);
    idempotency->reach = (struct reach){.from = head + 1};
    if (result == 0 && head > 0) { /* even where that is older than all that the map is to hold */
        struct arena arena;
        arena_init(&arena, LIMIT_ARENA_BYTES);
        const OutboxRecord *record = read_record(txn, head, &arena);
        if (record)
            idempotency->reach.latest_ms = latest_of(record);
        arena_deinit(&arena);
        result = record ? 0 : -1;
    }
    if (result == 0)
        result = reach_back(idempotency, txn, now_ms - (LIMIT_IDEMPOTENCY_DAYS + 1) * DAY_MS);
    idempotency_kept(idempotency);
    return result;
}

int idempotency_new(struct idempotency **out, struct store *store, int64_t now_ms)
{
    struct idempotency *idempotency = calloc(1, sizeof *idempotency);
    if (!idempotency)
        return error_system("idempotency");
    struct store_txn *txn = NULL;
    int result = hash_random_key(&idempotency->key);
    if (result == 0 && !(idempotency->accepted = keymap_new(0)))
        result = error_raise("idempotency: out of memory");
    if (result == 0)
        result = store_begin_read(store, &txn);
    if (result == 0)
        result = fill(idempotency, txn, now_ms);
    store_abort(txn);
    if (result) {
        idempotency_free(idempotency);
        return error_pass(-1, "request ids of the last days");
    }
    *out = idempotency;
    return 0;
}

void idempotency_free(struct idempotency *idempotency)
{
    if (!idempotency)
        return;
    for (size_t i = 0; i < REFUSALS; i++)
        buffer_deinit(&idempotency->refusals[i].header);
    keymap_free(idempotency->accepted);
    free(idempotency);
}

/* The first outcome again, from the outbox. */
static int repeat_accepted(struct store_txn *txn, const char *service, uint64_t epoch, uint64_t sequence,
                           struct call *call)
{
    struct store_bytes bytes;
    int result = outbox_get(txn, sequence, &bytes, NULL);
    if (result)
        return result < 0
                   ? result
                   : error_raise("entry %llu of a repeated request: %s", (unsigned long long)sequence, error_trail());
    OutboxRecord *record = (OutboxRecord *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor, bytes.data,
                                                       bytes.length, &call->arena);
    if (!record || !record->entry)
        return error_raise("entry %llu of a repeated request cannot be read", (unsigned long long)sequence);
    if (record->entry->request_id.len != UUID_BYTES ||
        memcmp(record->entry->request_id.data, call->header.request_id.bytes, UUID_BYTES) != 0 ||
        strcmp(record->entry->caller, call->caller.name) != 0)
        return IDEMPOTENCY_FRESH; /* another request with the same fingerprint */
    if (strcmp(record->method, call->route->method) != 0 || record->body_hash.len != sizeof call->body_hash ||
        memcmp(record->body_hash.data, call->body_hash, sizeof call->body_hash) != 0) {
        call_refuse(call, REFUSAL_REQUEST_ID_REUSED);
        return IDEMPOTENCY_REFUSED;
    }
    call_reset_outcome(call);
    call_position(call, service, epoch, sequence);
    result = buffer_append(&call->answer, record->answer.data, record->answer.len);
    return result ? result : IDEMPOTENCY_REPEATED;
}

static int repeat_refused(struct idempotency *idempotency, uint64_t print, int64_t monotonic_ms, struct call *call)
{
    for (size_t i = 0; i < REFUSALS; i++) {
        if (idempotency->refused_prints[i] != print)
            continue;
        const struct refused *refused = &idempotency->refusals[i];
        if (refused->until_ms < monotonic_ms)
            continue;
        if (refused->route != call->route || memcmp(refused->body_hash, call->body_hash, sizeof call->body_hash) != 0) {
            call_refuse(call, REFUSAL_REQUEST_ID_REUSED);
            return IDEMPOTENCY_REFUSED;
        }
        struct reply_header header;
        if (!envelope_read_reply(&header, refused->header.data, refused->header.length, &call->arena))
            return error_raise("a remembered refusal cannot be read");
        call_refuse_status(call, header.status);
        return IDEMPOTENCY_REPEATED;
    }
    return IDEMPOTENCY_FRESH;
}

int idempotency_find(struct idempotency *idempotency, const struct batch *batch, int64_t monotonic_ms,
                     struct call *call)
{
    int64_t made_ms = uuid_instant(&call->header.request_id);
    if (made_ms < batch->now_ms - LIMIT_IDEMPOTENCY_DAYS * DAY_MS || made_ms > batch->now_ms + LIMIT_CLOCK_AHEAD_MS) {
        call_refuse(call, REFUSAL_REQUEST_TOO_OLD);
        return IDEMPOTENCY_REFUSED;
    }
    if (made_ms < idempotency->reach.since_ms && reach_back(idempotency, batch->txn, made_ms - DAY_MS) < 0)
        return error_pass(-1, "request ids from before the clock was set back");
    uint64_t print = fingerprint(idempotency, call->caller.name, call->header.request_id.bytes);
    struct keymap_probe probe = keymap_find(idempotency->accepted, print);
    uint64_t sequence;
    while (keymap_next(&probe, &sequence)) {
        int outcome = repeat_accepted(batch->txn, batch->service, batch->epoch, sequence, call);
        if (outcome != IDEMPOTENCY_FRESH)
            return outcome;
    }
    return repeat_refused(idempotency, print, monotonic_ms, call);
}

int64_t idempotency_latest_ms(const struct idempotency *idempotency, const struct batch *batch)
{
    return batch->now_ms > idempotency->reach.latest_ms ? batch->now_ms : idempotency->reach.latest_ms;
}

int idempotency_accepted(struct idempotency *idempotency, const struct batch *batch, const struct call *call)
{
    idempotency->reach.latest_ms = idempotency_latest_ms(idempotency, batch);
    return keymap_add(idempotency->accepted, fingerprint(idempotency, call->caller.name, call->header.request_id.bytes),
                      batch->sequence);
}

void idempotency_refused(struct idempotency *idempotency, const struct call *call, int64_t monotonic_ms)
{
    if (call->status.retry_after_ms != 0) /* it depends on nothing but the moment: the caller is to send it again */
        return;
    size_t slot = idempotency->next_refusal++ % REFUSALS;
    struct refused *refused = &idempotency->refusals[slot];
    struct reply_header header = {.request_id = call->header.request_id, .status = call->status};
    refused->header.length = 0;
    idempotency->refused_prints[slot] = 0;
    if (envelope_write_reply(&header, &refused->header) < 0)
        return;
    idempotency->refused_prints[slot] = fingerprint(idempotency, call->caller.name, call->header.request_id.bytes);
    refused->route = call->route;
    memcpy(refused->body_hash, call->body_hash, sizeof refused->body_hash);
    refused->until_ms = monotonic_ms + LIMIT_REFUSAL_MEMORY_MS;
}

void idempotency_kept(struct idempotency *idempotency)
{
    keymap_keep(idempotency->accepted);
    keymap_collect(idempotency->accepted);
    idempotency->kept_refusals = idempotency->next_refusal;
    idempotency->kept_reach = idempotency->reach;
}

void idempotency_undo(struct idempotency *idempotency)
{
    keymap_undo(idempotency->accepted);
    idempotency->reach = idempotency->kept_reach;
    while (idempotency->next_refusal > idempotency->kept_refusals)
        idempotency->refused_prints[--idempotency->next_refusal % REFUSALS] = 0;
}
