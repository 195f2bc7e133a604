/*
 * date - the calendar, and the dates of staff lists.
 *
 * The calendar is computed on years that begin in March, so that the leap day is the last of its year. Reading a date
 * first makes its digits, letters and blanks plain; whatever then is neither a number, a separator nor the name of a
 * month makes it no date.
 */
#include "base/date.h"

#include "base/number.h"

#include <assert.h>
#include <string.h>

#define YEAR_FIRST       1
#define YEAR_LAST        9999
#define PARSE_YEAR_FIRST 1900
#define PARSE_YEAR_LAST  2199
#define SERIAL_LAST      109574 /* 2199-12-31 */
#define SERIAL_FALSE_DAY 60     /* 29 February 1900, which spreadsheets have and the calendar has not */
/* 1985 is a year whose day and month are missing, not the serial of a day in 1905. */
#define YEAR_ALONE_FIRST 1900
#define YEAR_ALONE_LAST  2199
#define DAYS_OF_ERA      146097 /* 400 years */
#define IST_AHEAD_MS     ((int64_t)19800000)
#define DAY_MS           ((int64_t)86400000)

static bool is_leap_year(int year)
{
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_of_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    assert(month >= 1 && month <= 12);
    return days[month - 1] + (month == 2 && is_leap_year(year) ? 1 : 0);
}

/* Days from 1 March of the year 0 to 1 March of @year. */
static int32_t days_before_march(int32_t year)
{
    return year * 365 + year / 4 - year / 100 + year / 400;
}

/* Days from 1 March to the first of the month that lies @months_after_march further on, 0 to 11. */
static int32_t days_after_march(int32_t months_after_march)
{
    return (months_after_march * 153 + 2) / 5;
}

#define EPOCH_DAYS 719468 /* from 0000-03-01 to 1970-01-01 */

int32_t date_from_civil(int year, int month, int day)
{
    if (year < YEAR_FIRST || year > YEAR_LAST || month < 1 || month > 12)
        return DATE_NONE;
    if (day < 1 || day > days_of_month(year, month))
        return DATE_NONE;
    int32_t march_year = month > 2 ? year : year - 1;
    int32_t march_month = (month + 9) % 12;
    return days_before_march(march_year) + days_after_march(march_month) + day - 1 - EPOCH_DAYS;
}

static bool is_in_calendar(int64_t days)
{
    return days >= date_from_civil(YEAR_FIRST, 1, 1) && days <= date_from_civil(YEAR_LAST, 12, 31);
}

void date_to_civil(int32_t days, int *year, int *month, int *day)
{
    assert(is_in_calendar(days));
    int32_t since_march_0 = days + EPOCH_DAYS;
    int32_t era = since_march_0 / DAYS_OF_ERA;
    int32_t of_era = since_march_0 % DAYS_OF_ERA;
    /* At most one year too late: the leap days of 400 years do not add up to a year. */
    int32_t march_year = era * 400 + of_era / 365;
    while (days_before_march(march_year) > since_march_0)
        march_year--;
    int32_t of_year = since_march_0 - days_before_march(march_year);
    int32_t march_month = (of_year * 5 + 2) / 153;
    int32_t civil_month = march_month < 10 ? march_month + 3 : march_month - 9;
    if (year)
        *year = civil_month > 2 ? march_year : march_year + 1;
    if (month)
        *month = civil_month;
    if (day)
        *day = of_year - days_after_march(march_month) + 1;
}

int32_t date_of_instant(int64_t utc_ms)
{
    int64_t days = utc_ms / DAY_MS;
    int64_t of_day = utc_ms % DAY_MS;
    if (of_day < 0) {
        of_day += DAY_MS;
        days--;
    }
    if (of_day + IST_AHEAD_MS >= DAY_MS)
        days++;
    return is_in_calendar(days) ? (int32_t)days : DATE_NONE;
}

#define PLAIN_BYTES 64 /* more than the longest name of a month between digits, and midnight */

/* Names of the months, in small letters and without nukta, unless it is part of the letter. Three letters are the usual
 * short form in English; Hindi has several. No two months share one. */
static const struct month_name {
    const char *name;
    int month;
} month_names[] = {
    {"january", 1},   {"jan", 1},        {"जनवरी", 1},   {"जन", 1},     {"february", 2}, {"feb", 2},
    {"फरवरी", 2},     {"\u095Eरवरी", 2}, {"फर", 2},      {"march", 3},  {"mar", 3},      {"मार्च", 3},
    {"मार", 3},       {"april", 4},      {"apr", 4},     {"अप्रैल", 4},   {"अप्रै", 4},      {"may", 5},
    {"मई", 5},        {"june", 6},       {"jun", 6},     {"जून", 6},     {"july", 7},     {"jul", 7},
    {"जुलाई", 7},      {"जुल", 7},         {"august", 8},  {"aug", 8},    {"अगस्त", 8},     {"अग", 8},
    {"september", 9}, {"sep", 9},        {"sept", 9},    {"सितंबर", 9},  {"सितम्बर", 9},   {"सित", 9},
    {"october", 10},  {"oct", 10},       {"अक्टूबर", 10},  {"अक्तूबर", 10}, {"अक्टू", 10},     {"अक्तू", 10},
    {"november", 11}, {"nov", 11},       {"नवंबर", 11},   {"नवम्बर", 11}, {"नव", 11},      {"december", 12},
    {"dec", 12},      {"दिसंबर", 12},     {"दिसम्बर", 12}, {"दिस", 12},
};

/* Bytes of the blank at @text (blank, tab, line ends, no-break blank), 0 where there is none. */
static size_t blank_bytes(const char *text)
{
    if (*text == ' ' || (*text >= '\t' && *text <= '\r'))
        return 1;
    return strncmp(text, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* The letter at @text as names of months are compared: ASCII digits for Devanagari ones, small letters, and '\0' for
 * a nukta. Return: bytes read. */
static size_t take_plain(const char *text, char *plain)
{
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] == 0xE0 && at[1] == 0xA5 && at[2] >= 0xA6 && at[2] <= 0xAF) {
        *plain = (char)('0' + (at[2] - 0xA6));
        return 3;
    }
    if (strncmp(text, "\xE0\xA4\xBC", 3) == 0) { /* U+093C */
        *plain = '\0';
        return 3;
    }
    *plain = (char)(*text >= 'A' && *text <= 'Z' ? *text | 0x20 : *text);
    return 1;
}

/* The date with single blanks and none around it, digits and letters made plain; false where it is longer than a date
 * can be. */
static bool to_plain(const char *text, char plain[PLAIN_BYTES])
{
    size_t length = 0;
    while (*text) {
        size_t blank = blank_bytes(text);
        char character = ' ';
        text += blank > 0 ? blank : take_plain(text, &character);
        if (character == '\0' || (character == ' ' && (length == 0 || plain[length - 1] == ' ')))
            continue;
        if (length == PLAIN_BYTES - 1)
            return false;
        plain[length++] = character;
    }
    if (length > 0 && plain[length - 1] == ' ')
        length--;
    plain[length] = '\0';
    return length > 0;
}

/* A spreadsheet that is saved as text says the hour too. Only midnight means a day and nothing else. */
static void drop_midnight(char *plain)
{
    static const char midnight[] = "00:00:00";
    const size_t bytes = sizeof midnight; /* with the blank or T before it */
    size_t length = strlen(plain);
    if (length <= bytes || strcmp(plain + length - bytes + 1, midnight) != 0)
        return;
    char *before = plain + length - bytes;
    if (*before == ' ' || *before == 't')
        *before = '\0';
}

static enum date_outcome parse_serial(const char *plain, int32_t *days)
{
    uint64_t serial;
    if (plain[0] == '0' || !number_parse_u64(plain, SERIAL_LAST, &serial))
        return DATE_MALFORMED;
    if (serial >= YEAR_ALONE_FIRST && serial <= YEAR_ALONE_LAST)
        return DATE_MALFORMED;
    if (serial == SERIAL_FALSE_DAY)
        return DATE_NOT_EXISTING;
    int32_t day_before_first = date_from_civil(1899, 12, 31);
    *days = day_before_first + (int32_t)serial - (serial > SERIAL_FALSE_DAY ? 1 : 0);
    return DATE_OK;
}

struct part {
    int digits;
    int value;
};

static struct part take_part(const char **cursor)
{
    struct part part = {0};
    for (; **cursor >= '0' && **cursor <= '9'; (*cursor)++) {
        if (++part.digits <= 4)
            part.value = part.value * 10 + (**cursor - '0');
    }
    return part;
}

/* The month that is written out at @cursor, which is moved behind it and behind the full stop of a short form; no
 * digits where there is none. */
static struct part take_month(const char **cursor, char separator)
{
    char end[] = {separator, '.', '\0'};
    size_t length = strcspn(*cursor, end);
    struct part part = {0};
    for (size_t i = 0; i < sizeof month_names / sizeof month_names[0]; i++) {
        const char *name = month_names[i].name;
        if (strlen(name) == length && strncmp(*cursor, name, length) == 0)
            part = (struct part){.digits = 2, .value = month_names[i].month};
    }
    if (part.digits > 0) {
        *cursor += length;
        *cursor += **cursor == '.' && separator != '.';
    }
    return part;
}

/* 15-Aug-1980, and with blanks, slashes or full stops: read the same way whatever the order of the column.
 * Return: whether the text is of this form. */
static bool take_written_out(const char *plain, struct part parts[3])
{
    parts[0] = take_part(&plain);
    char separator = *plain;
    if (parts[0].digits == 0 || separator == '\0' || !strchr("-/. ", separator))
        return false;
    plain++;
    parts[1] = take_month(&plain, separator);
    if (parts[1].digits == 0 || *plain != separator)
        return false;
    plain++;
    parts[2] = take_part(&plain);
    return *plain == '\0';
}

/* Split "a-b-c" with one and the same separator; '\0' where the text is not of this form. */
static char take_parts(const char *plain, struct part parts[3])
{
    parts[0] = take_part(&plain);
    char separator = *plain;
    if (separator == '\0' || !strchr("-/.", separator))
        return '\0';
    for (int i = 1; i < 3; i++) {
        if (*plain != separator)
            return '\0';
        plain++;
        parts[i] = take_part(&plain);
    }
    if (*plain != '\0')
        return '\0';
    return separator;
}

static bool is_day_or_month(struct part part)
{
    return part.digits == 1 || part.digits == 2;
}

static enum date_outcome from_parts(struct part year, struct part month, struct part day, int32_t *days)
{
    if (year.value < PARSE_YEAR_FIRST || year.value > PARSE_YEAR_LAST)
        return DATE_OUT_OF_RANGE;
    int32_t found = date_from_civil(year.value, month.value, day.value);
    if (found == DATE_NONE)
        return DATE_NOT_EXISTING;
    *days = found;
    return DATE_OK;
}

/* Day and month may change places, the year stands last. */
static enum date_outcome from_year_last(const struct part parts[3], enum date_order order, int32_t *days)
{
    if (!is_day_or_month(parts[0]))
        return DATE_MALFORMED;
    if (parts[2].digits == 2)
        return DATE_TWO_DIGIT_YEAR;
    if (parts[2].digits != 4)
        return DATE_MALFORMED;
    if (order == DATE_DAY_FIRST)
        return from_parts(parts[2], parts[1], parts[0], days);
    return from_parts(parts[2], parts[0], parts[1], days);
}

enum date_outcome date_parse(const char *text, enum date_order order, int32_t *days)
{
    assert(order == DATE_DAY_FIRST || order == DATE_MONTH_FIRST);
    char plain[PLAIN_BYTES];
    if (!to_plain(text, plain))
        return DATE_MALFORMED;
    drop_midnight(plain);
    if (strspn(plain, "0123456789") == strlen(plain))
        return parse_serial(plain, days);
    struct part parts[3];
    if (take_written_out(plain, parts))
        return from_year_last(parts, DATE_DAY_FIRST, days);
    char separator = take_parts(plain, parts);
    if (separator == '\0' || !is_day_or_month(parts[1]))
        return DATE_MALFORMED;
    if (parts[0].digits == 4 && is_day_or_month(parts[2]) && separator != '.')
        return from_parts(parts[0], parts[1], parts[2], days);
    return from_year_last(parts, order, days);
}

void date_column_see(struct date_column *column, const char *text)
{
    int32_t ignored;
    bool day_first = date_parse(text, DATE_DAY_FIRST, &ignored) == DATE_OK;
    bool month_first = date_parse(text, DATE_MONTH_FIRST, &ignored) == DATE_OK;
    if (day_first && !month_first)
        column->day_first_only++;
    if (month_first && !day_first)
        column->month_first_only++;
}

enum date_order date_column_order(const struct date_column *column)
{
    return column->month_first_only > 0 && column->day_first_only == 0 ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

static void put_digits(char *at, int count, int value)
{
    for (int i = count - 1; i >= 0; i--) {
        at[i] = (char)('0' + value % 10);
        value /= 10;
    }
}

char *date_format(int32_t days, char text[DATE_TEXT_BYTES])
{
    if (!is_in_calendar(days)) {
        text[0] = '\0';
        return text;
    }
    int year;
    int month;
    int day;
    date_to_civil(days, &year, &month, &day);
    memcpy(text, "yyyy-mm-dd", DATE_TEXT_BYTES);
    put_digits(text, 4, year);
    put_digits(text + 5, 2, month);
    put_digits(text + 8, 2, day);
    return text;
}
