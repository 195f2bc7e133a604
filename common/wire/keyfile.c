/*
 * keyfile - JSON files with keys in them.
 *
 * Nothing that is in such a file, not even the parser's complaint about it, is put into an error: it might be the
 * secret. A file is written under another name first, synced, and then given its own: with link(), which never replaces
 * anything, or with rename(), which always does.
 */
#include "wire/keyfile.h"
#include "base/cleanup.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_MOST_BYTES (16 << 10) /* they have a few hundred */

void keyfile_json_free(json_t **json)
{
    json_decref(*json);
}

/* read_whole() - Return: how many bytes, or < 0. */
static ssize_t read_whole(int descriptor, const char *path, char bytes[FILE_MOST_BYTES])
{
    size_t length = 0;

    while (length < FILE_MOST_BYTES) {
        ssize_t more = read(descriptor, bytes + length, FILE_MOST_BYTES - length);
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return error_system("cannot read %s", path);
        if (more == 0)
            return (ssize_t)length;
        length += (size_t)more;
    }
    return error_raise("%s is too large for a key file", path);
}

int keyfile_read(json_t **json, mode_t *mode, const char *path)
{
    CLEANUP(close_descriptor) int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    char bytes[FILE_MOST_BYTES];
    json_error_t complaint;

    *json = NULL;
    if (descriptor < 0 || fstat(descriptor, &status) < 0)
        return error_system("cannot open %s", path);
    if (!S_ISREG(status.st_mode))
        return error_raise("%s is not a file", path);
    *mode = status.st_mode;
    ssize_t length = read_whole(descriptor, path, bytes);
    if (length < 0)
        return -1;
    *json = json_loadb(bytes, (size_t)length, JSON_REJECT_DUPLICATES, &complaint);
    sodium_memzero(bytes, sizeof(bytes));
    if (json_is_object(*json))
        return 0;
    json_decref(*json);
    *json = NULL;
    return error_raise("%s is not a key file: no JSON object (line %d, column %d)", path, complaint.line,
                       complaint.column);
}

const char *keyfile_text(const json_t *json, const char *name)
{
    return json_string_value(json_object_get(json, name));
}

static int write_whole(int descriptor, const char *path, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return error_system("cannot write %s", path);
        text += written;
        length -= (size_t)written;
    }
    return fsync(descriptor) < 0 ? error_system("cannot sync %s", path) : 0;
}

/* dump() - not by json_dumps(): where its text cannot grow, jansson 2.14 leaves a part of it out and says nothing. */
static char *dump(const json_t *json)
{
    size_t length = json_dumpb(json, NULL, 0, JSON_INDENT(2));
    char *text = length > 0 ? calloc(1, length + 1) : NULL;
    if (text && json_dumpb(json, text, length, JSON_INDENT(2)) == length)
        return text;
    free(text);
    error_raise("out of memory");
    return NULL;
}

/* write_beside() - a new, synced file in the folder of @path; its name in @beside. */
static int write_beside(const json_t *json, const char *path, mode_t mode, char beside[PATH_MAX])
{
    /* A leading dot and no .json at the end: whoever lists the folder meanwhile passes it over. */
    const char *slash = strrchr(path, '/');
    int folder_length = slash ? (int)(slash - path) + 1 : 0;
    int length = snprintf(beside, PATH_MAX, "%.*s.%s.XXXXXX", folder_length, path, path + folder_length);
    if (length >= PATH_MAX)
        return error_raise("the path is too long: %s", path);

    char *text = dump(json);
    if (!text)
        return -1;
    CLEANUP(close_descriptor) int descriptor = mkostemp(beside, O_CLOEXEC);
    int result = descriptor < 0 ? error_system("cannot make a file beside %s", path) : 0;
    if (result == 0 && fchmod(descriptor, mode) < 0)
        result = error_system("cannot set the mode of %s", beside);
    if (result == 0)
        result = write_whole(descriptor, beside, text, strlen(text));
    if (result < 0 && descriptor >= 0)
        unlink(beside);
    sodium_memzero(text, strlen(text));
    free(text);
    return result;
}

static int sync_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[PATH_MAX] = ".";

    if (slash)
        snprintf(folder, sizeof(folder), "%.*s", (int)(slash - path) + 1, path);
    CLEANUP(close_descriptor) int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0 || fsync(descriptor) < 0)
        return error_system("cannot sync %s", folder);
    return 0;
}

int keyfile_create(const json_t *json, const char *path, mode_t mode)
{
    char beside[PATH_MAX];

    if (write_beside(json, path, mode, beside) < 0)
        return -1;
    int linked = link(beside, path);
    int reason = errno;
    unlink(beside);
    if (linked == 0)
        return sync_folder_of(path);
    errno = reason;
    return reason == EEXIST ? 1 : error_system("cannot make %s", path);
}

int keyfile_replace(const json_t *json, const char *path, mode_t mode)
{
    char beside[PATH_MAX];

    if (write_beside(json, path, mode, beside) < 0)
        return -1;
    if (rename(beside, path) == 0)
        return sync_folder_of(path);
    int result = error_system("cannot make %s", path);
    unlink(beside);
    return result;
}

int keyfile_folder(const char *path)
{
    if (mkdir(path, 0700) == 0 || errno == EEXIST)
        return 0;
    return error_system("cannot make the folder %s", path);
}
