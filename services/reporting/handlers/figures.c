/*
 * figures - answers with figures of any kind from the models in memory. An answer of more than one page is kept for
 * whoever reads on.
 */
#include "codec/figures.h"

#include "base/bytes.h"
#include "base/clock.h"
#include "base/error.h"
#include "handlers/handlers.h"
#include "handlers/pages.h"
#include "runtime/page_token.h"
#include "service.h"

#include <assert.h>

int32_t figures_today(void)
{
    struct clock clock = clock_system();
    return date_of_instant(clock_utc_ms(&clock));
}

bool figures_may_count(struct reporting *reporting, struct call *call, unsigned families, int32_t day)
{
    bool out_of_step = (families & FAMILY_OFFICIALS && reporting->out_of_step) ||
                       (families & FAMILY_COURSES && reporting->courses.out_of_step);
    if (out_of_step)
        answer_refuse(call, STATUS_UNAVAILABLE, "MODEL_OUT_OF_STEP", "Reporting must be started again: see its log.",
                      "रिपोर्टिंग सेवा को फिर से चालू करना होगा: उसका लॉग देखें।");
    else if (day > figures_today())
        answer_refuse(call, STATUS_INVALID_ARGUMENT, "IN_THE_FUTURE",
                      "as_of lies in the future. Ask for today or an earlier day.",
                      "as_of भविष्य में है। आज या पहले का दिन पूछें।");
    return !call_refused(call);
}

uint32_t figures_root(const struct reporting *reporting, struct call *call, const char *organisation_id)
{
    uint32_t root = model_find(reporting->model, organisation_id);
    if (root == 0)
        answer_refuse(call, STATUS_NOT_FOUND, "ORGANISATION_UNKNOWN",
                      "No organisation has this id. `karmayogi org list --tree` shows those that exist.",
                      "इस पहचान का कोई संगठन नहीं है। `karmayogi org list --tree` से सूची देखें।");
    return root;
}

/* The state, which has nobody above; 0: nobody has created it yet. */
static uint32_t top_of(const struct model *model)
{
    return model->organisation_count ? 1 : 0;
}

static int refuse(struct call *call, enum figures_outcome outcome)
{
    switch (outcome) {
#define X(name, reason, english, hindi)                                                                                \
    case FIGURES_##name:                                                                                               \
        return answer_refuse(call, STATUS_INVALID_ARGUMENT, reason, english, hindi);
        FIGURES_REFUSALS(X)
#undef X
    case FIGURES_OK:
        break;
    }
    return error_raise("figures: unknown outcome %d", (int)outcome);
}

/* What an answer is counted from, by its measures. */
static void list_feeds(const struct figures *figures, const struct follower_freshness freshness[2],
                       struct figures_page *page)
{
    unsigned families = 0;
    for (size_t i = 0; i < figures->measure_count; i++)
        families |= figures->measures[i]->family;
    if (families & FAMILY_OFFICIALS)
        page->feeds[page->feed_count++] = (struct answer_feed){STORED_REGISTRATION, freshness[0]};
    if (families & FAMILY_COURSES)
        page->feeds[page->feed_count++] = (struct answer_feed){STORED_CATALOGUE, freshness[1]};
}

static char *seal(struct reporting *reporting, struct call *call, const struct kept_page *kept, uint64_t next)
{
    const struct figures_request *request = call->request;
    uint8_t bytes[PAGES_TOKEN_BYTES];
    assert(kept); /* of what does not fit a page */
    bytes_put64(bytes, kept->number);
    bytes_put64(bytes + 8, next);
    return page_token_seal(store_secret(reporting->store), request->asked, (struct store_bytes){bytes, sizeof bytes},
                           &call->arena);
}

/* The rows from @first on, of an answer that is kept where there are more. */
static int answer_page(struct reporting *reporting, struct call *call, const struct figures *figures,
                       const struct kept_page *kept, int32_t as_of, const struct follower_freshness freshness[2],
                       size_t first)
{
    const struct figures_request *request = call->request;
    size_t left = figures->row_count - first;
    struct figures_page page = {.first = first, .as_of = as_of, .next_page_token = ""};
    page.count = left < request->page_size ? left : request->page_size;
    list_feeds(figures, freshness, &page);
    for (size_t i = 0; i < page.feed_count; i++)
        call_position(call, page.feeds[i].service, page.feeds[i].freshness.epoch, page.feeds[i].freshness.sequence);
    if (page.count < left && !(page.next_page_token = seal(reporting, call, kept, first + page.count)))
        return error_raise("no room for a page token");
    return figures_answer(call, figures, &page);
}

static int first_page(struct reporting *reporting, struct call *call)
{
    struct figures_request *request = call->request;
    struct figures_query *query = &request->query;
    struct follower_freshness freshness[2] = {{.age_ms = -1}, {.age_ms = -1}};
    struct figures figures;
    query->officials = reporting->model;
    query->courses = reporting->courses.model;
    if (query->day == DATE_NONE)
        query->day = figures_today();
    enum figures_outcome outcome = figures_check(query);
    if (outcome)
        return refuse(call, outcome);
    unsigned families = figures_families(query);
    if (!figures_may_count(reporting, call, families, query->day))
        return 0;
    query->root = families & FAMILY_OFFICIALS && request->organisation_id[0]
                      ? figures_root(reporting, call, request->organisation_id)
                      : top_of(reporting->model);
    if (call_refused(call))
        return 0;
    int result = figures_count(query, &call->arena, &figures);
    if (result)
        return result < 0 ? result : refuse(call, (enum figures_outcome)result);
    runtime_freshness(reporting->runtime, STORED_REGISTRATION, &freshness[0]);
    runtime_freshness(reporting->runtime, STORED_CATALOGUE, &freshness[1]);
    const struct kept_page *kept = NULL;
    if (figures.row_count > request->page_size &&
        !(kept = pages_keep(&reporting->pages, &figures, query->day, freshness)))
        return error_raise("no room to keep an answer");
    return answer_page(reporting, call, &figures, kept, query->day, freshness, 0);
}

static int next_page(struct reporting *reporting, struct call *call)
{
    const struct figures_request *request = call->request;
    struct store_bytes token;
    const struct kept_page *kept = NULL;
    uint64_t first = 0;
    if (page_token_open(store_secret(reporting->store), request->asked, request->page_token, &call->arena, &token) &&
        token.length == PAGES_TOKEN_BYTES) {
        kept = pages_find(&reporting->pages, bytes_get64(token.data));
        first = bytes_get64((const uint8_t *)token.data + 8);
    }
    if (!kept || first > kept->figures.row_count)
        return call_refuse(call, REFUSAL_PAGE_TOKEN);
    return answer_page(reporting, call, &kept->figures, kept, kept->as_of, kept->freshness, (size_t)first);
}

int figures_handle(void *service, struct store_txn *txn, struct call *call)
{
    (void)txn;
    const struct figures_request *request = call->request;
    return request->page_token[0] ? next_page(service, call) : first_page(service, call);
}

int figures_handle_definitions(void *service, struct store_txn *txn, struct call *call)
{
    (void)service, (void)txn;
    return definitions_answer(call);
}
