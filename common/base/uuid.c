/*
 * uuid - identifiers that order by the time of their making. Two made in the same millisecond have no order: nothing
 * here counts.
 */
#include "base/uuid.h"

#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/random.h>

#define TIME_BYTES 6

int uuid_v7(struct uuid *uuid, int64_t utc_ms)
{
    assert(utc_ms >= 0);
    assert(utc_ms < (int64_t)1 << (8 * TIME_BYTES));
    struct uuid made;
    for (int i = 0; i < TIME_BYTES; i++)
        made.bytes[i] = (uint8_t)(utc_ms >> (8 * (TIME_BYTES - 1 - i)));
    ssize_t got;
    do
        got = getrandom(made.bytes + TIME_BYTES, UUID_BYTES - TIME_BYTES, 0);
    while (got < 0 && errno == EINTR);
    if (got != UUID_BYTES - TIME_BYTES)
        return error_system("getrandom");
    made.bytes[6] = (uint8_t)(0x70 | (made.bytes[6] & 0x0F));
    made.bytes[8] = (uint8_t)(0x80 | (made.bytes[8] & 0x3F));
    *uuid = made;
    return 0;
}

bool uuid_is_v7(const struct uuid *uuid)
{
    return uuid->bytes[6] >> 4 == 7 && uuid->bytes[8] >> 6 == 2;
}

int64_t uuid_instant(const struct uuid *uuid)
{
    assert(uuid_is_v7(uuid));
    int64_t utc_ms = 0;
    for (int i = 0; i < TIME_BYTES; i++)
        utc_ms = utc_ms << 8 | uuid->bytes[i];
    return utc_ms;
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

/* Whether a hyphen stands before byte @index in the text form. */
static bool hyphen_before(int index)
{
    return index == 4 || index == 6 || index == 8 || index == 10;
}

bool uuid_parse(struct uuid *uuid, const char *text)
{
    struct uuid parsed;
    for (int i = 0; i < UUID_BYTES; i++) {
        if (hyphen_before(i) && *text++ != '-')
            return false;
        int high = hex_value(text[0]);
        int low = high < 0 ? -1 : hex_value(text[1]);
        if (low < 0)
            return false;
        parsed.bytes[i] = (uint8_t)(high << 4 | low);
        text += 2;
    }
    if (*text != '\0')
        return false;
    *uuid = parsed;
    return true;
}

char *uuid_format(const struct uuid *uuid, char text[UUID_TEXT_BYTES])
{
    static const char digits[] = "0123456789abcdef";
    char *at = text;
    for (int i = 0; i < UUID_BYTES; i++) {
        if (hyphen_before(i))
            *at++ = '-';
        *at++ = digits[uuid->bytes[i] >> 4];
        *at++ = digits[uuid->bytes[i] & 0x0F];
    }
    *at = '\0';
    return text;
}

bool uuid_equal(const struct uuid *a, const struct uuid *b)
{
    return memcmp(a->bytes, b->bytes, UUID_BYTES) == 0;
}
