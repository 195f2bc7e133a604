/*
 * life - see life.h. `state` is of the record and `staged_state` of the edit beside it; what is written, submitted,
 * reviewed and published is the staged edit where the course is live, and the course itself before.
 */
#include "domain/life.h"

/* The state that submitting, reviewing and publishing move. */
static enum life_state *moving(struct course *course)
{
    return course->life.state == LIFE_LIVE ? &course->life.staged_state : &course->life.state;
}

static bool in_review(enum life_state state)
{
    return state == LIFE_REVIEW || state == LIFE_REVIEWED;
}

enum reason life_edit_base(const struct course *course, const struct course_content **base)
{
    if (course->life.state == LIFE_RETIRED)
        return REASON_RETIRED;
    if (in_review(course->life.state) || in_review(course->life.staged_state))
        return REASON_IN_REVIEW;
    *base = course_has_staged(course) ? &course->staged : &course->content;
    return REASON_NONE;
}

bool life_edit(struct course *course, const struct course_content *content)
{
    bool live = course->life.state == LIFE_LIVE, staged = course_has_staged(course);
    if (course_content_equal(staged ? &course->staged : &course->content, content))
        return false;
    if (!live) {
        course->content = *content;
    } else if (course_content_equal(&course->content, content)) {
        course->life.staged_state = LIFE_NONE;
    } else {
        course->staged = *content;
        course->life.staged_state = LIFE_DRAFT;
    }
    return true;
}

enum reason life_submit(struct course *course)
{
    if (course->life.state == LIFE_RETIRED)
        return REASON_RETIRED;
    enum life_state *state = moving(course);
    if (*state == LIFE_NONE)
        return REASON_NOTHING_STAGED;
    if (in_review(*state))
        return REASON_IN_REVIEW;
    *state = LIFE_REVIEW;
    return REASON_NONE;
}

enum reason life_review(struct course *course, enum review_decision decision, const char *remark)
{
    if (course->life.state == LIFE_RETIRED)
        return REASON_RETIRED;
    enum life_state *state = moving(course);
    if (*state != LIFE_REVIEW && !(*state == LIFE_REVIEWED && decision == REVIEW_RETURN))
        return REASON_NOT_IN_REVIEW;
    if (decision == REVIEW_RETURN && *remark == '\0')
        return REASON_REMARK_MISSING;
    *state = decision == REVIEW_PASS ? LIFE_REVIEWED : LIFE_DRAFT;
    course->life.remark = remark;
    return REASON_NONE;
}

static enum reason day_check(const struct course *course, int32_t day, int32_t today)
{
    if (day > today)
        return REASON_IN_THE_FUTURE;
    if (course->life.edition > 0 && day < course->life.edition_from)
        return REASON_BEFORE_LAST_CHANGE;
    return REASON_NONE;
}

static void new_edition(struct course *course, int32_t day)
{
    if (course->life.edition++ == 0)
        course->life.live_from = day;
    course->life.edition_from = day;
    course->life.state = LIFE_LIVE;
}

enum reason life_publish(struct course *course, int32_t day, int32_t today)
{
    if (course->life.state == LIFE_RETIRED)
        return REASON_RETIRED;
    enum life_state state = *moving(course);
    if (state != LIFE_REVIEWED)
        return state == LIFE_NONE ? REASON_NOTHING_STAGED : REASON_NOT_REVIEWED;
    enum reason reason = day_check(course, day, today);
    if (reason != REASON_NONE)
        return reason;
    if (course_has_staged(course))
        course->content = course->staged;
    course->life.staged_state = LIFE_NONE;
    new_edition(course, day);
    return REASON_NONE;
}

enum reason life_retire(struct course *course, int32_t day, int32_t today, const char *remark)
{
    if (course->life.state == LIFE_RETIRED)
        return REASON_RETIRED;
    enum reason reason = day_check(course, day, today);
    if (reason != REASON_NONE)
        return reason;
    course->life.state = LIFE_RETIRED;
    course->life.staged_state = LIFE_NONE;
    course->life.retired_on = day;
    course->life.remark = remark;
    return REASON_NONE;
}

void life_touch(struct course *course, int64_t now_ms)
{
    course->version++;
    course->life.changed_at_ms = now_ms;
}

void life_wish_check(struct life_wish *wish, int32_t today, struct arena *arena, struct findings *findings)
{
    bool live = wish->state == LIFE_LIVE, retired = wish->state == LIFE_RETIRED;
    if (!live && !retired) {
        if (wish->state != LIFE_DRAFT)
            findings_add(findings, FIELD_STATE, REASON_LIFE_STATE, NULL);
        wish->live_from = wish->retired_on = DATE_NONE;
        return;
    }
    if (!retired)
        wish->retired_on = DATE_NONE;
    else if (wish->retired_on == DATE_NONE)
        wish->retired_on = today;
    if (wish->live_from == DATE_NONE)
        wish->live_from = retired ? wish->retired_on : today;
    if (wish->live_from > today)
        findings_add(findings, FIELD_PUBLISHED_ON, REASON_IN_THE_FUTURE, NULL);
    if (retired && wish->retired_on > today)
        findings_add(findings, FIELD_RETIRED_ON, REASON_IN_THE_FUTURE, NULL);
    if (retired && wish->retired_on < wish->live_from) {
        char day[DATE_TEXT_BYTES];
        findings_add(findings, FIELD_RETIRED_ON, REASON_BEFORE_LAST_CHANGE,
                     arena_printf(arena, "%s", date_format(wish->live_from, day)));
    }
}

void life_begin(struct course *course, const struct life_wish *wish)
{
    course->life = (struct lifecycle){
        .state = LIFE_DRAFT,
        .live_from = DATE_NONE,
        .edition_from = DATE_NONE,
        .retired_on = DATE_NONE,
        .remark = "",
    };
    if (wish->state == LIFE_DRAFT)
        return;
    new_edition(course, wish->live_from);
    course->life.state = wish->state;
    course->life.retired_on = wish->retired_on;
}

enum reason life_overtake(struct course *course, const struct course_content *content, const struct life_wish *wish,
                          int32_t today)
{
    const struct course_content *base;
    enum reason reason = life_edit_base(course, &base);
    if (reason != REASON_NONE)
        return reason;
    if (course_has_staged(course))
        return REASON_EDIT_STAGED;
    bool other = !course_content_equal(&course->content, content);
    if (course->life.state == LIFE_LIVE) {
        if (wish->state == LIFE_RETIRED && wish->retired_on < course->life.edition_from)
            return REASON_BEFORE_LAST_CHANGE;
        if (other) /* on the days before, and be it up to its end, it was what it was */
            new_edition(course, wish->state == LIFE_RETIRED ? wish->retired_on : today);
    } else if (wish->state != LIFE_DRAFT) {
        new_edition(course, wish->live_from);
    }
    course->content = *content;
    if (wish->state == LIFE_RETIRED) {
        course->life.state = LIFE_RETIRED;
        course->life.retired_on = wish->retired_on;
    }
    return REASON_NONE;
}
