/* figures_days - the days of periods that rows or filters are by, and what each adds to a row's cell; see figures.c. */
#include "domain/figures_private.h"

#include <assert.h>
#include <stdlib.h>

/* First days of the rows' periods; [0]: before. */
int figures_list_periods(struct counting *counting, size_t i)
{
    struct figures *figures = counting->figures;
    enum period period = figures->by[i]->period;
    int32_t *starts = arena_zalloc(counting->arena, LIMIT_FIGURE_PERIODS + 1u, sizeof *starts);
    if (!starts)
        return figures_no_room();
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
        return figures_no_room();
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
            counting->day_weights[day - counting->first_day] = FIGURES_OUTSIDE;
    }
    counting->weight_before = FIGURES_OUTSIDE;
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

int figures_weigh_days(struct counting *counting)
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
        return figures_no_room();
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
