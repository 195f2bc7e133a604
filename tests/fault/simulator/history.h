#pragma once
/*
 * history - what registration committed, as its store told at every commit: one history for every epoch. What the
 * store, answers and reports say is compared with it; figures are counted from it again, by other code than the
 * service's.
 */
#include "base/uuid.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

/** What one entry says of an official, an organisation, or neither. */
struct told {
    uint64_t number; /* of the official; 0: an organisation */
    uint64_t version;
    int32_t day;    /* from which it holds */
    uint32_t state; /* 1 active, 2 blocked, 3 retired */
    uint32_t district, group, gender, engagement;
    char organisation[64]; /* of the post; or the organisation itself */
    char parent[64];
    char designation[64];
};

struct entry {
    uint64_t sequence, checksum;
    struct uuid request_id;
    char caller[64], method[128];
    uint8_t body_hash[16];
    struct told *told;
    size_t told_count;
};

struct history {
    uint64_t epoch;
    struct entry *entries; /* 1, 2, ... */
    size_t count, room;
};

/** history_opened() - a process has the store: everything that was committed must be there. */
void history_opened(struct store *store);

/** history_committed() - a batch was committed. */
void history_committed(struct store *store);

/** history_of() - NULL: there was never such an epoch. */
const struct history *history_of(uint64_t epoch);
const struct history *history_now(void); /* NULL: none yet */

/** history_entry() - NULL: it was never committed. */
const struct entry *history_entry(uint64_t epoch, uint64_t sequence);

/** history_at() - entry of @history, or NULL. */
static inline const struct entry *history_at(const struct history *history, uint64_t sequence)
{
    return history && sequence >= 1 && sequence <= history->count ? &history->entries[sequence - 1] : NULL;
}

/** An official up to an entry, as of a day; NULL: not registered by then. @see history_official() */
const struct told *history_official(const struct history *history, uint64_t through, uint64_t number, int32_t day);

/** history_officials() - numbers of all officials up to entry @through. Return: how many; @numbers: to free(). */
size_t history_officials(const struct history *history, uint64_t through, uint64_t **numbers);

/** history_is_below() - whether @organisation is @above or anything below it. */
bool history_is_below(const struct history *history, uint64_t through, const char *organisation, const char *above);

/** history_child() - the child of @above under which @organisation is; "": @above itself; NULL: it is not below. */
const char *history_child(const struct history *history, uint64_t through, const char *organisation, const char *above);
