#pragma once
/*
 * store - the catalogue's tables: key layout and typed get and put.
 *
 *   courses         id                            the course, with what is staged
 *   igot_ids        id on iGOT                    id of the course that has it, live or staged
 *   programs_of     part's id, 0, program's id    nothing: whether a course is a part, and of which
 *   master_entries  list (1), code                master lists
 *   imports         import (16)                   settings and totals; see runtime/imports.h
 *   import_chunks   import (16), first row (4)    where the verdicts are
 *
 * Ids of courses and on iGOT are at most 63 bytes and never hold a 0, so that walks go by id.
 *
 * Structs that are read live in the arena. Return values are store_get()'s and store_put()'s; a record that cannot be
 * understood is < 0.
 */
#include "base/arena.h"
#include "domain/course.h"
#include "domain/master_list.h"
#include "store/store.h"

enum stored_table {
    STORED_COURSES,
    STORED_IGOT_IDS,
    STORED_PROGRAMS_OF,
    STORED_MASTER_ENTRIES,
    STORED_IMPORTS,
    STORED_IMPORT_CHUNKS,
    STORED_TABLES
};

/** stored_open() - open or make the catalogue's store in the folder @path. Return: as store_open(). */
int stored_open(struct store **store, const char *path);

/** stored_course_get() - any text may be asked for. */
int stored_course_get(struct store_txn *txn, const char *id, struct arena *arena, struct course *course);

/** stored_course_find() - by the id on iGOT of its live edition, its draft, or its staged edit. */
int stored_course_find(struct store_txn *txn, const char *igot_id, struct arena *arena, struct course *course);

/** stored_igot_id() - id of the course that has @igot_id. */
int stored_igot_id(struct store_txn *txn, const char *igot_id, struct arena *arena, const char **course_id);

/** stored_course_put() - with both indexes. @before: as it was, NULL for a new one. */
int stored_course_put(struct store_txn *txn, const struct course *course, const struct course *before,
                      struct arena *arena);

/** stored_program_of() - the first course that has @part among its parts, live or staged. */
int stored_program_of(struct store_txn *txn, const char *part, struct arena *arena, const char **program);

/** stored_courses_walk() - every course, by id; @scratch is emptied after each. Return: 0, or as @visit said, or < 0.
 */
int stored_courses_walk(struct store_txn *txn,
                        int (*visit)(void *context, const struct course *course, struct arena *scratch), void *context);

int stored_master_entry_put(struct store_txn *txn, enum master_list list, const struct master_entry *entry,
                            struct arena *arena);

/** stored_master_entries_walk() - every entry of one list, by code, MASTER_NONE: of all. */
int stored_master_entries_walk(struct store_txn *txn, enum master_list list,
                               int (*visit)(void *context, enum master_list list, const struct master_entry *entry),
                               void *context);
