/*
 * keys - roles, and CURVE key pairs in files.
 */
#include "wire/keys.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/text.h"
#include "wire/keyfile.h"
#include "wire/keys_private.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zmq.h>

#define SECRET_MODE   ((mode_t)0600)
#define PUBLIC_MODE   ((mode_t)0644)
#define KEY_BYTES     32
#define CALLERS_TRIED 99 /* files of one name */

static const struct {
    const char *word;
    unsigned role;
    unsigned includes;
} roles[] = {
    {"reader", ROLE_READER, 0},
    {"registrar", ROLE_REGISTRAR, ROLE_READER},
    {"administrator", ROLE_ADMINISTRATOR, ROLE_REGISTRAR | ROLE_READER},
    {"follower", ROLE_FOLLOWER, 0},
    {"person-follower", ROLE_PERSON_FOLLOWER, ROLE_FOLLOWER},
};

#define ROLES (sizeof(roles) / sizeof(roles[0]))

unsigned keys_role_parse(const char *word)
{
    for (size_t i = 0; i < ROLES; i++) {
        if (strcmp(roles[i].word, word) == 0)
            return roles[i].role;
    }
    return 0;
}

const char *keys_role_word(unsigned role)
{
    for (size_t i = 0; i < ROLES; i++) {
        if (roles[i].role == role)
            return roles[i].word;
    }
    return NULL;
}

unsigned keys_roles_included(unsigned set)
{
    for (size_t i = 0; i < ROLES; i++) {
        if (set & roles[i].role)
            set |= roles[i].includes;
    }
    return set;
}

bool keys_is_z85(const char *text)
{
    uint8_t bytes[KEY_BYTES + 1];

    return strlen(text) == KEYS_Z85_BYTES - 1 && zmq_z85_decode(bytes, text);
}

int keys_make(struct keys_pair *pair, const char *name)
{
    *pair = (struct keys_pair){0};
    if (!text_is_slug(name) || strlen(name) >= sizeof(pair->name))
        return error_raise("%s is no name for a key: use 1 to 63 of a-z, 0-9 and single inner hyphens", name);
    snprintf(pair->name, sizeof(pair->name), "%s", name);
    if (zmq_curve_keypair(pair->public_key, pair->secret_key) < 0)
        return error_raise("cannot make a key pair: %s", zmq_strerror(errno));
    return 0;
}

static json_t *pair_json(const struct keys_pair *pair, bool with_secret)
{
    return with_secret ? json_pack("{s:s, s:s, s:s}", "name", pair->name, "public_key", pair->public_key, "secret_key",
                                   pair->secret_key)
                       : json_pack("{s:s, s:s}", "name", pair->name, "public_key", pair->public_key);
}

int keys_write(const struct keys_pair *pair, const char *folder)
{
    char secret[PATH_MAX], public[PATH_MAX];

    if (keyfile_folder(folder) < 0)
        return -1;
    if (snprintf(secret, sizeof(secret), "%s/%s.secret", folder, pair->name) >= PATH_MAX ||
        snprintf(public, sizeof(public), "%s/%s.public", folder, pair->name) >= PATH_MAX)
        return error_raise("the path is too long: %s", folder);
    if (access(public, F_OK) == 0)
        return 1;

    CLEANUP(keyfile_json_free) json_t *secret_json = pair_json(pair, true);
    CLEANUP(keyfile_json_free) json_t *public_json = pair_json(pair, false);
    if (!secret_json || !public_json)
        return error_raise("out of memory");
    int result = keyfile_create(secret_json, secret, SECRET_MODE);
    if (result != 0)
        return result;
    result = keyfile_create(public_json, public, PUBLIC_MODE);
    if (result != 0)
        unlink(secret);
    return result;
}

static int take_secret(struct keys_pair *pair, const char *secret, mode_t mode, const char *path)
{
    char public_key[KEYS_Z85_BYTES];

    /* The group may read: that is how Kubernetes hands a secret to a process that is not root. */
    if ((mode & (S_IRWXO | S_IWGRP | S_IXGRP)) != 0)
        return error_raise("%s holds a secret key and others may read or change it (mode %04o): chmod 600 %s", path,
                           (unsigned)(mode & 07777), path);
    if (!keys_is_z85(secret))
        return error_raise("%s: \"secret_key\" is not a key in Z85 (40 characters)", path);
    snprintf(pair->secret_key, sizeof(pair->secret_key), "%s", secret);
    if (zmq_curve_public(public_key, pair->secret_key) < 0)
        return error_raise("%s: cannot compute the public key: %s", path, zmq_strerror(errno));
    if (strcmp(public_key, pair->public_key) != 0)
        return error_raise("%s: \"public_key\" and \"secret_key\" are not a pair", path);
    return 0;
}

int keys_read(struct keys_pair *pair, const char *path)
{
    CLEANUP(keyfile_json_free) json_t *json = NULL;
    mode_t mode = 0;

    *pair = (struct keys_pair){0};
    if (keyfile_read(&json, &mode, path) < 0)
        return -1;
    const char *name = keyfile_text(json, "name");
    const char *public_key = keyfile_text(json, "public_key");
    const char *secret_key = keyfile_text(json, "secret_key");
    if (!name || !text_is_slug(name) || strlen(name) >= sizeof(pair->name))
        return error_raise("%s: \"name\" is missing or no name (1 to 63 of a-z, 0-9 and single inner hyphens)", path);
    if (!public_key || !keys_is_z85(public_key))
        return error_raise("%s: \"public_key\" is missing or no key in Z85 (40 characters)", path);
    if (json_object_get(json, "secret_key") && !secret_key)
        return error_raise("%s: \"secret_key\" is not a text", path);
    snprintf(pair->name, sizeof(pair->name), "%s", name);
    snprintf(pair->public_key, sizeof(pair->public_key), "%s", public_key);
    if (!secret_key || take_secret(pair, secret_key, mode, path) == 0)
        return 0;
    *pair = (struct keys_pair){0};
    return -1;
}

static json_t *caller_json(const struct keys_pair *pair, unsigned set)
{
    json_t *words = json_array();

    for (size_t i = 0; i < ROLES; i++) {
        if (set & roles[i].role)
            json_array_append_new(words, json_string(roles[i].word));
    }
    return json_pack("{s:s, s:s, s:o}", "name", pair->name, "public_key", pair->public_key, "roles", words);
}

/* caller_path() - the file that holds this key already, or the first free one for its name */
static int caller_path(const struct keys_pair *pair, const char *callers, char path[PATH_MAX])
{
    for (int number = 1; number <= CALLERS_TRIED; number++) {
        char suffix[16] = "";
        if (number > 1)
            snprintf(suffix, sizeof(suffix), ".%d", number);
        if (snprintf(path, PATH_MAX, "%s/%s%s.json", callers, pair->name, suffix) >= PATH_MAX)
            return error_raise("the path is too long: %s", callers);
        if (access(path, F_OK) < 0 && errno == ENOENT)
            return 0;

        CLEANUP(keyfile_json_free) json_t *json = NULL;
        mode_t mode = 0;
        if (keyfile_read(&json, &mode, path) < 0)
            return -1;
        const char *public_key = keyfile_text(json, "public_key");
        if (public_key && strcmp(public_key, pair->public_key) == 0)
            return 0;
    }
    return error_raise("%s holds %d keys of %s already: remove those that are not used any more", callers,
                       CALLERS_TRIED, pair->name);
}

int keys_caller_write(const struct keys_pair *pair, unsigned set, const char *folder)
{
    char callers[PATH_MAX], path[PATH_MAX];

    if (snprintf(callers, sizeof(callers), "%s/callers", folder) >= PATH_MAX)
        return error_raise("the path is too long: %s", folder);
    if (keyfile_folder(folder) < 0 || keyfile_folder(callers) < 0 || caller_path(pair, callers, path) < 0)
        return -1;
    CLEANUP(keyfile_json_free) json_t *json = caller_json(pair, set);
    if (!json)
        return error_raise("out of memory");
    return keyfile_replace(json, path, PUBLIC_MODE);
}
