/*
 * Walks: keys come in the order of the numbers that they hold, a walk gets past a damaged record, and clearing stays in
 * its bounds.
 */
#include "store_fixture.h"

#include "base/bytes.h"

static const uint32_t numbers[] = {0, 1, 2, 255, 256, 257, 65535, 65536, 1u << 24, UINT32_MAX};
enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };

static int put_number(struct store_txn *txn, uint32_t number)
{
    uint8_t key[4];
    char value[32];
    bytes_put32(key, number);
    snprintf(value, sizeof(value), "number %u", number);
    return store_put(txn, PEOPLE, (struct store_bytes){key, sizeof(key)}, text(value));
}

static void put_numbers(struct fixture *fixture)
{
    struct store_txn *txn = begin_write(fixture);
    for (size_t i = NUMBERS; i > 0; i--)
        assert_int_equal(put_number(txn, numbers[i - 1]), 0);
    assert_int_equal(store_commit(txn), 0);
}

static int seek(struct store_cursor *cursor, uint32_t number, uint32_t *found)
{
    uint8_t bytes[4];
    bytes_put32(bytes, number);
    struct store_bytes key = {0};
    struct store_bytes value;
    int result = store_cursor_seek(cursor, (struct store_bytes){bytes, sizeof(bytes)}, &key, &value);
    *found = key.length == sizeof(bytes) ? bytes_get32(key.data) : 0;
    return result;
}

static int next(struct store_cursor *cursor, uint32_t *found)
{
    struct store_bytes key = {0};
    struct store_bytes value;
    int result = store_cursor_next(cursor, &key, &value);
    *found = key.length == 4 ? bytes_get32(key.data) : 0;
    return result;
}

static void test_walk__over_a_damaged_record__names_it_and_goes_on(void **state)
{
    /* Catches: one damaged record that hides all behind it, or that is passed over in silence. */
    struct fixture *fixture = *state;
    put_numbers(fixture);
    spoil(fixture, "number 256", 10, 0, "mumble", 6);
    struct store_txn *txn = begin_read(fixture);
    struct store_cursor cursor;
    assert_int_equal(store_cursor_open(&cursor, txn, PEOPLE), 0);
    uint32_t found;
    assert_int_equal(seek(&cursor, 0, &found), 0);
    for (size_t i = 1; i < NUMBERS; i++) {
        assert_int_equal(next(&cursor, &found), numbers[i] == 256 ? STORE_DAMAGED : 0);
        assert_int_equal(found, numbers[i]);
    }
    assert_int_equal(seek(&cursor, 256, &found), STORE_DAMAGED);
    assert_int_equal(found, 256);
    assert_trail_has("key 00000100");
    assert_int_equal(next(&cursor, &found), 0);
    assert_int_equal(found, 257);
    store_cursor_close(&cursor);
    store_abort(txn);
}

static void test_walk__of_an_empty_table__finds_nothing(void **state)
{
    /* Catches: an end that is reported as a failure. */
    struct fixture *fixture = *state;
    struct store_txn *txn = begin_read(fixture);
    struct store_cursor cursor;
    struct store_bytes key;
    struct store_bytes value;
    assert_int_equal(store_cursor_open(&cursor, txn, PEOPLE), 0);
    assert_int_equal(store_cursor_next(&cursor, &key, &value), STORE_NOT_FOUND);
    assert_int_equal(store_cursor_last(&cursor, &key, &value), STORE_NOT_FOUND);
    assert_int_equal(store_cursor_seek(&cursor, text("a"), &key, &value), STORE_NOT_FOUND);
    assert_int_equal(store_cursor_seek(&cursor, text(""), &key, &value), STORE_NOT_FOUND);
    store_cursor_close(&cursor);
    store_cursor_close(&cursor);
    store_abort(txn);
}

static void test_walk__of_big_endian_keys__is_in_the_order_of_their_numbers(void **state)
{
    /* Catches: keys in the machine's byte order, and seeks that stop before or behind the first key that is not less.
     */
    struct fixture *fixture = *state;
    put_numbers(fixture);
    struct store_txn *txn = begin_read(fixture);
    struct store_cursor cursor;
    assert_int_equal(store_cursor_open(&cursor, txn, PEOPLE), 0);
    uint32_t found;
    assert_int_equal(seek(&cursor, 3, &found), 0);
    assert_int_equal(found, 255);
    assert_int_equal(seek(&cursor, 65536, &found), 0);
    assert_int_equal(found, 65536);
    assert_int_equal(seek(&cursor, (1u << 24) + 1, &found), 0);
    assert_int_equal(found, UINT32_MAX);
    assert_int_equal(next(&cursor, &found), STORE_NOT_FOUND);
    assert_int_equal(next(&cursor, &found), STORE_NOT_FOUND);

    struct store_bytes key;
    struct store_bytes value;
    assert_int_equal(store_cursor_seek(&cursor, text(""), &key, &value), 0);
    assert_int_equal(bytes_get32(key.data), 0);
    for (size_t i = 1; i < NUMBERS; i++) {
        assert_int_equal(next(&cursor, &found), 0);
        assert_int_equal(found, numbers[i]);
    }
    assert_int_equal(store_cursor_last(&cursor, &key, &value), 0);
    assert_bytes(value, "number 4294967295");
    store_cursor_close(&cursor);
    store_abort(txn);
}

static void test_walk__that_deletes_as_it_goes__skips_nothing(void **state)
{
    /* Catches: a cursor that moves on by itself when the record under it is deleted. */
    struct fixture *fixture = *state;
    struct store_txn *txn = begin_write(fixture);
    for (uint32_t i = 0; i < 5000; i++)
        assert_int_equal(put_number(txn, i), 0);
    assert_int_equal(store_commit(txn), 0);

    txn = begin_write(fixture);
    struct store_cursor cursor;
    assert_int_equal(store_cursor_open(&cursor, txn, PEOPLE), 0);
    for (uint32_t i = 0; i < 5000; i++) {
        uint32_t found;
        assert_int_equal(next(&cursor, &found), 0);
        assert_int_equal(found, i);
        uint8_t key[4];
        bytes_put32(key, i);
        if (i % 3 != 0)
            assert_int_equal(store_delete(txn, PEOPLE, (struct store_bytes){key, sizeof(key)}), 0);
    }
    store_cursor_close(&cursor);
    uint64_t count;
    assert_int_equal(store_count(txn, PEOPLE, &count), 0);
    assert_int_equal(count, 1667);
    store_abort(txn);
}

static void test_clear_prefix__stays_within_prefix_and_bound(void **state)
{
    /* Catches: a clearing that takes neighbours along, or more than a batch may touch. */
    struct fixture *fixture = *state;
    static const char *const keys[] = {"a", "ab", "ab\xff", "ab1", "ab2", "ab3", "ac", "b"};
    struct store_txn *txn = begin_write(fixture);
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
        put(txn, keys[i], "value");
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text("ab"), 0), 0);
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text("ab"), 2), 2);
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text("ab"), 2), 2);
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text("ab"), 2), 1);
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text("ab"), 2), 0);
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text("zz"), 2), 0);
    assert_int_equal(store_commit(txn), 0);

    assert_holds(fixture, "a", "value");
    assert_holds(fixture, "ac", "value");
    assert_holds(fixture, "b", "value");
    txn = begin_write(fixture);
    uint64_t count;
    assert_int_equal(store_count(txn, PEOPLE, &count), 0);
    assert_int_equal(count, 3);
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text(""), 100), 3);
    assert_int_equal(store_clear_prefix(txn, PEOPLE, text(""), 100), 0);
    store_abort(txn);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_walk__over_a_damaged_record__names_it_and_goes_on, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk__of_an_empty_table__finds_nothing, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk__of_big_endian_keys__is_in_the_order_of_their_numbers, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk__that_deletes_as_it_goes__skips_nothing, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_clear_prefix__stays_within_prefix_and_bound, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests_name("cursor", tests, NULL, NULL);
}
