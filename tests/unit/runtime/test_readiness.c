/* Readiness: every single thing that is wrong makes a service not ready, and is said. */
#include "base/cleanup.h"
#include "base/limits.h"
#include "runtime/readiness.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct readiness healthy(void)
{
    return (struct readiness){
        .store_readable = true,
        .writer_busy_ms = LIMIT_BATCH_BUSY_MS,
        .feeds = {{.service = "registration", .age_ms = 60000, .bound_ms = 60000},
                  {.service = "catalogue", .age_ms = 0, .bound_ms = 60000}},
        .feed_count = 2,
    };
}

static void assert_reasons(const struct readiness *readiness, int count, const char *lines)
{
    CLEANUP(buffer_deinit) struct buffer out = {0};
    assert_int_equal(readiness_reasons(readiness, &out), count);
    assert_int_equal(readiness_reasons(readiness, NULL), count);
    assert_int_equal(buffer_append(&out, "", 1), 0);
    assert_string_equal((const char *)out.data, lines);
}

static void test_service__with_everything_at_its_bound__is_ready(void **state)
{
    (void)state;
    struct readiness readiness = healthy();
    assert_reasons(&readiness, 0, "");
    readiness.feed_count = 0;
    assert_reasons(&readiness, 0, "");
}

static void test_each_fault__alone__is_said(void **state)
{
    /* Catches: a fault that nobody looks at. */
    (void)state;
    struct readiness readiness = healthy();
    readiness.stopping = true;
    assert_reasons(&readiness, 1, "The service is stopping.\n");
    readiness = healthy();
    readiness.store_readable = false;
    assert_reasons(&readiness, 1, "The store cannot be read; the log says why.\n");
    readiness = healthy();
    readiness.writer_failed = true;
    assert_reasons(&readiness, 1, "The writer has failed; the log says why.\n");
    readiness = healthy();
    readiness.writer_busy_ms = LIMIT_BATCH_BUSY_MS + 1000;
    assert_reasons(&readiness, 1, "The writer has been busy with one batch for 31 s; look at the disk.\n");
    readiness = healthy();
    readiness.feeds[0].age_ms = 61000;
    assert_reasons(&readiness, 1,
                   "The feed of registration was last known to be complete 61 s ago; 60 s are allowed.\n");
    readiness = healthy();
    readiness.feeds[1].age_ms = -1;
    assert_reasons(&readiness, 1, "The feed of catalogue has not been read to its end since the start.\n");
    readiness = healthy();
    readiness.feeds[1].rebuilding = true;
    assert_reasons(&readiness, 1, "The model of catalogue's feed is being built anew.\n");
}

static void test_faults__together__have_a_line_each(void **state)
{
    /* Catches: the first reason hiding the others. */
    (void)state;
    struct readiness readiness = healthy();
    readiness.stopping = true;
    readiness.feeds[0].age_ms = -1;
    readiness.feeds[1].rebuilding = true;
    assert_reasons(&readiness, 3,
                   "The service is stopping.\n"
                   "The feed of registration has not been read to its end since the start.\n"
                   "The model of catalogue's feed is being built anew.\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_service__with_everything_at_its_bound__is_ready),
        cmocka_unit_test(test_each_fault__alone__is_said),
        cmocka_unit_test(test_faults__together__have_a_line_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
