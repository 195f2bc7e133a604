/*
 * keys_callers - the list of admitted keys, and when to read it again.
 *
 * The folder is compared by name, inode, size and time of change of every file in it; the mark is taken before the
 * files are read, so that a change in between is seen the next time. The list is sorted by public key. A key in two
 * files is refused: removing one of them would not revoke it.
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "wire/keyfile.h"
#include "wire/keys.h"
#include "wire/keys_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MARK_UNREAD  UINT64_MAX /* the list is not that of any folder: read it again as soon as that can be */
#define CALLERS_MOST 10000      /* every one is read at each change */

struct entry {
    struct keys_caller caller;
    char file[NAME_MAX + 1];
};

struct keys_callers {
    char folder[PATH_MAX];
    struct entry *list; /* sorted by public key */
    size_t count;
    uint64_t mark; /* of the folder, when the list was read; 0: there was no folder */
};

static void closedir_pointer(DIR **folder)
{
    if (*folder)
        closedir(*folder);
}

static bool is_caller_file(const char *name)
{
    size_t length = strlen(name);

    return name[0] != '.' && length > strlen(".json") && strcmp(name + length - strlen(".json"), ".json") == 0;
}

/* next_caller_file() - Return: its name, or NULL at the end with errno 0, or with errno set. */
static const char *next_caller_file(DIR *folder)
{
    const struct dirent *entry;

    do {
        errno = 0;
        entry = readdir(folder);
    } while (entry && !is_caller_file(entry->d_name));
    return entry ? entry->d_name : NULL;
}

/* open_folder() - Return: 0 (@folder is NULL where there is none), or < 0. */
static int open_folder(DIR **folder, const char *path)
{
    *folder = opendir(path);
    return *folder || errno == ENOENT ? 0 : error_system("cannot open %s", path);
}

/* folder_mark() - a number that changes with the folder; 0: there is no folder. The order of files does not matter. */
static int folder_mark(const char *path, uint64_t *mark)
{
    CLEANUP(closedir_pointer) DIR *folder = NULL;
    const char *name;

    *mark = 0;
    if (open_folder(&folder, path) < 0)
        return -1;
    if (!folder)
        return 0;
    *mark = 1;
    while ((name = next_caller_file(folder))) {
        struct stat status;
        /* A file that went between the two calls changes the mark by its absence. */
        if (fstatat(dirfd(folder), name, &status, 0) < 0)
            continue;
        uint64_t parts[] = {hash_bytes(name, strlen(name)),   (uint64_t)status.st_ino,
                            (uint64_t)status.st_size,         (uint64_t)status.st_mtim.tv_sec,
                            (uint64_t)status.st_mtim.tv_nsec, (uint64_t)status.st_ctim.tv_sec,
                            (uint64_t)status.st_ctim.tv_nsec};
        *mark += hash_bytes(parts, sizeof(parts));
    }
    if (errno != 0)
        return error_system("cannot list %s", path);
    if (*mark == 0)
        *mark = 1;
    return 0;
}

static int read_roles(const json_t *json, unsigned *set, const char *path)
{
    const json_t *words = json_object_get(json, "roles");
    size_t index;
    json_t *word;

    *set = 0;
    if (!json_is_array(words))
        return error_raise("%s: \"roles\" is missing or no list", path);
    json_array_foreach(words, index, word)
    {
        unsigned role = json_is_string(word) ? keys_role_parse(json_string_value(word)) : 0;
        if (role == 0)
            return error_raise("%s: role %zu is unknown: use reader, registrar, administrator, follower or "
                               "person-follower",
                               path, index + 1);
        *set |= role;
    }
    *set = keys_roles_included(*set);
    return 0;
}

static int read_caller(struct keys_caller *caller, const char *folder, const char *file)
{
    CLEANUP(keyfile_json_free) json_t *json = NULL;
    char path[PATH_MAX];
    mode_t mode;

    *caller = (struct keys_caller){0};
    if (snprintf(path, sizeof(path), "%s/%s", folder, file) >= PATH_MAX)
        return error_raise("the path is too long: %s", folder);
    if (keyfile_read(&json, &mode, path) < 0)
        return -1;
    const char *name = keyfile_text(json, "name");
    const char *public_key = keyfile_text(json, "public_key");
    if (!name || !text_is_slug(name) || strlen(name) >= sizeof(caller->name))
        return error_raise("%s: \"name\" is missing or no name (1 to 63 of a-z, 0-9 and single inner hyphens)", path);
    if (!public_key || !keys_is_z85(public_key))
        return error_raise("%s: \"public_key\" is missing or no key in Z85 (40 characters)", path);
    /* Whoever removes NAME*.json must have revoked NAME. */
    if (strncmp(file, name, strlen(name)) != 0 || file[strlen(name)] != '.')
        return error_raise("%s: the name inside is %s: call the file %s.json or %s.SUFFIX.json", path, name, name,
                           name);
    if (json_object_get(json, "secret_key"))
        return error_raise("%s holds a secret key, which only its owner should have: make it again from the .public "
                           "file",
                           path);
    snprintf(caller->name, sizeof(caller->name), "%s", name);
    snprintf(caller->public_key, sizeof(caller->public_key), "%s", public_key);
    return read_roles(json, &caller->roles, path);
}

static int compare_entries(const void *a, const void *b)
{
    return strcmp(((const struct entry *)a)->caller.public_key, ((const struct entry *)b)->caller.public_key);
}

static int sort_callers(struct keys_callers *callers)
{
    if (callers->count > 0)
        qsort(callers->list, callers->count, sizeof(*callers->list), compare_entries);
    for (size_t i = 1; i < callers->count; i++) {
        if (compare_entries(&callers->list[i - 1], &callers->list[i]) == 0)
            return error_raise("%s: one key is in two files, %s and %s: remove one", callers->folder,
                               callers->list[i - 1].file, callers->list[i].file);
    }
    return 0;
}

static int append_caller(struct keys_callers *callers, const char *file)
{
    if (callers->count == CALLERS_MOST)
        return error_raise("%s holds more than %d keys", callers->folder, CALLERS_MOST);
    /* Grows at 0, 1, 2, 4, 8, ... */
    if ((callers->count & (callers->count - 1)) == 0) {
        size_t room = callers->count == 0 ? 1 : callers->count * 2;
        struct entry *grown = realloc(callers->list, room * sizeof(*grown));
        if (!grown)
            return error_raise("out of memory");
        callers->list = grown;
    }
    struct entry *entry = &callers->list[callers->count];
    if (read_caller(&entry->caller, callers->folder, file) < 0)
        return -1;
    snprintf(entry->file, sizeof(entry->file), "%s", file);
    callers->count++;
    return 0;
}

/* load() - fill @callers, which has only its folder. */
static int load(struct keys_callers *callers)
{
    CLEANUP(closedir_pointer) DIR *folder = NULL;
    const char *file;

    if (folder_mark(callers->folder, &callers->mark) < 0 || open_folder(&folder, callers->folder) < 0)
        return -1;
    while (folder && (file = next_caller_file(folder))) {
        if (append_caller(callers, file) < 0)
            return -1;
    }
    if (folder && errno != 0)
        return error_system("cannot list %s", callers->folder);
    return sort_callers(callers);
}

int keys_callers_new(struct keys_callers **callers, const char *folder)
{
    *callers = NULL;
    struct keys_callers *made = calloc(1, sizeof(*made));
    if (!made)
        return error_raise("out of memory");
    if (snprintf(made->folder, sizeof(made->folder), "%s/callers", folder) >= PATH_MAX) {
        keys_callers_free(made);
        return error_raise("the path is too long: %s", folder);
    }
    if (load(made) < 0) {
        keys_callers_free(made);
        return error_pass(-1, "cannot read the admitted keys");
    }
    *callers = made;
    return 0;
}

void keys_callers_free(struct keys_callers *callers)
{
    if (!callers)
        return;
    free(callers->list);
    free(callers);
}

/* is_removed() - whether the file that admitted @entry is gone. Needs no descriptor: strangers may have taken them all.
 */
static bool is_removed(const struct keys_callers *callers, const struct entry *entry)
{
    char path[PATH_MAX];

    if (snprintf(path, sizeof(path), "%s/%s", callers->folder, entry->file) >= PATH_MAX)
        return false;
    return access(path, F_OK) < 0 && errno == ENOENT;
}

/* drop_removed() - a file that was removed revokes its key even while the others cannot be read or understood. */
static void drop_removed(struct keys_callers *callers)
{
    size_t kept = 0;

    if (access(callers->folder, F_OK) < 0)
        return;
    for (size_t i = 0; i < callers->count; i++) {
        if (!is_removed(callers, &callers->list[i]))
            callers->list[kept++] = callers->list[i];
    }
    if (kept < callers->count)
        callers->mark = MARK_UNREAD;
    callers->count = kept;
}

int keys_callers_refresh(struct keys_callers *callers)
{
    uint64_t mark;

    if (folder_mark(callers->folder, &mark) < 0) {
        drop_removed(callers);
        return error_pass(-1, "the admitted keys stay as they were, but for removed files");
    }
    if (mark == callers->mark)
        return 0;
    if (mark == 0)
        return error_raise(
            "the admitted keys stay as they were: %s is gone; to revoke all keys, remove the files in it",
            callers->folder);
    struct keys_callers *fresh = calloc(1, sizeof(*fresh));
    if (!fresh)
        return error_raise("out of memory");
    snprintf(fresh->folder, sizeof(fresh->folder), "%s", callers->folder);
    if (load(fresh) < 0) {
        keys_callers_free(fresh);
        drop_removed(callers);
        return error_pass(-1, "the admitted keys stay as they were, but for removed files");
    }
    struct keys_callers former = *callers;
    *callers = *fresh;
    *fresh = former;
    keys_callers_free(fresh);
    return 1;
}

const struct keys_caller *keys_callers_find(const struct keys_callers *callers, const char *public_key)
{
    struct entry wanted = {0};

    if (strlen(public_key) != KEYS_Z85_BYTES - 1 || callers->count == 0)
        return NULL;
    snprintf(wanted.caller.public_key, sizeof(wanted.caller.public_key), "%s", public_key);
    const struct entry *found = bsearch(&wanted, callers->list, callers->count, sizeof(wanted), compare_entries);
    return found ? &found->caller : NULL;
}
