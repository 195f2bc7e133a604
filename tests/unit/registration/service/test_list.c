/* Lists in pages: nothing twice, nothing missing, whatever the filter and the size of the pages. */
#include "registration_import.h"

#define PEOPLE 160

static const char *const organisations[] = {"police", "meerut-range", "meerut-police", "hapur-police", "health"};

/* One official as the test knows him. */
struct known {
    char id[24];
    const char *organisation;
    uint32_t district;
    char designation[24];
    unsigned state;
    bool shared, unknown;
};

static struct known people[PEOPLE];
static size_t people_count;

static bool has_flag(const R(Official) * official, const char *flag)
{
    for (size_t i = 0; i < official->n_flags; i++)
        if (strcmp(official->flags[i], flag) == 0)
            return true;
    return false;
}

static void know(const R(Official) * official)
{
    struct known *known = &people[people_count++];
    snprintf(known->id, sizeof known->id, "%s", official->official_id);
    for (size_t i = 0; i < 5; i++)
        if (strcmp(official->post->organisation_id, organisations[i]) == 0)
            known->organisation = organisations[i];
    known->district = official->post->district_code;
    snprintf(known->designation, sizeof known->designation, "%s", official->post->designation_code);
    known->state = official->state;
    known->shared = has_flag(official, "SHARED_MOBILE");
    known->unknown = has_flag(official, "DESIGNATION_UNKNOWN");
}

static R(ListOfficialsResponse) * list(struct desk *desk, R(ListOfficialsRequest) * request)
{
    return desk_take(desk, desk_send(desk, "ListOfficials", &request->base),
                     &karmayogi__registration__v1__list_officials_response__descriptor);
}

static void retire(struct desk *desk, const char *official, bool block)
{
    R(RetireOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__RETIRE_OFFICIAL_REQUEST__INIT;
    request.official_id = TEXT(official);
    request.reason = TEXT("as the test wants it"); /* both messages are the same on the wire */
    struct call *call = desk_send(desk, block ? "BlockOfficial" : "RetireOfficial", &request.base);
    assert_false(call_refused(call));
    call_free(call);
}

static int people_setup(void **state)
{
    static const char *const designations[] = {"Constable", "Head Constable", "Chief of the Moon", ""};
    desk_setup(state);
    struct desk *desk = *state;
    srand(2076);
    people_count = 0;
    for (int i = 0; i < PEOPLE; i++) {
        char row[128];
        const char *rows[] = {row};
        snprintf(row, sizeof row, "%c Kumar|98000000%02d||PNO-%d|%s", 'A' + i % 26, rand() % 90, i,
                 designations[rand() % 4]);
        struct chunk chunk = {.import_id = import_new_id(desk),
                              .first_row = 1,
                              .count = 1,
                              .rows = rows,
                              .organisation = organisations[rand() % 5]};
        const R(RowVerdict) *verdict = import_send(desk, &chunk)->verdicts[0];
        if (verdict->official_id[0] && rand() % 4 == 0)
            retire(desk, verdict->official_id, rand() % 2 == 0);
    }
    R(ListOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    page.page_size = 1000;
    request.page = &page;
    const R(ListOfficialsResponse) *all = list(desk, &request);
    for (size_t i = 0; i < all->n_officials; i++)
        know(all->officials[i]);
    assert_int_equal(people_count, desk_officials(desk));
    assert_true(people_count > PEOPLE / 2);
    return 0;
}

static bool below(const char *organisation, const char *root)
{
    if (strcmp(root, "up") == 0 || strcmp(organisation, root) == 0)
        return true;
    if (strcmp(root, "police") == 0)
        return strcmp(organisation, "health") != 0;
    return strcmp(root, "meerut-range") == 0 && strstr(organisation, "-police") != NULL;
}

/* The filter once more, in other words. */
static bool wanted(const R(ListOfficialsRequest) * request, const struct known *known)
{
    if (request->organisation_id[0] && request->whole_subtree && !below(known->organisation, request->organisation_id))
        return false;
    if (request->organisation_id[0] && !request->whole_subtree &&
        strcmp(known->organisation, request->organisation_id) != 0)
        return false;
    if (request->district_code && known->district != request->district_code)
        return false;
    const char *designation = strcmp(request->designation_code, "-") == 0 ? "" : request->designation_code;
    if (request->designation_code[0] && strcmp(known->designation, designation) != 0)
        return false;
    bool state = request->n_states == 0;
    for (size_t i = 0; i < request->n_states; i++)
        state |= request->states[i] == known->state;
    if (!state)
        return false;
    if (strcmp(request->flag, "SHARED_MOBILE") == 0)
        return known->shared;
    return !request->flag[0] || (strcmp(request->flag, "DESIGNATION_UNKNOWN") == 0 && known->unknown);
}

static void random_filter(R(ListOfficialsRequest) * request, R(OfficialState) states[2])
{
    static const char *const roots[] = {"", "", "up", "police", "meerut-range", "meerut-police", "health"};
    static const char *const designations[] = {"", "", "", "constable", "head-constable", "-", "no-such-one"};
    static const char *const flags[] = {"", "", "SHARED_MOBILE", "DESIGNATION_UNKNOWN", "NO_SUCH_FLAG"};
    static const uint32_t districts[] = {0, 0, 169, 661, 12345};
    karmayogi__registration__v1__list_officials_request__init(request);
    request->organisation_id = TEXT(roots[rand() % 7]);
    request->whole_subtree = rand() % 2;
    request->district_code = districts[rand() % 5];
    request->designation_code = TEXT(designations[rand() % 7]);
    request->flag = TEXT(flags[rand() % 5]);
    request->n_states = (size_t)(rand() % 3);
    request->states = states;
    states[0] = (R(OfficialState))(1 + rand() % 3);
    states[1] = (R(OfficialState))(1 + rand() % 3);
}

static struct known *known_by(const char *id)
{
    for (size_t i = 0; i < people_count; i++)
        if (strcmp(people[i].id, id) == 0)
            return &people[i];
    fail_msg("%s is nobody", id);
    return NULL;
}

static void test_pages__of_any_filter__are_complete_and_disjoint(void **state)
{
    /* Catches: somebody at the border of two pages who is there twice or not at all; a filter that is not kept to. */
    struct desk *desk = *state;
    size_t listed = 0;
    for (int round = 0; round < 120; round++) {
        R(ListOfficialsRequest) request;
        R(OfficialState) states[2];
        C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
        bool seen[PEOPLE] = {0};
        size_t expected = 0, found = 0;
        random_filter(&request, states);
        request.page = &page;
        for (size_t i = 0; i < people_count; i++)
            expected += wanted(&request, &people[i]);
        int pages = 0;
        do {
            page.page_size = (uint32_t)(1 + rand() % 40);
            const R(ListOfficialsResponse) *answer = list(desk, &request);
            assert_true(answer->n_officials <= page.page_size);
            for (size_t i = 0; i < answer->n_officials; i++) {
                const struct known *known = known_by(answer->officials[i]->official_id);
                assert_true(wanted(&request, known));
                assert_false(seen[known - people]);
                seen[known - people] = true;
                found++;
            }
            page.page_token = answer->page->next_page_token;
            assert_true(++pages <= PEOPLE + 1);
        } while (page.page_token[0]);
        assert_int_equal(found, expected);
        listed += found;
    }
    assert_true(listed > 500); /* the filters let somebody through */
}

static void test_token__of_another_list_or_none__is_refused(void **state)
{
    /* Catches: a list that goes on in the middle of another one; a page without a bound. */
    struct desk *desk = *state;
    R(ListOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    request.page = &page;
    page.page_size = 5;
    page.page_token = list(desk, &request)->page->next_page_token;
    assert_true(page.page_token[0] != '\0');
    request.district_code = 169;
    desk_refuses(desk, "ListOfficials", &request.base, STATUS_OUT_OF_RANGE, "PAGE_TOKEN");
    R(ListOrganisationsRequest) other = KARMAYOGI__REGISTRATION__V1__LIST_ORGANISATIONS_REQUEST__INIT;
    other.page = &page;
    desk_refuses(desk, "ListOrganisations", &other.base, STATUS_OUT_OF_RANGE, "PAGE_TOKEN");
    page.page_token = TEXT("next");
    request.district_code = 0;
    desk_refuses(desk, "ListOfficials", &request.base, STATUS_OUT_OF_RANGE, "PAGE_TOKEN");
    page.page_token = TEXT("");
    page.page_size = LIMIT_PAGE_SIZE + 1;
    desk_refuses(desk, "ListOfficials", &request.base, STATUS_INVALID_ARGUMENT, "PAGE_SIZE");
    page.page_size = 10;
    request.organisation_id = TEXT("nowhere");
    desk_refuses(desk, "ListOfficials", &request.base, STATUS_INVALID_ARGUMENT, "ORGANISATION_UNKNOWN");
}

static size_t list_organisations(struct desk *desk, const char *root, bool whole, uint32_t size, char *ids)
{
    R(ListOrganisationsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_ORGANISATIONS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    size_t count = 0;
    request.parent_id = TEXT(root);
    request.whole_subtree = whole;
    request.page = &page;
    page.page_size = size;
    ids[0] = '\0';
    do {
        const R(ListOrganisationsResponse) *answer =
            desk_take(desk, desk_send(desk, "ListOrganisations", &request.base),
                      &karmayogi__registration__v1__list_organisations_response__descriptor);
        for (size_t i = 0; i < answer->n_organisations; i++, count++) {
            strcat(ids, answer->organisations[i]->organisation_id);
            strcat(ids, " ");
        }
        page.page_token = answer->page->next_page_token;
    } while (page.page_token[0]);
    return count;
}

static void test_organisations__in_pages_of_any_size__are_walked_in_the_order_of_the_tree(void **state)
{
    /* Catches: a branch that is left out or walked twice where a page ends. */
    struct desk *desk = *state;
    static const struct {
        const char *root;
        bool whole;
        const char *ids;
    } cases[] = {
        {"", true, "up police meerut-range meerut-police hapur-police health "},
        {"", false, "up "},
        {"up", false, "police health "},
        {"up", true, "up police meerut-range meerut-police hapur-police health "},
        {"police", true, "police meerut-range meerut-police hapur-police "},
        {"meerut-range", false, "meerut-police hapur-police "},
        {"meerut-police", false, ""},
        {"meerut-police", true, "meerut-police "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (uint32_t size = 1; size <= 7; size++) {
            char ids[256];
            list_organisations(desk, cases[i].root, cases[i].whole, size, ids);
            assert_string_equal(ids, cases[i].ids);
        }
}

static void test_master_entries__in_pages_of_any_size__are_those_of_the_list(void **state)
{
    /* Catches: entries of the next list at the end of this one. */
    struct desk *desk = *state;
    static const size_t counts[] = {0, 2, 0, 5, 2};
    for (int which = 1; which <= 4; which++)
        for (uint32_t size = 1; size <= 6; size++) {
            R(ListMasterEntriesRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_MASTER_ENTRIES_REQUEST__INIT;
            C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
            char last[64] = "";
            size_t count = 0;
            request.list = (R(MasterList))which;
            request.page = &page;
            page.page_size = size;
            do {
                const R(ListMasterEntriesResponse) *answer =
                    desk_take(desk, desk_send(desk, "ListMasterEntries", &request.base),
                              &karmayogi__registration__v1__list_master_entries_response__descriptor);
                for (size_t i = 0; i < answer->n_entries; i++, count++) {
                    assert_true(strcmp(last, answer->entries[i]->code) < 0);
                    snprintf(last, sizeof last, "%s", answer->entries[i]->code);
                }
                page.page_token = answer->page->next_page_token;
            } while (page.page_token[0]);
            assert_int_equal(count, counts[which]);
        }
}

#define WITH_PEOPLE(test) cmocka_unit_test_setup_teardown(test, people_setup, desk_teardown)
#define WITH_DESK(test)   cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PEOPLE(test_pages__of_any_filter__are_complete_and_disjoint),
        WITH_PEOPLE(test_token__of_another_list_or_none__is_refused),
        WITH_DESK(test_organisations__in_pages_of_any_size__are_walked_in_the_order_of_the_tree),
        WITH_DESK(test_master_entries__in_pages_of_any_size__are_those_of_the_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
