/*
 * Power cuts while a backup is made, while one is restored, and while a store is brought to a newer schema: at every
 * moment, with every subset of what was not synced, or many. A name is a promise: what has it is whole.
 */
#include "disk/disk.h"
#include "scratch.h"

#include "base/bytes.h"
#include "base/error.h"
#include "cli/splitmix.h"
#include "store/backup.h"
#include "store/outbox.h"
#include "store/restore.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#define ENTRIES    40
#define EXHAUSTIVE 6  /* pieces: up to here every subset */
#define RANDOM     24 /* images of a moment with more */
#define PATH_BYTES (SCRATCH_BYTES + 256)

static const char *const ignored[] = {"lock", "lock.mdb", NULL};
static const struct store_table tables[] = {{"names"}};

struct place {
    char folder[SCRATCH_BYTES]; /* of the store */
    char aside[SCRATCH_BYTES];  /* what was there before */
    char image[SCRATCH_BYTES];  /* after the cut */
    uint64_t digest;            /* of the store's content */
    struct disk_record *record;
    size_t images, whole;
};

static int setup(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    assert_true(scratch_make(place->folder) && scratch_make(place->aside) && scratch_make(place->image));
    *state = place;
    return 0;
}

static int teardown(void **state)
{
    struct place *place = *state;
    disk_record_free(disk_stop());
    disk_record_free(place->record);
    scratch_remove(place->folder);
    scratch_remove(place->aside);
    scratch_remove(place->image);
    free(place);
    return 0;
}

/* Puts a mark behind every record: twice would be seen. */
static int migrate(struct store_txn *txn, uint32_t from)
{
    for (uint32_t i = 0; i < ENTRIES; i++) {
        uint8_t key[4], body[600];
        struct store_bytes value;
        bytes_put32(key, i);
        int result = store_get(txn, 0, (struct store_bytes){key, 4}, &value);
        if (result)
            return result;
        memcpy(body, value.data, value.length);
        body[value.length] = (uint8_t)(from + 'A');
        result = store_put(txn, 0, (struct store_bytes){key, 4}, (struct store_bytes){body, value.length + 1});
        if (result)
            return result;
    }
    return 0;
}

static struct store *opened(const char *folder, uint32_t schema)
{
    struct store *store;
    const struct store_options options = {.service = "registration",
                                          .path = folder,
                                          .tables = tables,
                                          .table_count = 1,
                                          .schema = schema,
                                          .migrate = migrate,
                                          .map_bytes = 4u << 20};
    if (store_open(&store, &options) != 0)
        fail_msg("%s", error_trail());
    return store;
}

static void fill(struct store *store)
{
    uint8_t body[500];
    for (uint32_t i = 0; i < ENTRIES; i++) {
        struct store_txn *txn;
        uint8_t key[4];
        bytes_put32(key, i);
        memset(body, (int)i, sizeof body);
        assert_int_equal(store_begin_write(store, &txn), 0);
        assert_int_equal(store_put(txn, 0, (struct store_bytes){key, 4}, (struct store_bytes){body, 400 + i}), 0);
        assert_int_equal(outbox_append(txn, i + 1, (struct store_bytes){body, 100}), 0);
        assert_int_equal(store_commit(txn), 0);
    }
}

static void no_progress(void *context, uint64_t done, uint64_t total)
{
    (void)context, (void)done, (void)total;
}

static void no_damage(void *context, const char *what)
{
    (void)context;
    fail_msg("%s", what);
}

static const struct store_check_hooks hooks = {no_progress, no_damage, NULL};

static struct store_report checked(const char *path)
{
    struct store_report report;
    if (store_check_file(path, &hooks, &report) != 0)
        fail_msg("%s: %s", path, error_trail());
    return report;
}

static bool is_there(const struct place *place, const char *name, char path[PATH_BYTES])
{
    struct stat status;
    snprintf(path, PATH_BYTES, "%s/%s", place->image, name);
    return stat(path, &status) == 0;
}

static void try_images(struct place *place, struct disk_replay *replay, size_t steps, struct splitmix *random,
                       void (*look)(struct place *place, bool returned))
{
    size_t count, found_count;
    disk_replay_to(replay, steps, &count);
    size_t images = count <= EXHAUSTIVE ? (size_t)1 << count : RANDOM;
    uint8_t *keep = calloc(count + 1, 1);
    assert_non_null(keep);
    for (size_t i = 0; i < images; i++) {
        for (size_t j = 0; j < count; j++)
            keep[j] = count <= EXHAUSTIVE             ? (i >> j & 1 ? DISK_WHOLE : 0)
                      : i < 2                         ? (i ? DISK_WHOLE : 0)
                      : splitmix_chance(random, 1000) ? (uint8_t)splitmix_next(random)
                      : splitmix_chance(random, 5000) ? DISK_WHOLE
                                                      : 0;
        const struct disk_found *found = disk_replay_image(replay, keep, &found_count);
        assert_int_equal(disk_lay_down(place->record, found, found_count, place->image), 0);
        place->images++;
        look(place, steps > place->record->count);
    }
    free(keep);
}

/* Every moment of what was watched. */
static void cut_everywhere(struct place *place, void (*look)(struct place *place, bool returned))
{
    char why[256];
    struct splitmix random = {place->images};
    place->record = disk_stop();
    if (disk_verify(place->record, why, sizeof why) != 0)
        fail_msg("%s", why);
    struct disk_replay *replay = disk_replay_new(place->record);
    assert_non_null(replay);
    for (size_t steps = 0; steps <= place->record->count + 1; steps++)
        try_images(place, replay, steps, &random, look);
    disk_replay_free(replay);
    assert_true(place->whole > 0 && place->whole < place->images);
}

static void back_up(struct store *store, const char *folder, int64_t at_ms)
{
    struct store_backup backup;
    const struct store_backup_options options = {.folder = folder, .taken_at_ms = at_ms, .keep = 1};
    assert_int_equal(store_backup(store, &options, &backup), 0);
}

/* The one backup in a folder. Return: how many there are. */
static size_t find_backups(const char *folder, char path[PATH_BYTES])
{
    size_t count = 0;
    DIR *entries = opendir(folder);
    for (const struct dirent *entry = entries ? readdir(entries) : NULL; entry; entry = readdir(entries))
        if (strncmp(entry->d_name, "registration-", 13) == 0) {
            snprintf(path, PATH_BYTES, "%s/%s", folder, entry->d_name);
            assert_int_equal(checked(path).taken.sequence, ENTRIES);
            count++;
        }
    if (entries)
        closedir(entries);
    return count;
}

static void look_at_backups(struct place *place, bool returned)
{
    char backups[PATH_BYTES], path[PATH_BYTES];
    struct store_backup newest;
    struct store *store = opened(place->image, 1);
    is_there(place, "backups", backups);
    size_t count = find_backups(backups, path);
    assert_true(count >= 1 && count <= 2); /* the one before goes when the new one is safe */
    place->whole += count == 2;
    assert_int_equal(store_backup_tidy(store, backups, &newest), 0);
    if (returned)
        assert_int_equal(newest.taken.taken_at_ms, 2000);
    store_close(store);
}

static void test_backup__cut_anywhere__leaves_whole_ones_alone_and_never_none(void **state)
{
    /* Catches: a name before its content, and an old backup that goes before the new one is safe. */
    struct place *place = *state;
    char backups[PATH_BYTES];
    struct store *store = opened(place->folder, 1);
    fill(store);
    snprintf(backups, sizeof backups, "%s/backups", place->folder);
    back_up(store, backups, 1000);
    assert_int_equal(disk_watch(place->folder, ignored), 0);
    back_up(store, backups, 2000);
    cut_everywhere(place, look_at_backups);
    store_close(store);
}

static void restore(const char *backup, const char *folder)
{
    static const struct store_known known[] = {{"registration", 2}};
    struct store_restored restored;
    const struct store_restore_options options = {.backup = backup,
                                                  .folder = folder,
                                                  .known = known,
                                                  .known_count = 1,
                                                  .now_ms = 5000,
                                                  .hooks = hooks,
                                                  .copied = no_progress};
    int result = store_restore(&options, &restored);
    if (result != 0)
        fail_msg("%d: %s", result, error_trail());
}

static void look_at_restored(struct place *place, bool returned)
{
    char path[PATH_BYTES], backup[PATH_BYTES];
    bool there = is_there(place, "data.mdb", path);
    assert_true(there || !returned);
    place->whole += there;
    if (!there) {
        assert_int_equal(find_backups(place->aside, backup), 1);
        restore(backup, place->image);
    }
    const struct store_report report = checked(path);
    assert_int_equal(report.taken.sequence, ENTRIES);
    assert_int_equal(report.restored.restored_at_ms, 5000);
    store_close(opened(place->image, 1));
}

static void test_restore__cut_anywhere__leaves_a_whole_store_or_none(void **state)
{
    /* Catches: half a store that a service starts with, and one that keeps a restore from being begun again. */
    struct place *place = *state;
    char backup[PATH_BYTES], source[PATH_BYTES];
    snprintf(source, sizeof source, "%s/source", place->aside);
    struct store *store = opened(source, 1);
    fill(store);
    back_up(store, place->aside, 1000);
    store_close(store);
    assert_int_equal(find_backups(place->aside, backup), 1);
    assert_int_equal(disk_watch(place->folder, ignored), 0);
    restore(backup, place->folder);
    cut_everywhere(place, look_at_restored);
}

static void look_at_migrated(struct place *place, bool returned)
{
    char copy[PATH_BYTES], data[PATH_BYTES];
    bool copied = is_there(place, "before-schema-2.mdb", copy);
    if (copied) {
        assert_int_equal(checked(copy).schema, 1);
        assert_int_equal(checked(copy).digest, place->digest);
    }
    is_there(place, "data.mdb", data);
    uint32_t schema = checked(data).schema;
    assert_true(schema == 2 ? copied : !returned && checked(data).digest == place->digest);
    place->whole += schema == 2;
    struct store *store = opened(place->image, 2);
    struct store_txn *txn;
    assert_int_equal(store_begin_read(store, &txn), 0);
    for (uint32_t i = 0; i < ENTRIES; i++) {
        uint8_t key[4];
        struct store_bytes value;
        bytes_put32(key, i);
        assert_int_equal(store_get(txn, 0, (struct store_bytes){key, 4}, &value), 0);
        assert_int_equal(value.length, 401 + i);
    }
    store_abort(txn);
    store_close(store);
}

static void test_migration__cut_anywhere__has_happened_once_or_not_and_never_without_its_copy(void **state)
{
    /* Catches: a step that is done twice, and one after which there is no way back. */
    struct place *place = *state;
    char data[PATH_BYTES];
    struct store *store = opened(place->folder, 1);
    fill(store);
    store_close(store);
    snprintf(data, sizeof data, "%s/data.mdb", place->folder);
    place->digest = checked(data).digest;
    assert_int_equal(disk_watch(place->folder, ignored), 0);
    store_close(opened(place->folder, 2));
    cut_everywhere(place, look_at_migrated);
}

#define PLACED(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        PLACED(test_backup__cut_anywhere__leaves_whole_ones_alone_and_never_none),
        PLACED(test_restore__cut_anywhere__leaves_a_whole_store_or_none),
        PLACED(test_migration__cut_anywhere__has_happened_once_or_not_and_never_without_its_copy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
