#pragma once
/* course_change - an event of the catalogue's feed, as far as it is counted. The only file of reporting that knows the
 * catalogue's messages. */
#include "domain/course_model.h"
#include "store/store.h"

enum course_change_kind { COURSE_CHANGE_NONE, COURSE_CHANGE_ENTRIES, COURSE_CHANGE_COURSE };

struct course_change {
    enum course_change_kind kind;
    /* ENTRIES */
    const struct course_entry *entries;
    size_t entry_count;
    /* COURSE */
    const char *course_id;
    struct course_news news;
};

/** course_change_read() - strings live in @arena. Return: 0, or < 0: the event cannot be read. */
int course_change_read(struct store_bytes event, struct arena *arena, struct course_change *change);
