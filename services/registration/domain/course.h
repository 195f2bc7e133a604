#pragma once
/*
 * course - what registration keeps of a course of the catalogue: as much as enrolments, progress, completions and
 * certificates are decided by. It owns nothing of it; the catalogue's feed says it.
 */
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COURSE_MODULES   256 /* the present 64 at most, and such as earlier editions had */
#define COURSE_LANGUAGES 24
#define COURSE_TITLES    24

/** Numbers as in karmayogi.catalogue.v1.LifeState. */
enum course_state { COURSE_NONE, COURSE_DRAFT, COURSE_REVIEW, COURSE_REVIEWED, COURSE_LIVE, COURSE_RETIRED };

struct course_module {
    const char *id;
    uint32_t duration_minutes;
    bool is_assessment;
    bool is_optional;
    bool is_former; /* an earlier edition had it: progress that names it is no mistake, and counts for nothing */
};

struct course_title {
    const char *language; /* ISO 639 code */
    const char *text;
};

/** A course as the newest event said; what was never published is here, too, so that it can be refused by its state. */
struct course {
    const char *id;
    uint64_t version;
    enum course_state state;
    uint32_t edition;     /* 0: never published */
    int32_t live_from;    /* first day on which it was live; DATE_NONE: never */
    int32_t edition_from; /* first day of the present edition */
    int32_t retired_on;   /* first day on which it was not live any more; DATE_NONE: not retired */
    uint32_t kind;        /* number as in karmayogi.catalogue.v1.CourseKind */
    uint32_t duration_minutes;
    bool has_assessment; /* one of its present modules is one, or it is an assessment as a whole */
    const struct course_title *titles;
    size_t title_count;
    const char *const *languages; /* in which it can be taken */
    size_t language_count;
    struct course_module *modules; /* the present ones in order, then former ones, the newest of them first */
    size_t module_count;           /* room for COURSE_MODULES where former ones are to be added */
};

/** course_add_former_modules() - the modules of @before that @course has not (any more) become its former ones; beyond
 * COURSE_MODULES the oldest are forgotten. */
void course_add_former_modules(struct course *course, const struct course *before);

/** course_find_module() - present or former. Return: NULL: the course never had it. */
const struct course_module *course_find_module(const struct course *course, const char *id);
