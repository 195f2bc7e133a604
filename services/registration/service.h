#pragma once
/*
 * service - registration's memory beside its store, and who owns it.
 *
 * Organisations and master lists in memory belong to the writer's thread: decisions need them in microseconds. Reads on
 * the loop go to the store. The keymap is written by the writer and probed by both.
 */
#include "base/arena.h"
#include "domain/identity.h"
#include "domain/master_list.h"
#include "domain/organisation.h"
#include "runtime/runtime.h"
#include "store.h"
#include "store/keymap.h"

#include <stdatomic.h>

struct registration {
    struct store *store;
    struct organisations *organisations;
    struct master_lists *lists;
    bool memory_changed; /* by the running batch: an abort must load both again */
    struct keymap *keys; /* fingerprints of identity keys to numbers of officials */
    uint64_t fingerprint_key;
    struct arena scratch;    /* the writer's, for one row at a time */
    uint64_t *last_official; /* by department: the last sequence given */
    struct last_undo {
        uint16_t department;
        uint64_t sequence;
    } * undo; /* what last_official was before the batch, oldest first */
    size_t undo_count, undo_room;
    _Atomic uint32_t course_generation; /* of the courses that decisions are made by; set by the loop, read by both */
};

#define REGISTRATION_FEED "catalogue" /* the feed that is followed */

/** registration_new() - open the store and fill the memory. Return: 0, or < 0. */
int registration_new(struct registration **registration, const char *path);
void registration_free(struct registration *registration);

/** registration_service - routes and hooks for the runtime. */
extern const struct runtime_service registration_service;
extern const struct route registration_routes[];
extern const struct follower_hooks registration_follower_hooks; /* handlers/follow.c */

/** registration_follow() - have @runtime follow the catalogue's feed. @key: path of the catalogue's public key. Return:
 * 0, or < 0. */
int registration_follow(struct runtime *runtime, const char *endpoint, const char *key);

/** registration_fingerprint() - of an identity key, for the keymap. */
uint64_t registration_fingerprint(const struct registration *registration, const struct identity_key *key);

/**
 * registration_remember_key() - add a key of official @number to the keymap
 * Of those who look alike LIMIT_ALIKE are remembered: enough to flag the others, whoever of them changes, and a crowd
 * of one name and birthday costs no more. Return: 0, or < 0.
 */
int registration_remember_key(struct registration *registration, const struct identity_key *key, uint64_t number);

/** registration_next_official() - the next number of a department, staged with the batch. @number: 0: the department is
 * full. Return: 0, or < 0: out of memory. */
int registration_next_official(struct registration *registration, uint16_t department, uint64_t *number);
