#pragma once
/* onboarding - requests and answers about onboarding and counted records. */
#include "codec/answer.h"
#include "domain/counted.h"
#include "domain/onboarding.h"

struct onboarding_request {
    const char *organisation_id;
    enum figure_dimension by;
    int32_t as_of; /* DATE_NONE: today */
};

struct counted_request {
    uint32_t page_size;
    const char *page_token;
    struct store_bytes query;
};

int onboarding_decode(struct call *call); /* call->request: struct onboarding_request */
int counted_decode(struct call *call);    /* call->request: struct counted_request */

/** onboarding_answer() - @feed: that of registration. */
int onboarding_answer(struct call *call, const struct onboarding *report, int32_t as_of,
                      const struct answer_feed *feed);

/** What the numbers in a span stand for. */
struct counted_names {
    const char *organisation_id, *designation_code;
};

/** A page of counted records being gathered. */
struct counted_page;
struct counted_page *counted_page_new(struct call *call, uint32_t size);

/** counted_page_add() - @names: of each span; their strings are not copied. Return: 0, or < 0: past the arena's cap. */
int counted_page_add(struct counted_page *page, const struct counted *counted, const struct counted_names *names);
int counted_answer(struct call *call, struct counted_page *page, const char *next_page_token);
