/* course_answer - answers about courses; see course.h. */
#include "base/error.h"
#include "base/limits.h"
#include "codec/convert.h"
#include "codec/course.h"

#include <karmayogi/catalogue/v1/course.pb-c.h>
#include <stdlib.h>
#include <string.h>

bool course_may_see_staged(const struct call *call)
{
    return call->caller.roles & ROLE_REGISTRAR;
}

static CATALOGUE(Course) * seen(struct call *call, const struct course *course, uint32_t total_minutes)
{
    return convert_course_message(course, true, total_minutes, course_may_see_staged(call), &call->arena);
}

/* All answers of one course look alike; what differs is the message that is packed. */
static int answer(struct call *call, const CATALOGUE(Course) * course, const ProtobufCMessage *response)
{
    return course ? call_answer(call, response) : error_raise("no room for an answer");
}

int course_answer_create(struct call *call, const struct course *course, uint32_t total_minutes, bool created)
{
    CATALOGUE(CreateCourseResponse) response = KARMAYOGI__CATALOGUE__V1__CREATE_COURSE_RESPONSE__INIT;
    response.course = seen(call, course, total_minutes);
    response.created = created;
    return answer(call, response.course, &response.base);
}

int course_answer_update(struct call *call, const struct course *course, uint32_t total_minutes)
{
    CATALOGUE(UpdateCourseResponse) response = KARMAYOGI__CATALOGUE__V1__UPDATE_COURSE_RESPONSE__INIT;
    response.course = seen(call, course, total_minutes);
    return answer(call, response.course, &response.base);
}

int course_answer_step(struct call *call, enum course_step step, const struct course *course, uint32_t total_minutes)
{
    CATALOGUE(SubmitCourseForReviewResponse)
    submitted = KARMAYOGI__CATALOGUE__V1__SUBMIT_COURSE_FOR_REVIEW_RESPONSE__INIT;
    CATALOGUE(ReviewCourseResponse) reviewed = KARMAYOGI__CATALOGUE__V1__REVIEW_COURSE_RESPONSE__INIT;
    CATALOGUE(PublishCourseResponse) published = KARMAYOGI__CATALOGUE__V1__PUBLISH_COURSE_RESPONSE__INIT;
    CATALOGUE(RetireCourseResponse) retired = KARMAYOGI__CATALOGUE__V1__RETIRE_COURSE_RESPONSE__INIT;
    const ProtobufCMessage *const responses[] = {
        [STEP_SUBMIT] = &submitted.base,
        [STEP_REVIEW] = &reviewed.base,
        [STEP_PUBLISH] = &published.base,
        [STEP_RETIRE] = &retired.base,
    };
    CATALOGUE(Course) *message = seen(call, course, total_minutes);
    submitted.course = reviewed.course = published.course = retired.course = message;
    return answer(call, message, responses[step]);
}

int course_answer_get(struct call *call, const struct course *course, uint32_t total_minutes)
{
    CATALOGUE(GetCourseResponse) response = KARMAYOGI__CATALOGUE__V1__GET_COURSE_RESPONSE__INIT;
    response.course = seen(call, course, total_minutes);
    return answer(call, response.course, &response.base);
}

#define FRAMING_BYTES 8 /* of one message in a list */

int course_page_add(struct call *call, struct course_page *page, const struct course *course, uint32_t total_minutes)
{
    CATALOGUE(Course) *message = seen(call, course, total_minutes);
    if (!message)
        return error_raise("no room for an answer");
    size_t bytes = protobuf_c_message_get_packed_size(&message->base) + FRAMING_BYTES;
    if (page->count > 0 && page->bytes + bytes > LIMIT_LIST_BYTES)
        return 1;
    page->bytes += bytes;
    page->messages[page->count++] = message;
    return 0;
}

int course_answer_list(struct call *call, struct store *store, const struct page *page,
                       const struct course_page *courses, struct store_bytes last)
{
    CATALOGUE(ListCoursesResponse) response = KARMAYOGI__CATALOGUE__V1__LIST_COURSES_RESPONSE__INIT;
    response.courses = (CATALOGUE(Course) **)courses->messages;
    response.n_courses = courses->count;
    response.page = page_next(call, store, page, last);
    return response.page ? call_answer(call, &response.base) : error_raise("no room for an answer");
}

/* Most available first, then by code. */
static int compare_languages(const void *a, const void *b)
{
    const CATALOGUE(LanguageCount) *left = *(CATALOGUE(LanguageCount) *const *)a,
                                   *right = *(CATALOGUE(LanguageCount) *const *)b;
    if (left->available != right->available)
        return left->available > right->available ? -1 : 1;
    return strcmp(left->language, right->language);
}

static CATALOGUE(CourseCount) * count_message(struct arena *arena, const struct card_counts *counts, unsigned kind)
{
    CATALOGUE(CourseCount) *message = arena_alloc(arena, sizeof *message);
    CATALOGUE(LanguageCount) *languages = arena_zalloc(arena, LANGUAGES_MOST, sizeof *languages);
    CATALOGUE(LanguageCount) **pointers = arena_zalloc(arena, LANGUAGES_MOST, sizeof *pointers);
    size_t count = 0;
    if (!message || !languages || !pointers)
        return NULL;
    karmayogi__catalogue__v1__course_count__init(message);
    message->kind = (CATALOGUE(CourseKind))kind;
    message->courses = counts->courses[kind];
    for (unsigned number = 1; number < LANGUAGES_MOST; number++) {
        if (counts->available[kind][number] == 0)
            continue;
        karmayogi__catalogue__v1__language_count__init(&languages[count]);
        languages[count].language = convert_text(language_code(number));
        languages[count].available = counts->available[kind][number];
        languages[count].original = counts->original[kind][number];
        pointers[count] = &languages[count];
        count++;
    }
    qsort(pointers, count, sizeof *pointers, compare_languages);
    message->languages = pointers;
    message->n_languages = count;
    return message;
}

int course_answer_count(struct call *call, const struct card_counts *counts)
{
    CATALOGUE(CountCoursesResponse) response = KARMAYOGI__CATALOGUE__V1__COUNT_COURSES_RESPONSE__INIT;
    CATALOGUE(CourseCount) * rows[COURSE_KIND_LAST];
    for (unsigned kind = 0; kind <= COURSE_KIND_LAST; kind++) {
        CATALOGUE(CourseCount) *row = count_message(&call->arena, counts, kind);
        if (!row)
            return error_raise("no room for an answer");
        if (kind == COURSE_KIND_NONE)
            response.total = row;
        else
            rows[kind - 1] = row;
    }
    response.rows = rows;
    response.n_rows = COURSE_KIND_LAST;
    return call_answer(call, &response.base);
}
