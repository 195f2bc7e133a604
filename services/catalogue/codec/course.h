#pragma once
/* course - requests and answers about courses. */
#include "domain/card.h"
#include "domain/draft.h"
#include "domain/life.h"
#include "runtime/page.h"

/** Create and update. */
struct course_write_request {
    struct course_draft draft;
    uint64_t version; /* update; 0: whatever it is */
    unsigned fields;  /* update: enum course_field */
};

enum course_step { STEP_SUBMIT, STEP_REVIEW, STEP_PUBLISH, STEP_RETIRE };

struct course_step_request {
    enum course_step step;
    const char *course_id;
    uint64_t version;              /* 0: whatever it is */
    enum review_decision decision; /* review */
    const char *remark;            /* review, or why it is retired; clean */
    int32_t day;                   /* publish, retire; DATE_NONE: today */
};

struct course_get_request {
    const char *course_id; /* or NULL */
    const char *igot_id;   /* or NULL */
};

/** A filter as it was sent; sets of codes are not resolved yet. */
struct course_filter {
    struct card_filter card; /* numbers and bits; its sets are not set but for languages */
    struct course_strings providers, competencies, cadres, trades;
    unsigned areas; /* bits of enum competency_area */
};

struct course_list_request {
    struct course_filter filter;
    struct page page; /* of a list; not of a count */
};

/* call->request: as the name says */
int course_decode_create(struct call *call); /* course_write_request */
int course_decode_update(struct call *call);
int course_decode_submit(struct call *call); /* course_step_request */
int course_decode_review(struct call *call);
int course_decode_publish(struct call *call);
int course_decode_retire(struct call *call);
int course_decode_get(struct call *call);   /* course_get_request */
int course_decode_list(struct call *call);  /* course_list_request */
int course_decode_count(struct call *call); /* course_list_request */

/* Answers: the course as whoever calls may see it. */
int course_answer_create(struct call *call, const struct course *course, uint32_t total_minutes, bool created);
int course_answer_update(struct call *call, const struct course *course, uint32_t total_minutes);
int course_answer_step(struct call *call, enum course_step step, const struct course *course, uint32_t total_minutes);
int course_answer_get(struct call *call, const struct course *course, uint32_t total_minutes);
int course_answer_count(struct call *call, const struct card_counts *counts);

/** A page of courses as it grows, up to LIMIT_LIST_BYTES. */
struct course_page {
    void **messages; /* of generated code; only the codec looks into it */
    size_t count, bytes;
};

/** course_page_add() - Return: 0, 1: the page is full without it, or < 0. @messages has room. */
int course_page_add(struct call *call, struct course_page *page, const struct course *course, uint32_t total_minutes);
int course_answer_list(struct call *call, struct store *store, const struct page *page,
                       const struct course_page *courses, struct store_bytes last);

/** course_may_see_staged() - whether whoever calls may write. */
bool course_may_see_staged(const struct call *call);
