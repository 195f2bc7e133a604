#pragma once
/*
 * model - everything that figures are counted from, in memory: the tree, the districts, and one row per span of an
 * official in columns that are scanned from end to end. One generation of the feed is one model.
 *
 * Belongs to one thread. Functions that allocate return 0, or < 0: out of memory.
 */
#include "domain/counted.h"
#include "domain/dictionary.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define MODEL_DAY_OPEN INT32_MAX /* end day of a span that still holds */

struct model_strength {
    uint32_t count;
    char *source;
    int32_t declared_on;
};

struct model_organisation {
    char *id;
    uint32_t parent; /* ordinal, always smaller; 0: none */
    char *name_en;
    char *name_hi;
    uint32_t district_code;
    struct model_strength *strengths; /* by day */
    size_t strength_count;
    uint64_t version;
};

struct model_district {
    uint32_t code;
    char *name_en;
    char *name_hi;
    uint32_t division; /* place in `divisions`; 0: not known */
};

/* A district as the master list has it. */
struct district {
    uint32_t code; /* LGD */
    const char *name_en, *name_hi;
    const char *division_en, *division_hi;
};

/* A designation as the master list has it, or the post of somebody: then without names. */
struct designation {
    const char *code;
    const char *name_en, *name_hi; /* NULL or empty: not told */
};

/* A span of days of somebody. 24 bytes, so that 15 million are scanned in a fraction of a second. */
struct model_row {
    uint32_t organisation;
    int32_t first_day;
    int32_t end_day;
    uint32_t designation; /* place in `designations`; 0: not in the master list */
    uint16_t district;    /* place in `districts` + 1; 0: none */
    uint8_t state, level, group, gender, category, engagement;
};
static_assert(sizeof(struct model_row) == 24, "rows stay small");

struct model {
    struct model_organisation *organisations; /* ordinal 1 is at [0] */
    uint32_t organisation_count, organisation_room;
    uint32_t *id_slots; /* ordinals by hash of the id: open addressing */
    size_t id_slot_count;
    struct model_district *districts;
    uint32_t district_count, district_room;
    struct dictionary divisions;    /* by English name */
    struct dictionary designations; /* by code; places are the ordinals of spans */
    struct model_row *rows;
    uint32_t row_count, row_room;
    struct model_slot *slots; /* official to its newest row: open addressing */
    size_t slot_count, slots_used;
};

struct model *model_new(void); /* NULL: out of memory */
void model_free(struct model *model);

/** model_put_organisation() - add (@ordinal is one more than there are) or replace; everything is copied. */
int model_put_organisation(struct model *model, uint32_t ordinal, const struct model_organisation *organisation);

/** model_put_district() - add a district or replace its names; everything is copied. */
int model_put_district(struct model *model, const struct district *district);

/** model_put_designation() - add a designation, or name it where names are told; everything is copied. Return: its
 * ordinal, 0 for an empty code, or < 0. */
int64_t model_put_designation(struct model *model, const struct designation *designation);

/** model_district_place() - place in `districts` + 1, made where it is missing; 0 for code 0. < 0 as int64: out of
 * memory. */
int64_t model_district_place(struct model *model, uint32_t code);

/** model_find() - ordinal of the organisation with this id; 0: none. */
uint32_t model_find(const struct model *model, const char *id);

/** model_load_official() - add all spans of an official that the model does not know. */
int model_load_official(struct model *model, const struct counted *counted);

/** model_change_official() - after counted_apply() said APPENDED or REPLACED: follow its newest span. */
int model_change_official(struct model *model, uint64_t number, enum counted_outcome outcome,
                          const struct span *newest);
