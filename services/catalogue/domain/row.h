#pragma once
/*
 * row - a row of a list of courses: cells of text become a draft and a wish for its life, and are judged.
 */
#include "domain/draft.h"
#include "domain/life.h"

/* Cells of a row by enum field (FIELD_COURSE_ID to FIELD_RETIRED_ON); numbers as in
 * karmayogi.catalogue.v1.CourseImportColumn. */
#define ROW_CELLS (FIELD_RETIRED_ON + 1)

/** What holds for all rows of an import. */
struct row_settings {
    enum life_state state; /* where the row does not say; NONE: DRAFT */
    int32_t published_on;  /* where the row does not say; DATE_NONE: today */
    const char *provider;  /* where the row does not say; "": every row says it */
    bool update_existing;
    const char *label;
    bool accept_legacy_looking_text;
};

/** What a row comes to. */
struct row {
    const char *course_id;
    struct course_content content; /* from course_check() */
    struct life_wish life;         /* from life_wish_check() */
};

/**
 * row_read() - read and judge the cells of a row; NULL: there is no such cell
 * @findings: every reason why it is refused, in the order of the columns; a cell that cannot be read has no other
 * Return: 0, with @row set where nothing was found; < 0: arena past its cap.
 */
int row_read(const char *const cells[ROW_CELLS], const struct row_settings *settings,
             const struct draft_context *context, struct row *row, struct findings *findings);

/**
 * row_complete() - what a row does not speak of is not changed by it: modules and parts, texts in other languages than
 * English and Hindi, and whatever the list has no column for stay as @before has them; texts keep its order
 * @cells: as for row_read(). An empty cell of a column that the list has says "none".
 * Return: 0, or < 0: arena past its cap.
 */
int row_complete(struct row *row, const char *const cells[ROW_CELLS], const struct course_content *before,
                 struct arena *arena);
