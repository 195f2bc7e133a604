/*
 * number - Indian digit grouping, and strict reading of unsigned numbers.
 */
#include "base/number.h"

#include <assert.h>
#include <string.h>

char *number_indian(int64_t value, char text[NUMBER_TEXT_BYTES])
{
    /* Unsigned negation holds for INT64_MIN as well. */
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    char reversed[NUMBER_TEXT_BYTES];
    size_t length = 0;
    size_t digits = 0;
    do {
        /* A comma after the third digit from the right and after every second one beyond. */
        if (digits >= 3 && digits % 2 == 1)
            reversed[length++] = ',';
        reversed[length++] = (char)('0' + left % 10);
        digits++;
        left /= 10;
    } while (left > 0);
    if (value < 0)
        reversed[length++] = '-';
    assert(length < NUMBER_TEXT_BYTES);
    for (size_t i = 0; i < length; i++)
        text[i] = reversed[length - 1 - i];
    text[length] = '\0';
    return text;
}

bool number_parse_u64(const char *text, uint64_t most, uint64_t *value)
{
    uint64_t parsed = 0;
    if (*text == '\0')
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        if (__builtin_mul_overflow(parsed, 10, &parsed) ||
            __builtin_add_overflow(parsed, (uint64_t)(*text - '0'), &parsed))
            return false;
    }
    if (parsed > most)
        return false;
    *value = parsed;
    return true;
}
