/* onboarding - answers with figures from the model in memory, and with the counted records from the store. */
#include "codec/onboarding.h"

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "handlers/handlers.h"
#include "runtime/page_token.h"
#include "service.h"

int onboarding_handle(void *service, struct store_txn *txn, struct call *call)
{
    (void)txn;
    struct reporting *reporting = service;
    const struct onboarding_request *request = call->request;
    struct answer_feed feed = {STORED_REGISTRATION, {.age_ms = -1}};
    struct onboarding report;
    int32_t as_of = request->as_of == DATE_NONE ? figures_today() : request->as_of;
    if (!figures_may_count(reporting, call, FAMILY_OFFICIALS, as_of))
        return 0;
    uint32_t root = figures_root(reporting, call, request->organisation_id);
    if (root == 0)
        return 0;
    runtime_freshness(reporting->runtime, STORED_REGISTRATION, &feed.freshness);
    int result = onboarding_count(reporting->model, root, request->by, as_of, &call->arena, &report);
    if (result)
        return result < 0 ? result : error_raise("onboarding: outcome %d", result);
    call_position(call, feed.service, feed.freshness.epoch, feed.freshness.sequence);
    return onboarding_answer(call, &report, as_of, &feed);
}

/* The organisations and designations of the spans. The snapshot may hold some that memory has not heard of yet: the
 * loop follows a moment behind the writer. */
static int name_spans(const struct reporting *reporting, struct store_txn *txn, struct arena *arena,
                      const struct counted *counted, struct counted_names *names)
{
    const struct model *model = reporting->model;
    for (size_t i = 0; i < counted->span_count; i++) {
        uint32_t organisation = counted->spans[i].organisation, designation = counted->spans[i].designation;
        struct model_organisation stored = {0};
        struct designation stored_designation = {.code = ""};
        int result = 0;
        if (organisation > model->organisation_count)
            result = stored_organisation_get(txn, reporting->generation, organisation, arena, &stored);
        if (result == 0 && designation > model->designations.count)
            result = stored_designation_get(txn, reporting->generation, designation, arena, &stored_designation);
        if (result)
            return result < 0 ? result : error_raise("organisation %u of the model: %s", organisation, error_trail());
        names[i].organisation_id = stored.id ? stored.id : model->organisations[organisation - 1].id;
        names[i].designation_code = designation && designation <= model->designations.count
                                        ? model->designations.entries[designation - 1].code
                                        : stored_designation.code;
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
        struct counted_names names[COUNTED_SPANS];
        result = name_spans(reporting, txn, &call->arena, &counted, names);
        if (result == 0)
            result = counted_page_add(page, &counted, names);
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
