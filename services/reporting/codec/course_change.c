/* course_change - see course_change.h. An event of a kind that is not counted, or that is younger than this program,
 * changes nothing. */
#include "codec/course_change.h"

#include "base/error.h"
#include "wire/envelope.h"

#include <assert.h>
#include <karmayogi/catalogue/v1/event.pb-c.h>
#include <stdlib.h>
#include <string.h>

#define CATALOGUE(name) Karmayogi__Catalogue__V1__##name
#define NUMBER(name)    KARMAYOGI__CATALOGUE__V1__##name

static_assert((int)COURSE_LIST_COMPETENCY == (int)NUMBER(MASTER_LIST__MASTER_LIST_COMPETENCY) &&
                  (int)COURSE_LIST_PROVIDER == (int)NUMBER(MASTER_LIST__MASTER_LIST_PROVIDER),
              "lists");
static_assert(COURSE_AREAS == (int)NUMBER(COMPETENCY_AREA__COMPETENCY_AREA_DOMAIN) + 1, "areas");

static int unreadable(void)
{
    return error_raise("an event of the catalogue cannot be read");
}

static int32_t days_of(const Karmayogi__Core__V1__Date *date)
{
    return date ? date_from_civil(date->year, date->month, date->day) : DATE_NONE;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Sorted, each once, as "en+hi". */
static const char *join_languages(const CATALOGUE(CourseContent) * content, struct arena *arena)
{
    char **codes = arena_copy(arena, content->languages, content->n_languages * sizeof *codes);
    const char *joined = "";
    if (!codes)
        return NULL;
    if (content->n_languages > 1)
        qsort(codes, content->n_languages, sizeof *codes, by_text);
    for (size_t i = 0; i < content->n_languages && joined; i++)
        if (i == 0 || strcmp(codes[i], codes[i - 1]) != 0)
            joined = arena_printf(arena, "%s%s%s", joined, i ? "+" : "", codes[i]);
    return joined;
}

static int read_course(const CATALOGUE(Course) * course, struct arena *arena, struct course_change *change)
{
    if (!course || !course->life || !course->content || !course->course_id[0])
        return unreadable();
    const CATALOGUE(CourseContent) *content = course->content;
    int32_t live_from = days_of(course->life->live_from), edition_from = days_of(course->life->edition_from);
    int kind = (int)content->kind;
    change->kind = COURSE_CHANGE_COURSE;
    change->course_id = course->course_id;
    change->news = (struct course_news){
        .version = course->version,
        .published = live_from != DATE_NONE,
        .live_from = live_from,
        .edition_from = edition_from == DATE_NONE ? live_from : edition_from,
        .retired_on = days_of(course->life->retired_on),
        .edition =
            {
                .kind = kind > 0 && kind <= UINT8_MAX ? (uint8_t)kind : 0,
                .minutes = content->duration_minutes,
                .languages = join_languages(content, arena),
                .provider = content->provider_code,
                .competencies = (const char *const *)content->competency_codes,
                .competency_count = content->n_competency_codes,
            },
    };
    return change->news.edition.languages ? 0 : unreadable();
}

static int read_entries(const CATALOGUE(MasterEntriesPut) * put, struct arena *arena, struct course_change *change)
{
    if (!put)
        return unreadable();
    if (put->list != NUMBER(MASTER_LIST__MASTER_LIST_COMPETENCY) &&
        put->list != NUMBER(MASTER_LIST__MASTER_LIST_PROVIDER))
        return 0;
    struct course_entry *entries = arena_zalloc(arena, put->n_entries + 1, sizeof *entries);
    if (!entries)
        return unreadable();
    for (size_t i = 0; i < put->n_entries; i++)
        entries[i] = (struct course_entry){.list = (enum course_list)put->list,
                                           .code = put->entries[i]->code,
                                           .name_en = put->entries[i]->name_en,
                                           .name_hi = put->entries[i]->name_hi,
                                           .area = (uint8_t)put->entries[i]->area};
    change->kind = COURSE_CHANGE_ENTRIES;
    change->entries = entries;
    change->entry_count = put->n_entries;
    return 0;
}

int course_change_read(struct store_bytes bytes, struct arena *arena, struct course_change *change)
{
    const CATALOGUE(Event) *event =
        (CATALOGUE(Event) *)wire_unpack(&karmayogi__catalogue__v1__event__descriptor, bytes.data, bytes.length, arena);
    *change = (struct course_change){.kind = COURSE_CHANGE_NONE};
    if (!event)
        return unreadable();
    switch ((int)event->kind_case) {
    case NUMBER(EVENT__KIND_MASTER_ENTRIES_PUT):
        return read_entries(event->master_entries_put, arena, change);
    case NUMBER(EVENT__KIND_COURSE_CREATED):
        return read_course(event->course_created->course, arena, change);
    case NUMBER(EVENT__KIND_COURSE_UPDATED):
        return read_course(event->course_updated->course, arena, change);
    case NUMBER(EVENT__KIND_COURSE_SUBMITTED):
        return read_course(event->course_submitted->course, arena, change);
    case NUMBER(EVENT__KIND_COURSE_REVIEWED):
        return read_course(event->course_reviewed->course, arena, change);
    case NUMBER(EVENT__KIND_COURSE_PUBLISHED):
        return read_course(event->course_published->course, arena, change);
    case NUMBER(EVENT__KIND_COURSE_RETIRED):
        return read_course(event->course_retired->course, arena, change);
    default:
        return 0;
    }
}
