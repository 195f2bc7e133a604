/*
 * figures_weigh - what a value of each field adds to a row's cell; see figures.c. Days have weights of their own,
 * in figures_days.c.
 */
#include "domain/figures_private.h"

#define DENSE_CELLS 65536u /* as many cells are simply an array: 2.5 MiB */

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
        return figures_no_room();
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

uint32_t figures_value_count(const struct counting *counting, enum figure_field field)
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
            arena_zalloc(counting->arena, figures_value_count(counting, field), sizeof *counting->weights[field]);
    return counting->weights[field];
}

uint32_t figures_first_value(enum figure_field field)
{
    return field == FIELD_ORGANISATION || field == FIELD_COURSE_LANGUAGES;
}

/* How many places there are. */
static void measure_dimension(struct counting *counting, size_t i)
{
    const struct figure_dimension_entry *dimension = counting->figures->by[i];
    const struct figure_view *view = &counting->figures->view;
    uint64_t places = 1;
    if (dimension->field == FIELD_TIME) {
        counting->places[i] = counting->figures->start_count;
        return;
    }
    uint32_t count = figures_value_count(counting, dimension->field);
    for (uint32_t value = figures_first_value(dimension->field); value < count; value++) {
        uint32_t place = dimension->place(dimension, view, value);
        if (place != FIGURE_OUTSIDE && place >= places)
            places = (uint64_t)place + 1;
    }
    counting->places[i] = places;
}

static int weigh_dimension(struct counting *counting, size_t i)
{
    const struct figure_dimension_entry *dimension = counting->figures->by[i];
    if (dimension->field == FIELD_TIME)
        return 0;
    uint64_t *weights = weights_of(counting, dimension->field);
    uint32_t count = figures_value_count(counting, dimension->field);
    if (!weights)
        return figures_no_room();
    for (uint32_t value = figures_first_value(dimension->field); value < count; value++) {
        uint32_t place = dimension->place(dimension, &counting->figures->view, value);
        weights[value] = place == FIGURE_OUTSIDE ? FIGURES_OUTSIDE : weights[value] + place * counting->strides[i];
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
    uint32_t count = figures_value_count(counting, dimension->field);
    uint32_t found = dimension->find(dimension, view, code);
    if (found == FIGURE_OUTSIDE)
        return FIGURES_FILTER_UNKNOWN;
    for (uint32_t value = figures_first_value(dimension->field); value < count; value++)
        passes[value] |= dimension->has ? dimension->has(view, value, found, code)
                                        : dimension->place(dimension, view, value) == found;
    return 0;
}

static int weigh_filter(struct counting *counting, const struct figure_filter *filter)
{
    const struct figure_dimension_entry *dimension = figure_dimension_find(filter->dimension);
    if (dimension->field == FIELD_TIME)
        return 0;
    uint32_t count = figures_value_count(counting, dimension->field);
    bool *passes = arena_zalloc(counting->arena, count, sizeof *passes);
    if (!passes)
        return figures_no_room();
    for (size_t i = 0; i < filter->code_count; i++) {
        int result = mark_code(counting, dimension, filter->codes[i], passes);
        if (result)
            return result;
    }
    if (dimension->field == FIELD_ORGANISATION)
        spread_below(counting->query->officials, passes);
    uint64_t *weights = weights_of(counting, dimension->field);
    if (!weights)
        return figures_no_room();
    for (uint32_t value = 0; value < count; value++)
        if (!passes[value])
            weights[value] = FIGURES_OUTSIDE;
    return 0;
}

static int weigh_tree(struct counting *counting)
{
    if (!(counting->families & FAMILY_OFFICIALS))
        return 0;
    const struct figure_view *view = &counting->figures->view;
    uint64_t *weights = weights_of(counting, FIELD_ORGANISATION);
    if (!weights)
        return figures_no_room();
    for (uint32_t ordinal = 1; ordinal <= counting->query->officials->organisation_count; ordinal++)
        if (view->child_place[ordinal] == FIGURE_OUTSIDE)
            weights[ordinal] = FIGURES_OUTSIDE;
    return 0;
}

int figures_weigh(struct counting *counting)
{
    const struct figures_query *query = counting->query;
    struct figures *figures = counting->figures;
    int result = place_tree(counting);
    for (size_t i = 0; i < figures->by_count && result == 0; i++)
        if (figures->by[i]->field == FIELD_TIME)
            result = figures_list_periods(counting, i);
    uint64_t cells = 1;
    for (size_t i = figures->by_count; i-- > 0 && result == 0;) {
        measure_dimension(counting, i);
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
    return result ? result : figures_weigh_days(counting);
}
