/*
 * csv_file - see csv_file.h.
 *
 * libcsv tells no positions, so it is fed line by line: a row begins on the line that is fed when none is pending. A
 * line is pending when it was not empty and no row ended with it, which happens inside quotes alone.
 */
#include "csv_file.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/text.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES    (256u << 10)
#define FIRST_CAPACITY 64

struct csv_file {
    FILE *file;
    struct csv_parser parser;
    char *path;
    /* what was read and not fed yet */
    char block[BLOCK_BYTES];
    size_t block_at, block_length;
    bool at_end, finished, after_cr;
    /* where we are */
    uint32_t line;     /* of the next byte */
    uint32_t row_line; /* where the row in work began */
    size_t row_bytes;
    bool line_bad; /* the current line was counted as no UTF-8 */
    bool pending;  /* a row is in work */
    uint64_t bad_lines;
    uint32_t first_bad_line;
    uint32_t nul_line; /* the first with a NUL; 0: none */
    /* the row in work */
    char *text;
    size_t text_length, text_capacity;
    size_t *offsets;
    const char **cells;
    size_t cell_count, cell_capacity;
    bool row_ready, no_memory;
};

int csv_file_open(struct csv_file **file, const char *path)
{
    struct csv_file *made = calloc(1, sizeof(*made));

    if (!made || !(made->path = strdup(path))) {
        free(made);
        return error_system("%s", path);
    }
    made->line = 1;
    made->file = fopen(path, "re");
    if (!made->file || csv_init(&made->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) != 0) {
        int result = error_system("open %s", path);

        csv_file_close(made);
        return result;
    }
    *file = made;
    return 0;
}

void csv_file_close(struct csv_file *file)
{
    if (!file)
        return;
    fclose_pointer(&file->file);
    csv_free(&file->parser);
    free(file->path);
    free(file->text);
    free(file->offsets);
    free(file->cells);
    free(file);
}

void csv_file_close_pointer(struct csv_file **file)
{
    csv_file_close(*file);
}

uint32_t csv_file_line(const struct csv_file *file)
{
    return file->row_line;
}

uint64_t csv_file_bad_text(const struct csv_file *file, uint32_t *first_line)
{
    if (first_line)
        *first_line = file->first_bad_line;
    return file->bad_lines;
}

uint32_t csv_file_nul(const struct csv_file *file)
{
    return file->nul_line;
}

static size_t larger(size_t capacity, size_t needed)
{
    size_t wanted = capacity ? capacity : FIRST_CAPACITY;

    while (wanted < needed)
        wanted *= 2;
    return wanted;
}

static bool reserve_text(struct csv_file *file, size_t needed)
{
    size_t wanted = larger(file->text_capacity, needed);
    char *grown = wanted == file->text_capacity ? file->text : realloc(file->text, wanted);

    if (!grown)
        return false;
    file->text = grown;
    file->text_capacity = wanted;
    return true;
}

static bool reserve_cells(struct csv_file *file, size_t needed)
{
    size_t wanted = larger(file->cell_capacity, needed);
    size_t *offsets;
    const char **cells;

    if (wanted == file->cell_capacity)
        return true;
    if (!(offsets = reallocarray(file->offsets, wanted, sizeof(*offsets))))
        return false;
    file->offsets = offsets;
    if (!(cells = reallocarray(file->cells, wanted, sizeof(*cells))))
        return false;
    file->cells = cells;
    file->cell_capacity = wanted;
    return true;
}

static void take_cell(void *data, size_t length, void *context)
{
    struct csv_file *file = context;

    if (!reserve_text(file, file->text_length + length + 1) || !reserve_cells(file, file->cell_count + 1)) {
        file->no_memory = true;
        return;
    }
    file->offsets[file->cell_count++] = file->text_length;
    if (length)
        memcpy(file->text + file->text_length, data, length);
    file->text[file->text_length + length] = '\0';
    file->text_length += length + 1;
}

static void take_row(int terminator, void *context)
{
    struct csv_file *file = context;

    (void)terminator;
    file->row_ready = true;
}

/* Bytes at the end of the block that are the beginning of a character whose rest is still to be read. */
static size_t cut_character(const char *block, size_t length)
{
    for (size_t back = 1; back <= 3 && back <= length; back++) {
        unsigned char byte = (unsigned char)block[length - back];

        if (byte < 0x80)
            return 0;
        if (byte >= 0xC0)
            return (byte >= 0xF0 ? 4u : byte >= 0xE0 ? 3u : 2u) > back ? back : 0;
    }
    return 0;
}

/* Reads on; what must wait for more bytes stays at the front. Returns how many bytes may be fed. */
static int refill(struct csv_file *file, size_t *usable)
{
    size_t left = file->block_length - file->block_at;

    if (!file->at_end) {
        memmove(file->block, file->block + file->block_at, left);
        file->block_at = 0;
        file->block_length = left + fread(file->block + left, 1, BLOCK_BYTES - left, file->file);
        if (ferror(file->file))
            return error_system("read %s", file->path);
        file->at_end = feof(file->file) != 0;
    }
    *usable = file->block_length - file->block_at;
    if (!file->at_end)
        *usable -= cut_character(file->block + file->block_at, *usable);
    return 0;
}

static void judge_text(struct csv_file *file, const char *bytes, size_t length)
{
    if (file->line_bad || text_invalid_at(bytes, length) == length)
        return;
    file->line_bad = true;
    if (!file->nul_line && memchr(bytes, '\0', length))
        file->nul_line = file->line;
    if (file->bad_lines++ == 0)
        file->first_bad_line = file->line;
}

static size_t line_length(const char *bytes, size_t length)
{
    const char *lf = memchr(bytes, '\n', length);
    const char *cr = memchr(bytes, '\r', lf ? (size_t)(lf - bytes) : length);

    return cr ? (size_t)(cr - bytes) + 1 : lf ? (size_t)(lf - bytes) + 1 : length;
}

static bool is_blank(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!strchr(" \t\r\n", bytes[i]) || bytes[i] == '\0')
            return false;
    }
    return true;
}

/* Feeds at most one line. Returns an enum csv_file_outcome; CSV_FILE_END stands for "go on". */
static enum csv_file_outcome feed_line(struct csv_file *file, const char *bytes, size_t length)
{
    char last = bytes[length - 1];
    bool ended = last == '\n' || last == '\r';
    bool second_half = file->after_cr && length == 1 && last == '\n'; /* of CRLF */

    judge_text(file, bytes, length);
    if (!file->pending) {
        file->row_line = file->line;
        file->row_bytes = 0;
    }
    file->row_bytes += length;
    if (csv_parse(&file->parser, bytes, length, take_cell, take_row, file) != length)
        return CSV_FILE_QUOTE;
    if (second_half)
        file->line--; /* counted with its CR */
    else if (file->row_ready)
        file->pending = false;
    else if (!is_blank(bytes, length))
        file->pending = true;
    if (ended) {
        file->line++;
        file->line_bad = false;
    }
    file->after_cr = last == '\r';
    return file->row_bytes > CSV_FILE_ROW_BYTES ? CSV_FILE_ROW_TOO_LARGE : CSV_FILE_END;
}

/* Spreadsheets write a row that was emptied as commas alone. */
static bool says_nothing(const struct csv_file *file)
{
    for (size_t i = 0; i < file->cell_count; i++) {
        if (file->text[file->offsets[i]] != '\0')
            return false;
    }
    return true;
}

static void forget_row(struct csv_file *file)
{
    file->row_ready = false;
    file->text_length = 0;
    file->cell_count = 0;
}

static int give_row(struct csv_file *file, struct csv_row *row)
{
    if (file->no_memory)
        return error_raise("out of memory in %s", file->path);
    for (size_t i = 0; i < file->cell_count; i++)
        file->cells[i] = file->text + file->offsets[i];
    *row = (struct csv_row){.line = file->row_line, .count = file->cell_count, .cells = file->cells};
    return CSV_FILE_ROW;
}

static int finish(struct csv_file *file, struct csv_row *row)
{
    if (file->finished)
        return CSV_FILE_END;
    file->finished = true;
    if (csv_fini(&file->parser, take_cell, take_row, file) != 0)
        return CSV_FILE_QUOTE_OPEN;
    return file->row_ready && !says_nothing(file) ? give_row(file, row) : CSV_FILE_END;
}

/* What stands at the front of a file: the byte order mark of a text, or what a workbook begins with (a ZIP archive, or
 * the container of old .xls files). */
static int skip_mark(struct csv_file *file, size_t *usable)
{
    const char *front = file->block;

    if (*usable >= 4 && (memcmp(front, "PK\x03\x04", 4) == 0 || memcmp(front, "\xD0\xCF\x11\xE0", 4) == 0))
        return CSV_FILE_SPREADSHEET;

    if (*usable >= 2 && (memcmp(front, "\xFF\xFE", 2) == 0 || memcmp(front, "\xFE\xFF", 2) == 0))
        return CSV_FILE_UTF16;
    if (*usable >= 3 && memcmp(front, "\xEF\xBB\xBF", 3) == 0) {
        file->block_at += 3;
        *usable -= 3;
    }
    return 0;
}

int csv_file_next(struct csv_file *file, struct csv_row *row)
{
    forget_row(file);
    while (true) {
        size_t usable = file->block_length - file->block_at;
        bool first = file->block_length == 0;
        enum csv_file_outcome outcome;
        size_t length;
        int result;

        length = usable ? line_length(file->block + file->block_at, usable) : 0;
        if (length == usable) { /* no line end in what is there */
            if ((result = refill(file, &usable)) < 0)
                return result;
            if (first && (result = skip_mark(file, &usable)) != 0)
                return result;
            if (usable == 0)
                return finish(file, row);
            length = line_length(file->block + file->block_at, usable);
        }
        outcome = feed_line(file, file->block + file->block_at, length);
        file->block_at += length;
        if (outcome != CSV_FILE_END)
            return outcome;
        if (file->row_ready && !says_nothing(file))
            return give_row(file, row);
        if (file->row_ready)
            forget_row(file);
    }
}

static bool needs_quotes(const char *cell)
{
    size_t length = strlen(cell);

    return strpbrk(cell, ",\"\r\n") || (length && (strchr(" \t", cell[0]) || strchr(" \t", cell[length - 1])));
}

int csv_write_cell(FILE *out, const char *cell, bool first)
{
    if (!first && fputc(',', out) == EOF)
        return error_system("write CSV");
    if (needs_quotes(cell) ? csv_fwrite(out, cell, strlen(cell)) != 0 : fputs(cell, out) == EOF)
        return error_system("write CSV");
    return 0;
}

int csv_write_row(FILE *out, const char *const *cells, size_t count, const char *line_end)
{
    for (size_t i = 0; i < count; i++) {
        int result = csv_write_cell(out, cells[i], i == 0);

        if (result < 0)
            return result;
    }
    return fputs(line_end, out) == EOF ? error_system("write CSV") : 0;
}
