/* Metrics: what is counted of requests, in order and within bounds, and the text that Prometheus reads. */
#include "base/cleanup.h"
#include "runtime/metrics.h"
#include "runtime/metrics_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char *const methods[] = {"a/Get", "a/Put"};

struct seen {
    char text[4096];
    size_t length, count;
    bool sorted;
    char name[64], label[128];
};

static void see(void *context, const char *name, const char *label, uint64_t value)
{
    struct seen *seen = context;
    int order = strcmp(name, seen->name);
    if (seen->count > 0 && (order < 0 || (order == 0 && strcmp(label, seen->label) <= 0)))
        seen->sorted = false;
    snprintf(seen->name, sizeof seen->name, "%s", name);
    snprintf(seen->label, sizeof seen->label, "%s", label);
    seen->count++;
    if (seen->length < sizeof seen->text)
        seen->length += (size_t)snprintf(seen->text + seen->length, sizeof seen->text - seen->length, "%s(%s)=%llu\n",
                                         name, label, (unsigned long long)value);
}

static void test_requests__of_any_outcome__are_counted_under_method_and_reason(void **state)
{
    /* Catches: an outcome counted under another method; a refusal without its reason; counters out of order, or ones
     * that nothing was counted under. */
    (void)state;
    struct metrics *metrics = metrics_new(methods, 2);
    struct seen seen = {.sorted = true};
    metrics_answered(metrics, 1, STATUS_OK, NULL, 5);
    metrics_answered(metrics, 1, STATUS_NOT_FOUND, "GONE", 2000000);
    metrics_answered(metrics, 2, STATUS_UNIMPLEMENTED, "METHOD_UNKNOWN", -3);
    metrics_tally_add(&metrics->connections_refused, "handshake");
    assert_int_equal(metrics_tally_add(&metrics->connections_refused, "handshake"), 2);
    metrics->messages_malformed = 4;
    metrics_walk(metrics, see, &seen);
    assert_true(seen.sorted);
    assert_string_equal(seen.text, "connections_refused_total(handshake)=2\n"
                                   "messages_malformed_total()=4\n"
                                   "requests_refused_total(GONE)=1\n"
                                   "requests_refused_total(METHOD_UNKNOWN)=1\n"
                                   "requests_total(a/Put)=2\n"
                                   "requests_total(unknown)=1\n");
    assert_int_equal(metrics->methods[1].by_code[STATUS_OK], 1);
    assert_int_equal(metrics->methods[1].by_code[STATUS_NOT_FOUND], 1);
    assert_int_equal(histogram_read(&metrics->methods[1].latency, &histogram_seconds).sum, 2000005);
    assert_int_equal(histogram_read(&metrics->methods[2].latency, &histogram_seconds).count, 1);
    assert_true(seen.count <= metrics_most(metrics));
    metrics_free(metrics);
    metrics_free(NULL);
}

static void test_labels__without_end__are_counted_under_other(void **state)
{
    /* Catches: memory that an outsider can fill with words, or counts that get lost when it is full. */
    (void)state;
    static struct metrics_tally tally;
    uint64_t sum = 0, other = 0;
    for (int i = 0; i < 10000; i++) {
        char label[16];
        snprintf(label, sizeof label, "%d", (i * 7919) % 10000);
        metrics_tally_add(&tally, label);
    }
    assert_int_equal(tally.count, METRICS_LABELS);
    for (size_t i = 0; i < tally.count; i++) {
        sum += tally.items[i].value;
        other += strcmp(tally.items[i].label, "other") == 0 ? tally.items[i].value : 0;
        assert_true(i == 0 || strcmp(tally.items[i - 1].label, tally.items[i].label) < 0);
    }
    assert_int_equal(sum, 10000);
    assert_int_equal(other, 10000 - (METRICS_LABELS - 1));
    assert_int_equal(metrics_tally_add(&tally, "7919"), 2); /* the known ones go on */
}

static void test_label__longer_than_its_room__is_counted_under_its_beginning(void **state)
{
    /* Catches: a write behind the label; two places for one word. */
    (void)state;
    static struct metrics_tally tally;
    char label[3 * METRICS_LABEL_BYTES];
    memset(label, 'x', sizeof label);
    label[sizeof label - 1] = '\0';
    assert_int_equal(metrics_tally_add(&tally, label), 1);
    assert_int_equal(metrics_tally_add(&tally, label), 2);
    assert_int_equal(tally.count, 1);
    assert_int_equal(strlen(tally.items[0].label), METRICS_LABEL_BYTES - 1);
}

static void assert_text(struct metrics_text *text, const char *expected)
{
    assert_false(text->failed);
    assert_int_equal(buffer_append(text->out, "", 1), 0);
    assert_string_equal((const char *)text->out->data, expected);
    buffer_deinit(text->out);
}

static void test_text__with_signs_of_its_own_grammar__is_escaped(void **state)
{
    /* Catches: a label that ends its quotes, or a help that ends its line, and so makes lines of its own. */
    (void)state;
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct metrics_text text = {.out = &out};
    const struct metrics_label labels[] = {{"reason", "a\"b\\c\nd"}, {"code", ""}};
    metrics_text_head(&text, "x_total", "counter", "say \"it\" \\ in\ntwo lines");
    metrics_text_value(&text, "x_total", labels, 2, 3);
    metrics_text_value(&text, "x_total", NULL, 0, 0.25);
    assert_text(&text, "# HELP karmayogi_x_total say \"it\" \\\\ in\\ntwo lines\n"
                       "# TYPE karmayogi_x_total counter\n"
                       "karmayogi_x_total{reason=\"a\\\"b\\\\c\\nd\",code=\"\"} 3\n"
                       "karmayogi_x_total 0.25\n");
}

static void test_numbers__large_and_small__keep_their_digits(void **state)
{
    /* Catches: a counter that stands still once it has seven digits; a decimal comma. */
    static const struct {
        double value;
        const char *text;
    } cases[] = {{0, "0"},
                 {16777217, "16777217"},
                 {68719476736, "68719476736"},
                 {1795368479.069, "1795368479.069"},
                 {0.171, "0.171"},
                 {999999999999999, "999999999999999"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[64];
        CLEANUP(buffer_deinit) struct buffer out = {0};
        struct metrics_text text = {.out = &out};
        metrics_text_value(&text, "n", NULL, 0, cases[i].value);
        snprintf(expected, sizeof expected, "karmayogi_n %s\n", cases[i].text);
        assert_text(&text, expected);
    }
}

static void test_histogram__in_microseconds__is_written_in_seconds(void **state)
{
    /* Catches: buckets that are not cumulative, a missing +Inf, a sum in another unit than the bounds. */
    (void)state;
    static const struct histogram_bounds bounds = {.count = 2, .values = {100, 2500000}, .per_unit = 1000000};
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct metrics_text text = {.out = &out};
    struct histogram histogram = {0};
    const struct metrics_label label = {"method", "m"};
    histogram_add(&histogram, &bounds, 100);
    histogram_add(&histogram, &bounds, 500000);
    histogram_add(&histogram, &bounds, 9000000);
    metrics_text_histogram(&text, "d_seconds", &label, 1, &histogram, &bounds);
    metrics_text_histogram(&text, "e_seconds", NULL, 0, &histogram, &bounds);
    assert_text(&text, "karmayogi_d_seconds_bucket{method=\"m\",le=\"0.0001\"} 1\n"
                       "karmayogi_d_seconds_bucket{method=\"m\",le=\"2.5\"} 2\n"
                       "karmayogi_d_seconds_bucket{method=\"m\",le=\"+Inf\"} 3\n"
                       "karmayogi_d_seconds_sum{method=\"m\"} 9.5001\n"
                       "karmayogi_d_seconds_count{method=\"m\"} 3\n"
                       "karmayogi_e_seconds_bucket{le=\"0.0001\"} 1\n"
                       "karmayogi_e_seconds_bucket{le=\"2.5\"} 2\n"
                       "karmayogi_e_seconds_bucket{le=\"+Inf\"} 3\n"
                       "karmayogi_e_seconds_sum 9.5001\n"
                       "karmayogi_e_seconds_count 3\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_requests__of_any_outcome__are_counted_under_method_and_reason),
        cmocka_unit_test(test_labels__without_end__are_counted_under_other),
        cmocka_unit_test(test_label__longer_than_its_room__is_counted_under_its_beginning),
        cmocka_unit_test(test_text__with_signs_of_its_own_grammar__is_escaped),
        cmocka_unit_test(test_numbers__large_and_small__keep_their_digits),
        cmocka_unit_test(test_histogram__in_microseconds__is_written_in_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
