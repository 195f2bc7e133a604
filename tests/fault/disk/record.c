/*
 * record - what the program does to watched files, noted on its way to the kernel. Everything here goes to the kernel
 * by syscall(2): with libc's own functions defined here, there is no other way to them that also holds under the
 * sanitizers, which define some of them, too.
 *
 * A file is known by its inode, so it does not matter when, or how often, it was opened. The lock is held from before
 * the call until it is noted, so the order of the notes is the order of what happened.
 */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

pthread_mutex_t disk_lock = PTHREAD_MUTEX_INITIALIZER;
struct disk_record *disk_watched;
static struct disk_trouble trouble;
static uint64_t steps_since_trouble;

void *disk_need(void *memory)
{
    if (!memory)
        abort();
    return memory;
}

struct disk_step *disk_add_step(enum disk_kind kind)
{
    if (disk_watched->count == disk_watched->room) {
        disk_watched->room = disk_watched->room ? disk_watched->room * 2 : 256;
        disk_watched->steps = disk_need(realloc(disk_watched->steps, disk_watched->room * sizeof *disk_watched->steps));
    }
    struct disk_step *step = &disk_watched->steps[disk_watched->count++];
    *step = (struct disk_step){.kind = kind};
    return step;
}

/* Which file */

size_t disk_find_inode(const struct stat *status)
{
    for (size_t i = disk_watched->file_count; i-- > 0;)
        if (disk_watched->inodes[i].number == status->st_ino && disk_watched->inodes[i].device == status->st_dev)
            return i;
    return DISK_NO_FILE;
}

size_t disk_add_inode(struct disk_record *record, const struct stat *status)
{
    record->inodes = disk_need(realloc(record->inodes, (record->file_count + 1) * sizeof *record->inodes));
    record->inodes[record->file_count] = (struct disk_inode){status->st_dev, status->st_ino, (uint64_t)status->st_size};
    return record->file_count++;
}

static size_t file_of(int descriptor)
{
    struct stat status;
    if (!disk_watched || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode))
        return DISK_NO_FILE;
    return disk_find_inode(&status);
}

/* Makes @name, in the folder that is open as @folder, relative to the watched folder. Return: whether it is in it. */
bool disk_relative_name(int folder, const char *name, char *relative)
{
    char path[PATH_MAX] = "", link[64];
    size_t length = strlen(disk_watched->folder);
    if (name[0] != '/') {
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        ssize_t got = readlink(link, path, sizeof path - 1);
        if (got < 0 || (size_t)got + strlen(name) + 2 > sizeof path)
            return false;
        path[got] = '\0';
        if (name[0] != '\0')
            strcat(strcat(path, "/"), name);
    } else {
        snprintf(path, sizeof path, "%s", name);
    }
    if (strncmp(path, disk_watched->folder, length) != 0 || (path[length] != '/' && path[length] != '\0'))
        return false;
    snprintf(relative, PATH_MAX, "%s", path[length] ? path + length + 1 : "");
    return !disk_is_ignored(disk_watched, relative);
}

/* What the disk does */

/* Return: 0, or what the call fails with. */
int disk_meet_trouble(void)
{
    if (!disk_watched)
        return 0;
    return trouble.fail_at && ++steps_since_trouble == trouble.fail_at ? trouble.fail_with : 0;
}

static uint64_t taken_bytes(void)
{
    uint64_t all = 0;
    for (size_t i = 0; i < disk_watched->file_count; i++)
        all += disk_watched->inodes[i].blocks_to;
    return all;
}

static int grow(size_t file, uint64_t end)
{
    uint64_t *blocks_to = &disk_watched->inodes[file].blocks_to;
    end = (end + DISK_PAGE_BYTES - 1) / DISK_PAGE_BYTES * DISK_PAGE_BYTES;
    if (end <= *blocks_to)
        return 0;
    if (trouble.room_bytes && taken_bytes() + end - *blocks_to > trouble.room_bytes)
        return ENOSPC;
    *blocks_to = end;
    return 0;
}

/* Room that is left, as the file system would tell it. */
int fstatvfs(int descriptor, struct statvfs *space)
{
    struct statfs all;
    if (fstatfs(descriptor, &all) != 0)
        return -1;
    *space = (struct statvfs){.f_bsize = (unsigned long)all.f_bsize,
                              .f_frsize = (unsigned long)(all.f_frsize ? all.f_frsize : all.f_bsize),
                              .f_blocks = all.f_blocks,
                              .f_bfree = all.f_bfree,
                              .f_bavail = all.f_bavail,
                              .f_namemax = (unsigned long)all.f_namelen};
    pthread_mutex_lock(&disk_lock);
    if (trouble.room_bytes && file_of(descriptor) != DISK_NO_FILE) {
        uint64_t taken = taken_bytes(), left = trouble.room_bytes > taken ? trouble.room_bytes - taken : 0;
        space->f_bavail = space->f_bfree = left / space->f_frsize;
    }
    pthread_mutex_unlock(&disk_lock);
    return 0;
}

int disk_fail(int error)
{
    pthread_mutex_unlock(&disk_lock);
    errno = error;
    return -1;
}

/* Writing */

static void note_write(size_t file, int descriptor, uint64_t offset, const struct iovec *parts, int count,
                       size_t written)
{
    struct disk_step *step = disk_add_step(DISK_WRITE);
    step->file = file;
    step->offset = offset;
    step->length = written;
    step->bytes = disk_need(malloc(written + 1));
    step->lasting = (fcntl(descriptor, F_GETFL) & O_DSYNC) && !trouble.late;
    size_t copied = 0;
    for (int i = 0; i < count && copied < written; i++) {
        size_t length = parts[i].iov_len < written - copied ? parts[i].iov_len : written - copied;
        memcpy(step->bytes + copied, parts[i].iov_base, length);
        copied += length;
    }
}

/* @offset: < 0: where the descriptor stands. */
static ssize_t write_on(int descriptor, const struct iovec *parts, int count, off_t offset)
{
    return offset < 0 ? syscall(SYS_writev, descriptor, parts, count)
                      : syscall(SYS_pwritev, descriptor, parts, count, offset, 0);
}

/* As write_on(), where the disk has room for a part of it alone: so many whole parts as there is room for. */
static ssize_t write_some(size_t file, int descriptor, const struct iovec *parts, int count, off_t offset, off_t from)
{
    size_t wanted = 0;
    for (int i = 0; i < count; i++)
        wanted += parts[i].iov_len;
    while (count > 0 && grow(file, (uint64_t)from + wanted) != 0)
        wanted -= parts[--count].iov_len;
    if (count > 0)
        return write_on(descriptor, parts, count, offset);
    errno = ENOSPC;
    return -1;
}

static ssize_t write_parts(int descriptor, const struct iovec *parts, int count, off_t offset)
{
    pthread_mutex_lock(&disk_lock);
    size_t file = file_of(descriptor);
    if (file == DISK_NO_FILE) {
        pthread_mutex_unlock(&disk_lock); /* it may be a pipe, and wait */
        return write_on(descriptor, parts, count, offset);
    }
    int error = disk_meet_trouble();
    if (error)
        return disk_fail(error);
    off_t from = offset;
    if (from < 0)
        from = lseek(descriptor, 0, fcntl(descriptor, F_GETFL) & O_APPEND ? SEEK_END : SEEK_CUR);
    ssize_t written = write_some(file, descriptor, parts, count, offset, from);
    error = errno;
    if (written > 0)
        note_write(file, descriptor, (uint64_t)from, parts, count, (size_t)written);
    pthread_mutex_unlock(&disk_lock);
    errno = error;
    return written;
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
    const struct iovec part = {(void *)(uintptr_t)bytes, length};
    return write_parts(descriptor, &part, 1, -1);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count)
{
    return write_parts(descriptor, parts, count, -1);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset)
{
    const struct iovec part = {(void *)(uintptr_t)bytes, length};
    return write_parts(descriptor, &part, 1, offset);
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off_t offset)
{
    return pwrite(descriptor, bytes, length, offset);
}

ssize_t pwritev(int descriptor, const struct iovec *parts, int count, off_t offset)
{
    return write_parts(descriptor, parts, count, offset);
}

ssize_t pwritev64(int descriptor, const struct iovec *parts, int count, off_t offset)
{
    return write_parts(descriptor, parts, count, offset);
}

void disk_note_length(size_t file, uint64_t length)
{
    struct disk_step *step = disk_add_step(DISK_LENGTH);
    step->file = file;
    step->length = length;
}

int ftruncate(int descriptor, off_t length)
{
    pthread_mutex_lock(&disk_lock);
    size_t file = file_of(descriptor);
    int error = file == DISK_NO_FILE ? 0 : disk_meet_trouble();
    if (error)
        return disk_fail(error);
    int result = (int)syscall(SYS_ftruncate, descriptor, length);
    if (result == 0 && file != DISK_NO_FILE) {
        disk_note_length(file, (uint64_t)length);
        if (disk_watched->inodes[file].blocks_to > (uint64_t)length)
            disk_watched->inodes[file].blocks_to = (uint64_t)length;
    }
    pthread_mutex_unlock(&disk_lock);
    return result;
}

int ftruncate64(int descriptor, off_t length)
{
    return ftruncate(descriptor, length);
}

int posix_fallocate(int descriptor, off_t offset, off_t length)
{
    struct stat before;
    pthread_mutex_lock(&disk_lock);
    size_t file = file_of(descriptor);
    int error = file == DISK_NO_FILE ? 0 : disk_meet_trouble();
    if (!error && file != DISK_NO_FILE)
        error = grow(file, (uint64_t)(offset + length));
    if (!error && fstat(descriptor, &before) != 0)
        error = errno;
    if (!error && syscall(SYS_fallocate, descriptor, 0, offset, length) != 0)
        error = errno;
    if (!error && file != DISK_NO_FILE && offset + length > before.st_size)
        disk_note_length(file, (uint64_t)(offset + length));
    pthread_mutex_unlock(&disk_lock);
    return error;
}

int posix_fallocate64(int descriptor, off_t offset, off_t length)
{
    return posix_fallocate(descriptor, offset, length);
}

/* Syncing */

static bool is_watched_folder(int descriptor, char relative[PATH_MAX])
{
    struct stat status;
    return disk_watched && fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode) &&
           disk_relative_name(descriptor, "", relative);
}

static int sync_by(long call, int descriptor)
{
    char folder[PATH_MAX];
    pthread_mutex_lock(&disk_lock);
    size_t file = file_of(descriptor);
    bool names = is_watched_folder(descriptor, folder);
    int error = file == DISK_NO_FILE && !names ? 0 : disk_meet_trouble();
    if (error)
        return disk_fail(error);
    int result = (int)syscall(call, descriptor);
    if (result == 0 && (names || file != DISK_NO_FILE) && !trouble.deaf) {
        struct disk_step *step = disk_add_step(names ? DISK_SYNC_NAMES : DISK_SYNC);
        step->file = file;
        step->name = names ? disk_need(strdup(folder)) : NULL;
    }
    pthread_mutex_unlock(&disk_lock);
    return result;
}

int fsync(int descriptor)
{
    return sync_by(SYS_fsync, descriptor);
}

int fdatasync(int descriptor)
{
    return sync_by(SYS_fdatasync, descriptor);
}

/* The watch */

static int add_base(void *context, const char *name, int file)
{
    struct disk_record *record = context;
    struct stat status;
    record->base = disk_need(realloc(record->base, (record->base_count + 1) * sizeof *record->base));
    memset(&record->base[record->base_count], 0, sizeof *record->base);
    record->base[record->base_count].name = disk_need(strdup(name));
    if (content_read(&record->base[record->base_count++].content, file) != 0 || fstat(file, &status) != 0)
        return -1;
    disk_add_inode(record, &status);
    return 0;
}

static void copy_ignored(struct disk_record *record, const char *const *ignored)
{
    size_t count = 0;
    while (ignored && ignored[count])
        count++;
    record->ignored = disk_need(calloc(count + 1, sizeof *record->ignored));
    for (size_t i = 0; i < count; i++)
        record->ignored[i] = disk_need(strdup(ignored[i]));
}

int disk_watch(const char *folder, const char *const *ignored)
{
    struct disk_record *record = disk_need(calloc(1, sizeof *record));
    copy_ignored(record, ignored);
    record->folder = realpath(folder, NULL);
    if (!record->folder) {
        disk_record_free(record);
        return -1;
    }
    /* Before the lock: what it calls takes the lock itself. */
    int result = disk_each_file(record, record->folder, add_base, record);
    if (result != 0) {
        disk_record_free(record);
        return result;
    }
    pthread_mutex_lock(&disk_lock);
    if (disk_watched)
        abort(); /* one watch at a time */
    disk_watched = record;
    trouble = (struct disk_trouble){0};
    pthread_mutex_unlock(&disk_lock);
    return 0;
}

size_t disk_steps(void)
{
    pthread_mutex_lock(&disk_lock);
    size_t count = disk_watched ? disk_watched->count : 0;
    pthread_mutex_unlock(&disk_lock);
    return count;
}

struct disk_record *disk_stop(void)
{
    pthread_mutex_lock(&disk_lock);
    struct disk_record *record = disk_watched;
    disk_watched = NULL;
    trouble = (struct disk_trouble){0};
    pthread_mutex_unlock(&disk_lock);
    return record;
}

void disk_trouble(const struct disk_trouble *wanted)
{
    pthread_mutex_lock(&disk_lock);
    trouble = wanted ? *wanted : (struct disk_trouble){0};
    steps_since_trouble = 0;
    pthread_mutex_unlock(&disk_lock);
}

void disk_record_free(struct disk_record *record)
{
    if (!record)
        return;
    for (size_t i = 0; i < record->base_count; i++) {
        free(record->base[i].name);
        content_free(&record->base[i].content);
    }
    for (size_t i = 0; i < record->count; i++) {
        free(record->steps[i].bytes);
        free(record->steps[i].name);
        free(record->steps[i].to_name);
    }
    for (char **ignored = record->ignored; *ignored; ignored++)
        free(*ignored);
    free(record->ignored);
    free(record->base);
    free(record->steps);
    free(record->inodes);
    free(record->folder);
    free(record);
}
