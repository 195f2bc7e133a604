/* masters - see masters.h. */
#include "runtime/masters.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "runtime/page.h"

#include <karmayogi/core/v1/master.pb-c.h>

#define ENTRIES_MOST 256

struct query {
    uint8_t list;
    struct page page;
};

static bool is_list(const struct masters *masters, uint32_t list)
{
    return list > 0 && list < masters->lists;
}

int masters_decode_put(const struct masters *masters, struct call *call)
{
    const CORE(MasterPut) *message = (CORE(MasterPut) *)call_unpack(call, &karmayogi__core__v1__master_put__descriptor);
    if (!message)
        return 0;
    if (!is_list(masters, message->list))
        return refuse_with(call, masters->terms, 0, masters->list_unspecified, NULL);
    if (message->n_entries == 0 || message->n_entries > ENTRIES_MOST)
        return refuse_with(call, masters->terms, 0, masters->entry_count, NULL);
    struct masters_put *put = arena_zalloc(&call->arena, 1, sizeof *put);
    char *entries = arena_zalloc(&call->arena, message->n_entries, masters->entry_bytes);
    if (!put || !entries)
        return error_raise("no room for entries");
    *put = (struct masters_put){.list = message->list, .entries = entries, .count = message->n_entries};
    for (size_t i = 0; i < message->n_entries && !call_refused(call); i++) {
        struct store_bytes packed = {message->entries[i].data, message->entries[i].len};
        int result = masters->take(call, packed, entries + i * masters->entry_bytes);
        if (result)
            return result;
    }
    call->request = put;
    return 0;
}

int masters_answer_put(struct call *call, const struct masters_put *put, size_t added, size_t changed)
{
    CORE(MasterChanges) changes = KARMAYOGI__CORE__V1__MASTER_CHANGES__INIT;
    changes.added = (uint32_t)added;
    changes.changed = (uint32_t)changed;
    changes.unchanged = (uint32_t)(put->count - added - changed);
    return call_answer(call, &changes.base);
}

int masters_decode_list(const struct masters *masters, struct call *call)
{
    CORE(MasterQuery) *message = (CORE(MasterQuery) *)call_unpack(call, &karmayogi__core__v1__master_query__descriptor);
    if (!message)
        return 0;
    if (!is_list(masters, message->list))
        return refuse_with(call, masters->terms, 0, masters->list_unspecified, NULL);
    struct query *query = arena_zalloc(&call->arena, 1, sizeof *query);
    if (!query)
        return error_raise("no room for a request");
    query->list = (uint8_t)message->list;
    int result = page_decode(call, message->page, &query->page);
    message->page = NULL;
    call->request = query;
    return result ? result : page_bind(call, &message->base, &query->page);
}

/* Records are packed entries, and go out as they are. */
int masters_list(const struct masters *masters, struct store *store, struct store_txn *txn, struct call *call)
{
    const struct query *query = call->request;
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    CORE(MasterPage) answer = KARMAYOGI__CORE__V1__MASTER_PAGE__INIT;
    struct store_bytes from, key, value, last = {0};
    size_t bytes = 0;
    answer.entries = arena_zalloc(&call->arena, query->page.size, sizeof *answer.entries);
    if (!answer.entries)
        return error_raise("no room for entries");
    if (!page_open(call, store, &query->page, &from))
        return 0;
    int result = store_cursor_open(&cursor, txn, masters->table);
    if (result)
        return result;
    result = store_cursor_seek(&cursor, from.data ? from : (struct store_bytes){&query->list, 1}, &key, &value);
    while (result == 0 && ((const uint8_t *)key.data)[0] == query->list) {
        bytes += value.length;
        if (answer.n_entries == query->page.size || (answer.n_entries > 0 && bytes > LIMIT_LIST_BYTES)) {
            last = key; /* where the next page begins */
            break;
        }
        answer.entries[answer.n_entries++] =
            (ProtobufCBinaryData){.len = value.length, .data = (uint8_t *)(uintptr_t)value.data};
        result = store_cursor_next(&cursor, &key, &value);
    }
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    answer.page = page_next(call, store, &query->page, last);
    return answer.page ? call_answer(call, &answer.base) : error_raise("no room for an answer");
}
