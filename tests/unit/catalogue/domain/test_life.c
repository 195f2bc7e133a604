/* The life of a course: every step in every state. */
#include "domain_fixture.h"

/* A course in a state, with a staged edit in another one. */
static struct course course_in(struct house *house, enum life_state state, enum life_state staged)
{
    struct course course = {.id = "do_113", .version = 5, .content = fine_content(house)};
    course.staged = course.content;
    course.staged.duration_minutes = 90;
    course.life = (struct lifecycle){
        .state = state,
        .staged_state = staged,
        .live_from = DATE_NONE,
        .edition_from = DATE_NONE,
        .retired_on = DATE_NONE,
        .remark = "",
    };
    if (state == LIFE_LIVE || state == LIFE_RETIRED) {
        course.life.edition = 1;
        course.life.live_from = course.life.edition_from = TODAY - 10;
    }
    return course;
}

struct step_case {
    enum life_state state, staged;
    const char *edit, *submit, *pass, *back, *publish, *retire;
};

static const struct step_case cases[] = {
    {LIFE_DRAFT, LIFE_NONE, "", "", "NOT_IN_REVIEW", "NOT_IN_REVIEW", "NOT_REVIEWED", ""},
    {LIFE_REVIEW, LIFE_NONE, "IN_REVIEW", "IN_REVIEW", "", "", "NOT_REVIEWED", ""},
    {LIFE_REVIEWED, LIFE_NONE, "IN_REVIEW", "IN_REVIEW", "NOT_IN_REVIEW", "", "", ""},
    {LIFE_LIVE, LIFE_NONE, "", "NOTHING_STAGED", "NOT_IN_REVIEW", "NOT_IN_REVIEW", "NOTHING_STAGED", ""},
    {LIFE_LIVE, LIFE_DRAFT, "", "", "NOT_IN_REVIEW", "NOT_IN_REVIEW", "NOT_REVIEWED", ""},
    {LIFE_LIVE, LIFE_REVIEW, "IN_REVIEW", "IN_REVIEW", "", "", "NOT_REVIEWED", ""},
    {LIFE_LIVE, LIFE_REVIEWED, "IN_REVIEW", "IN_REVIEW", "NOT_IN_REVIEW", "", "", ""},
    {LIFE_RETIRED, LIFE_NONE, "RETIRED", "RETIRED", "RETIRED", "RETIRED", "RETIRED", "RETIRED"},
};

static void test_steps__in_every_state__are_taken_or_refused(void **state)
{
    /* Catches: a way past the review, a change while somebody reads, a step out of an end. */
    struct house *house = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct step_case *at = &cases[i];
        const struct course_content *base;
        struct course course = course_in(house, at->state, at->staged);
        assert_string_equal(reason_word(life_edit_base(&course, &base)), at->edit);
        struct course taken = course;
        assert_string_equal(reason_word(life_submit(&taken)), at->submit);
        taken = course;
        assert_string_equal(reason_word(life_review(&taken, REVIEW_PASS, "")), at->pass);
        taken = course;
        assert_string_equal(reason_word(life_review(&taken, REVIEW_RETURN, "Say more.")), at->back);
        taken = course;
        assert_string_equal(reason_word(life_publish(&taken, TODAY, TODAY)), at->publish);
        taken = course;
        assert_string_equal(reason_word(life_retire(&taken, TODAY, TODAY, "Old")), at->retire);
    }
}

static void test_first_edition__published__is_live_from_its_day(void **state)
{
    /* Catches: a day, a state or an edition that is not moved with the others. */
    struct house *house = *state;
    struct course course = course_in(house, LIFE_DRAFT, LIFE_NONE);
    assert_int_equal(life_submit(&course), REASON_NONE);
    assert_int_equal(course.life.state, LIFE_REVIEW);
    assert_int_equal(life_review(&course, REVIEW_RETURN, ""), REASON_REMARK_MISSING);
    assert_int_equal(life_review(&course, REVIEW_PASS, ""), REASON_NONE);
    assert_int_equal(life_publish(&course, TODAY + 1, TODAY), REASON_IN_THE_FUTURE);
    assert_int_equal(course.life.state, LIFE_REVIEWED);
    assert_int_equal(life_publish(&course, TODAY - 3, TODAY), REASON_NONE);
    assert_int_equal(course.life.state, LIFE_LIVE);
    assert_int_equal(course.life.edition, 1);
    assert_int_equal(course.life.live_from, TODAY - 3);
    assert_int_equal(course.life.edition_from, TODAY - 3);
    life_touch(&course, 77);
    assert_int_equal(course.version, 6);
    assert_int_equal(course.life.changed_at_ms, 77);
}

static void test_edit_of_a_live_course__takes_its_place_when_published(void **state)
{
    /* Catches: an edit that is live before it is published, and a first day that moves with an edition. */
    struct house *house = *state;
    struct course course = course_in(house, LIFE_LIVE, LIFE_NONE);
    struct course_content edit = course.content;
    edit.duration_minutes = 90;
    assert_true(life_edit(&course, &edit));
    assert_int_equal(course.life.staged_state, LIFE_DRAFT);
    assert_int_equal(course.content.duration_minutes, 60);
    assert_false(life_edit(&course, &edit));
    assert_int_equal(life_submit(&course), REASON_NONE);
    assert_int_equal(life_review(&course, REVIEW_PASS, "Fine"), REASON_NONE);
    assert_int_equal(course.life.state, LIFE_LIVE);
    assert_int_equal(life_publish(&course, TODAY - 11, TODAY), REASON_BEFORE_LAST_CHANGE);
    assert_int_equal(life_publish(&course, TODAY - 10, TODAY), REASON_NONE);
    assert_int_equal(course.content.duration_minutes, 90);
    assert_int_equal(course.life.edition, 2);
    assert_int_equal(course.life.live_from, TODAY - 10);
    assert_false(course_has_staged(&course));
}

static void test_edit__back_to_what_is_live__is_none(void **state)
{
    /* Catches: a staged edit that nobody can get rid of. */
    struct house *house = *state;
    struct course course = course_in(house, LIFE_LIVE, LIFE_DRAFT);
    const struct course_content live = course.content;
    assert_true(life_edit(&course, &live));
    assert_false(course_has_staged(&course));
    assert_false(life_edit(&course, &live));
}

static void test_retired__drops_what_was_staged(void **state)
{
    /* Catches: an edit that could still be published. */
    struct house *house = *state;
    struct course course = course_in(house, LIFE_LIVE, LIFE_REVIEWED);
    assert_int_equal(life_retire(&course, TODAY - 11, TODAY, "Old"), REASON_BEFORE_LAST_CHANGE);
    assert_int_equal(life_retire(&course, TODAY, TODAY, "Old"), REASON_NONE);
    assert_int_equal(course.life.state, LIFE_RETIRED);
    assert_int_equal(course.life.retired_on, TODAY);
    assert_false(course_has_staged(&course));
}

struct wish_case {
    struct life_wish wish;
    const char *found;
    struct life_wish filled;
};

static void test_wishes__are_filled_in_or_refused(void **state)
{
    /* Catches: a course that an import makes live tomorrow, or retires before it was live. */
    struct house *house = *state;
    const struct wish_case wishes[] = {
        {{LIFE_DRAFT, 5, 6}, "", {LIFE_DRAFT, DATE_NONE, DATE_NONE}},
        {{LIFE_LIVE, DATE_NONE, 6}, "", {LIFE_LIVE, TODAY, DATE_NONE}},
        {{LIFE_LIVE, TODAY + 1, DATE_NONE}, "IN_THE_FUTURE", {LIFE_LIVE, TODAY + 1, DATE_NONE}},
        {{LIFE_RETIRED, 5, 6}, "", {LIFE_RETIRED, 5, 6}},
        {{LIFE_RETIRED, DATE_NONE, 6}, "", {LIFE_RETIRED, 6, 6}},
        {{LIFE_RETIRED, 5, DATE_NONE}, "", {LIFE_RETIRED, 5, TODAY}},
        {{LIFE_RETIRED, 7, 6}, "BEFORE_LAST_CHANGE", {LIFE_RETIRED, 7, 6}},
        {{LIFE_REVIEW, 5, 6}, "LIFE_STATE", {LIFE_REVIEW, DATE_NONE, DATE_NONE}},
        {{LIFE_NONE, 5, 6}, "LIFE_STATE", {LIFE_NONE, DATE_NONE, DATE_NONE}},
    };
    for (size_t i = 0; i < sizeof wishes / sizeof wishes[0]; i++) {
        struct life_wish wish = wishes[i].wish;
        struct findings findings = {0};
        life_wish_check(&wish, TODAY, &house->arena, &findings);
        assert_string_equal(findings.count ? reason_word((enum reason)findings.items[0].reason) : "", wishes[i].found);
        assert_int_equal(wish.live_from, wishes[i].filled.live_from);
        assert_int_equal(wish.retired_on, wishes[i].filled.retired_on);
    }
}

static void test_overtaking__moves_on_and_never_back(void **state)
{
    /* Catches: an import that makes a live course a draft, changes what is being reviewed, or moves its first day. */
    struct house *house = *state;
    struct course_content other = fine_content(house);
    other.duration_minutes = 75;
    const struct life_wish draft = {LIFE_DRAFT, DATE_NONE, DATE_NONE}, live = {LIFE_LIVE, TODAY - 30, DATE_NONE},
                           retired = {LIFE_RETIRED, TODAY - 30, TODAY - 2};
    struct course course = course_in(house, LIFE_DRAFT, LIFE_NONE);
    assert_int_equal(life_overtake(&course, &other, &draft, TODAY), REASON_NONE);
    assert_int_equal(course.life.state, LIFE_DRAFT);
    assert_int_equal(life_overtake(&course, &other, &live, TODAY), REASON_NONE);
    assert_int_equal(course.life.live_from, TODAY - 30);
    course = course_in(house, LIFE_LIVE, LIFE_NONE);
    assert_int_equal(life_overtake(&course, &other, &draft, TODAY), REASON_NONE);
    assert_int_equal(course.life.state, LIFE_LIVE);
    assert_int_equal(course.life.edition, 2);
    assert_int_equal(course.life.live_from, TODAY - 10);
    assert_int_equal(course.life.edition_from, TODAY);
    assert_int_equal(life_overtake(&course, &other, &retired, TODAY), REASON_BEFORE_LAST_CHANGE);
    course = course_in(house, LIFE_LIVE, LIFE_NONE);
    assert_int_equal(life_overtake(&course, &other, &retired, TODAY), REASON_NONE);
    assert_int_equal(course.life.state, LIFE_RETIRED);
    assert_int_equal(course.life.retired_on, TODAY - 2);
    assert_int_equal(course.life.edition, 2); /* of no day: on the days before it was what it was */
    assert_int_equal(course.life.edition_from, TODAY - 2);
    course = course_in(house, LIFE_LIVE, LIFE_NONE);
    assert_int_equal(life_overtake(&course, &course.content, &retired, TODAY), REASON_NONE);
    assert_int_equal(course.life.edition, 1);
    course = course_in(house, LIFE_LIVE, LIFE_DRAFT);
    assert_int_equal(life_overtake(&course, &other, &live, TODAY), REASON_EDIT_STAGED);
    course = course_in(house, LIFE_REVIEW, LIFE_NONE);
    assert_int_equal(life_overtake(&course, &other, &live, TODAY), REASON_IN_REVIEW);
    course = course_in(house, LIFE_RETIRED, LIFE_NONE);
    assert_int_equal(life_overtake(&course, &other, &live, TODAY), REASON_RETIRED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(test_steps__in_every_state__are_taken_or_refused),
        WITH_HOUSE(test_first_edition__published__is_live_from_its_day),
        WITH_HOUSE(test_edit_of_a_live_course__takes_its_place_when_published),
        WITH_HOUSE(test_edit__back_to_what_is_live__is_none),
        WITH_HOUSE(test_retired__drops_what_was_staged),
        WITH_HOUSE(test_wishes__are_filled_in_or_refused),
        WITH_HOUSE(test_overtaking__moves_on_and_never_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
