/*
 * Room on the disk and in the map. LMDB writes a commit's pages where it likes inside the file: into pages that became
 * free, which have their blocks, or behind the last used page. Only the latter can meet a full disk, in the middle of a
 * commit, so blocks are taken there ahead of time. Free pages are not counted as room: whether a batch may use them
 * depends on the readers of the moment. How many pages a batch will need is not known before it was run, so a commit
 * may still meet a full disk; so may one on a file system that copies on write. store_commit() tells this from a disk
 * that fails.
 */
#include "store/store_private.h"

#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#define MOST_DIRTY_PAGES   (1u << 17)    /* LMDB keeps no more in a transaction */
#define RESERVE_STEP_BYTES (16ull << 20) /* taken ahead at a time, so that not every batch costs a system call */

static int used_bytes(const struct store *store, uint64_t *bytes)
{
    MDB_envinfo info;
    int code = mdb_env_info(store->env, &info);
    if (code != 0)
        return store_result(code, "read the environment");
    *bytes = ((uint64_t)info.me_last_pgno + 1) * store->page_bytes;
    return 0;
}

static int used_readers(const struct store *store, uint32_t *readers)
{
    MDB_envinfo info;
    int code = mdb_env_info(store->env, &info);
    if (code != 0)
        return store_result(code, "read the environment");
    *readers = info.me_numreaders;
    return 0;
}

int store_usage(struct store *store, struct store_usage *usage)
{
    uint64_t used = 0;
    uint32_t readers = 0;
    int result = used_bytes(store, &used);
    if (result == 0)
        result = used_readers(store, &readers);
    if (result != 0)
        return result;
    int file;
    int code = mdb_env_get_fd(store->env, &file);
    if (code != 0)
        return store_result(code, "find the data file");
    struct stat status;
    struct statvfs space;
    if (fstat(file, &status) != 0 || fstatvfs(file, &space) != 0)
        return error_system("look at the data file");
    *usage = (struct store_usage){
        .map_bytes = store->map_bytes,
        .used_bytes = used,
        .disk_bytes = (uint64_t)status.st_blocks * 512, /* st_blocks counts these, whatever the file system's block */
        .free_bytes = (uint64_t)space.f_bavail * space.f_frsize,
        .readers = readers,
    };
    return 0;
}

bool space_may_be_full(const struct store *store)
{
    int file;
    struct statvfs space;
    return mdb_env_get_fd(store->env, &file) == 0 && fstatvfs(file, &space) == 0 &&
           (uint64_t)space.f_bavail * space.f_frsize < MOST_DIRTY_PAGES * store->page_bytes;
}

/* Give the data file blocks in [from, to). */
static int take_blocks(struct store *store, uint64_t from, uint64_t to)
{
    int file;
    int code = mdb_env_get_fd(store->env, &file);
    if (code != 0)
        return store_result(code, "find the data file");
    do
        code = posix_fallocate(file, (off_t)from, (off_t)(to - from));
    while (code == EINTR);
    if (code == ENOSPC || code == EDQUOT)
        return STORE_FULL;
    if (code != 0)
        return error_raise("reserve %llu bytes of disk: %s", (unsigned long long)(to - from), strerror(code));
    store->reserved_to = to;
    return 0;
}

int store_reserve(struct store *store, size_t bytes)
{
    uint64_t used = 0;
    int result = used_bytes(store, &used);
    if (result != 0)
        return result;
    if (used > store->map_bytes || bytes > store->map_bytes - used)
        return STORE_FULL;
    uint64_t needed = used + bytes;
    if (needed <= store->reserved_to)
        return 0;
    uint64_t from = used > store->reserved_to ? used : store->reserved_to;
    uint64_t ahead = store->map_bytes - needed < RESERVE_STEP_BYTES ? store->map_bytes : needed + RESERVE_STEP_BYTES;
    result = take_blocks(store, from, ahead);
    if (result == STORE_FULL) /* not enough for a whole step, perhaps for this batch */
        result = take_blocks(store, from, needed);
    return result;
}
