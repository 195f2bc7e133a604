/* admission - see admission.h. */
#include "handlers/admission.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/official_number.h"
#include "codec/event.h"
#include "domain/flag.h"

/* Every other key has one holder at the most. */
#define MATCHES_MOST (LIMIT_MOBILE_HOLDERS + LIMIT_ALIKE + IDENTITY_KEYS)

/* The officials that one admission looks at; each is read once, whatever number of keys leads to it. */
struct matching {
    struct registration *registration;
    struct store_txn *txn;
    struct arena *arena;
    uint64_t self; /* not a holder of its own keys */
    struct identity_match *matches;
    size_t count;
    size_t mobile_holders;
};

static int holder_of(struct matching *matching, uint64_t number, const struct official **holder)
{
    *holder = NULL;
    for (size_t i = 0; i < matching->count; i++) {
        if (matching->matches[i].official->number == number) {
            *holder = matching->matches[i].official;
            return 0;
        }
    }
    struct official *official = arena_zalloc(matching->arena, 1, sizeof *official);
    if (!official)
        return error_raise("no room for the holder of a key");
    int result = stored_official_get(matching->txn, number, matching->arena, official);
    if (result == STORE_NOT_FOUND)
        return 0; /* a hint that outlived its record */
    *holder = official;
    return result;
}

static int match_key(struct matching *matching, const struct identity_key *key)
{
    struct keymap_probe probe =
        keymap_find(matching->registration->keys, registration_fingerprint(matching->registration, key));
    uint64_t number;
    while (keymap_next(&probe, &number)) {
        const struct official *holder;
        if (number == matching->self)
            continue;
        int result = holder_of(matching, number, &holder);
        if (result)
            return result;
        if (!holder || !identity_holds(holder, key, matching->arena))
            continue;
        matching->mobile_holders += key->kind == KEY_MOBILE;
        if (matching->count < MATCHES_MOST) /* beyond it the mobile is crowded, and that decides */
            matching->matches[matching->count++] = (struct identity_match){holder, key};
    }
    return 0;
}

int admission_matches(struct registration *registration, struct store_txn *txn, const struct official *candidate,
                      const struct draft *draft, uint64_t self, struct arena *arena, struct admission_matching *found)
{
    struct matching matching = {.registration = registration, .txn = txn, .arena = arena, .self = self};
    struct identity_key *keys = arena_zalloc(arena, IDENTITY_KEYS, sizeof *keys);
    int key_count = keys ? identity_keys(candidate, arena, keys) : -1;
    if (key_count < 0)
        return error_raise("no room for keys");
    if (draft)
        identity_name_fields(keys, key_count, draft);
    for (int i = 0; i < key_count; i++) {
        struct keymap_probe probe = keymap_find(registration->keys, registration_fingerprint(registration, &keys[i]));
        uint64_t number;
        if (!keymap_next(&probe, &number)) /* the usual case: nobody */
            continue;
        if (!matching.matches && !(matching.matches = arena_zalloc(arena, MATCHES_MOST, sizeof *matching.matches)))
            return error_raise("no room for matches");
        int result = match_key(&matching, &keys[i]);
        if (result)
            return result;
    }
    *found =
        (struct admission_matching){matching.matches, matching.count, matching.mobile_holders >= LIMIT_MOBILE_HOLDERS};
    return 0;
}

static int remember_keys(struct registration *registration, const struct official *official, struct arena *arena)
{
    struct identity_key keys[IDENTITY_KEYS];
    int count = identity_keys(official, arena, keys);
    for (int i = 0; i < count; i++) {
        int result = registration_remember_key(registration, &keys[i], official->number);
        if (result)
            return result;
    }
    return count < 0 ? error_raise("no room for keys") : 0;
}

static int store_new(struct registration *registration, struct batch *batch, struct call *call, struct arena *arena,
                     struct official *official)
{
    struct store_bytes event;
    official->version = 1;
    official->state = OFFICIAL_ACTIVE;
    official->changed_at_ms = batch->now_ms;
    int result = stored_official_put(batch->txn, official, 0, arena);
    if (result == 0)
        result = remember_keys(registration, official, arena);
    if (result == 0)
        result = event_official_registered(official, arena, &event);
    return result ? result : call_event(call, event.data, event.length);
}

int admission_admit(struct registration *registration, struct batch *batch, struct call *call, struct arena *arena,
                    const struct draft *draft, struct official *candidate, struct admission *admission)
{
    const struct official *known = NULL;
    struct admission_matching matching;
    admission->already = 0;
    int result = admission_matches(registration, batch->txn, candidate, draft, 0, arena, &matching);
    if (result)
        return result;
    int decided = identity_decide(candidate, matching.matches, matching.count, arena, &known, &admission->findings,
                                  &admission->flags);
    if (decided < 0)
        return decided;
    if (decided == IDENTITY_ALREADY_THERE) {
        admission->outcome = ADMISSION_ALREADY_THERE;
        admission->already = known->number;
        return 0;
    }
    admission->outcome = ADMISSION_REFUSED;
    if (decided == IDENTITY_NEW && matching.crowded)
        findings_add(&admission->findings, FIELD_MOBILE, REASON_MOBILE_SHARED_TOO_OFTEN, NULL);
    if (decided == IDENTITY_REFUSED || matching.crowded)
        return 0;
    result = registration_next_official(registration, candidate->post.department_number, &candidate->number);
    if (result)
        return result;
    if (candidate->number == 0) {
        findings_add(&admission->findings, FIELD_ORGANISATION, REASON_DEPARTMENT_FULL, NULL);
        return 0;
    }
    admission->outcome = ADMISSION_STORED;
    flag_add_all(candidate, &admission->flags);
    return store_new(registration, batch, call, arena, candidate);
}
