/* import without a service: what is said of a file as a whole, and what is written of the verdicts. */
#include "cli_test.h"

#include "import_kind.h"
#include "import_result.h"
#include "import_scan.h"

static struct arena arena;

static int scan_text(struct import_scan *scan, const char *content, int *detail)
{
    char *path = test_file(content, strlen(content));
    int result = import_scan(scan, &columns_of_officials, path, COLUMNS_AUTO, &arena, detail);

    test_file_gone(path);
    return result;
}

static void test_import_scan__good_file__is_counted(void **state)
{
    struct import_scan scan;
    int detail = 0;

    (void)state;
    assert_int_equal(
        scan_text(&scan, "Full Name,Mobile,Date of Birth\nRam,9876543210,05-06-1990\nSita,,13-06-1990\n", &detail),
        IMPORT_SCAN_OK);
    assert_int_equal(scan.rows, 2);
    assert_int_equal(scan.dates[0].day_first_only, 1);
    assert_int_equal(scan.dates[0].month_first_only, 0);
}

static void test_import_scan__text_that_is_not_utf8__is_found_before_anything_else(void **state)
{
    struct import_scan scan;
    int detail = 0;

    (void)state;
    assert_int_equal(scan_text(&scan, "Full Name,Mobile\nRam,9876543210\nR\xE9m,9876543210\nR\xE9m,1\n", &detail),
                     IMPORT_SCAN_TEXT);
    assert_int_equal(scan.bad_lines, 2);
    assert_int_equal(scan.bad_line, 3);
    assert_int_equal(scan_text(&scan, "N\xE9me,Mobile\nRam,9876543210\n", &detail), IMPORT_SCAN_TEXT);
}

static void test_import_scan__header_alone__is_empty(void **state)
{
    struct import_scan scan;
    int detail = 0;

    (void)state;
    assert_int_equal(scan_text(&scan, "Full Name,Mobile\n", &detail), IMPORT_SCAN_EMPTY);
    assert_int_equal(scan_text(&scan, "", &detail), IMPORT_SCAN_EMPTY);
}

static void test_import_scan__open_quote__names_the_row(void **state)
{
    struct import_scan scan;
    int detail = 0;

    (void)state;
    assert_int_equal(scan_text(&scan, "Full Name,Mobile\nRam,1\n\"Sita,2\nGita,3\n", &detail), IMPORT_SCAN_CSV);
    assert_int_equal(detail, CSV_FILE_QUOTE_OPEN);
    assert_int_equal(scan.bad_line, 3);
}

static void test_import_scan__title_above_the_header__is_told_with_the_line(void **state)
{
    struct import_scan scan;
    int detail = 0;

    (void)state;
    assert_int_equal(
        scan_text(&scan, "Staff of Meerut police,,\n\nFull Name,Mobile,Group\nRam,9876543210,C\n", &detail),
        IMPORT_SCAN_TITLE);
    assert_int_equal(scan.bad_line, 3);
    assert_int_equal(scan_text(&scan, "मेरठ पुलिस 2026\nनाम,मोबाइल\nराम,9876543210\n", &detail), IMPORT_SCAN_TITLE);
    assert_int_equal(scan.bad_line, 2);
    assert_int_equal(scan_text(&scan, "Ram,9876543210\nSita,9876543211\n", &detail), IMPORT_SCAN_OK);
    assert_int_equal(scan_text(&scan, "shoe,size\nRam,1\nSita,2\n", &detail), IMPORT_SCAN_COLUMNS);
}

static void test_import_scan__workbook_and_nul__are_told_apart_from_bad_text(void **state)
{
    struct import_scan scan;
    int detail = 0;
    char *path;

    (void)state;
    assert_int_equal(scan_text(&scan, "PK\x03\x04\x14 and so on\n", &detail), IMPORT_SCAN_CSV);
    assert_int_equal(detail, CSV_FILE_SPREADSHEET);
    path = test_file("name,mobile\nA\0B,1\n", 18);
    assert_int_equal(import_scan(&scan, &columns_of_officials, path, COLUMNS_AUTO, &arena, &detail), IMPORT_SCAN_TEXT);
    assert_int_equal(scan.nul_line, 2);
    test_file_gone(path);
}

static const struct district districts[] = {
    {169, 138, {"Meerut", "मेरठ"}, 2},
    {138, 202, {"Etah", "एटा"}, 2},
    {134, 142, {"Bulandshahr", "बुलन्दशहर"}, 2},
    {120, 175, {"Prayagraj", "प्रयागराज", "Allahabad"}, 3},
};

static enum districts_outcome judged(const char *const (*rows)[2], size_t count, uint32_t *example)
{
    struct districts_seen *seen = calloc(1, sizeof(*seen));
    enum districts_outcome outcome;

    for (size_t i = 0; i < count; i++)
        assert_int_equal(districts_see(seen, rows[i][0], rows[i][1], &arena), 0);
    outcome = districts_judge(seen, districts, 4, &arena, example);
    free(seen);
    return outcome;
}

static void test_districts__codes_of_both_series__are_taken_for_lgd(void **state)
{
    static const char *const rows[][2] = {{"138", ""}, {"१३८", ""}, {"x", ""}, {"", ""}};
    uint32_t example = 0;

    (void)state;
    assert_int_equal(judged(rows, 4, &example), DISTRICTS_OK);
}

static void test_districts__one_code_of_the_census_alone__gives_the_column_away(void **state)
{
    static const char *const census[][2] = {{"138", ""}, {"142", ""}}, *const mixed[][2] = {{"169", ""}, {"142", ""}};
    uint32_t example = 0;

    (void)state;
    assert_int_equal(judged(census, 2, &example), DISTRICTS_CENSUS_CODES);
    assert_int_equal(example, 142);
    assert_int_equal(judged(mixed, 2, &example), DISTRICTS_OK); /* a slip: the service refuses that row */
}

static void test_districts__names__decide(void **state)
{
    static const char *const census[][2] = {{"138", "MEERUT"}}, *const lgd[][2] = {{"138", "एटा"}, {"169", "Meerut"}};
    static const char *const alias[][2] = {{"175", "Allahabad"}};
    uint32_t example = 0;

    (void)state;
    assert_int_equal(judged(census, 1, &example), DISTRICTS_CENSUS_NAMES);
    assert_int_equal(judged(lgd, 2, &example), DISTRICTS_OK);
    assert_int_equal(judged(alias, 1, &example), DISTRICTS_CENSUS_NAMES);
}

static Karmayogi__Core__V1__Violation violation(const char *field, const char *reason, const char *sentence,
                                                const char *detail)
{
    Karmayogi__Core__V1__Violation made = KARMAYOGI__CORE__V1__VIOLATION__INIT;

    made.field = (char *)(uintptr_t)field;
    made.reason = (char *)(uintptr_t)reason;
    made.sentence = (char *)(uintptr_t)sentence;
    made.detail = (char *)(uintptr_t)detail;
    return made;
}

static void test_import_result__refused_rows__can_be_imported_as_they_are(void **state)
{
    static const char *const header[] = {"mobile", "refused_line", "full_name"};
    static const char *const cells[] = {"98765", "Ram, \"R\"", "too", "many"};
    Karmayogi__Core__V1__Violation bad = violation("mobile", "MOBILE_DIGITS", "A mobile has 10 digits.", "");
    Karmayogi__Core__V1__Violation taken = violation("email", "EMAIL_TAKEN", "Official 1-2-3 has it.", "1-2-3");
    Karmayogi__Core__V1__Violation *both[] = {&bad, &taken};
    struct import_verdict verdict = {.kind = IMPORT_REFUSED};
    struct csv_row header_row = {1, 3, header}, row = {7, 4, cells};
    struct import_result *result = calloc(1, sizeof(*result));
    struct import_scan scan;
    struct columns columns;
    char *path = test_file("somebody corrects this", 22), *kept, *content;
    char kept_path[64];
    int detail;

    (void)state;
    assert_int_equal(columns_map(&columns, &columns_of_officials, COLUMNS_AUTO, &header_row, &arena), COLUMNS_OK);
    result->refused_path = path;
    result->columns = &columns;
    result->kind = &import_of_officials;
    verdict.line = 7;
    verdict.violations = both;
    verdict.violation_count = 2;
    assert_int_equal(import_result_take(result, &verdict, &row), 0);
    assert_int_equal(import_result_finish(result, true), 0);
    content = test_read(path);
    assert_string_equal(content, "mobile,full_name,refused_line,refused_reasons,refused_sentences,refused_extra_cells\n"
                                 "98765,\"Ram, \"\"R\"\"\",7,mobile:MOBILE_DIGITS email:EMAIL_TAKEN,"
                                 "mobile: A mobile has 10 digits. email: Official 1-2-3 has it.,too|many\n");
    assert_int_equal(import_scan(&scan, &columns_of_officials, path, COLUMNS_AUTO, &arena, &detail), IMPORT_SCAN_OK);
    assert_int_equal(scan.columns.sent_count, 2);
    snprintf(kept_path, sizeof(kept_path), "%s~", path);
    kept = test_read(kept_path);
    assert_string_equal(kept, "somebody corrects this");
    assert_int_equal(result->refused_for.count, 2);
    assert_string_equal(result->refused_for.each[1].sentence,
                        "Official … has it."); /* what differs from row to row is left out */
    unlink(kept_path);
    free(kept);
    free(content);
    free(result);
    test_file_gone(path);
}

static void test_import_result__import_that_broke_off__leaves_no_half_list(void **state)
{
    static const char *const header[] = {"full_name"}, *const cells[] = {"?????"};
    Karmayogi__Core__V1__Violation bad = violation("full_name", "NAME_DESTROYED", "Destroyed.", ""), *violations = &bad;
    struct import_verdict verdict = {.kind = IMPORT_REFUSED};
    struct csv_row header_row = {1, 1, header}, row = {2, 1, cells};
    struct import_result *result = calloc(1, sizeof(*result));
    struct columns columns;
    char *path = test_file("", 0);

    (void)state;
    test_file_gone(strdup(path));
    assert_int_equal(columns_map(&columns, &columns_of_officials, COLUMNS_AUTO, &header_row, &arena), COLUMNS_OK);
    result->refused_path = path;
    result->columns = &columns;
    result->kind = &import_of_officials;
    verdict.violations = &violations;
    verdict.violation_count = 1;
    assert_int_equal(import_result_take(result, &verdict, &row), 0);
    assert_int_equal(access(result->refused_part, F_OK), 0);
    assert_int_equal(import_result_finish(result, false), 0);
    assert_int_not_equal(access(result->refused_part, F_OK), 0);
    assert_int_not_equal(access(path, F_OK), 0);
    free(result);
    free(path);
}

/* Nothing is refused any more: the list of an earlier run is over, and a file of somebody else is not touched. */
static void test_import_result__nothing_refused__puts_an_old_list_aside(void **state)
{
    static const char old[] = "full_name,refused_line,refused_reasons\nRam,2,x\n", other[] = "full_name\nRam\n";
    struct import_result *result = calloc(1, sizeof(*result));
    char *path = test_file(old, strlen(old)), *kept;
    char kept_path[64];

    (void)state;
    result->refused_path = path;
    result->kind = &import_of_officials;
    snprintf(kept_path, sizeof(kept_path), "%s~", path);
    assert_int_equal(import_result_finish(result, false), 0); /* it broke off: who knows */
    assert_int_equal(access(path, F_OK), 0);
    assert_int_equal(import_result_finish(result, true), 0);
    assert_int_not_equal(access(path, F_OK), 0);
    kept = test_read(kept_path);
    assert_string_equal(kept, old);
    unlink(kept_path);
    test_file_gone(path);
    path = test_file(other, strlen(other));
    result->refused_path = path;
    assert_int_equal(import_result_finish(result, true), 0);
    assert_int_equal(access(path, F_OK), 0);
    test_file_gone(path);
    free(kept);
    free(result);
}

static void test_import_result__flags__are_counted_as_refusals_are(void **state)
{
    Karmayogi__Core__V1__Violation shared = violation("mobile", "SHARED_MOBILE", "Others have it, too.", ""),
                                   *flags = &shared;
    struct import_verdict verdict = {.kind = IMPORT_FLAGGED, .id = "1-2-3", .flags = &flags, .flag_count = 1};
    struct import_result *result = calloc(1, sizeof(*result));

    (void)state;
    result->kind = &import_of_officials;
    assert_int_equal(import_result_take(result, &verdict, NULL), 0);
    assert_int_equal(import_result_take(result, &verdict, NULL), 0);
    verdict.kind = IMPORT_UPDATED; /* a changed course may be flagged, too; it counts as what it is */
    assert_int_equal(import_result_take(result, &verdict, NULL), 0);
    assert_int_equal(result->totals.flagged, 2);
    assert_int_equal(result->totals.updated, 1);
    assert_int_equal(result->totals.rows, 3);
    assert_int_equal(result->flagged_for.count, 1);
    assert_int_equal(result->flagged_for.each[0].count, 3);
    assert_int_equal(result->refused_for.count, 0);
    free(result);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&arena, 64 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_deinit(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_import_scan__good_file__is_counted),
        cmocka_unit_test(test_import_scan__text_that_is_not_utf8__is_found_before_anything_else),
        cmocka_unit_test(test_import_scan__header_alone__is_empty),
        cmocka_unit_test(test_import_scan__open_quote__names_the_row),
        cmocka_unit_test(test_districts__codes_of_both_series__are_taken_for_lgd),
        cmocka_unit_test(test_districts__one_code_of_the_census_alone__gives_the_column_away),
        cmocka_unit_test(test_districts__names__decide),
        cmocka_unit_test(test_import_result__refused_rows__can_be_imported_as_they_are),
        cmocka_unit_test(test_import_scan__title_above_the_header__is_told_with_the_line),
        cmocka_unit_test(test_import_scan__workbook_and_nul__are_told_apart_from_bad_text),
        cmocka_unit_test(test_import_result__nothing_refused__puts_an_old_list_aside),
        cmocka_unit_test(test_import_result__flags__are_counted_as_refusals_are),
        cmocka_unit_test(test_import_result__import_that_broke_off__leaves_no_half_list),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
