/* Who is the same person: stories of rows that meet people who are registered already. */
#include "domain_fixture.h"

#include "base/official_number.h"
#include "domain/mask.h"

#define PEOPLE_MOST 20

/* The registered people of a story, and the row that comes. */
struct story {
    struct house *house;
    struct checked row;
    struct official people[PEOPLE_MOST];
    size_t people_count;
    const struct official *already;
    struct findings findings;
    struct findings flags;
};

static void story_begin(struct story *story, struct house *house)
{
    memset(story, 0, sizeof *story);
    story->house = house;
    row_init(&story->row);
}

/* What the row is, among the people of the story: every pair of key and holder is found by asking everybody. */
static int story_decide(struct story *story)
{
    struct arena *arena = &story->house->arena;
    row_check(story->house, &story->row);
    assert_string_equal(said(&story->row.findings), "");
    struct identity_key keys[IDENTITY_KEYS];
    int key_count = identity_keys(&story->row.official, arena, keys);
    assert_true(key_count >= 0);
    identity_name_fields(keys, key_count, &story->row.draft);
    struct identity_match matches[IDENTITY_KEYS * PEOPLE_MOST];
    size_t match_count = 0;
    for (int k = 0; k < key_count; k++) {
        for (size_t i = 0; i < story->people_count; i++) {
            if (identity_holds(&story->people[i], &keys[k], arena))
                matches[match_count++] = (struct identity_match){&story->people[i], &keys[k]};
        }
    }
    memset(&story->findings, 0, sizeof story->findings);
    memset(&story->flags, 0, sizeof story->flags);
    return identity_decide(&story->row.official, matches, match_count, arena, &story->already, &story->findings,
                           &story->flags);
}

/* Register the row as the next official, which must be new. */
static void story_register(struct story *story)
{
    assert_int_equal(story_decide(story), IDENTITY_NEW);
    struct official *official = &story->people[story->people_count++];
    *official = story->row.official;
    official->number = official_number(1, story->people_count);
    official->version = 1;
}

static void test_row__sent_again__is_already_there(void **state)
{
    /* Catches people counted twice when a file is sent twice, whatever the spelling of what folds away. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_FULL_NAME] = "श्री हिन्दी कुमार";
    story.row.cells[FIELD_EMPLOYEE_ID] = "ab-12";
    story.row.cells[FIELD_EMAIL] = "ram@up.in";
    story.row.cells[FIELD_BIRTH_DATE] = "31-12-1990";
    story_register(&story);
    assert_int_equal(story_decide(&story), IDENTITY_ALREADY_THERE);
    story.row.cells[FIELD_FULL_NAME] = "हिंदी कुमार";
    story.row.cells[FIELD_EMPLOYEE_ID] = "AB-12";
    story.row.cells[FIELD_EMAIL] = "RAM@up.in";
    story.row.cells[FIELD_MOBILE] = "+91 98765 43210";
    story.row.cells[FIELD_DESIGNATION] = "आरक्षी";
    story.row.cells[FIELD_BIRTH_DATE] = "";
    story.row.cells[FIELD_EFFECTIVE_ON] = "01-01-2026";
    assert_int_equal(story_decide(&story), IDENTITY_ALREADY_THERE);
    assert_ptr_equal(story.already, &story.people[0]);
    assert_string_equal(said(&story.findings), "");
    assert_string_equal(said(&story.flags), "");
}

static void test_row__with_a_taken_id_and_other_content__is_refused_with_what_differs(void **state)
{
    /* Catches a silent overwrite, and a refusal that does not say who and what. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "12";
    story.row.cells[FIELD_GROUP] = "C";
    story_register(&story);
    story.row.cells[FIELD_FULL_NAME] = "Shyam Kumar";
    story.row.cells[FIELD_MOBILE] = "9876500000";
    story.row.cells[FIELD_GROUP] = "B";
    story.row.cells[FIELD_TAGS] = "beat";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(said(&story.findings), "employee_id ISSUED_ID_TAKEN, row CONTENT_DIFFERS");
    assert_string_equal(story.findings.items[0].detail, "1-1-5");
    assert_string_equal(story.findings.items[1].detail, "full_name mobile group tags");
}

static void test_row__with_one_id_more_than_the_holder__is_refused(void **state)
{
    /* Catches an id that is neither stored nor complained of. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "12";
    story_register(&story);
    story.row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "99";
    story.row.cells[FIELD_EXTERNAL_SYSTEM_NAME] = "eHRMS";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(said(&story.findings), "employee_id ISSUED_ID_TAKEN, row CONTENT_DIFFERS");
    assert_string_equal(story.findings.items[1].detail, "issued_ids");
}

static void test_row__whose_keys_lead_to_two_people__is_refused_naming_both(void **state)
{
    /* Catches a row merged into one of two people. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "1";
    story_register(&story);
    story.row.cells[FIELD_FULL_NAME] = "Sita Devi";
    story.row.cells[FIELD_EMPLOYEE_ID] = "2";
    story.row.cells[FIELD_EMAIL] = "sita@up.in";
    story_register(&story);
    story.row.cells[FIELD_EMPLOYEE_ID] = "1";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(said(&story.findings), "employee_id ISSUED_ID_TAKEN, email EMAIL_TAKEN");
    assert_string_equal(story.findings.items[0].detail, "1-1-5");
    char second[OFFICIAL_NUMBER_TEXT_BYTES];
    assert_string_equal(story.findings.items[1].detail, official_number_format(official_number(1, 2), second));
}

static void test_fields__of_ids__are_the_cells_they_came_from(void **state)
{
    /* Catches a verdict that points at the wrong column, where the employee id's issuer is given by the settings. */
    struct story story;
    struct house *house = *state;
    story_begin(&story, house);
    house->settings.employee_id_issuer = "up-police-pno";
    story.row.cells[FIELD_EMPLOYEE_ID] = "1";
    story.row.cells[FIELD_ROSTER_SERIAL] = "5";
    story.row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "99";
    story.row.cells[FIELD_EXTERNAL_SYSTEM_NAME] = "eHRMS";
    story_register(&story);
    story.row.cells[FIELD_FULL_NAME] = "Sita";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(said(&story.findings), "employee_id ISSUED_ID_TAKEN, external_system_id ISSUED_ID_TAKEN, "
                                               "roster_serial ISSUED_ID_TAKEN, row CONTENT_DIFFERS");
    house->settings.employee_id_issuer = "";
}

static void test_same_id__of_another_issuer__is_another_key(void **state)
{
    /* Catches two departments' employee 12 taken for one person. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "12";
    story_register(&story);
    story.row.cells[FIELD_ORGANISATION] = "health";
    story.row.cells[FIELD_FULL_NAME] = "Sita";
    story.row.cells[FIELD_MOBILE] = "";
    story_register(&story);
    assert_int_equal(story.people_count, 2);
}

static void test_asha_workers__with_one_mobile_and_two_names__are_two(void **state)
{
    /* Catches a family's shared mobile that makes two people one, or the second go unnoticed. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_FULL_NAME] = "Sunita Devi";
    story_register(&story);
    assert_string_equal(said(&story.flags), "");
    assert_int_equal(story_decide(&story), IDENTITY_ALREADY_THERE);
    story.row.cells[FIELD_FULL_NAME] = "Anita Devi";
    story_register(&story);
    assert_string_equal(said(&story.flags), "mobile SHARED_MOBILE");
    assert_string_equal(story.flags.items[0].detail, "1-1-5");
    story.row.cells[FIELD_GENDER] = "F";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(said(&story.findings), "mobile MOBILE_TAKEN, row CONTENT_DIFFERS");
    assert_string_equal(story.findings.items[1].detail, "gender");
}

static void test_mobile__of_five_officials__is_refused_to_the_sixth(void **state)
{
    /* Catches a limit off by one, and retired officials that still block a number. */
    struct story story;
    story_begin(&story, *state);
    static const char *const names[] = {"A", "B", "C", "D", "E"};
    for (size_t i = 0; i < 5; i++) {
        story.row.cells[FIELD_FULL_NAME] = names[i];
        story_register(&story);
    }
    story.row.cells[FIELD_FULL_NAME] = "F";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(said(&story.findings), "mobile MOBILE_SHARED_TOO_OFTEN");
    story.people[2].state = OFFICIAL_BLOCKED;
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    story.people[2].state = OFFICIAL_RETIRED;
    assert_int_equal(story_decide(&story), IDENTITY_NEW);
    assert_string_equal(said(&story.flags), "mobile SHARED_MOBILE");
}

static void test_mailbox_of_a_post__passed_on__identifies_nobody(void **state)
{
    /* Catches the next station officer refused because of the predecessor's mailbox. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMAIL] = "sho@up.in";
    story.row.cells[FIELD_EMAIL_KIND] = "post";
    story_register(&story);
    story.row.cells[FIELD_FULL_NAME] = "Shyam";
    story.row.cells[FIELD_MOBILE] = "9876500000";
    story_register(&story);
    story.row.cells[FIELD_FULL_NAME] = "Sita";
    story.row.cells[FIELD_MOBILE] = "9876500001";
    story.row.cells[FIELD_EMAIL_KIND] = "personal";
    story_register(&story);
    assert_string_equal(said(&story.flags), "");
}

static void test_likely_duplicate__by_name_birth_and_district__is_flagged(void **state)
{
    /* Catches the same person through a second e-mail address, and everybody born on 1 January being one. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_BIRTH_DATE] = "31-12-1990";
    story.row.cells[FIELD_EMAIL] = "a@up.in";
    story_register(&story);
    story.row.cells[FIELD_EMAIL] = "b@up.in";
    story.row.cells[FIELD_MOBILE] = "";
    story_register(&story);
    assert_string_equal(said(&story.flags), "full_name LIKELY_DUPLICATE");
    assert_string_equal(story.flags.items[0].detail, "1-1-5");
    story.row.cells[FIELD_EMAIL] = "c@up.in";
    story.row.cells[FIELD_DISTRICT_NAME] = "Hapur";
    story_register(&story);
    assert_string_equal(said(&story.flags), "");
    story.row.cells[FIELD_BIRTH_DATE] = "01-07-1990";
    story.row.cells[FIELD_EMAIL] = "d@up.in";
    story_register(&story);
    story.row.cells[FIELD_EMAIL] = "e@up.in";
    story_register(&story);
    assert_string_equal(said(&story.flags), "");
    story.row.cells[FIELD_PARENT_NAME] = "Dashrath";
    story.row.cells[FIELD_EMAIL] = "f@up.in";
    story_register(&story);
    assert_string_equal(said(&story.flags), "");
    story.row.cells[FIELD_EMAIL] = "g@up.in";
    story_register(&story);
    assert_string_equal(said(&story.flags), "full_name LIKELY_DUPLICATE");
}

static void test_mobile_and_name__of_somebody_with_an_id__is_that_person(void **state)
{
    /* Catches a poorer list that registers known people anew. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "12";
    story_register(&story);
    story.row.cells[FIELD_EMPLOYEE_ID] = "";
    assert_int_equal(story_decide(&story), IDENTITY_ALREADY_THERE);
    story.row.cells[FIELD_EMPLOYEE_ID] = "13";
    story_register(&story);
    assert_string_equal(said(&story.flags), "mobile SHARED_MOBILE");
    /* Two of that name and mobile now: the one with the same content is meant. */
    story.row.cells[FIELD_EMPLOYEE_ID] = "";
    assert_int_equal(story_decide(&story), IDENTITY_ALREADY_THERE);
    assert_ptr_equal(story.already, &story.people[0]);
    story.row.cells[FIELD_DESIGNATION] = "Head Constable";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(said(&story.findings), "mobile MOBILE_TAKEN, mobile MOBILE_TAKEN");
}

static void test_designations__outside_the_list__are_compared_folded(void **state)
{
    /* Catches a spelling with another blank taken for another designation, and a listed one taken for an unlisted. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "12";
    story.row.cells[FIELD_DESIGNATION] = "Cook (Mess)";
    story_register(&story);
    story.row.cells[FIELD_DESIGNATION] = "COOK  (mess)";
    assert_int_equal(story_decide(&story), IDENTITY_ALREADY_THERE);
    story.row.cells[FIELD_DESIGNATION] = "Constable";
    assert_int_equal(story_decide(&story), IDENTITY_REFUSED);
    assert_string_equal(story.findings.items[1].detail, "designation");
    story.row.cells[FIELD_DESIGNATION] = "";
    assert_int_equal(story_decide(&story), IDENTITY_ALREADY_THERE);
}

static void test_official__that_is_updated__is_no_match_for_itself(void **state)
{
    /* Catches an update refused because the keys belong to the official itself. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "12";
    story_register(&story);
    struct official candidate = story.people[0];
    candidate.post.group = GROUP_A;
    struct identity_key keys[IDENTITY_KEYS];
    int count = identity_keys(&candidate, &story.house->arena, keys);
    struct identity_match matches[IDENTITY_KEYS];
    for (int i = 0; i < count; i++)
        matches[i] = (struct identity_match){&story.people[0], &keys[i]};
    struct findings findings = {0};
    struct findings flags = {0};
    assert_int_equal(
        identity_decide(&candidate, matches, (size_t)count, &story.house->arena, &story.already, &findings, &flags),
        IDENTITY_NEW);
    assert_string_equal(said(&flags), "");
}

static void test_keys__of_another_official__are_not_held(void **state)
{
    /* Catches a fingerprint's collision believed: a prefix of an issuer, a value of another issuer. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMPLOYEE_ID] = "ab12";
    story_register(&story);
    struct arena *arena = &story.house->arena;
    static const struct {
        struct identity_key key;
        bool held;
    } cases[] = {
        {{KEY_ISSUED_ID, FIELD_NONE, "employee-police\nAB12"}, true},
        {{KEY_ISSUED_ID, FIELD_NONE, "employee-police\nAB1"}, false},
        {{KEY_ISSUED_ID, FIELD_NONE, "employee-polic\nAB12"}, false},
        {{KEY_ISSUED_ID, FIELD_NONE, "employee-police-x\nAB12"}, false},
        {{KEY_MOBILE, FIELD_NONE, "9876543210"}, true},
        {{KEY_MOBILE, FIELD_NONE, "9876543211"}, false},
        {{KEY_EMAIL, FIELD_NONE, "a@b.in"}, false},
        {{KEY_LIKENESS, FIELD_NONE, "ram kumar\n1990-12-31\n169"}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(identity_holds(&story.people[0], &cases[i].key, arena), cases[i].held);
}

static void test_person__masked__shows_no_contact(void **state)
{
    /* Catches a mobile, mailbox or birth date in an ordinary answer. */
    struct story story;
    story_begin(&story, *state);
    story.row.cells[FIELD_EMAIL] = "ram.kumar@up.gov.in";
    story.row.cells[FIELD_BIRTH_DATE] = "31-12-1990";
    story.row.cells[FIELD_EMPLOYEE_ID] = "12";
    story_register(&story);
    struct person masked;
    assert_int_equal(mask_person(&story.people[0].person, &story.house->arena, &masked), 0);
    assert_string_equal(masked.mobile, "98******10");
    assert_string_equal(masked.email, "r***@up.gov.in");
    assert_int_equal(masked.birth_date, DATE_NONE);
    assert_string_equal(masked.name, "Ram Kumar");
    assert_string_equal(masked.issued_ids[0].value, "12");
    struct person empty = {
        .title = "", .name = "R", .parent_name = "", .mobile = "", .email = "", .birth_date = DATE_NONE};
    assert_int_equal(mask_person(&empty, &story.house->arena, &masked), 0);
    assert_string_equal(masked.mobile, "");
    assert_string_equal(masked.email, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_row__sent_again__is_already_there),
        cmocka_unit_test(test_row__with_a_taken_id_and_other_content__is_refused_with_what_differs),
        cmocka_unit_test(test_row__with_one_id_more_than_the_holder__is_refused),
        cmocka_unit_test(test_row__whose_keys_lead_to_two_people__is_refused_naming_both),
        cmocka_unit_test(test_fields__of_ids__are_the_cells_they_came_from),
        cmocka_unit_test(test_same_id__of_another_issuer__is_another_key),
        cmocka_unit_test(test_asha_workers__with_one_mobile_and_two_names__are_two),
        cmocka_unit_test(test_mobile__of_five_officials__is_refused_to_the_sixth),
        cmocka_unit_test(test_mailbox_of_a_post__passed_on__identifies_nobody),
        cmocka_unit_test(test_likely_duplicate__by_name_birth_and_district__is_flagged),
        cmocka_unit_test(test_mobile_and_name__of_somebody_with_an_id__is_that_person),
        cmocka_unit_test(test_designations__outside_the_list__are_compared_folded),
        cmocka_unit_test(test_official__that_is_updated__is_no_match_for_itself),
        cmocka_unit_test(test_keys__of_another_official__are_not_held),
        cmocka_unit_test(test_person__masked__shows_no_contact),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
