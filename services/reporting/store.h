#pragma once
/*
 * store - reporting's tables: what is in the model, on the disk, so that a start does not begin at the feed's first
 * entry. Keys begin with the generation (4): of registration's feed, and for courses and their lists of the
 * catalogue's.
 *
 *   officials      generation (4) official (8)
 *   organisations  generation (4) ordinal (4)
 *   districts      generation (4) LGD code (4)
 *   designations   generation (4) ordinal (4)
 *   courses        generation (4) id
 *   course_entries generation (4) list (1) code
 *   followers      follower/<service>            see runtime/follower.h
 */
#include "domain/counted.h"
#include "domain/course_model.h"
#include "domain/model.h"
#include "store/store.h"

enum stored_table {
    STORED_OFFICIALS,
    STORED_ORGANISATIONS,
    STORED_DISTRICTS,
    STORED_DESIGNATIONS,
    STORED_COURSES,
    STORED_COURSE_ENTRIES,
    STORED_FOLLOWERS,
    STORED_TABLES
};

#define STORED_REGISTRATION "registration" /* the services whose feeds are followed */
#define STORED_CATALOGUE    "catalogue"

int stored_open(struct store **store, const char *path);

int stored_counted_get(struct store_txn *txn, uint32_t generation, uint64_t number, struct arena *arena,
                       struct counted *counted);
int stored_counted_put(struct store_txn *txn, uint32_t generation, const struct counted *counted, struct arena *arena);

/** stored_counted_next() - the first official above @after. Return: 0, STORE_NOT_FOUND at the end, or < 0. */
int stored_counted_next(struct store_cursor *cursor, uint32_t generation, uint64_t after, struct arena *arena,
                        struct counted *counted);
int stored_organisation_put(struct store_txn *txn, uint32_t generation, uint32_t ordinal,
                            const struct model_organisation *organisation, struct arena *arena);
int stored_organisation_get(struct store_txn *txn, uint32_t generation, uint32_t ordinal, struct arena *arena,
                            struct model_organisation *organisation);
int stored_district_put(struct store_txn *txn, uint32_t generation, const struct district *district);
int stored_designation_put(struct store_txn *txn, uint32_t generation, uint32_t ordinal,
                           const struct designation *designation);
int stored_designation_get(struct store_txn *txn, uint32_t generation, uint32_t ordinal, struct arena *arena,
                           struct designation *designation);
int stored_course_get(struct store_txn *txn, uint32_t generation, const char *id, struct arena *arena,
                      struct course *course);
int stored_course_put(struct store_txn *txn, uint32_t generation, const char *id, const struct course *course,
                      struct arena *arena);
int stored_course_entry_put(struct store_txn *txn, uint32_t generation, const struct course_entry *entry);

/** stored_load_tree() - organisations and designations of a generation into an empty model. Return: 0, or < 0. */
int stored_load_tree(struct store_txn *txn, uint32_t generation, struct model *model);

/** stored_load() - the whole generation into an empty model. Return: 0, or < 0. */
int stored_load(struct store_txn *txn, uint32_t generation, struct model *model);

/** stored_load_courses() - a whole generation of the catalogue's feed into an empty model. Return: 0, or < 0. */
int stored_load_courses(struct store_txn *txn, uint32_t generation, struct course_model *model);

/** stored_drop() - delete at most @most records of a generation of registration's feed. Return: number deleted, or < 0.
 */
long stored_drop(struct store_txn *txn, uint32_t generation, size_t most);

/** stored_drop_courses() - the same of the catalogue's. */
long stored_drop_courses(struct store_txn *txn, uint32_t generation, size_t most);
