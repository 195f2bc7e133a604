/* One official as reporting counts it: versions that come once, and spans of days that never overlap. */
#include "domain/counted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct span span(int32_t day, uint32_t organisation, enum counted_state state)
{
    return (struct span){.first_day = day, .organisation = organisation, .district_code = 169, .state = state};
}

/* "day:organisation:state ..." of all spans. */
static const char *said(const struct counted *counted)
{
    static char text[COUNTED_SPANS * 32];
    int length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < counted->span_count; i++)
        length += snprintf(text + length, sizeof text - (size_t)length, "%s%d:%u:%d", i ? " " : "",
                           counted->spans[i].first_day, counted->spans[i].organisation, counted->spans[i].state);
    return text;
}

static void test_changes__one_after_the_other__make_the_spans_they_say(void **state)
{
    /* Catches: an old version applied again, a change of the same day that adds a span, time that runs back. */
    (void)state;
    static const struct {
        const char *why;
        uint64_t version;
        int32_t day;
        uint32_t organisation;
        enum counted_state state;
        enum counted_outcome outcome;
        const char *spans;
    } steps[] = {
        {"the first", 1, 10, 5, COUNTED_ACTIVE, COUNTED_APPENDED, "10:5:1"},
        {"once more", 1, 12, 6, COUNTED_BLOCKED, COUNTED_OLD, "10:5:1"},
        {"same state, later day", 2, 15, 5, COUNTED_ACTIVE, COUNTED_UNCHANGED, "10:5:1"},
        {"version before", 1, 20, 6, COUNTED_BLOCKED, COUNTED_OLD, "10:5:1"},
        {"another state", 3, 20, 5, COUNTED_BLOCKED, COUNTED_APPENDED, "10:5:1 20:5:2"},
        {"on the same day", 4, 20, 6, COUNTED_BLOCKED, COUNTED_REPLACED, "10:5:1 20:6:2"},
        {"an earlier day", 5, 15, 7, COUNTED_ACTIVE, COUNTED_REPLACED, "10:5:1 20:7:1"},
        {"before everything", 6, 1, 7, COUNTED_RETIRED, COUNTED_REPLACED, "10:5:1 20:7:3"},
        {"versions with a gap", 100, 21, 7, COUNTED_ACTIVE, COUNTED_APPENDED, "10:5:1 20:7:3 21:7:1"},
        {"within the gap", 50, 30, 9, COUNTED_ACTIVE, COUNTED_OLD, "10:5:1 20:7:3 21:7:1"},
        {"as in the span before last", 101, 21, 7, COUNTED_RETIRED, COUNTED_REPLACED, "10:5:1 20:7:3 21:7:3"},
    };
    struct counted counted = {.number = 1};
    uint64_t newest = 0;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct span change = span(steps[i].day, steps[i].organisation, steps[i].state);
        enum counted_outcome outcome = counted_apply(&counted, steps[i].version, &change);
        if (outcome != steps[i].outcome || strcmp(said(&counted), steps[i].spans) != 0)
            fail_msg("%s: outcome %d, %s", steps[i].why, outcome, said(&counted));
        newest = steps[i].version > newest ? steps[i].version : newest;
        assert_int_equal(counted.version, newest);
    }
}

static void test_district__that_changes_alone__is_another_span(void **state)
{
    /* Catches: a dimension that is left out of the comparison. */
    (void)state;
    struct counted counted = {.number = 1};
    struct span change = span(10, 5, COUNTED_ACTIVE);
    counted_apply(&counted, 1, &change);
    change.district_code = 661;
    change.first_day = 11;
    assert_int_equal(counted_apply(&counted, 2, &change), COUNTED_APPENDED);
    assert_int_equal(counted.spans[0].district_code, 169);
    assert_int_equal(counted.spans[1].district_code, 661);
}

static void test_end_day__is_where_the_next_span_begins(void **state)
{
    /* Catches: a day that is counted in two spans, or in none. */
    (void)state;
    struct counted counted = {.number = 1};
    for (int i = 0; i < 5; i++) {
        struct span change = span(10 * i, (uint32_t)i + 1, COUNTED_ACTIVE);
        assert_int_equal(counted_apply(&counted, (uint64_t)i + 1, &change), COUNTED_APPENDED);
    }
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(counted_end_day(&counted, i), 10 * (int)i + 10);
    assert_int_equal(counted_end_day(&counted, 4), DATE_NONE);
}

static void test_spans__more_than_are_kept__lose_detail_but_no_day_and_not_today(void **state)
{
    /* Catches: somebody who was not there on a day of long ago, or who is counted where he was before; an outcome that
     * a model in memory cannot follow. */
    (void)state;
    static struct counted counted = {.number = 1};
    for (int i = 0; i < COUNTED_SPANS + 10; i++) {
        struct span change = span(100 + i, (uint32_t)i + 1, COUNTED_ACTIVE);
        bool fits = i < COUNTED_SPANS;
        assert_int_equal(counted_apply(&counted, (uint64_t)i + 1, &change), fits ? COUNTED_APPENDED : COUNTED_REPLACED);
        assert_int_equal(counted.spans[0].first_day, 100);
        assert_int_equal(counted.spans[0].organisation, 1);
        const struct span *newest = &counted.spans[counted.span_count - 1];
        assert_int_equal(newest->first_day, fits ? 100 + i : 100 + COUNTED_SPANS - 1);
        assert_int_equal(newest->organisation, i + 1);
    }
    assert_int_equal(counted.span_count, COUNTED_SPANS);
    for (size_t i = 1; i < counted.span_count; i++)
        assert_true(counted.spans[i - 1].first_day < counted.spans[i].first_day);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changes__one_after_the_other__make_the_spans_they_say),
        cmocka_unit_test(test_district__that_changes_alone__is_another_span),
        cmocka_unit_test(test_end_day__is_where_the_next_span_begins),
        cmocka_unit_test(test_spans__more_than_are_kept__lose_detail_but_no_day_and_not_today),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
