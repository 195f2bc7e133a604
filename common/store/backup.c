/* backup - see backup.h. Odd cases: the clock may have been set back, so the history says which backup is newer, and
 * its time only where that is the same; and what was just made is never taken for old. */
#include "store/backup.h"

#include "store/outbox.h"
#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#define TIME_CHARACTERS  20 /* 20261122T171455.123Z */
#define EPOCH_CHARACTERS 16
#define PATH_BYTES       4096

static const char ending[] = ".mdb";

static void write_name(const struct store *store, struct store_backup *backup)
{
    time_t seconds = (time_t)(backup->taken.taken_at_ms / 1000);
    struct tm utc;
    gmtime_r(&seconds, &utc);
    char day[16], hour[16];
    strftime(day, sizeof(day), "%Y%m%d", &utc);
    strftime(hour, sizeof(hour), "%H%M%S", &utc);
    snprintf(backup->name, sizeof(backup->name), "%s-%sT%s.%03dZ-%016llx-%llu%s", store->service, day, hour,
             (int)(backup->taken.taken_at_ms % 1000), (unsigned long long)backup->taken.epoch,
             (unsigned long long)backup->taken.sequence, ending);
}

static int64_t read_time(const char *text)
{
    struct tm utc = {0};
    int ms, length = 0;
    // NOLINTNEXTLINE(cert-err34-c): every number has a width, and none can overflow
    if (sscanf(text, "%4d%2d%2dT%2d%2d%2d.%3dZ-%n", &utc.tm_year, &utc.tm_mon, &utc.tm_mday, &utc.tm_hour, &utc.tm_min,
               &utc.tm_sec, &ms, &length) != 7 ||
        length != TIME_CHARACTERS + 1)
        return -1;
    utc.tm_year -= 1900;
    utc.tm_mon -= 1;
    return (int64_t)timegm(&utc) * 1000 + ms;
}

/* Whether @name is one that write_name() makes for this store's present history. */
static bool read_name(const struct store *store, const char *name, struct store_backup *backup)
{
    char digits[24];
    size_t length = strlen(name), service = strlen(store->service);
    size_t fixed = service + 1 + TIME_CHARACTERS + 1 + EPOCH_CHARACTERS + 1;
    struct store_backup found = {.taken.epoch = store->epoch};
    if (length >= sizeof(found.name) || length <= fixed + strlen(ending) ||
        strcmp(name + length - strlen(ending), ending) != 0 || strncmp(name, store->service, service) != 0)
        return false;
    size_t digit_count = length - fixed - strlen(ending);
    found.taken.taken_at_ms = read_time(name + service + 1);
    if (found.taken.taken_at_ms < 0 || digit_count >= sizeof(digits))
        return false;
    memcpy(digits, name + fixed, digit_count);
    digits[digit_count] = '\0';
    if (!number_parse_u64(digits, UINT64_MAX, &found.taken.sequence))
        return false;
    write_name(store, &found);
    if (strcmp(found.name, name) != 0) /* another epoch, too */
        return false;
    *backup = found;
    return true;
}

static bool is_newer(const struct store_backup *one, const struct store_backup *other)
{
    if (one->taken.sequence != other->taken.sequence)
        return one->taken.sequence > other->taken.sequence;
    return one->taken.taken_at_ms > other->taken.taken_at_ms;
}

/* Looks through the folder. @oldest is never @kept. Return: how many there are, or < 0. */
static int survey(const struct store *store, int folder, const char *kept, struct store_backup *oldest,
                  struct store_backup *newest)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* closedir() closes it */
    DIR *entries = again < 0 ? NULL : fdopendir(again);
    if (entries == NULL) {
        if (again >= 0)
            close(again);
        return error_system("list the folder of backups");
    }
    int count = 0;
    oldest->name[0] = newest->name[0] = '\0';
    for (const struct dirent *entry = readdir(entries); entry != NULL; entry = readdir(entries)) {
        struct store_backup backup;
        struct stat status;
        if (!read_name(store, entry->d_name, &backup) ||
            fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(status.st_mode))
            continue;
        backup.bytes = (uint64_t)status.st_size;
        count++;
        if (newest->name[0] == '\0' || is_newer(&backup, newest))
            *newest = backup;
        if (strcmp(backup.name, kept) != 0 && (oldest->name[0] == '\0' || is_newer(oldest, &backup)))
            *oldest = backup;
    }
    closedir(entries);
    return count;
}

static int prune(const struct store *store, int folder, const char *kept, unsigned keep)
{
    struct store_backup oldest, newest;
    int count;
    while ((count = survey(store, folder, kept, &oldest, &newest)) > (int)keep)
        if (unlinkat(folder, oldest.name, 0) != 0)
            return error_system("remove the old backup %s", oldest.name);
    return count < 0 ? count : 0;
}

static int open_folder(const char *path, int *folder)
{
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : error_system("make the folder %s", path);
    *folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    return *folder < 0 ? error_system("open the folder %s", path) : 0;
}

static void part_name(const struct store *store, char name[BACKUP_NAME_BYTES])
{
    snprintf(name, BACKUP_NAME_BYTES, ".%s.part", store->service);
}

int store_backup_about(struct store *store, uint64_t *bytes)
{
    const unsigned own[] = {STORE_TABLE_META, STORE_TABLE_OUTBOX};
    CLEANUP(store_abort_pointer) struct store_txn *txn = NULL;
    int result = store_begin_read(store, &txn);
    if (result != 0)
        return result;
    uint64_t pages = 3; /* two of LMDB's own, and the table of tables */
    for (size_t i = 0; i < store->table_count + STORE_OWN_TABLES; i++) {
        unsigned table = i < store->table_count ? (unsigned)i : own[i - store->table_count];
        MDB_stat stat;
        int code = mdb_stat(txn->handle, store_table_handle(store, table), &stat);
        if (code != 0)
            return store_result(code, "count pages");
        pages += stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages;
    }
    *bytes = pages * store->page_bytes;
    return 0;
}

/* A backup on the store's own disk must not take the room that the store needs for its writes. */
static int check_room(struct store *store, int folder)
{
    struct stat backups, own;
    struct statvfs room;
    uint64_t about = 0;
    if (fstat(folder, &backups) != 0 || fstat(store->folder, &own) != 0 || fstatvfs(folder, &room) != 0)
        return error_system("look at the folder of backups");
    int result = store_backup_about(store, &about);
    if (result != 0 || backups.st_dev != own.st_dev)
        return result;
    return (uint64_t)room.f_bavail * room.f_frsize < about + LIMIT_BACKUP_SPARE_BYTES ? STORE_FULL : 0;
}

/* Up to where the copy goes, read from the copy, noted in it: a file may be renamed. @bytes: of the file that hold
 * pages. */
static int mark(const char *path, int64_t taken_at_ms, struct store_taken *taken, uint64_t *bytes)
{
    MDB_envinfo info;
    struct store *copy;
    struct store_txn *txn;
    int result = file_open(&copy, path, true);
    if (result != 0)
        return result == STORE_DAMAGED ? error_raise("the copy cannot be read: %s", error_trail()) : result;
    *taken = (struct store_taken){.epoch = copy->epoch, .taken_at_ms = taken_at_ms};
    result = store_begin_write(copy, &txn);
    if (result == 0) {
        result = outbox_head(txn, &taken->sequence);
        if (result == 0)
            result = meta_put_taken(txn, taken);
        if (result == 0)
            result = store_commit(txn);
        else
            store_abort(txn);
    }
    if (result == 0)
        result = store_result(mdb_env_info(copy->env, &info), "read the environment");
    if (result == 0)
        *bytes = ((uint64_t)info.me_last_pgno + 1) * copy->page_bytes;
    store_close(copy);
    return result;
}

/* The whole copy under the name of a part. */
static int write_part(struct store *store, int folder, const char *part, const struct store_backup_options *options,
                      struct store_backup *backup)
{
    char path[PATH_BYTES];
    const struct copy_control control = {options->cancel, options->written_bytes};
    if (snprintf(path, sizeof(path), "%s/%s", options->folder, part) >= (int)sizeof(path))
        return error_raise("the path of the folder of backups is too long");
    CLEANUP(close_descriptor)
    int file = openat(folder, part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0)
        return errno == ENOSPC || errno == EDQUOT ? STORE_FULL : error_system("open %s", part);
    int result = copy_environment(store, file, &control);
    if (result == 0)
        result = file_make_room(file);
    if (result == 0)
        result = mark(path, options->taken_at_ms, &backup->taken, &backup->bytes);
    if (result == 0 && (ftruncate(file, (off_t)backup->bytes) != 0 || fsync(file) != 0))
        result = error_system("sync %s", part);
    return result;
}

int store_backup(struct store *store, const struct store_backup_options *options, struct store_backup *backup)
{
    assert(store->service[0] != '\0' && options->keep >= 1);
    char part[BACKUP_NAME_BYTES];
    *backup = (struct store_backup){0};
    part_name(store, part);
    CLEANUP(close_descriptor) int folder = -1;
    int result = open_folder(options->folder, &folder);
    if (result == 0)
        result = check_room(store, folder);
    if (result != 0)
        return result;
    result = write_part(store, folder, part, options, backup);
    if (result != 0) {
        unlinkat(folder, part, 0);
        return result;
    }
    write_name(store, backup);
    if (renameat(folder, part, folder, backup->name) != 0)
        return error_system("rename %s", part);
    if (fsync(folder) != 0)
        return error_system("sync the folder of backups");
    return prune(store, folder, backup->name, options->keep);
}

int store_backup_tidy(const struct store *store, const char *path, struct store_backup *newest)
{
    char part[BACKUP_NAME_BYTES];
    struct store_backup oldest;
    CLEANUP(close_descriptor) int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return errno == ENOENT ? STORE_NOT_FOUND : error_system("open the folder %s", path);
    part_name(store, part);
    if (unlinkat(folder, part, 0) != 0 && errno != ENOENT)
        return error_system("remove %s", part);
    int count = survey(store, folder, "", &oldest, newest);
    if (count < 0)
        return count;
    return count == 0 ? STORE_NOT_FOUND : 0;
}
