#pragma once
/*
 * figures_reference - figures of the world of counting_reference.h, counted the slow way: official by official and day
 * by day, by codes that are compared as texts. Shares no rule with domain/figures.c.
 */
#include "counting_reference.h"

#include "domain/figures.h"

#define REFERENCE_ROWS 8192
#define CODE_BYTES     48

struct reference_row {
    char codes[LIMIT_FIGURE_DIMENSIONS][CODE_BYTES];
    int64_t sums[COUNTED_STATES]; /* by state */
};

struct reference {
    struct reference_row rows[REFERENCE_ROWS];
    size_t count;
    struct reference_row total;
};

static inline const char *world_division(uint32_t district)
{
    static const char *const names[] = {"", "Meerut", "Meerut", "Agra", "", "Agra"};
    return names[district ? district - 100 : 0];
}

static inline void reference_code(const struct world *world, int dimension, const struct world_cell *cell,
                                  uint32_t root, char code[CODE_BYTES])
{
    unsigned number = 0;
    code[0] = '\0';
    switch (dimension) {
    case DIMENSION_ORGANISATION:
        if (world_child(world, cell->organisation, root))
            snprintf(code, CODE_BYTES, "%s", world->organisations[world_child(world, cell->organisation, root)].id);
        return;
    case DIMENSION_DISTRICT:
        if (cell->district)
            snprintf(code, CODE_BYTES, "%u", cell->district);
        return;
    case DIMENSION_DIVISION:
        snprintf(code, CODE_BYTES, "%s", world_division(cell->district));
        return;
    case DIMENSION_DESIGNATION:
        snprintf(code, CODE_BYTES, cell->designation ? "d-%u" : "-", cell->designation);
        return;
    case DIMENSION_LEVEL:
        number = cell->level;
        break;
    case DIMENSION_GROUP:
        number = cell->group;
        break;
    case DIMENSION_GENDER:
        number = cell->gender;
        break;
    case DIMENSION_CATEGORY:
        number = cell->category;
        break;
    default:
        assert_int_equal(dimension, DIMENSION_ENGAGEMENT);
        number = cell->engagement;
        break;
    }
    snprintf(code, CODE_BYTES, "%u", number);
}

static inline bool reference_is_time(int dimension)
{
    return dimension == DIMENSION_DAY || dimension == DIMENSION_WEEK || dimension == DIMENSION_MONTH;
}

/* Of a day from 1970 on. */
static inline void reference_period(int dimension, int32_t day, char code[CODE_BYTES])
{
    while (dimension == DIMENSION_WEEK && (day - 4) % 7 != 0) /* 1970-01-05 was a Monday */
        day--;
    date_format(day, code);
    if (dimension == DIMENSION_MONTH)
        code[7] = '\0';
}

static inline bool reference_passes(const struct world *world, const struct figures_query *query,
                                    const struct world_cell *cell)
{
    if (cell->state == COUNTED_NONE || !world_is_below(world, cell->organisation, query->root))
        return false;
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct figure_filter *filter = &query->filters[i];
        bool passes = reference_is_time(filter->dimension);
        for (size_t k = 0; k < filter->code_count && !passes; k++) {
            char code[CODE_BYTES];
            for (uint32_t o = 1; o <= world->organisation_count && filter->dimension == DIMENSION_ORGANISATION; o++)
                if (strcmp(world->organisations[o].id, filter->codes[k]) == 0)
                    passes |= world_is_below(world, cell->organisation, o);
            if (filter->dimension == DIMENSION_ORGANISATION)
                continue;
            reference_code(world, filter->dimension, cell, query->root, code);
            passes = strcmp(code, filter->codes[k]) == 0;
        }
        if (!passes)
            return false;
    }
    return true;
}

static inline bool reference_day_passes(const struct figures_query *query, int32_t day)
{
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct figure_filter *filter = &query->filters[i];
        bool passes = !reference_is_time(filter->dimension);
        for (size_t k = 0; k < filter->code_count && !passes; k++) {
            char code[CODE_BYTES];
            reference_period(filter->dimension, day, code);
            passes = strcmp(code, filter->codes[k]) == 0;
        }
        if (!passes)
            return false;
    }
    return true;
}

static inline bool reference_same(const struct reference_row *a, const struct reference_row *b)
{
    for (size_t i = 0; i < LIMIT_FIGURE_DIMENSIONS; i++)
        if (strcmp(a->codes[i], b->codes[i]) != 0)
            return false;
    return true;
}

static inline void reference_add(const struct world *world, const struct figures_query *query,
                                 const struct world_cell *cell, int32_t day, int64_t sign, struct reference *reference)
{
    struct reference_row row = {.sums = {0}};
    char since[CODE_BYTES];
    if (!reference_passes(world, query, cell))
        return;
    for (size_t i = 0; i < query->by_count; i++) {
        if (!reference_is_time(query->by[i])) {
            reference_code(world, query->by[i], cell, query->root, row.codes[i]);
            continue;
        }
        reference_period(query->by[i], day, row.codes[i]);
        reference_period(query->by[i], query->since, since);
        if (strcmp(row.codes[i], since) < 0)
            snprintf(row.codes[i], CODE_BYTES, "before");
    }
    reference->total.sums[cell->state] += sign;
    for (size_t i = 0; i < reference->count; i++)
        if (reference_same(&reference->rows[i], &row)) {
            reference->rows[i].sums[cell->state] += sign;
            return;
        }
    assert_true(reference->count < REFERENCE_ROWS);
    row.sums[cell->state] = sign;
    reference->rows[reference->count++] = row;
}

static inline void reference_count(const struct world *world, const struct figures_query *query,
                                   struct reference *reference)
{
    bool by_time = false;
    for (size_t i = 0; i < query->by_count; i++)
        by_time |= reference_is_time(query->by[i]);
    for (size_t i = 0; i < query->filter_count; i++)
        by_time |= reference_is_time(query->filters[i].dimension);
    reference->count = 0;
    reference->total = (struct reference_row){.sums = {0}};
    for (size_t i = 0; i < WORLD_OFFICIALS; i++) {
        const struct world_cell *cells = world->officials[i].cells;
        if (!by_time)
            reference_add(world, query, &cells[query->day], query->day, 1, reference);
        for (int32_t day = 0; day <= query->day && by_time; day++) {
            if (!reference_day_passes(query, day) ||
                (day > 0 && memcmp(&cells[day], &cells[day - 1], sizeof *cells) == 0))
                continue;
            reference_add(world, query, &cells[day], day, 1, reference);
            if (day > 0)
                reference_add(world, query, &cells[day - 1], day, -1, reference);
        }
    }
}

/* What a query for officials asked for, by measure, of a row of the reference. */
static inline int64_t reference_figure(const struct reference_row *row, int measure)
{
    return row->sums[measure == MEASURE_ONBOARDED ? COUNTED_ACTIVE
                     : measure == MEASURE_BLOCKED ? COUNTED_BLOCKED
                                                  : COUNTED_RETIRED];
}

static inline void assert_figures(const struct world *world, const struct figures_query *query)
{
    static struct reference reference;
    struct figures figures;
    struct arena arena;
    int64_t sums[LIMIT_FIGURE_MEASURES] = {0};
    size_t shown = 0;
    arena_init(&arena, 64u << 20);
    assert_int_equal(figures_check(query), FIGURES_OK);
    assert_int_equal(figures_count(query, &arena, &figures), 0);
    reference_count(world, query, &reference);
    for (size_t m = 0; m < query->measure_count; m++)
        assert_int_equal(figures_figure(&figures, &figures.total, m).value,
                         reference_figure(&reference.total, query->measures[m]));
    for (size_t i = 0; i < figures.row_count; i++) {
        struct reference_row row = {.sums = {0}};
        size_t at = 0;
        for (size_t k = 0; k < query->by_count; k++) {
            struct figure_key key;
            assert_true(figures_key(&figures, &figures.rows[i], k, &arena, &key));
            snprintf(row.codes[k], CODE_BYTES, "%s", key.code);
        }
        while (at < reference.count && !reference_same(&reference.rows[at], &row))
            at++;
        assert_true(at < reference.count);
        for (size_t m = 0; m < query->measure_count; m++) {
            int64_t value = figures_figure(&figures, &figures.rows[i], m).value;
            assert_int_equal(value, reference_figure(&reference.rows[at], query->measures[m]));
            sums[m] += value;
        }
    }
    for (size_t i = 0; i < reference.count && query->by_count; i++)
        for (size_t m = 0; m < query->measure_count; m++)
            if (reference_figure(&reference.rows[i], query->measures[m]) != 0) {
                shown++;
                break;
            }
    assert_int_equal(figures.row_count, shown);
    for (size_t m = 0; m < query->measure_count && query->by_count; m++)
        assert_int_equal(sums[m], figures_figure(&figures, &figures.total, m).value);
    arena_deinit(&arena);
}

/* A random question about officials. Codes of its filters live in @codes. */
struct random_query {
    struct figures_query query;
    char codes[LIMIT_FIGURE_FILTERS][3][CODE_BYTES];
    const char *pointers[LIMIT_FIGURE_FILTERS][3];
};

static inline int random_dimension(bool *timed)
{
    static const int dimensions[] = {DIMENSION_ORGANISATION, DIMENSION_DISTRICT, DIMENSION_DIVISION,
                                     DIMENSION_DESIGNATION,  DIMENSION_LEVEL,    DIMENSION_GROUP,
                                     DIMENSION_GENDER,       DIMENSION_CATEGORY, DIMENSION_ENGAGEMENT,
                                     DIMENSION_DAY,          DIMENSION_WEEK,     DIMENSION_MONTH};
    int dimension;
    do
        dimension = dimensions[world_below(sizeof dimensions / sizeof dimensions[0])];
    while (*timed && reference_is_time(dimension));
    *timed |= reference_is_time(dimension);
    return dimension;
}

static inline bool is_asked(const int *given, size_t count, int number)
{
    for (size_t i = 0; i < count; i++)
        if (given[i] == number)
            return true;
    return false;
}

/* Codes that somebody of the world has on some day. */
static inline void random_filter(const struct world *world, struct random_query *random, int dimension)
{
    struct figures_query *query = &random->query;
    size_t at = query->filter_count++, count = 1 + world_below(3);
    for (size_t i = 0; i < count; i++) {
        char *code = random->codes[at][i];
        const struct world_cell *cell;
        do
            cell = &world->officials[world_below(WORLD_OFFICIALS)].cells[WORLD_DAYS - 1];
        while (cell->state == COUNTED_NONE);
        if (dimension == DIMENSION_ORGANISATION)
            snprintf(code, CODE_BYTES, "%s", world->organisations[1 + world_below(world->organisation_count)].id);
        else if (reference_is_time(dimension))
            reference_period(dimension, (int32_t)(world_below(WORLD_DAYS) + 4), code);
        else
            reference_code(world, dimension, cell, 1, code);
        random->pointers[at][i] = code;
    }
    query->filters[at] = (struct figure_filter){dimension, random->pointers[at], count};
}

static inline void random_question(const struct world *world, const struct model *model, struct random_query *random)
{
    static const int measures[] = {MEASURE_ONBOARDED, MEASURE_BLOCKED, MEASURE_RETIRED};
    struct figures_query *query = &random->query;
    bool timed = false;
    *query = (struct figures_query){.officials = model, .root = 1 + world_below(world->organisation_count)};
    for (size_t i = 0; i < 3; i++)
        if (world_below(3))
            query->measures[query->measure_count++] = measures[i];
    if (query->measure_count == 0)
        query->measures[query->measure_count++] = MEASURE_RETIRED;
    for (uint32_t i = world_below(4); i > 0; i--) {
        int dimension = random_dimension(&timed);
        if (!is_asked(query->by, query->by_count, dimension))
            query->by[query->by_count++] = dimension;
    }
    int filtered[3];
    for (uint32_t i = world_below(4) / 2 * world_below(3); i > 0; i--) {
        bool any = false;
        int dimension = random_dimension(&any);
        if (is_asked(filtered, query->filter_count, dimension))
            continue;
        filtered[query->filter_count] = dimension;
        random_filter(world, random, dimension);
    }
    query->day = (int32_t)world_below(WORLD_DAYS);
    query->since = (int32_t)world_below((uint32_t)query->day + 1);
}
