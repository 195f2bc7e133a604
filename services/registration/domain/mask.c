/*
 * mask - contacts made unusable but recognisable. What is too short to be masked is hidden whole.
 */
#include "domain/mask.h"

#include "base/error.h"

#include <string.h>

#define MOBILE_DIGITS 10

static const char *mask_mobile(const char *mobile, struct arena *arena)
{
    if (*mobile == '\0')
        return "";
    if (strlen(mobile) != MOBILE_DIGITS)
        return "**********";
    return arena_printf(arena, "%.2s******%s", mobile, mobile + 8);
}

static const char *mask_email(const char *email, struct arena *arena)
{
    if (*email == '\0')
        return "";
    const char *at = strchr(email, '@');
    if (!at || at == email)
        return "***";
    return arena_printf(arena, "%.1s***%s", email, at);
}

int mask_person(const struct person *person, struct arena *arena, struct person *masked)
{
    *masked = *person;
    masked->mobile = mask_mobile(person->mobile, arena);
    masked->email = mask_email(person->email, arena);
    masked->birth_date = DATE_NONE;
    if (!masked->mobile || !masked->email)
        return error_raise("no memory to mask a person");
    return 0;
}
