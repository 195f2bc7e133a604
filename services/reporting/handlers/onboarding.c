/* onboarding - answers with figures from the model in memory, and with the counted records from the store. */
#include "codec/onboarding.h"

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/error.h"
#include "handlers/handlers.h"
#include "runtime/page_token.h"
#include "service.h"

static int refuse(struct call *call, enum status_code code, const char *reason, const char *english, const char *hindi)
{
    return call_refuse_status(call, (struct status){.code = code,
                                                    .reason = reason,
                                                    .sentence = call->header.locale == LOCALE_HI ? hindi : english});
}

static int32_t today(void)
{
    struct clock clock = clock_system();
    return date_of_instant(clock_utc_ms(&clock));
}

int onboarding_handle(void *service, struct store_txn *txn, struct call *call)
{
    (void)txn;
    struct reporting *reporting = service;
    const struct onboarding_request *request = call->request;
    struct follower_freshness freshness = {.age_ms = -1};
    struct onboarding report;
    int32_t now = today(), as_of = request->as_of == DATE_NONE ? now : request->as_of;
    if (reporting->out_of_step)
        return refuse(call, STATUS_UNAVAILABLE, "MODEL_OUT_OF_STEP", "Reporting must be started again: see its log.",
                      "रिपोर्टिंग सेवा को फिर से चालू करना होगा: उसका लॉग देखें।");
    if (as_of > now)
        return refuse(call, STATUS_INVALID_ARGUMENT, "IN_THE_FUTURE",
                      "as_of lies in the future. Ask for today or an earlier day.",
                      "as_of भविष्य में है। आज या पहले का दिन पूछें।");
    uint32_t root = model_find(reporting->model, request->organisation_id);
    if (root == 0)
        return refuse(call, STATUS_NOT_FOUND, "ORGANISATION_UNKNOWN",
                      "No organisation has this id. `karmayogi org list --tree` shows those that exist.",
                      "इस पहचान का कोई संगठन नहीं है। `karmayogi org list --tree` से सूची देखें।");
    runtime_freshness(reporting->runtime, REPORTING_FEED, &freshness);
    int result = onboarding_count(reporting->model, root, request->by, as_of, &call->arena, &report);
    call_position(call, REPORTING_FEED, freshness.epoch, freshness.sequence);
    return result ? result : onboarding_answer(call, &report, as_of, REPORTING_FEED, &freshness);
}

/* The ids of the organisations in the spans. The snapshot may hold one that memory has not heard of yet: the loop
 * follows a moment behind the writer. */
static int name_organisations(const struct reporting *reporting, struct store_txn *txn, struct arena *arena,
                              const struct counted *counted, const char **ids)
{
    const struct model *model = reporting->model;
    for (size_t i = 0; i < counted->span_count; i++) {
        uint32_t ordinal = counted->spans[i].organisation;
        struct model_organisation organisation;
        if (ordinal <= model->organisation_count) {
            ids[i] = model->organisations[ordinal - 1].id;
            continue;
        }
        int result = stored_organisation_get(txn, reporting->generation, ordinal, arena, &organisation);
        if (result)
            return result < 0 ? result : error_raise("organisation %u of the model: %s", ordinal, error_trail());
        ids[i] = organisation.id;
    }
    return 0;
}

/* Up to a page of records above @after. @last: number of the last one, 0 where the list is at its end. */
static int gather(struct reporting *reporting, struct store_txn *txn, struct call *call, uint64_t after,
                  struct counted_page *page, uint64_t *last)
{
    const struct counted_request *request = call->request;
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct counted counted;
    int result = store_cursor_open(&cursor, txn, STORED_OFFICIALS);
    *last = 0;
    for (uint32_t i = 0; i < request->page_size && result == 0; i++) {
        result = stored_counted_next(&cursor, reporting->generation, after, &call->arena, &counted);
        if (result)
            break;
        after = *last = counted.number;
        const char *ids[COUNTED_SPANS];
        result = name_organisations(reporting, txn, &call->arena, &counted, ids);
        if (result == 0)
            result = counted_page_add(page, &counted, ids);
    }
    if (result == STORE_NOT_FOUND)
        *last = 0;
    return result == STORE_NOT_FOUND ? 0 : result;
}

int counted_handle_list(void *service, struct store_txn *txn, struct call *call)
{
    struct reporting *reporting = service;
    const struct counted_request *request = call->request;
    struct counted_page *page = counted_page_new(call, request->page_size);
    const uint8_t *secret = store_secret(reporting->store);
    const char *token = "";
    struct store_bytes from = {0};
    uint64_t last;
    if (!page)
        return error_raise("no room for a page");
    if (request->page_token[0] &&
        (!page_token_open(secret, request->query, request->page_token, &call->arena, &from) || from.length != 8))
        return call_refuse(call, REFUSAL_PAGE_TOKEN);
    int result = gather(reporting, txn, call, from.data ? bytes_get64(from.data) : 0, page, &last);
    if (result)
        return result;
    if (last) {
        uint8_t key[8];
        bytes_put64(key, last);
        token = page_token_seal(secret, request->query, (struct store_bytes){key, sizeof key}, &call->arena);
    }
    return counted_answer(call, page, token);
}
