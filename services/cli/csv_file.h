#pragma once
/*
 * csv_file - CSV files as spreadsheets write them, row by row in constant memory: UTF-8 with or without BOM, LF, CRLF
 * or CR, quoted cells with commas, quotes and line ends inside. libcsv splits the cells; what is added here is the line
 * on which a row begins, and a check of the text.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define CSV_FILE_ROW_BYTES (256u << 10) /* a larger row is a quote that was never closed */

/** One row; the cells are valid until the next row is read. */
struct csv_row {
    uint32_t line; /* on which it begins, from 1 */
    size_t count;
    const char *const *cells; /* NUL-terminated; white space around unquoted cells is gone */
};

enum csv_file_outcome {
    CSV_FILE_ROW = 0,
    CSV_FILE_END,           /* no more rows */
    CSV_FILE_QUOTE,         /* a quote in the middle of a cell, in the row that begins on csv_file_line() */
    CSV_FILE_QUOTE_OPEN,    /* a quoted cell of the row that begins on csv_file_line() is never closed */
    CSV_FILE_ROW_TOO_LARGE, /* the row that begins on csv_file_line() */
    CSV_FILE_UTF16,         /* the file is UTF-16: "Unicode text" of a spreadsheet */
    CSV_FILE_SPREADSHEET,   /* the file is a workbook itself: .xlsx, .ods or .xls */
};

struct csv_file;

/** csv_file_open() - @path for reading. Return: 0, or < 0. */
int csv_file_open(struct csv_file **file, const char *path);
void csv_file_close(struct csv_file *file);
void csv_file_close_pointer(struct csv_file **file);

/** csv_file_next() - the next row; lines without anything, or with empty cells alone, are none. Return: enum
 * csv_file_outcome, or < 0: disk or memory failed. */
int csv_file_next(struct csv_file *file, struct csv_row *row);

/** csv_file_line() - the line on which the row of the last outcome begins. */
uint32_t csv_file_line(const struct csv_file *file);

/** csv_file_bad_text() - lines so far that are not UTF-8 (a NUL counts too). @first_line: the first of them, 0: none.
 * Return: how many. */
uint64_t csv_file_bad_text(const struct csv_file *file, uint32_t *first_line);

/** csv_file_nul() - the first line with a NUL so far; 0: none. */
uint32_t csv_file_nul(const struct csv_file *file);

/** csv_write_cell() - one cell, quoted only where it must be. Return: 0, or < 0. */
int csv_write_cell(FILE *out, const char *cell, bool first);

/** csv_write_row() - cells and @line_end. Return: 0, or < 0. */
int csv_write_row(FILE *out, const char *const *cells, size_t count, const char *line_end);
