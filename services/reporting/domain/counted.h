#pragma once
/*
 * counted - one official as reporting counts it: a version, and spans of days with one state each. A span ends where
 * the next begins; the last one still holds.
 */
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers as in karmayogi.registration.v1.OfficialState. */
enum counted_state { COUNTED_NONE, COUNTED_ACTIVE, COUNTED_BLOCKED, COUNTED_RETIRED, COUNTED_STATES };

struct span {
    int32_t first_day;
    uint32_t organisation; /* ordinal */
    uint32_t district_code;
    enum counted_state state;
    uint32_t designation; /* ordinal; 0: not in the master list */
    uint8_t level;        /* 0: none or not known */
    /* Numbers as in karmayogi.registration.v1; 0: not said. */
    uint8_t group, gender, category, engagement;
};

/* Most spans of one official: a change a week for five years. Beyond it the newest span takes on every further state:
 * today is counted right, and the days since that span began are counted as today. */
#define COUNTED_SPANS 256

struct counted {
    uint64_t number;
    uint64_t version;
    struct span spans[COUNTED_SPANS];
    size_t span_count;
};

/** What counted_apply() did. */
enum counted_outcome {
    COUNTED_OLD = 0,  /* the version was applied before: nothing to do */
    COUNTED_APPENDED, /* one more span */
    COUNTED_REPLACED, /* the newest span was changed: same first day */
    COUNTED_UNCHANGED /* the version moved on; nothing that is counted changed */
};

/** counted_apply() - the official has this state from @span's first day on, by version @version. An earlier day than
 * the newest span's is taken as that span's day: time does not run back. */
enum counted_outcome counted_apply(struct counted *counted, uint64_t version, const struct span *span);

/** counted_end_day() - first day on which span @i does not hold any more; DATE_NONE: it still holds. */
int32_t counted_end_day(const struct counted *counted, size_t i);
