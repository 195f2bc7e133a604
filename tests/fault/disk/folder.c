/* folder - images and folders: an image laid down as files, and files compared with an image. */
#include "private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct laying {
    const struct disk_found *found;
    size_t count;
    const char *folder;
};

static const struct disk_found *find(const struct laying *laying, const char *name)
{
    for (size_t i = 0; i < laying->count; i++)
        if (strcmp(laying->found[i].name, name) == 0)
            return &laying->found[i];
    return NULL;
}

static int remove_strange(void *context, const char *name, int file)
{
    const struct laying *laying = context;
    char path[4096];
    (void)file;
    snprintf(path, sizeof path, "%s/%s", laying->folder, name);
    return find(laying, name) ? 0 : unlink(path);
}

static int write_file(const char *path, const struct disk_content *content)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return -1;
    int result = ftruncate(file, (off_t)content->length);
    for (size_t done = 0; result == 0 && done < content->filled;) {
        ssize_t written = pwrite(file, content->bytes + done, content->filled - done, (off_t)done);
        if (written < 0)
            result = -1;
        else
            done += (size_t)written;
    }
    close(file);
    return result;
}

/* The folders on the way to a file. */
static void make_folders(char *path, size_t root)
{
    for (char *slash = strchr(path + root + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
}

int disk_lay_down(const struct disk_record *record, const struct disk_found *found, size_t count, const char *folder)
{
    struct laying laying = {found, count, folder};
    int result = disk_each_file(record, folder, remove_strange, &laying);
    for (size_t i = 0; i < count && result == 0; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, found[i].name);
        make_folders(path, strlen(folder));
        result = write_file(path, found[i].content);
    }
    return result;
}

struct comparing {
    struct laying image;
    size_t seen;
    char *why;
    size_t why_bytes;
};

static uint8_t byte_at(const struct disk_content *content, size_t offset)
{
    return offset < content->filled ? content->bytes[offset] : 0;
}

/* The first byte that differs, or the length. */
static size_t first_difference(const struct disk_content *a, const struct disk_content *b)
{
    size_t filled = a->filled > b->filled ? a->filled : b->filled;
    for (size_t i = 0; i < filled; i++)
        if (byte_at(a, i) != byte_at(b, i))
            return i;
    return a->length;
}

static int compare_file(void *context, const char *name, int file)
{
    struct comparing *comparing = context;
    struct disk_content real = {0};
    const struct disk_found *found = find(&comparing->image, name);
    comparing->seen++;
    if (!found) {
        snprintf(comparing->why, comparing->why_bytes, "%s is there and was never made", name);
        return -1;
    }
    int result = content_read(&real, file);
    size_t same = first_difference(&real, found->content);
    if (result == 0 && (real.length != found->content->length || same != real.length)) {
        snprintf(comparing->why, comparing->why_bytes, "%s: %llu bytes are there, %llu were noted, the first %zu agree",
                 name, (unsigned long long)real.length, (unsigned long long)found->content->length, same);
        result = -1;
    }
    content_free(&real);
    return result;
}

int disk_verify(const struct disk_record *record, char *why, size_t why_bytes)
{
    struct disk_replay *replay = disk_replay_new(record);
    struct comparing comparing = {.image.folder = record->folder, .why = why, .why_bytes = why_bytes};
    size_t pieces = 0;
    if (!replay)
        return -1;
    disk_replay_to(replay, record->count + 1, &pieces);
    uint8_t *keep = malloc(pieces + 1);
    if (!keep)
        abort();
    memset(keep, DISK_WHOLE, pieces + 1);
    comparing.image.found = disk_replay_image(replay, keep, &comparing.image.count);
    snprintf(why, why_bytes, "the folder cannot be read");
    int result = disk_each_file(record, record->folder, compare_file, &comparing);
    if (result == 0 && comparing.seen != comparing.image.count) {
        snprintf(why, why_bytes, "%zu files are there, %zu were noted", comparing.seen, comparing.image.count);
        result = -1;
    }
    free(keep);
    disk_replay_free(replay);
    return result;
}
