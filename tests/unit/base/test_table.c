/* Tables by text: what is put is found, through growth and through removals in the middle of a run. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/table.h"

#include <stdio.h>

#define KEYS 2000

static char keys[KEYS][8];

static void fill(struct table *table)
{
    for (size_t i = 0; i < KEYS; i++) {
        snprintf(keys[i], sizeof keys[i], "k%zu", i);
        assert_int_equal(table_reserve(table, 1), 0);
        table_put(table, keys[i], keys[i]);
    }
}

static void test_table__of_thousands__finds_every_key_and_no_other(void **state)
{
    /* Catches a key lost when the table grows. */
    (void)state;
    struct table table = {0};
    assert_null(table_find(&table, "k1"));
    fill(&table);
    assert_int_equal(table.count, KEYS);
    for (size_t i = 0; i < KEYS; i++)
        assert_ptr_equal(table_find(&table, keys[i]), keys[i]);
    assert_null(table_find(&table, "k2000"));
    table_deinit(&table);
}

static void test_table__with_every_second_key_removed__finds_the_others(void **state)
{
    /* Catches a gap left in a run of slots: keys behind it would not be found any more. */
    (void)state;
    struct table table = {0};
    fill(&table);
    for (size_t i = 0; i < KEYS; i += 2)
        table_remove(&table, keys[i]);
    table_remove(&table, "not there");
    assert_int_equal(table.count, KEYS / 2);
    for (size_t i = 0; i < KEYS; i++)
        assert_ptr_equal(table_find(&table, keys[i]), i % 2 ? keys[i] : NULL);
    table_deinit(&table);
}

static void test_table__put_twice__keeps_the_second_value(void **state)
{
    /* Catches two slots for one key. */
    (void)state;
    struct table table = {0};
    int first, second;
    assert_int_equal(table_reserve(&table, 2), 0);
    table_put(&table, "key", &first);
    table_put(&table, "key", &second);
    assert_int_equal(table.count, 1);
    assert_ptr_equal(table_find(&table, "key"), &second);
    table_deinit(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table__of_thousands__finds_every_key_and_no_other),
        cmocka_unit_test(test_table__with_every_second_key_removed__finds_the_others),
        cmocka_unit_test(test_table__put_twice__keeps_the_second_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
