#pragma once
/* sample_course_file - a whole list of sample courses: the catalogue, and among it bad rows, repetitions and clashes,
 * the same for the same seed on every machine. */
#include "sample_course.h"
#include "sample_mix.h"

#include <stdio.h>

struct sample_course_plan {
    struct sample_course_settings courses;
    uint64_t rows[SAMPLE_KINDS]; /* good: the whole catalogue, drafts and retired ones too */
};

/**
 * sample_course_file_write() - the file
 * @truth: CSV line,kind,what of every row; NULL: not wanted
 * Return: 0, or < 0.
 */
int sample_course_file_write(const struct sample_course_plan *plan, FILE *out, FILE *truth);
