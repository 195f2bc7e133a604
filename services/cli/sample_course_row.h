#pragma once
/* sample_course_row - a sample course as the cells of a row, and the ways to get a row wrong. */
#include "sample_course.h"

#include <karmayogi/catalogue/v1/import.pb-c.h>

#define SAMPLE_COURSE_COLUMNS (KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_COLUMN__COURSE_IMPORT_COLUMN_RETIRED_ON + 1)

/** Cells by CourseImportColumn; the first, of no column, is unused. Texts live in the arena. */
struct sample_course_row {
    const char *cells[SAMPLE_COURSE_COLUMNS];
};

/**
 * sample_course_row_write() - the row of @course
 * @spelling: 0: as it is written first; any other number: another spelling of the same
 * Return: 0, or < 0: arena past its cap.
 */
int sample_course_row_write(const struct sample_course_settings *settings, const struct sample_course *course,
                            uint64_t spelling, struct arena *arena, struct sample_course_row *row);

/** sample_course_row_spoil() - break one rule in @row. Return: a word for what was broken, such as `duration-form`. */
const char *sample_course_row_spoil(struct splitmix *random, struct sample_course_row *row);

/** sample_course_header() - the names of the columns, from the arena. Return: 0, or < 0: arena past its cap. */
int sample_course_header(struct arena *arena, struct sample_course_row *row);
