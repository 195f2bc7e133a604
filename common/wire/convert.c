/* convert - see convert.h. */
#include "wire/convert.h"

CORE(Date) * convert_date_message(int32_t days, struct arena *arena, bool *failed)
{
    int year, month, day;
    if (days == DATE_NONE)
        return NULL;
    CORE(Date) *message = arena_alloc(arena, sizeof *message);
    if (!message) {
        *failed = true;
        return NULL;
    }
    karmayogi__core__v1__date__init(message);
    date_to_civil(days, &year, &month, &day);
    message->year = year;
    message->month = month;
    message->day = day;
    return message;
}

enum convert_date convert_date(const CORE(Date) * message, int32_t *days)
{
    *days = DATE_NONE;
    if (!message)
        return CONVERT_DATE_OK;
    if (message->year < 1900 || message->year > 2199)
        return CONVERT_DATE_WRONG;
    *days = date_from_civil(message->year, message->month, message->day);
    return *days == DATE_NONE ? CONVERT_DATE_WRONG : CONVERT_DATE_OK;
}
