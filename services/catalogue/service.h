#pragma once
/*
 * service - the catalogue's memory beside its store, and who owns it.
 *
 * Master lists in memory belong to the writer's thread: decisions need them in microseconds; reads on the loop go to
 * the store. The shelf of cards, which filters and counts look at, is read by the loop and changed by the writer once a
 * batch is committed, behind a lock that both hold for no longer than one look at all cards takes.
 */
#include "base/arena.h"
#include "domain/card.h"
#include "domain/master_list.h"
#include "runtime/runtime.h"
#include "store.h"

#include <pthread.h>

struct catalogue {
    struct store *store;
    struct master_lists *lists;
    bool lists_changed;   /* by the running batch: an abort must load them again */
    struct arena scratch; /* the writer's, for one row of a list at a time */
    pthread_mutex_t shelf_lock;
    struct shelf shelf;   /* as committed */
    struct card **staged; /* what the running batch changes on it */
    size_t staged_count, staged_room;
};

/** catalogue_new() - open the store and fill the memory. Return: 0, or < 0. */
int catalogue_new(struct catalogue **catalogue, const char *path);
void catalogue_free(struct catalogue *catalogue); /* NULL is allowed */

/** catalogue_service - routes and hooks for the runtime. */
extern const struct runtime_service catalogue_service;
extern const struct route catalogue_routes[];

/** catalogue_stage() - the card of @course goes to the shelf when the batch is committed. Return: 0, or < 0. */
int catalogue_stage(struct catalogue *catalogue, const struct course *course);

/** catalogue_lock() - the shelf as it was last committed, until catalogue_unlock(). Nothing may wait meanwhile. */
const struct shelf *catalogue_lock(struct catalogue *catalogue);
void catalogue_unlock(struct catalogue *catalogue);
