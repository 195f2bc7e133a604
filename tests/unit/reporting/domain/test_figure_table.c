/*
 * The table of measures and dimensions, entry by entry: every one is named and defined in both languages, every code
 * that a row can have is found by a filter, and every pair of a measure and a dimension adds up or is refused.
 */
#include "figures_reference.h"

#include "course_reference.h"

static struct world world;

static struct model *some_officials(void)
{
    world_grow(&world, 6);
    struct model *model = world_model(&world);
    for (uint32_t i = 0; i < WORLD_DISTRICTS; i++) {
        struct district district = {101 + i, "District", "जनपद", world_division(101 + i), "मंडल"};
        assert_int_equal(model_put_district(model, &district), 0);
    }
    for (uint64_t number = 1; number <= 400; number++) {
        struct span span = world_random_span(&world);
        assert_int_equal(model_change_official(model, number, COUNTED_APPENDED, &span), 0);
    }
    return model;
}

static struct course_model *some_courses(void)
{
    struct course_model *model = course_model_new();
    for (int i = 0; i < 100; i++) {
        char id[16];
        const char *competencies[4];
        struct shelf_cell cell = shelf_random_cell();
        struct course course = {0};
        struct course_news news = shelf_news(&cell, competencies);
        news.version = 1;
        news.published = true;
        news.live_from = news.edition_from = (int32_t)shelf_below(WORLD_DAYS);
        snprintf(id, sizeof id, "course-%d", i);
        course_apply(&course, &news);
        assert_int_equal(course_model_put(model, id, course.spans, course.span_count), 0);
    }
    shelf_lists(model);
    assert_int_equal(course_model_settle(model), 0);
    return model;
}

static void assert_words(const char *what, const char *english, const char *hindi)
{
    bool has_devanagari = false;
    for (const unsigned char *at = (const unsigned char *)hindi; *at; at++)
        has_devanagari |= *at == 0xe0;
    if (!english[0] || !has_devanagari)
        fail_msg("%s has no words: %s, %s", what, english, hindi);
}

static void test_entries__are_in_order__and_named_and_defined_in_both_languages(void **state)
{
    /* Catches: an entry without a definition, or one that is found under another number. */
    (void)state;
    for (size_t i = 0; i < figure_measure_count; i++) {
        const struct figure_measure_entry *measure = &figure_measures[i];
        assert_ptr_equal(figure_measure_find(measure->number), measure);
        assert_true(i == 0 || figure_measures[i - 1].number < measure->number);
        assert_words(measure->name_en, measure->name_en, measure->name_hi);
        assert_words(measure->name_en, measure->definition_en, measure->definition_hi);
    }
    for (size_t i = 0; i < figure_dimension_count; i++) {
        const struct figure_dimension_entry *dimension = &figure_dimensions[i];
        assert_ptr_equal(figure_dimension_find(dimension->number), dimension);
        assert_true(i == 0 || figure_dimensions[i - 1].number < dimension->number);
        assert_words(dimension->name_en, dimension->name_en, dimension->name_hi);
        assert_words(dimension->name_en, dimension->definition_en, dimension->definition_hi);
        for (uint32_t k = 0; dimension->words && k < dimension->words->count; k++)
            assert_words(dimension->name_en, dimension->words->list[k].en, dimension->words->list[k].hi);
    }
    assert_null(figure_measure_find(0));
    assert_null(figure_measure_find(5));
    assert_null(figure_dimension_find(DIMENSION_NONE));
    assert_null(figure_dimension_find(10));
}

/* Rows of one measure by one dimension: they add up, they are in the order of their codes, and each code as a filter
 * gives the row's figure. */
static void walk_pair(const struct model *officials, const struct course_model *courses,
                      const struct figure_measure_entry *measure, const struct figure_dimension_entry *dimension)
{
    struct figures_query query = {.officials = officials,
                                  .courses = courses,
                                  .root = 1,
                                  .measures = {(int)measure->number},
                                  .measure_count = 1,
                                  .by = {(int)dimension->number},
                                  .by_count = 1,
                                  .day = WORLD_DAYS - 1,
                                  .since = 20};
    struct figures figures, filtered;
    struct arena arena;
    arena_init(&arena, 32u << 20);
    bool adds_up = figure_adds_up(measure, dimension);
    assert_int_equal(figures_check(&query) == FIGURES_OK, adds_up);
    assert_true(adds_up || figures_check(&query) == FIGURES_DOES_NOT_ADD_UP);
    int64_t sum = 0;
    if (!adds_up || measure->column == COLUMN_STRENGTH) {
        arena_deinit(&arena);
        return;
    }
    assert_int_equal(figures_count(&query, &arena, &figures), 0);
    if (figures.row_count == 0)
        fail_msg("%s by %s: nobody", measure->name_en, dimension->name_en);
    for (size_t i = 0; i < figures.row_count; i++) {
        struct figure_key key;
        int64_t value = figures_figure(&figures, &figures.rows[i], 0).value;
        assert_true(figures_key(&figures, &figures.rows[i], 0, &arena, &key));
        sum += value;
        bool own = dimension->number == DIMENSION_ORGANISATION && key.code[0] == '\0';
        if (own || strcmp(key.code, "before") == 0)
            continue;
        struct figures_query by_code = query;
        by_code.by_count = 0;
        by_code.filters[by_code.filter_count++] = (struct figure_filter){(int)dimension->number, &key.code, 1};
        assert_true(figure_is_filtered(measure, dimension));
        assert_int_equal(figures_check(&by_code), FIGURES_OK);
        assert_int_equal(figures_count(&by_code, &arena, &filtered), 0);
        if (figures_figure(&filtered, &filtered.total, 0).value != value)
            fail_msg("%s by %s, %s: a row of %ld, a filter gives %ld", measure->name_en, dimension->name_en, key.code,
                     (long)value, (long)figures_figure(&filtered, &filtered.total, 0).value);
    }
    assert_int_equal(sum, figures_figure(&figures, &figures.total, 0).value);
    arena_deinit(&arena);
}

static void test_every_pair__adds_up_or_is_refused__and_its_codes_are_found(void **state)
{
    /* Catches: a new entry whose rows do not add up, whose codes no filter knows, or that nobody refuses. */
    (void)state;
    struct model *officials = some_officials();
    struct course_model *courses = some_courses();
    for (size_t m = 0; m < figure_measure_count; m++)
        for (size_t d = 0; d < figure_dimension_count; d++)
            walk_pair(officials, courses, &figure_measures[m], &figure_dimensions[d]);
    course_model_free(courses);
    model_free(officials);
}

static void test_periods__by_their_codes__are_found_again(void **state)
{
    /* Catches: a week that begins on a Sunday, a month whose last day belongs to the next, a code with a second form.
     */
    (void)state;
    static const struct {
        enum period period;
        const char *day, *code, *next;
    } cases[] = {{PERIOD_DAY, "2026-02-28", "2026-02-28", "2026-03-01"},
                 {PERIOD_WEEK, "2026-03-01", "2026-02-23", "2026-03-02"}, /* a Sunday */
                 {PERIOD_WEEK, "2026-03-02", "2026-03-02", "2026-03-09"},
                 {PERIOD_WEEK, "1969-12-31", "1969-12-29", "1970-01-05"},
                 {PERIOD_MONTH, "2024-02-29", "2024-02", "2024-03"},
                 {PERIOD_MONTH, "2025-12-31", "2025-12", "2026-01"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[DATE_TEXT_BYTES];
        int32_t start = period_start(cases[i].period, period_parse(PERIOD_DAY, cases[i].day));
        assert_string_equal(period_code(cases[i].period, start, text), cases[i].code);
        assert_int_equal(period_parse(cases[i].period, cases[i].code), start);
        assert_string_equal(period_code(cases[i].period, period_next(cases[i].period, start), text), cases[i].next);
    }
    static const char *const wrong[] = {"",        "2026",     "2026-1",   "2026-13", "1899-12",
                                        "2200-01", "2026-01-", "2026-01x", "026-010"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_int_equal(period_parse(PERIOD_MONTH, wrong[i]), DATE_NONE);
    assert_int_equal(period_parse(PERIOD_DAY, "2026-01"), DATE_NONE);
    assert_int_equal(period_parse(PERIOD_DAY, "2026-02-29"), DATE_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entries__are_in_order__and_named_and_defined_in_both_languages),
        cmocka_unit_test(test_every_pair__adds_up_or_is_refused__and_its_codes_are_found),
        cmocka_unit_test(test_periods__by_their_codes__are_found_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
