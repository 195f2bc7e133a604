/*
 * What stands in a store's way: a file where a folder should be, a folder where a file should be, a file that may not
 * grow, no descriptor left. Each is told, leaves nothing half made, and is forgotten once it is out of the way. By
 * means that stop root as well.
 */
#include "store_story.h"

#include "store/store_private.h"

#include <sys/resource.h>

static void in_folder(const struct story *story, const char *name, char path[160])
{
    snprintf(path, 160, "%s/%s", story->fixture->folder, name);
}

static void make_file(const char *path)
{
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, "x", 1), 1);
    close(file);
}

/* Makes files of this process no longer than @bytes. Return: the limit that was. */
static struct rlimit limit_files(rlim_t bytes)
{
    struct rlimit before, now;
    signal(SIGXFSZ, SIG_IGN); /* so that write() says it */
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    now = before;
    now.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &now), 0);
    return before;
}

static void test_store__in_what_is_no_folder__is_told_apart(void **state)
{
    /* Catches: a service that starts without a store, or that says nothing of why it does not. */
    struct story *story = *state;
    char file[160], below[200];
    struct store *store;
    struct store_options options = story->fixture->options;
    in_folder(story, "file", file);
    make_file(file);
    options.path = file;
    assert_true(store_open(&store, &options) < 0);
    assert_trail_has("open the folder");
    assert_true(store_probe(file) < 0);
    snprintf(below, sizeof below, "%s/store", file);
    options.path = below;
    assert_true(store_open(&store, &options) < 0);
    assert_trail_has("make the folder");
    assert_true(store_probe(below) < 0);
}

static void test_store__whose_lock_is_a_folder__is_not_opened(void **state)
{
    /* Catches: two processes in one store, because one of them could not lock it. */
    struct story *story = *state;
    struct store_report report;
    struct store_check_hooks hooks = hooks_of(story);
    char lock[160];
    fixture_close(story->fixture);
    in_folder(story, "data/lock", lock);
    assert_int_equal(unlink(lock), 0);
    assert_int_equal(store_probe(story->fixture->path), 0); /* nobody ever opened it: it was copied here */
    assert_int_equal(mkdir(lock, 0700), 0);
    assert_true(store_open(&story->fixture->store, &story->fixture->options) < 0);
    assert_trail_has("/lock");
    assert_true(store_probe(story->fixture->path) < 0);
    assert_int_equal(store_check_folder(story->fixture->path, &hooks, &report), 0); /* it writes nothing */
    assert_int_equal(rmdir(lock), 0);
    fixture_open(story->fixture);
}

static int migrate(struct store_txn *txn, uint32_t from)
{
    (void)from;
    put(txn, "migrated", "yes");
    return 0;
}

static void test_migration__whose_copy_cannot_be_made__does_not_happen(void **state)
{
    /* Catches: a migrated store, and no way back. */
    struct story *story = *state;
    char copy[160], inside[200];
    fixture_close(story->fixture);
    story->fixture->options.schema = 2;
    story->fixture->options.migrate = migrate;
    in_folder(story, "data/before-schema-2.mdb.part", copy);
    assert_int_equal(mkdir(copy, 0700), 0);
    assert_true(store_open(&story->fixture->store, &story->fixture->options) < 0);
    assert_trail_has("open before-schema-2.mdb.part");
    assert_int_equal(rmdir(copy), 0);
    in_folder(story, "data/before-schema-2.mdb", copy);
    snprintf(inside, sizeof inside, "%s/file", copy);
    assert_int_equal(mkdir(copy, 0700), 0);
    make_file(inside);
    assert_true(store_open(&story->fixture->store, &story->fixture->options) < 0);
    assert_trail_has("rename before-schema-2.mdb.part");
    assert_int_equal(unlink(inside), 0);
    assert_int_equal(rmdir(copy), 0);
    struct rlimit before = limit_files(4096);
    assert_true(store_open(&story->fixture->store, &story->fixture->options) < 0);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    fixture_open(story->fixture);
    assert_int_equal(access(copy, F_OK), 0);
}

static void test_files__that_may_not_grow__stop_what_writes_and_nothing_else(void **state)
{
    /* Catches: a backup or a restore that is cut off and bears the name of a whole one; a batch that begins all the
     * same. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    struct store_backup_options options = options_of(story, NOW_MS);
    char path[320];
    write_entries(story->fixture, 1, 200);
    back_up(story, NOW_MS - 1000, &backup);
    path_of(story, &backup, path);
    struct rlimit before = limit_files(64 << 10);
    assert_true(store_backup(story->fixture->store, &options, &backup) < 0);
    assert_int_equal(files_in(story->backups), 1);
    assert_true(store_reserve(story->fixture->store, 32u << 20) < 0);
    assert_trail_has("of disk");
    assert_true(restore(story, path, story->fresh, &restored) < 0);
    assert_trail_has("write the store");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(restore(story, path, story->fresh, &restored), 0);
    assert_int_equal(store_reserve(story->fixture->store, 4u << 20), 0);
    back_up(story, NOW_MS, &backup);
    write_entries(story->fixture, 201, 1);
}

static void test_backup__into_what_is_no_folder__leaves_nothing(void **state)
{
    /* Catches: a backup that is said to be there. */
    struct story *story = *state;
    struct store_backup backup, newest;
    struct store_backup_options options = options_of(story, NOW_MS);
    char part[160];
    make_file(story->backups);
    assert_true(store_backup(story->fixture->store, &options, &backup) < 0);
    assert_true(store_backup_tidy(story->fixture->store, story->backups, &newest) < 0);
    assert_int_equal(unlink(story->backups), 0);
    assert_int_equal(mkdir(story->backups, 0700), 0);
    in_folder(story, "backups/.registration.part", part);
    assert_int_equal(mkdir(part, 0700), 0);
    assert_true(store_backup(story->fixture->store, &options, &backup) < 0);
    assert_int_equal(files_in(story->backups), 1);
    assert_int_equal(rmdir(part), 0);
    back_up(story, NOW_MS, &backup);
    assert_int_equal(store_backup_tidy(story->fixture->store, story->backups, &newest), 0);
    assert_string_equal(newest.name, backup.name);
}

static void test_restore__from_or_to_what_it_cannot_be__leaves_no_store(void **state)
{
    /* Catches: a folder, or a path without end, taken for a backup; half a store. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    char path[320], part[160], deep[PATH_MAX + 16];
    write_entries(story->fixture, 1, 5);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_true(restore(story, story->backups, story->fresh, &restored) < 0);
    assert_trail_has("is no file");
    in_folder(story, "fresh/data.mdb.part", part);
    assert_int_equal(mkdir(part, 0700), 0);
    assert_true(restore(story, path, story->fresh, &restored) < 0);
    assert_int_equal(rmdir(part), 0);
    assert_int_equal(files_in(story->fresh), 1); /* lock */
    memset(deep, '/', sizeof deep);
    memcpy(deep, "/tmp", 4);
    deep[sizeof deep - 1] = '\0';
    assert_true(restore(story, path, deep, &restored) < 0);
    assert_int_equal(restore(story, path, story->fresh, &restored), 0);
}

/* Takes every descriptor but @left. Return: how many. */
static int take_descriptors(int taken[1024], struct rlimit *before, int left)
{
    int count = 0;
    struct rlimit few;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, before), 0);
    few = *before;
    few.rlim_cur = 256;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    while ((taken[count] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0)
        count++;
    while (left-- > 0)
        close(taken[--count]);
    return count;
}

static void test_descriptors__that_are_used_up__fail_whatever_needs_one(void **state)
{
    /* Catches: what goes on without a file that it could not open; and descriptors that are lost on the way. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    struct store_report report;
    struct store_check_hooks hooks = hooks_of(story);
    struct store_backup_options options = options_of(story, NOW_MS);
    struct rlimit before;
    char path[320];
    write_entries(story->fixture, 1, 5);
    back_up(story, NOW_MS - 1000, &backup);
    path_of(story, &backup, path);
    for (int left = 0; left < 6; left++) {
        int taken[1024], count = take_descriptors(taken, &before, left);
        int backed_up = store_backup(story->fixture->store, &options, &backup);
        int made = restore(story, path, story->fresh, &restored);
        int checked = store_check_file(path, &hooks, &report);
        while (count > 0)
            close(taken[--count]);
        assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
        if (left == 0 && (backed_up == 0 || made == 0 || checked == 0))
            fail_msg("it went without a descriptor: %d, %d, %d", backed_up, made, checked);
        if (made == 0)
            break;
        assert_true(access(story->fresh, F_OK) != 0 || files_in(story->fresh) <= 1);
    }
    options.taken_at_ms += 1000;
    assert_int_equal(store_backup(story->fixture->store, &options, &backup), 0);
    assert_int_equal(check(story, path, &report), 0);
}

static void test_file__whose_head_names_pages_without_end__is_damaged(void **state)
{
    /* Catches: a damaged file that is said to need a machine with more memory. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_report report;
    char path[320];
    write_entries(story->fixture, 1, 5);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    for (off_t head = 0; head < 8192; head += 4096) {
        const uint64_t last = UINT64_C(1) << 50;
        int file = open(path, O_WRONLY | O_CLOEXEC);
        assert_int_equal(pwrite(file, &last, sizeof last, head + 136), sizeof last);
        close(file);
    }
    assert_int_equal(check(story, path, &report), STORE_DAMAGED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORY(test_store__in_what_is_no_folder__is_told_apart),
        WITH_STORY(test_store__whose_lock_is_a_folder__is_not_opened),
        WITH_STORY(test_migration__whose_copy_cannot_be_made__does_not_happen),
        WITH_STORY(test_files__that_may_not_grow__stop_what_writes_and_nothing_else),
        WITH_STORY(test_backup__into_what_is_no_folder__leaves_nothing),
        WITH_STORY(test_restore__from_or_to_what_it_cannot_be__leaves_no_store),
        WITH_STORY(test_descriptors__that_are_used_up__fail_whatever_needs_one),
        WITH_STORY(test_file__whose_head_names_pages_without_end__is_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
