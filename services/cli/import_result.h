#pragma once
/*
 * import_result - what became of the rows of an import: totals, reasons counted, the file of refused rows, the file of
 * verdicts.
 */
#include "cli.h"
#include "columns.h"

#include <jansson.h>
#include <karmayogi/core/v1/status.pb-c.h>
#include <stdio.h>

#define IMPORT_REASONS 128 /* different reasons counted; the rest is one more */

/** Numbers as in karmayogi.core.v1.ImportedVerdict. */
enum import_verdict_kind { IMPORT_STORED = 1, IMPORT_FLAGGED, IMPORT_ALREADY_THERE, IMPORT_REFUSED, IMPORT_UPDATED };

/** The verdict of a row, of whatever kind the list is. */
struct import_verdict {
    uint32_t row, line;
    enum import_verdict_kind kind;
    const char *id; /* what the row became, or was already */
    Karmayogi__Core__V1__Violation *const *violations, *const *flags;
    size_t violation_count, flag_count;
    const ProtobufCMessage *message; /* as it was read, for --json */
};

struct import_totals {
    uint64_t rows, stored, flagged, updated, already_there, refused;
};

struct import_reason {
    char field[64], reason[64], sentence[512];
    uint64_t count;
};

/** Reasons with how many rows have them. */
struct import_reasons {
    struct import_reason each[IMPORT_REASONS];
    size_t count;
};

struct import_kind;

/** Zeroed memory is a valid start. */
struct import_result {
    const char *refused_path, *verdicts_path; /* NULL: not wanted */
    const struct import_kind *kind;
    const struct columns *columns; /* of the refused rows; NULL where refused_path is */
    struct import_totals totals;
    struct import_reasons refused_for, flagged_for;
    FILE *refused_file, *verdicts_file;
    char refused_part[4096];
};

/** import_result_begin() - open the file of verdicts where it is wanted. Return: 0, or < 0. */
int import_result_begin(struct import_result *result);

/** import_result_take() - count one verdict and write it. @row: the original cells; NULL where they are not at hand.
 * Return: 0, or < 0. */
int import_result_take(struct import_result *result, const struct import_verdict *verdict, const struct csv_row *row);

/**
 * import_result_finish() - close the files. A file of refused rows that is there already is kept with ~ at its end:
 * somebody may be correcting it. One with the same content stays. Where nothing is refused, one that an earlier import
 * wrote is put aside in the same way, for it is over.
 * @complete: false where the import broke off: then the file of refused rows is given up, for it would mislead
 * Return: 0, or < 0.
 */
int import_result_finish(struct import_result *result, bool complete);

/** import_result_show() - tables for people. Return: 0, or < 0. */
int import_result_show(const struct import_result *result, struct cli *cli);

/** import_result_json() - the totals and reasons as fields of @object. */
void import_result_json(const struct import_result *result, json_t *object);

/** import_verdict_word() - stored, flagged, updated, already_there, refused. */
const char *import_verdict_word(const struct import_verdict *verdict);
