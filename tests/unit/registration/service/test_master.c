/* Master lists: the entries of a request are put all or none; a page of them is small enough for a reply. */
#include "registration_desk.h"

#include "base/limits.h"

static struct call *put(struct desk *desk, R(MasterEntry) * *entries, size_t count)
{
    R(PutMasterEntriesRequest) request = KARMAYOGI__REGISTRATION__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
    request.list = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
    request.n_entries = count;
    request.entries = entries;
    return desk_send(desk, "PutMasterEntries", &request.base);
}

static void assert_nothing_put(struct desk *desk, struct call *call, const char *reason, uint64_t head)
{
    assert_string_equal(call_refused(call) ? call->status.reason : "accepted", reason);
    call_free(call);
    assert_int_equal(desk_head(desk), head);
    assert_null(master_lists_code(desk->registration->lists, MASTER_DESIGNATION, "patrolman"));
    assert_null(master_lists_code(desk->registration->lists, MASTER_DESIGNATION, "watchman"));
}

static void test_entries__of_one_request_with_one_spelling__are_refused_together(void **state)
{
    /* Catches: a spelling that means two entries because they came together; the first of them, put all the same. */
    struct desk *desk = *state;
    R(MasterEntry) first = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRY__INIT, second = first;
    R(MasterEntry) * entries[] = {&first, &second};
    char *aliases[] = {TEXT("Guard"), TEXT("guard")}; /* the same, as names are compared */
    uint64_t head = desk_head(desk);
    first.code = TEXT("patrolman");
    first.name_en = TEXT("Patrolman");
    second.code = TEXT("watchman");
    second.name_en = TEXT("Watchman");
    first.n_aliases = second.n_aliases = 1;
    first.aliases = &aliases[0];
    second.aliases = &aliases[1];
    assert_nothing_put(desk, put(desk, entries, 2), "ALIAS_TAKEN", head);
    second.n_aliases = 0;
    second.name_hi = TEXT("Guard"); /* a name is a spelling, too */
    assert_nothing_put(desk, put(desk, entries, 2), "ALIAS_TAKEN", head);
    second.name_hi = TEXT("");
    second.code = TEXT("patrolman");
    assert_nothing_put(desk, put(desk, entries, 2), "ENTRY_TWICE", head);
    second.code = TEXT("watchman");
    struct call *call = put(desk, entries, 2);
    assert_false(call_refused(call));
    call_free(call);
    assert_int_equal(desk_head(desk), head + 1);
    assert_non_null(master_lists_code(desk->registration->lists, MASTER_DESIGNATION, "watchman"));
}

static void put_large_entry(struct desk *desk, unsigned number)
{
    static char texts[MASTER_ALIASES][LIMIT_NAME_BYTES + 1];
    char *aliases[MASTER_ALIASES], code[32];
    R(MasterEntry) entry = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRY__INIT;
    R(MasterEntry) * entries[] = {&entry};
    snprintf(code, sizeof code, "large-%03u", number);
    entry.code = entry.name_en = code;
    entry.aliases = aliases;
    for (entry.n_aliases = 0; entry.n_aliases < MASTER_ALIASES; entry.n_aliases++) {
        char *text = aliases[entry.n_aliases] = texts[entry.n_aliases];
        memset(text, 'x', LIMIT_NAME_BYTES);
        int length = sprintf(text, "%03u-%02zu", number, entry.n_aliases);
        text[length] = 'x';
    }
    struct call *call = put(desk, entries, 1);
    assert_false(call_refused(call));
    call_free(call);
}

static void test_page__of_large_entries__ends_before_it_is_too_large_for_a_reply(void **state)
{
    /* Catches: a page that counts its entries alone: a thousand of these are 8 MiB. */
    enum { LARGE = 140 };
    struct desk *desk = *state;
    R(ListMasterEntriesRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_MASTER_ENTRIES_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    unsigned seen = 0, pages = 0;
    for (unsigned i = 0; i < LARGE; i++)
        put_large_entry(desk, i);
    request.list = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
    request.page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        const R(ListMasterEntriesResponse) *answer =
            desk_take(desk, desk_send(desk, "ListMasterEntries", &request.base),
                      &karmayogi__registration__v1__list_master_entries_response__descriptor);
        assert_true(protobuf_c_message_get_packed_size(&answer->base) < LIMIT_LIST_BYTES + (64u << 10));
        for (size_t i = 0; i < answer->n_entries; i++)
            seen += answer->entries[i]->n_aliases == MASTER_ALIASES;
        page.page_token = answer->page->next_page_token;
        pages++;
    } while (page.page_token[0]);
    assert_int_equal(seen, LARGE);
    assert_int_equal(pages, 2);
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_entries__of_one_request_with_one_spelling__are_refused_together),
        WITH_DESK(test_page__of_large_entries__ends_before_it_is_too_large_for_a_reply),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
