/*
 * The outbox: numbers without gaps, whatever was aborted or killed; entries that are walked in order; checksums that a
 * follower can keep.
 */
#include "store/outbox.h"

#include "store_fixture.h"

#include "base/bytes.h"
#include "store/store_private.h"

static void append(struct store_txn *txn, uint64_t sequence)
{
    char entry[64];
    snprintf(entry, sizeof(entry), "entry number %llu", (unsigned long long)sequence);
    assert_int_equal(outbox_append(txn, sequence, text(entry)), 0);
}

static void append_now(struct fixture *fixture, uint64_t from, uint64_t through)
{
    struct store_txn *txn = begin_write(fixture);
    for (uint64_t sequence = from; sequence <= through; sequence++)
        append(txn, sequence);
    assert_int_equal(store_commit(txn), 0);
}

static void assert_head(struct fixture *fixture, uint64_t expected)
{
    struct store_txn *txn = begin_read(fixture);
    uint64_t head;
    assert_int_equal(outbox_head(txn, &head), 0);
    assert_int_equal(head, expected);
    store_abort(txn);
}

static void append_with_a_gap(struct fixture *fixture)
{
    struct store_txn *txn;
    if (store_open(&fixture->store, &fixture->options) == 0 && store_begin_write(fixture->store, &txn) == 0)
        outbox_append(txn, 5, text("five after three"));
}

static void append_again(struct fixture *fixture)
{
    struct store_txn *txn;
    if (store_open(&fixture->store, &fixture->options) == 0 && store_begin_write(fixture->store, &txn) == 0)
        outbox_append(txn, 3, text("three after three"));
}

static void test_append__out_of_order__stops_the_process(void **state)
{
    /* Catches: a gap or an overwritten entry, which every follower would carry on. */
    struct fixture *fixture = *state;
    append_now(fixture, 1, 3);
    fixture_close(fixture);
    assert_killed_by(in_child(append_with_a_gap, fixture), SIGABRT);
    assert_killed_by(in_child(append_again, fixture), SIGABRT);
    fixture_open(fixture);
    assert_head(fixture, 3);
}

static void append_and_be_killed(struct fixture *fixture)
{
    fixture_open(fixture);
    append_now(fixture, 4, 5);
    struct store_txn *txn = begin_write(fixture);
    append(txn, 6);
    append(txn, 7);
    kill(getpid(), SIGKILL);
}

static void test_head__after_aborts_and_kills__is_the_last_commit(void **state)
{
    /* Catches: a number that is used up by a batch that did not happen. */
    struct fixture *fixture = *state;
    assert_head(fixture, 0);
    append_now(fixture, 1, 3);
    struct store_txn *txn = begin_write(fixture);
    append(txn, 4);
    uint64_t head;
    assert_int_equal(outbox_head(txn, &head), 0);
    assert_int_equal(head, 4);
    store_abort(txn);
    assert_head(fixture, 3);
    fixture_close(fixture);

    assert_killed_by(in_child(append_and_be_killed, fixture), SIGKILL);
    fixture_open(fixture);
    assert_head(fixture, 5);
    append_now(fixture, 6, 6);
    assert_head(fixture, 6);
}

static void test_walk__over_a_gap__fails(void **state)
{
    /* Catches: a reader that jumps over an entry that is missing. */
    struct fixture *fixture = *state;
    append_now(fixture, 1, 5);
    struct store_txn *txn = begin_write(fixture);
    uint8_t key[8];
    bytes_put64(key, 3);
    assert_int_equal(store_delete(txn, STORE_TABLE_OUTBOX, (struct store_bytes){key, sizeof(key)}), 0);

    struct outbox_walk walk;
    uint64_t sequence;
    struct store_bytes entry;
    assert_int_equal(outbox_walk_open(&walk, txn, 2), 0);
    assert_int_equal(outbox_walk_next(&walk, &sequence, &entry, NULL), 0);
    assert_true(outbox_walk_next(&walk, &sequence, &entry, NULL) < 0);
    assert_trail_has("4 follows 2");
    outbox_walk_close(&walk);
    assert_int_equal(outbox_walk_open(&walk, txn, 3), 0);
    assert_true(outbox_walk_next(&walk, &sequence, &entry, NULL) < 0);
    outbox_walk_close(&walk);
    store_abort(txn);
}

static void test_walk__over_a_damaged_entry__says_its_number_and_goes_on(void **state)
{
    /* Catches: a damaged entry that is served, or that hides its number. */
    struct fixture *fixture = *state;
    append_now(fixture, 1, 4);
    spoil(fixture, "entry number 2", 14, 0, "x", 1);
    spoil(fixture, "entry number 4", 14, 0, "x", 1);
    assert_head(fixture, 4);
    struct store_txn *txn = begin_read(fixture);
    struct outbox_walk walk;
    uint64_t sequence;
    struct store_bytes entry;
    assert_int_equal(outbox_walk_open(&walk, txn, 1), 0);
    for (uint64_t expected = 1; expected <= 4; expected++) {
        int result = outbox_walk_next(&walk, &sequence, &entry, NULL);
        assert_int_equal(result, expected % 2 == 0 ? STORE_DAMAGED : 0);
        assert_int_equal(sequence, expected);
    }
    assert_int_equal(outbox_walk_next(&walk, &sequence, &entry, NULL), STORE_NOT_FOUND);
    outbox_walk_close(&walk);
    store_abort(txn);
}

static void test_walk__from_any_number__gives_the_rest_in_order(void **state)
{
    /* Catches: entries left out, repeated, or out of order across pages; an end that is not one when asked again. */
    struct fixture *fixture = *state;
    enum { ENTRIES = 3000 };
    append_now(fixture, 1, ENTRIES);
    struct store_txn *txn = begin_read(fixture);
    static const uint64_t starts[] = {1, 2, 256, 257, ENTRIES, ENTRIES + 1, ENTRIES + 2, UINT64_MAX};
    for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++) {
        struct outbox_walk walk;
        uint64_t sequence;
        uint64_t checksum;
        uint64_t checksum_of_get;
        struct store_bytes entry;
        assert_int_equal(outbox_walk_open(&walk, txn, starts[i]), 0);
        for (uint64_t expected = starts[i]; expected <= ENTRIES; expected++) {
            char body[64];
            snprintf(body, sizeof(body), "entry number %llu", (unsigned long long)expected);
            assert_int_equal(outbox_walk_next(&walk, &sequence, &entry, &checksum), 0);
            assert_int_equal(sequence, expected);
            assert_bytes(entry, body);
            assert_int_equal(outbox_get(txn, expected, &entry, &checksum_of_get), 0);
            assert_bytes(entry, body);
            assert_int_equal(checksum, checksum_of_get);
        }
        assert_int_equal(outbox_walk_next(&walk, &sequence, &entry, NULL), STORE_NOT_FOUND);
        assert_int_equal(outbox_walk_next(&walk, &sequence, &entry, NULL), STORE_NOT_FOUND);
        outbox_walk_close(&walk);
    }
    store_abort(txn);
}

static void test_checksum__tells_number_and_bytes_apart__and_lasts(void **state)
{
    /* Catches: a cursor that fits another history with the same number, or the same bytes at another number. */
    struct fixture *fixture = *state;
    struct store_txn *txn = begin_write(fixture);
    assert_int_equal(outbox_append(txn, 1, text("same")), 0);
    assert_int_equal(outbox_append(txn, 2, text("same")), 0);
    assert_int_equal(outbox_append(txn, 3, text("")), 0);
    assert_int_equal(store_commit(txn), 0);
    uint64_t first[3];
    for (int round = 0; round < 2; round++) {
        txn = begin_read(fixture);
        for (uint64_t i = 0; i < 3; i++) {
            struct store_bytes entry;
            uint64_t checksum;
            assert_int_equal(outbox_get(txn, i + 1, &entry, &checksum), 0);
            if (round == 0)
                first[i] = checksum;
            assert_int_equal(checksum, first[i]);
        }
        store_abort(txn);
        fixture_reopen(fixture);
    }
    assert_true(first[0] != first[1] && first[1] != first[2]);

    txn = begin_read(fixture);
    struct store_bytes entry;
    assert_int_equal(outbox_get(txn, 4, &entry, NULL), STORE_NOT_FOUND);
    store_abort(txn);
}

static void test_append__of_large_and_small_entries__comes_back_whole(void **state)
{
    /* Catches: entries of an import chunk that do not survive next to small ones. */
    struct fixture *fixture = *state;
    size_t large_bytes = 256 << 10;
    char *large = malloc(large_bytes);
    assert_non_null(large);
    struct store_txn *txn = begin_write(fixture);
    for (uint64_t sequence = 1; sequence <= 40; sequence++) {
        memset(large, (int)sequence, large_bytes);
        size_t length = sequence % 2 == 0 ? large_bytes : sequence;
        assert_int_equal(outbox_append(txn, sequence, (struct store_bytes){large, length}), 0);
    }
    assert_int_equal(store_commit(txn), 0);
    txn = begin_read(fixture);
    for (uint64_t sequence = 1; sequence <= 40; sequence++) {
        struct store_bytes entry;
        assert_int_equal(outbox_get(txn, sequence, &entry, NULL), 0);
        assert_int_equal(entry.length, sequence % 2 == 0 ? large_bytes : sequence);
        memset(large, (int)sequence, entry.length);
        assert_memory_equal(entry.data, large, entry.length);
    }
    store_abort(txn);
    free(large);
}

static void test_append__into_a_full_map__is_full(void **state)
{
    /* Catches: an append that asserts on what a broken transaction tells it. */
    struct fixture *fixture = *state;
    fixture->options.map_bytes = 512 << 10;
    fixture_open(fixture);
    append_now(fixture, 1, 2);
    static const uint8_t body[4000];
    struct store_txn *txn = begin_write(fixture);
    int result = 0;
    for (uint64_t sequence = 3; result == 0 && sequence < 1000; sequence++)
        result = outbox_append(txn, sequence, (struct store_bytes){body, sizeof(body)});
    assert_int_equal(result, STORE_FULL);
    assert_int_equal(outbox_append(txn, 7, text("")), STORE_FULL);
    assert_int_equal(store_commit(txn), STORE_FULL);
    assert_head(fixture, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_append__out_of_order__stops_the_process, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_head__after_aborts_and_kills__is_the_last_commit, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk__over_a_gap__fails, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk__over_a_damaged_entry__says_its_number_and_goes_on, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_walk__from_any_number__gives_the_rest_in_order, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_checksum__tells_number_and_bytes_apart__and_lasts, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_append__of_large_and_small_entries__comes_back_whole, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_append__into_a_full_map__is_full, fixture_prepare, fixture_teardown),
    };
    return cmocka_run_group_tests_name("outbox", tests, NULL, NULL);
}
