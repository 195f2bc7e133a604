/* content - the bytes of a file in memory, without the zeros at its end. */
#include "private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void make_room(struct disk_content *content, size_t needed)
{
    if (needed <= content->room)
        return;
    size_t room = content->room ? content->room : 64 << 10;
    while (room < needed)
        room *= 2;
    uint8_t *bytes = realloc(content->bytes, room);
    if (!bytes)
        abort();
    memset(bytes + content->room, 0, room - content->room);
    content->bytes = bytes;
    content->room = room;
}

void content_write(struct disk_content *content, uint64_t offset, const uint8_t *bytes, size_t length)
{
    uint64_t end = offset + length;
    make_room(content, end);
    memcpy(content->bytes + offset, bytes, length);
    if (end > content->filled)
        content->filled = end;
    if (end > content->length)
        content->length = end;
}

void content_set_length(struct disk_content *content, uint64_t length)
{
    if (length < content->filled) {
        memset(content->bytes + length, 0, content->filled - length);
        content->filled = length;
    }
    content->length = length;
}

void content_free(struct disk_content *content)
{
    free(content->bytes);
    *content = (struct disk_content){0};
}

int content_read(struct disk_content *content, int file)
{
    static const uint8_t zeros[DISK_PAGE_BYTES];
    uint8_t page[DISK_PAGE_BYTES];
    struct stat status;
    if (fstat(file, &status) != 0)
        return -1;
    for (off_t offset = 0; offset < status.st_size; offset += DISK_PAGE_BYTES) {
        ssize_t got = pread(file, page, sizeof page, offset);
        if (got < 0)
            return -1;
        if (memcmp(page, zeros, (size_t)got) != 0)
            content_write(content, (uint64_t)offset, page, (size_t)got);
    }
    content_set_length(content, (uint64_t)status.st_size);
    return 0;
}

bool disk_is_ignored(const struct disk_record *record, const char *name)
{
    const char *last = strrchr(name, '/');
    for (char **ignored = record->ignored; *ignored; ignored++)
        if (strcmp(last ? last + 1 : name, *ignored) == 0)
            return true;
    return false;
}

struct visit {
    const struct disk_record *record;
    int (*visit)(void *context, const char *name, int file);
    void *context;
};

static int visit_folder(const struct visit *visit, const char *folder, const char *prefix);

static int visit_entry(const struct visit *visit, int folder, const char *folder_path, const char *prefix,
                       const char *entry)
{
    char name[512], path[4096];
    struct stat status;
    snprintf(name, sizeof name, "%s%s", prefix, entry);
    if (fstatat(folder, entry, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (S_ISDIR(status.st_mode)) {
        snprintf(path, sizeof path, "%s/%s", folder_path, entry);
        snprintf(name, sizeof name, "%s%s/", prefix, entry);
        return visit_folder(visit, path, name);
    }
    if (!S_ISREG(status.st_mode) || disk_is_ignored(visit->record, name))
        return 0;
    int file = openat(folder, entry, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return -1;
    int result = visit->visit(visit->context, name, file);
    close(file);
    return result;
}

static int visit_folder(const struct visit *visit, const char *folder, const char *prefix)
{
    DIR *entries = opendir(folder);
    int result = 0;
    if (!entries)
        return -1;
    for (const struct dirent *entry = readdir(entries); entry && result == 0; entry = readdir(entries))
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            result = visit_entry(visit, dirfd(entries), folder, prefix, entry->d_name);
    closedir(entries);
    return result;
}

int disk_each_file(const struct disk_record *record, const char *folder,
                   int (*visit)(void *context, const char *name, int file), void *context)
{
    const struct visit all = {record, visit, context};
    return visit_folder(&all, folder, "");
}
