/* course - see course.h. */
#include "domain/course.h"

#include <string.h>

static bool same_codes(const struct course_span *a, const struct course_span *b)
{
    if (a->competency_count != b->competency_count)
        return false;
    for (size_t i = 0; i < a->competency_count; i++)
        if (strcmp(a->competencies[i], b->competencies[i]) != 0)
            return false;
    return true;
}

static bool same(const struct course_span *a, const struct course_span *b)
{
    if (!a->live || !b->live) /* of the time after its end nothing is told */
        return a->live == b->live;
    return a->kind == b->kind && a->minutes == b->minutes && strcmp(a->languages, b->languages) == 0 &&
           strcmp(a->provider, b->provider) == 0 && same_codes(a, b);
}

/* From @day on it is @span. A day that is not after the newest span's first is taken as that one: time does not run
 * back. */
static bool add(struct course *course, struct course_span span, int32_t day)
{
    struct course_span *newest = course->span_count ? &course->spans[course->span_count - 1] : NULL;
    if (newest && same(newest, &span))
        return false;
    size_t most = span.live ? COURSE_SPANS - 1 : COURSE_SPANS; /* the last one is for its end */
    span.first_day = day;
    if (newest && (day <= newest->first_day || course->span_count >= most)) {
        span.first_day = newest->first_day;
        *newest = span;
        return true;
    }
    course->spans[course->span_count++] = span;
    return true;
}

enum course_outcome course_apply(struct course *course, const struct course_news *news)
{
    if (news->version <= course->version)
        return COURSE_OLD;
    course->version = news->version;
    bool retired = course->span_count > 0 && !course->spans[course->span_count - 1].live;
    if (!news->published || retired)
        return COURSE_UNCHANGED;
    struct course_span edition = news->edition;
    edition.live = true;
    bool changed = add(course, edition, course->span_count ? news->edition_from : news->live_from);
    if (news->retired_on != DATE_NONE) {
        struct course_span end = {.languages = "", .provider = ""};
        changed |= add(course, end, news->retired_on);
    }
    return changed ? COURSE_CHANGED : COURSE_UNCHANGED;
}
