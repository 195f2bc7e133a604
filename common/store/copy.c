/*
 * A compact copy of an environment, while it is being used: free pages are left out, for they hold old text, and a copy
 * must not carry it on.
 *
 * LMDB writes into a pipe, from a thread of its own, and what comes out is written to the file here. So the copy can be
 * counted, stopped in the middle, and synced as it goes: one sync of gigabytes at the end would make every commit of
 * the service wait behind it.
 *
 * The copy is one read transaction. As long as it lasts LMDB uses no page again that a commit frees, and the store
 * grows by what is written meanwhile; after the copy those pages are free and used again. So that a copy can never fill
 * the map it is given up when half of the room that was left is gone.
 */
#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#define PIECE_BYTES      (1u << 20)
#define SYNC_EVERY_BYTES (16u << 20)

struct source {
    MDB_env *env;
    int pipe;
    int code; /* of LMDB */
};

static void *run_source(void *argument)
{
    struct source *source = argument;
    source->code = mdb_env_copyfd2(source->env, source->pipe, MDB_CP_COMPACT);
    close(source->pipe);
    return NULL;
}

static int used_bytes(const struct store *store, uint64_t *bytes)
{
    MDB_envinfo info;
    int code = mdb_env_info(store->env, &info);
    *bytes = ((uint64_t)info.me_last_pgno + 1) * store->page_bytes;
    return code == 0 ? 0 : store_result(code, "read the environment");
}

static int write_all(int file, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(file, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : error_system("write the copy");
        bytes += written;
        length -= (size_t)written;
    }
    return 0;
}

static int sync_copy(int file)
{
    if (fdatasync(file) == 0)
        return 0;
    return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : error_system("sync the copy");
}

/* Return: 0: go on. */
static int may_go_on(const struct store *store, uint64_t most_used, const struct copy_control *control)
{
    uint64_t used;
    int result = used_bytes(store, &used);
    if (result != 0)
        return result;
    if (control != NULL && control->cancel != NULL && atomic_load(control->cancel))
        return STORE_CANCELLED;
    return used > most_used ? STORE_MAP_FILLING : 0;
}

/* From the pipe to the file, until LMDB has written all. */
static int drain(const struct store *store, int pipe, int file, const struct copy_control *control)
{
    uint64_t used, unsynced = 0;
    int result = used_bytes(store, &used);
    if (result != 0)
        return result;
    CLEANUP(free_pointer) char *piece = malloc(PIECE_BYTES);
    if (piece == NULL)
        return error_raise("copy: out of memory");
    uint64_t most_used = used + (store->map_bytes - used) / 2;
    for (;;) {
        ssize_t got = read(pipe, piece, PIECE_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_system("read the copy");
        if (got == 0)
            return sync_copy(file);
        fault_point("backup.copy", unsynced);
        result = may_go_on(store, most_used, control);
        if (result == 0)
            result = write_all(file, piece, (size_t)got);
        unsynced += (uint64_t)got;
        if (result == 0 && unsynced >= SYNC_EVERY_BYTES) {
            unsynced = 0;
            result = sync_copy(file);
        }
        if (result != 0)
            return result;
        if (control != NULL && control->written_bytes != NULL)
            atomic_fetch_add(control->written_bytes, (uint64_t)got);
    }
}

int copy_environment(const struct store *store, int file, const struct copy_control *control)
{
    int ends[2];
    pthread_t thread;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return error_system("copy: a pipe");
    (void)fcntl(ends[1], F_SETPIPE_SZ, PIECE_BYTES); /* fewer turns; the usual size will do */
    struct source source = {.env = store->env, .pipe = ends[1]};
    if (pthread_create(&thread, NULL, run_source, &source) != 0) {
        close(ends[0]);
        close(ends[1]);
        return error_raise("copy: a thread cannot be started");
    }
    int result = drain(store, ends[0], file, control);
    close(ends[0]); /* if LMDB still writes, it is told EPIPE now */
    pthread_join(thread, NULL);
    if (result == 0 && source.code != 0)
        return error_raise("copy the environment: %s", mdb_strerror(source.code));
    return result;
}
