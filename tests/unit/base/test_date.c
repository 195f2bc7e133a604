/* The calendar, the civil date in IST, and the dates of staff lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int lengths[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month];
}

static void assert_reads_back(int32_t days, int year, int month, int day)
{
    int y = 0;
    int m = 0;
    int d = 0;
    assert_int_equal(date_from_civil(year, month, day), days);
    date_to_civil(days, &y, &m, &d);
    assert_int_equal(y, year);
    assert_int_equal(m, month);
    assert_int_equal(d, day);
}

static void assert_text_reads_back(int32_t days)
{
    char text[DATE_TEXT_BYTES];
    char day_first[DATE_TEXT_BYTES];
    char serial[16];
    int32_t parsed = DATE_NONE;
    date_format(days, text);
    assert_int_equal(date_parse(text, DATE_MONTH_FIRST, &parsed), DATE_OK);
    assert_int_equal(parsed, days);
    snprintf(day_first, sizeof day_first, "%.2s/%.2s/%.4s", text + 8, text + 5, text);
    parsed = DATE_NONE;
    assert_int_equal(date_parse(day_first, DATE_DAY_FIRST, &parsed), DATE_OK);
    assert_int_equal(parsed, days);
    /* Spreadsheets count 29 February 1900, so serials run one ahead from 1 March 1900 on. */
    int32_t since_1900 = days - date_from_civil(1900, 1, 1);
    snprintf(serial, sizeof serial, "%d", since_1900 + (since_1900 < 59 ? 1 : 2));
    long number = strtol(serial, NULL, 10);
    bool year_alone = number >= 1900 && number <= 2199;
    parsed = DATE_NONE;
    assert_int_equal(date_parse(serial, DATE_DAY_FIRST, &parsed), year_alone ? DATE_MALFORMED : DATE_OK);
    assert_int_equal(parsed, year_alone ? DATE_NONE : days);
}

static void test_date__every_day_from_1900_to_2199__survives_number_text_and_serial(void **state)
{
    /* Catches a slip in leap years, centuries, month lengths or the serial's false leap day, wherever it lies. */
    (void)state;
    int32_t days = date_from_civil(1900, 1, 1);
    assert_int_equal(days, -25567);
    for (int year = 1900; year <= 2199; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= month_length(year, month); day++, days++) {
                assert_reads_back(days, year, month, day);
                assert_text_reads_back(days);
            }
        }
    }
    assert_int_equal(days, date_from_civil(2200, 1, 1));
}

static void test_date__every_year_from_1_to_9999__begins_where_the_former_ends(void **state)
{
    /* Catches a calendar that is right only near today, at both ends of what is promised. */
    (void)state;
    int32_t days = date_from_civil(1, 1, 1);
    for (int year = 1; year <= 9999; year++) {
        assert_reads_back(days, year, 1, 1);
        if (is_leap(year))
            assert_reads_back(days + 59, year, 2, 29);
        days += is_leap(year) ? 366 : 365;
        assert_reads_back(days - 1, year, 12, 31);
    }
    assert_int_equal(date_from_civil(1970, 1, 1), 0);
}

static void test_date__that_does_not_exist__is_none(void **state)
{
    /* Catches a day that spills into the next month. */
    (void)state;
    static const int wrong[][3] = {
        {2023, 2, 29}, {1900, 2, 29}, {2100, 2, 29}, {2024, 2, 30}, {2024, 4, 31}, {2024, 13, 1},          {2024, 0, 1},
        {2024, 1, 0},  {2024, 1, 32}, {0, 1, 1},     {-1, 1, 1},    {10000, 1, 1}, {2024, -2147483647, 1},
    };
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(date_from_civil(wrong[i][0], wrong[i][1], wrong[i][2]), DATE_NONE);
}

#define INSTANT(days, hours, minutes, ms) ((((int64_t)(days)*24 + (hours)) * 60 + (minutes)) * 60000 + (ms))

static void test_date__of_an_instant__changes_at_half_past_six_in_the_evening_utc(void **state)
{
    /* Catches a completion of the night counted to the day before, because the date was taken in UTC. */
    (void)state;
    const int32_t samples[] = {date_from_civil(2026, 11, 21), date_from_civil(2024, 2, 28), -1, 0, -20000, 40000};
    for (size_t i = 0; i < COUNT(samples); i++) {
        int32_t day = samples[i];
        assert_int_equal(date_of_instant(INSTANT(day, 18, 30, -1)), day);
        assert_int_equal(date_of_instant(INSTANT(day, 18, 30, 0)), day + 1);
        assert_int_equal(date_of_instant(INSTANT(day, 0, 0, 0)), day);
        assert_int_equal(date_of_instant(INSTANT(day, 24, 0, -1)), day + 1);
    }
}

static void test_date__of_an_absurd_instant__is_none(void **state)
{
    /* Catches overflow for an instant that came over the wire unchecked. */
    (void)state;
    assert_int_equal(date_of_instant(INT64_MAX), DATE_NONE);
    assert_int_equal(date_of_instant(INT64_MIN), DATE_NONE);
    assert_int_equal(date_of_instant(INSTANT(date_from_civil(9999, 12, 31), 18, 30, -1)),
                     date_from_civil(9999, 12, 31));
    assert_int_equal(date_of_instant(INSTANT(date_from_civil(9999, 12, 31), 18, 30, 0)), DATE_NONE);
}

struct parse_case {
    const char *text;
    enum date_order order;
    enum date_outcome outcome;
    const char *date;
};

static void check_parse(const struct parse_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int32_t days = DATE_NONE;
        char date[DATE_TEXT_BYTES];
        enum date_outcome outcome = date_parse(cases[i].text, cases[i].order, &days);
        if (outcome != cases[i].outcome)
            fail_msg("\"%s\": outcome %d, expected %d", cases[i].text, (int)outcome, (int)cases[i].outcome);
        assert_string_equal(date_format(days, date), cases[i].date);
    }
}

static void test_date__in_an_accepted_form__is_read(void **state)
{
    /* Catches a form of real staff lists refused, or day and month taken for each other. */
    (void)state;
    static const struct parse_case cases[] = {
        {"22-11-1985", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"22/11/1985", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"22.11.1985", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"11/22/1985", DATE_MONTH_FIRST, DATE_OK, "1985-11-22"},
        {"03-04-1985", DATE_DAY_FIRST, DATE_OK, "1985-04-03"},
        {"03-04-1985", DATE_MONTH_FIRST, DATE_OK, "1985-03-04"},
        {"1-2-1990", DATE_DAY_FIRST, DATE_OK, "1990-02-01"},
        {"1/12/1990", DATE_MONTH_FIRST, DATE_OK, "1990-01-12"},
        {"1985-11-22", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"1985-11-02", DATE_MONTH_FIRST, DATE_OK, "1985-11-02"},
        {"२२-११-१९८५", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"१९८५-११-२२", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"२2/1१/1९85", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"३१३७३", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"  22-11-1985\t\r\n", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"\xC2\xA0"
         "22-11-1985\xC2\xA0 ",
         DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"29/02/2024", DATE_DAY_FIRST, DATE_OK, "2024-02-29"},
        {"01-01-1900", DATE_DAY_FIRST, DATE_OK, "1900-01-01"},
        {"31-12-2199", DATE_DAY_FIRST, DATE_OK, "2199-12-31"},
    };
    check_parse(cases, COUNT(cases));
}

static void test_date__with_the_month_as_a_word__is_read_whatever_the_order(void **state)
{
    /* Catches a spelling of a month that is not known, and a day taken for a month beside the name of one. */
    (void)state;
    static const struct parse_case cases[] = {
        {"15-Aug-1980", DATE_DAY_FIRST, DATE_OK, "1980-08-15"},
        {"15-Aug-1980", DATE_MONTH_FIRST, DATE_OK, "1980-08-15"},
        {"15 August 1980", DATE_DAY_FIRST, DATE_OK, "1980-08-15"},
        {"15  AUG \t1980", DATE_DAY_FIRST, DATE_OK, "1980-08-15"},
        {"15/aug/1980", DATE_DAY_FIRST, DATE_OK, "1980-08-15"},
        {"15.Aug.1980", DATE_DAY_FIRST, DATE_OK, "1980-08-15"},
        {"15 Aug. 1980", DATE_DAY_FIRST, DATE_OK, "1980-08-15"},
        {"1-Sept.-1980", DATE_DAY_FIRST, DATE_OK, "1980-09-01"},
        {"15-अगस्त-1980", DATE_MONTH_FIRST, DATE_OK, "1980-08-15"},
        {"१५ अग. १९८०", DATE_DAY_FIRST, DATE_OK, "1980-08-15"},
        {"5-Jan-1980", DATE_DAY_FIRST, DATE_OK, "1980-01-05"},
        {"5-जनवरी-1980", DATE_DAY_FIRST, DATE_OK, "1980-01-05"},
        {"5-Feb-1980", DATE_DAY_FIRST, DATE_OK, "1980-02-05"},
        {"5 फ़रवरी 1980", DATE_DAY_FIRST, DATE_OK, "1980-02-05"},
        {"5 \u095Eरवरी 1980", DATE_DAY_FIRST, DATE_OK, "1980-02-05"},
        {"5 फरवरी 1980", DATE_DAY_FIRST, DATE_OK, "1980-02-05"},
        {"5-March-1980", DATE_DAY_FIRST, DATE_OK, "1980-03-05"},
        {"5-मार्च-1980", DATE_DAY_FIRST, DATE_OK, "1980-03-05"},
        {"5-Apr-1980", DATE_DAY_FIRST, DATE_OK, "1980-04-05"},
        {"5-अप्रैल-1980", DATE_DAY_FIRST, DATE_OK, "1980-04-05"},
        {"5-May-1980", DATE_DAY_FIRST, DATE_OK, "1980-05-05"},
        {"5-मई-1980", DATE_DAY_FIRST, DATE_OK, "1980-05-05"},
        {"5-June-1980", DATE_DAY_FIRST, DATE_OK, "1980-06-05"},
        {"5-जून-1980", DATE_DAY_FIRST, DATE_OK, "1980-06-05"},
        {"5-July-1980", DATE_DAY_FIRST, DATE_OK, "1980-07-05"},
        {"5-जुलाई-1980", DATE_DAY_FIRST, DATE_OK, "1980-07-05"},
        {"5-सितम्बर-1980", DATE_DAY_FIRST, DATE_OK, "1980-09-05"},
        {"5-सितंबर-1980", DATE_DAY_FIRST, DATE_OK, "1980-09-05"},
        {"5-October-1980", DATE_DAY_FIRST, DATE_OK, "1980-10-05"},
        {"5-अक्टूबर-1980", DATE_DAY_FIRST, DATE_OK, "1980-10-05"},
        {"5-अक्तूबर-1980", DATE_DAY_FIRST, DATE_OK, "1980-10-05"},
        {"5-Nov-1980", DATE_DAY_FIRST, DATE_OK, "1980-11-05"},
        {"5-नवम्बर-1980", DATE_DAY_FIRST, DATE_OK, "1980-11-05"},
        {"5-Dec-1980", DATE_DAY_FIRST, DATE_OK, "1980-12-05"},
        {"5-दिसंबर-1980", DATE_DAY_FIRST, DATE_OK, "1980-12-05"},
    };
    check_parse(cases, COUNT(cases));
}

static void test_date__with_the_year_first_or_with_midnight__is_read(void **state)
{
    /* Catches what a spreadsheet or a database writes for a day and nobody meant as an hour. */
    (void)state;
    static const struct parse_case cases[] = {
        {"1985/02/03", DATE_DAY_FIRST, DATE_OK, "1985-02-03"},
        {"1985/02/03", DATE_MONTH_FIRST, DATE_OK, "1985-02-03"},
        {"1985/2/3", DATE_DAY_FIRST, DATE_OK, "1985-02-03"},
        {"1985-02-03 00:00:00", DATE_DAY_FIRST, DATE_OK, "1985-02-03"},
        {"1985-02-03T00:00:00", DATE_MONTH_FIRST, DATE_OK, "1985-02-03"},
        {"03-02-1985 \t00:00:00 ", DATE_DAY_FIRST, DATE_OK, "1985-02-03"},
        {"०३-०२-१९८५ ००:००:००", DATE_DAY_FIRST, DATE_OK, "1985-02-03"},
        {"02/03/1985 00:00:00", DATE_MONTH_FIRST, DATE_OK, "1985-02-03"},
        {"3 सितम्बर 1985 00:00:00", DATE_DAY_FIRST, DATE_OK, "1985-09-03"},
        {"31373 00:00:00", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
    };
    check_parse(cases, COUNT(cases));
}

static void test_date__as_a_spreadsheet_serial__is_read_with_the_false_leap_day_left_out(void **state)
{
    /* Catches birth dates that are all one day off, the usual mistake with the 1900 system. */
    (void)state;
    static const struct parse_case cases[] = {
        {"1", DATE_DAY_FIRST, DATE_OK, "1900-01-01"},
        {"59", DATE_DAY_FIRST, DATE_OK, "1900-02-28"},
        {"60", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"61", DATE_DAY_FIRST, DATE_OK, "1900-03-01"},
        {"1899", DATE_DAY_FIRST, DATE_OK, "1905-03-13"},
        {"1985", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"2200", DATE_DAY_FIRST, DATE_OK, "1906-01-08"},
        {"25569", DATE_MONTH_FIRST, DATE_OK, "1970-01-01"},
        {"31373", DATE_DAY_FIRST, DATE_OK, "1985-11-22"},
        {"109574", DATE_DAY_FIRST, DATE_OK, "2199-12-31"},
        {"109575", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"0", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"01", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"031373", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"31373.5", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"-31373", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"22111985", DATE_DAY_FIRST, DATE_MALFORMED, ""},
        {"99999999999999999999999", DATE_DAY_FIRST, DATE_MALFORMED, ""},
    };
    check_parse(cases, COUNT(cases));
}

static void test_date__that_is_none__is_malformed(void **state)
{
    /* Catches a guess where the sender must be asked. */
    (void)state;
    static const char *const cases[] = {"",
                                        "   ",
                                        "22-11/1985",
                                        "22.11-1985",
                                        "22-11",
                                        "22-11-",
                                        "-11-1985",
                                        "22--1985",
                                        "22-11-1985-",
                                        "22-11-1985-1",
                                        "022-11-1985",
                                        "22-11-19855",
                                        "22-11-985",
                                        "22-11-5",
                                        "1985.11.22",
                                        "1985/11-22",
                                        "1985 11 22",
                                        "22 11 1985",
                                        "22- 11-1985",
                                        "22-11-1985 00:00",
                                        "22-11-1985 12:00:00",
                                        "22-11-1985 00:00:01",
                                        "22-11-198500:00:00",
                                        "22-11-1985 00:00:00 00:00:00",
                                        "00:00:00",
                                        " 00:00:00",
                                        "T00:00:00",
                                        "22-Nov/1985",
                                        "22-Nov-985",
                                        "22-Novem-1985",
                                        "22-No-1985",
                                        "22-Nov.1985",
                                        "22-Nov..-1985",
                                        "22Nov1985",
                                        "Nov-22-1985",
                                        "1985-Nov-22",
                                        "022-Nov-1985",
                                        "-Nov-1985",
                                        "22-Nov",
                                        "22-Nov-",
                                        "22-आग-1985",
                                        "22-अगस्तत-1985",
                                        "22-------------------------------------------------------------1985",
                                        "9.87E+09",
                                        "\xE0\xA5",
                                        "\xC2",
                                        "\xE0\xA5\xB0"};
    for (size_t i = 0; i < COUNT(cases); i++)
        check_parse(&(struct parse_case){cases[i], DATE_DAY_FIRST, DATE_MALFORMED, ""}, 1);
}

static void test_date__that_cannot_be_meant__is_refused_with_the_right_reason(void **state)
{
    /* Catches a guess where the sender must be asked, and a reason that sends him looking in the wrong place. */
    (void)state;
    static const struct parse_case cases[] = {
        {"22-Nov-85", DATE_DAY_FIRST, DATE_TWO_DIGIT_YEAR, ""},
        {"22 नवंबर 85", DATE_DAY_FIRST, DATE_TWO_DIGIT_YEAR, ""},
        {"31-Feb-1985", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"31 अप्रैल 1985", DATE_MONTH_FIRST, DATE_NOT_EXISTING, ""},
        {"1985/02/30", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"15-Aug-1899", DATE_DAY_FIRST, DATE_OUT_OF_RANGE, ""},
        {"22-11-85", DATE_DAY_FIRST, DATE_TWO_DIGIT_YEAR, ""},
        {"२२-११-८५", DATE_DAY_FIRST, DATE_TWO_DIGIT_YEAR, ""},
        {"1/2/03", DATE_MONTH_FIRST, DATE_TWO_DIGIT_YEAR, ""},
        {"31-02-2020", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"29-02-2023", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"22-11-1985", DATE_MONTH_FIRST, DATE_NOT_EXISTING, ""},
        {"11/22/1985", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"00-01-1990", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"2020-02-30", DATE_DAY_FIRST, DATE_NOT_EXISTING, ""},
        {"31-12-1899", DATE_DAY_FIRST, DATE_OUT_OF_RANGE, ""},
        {"01-01-2200", DATE_DAY_FIRST, DATE_OUT_OF_RANGE, ""},
        {"0085-11-22", DATE_DAY_FIRST, DATE_OUT_OF_RANGE, ""},
        {"00-00-0000", DATE_DAY_FIRST, DATE_OUT_OF_RANGE, ""},
    };
    check_parse(cases, COUNT(cases));
}

static enum date_order order_of(const char *const *values)
{
    struct date_column column = {0};
    for (; *values; values++)
        date_column_see(&column, *values);
    return date_column_order(&column);
}

static void test_date__of_a_column__is_month_first_only_where_every_telling_value_says_so(void **state)
{
    /* Catches an order decided row by row: 03-04 and 04-13 of one column would follow different orders. */
    (void)state;
    static const char *const nothing[] = {NULL};
    static const char *const untelling[] = {"03-04-1985", "1985-11-22",  "31373",      "",  "31-31-1990",
                                            "nonsense",   "15-Aug-1985", "1985/13/04", NULL};
    static const char *const day_first[] = {"03-04-1985", "13-04-1985", NULL};
    static const char *const month_first[] = {"03/04/1985", "04/13/1985", "१२/३१/१९९०", NULL};
    static const char *const contradicting[] = {"04/13/1985", "04/14/1985", "13/04/1985", NULL};
    assert_int_equal(order_of(nothing), DATE_DAY_FIRST);
    assert_int_equal(order_of(untelling), DATE_DAY_FIRST);
    assert_int_equal(order_of(day_first), DATE_DAY_FIRST);
    assert_int_equal(order_of(month_first), DATE_MONTH_FIRST);
    assert_int_equal(order_of(contradicting), DATE_DAY_FIRST);
}

static void test_date__written__has_ten_characters_or_none(void **state)
{
    /* Catches a buffer overrun for days that no calendar has, and a missing zero. */
    (void)state;
    char text[DATE_TEXT_BYTES];
    assert_string_equal(date_format(DATE_NONE, text), "");
    assert_string_equal(date_format(INT32_MAX, text), "");
    assert_string_equal(date_format(date_from_civil(9999, 12, 31) + 1, text), "");
    assert_string_equal(date_format(date_from_civil(1, 1, 1) - 1, text), "");
    assert_string_equal(date_format(date_from_civil(1, 2, 3), text), "0001-02-03");
    assert_string_equal(date_format(date_from_civil(9999, 12, 31), text), "9999-12-31");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_date__every_day_from_1900_to_2199__survives_number_text_and_serial),
        cmocka_unit_test(test_date__every_year_from_1_to_9999__begins_where_the_former_ends),
        cmocka_unit_test(test_date__that_does_not_exist__is_none),
        cmocka_unit_test(test_date__of_an_instant__changes_at_half_past_six_in_the_evening_utc),
        cmocka_unit_test(test_date__of_an_absurd_instant__is_none),
        cmocka_unit_test(test_date__in_an_accepted_form__is_read),
        cmocka_unit_test(test_date__with_the_month_as_a_word__is_read_whatever_the_order),
        cmocka_unit_test(test_date__with_the_year_first_or_with_midnight__is_read),
        cmocka_unit_test(test_date__as_a_spreadsheet_serial__is_read_with_the_false_leap_day_left_out),
        cmocka_unit_test(test_date__that_is_none__is_malformed),
        cmocka_unit_test(test_date__that_cannot_be_meant__is_refused_with_the_right_reason),
        cmocka_unit_test(test_date__of_a_column__is_month_first_only_where_every_telling_value_says_so),
        cmocka_unit_test(test_date__written__has_ten_characters_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
