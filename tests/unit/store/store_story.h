#pragma once
/*
 * What the tests of backups, restores and the check share: a store of registration with entries, a folder for its
 * backups and one to restore into, and what was heard on the way.
 */
#include "store_fixture.h"

#include "store/backup.h"
#include "store/check.h"
#include "store/outbox.h"
#include "store/restore.h"

#include <dirent.h>

#define NOW_MS INT64_C(1795367695123) /* 2026-11-22 17:14:55.123 UTC */

struct story {
    struct fixture *fixture;
    char backups[96], fresh[96], damage[512];
    unsigned damages;
    uint64_t progress_done, copied;
};

static inline int setup(void **state)
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

static inline int teardown(void **state)
{
    struct story *story = *state;
    fixture_teardown((void **)&story->fixture);
    free(story);
    return 0;
}

static inline void write_entries(struct fixture *fixture, uint64_t first, uint64_t count)
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

static inline struct store_backup_options options_of(const struct story *story, int64_t taken_at_ms)
{
    return (struct store_backup_options){.folder = story->backups, .taken_at_ms = taken_at_ms, .keep = 3};
}

static inline void back_up(struct story *story, int64_t taken_at_ms, struct store_backup *backup)
{
    struct store_backup_options options = options_of(story, taken_at_ms);
    int result = store_backup(story->fixture->store, &options, backup);
    if (result != 0)
        fail_msg("store_backup: %d, %s", result, error_trail());
}

static inline void path_of(const struct story *story, const struct store_backup *backup, char path[320])
{
    snprintf(path, 320, "%s/%s", story->backups, backup->name);
}

static inline void on_progress(void *context, uint64_t done, uint64_t total)
{
    struct story *story = context;
    assert_true(done <= total);
    story->progress_done = done;
}

static inline void on_copied(void *context, uint64_t done, uint64_t total)
{
    struct story *story = context;
    assert_true(done <= total);
    story->copied = done;
}

static inline void on_damage(void *context, const char *what)
{
    struct story *story = context;
    if (story->damages++ == 0)
        snprintf(story->damage, sizeof(story->damage), "%s", what);
}

static inline struct store_check_hooks hooks_of(struct story *story)
{
    return (struct store_check_hooks){on_progress, on_damage, story};
}

static inline int check(struct story *story, const char *path, struct store_report *report)
{
    struct store_check_hooks hooks = hooks_of(story);
    story->damages = 0;
    return store_check_file(path, &hooks, report);
}

static const struct store_known known[] = {{"registration", 1}, {"catalogue", 1}};

static inline int restore_as(struct story *story, const char *backup, const char *folder, const struct store_known *as,
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

static inline int restore(struct story *story, const char *backup, const char *folder, struct store_restored *restored)
{
    return restore_as(story, backup, folder, known, 2, restored);
}

/* The service goes on in the folder @path. */
static inline void move_to(struct fixture *fixture, const char *path)
{
    fixture_close(fixture);
    snprintf(fixture->path, sizeof(fixture->path), "%s", path);
    fixture_open(fixture);
}

static inline unsigned files_in(const char *path)
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

#define WITH_STORY(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
