/* Officials after their registration: keys that change hands, versions, states; and answers that show no contact. */
#include "registration_import.h"

static struct call *update(struct desk *desk, const char *official, uint64_t version, const char *field,
                           const char *value)
{
    R(UpdateOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__UPDATE_OFFICIAL_REQUEST__INIT;
    R(Person) person = KARMAYOGI__REGISTRATION__V1__PERSON__INIT;
    R(Post) post = KARMAYOGI__REGISTRATION__V1__POST__INIT;
    char *mask[] = {TEXT(field)};
    if (strcmp(field, "person.mobile") == 0)
        person.mobile = TEXT(value);
    else if (strcmp(field, "person.email") == 0)
        person.email = TEXT(value);
    else if (strcmp(field, "post.designation") == 0)
        post.designation = TEXT(value);
    else if (strcmp(field, "post.office_pin_code") == 0)
        post.office_pin_code = TEXT(value);
    else if (strcmp(field, "post.district_code") == 0)
        post.district_code = (uint32_t)strtoul(value, NULL, 10);
    request.official_id = TEXT(official);
    request.version = version;
    request.person = &person;
    request.post = &post;
    request.update_mask = mask;
    request.n_update_mask = 1;
    return desk_call(desk, "UpdateOfficial", &request.base);
}

static R(Official) * official_of(struct desk *desk, struct call *call)
{
    R(UpdateOfficialResponse) *answer =
        desk_take(desk, call, &karmayogi__registration__v1__update_official_response__descriptor);
    return answer->official;
}

static R(Official) *
    updated(struct desk *desk, const char *official, uint64_t version, const char *field, const char *value)
{
    struct call *call = update(desk, official, version, field, value);
    desk_run(desk, call);
    return official_of(desk, call);
}

static R(Official) * get(struct desk *desk, const char *official)
{
    R(GetOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    request.official_id = TEXT(official);
    R(GetOfficialResponse) *answer = desk_take(desk, desk_send(desk, "GetOfficial", &request.base),
                                               &karmayogi__registration__v1__get_official_response__descriptor);
    return answer->official;
}

static void test_mobile__that_was_changed__is_free_and_the_new_one_is_taken(void **state)
{
    /* Catches: somebody found by a number given up long ago; the new number found for nobody. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    R(Official) *after = updated(desk, ram->official_id, 1, "person.mobile", "9876543299");
    assert_int_equal(after->version, 2);
    const char *id;
    assert_int_equal(desk_count_mobile(desk, "9876543210"), 0);
    assert_int_equal(desk_find_mobile(desk, "9876543299", &id), 1);
    assert_string_equal(id, ram->official_id);
    R(Official) *mohan = desk_register(desk, "Mohan", "9876543210", "", "PNO-2");
    assert_int_equal(mohan->n_flags, 0);
    R(Official) *leela = desk_register(desk, "Leela", "9876543299", "", "PNO-3");
    assert_int_equal(leela->n_flags, 1);
    assert_string_equal(leela->flags[0], "SHARED_MOBILE");
}

static void test_mobile__that_changes_hands_in_one_batch__is_seen_so_by_the_batch(void **state)
{
    /* Catches: a decision by the map, which forgets only with the commit, instead of by the record. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    struct call *calls[] = {update(desk, ram->official_id, 0, "person.mobile", "9876543299"),
                            desk_register_call(desk, "Mohan", "9876543210", "", "PNO-2", "meerut-police")};
    desk_batch(desk, calls, 2);
    assert_int_equal(official_of(desk, calls[0])->version, 2);
    assert_int_equal(official_of(desk, calls[1])->n_flags, 0);
    assert_int_equal(desk_count_mobile(desk, "9876543210"), 1);
    assert_int_equal(desk_count_mobile(desk, "9876543299"), 1);
}

static void test_mobile__changed_to_and_fro_in_one_batch__is_there_once(void **state)
{
    /* Catches: an entry that is removed after it was given again, or that is there twice. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    size_t keys = keymap_count(desk->registration->keys);
    struct call *calls[] = {update(desk, ram->official_id, 0, "person.mobile", "9876543299"),
                            update(desk, ram->official_id, 0, "person.mobile", "9876543210")};
    desk_batch(desk, calls, 2);
    assert_int_equal(official_of(desk, calls[0])->version, 2);
    assert_int_equal(official_of(desk, calls[1])->version, 3);
    assert_int_equal(desk_count_mobile(desk, "9876543210"), 1);
    assert_int_equal(desk_count_mobile(desk, "9876543299"), 0);
    assert_int_equal(keymap_count(desk->registration->keys), keys);
}

static void test_update__to_a_mobile_of_somebody_else__is_flagged_and_the_flag_goes_with_it(void **state)
{
    /* Catches: a shared mobile that only a registration notices. */
    struct desk *desk = *state;
    desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    R(Official) *mohan = desk_register(desk, "Mohan", "9876543211", "", "PNO-2");
    R(Official) *after = updated(desk, mohan->official_id, 0, "person.mobile", "9876543210");
    assert_int_equal(after->n_flags, 1);
    assert_string_equal(after->flags[0], "SHARED_MOBILE");
    after = updated(desk, mohan->official_id, 0, "person.mobile", "9876543212");
    assert_int_equal(after->n_flags, 0);
}

static void test_update__to_an_email_of_somebody_else__is_refused_and_changes_nothing(void **state)
{
    /* Catches: two people with one identity; a refused update that has taken the key. */
    struct desk *desk = *state;
    desk_register(desk, "Ram Kumar", "9876543210", "ram@example.in", "PNO-1");
    R(Official) *mohan = desk_register(desk, "Mohan", "9876543211", "", "PNO-2");
    size_t keys = keymap_count(desk->registration->keys);
    uint64_t head = desk_head(desk);
    struct call *call = update(desk, mohan->official_id, 0, "person.email", "ram@example.in");
    desk_run(desk, call);
    assert_refused(call, STATUS_ALREADY_EXISTS, "EMAIL_TAKEN");
    assert_string_equal(call->status.violations[0].field, "person.email");
    call_free(call);
    assert_int_equal(get(desk, mohan->official_id)->version, 1);
    assert_int_equal(keymap_count(desk->registration->keys), keys);
    assert_int_equal(desk_head(desk), head);
}

static void test_version__that_is_not_the_newest__is_refused_with_the_newest(void **state)
{
    /* Catches: a change that overwrites another one which its author has not seen; also inside one batch. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    struct call *calls[] = {update(desk, ram->official_id, 1, "post.designation", "Head Constable"),
                            update(desk, ram->official_id, 1, "person.mobile", "9876543211")};
    desk_batch(desk, calls, 2);
    assert_string_equal(official_of(desk, calls[0])->post->designation_code, "head-constable");
    assert_refused(calls[1], STATUS_ABORTED, "VERSION_MISMATCH");
    assert_string_equal(calls[1]->status.violations[0].detail, "2");
    call_free(calls[1]);
    assert_int_equal(desk_count_mobile(desk, "9876543210"), 1);

    R(UpdateOrganisationRequest) request = KARMAYOGI__REGISTRATION__V1__UPDATE_ORGANISATION_REQUEST__INIT;
    R(Organisation) organisation = KARMAYOGI__REGISTRATION__V1__ORGANISATION__INIT;
    char *mask[] = {TEXT("name_en")};
    organisation.organisation_id = TEXT("meerut-range");
    organisation.name_en = TEXT("Meerut Range");
    request.organisation = &organisation;
    request.version = 9;
    request.update_mask = mask;
    request.n_update_mask = 1;
    struct call *call = desk_send(desk, "UpdateOrganisation", &request.base);
    assert_refused(call, STATUS_ABORTED, "VERSION_MISMATCH");
    assert_non_null(strstr(call->status.sentence, "version 1.")); /* which one it is now */
    call_free(call);
}

#define STEP(name, Name)                                                                                               \
    static struct call *name(struct desk *desk, const char *official, const char *reason)                              \
    {                                                                                                                  \
        R(Name##OfficialRequest) request;                                                                              \
        karmayogi__registration__v1__##name##_official_request__init(&request);                                        \
        request.official_id = TEXT(official);                                                                          \
        request.reason = TEXT(reason);                                                                                 \
        return desk_send(desk, #Name "Official", &request.base);                                                       \
    }
STEP(block, Block)
STEP(unblock, Unblock)
STEP(retire, Retire)

static void refused(struct call *call, enum status_code code, const char *reason)
{
    assert_refused(call, code, reason);
    call_free(call);
}

static void test_states__block_unblock_retire__go_their_way_and_no_other(void **state)
{
    /* Catches: somebody retired who comes back, a state that is lost with a restart, a step without an entry. */
    struct desk *desk = *state;
    const char *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1")->official_id;
    uint64_t head = desk_head(desk);
    refused(unblock(desk, ram, "why not"), STATUS_FAILED_PRECONDITION, "NOT_BLOCKED");
    refused(block(desk, ram, " "), STATUS_INVALID_ARGUMENT, "REASON_MISSING");
    assert_int_equal(desk_head(desk), head);
    R(Official) *official = official_of(desk, block(desk, ram, "under inquiry"));
    assert_int_equal(official->state, OFFICIAL_BLOCKED);
    assert_int_equal(official->version, 2);
    refused(block(desk, ram, "again"), STATUS_FAILED_PRECONDITION, "BLOCKED_ALREADY");
    desk_reopen(desk);
    assert_int_equal(get(desk, ram)->state, OFFICIAL_BLOCKED);
    assert_int_equal(official_of(desk, unblock(desk, ram, "cleared"))->state, OFFICIAL_ACTIVE);
    official = official_of(desk, retire(desk, ram, "superannuated"));
    assert_int_equal(official->state, OFFICIAL_RETIRED);
    assert_int_equal(official->version, 4);
    refused(block(desk, ram, "late"), STATUS_FAILED_PRECONDITION, "RETIRED");
    refused(unblock(desk, ram, "late"), STATUS_FAILED_PRECONDITION, "RETIRED");
    refused(retire(desk, ram, "late"), STATUS_FAILED_PRECONDITION, "RETIRED");
    struct call *call = update(desk, ram, 0, "person.mobile", "9876543211");
    desk_run(desk, call);
    refused(call, STATUS_FAILED_PRECONDITION, "RETIRED");
    assert_int_equal(desk_head(desk), head + 3);
    refused(block(desk, "1-9-9", "who"), STATUS_INVALID_ARGUMENT, "OFFICIAL_ID");
    refused(block(desk, "1-2-3", "who"), STATUS_NOT_FOUND, "OFFICIAL_UNKNOWN");
}

static void assert_masked(const R(Person) * person)
{
    assert_string_not_equal(person->mobile, "9876543210");
    assert_string_not_equal(person->email, "ram.kumar@example.in");
    assert_true(person->mobile[0] && person->email[0]);
    assert_string_equal(person->name, "Ram Kumar");
}

static void test_answers__of_writes_and_reads__show_the_person_masked(void **state)
{
    /* Catches: a mobile or an e-mail that anybody may read; an answer without the person, the first or the second time.
     */
    struct desk *desk = *state;
    struct call *call =
        desk_register_call(desk, "Ram Kumar", "9876543210", "ram.kumar@example.in", "PNO-1", "meerut-police");
    struct uuid id = call->header.request_id;
    desk_run(desk, call);
    R(Official) *official = official_of(desk, call);
    assert_masked(official->person);
    call = desk_register_call(desk, "Ram Kumar", "9876543210", "ram.kumar@example.in", "PNO-1", "meerut-police");
    call->header.request_id = id;
    desk_run(desk, call);
    R(Official) *again = official_of(desk, call);
    assert_string_equal(again->official_id, official->official_id);
    assert_masked(again->person);
    assert_masked(get(desk, official->official_id)->person);
    assert_masked(official_of(desk, block(desk, official->official_id, "under inquiry"))->person);
    R(FindOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__INIT;
    request.key_case = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_EMAIL;
    request.email = TEXT("Ram.Kumar@Example.in");
    R(FindOfficialsResponse) *found = desk_take(desk, desk_send(desk, "FindOfficials", &request.base),
                                                &karmayogi__registration__v1__find_officials_response__descriptor);
    assert_int_equal(found->n_officials, 1);
    assert_masked(found->officials[0]->person);
}

static void test_mobile__that_went_through_too_many_hands__is_given_to_nobody_more(void **state)
{
    /* Catches: a look-up that grows with everybody who ever had a number; holders beyond its end who are not seen. */
    struct desk *desk = *state;
    static const char *const rows[] = {
        "Mohan|9876543210||PNO-90|Constable",    "Leela|9876543211||PNO-91|Constable",
        "Ram Kumar|9876543210||PNO-0|Constable", "Somebody Else|9876543210||PNO-1|Constable",
        "Mohan|9876543210|||Constable",          "Gopal|9876543212||PNO-92|Constable"};
    static const char *const said[] = {"REFUSED mobile MOBILE_SHARED_TOO_OFTEN",
                                       "STORED",
                                       "ALREADY_THERE",
                                       "REFUSED employee_id ISSUED_ID_TAKEN row CONTENT_DIFFERS",
                                       "REFUSED mobile MOBILE_SHARED_TOO_OFTEN",
                                       "STORED"};
    const char *last = NULL;
    for (unsigned i = 0; i < LIMIT_MOBILE_HOLDERS; i++) {
        const char *id = arena_printf(&desk->arena, "PNO-%u", i);
        last = desk_register(desk, "Ram Kumar", "9876543210", "", id)->official_id;
        if (i < LIMIT_MOBILE_HOLDERS - 1)
            call_free(retire(desk, last, "superannuated")); /* so that never five have it */
    }
    struct call *call = desk_register_call(desk, "Mohan", "9876543210", "", "PNO-90", "meerut-police");
    desk_run(desk, call);
    assert_refused(call, STATUS_FAILED_PRECONDITION, "MOBILE_SHARED_TOO_OFTEN");
    assert_string_equal(call->status.violations[0].field, "person.mobile");
    call_free(call);
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 1, .count = 6, .rows = rows};
    R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
    for (size_t i = 0; i < chunk.count; i++)
        assert_string_equal(import_said(answer->verdicts[i]), said[i]);
    const char *leela = answer->verdicts[1]->official_id;
    call = update(desk, leela, 0, "person.mobile", "9876543210");
    desk_run(desk, call);
    refused(call, STATUS_FAILED_PRECONDITION, "MOBILE_SHARED_TOO_OFTEN");
    updated(desk, last, 0, "person.email", "ram@example.in"); /* who has it is not concerned */
    assert_int_equal(desk_officials(desk), LIMIT_MOBILE_HOLDERS + 2);
}

static void test_update__beside_a_namesake_with_the_mobile__is_judged_by_what_it_names(void **state)
{
    /* Catches: somebody whose post can never be corrected, because others may be taken for him; a key that is named
     * and not judged. */
    struct desk *desk = *state;
    const char *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "")->official_id;
    R(Official) *other = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    assert_string_equal(other->flags[0], "SHARED_MOBILE");
    R(Official) *after = updated(desk, ram, 0, "post.office_pin_code", "250001");
    assert_string_equal(after->post->office_pin_code, "250001");
    after = updated(desk, ram, 0, "post.district_code", "661");
    assert_int_equal(after->post->district_code, 661);
    uint64_t head = desk_head(desk);
    struct call *call = update(desk, ram, 0, "person.mobile", "9876543210"); /* the same, but named */
    desk_run(desk, call);
    refused(call, STATUS_ALREADY_EXISTS, "MOBILE_TAKEN");
    assert_int_equal(desk_head(desk), head);
    after = updated(desk, ram, 0, "person.mobile", "9876543299");
    assert_int_equal(after->version, 4);
    call = update(desk, ram, 0, "person.mobile", "9876543210");
    desk_run(desk, call);
    refused(call, STATUS_ALREADY_EXISTS, "MOBILE_TAKEN");
}

static void test_engagement__that_nobody_says__is_the_same_in_a_request_and_in_a_row(void **state)
{
    /* Catches: an official of a request who is another one to the list that names him, or the other way round. */
    struct desk *desk = *state;
    static const char *const rows[] = {"Ram Kumar|9876543210||PNO-1|Constable", "Mohan|9876543211||PNO-2|Constable"};
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    assert_int_equal(ram->post->engagement, ENGAGEMENT_REGULAR);
    struct chunk chunk = {.import_id = import_new_id(desk), .first_row = 1, .count = 2, .rows = rows};
    R(ImportOfficialsResponse) *answer = import_send(desk, &chunk);
    assert_string_equal(import_said(answer->verdicts[0]), "ALREADY_THERE");
    assert_string_equal(answer->verdicts[0]->official_id, ram->official_id);
    assert_string_equal(import_said(answer->verdicts[1]), "STORED");
    struct call *call = desk_register_call(desk, "Mohan", "9876543211", "", "PNO-2", "meerut-police");
    desk_run(desk, call);
    assert_refused(call, STATUS_ALREADY_EXISTS, "ISSUED_ID_TAKEN");
    assert_int_equal(call->status.violation_count, 1); /* and nothing differs */
    call_free(call);
    assert_int_equal(desk_officials(desk), 2);
}

static void test_registration__of_somebody_who_is_there__is_refused_with_the_id(void **state)
{
    /* Catches: a second official, or a caller who cannot tell who the first one is. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    struct call *call = desk_register_call(desk, "ram  kumar", "98765 43210", "", "pno-1", "meerut-police");
    desk_run(desk, call);
    assert_refused(call, STATUS_ALREADY_EXISTS, "ISSUED_ID_TAKEN");
    assert_non_null(strstr(call->status.sentence, ram->official_id));
    call_free(call);
    assert_int_equal(desk_officials(desk), 1);
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_mobile__that_was_changed__is_free_and_the_new_one_is_taken),
        WITH_DESK(test_mobile__that_changes_hands_in_one_batch__is_seen_so_by_the_batch),
        WITH_DESK(test_mobile__changed_to_and_fro_in_one_batch__is_there_once),
        WITH_DESK(test_update__to_a_mobile_of_somebody_else__is_flagged_and_the_flag_goes_with_it),
        WITH_DESK(test_update__to_an_email_of_somebody_else__is_refused_and_changes_nothing),
        WITH_DESK(test_version__that_is_not_the_newest__is_refused_with_the_newest),
        WITH_DESK(test_states__block_unblock_retire__go_their_way_and_no_other),
        WITH_DESK(test_answers__of_writes_and_reads__show_the_person_masked),
        WITH_DESK(test_mobile__that_went_through_too_many_hands__is_given_to_nobody_more),
        WITH_DESK(test_update__beside_a_namesake_with_the_mobile__is_judged_by_what_it_names),
        WITH_DESK(test_engagement__that_nobody_says__is_the_same_in_a_request_and_in_a_row),
        WITH_DESK(test_registration__of_somebody_who_is_there__is_refused_with_the_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
