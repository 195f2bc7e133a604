/* Master lists in memory: what may stand in them, and finding it again. */
#include "domain_fixture.h"

static const char *check(struct house *house, enum master_list list, struct master_entry entry)
{
    if (entry.valid_from == 0)
        entry.valid_from = DATE_NONE;
    if (entry.valid_to == 0)
        entry.valid_to = DATE_NONE;
    return reason_word(master_entry_check(house->lists, list, &entry, &house->arena));
}

static void test_entries__that_cannot_stand__are_refused_with_the_reason(void **state)
{
    /* Catches an entry that makes a spelling ambiguous, or that no row could name. */
    struct house *house = *state;
    char long_name[300] = "";
    memset(long_name, 'a', 256);
    const struct {
        enum master_list list;
        struct master_entry entry;
        const char *reason;
    } cases[] = {
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .name_hi = "लिपिक"}, ""},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .level = 18}, ""},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .level = 19}, "ENTRY_LEVEL"},
        {MASTER_DESIGNATION, {.code = "Clerk", .name_en = "Clerk"}, "ENTRY_CODE_FORM"},
        {MASTER_DESIGNATION, {.code = "", .name_en = "Clerk"}, "ENTRY_CODE_FORM"},
        {MASTER_DESIGNATION, {.name_en = "Clerk"}, "ENTRY_CODE_FORM"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = ""}, "ENTRY_NAME_MISSING"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_hi = "लिपिक"}, "ENTRY_NAME_MISSING"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "-"}, "ENTRY_NAME_MISSING"},
        {MASTER_DESIGNATION,
         {.code = "clerk", .name_en = "Clerk", .aliases = {""}, .alias_count = 1},
         "ENTRY_NAME_MISSING"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = " Clerk"}, "TEXT_NOT_CLEAN"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .name_hi = "लिपिक\n"}, "TEXT_NOT_CLEAN"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = long_name}, "TEXT_TOO_LONG"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "CONSTABLE"}, "ALIAS_TAKEN"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .name_hi = "सिपाही"}, "ALIAS_TAKEN"},
        {MASTER_DESIGNATION,
         {.code = "clerk", .name_en = "Clerk", .aliases = {"head constable"}, .alias_count = 1},
         "ALIAS_TAKEN"},
        {MASTER_DESIGNATION,
         {.code = "constable", .name_en = "Constable", .aliases = {"sipahi", "Beat constable"}, .alias_count = 2},
         ""},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .valid_from = 10, .valid_to = 9}, "ENTRY_VALIDITY"},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .valid_from = 10, .valid_to = 10}, ""},
        {MASTER_DESIGNATION, {.code = "clerk", .name_en = "Clerk", .successor = "No Slug"}, "ENTRY_CODE_FORM"},
        {MASTER_DISTRICT,
         {.code = "140", .name_en = "Farrukhabad", .division_en = "Kanpur", .division_hi = "कानपुर"},
         ""},
        {MASTER_DISTRICT, {.code = "140", .name_en = "Farrukhabad", .division_en = "Kanpur "}, "TEXT_NOT_CLEAN"},
        {MASTER_DISTRICT, {.code = "0140", .name_en = "Farrukhabad"}, "ENTRY_CODE_FORM"},
        {MASTER_DISTRICT, {.code = "0", .name_en = "Nowhere"}, "ENTRY_CODE_FORM"},
        {MASTER_DISTRICT, {.code = "100000", .name_en = "Farrukhabad"}, "ENTRY_CODE_FORM"},
        {MASTER_DISTRICT, {.code = "farrukhabad", .name_en = "Farrukhabad"}, "ENTRY_CODE_FORM"},
        {MASTER_DISTRICT,
         {.code = "140", .name_en = "Farrukhabad", .aliases = {"138"}, .alias_count = 1},
         "ALIAS_TAKEN"},
        {MASTER_MOTHER_TONGUE, {.code = "mai", .name_en = "Constable"}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(check(house, cases[i].list, cases[i].entry), cases[i].reason);
}

static void test_entry__replaced__is_found_by_its_new_spellings_only(void **state)
{
    /* Catches an old alias that still leads to the entry, or to freed memory. */
    struct house *house = *state;
    struct arena *arena = &house->arena;
    house_list(
        house, MASTER_DESIGNATION,
        (struct master_entry){.code = "cook", .name_en = "Cook", .aliases = {"Rasoiya", "Khansama"}, .alias_count = 2});
    const struct master_entry *cook = master_lists_spelling(house->lists, MASTER_DESIGNATION, "RASOIYA", arena);
    assert_non_null(cook);
    assert_string_equal(cook->code, "cook");
    house_list(house, MASTER_DESIGNATION,
               (struct master_entry){
                   .code = "cook", .name_en = "Cook", .name_hi = "रसोइया", .aliases = {"khansama"}, .alias_count = 1});
    assert_null(master_lists_spelling(house->lists, MASTER_DESIGNATION, "Rasoiya", arena));
    assert_non_null(master_lists_spelling(house->lists, MASTER_DESIGNATION, "रसोइया", arena));
    assert_string_equal(check(house, MASTER_DESIGNATION, (struct master_entry){.code = "other", .name_en = "Rasoiya"}),
                        "");
    cook = master_lists_code(house->lists, MASTER_DESIGNATION, "cook");
    assert_string_equal(cook->aliases[0], "khansama");
    assert_string_equal(cook->division_en, "");
    assert_null(master_lists_code(house->lists, MASTER_DESIGNATION, "Cook"));
    assert_null(master_lists_spelling(house->lists, MASTER_MOTHER_TONGUE, "cook", arena));
}

static void test_districts__by_number__are_found(void **state)
{
    /* Catches census and LGD codes mixed up, and numbers outside the table. */
    struct house *house = *state;
    assert_string_equal(master_lists_district(house->lists, 138)->name_en, "Etah");
    assert_string_equal(master_lists_census(house->lists, 138)->name_en, "Meerut");
    assert_null(master_lists_district(house->lists, 0));
    assert_null(master_lists_district(house->lists, 99999));
    assert_null(master_lists_district(house->lists, 100000));
    assert_null(master_lists_district(house->lists, UINT32_MAX));
    assert_null(master_lists_census(house->lists, 0));
    assert_null(master_lists_census(house->lists, 9999));
}

static void test_entries__that_say_the_same__are_equal(void **state)
{
    /* Catches a reload of a list that is told as so many changes, or a change that is not told. */
    (void)state;
    const struct master_entry entry = {.code = "cook",
                                       .name_en = "Cook",
                                       .name_hi = "",
                                       .aliases = {"a", "b"},
                                       .alias_count = 2,
                                       .level = 1,
                                       .valid_from = 1,
                                       .valid_to = 9,
                                       .successor = "x",
                                       .division_en = "d",
                                       .census2011_code = 3};
    struct master_entry same = entry;
    same.name_hi = NULL;
    assert_true(master_entry_equal(&entry, &same));
    struct master_entry others[10];
    for (size_t i = 0; i < 10; i++)
        others[i] = entry;
    others[0].code = "c";
    others[1].name_en = "c";
    others[2].name_hi = "c";
    others[3].aliases[1] = "c";
    others[4].alias_count = 1;
    others[5].level = 2;
    others[6].valid_to = 8;
    others[7].successor = NULL;
    others[8].census2011_code = 4;
    others[9].division_hi = "c";
    for (size_t i = 0; i < 10; i++)
        assert_false(master_entry_equal(&entry, &others[i]));
}

static void test_list__of_5000_designations_loaded_twice__finds_each(void **state)
{
    /* Catches a table that loses an entry when it grows or when a run of slots is closed behind a removed one. */
    struct house *house = *state;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 5000; i++) {
            char code[16];
            char name[32];
            char alias[32];
            snprintf(code, sizeof code, "post-%d", i);
            snprintf(name, sizeof name, "Officer number %d", i);
            snprintf(alias, sizeof alias, "round %d officer %d", round, i);
            struct master_entry entry = {.code = code,
                                         .name_en = name,
                                         .aliases = {alias},
                                         .alias_count = 1,
                                         .valid_from = DATE_NONE,
                                         .valid_to = DATE_NONE};
            assert_int_equal(master_lists_put(house->lists, MASTER_DESIGNATION, &entry), 0);
        }
    }
    for (int i = 0; i < 5000; i++) {
        char text[32];
        snprintf(text, sizeof text, "OFFICER  Number %d", i);
        const struct master_entry *entry = master_lists_spelling(house->lists, MASTER_DESIGNATION, text, &house->arena);
        assert_non_null(entry);
        snprintf(text, sizeof text, "post-%d", i);
        assert_string_equal(entry->code, text);
        snprintf(text, sizeof text, "round 1 officer %d", i);
        assert_ptr_equal(master_lists_spelling(house->lists, MASTER_DESIGNATION, text, &house->arena), entry);
        snprintf(text, sizeof text, "round 0 officer %d", i);
        assert_null(master_lists_spelling(house->lists, MASTER_DESIGNATION, text, &house->arena));
    }
    assert_non_null(master_lists_spelling(house->lists, MASTER_DESIGNATION, "constable", &house->arena));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries__that_cannot_stand__are_refused_with_the_reason),
        cmocka_unit_test(test_entry__replaced__is_found_by_its_new_spellings_only),
        cmocka_unit_test(test_districts__by_number__are_found),
        cmocka_unit_test(test_entries__that_say_the_same__are_equal),
        cmocka_unit_test(test_list__of_5000_designations_loaded_twice__finds_each),
    };
    return cmocka_run_group_tests(tests, house_open, house_close);
}
