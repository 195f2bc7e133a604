#pragma once
/*
 * date - civil dates in IST, as days since 1970-01-01 of the proleptic Gregorian calendar. Instants are UTC
 * milliseconds elsewhere.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DATE_NONE INT32_MIN /* no date given */

/** In which order a column of numeric dates is written; decided once per column. */
enum date_order { DATE_DAY_FIRST, DATE_MONTH_FIRST };

/** What date_parse() can find; > 0 are outcomes. */
enum date_outcome {
    DATE_OK = 0,
    DATE_MALFORMED,      /* not a date in any accepted form */
    DATE_TWO_DIGIT_YEAR, /* 01-02-85: which century is a guess */
    DATE_NOT_EXISTING,   /* 31-02-2020 */
    DATE_OUT_OF_RANGE,   /* a year before 1900 or after 2199 */
};

/** date_from_civil() - days for @year-@month-@day, or DATE_NONE where that day does not exist. Years 1 to 9999. */
int32_t date_from_civil(int year, int month, int day);

/** date_to_civil() - the reverse, for days that date_from_civil() can return. Any of the pointers may be NULL. */
void date_to_civil(int32_t days, int *year, int *month, int *day);

/** date_of_instant() - the civil date in IST (UTC+05:30) at @utc_ms; DATE_NONE outside the years 1 to 9999. */
int32_t date_of_instant(int64_t utc_ms);

/**
 * date_parse() - read a date as staff lists write it
 * @text:  dd-mm-yyyy, dd/mm/yyyy, dd.mm.yyyy (or month first, by @order); always yyyy-mm-dd and yyyy/mm/dd, and the
 * month as a word in English or Hindi (15-Aug-1980, 15 अगस्त 1980); a spreadsheet serial (1900 system, 1 to 109574,
 * whole; 1900 to 2199 is a year alone and malformed). Devanagari digits anywhere; blanks around and midnight behind are
 * ignored.
 * @days:  the result, set only for DATE_OK
 *
 * Return: an enum date_outcome.  Source: the product's definition of accepted dates in ARCHITECTURE.md.
 */
enum date_outcome date_parse(const char *text, enum date_order order, int32_t *days);

/** What the values of one column say about its order. */
struct date_column {
    size_t day_first_only;   /* values that exist only read day first, such as 31-12-1990 */
    size_t month_first_only; /* values that exist only read month first */
};

/** date_column_see() - take one more value of the column into account. */
void date_column_see(struct date_column *column, const char *text);

/** date_column_order() - day first unless every telling value says month first. */
enum date_order date_column_order(const struct date_column *column);

#define DATE_TEXT_BYTES 11 /* "2026-11-22" and NUL */

/** date_format() - yyyy-mm-dd into @text; "" for DATE_NONE and outside the years 1 to 9999. Return: @text. */
char *date_format(int32_t days, char text[DATE_TEXT_BYTES]);
