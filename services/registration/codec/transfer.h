#pragma once
/* transfer - requests and answers of transfers. */
#include "domain/transfer.h"
#include "runtime/page.h"

struct transfer_request_request {
    const char *official_id;
    struct transfer_wish wish;
    struct findings findings; /* of form */
};

struct transfer_decide_request {
    uint64_t official;
    uint32_t ordinal;
    struct transfer_decision decision;
};

struct transfer_list_request {
    const char *organisation_id; /* "": all */
    struct page page;
};

int transfer_decode_request(struct call *call); /* call->request: struct transfer_request_request */
int transfer_decode_decide(struct call *call);  /* struct transfer_decide_request */
int transfer_decode_list(struct call *call);    /* struct transfer_list_request */

int transfer_answer_request(struct call *call, const struct transfer *transfer);
int transfer_answer_decide(struct call *call, const struct official *masked);
int transfer_answer_list(struct call *call, struct store *store, const struct page *page,
                         const struct transfer *transfers, size_t count, struct store_bytes last);
