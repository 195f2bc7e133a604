#pragma once
/* convert - what every codec turns into messages and back: texts and dates. */
#include "base/arena.h"
#include "base/date.h"

#include <karmayogi/core/v1/types.pb-c.h>
#include <stdbool.h>
#include <stdint.h>

/* Shorter names for what is generated. */
#define CORE(name) Karmayogi__Core__V1__##name

/** A C string as protobuf-c wants it: it never writes through the pointer. */
static inline char *convert_text(const char *text)
{
    return (char *)(uintptr_t)(text ? text : "");
}

/** What a date in a message is. */
enum convert_date { CONVERT_DATE_OK = 0, CONVERT_DATE_WRONG };

/** convert_date_message() - in @arena. Return: NULL for DATE_NONE, and, with *@failed set, past the arena's cap. */
CORE(Date) * convert_date_message(int32_t days, struct arena *arena, bool *failed);

/** convert_date() - @days of @message; DATE_NONE for NULL. WRONG: no such day, or outside 1900 to 2199. */
enum convert_date convert_date(const CORE(Date) * message, int32_t *days);
