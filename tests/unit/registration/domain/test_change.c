/* The life of a registered official. */
#include "domain_fixture.h"

#include "domain/change.h"
#include "domain/flag.h"

/* An official as registered on 1 April 2026, and a change of it. */
struct life {
    struct house *house;
    struct official official;
    struct change change;
    struct official changed;
    struct findings findings;
};

static void life_begin(struct life *life, struct house *house)
{
    struct checked row;
    row_init(&row);
    row.cells[FIELD_FULL_NAME] = "Shri Ram Kumar";
    row.cells[FIELD_EMAIL] = "ram@up.in";
    row.cells[FIELD_EFFECTIVE_ON] = "01-04-2026";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "");
    memset(life, 0, sizeof *life);
    life->house = house;
    life->official = row.official;
    life->official.number = 7;
    life->official.version = 3;
    life->change.effective_on = DATE_NONE;
    life->change.reason = "order 12";
    draft_init(&life->change.draft);
}

static const char *decide(struct life *life, enum change_kind kind)
{
    memset(&life->findings, 0, sizeof life->findings);
    life->change.kind = kind;
    assert_int_equal(
        change_decide(&life->official, &life->change, &life->house->context, &life->changed, &life->findings), 0);
    return said(&life->findings);
}

static void test_official__blocked_unblocked_and_retired__goes_through_the_states(void **state)
{
    /* Catches a transition that is not there, and a final state that is not final. */
    struct life life;
    life_begin(&life, *state);
    assert_string_equal(decide(&life, CHANGE_UNBLOCK), "row NOT_BLOCKED");
    assert_string_equal(decide(&life, CHANGE_BLOCK), "");
    assert_int_equal(life.changed.state, OFFICIAL_BLOCKED);
    assert_int_equal(life.changed.version, 4);
    assert_int_equal(life.changed.effective_on, life.house->context.today);
    assert_int_equal(life.changed.registered_on, date_from_civil(2026, 4, 1));
    assert_true(life.changed.number == 7);
    life.official = life.changed;
    assert_string_equal(decide(&life, CHANGE_BLOCK), "row BLOCKED_ALREADY");
    assert_string_equal(decide(&life, CHANGE_UNBLOCK), "");
    assert_int_equal(life.changed.state, OFFICIAL_ACTIVE);
    assert_string_equal(decide(&life, CHANGE_RETIRE), "");
    life.official = life.changed;
    assert_int_equal(life.official.state, OFFICIAL_RETIRED);
    assert_string_equal(decide(&life, CHANGE_RETIRE), "row RETIRED");
    assert_string_equal(decide(&life, CHANGE_BLOCK), "row RETIRED");
    assert_string_equal(decide(&life, CHANGE_UNBLOCK), "row RETIRED");
    life.change.fields = CHANGE_GROUP;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "row RETIRED");
}

static void test_change__of_another_version_or_day__is_refused(void **state)
{
    /* Catches a lost update, and a history that runs backwards. */
    struct life life;
    life_begin(&life, *state);
    life.change.version = 2;
    assert_string_equal(decide(&life, CHANGE_BLOCK), "row VERSION_MISMATCH");
    assert_string_equal(life.findings.items[0].detail, "3");
    life.change.version = 3;
    assert_string_equal(decide(&life, CHANGE_BLOCK), "");
    life.change.effective_on = date_from_civil(2026, 3, 31);
    assert_string_equal(decide(&life, CHANGE_BLOCK), "effective_on BEFORE_LAST_CHANGE");
    assert_string_equal(life.findings.items[0].detail, "2026-04-01");
    life.change.effective_on = date_from_civil(2026, 4, 1);
    assert_string_equal(decide(&life, CHANGE_BLOCK), "");
    life.change.effective_on = life.house->context.today + 1;
    assert_string_equal(decide(&life, CHANGE_BLOCK), "effective_on IN_THE_FUTURE");
}

static void test_change__without_a_reason__is_refused(void **state)
{
    /* Catches a block that nobody can explain, and an update that needs a reason. */
    struct life life;
    life_begin(&life, *state);
    static const char *const empty[] = {NULL, "", " \t "};
    for (size_t i = 0; i < 3; i++) {
        life.change.reason = empty[i];
        assert_string_equal(decide(&life, CHANGE_BLOCK), "row REASON_MISSING");
    }
    char text[300] = "";
    memset(text, 'a', 256);
    life.change.reason = text;
    assert_string_equal(decide(&life, CHANGE_RETIRE), "row TEXT_TOO_LONG");
    life.change.reason = NULL;
    life.change.fields = CHANGE_GROUP;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
}

static void test_update__of_some_fields__leaves_the_others(void **state)
{
    /* Catches a field emptied because the request did not name it, or taken although it did not. */
    struct life life;
    life_begin(&life, *state);
    life.change.draft.person.mobile = "+91 98765 00000";
    life.change.draft.person.name = "Somebody Else";
    life.change.draft.group = GROUP_B;
    life.change.draft.gender = GENDER_MALE;
    life.change.fields = CHANGE_MOBILE | CHANGE_GROUP;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_string_equal(life.changed.person.mobile, "9876500000");
    assert_int_equal(life.changed.post.group, GROUP_B);
    assert_string_equal(life.changed.person.name, "Ram Kumar");
    assert_string_equal(life.changed.person.title, "Shri");
    assert_string_equal(life.changed.person.email, "ram@up.in");
    assert_int_equal(life.changed.person.email_kind, EMAIL_PERSONAL);
    assert_int_equal(life.changed.post.gender, GENDER_NONE);
    assert_string_equal(life.changed.post.organisation_id, "meerut-police");
    assert_string_equal(life.changed.post.designation_code, "constable");
    assert_int_equal(life.changed.version, 4);
    assert_int_equal(life.changed.state, OFFICIAL_ACTIVE);
}

static void test_update__with_bad_values_or_mask__is_refused(void **state)
{
    /* Catches a rule that holds for registration and not for updates. */
    struct life life;
    life_begin(&life, *state);
    assert_string_equal(decide(&life, CHANGE_UPDATE), "row MASK");
    life.change.fields = CHANGE_TAGS << 1;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "row MASK");
    life.change.fields = CHANGE_NAME | CHANGE_MOBILE | CHANGE_MOTHER_TONGUE;
    life.change.draft.person.name = "";
    life.change.draft.person.mobile = "12";
    life.change.draft.mother_tongue = "Klingon";
    assert_string_equal(decide(&life, CHANGE_UPDATE),
                        "full_name NAME_MISSING, mobile MOBILE_DIGITS, mother_tongue MOTHER_TONGUE_UNKNOWN");
    life.change.fields = CHANGE_MOBILE | CHANGE_EMAIL;
    life.change.draft.person.mobile = "";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "row KEY_MISSING");
    life.change.fields = CHANGE_MOBILE;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_string_equal(life.changed.person.mobile, "");
}

static void test_update__of_one_field__does_not_judge_the_others_anew(void **state)
{
    /* Catches a mobile number that cannot be corrected because a district was dissolved or a name looks odd. */
    struct life life;
    life_begin(&life, *state);
    life.official.post.district_code = 800;
    life.official.post.mother_tongue = "gone";
    life.official.person.name = "jke dqekj";
    life.change.fields = CHANGE_MOBILE;
    life.change.draft.person.mobile = "9876500000";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.post.district_code, 800);
}

static void test_update__of_titles_names_and_mail_kinds__goes_together(void **state)
{
    /* Catches a title that is lost with a new name, and a kind without its address. */
    struct life life;
    life_begin(&life, *state);
    life.change.fields = CHANGE_NAME;
    life.change.draft.person.name = "Sita Devi";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_string_equal(life.changed.person.title, "Shri");
    life.change.draft.person.name = "Smt. Sita Devi";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_string_equal(life.changed.person.title, "Smt.");
    assert_string_equal(life.changed.person.name, "Sita Devi");
    life.change.fields = CHANGE_TITLE;
    life.change.draft.person.title = "";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_string_equal(life.changed.person.title, "");
    life.change.fields = CHANGE_EMAIL_KIND;
    life.change.draft.person.email_kind = EMAIL_POST;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.person.email_kind, EMAIL_POST);
    life.change.fields = CHANGE_EMAIL;
    life.change.draft.person.email = "";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.person.email_kind, EMAIL_UNSAID);
    life.change.fields = CHANGE_DISTRICT;
    life.change.draft.district_code = 134;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.post.district_code, 134);
    life.change.draft.district_code = 0;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.post.district_code, 169);
}

static void test_flags__of_changed_fields__are_derived_anew(void **state)
{
    /* Catches an official who is listed for ever for a designation that was corrected long ago. */
    struct life life;
    life_begin(&life, *state);
    flag_add(&life.official, REASON_DESIGNATION_UNKNOWN);
    flag_add(&life.official, REASON_SHARED_MOBILE);
    flag_add(&life.official, REASON_LIKELY_DUPLICATE);
    flag_add(&life.official, REASON_SHARED_MOBILE);
    assert_int_equal(life.official.flag_count, 3);
    assert_string_equal(life.official.flags[0], "DESIGNATION_UNKNOWN");
    assert_string_equal(life.official.flags[2], "SHARED_MOBILE");
    life.change.fields = CHANGE_DESIGNATION;
    life.change.draft.designation = "Head Constable";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.flag_count, 2);
    assert_int_equal(life.changed.post.level, 4);
    life.change.draft.designation = "Wizard";
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.flag_count, 3);
    assert_string_equal(life.changed.post.designation_code, "");
    life.change.fields = CHANGE_MOBILE | CHANGE_BIRTH_DATE;
    assert_string_equal(decide(&life, CHANGE_UPDATE), "");
    assert_int_equal(life.changed.flag_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_official__blocked_unblocked_and_retired__goes_through_the_states),
        cmocka_unit_test(test_change__of_another_version_or_day__is_refused),
        cmocka_unit_test(test_change__without_a_reason__is_refused),
        cmocka_unit_test(test_update__of_some_fields__leaves_the_others),
        cmocka_unit_test(test_update__with_bad_values_or_mask__is_refused),
        cmocka_unit_test(test_update__of_one_field__does_not_judge_the_others_anew),
        cmocka_unit_test(test_update__of_titles_names_and_mail_kinds__goes_together),
        cmocka_unit_test(test_flags__of_changed_fields__are_derived_anew),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
