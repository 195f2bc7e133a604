/* text - checking, counting and classifying UTF-8; see text.h. */
#include "base/text.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#define ZWNJ            0x200C
#define ZWJ             0x200D
#define SLUG_CHARACTERS 63

size_t text_invalid_at(const char *data, size_t length)
{
    assert(data || length == 0);
    size_t at = 0;
    while (at < length) {
        if (data[at] != 0 && ((unsigned char)data[at] & 0x80) == 0) {
            at++;
            continue;
        }
        utf8proc_int32_t code_point;
        utf8proc_ssize_t bytes =
            utf8proc_iterate((const utf8proc_uint8_t *)data + at, (utf8proc_ssize_t)(length - at), &code_point);
        if (bytes <= 0 || code_point == 0)
            return at;
        at += (size_t)bytes;
    }
    return length;
}

bool text_is_utf8(const char *data, size_t length)
{
    return text_invalid_at(data, length) == length;
}

char *text_digits(struct arena *arena, const char *text)
{
    char *result = arena_alloc(arena, strlen(text) + 1);
    if (!result)
        return NULL;
    char *at = result;
    while (*text) {
        unsigned char third = strncmp(text, "\xE0\xA5", 2) == 0 ? (unsigned char)text[2] : 0;
        if (third >= 0xA6 && third <= 0xAF) {
            *at++ = (char)('0' + (third - 0xA6));
            text += 3;
        } else {
            *at++ = *text++;
        }
    }
    *at = '\0';
    return result;
}

size_t text_characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xC0) != 0x80;
    return count;
}

uint32_t text_next(const char **cursor)
{
    unsigned char first = (unsigned char)**cursor;
    if (first < 0x80) {
        *cursor += first != 0;
        return first;
    }
    utf8proc_int32_t code_point;
    utf8proc_ssize_t bytes = utf8proc_iterate((const utf8proc_uint8_t *)*cursor, -1, &code_point);
    assert(bytes > 0);
    *cursor += bytes;
    return (uint32_t)code_point;
}

/* Terminals give marks that stand above, below or around a letter no column, and those that stand beside it one. */
static size_t columns_of(uint32_t code_point)
{
    switch (utf8proc_category((utf8proc_int32_t)code_point)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
        return 0;
    case UTF8PROC_CATEGORY_MC:
        return 1;
    default:
        return (size_t)utf8proc_charwidth((utf8proc_int32_t)code_point);
    }
}

size_t text_columns(const char *text)
{
    size_t columns = 0;
    uint32_t code_point;
    while ((code_point = text_next(&text)) != 0)
        columns += columns_of(code_point);
    return columns;
}

bool text_is_letter(uint32_t code_point)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

bool text_is_mark(uint32_t code_point)
{
    if (code_point == ZWJ || code_point == ZWNJ)
        return true;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code_point);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
}

bool text_is_devanagari(uint32_t code_point)
{
    return (code_point >= 0x0900 && code_point <= 0x097F) || (code_point >= 0xA8E0 && code_point <= 0xA8FF);
}

bool text_is_slug(const char *text)
{
    size_t length = 0;
    bool hyphen = true; /* none may stand at the beginning */
    for (; *text; text++) {
        bool plain = (*text >= 'a' && *text <= 'z') || (*text >= '0' && *text <= '9');
        if (!plain && (*text != '-' || hyphen))
            return false;
        if (++length > SLUG_CHARACTERS)
            return false;
        hyphen = !plain;
    }
    return !hyphen;
}
