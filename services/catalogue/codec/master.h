#pragma once
/* master - requests and answers of master lists. */
#include "domain/master_list.h"
#include "runtime/page.h"

struct master_put {
    enum master_list list;
    struct master_entry *entries;
    size_t count;
};

struct master_page {
    enum master_list list;
    struct page page;
};

int master_decode_put(struct call *call);  /* call->request: struct master_put */
int master_decode_list(struct call *call); /* call->request: struct master_page */

int master_answer_put(struct call *call, uint32_t added, uint32_t changed, uint32_t unchanged);

/** master_answer_list() - @records: packed entries as they are stored. */
int master_answer_list(struct call *call, struct store *store, const struct page *page,
                       const struct store_bytes *records, size_t count, struct store_bytes last);
