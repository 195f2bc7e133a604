/*
 * idempotency - see idempotency.h. A map entry is a hint: the entry of the outbox decides, by caller, id, method and
 * hash of the body. Entries older than the window stay in the map until the next start; ids that old are refused before
 * the map is asked, so they do no harm but a few bytes.
 */
#include "runtime/idempotency.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"

#include <karmayogi/core/v1/outbox.pb-c.h>
#include <stdlib.h>
#include <string.h>

#define REFUSALS 4096u /* remembered; the oldest makes room */
#define DAY_MS   INT64_C(86400000)

struct refused {
    const struct route *route;
    uint8_t body_hash[16];
    int64_t until_ms;
    struct buffer header; /* packed reply header */
};

struct idempotency {
    struct keymap *accepted;
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

/* Reads backwards would be shorter, but entries are only ordered by time as far as the clock was: walk back until the
 * window is certainly left. */
static int fill(struct idempotency *idempotency, struct store_txn *txn, int64_t now_ms)
{
    uint64_t head;
    int result = outbox_head(txn, &head);
    struct arena arena;
    arena_init(&arena, LIMIT_ARENA_BYTES);
    for (uint64_t sequence = head; result == 0 && sequence > 0; sequence--) {
        struct store_bytes bytes;
        result = outbox_get(txn, sequence, &bytes, NULL);
        if (result)
            break;
        arena_reset(&arena);
        OutboxRecord *record = (OutboxRecord *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor, bytes.data,
                                                           bytes.length, &arena);
        if (!record || !record->entry) {
            result = error_raise("outbox entry %llu cannot be read", (unsigned long long)sequence);
            break;
        }
        if (record->entry->committed_at_ms < now_ms - (LIMIT_IDEMPOTENCY_DAYS + 1) * DAY_MS)
            break;
        if (record->entry->request_id.len == UUID_BYTES)
            result =
                keymap_add(idempotency->accepted,
                           fingerprint(idempotency, record->entry->caller, record->entry->request_id.data), sequence);
    }
    arena_deinit(&arena);
    keymap_keep(idempotency->accepted);
    keymap_collect(idempotency->accepted);
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
        return result < 0 ? result : error_raise("idempotency: an entry of the outbox is damaged: %s", error_trail());
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

static int repeat_refused(struct idempotency *idempotency, uint64_t print, int64_t now_ms, struct call *call)
{
    for (size_t i = 0; i < REFUSALS; i++) {
        if (idempotency->refused_prints[i] != print)
            continue;
        const struct refused *refused = &idempotency->refusals[i];
        if (refused->until_ms < now_ms)
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

int idempotency_find(struct idempotency *idempotency, struct store_txn *txn, const char *service, uint64_t epoch,
                     int64_t now_ms, struct call *call)
{
    int64_t made_ms = uuid_instant(&call->header.request_id);
    if (made_ms < now_ms - LIMIT_IDEMPOTENCY_DAYS * DAY_MS || made_ms > now_ms + LIMIT_CLOCK_AHEAD_MS) {
        call_refuse(call, REFUSAL_REQUEST_TOO_OLD);
        return IDEMPOTENCY_REFUSED;
    }
    uint64_t print = fingerprint(idempotency, call->caller.name, call->header.request_id.bytes);
    struct keymap_probe probe = keymap_find(idempotency->accepted, print);
    uint64_t sequence;
    while (keymap_next(&probe, &sequence)) {
        int outcome = repeat_accepted(txn, service, epoch, sequence, call);
        if (outcome != IDEMPOTENCY_FRESH)
            return outcome;
    }
    return repeat_refused(idempotency, print, now_ms, call);
}

int idempotency_accepted(struct idempotency *idempotency, const struct call *call, uint64_t sequence)
{
    return keymap_add(idempotency->accepted, fingerprint(idempotency, call->caller.name, call->header.request_id.bytes),
                      sequence);
}

void idempotency_refused(struct idempotency *idempotency, const struct call *call, int64_t now_ms)
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
    refused->until_ms = now_ms + LIMIT_REFUSAL_MEMORY_MS;
}

void idempotency_kept(struct idempotency *idempotency)
{
    keymap_keep(idempotency->accepted);
    keymap_collect(idempotency->accepted);
    idempotency->kept_refusals = idempotency->next_refusal;
}

void idempotency_undo(struct idempotency *idempotency)
{
    keymap_undo(idempotency->accepted);
    while (idempotency->next_refusal > idempotency->kept_refusals)
        idempotency->refused_prints[--idempotency->next_refusal % REFUSALS] = 0;
}
