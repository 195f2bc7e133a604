/*
 * The key map against a simple reference: what a batch added, what it took back, and what readers may see while it
 * grows.
 */
#include "store/keymap.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* How often @value stands under @fingerprint. */
static unsigned times_found(const struct keymap *map, uint64_t fingerprint, uint64_t value)
{
    struct keymap_probe probe = keymap_find(map, fingerprint);
    unsigned times = 0;
    uint64_t found;
    while (keymap_next(&probe, &found))
        times += found == value;
    return times;
}

static unsigned values_under(const struct keymap *map, uint64_t fingerprint)
{
    struct keymap_probe probe = keymap_find(map, fingerprint);
    unsigned values = 0;
    uint64_t found;
    while (keymap_next(&probe, &found))
        values++;
    return values;
}

static void add(struct keymap *map, uint64_t fingerprint, uint64_t value)
{
    assert_int_equal(keymap_add(map, fingerprint, value), 0);
}

static void discard(struct keymap *map, uint64_t fingerprint, uint64_t value)
{
    assert_int_equal(keymap_remove(map, fingerprint, value), 0);
}

/* A fixed sequence of numbers that look random (splitmix64). */
static uint64_t number_at(uint64_t index)
{
    uint64_t z = (index + 1) * 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return z != 0 ? z : 1;
}

static void test_undo__of_a_batch__leaves_what_was_there_before(void **state)
{
    /* Catches: an aborted batch whose keys stay taken, or that takes away a key it did not add. */
    (void)state;
    struct keymap *map = keymap_new(0);
    add(map, 7, 100);
    keymap_keep(map);
    add(map, 7, 200);
    add(map, 7, 100); /* the same entry once more */
    add(map, 8, 300);
    discard(map, 7, 100);
    keymap_undo(map);

    assert_int_equal(times_found(map, 7, 100), 1);
    assert_int_equal(values_under(map, 7), 1);
    assert_int_equal(values_under(map, 8), 0);
    assert_int_equal(keymap_count(map), 1);
    keymap_keep(map); /* nothing is left over from the aborted batch */
    assert_int_equal(times_found(map, 7, 100), 1);
    keymap_free(map);
}

static void test_remove__happens_at_keep__and_not_before(void **state)
{
    /* Catches: a snapshot from before the commit that can no longer find its record. */
    (void)state;
    struct keymap *map = keymap_new(0);
    add(map, 7, 100);
    add(map, 7, 200);
    keymap_keep(map);
    discard(map, 7, 100);
    discard(map, 9, 100); /* never was there */
    discard(map, 7, 300);
    assert_int_equal(times_found(map, 7, 100), 1);
    keymap_keep(map);

    assert_int_equal(times_found(map, 7, 100), 0);
    assert_int_equal(times_found(map, 7, 200), 1);
    assert_int_equal(keymap_count(map), 1);
    keymap_free(map);
}

static void test_key__that_changes_there_and_back_in_one_batch__stays_once(void **state)
{
    /* Catches: a removal that eats the entry which the same batch added again. */
    (void)state;
    struct keymap *map = keymap_new(0);
    add(map, 7, 100);
    keymap_keep(map);
    discard(map, 7, 100);
    add(map, 8, 100);
    discard(map, 8, 100);
    add(map, 7, 100);
    keymap_keep(map);
    assert_int_equal(values_under(map, 7), 1);
    assert_int_equal(values_under(map, 8), 0);
    assert_int_equal(keymap_count(map), 1);
    keymap_free(map);
}

static void test_find__of_colliding_keys__gives_each_its_own(void **state)
{
    /* Catches: a probe that ends at a removed slot, mixes fingerprints that share a slot, or does not wrap around. */
    (void)state;
    struct keymap *map = keymap_new(0);
    enum { SLOTS = 16, LAST = SLOTS - 1 };
    for (uint64_t i = 0; i < 5; i++)
        add(map, LAST + i * SLOTS, 100 + i); /* all begin at the last slot and go round */
    add(map, LAST, 999);
    keymap_keep(map);
    discard(map, LAST, 100);
    discard(map, LAST + 2 * SLOTS, 102);
    keymap_keep(map);

    assert_int_equal(times_found(map, LAST, 999), 1);
    assert_int_equal(values_under(map, LAST), 1);
    assert_int_equal(times_found(map, LAST + 1 * SLOTS, 101), 1);
    assert_int_equal(values_under(map, LAST + 2 * SLOTS), 0);
    assert_int_equal(times_found(map, LAST + 4 * SLOTS, 104), 1);
    keymap_free(map);
}

static void test_find__of_many_values_under_one_fingerprint__gives_all(void **state)
{
    /* Catches: a map that holds one value a key; several officials may share a mobile. */
    (void)state;
    struct keymap *map = keymap_new(0);
    for (uint64_t value = 1; value <= 1000; value++)
        add(map, UINT64_MAX, value);
    keymap_keep(map);
    assert_int_equal(values_under(map, UINT64_MAX), 1000);
    for (uint64_t value = 1; value <= 1000; value++)
        assert_int_equal(times_found(map, UINT64_MAX, value), 1);
    keymap_free(map);
}

static void test_probe__begun_before_growth__ends_in_the_table_it_began_in(void **state)
{
    /* Catches: growth that frees the table under a reader, or that goes on changing it. */
    (void)state;
    struct keymap *map = keymap_new(0);
    add(map, 7, 100);
    add(map, 7, 200);
    keymap_keep(map);
    struct keymap_probe probe = keymap_find(map, 7);
    uint64_t first;
    uint64_t second;
    assert_int_equal(keymap_next(&probe, &first), 1);
    for (uint64_t i = 0; i < 1000; i++)
        add(map, number_at(i), i + 1);
    discard(map, 7, 100);
    discard(map, 7, 200);
    keymap_keep(map);

    assert_int_equal(keymap_next(&probe, &second), 1);
    assert_int_equal(first + second, 300);
    assert_int_equal(keymap_next(&probe, &second), 0);
    assert_int_equal(values_under(map, 7), 0);
    keymap_collect(map);
    keymap_collect(map);
    keymap_free(map);
}

static void test_map__that_is_changed_for_ever__does_not_fill_up(void **state)
{
    /* Catches: removed slots that are never given back, until a probe finds no end. */
    (void)state;
    struct keymap *map = keymap_new(100);
    for (uint64_t i = 0; i < 200000; i++) {
        add(map, number_at(i), i + 1);
        if (i % 5 == 0) {
            keymap_undo(map);
            continue;
        }
        discard(map, number_at(i), i + 1);
        keymap_keep(map);
        keymap_collect(map);
    }
    assert_int_equal(keymap_count(map), 0);
    keymap_free(map);
}

enum { KEYS = 24, VALUES = 6 };

struct model {
    unsigned kept[KEYS + 1][VALUES + 1];
    unsigned now[KEYS + 1][VALUES + 1];
    unsigned queued[KEYS + 1][VALUES + 1];
};

static void assert_as_model(const struct keymap *map, const struct model *model)
{
    size_t count = 0;
    for (uint64_t key = 1; key <= KEYS; key++) {
        for (uint64_t value = 1; value <= VALUES; value++) {
            assert_int_equal(times_found(map, key * 16, value), model->now[key][value]);
            count += model->now[key][value];
        }
    }
    assert_int_equal(keymap_count(map), count);
}

static void keep_model(struct model *model)
{
    for (size_t key = 1; key <= KEYS; key++)
        for (size_t value = 1; value <= VALUES; value++) {
            unsigned *now = &model->now[key][value];
            unsigned queued = model->queued[key][value];
            *now -= queued < *now ? queued : *now;
        }
    memcpy(model->kept, model->now, sizeof(model->now));
    memset(model->queued, 0, sizeof(model->queued));
}

static void undo_model(struct model *model)
{
    memcpy(model->now, model->kept, sizeof(model->now));
    memset(model->queued, 0, sizeof(model->queued));
}

static void test_map__under_random_batches__does_as_a_table_of_counts(void **state)
{
    /* Catches: any order of add, remove, keep, undo and growth, with colliding keys, after which an entry is lost or
     * left over. */
    (void)state;
    struct keymap *map = keymap_new(0);
    static struct model model;
    for (uint64_t step = 0; step < 40000; step++) {
        uint64_t random = number_at(step);
        uint64_t key = random % KEYS + 1;
        uint64_t value = (random >> 16) % VALUES + 1;
        switch ((random >> 32) % 16) {
        case 0:
            keymap_keep(map);
            keep_model(&model);
            assert_as_model(map, &model);
            break;
        case 1:
            keymap_undo(map);
            undo_model(&model);
            assert_as_model(map, &model);
            keymap_collect(map);
            break;
        case 2:
        case 3:
        case 4:
        case 5:
        case 6:
            add(map, key * 16, value);
            model.now[key][value]++;
            break;
        default:
            discard(map, key * 16, value);
            model.queued[key][value]++;
            break;
        }
    }
    keymap_free(map);
}

static void test_map__of_a_million_entries__finds_each_and_no_other(void **state)
{
    /* Catches: entries lost in growth, wrong sizes, and probes that run long. */
    (void)state;
    enum { ENTRIES = 1000000 };
    struct keymap *map = keymap_new(0);
    for (uint64_t i = 0; i < ENTRIES; i++) {
        add(map, number_at(i), i + 1);
        if (i % 512 == 511)
            keymap_keep(map);
    }
    keymap_keep(map);
    assert_int_equal(keymap_count(map), ENTRIES);
    for (uint64_t i = 0; i < ENTRIES; i += 2)
        discard(map, number_at(i), i + 1);
    keymap_keep(map);
    assert_int_equal(keymap_count(map), ENTRIES / 2);

    size_t steps = 0;
    for (uint64_t i = 0; i < 2ull * ENTRIES; i++) {
        struct keymap_probe probe = keymap_find(map, number_at(i));
        uint64_t value;
        if (i < ENTRIES && i % 2 == 1) {
            assert_int_equal(keymap_next(&probe, &value), 1);
            assert_int_equal(value, i + 1);
        }
        assert_int_equal(keymap_next(&probe, &value), 0);
        steps += probe.steps;
    }
    assert_true(steps < 6ull * ENTRIES);
    keymap_free(map);
}

struct shared {
    struct keymap *map;
    _Atomic uint64_t kept; /* entries 0 to this one, exclusive, must be found */
    atomic_uint lost;
    atomic_uint wrong;
    atomic_uint looked;
};

enum { SHARED_ENTRIES = 300000 };

static void look_at(struct shared *shared, uint64_t index)
{
    struct keymap_probe probe = keymap_find(shared->map, number_at(index));
    uint64_t value = 0;
    if (!keymap_next(&probe, &value))
        atomic_fetch_add(&shared->lost, 1);
    else if (value != index + 1)
        atomic_fetch_add(&shared->wrong, 1);
}

static void *read_while_it_grows(void *argument)
{
    struct shared *shared = argument;
    for (uint64_t i = 0;; i++) {
        uint64_t kept = atomic_load(&shared->kept);
        if (kept > 0) {
            look_at(shared, number_at(i) % kept);
            look_at(shared, kept - 1);
        }
        atomic_fetch_add(&shared->looked, 1);
        if (i % 100 == 0)
            keymap_collect(shared->map);
        if (kept == SHARED_ENTRIES)
            return NULL;
    }
}

static void test_reader__while_the_map_grows__finds_all_that_was_kept(void **state)
{
    /* Catches: growth that pulls the table away under a reader, and slots that can be seen half written. */
    (void)state;
    struct shared shared = {.map = keymap_new(0)};
    pthread_t reader;
    assert_int_equal(pthread_create(&reader, NULL, read_while_it_grows, &shared), 0);
    while (atomic_load(&shared.looked) == 0)
        sched_yield();
    for (uint64_t i = 0; i < SHARED_ENTRIES; i++) {
        add(shared.map, number_at(i + SHARED_ENTRIES), i + 1);
        keymap_undo(shared.map);
        add(shared.map, number_at(i), i + 1);
        keymap_keep(shared.map);
        atomic_store(&shared.kept, i + 1);
    }
    pthread_join(reader, NULL);
    assert_int_equal(atomic_load(&shared.lost), 0);
    assert_int_equal(atomic_load(&shared.wrong), 0);
    assert_int_equal(keymap_count(shared.map), SHARED_ENTRIES);
    keymap_free(shared.map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_undo__of_a_batch__leaves_what_was_there_before),
        cmocka_unit_test(test_remove__happens_at_keep__and_not_before),
        cmocka_unit_test(test_key__that_changes_there_and_back_in_one_batch__stays_once),
        cmocka_unit_test(test_find__of_colliding_keys__gives_each_its_own),
        cmocka_unit_test(test_find__of_many_values_under_one_fingerprint__gives_all),
        cmocka_unit_test(test_probe__begun_before_growth__ends_in_the_table_it_began_in),
        cmocka_unit_test(test_map__that_is_changed_for_ever__does_not_fill_up),
        cmocka_unit_test(test_map__under_random_batches__does_as_a_table_of_counts),
        cmocka_unit_test(test_map__of_a_million_entries__finds_each_and_no_other),
        cmocka_unit_test(test_reader__while_the_map_grows__finds_all_that_was_kept),
    };
    return cmocka_run_group_tests_name("keymap", tests, NULL, NULL);
}
