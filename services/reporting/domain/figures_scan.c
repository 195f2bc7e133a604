/*
 * figures_scan - adds every row of the models to its cell; see figures.c. What does not change from row to row is
 * decided before, or by the compiler: one function for both kinds of rows, made twice.
 */
#include "base/hash.h"
#include "domain/figures_private.h"

#include <stddef.h>
#include <string.h>

#define HASH_CELLS ((size_t)2 * LIMIT_FIGURE_ROWS) /* cells found by hash, half of them empty */

/* What a field is in a row. */
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
        uint32_t values = figures_value_count(counting, field);
        for (uint32_t value = figures_first_value(field); value < values; value++) {
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
    uint64_t went = end_day <= counting->query->day ? weight_of_day(counting, end_day) : FIGURES_OUTSIDE;
    if (came != FIGURES_OUTSIDE && !add_row(counting, key + came, family, row, 1))
        return false;
    return went == FIGURES_OUTSIDE || add_row(counting, key + went, family, row, -1);
}

/* Return: false: too many cells. */
static inline __attribute__((always_inline)) bool scan(struct counting *counting, unsigned family, const void *rows,
                                                       size_t count, size_t size, size_t first_day_at,
                                                       size_t end_day_at)
{
    struct column columns[FIELDS];
    size_t column_count = list_columns(counting, family, columns);
    int32_t day = counting->query->day;
    for (size_t at = 0; at < count; at++) { /* where there is none, @rows may be NULL */
        const char *row = (const char *)rows + at * size;
        int32_t first_day, end_day;
        memcpy(&first_day, row + first_day_at, sizeof first_day);
        memcpy(&end_day, row + end_day_at, sizeof end_day);
        if (first_day > day || (!counting->by_time && end_day <= day))
            continue;
        uint64_t key = 0, weight = 0;
        for (size_t i = 0; i < column_count; i++) {
            weight = weight_of(&columns[i], row);
            if (weight == FIGURES_OUTSIDE)
                break;
            key += weight;
        }
        if (weight == FIGURES_OUTSIDE)
            continue;
        if (!(counting->by_time ? add_days(counting, key, family, row, first_day, end_day)
                                : add_row(counting, key, family, row, 1)))
            return false;
    }
    return true;
}

int figures_scan(struct counting *counting)
{
    const struct model *model = counting->query->officials;
    const struct course_model *courses = counting->query->courses;
    counting->room = counting->cell_count ? counting->cell_count : HASH_CELLS;
    counting->sums = arena_zalloc(counting->arena, counting->room, sizeof *counting->sums);
    counting->keys =
        counting->cell_count ? NULL : arena_zalloc(counting->arena, counting->room, sizeof *counting->keys);
    if (!counting->sums || (!counting->cell_count && !counting->keys))
        return figures_no_room();
    bool fits = true;
    if (counting->families & FAMILY_OFFICIALS && counting->query->root)
        fits = scan(counting, FAMILY_OFFICIALS, model->rows, model->row_count, sizeof *model->rows,
                    offsetof(struct model_row, first_day), offsetof(struct model_row, end_day));
    if (fits && counting->families & FAMILY_COURSES)
        fits = scan(counting, FAMILY_COURSES, courses->rows, courses->row_count, sizeof *courses->rows,
                    offsetof(struct course_row, first_day), offsetof(struct course_row, end_day));
    return fits ? 0 : FIGURES_TOO_MANY_ROWS;
}
