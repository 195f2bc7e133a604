/* Numbers as people here read them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/number.h"

static void test_number__in_indian_grouping__has_lakhs_and_crores(void **state)
{
    /* Catches grouping by threes, a comma in front, and the overflow of the smallest number. */
    (void)state;
    static const struct {
        int64_t value;
        const char *text;
    } cases[] = {
        {0, "0"},
        {7, "7"},
        {42, "42"},
        {999, "999"},
        {1000, "1,000"},
        {1424, "1,424"},
        {13646, "13,646"},
        {99999, "99,999"},
        {100000, "1,00,000"},
        {1880000, "18,80,000"},
        {10000000, "1,00,00,000"},
        {145000000, "14,50,00,000"},
        {123456789012, "1,23,45,67,89,012"},
        {-1, "-1"},
        {-999, "-999"},
        {-1000, "-1,000"},
        {-100000, "-1,00,000"},
        {INT64_MAX, "92,23,37,20,36,85,47,75,807"},
        {INT64_MIN, "-92,23,37,20,36,85,47,75,808"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[NUMBER_TEXT_BYTES];
        assert_string_equal(number_indian(cases[i].value, text), cases[i].text);
    }
}

static void test_number__of_digits_alone__is_read_up_to_the_most(void **state)
{
    /* Catches an off-by-one at the bound, and overflow that wraps round to a small number. */
    (void)state;
    static const struct {
        const char *text;
        uint64_t most;
        uint64_t value;
    } cases[] = {
        {"0", 0, 0},
        {"0042", 100, 42},
        {"100", 100, 100},
        {"18446744073709551615", UINT64_MAX, UINT64_MAX},
        {"00000000000000000000000000000001", 1, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        uint64_t value = 12345;
        assert_true(number_parse_u64(cases[i].text, cases[i].most, &value));
        assert_true(value == cases[i].value);
    }
}

static void test_number__of_anything_else__is_refused_and_writes_nothing(void **state)
{
    /* Catches what strtoull() accepts: signs, blanks, the number in front of something else. */
    (void)state;
    static const char *const wrong[] = {"",    " 1",
                                        "1 ",  "+1",
                                        "-1",  "-0",
                                        "1.0", "1e3",
                                        "0x1", "1,0",
                                        "१",   "18446744073709551616",
                                        "101", "99999999999999999999999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        uint64_t value = 12345;
        if (number_parse_u64(wrong[i], 100, &value))
            fail_msg("accepted: %s", wrong[i]);
        assert_true(value == 12345);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number__in_indian_grouping__has_lakhs_and_crores),
        cmocka_unit_test(test_number__of_digits_alone__is_read_up_to_the_most),
        cmocka_unit_test(test_number__of_anything_else__is_refused_and_writes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
