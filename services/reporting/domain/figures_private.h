#pragma once
/*
 * figures, inside: what is being counted. figures_weigh.c and figures_days.c make the weights, figures_scan.c sums up,
 * figures_rows.c makes rows of the sums.
 */
#include "base/error.h"
#include "domain/figures.h"

#define FIGURES_OUTSIDE UINT64_MAX /* a weight: what has it is not counted */

struct counting {
    const struct figures_query *query;
    struct arena *arena;
    struct figures *figures;
    unsigned families;
    uint64_t places[LIMIT_FIGURE_DIMENSIONS], strides[LIMIT_FIGURE_DIMENSIONS];
    uint64_t *weights[FIELDS]; /* by value of the field; NULL: all 0 */
    /* Days, where they matter. */
    bool by_time;
    uint64_t *day_weights; /* from `first_day` to the query's day */
    int32_t first_day;
    uint64_t weight_before; /* of the days before them */
    /* Cells, by key: the sum of the strides times the places */
    uint64_t cell_count; /* an array of them; 0: too many for one, they are found by hash */
    size_t room;         /* for cells, of either kind */
    uint64_t *keys;      /* by hash: key + 1; 0: empty */
    int64_t (*sums)[COLUMNS];
    size_t used; /* by hash */
};

static inline int figures_no_room(void)
{
    return error_raise("no room for a report");
}

/** figures_weigh() - places, strides and weights of everything that the query asks for. Return: as figures_count(). */
int figures_weigh(struct counting *counting);

/* Of figures_weigh(), figures_days.c: the first days of the periods that rows are by, and the weights of days. */
int figures_list_periods(struct counting *counting, size_t i);
int figures_weigh_days(struct counting *counting);

/** figures_scan() - the sums of all cells. Return: as figures_count(). */
int figures_scan(struct counting *counting);

/** figures_make_rows() - the total, and the cells that are shown as rows in their order. Return: 0, or < 0. */
int figures_make_rows(struct counting *counting);

/** figures_value_count() - above every value that the field has in the models. */
uint32_t figures_value_count(const struct counting *counting, enum figure_field field);

/** figures_first_value() - that a row can have: no row is of no organisation, no course of no set of languages. */
uint32_t figures_first_value(enum figure_field field);
