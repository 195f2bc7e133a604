/* Words and sentences of the reasons. */
#include "domain_fixture.h"

#include "vocabulary_checks.h"

static void test_reasons__all__have_two_sentences_of_their_own(void **state)
{
    /* Catches a reason without its Hindi, a sentence copied from another reason and left, a mistyped word, and a
     * translation that loses what the English sentence tells. */
    (void)state;
    vocabulary_check_sentences(&reason_vocabulary);
}

static void test_words__read_back__are_the_same(void **state)
{
    /* Catches a word that two reasons or fields have, one that is missing, and a reader that accepts what is none. */
    (void)state;
    vocabulary_check_words(&reason_vocabulary);
}

static void test_detail__is_put_in__or_left_open(void **state)
{
    /* Catches a sentence with a hole in it. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    const char *known = vocabulary_sentence(&reason_vocabulary, &arena, REASON_IGOT_ID_TAKEN, "do_113", false);
    const char *open = vocabulary_sentence(&reason_vocabulary, &arena, REASON_ENTRY_NOT_VALID, NULL, false);
    assert_non_null(strstr(known, "course do_113."));
    assert_non_null(strstr(open, ": …."));
    arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reasons__all__have_two_sentences_of_their_own),
        cmocka_unit_test(test_words__read_back__are_the_same),
        cmocka_unit_test(test_detail__is_put_in__or_left_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
