#pragma once
/* page - the pages of lists: size checked, token opened and sealed. */
#include "runtime/call.h"
#include "runtime/page_token.h"
#include "wire/convert.h"

#define PAGE_SIZE_DEFAULT 100

struct page {
    uint32_t size;            /* 1 to LIMIT_PAGE_SIZE */
    const char *token;        /* "" for the first page */
    struct store_bytes query; /* what a token is bound to: see page_query() */
};

/** page_decode() - check and take @message (NULL: the defaults). @query: the request's packed message. Return: 0;
 * refused pages refuse the call. */
int page_decode(struct call *call, CORE(PageRequest) * message, struct page *page);

/** page_query() - what a token is bound to: the method, the caller's name and the bytes of @request, whose page must
 * have been taken off. Return: 0, or < 0. */
int page_query(struct call *call, const ProtobufCMessage *request, struct store_bytes *query);

/** page_bind() - set the query of a page by page_query(). Return: 0, or < 0. */
int page_bind(struct call *call, const ProtobufCMessage *request, struct page *page);

/** page_open() - the key of the last record of the page before. @key: set where there is a token. Return: whether the
 * list may go on; else the call is refused. */
bool page_open(struct call *call, struct store *store, const struct page *page, struct store_bytes *key);

/** page_next() - the PageResponse: with a token for @last, or without one (NULL data: the list is at its end). Return:
 * NULL past the arena's cap. */
CORE(PageResponse) *
    page_next(struct call *call, struct store *store, const struct page *page, struct store_bytes last);
