/* The runtime's own refusals: a table that callers program against and people read. */
#include "runtime/refusal.h"

#include "base/text.h"

#include <ctype.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool has_devanagari(const char *text)
{
    for (uint32_t point; (point = text_next(&text)) != 0;)
        if (text_is_devanagari(point))
            return true;
    return false;
}

static void assert_word(const char *word)
{
    assert_true(word[0] != '\0');
    for (const char *at = word; *at; at++)
        assert_true(isupper((unsigned char)*at) || isdigit((unsigned char)*at) || *at == '_');
}

static void test_table__every_entry__has_a_code_a_word_and_sentences_in_both_languages(void **state)
{
    /* Catches: a refusal that says OK, a Hindi caller who is answered in English, or the other way round. */
    (void)state;
    for (int i = 0; i < REFUSAL_COUNT; i++) {
        struct status english = refusal_status((enum refusal)i, LOCALE_EN);
        struct status hindi = refusal_status((enum refusal)i, LOCALE_HI);
        assert_true(english.code != STATUS_OK);
        assert_int_equal(english.code, hindi.code);
        assert_word(english.reason);
        assert_string_equal(english.reason, hindi.reason);
        assert_true(text_is_utf8(hindi.sentence, strlen(hindi.sentence)));
        assert_true(has_devanagari(hindi.sentence));
        assert_false(has_devanagari(english.sentence));
        assert_int_equal(english.sentence[strlen(english.sentence) - 1], '.');
        assert_string_equal(hindi.sentence + strlen(hindi.sentence) - strlen("।"), "।");
        assert_int_equal(english.violation_count, 0);
    }
}

static void test_table__no_two_entries__say_the_same(void **state)
{
    /* Catches: a line that was copied and not finished. */
    (void)state;
    for (int i = 0; i < REFUSAL_COUNT; i++)
        for (int k = 0; k < i; k++) {
            assert_string_not_equal(refusal_status((enum refusal)i, LOCALE_EN).reason,
                                    refusal_status((enum refusal)k, LOCALE_EN).reason);
            assert_string_not_equal(refusal_status((enum refusal)i, LOCALE_EN).sentence,
                                    refusal_status((enum refusal)k, LOCALE_EN).sentence);
            assert_string_not_equal(refusal_status((enum refusal)i, LOCALE_HI).sentence,
                                    refusal_status((enum refusal)k, LOCALE_HI).sentence);
        }
}

static void test_retry__is_offered__where_the_moment_may_pass_and_nowhere_else(void **state)
{
    /* Catches: callers that hammer a full disk, or repeat what can never succeed. */
    (void)state;
    for (int i = 0; i < REFUSAL_COUNT; i++) {
        struct status status = refusal_status((enum refusal)i, LOCALE_EN);
        bool passing = status.code == STATUS_RESOURCE_EXHAUSTED || status.code == STATUS_UNAVAILABLE;
        assert_int_equal(status.retry_after_ms > 0, passing);
    }
    assert_true(refusal_status(REFUSAL_DISK_FULL, LOCALE_EN).retry_after_ms >= 1000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table__every_entry__has_a_code_a_word_and_sentences_in_both_languages),
        cmocka_unit_test(test_table__no_two_entries__say_the_same),
        cmocka_unit_test(test_retry__is_offered__where_the_moment_may_pass_and_nowhere_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
