#pragma once
/*
 * master_list - competencies, providers, cadres and trades in memory, found by code or by any spelling.
 *
 * Spellings are compared folded (text_fold()). A code and a name belong to one entry of a list; the names of a
 * sub-theme only have to differ from those of the other sub-themes of its theme, since it is named as `theme /
 * sub-theme`. One object belongs to one thread.
 */
#include "base/arena.h"
#include "domain/reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers as in karmayogi.catalogue.v1.MasterList. */
enum master_list { MASTER_NONE, MASTER_COMPETENCY, MASTER_PROVIDER, MASTER_CADRE, MASTER_TRADE, MASTER_LIST_COUNT };

/* Numbers as in karmayogi.catalogue.v1.CompetencyArea. */
enum competency_area { AREA_NONE, AREA_BEHAVIOURAL, AREA_FUNCTIONAL, AREA_DOMAIN, AREA_COUNT };

#define MASTER_ALIASES      32
#define MASTER_DESIGNATIONS 256

struct master_entry {
    const char *code;
    const char *name_en;
    const char *name_hi;
    const char *const *aliases;
    size_t alias_count;
    enum competency_area area;            /* competencies */
    const char *theme_code;               /* competencies: "" for a theme */
    const char *const *designation_codes; /* cadres, trades: codes of registration's list */
    size_t designation_count;
    const char *successor;
    int32_t valid_from; /* DATE_NONE: always */
    int32_t valid_to;
};

struct master_lists;

struct master_lists *master_lists_new(void); /* NULL: out of memory */
void master_lists_free(struct master_lists *lists);

/**
 * master_entries_check() - whether all of @entries may stand in @list, beside what is there and beside each other; what
 * they replace is gone
 * @finding: reason REASON_NONE, or why not, with the code of the entry that is wrong as detail
 * Return: 0, or < 0: out of memory.
 */
int master_entries_check(const struct master_lists *lists, enum master_list list, const struct master_entry *entries,
                         size_t count, struct arena *scratch, struct finding *finding);

/** master_lists_put() - add or replace a copy of an entry that passed the check. Return: 0, or < 0: out of memory. */
int master_lists_put(struct master_lists *lists, enum master_list list, const struct master_entry *entry);

/** master_lists_code() - the entry with exactly this code, or NULL. */
const struct master_entry *master_lists_code(const struct master_lists *lists, enum master_list list, const char *code);

/** master_lists_spelling() - the entry with this code, name or alias in any spelling, or NULL. A sub-theme is found by
 * its code, and by `theme / sub-theme`, both in any spelling. */
const struct master_entry *master_lists_spelling(const struct master_lists *lists, enum master_list list,
                                                 const char *text, struct arena *scratch);

/** master_entry_valid() - whether the entry may be used on @day. */
bool master_entry_valid(const struct master_entry *entry, int32_t day);

/** master_entry_equal() - whether two entries say the same. */
bool master_entry_equal(const struct master_entry *a, const struct master_entry *b);
