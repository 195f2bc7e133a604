#pragma once
/*
 * backups - the backup of the service's own store: one at a time, on a worker, told of by AdminService. The last one is
 * known after a new start from the folder of backups.
 */
#include "base/clock.h"
#include "runtime/workers.h"
#include "store/backup.h"

#include <stdint.h>

struct backups;

enum backups_state { BACKUPS_NONE, BACKUPS_RUNNING, BACKUPS_DONE, BACKUPS_FAILED };

/** How the last backup stands. */
struct backups_progress {
    enum backups_state state;
    int outcome; /* of store_backup(), where it failed */
    int64_t started_at_ms, ended_at_ms;
    uint64_t written_bytes, about_bytes;
    struct store_backup backup; /* once it is done */
};

/** backups_new() - removes what a killed process left in @folder ("" or NULL: `backups` in the store's folder
 * @store_folder). Return: 0, or < 0. */
int backups_new(struct backups **backups, struct store *store, struct workers *workers, const char *store_folder,
                const char *folder, struct clock clock);

/** backups_free() - after the workers. NULL is allowed. */
void backups_free(struct backups *backups);

/** backups_start() - begin one. Return: 0, 1: one runs already, 2: the workers take nothing now, or < 0. */
int backups_start(struct backups *backups);

struct backups_progress backups_progress(const struct backups *backups);

/** backups_folder() - where they are. */
const char *backups_folder(const struct backups *backups);
