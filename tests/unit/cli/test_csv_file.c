/* csv_file: the ways in which spreadsheets write CSV, and where rows begin. A mistake here loses or merges rows. */
#include "cli_test.h"

#include "csv_file.h"

struct wanted {
    uint32_t line;
    size_t count;
    const char *cells[6];
};

static void reads(const char *content, size_t length, const struct wanted *rows, size_t row_count, int outcome)
{
    char *path = test_file(content, length);
    struct csv_file *file;
    struct csv_row row;

    assert_int_equal(csv_file_open(&file, path), 0);
    for (size_t i = 0; i < row_count; i++) {
        assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW);
        assert_int_equal(row.line, rows[i].line);
        assert_int_equal(row.count, rows[i].count);
        for (size_t cell = 0; cell < row.count; cell++)
            assert_string_equal(row.cells[cell], rows[i].cells[cell]);
    }
    assert_int_equal(csv_file_next(file, &row), outcome);
    csv_file_close(file);
    test_file_gone(path);
}

#define READS(content, outcome, ...)                                                                                   \
    do {                                                                                                               \
        const struct wanted rows_[] = {__VA_ARGS__};                                                                   \
        reads(content, sizeof(content) - 1, rows_, sizeof(rows_) / sizeof(rows_[0]), outcome);                         \
    } while (0)

static void test_csv_file__plain_rows__are_read_with_their_lines(void **state)
{
    (void)state;
    READS("a,b\nc,d\n", CSV_FILE_END, {1, 2, {"a", "b"}}, {2, 2, {"c", "d"}});
}

static void test_csv_file__byte_order_mark_and_crlf__are_not_part_of_cells(void **state)
{
    (void)state;
    READS("\xEF\xBB\xBF"
          "a,b\r\nc,d\r\n\r\ne,f\r\n",
          CSV_FILE_END, {1, 2, {"a", "b"}}, {2, 2, {"c", "d"}}, {4, 2, {"e", "f"}});
}

static void test_csv_file__last_row_without_line_end__is_read(void **state)
{
    (void)state;
    READS("a\nb,c", CSV_FILE_END, {1, 1, {"a"}}, {2, 2, {"b", "c"}});
}

static void test_csv_file__quoted_comma_quote_and_line_ends__stay_in_the_cell(void **state)
{
    (void)state;
    READS("\"a,1\",\"say \"\"x\"\"\",\"two\nlines\"\n\"three\r\nlines\r\nhere\",b,c\nlast,x,y\n", CSV_FILE_END,
          {1, 3, {"a,1", "say \"x\"", "two\nlines"}}, {3, 3, {"three\r\nlines\r\nhere", "b", "c"}},
          {6, 3, {"last", "x", "y"}});
}

static void test_csv_file__line_end_first_in_a_quoted_cell__keeps_the_line_of_the_row(void **state)
{
    (void)state;
    READS("\"\n\na\",b\nc,d\n", CSV_FILE_END, {1, 2, {"\n\na", "b"}}, {4, 2, {"c", "d"}});
}

static void test_csv_file__old_macintosh_line_ends__count(void **state)
{
    (void)state;
    READS("a,b\rc,d\r\re,f", CSV_FILE_END, {1, 2, {"a", "b"}}, {2, 2, {"c", "d"}}, {4, 2, {"e", "f"}});
}

static void test_csv_file__rows_without_anything__are_none(void **state)
{
    (void)state;
    READS("a,,\n\n  \n,,\n,\"\", \nb,,c\n,,", CSV_FILE_END, {1, 3, {"a", "", ""}}, {6, 3, {"b", "", "c"}});
}

static void test_csv_file__quote_that_is_never_closed__is_named_with_its_row(void **state)
{
    (void)state;
    READS("a,b\n\"c,d\ne,f\n", CSV_FILE_QUOTE_OPEN, {1, 2, {"a", "b"}});
}

static void test_csv_file__quote_in_the_middle__is_refused(void **state)
{
    (void)state;
    READS("a,b\n\"c\"x,d\n", CSV_FILE_QUOTE, {1, 2, {"a", "b"}});
}

static void test_csv_file__utf16__is_recognised(void **state)
{
    (void)state;
    reads("\xFF\xFE"
          "a\0,\0",
          6, NULL, 0, CSV_FILE_UTF16);
}

static void test_csv_file__empty_file__has_no_rows(void **state)
{
    (void)state;
    reads("", 0, NULL, 0, CSV_FILE_END);
    reads("\xEF\xBB\xBF", 3, NULL, 0, CSV_FILE_END);
}

static void test_csv_file__text_that_is_not_utf8__is_counted_by_line(void **state)
{
    static const char content[] = "a,b\n\x93x\x93,\x93\nc,d\n\xE0\xA4,e\nनाम,x\n";
    char *path = test_file(content, sizeof(content) - 1);
    struct csv_file *file;
    struct csv_row row;
    uint32_t line;

    (void)state;
    assert_int_equal(csv_file_open(&file, path), 0);
    while (csv_file_next(file, &row) == CSV_FILE_ROW)
        continue;
    assert_int_equal(csv_file_bad_text(file, &line), 2);
    assert_int_equal(line, 2);
    csv_file_close(file);
    test_file_gone(path);
}

/* Rows that straddle the blocks in which the file is read, at every offset of a character of three bytes. */
static void test_csv_file__characters_across_blocks__are_whole(void **state)
{
    size_t rows = 40000, used = 0;
    char *content = malloc(rows * 64);
    char *path;
    struct csv_file *file;
    struct csv_row row;
    size_t seen = 0;

    (void)state;
    for (size_t i = 0; i < rows; i++)
        used += (size_t)sprintf(content + used, "%zu,राम कुमार%s\r\n", i, i % 3 ? "" : "ी");
    path = test_file(content, used);
    assert_int_equal(csv_file_open(&file, path), 0);
    for (; csv_file_next(file, &row) == CSV_FILE_ROW; seen++) {
        assert_int_equal(row.line, seen + 1);
        assert_int_equal(strtoul(row.cells[0], NULL, 10), seen);
    }
    assert_int_equal(seen, rows);
    assert_int_equal(csv_file_bad_text(file, NULL), 0);
    csv_file_close(file);
    test_file_gone(path);
    free(content);
}

static void test_csv_file__row_without_end__is_refused_and_not_collected(void **state)
{
    size_t length = CSV_FILE_ROW_BYTES * 3;
    char *content = malloc(length), *path;
    struct csv_file *file;
    struct csv_row row;

    (void)state;
    memset(content, 'x', length);
    memcpy(content, "a\n\"", 3);
    path = test_file(content, length);
    assert_int_equal(csv_file_open(&file, path), 0);
    assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW);
    assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW_TOO_LARGE);
    assert_int_equal(csv_file_line(file), 2);
    csv_file_close(file);
    test_file_gone(path);
    free(content);
}

static void test_csv_file__what_is_written__is_read_again(void **state)
{
    static const char *const cells[] = {"a,b", "say \"x\"", " blank ", "two\nlines", "", "सादा"};
    char *path = test_file("", 0);
    FILE *out = fopen(path, "we");
    struct csv_file *file;
    struct csv_row row;

    (void)state;
    assert_int_equal(csv_write_row(out, cells, 6, "\r\n"), 0);
    fclose(out);
    assert_int_equal(csv_file_open(&file, path), 0);
    assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW);
    assert_int_equal(row.count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(row.cells[i], cells[i]);
    csv_file_close(file);
    test_file_gone(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv_file__plain_rows__are_read_with_their_lines),
        cmocka_unit_test(test_csv_file__byte_order_mark_and_crlf__are_not_part_of_cells),
        cmocka_unit_test(test_csv_file__last_row_without_line_end__is_read),
        cmocka_unit_test(test_csv_file__quoted_comma_quote_and_line_ends__stay_in_the_cell),
        cmocka_unit_test(test_csv_file__line_end_first_in_a_quoted_cell__keeps_the_line_of_the_row),
        cmocka_unit_test(test_csv_file__old_macintosh_line_ends__count),
        cmocka_unit_test(test_csv_file__rows_without_anything__are_none),
        cmocka_unit_test(test_csv_file__quote_that_is_never_closed__is_named_with_its_row),
        cmocka_unit_test(test_csv_file__quote_in_the_middle__is_refused),
        cmocka_unit_test(test_csv_file__utf16__is_recognised),
        cmocka_unit_test(test_csv_file__empty_file__has_no_rows),
        cmocka_unit_test(test_csv_file__text_that_is_not_utf8__is_counted_by_line),
        cmocka_unit_test(test_csv_file__characters_across_blocks__are_whole),
        cmocka_unit_test(test_csv_file__row_without_end__is_refused_and_not_collected),
        cmocka_unit_test(test_csv_file__what_is_written__is_read_again),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
