#pragma once
/*
 * organisation - nodes of the department tree in memory, found by id and by number, and what may be done to them.
 */
#include "domain/master_list.h"
#include "domain/reason.h"

#include <stdint.h>

#define ORGANISATION_STRENGTHS 64 /* declarations kept of one organisation */

struct strength {
    uint32_t count;
    const char *source;
    int32_t declared_on;
};

struct organisation {
    uint32_t number; /* 1, 2, ... in order of creation */
    uint32_t parent_number;
    const char *id;
    const char *parent_id;
    const char *kind;
    const char *name_en;
    const char *name_hi;
    uint32_t district_code;
    uint16_t department_number; /* 0: the state */
    int32_t established_on;
    struct strength strengths[ORGANISATION_STRENGTHS]; /* by day */
    size_t strength_count;
    uint64_t version;
    uint32_t child_count;
    uint32_t depth; /* the state: 1 */
};

struct organisations;

struct organisations *organisations_new(void); /* NULL: out of memory */
void organisations_free(struct organisations *tree);

/** organisations_put() - add or replace a copy; parents before children. Return: 0, or < 0: out of memory. */
int organisations_put(struct organisations *tree, const struct organisation *organisation);
const struct organisation *organisations_id(const struct organisations *tree, const char *id);
const struct organisation *organisations_number(const struct organisations *tree, uint32_t number);

uint32_t organisations_count(const struct organisations *tree);
uint32_t organisations_department_count(const struct organisations *tree); /* the highest number given */

const struct organisation *organisations_department(const struct organisations *tree, uint16_t department_number);

/** What organisation_create() decides, apart from refusals. */
enum organisation_create_outcome { ORGANISATION_CREATE = 0, ORGANISATION_SAME_THERE, ORGANISATION_REFUSED };

/**
 * organisation_create() - decide on a new node
 * @wanted:  id, parent_id, kind, name_en, name_hi, district_code, established_on (DATE_NONE: today) and up to one
 * strength (declared_on DATE_NONE: today)
 * @created: for ORGANISATION_CREATE the node with everything the service gives, for ORGANISATION_SAME_THERE the one
 * there; its strings are @arena's, @wanted's, @tree's or @lists': put a copy before any of these changes. Where
 * @arena->failed is set afterwards, nothing of the answer counts
 * @finding: for ORGANISATION_REFUSED why; its detail lives in @arena
 *
 * Refused: id no slug or taken by another content, unknown parent, kind or district, texts too long or empty, no parent
 * while there is a state already, kind `state` with a parent, too deep, established in the future or before its parent,
 * strength without source, in the future or above 100,000,000, 65,535 departments.
 */
enum organisation_create_outcome organisation_create(const struct organisations *tree, const struct master_lists *lists,
                                                     const struct organisation *wanted, int32_t today,
                                                     struct arena *arena, struct organisation *created,
                                                     struct finding *finding);

/** Which fields organisation_update() takes from @wanted. */
enum organisation_mask {
    ORGANISATION_NAME_EN = 1,
    ORGANISATION_NAME_HI = 2,
    ORGANISATION_KIND = 4,
    ORGANISATION_DISTRICT = 8
};

/** organisation_update() - @updated is @current with the fields of @mask, version + 1. Return: REASON_NONE or why not
 * (in @finding, too). */
enum reason organisation_update(const struct organisation *current, const struct master_lists *lists,
                                const struct organisation *wanted, unsigned mask, struct arena *arena,
                                struct organisation *updated, struct finding *finding);

/** organisation_declare() - @updated is @current with one more declaration, in order of days; the same day is replaced.
 * Return: REASON_NONE or why not. */
enum reason organisation_declare(const struct organisation *current, const struct strength *strength, int32_t today,
                                 struct arena *arena, struct organisation *updated, struct finding *finding);
