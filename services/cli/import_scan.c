/* import_scan - see import_scan.h. */
#include "import_scan.h"

#include "base/cleanup.h"

#include <string.h>

#define TITLE_ROWS   5 /* rows at the top among which a header is looked for */
#define HEADER_NAMES 2 /* known names that make a row a header */

struct scanning {
    struct import_scan *scan;
    const struct column_set *set;
    struct arena *arena;
    uint64_t seen;    /* rows, the header included */
    int failure;      /* enum columns_outcome of the first row */
    bool known_names; /* in the first row */
};

static int scan_row(struct import_scan *scan, const struct column_set *set, const struct csv_row *row,
                    struct arena *arena)
{
    scan->rows++;
    for (size_t i = 0; i < COLUMNS_DATES; i++)
        date_column_see(&scan->dates[i], columns_cell(&scan->columns, row, set->dates[i]));
    if (!set->district_code || scan->columns.place[set->district_code] == COLUMNS_NONE)
        return 0;
    return districts_see(&scan->districts, columns_cell(&scan->columns, row, set->district_code),
                         columns_cell(&scan->columns, row, set->district_name), arena);
}

/* A title above the header makes the header a row of the list, and the title the header. */
static int take_row(struct scanning *scanning, const struct csv_row *row, enum columns_mode mode)
{
    struct import_scan *scan = scanning->scan;

    if (++scanning->seen == 1) {
        scanning->failure = columns_map(&scan->columns, scanning->set, mode, row, scanning->arena);
        scanning->known_names = columns_known(scanning->set, row, scanning->arena) > 0;
        if (scanning->failure < 0)
            return scanning->failure;
    } else if (scanning->seen <= TITLE_ROWS && !scanning->known_names &&
               columns_known(scanning->set, row, scanning->arena) >= HEADER_NAMES) {
        scan->bad_line = row->line;
        return IMPORT_SCAN_TITLE;
    }
    if (scanning->failure)
        return scanning->known_names || scanning->seen == TITLE_ROWS ? IMPORT_SCAN_COLUMNS : 0;
    return scanning->seen == 1 && scan->columns.header ? 0 : scan_row(scan, scanning->set, row, scanning->arena);
}

/* Text that is not UTF-8 cannot be looked into; reading goes on, to say how many lines have it. */
static int scan_rows(struct scanning *scanning, struct csv_file *file, enum columns_mode mode, int *detail)
{
    struct import_scan *scan = scanning->scan;
    struct csv_row row;
    int result, taken = 0;

    while ((result = csv_file_next(file, &row)) == CSV_FILE_ROW && taken == 0) {
        if (!csv_file_bad_text(file, NULL))
            taken = take_row(scanning, &row, mode);
    }
    *detail = scanning->failure;
    if (taken != 0)
        return taken;
    if (scanning->failure)
        return IMPORT_SCAN_COLUMNS;
    scan->bad_lines = csv_file_bad_text(file, &scan->bad_line);
    scan->nul_line = csv_file_nul(file);
    if (scan->bad_lines && result != CSV_FILE_UTF16 && result != CSV_FILE_SPREADSHEET)
        return result < 0 ? result : IMPORT_SCAN_TEXT;
    if (result == CSV_FILE_END)
        return scan->rows ? IMPORT_SCAN_OK : IMPORT_SCAN_EMPTY;
    scan->bad_line = csv_file_line(file);
    *detail = result;
    return result < 0 ? result : IMPORT_SCAN_CSV;
}

int import_scan(struct import_scan *scan, const struct column_set *set, const char *path, enum columns_mode mode,
                struct arena *arena, int *detail)
{
    CLEANUP(csv_file_close_pointer) struct csv_file *file = NULL;
    struct scanning scanning = {.scan = scan, .set = set, .arena = arena};
    int result;

    memset(scan, 0, sizeof(*scan));
    result = csv_file_open(&file, path);
    return result < 0 ? result : scan_rows(&scanning, file, mode, detail);
}
