#pragma once
/*
 * course - one course as reporting counts it: a version, and spans of days with what the edition of those days says. A
 * span ends where the next begins; the last one still holds.
 */
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct course_span {
    int32_t first_day;
    bool live;    /* false: retired, and then nothing else is said */
    uint8_t kind; /* as karmayogi.catalogue.v1.CourseKind */
    uint32_t minutes;
    const char *languages;           /* sorted codes, each once, as "en+hi" */
    const char *provider;            /* code; "": not in the master list */
    const char *const *competencies; /* codes */
    size_t competency_count;
};

/* Most spans of one course: an edition a month for five years. Beyond it the newest span takes on every further
 * edition; the last place is kept for the day on which it is retired. */
#define COURSE_SPANS 64

struct course {
    uint64_t version;
    struct course_span spans[COURSE_SPANS];
    size_t span_count;
};

/* A course as an event tells it. */
struct course_news {
    uint64_t version;
    bool published;             /* now or before: it has been live */
    int32_t live_from;          /* needed where published */
    int32_t edition_from;       /* of the edition in `edition`; needed where published */
    int32_t retired_on;         /* DATE_NONE: not retired */
    struct course_span edition; /* the live edition, or the last one that was; first_day and live are not looked at */
};

enum course_outcome {
    COURSE_OLD = 0,  /* the version was applied before: nothing to do */
    COURSE_CHANGED,  /* the spans are others */
    COURSE_UNCHANGED /* the version moved on; nothing that is counted changed */
};

/**
 * course_apply() - take in what an event tells. The days before the first edition that was told are counted as that
 * one; a retirement is final. A span that the course takes on refers to the strings of @news.
 */
enum course_outcome course_apply(struct course *course, const struct course_news *news);
