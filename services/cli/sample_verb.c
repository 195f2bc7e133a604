/* sample_verb - see sample_verb.h. */
#include "sample_verb.h"

#include "csv_file.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SPELLING 8

int sample_verb_share(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
                      unsigned most, unsigned *share)
{
    const char *text = arguments->options[index];
    char *end, most_text[NUMBER_TEXT_BYTES];
    double per_cent;

    if (!text)
        return 0;
    errno = 0;
    per_cent = strtod(text, &end);
    if (end != text && *end == '\0' && errno == 0 && per_cent >= 0 && per_cent * 100 <= most) {
        *share = (unsigned)(per_cent * 100 + 0.5);
        return 0;
    }
    return cli_error(cli, CLI_USAGE, WORD_NOT_A_NUMBER, name, number_indian(most / 100, most_text));
}

int sample_verb_plan(struct cli *cli, uint64_t rows[SAMPLE_KINDS], uint64_t good, const struct sample_shares *shares)
{
    return sample_mix_plan(rows, good, shares) == 0 ? 0 : cli_error(cli, CLI_USAGE, WORD_SAMPLE_SHARES);
}

static int open_out(struct cli *cli, const char *path, FILE **file)
{
    if (!path)
        return 0;
    *file = fopen(path, "we");
    return *file ? 0 : cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
}

static int close_out(struct cli *cli, const char *path, FILE **file, int result)
{
    int closed = *file ? fclose(*file) : 0;

    *file = NULL;
    return closed == 0 || result != 0 ? result : cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
}

int sample_out_open(struct cli *cli, struct sample_out *files)
{
    int result = open_out(cli, files->path, &files->out);

    if (result == 0)
        result = open_out(cli, files->truth_path, &files->truth);
    return result == 0 ? open_out(cli, files->corrected_path, &files->corrected) : result;
}

int sample_out_close(struct cli *cli, struct sample_out *files, int result)
{
    result = close_out(cli, files->path, &files->out, result);
    result = close_out(cli, files->truth_path, &files->truth, result);
    return close_out(cli, files->corrected_path, &files->corrected, result);
}

static size_t place_of(const struct csv_row *header, const char *name)
{
    size_t i = 0;

    while (i < header->count && strcmp(header->cells[i], name) != 0)
        i++;
    return i;
}

static const char *cell_at(const struct csv_row *row, size_t place)
{
    return place < row->count ? row->cells[place] : "";
}

static void add_spelling(struct arena *arena, struct sample_spellings *spellings, const char *text, size_t length)
{
    const char *copy = length ? arena_string(arena, text, length) : NULL;

    if (!copy)
        return;
    if (!isascii((unsigned char)copy[0]) && spellings->hi_count < MOST_SPELLING)
        spellings->hi[spellings->hi_count++] = copy;
    else if (isascii((unsigned char)copy[0]) && spellings->en_count < MOST_SPELLING)
        spellings->en[spellings->en_count++] = copy;
}

static void take_spellings(struct arena *arena, struct sample_spellings *spellings, const struct csv_row *header,
                           const struct csv_row *row)
{
    const char *en = cell_at(row, place_of(header, "name_en")), *hi = cell_at(row, place_of(header, "name_hi"));
    const char *aliases = cell_at(row, place_of(header, "aliases"));

    add_spelling(arena, spellings, en, strlen(en));
    add_spelling(arena, spellings, hi, strlen(hi));
    while (*aliases) {
        size_t length = strcspn(aliases, "|");

        add_spelling(arena, spellings, aliases, length);
        aliases += length + (aliases[length] == '|');
    }
}

/* The header's cells must outlive the next row. */
static int copy_header(struct arena *arena, const struct csv_row *row, struct csv_row *copy)
{
    const char **cells = arena_zalloc(arena, row->count, sizeof(*cells));

    if (!cells)
        return error_raise("out of memory for the list of designations");
    for (size_t i = 0; i < row->count; i++)
        cells[i] = arena_string(arena, row->cells[i], strlen(row->cells[i]));
    *copy = (struct csv_row){.line = row->line, .count = row->count, .cells = cells};
    return arena->failed ? error_raise("out of memory for the list of designations") : 0;
}

int sample_verb_spellings(struct cli *cli, const char *path, const struct sample_cadre *cadre,
                          const struct sample_spellings **spellings)
{
    struct sample_spellings *all = arena_zalloc(&cli->arena, cadre->post_count, sizeof(*all));
    CLEANUP(csv_file_close_pointer) struct csv_file *file = NULL;
    struct csv_row header, row;
    int result = all ? csv_file_open(&file, path) : error_raise("out of memory");

    if (result < 0)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_READ, path, error_trail());
    result = csv_file_next(file, &row);
    if (result == CSV_FILE_ROW && place_of(&row, "code") < row.count && copy_header(&cli->arena, &row, &header) == 0) {
        while ((result = csv_file_next(file, &row)) == CSV_FILE_ROW) {
            for (size_t i = 0; i < cadre->post_count; i++) {
                if (strcmp(cadre->posts[i].code, cell_at(&row, place_of(&header, "code"))) == 0)
                    take_spellings(&cli->arena, &all[i], &header, &row);
            }
        }
    }
    if (result != CSV_FILE_END)
        return result < 0 ? result : cli_error(cli, CLI_FILE, WORD_NO_LIST_FILE, path);
    *spellings = all;
    return 0;
}
