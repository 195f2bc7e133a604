/* The trail that the log prints when machinery fails, and the cleanup functions that run on the way out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/cleanup.h"
#include "base/error.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void test_error__levels_added_on_the_way_up__read_from_outside_in(void **state)
{
    /* Catches a trail in the wrong order, or a result changed on its way up. */
    (void)state;
    assert_int_equal(error_raise("record %d", 7), -1);
    assert_int_equal(error_pass(-5, "reading official"), -5);
    assert_int_equal(error_pass(-5, "answering %s", "GetOfficial"), -5);
    assert_string_equal(error_trail(), "answering GetOfficial: reading official: record 7");
}

static void test_error__a_new_error__forgets_the_former_trail(void **state)
{
    /* Catches the cause of an earlier failure showing up in the log line of a later one. */
    (void)state;
    error_raise("first");
    error_raise("second");
    assert_string_equal(error_trail(), "second");
}

static void test_error__of_the_system__ends_with_the_reason_and_keeps_errno(void **state)
{
    /* Catches errno overwritten by the formatting before it is read, or lost to the caller. */
    (void)state;
    errno = ENOSPC;
    assert_int_equal(error_system("writing %s", "data.mdb"), -1);
    assert_string_equal(error_trail(), "writing data.mdb: No space left on device");
    assert_int_equal(errno, ENOSPC);
}

static void test_error__the_trail_itself_as_an_argument__is_read_before_it_is_overwritten(void **state)
{
    /* Catches formatting straight into the trail. */
    (void)state;
    error_raise("cause");
    error_raise("again: %s", error_trail());
    assert_string_equal(error_trail(), "again: cause");
}

static void test_error__a_trail_that_is_full__keeps_the_cause(void **state)
{
    /* Catches cutting off the innermost level, the one that says what happened. */
    (void)state;
    error_raise("the cause");
    for (int i = 0; i < 1000; i++)
        error_pass(-1, "level %d", i);
    const char *trail = error_trail();
    assert_true(strlen(trail) < 1024);
    assert_string_equal(trail + strlen(trail) - strlen("level 0: the cause"), "level 0: the cause");
}

static void test_error__a_long_hindi_message__is_cut_between_characters(void **state)
{
    /* Catches half a character at the cut, which the JSON of the log would refuse, losing the whole line. */
    (void)state;
    for (size_t offset = 0; offset < 4; offset++) {
        char text[1024] = "";
        memset(text, 'x', offset);
        for (size_t i = offset; i < sizeof text - 1; i++)
            text[i] = "क"[(i - offset) % 3];
        error_raise("%s", text);
        size_t length = strlen(error_trail());
        assert_in_range(length, 500, 511);
        assert_true(text_is_utf8(error_trail(), length));
    }
}

static void *trail_of_another_thread(void *context)
{
    (void)context;
    return strdup(error_trail());
}

static void test_error__raised_in_one_thread__is_not_seen_in_another(void **state)
{
    /* Catches a trail shared by loop, writer and workers. */
    (void)state;
    error_raise("only here");
    pthread_t thread;
    assert_int_equal(pthread_create(&thread, NULL, trail_of_another_thread, NULL), 0);
    void *seen = NULL;
    assert_int_equal(pthread_join(thread, &seen), 0);
    assert_string_equal(seen, "");
    free(seen);
}

static void test_cleanup__at_the_end_of_the_scope__closes_and_leaves_errno(void **state)
{
    /* Catches a descriptor left open, and an errno lost between the failure and the one who reports it. */
    (void)state;
    int seen;
    /* NOLINTBEGIN(clang-analyzer-unix.Malloc): the analyzer does not follow the cleanup attribute */
    {
        CLEANUP(close_descriptor) int descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC);
        CLEANUP(close_descriptor) int broken = 1 << 20;
        CLEANUP(free_pointer) char *memory = malloc(10);
        CLEANUP(fclose_pointer) FILE *file = fopen("/dev/null", "re");
        assert_true(descriptor >= 0);
        assert_non_null(memory);
        assert_non_null(file);
        seen = descriptor;
        errno = ENOENT;
        (void)broken;
    }
    /* NOLINTEND(clang-analyzer-unix.Malloc) */
    assert_int_equal(errno, ENOENT);
    assert_int_equal(fcntl(seen, F_GETFD), -1);
}

static void test_cleanup__of_what_was_never_opened__does_nothing(void **state)
{
    /* Catches close(-1), free() of garbage and fclose(NULL) on an early return. */
    (void)state;
    CLEANUP(close_descriptor) int descriptor = -1;
    CLEANUP(free_pointer) char *memory = NULL;
    CLEANUP(fclose_pointer) FILE *file = NULL;
    assert_true(descriptor < 0 && !memory && !file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error__levels_added_on_the_way_up__read_from_outside_in),
        cmocka_unit_test(test_error__a_new_error__forgets_the_former_trail),
        cmocka_unit_test(test_error__of_the_system__ends_with_the_reason_and_keeps_errno),
        cmocka_unit_test(test_error__the_trail_itself_as_an_argument__is_read_before_it_is_overwritten),
        cmocka_unit_test(test_error__a_trail_that_is_full__keeps_the_cause),
        cmocka_unit_test(test_error__a_long_hindi_message__is_cut_between_characters),
        cmocka_unit_test(test_error__raised_in_one_thread__is_not_seen_in_another),
        cmocka_unit_test(test_cleanup__at_the_end_of_the_scope__closes_and_leaves_errno),
        cmocka_unit_test(test_cleanup__of_what_was_never_opened__does_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
