#pragma once
/*
 * service - reporting: follows the feeds of registration and of the catalogue, keeps a model of each on the disk and in
 * memory, and counts. The two models know nothing of each other: each has its tables, its generations and its cursor.
 *
 * Two threads share nothing but the store: the writer applies pages to the store and keeps the tree it needs for that;
 * the loop owns the models in memory and follows with what was committed. So a report is counted without a lock from
 * exactly the entries that the reply's position names.
 */
#include "domain/course_model.h"
#include "domain/model.h"
#include "handlers/pages.h"
#include "runtime/runtime.h"
#include "store.h"

#define REPORTING_SCRATCH_BYTES (4u << 20) /* one event and the record that it changes, unpacked and packed */

/* The catalogue's side; the loop's. */
struct reporting_courses {
    struct course_model *model; /* of the generation that answers */
    uint32_t generation;
    struct course_model *next; /* of the generation that is being built; NULL: none */
    uint32_t next_generation;
    bool out_of_step; /* memory could not follow the store */
};

struct reporting {
    struct store *store;
    struct runtime *runtime;
    /* the loop's */
    struct model *model; /* of the generation that answers */
    uint32_t generation;
    struct model *next; /* of the generation that is being built; NULL: none */
    uint32_t next_generation;
    bool out_of_step; /* memory could not follow the store: answers are refused until a new start */
    struct reporting_courses courses;
    struct pages pages; /* answers that somebody may read on in */
    /* the writer's */
    struct model *tree; /* organisations and designations alone */
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
extern const struct follower_hooks reporting_course_hooks;   /* handlers/follow_courses.c */

/** reporting_load() - a model of a generation from the store. Return: 0, or < 0. */
int reporting_load(struct reporting *reporting, uint32_t generation, struct model **model);

/** reporting_load_courses() - the same of the catalogue's. */
int reporting_load_courses(struct reporting *reporting, uint32_t generation, struct course_model **model);
