/* columns: which cell is what. A mistake here puts mobiles into names. */
#include "cli_test.h"

#include "columns.h"
#include "message.h"

#include <karmayogi/catalogue/v1/service.pb-c.h>

static struct arena scratch;

static int map(struct columns *columns, enum columns_mode mode, const char *const *cells, size_t count)
{
    struct csv_row row = {1, count, cells};

    return columns_map(columns, &columns_of_officials, mode, &row, &scratch);
}

#define MAP(columns, mode, ...)                                                                                        \
    map(columns, mode, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void test_columns__igots_header__is_read_by_name(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "Full Name*", "Email*", "Mobile Number*", "Group*", "Designation*",
                         "Gender", "Category", "Date of Birth (dd-mm-yyyy)", "Mother Tongue", "Employee ID",
                         "Office Pin Code", "External System ID", "External System Name", "Tags"),
                     COLUMNS_OK);
    assert_true(columns.header);
    assert_int_equal(columns.count, COLUMNS_IGOT);
    for (unsigned i = 0; i < COLUMNS_IGOT; i++)
        assert_int_equal(columns.kinds[i], i + 1);
}

static void test_columns__every_word_of_ours__names_its_column(void **state)
{
    (void)state;
    for (unsigned kind = COLUMN_FULL_NAME; kind < COLUMN_COUNT; kind++)
        assert_int_equal(columns_find(&columns_of_officials, columns_word(&columns_of_officials, kind), &scratch),
                         kind);
    for (unsigned kind = 1; kind < COURSE_COLUMN_COUNT; kind++)
        assert_int_equal(columns_find(&columns_of_courses, columns_word(&columns_of_courses, kind), &scratch), kind);
}

static void test_columns__hindi_header_in_any_order__is_read_by_name(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "क्रम संख्या", "मोबाइल नम्बर", "कर्मचारी का नाम", "पदनाम", "जन्म तिथि"),
                     COLUMNS_OK);
    assert_int_equal(columns.kinds[0], COLUMN_IGNORED);
    assert_int_equal(columns.kinds[1], COLUMN_MOBILE);
    assert_int_equal(columns.kinds[2], COLUMN_FULL_NAME);
    assert_int_equal(columns.kinds[4], COLUMN_BIRTH_DATE);
    assert_int_equal(columns.sent_count, 4);
}

static void test_columns__row_with_a_number__is_no_header(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "Ram Kumar", "", "9876543210", "Group C"), COLUMNS_OK);
    assert_false(columns.header);
    assert_int_equal(columns.kinds[2], COLUMN_MOBILE);
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "राम कुमार", "", "९८७६५४३२१०", "Group C"), COLUMNS_OK);
    assert_false(columns.header);
}

static void test_columns__unknown_names__are_all_listed(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "name", "shoe size", "mobile", "रक्त समूह"), COLUMNS_UNKNOWN);
    assert_string_equal(columns.bad, "shoe size, रक्त समूह");
}

static void test_columns__by_position__ignores_the_headers_text(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_POSITION, "anything", "at", "all"), COLUMNS_OK);
    assert_true(columns.header);
    assert_int_equal(columns.kinds[0], COLUMN_FULL_NAME);
}

static void test_columns__name_twice_missing_or_empty__is_refused(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_NAMED, "name", "mobile", "Mobile Number"), COLUMNS_TWICE);
    assert_int_equal(MAP(&columns, COLUMNS_NAMED, "mobile", "email"), COLUMNS_NO_NAME);
    assert_int_equal(MAP(&columns, COLUMNS_NAMED, "name", "", "mobile"), COLUMNS_UNNAMED);
    assert_int_equal(MAP(&columns, COLUMNS_NAMED, "name", "mobile", "", ""), COLUMNS_OK);
    assert_int_equal(columns.count, 2);
}

/* Would catch: zeros for the sign of abbreviation, as offices type it, that make a header a row of data. */
static void test_columns__header_with_signs_of_abbreviation__is_one(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "क्र०सं०", "नाम", "मोबाइल नं0", "पी०एन०ओ०"), COLUMNS_OK);
    assert_true(columns.header);
    assert_int_equal(columns.count, 4);
    assert_int_equal(columns.place[COLUMN_MOBILE], 2);
    assert_int_equal(columns.place[COLUMN_EMPLOYEE_ID], 3);
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "मो० राशिद", "", "९८७६५४३२१०"), COLUMNS_OK);
    assert_false(columns.header);
}

static void test_columns__what_an_answer_added__is_not_sent(void **state)
{
    static const char *const cells[] = {"Ram", "17", "9876543210", "mobile:MOBILE_DIGITS", "FAILED"};
    struct csv_row row = {2, 5, cells};
    const char *sent[8];
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "full_name", "refused_line", "mobile", "refused_reasons", "Status"),
                     COLUMNS_OK);
    assert_int_equal(columns_send(&columns, &row, sent), 2);
    assert_string_equal(sent[0], "Ram");
    assert_string_equal(sent[1], "9876543210");
    assert_string_equal(columns_cell(&columns, &row, COLUMN_MOBILE), "9876543210");
    assert_string_equal(columns_cell(&columns, &row, COLUMN_EMAIL), "");
}

/* A quoted comma that lost its quotes: the row must be refused, not cut. */
static void test_columns__cells_beyond_the_header__are_sent_empty_ones_are_not(void **state)
{
    static const char *const many[] = {"Ram", "9876543210", "extra"}, *const empty[] = {"Ram", "9876543210", "", ""};
    struct csv_row row = {2, 3, many}, other = {3, 4, empty};
    const char *sent[8];
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "full_name", "mobile"), COLUMNS_OK);
    assert_int_equal(columns_send(&columns, &row, sent), 3);
    assert_string_equal(sent[2], "extra");
    assert_int_equal(columns_send(&columns, &other, sent), 2);
}

/* The words of the contract's enum are the names that files use: a number that moved would put titles into ids. */
static void test_columns__of_courses__are_those_of_the_contract(void **state)
{
    const ProtobufCEnumDescriptor *contract = &karmayogi__catalogue__v1__course_import_column__descriptor;
    char word[MESSAGE_WORD_BYTES];

    (void)state;
    assert_int_equal(contract->n_values, COURSE_COLUMN_COUNT);
    for (unsigned kind = 1; kind < COURSE_COLUMN_COUNT; kind++)
        assert_string_equal(columns_word(&columns_of_courses, kind), message_enum_word(contract, (int)kind, word));
}

static int map_courses(struct columns *columns, const char *const *cells, size_t count)
{
    struct csv_row row = {1, count, cells};

    return columns_map(columns, &columns_of_courses, COLUMNS_AUTO, &row, &scratch);
}

static void test_columns__list_of_courses__needs_a_header_with_a_title(void **state)
{
    static const char *const hindi[] = {"पाठ्यक्रम आईडी", "शीर्षक", "भाषाएँ", "अवधि"};
    static const char *const numbers[] = {"title_en", "Duration (2)"}, *const untitled[] = {"course_id", "kind"};
    struct columns columns;

    (void)state;
    assert_int_equal(map_courses(&columns, hindi, 4), COLUMNS_OK);
    assert_int_equal(columns.kinds[1], COURSE_COLUMN_TITLE_HI);
    assert_int_equal(columns.kinds[3], COURSE_COLUMN_DURATION);
    assert_int_equal(map_courses(&columns, numbers, 2), COLUMNS_UNKNOWN); /* digits do not make it a row */
    assert_int_equal(map_courses(&columns, untitled, 2), COLUMNS_NO_NAME);
}

static void test_columns__cells_separated_otherwise__are_noticed(void **state)
{
    struct columns columns;

    (void)state;
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "name;mobile;group"), COLUMNS_SEPARATOR);
    assert_string_equal(columns.bad, ";");
    assert_int_equal(MAP(&columns, COLUMNS_AUTO, "Ram\t9876543210"), COLUMNS_SEPARATOR);
    assert_string_equal(columns.bad, "TAB");
    assert_int_equal(MAP(&columns, COLUMNS_NAMED, "name"), COLUMNS_OK);
}

static int set_up(void **state)
{
    (void)state;
    arena_init(&scratch, 16 << 20);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_deinit(&scratch);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_columns__igots_header__is_read_by_name),
        cmocka_unit_test(test_columns__every_word_of_ours__names_its_column),
        cmocka_unit_test(test_columns__hindi_header_in_any_order__is_read_by_name),
        cmocka_unit_test(test_columns__row_with_a_number__is_no_header),
        cmocka_unit_test(test_columns__unknown_names__are_all_listed),
        cmocka_unit_test(test_columns__by_position__ignores_the_headers_text),
        cmocka_unit_test(test_columns__name_twice_missing_or_empty__is_refused),
        cmocka_unit_test(test_columns__header_with_signs_of_abbreviation__is_one),
        cmocka_unit_test(test_columns__what_an_answer_added__is_not_sent),
        cmocka_unit_test(test_columns__of_courses__are_those_of_the_contract),
        cmocka_unit_test(test_columns__list_of_courses__needs_a_header_with_a_title),
        cmocka_unit_test(test_columns__cells_separated_otherwise__are_noticed),
        cmocka_unit_test(test_columns__cells_beyond_the_header__are_sent_empty_ones_are_not),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
