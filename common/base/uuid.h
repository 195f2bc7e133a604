#pragma once
/* uuid - UUID version 7 (RFC 9562): 48 bits of UTC milliseconds, then random bits, so that they order by time. */
#include <stdbool.h>
#include <stdint.h>

#define UUID_BYTES      16
#define UUID_TEXT_BYTES 37 /* 36 characters and NUL */

struct uuid {
    uint8_t bytes[UUID_BYTES];
};

/** uuid_v7() - a new one. @utc_ms: the time to put in; the random bits come from getrandom(2). Return: 0, or < 0. */
int uuid_v7(struct uuid *uuid, int64_t utc_ms);

/** uuid_is_v7() - version and variant bits say so. */
bool uuid_is_v7(const struct uuid *uuid);

/** uuid_instant() - the UTC milliseconds inside a version 7 UUID. */
int64_t uuid_instant(const struct uuid *uuid);

/** uuid_parse() - the 8-4-4-4-12 form, either letter case. Return: whether it is one. */
bool uuid_parse(struct uuid *uuid, const char *text);

/** uuid_format() - lower case 8-4-4-4-12. Return: @text. */
char *uuid_format(const struct uuid *uuid, char text[UUID_TEXT_BYTES]);
bool uuid_equal(const struct uuid *a, const struct uuid *b);
