/* master - master lists: put entries, all or none; list them. */
#include "codec/master.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "handlers/handlers.h"
#include "service.h"

/* What the entries replace or add; those that are there just so are left out. */
struct changes {
    struct master_entry *entries;
    uint32_t added, changed;
};

static void gather(const struct catalogue *catalogue, const struct master_put *put, struct changes *changes)
{
    for (size_t i = 0; i < put->count; i++) {
        const struct master_entry *entry = &put->entries[i],
                                  *before = master_lists_code(catalogue->lists, put->list, entry->code);
        if (before && master_entry_equal(before, entry))
            continue;
        changes->entries[changes->added + changes->changed] = *entry;
        before ? changes->changed++ : changes->added++;
    }
}

static int apply(struct catalogue *catalogue, struct batch *batch, struct call *call, const struct master_put *put,
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
    const struct master_put *put = call->request;
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
    return result ? result
                  : master_answer_put(call, changes.added, changes.changed,
                                      (uint32_t)put->count - changes.added - changes.changed);
}

int master_list_entries(void *service, struct store_txn *txn, struct call *call)
{
    struct catalogue *catalogue = service;
    const struct master_page *request = call->request;
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct store_bytes *records = arena_zalloc(&call->arena, request->page.size, sizeof *records);
    struct store_bytes from, key, value, last = {0};
    uint8_t first = (uint8_t)request->list;
    size_t count = 0, bytes = 0;
    if (!records)
        return error_raise("no room for entries");
    if (!page_open(call, catalogue->store, &request->page, &from))
        return 0;
    int result = store_cursor_open(&cursor, txn, STORED_MASTER_ENTRIES);
    if (result)
        return result;
    result = store_cursor_seek(&cursor, from.data ? from : (struct store_bytes){&first, 1}, &key, &value);
    while (result == 0 && ((const uint8_t *)key.data)[0] == first) {
        bytes += value.length;
        if (count == request->page.size || (count > 0 && bytes > LIMIT_LIST_BYTES)) {
            last = key; /* where the next page begins */
            break;
        }
        records[count++] = value;
        result = store_cursor_next(&cursor, &key, &value);
    }
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    return master_answer_list(call, catalogue->store, &request->page, records, count, last);
}
