/* master - master lists: put entries, all or none; list them. */
#include "codec/master.h"

#include "base/error.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "handlers/handlers.h"
#include "runtime/masters.h"
#include "service.h"

/* What is wrong with an entry beside the lists and the entries before it in the request. */
static enum reason check_entry(const struct registration *registration, const struct master_lists *before,
                               enum master_list list, const struct master_entry *entry, struct arena *arena)
{
    enum reason reason = master_entry_check(registration->lists, list, entry, arena);
    if (reason == REASON_NONE && master_lists_code(before, list, entry->code))
        return REASON_ENTRY_TWICE;
    return reason == REASON_NONE ? master_entry_check(before, list, entry, arena) : reason;
}

/* Every entry. Return: 0, the call is refused unless all may stand; or < 0. */
static int check(struct registration *registration, struct call *call, const struct masters_put *put)
{
    const struct master_entry *entries = put->entries;
    struct master_lists *before = master_lists_new();
    int result = before ? 0 : error_raise("out of memory for a list");
    for (size_t i = 0; i < put->count && result == 0 && !call_refused(call); i++) {
        const struct master_entry *entry = &entries[i];
        enum reason reason = check_entry(registration, before, put->list, entry, &call->arena);
        if (reason == REASON_NONE)
            result = master_lists_put(before, put->list, entry);
        else
            result = refuse_reason(call, FIELD_NONE, reason, entry->code);
    }
    master_lists_free(before);
    return result;
}

int master_put(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    const struct masters_put *put = call->request;
    uint32_t added = 0, changed = 0;
    int checked = check(registration, call, put);
    if (checked || call_refused(call))
        return checked;
    const struct master_entry *asked = put->entries;
    struct master_entry *entries = arena_zalloc(&call->arena, put->count, sizeof *entries);
    size_t count = 0;
    if (!entries)
        return error_raise("no room for entries");
    for (size_t i = 0; i < put->count; i++) {
        const struct master_entry *entry = &asked[i],
                                  *before = master_lists_code(registration->lists, put->list, entry->code);
        if (before && master_entry_equal(before, entry))
            continue;
        before ? changed++ : added++;
        entries[count++] = *entry;
    }
    registration->memory_changed |= count > 0;
    for (size_t i = 0; i < count; i++) {
        int result = stored_master_entry_put(batch->txn, put->list, &entries[i], &call->arena);
        if (result == 0)
            result = master_lists_put(registration->lists, put->list, &entries[i]);
        if (result)
            return result;
    }
    if (count > 0) {
        struct store_bytes event;
        int result = event_master_entries(put->list, entries, count, &call->arena, &event);
        if (result == 0)
            result = call_event(call, event.data, event.length);
        if (result)
            return result;
    }
    return masters_answer_put(call, put, added, changed);
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
    const struct registration *registration = service;
    return masters_list(&masters, registration->store, txn, call);
}
