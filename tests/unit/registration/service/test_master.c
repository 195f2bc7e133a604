/* Master lists: the entries of a request are put all or none. */
#include "registration_desk.h"

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

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_entries__of_one_request_with_one_spelling__are_refused_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
