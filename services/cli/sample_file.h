#pragma once
/*
 * sample_file - a whole sample file: good rows, bad ones, repetitions of earlier rows and rows that clash with earlier
 * ones, mixed at random, the same for the same seed on every machine.
 */
#include "sample_mix.h"
#include "sample_person.h"

#include <stdio.h>

struct sample_plan {
    struct sample_settings people;
    uint64_t rows[SAMPLE_KINDS]; /* how many of each */
    bool named;                  /* layout with names in any order, parent's names included; otherwise iGOT's */
    bool header;
    bool bom;
    const char *line_end;     /* "\n" or "\r\n" */
    const char *organisation; /* named layout: a column with it; NULL: none */
};

/** A file that is being written, one plan after another: one for each district of a department, say. */
struct sample_file {
    FILE *out, *truth, *corrected;
    const struct sample_plan *plan; /* the one in work */
    struct arena arena;             /* of one row */
    struct sample_mix mix;
    uint64_t line; /* of the next row */
};

/**
 * sample_file_begin() - the headers, as the layout of @plan has them; the plans that follow must have the same layout
 * @truth: CSV line,kind,what of every row; NULL: not wanted
 * @corrected: CSV of the bad rows as they should have been, with refused_line first; NULL: not wanted
 *
 * sample_file_end() must follow. Return: 0, or < 0.
 */
int sample_file_begin(struct sample_file *file, const struct sample_plan *plan, FILE *out, FILE *truth,
                      FILE *corrected);

/** sample_file_add() - the rows of @plan; only its own rows are repeated and clashed with. Return: 0, or < 0. */
int sample_file_add(struct sample_file *file, const struct sample_plan *plan);

void sample_file_end(struct sample_file *file);

/** sample_file_write() - a file of one plan. Return: 0, or < 0. */
int sample_file_write(const struct sample_plan *plan, FILE *out, FILE *truth, FILE *corrected);
