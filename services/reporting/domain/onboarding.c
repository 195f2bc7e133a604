/* onboarding - see onboarding.h. */
#include "domain/onboarding.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

uint32_t onboarding_share(uint64_t onboarded, uint64_t strength)
{
    if (strength == 0)
        return 0;
    uint64_t share = onboarded * 10000 / strength;
    return share > UINT32_MAX ? UINT32_MAX : (uint32_t)share;
}

bool onboarding_has(int dimension)
{
    const struct figure_dimension_entry *entry = figure_dimension_find(dimension);
    return dimension == DIMENSION_NONE || (entry && entry->families == FAMILY_OFFICIALS && !entry->only_filter);
}

static void set_sums(struct onboarding_row *row, const int64_t sums[COLUMNS])
{
    row->onboarded = (uint64_t)sums[COLUMN_ONBOARDED];
    row->blocked = (uint64_t)sums[COLUMN_BLOCKED];
    row->retired = (uint64_t)sums[COLUMN_RETIRED];
}

static int no_room(void)
{
    return error_raise("no room for a report");
}

/* A row for each figure that there is. */
static int rows_of_figures(const struct figures *figures, struct arena *arena, struct onboarding *report)
{
    report->rows = arena_zalloc(arena, figures->row_count + 1, sizeof *report->rows);
    if (!report->rows)
        return no_room();
    for (size_t i = 0; i < figures->row_count; i++) {
        struct onboarding_row *row = &report->rows[report->row_count++];
        struct figure_key key;
        if (!figures_key(figures, &figures->rows[i], 0, arena, &key))
            return no_room();
        set_sums(row, figures->rows[i].sums);
        row->code = key.code;
        row->name_en = key.name_en;
        row->name_hi = key.name_hi;
    }
    return 0;
}

/* A row for every place of which @shown says so, in the order of the places. Place 0 has no name: its officials are
 * the organisation's own, or without a district. */
static int rows_of_places(const struct figures *figures, size_t places, const bool *shown,
                          const struct strength *strengths, struct arena *arena, struct onboarding *report)
{
    const struct figures_row **of = arena_zalloc(arena, places, sizeof *of);
    report->rows = arena_zalloc(arena, places, sizeof *report->rows);
    if (!of || !report->rows)
        return no_room();
    for (size_t i = 0; i < figures->row_count; i++)
        of[figures->rows[i].places[0]] = &figures->rows[i];
    for (uint32_t place = 0; place < places; place++) {
        struct onboarding_row *row = &report->rows[report->row_count];
        struct figures_row nobody = {.places = {place}};
        struct figure_key key = {"", "", ""};
        if (!of[place] && !shown[place])
            continue;
        if (place > 0 && !figures_key(figures, of[place] ? of[place] : &nobody, 0, arena, &key))
            return no_room();
        *row = (struct onboarding_row){
            .code = key.code, .name_en = key.name_en, .name_hi = key.name_hi, .strength = strengths[place]};
        set_sums(row, (of[place] ? of[place] : &nobody)->sums);
        report->row_count++;
    }
    return 0;
}

/* Each organisation directly below has a row. */
static int rows_by_organisation(const struct figures *figures, const struct strength *all, struct arena *arena,
                                struct onboarding *report)
{
    bool *shown = arena_zalloc(arena, figures->child_count, sizeof *shown);
    struct strength *strengths = arena_zalloc(arena, figures->child_count, sizeof *strengths);
    if (!shown || !strengths)
        return no_room();
    for (size_t place = 1; place < figures->child_count; place++) {
        shown[place] = true;
        strengths[place] = all[figures->view.children[place] - 1];
    }
    return rows_of_places(figures, figures->child_count, shown, strengths, arena, report);
}

static int by_district_code(const void *a, const void *b)
{
    const struct onboarding_row *left = a, *right = b;
    long difference = strtol(left->code, NULL, 10) - strtol(right->code, NULL, 10);
    return difference < 0 ? -1 : difference > 0;
}

/* A district's strength is the sum over the topmost organisations of the subtree that work in it, declared where each
 * of them has one. Such a district has a row, whether anybody is counted there or not. */
static int rows_by_district(const struct model *model, const struct figures *figures, const struct strength *all,
                            struct arena *arena, struct onboarding *report)
{
    size_t places = model->district_count + 1u;
    bool *covered = arena_zalloc(arena, model->organisation_count + 1u, sizeof *covered);
    bool *shown = arena_zalloc(arena, places, sizeof *shown);
    struct strength *strengths = arena_zalloc(arena, places, sizeof *strengths);
    if (!covered || !shown || !strengths)
        return no_room();
    for (uint32_t ordinal = 1; ordinal <= model->organisation_count; ordinal++) {
        const struct model_organisation *organisation = &model->organisations[ordinal - 1];
        covered[ordinal] = covered[organisation->parent];
        if (covered[ordinal] || figures->view.child_place[ordinal] == FIGURE_OUTSIDE ||
            organisation->district_code == 0)
            continue;
        covered[ordinal] = true;
        for (uint32_t place = 1; place < places; place++) {
            if (model->districts[place - 1].code != organisation->district_code)
                continue;
            strength_add(&strengths[place], !shown[place], &all[ordinal - 1]);
            shown[place] = true;
        }
    }
    int result = rows_of_places(figures, places, shown, strengths, arena, report);
    if (result == 0 && report->row_count > 1)
        qsort(report->rows, report->row_count, sizeof *report->rows, by_district_code);
    return result;
}

int onboarding_count(const struct model *model, uint32_t root, enum figure_dimension by, int32_t day,
                     struct arena *arena, struct onboarding *report)
{
    struct figures_query query = {
        .officials = model,
        .root = root,
        .measures = {MEASURE_ONBOARDED, MEASURE_BLOCKED, MEASURE_RETIRED},
        .measure_count = 3,
        .by = {(int)by},
        .by_count = by != DIMENSION_NONE,
        .day = day,
        .since = DATE_NONE,
    };
    struct figures figures;
    const struct strength *all = strength_all(model, day, arena);
    int result = all ? figures_count(&query, arena, &figures) : no_room();
    if (result)
        return result;
    *report = (struct onboarding){0};
    const struct model_organisation *organisation = &model->organisations[root - 1];
    report->total = (struct onboarding_row){.code = organisation->id,
                                            .name_en = organisation->name_en,
                                            .name_hi = organisation->name_hi,
                                            .strength = all[root - 1]};
    set_sums(&report->total, figures.total.sums);
    if (by == DIMENSION_ORGANISATION)
        return rows_by_organisation(&figures, all, arena, report);
    if (by == DIMENSION_DISTRICT)
        return rows_by_district(model, &figures, all, arena, report);
    return rows_of_figures(&figures, arena, report);
}
