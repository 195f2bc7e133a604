#pragma once
/*
 * counting_reference - a small state and its officials, counted the slow way: one cell for every official and day, and
 * trees walked from the top. Shares nothing with the model but its structs.
 */
#include "base/error.h"
#include "domain/onboarding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WORLD_ORGANISATIONS 24
#define WORLD_OFFICIALS     60
#define WORLD_DAYS          40 /* days 0 to 39 */
#define WORLD_DISTRICTS     5  /* codes 101 to 105 */
#define WORLD_STRENGTHS     3

#define WORLD_DESIGNATIONS  3 /* d-1 to d-3 */

struct world_cell {
    uint32_t organisation, district;
    enum counted_state state; /* COUNTED_NONE: not there yet */
    uint32_t designation, level, group, gender, category, engagement;
};

static inline struct world_cell world_cell_of(const struct span *span)
{
    return (struct world_cell){span->organisation, span->district_code, span->state,    span->designation, span->level,
                               span->group,        span->gender,        span->category, span->engagement};
}

struct world {
    uint32_t organisation_count;
    struct {
        char id[16];
        uint32_t parent, district;
        size_t strength_count;
        struct model_strength strengths[WORLD_STRENGTHS];
    } organisations[WORLD_ORGANISATIONS + 1]; /* from 1 */
    struct {
        uint64_t version;
        int32_t newest_day;
        struct world_cell cells[WORLD_DAYS];
    } officials[WORLD_OFFICIALS];
    struct counted counted[WORLD_OFFICIALS];
};

static inline uint64_t world_number(size_t official)
{
    return ((uint64_t)1 << 40) + official * 977 + 1;
}

static inline uint32_t world_below(uint32_t count)
{
    return (uint32_t)rand() % count;
}

/* A tree of random shape, whose nodes work in districts and have declared strengths, or not. */
static inline void world_grow(struct world *world, unsigned seed)
{
    memset(world, 0, sizeof *world);
    srand(seed);
    world->organisation_count = 1 + world_below(WORLD_ORGANISATIONS);
    for (uint32_t i = 1; i <= world->organisation_count; i++) {
        snprintf(world->organisations[i].id, sizeof world->organisations[i].id, "organisation-%u", i);
        world->organisations[i].parent = i == 1 ? 0 : 1 + world_below(i - 1);
        world->organisations[i].district = world_below(3) ? 0 : 101 + world_below(WORLD_DISTRICTS);
        size_t count = seed % 3 == 0 ? 1 : world_below(WORLD_STRENGTHS + 1);
        for (size_t k = 0; k < count; k++)
            world->organisations[i].strengths[k] = (struct model_strength){
                .count = world_below(1000),
                .source = (char *)(uintptr_t) "an order",
                .declared_on = (int32_t)(k * 12 + world_below(12)),
            };
        world->organisations[i].strength_count = count;
    }
    for (size_t i = 0; i < WORLD_OFFICIALS; i++)
        world->counted[i].number = world_number(i);
}

/* The rules of counted.h in days. */
static inline void world_change(struct world *world, size_t official, uint64_t version, const struct span *span)
{
    int32_t from = span->first_day;
    if (version <= world->officials[official].version)
        return;
    bool is_new = world->officials[official].version == 0;
    world->officials[official].version = version;
    const struct world_cell *newest = &world->officials[official].cells[WORLD_DAYS - 1];
    const struct world_cell cell = world_cell_of(span);
    if (!is_new && memcmp(newest, &cell, sizeof cell) == 0)
        return;
    if (!is_new && from < world->officials[official].newest_day)
        from = world->officials[official].newest_day;
    world->officials[official].newest_day = from;
    for (int32_t day = from; day < WORLD_DAYS; day++)
        world->officials[official].cells[day] = cell;
}

/* Anything that somebody can be on some day. */
static inline struct span world_random_span(const struct world *world)
{
    return (struct span){
        .first_day = (int32_t)world_below(WORLD_DAYS),
        .organisation = 1 + world_below(world->organisation_count),
        .district_code = world_below(3) ? 101 + world_below(WORLD_DISTRICTS) : 0,
        .state = (enum counted_state)(1 + world_below(3)),
        .designation = world_below(WORLD_DESIGNATIONS + 1),
        .level = (uint8_t)world_below(19),
        .group = (uint8_t)world_below(7),
        .gender = (uint8_t)world_below(5),
        .category = (uint8_t)world_below(6),
        .engagement = (uint8_t)world_below(9),
    };
}

/* The same but for one thing. */
static inline void world_vary(struct span *span)
{
    switch (world_below(5)) {
    case 0:
        span->state = (enum counted_state)(1 + world_below(3));
        break;
    case 1:
        span->designation = world_below(WORLD_DESIGNATIONS + 1);
        break;
    case 2:
        span->level = (uint8_t)world_below(19);
        break;
    case 3:
        span->engagement = (uint8_t)world_below(9);
        break;
    default:
        break;
    }
}

static inline bool world_is_below(const struct world *world, uint32_t organisation, uint32_t root)
{
    while (organisation && organisation != root)
        organisation = world->organisations[organisation].parent;
    return organisation == root;
}

/* The child of @root on the way to @organisation; 0: it is the root itself. */
static inline uint32_t world_child(const struct world *world, uint32_t organisation, uint32_t root)
{
    uint32_t child = 0;
    for (; organisation != root; organisation = world->organisations[organisation].parent)
        child = organisation;
    return child;
}

/* Return: the strength, or -1: none. */
static inline int64_t world_strength(const struct world *world, uint32_t organisation, int32_t day)
{
    int64_t sum = -1;
    for (size_t i = 0; i < world->organisations[organisation].strength_count; i++)
        if (world->organisations[organisation].strengths[i].declared_on <= day)
            sum = world->organisations[organisation].strengths[i].count;
    if (sum >= 0)
        return sum;
    for (uint32_t child = 1; child <= world->organisation_count; child++) {
        if (world->organisations[child].parent != organisation)
            continue;
        int64_t part = world_strength(world, child, day);
        if (part < 0)
            return -1;
        sum = (sum < 0 ? 0 : sum) + part;
    }
    return sum;
}

struct world_row {
    bool shown;
    uint64_t onboarded, blocked, retired;
    int64_t strength; /* -1: none */
};

/* The topmost organisations of the subtree that work in a district. */
static inline void world_district_strengths(const struct world *world, uint32_t organisation, int32_t day,
                                            struct world_row rows[WORLD_DISTRICTS + 1])
{
    uint32_t district = world->organisations[organisation].district;
    if (district) {
        struct world_row *row = &rows[district - 100];
        int64_t part = world_strength(world, organisation, day);
        row->strength = part < 0 || (row->shown && row->strength < 0) ? -1 : (row->shown ? row->strength : 0) + part;
        row->shown = true;
        return;
    }
    for (uint32_t child = organisation + 1; child <= world->organisation_count; child++)
        if (world->organisations[child].parent == organisation)
            world_district_strengths(world, child, day, rows);
}

/* Rows by ordinal of the child or by place of the district, [0]: the rest. */
static inline struct world_row world_count(const struct world *world, uint32_t root, enum figure_dimension by,
                                           int32_t day, struct world_row rows[WORLD_ORGANISATIONS + 1])
{
    struct world_row total = {.strength = world_strength(world, root, day)};
    for (uint32_t i = 0; i <= WORLD_ORGANISATIONS; i++)
        rows[i] = (struct world_row){.strength = -1};
    for (uint32_t i = 1; i <= world->organisation_count && by == DIMENSION_ORGANISATION; i++)
        if (world->organisations[i].parent == root)
            rows[i] = (struct world_row){.shown = true, .strength = world_strength(world, i, day)};
    if (by == DIMENSION_DISTRICT)
        world_district_strengths(world, root, day, rows);
    for (size_t i = 0; i < WORLD_OFFICIALS; i++) {
        const struct world_cell *cell = &world->officials[i].cells[day];
        if (cell->state == COUNTED_NONE || !world_is_below(world, cell->organisation, root))
            continue;
        struct world_row *row = by == DIMENSION_DISTRICT ? &rows[cell->district ? cell->district - 100 : 0]
                                                         : &rows[world_child(world, cell->organisation, root)];
        struct world_row *both[] = {row, &total};
        for (int k = 0; k < 2; k++) {
            both[k]->shown = true;
            both[k]->onboarded += cell->state == COUNTED_ACTIVE;
            both[k]->blocked += cell->state == COUNTED_BLOCKED;
            both[k]->retired += cell->state == COUNTED_RETIRED;
        }
    }
    return total;
}

/* The tree as the model wants it. */
static inline struct model *world_model(const struct world *world)
{
    struct model *model = model_new();
    assert_non_null(model);
    for (uint32_t i = 1; i <= world->organisation_count; i++) {
        struct model_organisation organisation = {
            .id = (char *)(uintptr_t)world->organisations[i].id,
            .parent = world->organisations[i].parent,
            .name_en = (char *)(uintptr_t)world->organisations[i].id,
            .name_hi = (char *)(uintptr_t) "संगठन",
            .district_code = world->organisations[i].district,
            .strengths = (struct model_strength *)(uintptr_t)world->organisations[i].strengths,
            .strength_count = world->organisations[i].strength_count,
            .version = 1,
        };
        assert_int_equal(model_put_organisation(model, i, &organisation), 0);
    }
    for (uint32_t i = 1; i <= WORLD_DESIGNATIONS; i++) {
        char code[16];
        snprintf(code, sizeof code, "d-%u", i);
        struct designation designation = {.code = code};
        assert_int_equal(model_put_designation(model, &designation), i);
    }
    return model;
}

static inline void assert_row(const struct onboarding_row *row, const struct world_row *expected)
{
    assert_int_equal(row->onboarded, expected->onboarded);
    assert_int_equal(row->blocked, expected->blocked);
    assert_int_equal(row->retired, expected->retired);
    assert_int_equal(row->strength.declared, expected->strength >= 0);
    if (expected->strength >= 0)
        assert_int_equal(row->strength.count, expected->strength);
}

static inline void world_code(const struct world *world, enum figure_dimension by, uint32_t at, char code[16])
{
    if (at == 0)
        code[0] = '\0';
    else if (by == DIMENSION_DISTRICT)
        snprintf(code, 16, "%u", at + 100);
    else
        snprintf(code, 16, "%s", world->organisations[at].id);
}

/* The model's report is that of the world: every row, in order, and adding up. */
static inline void assert_report(const struct world *world, const struct model *model, uint32_t root,
                                 enum figure_dimension by, int32_t day)
{
    struct world_row rows[WORLD_ORGANISATIONS + 1];
    struct onboarding report;
    struct arena arena;
    struct world_row sum = {0};
    size_t next = 0;
    char code[16];
    arena_init(&arena, 1u << 20);
    assert_int_equal(onboarding_count(model, root, by, day, &arena, &report), 0);
    struct world_row total = world_count(world, root, by, day, rows);
    assert_row(&report.total, &total);
    assert_string_equal(report.total.code, world->organisations[root].id);
    for (uint32_t at = 0; at <= WORLD_ORGANISATIONS && by != DIMENSION_NONE; at++) {
        if (!rows[at].shown)
            continue;
        assert_true(next < report.row_count);
        const struct onboarding_row *row = &report.rows[next++];
        world_code(world, by, at, code);
        assert_string_equal(row->code, code);
        assert_row(row, &rows[at]);
        sum.onboarded += row->onboarded;
        sum.blocked += row->blocked;
        sum.retired += row->retired;
    }
    assert_int_equal(report.row_count, next);
    if (by != DIMENSION_NONE) {
        assert_int_equal(sum.onboarded, total.onboarded);
        assert_int_equal(sum.blocked, total.blocked);
        assert_int_equal(sum.retired, total.retired);
    }
    arena_deinit(&arena);
}

/* For every root and dimension, on some days. */
static inline void assert_reports(const struct world *world, const struct model *model)
{
    for (uint32_t root = 1; root <= world->organisation_count; root++)
        for (int by = 0; by <= DIMENSION_DISTRICT; by++)
            for (int32_t day = 0; day < WORLD_DAYS; day += 1 + (int32_t)world_below(9))
                assert_report(world, model, root, (enum figure_dimension)by, day);
}
