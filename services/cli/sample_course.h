#pragma once
/*
 * sample_course - a course of a sample catalogue, made from the seed and a number alone, so that an earlier row can be
 * made again without being remembered.
 *
 * Numbers below live + drafts + retired are the catalogue: spread among them stand exactly so many live courses, and
 * exactly so many of these can be taken in Hindi. Numbers above are further courses, for rows that must be refused. No
 * two numbers have an id or an English title in common.
 */
#include "sample_lists.h"
#include "splitmix.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define SAMPLE_MOST_COURSES     100000
#define SAMPLE_COURSE_LANGUAGES 16 /* of the whole catalogue, English and Hindi among them */
#define SAMPLE_COURSE_TOPICS    3

struct sample_course_settings {
    uint64_t seed;
    uint64_t live;             /* courses that are live */
    uint64_t hindi;            /* of those, courses that can be taken in Hindi; <= live */
    uint64_t drafts, retired;  /* on top */
    unsigned unknown_provider; /* of 10,000, from a provider that is not in the list */
    const struct sample_lists *lists;
};

enum sample_course_state { SAMPLE_LIVE, SAMPLE_DRAFT, SAMPLE_RETIRED };

/** Texts live in the arena or for ever; "" where there is none. */
struct sample_course {
    uint64_t number;
    enum sample_course_state state;
    const char *course_id, *igot_id; /* one of them may be empty */
    unsigned kind;                   /* place in sample_course_kinds */
    const char *title_en, *title_hi, *description_en, *description_hi;
    const char *languages[SAMPLE_COURSE_LANGUAGES];
    size_t language_count;
    const char *original_language; /* "": the first of them */
    const char *provider;
    unsigned minutes;
    const struct sample_topic *topics[SAMPLE_COURSE_TOPICS]; /* the first is the one in the title */
    size_t topic_count;
    const struct sample_audience *audiences[4];
    size_t audience_count;
    unsigned level_from, level_to;    /* 0: none */
    bool of_state;                    /* made for Uttar Pradesh */
    const char *language_version_of;  /* id of an earlier number's course */
    int32_t published_on, retired_on; /* days since 1970-01-01; DATE_NONE */
};

/** sample_course_catalogue() - how many numbers are the catalogue. */
uint64_t sample_course_catalogue(const struct sample_course_settings *settings);

/** sample_course() - course @number, the same at every call. Return: 0, or < 0: arena past its cap. */
int sample_course(const struct sample_course_settings *settings, uint64_t number, struct arena *arena,
                  struct sample_course *course);

/** sample_course_id() - the id under which the catalogue keeps it: its own, or that of iGOT. */
const char *sample_course_id(const struct sample_course *course);
