/*
 * onboarding - see onboarding.h. The tree is folded into one number per organisation (which row its officials count
 * in), and then all rows of the model are scanned once.
 */
#include "domain/onboarding.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define OUTSIDE UINT32_MAX

uint32_t onboarding_share(uint64_t onboarded, uint64_t strength)
{
    if (strength == 0)
        return 0;
    uint64_t share = onboarded * 10000 / strength;
    return share > UINT32_MAX ? UINT32_MAX : (uint32_t)share;
}

/* The declaration that holds on the day. */
static struct onboarding_strength own_strength(const struct model_organisation *organisation, int32_t day)
{
    struct onboarding_strength strength = {.source = ""};
    for (size_t i = 0; i < organisation->strength_count && organisation->strengths[i].declared_on <= day; i++)
        strength =
            (struct onboarding_strength){true, organisation->strengths[i].count, organisation->strengths[i].source,
                                         organisation->strengths[i].declared_on};
    return strength;
}

/* A sum counts as declared only while everything in it is. */
static void add_strength(struct onboarding_strength *sum, bool first, const struct onboarding_strength *part)
{
    if (first) {
        *sum = *part;
        return;
    }
    sum->declared &= part->declared;
    sum->count += part->count;
    sum->source = "";
    if (part->declared_on < sum->declared_on)
        sum->declared_on = part->declared_on;
}

/* An organisation's strength is its own declaration, or else the sum of its children's where each of them has one.
 * Children have greater ordinals: one pass from the end. */
static struct onboarding_strength *strengths(const struct model *model, int32_t day, struct arena *arena)
{
    struct onboarding_strength *all = arena_zalloc(arena, model->organisation_count, sizeof *all);
    bool *has_child = arena_zalloc(arena, model->organisation_count, sizeof *has_child);
    struct onboarding_strength *sums = arena_zalloc(arena, model->organisation_count, sizeof *sums);
    if (!all || !sums || !has_child)
        return NULL;
    for (uint32_t i = model->organisation_count; i-- > 0;) {
        const struct model_organisation *organisation = &model->organisations[i];
        all[i] = own_strength(organisation, day);
        if (!all[i].declared && has_child[i])
            all[i] = sums[i];
        if (!all[i].declared)
            all[i] = (struct onboarding_strength){.source = ""};
        if (organisation->parent) {
            uint32_t parent = organisation->parent - 1;
            add_strength(&sums[parent], !has_child[parent], &all[i]);
            has_child[parent] = true;
        }
    }
    return all;
}

/* What is counted where. */
struct counting {
    const struct model *model;
    uint32_t *row_of; /* by organisation: its row, or OUTSIDE */
    struct onboarding_row *rows;
    size_t row_count;
    bool by_district; /* rows are places of districts; row 0: without one */
};

static void count_rows(struct counting *counting, int32_t day)
{
    const struct model *model = counting->model;
    for (uint32_t i = 0; i < model->row_count; i++) {
        const struct model_row *span = &model->rows[i];
        if (span->first_day > day || span->end_day <= day)
            continue;
        uint32_t at = counting->row_of[span->organisation - 1];
        if (at == OUTSIDE)
            continue;
        struct onboarding_row *row = &counting->rows[counting->by_district ? span->district : at];
        row->onboarded += span->state == COUNTED_ACTIVE;
        row->blocked += span->state == COUNTED_BLOCKED;
        row->retired += span->state == COUNTED_RETIRED;
    }
}

static void name_organisation(struct onboarding_row *row, const struct model_organisation *organisation)
{
    row->code = organisation->id;
    row->name_en = organisation->name_en;
    row->name_hi = organisation->name_hi;
}

/* Row 0: the organisation itself; then one per child. Without the dimension everything is in row 0. */
static void rows_by_organisation(struct counting *counting, uint32_t root, bool split,
                                 const struct onboarding_strength *strength)
{
    const struct model *model = counting->model;
    for (uint32_t i = 0; i < model->organisation_count; i++) {
        const struct model_organisation *organisation = &model->organisations[i];
        uint32_t above = organisation->parent ? counting->row_of[organisation->parent - 1] : OUTSIDE;
        counting->row_of[i] = i + 1 == root ? 0 : above;
        if (!split || organisation->parent != root)
            continue;
        struct onboarding_row *row = &counting->rows[counting->row_count];
        counting->row_of[i] = (uint32_t)counting->row_count++;
        name_organisation(row, organisation);
        row->strength = strength[i];
    }
}

/* A district's strength is the sum over the topmost organisations of the subtree that work in it, declared where each
 * of them has one. */
static int rows_by_district(struct counting *counting, const struct onboarding_strength *strength, struct arena *arena)
{
    const struct model *model = counting->model;
    bool *covered = arena_zalloc(arena, model->organisation_count, sizeof *covered);
    bool *begun = arena_zalloc(arena, model->district_count + 1, sizeof *begun);
    if (!covered || !begun)
        return error_raise("no room for a report");
    for (uint32_t i = 0; i < model->organisation_count; i++) {
        const struct model_organisation *organisation = &model->organisations[i];
        covered[i] = organisation->parent && covered[organisation->parent - 1];
        if (covered[i] || counting->row_of[i] == OUTSIDE || organisation->district_code == 0)
            continue;
        covered[i] = true;
        for (uint32_t place = 1; place <= model->district_count; place++) {
            if (model->districts[place - 1].code != organisation->district_code)
                continue;
            add_strength(&counting->rows[place].strength, !begun[place], &strength[i]);
            begun[place] = true;
            counting->rows[place].code = ""; /* shown even where nobody is counted; named below */
        }
    }
    return 0;
}

static int name_districts(struct counting *counting, struct arena *arena)
{
    for (uint32_t place = 1; place <= counting->model->district_count; place++) {
        const struct model_district *district = &counting->model->districts[place - 1];
        struct onboarding_row *row = &counting->rows[place];
        bool shown = row->code || row->onboarded || row->blocked || row->retired;
        row->code = shown ? arena_printf(arena, "%u", district->code) : NULL;
        row->name_en = district->name_en ? district->name_en : row->code;
        row->name_hi = district->name_hi ? district->name_hi : row->code;
        if (shown && !row->code)
            return error_raise("no room for a report");
    }
    return 0;
}

static int by_code(const void *a, const void *b)
{
    const struct onboarding_row *left = a, *right = b;
    long difference = strtol(left->code, NULL, 10) - strtol(right->code, NULL, 10);
    return difference < 0 ? -1 : difference > 0;
}

/* The total, and the rows that are shown; the organisation's own officials or those without a district only where there
 * are any. */
static void finish(struct counting *counting, enum onboarding_dimension by, struct onboarding *report)
{
    report->rows = counting->rows;
    for (size_t i = 0; i < counting->row_count; i++) {
        struct onboarding_row *row = &counting->rows[i];
        report->total.onboarded += row->onboarded;
        report->total.blocked += row->blocked;
        report->total.retired += row->retired;
        bool nobody = !row->onboarded && !row->blocked && !row->retired;
        if (by == ONBOARDING_TOTAL || !row->code || (i == 0 && nobody))
            continue;
        report->rows[report->row_count++] = *row;
    }
    if (by == ONBOARDING_BY_DISTRICT)
        qsort(report->rows, report->row_count, sizeof *report->rows, by_code);
}

int onboarding_count(const struct model *model, uint32_t root, enum onboarding_dimension by, int32_t day,
                     struct arena *arena, struct onboarding *report)
{
    size_t most = (by == ONBOARDING_BY_DISTRICT ? model->district_count : model->organisation_count) + 2u;
    struct counting counting = {.model = model, .by_district = by == ONBOARDING_BY_DISTRICT, .row_count = 1};
    const struct onboarding_strength *strength = strengths(model, day, arena);
    counting.row_of = arena_zalloc(arena, model->organisation_count, sizeof *counting.row_of);
    counting.rows = arena_zalloc(arena, most, sizeof *counting.rows);
    if (!strength || !counting.row_of || !counting.rows)
        return error_raise("no room for a report");
    *report = (struct onboarding){0};
    counting.rows[0].code = counting.rows[0].name_en = counting.rows[0].name_hi = "";
    rows_by_organisation(&counting, root, by == ONBOARDING_BY_ORGANISATION, strength);
    int result = counting.by_district ? rows_by_district(&counting, strength, arena) : 0;
    if (result)
        return result;
    count_rows(&counting, day);
    if (counting.by_district) {
        counting.row_count = model->district_count + 1u;
        result = name_districts(&counting, arena);
    }
    name_organisation(&report->total, &model->organisations[root - 1]);
    report->total.strength = strength[root - 1];
    finish(&counting, by, report);
    return result;
}
