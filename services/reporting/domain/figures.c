/*
 * figures - see figures.h.
 *
 * Before the scan every field of a row that matters becomes a table of weights: the value's place in each dimension
 * times that dimension's stride, or OUTSIDE where a filter or the tree leaves it out. The scan adds the weights of a
 * row's fields; the sum is the row's cell. Where days, weeks or months are asked for, or filtered by, a row counts on
 * the day it begins and counts back on the day it ends, and the day has a weight too.
 */
#include "domain/figures.h"

#include "base/error.h"
#include "base/hash.h"
#include "domain/strength.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define OUTSIDE     UINT64_MAX
#define DENSE_CELLS 65536u                          /* as many cells are simply an array: 2.5 MiB */
#define HASH_CELLS  ((size_t)2 * LIMIT_FIGURE_ROWS) /* more are found by hash, half of them empty */

static const struct {
    unsigned family;
    size_t offset, width;
} fields[FIELDS] = {
#define FIELD(family, type, name)                                                                                      \
    {                                                                                                                  \
        family, offsetof(struct type, name), sizeof(((struct type *)NULL)->name)                                       \
    }
    [FIELD_ORGANISATION] = FIELD(FAMILY_OFFICIALS, model_row, organisation),
    [FIELD_DISTRICT] = FIELD(FAMILY_OFFICIALS, model_row, district),
    [FIELD_DESIGNATION] = FIELD(FAMILY_OFFICIALS, model_row, designation),
    [FIELD_LEVEL] = FIELD(FAMILY_OFFICIALS, model_row, level),
    [FIELD_GROUP] = FIELD(FAMILY_OFFICIALS, model_row, group),
    [FIELD_GENDER] = FIELD(FAMILY_OFFICIALS, model_row, gender),
    [FIELD_CATEGORY] = FIELD(FAMILY_OFFICIALS, model_row, category),
    [FIELD_ENGAGEMENT] = FIELD(FAMILY_OFFICIALS, model_row, engagement),
    [FIELD_COURSE_KIND] = FIELD(FAMILY_COURSES, course_row, kind),
    [FIELD_COURSE_LANGUAGES] = FIELD(FAMILY_COURSES, course_row, languages),
    [FIELD_PROVIDER] = FIELD(FAMILY_COURSES, course_row, provider),
    [FIELD_COMPETENCY_AREAS] = FIELD(FAMILY_COURSES, course_row, areas),
};

/* What is being counted. */
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
    /* Cells */
    uint64_t cell_count; /* 0: by hash */
    uint64_t *keys;      /* by hash: key + 1; 0: empty */
    int64_t (*sums)[COLUMNS];
    size_t used;
};

static int no_room(void)
{
    return error_raise("no room for a report");
}

/* The query by the table alone */

static enum figures_outcome check_measures(const struct figures_query *query)
{
    if (query->measure_count == 0 || query->measure_count > LIMIT_FIGURE_MEASURES)
        return FIGURES_NO_MEASURE;
    for (size_t i = 0; i < query->measure_count; i++) {
        if (query->measures[i] == 0)
            return FIGURES_NO_MEASURE;
        if (!figure_measure_find(query->measures[i]))
            return FIGURES_MEASURE_NOT_BUILT;
        for (size_t k = 0; k < i; k++)
            if (query->measures[k] == query->measures[i])
                return FIGURES_NO_MEASURE;
    }
    return FIGURES_OK;
}

static enum figures_outcome check_dimensions(const struct figures_query *query)
{
    size_t periods = 0;
    if (query->by_count > LIMIT_FIGURE_DIMENSIONS)
        return FIGURES_TOO_MANY_DIMENSIONS;
    for (size_t i = 0; i < query->by_count; i++) {
        const struct figure_dimension_entry *dimension = figure_dimension_find(query->by[i]);
        if (!dimension)
            return FIGURES_DIMENSION_NOT_BUILT;
        for (size_t k = 0; k < i; k++)
            if (query->by[k] == query->by[i])
                return FIGURES_TOO_MANY_DIMENSIONS;
        for (size_t k = 0; k < query->measure_count; k++)
            if (!figure_adds_up(figure_measure_find(query->measures[k]), dimension))
                return FIGURES_DOES_NOT_ADD_UP;
        periods += dimension->field == FIELD_TIME;
    }
    if (periods > 1)
        return FIGURES_TWO_PERIODS;
    return periods == 1 && (query->since == DATE_NONE || query->since > query->day) ? FIGURES_SINCE : FIGURES_OK;
}

static enum figures_outcome check_filters(const struct figures_query *query)
{
    if (query->filter_count > LIMIT_FIGURE_FILTERS)
        return FIGURES_FILTERS;
    for (size_t i = 0; i < query->filter_count; i++) {
        const struct figure_filter *filter = &query->filters[i];
        const struct figure_dimension_entry *dimension = figure_dimension_find(filter->dimension);
        if (!dimension)
            return FIGURES_DIMENSION_NOT_BUILT;
        if (filter->code_count == 0 || filter->code_count > LIMIT_FIGURE_CODES)
            return FIGURES_FILTERS;
        for (size_t k = 0; k < i; k++)
            if (query->filters[k].dimension == filter->dimension)
                return FIGURES_FILTERS;
        for (size_t k = 0; k < query->measure_count; k++)
            if (!figure_is_filtered(figure_measure_find(query->measures[k]), dimension))
                return FIGURES_NOT_FILTERED;
    }
    return FIGURES_OK;
}

enum figures_outcome figures_check(const struct figures_query *query)
{
    enum figures_outcome outcome = check_measures(query);
    if (outcome == FIGURES_OK)
        outcome = check_dimensions(query);
    return outcome ? outcome : check_filters(query);
}

unsigned figures_families(const struct figures_query *query)
{
    unsigned families = 0;
    for (size_t i = 0; i < query->measure_count; i++)
        families |= figure_measure_find(query->measures[i])->family;
    return families;
}

/* The tree */

/* The subtree of the root: itself at 0, each child with everything below it at a place of its own. */
static int place_tree(struct counting *counting)
{
    const struct model *model = counting->query->officials;
    struct figures *figures = counting->figures;
    uint32_t *places = arena_alloc(counting->arena, (model->organisation_count + 1u) * sizeof *places);
    uint32_t *children = arena_alloc(counting->arena, (model->organisation_count + 1u) * sizeof *children);
    uint32_t root = counting->query->root;
    if (!places || !children)
        return no_room();
    places[0] = FIGURE_OUTSIDE;
    children[0] = root;
    figures->child_count = 1;
    for (uint32_t ordinal = 1; ordinal <= model->organisation_count; ordinal++) {
        uint32_t parent = model->organisations[ordinal - 1].parent;
        places[ordinal] = ordinal == root ? 0 : places[parent];
        if (ordinal == root || parent != root || root == 0)
            continue;
        places[ordinal] = (uint32_t)figures->child_count;
        children[figures->child_count++] = ordinal;
    }
    figures->view = (struct figure_view){.officials = model,
                                         .courses = counting->query->courses,
                                         .root = root,
                                         .child_place = places,
                                         .children = children};
    return 0;
}

/* Weights of fields */

static uint32_t value_count(const struct counting *counting, enum figure_field field)
{
    const struct model *model = counting->query->officials;
    const struct course_model *courses = counting->query->courses;
    switch (field) {
    case FIELD_ORGANISATION:
        return model->organisation_count + 1;
    case FIELD_DISTRICT:
        return model->district_count + 1;
    case FIELD_DESIGNATION:
        return model->designations.count + 1;
    case FIELD_COURSE_LANGUAGES:
        return courses->languages.count + 1;
    case FIELD_PROVIDER:
        return courses->providers.count + 1;
    case FIELD_LEVEL:
    case FIELD_GROUP:
    case FIELD_GENDER:
    case FIELD_CATEGORY:
    case FIELD_ENGAGEMENT:
    case FIELD_COURSE_KIND:
    case FIELD_COMPETENCY_AREAS:
    case FIELDS:
        break;
    }
    return UINT8_MAX + 1;
}

static uint64_t *weights_of(struct counting *counting, enum figure_field field)
{
    if (!counting->weights[field])
        counting->weights[field] =
            arena_zalloc(counting->arena, value_count(counting, field), sizeof *counting->weights[field]);
    return counting->weights[field];
}

/* The first value that a row can have: no row is of no organisation, no course of no set of languages. */
static uint32_t first_value(enum figure_field field)
{
    return field == FIELD_ORGANISATION || field == FIELD_COURSE_LANGUAGES;
}

/* How many places there are. */
static int measure_dimension(struct counting *counting, size_t i)
{
    const struct figure_dimension_entry *dimension = counting->figures->by[i];
    const struct figure_view *view = &counting->figures->view;
    uint64_t places = 1;
    if (dimension->field == FIELD_TIME) {
        counting->places[i] = counting->figures->start_count;
        return 0;
    }
    uint32_t count = value_count(counting, dimension->field);
    for (uint32_t value = first_value(dimension->field); value < count; value++) {
        uint32_t place = dimension->place(dimension, view, value);
        if (place != FIGURE_OUTSIDE && place >= places)
            places = (uint64_t)place + 1;
    }
    counting->places[i] = places;
    return 0;
}

static int weigh_dimension(struct counting *counting, size_t i)
{
    const struct figure_dimension_entry *dimension = counting->figures->by[i];
    if (dimension->field == FIELD_TIME)
        return 0;
    uint64_t *weights = weights_of(counting, dimension->field);
    uint32_t count = value_count(counting, dimension->field);
    if (!weights)
        return no_room();
    for (uint32_t value = first_value(dimension->field); value < count; value++) {
        uint32_t place = dimension->place(dimension, &counting->figures->view, value);
        weights[value] = place == FIGURE_OUTSIDE ? OUTSIDE : weights[value] + place * counting->strides[i];
    }
    return 0;
}

/* What is below an organisation that is let through is let through. */
static void spread_below(const struct model *model, bool *passes)
{
    for (uint32_t ordinal = 1; ordinal <= model->organisation_count; ordinal++)
        passes[ordinal] |= model->organisations[ordinal - 1].parent && passes[model->organisations[ordinal - 1].parent];
}

static int mark_code(struct counting *counting, const struct figure_dimension_entry *dimension, const char *code,
                     bool *passes)
{
    const struct figure_view *view = &counting->figures->view;
    uint32_t count = value_count(counting, dimension->field);
    uint32_t found = dimension->find(dimension, view, code);
    if (found == FIGURE_OUTSIDE)
        return FIGURES_FILTER_UNKNOWN;
    for (uint32_t value = first_value(dimension->field); value < count; value++)
        passes[value] |= dimension->has ? dimension->has(view, value, found, code)
                                        : dimension->place(dimension, view, value) == found;
    return 0;
}

static int weigh_filter(struct counting *counting, const struct figure_filter *filter)
{
    const struct figure_dimension_entry *dimension = figure_dimension_find(filter->dimension);
    if (dimension->field == FIELD_TIME)
        return 0;
    uint32_t count = value_count(counting, dimension->field);
    bool *passes = arena_zalloc(counting->arena, count, sizeof *passes);
    if (!passes)
        return no_room();
    for (size_t i = 0; i < filter->code_count; i++) {
        int result = mark_code(counting, dimension, filter->codes[i], passes);
        if (result)
            return result;
    }
    if (dimension->field == FIELD_ORGANISATION)
        spread_below(counting->query->officials, passes);
    uint64_t *weights = weights_of(counting, dimension->field);
    if (!weights)
        return no_room();
    for (uint32_t value = 0; value < count; value++)
        if (!passes[value])
            weights[value] = OUTSIDE;
    return 0;
}

static int weigh_tree(struct counting *counting)
{
    if (!(counting->families & FAMILY_OFFICIALS))
        return 0;
    const struct figure_view *view = &counting->figures->view;
    uint64_t *weights = weights_of(counting, FIELD_ORGANISATION);
    if (!weights)
        return no_room();
    for (uint32_t ordinal = 1; ordinal <= counting->query->officials->organisation_count; ordinal++)
        if (view->child_place[ordinal] == FIGURE_OUTSIDE)
            weights[ordinal] = OUTSIDE;
    return 0;
}

/* Weights of days */

/* First days of the rows' periods; [0]: before. */
static int list_periods(struct counting *counting, size_t i)
{
    struct figures *figures = counting->figures;
    enum period period = figures->by[i]->period;
    int32_t *starts = arena_zalloc(counting->arena, LIMIT_FIGURE_PERIODS + 1u, sizeof *starts);
    if (!starts)
        return no_room();
    figures->view.starts = starts;
    figures->view.period = period;
    figures->start_count = 1;
    for (int32_t start = period_start(period, counting->query->since); start <= counting->query->day;
         start = period_next(period, start)) {
        if (figures->start_count > LIMIT_FIGURE_PERIODS)
            return FIGURES_SINCE;
        starts[figures->start_count++] = start;
    }
    counting->by_time = true;
    counting->first_day = starts[1];
    return 0;
}

static int by_day(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a, right = *(const int32_t *)b;
    return left < right ? -1 : left > right;
}

/* The periods of a filter, by day. */
static int read_periods(struct counting *counting, const struct figure_filter *filter, int32_t **out)
{
    enum period period = figure_dimension_find(filter->dimension)->period;
    int32_t *starts = arena_alloc(counting->arena, filter->code_count * sizeof *starts);
    if (!starts)
        return no_room();
    for (size_t i = 0; i < filter->code_count; i++)
        if ((starts[i] = period_parse(period, filter->codes[i])) == DATE_NONE)
            return FIGURES_FILTER_UNKNOWN;
    qsort(starts, filter->code_count, sizeof *starts, by_day);
    *out = starts;
    return 0;
}

/* Nothing but what a filter by periods names. */
static int weigh_days_of_filter(struct counting *counting, const struct figure_filter *filter)
{
    enum period period = figure_dimension_find(filter->dimension)->period;
    int32_t *starts, last = counting->query->day;
    int result = read_periods(counting, filter, &starts);
    if (result)
        return result;
    size_t next = 0;
    for (int32_t day = counting->first_day; day <= last; day++) {
        while (next < filter->code_count && period_next(period, starts[next]) <= day)
            next++;
        if (next == filter->code_count || day < starts[next])
            counting->day_weights[day - counting->first_day] = OUTSIDE;
    }
    counting->weight_before = OUTSIDE;
    return 0;
}

/* The table of days has to reach back to the first one that a filter names. */
static int reach_back(struct counting *counting, const struct figure_filter *filter)
{
    int32_t *starts = NULL;
    int result = read_periods(counting, filter, &starts);
    if (result)
        return result;
    assert(starts);
    if (!counting->by_time || starts[0] < counting->first_day)
        counting->first_day = starts[0];
    counting->by_time = true;
    return 0;
}

static bool is_by_time(const struct figure_filter *filter)
{
    return figure_dimension_find(filter->dimension)->field == FIELD_TIME;
}

static int weigh_days(struct counting *counting)
{
    const struct figures_query *query = counting->query;
    const struct figures *figures = counting->figures;
    int result = 0;
    for (size_t i = 0; i < query->filter_count && result == 0; i++)
        if (is_by_time(&query->filters[i]))
            result = reach_back(counting, &query->filters[i]);
    if (result || !counting->by_time)
        return result;
    size_t days = query->day >= counting->first_day ? (size_t)(query->day - counting->first_day) + 1 : 0;
    counting->day_weights = arena_zalloc(counting->arena, days + 1, sizeof *counting->day_weights);
    if (!counting->day_weights)
        return no_room();
    for (size_t i = 0; i < figures->by_count; i++) {
        uint32_t place = 0;
        for (size_t at = 0; at < days && figures->by[i]->field == FIELD_TIME; at++) {
            int32_t day = counting->first_day + (int32_t)at;
            while (place + 1 < figures->start_count && figures->view.starts[place + 1] <= day)
                place++;
            counting->day_weights[at] = place * counting->strides[i];
        }
    }
    for (size_t i = 0; i < query->filter_count && result == 0; i++)
        if (is_by_time(&query->filters[i]))
            result = weigh_days_of_filter(counting, &query->filters[i]);
    return result;
}

static int weigh(struct counting *counting)
{
    const struct figures_query *query = counting->query;
    struct figures *figures = counting->figures;
    int result = place_tree(counting);
    for (size_t i = 0; i < figures->by_count && result == 0; i++)
        if (figures->by[i]->field == FIELD_TIME)
            result = list_periods(counting, i);
    uint64_t cells = 1;
    for (size_t i = figures->by_count; i-- > 0 && result == 0;) {
        result = measure_dimension(counting, i);
        counting->strides[i] = cells;
        if (__builtin_mul_overflow(cells, counting->places[i], &cells))
            return FIGURES_TOO_MANY_ROWS;
    }
    counting->cell_count = cells <= DENSE_CELLS ? cells : 0;
    for (size_t i = 0; i < figures->by_count && result == 0; i++)
        result = weigh_dimension(counting, i);
    if (result == 0)
        result = weigh_tree(counting);
    for (size_t i = 0; i < query->filter_count && result == 0; i++)
        result = weigh_filter(counting, &query->filters[i]);
    return result ? result : weigh_days(counting);
}

/* The scan */

struct column {
    size_t offset, width;
    const uint64_t *weights;
};

static inline uint64_t weight_of(const struct column *column, const char *row)
{
    uint16_t half;
    uint32_t whole;
    if (column->width == sizeof(uint8_t))
        return column->weights[*(const uint8_t *)(row + column->offset)];
    if (column->width == sizeof half) {
        memcpy(&half, row + column->offset, sizeof half);
        return column->weights[half];
    }
    memcpy(&whole, row + column->offset, sizeof whole);
    return column->weights[whole];
}

/* Fields whose weights are not all 0. */
static size_t list_columns(const struct counting *counting, unsigned family, struct column columns[FIELDS])
{
    size_t count = 0;
    for (unsigned field = 0; field < FIELDS; field++) {
        const uint64_t *weights = counting->weights[field];
        if (!weights || fields[field].family != family)
            continue;
        uint32_t values = value_count(counting, field);
        for (uint32_t value = first_value(field); value < values; value++) {
            if (weights[value] == 0)
                continue;
            columns[count++] = (struct column){fields[field].offset, fields[field].width, weights};
            break;
        }
    }
    return count;
}

/* The sums of a cell; NULL: there are more than may be. */
static int64_t *cell(struct counting *counting, uint64_t key)
{
    if (counting->cell_count)
        return counting->sums[key];
    size_t at = (size_t)hash_bytes(&key, sizeof key) & (HASH_CELLS - 1);
    while (counting->keys[at] != 0 && counting->keys[at] != key + 1)
        at = (at + 1) & (HASH_CELLS - 1);
    if (counting->keys[at] == 0) {
        if (counting->used == LIMIT_FIGURE_ROWS)
            return NULL;
        counting->keys[at] = key + 1;
        counting->used++;
    }
    return counting->sums[at];
}

static inline __attribute__((always_inline)) bool add_row(struct counting *counting, uint64_t key, unsigned family,
                                                          const char *row, int64_t sign)
{
    int64_t *sums = cell(counting, key);
    if (!sums)
        return false;
    if (family == FAMILY_OFFICIALS) {
        sums[((const struct model_row *)(const void *)row)->state] += sign;
        return true;
    }
    sums[COLUMN_COURSES] += sign;
    sums[COLUMN_COURSE_MINUTES] += sign * ((const struct course_row *)(const void *)row)->minutes;
    return true;
}

static inline uint64_t weight_of_day(const struct counting *counting, int32_t day)
{
    return day < counting->first_day ? counting->weight_before : counting->day_weights[day - counting->first_day];
}

static inline __attribute__((always_inline)) bool add_days(struct counting *counting, uint64_t key, unsigned family,
                                                           const char *row, int32_t first_day, int32_t end_day)
{
    uint64_t came = weight_of_day(counting, first_day);
    uint64_t went = end_day <= counting->query->day ? weight_of_day(counting, end_day) : OUTSIDE;
    if (came != OUTSIDE && !add_row(counting, key + came, family, row, 1))
        return false;
    return went == OUTSIDE || add_row(counting, key + went, family, row, -1);
}

/* Return: false: too many cells. */
static inline __attribute__((always_inline)) bool scan(struct counting *counting, unsigned family, const void *rows,
                                                       size_t count, size_t size, size_t first_day_at,
                                                       size_t end_day_at)
{
    struct column columns[FIELDS];
    size_t column_count = list_columns(counting, family, columns);
    int32_t day = counting->query->day;
    for (const char *row = rows, *end = row + count * size; row < end; row += size) {
        int32_t first_day, end_day;
        memcpy(&first_day, row + first_day_at, sizeof first_day);
        memcpy(&end_day, row + end_day_at, sizeof end_day);
        if (first_day > day || (!counting->by_time && end_day <= day))
            continue;
        uint64_t key = 0, weight = 0;
        for (size_t i = 0; i < column_count; i++) {
            weight = weight_of(&columns[i], row);
            if (weight == OUTSIDE)
                break;
            key += weight;
        }
        if (weight == OUTSIDE)
            continue;
        if (!(counting->by_time ? add_days(counting, key, family, row, first_day, end_day)
                                : add_row(counting, key, family, row, 1)))
            return false;
    }
    return true;
}

static int count(struct counting *counting)
{
    size_t cells = counting->cell_count ? counting->cell_count : HASH_CELLS;
    const struct model *model = counting->query->officials;
    const struct course_model *courses = counting->query->courses;
    counting->sums = arena_zalloc(counting->arena, cells, sizeof *counting->sums);
    counting->keys = counting->cell_count ? NULL : arena_zalloc(counting->arena, cells, sizeof *counting->keys);
    if (!counting->sums || (!counting->cell_count && !counting->keys))
        return no_room();
    bool fits = true;
    if (counting->families & FAMILY_OFFICIALS && counting->query->root)
        fits = scan(counting, FAMILY_OFFICIALS, model->rows, model->row_count, sizeof *model->rows,
                    offsetof(struct model_row, first_day), offsetof(struct model_row, end_day));
    if (fits && counting->families & FAMILY_COURSES)
        fits = scan(counting, FAMILY_COURSES, courses->rows, courses->row_count, sizeof *courses->rows,
                    offsetof(struct course_row, first_day), offsetof(struct course_row, end_day));
    return fits ? 0 : FIGURES_TOO_MANY_ROWS;
}

/* Strength */

static bool asks_for_strength(const struct figures *figures)
{
    for (size_t i = 0; i < figures->measure_count; i++)
        if (figures->measures[i]->column == COLUMN_STRENGTH)
            return true;
    return false;
}

static struct figure figure_of_strength(const struct strength *strength)
{
    return strength->declared ? (struct figure){FIGURE_KNOWN, (int64_t)strength->count}
                              : (struct figure){FIGURE_NOT_DECLARED, 0};
}

/* Of the total, and of the rows of children; the officials of the organisation itself have none of their own. */
static int fill_strengths(struct counting *counting)
{
    struct figures *figures = counting->figures;
    const struct strength *all = strength_all(counting->query->officials, counting->query->day, counting->arena);
    if (!all)
        return no_room();
    figures->total.strength = counting->query->root ? figure_of_strength(&all[counting->query->root - 1])
                                                    : (struct figure){FIGURE_NOT_DECLARED, 0};
    for (size_t i = 0; i < figures->row_count; i++) {
        uint32_t place = figures->rows[i].places[0];
        figures->rows[i].strength = place ? figure_of_strength(&all[figures->view.children[place] - 1])
                                          : (struct figure){FIGURE_DOES_NOT_APPLY, 0};
    }
    return 0;
}

/* The rows */

static bool is_shown(const struct counting *counting, uint64_t key, const int64_t sums[COLUMNS], bool with_strength)
{
    const struct figures *figures = counting->figures;
    if (with_strength && key > 0) /* whoever has a strength, or has not declared one */
        return true;
    for (size_t i = 0; i < figures->measure_count; i++)
        if (figures->measures[i]->column != COLUMN_STRENGTH && sums[figures->measures[i]->column] != 0)
            return true;
    return false;
}

static int collect(struct counting *counting)
{
    struct figures *figures = counting->figures;
    size_t cells = counting->cell_count ? counting->cell_count : HASH_CELLS, shown = 0;
    bool with_strength = asks_for_strength(figures);
    size_t room = counting->cell_count ? cells : counting->used;
    figures->rows = arena_alloc(counting->arena, (figures->by_count ? room : 0) * sizeof *figures->rows + 1);
    if (!figures->rows)
        return no_room();
    for (size_t at = 0; at < cells; at++) {
        if (counting->keys && counting->keys[at] == 0)
            continue;
        uint64_t key = counting->keys ? counting->keys[at] - 1 : at;
        for (size_t i = 0; i < COLUMNS; i++)
            figures->total.sums[i] += counting->sums[at][i];
        if (figures->by_count == 0 || !is_shown(counting, key, counting->sums[at], with_strength))
            continue;
        struct figures_row *row = &figures->rows[shown++];
        *row = (struct figures_row){.places = {0}};
        memcpy(row->sums, counting->sums[at], sizeof row->sums);
        for (size_t i = 0; i < figures->by_count; i++)
            row->places[i] = (uint32_t)(key / counting->strides[i] % counting->places[i]);
    }
    figures->row_count = shown;
    return with_strength ? fill_strengths(counting) : 0;
}

/* The order */

struct coded {
    const char *code;
    size_t length; /* compared first where codes are numbers */
    uint32_t place;
};

static int by_code(const void *a, const void *b)
{
    const struct coded *left = a, *right = b;
    if (left->length != right->length)
        return left->length < right->length ? -1 : 1;
    return strcmp(left->code, right->code);
}

/* Where a place stands among the codes; NULL with 0: by place. */
static int rank_places(struct counting *counting, size_t i, uint32_t **out)
{
    const struct figure_dimension_entry *dimension = counting->figures->by[i];
    uint32_t count = (uint32_t)counting->places[i];
    *out = NULL;
    if (dimension->order == ORDER_PLACE)
        return 0;
    struct coded *codes = arena_alloc(counting->arena, (count + 1u) * sizeof *codes);
    uint32_t *ranks = arena_alloc(counting->arena, (count + 1u) * sizeof *ranks);
    if (!codes || !ranks)
        return no_room();
    uint32_t coded = 0;
    for (uint32_t place = 0; place < count; place++) {
        struct figure_key key;
        if (dimension->field == FIELD_COURSE_LANGUAGES && place >= counting->query->courses->languages.count)
            continue; /* without courses there is no set */
        if (!dimension->key(dimension, &counting->figures->view, place, counting->arena, &key))
            return no_room();
        codes[coded++] = (struct coded){key.code, dimension->order == ORDER_NUMBER ? strlen(key.code) : 0, place};
    }
    qsort(codes, coded, sizeof *codes, by_code);
    for (uint32_t rank = 0; rank < coded; rank++)
        ranks[codes[rank].place] = rank;
    *out = ranks;
    return 0;
}

struct ordering {
    const uint32_t *ranks[LIMIT_FIGURE_DIMENSIONS];
    size_t count;
};

static int by_keys(const void *a, const void *b, void *context)
{
    const struct figures_row *left = a, *right = b;
    const struct ordering *ordering = context;
    for (size_t i = 0; i < ordering->count; i++) {
        const uint32_t *ranks = ordering->ranks[i];
        uint32_t one = ranks ? ranks[left->places[i]] : left->places[i];
        uint32_t other = ranks ? ranks[right->places[i]] : right->places[i];
        if (one != other)
            return one < other ? -1 : 1;
    }
    return 0;
}

static int order(struct counting *counting)
{
    struct figures *figures = counting->figures;
    struct ordering ordering = {.count = figures->by_count};
    for (size_t i = 0; i < figures->by_count; i++) {
        uint32_t *ranks;
        int result = rank_places(counting, i, &ranks);
        if (result)
            return result;
        ordering.ranks[i] = ranks;
    }
    if (figures->row_count > 1)
        qsort_r(figures->rows, figures->row_count, sizeof *figures->rows, by_keys, &ordering);
    return 0;
}

int figures_count(const struct figures_query *query, struct arena *arena, struct figures *figures)
{
    struct counting counting = {
        .query = query, .arena = arena, .figures = figures, .families = figures_families(query)};
    *figures = (struct figures){.by_count = query->by_count, .measure_count = query->measure_count};
    for (size_t i = 0; i < query->by_count; i++)
        figures->by[i] = figure_dimension_find(query->by[i]);
    for (size_t i = 0; i < query->measure_count; i++)
        figures->measures[i] = figure_measure_find(query->measures[i]);
    int result = weigh(&counting);
    if (result == 0)
        result = count(&counting);
    if (result == 0)
        result = collect(&counting);
    return result ? result : order(&counting);
}

struct figure figures_figure(const struct figures *figures, const struct figures_row *row, size_t i)
{
    enum figure_column column = figures->measures[i]->column;
    return column == COLUMN_STRENGTH ? row->strength : (struct figure){FIGURE_KNOWN, row->sums[column]};
}

bool figures_key(const struct figures *figures, const struct figures_row *row, size_t i, struct arena *arena,
                 struct figure_key *key)
{
    return figures->by[i]->key(figures->by[i], &figures->view, row->places[i], arena, key);
}

int figures_copy(const struct figures *figures, struct arena *arena, struct figures *copy)
{
    *copy = *figures;
    copy->view.child_place = NULL;
    copy->rows = arena_copy(arena, figures->rows, figures->row_count * sizeof *figures->rows + 1);
    copy->view.children = arena_copy(arena, figures->view.children, figures->child_count * sizeof(uint32_t));
    copy->view.starts = arena_copy(arena, figures->view.starts, figures->start_count * sizeof(int32_t));
    bool missing = !copy->rows || !copy->view.children || (figures->start_count && !copy->view.starts);
    return missing ? error_raise("no room for the pages of a report") : 0;
}
