#pragma once
/* import_scan - the first pass over a list: what can be said of the file as a whole before anything is sent. */
#include "columns.h"
#include "districts.h"

#include "base/date.h"

struct import_scan {
    struct columns columns;
    uint64_t rows;
    uint64_t bad_lines; /* that are not UTF-8 */
    uint32_t bad_line;  /* the first of them, or the line of a csv outcome, or of the header below a title */
    uint32_t nul_line;  /* the first line with a NUL; 0: none */
    struct date_column dates[COLUMNS_DATES]; /* as column_set.dates */
    struct districts_seen districts;
};

enum import_scan_outcome {
    IMPORT_SCAN_OK = 0,
    IMPORT_SCAN_CSV,     /* import_scan.bad_line; *detail is an enum csv_file_outcome */
    IMPORT_SCAN_COLUMNS, /* import_scan.columns.bad; *detail is an enum columns_outcome */
    IMPORT_SCAN_TITLE,   /* lines stand above the header, which is on bad_line */
    IMPORT_SCAN_TEXT,    /* not UTF-8: bad_line, bad_lines, nul_line */
    IMPORT_SCAN_EMPTY,   /* no rows */
};

/** import_scan() - read @path through, a list with the columns of @set. Names of districts live in @arena. Return: enum
 * import_scan_outcome, or < 0. */
int import_scan(struct import_scan *scan, const struct column_set *set, const char *path, enum columns_mode mode,
                struct arena *arena, int *detail);
