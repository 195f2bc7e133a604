/*
 * Registration's memory beside its store: keys, numbers, tree and lists follow the fate of the batch, and a restart
 * makes the same memory from the records alone.
 */
#include "base/official_number.h"
#include "registration_import.h"

/* What memory holds, for comparison. */
struct memory {
    size_t keys;
    uint64_t last_police, last_health;
    uint32_t organisations, departments;
    bool patwari;
};

static struct memory memory_of(struct desk *desk)
{
    struct registration *registration = desk->registration;
    assert_false(registration->memory_changed);
    assert_int_equal(registration->undo_count, 0);
    return (struct memory){
        .keys = keymap_count(registration->keys),
        .last_police = registration->last_official[1],
        .last_health = registration->last_official[2],
        .organisations = organisations_count(registration->organisations),
        .departments = organisations_department_count(registration->organisations),
        .patwari = master_lists_code(registration->lists, MASTER_DESIGNATION, "patwari") != NULL,
    };
}

static void assert_memory(struct desk *desk, const struct memory *expected)
{
    struct memory memory = memory_of(desk);
    assert_int_equal(memory.keys, expected->keys);
    assert_int_equal(memory.last_police, expected->last_police);
    assert_int_equal(memory.last_health, expected->last_health);
    assert_int_equal(memory.organisations, expected->organisations);
    assert_int_equal(memory.departments, expected->departments);
    assert_int_equal(memory.patwari, expected->patwari);
}

static struct desk *failing_desk;

/* Fails, and takes so long that nobody waits any more when the batch is done again one by one. */
static int fail_late(void *service, struct batch *batch, struct call *call)
{
    (void)service, (void)batch, (void)call;
    failing_desk->time.now_monotonic_ms += 60000;
    return error_raise("fails as the test wants it");
}

static const struct route failing_route = {.method = "test/Fail", .kind = ROUTE_WRITE, .write = fail_late};

static struct call *failing_call(struct desk *desk)
{
    R(GetOfficialRequest) nothing = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    struct call *call = desk_call(desk, "GetOfficial", &nothing.base);
    call->route = &failing_route;
    failing_desk = desk;
    return call;
}

/* Runs @calls in one batch with one that fails behind them: nothing of them is left. */
static void run_and_abort(struct desk *desk, struct call **calls, size_t count)
{
    uint64_t head = desk_head(desk);
    calls[count] = failing_call(desk);
    desk_batch(desk, calls, count + 1);
    for (size_t i = 0; i <= count; i++) {
        assert_refused(calls[i], STATUS_DEADLINE_EXCEEDED, "TIME_OVER");
        call_free(calls[i]);
    }
    assert_int_equal(desk_head(desk), head);
}

static struct call *update_mobile(struct desk *desk, const char *official, const char *mobile)
{
    R(UpdateOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__UPDATE_OFFICIAL_REQUEST__INIT;
    R(Person) person = KARMAYOGI__REGISTRATION__V1__PERSON__INIT;
    char *mask[] = {TEXT("person.mobile")};
    person.mobile = TEXT(mobile);
    request.official_id = TEXT(official);
    request.person = &person;
    request.update_mask = mask;
    request.n_update_mask = 1;
    return desk_call(desk, "UpdateOfficial", &request.base);
}

static struct call *entry_call(struct desk *desk)
{
    R(PutMasterEntriesRequest) request = KARMAYOGI__REGISTRATION__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
    R(MasterEntry) entry = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRY__INIT, *entries[] = {&entry};
    entry.code = TEXT("patwari");
    entry.name_en = TEXT("Patwari");
    request.list = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
    request.n_entries = 1;
    request.entries = entries;
    return desk_call(desk, "PutMasterEntries", &request.base);
}

static void test_abort__of_registrations__gives_back_keys_and_numbers(void **state)
{
    /* Catches: a number that is lost or given twice, a key that is taken by nobody; in two departments by turns. */
    struct desk *desk = *state;
    desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    struct memory before = memory_of(desk);
    struct call *calls[8];
    for (int i = 0; i < 6; i++) {
        char name[] = {(char)('A' + i), ' ', 'K', 'u', 'm', 'a', 'r', '\0'}, id[16], mobile[16];
        snprintf(id, sizeof id, "PNO-%d", 10 + i);
        snprintf(mobile, sizeof mobile, "980000000%d", i);
        calls[i] = desk_register_call(desk, name, mobile, "", id, i % 2 ? "health" : "police");
    }
    run_and_abort(desk, calls, 6);
    assert_memory(desk, &before);
    assert_int_equal(desk_officials(desk), 1);
    assert_int_equal(desk_count_mobile(desk, "9800000000"), 0);
    assert_string_equal(desk_register(desk, "B Kumar", "9800000000", "", "PNO-10")->official_id, "1-2-3");
}

static void test_abort__of_an_import__gives_back_everything_of_the_chunk(void **state)
{
    /* Catches: verdicts, keys or a chunk's record of an import that did not happen. */
    struct desk *desk = *state;
    static const char *const rows[] = {"Ram Kumar|9876543210||PNO-1|Constable", "Mohan|9876543211||PNO-2|Constable"};
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 1, .count = 2, .rows = rows};
    struct memory before = memory_of(desk);
    struct call *calls[2] = {import_call(desk, &chunk)};
    run_and_abort(desk, calls, 1);
    assert_memory(desk, &before);
    R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
    assert_totals(answer->totals, 2, 0, 0, 0);
    assert_string_equal(answer->verdicts[0]->official_id, "1-1-5");
}

static void test_abort__of_tree_and_lists__loads_them_as_they_were(void **state)
{
    /* Catches: a node or an entry in memory that the store does not have: officials would be registered in it. */
    struct desk *desk = *state;
    struct memory before = memory_of(desk);
    struct call *calls[] = {desk_organisation_call(desk, "education", "up", "department", 0),
                            desk_organisation_call(desk, "school", "education", "range", 0), entry_call(desk),
                            desk_register_call(desk, "Ram Kumar", "9876543210", "", "PNO-1", "school"), NULL};
    run_and_abort(desk, calls, 4);
    assert_memory(desk, &before);
    assert_null(organisations_id(desk->registration->organisations, "education"));
    struct call *call = desk_register_call(desk, "Ram Kumar", "9876543210", "", "PNO-1", "school");
    desk_run(desk, call);
    assert_refused(call, STATUS_INVALID_ARGUMENT, "ORGANISATION_UNKNOWN");
    call_free(call);
    desk_organisation(desk, "education", "up", "department", 0); /* and they can be made after all */
    assert_int_equal(organisations_count(desk->registration->organisations), before.organisations + 1);
}

static void test_abort__of_an_update__leaves_the_old_key_taken_and_the_new_one_free(void **state)
{
    /* Catches: a removal that is done although the batch was undone. */
    struct desk *desk = *state;
    R(Official) *official = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    struct memory before = memory_of(desk);
    struct call *calls[2] = {update_mobile(desk, official->official_id, "9876543299")};
    run_and_abort(desk, calls, 1);
    assert_memory(desk, &before);
    assert_int_equal(desk_count_mobile(desk, "9876543210"), 1);
    assert_int_equal(desk_count_mobile(desk, "9876543299"), 0);
}

static void test_batch__with_a_failure__is_done_one_by_one_with_memory_that_fits(void **state)
{
    /* Catches: a second run on the memory of the first: numbers with gaps, people there already, nodes that exist. */
    struct desk *desk = *state;
    struct call *calls[] = {desk_organisation_call(desk, "thana", "meerut-police", "police-station", 169),
                            desk_register_call(desk, "Ram Kumar", "9876543210", "", "PNO-1", "thana"),
                            failing_call(desk), desk_register_call(desk, "Mohan", "9876543211", "", "PNO-2", "thana")};
    uint64_t head = desk_head(desk);
    for (size_t i = 0; i < 4; i++)
        calls[i]->deadline_ms += 1000000;
    desk_batch(desk, calls, 4);
    assert_refused(calls[2], STATUS_UNAVAILABLE, "BATCH_FAILED");
    call_free(calls[2]);
    R(CreateOrganisationResponse) *created =
        desk_take(desk, calls[0], &karmayogi__registration__v1__create_organisation_response__descriptor);
    assert_true(created->created);
    R(RegisterOfficialResponse) *first =
        desk_take(desk, calls[1], &karmayogi__registration__v1__register_official_response__descriptor);
    R(RegisterOfficialResponse) *second =
        desk_take(desk, calls[3], &karmayogi__registration__v1__register_official_response__descriptor);
    assert_string_equal(first->official->official_id, "1-1-5");
    assert_string_equal(second->official->official_id, "1-2-3");
    assert_int_equal(desk_head(desk), head + 3);
}

static void test_restart__makes_the_same_memory_from_the_records(void **state)
{
    /* Catches: a key, a number, a node or an entry that lives only as long as the process. */
    struct desk *desk = *state;
    R(Official) *official = desk_register(desk, "Ram Kumar", "9876543210", "ram@example.in", "PNO-1");
    desk_register(desk, "Mohan", "9876543211", "", "PNO-2");
    struct call *call = desk_register_call(desk, "Leela", "9876543212", "", "N-1", "health");
    desk_run(desk, call);
    assert_false(call_refused(call));
    call_free(call);
    call = update_mobile(desk, official->official_id, "9876543219");
    desk_run(desk, call);
    assert_false(call_refused(call));
    call_free(call);
    call = entry_call(desk);
    desk_run(desk, call);
    call_free(call);
    desk_organisation(desk, "thana", "meerut-police", "police-station", 169);
    struct memory before = memory_of(desk);
    assert_true(before.patwari);
    assert_int_equal(before.last_police, 2);
    assert_int_equal(before.last_health, 1);
    desk_reopen(desk);
    assert_memory(desk, &before);
    const struct organisation *thana = organisations_id(desk->registration->organisations, "thana");
    assert_non_null(thana);
    assert_int_equal(thana->depth, 5);
    assert_int_equal(thana->department_number, 1);
    assert_int_equal(desk_count_mobile(desk, "9876543219"), 1);
    assert_int_equal(desk_count_mobile(desk, "9876543210"), 0);
    call = desk_register_call(desk, "Gopal", "9876543213", "", "pno-1", "thana");
    desk_run(desk, call);
    assert_refused(call, STATUS_ALREADY_EXISTS, "ISSUED_ID_TAKEN");
    call_free(call);
    call = desk_register_call(desk, "Gopal", "9876543213", "ram@example.in", "PNO-3", "thana");
    desk_run(desk, call);
    assert_refused(call, STATUS_ALREADY_EXISTS, "EMAIL_TAKEN");
    call_free(call);
    assert_string_equal(desk_register(desk, "Gopal", "9876543213", "", "PNO-3")->official_id, "1-3-1");
}

/* Registers somebody born on 4 March 1981. Return: whether it was said to be a likely duplicate. */
static bool is_flagged(struct desk *desk, const char *name, const char *employee_id)
{
    R(RegisterOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__REGISTER_OFFICIAL_REQUEST__INIT;
    R(Person) person = KARMAYOGI__REGISTRATION__V1__PERSON__INIT;
    R(Post) post = KARMAYOGI__REGISTRATION__V1__POST__INIT;
    R(IssuedId) id = KARMAYOGI__REGISTRATION__V1__ISSUED_ID__INIT, *ids[] = {&id};
    C(Date) birth = KARMAYOGI__CORE__V1__DATE__INIT;
    birth.year = 1981;
    birth.month = 3;
    birth.day = 4;
    id.issuer = TEXT("employee-police");
    id.value = TEXT(employee_id);
    person.name = TEXT(name);
    person.birth_date = &birth;
    person.issued_ids = ids;
    person.n_issued_ids = 1;
    post.organisation_id = TEXT("meerut-police");
    post.designation = TEXT("Constable");
    request.person = &person;
    request.post = &post;
    R(RegisterOfficialResponse) *answer =
        desk_take(desk, desk_send(desk, "RegisterOfficial", &request.base),
                  &karmayogi__registration__v1__register_official_response__descriptor);
    return answer->official->n_flags == 1 && strcmp(answer->official->flags[0], "LIKELY_DUPLICATE") == 0;
}

static void rename_official(struct desk *desk, const char *official, const char *name)
{
    R(UpdateOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__UPDATE_OFFICIAL_REQUEST__INIT;
    R(Person) person = KARMAYOGI__REGISTRATION__V1__PERSON__INIT;
    char *mask[] = {TEXT("person.name")};
    person.name = TEXT(name);
    request.official_id = TEXT(official);
    request.person = &person;
    request.update_mask = mask;
    request.n_update_mask = 1;
    struct call *call = desk_send(desk, "UpdateOfficial", &request.base);
    assert_false(call_refused(call));
    call_free(call);
}

static void test_likeness__when_the_first_of_several_changes__is_still_that_of_the_others(void **state)
{
    /* Catches: only the first of those who look alike is remembered, and after its change nobody is. */
    struct desk *desk = *state;
    char first[OFFICIAL_NUMBER_TEXT_BYTES];
    assert_false(is_flagged(desk, "Ram Kumar", "PNO-1"));
    assert_true(is_flagged(desk, "Ram Kumar", "PNO-2"));
    rename_official(desk, official_number_format(official_number(1, 1), first), "Shyam Kumar");
    assert_true(is_flagged(desk, "Ram Kumar", "PNO-3"));
    desk_reopen(desk);
    assert_true(is_flagged(desk, "Ram Kumar", "PNO-4"));
}

static void test_likeness__of_a_crowd__is_remembered_of_a_few(void **state)
{
    struct desk *desk = *state;
    for (unsigned i = 0; i < LIMIT_ALIKE + 3; i++) {
        char id[16];
        snprintf(id, sizeof id, "PNO-%u", i);
        assert_true(is_flagged(desk, "Ram Kumar", id) == (i > 0));
    }
    size_t keys = keymap_count(desk->registration->keys);
    assert_int_equal(keys, LIMIT_ALIKE + 3 + LIMIT_ALIKE); /* every issued id, and so many likenesses */
    desk_reopen(desk);
    assert_int_equal(keymap_count(desk->registration->keys), keys);
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_abort__of_registrations__gives_back_keys_and_numbers),
        WITH_DESK(test_abort__of_an_import__gives_back_everything_of_the_chunk),
        WITH_DESK(test_abort__of_tree_and_lists__loads_them_as_they_were),
        WITH_DESK(test_abort__of_an_update__leaves_the_old_key_taken_and_the_new_one_free),
        WITH_DESK(test_batch__with_a_failure__is_done_one_by_one_with_memory_that_fits),
        WITH_DESK(test_restart__makes_the_same_memory_from_the_records),
        WITH_DESK(test_likeness__when_the_first_of_several_changes__is_still_that_of_the_others),
        WITH_DESK(test_likeness__of_a_crowd__is_remembered_of_a_few),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
