#pragma once
/*
 * sample_department - the seven departments that the documents call leading, in their order: what each is called, what
 * its units in divisions and districts are called, who works there. Which departments they are is real; every number
 * and every unit below a department is made up.
 */
#include "sample_names.h"

#include <stdbool.h>
#include <stddef.h>

#define SAMPLE_DEPARTMENTS 7

/* Meerut Range, whose figures are the documents': its four districts are in deploy/data/organisations.csv, and their
 * staff lists are made by `karmayogi sample`. */
#define SAMPLE_RANGE_OFFICIALS 13646

struct sample_department {
    const char *id;
    const char *kind; /* NULL: it is there already */
    const char *en, *hi;
    const char *suffix;                    /* of the ids of its units: agra-police */
    const char *division_kind;             /* division, or range */
    const char *division_suffix;           /* of the ids of its divisions */
    const char *division_en, *division_hi; /* %s: the division */
    const char *unit_en, *unit_hi;         /* %s: the district */
    const char *cadre;
    unsigned of_1000; /* of the state's officials; adds up to 1,000 */
    bool strength_declared;
};

extern const struct sample_department sample_departments[SAMPLE_DEPARTMENTS];

/** sample_department_is_police() - its units of Meerut Range are there already. */
bool sample_department_is_police(const struct sample_department *department);
