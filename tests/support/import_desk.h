#pragma once
/* import_desk - what imports of officials and of courses share at a desk; struct chunk and import_call() are theirs. */
#include "service_desk.h"

#include <karmayogi/core/v1/status.pb-c.h>

struct chunk;

static inline struct call *import_call(struct desk *desk, const struct chunk *chunk);

static inline struct uuid import_new_id(struct desk *desk)
{
    struct uuid id;
    assert_int_equal(uuid_v7(&id, desk->time.now_utc_ms), 0);
    return id;
}

static inline void import_refused(struct desk *desk, const struct chunk *chunk, enum status_code code,
                                  const char *reason)
{
    uint64_t head = desk_head(desk);
    struct call *call = import_call(desk, chunk);
    desk_run(desk, call);
    assert_refused(call, code, reason);
    assert_int_equal(desk_head(desk), head);
    call_free(call);
}

/* "KIND field REASON, ..." of a verdict, its flags after a +: what a test compares. */
static inline const char *import_words(unsigned kind, C(Violation) * *violations, size_t violation_count,
                                       C(Violation) * *flags, size_t flag_count)
{
    static const char *const kinds[] = {"?", "STORED", "FLAGGED", "ALREADY_THERE", "REFUSED", "UPDATED"};
    static char text[1024];
    size_t length = (size_t)snprintf(text, sizeof text, "%s", kinds[kind]);
    for (size_t i = 0; i < violation_count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, " %s %s", violations[i]->field,
                                   violations[i]->reason);
    for (size_t i = 0; i < flag_count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, " + %s %s", flags[i]->field, flags[i]->reason);
    return text;
}
