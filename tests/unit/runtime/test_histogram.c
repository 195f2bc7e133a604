/* Histograms: a value belongs to the first bound that is not below it, and nothing is lost. */
#include "runtime/histogram.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static const struct histogram_bounds bounds = {.count = 3, .values = {10, 20, 50}, .per_unit = 1};

static void test_values__at_and_around_a_bound__fall_where_prometheus_expects_them(void **state)
{
    /* Catches: a bound that is taken for exclusive; buckets that are not summed up; a lost largest value. */
    static const struct {
        uint64_t value;
        size_t first; /* range that counts it; 3: only the one beyond all bounds */
    } cases[] = {{0, 0}, {1, 0}, {10, 0}, {11, 1}, {20, 1}, {21, 2}, {50, 2}, {51, 3}, {UINT64_MAX, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct histogram histogram = {0};
        histogram_add(&histogram, &bounds, cases[i].value);
        struct histogram_reading reading = histogram_read(&histogram, &bounds);
        for (size_t k = 0; k < bounds.count; k++)
            assert_int_equal(reading.up_to[k], k >= cases[i].first);
        assert_int_equal(reading.count, 1);
        assert_true(reading.sum == cases[i].value);
    }
}

static void test_many_values__are_summed_up(void **state)
{
    /* Catches: a count that is overwritten instead of added to. */
    (void)state;
    struct histogram histogram = {0};
    for (uint64_t i = 1; i <= 100; i++)
        histogram_add(&histogram, &bounds, i);
    struct histogram_reading reading = histogram_read(&histogram, &bounds);
    assert_int_equal(reading.up_to[0], 10);
    assert_int_equal(reading.up_to[1], 20);
    assert_int_equal(reading.up_to[2], 50);
    assert_int_equal(reading.count, 100);
    assert_int_equal(reading.sum, 5050);
}

static void test_bounds__rise_and_fit(void **state)
{
    /* Catches: a bound that no value can reach; more bounds than there is room for. */
    (void)state;
    const struct histogram_bounds *all[] = {&histogram_seconds, &histogram_calls};
    for (size_t i = 0; i < 2; i++) {
        assert_in_range(all[i]->count, 1, HISTOGRAM_BOUNDS);
        for (size_t k = 1; k < all[i]->count; k++)
            assert_true(all[i]->values[k] > all[i]->values[k - 1]);
    }
    assert_int_equal(histogram_seconds.values[0], 100);
    assert_int_equal(histogram_seconds.values[histogram_seconds.count - 1], 60 * histogram_seconds.per_unit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values__at_and_around_a_bound__fall_where_prometheus_expects_them),
        cmocka_unit_test(test_many_values__are_summed_up),
        cmocka_unit_test(test_bounds__rise_and_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
