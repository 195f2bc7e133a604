#pragma once
/*
 * districts - whether a column of district codes holds LGD codes, judged as a whole. The codes of the census of 2011
 * are another series over the same numbers, and most of them are valid LGD codes of some other district: a single cell
 * tells nothing, the column does.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DISTRICT_CODES 1000 /* codes of both series are below */
#define DISTRICT_NAMES 32   /* of one district: English, Hindi, aliases */
#define DISTRICT_PAIRS 1024 /* different codes and names of one file; more are not looked at */

/** A served district; texts belong to the caller. */
struct district {
    uint32_t lgd_code, census2011_code; /* 0: none */
    const char *names[DISTRICT_NAMES];
    size_t name_count;
};

/** What was seen in a file. Zeroed memory is a valid start. */
struct districts_seen {
    bool codes[DISTRICT_CODES];
    struct {
        uint32_t code;
        const char *name; /* folded */
    } pairs[DISTRICT_PAIRS];
    size_t pair_count;
};

enum districts_outcome {
    DISTRICTS_OK = 0,
    DISTRICTS_CENSUS_CODES, /* every known code is one of the census, and one of them is no LGD code */
    DISTRICTS_CENSUS_NAMES, /* names say that the codes are those of the census */
};

/** districts_see() - one more row; cells as given, maybe "". Folded names live in @arena. Return: 0, or < 0. */
int districts_see(struct districts_seen *seen, const char *code, const char *name, struct arena *arena);

/** districts_judge() - the column as a whole. @example: a code that shows it. Return: enum districts_outcome. */
enum districts_outcome districts_judge(const struct districts_seen *seen, const struct district *districts,
                                       size_t count, struct arena *scratch, uint32_t *example);
