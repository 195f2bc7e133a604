/* import_scan - see import_scan.h. */
#include "import_scan.h"

#include "base/cleanup.h"

#include <string.h>

static int scan_row(struct import_scan *scan, const struct csv_row *row, struct arena *arena)
{
    scan->rows++;
    date_column_see(&scan->birth_dates, columns_cell(&scan->columns, row, COLUMN_BIRTH_DATE));
    date_column_see(&scan->effective_dates, columns_cell(&scan->columns, row, COLUMN_EFFECTIVE_ON));
    if (scan->columns.place[COLUMN_DISTRICT_CODE] == COLUMNS_NONE)
        return 0;
    return districts_see(&scan->districts, columns_cell(&scan->columns, row, COLUMN_DISTRICT_CODE),
                         columns_cell(&scan->columns, row, COLUMN_DISTRICT_NAME), arena);
}

/* Text that is not UTF-8 cannot be looked into; reading goes on, to say how many lines have it. */
static int scan_rows(struct import_scan *scan, struct csv_file *file, enum columns_mode mode, struct arena *arena,
                     int *detail)
{
    struct csv_row row;
    bool mapped = false;
    int result;

    while ((result = csv_file_next(file, &row)) == CSV_FILE_ROW) {
        if (csv_file_bad_text(file, NULL))
            continue;
        if (!mapped) {
            result = columns_map(&scan->columns, mode, &row, arena);
            if (result != 0) {
                *detail = result;
                return result < 0 ? result : IMPORT_SCAN_COLUMNS;
            }
            mapped = true;
            if (scan->columns.header)
                continue;
        }
        result = scan_row(scan, &row, arena);
        if (result < 0)
            return result;
    }
    scan->bad_lines = csv_file_bad_text(file, &scan->bad_line);
    if (scan->bad_lines && result != CSV_FILE_UTF16)
        return result < 0 ? result : IMPORT_SCAN_TEXT;
    if (result == CSV_FILE_END)
        return scan->rows ? IMPORT_SCAN_OK : IMPORT_SCAN_EMPTY;
    scan->bad_line = csv_file_line(file);
    *detail = result;
    return result < 0 ? result : IMPORT_SCAN_CSV;
}

int import_scan(struct import_scan *scan, const char *path, enum columns_mode mode, struct arena *arena, int *detail)
{
    CLEANUP(csv_file_close_pointer) struct csv_file *file = NULL;
    int result;

    memset(scan, 0, sizeof(*scan));
    result = csv_file_open(&file, path);
    return result < 0 ? result : scan_rows(scan, file, mode, arena, detail);
}
