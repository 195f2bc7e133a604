/*
 * Backups, restores and the check: what a copy of a store that is written to holds, that only whole files get a name,
 * that a restored store begins a history of its own, and that damage is seen before it becomes a store.
 */
#include "store_fixture.h"

#include "base/limits.h"
#include "store/backup.h"
#include "store/check.h"
#include "store/outbox.h"
#include "store/restore.h"
#include "store/store_private.h"

#include <dirent.h>
#include <pthread.h>
#include <sys/wait.h>

#define NOW_MS INT64_C(1795367695123) /* 2026-11-22 17:14:55.123 UTC */

struct story {
    struct fixture *fixture;
    char backups[96], fresh[96], damage[512];
    unsigned damages;
    uint64_t progress_done, copied;
};

static int setup(void **state)
{
    struct story *story = calloc(1, sizeof(*story));
    assert_non_null(story);
    fixture_prepare((void **)&story->fixture);
    story->fixture->options.service = "registration";
    fixture_open(story->fixture);
    snprintf(story->backups, sizeof(story->backups), "%s/backups", story->fixture->folder);
    snprintf(story->fresh, sizeof(story->fresh), "%s/fresh", story->fixture->folder);
    *state = story;
    return 0;
}

static int teardown(void **state)
{
    struct story *story = *state;
    fixture_teardown((void **)&story->fixture);
    free(story);
    return 0;
}

static void write_entries(struct fixture *fixture, uint64_t first, uint64_t count)
{
    for (uint64_t i = first; i < first + count; i++) {
        struct store_txn *txn = begin_write(fixture);
        char key[32], value[600];
        snprintf(key, sizeof(key), "person %llu", (unsigned long long)i);
        snprintf(value, sizeof(value), "%0*llu", 20 + (int)(i * 37 % 500), (unsigned long long)i);
        put(txn, key, value);
        assert_int_equal(outbox_append(txn, i, text(value)), 0);
        assert_int_equal(store_commit(txn), 0);
    }
}

static struct store_backup_options options_of(const struct story *story, int64_t taken_at_ms)
{
    return (struct store_backup_options){.folder = story->backups, .taken_at_ms = taken_at_ms, .keep = 3};
}

static void back_up(struct story *story, int64_t taken_at_ms, struct store_backup *backup)
{
    struct store_backup_options options = options_of(story, taken_at_ms);
    int result = store_backup(story->fixture->store, &options, backup);
    if (result != 0)
        fail_msg("store_backup: %d, %s", result, error_trail());
}

static void path_of(const struct story *story, const struct store_backup *backup, char path[320])
{
    snprintf(path, 320, "%s/%s", story->backups, backup->name);
}

static void on_progress(void *context, uint64_t done, uint64_t total)
{
    struct story *story = context;
    assert_true(done <= total);
    story->progress_done = done;
}

static void on_copied(void *context, uint64_t done, uint64_t total)
{
    struct story *story = context;
    assert_true(done <= total);
    story->copied = done;
}

static void on_damage(void *context, const char *what)
{
    struct story *story = context;
    if (story->damages++ == 0)
        snprintf(story->damage, sizeof(story->damage), "%s", what);
}

static struct store_check_hooks hooks_of(struct story *story)
{
    return (struct store_check_hooks){on_progress, on_damage, story};
}

static int check(struct story *story, const char *path, struct store_report *report)
{
    struct store_check_hooks hooks = hooks_of(story);
    story->damages = 0;
    return store_check_file(path, &hooks, report);
}

static const struct store_known known[] = {{"registration", 1}, {"catalogue", 1}};

static int restore_as(struct story *story, const char *backup, const char *folder, const struct store_known *as,
                      size_t count, struct store_restored *restored)
{
    struct store_restore_options options = {.backup = backup,
                                            .folder = folder,
                                            .known = as,
                                            .known_count = count,
                                            .now_ms = NOW_MS + 1000,
                                            .hooks = hooks_of(story),
                                            .copied = on_copied};
    return store_restore(&options, restored);
}

static int restore(struct story *story, const char *backup, const char *folder, struct store_restored *restored)
{
    return restore_as(story, backup, folder, known, 2, restored);
}

/* The service goes on in the folder @path. */
static void move_to(struct fixture *fixture, const char *path)
{
    fixture_close(fixture);
    snprintf(fixture->path, sizeof(fixture->path), "%s", path);
    fixture_open(fixture);
}

static unsigned files_in(const char *path)
{
    DIR *folder = opendir(path);
    unsigned count = 0;
    if (folder == NULL)
        return 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder))
        count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(folder);
    return count;
}

static void test_backup__holds_everything_up_to_its_entry__under_a_name_that_says_so(void **state)
{
    /* Catches: a copy without its newest entry; a position that is not that of the copy. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_report report;
    char path[320], expected[160];
    write_entries(story->fixture, 1, 50);
    back_up(story, NOW_MS, &backup);
    write_entries(story->fixture, 51, 5);
    snprintf(expected, sizeof(expected), "registration-20261122T171455.123Z-%016llx-50.mdb",
             (unsigned long long)store_epoch(story->fixture->store));
    assert_string_equal(backup.name, expected);
    assert_int_equal(backup.taken.sequence, 50);
    path_of(story, &backup, path);
    assert_int_equal(check(story, path, &report), 0);
    assert_string_equal(report.service, "registration");
    assert_int_equal(report.schema, 1);
    assert_int_equal(report.taken.sequence, 50);
    assert_int_equal(report.taken.epoch, store_epoch(story->fixture->store));
    assert_int_equal(report.taken.taken_at_ms, NOW_MS);
    assert_int_equal(report.restored.restored_at_ms, 0);
    assert_int_equal(report.records, 50 + 50 + 5);
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_size, backup.bytes);
    assert_int_equal(status.st_mode & 0777, 0600);
    uint64_t about;
    assert_int_equal(store_backup_about(story->fixture->store, &about), 0);
    assert_in_range(about, backup.bytes / 2, backup.bytes * 2);
    assert_int_equal(files_in(story->backups), 1); /* no part, no lock */
}

/* Writes entries until it has written enough, or is told to end. */
struct load {
    struct fixture *fixture;
    _Atomic bool over;
    uint64_t next, last;
};

static void *run_load(void *argument)
{
    struct load *load = argument;
    while (!load->over && load->next <= load->last)
        write_entries(load->fixture, load->next++, 1);
    load->over = true;
    return NULL;
}

static void test_backup__while_entries_are_written__is_one_snapshot(void **state)
{
    /* Catches: a copy that mixes two commits: a record without its entry, or the reverse. */
    struct story *story = *state;
    struct load load = {.fixture = story->fixture, .next = 201, .last = 1200};
    pthread_t thread;
    write_entries(story->fixture, 1, 200);
    story->fixture->store->map_bytes = UINT64_C(1) << 40; /* the copy is not to be given up, however slow it is */
    assert_int_equal(pthread_create(&thread, NULL, run_load, &load), 0);
    for (int i = 0; i < 3 || !load.over; i++) {
        struct store_backup backup;
        struct store_report report;
        char path[320];
        back_up(story, NOW_MS + i, &backup);
        path_of(story, &backup, path);
        if (check(story, path, &report) != 0)
            fail_msg("%s", story->damage);
        assert_int_equal(report.records, 2 * backup.taken.sequence + 5);
    }
    pthread_join(thread, NULL);
}

static void test_backup__under_which_the_store_grows_too_much__is_given_up(void **state)
{
    /* Catches: a snapshot that is held until the map is full and no write succeeds any more. */
    struct story *story = *state;
    struct load load = {.fixture = story->fixture, .next = 1001, .last = UINT64_MAX - 1};
    struct store_backup_options options = options_of(story, NOW_MS);
    struct store_backup backup;
    struct store_usage usage;
    pthread_t thread;
    int result = 0;
    write_entries(story->fixture, 1, 1000);
    assert_int_equal(pthread_create(&thread, NULL, run_load, &load), 0);
    for (int tries = 0; tries < 1000 && result == 0; tries++) { /* until something is written during the copy */
        assert_int_equal(store_usage(story->fixture->store, &usage), 0);
        story->fixture->store->map_bytes = usage.used_bytes + (32 << 10); /* as if it were nearly full */
        result = store_backup(story->fixture->store, &options, &backup);
    }
    load.over = true;
    pthread_join(thread, NULL);
    assert_int_equal(result, STORE_MAP_FILLING);
    assert_true(files_in(story->backups) <= 3); /* whole ones, and no part */
    story->fixture->store->map_bytes = 64u << 20;
    back_up(story, NOW_MS + 1, &backup);
}

static void test_backups__the_newest_are_kept__and_nothing_else_is_touched(void **state)
{
    /* Catches: a folder that fills up; somebody's own file, or another history's backup, that is deleted. */
    struct story *story = *state;
    struct store_backup backup, newest;
    char own[200], path[320];
    write_entries(story->fixture, 1, 3);
    assert_int_equal(store_backup_tidy(story->fixture->store, story->backups, &newest), STORE_NOT_FOUND);
    back_up(story, NOW_MS, &backup);
    const char *others[] = {"registration.mdb", "registration-20261122T171455.123Z-00000000000000aa-50.mdb",
                            "catalogue-20251122T171455.123Z-00000000000000aa-50.mdb", "notes.txt"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(own, sizeof(own), "%s/%s", story->backups, others[i]);
        FILE *file = fopen(own, "we");
        assert_non_null(file);
        fclose(file);
    }
    path_of(story, &backup, path);
    for (int i = 1; i <= 4; i++)
        back_up(story, NOW_MS + i * 60000, &backup);
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(files_in(story->backups), 3 + 4);
    assert_int_equal(store_backup_tidy(story->fixture->store, story->backups, &newest), 0);
    assert_string_equal(newest.name, backup.name);
    assert_int_equal(newest.taken.taken_at_ms, NOW_MS + 4 * 60000);
    assert_int_equal(newest.bytes, backup.bytes);
    back_up(story, NOW_MS - 86400000, &backup); /* the clock was set back: what was just made stays */
    path_of(story, &backup, path);
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(files_in(story->backups), 3 + 4);
}

static void test_backup__that_is_cancelled__leaves_nothing_and_the_next_works(void **state)
{
    /* Catches: a half file that looks like a backup. */
    struct story *story = *state;
    struct store_backup backup;
    _Atomic bool cancel = true;
    _Atomic uint64_t written = 0;
    struct store_backup_options options = options_of(story, NOW_MS);
    write_entries(story->fixture, 1, 300);
    options.cancel = &cancel;
    options.written_bytes = &written;
    assert_int_equal(store_backup(story->fixture->store, &options, &backup), STORE_CANCELLED);
    assert_int_equal(files_in(story->backups), 0);
    cancel = false;
    written = 0;
    assert_int_equal(store_backup(story->fixture->store, &options, &backup), 0);
    assert_true(written > 0 && written <= backup.bytes);
}

static struct store_backup_options killed_options;

static void die_in_copy(struct fixture *fixture)
{
    (void)fixture;
    char part[200];
    mkdir(killed_options.folder, 0700);
    snprintf(part, sizeof(part), "%s/.registration.part", killed_options.folder);
    FILE *file = fopen(part, "we"); /* as far as a copy had come */
    fputs("half", file);
    fclose(file);
    raise(SIGKILL);
}

static void test_backup__killed_in_the_middle__is_tidied_away(void **state)
{
    /* Catches: parts that stay for ever, with everybody's data in them. */
    struct story *story = *state;
    struct store_backup newest;
    killed_options = options_of(story, NOW_MS);
    fixture_close(story->fixture);
    assert_killed_by(in_child(die_in_copy, story->fixture), SIGKILL);
    assert_int_equal(files_in(story->backups), 1);
    fixture_open(story->fixture);
    assert_int_equal(store_backup_tidy(story->fixture->store, story->backups, &newest), STORE_NOT_FOUND);
    assert_int_equal(files_in(story->backups), 0);
}

static void test_restore__makes_a_store_with_a_history_of_its_own(void **state)
{
    /* Catches: a restored store that followers and callers take for the one they knew. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    const struct store_restoration *list;
    char path[320];
    uint8_t secret[32];
    write_entries(story->fixture, 1, 20);
    uint64_t former = store_epoch(story->fixture->store);
    memcpy(secret, store_secret(story->fixture->store), sizeof(secret));
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(restore(story, path, story->fresh, &restored), 0);
    assert_int_equal(story->copied, backup.bytes);
    assert_int_equal(restored.report.taken.sequence, 20);
    assert_int_not_equal(restored.epoch, former);
    move_to(story->fixture, story->fresh);
    assert_int_equal(store_epoch(story->fixture->store), restored.epoch);
    assert_memory_not_equal(store_secret(story->fixture->store), secret, sizeof(secret));
    assert_string_equal(store_service(story->fixture->store), "registration");
    assert_int_equal(store_restorations(story->fixture->store, &list), 1);
    assert_int_equal(list[0].former.epoch, former);
    assert_int_equal(list[0].former.sequence, 20);
    assert_int_equal(list[0].former.taken_at_ms, NOW_MS);
    assert_int_equal(list[0].restored_at_ms, NOW_MS + 1000);
    assert_int_equal(look_up(story->fixture, "person 20"), 0);
    write_entries(story->fixture, 21, 1); /* it goes on behind the backup's end */
}

static void test_restore_of_a_restore__remembers_both(void **state)
{
    /* Catches: a history of two restores of which only one can be told. */
    struct story *story = *state;
    const struct store_restoration *list;
    uint64_t epochs[20];
    char path[320], folder[128];
    for (unsigned i = 0; i < LIMIT_RESTORATIONS + 2; i++) {
        struct store_backup backup;
        struct store_restored restored;
        write_entries(story->fixture, i + 1, 1);
        epochs[i] = store_epoch(story->fixture->store);
        back_up(story, NOW_MS + i, &backup);
        path_of(story, &backup, path);
        snprintf(folder, sizeof(folder), "%s%u", story->fresh, i);
        assert_int_equal(restore(story, path, folder, &restored), 0);
        move_to(story->fixture, folder);
        size_t count = store_restorations(story->fixture->store, &list);
        assert_int_equal(count, i + 1 < LIMIT_RESTORATIONS ? i + 1 : LIMIT_RESTORATIONS);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(list[k].former.epoch, epochs[i - k]);
            assert_int_equal(list[k].former.sequence, i - k + 1);
        }
    }
}

static void test_restore__over_a_store__is_refused(void **state)
{
    /* Catches: the only copy that is overwritten with an older one. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    char path[320];
    write_entries(story->fixture, 1, 5);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(restore(story, path, story->fixture->path, &restored), STORE_BUSY);
    write_entries(story->fixture, 6, 1);
    fixture_close(story->fixture);
    assert_int_equal(restore(story, path, story->fixture->path, &restored), STORE_THERE);
    fixture_open(story->fixture);
    assert_int_equal(look_up(story->fixture, "person 6"), 0);
}

static void test_restore__of_what_is_no_backup_of_ours__is_refused_and_leaves_no_store(void **state)
{
    /* Catches: a store of another service, or of a newer program, or of a damaged file. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    char path[320], text_file[128];
    write_entries(story->fixture, 1, 30);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(restore_as(story, path, story->fresh, known + 1, 1, &restored), STORE_OTHER_SERVICE);
    const struct store_known older = {"registration", 0};
    assert_int_equal(restore_as(story, path, story->fresh, &older, 1, &restored), STORE_NEWER);
    snprintf(text_file, sizeof(text_file), "%s/notes.txt", story->fixture->folder);
    FILE *file = fopen(text_file, "we");
    fputs("no backup", file);
    fclose(file);
    assert_int_equal(restore(story, text_file, story->fresh, &restored), STORE_DAMAGED);
    assert_true(restore(story, "/nowhere/at/all.mdb", story->fresh, &restored) < 0);
    assert_int_equal(truncate(path, (off_t)backup.bytes - 1), 0);
    assert_int_equal(restore(story, path, story->fresh, &restored), STORE_DAMAGED);
    assert_int_equal(files_in(story->fresh), 1); /* `lock` alone */
    fixture_close(story->fixture);
    snprintf(story->fixture->path, sizeof(story->fixture->path), "%.70s/fresh", story->fixture->folder);
    fixture_open(story->fixture); /* and a new store may still be made there */
}

static void test_store_of_another_service__is_refused__and_one_that_does_not_say_is_adopted(void **state)
{
    /* Catches: two services that write into one store by a mistake in a setting. */
    struct story *story = *state;
    struct fixture *fixture = story->fixture;
    struct store *store;
    fixture_close(fixture);
    fixture->options.service = "catalogue";
    assert_true(store_open(&store, &fixture->options) < 0);
    assert_trail_has("it is the store of registration, not of catalogue");
    snprintf(fixture->path, sizeof(fixture->path), "%s/older", fixture->folder);
    fixture->options.service = NULL;
    fixture_open(fixture);
    assert_string_equal(store_service(fixture->store), "");
    fixture_close(fixture);
    fixture->options.service = "catalogue";
    const struct store_table stranger[] = {{"names"}};
    struct store_options other = fixture->options;
    other.tables = stranger;
    other.table_count = 1;
    assert_true(store_open(&store, &other) < 0);
    assert_trail_has("a table 'people' that catalogue has not");
    fixture_open(fixture);
    assert_string_equal(store_service(fixture->store), "catalogue");
    fixture_close(fixture);
    fixture->options.service = "registration";
    assert_true(store_open(&store, &fixture->options) < 0);
}

static void test_check__says_which_record_is_damaged__and_leaves_an_open_store_alone(void **state)
{
    /* Catches: a check that stops at the first damage, or looks at the records of some tables only. */
    struct story *story = *state;
    struct store_report report;
    struct store_check_hooks hooks = hooks_of(story);
    char path[96];
    write_entries(story->fixture, 1, 300);
    assert_int_equal(store_check_folder(story->fixture->path, &hooks, &report), STORE_BUSY);
    fixture_close(story->fixture);
    assert_int_equal(store_check_folder(story->fixture->path, &hooks, &report), 0);
    assert_int_equal(story->damages, 0);
    assert_int_equal(story->progress_done, report.records);
    uint64_t digest = report.digest;
    spoil(story->fixture, "person 7", 8, 0, "person 8", 8);
    assert_int_equal(store_check_folder(story->fixture->path, &hooks, &report), STORE_DAMAGED);
    assert_int_not_equal(report.digest, digest);
    assert_non_null(strstr(story->damage, "people"));
    snprintf(path, sizeof(path), "%s/nothing", story->fixture->folder);
    assert_int_equal(store_check_folder(path, &hooks, &report), STORE_NOT_FOUND);
}

static void test_check__of_an_outbox_with_a_gap__says_so__and_it_is_not_restored(void **state)
{
    /* Catches: a history that skips an entry, which every follower would refuse for ever. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_report report;
    struct store_restored restored;
    char path[320];
    const uint8_t seven[8] = {0, 0, 0, 0, 0, 0, 0, 7};
    write_entries(story->fixture, 1, 20);
    struct store_txn *txn = begin_write(story->fixture);
    assert_int_equal(store_delete(txn, STORE_TABLE_OUTBOX, (struct store_bytes){seven, sizeof(seven)}), 0);
    assert_int_equal(store_commit(txn), 0);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(check(story, path, &report), STORE_DAMAGED);
    assert_string_equal(story->damage, "the outbox has a gap: 8 follows 6");
    assert_int_equal(restore(story, path, story->fresh, &restored), STORE_DAMAGED);
}

/* Many commits of every kind, so that pages are freed and used again: the list of free pages must add up. */
static void test_check__of_a_store_that_was_written_to_and_fro__finds_nothing(void **state)
{
    /* Catches: damage where there is none. */
    struct story *story = *state;
    struct store_report report;
    struct store_check_hooks hooks = hooks_of(story);
    unsigned random = 7;
    for (int commit = 0; commit < 400; commit++) {
        struct store_txn *txn = begin_write(story->fixture);
        for (int i = 0; i < 20; i++) {
            char key[16], value[9000];
            random = random * 1103515245u + 12345u;
            snprintf(key, sizeof(key), "%u", random >> 16 & 511);
            snprintf(value, sizeof(value), "%0*u", (int)(random >> 8 & 8191), random);
            if (random >> 30 == 0)
                store_delete(txn, random >> 5 & 1, text(key));
            else
                assert_int_equal(store_put(txn, random >> 5 & 1, text(key), text(value)), 0);
        }
        if (commit % 7 == 0)
            store_abort(txn);
        else
            assert_int_equal(store_commit(txn), 0);
        if (commit % 50 == 0) {
            fixture_close(story->fixture);
            if (store_check_folder(story->fixture->path, &hooks, &report) != 0)
                fail_msg("%s", story->damage);
            fixture_open(story->fixture);
        }
    }
}

#define WITH_STORY(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORY(test_backup__holds_everything_up_to_its_entry__under_a_name_that_says_so),
        WITH_STORY(test_backup__while_entries_are_written__is_one_snapshot),
        WITH_STORY(test_backup__under_which_the_store_grows_too_much__is_given_up),
        WITH_STORY(test_backups__the_newest_are_kept__and_nothing_else_is_touched),
        WITH_STORY(test_backup__that_is_cancelled__leaves_nothing_and_the_next_works),
        WITH_STORY(test_backup__killed_in_the_middle__is_tidied_away),
        WITH_STORY(test_restore__makes_a_store_with_a_history_of_its_own),
        WITH_STORY(test_restore_of_a_restore__remembers_both),
        WITH_STORY(test_restore__over_a_store__is_refused),
        WITH_STORY(test_restore__of_what_is_no_backup_of_ours__is_refused_and_leaves_no_store),
        WITH_STORY(test_store_of_another_service__is_refused__and_one_that_does_not_say_is_adopted),
        WITH_STORY(test_check__says_which_record_is_damaged__and_leaves_an_open_store_alone),
        WITH_STORY(test_check__of_an_outbox_with_a_gap__says_so__and_it_is_not_restored),
        WITH_STORY(test_check__of_a_store_that_was_written_to_and_fro__finds_nothing),
    };
    return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
