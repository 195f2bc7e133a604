/* figures_rows - the answer's rows, out of the cells of a scan; see figures.c. */
#include "domain/figures_private.h"
#include "domain/strength.h"

#include <stdlib.h>
#include <string.h>

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
        return figures_no_room();
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
    size_t most = counting->cell_count ? counting->cell_count : counting->used, shown = 0;
    bool with_strength = asks_for_strength(figures);
    figures->rows = arena_alloc(counting->arena, (figures->by_count ? most : 0) * sizeof *figures->rows + 1);
    if (!figures->rows)
        return figures_no_room();
    for (size_t at = 0; at < counting->room; at++) {
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
        return figures_no_room();
    uint32_t coded = 0;
    for (uint32_t place = 0; place < count; place++) {
        struct figure_key key;
        if (dimension->field == FIELD_COURSE_LANGUAGES && place >= counting->query->courses->languages.count)
            continue; /* without courses there is no set */
        if (!dimension->key(dimension, &counting->figures->view, place, counting->arena, &key))
            return figures_no_room();
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

int figures_make_rows(struct counting *counting)
{
    int result = collect(counting);
    return result ? result : order(counting);
}
