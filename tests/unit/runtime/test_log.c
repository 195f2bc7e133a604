/* The log: every line is a JSON object of its own, whatever is put in, and whoever else writes. */
#include "runtime/log.h"
#include "said.h"

#include <jansson.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define THREADS 4
#define LINES   500

/* Parses @text line by line. Return: how many lines; each must be an object with the four members. */
static size_t count_lines(const char *text, json_t **last)
{
    size_t count = 0;
    *last = NULL;
    while (*text) {
        const char *end = strchr(text, '\n');
        assert_non_null(end); /* the last line, too, has its end */
        json_error_t error;
        json_t *line = json_loadb(text, (size_t)(end - text), JSON_REJECT_DUPLICATES, &error);
        if (!line)
            fail_msg("%s in: %.*s", error.text, (int)(end - text), text);
        static const char *const members[] = {"time", "level", "service", "event"};
        for (size_t i = 0; i < 4; i++)
            assert_true(json_is_string(json_object_get(line, members[i])));
        json_decref(*last);
        *last = line;
        count++;
        text = end + 1;
    }
    return count;
}

static const char *member(const json_t *line, const char *name)
{
    const char *value = json_string_value(json_object_get(line, name));
    assert_non_null(value);
    return value;
}

static void test_line__with_anything_in_it__is_one_json_object(void **state)
{
    /* Catches: quotes, line ends or text that is not UTF-8 breaking the line; members that replace the fixed ones. */
    (void)state;
    struct said said;
    json_t *line;
    log_setup("toy", LOG_INFO);
    said_begin(&said);
    log_event(LOG_WARNING, "all_sorts", "{s:s, s:i, s:s}", "text", "a \"quote\"\nnext line, हिन्दी", "number", 7,
              "event", "not this one");
    char *text = said_end(&said);
    assert_int_equal(count_lines(text, &line), 1);
    assert_string_equal(member(line, "level"), "warning");
    assert_string_equal(member(line, "service"), "toy");
    assert_string_equal(member(line, "event"), "all_sorts");
    assert_string_equal(member(line, "text"), "a \"quote\"\nnext line, हिन्दी");
    assert_int_equal(json_integer_value(json_object_get(line, "number")), 7);
    const char *time = member(line, "time");
    assert_int_equal(strlen(time), strlen("2026-11-22T00:00:00.000Z"));
    assert_int_equal(time[strlen(time) - 1], 'Z');
    json_decref(line);
    free(text);
}

static void test_line__with_text_that_is_not_utf8__is_written_all_the_same(void **state)
{
    /* Catches: an event that vanishes, or a line that no reader can parse. */
    (void)state;
    struct said said;
    json_t *line;
    said_begin(&said);
    log_event(LOG_ERROR, "odd", "{s:s}", "trail", "\xff\xfe");
    char *text = said_end(&said);
    assert_int_equal(count_lines(text, &line), 1);
    assert_string_equal(member(line, "event"), "odd");
    json_decref(line);
    free(text);
}

static void test_level__below_the_least__is_silent(void **state)
{
    /* Catches: debug lines in production, errors that are swallowed. */
    (void)state;
    struct said said;
    json_t *line;
    log_setup("toy", LOG_WARNING);
    said_begin(&said);
    log_event(LOG_DEBUG, "no", NULL);
    log_event(LOG_INFO, "no", NULL);
    log_event(LOG_WARNING, "yes", NULL);
    log_event(LOG_ERROR, "yes", NULL);
    char *text = said_end(&said);
    assert_int_equal(count_lines(text, &line), 2);
    json_decref(line);
    free(text);
    assert_int_equal(log_level_parse("debug"), LOG_DEBUG);
    assert_int_equal(log_level_parse("error"), LOG_ERROR);
    assert_int_equal(log_level_parse("Error"), -1);
    assert_int_equal(log_level_parse(""), -1);
}

static void test_quota__of_lines_that_outsiders_cause__begins_anew_every_second(void **state)
{
    /* Catches: a log that somebody without a key fills; a line that does not say how many were left out before it. */
    (void)state;
    struct log_quota quota = {0};
    uint64_t left_out;
    for (unsigned i = 0; i < LOG_QUOTA_LINES; i++) {
        assert_true(log_quota_take(&quota, 5000 + i, &left_out));
        assert_int_equal(left_out, 0);
    }
    for (unsigned i = 0; i < 1000; i++)
        assert_false(log_quota_take(&quota, 5999, &left_out));
    assert_true(log_quota_take(&quota, 6000, &left_out));
    assert_int_equal(left_out, 1000);
    assert_true(log_quota_take(&quota, 6000, &left_out));
    assert_int_equal(left_out, 0);
}

static void *write_lines(void *context)
{
    char text[1500];
    memset(text, 'a' + *(int *)context, sizeof text - 1);
    text[sizeof text - 1] = '\0';
    for (int i = 0; i < LINES; i++)
        log_event(LOG_ERROR, "from_a_thread", "{s:s}", "text", text + i);
    return NULL;
}

static void test_lines__of_several_threads__never_mix(void **state)
{
    /* Catches: a line written in several pieces. */
    (void)state;
    struct said said;
    json_t *line;
    pthread_t threads[THREADS];
    int numbers[THREADS];
    said_begin(&said);
    for (int i = 0; i < THREADS; i++) {
        numbers[i] = i;
        assert_int_equal(pthread_create(&threads[i], NULL, write_lines, &numbers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    char *text = said_end(&said);
    assert_int_equal(count_lines(text, &line), THREADS * LINES);
    json_decref(line);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_line__with_anything_in_it__is_one_json_object),
        cmocka_unit_test(test_line__with_text_that_is_not_utf8__is_written_all_the_same),
        cmocka_unit_test(test_level__below_the_least__is_silent),
        cmocka_unit_test(test_quota__of_lines_that_outsiders_cause__begins_anew_every_second),
        cmocka_unit_test(test_lines__of_several_threads__never_mix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
