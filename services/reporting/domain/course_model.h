#pragma once
/*
 * course_model - everything that figures of courses are counted from, in memory: one generation of the catalogue's
 * feed. Belongs to one thread. Functions that allocate return 0, or < 0: out of memory.
 */
#include "domain/course.h"
#include "domain/dictionary.h"

#define COURSE_AREAS 4 /* of competencies, by number of karmayogi.catalogue.v1.CompetencyArea; [0]: not said */

/* A span of days on which a course is live, with one edition. */
struct course_row {
    int32_t first_day, end_day;
    uint32_t languages; /* place of the whole set */
    uint32_t provider;  /* place; 0: not in the master list */
    uint32_t minutes;
    uint8_t kind;
    uint8_t areas; /* bit 1 << area of every competency */
};

struct course_held; /* one course, with its competencies */

struct course_model {
    struct dictionary ids;
    struct course_held *courses; /* by place of the id */
    uint32_t course_room;
    struct dictionary providers;
    struct dictionary languages;    /* sets, as "en+hi" */
    struct dictionary competencies; /* codes */
    uint8_t *area_of;               /* by place of the competency */
    uint32_t area_room;
    struct course_row *rows; /* of all courses; as of the newest course_model_settle() */
    uint32_t row_count, row_room;
};

/* Which master list of the catalogue; numbers as in karmayogi.catalogue.v1.MasterList. */
enum course_list { COURSE_LIST_COMPETENCY = 1, COURSE_LIST_PROVIDER = 2 };

/* An entry of one of them. */
struct course_entry {
    enum course_list list;
    const char *code;
    const char *name_en, *name_hi; /* of providers */
    uint8_t area;                  /* of competencies */
};

struct course_model *course_model_new(void); /* NULL: out of memory */
void course_model_free(struct course_model *model);

/* Each: add or replace; everything is copied; counted once course_model_settle() was called. */
int course_model_put(struct course_model *model, const char *id, const struct course_span *spans, size_t span_count);
int course_model_put_entry(struct course_model *model, const struct course_entry *entry);

/** course_model_settle() - make the rows anew, after a page or a load. */
int course_model_settle(struct course_model *model);
