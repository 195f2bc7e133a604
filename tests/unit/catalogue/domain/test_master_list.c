/* Master lists of the catalogue: themes and their sub-themes, spellings, designations; requests judged as a whole. */
#include "domain_fixture.h"

static const char *judged_one(struct house *house, enum master_list list, struct master_entry made)
{
    return judged(house, list, &made, 1);
}

static void test_spellings__of_sub_themes__belong_to_their_theme(void **state)
{
    /* Catches: two themes that cannot both have a sub-theme of one name, and one that is found under another theme. */
    struct house *house = *state;
    struct master_entry other = competency("health-office", "In the office", AREA_DOMAIN, "health");
    other.name_hi = "कार्यालय में";
    house_put(house, MASTER_COMPETENCY, other);
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, competency("x", "in the Office", AREA_DOMAIN, "health")),
                        "ALIAS_TAKEN");
    static const char *const spellings[][2] = {
        {"ETHICS", "ethics"},
        {"ethics-office", "ethics-office"},
        {"Ethics / in the office", "ethics-office"},
        {"public health/In  the OFFICE", "health-office"},
        {"health / कार्यालय में", "health-office"},
        {"In the office", NULL},
        {"ethics / nowhere", NULL},
        {"ethics-office / In the office", NULL},
        {"/", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        const struct master_entry *found_entry =
            master_lists_spelling(house->lists, MASTER_COMPETENCY, spellings[i][0], &house->arena);
        assert_int_equal(found_entry != NULL, spellings[i][1] != NULL);
        if (found_entry)
            assert_string_equal(found_entry->code, spellings[i][1]);
    }
}

static void test_entries__that_may_not_stand__are_refused(void **state)
{
    /* Catches: each rule of the lists not kept. */
    struct house *house = *state;
    static const char *const constable[] = {"constable"}, *const upper[] = {"Constable"};
    struct master_entry turned = entry("nurses", "Nurses"), cadre = entry("police", "Police"), wrong = cadre;
    turned.valid_from = 10;
    turned.valid_to = 9;
    cadre.designation_codes = constable;
    wrong.designation_codes = upper;
    cadre.designation_count = wrong.designation_count = 1;
    house_put(house, MASTER_CADRE, cadre);
    cadre.code = "guards";
    cadre.name_en = "Guards";
    assert_string_equal(judged_one(house, MASTER_CADRE, cadre), "DESIGNATION_TAKEN");
    assert_string_equal(judged_one(house, MASTER_TRADE, cadre), ""); /* one cadre and one trade */
    assert_string_equal(judged_one(house, MASTER_CADRE, wrong), "DESIGNATION_FORM");
    assert_string_equal(judged_one(house, MASTER_PROVIDER, cadre), "ENTRY_FIELD");
    assert_string_equal(judged_one(house, MASTER_CADRE, turned), "ENTRY_VALIDITY");
    assert_string_equal(judged_one(house, MASTER_PROVIDER, competency("a", "A", AREA_DOMAIN, "")), "ENTRY_FIELD");
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, entry("a", "A")), "AREA");
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, competency("a", "A", AREA_DOMAIN, "ethics")), "AREA");
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, competency("a", "A", AREA_DOMAIN, "no")), "THEME_UNKNOWN");
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, competency("a", "A", AREA_BEHAVIOURAL, "ethics-office")),
                        "THEME_UNKNOWN");
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, competency("a", "A", AREA_DOMAIN, "a")), "THEME_UNKNOWN");
    assert_string_equal(judged_one(house, MASTER_CADRE, entry("A b", "A")), "ENTRY_CODE_FORM");
    assert_string_equal(judged_one(house, MASTER_CADRE, entry("a", "")), "ENTRY_NAME_MISSING");
    assert_string_equal(judged_one(house, MASTER_CADRE, entry("a", ".")), "ENTRY_NAME_MISSING");
    assert_string_equal(judged_one(house, MASTER_CADRE, entry("a", " A")), "TEXT_NOT_CLEAN");
}

static void test_theme__with_sub_themes__keeps_its_area_and_its_place(void **state)
{
    /* Catches: a sub-theme whose area is not that of its theme, or whose theme is no theme. */
    struct house *house = *state;
    const struct master_entry moved = competency("ethics", "Ethics", AREA_DOMAIN, ""),
                              below = competency("ethics", "Ethics", AREA_DOMAIN, "health"),
                              both[] = {moved, competency("ethics-office", "In the office", AREA_DOMAIN, "ethics")},
                              away[] = {below, competency("ethics-office", "In the office", AREA_DOMAIN, "health")};
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, moved), "AREA");
    assert_string_equal(judged_one(house, MASTER_COMPETENCY, below), "THEME_HAS_SUB_THEMES");
    assert_string_equal(judged(house, MASTER_COMPETENCY, both, 2), "");
    assert_string_equal(judged(house, MASTER_COMPETENCY, away, 2), "");
}

static void test_request__is_judged_as_it_will_be(void **state)
{
    /* Catches: two entries that cannot exchange their names in one request, and a name that two entries get. */
    struct house *house = *state;
    house_put(house, MASTER_CADRE, entry("asha", "ASHA"));
    const struct master_entry exchanged[] = {entry("anm", "ASHA"), entry("asha", "ANM")},
                              crossed[] = {entry("anm", "Nurse"), entry("asha", "nurse")},
                              twice[] = {entry("anm", "A"), entry("anm", "B")};
    /* The code of the other is a spelling of the other still. */
    assert_string_equal(judged(house, MASTER_CADRE, exchanged, 2), "ALIAS_TAKEN");
    assert_string_equal(judged(house, MASTER_CADRE, crossed, 2), "ALIAS_TAKEN");
    assert_string_equal(judged(house, MASTER_CADRE, twice, 2), "ENTRY_TWICE");
    const struct master_entry freed[] = {entry("roads-new", "Roads"), entry("roads", "Former roads")};
    assert_string_equal(judged(house, MASTER_TRADE, &freed[0], 1), "ALIAS_TAKEN");
}

static void test_replaced_entry__is_found_by_its_new_spellings_alone(void **state)
{
    /* Catches: a former name that still leads to the entry, and memory of the old one that is looked at. */
    struct house *house = *state;
    static const char *const aliases[] = {"Auxiliary nurse", "ए एन एम"};
    static const char *const nurses[] = {"nurse", "midwife"};
    struct master_entry changed = entry("anm", "Midwife");
    changed.aliases = aliases;
    changed.alias_count = 2;
    changed.designation_codes = nurses;
    changed.designation_count = 2;
    house_put(house, MASTER_CADRE, changed);
    const struct master_entry *kept = master_lists_code(house->lists, MASTER_CADRE, "anm");
    assert_true(master_entry_equal(kept, &changed));
    assert_ptr_equal(master_lists_spelling(house->lists, MASTER_CADRE, "auxiliary NURSE", &house->arena), kept);
    changed.name_en = "Nurse";
    changed.alias_count = changed.designation_count = 0;
    assert_false(master_entry_equal(kept, &changed));
    house_put(house, MASTER_CADRE, changed);
    assert_null(master_lists_spelling(house->lists, MASTER_CADRE, "Midwife", &house->arena));
    assert_null(master_lists_spelling(house->lists, MASTER_CADRE, "Auxiliary nurse", &house->arena));
    struct master_entry other = entry("asha", "ASHA");
    other.designation_codes = nurses;
    other.designation_count = 2;
    assert_string_equal(judged_one(house, MASTER_CADRE, other), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(test_spellings__of_sub_themes__belong_to_their_theme),
        WITH_HOUSE(test_entries__that_may_not_stand__are_refused),
        WITH_HOUSE(test_theme__with_sub_themes__keeps_its_area_and_its_place),
        WITH_HOUSE(test_request__is_judged_as_it_will_be),
        WITH_HOUSE(test_replaced_entry__is_found_by_its_new_spellings_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
