#pragma once
/* onboarding - requests and answers about onboarding and counted records. */
#include "domain/counted.h"
#include "domain/onboarding.h"
#include "runtime/call.h"
#include "runtime/follower.h"

struct onboarding_request {
    const char *organisation_id;
    enum onboarding_dimension by;
    int32_t as_of; /* DATE_NONE: today */
};

struct counted_request {
    uint32_t page_size;
    const char *page_token;
    struct store_bytes query;
};

int onboarding_decode(struct call *call); /* call->request: struct onboarding_request */
int counted_decode(struct call *call);    /* call->request: struct counted_request */

/** onboarding_answer() - @freshness: of registration's feed. */
int onboarding_answer(struct call *call, const struct onboarding *report, int32_t as_of, const char *feed,
                      const struct follower_freshness *freshness);

/** A page of counted records being gathered. */
struct counted_page;
struct counted_page *counted_page_new(struct call *call, uint32_t size);

/** counted_page_add() - @organisation_ids: of each span; not copied. Return: 0, or < 0: past the arena's cap. */
int counted_page_add(struct counted_page *page, const struct counted *counted, const char *const *organisation_ids);
int counted_answer(struct call *call, struct counted_page *page, const char *next_page_token);
