/* master - master lists: put entries, all or none; list them. */
#include "codec/master.h"

#include "base/error.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "handlers/handlers.h"
#include "runtime/masters.h"
#include "service.h"

/* What the entries replace or add; those that are there just so are left out. */
struct changes {
    struct master_entry *entries;
    uint32_t added, changed;
};

static void gather(const struct catalogue *catalogue, const struct masters_put *put, struct changes *changes)
{
    const struct master_entry *entries = put->entries;
    for (size_t i = 0; i < put->count; i++) {
        const struct master_entry *entry = &entries[i],
                                  *before = master_lists_code(catalogue->lists, put->list, entry->code);
        if (before && master_entry_equal(before, entry))
            continue;
        changes->entries[changes->added + changes->changed] = *entry;
        before ? changes->changed++ : changes->added++;
    }
}

static int apply(struct catalogue *catalogue, struct batch *batch, struct call *call, const struct masters_put *put,
                 const struct changes *changes)
{
    size_t count = changes->added + changes->changed;
    struct store_bytes event;
    if (count == 0)
        return 0;
    catalogue->lists_changed = true;
    for (size_t i = 0; i < count; i++) {
        int result = stored_master_entry_put(batch->txn, put->list, &changes->entries[i], &call->arena);
        if (result == 0)
            result = master_lists_put(catalogue->lists, put->list, &changes->entries[i]);
        if (result)
            return result;
    }
    int result = event_master_entries(put->list, changes->entries, count, &call->arena, &event);
    return result ? result : call_event(call, event.data, event.length);
}

int master_put(void *service, struct batch *batch, struct call *call)
{
    struct catalogue *catalogue = service;
    const struct masters_put *put = call->request;
    struct changes changes = {.entries = arena_zalloc(&call->arena, put->count, sizeof *changes.entries)};
    struct finding finding = {0};
    if (!changes.entries)
        return error_raise("no room for entries");
    int result = master_entries_check(catalogue->lists, put->list, put->entries, put->count, &call->arena, &finding);
    if (result)
        return result;
    if (finding.reason != REASON_NONE)
        return refuse_reason(call, FIELD_NONE, (enum reason)finding.reason, finding.detail);
    gather(catalogue, put, &changes);
    result = apply(catalogue, batch, call, put, &changes);
    return result ? result : masters_answer_put(call, put, changes.added, changes.changed);
}

static const struct masters masters = {
    .terms = &refuse_terms,
    .lists = MASTER_LIST_COUNT,
    .list_unspecified = REASON_LIST_UNSPECIFIED,
    .entry_count = REASON_ENTRY_COUNT,
    .entry_bytes = sizeof(struct master_entry),
    .table = STORED_MASTER_ENTRIES,
    .take = master_take_entry,
};

int master_decode_put(struct call *call)
{
    return masters_decode_put(&masters, call);
}

int master_decode_list(struct call *call)
{
    return masters_decode_list(&masters, call);
}

int master_list_entries(void *service, struct store_txn *txn, struct call *call)
{
    const struct catalogue *catalogue = service;
    return masters_list(&masters, catalogue->store, txn, call);
}
