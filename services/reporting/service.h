#pragma once
/*
 * service - reporting: follows registration's feed, keeps a model of it on the disk and in memory, and counts.
 *
 * Two threads share nothing but the store: the writer applies pages to the store and keeps the tree it needs for that;
 * the loop owns the model in memory and follows with what was committed. So a report is counted without a lock from
 * exactly the entries that the reply's position names.
 */
#include "domain/model.h"
#include "runtime/runtime.h"
#include "store.h"

struct reporting {
    struct store *store;
    struct runtime *runtime;
    /* the loop's */
    struct model *model; /* of the generation that answers */
    uint32_t generation;
    struct model *next; /* of the generation that is being built; NULL: none */
    uint32_t next_generation;
    bool out_of_step; /* memory could not follow the store: answers are refused until a new start */
    /* the writer's */
    struct model *tree; /* organisations alone */
    uint32_t tree_generation;
    struct arena scratch; /* for one event at a time */
};

struct reporting_options {
    struct config_common common;
    const char *registration_endpoint;
    const char *registration_key;
    const char *catalogue_endpoint;
    const char *catalogue_key;
};

/** reporting_new() - open the store, load the model, begin to follow. Return: 0, or < 0. */
int reporting_new(struct reporting **reporting, const struct reporting_options *options);
int reporting_run(struct reporting *reporting);
void reporting_free(struct reporting *reporting); /* NULL is allowed */

extern const struct runtime_service reporting_service; /* routes and hooks for the runtime */
extern const struct route reporting_routes[];
extern const struct follower_hooks reporting_follower_hooks; /* handlers/follow.c */

/** reporting_load() - a model of a generation from the store. Return: 0, or < 0. */
int reporting_load(struct reporting *reporting, uint32_t generation, struct model **model);

#define REPORTING_FEED "registration"
