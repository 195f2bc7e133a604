/* master - see master.h. */
#include "codec/master.h"

#include "base/error.h"
#include "codec/convert.h"
#include "codec/refuse.h"

#include <karmayogi/catalogue/v1/service.pb-c.h>

#define ENTRIES_MOST 256

static bool known_list(struct call *call, int list)
{
    if (list > MASTER_NONE && list < MASTER_LIST_COUNT)
        return true;
    refuse_reason(call, FIELD_NONE, REASON_LIST_UNSPECIFIED, NULL);
    return false;
}

int master_decode_put(struct call *call)
{
    const CATALOGUE(PutMasterEntriesRequest) *message = (CATALOGUE(PutMasterEntriesRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__put_master_entries_request__descriptor);
    if (!message || !known_list(call, (int)message->list))
        return 0;
    if (message->n_entries == 0 || message->n_entries > ENTRIES_MOST)
        return refuse_reason(call, FIELD_NONE, REASON_ENTRY_COUNT, NULL);
    struct master_put *put = arena_zalloc(&call->arena, 1, sizeof *put);
    struct master_entry *entries = arena_zalloc(&call->arena, message->n_entries, sizeof *entries);
    if (!put || !entries)
        return error_raise("no room for entries");
    put->list = (enum master_list)message->list;
    put->entries = entries;
    put->count = message->n_entries;
    for (size_t i = 0; i < message->n_entries; i++) {
        enum reason reason = convert_master_entry(message->entries[i], &entries[i]);
        if (reason != REASON_NONE)
            return refuse_reason(call, FIELD_NONE, reason, entries[i].code);
    }
    call->request = put;
    return 0;
}

int master_decode_list(struct call *call)
{
    CATALOGUE(ListMasterEntriesRequest) *message = (CATALOGUE(ListMasterEntriesRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__list_master_entries_request__descriptor);
    if (!message || !known_list(call, (int)message->list))
        return 0;
    struct master_page *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    request->list = (enum master_list)message->list;
    int result = page_decode(call, message->page, &request->page);
    message->page = NULL;
    call->request = request;
    return result ? result : page_bind(call, &message->base, &request->page);
}

int master_answer_put(struct call *call, uint32_t added, uint32_t changed, uint32_t unchanged)
{
    CATALOGUE(PutMasterEntriesResponse) response = KARMAYOGI__CATALOGUE__V1__PUT_MASTER_ENTRIES_RESPONSE__INIT;
    response.added = added;
    response.changed = changed;
    response.unchanged = unchanged;
    return call_answer(call, &response.base);
}

int master_answer_list(struct call *call, struct store *store, const struct page *page,
                       const struct store_bytes *records, size_t count, struct store_bytes last)
{
    CATALOGUE(ListMasterEntriesResponse) response = KARMAYOGI__CATALOGUE__V1__LIST_MASTER_ENTRIES_RESPONSE__INIT;
    response.entries = arena_zalloc(&call->arena, count + 1, sizeof *response.entries);
    response.page = page_next(call, store, page, last);
    if (!response.entries || !response.page)
        return error_raise("no room for an answer");
    for (size_t i = 0; i < count; i++) {
        response.entries[i] = (CATALOGUE(MasterEntry) *)wire_unpack(&karmayogi__catalogue__v1__master_entry__descriptor,
                                                                    records[i].data, records[i].length, &call->arena);
        if (!response.entries[i])
            return error_raise("a master entry cannot be read");
    }
    response.n_entries = count;
    return call_answer(call, &response.base);
}
