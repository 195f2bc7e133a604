/*
 * Figures of officials: random histories and random questions, against a count by official and day; what is refused;
 * and strengths. Courses are counted in test_course_figures.c, the table is walked in test_figure_table.c.
 */
#include "figures_reference.h"

#define HISTORIES 40
#define CHANGES   300
#define QUESTIONS 120

static struct world world;

static struct model *random_history(unsigned seed, uint32_t unused_designations)
{
    world_grow(&world, seed);
    struct model *model = world_model(&world);
    static const char *const districts[] = {"Meerut", "Hapur", "Agra", "Nowhere", "Firozabad"};
    for (uint32_t i = 0; i < WORLD_DISTRICTS; i++) {
        struct district district = {101 + i, districts[i], "जनपद", world_division(101 + i), "मंडल"};
        assert_int_equal(model_put_district(model, &district), 0);
    }
    for (uint32_t i = 1; i <= unused_designations; i++) {
        char code[16];
        snprintf(code, sizeof code, "unused-%u", i);
        struct designation designation = {code, "Unused", ""};
        assert_int_equal(model_put_designation(model, &designation), WORLD_DESIGNATIONS + i);
    }
    for (int i = 0; i < CHANGES; i++) {
        size_t official = world_below(WORLD_OFFICIALS);
        struct counted *counted = &world.counted[official];
        struct span span = world_random_span(&world);
        if (counted->span_count > 0 && world_below(2)) {
            int32_t day = span.first_day;
            span = counted->spans[counted->span_count - 1];
            span.first_day = day;
            world_vary(&span);
        }
        uint64_t version = counted->version + 1;
        world_change(&world, official, version, &span);
        enum counted_outcome outcome = counted_apply(counted, version, &span);
        assert_int_equal(
            model_change_official(model, counted->number, outcome, &counted->spans[counted->span_count - 1]), 0);
    }
    return model;
}

static void test_figures__of_random_histories__are_what_the_slow_count_says(void **state)
{
    /* Catches: a span that counts on the wrong day or in the wrong row, a filter that lets through or holds back what
     * it should not, rows that do not add up. */
    (void)state;
    static struct random_query random;
    for (unsigned seed = 1; seed <= HISTORIES; seed++) {
        struct model *model = random_history(seed, 0);
        for (int i = 0; i < QUESTIONS; i++) {
            random_question(&world, model, &random);
            assert_figures(&world, &random.query);
        }
        model_free(model);
    }
}

static void test_figures__with_more_combinations_than_an_array_holds__are_the_same(void **state)
{
    /* Catches: the way by hash, which small tables never take. */
    (void)state;
    static struct random_query random;
    static const int by[] = {DIMENSION_DESIGNATION, DIMENSION_DAY, DIMENSION_DISTRICT};
    struct model *model = random_history(7, 5000);
    for (int i = 0; i < QUESTIONS / 4; i++) {
        random_question(&world, model, &random);
        memcpy(random.query.by, by, sizeof by);
        random.query.by_count = 3;
        assert_figures(&world, &random.query);
    }
    model_free(model);
}

static void test_answer__with_too_many_rows__is_refused(void **state)
{
    /* Catches: a question that fills the memory of the service. */
    (void)state;
    struct model *model = model_new();
    struct model_organisation top = {
        .id = (char *)(uintptr_t) "up", .name_en = (char *)(uintptr_t) "up", .name_hi = (char *)(uintptr_t) "up"};
    assert_int_equal(model_put_organisation(model, 1, &top), 0);
    for (uint32_t i = 0; i <= LIMIT_FIGURE_ROWS; i++) {
        char code[16];
        snprintf(code, sizeof code, "d-%u", i);
        struct designation designation = {.code = code};
        struct span span = {.first_day = 1, .organisation = 1, .state = COUNTED_ACTIVE, .designation = i + 1};
        assert_int_equal(model_put_designation(model, &designation), i + 1);
        assert_int_equal(model_change_official(model, i + 1, COUNTED_APPENDED, &span), 0);
    }
    struct figures_query query = {.officials = model,
                                  .root = 1,
                                  .measures = {MEASURE_ONBOARDED},
                                  .measure_count = 1,
                                  .by = {DIMENSION_DESIGNATION},
                                  .by_count = 1,
                                  .day = 5,
                                  .since = DATE_NONE};
    struct figures figures;
    struct arena arena;
    arena_init(&arena, LIMIT_ARENA_BYTES);
    assert_int_equal(figures_count(&query, &arena, &figures), FIGURES_TOO_MANY_ROWS);
    const char *codes[] = {"d-0"};
    query.filters[query.filter_count++] = (struct figure_filter){DIMENSION_DESIGNATION, codes, 1};
    arena_reset(&arena);
    assert_int_equal(figures_count(&query, &arena, &figures), 0);
    assert_int_equal(figures.row_count, 1);
    query.filter_count = 0;
    model->rows[0].end_day = 2; /* one fewer: as many as may be */
    arena_reset(&arena);
    assert_int_equal(figures_count(&query, &arena, &figures), 0);
    assert_int_equal(figures.row_count, LIMIT_FIGURE_ROWS);
    struct figures copy;
    struct arena kept;
    arena_init(&kept, 16u << 20);
    assert_int_equal(figures_copy(&figures, &kept, &copy), 0); /* so large an answer can be kept for its pages */
    arena_deinit(&kept);
    arena_deinit(&arena);
    model_free(model);
}

/* A question, and which rule it breaks. */
struct rule_case {
    const char *why;
    struct figures_query query;
    enum figures_outcome outcome;
};

static void check_rules(const struct rule_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (figures_check(&cases[i].query) != cases[i].outcome)
            fail_msg("%s: %d", cases[i].why, figures_check(&cases[i].query));
}

static void test_question__for_measures_that_are_not_there__is_refused(void **state)
{
    /* Catches: a rule of the contract that nobody looks at, or one that is taken for another. */
    (void)state;
    static const struct rule_case cases[] = {
        {"no measure", {.day = 9}, FIGURES_NO_MEASURE},
        {"17 measures", {.measure_count = 17}, FIGURES_NO_MEASURE},
        {"the measure 0", {.measures = {0}, .measure_count = 1}, FIGURES_NO_MEASURE},
        {"a measure twice", {.measures = {1, 2, 1}, .measure_count = 3}, FIGURES_NO_MEASURE},
        {"learners", {.measures = {1, 5}, .measure_count = 2}, FIGURES_MEASURE_NOT_BUILT},
        {"a measure of no contract", {.measures = {-4}, .measure_count = 1}, FIGURES_MEASURE_NOT_BUILT},
    };
    check_rules(cases, sizeof cases / sizeof cases[0]);
}

static void test_question__by_dimensions_that_do_not_fit__is_refused(void **state)
{
    /* Catches: rows that do not add up to their total; too many dimensions for a cell. */
    (void)state;
    static const struct rule_case cases[] = {
        {"four dimensions", {.measures = {1}, .measure_count = 1, .by_count = 4}, FIGURES_TOO_MANY_DIMENSIONS},
        {"a dimension twice",
         {.measures = {1}, .measure_count = 1, .by = {2, 2}, .by_count = 2},
         FIGURES_TOO_MANY_DIMENSIONS},
        {"days and months",
         {.measures = {1}, .measure_count = 1, .by = {20, 22}, .by_count = 2, .day = 9, .since = 1},
         FIGURES_TWO_PERIODS},
        {"cadres", {.measures = {1}, .measure_count = 1, .by = {10}, .by_count = 1}, FIGURES_DIMENSION_NOT_BUILT},
        {"no dimension", {.measures = {1}, .measure_count = 1, .by = {0}, .by_count = 1}, FIGURES_DIMENSION_NOT_BUILT},
        {"officials by kind of course",
         {.measures = {1}, .measure_count = 1, .by = {31}, .by_count = 1},
         FIGURES_DOES_NOT_ADD_UP},
        {"courses and officials by district",
         {.measures = {1, 10}, .measure_count = 2, .by = {2}, .by_count = 1},
         FIGURES_DOES_NOT_ADD_UP},
        {"courses by a language of several",
         {.measures = {10}, .measure_count = 1, .by = {33}, .by_count = 1},
         FIGURES_DOES_NOT_ADD_UP},
        {"strength by district",
         {.measures = {4}, .measure_count = 1, .by = {2}, .by_count = 1},
         FIGURES_DOES_NOT_ADD_UP},
        {"months since never",
         {.measures = {1}, .measure_count = 1, .by = {22}, .by_count = 1, .day = 9, .since = DATE_NONE},
         FIGURES_SINCE},
        {"months since tomorrow",
         {.measures = {1}, .measure_count = 1, .by = {22}, .by_count = 1, .day = 9, .since = 10},
         FIGURES_SINCE},
    };
    check_rules(cases, sizeof cases / sizeof cases[0]);
}

static void test_question__with_filters_that_do_not_fit__is_refused(void **state)
{
    /* Catches: a filter that is passed over; a figure of a part for what has none. */
    (void)state;
    static const char *const agra[] = {"119"};
    static const struct rule_case cases[] = {
        {"strength of women",
         {.measures = {4}, .measure_count = 1, .filters = {{7, agra, 1}}, .filter_count = 1},
         FIGURES_NOT_FILTERED},
        {"courses of a district",
         {.measures = {10}, .measure_count = 1, .filters = {{2, agra, 1}}, .filter_count = 1},
         FIGURES_NOT_FILTERED},
        {"a filter without codes",
         {.measures = {1}, .measure_count = 1, .filters = {{2, agra, 0}}, .filter_count = 1},
         FIGURES_FILTERS},
        {"a filter of 257 codes",
         {.measures = {1}, .measure_count = 1, .filters = {{2, agra, 257}}, .filter_count = 1},
         FIGURES_FILTERS},
        {"a dimension filtered twice",
         {.measures = {1}, .measure_count = 1, .filters = {{2, agra, 1}, {2, agra, 1}}, .filter_count = 2},
         FIGURES_FILTERS},
        {"17 filters", {.measures = {1}, .measure_count = 1, .filter_count = 17}, FIGURES_FILTERS},
        {"a filter by plans",
         {.measures = {1}, .measure_count = 1, .filters = {{40, agra, 1}}, .filter_count = 1},
         FIGURES_DIMENSION_NOT_BUILT},
    };
    check_rules(cases, sizeof cases / sizeof cases[0]);
}

static void test_question__that_keeps_every_rule__is_answered(void **state)
{
    /* Catches: a rule that refuses what the contract allows. */
    (void)state;
    static const struct rule_case cases[] = {
        {"all of it",
         {.measures = {1, 2, 3}, .measure_count = 3, .by = {1, 2, 22}, .by_count = 3, .day = 9, .since = 9},
         FIGURES_OK},
        {"officials and courses by month",
         {.measures = {1, 10, 11}, .measure_count = 3, .by = {22}, .by_count = 1, .day = 9, .since = 9},
         FIGURES_OK},
    };
    check_rules(cases, sizeof cases / sizeof cases[0]);
}

static void test_filter__by_a_value_that_does_not_exist__is_refused(void **state)
{
    /* Catches: a misspelt code that silently counts nobody. */
    (void)state;
    static const struct {
        int dimension;
        const char *code;
        bool exists;
    } cases[] = {
        {DIMENSION_ORGANISATION, "organisation-1", true},
        {DIMENSION_ORGANISATION, "organisation-99", false},
        {DIMENSION_ORGANISATION, "", false},
        {DIMENSION_DISTRICT, "101", true},
        {DIMENSION_DISTRICT, "", true},
        {DIMENSION_DISTRICT, "0101", false},
        {DIMENSION_DISTRICT, "169", false},
        {DIMENSION_DIVISION, "Agra", true},
        {DIMENSION_DIVISION, "agra", false},
        {DIMENSION_DIVISION, "", true},
        {DIMENSION_DESIGNATION, "d-1", true},
        {DIMENSION_DESIGNATION, "-", true},
        {DIMENSION_DESIGNATION, "", false},
        {DIMENSION_LEVEL, "18", true},
        {DIMENSION_LEVEL, "19", false},
        {DIMENSION_LEVEL, "", false},
        {DIMENSION_LEVEL, "01", false},
        {DIMENSION_GROUP, "6", true},
        {DIMENSION_GROUP, "7", false},
        {DIMENSION_GENDER, "4", true},
        {DIMENSION_GENDER, "5", false},
        {DIMENSION_GENDER, "+1", false},
        {DIMENSION_CATEGORY, "5", true},
        {DIMENSION_CATEGORY, "6", false},
        {DIMENSION_ENGAGEMENT, "8", true},
        {DIMENSION_ENGAGEMENT, "9", false},
        {DIMENSION_DAY, "1970-01-02", true},
        {DIMENSION_DAY, "1970-02-30", false},
        {DIMENSION_WEEK, "1970-01-05", true},
        {DIMENSION_WEEK, "1970-01-06", false},
        {DIMENSION_MONTH, "1970-01", true},
        {DIMENSION_MONTH, "1970-01-01", false},
        {DIMENSION_MONTH, "before", false},
    };
    struct model *model = random_history(3, 0);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct figures_query query = {.officials = model,
                                      .root = 1,
                                      .measures = {MEASURE_ONBOARDED},
                                      .measure_count = 1,
                                      .day = 39,
                                      .since = DATE_NONE,
                                      .filter_count = 1};
        struct figures figures;
        struct arena arena;
        query.filters[0] = (struct figure_filter){cases[i].dimension, &cases[i].code, 1};
        arena_init(&arena, 4u << 20);
        int result = figures_count(&query, &arena, &figures);
        if (result != (cases[i].exists ? 0 : FIGURES_FILTER_UNKNOWN))
            fail_msg("%d %s: %d", cases[i].dimension, cases[i].code, result);
        arena_deinit(&arena);
    }
    model_free(model);
}

static void test_periods__more_than_may_be__are_refused(void **state)
{
    /* Catches: an answer without a bound; a first row that is cut off, or one too few. */
    (void)state;
    struct model *model = random_history(3, 0);
    static const struct {
        int dimension;
        int32_t since, day;
        int outcome;
    } cases[] = {{DIMENSION_DAY, 0, 1099, 0},    {DIMENSION_DAY, 0, 1100, FIGURES_SINCE},
                 {DIMENSION_WEEK, 0, 7000, 0},   {DIMENSION_WEEK, 0, 7800, FIGURES_SINCE},
                 {DIMENSION_MONTH, 0, 33000, 0}, {DIMENSION_MONTH, 0, 33600, FIGURES_SINCE}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct figures_query query = {.officials = model,
                                      .root = 1,
                                      .measures = {MEASURE_ONBOARDED},
                                      .measure_count = 1,
                                      .by = {cases[i].dimension},
                                      .by_count = 1,
                                      .day = cases[i].day,
                                      .since = cases[i].since};
        struct figures figures;
        struct arena arena;
        arena_init(&arena, 4u << 20);
        assert_int_equal(figures_count(&query, &arena, &figures), cases[i].outcome);
        arena_deinit(&arena);
    }
    model_free(model);
}

static void test_strength__is_said_of_every_organisation__or_said_to_be_missing(void **state)
{
    /* Catches: a strength of 0 where nobody has declared one, or of the officials of the organisation itself. */
    (void)state;
    for (unsigned seed = 1; seed <= HISTORIES; seed++) {
        struct model *model = random_history(seed, 0);
        for (uint32_t root = 1; root <= world.organisation_count; root++) {
            int32_t day = (int32_t)world_below(WORLD_DAYS);
            struct figures_query query = {.officials = model,
                                          .root = root,
                                          .measures = {MEASURE_STRENGTH, MEASURE_ONBOARDED},
                                          .measure_count = 2,
                                          .by = {DIMENSION_ORGANISATION},
                                          .by_count = 1,
                                          .day = day,
                                          .since = DATE_NONE};
            struct figures figures;
            struct arena arena;
            arena_init(&arena, 4u << 20);
            assert_int_equal(figures_check(&query), FIGURES_OK);
            assert_int_equal(figures_count(&query, &arena, &figures), 0);
            size_t next = 0;
            for (uint32_t o = 0; o <= world.organisation_count; o++) {
                struct figure_key key;
                if (o > 0 && world.organisations[o].parent != root)
                    continue;
                if (o == 0 && (figures.row_count == 0 || figures.rows[0].places[0] != 0))
                    continue; /* nobody of its own */
                const struct figures_row *row = &figures.rows[next++];
                struct figure strength = figures_figure(&figures, row, 0);
                assert_true(figures_key(&figures, row, 0, &arena, &key));
                assert_string_equal(key.code, o ? world.organisations[o].id : "");
                int64_t expected = o ? world_strength(&world, o, day) : -1;
                assert_int_equal(strength.state, o == 0         ? FIGURE_DOES_NOT_APPLY
                                                 : expected < 0 ? FIGURE_NOT_DECLARED
                                                                : FIGURE_KNOWN);
                assert_int_equal(strength.value, expected < 0 ? 0 : expected);
            }
            assert_int_equal(next, figures.row_count);
            int64_t total = world_strength(&world, root, day);
            assert_int_equal(figures_figure(&figures, &figures.total, 0).state,
                             total < 0 ? FIGURE_NOT_DECLARED : FIGURE_KNOWN);
            arena_deinit(&arena);
        }
        model_free(model);
    }
}

static void test_figures__where_nobody_was_told__are_nothing(void **state)
{
    /* Catches: a crash before the first organisation. */
    (void)state;
    struct model *model = model_new();
    struct figures_query query = {.officials = model,
                                  .measures = {MEASURE_STRENGTH, MEASURE_ONBOARDED},
                                  .measure_count = 2,
                                  .by = {DIMENSION_ORGANISATION},
                                  .by_count = 1,
                                  .day = 9,
                                  .since = DATE_NONE};
    struct figures figures;
    struct arena arena;
    arena_init(&arena, 4u << 20);
    assert_int_equal(figures_count(&query, &arena, &figures), 0);
    assert_int_equal(figures.row_count, 0);
    assert_int_equal(figures_figure(&figures, &figures.total, 0).state, FIGURE_NOT_DECLARED);
    assert_int_equal(figures_figure(&figures, &figures.total, 1).value, 0);
    arena_deinit(&arena);
    model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures__of_random_histories__are_what_the_slow_count_says),
        cmocka_unit_test(test_figures__with_more_combinations_than_an_array_holds__are_the_same),
        cmocka_unit_test(test_answer__with_too_many_rows__is_refused),
        cmocka_unit_test(test_question__for_measures_that_are_not_there__is_refused),
        cmocka_unit_test(test_question__by_dimensions_that_do_not_fit__is_refused),
        cmocka_unit_test(test_question__with_filters_that_do_not_fit__is_refused),
        cmocka_unit_test(test_question__that_keeps_every_rule__is_answered),
        cmocka_unit_test(test_filter__by_a_value_that_does_not_exist__is_refused),
        cmocka_unit_test(test_periods__more_than_may_be__are_refused),
        cmocka_unit_test(test_strength__is_said_of_every_organisation__or_said_to_be_missing),
        cmocka_unit_test(test_figures__where_nobody_was_told__are_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
