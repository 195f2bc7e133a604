/* course - writes of courses: create, update, and the steps of their life. */
#include "codec/course.h"

#include "base/error.h"
#include "codec/refuse.h"
#include "handlers/admission.h"
#include "handlers/handlers.h"

static struct draft_context context_of(const struct catalogue *catalogue, const struct batch *batch, struct call *call)
{
    return (struct draft_context){.lists = catalogue->lists, .day = batch->today, .arena = &call->arena};
}

int course_handle_create(void *service, struct batch *batch, struct call *call)
{
    struct catalogue *catalogue = service;
    const struct course_write_request *request = call->request;
    const struct draft_context context = context_of(catalogue, batch, call);
    struct course_content *content = arena_zalloc(&call->arena, 1, sizeof *content);
    struct admission admission = {0};
    struct findings findings = {0};
    uint32_t minutes;
    if (!content)
        return error_raise("no room for a course");
    int result = course_check(&request->draft, COURSE_ALL, &context, content, &findings);
    if (result)
        return result;
    if (findings.count > 0)
        return refuse_findings(call, &findings);
    const struct admission_wish wish = {
        .course_id = request->draft.course_id, .content = content, .life = {LIFE_DRAFT, DATE_NONE, DATE_NONE}};
    result = admission_admit(catalogue, batch, call, &call->arena, &wish, &admission);
    if (result)
        return result;
    if (admission.outcome == ADMISSION_REFUSED)
        return refuse_findings(call, &admission.findings);
    result = admission_total_minutes(batch->txn, &call->arena, &admission.course->content, &minutes);
    return result ? result
                  : course_answer_create(call, admission.course, minutes, admission.outcome == ADMISSION_CREATED);
}

/* The course that a request names, at the version that it names; or a refusal (then *found is false). */
static int load(struct batch *batch, struct call *call, const char *id, uint64_t version, struct course *course,
                bool *found)
{
    *found = false;
    int result = stored_course_get(batch->txn, id, &call->arena, course);
    if (result == STORE_NOT_FOUND)
        return refuse_unknown(call);
    if (result)
        return result;
    if (version != 0 && version != course->version)
        return refuse_reason(call, FIELD_NONE, REASON_VERSION_MISMATCH,
                             arena_printf(&call->arena, "%llu", (unsigned long long)course->version));
    *found = true;
    return 0;
}

/* The content that an update asks for; findings where it may not be. */
static int edited(const struct catalogue *catalogue, struct batch *batch, struct call *call,
                  const struct course_content *base, struct course_content *content, struct findings *findings)
{
    const struct course_write_request *request = call->request;
    const struct draft_context context = context_of(catalogue, batch, call);
    struct course_draft draft = request->draft;
    draft.content = *base;
    course_content_take(&draft.content, &request->draft.content, request->fields);
    int result = course_check(&draft, request->fields, &context, content, findings);
    if (result || findings->count > 0)
        return result;
    return admission_judge(batch->txn, &call->arena, draft.course_id, content, request->fields, findings);
}

int course_handle_update(void *service, struct batch *batch, struct call *call)
{
    struct catalogue *catalogue = service;
    const struct course_write_request *request = call->request;
    struct course *before = arena_zalloc(&call->arena, 1, sizeof *before), after;
    struct course_content *content = arena_zalloc(&call->arena, 1, sizeof *content);
    const struct course_content *base;
    struct findings findings = {0};
    uint32_t minutes;
    bool found;
    if (!before || !content)
        return error_raise("no room for a course");
    int result = load(batch, call, request->draft.course_id, request->version, before, &found);
    if (result || !found)
        return result;
    enum reason reason = life_edit_base(before, &base);
    if (reason != REASON_NONE)
        return refuse_reason(call, FIELD_NONE, reason, NULL);
    result = edited(catalogue, batch, call, base, content, &findings);
    if (result)
        return result;
    if (findings.count > 0)
        return refuse_findings(call, &findings);
    after = *before;
    if (life_edit(&after, content))
        result = admission_apply(catalogue, batch, call, &call->arena, &after, before, EVENT_COURSE_UPDATED, &minutes);
    else
        result = admission_total_minutes(batch->txn, &call->arena, &after.content, &minutes);
    return result ? result : course_answer_update(call, &after, minutes);
}

static enum reason take_step(struct course *course, const struct course_step_request *request, int32_t today)
{
    int32_t day = request->day == DATE_NONE ? today : request->day;
    switch (request->step) {
    case STEP_SUBMIT:
        return life_submit(course);
    case STEP_REVIEW:
        return life_review(course, request->decision, request->remark);
    case STEP_PUBLISH:
        return life_publish(course, day, today);
    case STEP_RETIRE:
        return life_retire(course, day, today, request->remark);
    }
    return REASON_NONE;
}

static int refuse_step(struct call *call, const struct course *course, enum reason reason)
{
    char day[DATE_TEXT_BYTES];
    bool of_day = reason == REASON_IN_THE_FUTURE || reason == REASON_BEFORE_LAST_CHANGE;
    enum field field = of_day ? FIELD_EFFECTIVE_ON : reason == REASON_REMARK_MISSING ? FIELD_REMARK : FIELD_NONE;
    const char *detail = reason == REASON_BEFORE_LAST_CHANGE
                             ? arena_printf(&call->arena, "%s", date_format(course->life.edition_from, day))
                             : NULL;
    return refuse_reason(call, field, reason, detail);
}

int course_handle_step(void *service, struct batch *batch, struct call *call)
{
    static const enum event_kind events[] = {
        [STEP_SUBMIT] = EVENT_COURSE_SUBMITTED,
        [STEP_REVIEW] = EVENT_COURSE_REVIEWED,
        [STEP_PUBLISH] = EVENT_COURSE_PUBLISHED,
        [STEP_RETIRE] = EVENT_COURSE_RETIRED,
    };
    struct catalogue *catalogue = service;
    const struct course_step_request *request = call->request;
    struct course *before = arena_zalloc(&call->arena, 1, sizeof *before), after;
    uint32_t minutes;
    bool found;
    if (!before)
        return error_raise("no room for a course");
    int result = load(batch, call, request->course_id, request->version, before, &found);
    if (result || !found)
        return result;
    after = *before;
    enum reason reason = take_step(&after, request, batch->today);
    if (reason != REASON_NONE)
        return refuse_step(call, before, reason);
    result = admission_apply(catalogue, batch, call, &call->arena, &after, before, events[request->step], &minutes);
    return result ? result : course_answer_step(call, request->step, &after, minutes);
}
