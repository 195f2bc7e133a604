#pragma once
/* organisation - requests and answers of organisations. */
#include "domain/organisation.h"
#include "runtime/page.h"

struct organisation_update_request {
    struct organisation wanted; /* id and new values */
    unsigned mask;              /* enum organisation_mask */
    uint64_t version;
};

struct organisation_declare_request {
    const char *id;
    struct strength strength;
};

struct organisation_list_request {
    const char *parent_id;
    bool whole_subtree;
    struct page page;
};

int organisation_decode_create(struct call *call);  /* call->request: struct organisation */
int organisation_decode_update(struct call *call);  /* struct organisation_update_request */
int organisation_decode_declare(struct call *call); /* struct organisation_declare_request */
int organisation_decode_get(struct call *call);     /* const char *, the id */
int organisation_decode_list(struct call *call);    /* struct organisation_list_request */

int organisation_answer_create(struct call *call, const struct organisation *organisation, bool created);
int organisation_answer_update(struct call *call, const struct organisation *organisation);
int organisation_answer_declare(struct call *call, const struct organisation *organisation);
int organisation_answer_get(struct call *call, const struct organisation *organisation);
int organisation_answer_list(struct call *call, struct store *store, const struct page *page,
                             const struct organisation *organisations, size_t count, struct store_bytes last);
