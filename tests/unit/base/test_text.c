/* UTF-8 as people of this country write it: what is text at all, and what a terminal makes of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void test_text__that_is_not_utf8__is_found_at_its_first_wrong_byte(void **state)
{
    /* Catches what protobuf-c lets through: NUL, overlong forms, surrogates, cut sequences. */
    (void)state;
    static const struct {
        const char *data;
        size_t length;
        size_t at;
    } cases[] = {
        {"", 0, 0},
        {"Asha", 4, 4},
        {"आशा", 9, 9},
        {"\xF4\x8F\xBF\xBF", 4, 4},
        {"ab\0cd", 5, 2},
        {"आ\0", 4, 3},
        {"ab\xFF", 3, 2},
        {"\x80", 1, 0},
        {"ab\xC0\x80", 4, 2},
        {"\xE0\x80\xAF", 3, 0},
        {"\xED\xA0\x80", 3, 0},
        {"\xF4\x90\x80\x80", 4, 0},
        {"\xF8\x88\x80\x80\x80", 5, 0},
        {"आशा", 8, 6},
        {"आशा", 7, 6},
        {"\xE0\xA4", 2, 0},
        {"\xF0\x9F\x98", 3, 0},
        {"a\xC3", 2, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        /* On the heap and of the exact length, so that the sanitizer sees a byte read past the end. */
        char *exact = malloc(cases[i].length + 1);
        assert_non_null(exact);
        exact = realloc(exact, cases[i].length ? cases[i].length : 1);
        memcpy(exact, cases[i].data, cases[i].length);
        assert_int_equal(text_invalid_at(exact, cases[i].length), cases[i].at);
        assert_int_equal(text_is_utf8(exact, cases[i].length), cases[i].at == cases[i].length);
        free(exact);
    }
}

static void test_text__with_devanagari_digits__gets_ascii_digits_and_is_otherwise_untouched(void **state)
{
    /* Catches neighbours of the digits (the danda, the sign of abbreviation) taken for digits. */
    (void)state;
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"", ""},
        {"०१२३४५६७८९", "0123456789"},
        {"+91 ९८७६५-४३२१0", "+91 98765-43210"},
        {"वार्ड १२।॥॰", "वार्ड 12।॥॰"},
        {"  a\tb ", "  a\tb "},
    };
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_string_equal(text_digits(&arena, cases[i].in), cases[i].out);
    arena_deinit(&arena);
}

static void test_text__counted__in_characters_and_in_columns(void **state)
{
    /* Catches tables in the terminal that are ragged as soon as a Hindi name occurs. */
    (void)state;
    static const struct {
        const char *text;
        size_t characters;
        size_t columns;
    } cases[] = {
        {"", 0, 0},        {"Meerut", 6, 6}, {"मेरठ", 4, 3},        {"हिन्दी", 6, 5}, {"र्\u200Dय", 4, 2},
        {"e\u0301", 2, 1}, {"東京", 2, 4},   {"\U0001F600", 1, 2}, {"a\tb", 3, 2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(text_characters(cases[i].text), cases[i].characters);
        assert_int_equal(text_columns(cases[i].text), cases[i].columns);
    }
}

static void test_text__read_point_by_point__ends_at_its_nul(void **state)
{
    /* Catches a cursor that runs past the end. */
    (void)state;
    const char *cursor = "aक\U0001F600";
    assert_int_equal(text_next(&cursor), 'a');
    assert_int_equal(text_next(&cursor), 0x0915);
    assert_int_equal(text_next(&cursor), 0x1F600);
    assert_int_equal(text_next(&cursor), 0);
    assert_int_equal(text_next(&cursor), 0);
}

static void test_text__code_points__are_classed_as_names_need_it(void **state)
{
    /* Catches Hindi names refused because their vowel signs are not "letters". */
    (void)state;
    static const struct {
        uint32_t point;
        bool letter;
        bool mark;
        bool devanagari;
    } cases[] = {
        {'a', true, false, false},       {'Z', true, false, false},    {'1', false, false, false},
        {' ', false, false, false},      {0x00E9, true, false, false}, {0x0915, true, false, true},
        {0x093E, false, true, true},     {0x094D, false, true, true},  {0x0902, false, true, true},
        {0x093C, false, true, true},     {0x0964, false, false, true}, {0x0966, false, false, true},
        {0x0970, false, false, true},    {0x200C, false, true, false}, {0x200D, false, true, false},
        {0x200B, false, false, false},   {0x0301, false, true, false}, {0x0995, true, false, false},
        {0xA8F2, true, false, true},     {0x4E2D, true, false, false}, {0x10FFFF, false, false, false},
        {0x110000, false, false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_int_equal(text_is_letter(cases[i].point), cases[i].letter);
        assert_int_equal(text_is_mark(cases[i].point), cases[i].mark);
        assert_int_equal(text_is_devanagari(cases[i].point), cases[i].devanagari);
    }
}

static void test_text__slug__is_lower_case_digits_and_single_inner_hyphens(void **state)
{
    /* Catches a name for machines that a file name, a URL or a metric would not survive. */
    (void)state;
    static const char *const right[] = {
        "a", "7", "police", "up-police", "a-1-b", "a23456789-123456789-123456789-123456789-123456789-123456789-123"};
    static const char *const wrong[] = {
        "",    "-",   "-a", "a-", "a--b", "A", "up_police",
        "a b", "a.b", "क",  "a/", "a\n",  "é", "a23456789-123456789-123456789-123456789-123456789-123456789-1234"};
    for (size_t i = 0; i < COUNT(right); i++)
        assert_true(text_is_slug(right[i]));
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_false(text_is_slug(wrong[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__that_is_not_utf8__is_found_at_its_first_wrong_byte),
        cmocka_unit_test(test_text__with_devanagari_digits__gets_ascii_digits_and_is_otherwise_untouched),
        cmocka_unit_test(test_text__counted__in_characters_and_in_columns),
        cmocka_unit_test(test_text__read_point_by_point__ends_at_its_nul),
        cmocka_unit_test(test_text__code_points__are_classed_as_names_need_it),
        cmocka_unit_test(test_text__slug__is_lower_case_digits_and_single_inner_hyphens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
