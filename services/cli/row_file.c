/* row_file - see row_file.h. */
#include "row_file.h"

#include "base/cleanup.h"
#include "base/date.h"
#include "base/error.h"
#include "base/number.h"

#include <string.h>

#define NOT_THERE 255

const char *row_file_cell(const struct row_file *file, size_t index)
{
    size_t place = file->place[index];

    return place != NOT_THERE && place < file->row.count ? file->row.cells[place] : "";
}

int row_file_complain(const struct cli *cli, const char *path, int outcome, uint32_t line)
{
    char text[NUMBER_TEXT_BYTES];

    snprintf(text, sizeof(text), "%u", line);
    switch ((enum csv_file_outcome)outcome) {
    case CSV_FILE_QUOTE:
        return cli_error(cli, CLI_FILE, WORD_FILE_QUOTE, path, text);
    case CSV_FILE_QUOTE_OPEN:
    case CSV_FILE_ROW_TOO_LARGE:
        return cli_error(cli, CLI_FILE, WORD_FILE_QUOTE_OPEN, path, text);
    case CSV_FILE_UTF16:
        return cli_error(cli, CLI_FILE, WORD_FILE_UTF16, path);
    case CSV_FILE_SPREADSHEET:
        return cli_error(cli, CLI_FILE, WORD_FILE_SPREADSHEET, path);
    case CSV_FILE_ROW:
    case CSV_FILE_END:
        break;
    }
    return cli_error(cli, CLI_FILE, WORD_FILE_EMPTY, path);
}

int row_file_complain_text(const struct cli *cli, const char *path, uint32_t line, uint64_t lines, uint32_t nul_line)
{
    char line_text[NUMBER_TEXT_BYTES], lines_text[NUMBER_TEXT_BYTES];

    snprintf(line_text, sizeof(line_text), "%u", nul_line);
    if (nul_line == line)
        return cli_error(cli, CLI_FILE, WORD_FILE_NUL, path, line_text);
    snprintf(line_text, sizeof(line_text), "%u", line);
    return cli_error(cli, CLI_FILE, WORD_FILE_NOT_UTF8, path, line_text, number_indian((int64_t)lines, lines_text));
}

static bool is_named(const char *name, const char *cell)
{
    size_t length = strlen(cell);

    while (name) {
        if (strncmp(name, cell, length) == 0 && (name[length] == '\0' || name[length] == '|'))
            return true;
        name = strchr(name, '|');
        name = name ? name + 1 : NULL;
    }
    return false;
}

static size_t column_of(const struct row_file *file, const char *name)
{
    size_t index = 0;

    while (index < file->count && !is_named(file->names[index], name))
        index++;
    return index;
}

/* Every name that is not known, so that a file is corrected once. */
static int complain_names(const struct row_file *file)
{
    struct arena *arena = &file->cli->arena;
    const char *known = "", *unknown = "";

    for (size_t each = 0; each < file->count && known; each++)
        known = arena_printf(arena, "%s%s%s", known, each ? ", " : "", file->names[each]);
    for (size_t i = 0; i < file->row.count && unknown; i++) {
        if (column_of(file, file->row.cells[i]) == file->count)
            unknown = arena_printf(arena, "%s%s%s", unknown, unknown[0] ? ", " : "", file->row.cells[i]);
    }
    return cli_error(file->cli, CLI_FILE, WORD_COLUMNS_UNKNOWN, file->path, unknown ? unknown : "", known ? known : "");
}

static int map_header(struct row_file *file)
{
    memset(file->place, NOT_THERE, sizeof(file->place));
    if (file->row.count == 1 && strpbrk(file->row.cells[0], ";\t"))
        return cli_error(file->cli, CLI_FILE, WORD_FILE_SEPARATOR, file->path,
                         strchr(file->row.cells[0], ';') ? ";" : "TAB");
    for (size_t i = 0; i < file->row.count; i++) {
        size_t index = column_of(file, file->row.cells[i]);

        if (index == file->count || i >= NOT_THERE)
            return complain_names(file);
        file->place[index] = (unsigned char)i;
    }
    return 0;
}

static int check_text(struct cli *cli, const char *path)
{
    CLEANUP(csv_file_close_pointer) struct csv_file *csv = NULL;
    struct csv_row row;
    uint32_t line;
    uint64_t lines;
    int result = csv_file_open(&csv, path);

    if (result < 0)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_READ, path, error_trail());
    while ((result = csv_file_next(csv, &row)) == CSV_FILE_ROW)
        continue;
    if (result < 0)
        return result;
    lines = csv_file_bad_text(csv, &line);
    if (lines && result != CSV_FILE_UTF16 && result != CSV_FILE_SPREADSHEET)
        return row_file_complain_text(cli, path, line, lines, csv_file_nul(csv));
    return result == CSV_FILE_END ? 0 : row_file_complain(cli, path, result, csv_file_line(csv));
}

int row_file_read(struct cli *cli, const char *path, const char *const *names, size_t count,
                  int (*take)(void *context, const struct row_file *file), void *context)
{
    CLEANUP(csv_file_close_pointer) struct csv_file *csv = NULL;
    struct row_file file = {.cli = cli, .path = path, .names = names, .count = count};
    int result = check_text(cli, path), done;

    if (result == 0)
        result = csv_file_open(&csv, path);
    if (result == 0)
        result = csv_file_next(csv, &file.row);
    if (result != 0)
        return result == CSV_FILE_END && csv ? row_file_complain(cli, path, result, 1) : result;
    if ((result = map_header(&file)) != 0)
        return result;
    while ((result = csv_file_next(csv, &file.row)) == CSV_FILE_ROW) {
        if ((done = take(context, &file)) != 0)
            return done;
    }
    return result < 0 ? result : 0;
}

int row_file_number(const struct row_file *file, size_t index, uint64_t most, uint64_t *value)
{
    const char *cell = row_file_cell(file, index);
    char line[NUMBER_TEXT_BYTES], most_text[NUMBER_TEXT_BYTES];

    if (!cell[0] || number_parse_u64(cell, most, value))
        return 0;
    snprintf(line, sizeof(line), "%u", file->row.line);
    return cli_error(file->cli, CLI_FILE, WORD_CELL_NOT_A_NUMBER, file->path, line, file->names[index],
                     number_indian((int64_t)most, most_text));
}

int row_file_date(const struct row_file *file, size_t index, int32_t *days)
{
    const char *cell = row_file_cell(file, index);
    char line[NUMBER_TEXT_BYTES];

    if (!cell[0] || date_parse(cell, DATE_DAY_FIRST, days) == DATE_OK)
        return 0;
    snprintf(line, sizeof(line), "%u", file->row.line);
    return cli_error(file->cli, CLI_FILE, WORD_CELL_NOT_A_DATE, file->path, line, file->names[index]);
}
