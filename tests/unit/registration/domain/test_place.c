/* Place and post: organisation, district, designation, mother tongue. */
#include "domain_fixture.h"

static void test_designations__in_the_list_or_not__are_stored(void **state)
{
    /* Catches a designation refused for not being in the list, one not found by alias, and one of a closed entry. */
    struct house *house = *state;
    static const struct {
        const char *said;
        const char *code;
        uint32_t level;
        const char *flags;
    } cases[] = {
        {"Constable", "constable", 3, ""},
        {"constable", "constable", 3, ""},
        {"head-constable", "head-constable", 4, ""},
        {" HEAD  CONSTABLE", "head-constable", 4, ""},
        {"सिपाही", "constable", 3, ""},
        {"Sweeper (2nd class)", "", 0, "designation DESIGNATION_UNKNOWN"},
        {"Patwari", "", 0, "designation DESIGNATION_UNKNOWN"},
        {"", "", 0, "designation DESIGNATION_MISSING"},
        {"ASHA worker", "asha", 0, ""},
        {"Why? Officer", "", 0, "designation DESIGNATION_UNKNOWN"},
    };
    struct checked row;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(reason_of_cell(house, &row, FIELD_DESIGNATION, cases[i].said), "");
        assert_string_equal(row.official.post.designation_code, cases[i].code);
        assert_int_equal(row.official.post.level, cases[i].level);
        assert_string_equal(said(&row.flags), cases[i].flags);
        assert_int_equal(row.official.flag_count, *cases[i].flags ? 1 : 0);
        assert_string_equal(row.official.post.designation, text_clean(&house->arena, cases[i].said));
    }
    assert_string_equal(reason_of_cell(house, &row, FIELD_DESIGNATION, "??????"), "DESIGNATION_DESTROYED");
    char text[300] = "";
    memset(text, 'a', 256);
    assert_string_equal(reason_of_cell(house, &row, FIELD_DESIGNATION, text), "TEXT_TOO_LONG");
    row_init(&row);
    row.cells[FIELD_DESIGNATION] = "Patwari";
    row.cells[FIELD_EFFECTIVE_ON] = "04-10-2024";
    row_check(house, &row);
    assert_string_equal(row.official.post.designation_code, "patwari");
}

static void test_mother_tongues__outside_the_list__are_refused(void **state)
{
    /* Catches a free text in a column of codes. */
    struct house *house = *state;
    struct checked row;
    static const char *const cases[][3] = {{"Hindi", "", "hi"},
                                           {"हिंदी", "", "hi"},
                                           {"ur", "", "ur"},
                                           {"", "", ""},
                                           {"Klingon", "MOTHER_TONGUE_UNKNOWN", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(reason_of_cell(house, &row, FIELD_MOTHER_TONGUE, cases[i][0]), cases[i][1]);
        assert_string_equal(row.official.post.mother_tongue, cases[i][2]);
    }
}

static void test_organisations__unknown_missing_or_the_state__are_refused(void **state)
{
    /* Catches officials that belong to no department, and a row that cannot say its own organisation. */
    struct house *house = *state;
    struct checked row;
    assert_string_equal(reason_of_cell(house, &row, FIELD_ORGANISATION, ""), "");
    assert_string_equal(row.official.post.organisation_id, "meerut-police");
    assert_int_equal(row.official.post.department_number, 1);
    assert_int_equal(row.official.post.organisation_number, 4);
    assert_string_equal(reason_of_cell(house, &row, FIELD_ORGANISATION, " health "), "");
    assert_int_equal(row.official.post.department_number, 2);
    assert_string_equal(reason_of_cell(house, &row, FIELD_ORGANISATION, "Health"), "ORGANISATION_UNKNOWN");
    assert_string_equal(reason_of_cell(house, &row, FIELD_ORGANISATION, "up"), "ORGANISATION_NO_DEPARTMENT");
    row.cells[FIELD_EMPLOYEE_ID] = "12";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "organisation ORGANISATION_NO_DEPARTMENT");
    house->settings.organisation_id = "";
    assert_string_equal(reason_of_cell(house, &row, FIELD_ORGANISATION, ""), "ORGANISATION_MISSING");
    house->settings.organisation_id = "meerut-police";
}

static void test_districts__by_code_and_name__must_agree(void **state)
{
    /* Catches a census code taken for an LGD code: officials of Meerut counted in Etah. */
    struct house *house = *state;
    static const struct {
        const char *code;
        const char *name;
        uint32_t result;
        const char *said;
        const char *detail;
    } cases[] = {
        {"169", "Meerut", 169, "", NULL},
        {"169", "", 169, "", NULL},
        {"१६९", "मेरठ", 169, "", NULL},
        {"", "MEERUT", 169, "", NULL},
        {"0169", "", 169, "", NULL},
        {"", "Allahabad", 120, "", NULL},
        {"120", "इलाहाबाद", 120, "", NULL},
        {"", "", 169, "", NULL},
        {"661", "हापुड", 661, "", NULL},
        {"138", "Meerut", 0, "district_code DISTRICT_CENSUS_CODE", "169"},
        {"138", "Etah", 138, "", NULL},
        {"138", "", 138, "", NULL},
        {"142", "Bulandshahr", 0, "district_code DISTRICT_CENSUS_CODE", "134"},
        {"142", "", 0, "district_code DISTRICT_UNKNOWN", NULL},
        {"134", "Meerut", 0, "district_code DISTRICT_DISAGREES", "Bulandshahr (बुलंदशहर)"},
        {"", "Gotham", 0, "district_name DISTRICT_UNKNOWN", NULL},
        {"169", "Gotham", 0, "district_name DISTRICT_UNKNOWN", NULL},
        {"7", "Gotham", 0, "district_code DISTRICT_UNKNOWN, district_name DISTRICT_UNKNOWN", NULL},
        {"7", "Meerut", 0, "district_code DISTRICT_UNKNOWN", NULL},
        {"169.0", "Meerut", 169, "", NULL},
        {"'0169", "NA", 169, "", NULL},
        {"-", "मेरठ", 169, "", NULL},
        {"169.5", "", 0, "district_code DISTRICT_CODE_FORM", NULL},
        {"0", "", 0, "district_code DISTRICT_CODE_FORM", NULL},
        {"1.69E+02", "", 0, "district_code DISTRICT_CODE_FORM", NULL},
        {"100000", "", 0, "district_code DISTRICT_CODE_FORM", NULL},
        {"UP-169", "Meerut", 0, "district_code DISTRICT_CODE_FORM", NULL},
        {"800", "", 0, "district_code DISTRICT_NOT_VALID", "120"},
        {"", "Mahakumbh", 0, "district_name DISTRICT_NOT_VALID", "120"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct checked row;
        row_init(&row);
        row.cells[FIELD_DISTRICT_CODE] = cases[i].code;
        row.cells[FIELD_DISTRICT_NAME] = cases[i].name;
        row_check(house, &row);
        assert_string_equal(said(&row.findings), cases[i].said);
        if (row.findings.count == 0)
            assert_int_equal(row.official.post.district_code, cases[i].result);
        else if (cases[i].detail)
            assert_string_equal(row.findings.items[0].detail, cases[i].detail);
    }
}

static void test_district__closed_since__is_fine_for_its_own_days(void **state)
{
    /* Catches a validity that is asked of today instead of the effective date, or off by a day. */
    struct house *house = *state;
    struct checked row;
    static const char *const cases[][2] = {{"30-11-2024", "district_code DISTRICT_NOT_VALID"},
                                           {"01-12-2024", ""},
                                           {"31-03-2025", ""},
                                           {"01-04-2025", "district_code DISTRICT_NOT_VALID"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        row_init(&row);
        row.cells[FIELD_DISTRICT_CODE] = "800";
        row.cells[FIELD_EFFECTIVE_ON] = cases[i][0];
        row_check(house, &row);
        assert_string_equal(said(&row.findings), cases[i][1]);
    }
}

static void test_district__not_said__is_the_settings_then_the_organisations(void **state)
{
    /* Catches a default that overrides what a row says, and a made-up district. */
    struct house *house = *state;
    struct checked row;
    row_init(&row);
    house->settings.district_code = 134;
    row_check(house, &row);
    assert_int_equal(row.official.post.district_code, 134);
    row.cells[FIELD_DISTRICT_NAME] = "Meerut";
    row_check(house, &row);
    assert_string_equal(said(&row.findings), "");
    assert_int_equal(row.official.post.district_code, 169);
    house->settings.district_code = 0;
    row.cells[FIELD_DISTRICT_NAME] = "";
    row.cells[FIELD_ORGANISATION] = "health";
    row_check(house, &row);
    assert_int_equal(row.official.post.district_code, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_designations__in_the_list_or_not__are_stored),
        cmocka_unit_test(test_mother_tongues__outside_the_list__are_refused),
        cmocka_unit_test(test_organisations__unknown_missing_or_the_state__are_refused),
        cmocka_unit_test(test_districts__by_code_and_name__must_agree),
        cmocka_unit_test(test_district__closed_since__is_fine_for_its_own_days),
        cmocka_unit_test(test_district__not_said__is_the_settings_then_the_organisations),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
