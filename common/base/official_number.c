/*
 * official_number - packing, writing and reading the ids of officials.
 *
 * The check character covers the digits of the department followed by the sequence in 13 digits with leading zeros, so
 * that 2-4783 and 24-783 are different texts to it. Only the one canonical spelling is read back: two spellings of one
 * id would be two ids to whoever compares texts.
 */
#include "base/official_number.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>

#define SEQUENCE_BITS   40
#define SEQUENCE_DIGITS 13 /* of 2^40 - 1 */

uint64_t official_number(uint16_t department, uint64_t sequence)
{
    assert(department >= 1);
    assert(sequence >= 1 && sequence <= OFFICIAL_SEQUENCE_MOST);
    return (uint64_t)department << SEQUENCE_BITS | sequence;
}

uint16_t official_number_department(uint64_t number)
{
    return (uint16_t)(number >> SEQUENCE_BITS);
}

uint64_t official_number_sequence(uint64_t number)
{
    return number & OFFICIAL_SEQUENCE_MOST;
}

static unsigned check_add(unsigned check, unsigned digit)
{
    return (check + digit) * 2 % 11;
}

/* ISO/IEC 7064 MOD 11-2. */
static char check_character(uint16_t department, uint64_t sequence)
{
    unsigned check = 0;
    for (unsigned scale = 10000; scale > 0; scale /= 10)
        check = check_add(check, department / scale % 10);
    uint64_t scale = 1;
    for (int i = 1; i < SEQUENCE_DIGITS; i++)
        scale *= 10;
    for (; scale > 0; scale /= 10)
        check = check_add(check, (unsigned)(sequence / scale % 10));
    unsigned last = (12 - check) % 11;
    return last == 10 ? 'X' : (char)('0' + last);
}

/* The digits of @value at @at; returns what is behind them. */
static char *put_number(char *at, uint64_t value)
{
    char reversed[SEQUENCE_DIGITS];
    size_t count = 0;
    do
        reversed[count++] = (char)('0' + value % 10);
    while ((value /= 10) > 0 && count < SEQUENCE_DIGITS);
    while (count > 0)
        *at++ = reversed[--count];
    return at;
}

char *official_number_format(uint64_t number, char text[OFFICIAL_NUMBER_TEXT_BYTES])
{
    uint16_t department = official_number_department(number);
    uint64_t sequence = official_number_sequence(number);
    assert(department >= 1 && sequence >= 1);
    char *at = put_number(text, department);
    *at++ = '-';
    at = put_number(at, sequence);
    *at++ = '-';
    *at++ = check_character(department, sequence);
    *at = '\0';
    return text;
}

/* Digits up to the next hyphen, which is passed, too; false where there are none, a leading zero or more than @most. */
static bool take_number(const char **cursor, uint64_t most, uint64_t *value)
{
    if (**cursor < '1' || **cursor > '9')
        return false;
    *value = 0;
    for (; **cursor >= '0' && **cursor <= '9'; (*cursor)++) {
        *value = *value * 10 + (uint64_t)(**cursor - '0');
        if (*value > most)
            return false;
    }
    if (**cursor != '-')
        return false;
    (*cursor)++;
    return true;
}

uint64_t official_number_parse(const char *text)
{
    uint64_t department;
    uint64_t sequence;
    if (!take_number(&text, UINT16_MAX, &department) || !take_number(&text, OFFICIAL_SEQUENCE_MOST, &sequence))
        return 0;
    char check = *text == 'x' ? 'X' : *text;
    if (check != check_character((uint16_t)department, sequence) || text[1] != '\0')
        return 0;
    return official_number((uint16_t)department, sequence);
}
