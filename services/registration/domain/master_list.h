#pragma once
/*
 * master_list - designations, mother tongues, kinds of organisations and districts in memory, found by code or by any
 * spelling.
 *
 * Spellings are compared folded (text_fold()). One list object belongs to one thread.
 */
#include "base/arena.h"
#include "domain/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers as in karmayogi.registration.v1.MasterList. */
enum master_list {
    MASTER_NONE,
    MASTER_DESIGNATION,
    MASTER_MOTHER_TONGUE,
    MASTER_ORGANISATION_KIND,
    MASTER_DISTRICT,
    MASTER_LIST_COUNT
};

#define MASTER_ALIASES 32

struct master_entry {
    const char *code;
    const char *name_en;
    const char *name_hi;
    const char *aliases[MASTER_ALIASES];
    size_t alias_count;
    const char *division_en;
    const char *division_hi;
    const char *successor;
    uint32_t level;
    uint32_t census2011_code;
    int32_t valid_from; /* DATE_NONE: always */
    int32_t valid_to;
};

struct master_lists;

struct master_lists *master_lists_new(void); /* NULL: out of memory */
void master_lists_free(struct master_lists *lists);

/**
 * master_entry_check() - whether @entry may stand in @list beside what is there: code (slug; districts: digits 1 to
 * 99999 without leading zero), a name, UTF-8 names cleaned, level at most 18, validity in order, no spelling that
 * another code has. Return: REASON_NONE, or why not.
 */
enum reason master_entry_check(const struct master_lists *lists, enum master_list list,
                               const struct master_entry *entry, struct arena *scratch);

/** master_lists_put() - add or replace a copy of an entry that passed the check. Return: 0, or < 0: out of memory. */
int master_lists_put(struct master_lists *lists, enum master_list list, const struct master_entry *entry);

/** master_lists_code() - the entry with exactly this code, or NULL. */
const struct master_entry *master_lists_code(const struct master_lists *lists, enum master_list list, const char *code);

/** master_lists_spelling() - the entry with this code, name or alias in any spelling, or NULL. */
const struct master_entry *master_lists_spelling(const struct master_lists *lists, enum master_list list,
                                                 const char *text, struct arena *scratch);

/** master_lists_district() - the district with this LGD code, or NULL. */
const struct master_entry *master_lists_district(const struct master_lists *lists, uint32_t lgd_code);

/** master_lists_census() - the district with this census code, or NULL: to explain a wrong code. */
const struct master_entry *master_lists_census(const struct master_lists *lists, uint32_t census_code);

/** master_entry_equal() - whether two entries say the same. */
bool master_entry_equal(const struct master_entry *a, const struct master_entry *b);
