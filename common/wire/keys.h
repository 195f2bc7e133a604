#pragma once
/*
 * keys - CURVE key pairs and the list of callers that a service admits; all of them files that `karmayogi keys` makes.
 *
 *   NAME.secret   mode 0600: JSON {"name", "public_key", "secret_key"}, keys in Z85
 *   NAME.public   JSON {"name", "public_key"}
 *   callers/NAME[.SUFFIX].json   JSON {"name", "public_key", "roles": ["registrar", ...]}: one admitted key a file;
 * several files may carry the same name, so that a key can be rotated while the old one is still in use. Removing the
 * file revokes the key.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define KEYS_Z85_BYTES  41 /* 40 characters and NUL */
#define KEYS_NAME_BYTES 64 /* a slug and NUL */

/** What a key may be allowed to do; bits of a set. The words in files are in parentheses. */
enum keys_role {
    ROLE_READER = 1 << 0,          /* (reader) masked reads and figures */
    ROLE_REGISTRAR = 1 << 1,       /* (registrar) writes of organisations, officials, drafts; includes reads */
    ROLE_ADMINISTRATOR = 1 << 2,   /* (administrator) master lists, live courses, backups; includes registrar */
    ROLE_FOLLOWER = 1 << 3,        /* (follower) reads feeds */
    ROLE_PERSON_FOLLOWER = 1 << 4, /* (person-follower) and sees persons in them */
};

struct keys_pair {
    char name[KEYS_NAME_BYTES];
    char public_key[KEYS_Z85_BYTES];
    char secret_key[KEYS_Z85_BYTES]; /* "" where only the public half is known */
};

/** keys_make() - a new random pair named @name (a slug). Return: 0, or < 0. */
int keys_make(struct keys_pair *pair, const char *name);

/** keys_write() - NAME.secret (0600) and NAME.public in @folder, which is made (0700) where missing. Never overwrites.
 * Return: 0, 1: one exists already, or < 0. */
int keys_write(const struct keys_pair *pair, const char *folder);

/** keys_read() - read a .secret or .public file. A secret that others may read, or the
 * group may change, is refused (the group may read: Kubernetes' fsGroup). Return: 0, or < 0 with a
 * trail that says what to do. */
int keys_read(struct keys_pair *pair, const char *path);

/** keys_role_parse() - Return: the bit for a word, 0 for an unknown word. */
unsigned keys_role_parse(const char *word);

/** keys_role_word() - the word for a single bit; NULL for anything else. */
const char *keys_role_word(unsigned role);

/** One admitted key. */
struct keys_caller {
    char name[KEYS_NAME_BYTES];
    char public_key[KEYS_Z85_BYTES];
    unsigned roles; /* as in the file; implied roles are added */
};

/** keys_caller_write() - admit @pair's public half with @roles: callers/NAME.json under @folder (atomically, fsynced).
 * Where that file holds another key, which may still be in use, NAME.2.json and so on; the same key is only given other
 * roles. Return: 0, or < 0. */
int keys_caller_write(const struct keys_pair *pair, unsigned roles, const char *folder);

struct keys_callers;

/**
 * keys_callers_new() - the admitted keys of @folder/callers; nobody, where that folder is missing. A file that cannot
 * be understood is logged through error_trail() and the whole load fails: half a list would lock somebody out silently.
 * Return: 0, or < 0.
 */
int keys_callers_new(struct keys_callers **callers, const char *folder);
void keys_callers_free(struct keys_callers *callers);

/** keys_callers_refresh() - read the folder again where it changed since. Return: 1: changed, 0: not, < 0: failed, the
 * former list stays, but for keys whose file is gone: a revocation takes effect whatever else is wrong. (Where the
 * whole folder is gone, a mount failed: everything stays.) */
int keys_callers_refresh(struct keys_callers *callers);

/** keys_callers_find() - the caller with this public key (Z85), or NULL. Valid until the next refresh. */
const struct keys_caller *keys_callers_find(const struct keys_callers *callers, const char *public_key);
