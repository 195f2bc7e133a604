#pragma once
/*
 * sample_state_plan - a whole state: how many officials each of the seven departments has in each district, and the
 * organisations in which they are. The same for the same seed on every machine.
 */
#include "cli.h"
#include "sample_department.h"

#include <stdint.h>
#include <stdio.h>

#define SAMPLE_STATE_FEWEST 70000   /* so that every district has police beside Meerut Range */
#define SAMPLE_STATE_MOST   3000000 /* so that no two departments of a district come to the same mobiles */
#define SAMPLE_STATE_PLACES 128     /* districts */

struct sample_place {
    uint32_t code; /* LGD */
    const char *en, *hi, *slug;
    const char *division_en, *division_hi, *division_slug;
};

struct sample_state_plan {
    uint64_t seed;
    uint64_t officials;                              /* of the whole state, Meerut Range's among them */
    struct sample_place places[SAMPLE_STATE_PLACES]; /* by division */
    size_t place_count;
};

/** sample_state_places() - the districts of the master list's file @path, in the arena of @cli. Complains. Return: 0,
 * CLI_FILE, or < 0. */
int sample_state_places(struct cli *cli, const char *path, struct sample_state_plan *plan);

/** sample_state_people() - officials of @department in place @place; 0 where the units are there already. Over all
 * departments and places they add up to plan->officials without those of Meerut Range. */
uint64_t sample_state_people(const struct sample_state_plan *plan, const struct sample_department *department,
                             size_t place);

/** sample_state_unit() - id of the unit of @department in place @place. Return: text in @arena, or NULL past its cap.
 */
const char *sample_state_unit(const struct sample_department *department, const struct sample_place *place,
                              struct arena *arena);

/** sample_state_organisations() - CSV for `karmayogi org load`: departments, divisions, districts with their strengths.
 * Return: 0, or < 0. */
int sample_state_organisations(const struct sample_state_plan *plan, FILE *out);
