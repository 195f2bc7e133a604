/* Counters: numbers that grow, by name and label, in order, and never without bound. */
#include "runtime/counters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct seen {
    char name[64], label[64];
    uint64_t sum, other;
    size_t count;
    bool sorted;
};

static void see(void *context, const char *name, const char *label, uint64_t value)
{
    struct seen *seen = context;
    int order = strcmp(name, seen->name);
    if (seen->count > 0 && (order < 0 || (order == 0 && strcmp(label, seen->label) <= 0)))
        seen->sorted = false;
    snprintf(seen->name, sizeof seen->name, "%s", name);
    snprintf(seen->label, sizeof seen->label, "%s", label);
    seen->sum += value;
    seen->other += strcmp(label, "other") == 0 ? value : 0;
    seen->count++;
}

static struct seen walk(const struct counters *counters)
{
    struct seen seen = {.sorted = true};
    counters_walk(counters, see, &seen);
    return seen;
}

static void test_pairs__added_in_any_order__are_counted_apart_and_walked_in_order(void **state)
{
    /* Catches: two labels in one number, a pair that appears twice. */
    (void)state;
    struct counters *counters = counters_new();
    char name[2] = "a", label[2] = "x"; /* copied, not kept */
    assert_int_equal(counters_add(counters, name, label, 2), 2);
    name[0] = 'b';
    assert_int_equal(counters_add(counters, name, label, 5), 5);
    name[0] = 'a';
    label[0] = 'a';
    assert_int_equal(counters_add(counters, name, label, 1), 1);
    label[0] = 'x';
    assert_int_equal(counters_add(counters, name, label, 1), 3);
    assert_int_equal(counters_count(counters), 3);
    struct seen seen = walk(counters);
    assert_true(seen.sorted);
    assert_int_equal(seen.sum, 9);
    counters_free(counters);
    counters_free(NULL);
}

static void test_labels__without_end__are_counted_under_other(void **state)
{
    /* Catches: memory that an outsider can fill with labels, or counts that get lost when it is full. */
    (void)state;
    struct counters *counters = counters_new();
    for (int i = 0; i < 10000; i++) {
        char label[16];
        snprintf(label, sizeof label, "%d", (i * 7919) % 10000);
        counters_add(counters, "refused", label, 1);
    }
    assert_true(counters_count(counters) <= 4096);
    struct seen seen = walk(counters);
    assert_true(seen.sorted);
    assert_int_equal(seen.sum, 10000);
    assert_true(seen.other >= 10000 - 4096);
    /* A name that comes late still gets its number, and the known ones go on. */
    assert_int_equal(counters_add(counters, "late", "x", 3), 3);
    assert_int_equal(counters_add(counters, "late", "y", 3), 6);
    assert_int_equal(counters_add(counters, "refused", "7919", 1), 2);
    counters_free(counters);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs__added_in_any_order__are_counted_apart_and_walked_in_order),
        cmocka_unit_test(test_labels__without_end__are_counted_under_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
