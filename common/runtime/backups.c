/* backups - see backups.h. Everything but the copy itself is the loop's. */
#include "runtime/backups.h"

#include "base/error.h"
#include "base/limits.h"
#include "runtime/log.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER_BYTES 4096

struct backups {
    struct work work; /* first: done() is handed this */
    struct store *store;
    struct workers *workers;
    struct clock clock;
    char folder[FOLDER_BYTES];
    struct backups_progress progress; /* but for written_bytes, which the worker counts */
    struct store_backup made;         /* the worker's, until it is done */
    _Atomic uint64_t written_bytes;
};

static int run(struct work *work)
{
    struct backups *backups = (struct backups *)work;
    const struct store_backup_options options = {
        .folder = backups->folder,
        .taken_at_ms = backups->progress.started_at_ms,
        .keep = LIMIT_BACKUPS_KEPT,
        .cancel = &work->cancel,
        .written_bytes = &backups->written_bytes,
    };
    return store_backup(backups->store, &options, &backups->made);
}

static void done(struct work *work)
{
    struct backups *backups = (struct backups *)work;
    struct backups_progress *progress = &backups->progress;
    progress->ended_at_ms = clock_utc_ms(&backups->clock);
    if (work->result == 0) {
        progress->state = BACKUPS_DONE;
        progress->backup = backups->made;
        log_event(LOG_INFO, "backup_done", "{s:s, s:I, s:I}", "file", backups->made.name, "position",
                  (json_int_t)backups->made.taken.sequence, "bytes", (json_int_t)backups->made.bytes);
        return;
    }
    progress->state = BACKUPS_FAILED;
    progress->outcome = work->result == WORK_CANCELLED ? STORE_CANCELLED : work->result;
    if (progress->outcome == STORE_CANCELLED) /* the service was told to end */
        log_event(LOG_INFO, "backup_cancelled", "{s:s}", "folder", backups->folder);
    else
        log_event(LOG_ERROR, "backup_failed", "{s:i, s:s}", "outcome", progress->outcome, "trail", work->trail);
}

int backups_new(struct backups **out, struct store *store, struct workers *workers, const char *store_folder,
                const char *folder, struct clock clock)
{
    struct backups *backups = calloc(1, sizeof *backups);
    if (!backups)
        return error_system("backups");
    backups->work = (struct work){.run = run, .done = done};
    backups->store = store;
    backups->workers = workers;
    backups->clock = clock;
    bool own = !folder || !folder[0];
    int length =
        snprintf(backups->folder, sizeof backups->folder, "%s%s", own ? store_folder : folder, own ? "/backups" : "");
    int result = length >= (int)sizeof backups->folder ? error_raise("the path of the backups is too long") : 0;
    if (result == 0)
        result = store_backup_tidy(store, backups->folder, &backups->progress.backup);
    if (result == 0) {
        backups->progress.state = BACKUPS_DONE;
        backups->progress.started_at_ms = backups->progress.backup.taken.taken_at_ms;
    }
    if (result < 0) { /* a folder that cannot be read is no reason not to serve */
        log_event(LOG_ERROR, "backups_unreadable", "{s:s}", "trail", error_trail());
    }
    *out = backups;
    return 0;
}

void backups_free(struct backups *backups)
{
    free(backups);
}

int backups_start(struct backups *backups)
{
    struct backups_progress next = {.state = BACKUPS_RUNNING, .started_at_ms = clock_utc_ms(&backups->clock)};
    if (backups->progress.state == BACKUPS_RUNNING)
        return 1;
    int result = store_backup_about(backups->store, &next.about_bytes);
    if (result < 0)
        return result;
    struct backups_progress former = backups->progress;
    backups->progress = next;
    atomic_store(&backups->written_bytes, 0);
    if (workers_push(backups->workers, &backups->work) != 0) {
        backups->progress = former;
        return 2;
    }
    log_event(LOG_INFO, "backup_begun", "{s:s, s:I}", "folder", backups->folder, "about_bytes",
              (json_int_t)next.about_bytes);
    return 0;
}

struct backups_progress backups_progress(const struct backups *backups)
{
    struct backups_progress progress = backups->progress;
    progress.written_bytes =
        progress.state == BACKUPS_DONE ? progress.backup.bytes : atomic_load(&backups->written_bytes);
    return progress;
}

const char *backups_folder(const struct backups *backups)
{
    return backups->folder;
}
