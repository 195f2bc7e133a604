#pragma once
/* course_reference - courses of a small catalogue, by course and day, counted the slow way. */
#include "base/error.h"
#include "domain/figures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define SHELF_COURSES 40
#define SHELF_DAYS    70 /* days 0 to 69 */

static const char *const shelf_languages[] = {"en", "hi", "en+hi", "en+hi+ur"};
static const char *const shelf_providers[] = {"", "lbsnaa", "upaam"};
static const char *const shelf_competencies[] = {"c-1", "c-2", "c-3", "c-4"}; /* of area 1, 2, 3, and of none */

struct shelf_cell {
    bool live;
    unsigned kind, languages, provider, minutes, competencies; /* [i]: bit i */
};

struct shelf {
    struct {
        uint64_t version;
        bool published, retired;
        int32_t newest;
        struct shelf_cell cells[SHELF_DAYS];
    } courses[SHELF_COURSES];
};

static inline uint32_t shelf_below(uint32_t count)
{
    return (uint32_t)rand() % count;
}

static inline struct shelf_cell shelf_random_cell(void)
{
    return (struct shelf_cell){true,           1 + shelf_below(12), shelf_below(4),
                               shelf_below(3), shelf_below(500),    shelf_below(16)};
}

/* Strings of a cell, as course_span wants them. */
static inline struct course_news shelf_news(const struct shelf_cell *cell, const char *competencies[4])
{
    struct course_news news = {.retired_on = DATE_NONE};
    size_t count = 0;
    for (unsigned i = 0; i < 4; i++)
        if (cell->competencies >> i & 1)
            competencies[count++] = shelf_competencies[i];
    news.edition = (struct course_span){.kind = (uint8_t)cell->kind,
                                        .minutes = cell->minutes,
                                        .languages = shelf_languages[cell->languages],
                                        .provider = shelf_providers[cell->provider],
                                        .competencies = competencies,
                                        .competency_count = count};
    return news;
}

/* A step in the life of a course, in days: an edition published on @day, or the end. The same into @news. */
static inline void shelf_step(struct shelf *shelf, size_t at, const struct shelf_cell *cell, int32_t day, bool retire,
                              struct course_news *news)
{
    news->version = ++shelf->courses[at].version;
    if (shelf->courses[at].retired)
        day = shelf->courses[at].newest; /* nothing is counted any more, whatever is told */
    if (day < shelf->courses[at].newest)
        day = shelf->courses[at].newest;
    news->published = true;
    news->live_from = news->edition_from = day;
    if (!shelf->courses[at].retired)
        for (int32_t d = day; d < SHELF_DAYS; d++)
            shelf->courses[at].cells[d] = *cell;
    shelf->courses[at].published = true;
    shelf->courses[at].newest = day;
    if (!retire)
        return;
    news->retired_on = day;
    shelf->courses[at].retired = true;
    for (int32_t d = day; d < SHELF_DAYS; d++)
        shelf->courses[at].cells[d] = (struct shelf_cell){0};
}

static inline bool shelf_has(const struct shelf_cell *cell, int dimension, const char *code)
{
    char number[16];
    switch (dimension) {
    case DIMENSION_COURSE_KIND:
        snprintf(number, sizeof number, "%u", cell->kind);
        return strcmp(number, code) == 0;
    case DIMENSION_COURSE_LANGUAGES:
        return strcmp(shelf_languages[cell->languages], code) == 0;
    case DIMENSION_AVAILABLE_LANGUAGE:
        return strstr(shelf_languages[cell->languages], code) != NULL;
    case DIMENSION_PROVIDER:
        return strcmp(cell->provider ? shelf_providers[cell->provider] : "-", code) == 0;
    default:
        assert_int_equal(dimension, DIMENSION_COMPETENCY_AREA);
        return cell->competencies >> (code[0] == '0' ? 3 : code[0] - '1') & 1;
    }
}

/* Courses and minutes as of a day that have @codes, one for each of @dimensions. */
static inline void shelf_count(const struct shelf *shelf, int32_t day, const int *dimensions, const char *const *codes,
                               size_t count, int64_t sums[2])
{
    sums[0] = sums[1] = 0;
    for (size_t i = 0; i < SHELF_COURSES && day >= 0; i++) {
        const struct shelf_cell *cell = &shelf->courses[i].cells[day];
        bool counted = cell->live;
        for (size_t k = 0; k < count && counted; k++)
            counted = shelf_has(cell, dimensions[k], codes[k]);
        sums[0] += counted;
        sums[1] += counted ? cell->minutes : 0;
    }
}

static inline void shelf_lists(struct course_model *model)
{
    for (unsigned i = 0; i < 4; i++) {
        struct course_entry entry = {
            .list = COURSE_LIST_COMPETENCY, .code = shelf_competencies[i], .area = (uint8_t)((i + 1) % 4)};
        assert_int_equal(course_model_put_entry(model, &entry), 0);
    }
    struct course_entry provider = {COURSE_LIST_PROVIDER, "lbsnaa", "LBSNAA", "एलबीएसएनएए", 0};
    assert_int_equal(course_model_put_entry(model, &provider), 0);
}

/* Every figure of the courses, by every dimension and filter, on a day, is that of the shelf. */
static inline void assert_courses(const struct shelf *shelf, const struct course_model *courses,
                                  const struct model *officials, int32_t day)
{
    static const int by[] = {DIMENSION_COURSE_KIND, DIMENSION_COURSE_LANGUAGES, DIMENSION_PROVIDER};
    static const struct {
        int dimension;
        const char *code;
    } filters[] = {{0, ""},
                   {DIMENSION_AVAILABLE_LANGUAGE, "hi"},
                   {DIMENSION_AVAILABLE_LANGUAGE, "ur"},
                   {DIMENSION_AVAILABLE_LANGUAGE, "ta"},
                   {DIMENSION_COMPETENCY_AREA, "3"},
                   {DIMENSION_COMPETENCY_AREA, "0"},
                   {DIMENSION_COURSE_KIND, "3"},
                   {DIMENSION_PROVIDER, "-"}};
    for (size_t b = 0; b < sizeof by / sizeof by[0]; b++)
        for (size_t f = 0; f < sizeof filters / sizeof filters[0]; f++) {
            struct figures_query query = {.officials = officials,
                                          .courses = courses,
                                          .measures = {MEASURE_COURSES, MEASURE_COURSE_MINUTES},
                                          .measure_count = 2,
                                          .by = {by[b]},
                                          .by_count = 1,
                                          .day = day,
                                          .since = DATE_NONE};
            const int dimensions[] = {filters[f].dimension, by[b]};
            const char *codes[] = {filters[f].code, ""};
            size_t skip = f == 0;
            struct figures figures;
            struct arena arena;
            int64_t total[2], expected[2], sums[2] = {0, 0};
            arena_init(&arena, 16u << 20);
            query.filters[0] = (struct figure_filter){filters[f].dimension, &codes[0], 1};
            query.filter_count = !skip;
            assert_int_equal(figures_check(&query), FIGURES_OK);
            assert_int_equal(figures_count(&query, &arena, &figures), 0);
            shelf_count(shelf, day, dimensions + skip, codes + skip, query.filter_count, total);
            for (size_t i = 0; i < figures.row_count; i++) {
                struct figure_key key;
                assert_true(figures_key(&figures, &figures.rows[i], 0, &arena, &key));
                codes[1] = key.code;
                shelf_count(shelf, day, dimensions + skip, codes + skip, query.filter_count + 1, expected);
                for (size_t m = 0; m < 2; m++) {
                    assert_int_equal(figures_figure(&figures, &figures.rows[i], m).value, expected[m]);
                    sums[m] += expected[m];
                }
            }
            for (size_t m = 0; m < 2; m++) {
                assert_int_equal(figures_figure(&figures, &figures.total, m).value, total[m]);
                assert_int_equal(sums[m], total[m]);
            }
            arena_deinit(&arena);
        }
}
