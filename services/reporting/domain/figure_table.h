#pragma once
/*
 * figure_table - the measures and dimensions that there are. The one place: what is counted, what is refused, what
 * ListFigureDefinitions says and what ARCHITECTURE.md lists all come from these entries.
 *
 * A dimension reads one field of a row and says at which place its value is; places are small numbers from 0. A filter
 * asks for values by their codes. figure_measures.c and figure_dimensions.c hold the entries.
 */
#include "base/arena.h"
#include "domain/course_model.h"
#include "domain/figure_words.h"
#include "domain/model.h"
#include "domain/period.h"

#include <stdbool.h>

/* Numbers as in karmayogi.reporting.v1.Measure. */
enum figure_measure {
    MEASURE_ONBOARDED = 1,
    MEASURE_BLOCKED = 2,
    MEASURE_RETIRED = 3,
    MEASURE_STRENGTH = 4,
    MEASURE_COURSES = 10,
    MEASURE_COURSE_MINUTES = 11,
};

/* Numbers as in karmayogi.reporting.v1.Dimension. */
enum figure_dimension {
    DIMENSION_NONE = 0,
    DIMENSION_ORGANISATION = 1,
    DIMENSION_DISTRICT = 2,
    DIMENSION_DIVISION = 3,
    DIMENSION_DESIGNATION = 4,
    DIMENSION_LEVEL = 5,
    DIMENSION_GROUP = 6,
    DIMENSION_GENDER = 7,
    DIMENSION_CATEGORY = 8,
    DIMENSION_ENGAGEMENT = 9,
    DIMENSION_DAY = 20,
    DIMENSION_WEEK = 21,
    DIMENSION_MONTH = 22,
    DIMENSION_COURSE_KIND = 31,
    DIMENSION_COURSE_LANGUAGES = 32,
    DIMENSION_AVAILABLE_LANGUAGE = 33,
    DIMENSION_PROVIDER = 34,
    DIMENSION_COMPETENCY_AREA = 35,
};

/* What is counted, a bit each: a measure counts one of them, a dimension is one of some of them. */
enum figure_family { FAMILY_OFFICIALS = 1, FAMILY_COURSES = 2 };

/* The sums that a scan makes; those of officials are at the number of their state. */
enum figure_column {
    COLUMN_COURSES,
    COLUMN_ONBOARDED = COUNTED_ACTIVE,
    COLUMN_BLOCKED = COUNTED_BLOCKED,
    COLUMN_RETIRED = COUNTED_RETIRED,
    COLUMN_COURSE_MINUTES,
    COLUMNS,
    COLUMN_STRENGTH = COLUMNS, /* not summed over rows: it is the organisation's */
};

struct figure_measure_entry {
    enum figure_measure number;
    enum figure_family family;
    enum figure_column column;
    uint64_t only_by; /* bits 1 << dimension; 0: every dimension of its family */
    bool unfiltered;  /* it is declared for a whole, and has no part that passes a filter */
    const char *name_en, *name_hi, *definition_en, *definition_hi;
};

/* What of a row a dimension reads. */
enum figure_field {
    FIELD_ORGANISATION,
    FIELD_DISTRICT,
    FIELD_DESIGNATION,
    FIELD_LEVEL,
    FIELD_GROUP,
    FIELD_GENDER,
    FIELD_CATEGORY,
    FIELD_ENGAGEMENT,
    FIELD_COURSE_KIND,
    FIELD_COURSE_LANGUAGES,
    FIELD_PROVIDER,
    FIELD_COMPETENCY_AREAS,
    FIELDS,
    FIELD_TIME = FIELDS, /* the days on which a row begins and ends */
};

#define FIGURE_OUTSIDE UINT32_MAX /* no place: it is not counted; of a code: there is none */

/* What places and codes depend on. */
struct figure_view {
    const struct model *officials;
    const struct course_model *courses;
    uint32_t root; /* ordinal of the organisation that is counted; 0: there is none */
    const uint32_t
        *child_place;         /* by ordinal: 0 the root itself, 1, 2, ... its children and what is below, or OUTSIDE */
    const uint32_t *children; /* by place: ordinals; [0] the root */
    const int32_t *starts;    /* by place: first days of periods; [0]: before */
    enum period period;
};

struct figure_key {
    const char *code, *name_en, *name_hi;
};

enum figure_order { ORDER_PLACE, ORDER_TEXT, ORDER_NUMBER };

struct figure_dimension_entry {
    enum figure_dimension number;
    unsigned families;
    enum figure_field field;
    bool only_filter;
    enum figure_order order;          /* of rows: by place, or by code */
    enum period period;               /* FIELD_TIME */
    const struct figure_words *words; /* where values never change, else NULL */
    const char *name_en, *name_hi, *definition_en, *definition_hi;

    /* Place of a value of the field. */
    uint32_t (*place)(const struct figure_dimension_entry *entry, const struct figure_view *view, uint32_t value);
    /* Code and names of a place; strings belong to the models, the table or @arena. Return: false: past its cap. */
    bool (*key)(const struct figure_dimension_entry *entry, const struct figure_view *view, uint32_t place,
                struct arena *arena, struct figure_key *key);
    /* For a filter: what a code stands for, or FIGURE_OUTSIDE: there is no such code. */
    uint32_t (*find)(const struct figure_dimension_entry *entry, const struct figure_view *view, const char *code);
    /* Whether a value of the field has @code, for which find() gave @found; NULL: it is at that place. */
    bool (*has)(const struct figure_view *view, uint32_t value, uint32_t found, const char *code);
};

extern const struct figure_measure_entry figure_measures[]; /* in the order of their numbers */
extern const size_t figure_measure_count;
extern const struct figure_dimension_entry figure_dimensions[]; /* in the order of their numbers */
extern const size_t figure_dimension_count;

/* By number, or NULL: not built. */
const struct figure_measure_entry *figure_measure_find(int number);
const struct figure_dimension_entry *figure_dimension_find(int number);

/** figure_adds_up() - whether rows by the dimension add up to the measure's total. */
bool figure_adds_up(const struct figure_measure_entry *measure, const struct figure_dimension_entry *dimension);

/** figure_is_filtered() - whether the measure can be counted for values of the dimension alone. */
bool figure_is_filtered(const struct figure_measure_entry *measure, const struct figure_dimension_entry *dimension);
