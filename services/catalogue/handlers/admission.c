/* admission - see admission.h. */
#include "handlers/admission.h"

#include "base/error.h"
#include "base/limits.h"
#include "codec/record.h"

#include <assert.h>
#include <string.h>

static int judge_igot_id(struct store_txn *txn, struct arena *arena, const char *course_id,
                         const struct course_content *content, struct findings *findings)
{
    const char *holder;
    if (*content->igot_id == '\0')
        return 0;
    int result = stored_igot_id(txn, content->igot_id, arena, &holder);
    if (result == 0 && strcmp(holder, course_id) != 0)
        findings_add(findings, FIELD_IGOT_ID, REASON_IGOT_ID_TAKEN, holder);
    return result == STORE_NOT_FOUND ? 0 : result;
}

/* Another course that this one names; *there is false, and a finding added, where it is not there. */
static int judge_other(struct store_txn *txn, struct arena *arena, enum field field, const char *id,
                       struct course *other, bool *there, struct findings *findings)
{
    int result = stored_course_get(txn, id, arena, other);
    *there = result == 0;
    if (result != STORE_NOT_FOUND)
        return result;
    findings_add(findings, field, REASON_COURSE_UNKNOWN, id);
    return 0;
}

/* A part has no parts, neither live nor staged, and whoever has parts is none. */
static int judge_parts(struct store_txn *txn, struct arena *arena, const char *course_id,
                       const struct course_content *content, struct findings *findings)
{
    struct course part;
    const char *program;
    bool there;
    if (content->parts.count == 0)
        return 0;
    for (size_t i = 0; i < content->parts.count; i++) {
        int result = judge_other(txn, arena, FIELD_PARTS, content->parts.items[i], &part, &there, findings);
        if (result)
            return result;
        if (there && (part.content.parts.count > 0 || (course_has_staged(&part) && part.staged.parts.count > 0)))
            findings_add(findings, FIELD_PARTS, REASON_PARTS_NESTED, part.id);
    }
    int result = stored_program_of(txn, course_id, arena, &program);
    if (result == 0)
        findings_add(findings, FIELD_PARTS, REASON_PARTS_NESTED, program);
    return result == STORE_NOT_FOUND ? 0 : result;
}

int admission_judge(struct store_txn *txn, struct arena *arena, const char *course_id,
                    const struct course_content *content, unsigned fields, struct findings *findings)
{
    struct course other;
    bool there;
    int result = 0;
    if (fields & COURSE_IGOT_ID)
        result = judge_igot_id(txn, arena, course_id, content, findings);
    if (result == 0 && fields & COURSE_VERSION_OF && *content->language_version_of)
        result =
            judge_other(txn, arena, FIELD_LANGUAGE_VERSION_OF, content->language_version_of, &other, &there, findings);
    if (result == 0 && fields & COURSE_PART_LIST)
        result = judge_parts(txn, arena, course_id, content, findings);
    if (result)
        return result;
    size_t bytes = record_content_bytes(content, arena);
    if (bytes > LIMIT_COURSE_BYTES)
        findings_add(findings, FIELD_NONE, REASON_TOO_LARGE, NULL);
    return bytes == 0 ? error_raise("no room for a course") : 0;
}

int admission_total_minutes(struct store_txn *txn, struct arena *arena, const struct course_content *content,
                            uint32_t *minutes)
{
    struct course part;
    *minutes = content->duration_minutes;
    for (size_t i = 0; i < content->parts.count; i++) {
        int result = stored_course_get(txn, content->parts.items[i], arena, &part);
        if (result)
            return result == STORE_NOT_FOUND ? error_raise("a part of a course is not there") : result;
        *minutes += part.content.duration_minutes;
    }
    return 0;
}

int admission_apply(struct catalogue *catalogue, struct batch *batch, struct call *call, struct arena *arena,
                    struct course *course, const struct course *before, enum event_kind kind, uint32_t *total_minutes)
{
    struct store_bytes event;
    life_touch(course, batch->now_ms);
    int result = stored_course_put(batch->txn, course, before, arena);
    if (result == 0)
        result = admission_total_minutes(batch->txn, arena, &course->content, total_minutes);
    if (result == 0)
        result = catalogue_stage(catalogue, course);
    if (result == 0)
        result = event_course(kind, course, *total_minutes, arena, &event);
    return result ? result : call_event(call, event.data, event.length);
}

/* Where one admission stands. */
struct admitting {
    struct catalogue *catalogue;
    struct batch *batch;
    struct call *call;
    struct arena *arena;
    const struct admission_wish *wish;
    struct admission *admission;
};

static int judge(const struct admitting *admitting)
{
    return admission_judge(admitting->batch->txn, admitting->arena, admitting->wish->course_id,
                           admitting->wish->content, COURSE_ALL, &admitting->admission->findings);
}

static int apply(const struct admitting *admitting, struct course *course, const struct course *before,
                 enum event_kind event)
{
    uint32_t minutes;
    struct admission *admission = admitting->admission;
    admission->outcome = before ? ADMISSION_UPDATED : ADMISSION_CREATED;
    admission->course = course;
    return admission_apply(admitting->catalogue, admitting->batch, admitting->call, admitting->arena, course, before,
                           event, &minutes);
}

static int admit_new(const struct admitting *admitting, struct course *course)
{
    int result = judge(admitting);
    if (result || admitting->admission->findings.count > 0)
        return result;
    *course = (struct course){.id = admitting->wish->course_id, .content = *admitting->wish->content};
    life_begin(course, &admitting->wish->life);
    return apply(admitting, course, NULL, EVENT_COURSE_CREATED);
}

static enum event_kind event_of(const struct course *course, const struct course *before)
{
    if (course->life.state == LIFE_RETIRED)
        return EVENT_COURSE_RETIRED;
    return course->life.edition > before->life.edition ? EVENT_COURSE_PUBLISHED : EVENT_COURSE_UPDATED;
}

static int admit_known(const struct admitting *admitting, struct course *before)
{
    const struct admission_wish *wish = admitting->wish;
    struct admission *admission = admitting->admission;
    bool same = course_content_equal(&before->content, wish->content);
    bool further = wish->update_existing && wish->life.state > before->life.state && wish->life.state != LIFE_DRAFT;
    if (same && !further) {
        admission->outcome = ADMISSION_ALREADY_THERE;
        admission->course = before;
        return 0;
    }
    if (!wish->update_existing) {
        findings_add(&admission->findings, FIELD_COURSE_ID, REASON_COURSE_EXISTS, NULL);
        return 0;
    }
    struct course *course = arena_copy(admitting->arena, before, sizeof *before);
    if (!course)
        return error_raise("no room for a course");
    enum reason reason = life_overtake(course, wish->content, &wish->life, admitting->batch->today);
    if (reason != REASON_NONE) {
        char day[DATE_TEXT_BYTES];
        const char *detail = reason == REASON_BEFORE_LAST_CHANGE
                                 ? arena_printf(admitting->arena, "%s", date_format(before->life.edition_from, day))
                                 : NULL;
        findings_add(&admission->findings, FIELD_ROW, reason, detail);
        return 0;
    }
    int result = judge(admitting);
    if (result || admission->findings.count > 0)
        return result;
    return apply(admitting, course, before, event_of(course, before));
}

int admission_admit(struct catalogue *catalogue, struct batch *batch, struct call *call, struct arena *arena,
                    const struct admission_wish *wish, struct admission *admission)
{
    const struct admitting admitting = {catalogue, batch, call, arena, wish, admission};
    struct course *course = arena_zalloc(arena, 1, sizeof *course);
    assert(course_id_is_fine(wish->course_id));
    if (!course)
        return error_raise("no room for a course");
    *admission = (struct admission){.outcome = ADMISSION_REFUSED};
    int result = stored_course_get(batch->txn, wish->course_id, arena, course);
    if (result == STORE_NOT_FOUND)
        return admit_new(&admitting, course);
    return result ? result : admit_known(&admitting, course);
}
