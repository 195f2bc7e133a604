/*
 * field - small rules: what a text consists of, designation, pin code, tags, district code, age.
 *
 * Most rows of most lists are ASCII, so what a text consists of is found by one pass over its bytes that asks a table;
 * only other characters are decoded and asked for by their Unicode category.
 */
#include "domain/field.h"

#include "base/limits.h"
#include "base/number.h"
#include "base/text.h"

#include <string.h>

#define PIN_CODE_DIGITS    6
#define TAG_BYTES          63
#define DISTRICT_CODE_MOST 99999
#define AGE_LEAST          14
#define AGE_MOST           100
#define REPLACEMENT        0xFFFD
#define RIGHT_QUOTE        0x2019 /* the apostrophe of word processors */
#define ABBREVIATION       0x0970 /* the Devanagari sign, as in कु॰ */

static bool is_ascii_letter(char character)
{
    char lower = (char)(character | 0x20);
    return lower >= 'a' && lower <= 'z';
}

static void see_ascii(struct field_text *seen, char character)
{
    if (is_ascii_letter(character)) {
        seen->letter = true;
    } else if (character != ' ') {
        seen->only_tag = false;
        seen->only_name = seen->only_name && strchr(".'-()", character);
    }
}

static void see_other(struct field_text *seen, uint32_t code_point)
{
    seen->ascii = false;
    if (text_is_letter(code_point)) {
        seen->letter = true;
    } else if (!text_is_mark(code_point)) {
        seen->only_tag = false;
        seen->only_name = seen->only_name && (code_point == RIGHT_QUOTE || code_point == ABBREVIATION);
    }
    if (code_point == REPLACEMENT)
        seen->destroyed = true;
}

struct field_text field_text(const char *text)
{
    struct field_text seen = {.ascii = true, .only_name = true, .only_tag = true};
    bool question = false;
    while (*text) {
        if ((unsigned char)*text >= 0x80) {
            see_other(&seen, text_next(&text));
            continue;
        }
        see_ascii(&seen, *text);
        if (*text == '?') {
            question = true;
            seen.destroyed = seen.destroyed || text[1] == '?';
        }
        text++;
    }
    seen.destroyed = seen.destroyed || (question && !seen.letter);
    return seen;
}

static const char *skip_digits(const char *text)
{
    while (*text >= '0' && *text <= '9')
        text++;
    return text;
}

bool field_in_scientific_notation(const char *text, bool sign_needed)
{
    const char *at = skip_digits(text);
    if (at == text)
        return false;
    if (*at == '.') {
        const char *fraction = at + 1;
        at = skip_digits(fraction);
        if (at == fraction)
            return false;
    }
    if (*at != 'e' && *at != 'E')
        return false;
    at++;
    if (*at == '+' || (*at == '-' && !sign_needed))
        at++;
    else if (sign_needed)
        return false;
    const char *end = skip_digits(at);
    return end != at && *end == '\0';
}

enum reason field_designation(struct arena *arena, const char *text, const char **designation)
{
    *designation = cell_clean(arena, text);
    if (**designation == '\0')
        return REASON_NONE;
    if (strlen(*designation) > LIMIT_NAME_BYTES)
        return REASON_TEXT_TOO_LONG;
    return field_text(*designation).destroyed ? REASON_DESIGNATION_DESTROYED : REASON_NONE;
}

enum reason field_pin_code(struct arena *arena, const char *text, const char **pin_code)
{
    const char *clean = cell_number(arena, text);
    char digits[PIN_CODE_DIGITS + 1];
    size_t count = 0;
    *pin_code = "";
    if (*clean == '\0')
        return REASON_NONE;
    for (; *clean; clean++) {
        if (*clean == ' ')
            continue;
        if (*clean < '0' || *clean > '9' || count == PIN_CODE_DIGITS)
            return REASON_PIN_CODE_FORM;
        digits[count++] = *clean;
    }
    if (count != PIN_CODE_DIGITS || digits[0] == '0')
        return REASON_PIN_CODE_FORM;
    *pin_code = cell_or_empty(arena_string(arena, digits, count));
    return REASON_NONE;
}

static bool is_repeated(struct arena *arena, const char *const *tags, size_t count, const char *tag)
{
    for (size_t i = 0; i < count; i++) {
        if (text_fold_equal(arena, tags[i], tag))
            return true;
    }
    return false;
}

enum reason field_tags(struct arena *arena, const char *const *given, size_t count, const char **tags,
                       size_t *tag_count)
{
    *tag_count = 0;
    for (size_t i = 0; i < count; i++) {
        const char *tag = cell_clean(arena, given[i]);
        if (*tag == '\0')
            continue;
        if (strlen(tag) > TAG_BYTES)
            return REASON_TAG_TOO_LONG;
        struct field_text seen = field_text(tag);
        if (!seen.only_tag || !seen.letter)
            return REASON_TAG_CHARACTERS;
        if (!is_repeated(arena, tags, *tag_count, tag))
            tags[(*tag_count)++] = tag;
    }
    return REASON_NONE;
}

enum reason field_district_code(struct arena *arena, const char *text, uint32_t *code)
{
    const char *clean = cell_number(arena, text);
    uint64_t number = 0;
    *code = 0;
    if (*clean == '\0')
        return REASON_NONE;
    if (!number_parse_u64(clean, DISTRICT_CODE_MOST, &number) || number == 0)
        return REASON_DISTRICT_CODE_FORM;
    *code = (uint32_t)number;
    return REASON_NONE;
}

bool field_birth_date_is_likely(int32_t birth_date, int32_t day)
{
    if (birth_date > day || (int64_t)day - birth_date > (int64_t)(AGE_MOST + 1) * 366)
        return false;
    int birth_year;
    int birth_month;
    int birth_day;
    int year;
    int month;
    int day_of_month;
    date_to_civil(birth_date, &birth_year, &birth_month, &birth_day);
    date_to_civil(day, &year, &month, &day_of_month);
    int age = year - birth_year;
    if (month < birth_month || (month == birth_month && day_of_month < birth_day))
        age--;
    return age >= AGE_LEAST && age <= AGE_MOST;
}
