#pragma once
/*
 * keys_folder - the folder that `karmayogi keys` keeps:
 *
 *   NAME.secret, NAME.public                    an operator's or a system's own pair
 *   SERVICE.public                              what callers need of a service
 *   SERVICE/SERVICE.secret                      the service's own pair, in the folder that it is started with
 *   SERVICE/callers/NAME.json                   who is admitted there, as what
 */
#include "wire/keys.h"

#include <stdbool.h>

#define KEYS_FOLDER_PATH 4096

enum keys_folder_outcome {
    KEYS_FOLDER_DONE = 0,
    KEYS_FOLDER_THERE,      /* it was there already and stays as it is */
    KEYS_FOLDER_OTHER_KEY,  /* a file of that name admits another key */
    KEYS_FOLDER_OTHER_NAME, /* the key is admitted there under another name */
    KEYS_FOLDER_NONE,       /* there is no such key or service */
};

/** keys_folder_pair() - a pair @name in @folder. Return: DONE, THERE, or < 0. */
int keys_folder_pair(const char *folder, const char *name);

/** keys_folder_service() - a service's pair, and its public half where callers look. Return: DONE, THERE, or < 0. */
int keys_folder_service(const char *folder, const char *service);

/**
 * keys_folder_admit() - admit a key at @service as @name
 * @public_file: a .public or .secret file; NULL: the pair or the service @name of this folder
 * @keep: a key that is admitted already keeps its roles; otherwise it gets @roles
 * Return: DONE, THERE (and kept), OTHER_KEY, OTHER_NAME, NONE, or < 0.
 */
int keys_folder_admit(const char *folder, const char *service, const char *name, unsigned roles,
                      const char *public_file, bool keep);

/** keys_folder_revoke() - remove every file that admits @name at @service. @removed: how many. Return: DONE, NONE, or <
 * 0. */
int keys_folder_revoke(const char *folder, const char *service, const char *name, unsigned *removed);

/** keys_folder_roles() - the set for "a,b"; 0: a word that is no role, or none. */
unsigned keys_folder_roles(const char *words);
