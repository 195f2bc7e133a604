#pragma once
/* event - what the catalogue's feed tells, packed. Bytes live in the arena. */
#include "domain/course.h"
#include "domain/master_list.h"
#include "store/store.h"

/** What happened to a course. */
enum event_kind {
    EVENT_COURSE_CREATED,
    EVENT_COURSE_UPDATED,
    EVENT_COURSE_SUBMITTED,
    EVENT_COURSE_REVIEWED,
    EVENT_COURSE_PUBLISHED,
    EVENT_COURSE_RETIRED
};

/* Return: 0 with @event set, or < 0: past the arena's cap. */
int event_course(enum event_kind kind, const struct course *course, uint32_t total_minutes, struct arena *arena,
                 struct store_bytes *event);
int event_master_entries(enum master_list list, const struct master_entry *entries, size_t count, struct arena *arena,
                         struct store_bytes *event);
