#pragma once
/* row_file - a CSV file with a header, read row by row into a verb: columns by name, in any order, missing ones empty.
 */
#include "cli.h"
#include "csv_file.h"

#define ROW_FILE_COLUMNS 32

struct row_file {
    struct cli *cli;
    const char *path;
    const char *const *names; /* the columns that may be there; another spelling stands after a | */
    size_t count;
    unsigned char place[ROW_FILE_COLUMNS]; /* in the file; 255: not there */
    struct csv_row row;                    /* the one in work */
};

/** row_file_cell() - the cell of column @index of `names`; "" where there is none. */
const char *row_file_cell(const struct row_file *file, size_t index);

/**
 * row_file_read() - call @take for every row of @path, after the whole file was found to be UTF-8
 * What is wrong with the file is shown. Return: 0, > 0: an exit code, or what @take returned other than 0; < 0.
 */
int row_file_read(struct cli *cli, const char *path, const char *const *names, size_t count,
                  int (*take)(void *context, const struct row_file *file), void *context);

/** row_file_complain() - show why a CSV file cannot be read; @outcome as of csv_file_next(). Return: CLI_FILE. */
int row_file_complain(const struct cli *cli, const char *path, int outcome, uint32_t line);

/** row_file_complain_text() - show that a file is not UTF-8, first on @line; @nul_line: the first with a NUL, 0: none.
 * Return: CLI_FILE. */
int row_file_complain_text(const struct cli *cli, const char *path, uint32_t line, uint64_t lines, uint32_t nul_line);

/* Readers of cells; they show what is wrong, with the line. An empty cell leaves the value. Return: 0 or CLI_FILE. */
int row_file_number(const struct row_file *file, size_t index, uint64_t most, uint64_t *value);
int row_file_date(const struct row_file *file, size_t index, int32_t *days);
