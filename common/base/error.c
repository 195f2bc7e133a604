/*
 * error - the trail of a failure, kept per thread.
 *
 * The trail is bounded. When it is full, further levels are left out rather than the cause, which is what the reader of
 * the log needs. It ends up in JSON, so a cut never leaves half a character behind.
 */
#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define TRAIL_BYTES 1024
#define LEVEL_BYTES 512

static _Thread_local char trail[TRAIL_BYTES];

/* Cut a character whose last bytes did not fit. */
static void drop_partial_character(char *text)
{
    size_t length = strlen(text);
    size_t start = length;
    while (start > 0 && length - start < 4 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0 || (unsigned char)text[start - 1] < 0xC0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (length - (start - 1) < wanted)
        text[start - 1] = '\0';
}

/* Formats into @level, not into the trail: an argument may be the trail itself. */
static void __attribute__((format(printf, 2, 0)))
format_level(char level[LEVEL_BYTES], const char *format, va_list args)
{
    int length = vsnprintf(level, LEVEL_BYTES, format, args);
    if (length < 0)
        snprintf(level, LEVEL_BYTES, "(unprintable error)");
    else if (length >= LEVEL_BYTES)
        drop_partial_character(level);
}

int(error_raise)(const char *format, ...)
{
    assert(format);
    char level[LEVEL_BYTES];
    va_list args;
    va_start(args, format);
    format_level(level, format, args);
    va_end(args);
    snprintf(trail, sizeof trail, "%s", level);
    return -1;
}

int(error_system)(const char *format, ...)
{
    assert(format);
    int number = errno;
    char level[LEVEL_BYTES];
    va_list args;
    va_start(args, format);
    format_level(level, format, args);
    va_end(args);
    char reason[128];
    snprintf(trail, sizeof trail, "%s: %s", level, strerror_r(number, reason, sizeof reason));
    errno = number;
    return -1;
}

int error_pass(int result, const char *format, ...)
{
    assert(format);
    assert(result < 0);
    char level[LEVEL_BYTES];
    va_list args;
    va_start(args, format);
    format_level(level, format, args);
    va_end(args);
    char joined[TRAIL_BYTES];
    int length = snprintf(joined, sizeof joined, "%s: %s", level, trail);
    if (length > 0 && (size_t)length < sizeof joined)
        memcpy(trail, joined, (size_t)length + 1);
    return result;
}

const char *error_trail(void)
{
    return trail;
}
