/* What people and programs get to see: tables that line up, JSON with the names of the contract, words in both
 * languages. */
#include "cli_test.h"

#include "figure_bar.h"
#include "message.h"
#include "message_json.h"
#include "progress.h"
#include "table.h"
#include "words.h"

#include <karmayogi/registration/v1/event.pb-c.h>

static char *printed(const struct table *table)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    assert_int_equal(table_print(table, out), 0);
    fclose(out);
    return text;
}

static void test_table__devanagari__lines_up_by_columns_of_the_terminal(void **state)
{
    struct table table = {0};
    char *text;

    (void)state;
    table_column(&table, "नगर", TABLE_LEFT);
    table_column(&table, "कुल", TABLE_RIGHT);
    table_cell(&table, "मेरठ");
    table_count(&table, 1880000);
    table_cell(&table, "Hapur");
    table_count(&table, 7);
    table_rule(&table);
    table_cell(&table, "कुल");
    table_count(&table, 1880007);
    text = printed(&table);
    assert_string_equal(text, "नगर           कुल\n"
                              "----------------\n"
                              "मेरठ    18,80,000\n"
                              "Hapur          7\n"
                              "----------------\n"
                              "कुल     18,80,007\n");
    free(text);
    table_deinit(&table);
}

static void test_table__wider_than_the_paper__is_folded_behind_its_keys(void **state)
{
    struct table table = {.width = 25, .fold = 1};
    char *text;

    (void)state;
    table_column(&table, "Place", TABLE_LEFT);
    table_column(&table, "Onboarded", TABLE_RIGHT);
    table_column(&table, "Blocked", TABLE_RIGHT);
    table_column(&table, "Retired", TABLE_RIGHT);
    table_cell(&table, "मेरठ");
    for (uint64_t number = 1; number <= 3; number++)
        table_count(&table, number);
    table_rule(&table);
    table_cell(&table, "Total");
    for (uint64_t number = 4; number <= 6; number++)
        table_count(&table, number);
    text = printed(&table);
    assert_string_equal(text, "Place  Onboarded  Blocked\n"
                              "-------------------------\n"
                              "मेरठ            1        2\n"
                              "-------------------------\n"
                              "Total          4        5\n"
                              "\n"
                              "Place  Retired\n"
                              "--------------\n"
                              "मेरठ          3\n"
                              "--------------\n"
                              "Total        6\n");
    free(text);
    assert_int_equal(table_width(&table), 34);
    table.width = 34; /* it fits */
    text = printed(&table);
    assert_null(strstr(text, "\n\n"));
    free(text);
    table_deinit(&table);
}

static void test_table__empty_columns__can_be_left_out(void **state)
{
    struct table table = {0};
    char *text;

    (void)state;
    table_column(&table, "A", TABLE_LEFT);
    table_column(&table, "Flags", TABLE_LEFT);
    table_column(&table, "N", TABLE_RIGHT);
    table_cell(&table, "a");
    table_cell(&table, "");
    table_count(&table, 12);
    table_drop_empty(&table);
    text = printed(&table);
    assert_string_equal(text, "A   N\n-----\na  12\n");
    free(text);
    table_deinit(&table);
}

static void test_figure_bar__share__is_drawn_in_blocks_and_in_ascii(void **state)
{
    char text[FIGURE_BAR_BYTES];

    (void)state;
    assert_string_equal(figure_bar(50, 100, false, text), "######......");
    assert_string_equal(figure_bar(0, 100, false, text), "............");
    assert_string_equal(figure_bar(300, 100, false, text), "############");
    assert_string_equal(figure_bar(-5, 100, false, text), "............");
    assert_string_equal(figure_bar(INT64_MAX, INT64_MAX, true, text), "████████████");
    assert_string_equal(figure_bar(50, 100, true, text), "██████");
    assert_string_equal(figure_bar(1, 96, true, text), "▏");
    assert_string_equal(figure_bar(5, 0, false, text), ""); /* nothing declared: no share */
}

static void test_words__every_text__is_there_in_both_languages(void **state)
{
    (void)state;
    for (enum word word = 0; word < WORD_COUNT; word++) {
        const char *en = words_text(word, LOCALE_EN), *hi = words_text(word, LOCALE_HI);

        assert_true(en && en[0] && hi && hi[0]);
        for (char number = '1'; number <= '9'; number++) { /* the same arguments in both */
            char part[] = {'{', number, '}', '\0'};

            assert_int_equal(strstr(en, part) != NULL, strstr(hi, part) != NULL);
        }
    }
}

static void test_words__arguments__go_where_their_numbers_stand(void **state)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);

    (void)state;
    words_say(out, LOCALE_HI, WORD_NOT_A_NUMBER, "--district", "999", NULL);
    fclose(out);
    assert_string_equal(text, "--district में 0 से 999 तक की संख्या दें।\n");
    free(text);
}

static void test_message__words_of_enums__are_read_and_written(void **state)
{
    const ProtobufCEnumDescriptor *groups = &karmayogi__registration__v1__group__descriptor;
    char word[MESSAGE_WORD_BYTES];

    (void)state;
    assert_string_equal(message_enum_word(groups, 5, word), "contractual_staff");
    assert_string_equal(message_enum_word(groups, 0, word), "");
    assert_int_equal(message_enum(groups, "Contractual-Staff"), 5);
    assert_int_equal(message_enum(groups, "c"), 3);
    assert_int_equal(message_enum(groups, "e"), -1);
    assert_int_equal(message_enum(&karmayogi__registration__v1__master_list__descriptor, "mother-tongue"), 2);
}

static void test_message__position__is_read_as_it_is_written(void **state)
{
    struct position position;
    struct arena arena;

    (void)state;
    arena_init(&arena, 4096);
    assert_true(message_position_parse(&position, "registration:18446744073709551615:42"));
    assert_true(position.epoch == UINT64_MAX && position.sequence == 42);
    assert_string_equal(message_position_text(&arena, position.service, position.epoch, position.sequence),
                        "registration:18446744073709551615:42");
    assert_false(message_position_parse(&position, "registration:1"));
    assert_false(message_position_parse(&position, ":1:2"));
    assert_false(message_position_parse(&position, "registration:x:2"));
    assert_false(message_position_parse(&position, "registration:1:"));
    arena_deinit(&arena);
}

static void test_message__instants_and_dates__are_indian(void **state)
{
    Karmayogi__Core__V1__Date date = KARMAYOGI__CORE__V1__DATE__INIT;
    char instant[MESSAGE_INSTANT_BYTES], day[DATE_TEXT_BYTES];

    (void)state;
    date.year = 2026;
    date.month = 2;
    date.day = 3;
    assert_string_equal(message_instant(1767205800000, instant), "01-01-2026 00:00:00");
    assert_string_equal(message_instant(0, instant), "");
    assert_string_equal(message_date_text(&date, day), "03-02-2026");
    assert_string_equal(message_date_text(NULL, day), "");
}

static void test_message_json__official__has_every_field_of_the_contract(void **state)
{
    Karmayogi__Core__V1__Date date = KARMAYOGI__CORE__V1__DATE__INIT;
    Karmayogi__Registration__V1__OfficialSnapshot snapshot = KARMAYOGI__REGISTRATION__V1__OFFICIAL_SNAPSHOT__INIT;
    Karmayogi__Registration__V1__OfficialRegistered registered = KARMAYOGI__REGISTRATION__V1__OFFICIAL_REGISTERED__INIT;
    Karmayogi__Registration__V1__Event event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    json_t *json;
    char *text;

    (void)state;
    date.year = 2026;
    date.month = 2;
    date.day = 3;
    snapshot.official_id = (char *)(uintptr_t) "2-17-5";
    snapshot.version = 3;
    snapshot.state = KARMAYOGI__REGISTRATION__V1__OFFICIAL_STATE__OFFICIAL_STATE_BLOCKED;
    snapshot.effective_on = &date;
    registered.official = &snapshot;
    event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED;
    event.official_registered = &registered;
    json = message_json(&event.base);
    text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
    assert_string_equal(text, "{\"official_registered\":{\"official\":{\"effective_on\":\"2026-02-03\",\"official_id\":"
                              "\"2-17-5\",\"person\":null,\"person_erased\":false,\"post\":null,\"state\":\"blocked\","
                              "\"version\":3}}}");
    free(text);
    json_decref(json);
}

static void test_progress__line__tells_rate_and_time_left(void **state)
{
    char line[256];

    (void)state;
    progress_line(line, sizeof(line), "rows", 50000, 200000, 2000, 80);
    assert_non_null(strstr(line, " 25%  50,000 / 2,00,000 rows  25,000/s  00:06"));
    assert_true(strlen(line) < 80);
    progress_line(line, sizeof(line), "rows", 0, 0, 0, 20);
    progress_line(line, sizeof(line), "rows", 0, 100, 100, 80);
    assert_non_null(strstr(line, "--:--"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table__devanagari__lines_up_by_columns_of_the_terminal),
        cmocka_unit_test(test_table__wider_than_the_paper__is_folded_behind_its_keys),
        cmocka_unit_test(test_table__empty_columns__can_be_left_out),
        cmocka_unit_test(test_figure_bar__share__is_drawn_in_blocks_and_in_ascii),
        cmocka_unit_test(test_words__every_text__is_there_in_both_languages),
        cmocka_unit_test(test_words__arguments__go_where_their_numbers_stand),
        cmocka_unit_test(test_message__words_of_enums__are_read_and_written),
        cmocka_unit_test(test_message__position__is_read_as_it_is_written),
        cmocka_unit_test(test_message__instants_and_dates__are_indian),
        cmocka_unit_test(test_message_json__official__has_every_field_of_the_contract),
        cmocka_unit_test(test_progress__line__tells_rate_and_time_left),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
