/* service - see service.h. */
#include "service.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/official_number.h"
#include "codec/event.h"
#include "runtime/log.h"

#include <assert.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#define DEPARTMENTS   65536u
#define SCRATCH_BYTES (4u << 20) /* a row of 22 cells of 4 KiB, and the officials that share its keys */

uint64_t registration_fingerprint(const struct registration *registration, const struct identity_key *key)
{
    /* The kind is part of what is hashed, so that a mobile is never taken for an issued id. */
    return hash_keyed(registration->fingerprint_key + (uint64_t)key->kind, key->text, strlen(key->text));
}

int registration_remember_key(struct registration *registration, const struct identity_key *key, uint64_t number)
{
    uint64_t fingerprint = registration_fingerprint(registration, key), holder;
    struct keymap_probe probe = keymap_find(registration->keys, fingerprint);
    for (unsigned alike = 0; key->kind == KEY_LIKENESS && keymap_next(&probe, &holder);)
        if (++alike == LIMIT_ALIKE)
            return 0;
    return keymap_add(registration->keys, fingerprint, number);
}

static int remember_official(void *context, const struct official *official, struct arena *scratch)
{
    struct registration *registration = context;
    struct identity_key keys[IDENTITY_KEYS];
    uint16_t department = official_number_department(official->number);
    uint64_t sequence = official_number_sequence(official->number);
    if (sequence > registration->last_official[department])
        registration->last_official[department] = sequence;
    int count = identity_keys(official, scratch, keys);
    if (count < 0)
        return count;
    for (int i = 0; i < count; i++) {
        int result = registration_remember_key(registration, &keys[i], official->number);
        if (result)
            return result;
    }
    return 0;
}

static int load_lists(struct registration *registration, struct store_txn *txn)
{
    organisations_free(registration->organisations);
    master_lists_free(registration->lists);
    registration->organisations = organisations_new();
    registration->lists = master_lists_new();
    if (!registration->organisations || !registration->lists)
        return error_raise("out of memory");
    registration->memory_changed = false;
    return stored_fill_memory(txn, registration->organisations, registration->lists);
}

static int load(struct registration *registration)
{
    struct store_txn *txn;
    uint64_t officials = 0;
    int result = store_begin_read(registration->store, &txn);
    if (result)
        return result;
    result = store_count(txn, STORED_PERSONS, &officials);
    registration->keys = result == 0 ? keymap_new((size_t)officials * 4) : NULL;
    if (result == 0 && !registration->keys)
        result = error_raise("out of memory for the keys of %llu officials", (unsigned long long)officials);
    if (result == 0)
        result = load_lists(registration, txn);
    if (result == 0)
        result = stored_officials_walk(txn, remember_official, registration);
    store_abort(txn);
    if (result == 0) {
        keymap_keep(registration->keys);
        keymap_collect(registration->keys);
        log_event(LOG_INFO, "memory_filled", "{s:I, s:I}", "officials", (json_int_t)officials, "keys",
                  (json_int_t)keymap_count(registration->keys));
    }
    return result;
}

int registration_new(struct registration **out, const char *path)
{
    struct registration *registration = calloc(1, sizeof *registration);
    if (!registration)
        return error_system("registration");
    arena_init(&registration->scratch, SCRATCH_BYTES);
    registration->last_official = calloc(DEPARTMENTS, sizeof *registration->last_official);
    int result =
        registration->last_official ? hash_random_key(&registration->fingerprint_key) : error_system("registration");
    if (result == 0)
        result = stored_open(&registration->store, path);
    if (result > 0)
        result = error_raise("the store was written by a newer version of this program: %s", path);
    if (result == 0)
        result = load(registration);
    uint32_t generation = 1;
    if (result == 0)
        result = follower_generation(registration->store, STORED_FOLLOWERS, REGISTRATION_FEED, &generation);
    atomic_store(&registration->course_generation, generation);
    if (result) {
        registration_free(registration);
        return result < 0 ? result : error_raise("load: %s", error_trail());
    }
    *out = registration;
    return 0;
}

void registration_free(struct registration *registration)
{
    if (!registration)
        return;
    organisations_free(registration->organisations);
    master_lists_free(registration->lists);
    keymap_free(registration->keys);
    store_close(registration->store);
    arena_deinit(&registration->scratch);
    free(registration->last_official);
    free(registration->undo);
    free(registration);
}

int registration_follow(struct runtime *runtime, const char *endpoint, const char *key)
{
    struct keys_pair catalogue;
    int result = keys_read(&catalogue, key);
    if (result)
        return error_pass(result, "key of the catalogue");
    const struct follower_options follower = {
        .dispensable = true, /* officials are registered whether the catalogue is there or not */
        .service = REGISTRATION_FEED,
        .connection = {.endpoint = endpoint, .server_public_key = catalogue.public_key},
        .table = STORED_FOLLOWERS,
        .hooks = registration_follower_hooks,
    };
    return runtime_follow(runtime, &follower);
}

int registration_next_official(struct registration *registration, uint16_t department, uint64_t *number)
{
    uint64_t *last = &registration->last_official[department];
    *number = 0;
    if (*last == OFFICIAL_SEQUENCE_MOST)
        return 0;
    if (registration->undo_count == 0 || registration->undo[registration->undo_count - 1].department != department) {
        if (registration->undo_count == registration->undo_room) {
            size_t room = registration->undo_room ? registration->undo_room * 2 : 64;
            struct last_undo *undo = realloc(registration->undo, room * sizeof *undo);
            if (!undo)
                return error_system("numbers of officials");
            registration->undo = undo;
            registration->undo_room = room;
        }
        registration->undo[registration->undo_count++] = (struct last_undo){department, *last};
    }
    *number = official_number(department, ++*last);
    return 0;
}

static int committed(void *context)
{
    struct registration *registration = context;
    keymap_keep(registration->keys);
    registration->undo_count = 0;
    registration->memory_changed = false;
    return 0;
}

static int aborted(void *context)
{
    struct registration *registration = context;
    struct store_txn *txn;
    keymap_undo(registration->keys);
    while (registration->undo_count > 0) {
        const struct last_undo *undo = &registration->undo[--registration->undo_count];
        registration->last_official[undo->department] = undo->sequence;
    }
    if (!registration->memory_changed)
        return 0;
    int result = store_begin_read(registration->store, &txn);
    if (result)
        return result;
    result = load_lists(registration, txn);
    store_abort(txn);
    return result > 0 ? error_raise("load: %s", error_trail()) : result;
}

static void collect(void *context)
{
    struct registration *registration = context;
    keymap_collect(registration->keys);
}

/* The person as it is now, and the departments that the reader wants. */
static int feed_event(void *context, struct store_txn *txn, const struct feed_filter *filter, struct arena *arena,
                      struct store_bytes *event, bool *keep)
{
    (void)context;
    uint64_t number = event_official(*event, arena);
    if (number == 0)
        return 0; /* lists and organisations are for everybody */
    *keep = filter->department_count == 0;
    for (size_t i = 0; i < filter->department_count; i++)
        *keep |= filter->departments[i] == official_number_department(number);
    if (!*keep || !filter->with_person)
        return 0;
    struct official official;
    int result = stored_official_get(txn, number, arena, &official);
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    return event_with_person(event, result == 0 ? &official.person : NULL, arena);
}

const struct runtime_service registration_service = {
    .name = "registration",
    .routes = registration_routes,
    .hooks = {.committed = committed, .aborted = aborted},
    .feed_event = feed_event,
    .collect = collect,
};
