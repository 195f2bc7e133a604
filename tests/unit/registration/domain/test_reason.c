/* Words and sentences of the reasons. */
#include "domain_fixture.h"

static void test_reasons__all__have_two_sentences_of_their_own(void **state)
{
    /* Catches a reason without its Hindi, a sentence copied from another reason and left, and a mistyped word. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    const char *sentences[REASON_COUNT * 2];
    size_t count = 0;
    for (int reason = REASON_NONE + 1; reason < REASON_COUNT; reason++) {
        const char *english = vocabulary_sentence(&reason_vocabulary, &arena, (enum reason)reason, "2-1-X", false);
        const char *hindi = vocabulary_sentence(&reason_vocabulary, &arena, (enum reason)reason, "2-1-X", true);
        assert_true(strlen(english) > 20 && strlen(hindi) > 20);
        assert_null(strstr(english, "{}"));
        assert_null(strstr(hindi, "{}"));
        assert_true(strcmp(english + strlen(english) - 1, ".") == 0);
        assert_true(strcmp(hindi + strlen(hindi) - 3, "।") == 0);
        assert_true(text_is_utf8(hindi, strlen(hindi)));
        assert_string_equal(text_clean(&arena, hindi), hindi);
        for (const char *at = english; *at; at++)
            assert_true((unsigned char)*at < 0x80);
        sentences[count++] = english;
        sentences[count++] = hindi;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(sentences[i], sentences[k]);
    }
    arena_deinit(&arena);
}

static void test_reasons__the_detail__stands_in_both_sentences_or_in_none(void **state)
{
    /* Catches a translation that loses what the English sentence tells. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (int reason = REASON_NONE + 1; reason < REASON_COUNT; reason++) {
        const char *english = vocabulary_sentence(&reason_vocabulary, &arena, (enum reason)reason, "@@", false);
        const char *hindi = vocabulary_sentence(&reason_vocabulary, &arena, (enum reason)reason, "@@", true);
        assert_int_equal(strstr(english, "@@") != NULL, strstr(hindi, "@@") != NULL);
    }
    assert_non_null(
        strstr(vocabulary_sentence(&reason_vocabulary, &arena, REASON_EMAIL_TAKEN, "2-1-X", false), "official 2-1-X."));
    assert_non_null(
        strstr(vocabulary_sentence(&reason_vocabulary, &arena, REASON_DISTRICT_NOT_VALID, NULL, false), ": …."));
    arena_deinit(&arena);
}

static void test_reason_words__read_back__are_the_same(void **state)
{
    /* Catches a word that two reasons have, and a reader that accepts what is none. */
    (void)state;
    assert_string_equal(reason_word(REASON_NONE), "");
    for (int reason = REASON_NONE + 1; reason < REASON_COUNT; reason++)
        assert_int_equal(vocabulary_reason(&reason_vocabulary, reason_word((enum reason)reason)), reason);
    assert_int_equal(vocabulary_reason(&reason_vocabulary, ""), REASON_NONE);
    assert_int_equal(vocabulary_reason(&reason_vocabulary, "mobile_digits"), REASON_NONE);
}

static void test_field_words__all__are_there_and_differ(void **state)
{
    /* Catches a field without a word: a verdict that points nowhere. */
    (void)state;
    for (int field = FIELD_NONE + 1; field < FIELD_COUNT; field++) {
        assert_non_null(field_word((enum field)field));
        assert_true(*field_word((enum field)field) != '\0');
        for (int other = 0; other < field; other++)
            assert_string_not_equal(field_word((enum field)field), field_word((enum field)other));
    }
}

static void test_findings__more_than_eight__keep_the_first_eight(void **state)
{
    /* Catches a write behind the list for a row with everything wrong. */
    (void)state;
    struct findings findings = {0};
    for (int i = 0; i < 12; i++)
        findings_add(&findings, (enum field)(i + 1), REASON_MASK, NULL);
    assert_int_equal(findings.count, FINDINGS_MOST);
    assert_int_equal(findings.items[FINDINGS_MOST - 1].field, FINDINGS_MOST);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reasons__all__have_two_sentences_of_their_own),
        cmocka_unit_test(test_reasons__the_detail__stands_in_both_sentences_or_in_none),
        cmocka_unit_test(test_reason_words__read_back__are_the_same),
        cmocka_unit_test(test_field_words__all__are_there_and_differ),
        cmocka_unit_test(test_findings__more_than_eight__keep_the_first_eight),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
