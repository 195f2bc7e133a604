/* Ids of officials: written, read back, and mistyped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/official_number.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const uint64_t sequences[] = {1, 9, 10, 4783, 90909, 1234567890, 1099511627775};
static const uint16_t departments[] = {1, 2, 10, 999, 65535};

static void test_official_numbers__written__read_back_as_themselves(void **state)
{
    /* Catches lost bits between department and sequence, and a check character that its own reader refuses. */
    (void)state;
    for (size_t d = 0; d < sizeof departments / sizeof departments[0]; d++) {
        for (size_t s = 0; s < sizeof sequences / sizeof sequences[0]; s++) {
            uint64_t number = official_number(departments[d], sequences[s]);
            char text[OFFICIAL_NUMBER_TEXT_BYTES];
            assert_true(official_number_parse(official_number_format(number, text)) == number);
            assert_int_equal(official_number_department(number), departments[d]);
            assert_true(official_number_sequence(number) == sequences[s]);
        }
    }
}

static void test_official_number__known_ids__are_written_so_for_ever(void **state)
{
    /* Catches another weighting: ids that were handed out would be refused. Counted apart, in Python, from ISO/IEC 7064
     * MOD 11-2. */
    (void)state;
    char text[OFFICIAL_NUMBER_TEXT_BYTES];
    assert_string_equal(official_number_format(official_number(2, 4783), text), "2-4783-9");
    assert_string_equal(official_number_format(official_number(1, 1), text), "1-1-5");
    assert_string_equal(official_number_format(official_number(65535, 1099511627775), text), "65535-1099511627775-X");
}

static void test_official_number__one_wrong_digit__is_noticed(void **state)
{
    /* Catches a check that some digit does not reach; every place, every other digit, the check character too. */
    (void)state;
    for (size_t d = 0; d < sizeof departments / sizeof departments[0]; d++) {
        for (size_t s = 0; s < sizeof sequences / sizeof sequences[0]; s++) {
            char text[OFFICIAL_NUMBER_TEXT_BYTES];
            official_number_format(official_number(departments[d], sequences[s]), text);
            for (char *at = text; *at; at++) {
                char right = *at;
                for (const char *wrong = "0123456789X"; *wrong && right != '-'; wrong++) {
                    *at = *wrong;
                    assert_true(*wrong == right || official_number_parse(text) == 0);
                }
                *at = right;
            }
        }
    }
}

static void test_official_number__swapped_neighbours__are_noticed(void **state)
{
    /* Catches a check whose weights are equal for two neighbouring places. */
    (void)state;
    for (uint64_t sequence = 1; sequence <= 20000; sequence++) {
        char text[OFFICIAL_NUMBER_TEXT_BYTES];
        official_number_format(official_number(273, sequence), text);
        for (size_t i = 0; text[i + 1]; i++) {
            char a = text[i];
            char b = text[i + 1];
            if (a == b || a == '-' || b == '-')
                continue;
            text[i] = b;
            text[i + 1] = a;
            assert_true(official_number_parse(text) == 0);
            text[i] = a;
            text[i + 1] = b;
        }
    }
}

static void test_official_number__other_spellings__are_no_id(void **state)
{
    /* Catches a second spelling of one id: programs compare ids as texts. Only a small x is forgiven. */
    (void)state;
    static const char *const wrong[] = {
        "",          "2",         "2-",        "2-4783",    "2-4783-",           "02-4783-9",
        "2-04783-9", " 2-4783-9", "2-4783-9 ", "2-4783-99", "+2-4783-9",         "-4783-9",
        "2--9",      "0-4783-9",  "2-0-1",     "65536-1-1", "2-1099511627776-1", "2-99999999999999999999999999-1",
        "2_4783_9",  "२-४७८३-९"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_true(official_number_parse(wrong[i]) == 0);
    char text[OFFICIAL_NUMBER_TEXT_BYTES];
    bool seen = false;
    for (uint64_t sequence = 1; sequence < 100 && !seen; sequence++) {
        uint64_t number = official_number(1, sequence);
        char *check = strchr(official_number_format(number, text), 'X');
        if (!check)
            continue;
        *check = 'x';
        assert_true(official_number_parse(text) == number);
        seen = true;
    }
    assert_true(seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_official_numbers__written__read_back_as_themselves),
        cmocka_unit_test(test_official_number__known_ids__are_written_so_for_ever),
        cmocka_unit_test(test_official_number__one_wrong_digit__is_noticed),
        cmocka_unit_test(test_official_number__swapped_neighbours__are_noticed),
        cmocka_unit_test(test_official_number__other_spellings__are_no_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
