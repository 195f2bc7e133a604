/* course - see course.h. */
#include "codec/course.h"

#include "base/error.h"
#include "codec/convert.h"
#include "wire/envelope.h"

#include <assert.h>
#include <karmayogi/catalogue/v1/event.pb-c.h>
#include <karmayogi/registration/v1/record.pb-c.h>

#define CATALOGUE(name) Karmayogi__Catalogue__V1__##name

static_assert((int)COURSE_LIVE == (int)KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_LIVE, "states");
static_assert((int)COURSE_RETIRED == (int)KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_RETIRED, "states");

static int unreadable(void)
{
    return error_raise("an event of the catalogue cannot be read");
}

static const CATALOGUE(Course) * course_of(const CATALOGUE(Event) * event, bool *about_a_course)
{
    *about_a_course = true;
    switch (event->kind_case) {
    case KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_CREATED:
        return event->course_created->course;
    case KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_UPDATED:
        return event->course_updated->course;
    case KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_SUBMITTED:
        return event->course_submitted->course;
    case KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_REVIEWED:
        return event->course_reviewed->course;
    case KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_PUBLISHED:
        return event->course_published->course;
    case KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_RETIRED:
        return event->course_retired->course;
    default:
        *about_a_course = false;
        return NULL;
    }
}

static bool is_assessment_kind(CATALOGUE(CourseKind) kind)
{
    return kind == KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_STANDALONE_ASSESSMENT ||
           kind == KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_COMPREHENSIVE_ASSESSMENT;
}

static bool take_modules(const CATALOGUE(CourseContent) * content, struct arena *arena, struct course *course)
{
    course->modules = arena_zalloc(arena, COURSE_MODULES, sizeof *course->modules);
    if (!course->modules || content->n_modules > COURSE_MODULES)
        return false;
    course->module_count = content->n_modules;
    for (size_t i = 0; i < content->n_modules; i++) {
        const CATALOGUE(Module) *module = content->modules[i];
        course->modules[i] = (struct course_module){
            .id = module->module_id,
            .duration_minutes = module->duration_minutes,
            .is_assessment = module->kind == KARMAYOGI__CATALOGUE__V1__MODULE_KIND__MODULE_KIND_ASSESSMENT,
            .is_optional = module->is_optional,
        };
        course->has_assessment |= course->modules[i].is_assessment;
    }
    return true;
}

static bool take_content(const CATALOGUE(CourseContent) * content, struct arena *arena, struct course *course)
{
    struct course_title *titles = arena_zalloc(arena, content->n_texts, sizeof *titles);
    if (!titles || content->n_texts > COURSE_TITLES || content->n_languages > COURSE_LANGUAGES)
        return false;
    for (size_t i = 0; i < content->n_texts; i++)
        titles[i] = (struct course_title){content->texts[i]->language, content->texts[i]->title};
    course->titles = titles;
    course->title_count = content->n_texts;
    course->languages = (const char *const *)content->languages;
    course->language_count = content->n_languages;
    course->kind = (uint32_t)content->kind;
    course->duration_minutes = content->duration_minutes;
    course->has_assessment = is_assessment_kind(content->kind);
    return take_modules(content, arena, course);
}

int course_from_event(struct store_bytes bytes, struct arena *arena, struct course *course)
{
    const CATALOGUE(Event) *event =
        (CATALOGUE(Event) *)wire_unpack(&karmayogi__catalogue__v1__event__descriptor, bytes.data, bytes.length, arena);
    bool about_a_course;
    *course = (struct course){0};
    if (!event)
        return unreadable();
    const CATALOGUE(Course) *message = course_of(event, &about_a_course);
    if (!about_a_course)
        return 0;
    if (!message || !message->course_id[0] || !message->life || !message->content || message->version == 0 ||
        (unsigned)message->life->state > COURSE_RETIRED || message->life->state == 0)
        return unreadable();
    course->version = message->version;
    course->state = (enum course_state)message->life->state;
    course->edition = message->life->edition;
    bool sound = convert_date(message->life->live_from, &course->live_from) == CONVERT_DATE_OK &&
                 convert_date(message->life->edition_from, &course->edition_from) == CONVERT_DATE_OK &&
                 convert_date(message->life->retired_on, &course->retired_on) == CONVERT_DATE_OK &&
                 take_content(message->content, arena, course);
    course->id = message->course_id;
    return sound ? 0 : unreadable();
}

/* The parts of a record that are lists. Return: whether the arena had room. */
static bool pack_lists(const struct course *course, struct arena *arena, REGISTRATION(CourseRecord) * record)
{
    REGISTRATION(CourseModuleRecord) *modules = arena_zalloc(arena, course->module_count, sizeof *modules);
    CORE(LocalizedText) *titles = arena_zalloc(arena, course->title_count, sizeof *titles);
    record->modules = arena_zalloc(arena, course->module_count, sizeof *record->modules);
    record->titles = arena_zalloc(arena, course->title_count, sizeof *record->titles);
    if (!modules || !titles || !record->modules || !record->titles)
        return false;
    for (size_t i = 0; i < course->module_count; i++) {
        karmayogi__registration__v1__course_module_record__init(&modules[i]);
        modules[i].module_id = convert_text(course->modules[i].id);
        modules[i].duration_minutes = course->modules[i].duration_minutes;
        modules[i].is_assessment = course->modules[i].is_assessment;
        modules[i].is_optional = course->modules[i].is_optional;
        modules[i].is_former = course->modules[i].is_former;
        record->modules[i] = &modules[i];
    }
    for (size_t i = 0; i < course->title_count; i++) {
        karmayogi__core__v1__localized_text__init(&titles[i]);
        titles[i].language = convert_text(course->titles[i].language);
        titles[i].text = convert_text(course->titles[i].text);
        record->titles[i] = &titles[i];
    }
    record->n_modules = course->module_count;
    record->n_titles = course->title_count;
    record->languages = (char **)(uintptr_t)course->languages;
    record->n_languages = course->language_count;
    return true;
}

int course_pack(const struct course *course, struct arena *arena, struct buffer *out)
{
    REGISTRATION(CourseRecord) record = KARMAYOGI__REGISTRATION__V1__COURSE_RECORD__INIT;
    bool failed = false;
    record.version = course->version;
    record.state = (uint32_t)course->state;
    record.edition = course->edition;
    record.live_from = convert_date_message(course->live_from, arena, &failed);
    record.edition_from = convert_date_message(course->edition_from, arena, &failed);
    record.retired_on = convert_date_message(course->retired_on, arena, &failed);
    record.kind = course->kind;
    record.duration_minutes = course->duration_minutes;
    record.has_assessment = course->has_assessment;
    if (failed || !pack_lists(course, arena, &record))
        return error_raise("no room for a course");
    return wire_pack(&record.base, out);
}

static bool unpack_lists(const REGISTRATION(CourseRecord) * record, struct arena *arena, struct course *course)
{
    struct course_title *titles = arena_zalloc(arena, record->n_titles, sizeof *titles);
    course->modules = arena_zalloc(arena, record->n_modules, sizeof *course->modules);
    if (!titles || !course->modules)
        return false;
    for (size_t i = 0; i < record->n_titles; i++)
        titles[i] = (struct course_title){record->titles[i]->language, record->titles[i]->text};
    for (size_t i = 0; i < record->n_modules; i++)
        course->modules[i] = (struct course_module){
            .id = record->modules[i]->module_id,
            .duration_minutes = record->modules[i]->duration_minutes,
            .is_assessment = record->modules[i]->is_assessment,
            .is_optional = record->modules[i]->is_optional,
            .is_former = record->modules[i]->is_former,
        };
    course->titles = titles;
    course->title_count = record->n_titles;
    course->module_count = record->n_modules;
    course->languages = (const char *const *)record->languages;
    course->language_count = record->n_languages;
    return true;
}

int course_unpack(struct store_bytes bytes, struct arena *arena, struct course *course)
{
    const REGISTRATION(CourseRecord) *record = (REGISTRATION(CourseRecord) *)wire_unpack(
        &karmayogi__registration__v1__course_record__descriptor, bytes.data, bytes.length, arena);
    if (!record || record->state > COURSE_RETIRED || record->n_modules > COURSE_MODULES ||
        convert_date(record->live_from, &course->live_from) != CONVERT_DATE_OK ||
        convert_date(record->edition_from, &course->edition_from) != CONVERT_DATE_OK ||
        convert_date(record->retired_on, &course->retired_on) != CONVERT_DATE_OK ||
        !unpack_lists(record, arena, course))
        return error_raise("a record of a course cannot be read");
    course->version = record->version;
    course->state = (enum course_state)record->state;
    course->edition = record->edition;
    course->kind = record->kind;
    course->duration_minutes = record->duration_minutes;
    course->has_assessment = record->has_assessment;
    return 0;
}
