/* Cells: made clean, cut into values, found among words. */
#include "base/cell.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static struct arena arena;

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_deinit(&arena);
    return 0;
}

static void test_split__of_many_values__leaves_out_empty_ones_and_counts_all(void **state)
{
    /* Catches: a value that is blank; values beyond the limit that nobody hears of. */
    (void)state;
    const char *values[3];
    assert_int_equal(cell_split(&arena, "", values, 3), 0);
    assert_int_equal(cell_split(&arena, " | ;; ", values, 3), 0);
    assert_int_equal(cell_split(&arena, " one ;two|  two  words;", values, 3), 3);
    assert_string_equal(values[0], "one");
    assert_string_equal(values[1], "two");
    assert_string_equal(values[2], "two words");
    assert_int_equal(cell_split(&arena, "a|b|c|d|e", values, 3), 5);
    assert_string_equal(values[2], "c");
}

static void test_text__not_said__is_empty(void **state)
{
    /* Catches: a cell that is not there and ends the process. */
    (void)state;
    assert_string_equal(cell_or_empty(NULL), "");
    assert_string_equal(cell_clean(&arena, NULL), "");
    assert_string_equal(cell_clean(&arena, " \t "), "");
    assert_string_equal(cell_clean_digits(&arena, " १२ 3 "), "12 3");
}

static void test_numbers__as_spreadsheets_write_them__lose_apostrophe_and_fraction(void **state)
{
    /* Catches: a mobile number refused for what a spreadsheet put around it; an id that loses what belongs to it. */
    (void)state;
    static const char *const cases[][3] = {
        {"'9876511001", "9876511001", "9876511001"},
        {" '९८७.0 ", "987.0", "987"},
        {"' 9876511001", "9876511001", "9876511001"},
        {"' ", "'", "'"},
        {"250001.0", "250001.0", "250001"},
        {"1.00", "1.00", "1.00"},
        {"1.5", "1.5", "1.5"},
        {"A1.0", "A1.0", "A1.0"},
        {".0", ".0", ".0"},
        {"1.0.0", "1.0.0", "1.0.0"},
        {"-1.0", "-1.0", "-1.0"},
        {"''1", "'1", "'1"},
        {"'", "'", "'"},
        {"", "", ""},
        {"1'", "1'", "1'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_string_equal(cell_marked(&arena, cases[i][0]), cases[i][1]);
        assert_string_equal(cell_number(&arena, cases[i][0]), cases[i][2]);
    }
    assert_string_equal(cell_number(&arena, NULL), "");
}

static void test_placeholders__are_not_said__and_nothing_else_is_lost(void **state)
{
    /* Catches: NA that is taken for an id, and a short word that is taken for a placeholder. */
    (void)state;
    static const char *const none[] = {
        "",    "NA",   "na",    "N/A", "n.a.", "N.A", "-",      "--",  " - ", "\xE2\x80\x8BNA", "\xE2\x80\x93",
        "nil", "NULL", " None", "नहीं", "नही",  "शून्य", "अप्राप्त", ".\t", NULL,  "\xE2\x80\x94",   "लागू  नहीं",
    };
    static const char *const said[] = {"NA1",  "Nan",   "0",   "---", "..",    "N", "no",
                                       "Nilu", "नही है", "N A", "x",   "NA NA", "_"};
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_string_equal(cell_said(&arena, none[i]), "");
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        assert_string_equal(cell_said(&arena, said[i]), said[i]);
}

static void test_word__in_any_spelling__is_found(void **state)
{
    /* Catches: a word that is only known in one letter case; an unknown word that counts as not said. */
    (void)state;
    static const struct cell_word words[] = {{"learning pathway", 9}, {"मूल्यांकन", 7}, {NULL, 0}};
    assert_int_equal(cell_word(words, &arena, NULL), 0);
    assert_int_equal(cell_word(words, &arena, "  "), 0);
    assert_int_equal(cell_word(words, &arena, " Learning-PATHWAY "), 9);
    assert_int_equal(cell_word(words, &arena, "मूल्याङ्कन"), 7);
    assert_int_equal(cell_word(words, &arena, "pathway"), CELL_WORD_UNKNOWN);
    assert_int_equal(cell_word(words, &arena, "-"), CELL_WORD_UNKNOWN);
}

static void test_memory__past_its_cap__is_told_by_the_arena(void **state)
{
    /* Catches: a NULL that whoever reads a row would have to look for everywhere. */
    (void)state;
    struct arena small;
    const char *values[2];
    arena_init(&small, 8);
    assert_string_equal(cell_clean(&small, "much too long for it"), "");
    assert_int_equal(cell_split(&small, "much too long|for it", values, 2), 0);
    assert_true(small.failed);
    arena_deinit(&small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_split__of_many_values__leaves_out_empty_ones_and_counts_all),
        cmocka_unit_test(test_text__not_said__is_empty),
        cmocka_unit_test(test_numbers__as_spreadsheets_write_them__lose_apostrophe_and_fraction),
        cmocka_unit_test(test_placeholders__are_not_said__and_nothing_else_is_lost),
        cmocka_unit_test(test_word__in_any_spelling__is_found),
        cmocka_unit_test(test_memory__past_its_cap__is_told_by_the_arena),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
