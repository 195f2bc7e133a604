/* Backups: what a copy of a store that is written to holds, and that only whole files get a name and stay. */
#include "store_story.h"

#include "store/store_private.h"

#include <pthread.h>

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

static void test_backups__after_the_clock_was_set_back__the_newest_are_kept(void **state)
{
    /* Catches: new backups that are deleted one after the other because those of a wrong clock look newer. */
    struct story *story = *state;
    struct store_backup backup, newest;
    char path[3][320];
    for (uint64_t i = 0; i < 6; i++) { /* a year ahead, then the true time */
        write_entries(story->fixture, i + 1, 1);
        back_up(story, NOW_MS + (int64_t)i * 60000 + (i < 3 ? 365 * INT64_C(86400000) : 0), &backup);
        path_of(story, &backup, path[i % 3]);
    }
    for (int i = 0; i < 3; i++)
        assert_int_equal(access(path[i], F_OK), 0);
    assert_int_equal(files_in(story->backups), 3);
    assert_int_equal(store_backup_tidy(story->fixture->store, story->backups, &newest), 0);
    assert_string_equal(newest.name, backup.name);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORY(test_backup__holds_everything_up_to_its_entry__under_a_name_that_says_so),
        WITH_STORY(test_backup__while_entries_are_written__is_one_snapshot),
        WITH_STORY(test_backup__under_which_the_store_grows_too_much__is_given_up),
        WITH_STORY(test_backups__the_newest_are_kept__and_nothing_else_is_touched),
        WITH_STORY(test_backups__after_the_clock_was_set_back__the_newest_are_kept),
        WITH_STORY(test_backup__that_is_cancelled__leaves_nothing_and_the_next_works),
        WITH_STORY(test_backup__killed_in_the_middle__is_tidied_away),
    };
    return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
