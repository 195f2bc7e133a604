#pragma once
/*
 * life - the registration service from its start to a power cut: real handlers, real writer, real store, and every step
 * to the disk noted. What the store held after each batch is a state; after the cut the store must hold one of two:
 * that of the last batch that was acknowledged, or of the one in flight, whole.
 */
#include "commands.h"
#include "disk/disk.h"

struct state {
    uint64_t head;   /* of the outbox */
    uint64_t digest; /* of every record of every table, in order, of the outbox and of the epoch */
};

/** From which step on a state is promised. */
struct promise {
    size_t steps;
    size_t state;
};

struct life {
    struct desk desk;
    struct commands commands;
    struct splitmix random;
    struct state *states; /* 0: no store yet; of all lives, what was lost by a cut is forgotten */
    size_t state_count;
    struct promise *promises; /* of this life, growing */
    size_t promise_count;
    size_t begun_with; /* the state that this life found */
    size_t founded;    /* commands that make the small state, sent so far; FOUNDED: all */
    size_t founded_state;
    struct disk_record *record; /* of the life that ended */
    bool disk_may_fail;         /* now and then a step of it is refused */
    bool disk_failed;           /* it ended because the disk refused something, and not by the cut */
};

/** Kinds of sick disks, for showing that the checks can fail. */
enum plant {
    PLANT_NONE,
    PLANT_NO_SYNC,   /* fdatasync and fsync do nothing: a meta page may be there before what it names */
    PLANT_LATE_META, /* writes through O_DSYNC last no sooner than others: replies come before the commit is safe */
};

void life_init(struct life *life, uint64_t seed, const char *folder);
void life_free(struct life *life);

/** life_live() - the service starts in its folder, runs @batches batches of random commands, and stops; life->record is
 * what it did. Return: 0, or < 0 with a trail: the service could not start, or failed. */
int life_live(struct life *life, size_t batches, enum plant plant);

/** life_start() - the service at @desk, whose folder, time and caller are set. Return: 0, or < 0 with a trail; in both
 * cases life_stop() ends it. */
int life_start(struct desk *desk);
void life_stop(struct desk *desk);

/** life_expected() - which states a store may hold at a cut after @returned steps. */
void life_expected(const struct life *life, size_t returned, size_t *least, size_t *most);

/** life_goes_on() - the next life begins with @state: forget what came later. */
void life_goes_on(struct life *life, size_t state);

/** state_of() - of an open store. Return: 0, or as store_get(). */
int state_of(struct store *store, struct state *state);

#define FOUNDED 99u

/** life_resend() - every accepted command up to @state once more, and then all of the next state, to the service that
 * starts in @folder: all get the answers that they had, and the store comes to the next state. Return: 0, or < 0 with a
 * trail. */
int life_resend(const struct life *life, const char *folder, size_t state);
