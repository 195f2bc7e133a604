/* keys_folder - see keys_folder.h. */
#include "keys_folder.h"

#include "base/arena.h"
#include "base/cleanup.h"
#include "base/error.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENDING ".json"

static int path_of(char path[KEYS_FOLDER_PATH], const char *folder, const char *a, const char *b, const char *ending)
{
    int length = snprintf(path, KEYS_FOLDER_PATH, "%s/%s%s%s%s", folder, a, b ? "/" : "", b ? b : "", ending);

    return length < KEYS_FOLDER_PATH ? 0 : error_raise("the name of the folder of keys is too long");
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

/* mkdir -p, private: what lies in it are secrets. */
static int make_folder(const char *path)
{
    char part[KEYS_FOLDER_PATH];

    if (snprintf(part, sizeof(part), "%s", path) >= (int)sizeof(part))
        return error_raise("the name of the folder of keys is too long");
    for (char *at = part + 1; *at; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        if (mkdir(part, 0755) != 0 && errno != EEXIST)
            return error_system("make the folder %s", part);
        *at = '/';
    }
    return mkdir(part, 0700) == 0 || errno == EEXIST ? 0 : error_system("make the folder %s", part);
}

int keys_folder_pair(const char *folder, const char *name)
{
    struct keys_pair pair;
    char path[KEYS_FOLDER_PATH];
    int result = path_of(path, folder, name, NULL, ".secret");

    if (result == 0)
        result = make_folder(folder);
    if (result < 0)
        return result;
    if (exists(path))
        return KEYS_FOLDER_THERE;
    result = keys_make(&pair, name);
    return result < 0 ? result : keys_write(&pair, folder);
}

/* Whole or not at all: callers may be reading it. */
static int copy_file(const char *from, const char *to)
{
    CLEANUP(fclose_pointer) FILE *in = fopen(from, "re");
    CLEANUP(fclose_pointer) FILE *out = NULL;
    char part[KEYS_FOLDER_PATH + 8], block[4096];
    size_t got;

    snprintf(part, sizeof(part), "%s.part", to);
    if (!in || !(out = fopen(part, "we")))
        return error_system("copy %s to %s", from, to);
    while ((got = fread(block, 1, sizeof(block), in)) > 0) {
        if (fwrite(block, 1, got, out) != got)
            return error_system("write %s", part);
    }
    if (ferror(in) || fflush(out) != 0 || fsync(fileno(out)) != 0 || rename(part, to) != 0)
        return error_system("copy %s to %s", from, to);
    return 0;
}

int keys_folder_service(const char *folder, const char *service)
{
    char own[KEYS_FOLDER_PATH], inner[KEYS_FOLDER_PATH], outer[KEYS_FOLDER_PATH];
    int result = path_of(own, folder, service, NULL, ""), made;

    if (result == 0)
        result = path_of(inner, folder, service, service, ".public");
    if (result == 0)
        result = path_of(outer, folder, service, NULL, ".public");
    if (result < 0)
        return result;
    made = keys_folder_pair(own, service);
    if (made < 0 || (made == KEYS_FOLDER_THERE && exists(outer)))
        return made;
    result = copy_file(inner, outer);
    return result < 0 ? result : made;
}

static int read_public(const char *folder, const char *name, const char *public_file, struct keys_pair *pair)
{
    char path[KEYS_FOLDER_PATH];
    int result = public_file ? 0 : path_of(path, folder, name, NULL, ".public");

    if (result < 0)
        return result;
    if (!exists(public_file ? public_file : path))
        return KEYS_FOLDER_NONE;
    return keys_read(pair, public_file ? public_file : path);
}

/* 0: not admitted yet, or to be written again; otherwise the outcome. */
static int judge_admitted(const char *own, const char *file, const char *name, const struct keys_pair *pair, bool keep)
{
    struct keys_callers *callers = NULL;
    const struct keys_caller *known;
    int result = keys_callers_new(&callers, own);

    if (result < 0)
        return result;
    known = keys_callers_find(callers, pair->public_key);
    if (known && strcmp(known->name, name) != 0)
        result = KEYS_FOLDER_OTHER_NAME;
    else if (known)
        result = keep ? KEYS_FOLDER_THERE : 0;
    else if (exists(file))
        result = KEYS_FOLDER_OTHER_KEY;
    keys_callers_free(callers);
    return result;
}

int keys_folder_admit(const char *folder, const char *service, const char *name, unsigned roles,
                      const char *public_file, bool keep)
{
    char own[KEYS_FOLDER_PATH], file[KEYS_FOLDER_PATH], callers_folder[KEYS_FOLDER_PATH];
    struct keys_pair pair;
    int result = path_of(own, folder, service, NULL, "");

    if (result == 0)
        result = path_of(callers_folder, own, "callers", NULL, "");
    if (result == 0)
        result = path_of(file, own, "callers", name, ENDING);
    if (result == 0 && !exists(own))
        return KEYS_FOLDER_NONE;
    if (result == 0)
        result = read_public(folder, name, public_file, &pair);
    if (result == 0)
        result = make_folder(callers_folder);
    if (result == 0)
        result = judge_admitted(own, file, name, &pair, keep);
    if (result != 0)
        return result;
    snprintf(pair.name, sizeof(pair.name), "%s", name);
    return keys_caller_write(&pair, roles, own);
}

/* NAME.json and NAME.SUFFIX.json. */
static bool admits(const char *file, const char *name)
{
    size_t length = strlen(file), name_length = strlen(name);

    return length > strlen(ENDING) && strcmp(file + length - strlen(ENDING), ENDING) == 0 &&
           strncmp(file, name, name_length) == 0 && file[name_length] == '.';
}

int keys_folder_revoke(const char *folder, const char *service, const char *name, unsigned *removed)
{
    char own[KEYS_FOLDER_PATH], callers[KEYS_FOLDER_PATH];
    const struct dirent *entry;
    DIR *list;
    int result = path_of(own, folder, service, NULL, "");

    *removed = 0;
    if (result == 0)
        result = path_of(callers, own, "callers", NULL, "");
    if (result < 0)
        return result;
    list = opendir(callers);
    if (!list)
        return errno == ENOENT ? KEYS_FOLDER_NONE : error_system("%s", callers);
    while (result == 0 && (entry = readdir(list))) {
        if (!admits(entry->d_name, name))
            continue;
        if (unlinkat(dirfd(list), entry->d_name, 0) != 0)
            result = error_system("remove %s/%s", callers, entry->d_name);
        else
            ++*removed;
    }
    if (result == 0 && *removed && fsync(dirfd(list)) != 0)
        result = error_system("sync %s", callers);
    closedir(list);
    return result == 0 && *removed == 0 ? KEYS_FOLDER_NONE : result;
}

unsigned keys_folder_roles(const char *words)
{
    unsigned roles = 0;

    while (*words) {
        size_t length = strcspn(words, ",");
        char word[KEYS_NAME_BYTES];
        unsigned role;

        if (length >= sizeof(word))
            return 0;
        memcpy(word, words, length);
        word[length] = '\0';
        role = keys_role_parse(word);
        if (!role)
            return 0;
        roles |= role;
        words += length + (words[length] == ',');
    }
    return roles;
}
