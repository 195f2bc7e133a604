#pragma once
/* table - columns of text for people: aligned by what a terminal shows, so that Devanagari lines up. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define TABLE_COLUMNS 32

enum table_align { TABLE_LEFT, TABLE_RIGHT };

/** Zeroed memory is an empty table. */
struct table {
    size_t column_count;
    enum table_align align[TABLE_COLUMNS];
    char **cells; /* headers first, then row by row */
    size_t count, capacity;
    size_t width; /* of the whole table: the last column is broken into lines to fit; 0: as wide as it is */
    size_t fold;  /* a table that is wider is printed in parts that each begin with so many columns; 0: it is not */
    size_t rule_before; /* row (from 1; headers are row 0) with a line above it; 0: none */
    bool failed;        /* memory was short; table_print() says so */
};

void table_deinit(struct table *table);

/** table_column() - one more column; all columns before the first cell. */
void table_column(struct table *table, const char *header, enum table_align align);

/** table_cell() - the next cell, copied; rows fill up from left to right. */
void table_cell(struct table *table, const char *text);

/** table_count() - the next cell, a number with Indian grouping. */
void table_count(struct table *table, uint64_t number);

/** table_rule() - a line above the next row. */
void table_rule(struct table *table);

/** table_drop_empty() - leave out the columns without a single cell. */
void table_drop_empty(struct table *table);

/** table_rows() - complete rows without the header. */
size_t table_rows(const struct table *table);

/** table_terminal() - columns of the terminal; 0: stdout is none. */
size_t table_terminal(void);

/** table_paper() - columns of the terminal, or 100 where stdout is none: a width for texts. */
size_t table_paper(void);

/** table_width() - columns that the whole table takes, unbroken and unfolded. */
size_t table_width(const struct table *table);

/** table_print() - Return: 0, or < 0. */
int table_print(const struct table *table, FILE *out);
