/*
 * Transactions: what is gone and what stays when one ends, by itself or by a kill, what a snapshot sees, and what
 * happens when the map has no room left. (A kill leaves the page cache as it is; what a power cut leaves is a matter
 * for tests/fault.)
 */
#include "store_fixture.h"

#include "base/bytes.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

static void test_abort__of_a_write__leaves_nothing(void **state)
{
    /* Catches: a refused batch that leaves traces. */
    struct fixture *fixture = *state;
    put_now(fixture, "asha", "committed");
    struct store_txn *txn = begin_write(fixture);
    put(txn, "asha", "changed");
    put(txn, "ravi", "new");
    store_abort(txn);

    assert_holds(fixture, "asha", "committed");
    assert_int_equal(look_up(fixture, "ravi"), STORE_NOT_FOUND);
    fixture_reopen(fixture);
    assert_holds(fixture, "asha", "committed");
    assert_int_equal(look_up(fixture, "ravi"), STORE_NOT_FOUND);
}

static void write_and_be_killed(struct fixture *fixture)
{
    fixture_open(fixture);
    put_now(fixture, "asha", "committed");
    struct store_txn *txn = begin_write(fixture);
    put(txn, "asha", "changed");
    put(txn, "ravi", "new");
    kill(getpid(), SIGKILL);
}

static void test_kill__in_the_middle_of_a_write__leaves_the_last_commit(void **state)
{
    /* Catches: writes that reach the file before the commit, commits that wait in memory, a lock that outlives its
     * holder. */
    struct fixture *fixture = *state;
    fixture->options.unsafe_no_sync = false;
    assert_killed_by(in_child(write_and_be_killed, fixture), SIGKILL);

    fixture_open(fixture);
    assert_holds(fixture, "asha", "committed");
    assert_int_equal(look_up(fixture, "ravi"), STORE_NOT_FOUND);
    put_now(fixture, "ravi", "after the kill");
    assert_holds(fixture, "ravi", "after the kill");
}

static void read_and_be_killed(struct fixture *fixture)
{
    fixture_open(fixture);
    for (int i = 0; i < 100; i++) {
        struct store_txn *txn;
        if (store_begin_read(fixture->store, &txn) != 0)
            _exit(1);
    }
    kill(getpid(), SIGKILL);
}

static void test_kill__of_readers__leaves_their_slots_free(void **state)
{
    /* Catches: readers of dead processes that fill the table of readers, or pin old pages for ever. */
    struct fixture *fixture = *state;
    for (int i = 0; i < 3; i++)
        assert_killed_by(in_child(read_and_be_killed, fixture), SIGKILL);
    fixture_open(fixture);
    struct store_txn *txns[100];
    for (int i = 0; i < 100; i++)
        txns[i] = begin_read(fixture);
    for (int i = 0; i < 100; i++)
        store_abort(txns[i]);
}

static void test_snapshot__begun_before_a_commit__does_not_see_it(void **state)
{
    /* Catches: reads that change while a page of a list is being made, and a renewed reader that sees an old snapshot.
     */
    struct fixture *fixture = *state;
    put_now(fixture, "asha", "first");
    struct store_txn *before = begin_read(fixture);
    put_now(fixture, "asha", "second");

    struct store_bytes value;
    assert_int_equal(store_get(before, PEOPLE, text("asha"), &value), 0);
    assert_bytes(value, "first");
    assert_holds(fixture, "asha", "second");
    store_abort(before);
    assert_holds(fixture, "asha", "second"); /* with the reader that has just been given back */
}

static void test_write__sees_its_own_effects__before_the_commit(void **state)
{
    /* Catches: commands of one batch that do not see each other, such as two registrations of one person. */
    struct fixture *fixture = *state;
    struct store_txn *txn = begin_write(fixture);
    put(txn, "asha", "staged");
    struct store_bytes value;
    assert_int_equal(store_get(txn, PEOPLE, text("asha"), &value), 0);
    assert_bytes(value, "staged");
    assert_int_equal(look_up(fixture, "asha"), STORE_NOT_FOUND); /* a reader does not */
    assert_int_equal(store_commit(txn), 0);
}

/* Put records of @bytes until there is no room. Return: the outcome. */
static int fill(struct store_txn *txn, uint32_t *next, size_t bytes)
{
    static const uint8_t body[8192];
    for (;;) {
        uint8_t key[4];
        bytes_put32(key, (*next)++);
        int result = store_put(txn, NAMES, (struct store_bytes){key, sizeof(key)}, (struct store_bytes){body, bytes});
        if (result != 0)
            return result;
    }
}

static void test_full_map__refuses_the_batch__and_the_store_goes_on(void **state)
{
    /* Catches: a full map that ends the process, commits half a batch, or makes the store unreadable. */
    struct fixture *fixture = *state;
    fixture->options.map_bytes = 1 << 20;
    fixture_open(fixture);
    put_now(fixture, "asha", "before");
    struct store_txn *txn = begin_write(fixture);
    put(txn, "ravi", "in the batch");
    uint32_t next = 0;
    assert_int_equal(fill(txn, &next, 4000), STORE_FULL);
    assert_true(next > 100);
    assert_int_equal(store_put(txn, PEOPLE, text("last"), text("")), STORE_FULL);
    assert_int_equal(store_delete(txn, PEOPLE, text("asha")), STORE_FULL);
    assert_int_equal(store_commit(txn), STORE_FULL);

    assert_int_equal(look_up(fixture, "ravi"), STORE_NOT_FOUND);
    put_now(fixture, "ravi", "after");
    fixture_reopen(fixture);
    assert_holds(fixture, "asha", "before");
    assert_holds(fixture, "ravi", "after");
}

static uint64_t count_names(struct fixture *fixture)
{
    struct store_txn *txn = begin_read(fixture);
    uint64_t count;
    assert_int_equal(store_count(txn, NAMES, &count), 0);
    store_abort(txn);
    return count;
}

static void test_full_map__met_anywhere__leaves_whole_batches(void **state)
{
    /* Catches: a batch that fits the map but whose commit does not (the commit itself takes pages), reported as done or
     * half done. */
    struct fixture *fixture = *state;
    fixture->options.map_bytes = 256 << 10;
    for (unsigned size = 1; size <= 40; size++) {
        fixture_open(fixture);
        uint64_t whole = count_names(fixture);
        uint32_t next = 0;
        int result = 0;
        for (unsigned batch = 0; batch < 200 && result == 0; batch++) {
            struct store_txn *txn = begin_write(fixture);
            for (unsigned i = 0; i < size && result == 0; i++) {
                uint8_t key[8];
                bytes_put32(key, size);
                bytes_put32(key + 4, next++);
                result = store_put(txn, NAMES, (struct store_bytes){key, sizeof(key)}, text("a name of some length"));
            }
            result = store_commit(txn);
            whole += result == 0 ? size : 0;
            assert_true(result == 0 || result == STORE_FULL);
            assert_int_equal(count_names(fixture), whole);
        }
        fixture_reopen(fixture);
        assert_int_equal(count_names(fixture), whole);
        fixture_close(fixture);
        assert_int_equal(nftw(fixture->path, fixture_remove, 16, FTW_DEPTH | FTW_PHYS), 0);
    }
}

#define COMMITS        1000
#define LOOKS_FOR_EACH 200

struct pairs {
    struct fixture *fixture;
    atomic_bool stop;
    atomic_uint unequal;
    atomic_uint looked;
};

static void *look_at_pairs(void *argument)
{
    struct pairs *pairs = argument;
    while (!atomic_load(&pairs->stop)) {
        struct store_txn *txn;
        struct store_bytes one;
        struct store_bytes two;
        if (store_begin_read(pairs->fixture->store, &txn) != 0)
            abort();
        if (store_get(txn, PEOPLE, text("one"), &one) != 0 || store_get(txn, PEOPLE, text("two"), &two) != 0 ||
            one.length != two.length || memcmp(one.data, two.data, one.length) != 0)
            atomic_fetch_add(&pairs->unequal, 1);
        store_abort(txn);
        atomic_fetch_add(&pairs->looked, 1);
    }
    return NULL;
}

static void put_pair(struct fixture *fixture, unsigned number)
{
    char value[16];
    snprintf(value, sizeof(value), "%u", number);
    struct store_txn *txn = begin_write(fixture);
    put(txn, "one", value);
    put(txn, "two", value);
    assert_int_equal(store_commit(txn), 0);
}

static void test_readers__of_several_threads__each_see_one_commit(void **state)
{
    /* Catches: a pool of readers that hands one reader to two threads, or snapshots that mix two commits. */
    struct fixture *fixture = *state;
    struct pairs pairs = {.fixture = fixture};
    put_pair(fixture, 0);
    pthread_t threads[4];
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, look_at_pairs, &pairs), 0);
    for (unsigned i = 1; i <= COMMITS; i++) {
        put_pair(fixture, i);
        /* Commits wait for looks: a reader that is not given a processor keeps its pages, and they must not fill the
         * map. */
        while (atomic_load(&pairs.looked) < i * LOOKS_FOR_EACH)
            sched_yield();
    }
    atomic_store(&pairs.stop, true);
    for (size_t i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(atomic_load(&pairs.unequal), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_abort__of_a_write__leaves_nothing, fixture_setup, fixture_teardown),
        cmocka_unit_test_setup_teardown(test_kill__in_the_middle_of_a_write__leaves_the_last_commit, fixture_prepare,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_kill__of_readers__leaves_their_slots_free, fixture_prepare,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_snapshot__begun_before_a_commit__does_not_see_it, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_write__sees_its_own_effects__before_the_commit, fixture_setup,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_full_map__refuses_the_batch__and_the_store_goes_on, fixture_prepare,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_full_map__met_anywhere__leaves_whole_batches, fixture_prepare,
                                        fixture_teardown),
        cmocka_unit_test_setup_teardown(test_readers__of_several_threads__each_see_one_commit, fixture_setup,
                                        fixture_teardown),
    };
    return cmocka_run_group_tests_name("txn", tests, NULL, NULL);
}
