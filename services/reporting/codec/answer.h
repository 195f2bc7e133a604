#pragma once
/* answer - what requests and answers of reporting have in common. Messages live in an arena; NULL: past its cap. */
#include "runtime/call.h"
#include "runtime/follower.h"

#include <karmayogi/reporting/v1/service.pb-c.h>

#define REPORTING(name) Karmayogi__Reporting__V1__##name
#define CORE(name)      Karmayogi__Core__V1__##name

/* A feed that figures are counted from. */
struct answer_feed {
    const char *service;
    struct follower_freshness freshness;
};

/** answer_text() - a text as a message wants it; "" for NULL. */
char *answer_text(const char *text);

/** answer_date() - NULL for DATE_NONE, too. */
CORE(Date) * answer_date(struct arena *arena, int32_t days);

/** answer_freshness() - one message for each of @count feeds. */
REPORTING(Freshness) * *answer_freshness(struct arena *arena, const struct answer_feed *feeds, size_t count);

/** answer_refuse() - refuse with a reason of reporting's own. Return: 0. */
int answer_refuse(struct call *call, enum status_code code, const char *reason, const char *english, const char *hindi);

/** answer_day() - a day of a request into @days, DATE_NONE where it is absent; refuses one that does not exist, or not
 * between 1900 and 2199. Return: whether it is fine. */
bool answer_day(struct call *call, const CORE(Date) * date, int32_t *days);
