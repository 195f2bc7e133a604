/* page - see page.h. */
#include "runtime/page.h"

#include "base/error.h"
#include "base/limits.h"

#include <string.h>

int page_decode(struct call *call, CORE(PageRequest) * message, struct page *page)
{
    page->size = message && message->page_size ? message->page_size : PAGE_SIZE_DEFAULT;
    page->token = message ? message->page_token : "";
    return page->size > LIMIT_PAGE_SIZE ? call_refuse(call, REFUSAL_PAGE_SIZE) : 0;
}

int page_query(struct call *call, const ProtobufCMessage *request, struct store_bytes *query)
{
    size_t method = strlen(call->route->method) + 1, caller = strlen(call->caller.name) + 1;
    size_t length = protobuf_c_message_get_packed_size(request);
    uint8_t *bytes = arena_alloc(&call->arena, method + caller + length);
    if (!bytes)
        return error_raise("no room for a query");
    memcpy(bytes, call->route->method, method);
    memcpy(bytes + method, call->caller.name, caller);
    protobuf_c_message_pack(request, bytes + method + caller);
    *query = (struct store_bytes){bytes, method + caller + length};
    return 0;
}

int page_bind(struct call *call, const ProtobufCMessage *request, struct page *page)
{
    return page_query(call, request, &page->query);
}

bool page_open(struct call *call, struct store *store, const struct page *page, struct store_bytes *key)
{
    *key = (struct store_bytes){0};
    if (!page->token[0] || page_token_open(store_secret(store), page->query, page->token, &call->arena, key))
        return true;
    call_refuse(call, REFUSAL_PAGE_TOKEN);
    return false;
}

CORE(PageResponse) * page_next(struct call *call, struct store *store, const struct page *page, struct store_bytes last)
{
    CORE(PageResponse) *message = arena_alloc(&call->arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__core__v1__page_response__init(message);
    if (last.data)
        message->next_page_token = page_token_seal(store_secret(store), page->query, last, &call->arena);
    return message->next_page_token ? message : NULL;
}
