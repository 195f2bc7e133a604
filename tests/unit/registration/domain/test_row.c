/* Rows of a list: dates, ids, tags, and what is needed. */
#include "domain_fixture.h"

static void test_birth_dates__good_and_bad__get_their_reason(void **state)
{
    /* Catches an age limit off by a day, and a date refused for the wrong reason. Today is 22 November 2026. */
    struct house *house = *state;
    static const char *const cases[][2] = {
        {"31-12-1990", ""},
        {"31/12/1990", ""},
        {"31.12.1990", ""},
        {"1990-12-31", ""},
        {"३१-१२-१९९०", ""},
        {"33238", ""},
        {"", ""},
        {"22-11-2012", ""},
        {"23-11-2012", "BIRTH_DATE_RANGE"},
        {"23-11-1925", ""},
        {"22-11-1926", ""},
        {"22-11-1925", "BIRTH_DATE_RANGE"},
        {"01-01-2030", "BIRTH_DATE_RANGE"},
        {"31-12-1890", "BIRTH_DATE_RANGE"},
        {"31-12-90", "BIRTH_DATE_TWO_DIGIT_YEAR"},
        {"31-02-1990", "BIRTH_DATE_NOT_EXISTING"},
        {"12-31-1990", "BIRTH_DATE_NOT_EXISTING"},
        {"December 1990", "BIRTH_DATE_FORM"},
        {"1990", "BIRTH_DATE_FORM"},
        {"not known", "BIRTH_DATE_FORM"},
        {"NA", ""},
        {"31-Dec-1990 00:00:00", ""},
    };
    struct checked row;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(reason_of_cell(house, &row, FIELD_BIRTH_DATE, cases[i][0]), cases[i][1]);
    house->settings.birth_date_order = DATE_MONTH_FIRST;
    assert_string_equal(reason_of_cell(house, &row, FIELD_BIRTH_DATE, "12-31-1990"), "");
    assert_int_equal(row.official.person.birth_date, date_from_civil(1990, 12, 31));
    assert_string_equal(reason_of_cell(house, &row, FIELD_EFFECTIVE_ON, "31-12-2025"), "");
    house->settings.birth_date_order = DATE_DAY_FIRST;
}

static void test_effective_dates__good_and_bad__get_their_reason(void **state)
{
    /* Catches a registration in the future, and a wrong source of the day. */
    struct house *house = *state;
    static const char *const cases[][2] = {
        {"22-11-2026", ""},
        {"23-11-2026", "IN_THE_FUTURE"},
        {"01-01-1940", ""},
        {"01-01-26", "DATE_TWO_DIGIT_YEAR"},
        {"30-02-2026", "DATE_NOT_EXISTING"},
        {"01-01-1899", "DATE_RANGE"},
        {"soon", "DATE_FORM"},
    };
    struct checked row;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(reason_of_cell(house, &row, FIELD_EFFECTIVE_ON, cases[i][0]), cases[i][1]);
    assert_string_equal(reason_of_cell(house, &row, FIELD_EFFECTIVE_ON, ""), "");
    assert_int_equal(row.official.effective_on, house->context.today);
    assert_int_equal(row.official.registered_on, house->context.today);
    house->settings.effective_on = date_from_civil(2026, 4, 1);
    assert_string_equal(reason_of_cell(house, &row, FIELD_EFFECTIVE_ON, ""), "");
    assert_int_equal(row.official.effective_on, date_from_civil(2026, 4, 1));
    assert_string_equal(reason_of_cell(house, &row, FIELD_EFFECTIVE_ON, "02-04-2026"), "");
    assert_int_equal(row.official.effective_on, date_from_civil(2026, 4, 2));
    house->settings.effective_on = DATE_NONE;
    row_init(&row);
    row.cells[FIELD_BIRTH_DATE] = "01-06-2010";
    row.cells[FIELD_EFFECTIVE_ON] = "31-05-2024";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "birth_date BIRTH_DATE_RANGE");
}

static void test_ids__of_a_row__get_their_issuers(void **state)
{
    /* Catches ids of two issuers taken for each other, leading zeros lost, and a column's id lost. */
    struct house *house = *state;
    struct checked row;
    row_init(&row);
    row.cells[FIELD_EMPLOYEE_ID] = " 00123/a-b.C ";
    row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "MS-१२";
    row.cells[FIELD_EXTERNAL_SYSTEM_NAME] = "Manav  Sampada (UP)";
    row.cells[FIELD_ROSTER_SERIAL] = "7";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "");
    const struct person *person = &row.official.person;
    assert_int_equal(person->issued_id_count, 3);
    assert_string_equal(person->issued_ids[0].issuer, "employee-police");
    assert_string_equal(person->issued_ids[0].value, "00123/a-b.C");
    assert_string_equal(person->issued_ids[1].issuer, "manav-sampada-up");
    assert_string_equal(person->issued_ids[1].value, "MS-12");
    assert_string_equal(person->issued_ids[2].issuer, "roster-meerut-police");
    house->settings.employee_id_issuer = "up-police-pno";
    row_check(house, &row);
    assert_string_equal(row.official.person.issued_ids[0].issuer, "up-police-pno");
    house->settings.employee_id_issuer = "Not A Slug";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "employee_id ISSUER_FORM");
    house->settings.employee_id_issuer = "";
}

static void test_external_names__in_hindi__become_a_stable_issuer(void **state)
{
    /* Catches one system with two issuers by spelling, and two systems with one. */
    struct house *house = *state;
    struct checked row;
    char issuers[3][32];
    static const char *const names[] = {"मानव सम्पदा", "मानव  संपदा", "ई-श्रम"};
    for (size_t i = 0; i < 3; i++) {
        row_init(&row);
        row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "12";
        row.cells[FIELD_EXTERNAL_SYSTEM_NAME] = names[i];
        row_check(house, &row);
        assert_string_equal(said(&row.findings), "");
        snprintf(issuers[i], sizeof issuers[i], "%s", row.official.person.issued_ids[0].issuer);
        assert_int_equal(strlen(issuers[i]), 18);
        assert_true(text_is_slug(issuers[i]));
    }
    assert_string_equal(issuers[0], issuers[1]);
    assert_string_not_equal(issuers[0], issuers[2]);
}

static void test_ids__good_and_bad__get_their_reason(void **state)
{
    /* Catches an id that a spreadsheet has rounded, or one too long, with blanks, or empty of any letter. */
    struct house *house = *state;
    static const char *const cases[][2] = {
        {"1", ""},
        {"00001", ""},
        {"UP/2020-12.3", ""},
        {"123456789012345678901234567890", ""},
        {"12E5", ""},
        {"1234567890123456789012345678901", "EMPLOYEE_ID_FORM"},
        {"12 34", "EMPLOYEE_ID_FORM"},
        {"12,34", "EMPLOYEE_ID_FORM"},
        {"//", "EMPLOYEE_ID_FORM"},
        {"'", "EMPLOYEE_ID_FORM"},
        {"''1", "EMPLOYEE_ID_FORM"},
        {"'00712.0", ""},
        {"NA", ""},
        {"12_3", "EMPLOYEE_ID_FORM"},
        {"पीएनओ12", "EMPLOYEE_ID_FORM"},
        {"1.23E+08", "ISSUED_ID_SPREADSHEET"},
        {"1E+08", "ISSUED_ID_SPREADSHEET"},
        {"1.2e+15", "ISSUED_ID_SPREADSHEET"},
    };
    struct checked row;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(reason_of_cell(house, &row, FIELD_EMPLOYEE_ID, cases[i][0]), cases[i][1]);
    assert_string_equal(reason_of_cell(house, &row, FIELD_ROSTER_SERIAL, "1 2"), "ROSTER_SERIAL_FORM");
    row_init(&row);
    row.cells[FIELD_EXTERNAL_SYSTEM_NAME] = "eHRMS";
    row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "1 2";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "external_system_id EXTERNAL_SYSTEM_ID_FORM");
}

static void test_external_id__without_a_proper_name__is_refused_and_a_name_alone_ignored(void **state)
{
    /* Catches an id whose issuer nobody knows, and a constant column of names that refuses every row. */
    struct house *house = *state;
    struct checked row;
    assert_string_equal(reason_of_cell(house, &row, FIELD_EXTERNAL_SYSTEM_NAME, "123"), "");
    assert_int_equal(row.official.person.issued_id_count, 0);
    static const char *const cases[][2] = {
        {"", "EXTERNAL_SYSTEM_NAME_MISSING"},   {" ", "EXTERNAL_SYSTEM_NAME_MISSING"},
        {"123", "EXTERNAL_SYSTEM_NAME_FORM"},   {"१२३", "EXTERNAL_SYSTEM_NAME_FORM"},
        {"--", "EXTERNAL_SYSTEM_NAME_MISSING"}, {"..", "EXTERNAL_SYSTEM_NAME_FORM"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        row_init(&row);
        row.cells[FIELD_MOBILE] = ""; /* the id still counts as given: no KEY_MISSING */
        row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "12";
        row.cells[FIELD_EXTERNAL_SYSTEM_NAME] = cases[i][0];
        row_check(house, &row);
        assert_int_equal(row.findings.count, 1);
        assert_int_equal(row.findings.items[0].field, FIELD_EXTERNAL_SYSTEM_NAME);
        assert_string_equal(reason_word(row.findings.items[0].reason), cases[i][1]);
    }
}

static void test_ids__of_one_issuer__are_one_or_refused(void **state)
{
    /* Catches the same id in two columns refused, and two ids of one issuer accepted. */
    struct house *house = *state;
    struct checked row;
    row_init(&row);
    house->settings.employee_id_issuer = "ehrms";
    row.cells[FIELD_EMPLOYEE_ID] = "ab1";
    row.cells[FIELD_EXTERNAL_SYSTEM_NAME] = "eHRMS";
    row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "AB1";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "");
    assert_int_equal(row.official.person.issued_id_count, 1);
    row.cells[FIELD_EXTERNAL_SYSTEM_ID] = "AB2";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "external_system_id ISSUED_ID_ISSUER_TWICE");
    house->settings.employee_id_issuer = "";
}

static void test_tags__are_split_cleaned_and_kept_once(void **state)
{
    /* Catches a tag lost or kept twice, digits let through, and limits off by one. */
    struct house *house = *state;
    struct checked row;
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, " Field staff | बीट ;; field  STAFF;|Traffic "), "");
    assert_int_equal(row.official.post.tag_count, 3);
    assert_string_equal(row.official.post.tags[0], "Field staff");
    assert_string_equal(row.official.post.tags[1], "बीट");
    assert_string_equal(row.official.post.tags[2], "Traffic");
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, "Batch 2"), "TAG_CHARACTERS");
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, "बैच २"), "TAG_CHARACTERS");
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, "a, b"), "TAG_CHARACTERS");
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, " |; "), "");
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p"), "");
    assert_int_equal(row.official.post.tag_count, 16);
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q"), "TAG_COUNT");
    char tag[70] = "";
    memset(tag, 'a', 63);
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, tag), "");
    tag[63] = 'a';
    assert_string_equal(reason_of_cell(house, &row, FIELD_TAGS, tag), "TAG_TOO_LONG");
}

static void test_key__none_given__is_missing_but_a_wrong_one_is_only_wrong(void **state)
{
    /* Catches somebody whom nothing tells apart, and two complaints about one mistake. */
    struct house *house = *state;
    struct checked row;
    row_init(&row);
    row.cells[FIELD_MOBILE] = " ";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "row KEY_MISSING");
    row.cells[FIELD_MOBILE] = "123";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "mobile MOBILE_DIGITS");
    row.cells[FIELD_MOBILE] = "";
    static const enum field keys[] = {FIELD_EMAIL, FIELD_EMPLOYEE_ID, FIELD_ROSTER_SERIAL};
    static const char *const values[] = {"a@b.in", "12", "1"};
    for (size_t i = 0; i < 3; i++) {
        row.cells[keys[i]] = values[i];
        row_check(house, &row);
        assert_string_equal(said(&row.findings), "");
        row.cells[keys[i]] = NULL;
    }
}

static void test_cell__too_long__is_refused_once_and_counts_as_given(void **state)
{
    /* Catches a megabyte in one cell that is cleaned and folded, and a second complaint that it is missing. */
    struct house *house = *state;
    static char text[5000];
    memset(text, ' ', 4096);
    text[0] = 'a';
    text[4096] = '\0';
    struct checked row;
    assert_string_equal(reason_of_cell(house, &row, FIELD_FULL_NAME, text), "");
    text[4096] = ' ';
    static const enum field fields[] = {FIELD_FULL_NAME,     FIELD_MOBILE,      FIELD_ORGANISATION,
                                        FIELD_DISTRICT_NAME, FIELD_DESIGNATION, FIELD_BIRTH_DATE,
                                        FIELD_GROUP,         FIELD_TAGS,        FIELD_EFFECTIVE_ON};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        assert_string_equal(reason_of_cell(house, &row, fields[i], text), "CELL_TOO_LONG");
        assert_string_equal(said(&row.flags), "");
    }
}

static void test_row__with_many_mistakes__names_all_in_the_order_of_the_fields(void **state)
{
    /* Catches a check that stops at the first mistake: one upload more for each. */
    struct house *house = *state;
    struct checked row;
    row_init(&row);
    row.cells[FIELD_FULL_NAME] = "Ram 2";
    row.cells[FIELD_EMAIL] = "ram";
    row.cells[FIELD_MOBILE] = "12";
    row.cells[FIELD_GROUP] = "Z";
    row.cells[FIELD_BIRTH_DATE] = "1-1-90";
    row.cells[FIELD_ORGANISATION] = "nowhere";
    row_check(house, &row);
    assert_string_equal(said(&row.findings),
                        "full_name NAME_CHARACTERS, email EMAIL_FORM, mobile MOBILE_DIGITS, group GROUP_UNKNOWN, "
                        "birth_date BIRTH_DATE_TWO_DIGIT_YEAR, organisation ORGANISATION_UNKNOWN");
}

static void test_row__without_memory__is_an_error_and_not_a_verdict(void **state)
{
    /* Catches a verdict built on texts that were never read. */
    struct house *house = *state;
    int done = 0;
    for (size_t cap = 16; cap < 4096 && !done; cap += 16) {
        struct arena small;
        arena_init(&small, cap);
        struct draft_context context = house->context;
        context.arena = &small;
        struct checked row;
        row_init(&row);
        row.cells[FIELD_FULL_NAME] = "श्री राम कुमार";
        row.cells[FIELD_TAGS] = "a|b";
        row.cells[FIELD_EMPLOYEE_ID] = "12";
        struct findings findings = {0};
        struct findings flags = {0};
        int result = draft_from_row(&row.draft, row.cells, &house->settings, &context, &findings);
        if (result == 0)
            result = draft_check(&row.draft, &context, &row.official, &findings, &flags);
        assert_true(result == 0 || small.failed);
        if (result == 0)
            assert_string_equal(said(&findings), "");
        done = result == 0;
        arena_deinit(&small);
    }
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_birth_dates__good_and_bad__get_their_reason),
        cmocka_unit_test(test_effective_dates__good_and_bad__get_their_reason),
        cmocka_unit_test(test_ids__of_a_row__get_their_issuers),
        cmocka_unit_test(test_external_names__in_hindi__become_a_stable_issuer),
        cmocka_unit_test(test_ids__good_and_bad__get_their_reason),
        cmocka_unit_test(test_external_id__without_a_proper_name__is_refused_and_a_name_alone_ignored),
        cmocka_unit_test(test_ids__of_one_issuer__are_one_or_refused),
        cmocka_unit_test(test_tags__are_split_cleaned_and_kept_once),
        cmocka_unit_test(test_key__none_given__is_missing_but_a_wrong_one_is_only_wrong),
        cmocka_unit_test(test_cell__too_long__is_refused_once_and_counts_as_given),
        cmocka_unit_test(test_row__with_many_mistakes__names_all_in_the_order_of_the_fields),
        cmocka_unit_test(test_row__without_memory__is_an_error_and_not_a_verdict),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
