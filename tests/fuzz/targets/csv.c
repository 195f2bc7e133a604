/* csv - a file that somebody uploads, through the command's reader and its first look at a list of officials or of
 * courses. What was read and is written again is read as the same cells. */
#include "csv_file.h"
#include "fuzz.h"
#include "import_scan.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#define CELLS_MOST 4096

/* Files without a disk. */
static int given, written;
static char given_path[32], written_path[32];

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    given = memfd_create("given", MFD_CLOEXEC);
    written = memfd_create("written", MFD_CLOEXEC);
    assert(given >= 0 && written >= 0);
    snprintf(given_path, sizeof given_path, "/proc/self/fd/%d", given);
    snprintf(written_path, sizeof written_path, "/proc/self/fd/%d", written);
    return 0;
}

static void put(int file, const void *data, size_t size)
{
    assert(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == (ssize_t)size);
}

/* Every cell of a file, one behind the other, and how it ended. */
struct cells {
    struct arena *arena;
    const char *cells[CELLS_MOST];
    size_t count;
    FILE *copy; /* written to, NULL: no */
    int end;
};

static void take_row(struct cells *all, const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        if (all->count < CELLS_MOST)
            all->cells[all->count++] = arena_string(all->arena, row->cells[i], strlen(row->cells[i]));
    }
    if (all->copy)
        assert(csv_write_row(all->copy, row->cells, row->count, "\n") == 0);
}

static bool read_all(const char *path, struct cells *all)
{
    CLEANUP(csv_file_close_pointer) struct csv_file *file = NULL;
    struct csv_row row;
    uint32_t line = 0, bad_line = 0;
    assert(csv_file_open(&file, path) == 0);
    while ((all->end = csv_file_next(file, &row)) == CSV_FILE_ROW) {
        assert(row.line > line && row.count > 0);
        line = row.line;
        take_row(all, &row);
    }
    assert(all->end > 0 && csv_file_line(file) >= line);
    uint64_t bad = csv_file_bad_text(file, &bad_line);
    assert((bad > 0) == (bad_line > 0) && (csv_file_nul(file) == 0 || bad > 0));
    return bad == 0 && all->end == CSV_FILE_END && all->count < CELLS_MOST;
}

/* A row of nothing but one empty cell is an empty line, and so no row, once it is written. */
static void check_same(const struct cells *a, const struct cells *b)
{
    size_t k = 0;
    for (size_t i = 0; i < a->count; i++) {
        if (k < b->count && strcmp(a->cells[i], b->cells[k]) == 0)
            k++;
        else
            assert(a->cells[i][0] == '\0');
    }
    assert(k == b->count);
}

static void rows(struct arena *arena)
{
    static struct cells first, again;
    first = again = (struct cells){.arena = arena};
    assert(ftruncate(written, 0) == 0);
    first.copy = fopen(written_path, "we");
    assert(first.copy);
    bool whole = read_all(given_path, &first);
    assert(fclose(first.copy) == 0);
    if (!whole)
        return;
    assert(read_all(written_path, &again));
    check_same(&first, &again);
}

static void scan(struct arena *arena, const struct column_set *set, enum columns_mode mode)
{
    static struct import_scan scan;
    int detail = 0;
    int outcome = import_scan(&scan, set, given_path, mode, arena, &detail);
    assert(outcome >= 0 && outcome <= IMPORT_SCAN_EMPTY);
    assert(text_is_utf8(scan.columns.bad, strlen(scan.columns.bad)));
    if (outcome == IMPORT_SCAN_OK)
        assert(scan.rows > 0 && scan.columns.count <= COLUMNS_MOST && scan.columns.sent_count <= scan.columns.count);
    if (outcome == IMPORT_SCAN_COLUMNS)
        assert(detail > 0 && detail <= COLUMNS_SEPARATOR);
    if (outcome == IMPORT_SCAN_CSV || outcome == IMPORT_SCAN_TITLE || outcome == IMPORT_SCAN_TEXT)
        assert(scan.bad_line > 0 || detail == CSV_FILE_UTF16 || detail == CSV_FILE_SPREADSHEET);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    uint8_t choice = fuzz_byte(&input);
    put(given, input.at, input.left);
    if (choice % 3 == 0)
        rows(&arena);
    else
        scan(&arena, choice % 3 == 1 ? &columns_of_officials : &columns_of_courses,
             (enum columns_mode)(choice / 3 % 3));
    arena_reset(&arena);
    return 0;
}
