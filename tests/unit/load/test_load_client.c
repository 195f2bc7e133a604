/*
 * What a load client counts with. Would catch: quantiles that lie, a request that is never woken or twice, an answer
 * that finds no request, people who share what identifies them.
 */
#include "load/journal.h"
#include "load/latency.h"
#include "load/person.h"
#include "load/requests.h"
#include "load/timers.h"
#include "scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_latency__quantiles_are_right_within_a_sixtieth(void **state)
{
    (void)state;
    static struct latency latency;
    assert_int_equal(latency_quantile(&latency, 0.5), 0);
    for (uint64_t us = 1; us <= 1000000; us++)
        latency_add(&latency, us);
    const double shares[] = {0.001, 0.5, 0.9, 0.99, 0.999};
    for (size_t i = 0; i < sizeof shares / sizeof shares[0]; i++) {
        double exact = shares[i] * 1e6, told = (double)latency_quantile(&latency, shares[i]);
        assert_true(told >= exact * 0.999 && told <= exact * 1.017 + 1);
    }
    assert_int_equal(latency_quantile(&latency, 1), 1000000);
}

static void test_latency__the_longest__is_told_however_long(void **state)
{
    (void)state;
    static struct latency latency;
    latency_add(&latency, UINT64_C(1) << 50);
    latency_add(&latency, 3);
    assert_int_equal(latency_quantile(&latency, 0.5), 3);
    assert_int_equal(latency.most_us, UINT64_C(1) << 50);
}

static void test_timers__everything_is_woken_once_and_in_time(void **state)
{
    /* Moments within a turn of the wheel, beyond it, in the past; some are moved, some taken away. */
    (void)state;
    enum { THINGS = 3000 };
    struct timers *timers = timers_new(THINGS, 1000);
    int64_t at_ms[THINGS];
    assert_non_null(timers);
    for (uint32_t i = 0; i < THINGS; i++) {
        timers_set(timers, i, 5);
        at_ms[i] = 900 + (int64_t)i * 37;
        timers_set(timers, i, at_ms[i]);
        if (i % 7 == 0)
            timers_clear(timers, i);
    }
    size_t woken = 0;
    for (int64_t now_ms = 1000; now_ms < 1000 + THINGS * 37; now_ms += 13) {
        for (uint32_t thing; (thing = timers_due(timers, now_ms)) != TIMERS_NONE; woken++) {
            assert_true(thing % 7 != 0 && at_ms[thing] <= now_ms);
            assert_true(at_ms[thing] > now_ms - 13 || now_ms < 1030);
        }
    }
    assert_int_equal(woken, THINGS - (THINGS + 6) / 7);
    timers_free(timers);
}

static void test_requests__are_found_until_they_are_given_back(void **state)
{
    (void)state;
    struct requests requests;
    struct request_list list;
    struct uuid ids[3] = {{{1}}, {{2}}, {{3}}}; /* of one print */
    assert_int_equal(requests_init(&requests, 2), 0);
    request_list_init(&list);
    uint32_t first = requests_take(&requests, &ids[0]), second = requests_take(&requests, &ids[1]);
    assert_int_equal(requests_take(&requests, &ids[2]), REQUEST_NONE);
    requests_move(&requests, first, &list);
    requests_move(&requests, second, &list);
    requests_move(&requests, first, &list); /* to the end */
    assert_int_equal(list.first, second);
    assert_int_equal(list.count, 2);
    assert_int_equal(requests_find(&requests, &ids[0]), first);
    requests_give_back(&requests, second);
    assert_int_equal(requests_find(&requests, &ids[1]), REQUEST_NONE);
    assert_int_equal(requests_find(&requests, &ids[0]), first);
    assert_int_equal(list.first, first);
    assert_int_equal(requests_take(&requests, &ids[2]), second);
    assert_int_equal(requests.used, 2);
    requests_deinit(&requests);
}

static void test_person__the_same_number__gives_the_same_bytes(void **state)
{
    (void)state;
    const char *const organisations[] = {"meerut-police"};
    const struct people people = {.seed = 7, .organisations = organisations, .organisation_count = 1};
    struct buffer once = {0}, again = {0}, other = {0};
    assert_int_equal(person_request(&people, 12, &once), 0);
    assert_int_equal(person_request(&people, 12, &again), 0);
    assert_int_equal(person_request(&people, 13, &other), 0);
    assert_int_equal(once.length, again.length);
    assert_memory_equal(once.data, again.data, once.length);
    assert_true(other.length != once.length || memcmp(other.data, once.data, once.length) != 0);
    buffer_deinit(&once);
    buffer_deinit(&again);
    buffer_deinit(&other);
}

static void test_journal__a_line_cut_off__is_left_out(void **state)
{
    (void)state;
    char folder[SCRATCH_BYTES], path[SCRATCH_BYTES + 16];
    struct journal journal = {0};
    const struct journal_line lines[] = {
        {.number = 3, .request_id = {{1, 2}}, .official_id = "2-4783-9", .sequence = 11},
        {.number = 4, .request_id = {{3}}},
    };
    scratch_make(folder);
    snprintf(path, sizeof path, "%s/journal", folder);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_int_equal(journal_write(file, &lines[0]), 0);
    assert_int_equal(journal_write(file, &lines[1]), 0);
    fputs("5 0192f000-0000", file);
    assert_int_equal(fclose(file), 0);
    assert_int_equal(journal_read(&journal, path), 0);
    assert_int_equal(journal.count, 2);
    assert_memory_equal(&journal.lines[0].request_id, &lines[0].request_id, sizeof lines[0].request_id);
    assert_string_equal(journal.lines[0].official_id, "2-4783-9");
    assert_int_equal(journal.lines[0].sequence, 11);
    assert_string_equal(journal.lines[1].official_id, "");
    journal_deinit(&journal);
    scratch_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_latency__quantiles_are_right_within_a_sixtieth),
        cmocka_unit_test(test_latency__the_longest__is_told_however_long),
        cmocka_unit_test(test_timers__everything_is_woken_once_and_in_time),
        cmocka_unit_test(test_requests__are_found_until_they_are_given_back),
        cmocka_unit_test(test_person__the_same_number__gives_the_same_bytes),
        cmocka_unit_test(test_journal__a_line_cut_off__is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
