/* table - see table.h. */
#include "table.h"

#include "base/error.h"
#include "base/number.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define GAP        2
#define LEAST_LAST 30 /* columns that are left to a text on a narrow terminal */

void table_deinit(struct table *table)
{
    for (size_t i = 0; i < table->count; i++)
        free(table->cells[i]);
    free(table->cells);
    *table = (struct table){.column_count = 0};
}

static void push(struct table *table, const char *text)
{
    char **grown;

    if (table->count == table->capacity) {
        size_t wanted = table->capacity ? 2 * table->capacity : 64;

        grown = reallocarray(table->cells, wanted, sizeof(*grown));
        if (!grown) {
            table->failed = true;
            return;
        }
        table->cells = grown;
        table->capacity = wanted;
    }
    table->cells[table->count] = strdup(text);
    if (table->cells[table->count])
        table->count++;
    else
        table->failed = true;
}

void table_column(struct table *table, const char *header, enum table_align align)
{
    assert(table->column_count < TABLE_COLUMNS && table->count == table->column_count);
    table->align[table->column_count++] = align;
    push(table, header);
}

void table_cell(struct table *table, const char *text)
{
    push(table, text);
}

void table_count(struct table *table, uint64_t number)
{
    char text[NUMBER_TEXT_BYTES];

    push(table, number_indian((int64_t)number, text));
}

void table_rule(struct table *table)
{
    table->rule_before = table->count / table->column_count;
}

size_t table_rows(const struct table *table)
{
    return table->count / table->column_count - 1;
}

static bool is_empty(const struct table *table, size_t column)
{
    for (size_t i = table->column_count + column; i < table->count; i += table->column_count) {
        if (table->cells[i][0])
            return false;
    }
    return true;
}

static void drop(struct table *table, size_t column)
{
    size_t to = 0;

    for (size_t i = 0; i < table->count; i++) {
        if (i % table->column_count == column)
            free(table->cells[i]);
        else
            table->cells[to++] = table->cells[i];
    }
    for (size_t i = column + 1; i < table->column_count; i++)
        table->align[i - 1] = table->align[i];
    table->count = to;
    table->column_count--;
}

void table_drop_empty(struct table *table)
{
    if (table->failed)
        return;
    for (size_t column = table->column_count; column-- > 1;) {
        if (is_empty(table, column))
            drop(table, column);
    }
}

static void pad(FILE *out, size_t columns, char with)
{
    while (columns--)
        fputc(with, out);
}

size_t table_terminal(void)
{
    struct winsize size;

    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

size_t table_paper(void)
{
    return table_terminal() ? table_terminal() : 100;
}

/* Bytes of @text that fit into @columns, to be broken at a blank; at least a word. */
static size_t line_of(const char *text, size_t columns)
{
    size_t used = 0, broken_at = 0;
    const char *cursor = text;

    while (*cursor) {
        const char *from = cursor;
        char one[8] = "";

        text_next(&cursor);
        memcpy(one, from, (size_t)(cursor - from));
        used += text_columns(one);
        if (used > columns && broken_at)
            return broken_at;
        if (*cursor == ' ')
            broken_at = (size_t)(cursor - text);
    }
    return (size_t)(cursor - text);
}

static void print_broken(const char *text, size_t before, size_t columns, FILE *out)
{
    while (*text) {
        size_t length = line_of(text, columns);

        fwrite(text, 1, length, out);
        text += length;
        while (*text == ' ')
            text++;
        if (!*text)
            return;
        fputc('\n', out);
        pad(out, before, ' ');
    }
}

static const char *cell_at(const struct table *table, size_t row, size_t column)
{
    return table->cells[row * table->column_count + column];
}

/* Columns of a row up to the last one that is not empty: no blanks at the ends of lines. */
static size_t filled(const struct table *table, size_t row)
{
    size_t count = table->column_count;

    while (count > 1 && !cell_at(table, row, count - 1)[0])
        count--;
    return count;
}

static void print_row(const struct table *table, size_t row, const size_t *widths, FILE *out)
{
    size_t count = filled(table, row), before = 0;

    for (size_t i = 0; i < count; i++) {
        const char *cell = cell_at(table, row, i);
        size_t own = text_columns(cell), space = widths[i] > own ? widths[i] - own : 0;
        bool last = i + 1 == count;

        if (table->align[i] == TABLE_RIGHT)
            pad(out, space, ' ');
        if (i + 1 == table->column_count)
            print_broken(cell, before, widths[i], out);
        else
            fputs(cell, out);
        if (!last)
            pad(out, (table->align[i] == TABLE_LEFT ? space : 0) + GAP, ' ');
        before += widths[i] + GAP;
    }
    fputc('\n', out);
}

static size_t measure(const struct table *table, size_t widths[TABLE_COLUMNS])
{
    size_t last = table->column_count - 1, before = 0;

    for (size_t i = 0; i < table->count; i++) {
        size_t width = text_columns(table->cells[i]);

        if (width > widths[i % table->column_count])
            widths[i % table->column_count] = width;
    }
    for (size_t i = 0; i < last; i++)
        before += widths[i] + GAP;
    if (table->width && before + widths[last] > table->width)
        widths[last] = table->width > before + LEAST_LAST ? table->width - before : LEAST_LAST;
    return before + widths[last];
}

size_t table_width(const struct table *table)
{
    size_t widths[TABLE_COLUMNS] = {0};
    struct table unbroken = *table;

    unbroken.width = 0;
    return measure(&unbroken, widths);
}

static int print_whole(const struct table *table, FILE *out)
{
    size_t widths[TABLE_COLUMNS] = {0}, total = measure(table, widths);

    for (size_t row = 0; row < table->count / table->column_count; row++) {
        if (row == 1 || (row && row == table->rule_before)) {
            pad(out, total, '-');
            fputc('\n', out);
        }
        print_row(table, row, widths, out);
    }
    return ferror(out) ? error_system("write a table") : 0;
}

/* A table of the first columns and of those from @from to before @to. */
static void part_of(const struct table *table, size_t from, size_t to, struct table *part)
{
    *part = (struct table){.column_count = table->fold + to - from, .rule_before = table->rule_before};
    for (size_t i = 0; i < table->count; i++) {
        size_t column = i % table->column_count;

        if (column < table->fold || (column >= from && column < to))
            push(part, table->cells[i]);
    }
    for (size_t i = 0; i < part->column_count; i++)
        part->align[i] = table->align[i < table->fold ? i : from + i - table->fold];
}

static int print_folded(const struct table *table, const size_t *widths, FILE *out)
{
    size_t from = table->fold, keys = 0;
    int result = 0;

    for (size_t i = 0; i < table->fold; i++)
        keys += widths[i] + GAP;
    while (from < table->column_count && result == 0) {
        struct table part;
        size_t to = from + 1, used = keys + widths[from];

        while (to < table->column_count && used + GAP + widths[to] <= table->width)
            used += GAP + widths[to++];
        part_of(table, from, to, &part);
        if (from > table->fold)
            fputc('\n', out);
        result = part.failed ? error_raise("out of memory for a table") : print_whole(&part, out);
        table_deinit(&part);
        from = to;
    }
    return result;
}

int table_print(const struct table *table, FILE *out)
{
    size_t widths[TABLE_COLUMNS] = {0};
    struct table unbroken = *table;

    if (table->failed)
        return error_raise("out of memory for a table");
    assert(table->column_count && table->count % table->column_count == 0);
    unbroken.width = 0;
    if (table->fold && table->width && measure(&unbroken, widths) > table->width)
        return print_folded(table, widths, out);
    return print_whole(table, out);
}
