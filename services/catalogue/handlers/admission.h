#pragma once
/*
 * admission - the one way in for a course: CreateCourse and every row of an import.
 *
 * A row is admitted so:
 *
 *  1. Read its cells into a struct course_draft (names of competencies, cadres and trades looked up, see draft.h) and a
 *     struct life_wish (state and days; what the row does not say comes from the settings).
 *  2. course_check(draft, COURSE_ALL, ...) and life_wish_check(): the findings are the row's violations.
 *  3. Without findings: admission_admit(). It looks at what only the store knows, decides, and applies: record, index
 *     of ids on iGOT, index of parts, the memory for counts, one event. Nothing is applied where it refuses.
 *  4. The verdict follows from the outcome; flags by course_flags() of the admitted content.
 *
 * Rows of a chunk see the rows before them: everything goes through the batch's transaction.
 */
#include "codec/event.h"
#include "domain/draft.h"
#include "domain/life.h"
#include "runtime/writer.h"
#include "service.h"

enum admission_outcome {
    ADMISSION_CREATED,       /* verdict STORED, or FLAGGED */
    ADMISSION_UPDATED,       /* verdict UPDATED, or FLAGGED; only with update_existing */
    ADMISSION_ALREADY_THERE, /* same content (and, with update_existing, nothing to move on to) */
    ADMISSION_REFUSED,
};

struct admission_wish {
    const char *course_id;                /* in the form of an id: asserted */
    const struct course_content *content; /* from course_check() */
    struct life_wish life;                /* from life_wish_check() */
    bool update_existing; /* a course with this id and other content, or an earlier state, gets what is wished; without
                             it other content is refused, COURSE_EXISTS */
};

struct admission {
    enum admission_outcome outcome;
    const struct course *course; /* as it is now, in the arena; NULL for REFUSED */
    struct findings findings;    /* REFUSED: why. COURSE_EXISTS, IGOT_ID_TAKEN, COURSE_UNKNOWN (parts,
                                    language_version_of), PARTS_NESTED, TOO_LARGE, and those of life_overtake() */
};

/**
 * admission_admit() - decide and, unless it refuses or nothing would change, apply with its event (call_event())
 * @arena: for everything that only this admission needs; @admission->course and details of findings live there
 * Return: 0, or as the store said.
 */
int admission_admit(struct catalogue *catalogue, struct batch *batch, struct call *call, struct arena *arena,
                    const struct admission_wish *wish, struct admission *admission);

/**
 * admission_judge() - what only the store knows of a content: whether another course has its id on iGOT, whether its
 * parts and language_version_of are there and the parts have none themselves, whether it is too large
 * @fields: what is judged (enum course_field); its size always
 * Return: 0 with @findings added to, or as the store said.
 */
int admission_judge(struct store_txn *txn, struct arena *arena, const char *course_id,
                    const struct course_content *content, unsigned fields, struct findings *findings);

/**
 * admission_apply() - store a changed course with its version, its indexes, its card, and its event
 * @before: as it was; NULL for a new one
 * @total_minutes: set: with those of its parts
 * Return: 0, or as the store said.
 */
int admission_apply(struct catalogue *catalogue, struct batch *batch, struct call *call, struct arena *arena,
                    struct course *course, const struct course *before, enum event_kind event, uint32_t *total_minutes);

/** admission_total_minutes() - of a course with those of its parts, as the batch sees them. Return: as the store said.
 */
int admission_total_minutes(struct store_txn *txn, struct arena *arena, const struct course_content *content,
                            uint32_t *minutes);
