/* event - see event.h. A course's events carry the whole course but for the content of a staged edit, which is only for
 * those who may write; its state is told. */
#include "codec/event.h"

#include "base/error.h"
#include "codec/convert.h"
#include "wire/envelope.h"

#include <karmayogi/catalogue/v1/event.pb-c.h>

typedef CATALOGUE(Event) Event;

static int pack(const Event *event, struct arena *arena, struct store_bytes *out)
{
    out->data = wire_pack_in(arena, &event->base, &out->length);
    return out->data ? 0 : error_raise("no room for an event");
}

int event_course(enum event_kind kind, const struct course *course, uint32_t total_minutes, struct arena *arena,
                 struct store_bytes *out)
{
    Event event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    CATALOGUE(CourseCreated) created = KARMAYOGI__CATALOGUE__V1__COURSE_CREATED__INIT;
    CATALOGUE(CourseUpdated) updated = KARMAYOGI__CATALOGUE__V1__COURSE_UPDATED__INIT;
    CATALOGUE(CourseSubmitted) submitted = KARMAYOGI__CATALOGUE__V1__COURSE_SUBMITTED__INIT;
    CATALOGUE(CourseReviewed) reviewed = KARMAYOGI__CATALOGUE__V1__COURSE_REVIEWED__INIT;
    CATALOGUE(CoursePublished) published = KARMAYOGI__CATALOGUE__V1__COURSE_PUBLISHED__INIT;
    CATALOGUE(CourseRetired) retired = KARMAYOGI__CATALOGUE__V1__COURSE_RETIRED__INIT;
    CATALOGUE(Course) *message = convert_course_message(course, true, total_minutes, false, arena);
    if (!message)
        return error_raise("no room for an event");
    created.course = updated.course = submitted.course = message;
    reviewed.course = published.course = retired.course = message;
    switch (kind) {
    case EVENT_COURSE_CREATED:
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_CREATED;
        event.course_created = &created;
        break;
    case EVENT_COURSE_UPDATED:
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_UPDATED;
        event.course_updated = &updated;
        break;
    case EVENT_COURSE_SUBMITTED:
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_SUBMITTED;
        event.course_submitted = &submitted;
        break;
    case EVENT_COURSE_REVIEWED:
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_REVIEWED;
        event.course_reviewed = &reviewed;
        break;
    case EVENT_COURSE_PUBLISHED:
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_PUBLISHED;
        event.course_published = &published;
        break;
    case EVENT_COURSE_RETIRED:
        event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_RETIRED;
        event.course_retired = &retired;
        break;
    }
    return pack(&event, arena, out);
}

int event_master_entries(enum master_list list, const struct master_entry *entries, size_t count, struct arena *arena,
                         struct store_bytes *out)
{
    Event event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    CATALOGUE(MasterEntriesPut) put = KARMAYOGI__CATALOGUE__V1__MASTER_ENTRIES_PUT__INIT;
    put.list = (CATALOGUE(MasterList))list;
    put.entries = arena_zalloc(arena, count + 1, sizeof *put.entries);
    if (!put.entries)
        return error_raise("no room for an event");
    for (size_t i = 0; i < count; i++)
        if (!(put.entries[put.n_entries++] = convert_master_entry_message(&entries[i], arena)))
            return error_raise("no room for an event");
    event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_MASTER_ENTRIES_PUT;
    event.master_entries_put = &put;
    return pack(&event, arena, out);
}
