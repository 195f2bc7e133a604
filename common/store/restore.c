/* restore - see restore.h. The copy becomes data.mdb, the name under which a store is found, as the very last step. */
#include "store/restore.h"

#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE_BYTES      (1u << 20)
#define SYNC_EVERY_BYTES (64u << 20) /* one sync of gigabytes at the end would be a long silence (see copied()) */
#define PATH_BYTES       4096

static int write_piece(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : error_system("write the store");
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

static int sync_part(int part)
{
    if (fsync(part) == 0)
        return 0;
    return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : error_system("sync the store");
}

/* Byte by byte, as it is: it is verified where it will be used. */
static int copy_file(const struct store_restore_options *options, int part)
{
    CLEANUP(close_descriptor) int file = open(options->backup, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (file < 0 || fstat(file, &status) != 0)
        return error_system("open %s", options->backup);
    if (!S_ISREG(status.st_mode))
        return error_raise("%s is no file", options->backup);
    CLEANUP(free_pointer) char *piece = malloc(PIECE_BYTES);
    if (piece == NULL)
        return error_raise("no memory to copy %s", options->backup);
    uint64_t done = 0, synced = 0;
    for (;;) {
        ssize_t got = read(file, piece, PIECE_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_system("read %s", options->backup);
        if (got == 0)
            return sync_part(part);
        int result = write_piece(part, piece, (size_t)got);
        done += (uint64_t)got;
        if (result == 0 && done - synced >= SYNC_EVERY_BYTES) {
            synced = done;
            result = sync_part(part);
        }
        if (result != 0)
            return result;
        options->copied(options->hooks.context, done, (uint64_t)status.st_size);
    }
}

/* A backup that does not say whose it is was made before stores knew: its service will look at its tables. */
static int check_known(const struct store_restore_options *options, const struct store_report *report)
{
    uint32_t newest = 0;
    bool known = false;
    for (size_t i = 0; i < options->known_count; i++) {
        if (report->service[0] != '\0' && strcmp(report->service, options->known[i].service) != 0)
            continue;
        known = true;
        newest = options->known[i].schema > newest ? options->known[i].schema : newest;
    }
    if (!known)
        return STORE_OTHER_SERVICE;
    return report->schema > newest ? STORE_NEWER : 0;
}

/* The copy begins a history of its own. */
static int begin_anew(const char *path, const struct store_restoration *restoration, uint64_t *epoch)
{
    struct store *store;
    struct store_txn *txn;
    int result = file_open(&store, path, true);
    if (result != 0)
        return result;
    result = store_begin_write(store, &txn);
    if (result == 0) {
        result = meta_put_identity(txn);
        if (result == 0)
            result = meta_put_restoration(txn, restoration);
        if (result == 0)
            result = meta_read(txn);
        *epoch = store->epoch;
        if (result == 0)
            result = store_commit(txn);
        else
            store_abort(txn);
    }
    store_close(store);
    return result;
}

static int restore_into(const struct store *place, const struct store_restore_options *options,
                        struct store_restored *restored)
{
    char path[PATH_BYTES];
    if (snprintf(path, sizeof(path), "%s/" FOLDER_PART, options->folder) >= (int)sizeof(path))
        return error_raise("the path of the folder is too long");
    CLEANUP(close_descriptor)
    int part = openat(place->folder, FOLDER_PART, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (part < 0)
        return errno == ENOSPC ? STORE_FULL : error_system("open %s", path);
    int result = copy_file(options, part);
    if (result == 0)
        result = store_check_file(path, &options->hooks, &restored->report);
    if (result == 0)
        result = check_known(options, &restored->report);
    if (result == 0)
        result = file_make_room(part);
    const struct store_restoration restoration = {restored->report.taken, options->now_ms};
    if (result == 0)
        result = begin_anew(path, &restoration, &restored->epoch);
    if (result == 0)
        result = sync_part(part);
    if (result == 0 && renameat(place->folder, FOLDER_PART, place->folder, "data.mdb") != 0)
        result = error_system("rename %s", path);
    if (result != 0) {
        unlinkat(place->folder, FOLDER_PART, 0);
        return result;
    }
    return folder_sync(place, true);
}

int store_restore(const struct store_restore_options *options, struct store_restored *restored)
{
    *restored = (struct store_restored){0};
    if (access(options->backup, R_OK) != 0) /* before the folder is made */
        return error_system("open %s", options->backup);
    struct store *place = store_new(NULL, 0); /* the folder and its lock alone */
    if (place == NULL)
        return error_raise("restore: out of memory");
    int result = folder_open(place, options->folder);
    if (result == 0 && faccessat(place->folder, "data.mdb", F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        result = STORE_THERE;
    if (result == 0)
        result = restore_into(place, options, restored);
    store_close(place);
    return result;
}
