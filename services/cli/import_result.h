#pragma once
/*
 * import_result - what became of the rows of an import: totals, reasons counted, the file of refused rows, the file of
 * verdicts.
 */
#include "cli.h"
#include "columns.h"

#include <jansson.h>
#include <karmayogi/registration/v1/service.pb-c.h>
#include <stdio.h>

#define IMPORT_REASONS 128 /* different reasons counted; the rest is one more */

typedef Karmayogi__Registration__V1__RowVerdict import_verdict;

struct import_reason {
    char field[64], reason[64], sentence[512];
    uint64_t count;
};

/** Zeroed memory is a valid start. */
struct import_result {
    const char *refused_path, *verdicts_path; /* NULL: not wanted */
    const struct columns *columns;            /* of the refused rows; NULL where refused_path is */
    uint64_t rows, stored, flagged, already_there, refused;
    struct import_reason reasons[IMPORT_REASONS];
    size_t reason_count;
    FILE *refused_file, *verdicts_file;
    char refused_part[4096];
};

/** import_result_begin() - open the file of verdicts where it is wanted. Return: 0, or < 0. */
int import_result_begin(struct import_result *result);

/** import_result_take() - count one verdict and write it. @row: the original cells; NULL where they are not at hand.
 * Return: 0, or < 0. */
int import_result_take(struct import_result *result, const import_verdict *verdict, const struct csv_row *row);

/**
 * import_result_finish() - close the files. A file of refused rows that is there already is kept with ~ at its end:
 * somebody may be correcting it. One with the same content stays.
 * @complete: false where the import broke off: then the file of refused rows is given up, for it would mislead
 * Return: 0, or < 0.
 */
int import_result_finish(struct import_result *result, bool complete);

/** import_result_show() - tables for people. Return: 0, or < 0. */
int import_result_show(const struct import_result *result, struct cli *cli);

/** import_result_json() - the totals and reasons as fields of @object. */
void import_result_json(const struct import_result *result, json_t *object);

/** import_verdict_word() - stored, flagged, already_there, refused. */
const char *import_verdict_word(const import_verdict *verdict);
