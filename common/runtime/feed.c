/*
 * feed - FeedService.Read: pages of the outbox. A page is made of one snapshot; a reader that has everything is parked
 * until there is more or its wait is over.
 */
#include "base/error.h"
#include "base/limits.h"
#include "runtime/private.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/feed.pb-c.h>
#include <karmayogi/core/v1/outbox.pb-c.h>

#define FEED_WAIT_MOST_MS 30000

typedef Karmayogi__Core__V1__ReadRequest ReadRequest;
typedef Karmayogi__Core__V1__ReadResponse ReadResponse;
typedef Karmayogi__Core__V1__FeedEntry FeedEntry;
typedef Karmayogi__Core__V1__OutboxRecord OutboxRecord;

bool feed_may(const struct call *call, unsigned roles)
{
    const ReadRequest *request = call->request;
    return !request->with_person || roles & ROLE_PERSON_FOLLOWER;
}

static int decode(struct call *call)
{
    ReadRequest *request = (ReadRequest *)call_unpack(call, &karmayogi__core__v1__read_request__descriptor);
    if (!request)
        return 0;
    if (request->wait_ms > FEED_WAIT_MOST_MS || request->wait_ms >= call->header.timeout_ms)
        return call_refuse(call, REFUSAL_WAIT_TOO_LONG);
    if (request->n_event_kinds > LIMIT_FEED_KINDS || request->n_departments > LIMIT_FEED_DEPARTMENTS)
        return call_refuse(call, REFUSAL_FILTER_TOO_LONG);
    call->request = request;
    if (!feed_may(call, call->caller.roles))
        return call_refuse(call, REFUSAL_ROLE_MISSING);
    if (!request->cursor) {
        request->cursor = arena_alloc(&call->arena, sizeof *request->cursor);
        if (!request->cursor)
            return error_raise("no room for a cursor");
        karmayogi__core__v1__feed_cursor__init(request->cursor);
    }
    return 0;
}

bool feed_must_wait(const struct runtime *runtime, const struct call *call, int64_t *until_ms)
{
    const ReadRequest *request = call->request;
    *until_ms = call->arrived_ms + request->wait_ms;
    return request->wait_ms > 0 && request->cursor->sequence == atomic_load(&runtime->writer.head) &&
           (request->cursor->epoch == store_epoch(runtime->store) || request->cursor->sequence == 0);
}

/* Return: as the store said; @fits is set for 0. */
static int check_cursor(const struct runtime *runtime, struct store_txn *txn,
                        const Karmayogi__Core__V1__FeedCursor *cursor, uint64_t head, bool *fits)
{
    bool same_epoch = cursor->epoch == store_epoch(runtime->store);
    *fits = cursor->sequence == 0 ? cursor->epoch == 0 || same_epoch : same_epoch && cursor->sequence <= head;
    if (cursor->sequence == 0 || !*fits)
        return 0;
    struct store_bytes entry;
    uint64_t checksum;
    int result = outbox_get(txn, cursor->sequence, &entry, &checksum);
    *fits = result == 0 && checksum == cursor->checksum;
    return result;
}

static bool kind_wanted(const ReadRequest *request, struct store_bytes event)
{
    if (request->n_event_kinds == 0 || event.length == 0)
        return true;
    uint32_t tag = 0; /* the first tag of the event: its only field is the member of the oneof */
    const uint8_t *bytes = event.data;
    for (size_t i = 0; i < event.length && i < 4; i++) {
        tag |= (uint32_t)(bytes[i] & 0x7f) << (7 * i);
        if (!(bytes[i] & 0x80))
            break;
    }
    for (size_t i = 0; i < request->n_event_kinds; i++)
        if (request->event_kinds[i] == tag >> 3)
            return true;
    return false;
}

/* Leaves out the events that the reader does not want, and fills in persons. */
static int filter_entry(struct runtime *runtime, struct store_txn *txn, const ReadRequest *request, struct call *call,
                        FeedEntry *entry)
{
    struct feed_filter filter = {request->departments, request->n_departments, request->with_person};
    bool look_inside = filter.department_count > 0 || filter.with_person;
    size_t kept = 0;
    for (size_t i = 0; i < entry->n_events; i++) {
        struct store_bytes event = {entry->events[i].data, entry->events[i].len};
        bool keep = kind_wanted(request, event);
        if (keep && look_inside && runtime->service->feed_event) {
            int result = runtime->service->feed_event(runtime->context, txn, &filter, &call->arena, &event, &keep);
            if (result)
                return result;
        }
        if (keep)
            entry->events[kept++] = (ProtobufCBinaryData){event.length, (uint8_t *)(uintptr_t)event.data};
    }
    entry->n_events = kept;
    return 0;
}

struct page {
    FeedEntry **entries;
    size_t count, room, bytes, most_bytes;
    uint64_t through, checksum;
};

static int add_entry(struct runtime *runtime, struct store_txn *txn, struct call *call, struct page *page,
                     struct store_bytes bytes)
{
    OutboxRecord *record = (OutboxRecord *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor, bytes.data,
                                                       bytes.length, &call->arena);
    if (!record || !record->entry)
        return error_raise("an outbox entry cannot be read");
    int result = filter_entry(runtime, txn, call->request, call, record->entry);
    if (result)
        return result;
    if (page->count == page->room) {
        size_t room = page->room ? page->room * 2 : 64;
        FeedEntry **entries = arena_zalloc(&call->arena, room, sizeof(FeedEntry *));
        if (!entries)
            return error_raise("no room for a feed page");
        for (size_t i = 0; i < page->count; i++)
            entries[i] = page->entries[i];
        page->entries = entries;
        page->room = room;
    }
    page->entries[page->count++] = record->entry;
    return 0;
}

static int fill_page(struct runtime *runtime, struct store_txn *txn, struct call *call, uint64_t from,
                     struct page *page)
{
    struct outbox_walk walk;
    int result = outbox_walk_open(&walk, txn, from + 1);
    if (result)
        return result;
    for (;;) {
        struct store_bytes bytes;
        uint64_t sequence, checksum;
        result = outbox_walk_next(&walk, &sequence, &bytes, &checksum);
        if (result || (page->count > 0 && page->bytes + bytes.length > page->most_bytes))
            break;
        result = add_entry(runtime, txn, call, page, bytes);
        if (result)
            break;
        page->bytes += bytes.length;
        page->through = sequence;
        page->checksum = checksum;
    }
    outbox_walk_close(&walk);
    return result == STORE_NOT_FOUND ? 0 : result;
}

static int read_page(void *context, struct store_txn *txn, struct call *call)
{
    /* The runtime's own routes are handed the runtime, not the service. */
    struct runtime *runtime = context;
    const ReadRequest *request = call->request;
    uint64_t head;
    bool fits = false;
    int result = outbox_head(txn, &head);
    if (result == 0)
        result = check_cursor(runtime, txn, request->cursor, head, &fits);
    if (result)
        return result;
    if (!fits)
        return call_refuse(call, REFUSAL_CURSOR_MISMATCH);
    uint32_t most =
        request->max_bytes && request->max_bytes < LIMIT_FEED_PAGE_BYTES ? request->max_bytes : LIMIT_FEED_PAGE_BYTES;
    struct page page = {
        .most_bytes = most, .through = request->cursor->sequence, .checksum = request->cursor->checksum};
    result = fill_page(runtime, txn, call, request->cursor->sequence, &page);
    if (result)
        return result;
    ReadResponse response = KARMAYOGI__CORE__V1__READ_RESPONSE__INIT;
    Karmayogi__Core__V1__FeedCursor through = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    through.epoch = response.epoch = store_epoch(runtime->store);
    through.sequence = page.through;
    through.checksum = page.checksum;
    response.from_sequence = request->cursor->sequence;
    response.through = &through;
    response.head = head;
    response.n_entries = page.count;
    response.entries = page.entries;
    return call_answer(call, &response.base);
}

const struct route feed_route = {
    .method = "karmayogi.core.v1.FeedService/Read",
    .kind = ROUTE_READ,
    .roles = ROLE_FOLLOWER,
    .decode = decode,
    .read = read_page,
};
