#pragma once
/*
 * sample_file - a whole sample file: good rows, bad ones, repetitions of earlier rows and rows that clash with earlier
 * ones, mixed at random, the same for the same seed on every machine.
 */
#include "sample_person.h"

#include <stdio.h>

enum sample_kind { SAMPLE_GOOD, SAMPLE_BAD, SAMPLE_REPEATED, SAMPLE_CLASHING, SAMPLE_KINDS };

struct sample_plan {
    struct sample_settings people;
    uint64_t rows[SAMPLE_KINDS]; /* how many of each */
    bool named;                  /* layout with names in any order, parent's names included; otherwise iGOT's */
    bool header;
    bool bom;
    const char *line_end;     /* "\n" or "\r\n" */
    const char *organisation; /* named layout: a column with it; NULL: none */
};

/** sample_plan_rows() - how many rows of each kind, so that @good remain and the others have their shares (of 10,000)
 * of the whole file. Return: 0, 1: the shares leave no room for good rows, or there are none to repeat. */
int sample_plan_rows(struct sample_plan *plan, uint64_t good, unsigned bad, unsigned repeated, unsigned clashing);

/**
 * sample_file_write() - the file
 * @truth: CSV line,kind,what of every row; NULL: not wanted
 * @corrected: CSV of the bad rows as they should have been, with refused_line first; NULL: not wanted
 * Return: 0, or < 0.
 */
int sample_file_write(const struct sample_plan *plan, FILE *out, FILE *truth, FILE *corrected);

/** sample_kind_word() - good, bad, repeated, clashing. */
const char *sample_kind_word(enum sample_kind kind);
