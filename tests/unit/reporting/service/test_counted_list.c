/*
 * The counted records as an administrator lists them, and what the handlers refuse. (The figures' answer itself needs a
 * running runtime for its freshness: integration tests ask for it.)
 */
#include "reporting_office.h"

#include "codec/onboarding.h"
#include "handlers/handlers.h"

#include <karmayogi/reporting/v1/service.pb-c.h>

#define P(name) Karmayogi__Reporting__V1__##name
#define PEOPLE  53

static struct call *ask(struct office *office, size_t route, const ProtobufCMessage *message)
{
    struct call *call = call_new();
    struct store_txn *txn;
    assert_non_null(call);
    call->route = &reporting_routes[route];
    size_t length = protobuf_c_message_get_packed_size(message);
    uint8_t *body = arena_alloc(&call->arena, length ? length : 1);
    protobuf_c_message_pack(message, body);
    call->body = (struct store_bytes){body, length};
    assert_true(call_store_outcome(call, call->route->decode(call)));
    if (call_refused(call))
        return call;
    assert_int_equal(store_begin_read(office->reporting.store, &txn), 0);
    if (!call_store_outcome(call, call->route->read(&office->reporting, txn, call)))
        fail_msg("%s", error_trail());
    store_abort(txn);
    return call;
}

static void assert_refused(struct call *call, enum status_code code, const char *reason)
{
    assert_string_equal(call_refused(call) ? call->status.reason : "accepted", reason);
    assert_int_equal(call->status.code, code);
    call_free(call);
}

static P(ListCountedOfficialsResponse) * list(struct office *office, uint32_t size, const char *token)
{
    P(ListCountedOfficialsRequest) request = KARMAYOGI__REPORTING__V1__LIST_COUNTED_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    page.page_size = size;
    page.page_token = TEXT(token);
    request.page = &page;
    struct call *call = ask(office, 1, &request.base);
    assert_false(call_refused(call));
    P(ListCountedOfficialsResponse) *answer = (P(ListCountedOfficialsResponse) *)wire_unpack(
        &karmayogi__reporting__v1__list_counted_officials_response__descriptor, call->answer.data, call->answer.length,
        &office->arena);
    assert_non_null(answer);
    call_free(call);
    return answer;
}

static int people_setup(void **state)
{
    office_setup(state);
    struct office *office = *state;
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    office_organisation(office, "police", "up", 0, 1, 0, NULL);
    for (size_t i = 0; i < PEOPLE; i++) {
        struct span span = {.first_day = 20000, .district_code = 169, .state = COUNTED_ACTIVE};
        office_official(office, world_number(i), 1, "police", &span);
        span.first_day = 20010;
        span.state = COUNTED_BLOCKED;
        if (i % 2)
            office_official(office, world_number(i), 2, "up", &span);
    }
    assert_true(office_page(office));
    office->generation = 2; /* another one on the disk is no part of the list */
    reporting_follower_hooks.begun(&office->reporting, 2);
    office_organisation(office, "other", "", 0, 1, 0, NULL);
    struct span span = {.first_day = 20000, .state = COUNTED_ACTIVE};
    office_official(office, world_number(999), 1, "other", &span);
    assert_true(office_page(office));
    office->generation = 1;
    return 0;
}

static void test_pages__of_any_size__are_complete_disjoint_and_in_order(void **state)
{
    /* Catches: somebody twice or not at all at the border of two pages; records of another generation. */
    struct office *office = *state;
    for (uint32_t size = 1; size <= PEOPLE + 2; size += 1 + size / 4) {
        const char *token = "";
        size_t count = 0;
        do {
            const P(ListCountedOfficialsResponse) *answer = list(office, size, token);
            assert_true(answer->n_officials <= size);
            for (size_t i = 0; i < answer->n_officials; i++, count++) {
                const P(CountedOfficial) *official = answer->officials[i];
                assert_int_equal(official_number_parse(official->official_id), world_number(count));
                assert_int_equal(official->n_spans, count % 2 ? 2 : 1);
                assert_string_equal(official->spans[0]->organisation_id, "police");
                assert_int_equal(official->spans[0]->end_day != NULL, count % 2);
                if (count % 2) {
                    assert_string_equal(official->spans[1]->organisation_id, "up");
                    assert_int_equal(official->spans[1]->state, COUNTED_BLOCKED);
                    assert_null(official->spans[1]->end_day);
                }
            }
            token = answer->page->next_page_token;
        } while (token[0]);
        assert_int_equal(count, PEOPLE);
    }
}

static void test_list__of_what_memory_has_not_heard_of_yet__is_that_of_the_store(void **state)
{
    /* Catches: an organisation looked up behind the end of memory, in the moment between commit and loop. */
    struct office *office = *state;
    struct span span = {.first_day = 20000, .state = COUNTED_ACTIVE};
    office_organisation(office, "brand-new", "up", 0, 1, 0, NULL);
    office_official(office, world_number(PEOPLE), 1, "brand-new", &span);
    struct call *call = office_commit(office);
    assert_false(call_refused(call));
    const P(ListCountedOfficialsResponse) *answer = list(office, 1000, "");
    assert_int_equal(answer->n_officials, PEOPLE + 1);
    assert_string_equal(answer->officials[PEOPLE]->spans[0]->organisation_id, "brand-new");
    office_follow(office, call);
    assert_string_equal(list(office, 1000, "")->officials[PEOPLE]->spans[0]->organisation_id, "brand-new");
}

static void test_list__with_a_wrong_page__is_refused(void **state)
{
    /* Catches: a token that anybody can write; a page without a bound. */
    struct office *office = *state;
    P(ListCountedOfficialsRequest) request = KARMAYOGI__REPORTING__V1__LIST_COUNTED_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    request.page = &page;
    page.page_size = 1001;
    assert_refused(ask(office, 1, &request.base), STATUS_INVALID_ARGUMENT, "PAGE_SIZE");
    page.page_size = 1000;
    page.page_token = TEXT("AAAA");
    assert_refused(ask(office, 1, &request.base), STATUS_OUT_OF_RANGE, "PAGE_TOKEN");
}

static void test_onboarding__asked_for_what_cannot_be__is_refused(void **state)
{
    /* Catches: figures of tomorrow, of nobody, or of a model that missed a page. */
    struct office *office = *state;
    P(GetOnboardingRequest) request = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_REQUEST__INIT;
    C(Date) day = KARMAYOGI__CORE__V1__DATE__INIT;
    request.organisation_id = TEXT("nowhere");
    assert_refused(ask(office, 0, &request.base), STATUS_NOT_FOUND, "ORGANISATION_UNKNOWN");
    request.organisation_id = TEXT("up");
    day.year = 2199;
    day.month = day.day = 12;
    request.as_of = &day;
    assert_refused(ask(office, 0, &request.base), STATUS_INVALID_ARGUMENT, "IN_THE_FUTURE");
    day.day = 32;
    assert_refused(ask(office, 0, &request.base), STATUS_INVALID_ARGUMENT, "DATE_NOT_EXISTING");
    request.as_of = NULL;
    request.by = (P(Dimension))10; /* cadres are not built */
    assert_refused(ask(office, 0, &request.base), STATUS_INVALID_ARGUMENT, "DIMENSION");
    request.by = (P(Dimension))0;
    office->reporting.out_of_step = true;
    assert_refused(ask(office, 0, &request.base), STATUS_UNAVAILABLE, "MODEL_OUT_OF_STEP");
}

#define WITH_PEOPLE(test) cmocka_unit_test_setup_teardown(test, people_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PEOPLE(test_pages__of_any_size__are_complete_disjoint_and_in_order),
        WITH_PEOPLE(test_list__of_what_memory_has_not_heard_of_yet__is_that_of_the_store),
        WITH_PEOPLE(test_list__with_a_wrong_page__is_refused),
        WITH_PEOPLE(test_onboarding__asked_for_what_cannot_be__is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
