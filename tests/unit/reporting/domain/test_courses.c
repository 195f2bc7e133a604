/* Courses: their spans of days by version, and figures of them as of any day, against a count by course and day. */
#include "course_reference.h"

#include "domain/period.h"

#define LIVES 30
#define STEPS 200

static struct course_news news_of(uint64_t version, int32_t live_from, int32_t edition_from, int32_t retired_on,
                                  uint32_t minutes)
{
    return (struct course_news){.version = version,
                                .published = live_from != DATE_NONE,
                                .live_from = live_from,
                                .edition_from = edition_from,
                                .retired_on = retired_on,
                                .edition = {.kind = 1, .minutes = minutes, .languages = "hi", .provider = ""}};
}

/* "day:minutes ...", "-" for not live. */
static const char *said(const struct course *course)
{
    static char text[COURSE_SPANS * 24];
    int length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < course->span_count; i++) {
        length +=
            snprintf(text + length, sizeof text - (size_t)length, "%s%d:", i ? " " : "", course->spans[i].first_day);
        length += course->spans[i].live
                      ? snprintf(text + length, sizeof text - (size_t)length, "%u", course->spans[i].minutes)
                      : snprintf(text + length, sizeof text - (size_t)length, "-");
    }
    return text;
}

static void test_events__one_after_the_other__make_the_spans_they_say(void **state)
{
    /* Catches: a draft that is counted, an edition that changes the days before it, a retired course that comes back.
     */
    (void)state;
    static const struct {
        const char *why;
        uint64_t version;
        int32_t live_from, edition_from, retired_on;
        uint32_t minutes;
        enum course_outcome outcome;
        const char *spans;
    } steps[] = {
        {"a draft", 1, DATE_NONE, DATE_NONE, DATE_NONE, 30, COURSE_UNCHANGED, ""},
        {"published", 4, 10, 10, DATE_NONE, 40, COURSE_CHANGED, "10:40"},
        {"once more", 4, 12, 12, DATE_NONE, 50, COURSE_OLD, "10:40"},
        {"an edit is staged", 5, 10, 10, DATE_NONE, 40, COURSE_UNCHANGED, "10:40"},
        {"and published", 8, 10, 20, DATE_NONE, 60, COURSE_CHANGED, "10:40 20:60"},
        {"a version before", 7, 10, 30, DATE_NONE, 70, COURSE_OLD, "10:40 20:60"},
        {"twice on a day", 9, 10, 20, DATE_NONE, 70, COURSE_CHANGED, "10:40 20:70"},
        {"retired", 10, 10, 20, 35, 70, COURSE_CHANGED, "10:40 20:70 35:-"},
        {"and told again", 11, 10, 40, DATE_NONE, 90, COURSE_UNCHANGED, "10:40 20:70 35:-"},
    };
    struct course course = {0};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct course_news news =
            news_of(steps[i].version, steps[i].live_from, steps[i].edition_from, steps[i].retired_on, steps[i].minutes);
        enum course_outcome outcome = course_apply(&course, &news);
        if (outcome != steps[i].outcome || strcmp(said(&course), steps[i].spans) != 0)
            fail_msg("%s: %d, %s", steps[i].why, outcome, said(&course));
    }
}

static void test_course__first_heard_of_late__is_counted_from_its_first_day(void **state)
{
    /* Catches: an import of a course that was live for years, counted from its newest edition only. */
    (void)state;
    struct course course = {0};
    struct course_news news = news_of(1, 5, 30, 50, 40);
    assert_int_equal(course_apply(&course, &news), COURSE_CHANGED);
    assert_string_equal(said(&course), "5:40 50:-");
    struct course same_day = {0};
    news = news_of(1, 5, 5, 5, 40);
    assert_int_equal(course_apply(&same_day, &news), COURSE_CHANGED);
    assert_string_equal(said(&same_day), "5:-"); /* it was never live */
}

static void test_editions__more_than_are_kept__lose_detail_but_not_today(void **state)
{
    /* Catches: a write behind the last span; a course whose newest edition is not counted, or is
     * taken for retired since it began. */
    (void)state;
    static struct course course;
    for (uint32_t i = 0; i < COURSE_SPANS + 5; i++) {
        struct course_news news = news_of(i + 1, 0, (int32_t)i, DATE_NONE, i);
        assert_int_equal(course_apply(&course, &news), COURSE_CHANGED);
    }
    assert_int_equal(course.span_count, COURSE_SPANS - 1);
    assert_int_equal(course.spans[COURSE_SPANS - 2].minutes, COURSE_SPANS + 4);
    assert_int_equal(course.spans[COURSE_SPANS - 2].first_day, COURSE_SPANS - 2);
    struct course_news end = news_of(COURSE_SPANS + 6, 0, COURSE_SPANS + 4, COURSE_SPANS + 20, COURSE_SPANS + 4);
    assert_int_equal(course_apply(&course, &end), COURSE_CHANGED);
    assert_true(course.spans[COURSE_SPANS - 2].live); /* up to the day on which it was retired */
    assert_int_equal(course.spans[COURSE_SPANS - 1].first_day, COURSE_SPANS + 20);
    assert_false(course.spans[COURSE_SPANS - 1].live);
}

static void test_figures_of_courses__of_random_lives__are_what_the_slow_count_says(void **state)
{
    /* Catches: an edition on the wrong day, a set of languages split up, a competency of another course. */
    (void)state;
    static struct shelf shelf;
    static struct course courses[SHELF_COURSES];
    struct model *officials = model_new();
    struct arena arena;
    arena_init(&arena, 1u << 20);
    for (unsigned seed = 1; seed <= LIVES; seed++) {
        srand(seed);
        memset(&shelf, 0, sizeof shelf);
        memset(courses, 0, sizeof courses);
        struct course_model *model = course_model_new();
        for (int i = 0; i < STEPS; i++) {
            size_t at = shelf_below(SHELF_COURSES);
            struct shelf_cell cell = shelf_random_cell();
            char id[32];
            const char **competencies = arena_alloc(&arena, 4 * sizeof *competencies); /* spans refer to them */
            struct course_news news = shelf_news(&cell, competencies);
            shelf_step(&shelf, at, &cell, (int32_t)shelf_below(SHELF_DAYS), shelf_below(8) == 0, &news);
            course_apply(&courses[at], &news);
            snprintf(id, sizeof id, "course-%zu", at);
            assert_int_equal(course_model_put(model, id, courses[at].spans, courses[at].span_count), 0);
        }
        shelf_lists(model); /* areas that are told after the courses */
        assert_int_equal(course_model_settle(model), 0);
        for (int32_t day = 0; day < SHELF_DAYS; day += 1 + (int32_t)shelf_below(9))
            assert_courses(&shelf, model, officials, day);
        course_model_free(model);
        arena_reset(&arena);
    }
    arena_deinit(&arena);
    model_free(officials);
}

static void test_months__of_courses__hold_what_changed(void **state)
{
    /* Catches: an edition that counts a course twice in the month in which it took the place of the one before. */
    (void)state;
    struct model *officials = model_new();
    struct course_model *model = course_model_new();
    struct course course = {0};
    struct course_news first = news_of(1, 10, 10, DATE_NONE, 40), second = news_of(2, 10, 45, 65, 100);
    course_apply(&course, &first);
    course_apply(&course, &second);
    assert_int_equal(course_model_put(model, "a", course.spans, course.span_count), 0);
    assert_int_equal(course_model_settle(model), 0);
    struct figures_query query = {.officials = officials,
                                  .courses = model,
                                  .measures = {MEASURE_COURSES, MEASURE_COURSE_MINUTES},
                                  .measure_count = 2,
                                  .by = {DIMENSION_MONTH},
                                  .by_count = 1,
                                  .day = 69,
                                  .since = 0};
    static const struct {
        const char *code, *name_en, *name_hi;
        int64_t courses, minutes;
    } rows[] = {{"1970-01", "January 1970", "जनवरी 1970", 1, 40},
                {"1970-02", "February 1970", "फ़रवरी 1970", 0, 60},
                {"1970-03", "March 1970", "मार्च 1970", -1, -100}};
    struct figures figures;
    struct arena arena;
    arena_init(&arena, 4u << 20);
    assert_int_equal(figures_count(&query, &arena, &figures), 0);
    assert_int_equal(figures.row_count, 3);
    for (size_t i = 0; i < 3; i++) {
        struct figure_key key;
        assert_true(figures_key(&figures, &figures.rows[i], 0, &arena, &key));
        assert_string_equal(key.code, rows[i].code);
        assert_string_equal(key.name_en, rows[i].name_en);
        assert_string_equal(key.name_hi, rows[i].name_hi);
        assert_int_equal(figures_figure(&figures, &figures.rows[i], 0).value, rows[i].courses);
        assert_int_equal(figures_figure(&figures, &figures.rows[i], 1).value, rows[i].minutes);
    }
    assert_int_equal(figures_figure(&figures, &figures.total, 0).value, 0);
    arena_deinit(&arena);
    course_model_free(model);
    model_free(officials);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_events__one_after_the_other__make_the_spans_they_say),
        cmocka_unit_test(test_course__first_heard_of_late__is_counted_from_its_first_day),
        cmocka_unit_test(test_editions__more_than_are_kept__lose_detail_but_not_today),
        cmocka_unit_test(test_figures_of_courses__of_random_lives__are_what_the_slow_count_says),
        cmocka_unit_test(test_months__of_courses__hold_what_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
