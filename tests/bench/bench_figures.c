/*
 * bench_figures - what a question for figures costs on the loop, at the size of a state: 1.88 million officials with
 * 2.1 million spans, 900 organisations, 75 districts, 400 designations. No test: it prints milliseconds, best of seven.
 *
 *   cmake --preset dev -B build/bench -DCMAKE_BUILD_TYPE=RelWithDebInfo -DKARMAYOGI_SANITIZE=OFF -DKARMAYOGI_FAULTS=OFF
 *   cmake --build build/bench --target bench_figures && build/bench/tests/bench_figures
 */
#include "base/error.h"
#include "base/limits.h"
#include "domain/onboarding.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define OFFICIALS     1880000
#define MOVED         240000 /* who have a second span */
#define ORGANISATIONS 900
#define DISTRICTS     75
#define DESIGNATIONS  400
#define TODAY         20779 /* 2026-11-22 */
#define TRIES         7

static uint64_t seed = 2076;

static uint32_t below(uint32_t count)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(seed >> 33) % count;
}

static struct model *tree(void)
{
    struct model *model = model_new();
    char text[32];
    for (uint32_t i = 1; i <= ORGANISATIONS; i++) {
        snprintf(text, sizeof text, "organisation-%u", i);
        struct model_organisation organisation = {.id = text,
                                                  .name_en = text,
                                                  .name_hi = text,
                                                  .parent = i == 1    ? 0
                                                            : i <= 90 ? 1
                                                                      : 1 + below(i - 1)};
        if (model_put_organisation(model, i, &organisation) != 0)
            abort();
    }
    for (uint32_t i = 0; i < DISTRICTS; i++) {
        snprintf(text, sizeof text, "division-%u", i / 4);
        struct district district = {118 + i, "District", "जनपद", text, text};
        if (model_put_district(model, &district) != 0)
            abort();
    }
    for (uint32_t i = 1; i <= DESIGNATIONS; i++) {
        snprintf(text, sizeof text, "designation-%u", i);
        struct designation designation = {text, text, text};
        if (model_put_designation(model, &designation) < 0)
            abort();
    }
    return model;
}

static void enter(struct model *model, uint64_t number, int32_t day)
{
    struct span span = {
        .first_day = day,
        .organisation = 1 + below(ORGANISATIONS),
        .district_code = 118 + below(DISTRICTS),
        .state = below(50) ? COUNTED_ACTIVE : COUNTED_BLOCKED,
        .designation = below(DESIGNATIONS + 1),
        .level = (uint8_t)below(19),
        .group = (uint8_t)below(7),
        .gender = (uint8_t)below(5),
        .category = (uint8_t)below(6),
        .engagement = (uint8_t)below(9),
    };
    if (model_change_official(model, number, COUNTED_APPENDED, &span) != 0)
        abort();
}

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void report(const char *what, struct figures_query query)
{
    double best = 1e9;
    struct figures figures = {0};
    int result = figures_check(&query);
    for (int i = 0; i < TRIES && result == 0; i++) {
        struct arena arena;
        arena_init(&arena, LIMIT_ARENA_BYTES);
        double begun = milliseconds();
        result = figures_count(&query, &arena, &figures);
        double took = milliseconds() - begun;
        best = took < best ? took : best;
        arena_deinit(&arena);
    }
    if (result == 0)
        printf("%-58s %7.1f ms %6zu rows\n", what, best, figures.row_count);
    else
        printf("%-58s refused (%d)\n", what, result);
}

static void report_onboarding(const struct model *model, const char *what, enum figure_dimension by)
{
    double best = 1e9;
    for (int i = 0; i < TRIES; i++) {
        struct onboarding answer;
        struct arena arena;
        arena_init(&arena, LIMIT_ARENA_BYTES);
        double begun = milliseconds();
        if (onboarding_count(model, 1, by, TODAY, &arena, &answer) != 0)
            abort();
        double took = milliseconds() - begun;
        best = took < best ? took : best;
        arena_deinit(&arena);
    }
    printf("%-58s %7.1f ms\n", what, best);
}

int main(void)
{
    struct model *model = tree();
    struct course_model *courses = course_model_new();
    static const char *const women[] = {"2"}, *const constable[] = {"designation-7", "designation-9"};
    static const char *const divisions[] = {"division-0", "division-1", "division-2", "division-3", "division-4",
                                            "division-5", "division-6", "division-7", "division-8"};
    for (uint64_t number = 1; number <= OFFICIALS; number++)
        enter(model, number, TODAY - 1200 + (int32_t)below(1200));
    for (uint64_t i = 0; i < MOVED; i++)
        enter(model, 1 + below(OFFICIALS), TODAY);
    struct figures_query query = {.officials = model,
                                  .courses = courses,
                                  .root = 1,
                                  .measures = {1, 2, 3},
                                  .measure_count = 3,
                                  .day = TODAY,
                                  .since = DATE_NONE};
    printf("%u rows of %zu bytes\n", model->row_count, sizeof *model->rows);
    report_onboarding(model, "onboarding by organisation", DIMENSION_ORGANISATION);
    report_onboarding(model, "onboarding by district", DIMENSION_DISTRICT);
    report("total", query);
#define BY(what, ...)                                                                                                  \
    do {                                                                                                               \
        const int by[] = {__VA_ARGS__};                                                                                \
        struct figures_query one = query;                                                                              \
        one.by_count = sizeof by / sizeof by[0];                                                                       \
        for (size_t i = 0; i < one.by_count; i++)                                                                      \
            one.by[i] = by[i];                                                                                         \
        report(what, one);                                                                                             \
    } while (0)
    BY("by district", DIMENSION_DISTRICT);
    BY("by district, gender", DIMENSION_DISTRICT, DIMENSION_GENDER);
    BY("by organisation, designation (array)", DIMENSION_ORGANISATION, DIMENSION_DESIGNATION);
    BY("by district, designation, gender (hash, refused early)", DIMENSION_DISTRICT, DIMENSION_DESIGNATION,
       DIMENSION_GENDER);
    query.since = TODAY - 365;
    BY("by month of a year", DIMENSION_MONTH);
    BY("by month of a year, district", DIMENSION_MONTH, DIMENSION_DISTRICT);
    query.since = TODAY - 1000;
    query.filters[query.filter_count++] = (struct figure_filter){DIMENSION_DIVISION, divisions, 9};
    BY("by day of 1,000 days, district, of half of them (hash)", DIMENSION_DAY, DIMENSION_DISTRICT);
    query.filter_count = 0;
    query.filters[query.filter_count++] = (struct figure_filter){DIMENSION_GENDER, women, 1};
    BY("women by organisation, designation, gender (hash)", DIMENSION_ORGANISATION, DIMENSION_DESIGNATION,
       DIMENSION_GENDER);
    query.filters[query.filter_count++] = (struct figure_filter){DIMENSION_DESIGNATION, constable, 2};
    BY("women of two designations by district, category, level", DIMENSION_DISTRICT, DIMENSION_CATEGORY,
       DIMENSION_LEVEL);
    BY("the same by month, district, engagement", DIMENSION_MONTH, DIMENSION_DISTRICT, DIMENSION_ENGAGEMENT);
    model_free(model);
    course_model_free(courses);
    return 0;
}
