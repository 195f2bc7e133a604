/*
 * figures - see figures.h.
 *
 * Before the scan every field of a row that matters becomes a table of weights: the value's place in each dimension
 * times that dimension's stride, or FIGURES_OUTSIDE where a filter or the tree leaves it out. The scan adds the weights
 * of a row's fields; the sum is the row's cell. Where days, weeks or months are asked for, or filtered by, a row counts
 * on the day it begins and counts back on the day it ends, and the day has a weight too. Of the cells with a sum rows
 * are made.
 */
#include "base/error.h"
#include "domain/figures_private.h"

int figures_count(const struct figures_query *query, struct arena *arena, struct figures *figures)
{
    struct counting counting = {
        .query = query, .arena = arena, .figures = figures, .families = figures_families(query)};
    *figures = (struct figures){.by_count = query->by_count, .measure_count = query->measure_count};
    for (size_t i = 0; i < query->by_count; i++)
        figures->by[i] = figure_dimension_find(query->by[i]);
    for (size_t i = 0; i < query->measure_count; i++)
        figures->measures[i] = figure_measure_find(query->measures[i]);
    int result = figures_weigh(&counting);
    if (result == 0)
        result = figures_scan(&counting);
    return result ? result : figures_make_rows(&counting);
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
