#pragma once
/* period - days, weeks from Monday to Sunday, and months, each known by its first day. */
#include "base/date.h"

enum period { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };

/** period_start() - first day of the period that @day is in. */
int32_t period_start(enum period period, int32_t day);

/** period_next() - first day of the period after that which begins on @start. */
int32_t period_next(enum period period, int32_t start);

/** period_code() - yyyy-mm-dd, of a month yyyy-mm, into @text. Return: @text. */
char *period_code(enum period period, int32_t start, char text[DATE_TEXT_BYTES]);

/** period_parse() - the reverse; only what period_code() writes, of the years 1900 to 2199. Return: its first day, or
 * DATE_NONE: it is no such code. */
int32_t period_parse(enum period period, const char *code);
