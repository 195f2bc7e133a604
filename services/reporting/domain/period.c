/* period - see period.h. */
#include "domain/period.h"

#include <stdio.h>
#include <string.h>

#define MONDAY 3 /* 1970-01-01 was a Thursday: three days after one */

int32_t period_start(enum period period, int32_t day)
{
    int year, month;
    switch (period) {
    case PERIOD_DAY:
        break;
    case PERIOD_WEEK:
        return day - (((day + MONDAY) % 7) + 7) % 7;
    case PERIOD_MONTH:
        date_to_civil(day, &year, &month, NULL);
        return date_from_civil(year, month, 1);
    }
    return day;
}

int32_t period_next(enum period period, int32_t start)
{
    switch (period) {
    case PERIOD_DAY:
        break;
    case PERIOD_WEEK:
        return start + 7;
    case PERIOD_MONTH:
        return period_start(PERIOD_MONTH, start + 31);
    }
    return start + 1;
}

char *period_code(enum period period, int32_t start, char text[DATE_TEXT_BYTES])
{
    date_format(start, text);
    if (period == PERIOD_MONTH)
        text[strlen("yyyy-mm")] = '\0';
    return text;
}

int32_t period_parse(enum period period, const char *code)
{
    int year, month, day = 1;
    char text[DATE_TEXT_BYTES];
    if (strlen(code) >= sizeof text ||
        // NOLINTNEXTLINE(cert-err34-c): every number has a width, and none can overflow
        sscanf(code, "%4d-%2d-%2d", &year, &month, &day) < (period == PERIOD_MONTH ? 2 : 3))
        return DATE_NONE;
    int32_t start = year < 1900 || year > 2199 ? DATE_NONE : date_from_civil(year, month, day);
    if (start == DATE_NONE || period_start(period, start) != start)
        return DATE_NONE;
    return strcmp(period_code(period, start, text), code) == 0 ? start : DATE_NONE;
}
