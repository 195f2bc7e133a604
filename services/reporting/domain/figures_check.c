/* figures_check - whether a query can be answered, by the table alone; see figures.h. */
#include "domain/figures.h"

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
