/*
 * names - files made, renamed and removed, noted on their way to the kernel as record.c notes what is written to them.
 */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The file that has the name now. */
static size_t file_named(int folder, const char *name)
{
    struct stat status;
    return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? disk_find_inode(&status) : DISK_NO_FILE;
}

/* @before: the status of what had the name; NULL: nothing had it. */
static void note_open(int descriptor, int flags, const struct stat *before, const char *name)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return;
    if (!before) {
        size_t file = disk_add_inode(disk_watched, &status);
        struct disk_step *step = disk_add_step(DISK_CREATE);
        step->file = file;
        step->name = disk_need(strdup(name));
    } else if ((flags & O_TRUNC) && before->st_size > 0) {
        disk_note_length(disk_find_inode(&status), 0);
    }
}

static int open_at(int folder, const char *path, int flags, mode_t mode)
{
    char name[PATH_MAX];
    struct stat before;
    pthread_mutex_lock(&disk_lock);
    bool noted = disk_watched && (flags & (O_CREAT | O_TRUNC)) && (flags & O_TMPFILE) != O_TMPFILE &&
                 disk_relative_name(folder, path, name);
    bool there = noted && fstatat(folder, path, &before, 0) == 0;
    int error = noted && !there ? disk_meet_trouble() : 0;
    if (error)
        return disk_fail(error);
    int descriptor = (int)syscall(SYS_openat, folder, path, flags, mode);
    int opened = errno;
    if (noted && descriptor >= 0)
        note_open(descriptor, flags, there ? &before : NULL, name);
    pthread_mutex_unlock(&disk_lock);
    errno = opened;
    return descriptor;
}

#define OPEN(folder, path, flags)                                                                                      \
    va_list arguments;                                                                                                 \
    va_start(arguments, flags);                                                                                        \
    mode_t mode = (flags)&O_CREAT || ((flags)&O_TMPFILE) == O_TMPFILE ? va_arg(arguments, mode_t) : 0;                 \
    va_end(arguments);                                                                                                 \
    return open_at(folder, path, flags, mode)

int open(const char *path, int flags, ...)
{
    OPEN(AT_FDCWD, path, flags);
}

int open64(const char *path, int flags, ...)
{
    OPEN(AT_FDCWD, path, flags);
}

int openat(int folder, const char *path, int flags, ...)
{
    OPEN(folder, path, flags);
}

int openat64(int folder, const char *path, int flags, ...)
{
    OPEN(folder, path, flags);
}

int renameat(int folder, const char *name, int to_folder, const char *to_name)
{
    char from[PATH_MAX], to[PATH_MAX];
    pthread_mutex_lock(&disk_lock);
    bool noted = disk_watched && disk_relative_name(folder, name, from) && disk_relative_name(to_folder, to_name, to);
    int error = noted ? disk_meet_trouble() : 0;
    if (error)
        return disk_fail(error);
    size_t file = noted ? file_named(folder, name) : DISK_NO_FILE;
    int result = (int)syscall(SYS_renameat, folder, name, to_folder, to_name);
    if (noted && result == 0 && file != DISK_NO_FILE) {
        struct disk_step *step = disk_add_step(DISK_RENAME);
        step->file = file;
        step->name = disk_need(strdup(from));
        step->to_name = disk_need(strdup(to));
    }
    pthread_mutex_unlock(&disk_lock);
    return result;
}

int rename(const char *name, const char *to_name)
{
    return renameat(AT_FDCWD, name, AT_FDCWD, to_name);
}

int unlinkat(int folder, const char *name, int flags)
{
    char path[PATH_MAX];
    pthread_mutex_lock(&disk_lock);
    bool noted = disk_watched && !(flags & AT_REMOVEDIR) && disk_relative_name(folder, name, path);
    int error = noted ? disk_meet_trouble() : 0;
    if (error)
        return disk_fail(error);
    size_t file = noted ? file_named(folder, name) : DISK_NO_FILE;
    int result = (int)syscall(SYS_unlinkat, folder, name, flags);
    if (noted && result == 0 && file != DISK_NO_FILE) {
        struct disk_step *step = disk_add_step(DISK_REMOVE);
        step->file = file;
        step->name = disk_need(strdup(path));
    }
    pthread_mutex_unlock(&disk_lock);
    return result;
}

int unlink(const char *name)
{
    return unlinkat(AT_FDCWD, name, 0);
}
