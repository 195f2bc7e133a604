#pragma once
/* figures - requests and answers about figures of any kind, and their definitions. */
#include "codec/answer.h"
#include "domain/figures.h"

struct figures_request {
    const char *organisation_id; /* "": the whole tree */
    struct figures_query query;  /* without models, root and, where it was not said, the day */
    uint32_t page_size;
    const char *page_token;
    struct store_bytes asked; /* what stands for the question in page tokens */
};

int figures_decode(struct call *call);     /* call->request: struct figures_request */
int definitions_decode(struct call *call); /* nothing to read */

/** Rows of an answer from @first on; @next_page_token: "" at the end. */
struct figures_page {
    size_t first, count;
    const char *next_page_token;
    int32_t as_of;
    struct answer_feed feeds[2];
    size_t feed_count;
};

/** figures_answer() - Return: 0, or < 0. */
int figures_answer(struct call *call, const struct figures *figures, const struct figures_page *page);
int definitions_answer(struct call *call);
