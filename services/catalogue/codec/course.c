/* course - see course.h. Requests; answers are in course_answer.c. */
#include "codec/course.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "codec/convert.h"
#include "codec/refuse.h"
#include "wire/update_mask.h"

#include <karmayogi/catalogue/v1/course.pb-c.h>
#include <string.h>

/* What is said of a course; or a refusal (then call->request is not set). */
static int take_draft(struct call *call, const char *course_id, const CATALOGUE(CourseContent) * content,
                      bool accept_legacy, struct course_write_request *request)
{
    if (!course_id_is_fine(course_id))
        return refuse_reason(call, FIELD_COURSE_ID, REASON_COURSE_ID_FORM, NULL);
    if (!content)
        return refuse_reason(call, FIELD_NONE, REASON_CONTENT_MISSING, NULL);
    for (size_t i = 0; i < content->n_modules; i++)
        if ((int)content->modules[i]->kind < 0 || (int)content->modules[i]->kind > MODULE_KIND_LAST)
            return refuse_reason(call, FIELD_MODULES, REASON_ENUM_UNKNOWN, NULL);
    request->draft.course_id = course_id;
    request->draft.accept_legacy_looking_text = accept_legacy;
    call->request = request;
    return convert_content(content, &call->arena, &request->draft.content);
}

int course_decode_create(struct call *call)
{
    const CATALOGUE(CreateCourseRequest) *message = (CATALOGUE(CreateCourseRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__create_course_request__descriptor);
    if (!message)
        return 0;
    struct course_write_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    request->fields = COURSE_ALL;
    return take_draft(call, message->course_id, message->content, message->accept_legacy_looking_text, request);
}

static const struct update_path update_paths[] = {
    {"kind", COURSE_KIND},
    {"texts", COURSE_TEXTS},
    {"languages", COURSE_TAKEN_IN},
    {"original_language", COURSE_ORIGINAL_LANGUAGE},
    {"language_version_of", COURSE_VERSION_OF},
    {"provider", COURSE_PROVIDER},
    {"duration_minutes", COURSE_DURATION},
    {"modules", COURSE_MODULE_LIST},
    {"part_course_ids", COURSE_PART_LIST},
    {"competency_codes", COURSE_COMPETENCY_LIST},
    {"audience", COURSE_FOR},
    {"state_code", COURSE_STATE_CODE},
    {"igot_id", COURSE_IGOT_ID},
    {"keywords", COURSE_KEYWORD_LIST},
};

int course_decode_update(struct call *call)
{
    const CATALOGUE(UpdateCourseRequest) *message = (CATALOGUE(UpdateCourseRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__update_course_request__descriptor);
    if (!message)
        return 0;
    struct course_write_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    if (!update_mask_read(message->update_mask, message->n_update_mask, update_paths,
                          sizeof update_paths / sizeof update_paths[0], &request->fields))
        return refuse_reason(call, FIELD_NONE, REASON_MASK, NULL);
    request->version = message->version;
    return take_draft(call, message->course_id, message->content, message->accept_legacy_looking_text, request);
}

/* A step, or a refusal (then call->request is not set). */
static int take_step(struct call *call, enum course_step step, const char *course_id, uint64_t version,
                     struct course_step_request **out)
{
    struct course_step_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    *out = request;
    *request = (struct course_step_request){
        .step = step, .course_id = course_id, .version = version, .remark = "", .day = DATE_NONE};
    call->request = request;
    return course_id_is_fine(course_id) ? 0 : refuse_reason(call, FIELD_COURSE_ID, REASON_COURSE_ID_FORM, NULL);
}

/* A remark or a reason, clean. */
static int take_remark(struct call *call, enum field field, const char *text, size_t most,
                       struct course_step_request *request)
{
    request->remark = text_clean(&call->arena, text);
    if (!request->remark)
        return error_raise("no room for a remark");
    return strlen(request->remark) > most ? refuse_reason(call, field, REASON_TEXT_TOO_LONG, NULL) : 0;
}

static int take_day(struct call *call, const CORE(Date) * message, struct course_step_request *request)
{
    return convert_date(message, &request->day) == CONVERT_DATE_OK
               ? 0
               : refuse_reason(call, FIELD_EFFECTIVE_ON, REASON_DATE_FORM, NULL);
}

int course_decode_submit(struct call *call)
{
    struct course_step_request *request;
    const CATALOGUE(SubmitCourseForReviewRequest) *message = (CATALOGUE(SubmitCourseForReviewRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__submit_course_for_review_request__descriptor);
    return message ? take_step(call, STEP_SUBMIT, message->course_id, message->version, &request) : 0;
}

int course_decode_review(struct call *call)
{
    struct course_step_request *request;
    const CATALOGUE(ReviewCourseRequest) *message = (CATALOGUE(ReviewCourseRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__review_course_request__descriptor);
    int result = message ? take_step(call, STEP_REVIEW, message->course_id, message->version, &request) : 0;
    if (!message || result || call_refused(call))
        return result;
    if (message->version == 0)
        return refuse_reason(call, FIELD_VERSION, REASON_VERSION_MISSING, NULL);
    if ((int)message->decision <= REVIEW_NONE || (int)message->decision > REVIEW_RETURN)
        return refuse_reason(call, FIELD_DECISION, REASON_DECISION_MISSING, NULL);
    request->decision = (enum review_decision)message->decision;
    return take_remark(call, FIELD_REMARK, message->remark, COURSE_REMARK_BYTES, request);
}

int course_decode_publish(struct call *call)
{
    struct course_step_request *request;
    const CATALOGUE(PublishCourseRequest) *message = (CATALOGUE(PublishCourseRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__publish_course_request__descriptor);
    int result = message ? take_step(call, STEP_PUBLISH, message->course_id, message->version, &request) : 0;
    if (!message || result || call_refused(call))
        return result;
    return take_day(call, message->effective_on, request);
}

int course_decode_retire(struct call *call)
{
    struct course_step_request *request;
    const CATALOGUE(RetireCourseRequest) *message = (CATALOGUE(RetireCourseRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__retire_course_request__descriptor);
    int result = message ? take_step(call, STEP_RETIRE, message->course_id, message->version, &request) : 0;
    if (!message || result || call_refused(call))
        return result;
    result = take_remark(call, FIELD_REASON, message->reason, COURSE_REASON_BYTES, request);
    if (result || call_refused(call))
        return result;
    if (*request->remark == '\0')
        return refuse_reason(call, FIELD_REASON, REASON_REASON_MISSING, NULL);
    return take_day(call, message->effective_on, request);
}

int course_decode_get(struct call *call)
{
    const CATALOGUE(GetCourseRequest) *message =
        (CATALOGUE(GetCourseRequest) *)call_unpack(call, &karmayogi__catalogue__v1__get_course_request__descriptor);
    if (!message)
        return 0;
    struct course_get_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    if (message->key_case == KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__KEY_COURSE_ID)
        request->course_id = message->course_id;
    else if (message->key_case == KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__KEY_IGOT_ID)
        request->igot_id = message->igot_id;
    else
        return refuse_reason(call, FIELD_NONE, REASON_KEY_UNSPECIFIED, NULL);
    call->request = request;
    return 0;
}

/* Numbers of an enum as a set of bits; false where one is unknown. */
static bool take_bits(const int *values, size_t count, int most, unsigned *bits)
{
    *bits = 0;
    for (size_t i = 0; i < count; i++) {
        if (values[i] <= 0 || values[i] > most)
            return false;
        *bits |= 1u << values[i];
    }
    return true;
}

static bool take_enums(const CATALOGUE(CourseFilter) * message, struct course_filter *filter)
{
    return take_bits((const int *)message->states, message->n_states, LIFE_RETIRED, &filter->card.states) &&
           take_bits((const int *)message->kinds, message->n_kinds, COURSE_KIND_LAST, &filter->card.kinds) &&
           take_bits((const int *)message->competency_areas, message->n_competency_areas, AREA_DOMAIN, &filter->areas);
}

static bool take_strings(char **items, size_t count, struct course_strings *strings)
{
    *strings = (struct course_strings){(const char *const *)items, count};
    return count <= LIMIT_FILTER_VALUES;
}

/* A language that is not known is one that no course has. */
static int take_languages(struct call *call, const CATALOGUE(CourseFilter) * message, struct card_filter *filter)
{
    if (message->n_languages == 0)
        return 0;
    bool *languages = arena_zalloc(&call->arena, LANGUAGES_MOST, sizeof *languages);
    if (!languages)
        return error_raise("no room for a filter");
    for (size_t i = 0; i < message->n_languages; i++)
        languages[language_number(message->languages[i])] = true;
    languages[0] = false;
    filter->languages = languages;
    return 0;
}

static int take_filter(struct call *call, const CATALOGUE(CourseFilter) * message, struct course_filter *filter)
{
    filter->card.states = 1u << LIFE_LIVE;
    if (!message)
        return 0;
    if (!take_enums(message, filter))
        return refuse_reason(call, FIELD_NONE, REASON_ENUM_UNKNOWN, NULL);
    if (filter->card.states == 0)
        filter->card.states = 1u << LIFE_LIVE;
    if (!take_strings(message->provider_codes, message->n_provider_codes, &filter->providers) ||
        !take_strings(message->competency_codes, message->n_competency_codes, &filter->competencies) ||
        !take_strings(message->cadre_codes, message->n_cadre_codes, &filter->cadres) ||
        !take_strings(message->trade_codes, message->n_trade_codes, &filter->trades) ||
        message->n_languages > LIMIT_FILTER_VALUES)
        return refuse_reason(call, FIELD_NONE, REASON_FILTER_COUNT, NULL);
    filter->card.level = message->level;
    filter->card.state_code = message->state_code;
    filter->card.duration_from = message->duration_minutes_from;
    filter->card.duration_to = message->duration_minutes_to;
    filter->card.provider_unknown = strcmp(message->flag, reason_word(REASON_PROVIDER_UNKNOWN)) == 0;
    filter->card.nothing = message->flag[0] && !filter->card.provider_unknown;
    return take_languages(call, message, &filter->card);
}

int course_decode_list(struct call *call)
{
    CATALOGUE(ListCoursesRequest) *message =
        (CATALOGUE(ListCoursesRequest) *)call_unpack(call, &karmayogi__catalogue__v1__list_courses_request__descriptor);
    if (!message)
        return 0;
    struct course_list_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    int result = take_filter(call, message->filter, &request->filter);
    if (result || call_refused(call))
        return result;
    result = page_decode(call, message->page, &request->page);
    message->page = NULL;
    call->request = request;
    return result ? result : page_bind(call, &message->base, &request->page);
}

int course_decode_count(struct call *call)
{
    const CATALOGUE(CountCoursesRequest) *message = (CATALOGUE(CountCoursesRequest) *)call_unpack(
        call, &karmayogi__catalogue__v1__count_courses_request__descriptor);
    if (!message)
        return 0;
    struct course_list_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    call->request = request;
    return take_filter(call, message->filter, &request->filter);
}
