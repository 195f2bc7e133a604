/* disk - see disk.h. The real calls are made through syscall(2), for their names are ours. */
#include "disk.h"

#include "base/error.h"
#include "node.h"
#include "store/check.h"

#include <assert.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <lmdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define PAGE_BYTES   4096u
#define SECTOR_BYTES 512u
#define FILES_MOST   1024

struct disk_write {
    uint64_t at;
    size_t length;
    uint8_t *bytes;
};

static struct open_file {
    struct node *node; /* NULL: nothing of ours */
    unsigned life;
    bool syncs; /* every write */
} files[FILES_MOST];

/* --- what is durable --- */

static void put(uint8_t **bytes, size_t *length, size_t *room, uint64_t at, const uint8_t *from, size_t count)
{
    if (at + count > *room) {
        *room = (at + count) * 2;
        *bytes = realloc(*bytes, *room);
        assert(*bytes);
    }
    if (at + count > *length) {
        memset(*bytes + *length, 0, at + count - *length);
        *length = at + count;
    }
    memcpy(*bytes + at, from, count);
}

static void make_durable(struct disk *disk, uint64_t at, const uint8_t *from, size_t count)
{
    put(&disk->durable, &disk->durable_bytes, &disk->durable_room, at, from, count);
}

static void forget_pending(struct disk *disk)
{
    for (size_t i = 0; i < disk->pending_count; i++)
        free(disk->pending[i].bytes);
    disk->pending_count = 0;
}

static void sync_all(struct disk *disk)
{
    for (size_t i = 0; i < disk->pending_count; i++)
        make_durable(disk, disk->pending[i].at, disk->pending[i].bytes, disk->pending[i].length);
    forget_pending(disk);
}

static void note_write(struct disk *disk, uint64_t at, const void *bytes, size_t length)
{
    if (disk->pending_count == disk->pending_room) {
        disk->pending_room = disk->pending_room ? disk->pending_room * 2 : 64;
        disk->pending = realloc(disk->pending, disk->pending_room * sizeof *disk->pending);
        assert(disk->pending);
    }
    uint8_t *copy = malloc(length);
    assert(copy);
    memcpy(copy, bytes, length);
    disk->pending[disk->pending_count++] = (struct disk_write){at, length, copy};
}

/* Pages of one write, or sectors of it, each of which reached the disk or not. */
static void keep_some(struct disk *disk, const struct disk_write *write, uint32_t permille)
{
    size_t unit = chance_hits(&world_chance, 200) ? SECTOR_BYTES : PAGE_BYTES;
    for (size_t from = 0; from < write->length; from += unit) {
        size_t count = write->length - from < unit ? write->length - from : unit;
        if (chance_hits(&world_chance, permille))
            make_durable(disk, write->at + from, write->bytes + from, count);
    }
}

void disk_freeze(struct node *node, bool power)
{
    static const uint32_t permilles[] = {0, 1000, 500, 100, 900};
    struct disk *disk = &node->disk;
    uint32_t permille = power ? permilles[chance_below(&world_chance, 5)] : 1000;
    world_trace(node,
                power ? "power cut: %llu writes were not synced, %llu of 1000 pages of them are kept"
                      : "killed: %llu writes were not synced",
                disk->pending_count, permille, 0);
    for (size_t i = 0; i < disk->pending_count; i++)
        keep_some(disk, &disk->pending[i], permille);
    forget_pending(disk);
    free(disk->image);
    disk->image = malloc(disk->durable_bytes + 1);
    assert(disk->image);
    disk->image_bytes = disk->durable_bytes;
    if (disk->durable_bytes)
        memcpy(disk->image, disk->durable, disk->durable_bytes);
}

static void path_of(const struct node *node, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", node->folder, name);
}

void disk_thaw(struct node *node)
{
    struct disk *disk = &node->disk;
    char path[128];
    disk->has_failed = false;
    if (!disk->image)
        return;
    path_of(node, "lock.mdb", path);
    unlink(path);
    path_of(node, "data.mdb", path);
    unlink(path);
    int file = disk->image_bytes ? (int)syscall(SYS_open, path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
    if (file >= 0) {
        ssize_t written = syscall(SYS_write, file, disk->image, disk->image_bytes);
        assert(written == (ssize_t)disk->image_bytes);
        syscall(SYS_close, file);
    }
    free(disk->image);
    disk->image = NULL;
}

static void shown(void *context, uint64_t done, uint64_t total)
{
    (void)context, (void)done, (void)total;
}

static void damaged(void *context, const char *what)
{
    const struct node *node = context;
    world_break("the store of %s is damaged: %s", node->name, what);
}

void disk_check(const struct node *node)
{
    const struct store_check_hooks hooks = {shown, damaged, (void *)(uintptr_t)node};
    struct store_report report;
    char path[128];
    path_of(node, "data.mdb", path);
    if (store_check_file(path, &hooks, &report) != 0)
        world_break("the store of %s cannot be checked: %s", node->name, error_trail());
}

size_t disk_copy(const struct node *node, uint8_t **bytes)
{
    *bytes = malloc(node->disk.durable_bytes + 1);
    assert(*bytes);
    if (node->disk.durable_bytes)
        memcpy(*bytes, node->disk.durable, node->disk.durable_bytes);
    return node->disk.durable_bytes;
}

void disk_adopt(struct node *node)
{
    struct disk *disk = &node->disk;
    struct stat status;
    char path[128];
    path_of(node, "data.mdb", path);
    forget_pending(disk);
    free(disk->image);
    disk->image = NULL;
    disk->durable_bytes = 0;
    int file = (int)syscall(SYS_open, path, O_RDONLY, 0);
    if (file < 0)
        return;
    if (fstat(file, &status) == 0 && status.st_size > 0) {
        uint8_t *bytes = malloc((size_t)status.st_size);
        ssize_t got = bytes ? syscall(SYS_read, file, bytes, (size_t)status.st_size) : -1;
        assert(got == status.st_size);
        make_durable(disk, 0, bytes, (size_t)got);
        free(bytes);
    }
    syscall(SYS_close, file);
}

/* --- the calls --- */

static struct open_file *file_of(int file)
{
    return file >= 0 && file < FILES_MOST && files[file].node ? &files[file] : NULL;
}

/* Whether the one who writes is still there to do it; an act takes time, and may be the last. */
static bool act(const struct open_file *file, int64_t most_us)
{
    struct node *node = file->node;
    if (node->is_dead || node->life != file->life)
        return false;
    node_act(node);
    if (!node->is_dead && fiber_running() && most_us > 0)
        fiber_sleep(chance_between(&world_chance, most_us / 4, most_us));
    return !node->is_dead;
}

static bool fails(struct disk *disk)
{
    if (disk->fails_in_acts == 0 || --disk->fails_in_acts > 0)
        return false;
    disk->has_failed = true;
    errno = EIO;
    world_trace(node_running(), "the disk fails", 0, 0, 0);
    return true;
}

/* Return: -1: it failed, and errno says how; 0: go on */
static int write_at(struct open_file *file, uint64_t at, const void *bytes, size_t length)
{
    if (!act(file, 30))
        return 0;
    if (fails(&file->node->disk))
        return -1;
    if (file->syncs)
        make_durable(&file->node->disk, at, bytes, length);
    else
        note_write(&file->node->disk, at, bytes, length);
    return 0;
}

int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (flags & O_CREAT) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    int file = (int)syscall(SYS_open, path, flags, mode);
    struct node *node = node_running();
    size_t length = strlen(path);
    bool is_data = length > 9 && strcmp(path + length - 9, "/data.mdb") == 0;
    if (file >= 0 && file < FILES_MOST && is_data && node && node->host && (flags & O_ACCMODE) != O_RDONLY) {
        if (node->disk.durable_bytes == 0 && node->disk.pending_count == 0)
            disk_adopt(node); /* made under another name, and synced, before it got this one */
        files[file] = (struct open_file){node, node->life, (flags & O_DSYNC) != 0};
    }
    return file;
}

int close(int file)
{
    if (file >= 0 && file < FILES_MOST)
        files[file].node = NULL;
    return (int)syscall(SYS_close, file);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t at)
{
    struct open_file *file = file_of(descriptor);
    if (file && write_at(file, (uint64_t)at, bytes, length) != 0)
        return -1;
    return syscall(SYS_pwrite64, descriptor, bytes, length, at);
}

ssize_t writev(int descriptor, const struct iovec *pieces, int count)
{
    struct open_file *file = file_of(descriptor);
    off_t at = file ? (off_t)syscall(SYS_lseek, descriptor, 0, SEEK_CUR) : 0;
    for (int i = 0; file && i < count; i++) {
        if (write_at(file, (uint64_t)at, pieces[i].iov_base, pieces[i].iov_len) != 0)
            return -1;
        at += (off_t)pieces[i].iov_len;
    }
    return syscall(SYS_writev, descriptor, pieces, count);
}

int fdatasync(int descriptor)
{
    struct open_file *file = file_of(descriptor);
    if (!file) /* in memory all the same */
        return 0;
    if (!act(file, file->node->disk.sync_most_us))
        return 0;
    if (fails(&file->node->disk))
        return -1;
    sync_all(&file->node->disk);
    return 0;
}

int fsync(int descriptor)
{
    return fdatasync(descriptor);
}

/* Blocks cost memory here, and nobody needs them. */
int posix_fallocate(int descriptor, off_t from, off_t length)
{
    (void)from, (void)length;
    const struct open_file *file = file_of(descriptor);
    return file && file->node->disk.is_full && !file->node->is_dead ? ENOSPC : 0;
}

/* A transaction that touches too much is refused by LMDB; here now and then for no reason. */
int mdb_put(MDB_txn *txn, MDB_dbi table, MDB_val *key, MDB_val *value, unsigned flags)
{
    static int (*real)(MDB_txn *, MDB_dbi, MDB_val *, MDB_val *, unsigned);
    struct node *node = node_running();
    if (!real)
        *(void **)&real = dlsym(RTLD_NEXT, "mdb_put");
    if (node && node->state == NODE_UP && !node->is_dead && node->disk.refuses_permille &&
        chance_hits(&world_chance, node->disk.refuses_permille)) {
        world_trace(node, "no room in the transaction", 0, 0, 0);
        return MDB_TXN_FULL;
    }
    return real(txn, table, key, value, flags);
}
