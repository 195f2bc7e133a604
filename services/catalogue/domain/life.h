#pragma once
/*
 * life - how a course comes to live and goes: draft, review, reviewed, live, retired; edits of a live course are staged
 * beside it and take the same way. Pure decisions: the course is changed in place, or it is said why not.
 *
 * What is done changes version and changed_at_ms as well: see life_touch().
 */
#include "domain/course.h"
#include "domain/reason.h"

/* Numbers as in karmayogi.catalogue.v1.ReviewDecision. */
enum review_decision { REVIEW_NONE, REVIEW_PASS, REVIEW_RETURN };

/**
 * life_edit_base() - what an edit begins with: the draft, the staged edit, or the live edition
 * Return: REASON_NONE with @base set, IN_REVIEW or RETIRED.
 */
enum reason life_edit_base(const struct course *course, const struct course_content **base);

/**
 * life_edit() - put the edited content in its place: the draft, or beside the live edition. An edit that says what the
 * live edition says is none: nothing is staged any more.
 * Return: whether anything changed.
 */
bool life_edit(struct course *course, const struct course_content *content);

/** life_submit() - Return: REASON_NONE, NOTHING_STAGED, IN_REVIEW or RETIRED. */
enum reason life_submit(struct course *course);

/** life_review() - PASS what is in review; RETURN it, or what passed but was not published, to the authors. @remark:
 * clean. Return: REASON_NONE, NOT_IN_REVIEW, RETIRED, REMARK_MISSING. */
enum reason life_review(struct course *course, enum review_decision decision, const char *remark);

/** life_publish() - what passed its review becomes the live edition from @day on. Return: REASON_NONE, NOT_REVIEWED,
 * NOTHING_STAGED, RETIRED, IN_THE_FUTURE, BEFORE_LAST_CHANGE (then the day before is life.edition_from). */
enum reason life_publish(struct course *course, int32_t day, int32_t today);

/** life_retire() - out of use from @day on; what was staged goes. @remark: why. Return: REASON_NONE, RETIRED,
 * IN_THE_FUTURE, BEFORE_LAST_CHANGE. */
enum reason life_retire(struct course *course, int32_t day, int32_t today, const char *remark);

/** life_touch() - one version more, committed at @now_ms. Every change ends with it, once. */
void life_touch(struct course *course, int64_t now_ms);

/** How an import wants to find a course afterwards. */
struct life_wish {
    enum life_state state; /* LIFE_DRAFT, LIFE_LIVE or LIFE_RETIRED */
    int32_t live_from;     /* first day live; DATE_NONE: today. Only for LIVE and RETIRED */
    int32_t retired_on;    /* first day not live; DATE_NONE: today. Only for RETIRED */
};

/** life_wish_check() - state and days of a wish, with the fields of the import's columns: LIFE_STATE, IN_THE_FUTURE,
 * BEFORE_LAST_CHANGE (retired before it was live). Days that are not given are filled in. @arena: for details. */
void life_wish_check(struct life_wish *wish, int32_t today, struct arena *arena, struct findings *findings);

/** life_begin() - the life of a new course as wished: checked by life_wish_check(). */
void life_begin(struct course *course, const struct life_wish *wish);

/**
 * life_overtake() - a course that is there gets another content, and moves on to the state that is wished, at once: a
 * draft is changed and, where the wish says so, becomes live; a live course gets a new edition from today on (its first
 * day live stays), and is retired where the wish says so. Nothing moves back.
 * @content: may be what the course has already
 * Return: REASON_NONE, IN_REVIEW, EDIT_STAGED, RETIRED, BEFORE_LAST_CHANGE (retired before its edition).
 */
enum reason life_overtake(struct course *course, const struct course_content *content, const struct life_wish *wish,
                          int32_t today);
