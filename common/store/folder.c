/*
 * The folder of an environment: making it, keeping a second process out, copies of the environment inside it. LMDB has
 * a lock file of its own, but that one lets several processes in; here one process owns the environment, and the kernel
 * lets go of its flock(2) when the process dies, however it dies.
 */
#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

int folder_open(struct store *store, const char *path)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return error_system("make the folder %s", path);
    store->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (store->folder < 0)
        return error_system("open the folder %s", path);
    store->lock = openat(store->folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (store->lock < 0)
        return error_system("open %s/lock", path);
    if (flock(store->lock, LOCK_EX | LOCK_NB) == 0) {
        unlinkat(store->folder, FOLDER_PART, 0); /* of one that was killed: nobody can go on with it */
        return 0;
    }
    if (errno == EWOULDBLOCK)
        return STORE_BUSY;
    return error_system("lock %s/lock", path);
}

/* A mount point has nothing above it that is ours to sync; that is no failure. */
static bool is_out_of_reach(int error)
{
    return error == EACCES || error == EROFS || error == EINVAL;
}

int store_probe(const char *path)
{
    CLEANUP(close_descriptor) int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return errno == ENOENT ? STORE_NOT_FOUND : error_system("open the folder %s", path);
    if (faccessat(folder, ".", W_OK | X_OK, 0) != 0)
        return error_system("write into the folder %s", path);
    if (faccessat(folder, "data.mdb", R_OK | W_OK, 0) != 0)
        return errno == ENOENT ? STORE_NOT_FOUND : error_system("read and write %s/data.mdb", path);
    CLEANUP(close_descriptor) int lock = openat(folder, "lock", O_RDWR | O_CLOEXEC);
    if (lock < 0)
        return errno == ENOENT ? 0 : error_system("open %s/lock", path);
    if (flock(lock, LOCK_SH | LOCK_NB) == 0)
        return 0;
    return errno == EWOULDBLOCK ? error_raise("the store in %s is open in another process", path)
                                : error_system("lock %s/lock", path);
}

int folder_sync(const struct store *store, bool above)
{
    if (fsync(store->folder) != 0)
        return error_system("sync the folder");
    if (!above)
        return 0;
    CLEANUP(close_descriptor) int parent = openat(store->folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent < 0)
        return is_out_of_reach(errno) ? 0 : error_system("open the folder above");
    if (fsync(parent) != 0 && !is_out_of_reach(errno))
        return error_system("sync the folder above");
    return 0;
}

int folder_copy(const struct store *store, const char *name)
{
    char part[256];
    if (snprintf(part, sizeof(part), "%s.part", name) >= (int)sizeof(part))
        return error_raise("copy the environment: the name is too long");
    CLEANUP(close_descriptor)
    int file = openat(store->folder, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return error_system("open %s", part);
    int result = copy_environment(store, file, NULL);
    if (result == 0 && fsync(file) != 0)
        result = error_system("sync %s", part);
    if (result != 0) {
        unlinkat(store->folder, part, 0);
        return result < 0 ? error_pass(result, "copy the environment to %s", part) : result;
    }
    if (renameat(store->folder, part, store->folder, name) != 0)
        return error_system("rename %s", part);
    return folder_sync(store, false);
}
