/*
 * contact - mobile numbers and e-mail addresses.
 *
 * A mobile number loses exactly one prefix. Behind an explicit +91 nothing more is taken off: +91 0... is more likely a
 * number with a digit too many than one written with two prefixes.
 */
#include "domain/contact.h"

#include "domain/field.h"

#include <string.h>

#define MOBILE_DIGITS     10
#define MOBILE_BYTES_MOST 32 /* digits that are looked at; more are too many anyway */
#define EMAIL_BYTES       254
#define EMAIL_LOCAL_BYTES 64
#define EMAIL_LABEL_BYTES 63
#define EMAIL_TLD_LEAST   2

static bool is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static bool is_lower(char character)
{
    return character >= 'a' && character <= 'z';
}

/* The digits of @text without blanks and hyphens; false where something else is in it. */
static bool only_digits(const char *text, char digits[MOBILE_BYTES_MOST + 1], size_t *count)
{
    *count = 0;
    for (; *text; text++) {
        if (*text == ' ' || *text == '-')
            continue;
        if (!is_digit(*text))
            return false;
        if (*count < MOBILE_BYTES_MOST)
            digits[(*count)++] = *text;
    }
    digits[*count] = '\0';
    return true;
}

/* What stands behind a leading +91, also where it is written apart; NULL where there is none. */
static const char *behind_country(const char *text)
{
    static const char prefix[] = "+91";
    size_t matched = 0;
    while (*text == ' ' || *text == '-')
        text++;
    for (; prefix[matched]; text++) {
        if (*text == prefix[matched])
            matched++;
        else if (*text != ' ' && *text != '-')
            return NULL;
    }
    return text;
}

enum reason contact_mobile(struct arena *arena, const char *text, const char **mobile)
{
    *mobile = "";
    const char *clean = cell_number(arena, text);
    if (*clean == '\0')
        return REASON_NONE;
    if (field_in_scientific_notation(clean, false))
        return REASON_MOBILE_SPREADSHEET;
    char digits[MOBILE_BYTES_MOST + 1];
    size_t count;
    const char *national = behind_country(clean);
    if (!only_digits(national ? national : clean, digits, &count))
        return REASON_MOBILE_CHARACTERS;
    const char *number = digits;
    if (!national && count == MOBILE_DIGITS + 2 && strncmp(digits, "91", 2) == 0)
        number += 2;
    else if (!national && count == MOBILE_DIGITS + 1 && digits[0] == '0')
        number += 1;
    if (digits + count != number + MOBILE_DIGITS)
        return REASON_MOBILE_DIGITS;
    if (number[0] < '6')
        return REASON_MOBILE_FIRST_DIGIT;
    *mobile = cell_or_empty(arena_string(arena, number, MOBILE_DIGITS));
    return REASON_NONE;
}

static bool local_part_is_fine(const char *local, size_t length)
{
    if (length < 1 || length > EMAIL_LOCAL_BYTES || local[0] == '.' || local[length - 1] == '.')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_lower(local[i]) && !is_digit(local[i]) && !strchr("._%+-'", local[i]))
            return false;
        if (local[i] == '.' && local[i + 1] == '.')
            return false;
    }
    return true;
}

static bool label_is_fine(const char *label, size_t length)
{
    if (length < 1 || length > EMAIL_LABEL_BYTES || label[0] == '-' || label[length - 1] == '-')
        return false;
    for (size_t i = 0; i < length; i++) {
        if (!is_lower(label[i]) && !is_digit(label[i]) && label[i] != '-')
            return false;
    }
    return true;
}

static bool top_level_is_fine(const char *label, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_lower(label[i]))
            return false;
    }
    return length >= EMAIL_TLD_LEAST;
}

static bool domain_is_fine(const char *domain)
{
    for (size_t labels = 1;; labels++) {
        size_t length = strcspn(domain, ".");
        if (!label_is_fine(domain, length))
            return false;
        if (domain[length] == '\0')
            return labels >= 2 && top_level_is_fine(domain, length);
        domain += length + 1;
    }
}

enum reason contact_email(struct arena *arena, const char *text, const char **email)
{
    *email = "";
    const char *clean = cell_clean(arena, text);
    size_t length = strlen(clean);
    if (length == 0)
        return REASON_NONE;
    if (length > EMAIL_BYTES)
        return REASON_EMAIL_FORM;
    char lower[EMAIL_BYTES + 1] = "";
    for (size_t i = 0; i <= length; i++) {
        if ((unsigned char)clean[i] >= 0x80)
            return REASON_EMAIL_LETTERS;
        lower[i] = (char)(clean[i] >= 'A' && clean[i] <= 'Z' ? clean[i] | 0x20 : clean[i]);
    }
    const char *at = strchr(lower, '@');
    if (!at || !local_part_is_fine(lower, (size_t)(at - lower)) || !domain_is_fine(at + 1))
        return REASON_EMAIL_FORM;
    *email = cell_or_empty(arena_string(arena, lower, length));
    return REASON_NONE;
}
