#pragma once
/*
 * store - registration's tables: key layout and typed get and put. Keys are big-endian, so that walks go by number.
 *
 *   persons            official (8)                    who it is
 *   posts              official (8)                    where and as what, version, state
 *   posts_of           organisation (4) official (8)   to list an organisation's officials
 *   transfers          official (8)                    the newest transfer of each, open or decided
 *   transfers_of       organisation (4) official (8)   open ones, by both organisations, and all under 0
 *   organisations      organisation (4)                the tree
 *   organisation_ids   id                              its number (4)
 *   children           parent (4) organisation (4)     to list what is below
 *   master_entries     list (1) code                   master lists
 *   imports            import (16)                     settings and totals
 *   import_chunks      import (16) first row (4)       where the verdicts are
 *   courses            generation (4) id               what is kept of the catalogue's courses
 *   followers          follower/catalogue              how far its feed was applied (runtime/standing.h)
 *
 * Structs that are read live in the arena. Return values are store_get()'s and store_put()'s; a record that cannot be
 * understood is < 0.
 */
#include "base/arena.h"
#include "codec/record.h"
#include "domain/course.h"
#include "domain/master_list.h"
#include "domain/official.h"
#include "domain/organisation.h"
#include "domain/transfer.h"
#include "store/store.h"

enum stored_table {
    STORED_PERSONS,
    STORED_POSTS,
    STORED_POSTS_OF,
    STORED_ORGANISATIONS,
    STORED_ORGANISATION_IDS,
    STORED_CHILDREN,
    STORED_MASTER_ENTRIES,
    STORED_IMPORTS,
    STORED_IMPORT_CHUNKS,
    STORED_COURSES,
    STORED_FOLLOWERS,
    STORED_TRANSFERS,
    STORED_TRANSFERS_OF,
    STORED_TABLES
};

/** stored_open() - open or make registration's store in the folder @path. Return: as store_open(). */
int stored_open(struct store **store, const char *path);

int stored_official_get(struct store_txn *txn, uint64_t number, struct arena *arena, struct official *official);

/** stored_official_put() - person, post and place in the organisation's list. @before_organisation: where the official
 * was listed until now; 0: new. */
int stored_official_put(struct store_txn *txn, const struct official *official, uint32_t before_organisation,
                        struct arena *arena);

/** stored_transfer_get() - the newest one of official @number. */
int stored_transfer_get(struct store_txn *txn, uint64_t number, struct arena *arena, struct transfer *transfer);

/** stored_transfer_put() - asked for or decided: replaces the one before; lists of organisations hold it while it is
 * open. */
int stored_transfer_put(struct store_txn *txn, const struct transfer *transfer, struct arena *arena);

/** stored_transfers_next() - the first official above @after with an open transfer to or from @organisation (0: any).
 * Return: 0, STORE_NOT_FOUND, or < 0. */
int stored_transfers_next(struct store_txn *txn, uint32_t organisation, uint64_t after, uint64_t *number);

/** stored_officials_walk() - every official in order of numbers, to rebuild what is kept in memory. @visit: non-zero
 * ends the walk and is returned. */
int stored_officials_walk(struct store_txn *txn,
                          int (*visit)(void *context, const struct official *official, struct arena *scratch),
                          void *context);

int stored_organisation_get(struct store_txn *txn, uint32_t number, struct arena *arena,
                            struct organisation *organisation); /* child_count and depth are not set */
int stored_organisation_find(struct store_txn *txn, const char *id, struct arena *arena,
                             struct organisation *organisation);
int stored_organisation_put(struct store_txn *txn, const struct organisation *organisation, struct arena *arena);

/** stored_children_next() - number of the first child of @parent above @after. Return: 0, STORE_NOT_FOUND, or < 0. */
int stored_children_next(struct store_txn *txn, uint32_t parent, uint32_t after, uint32_t *child);

/**
 * stored_next_below() - a walk over what is below @root, parents first: the number after @at (begin with @at = @root)
 * @whole_subtree: all levels, and not only the children
 * Return: 0, STORE_NOT_FOUND at the end, or < 0.
 */
int stored_next_below(struct store_txn *txn, struct arena *arena, uint32_t root, bool whole_subtree, uint32_t at,
                      uint32_t *next);

/** stored_children_count() - children of @parent. */
int stored_children_count(struct store_txn *txn, uint32_t parent, uint32_t *count);
int stored_master_entry_put(struct store_txn *txn, enum master_list list, const struct master_entry *entry,
                            struct arena *arena);

/* Courses of one generation of what is followed. */
int stored_course_get(struct store_txn *txn, uint32_t generation, const char *id, struct arena *arena,
                      struct course *course);
int stored_course_put(struct store_txn *txn, uint32_t generation, const struct course *course, struct arena *arena);

/** stored_courses_drop() - delete at most @most courses of @generation. Return: number deleted, or < 0. */
long stored_courses_drop(struct store_txn *txn, uint32_t generation, size_t most);

/** stored_fill_memory() - every organisation, parents first, into @tree and every master entry into @lists. */
int stored_fill_memory(struct store_txn *txn, struct organisations *tree, struct master_lists *lists);
