/* answer - see answer.h. */
#include "codec/answer.h"

#include "base/date.h"

char *answer_text(const char *text)
{
    return (char *)(uintptr_t)(text ? text : "");
}

CORE(Date) * answer_date(struct arena *arena, int32_t days)
{
    int year, month, day;
    CORE(Date) *message = days == DATE_NONE ? NULL : arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__core__v1__date__init(message);
    date_to_civil(days, &year, &month, &day);
    message->year = year;
    message->month = month;
    message->day = day;
    return message;
}

REPORTING(Freshness) * *answer_freshness(struct arena *arena, const struct answer_feed *feeds, size_t count)
{
    REPORTING(Freshness) *messages = arena_zalloc(arena, count + 1, sizeof *messages);
    REPORTING(Freshness) **pointers = arena_zalloc(arena, count + 1, sizeof(*pointers));
    CORE(Position) *positions = arena_zalloc(arena, count + 1, sizeof *positions);
    if (!messages || !pointers || !positions)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        const struct follower_freshness *freshness = &feeds[i].freshness;
        karmayogi__core__v1__position__init(&positions[i]);
        positions[i].service = answer_text(feeds[i].service);
        positions[i].epoch = freshness->epoch;
        positions[i].sequence = freshness->sequence;
        karmayogi__reporting__v1__freshness__init(&messages[i]);
        messages[i].counted_to = &positions[i];
        messages[i].committed_at_ms = freshness->committed_at_ms;
        messages[i].age_ms = freshness->age_ms;
        messages[i].rebuilding = freshness->rebuilding;
        pointers[i] = &messages[i];
    }
    return pointers;
}

int answer_refuse(struct call *call, enum status_code code, const char *reason, const char *english, const char *hindi)
{
    return call_refuse_status(call, (struct status){.code = code,
                                                    .reason = reason,
                                                    .sentence = call->header.locale == LOCALE_HI ? hindi : english});
}

bool answer_day(struct call *call, const CORE(Date) * date, int32_t *days)
{
    *days = date ? date_from_civil(date->year, date->month, date->day) : DATE_NONE;
    if (!date || (*days != DATE_NONE && date->year >= 1900 && date->year <= 2199))
        return true;
    answer_refuse(call, STATUS_INVALID_ARGUMENT, "DATE_NOT_EXISTING",
                  "A date of the request is not a day of the calendar between 1900 and 2199.",
                  "अनुरोध की कोई तारीख पंचांग का दिन (1900 से 2199) नहीं है।");
    return false;
}
