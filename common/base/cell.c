/* cell - see cell.h. */
#include "base/cell.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

const char *cell_or_empty(const char *text)
{
    return text ? text : "";
}

const char *cell_clean(struct arena *arena, const char *text)
{
    if (!text || *text == '\0')
        return "";
    return cell_or_empty(text_clean(arena, text));
}

const char *cell_clean_digits(struct arena *arena, const char *text)
{
    const char *clean = cell_clean(arena, text);
    for (const char *at = clean; *at; at++) {
        if ((unsigned char)*at >= 0x80)
            return cell_or_empty(text_digits(arena, clean));
    }
    return clean;
}

const char *cell_marked(struct arena *arena, const char *text)
{
    const char *clean = cell_clean_digits(arena, text);
    if (clean[0] != '\'' || clean[1] == '\0')
        return clean;
    return clean[1] == ' ' ? clean + 2 : clean + 1;
}

const char *cell_number(struct arena *arena, const char *text)
{
    const char *number = cell_marked(arena, text);
    size_t digits = strspn(number, "0123456789");
    if (digits == 0 || strcmp(number + digits, ".0") != 0)
        return number;
    return cell_or_empty(arena_string(arena, number, digits));
}

/* Whether @text can be a placeholder by its first character: most cells cannot, and need not be cleaned to see it. */
static bool begins_placeholder(const char *text)
{
    unsigned char first;
    while ((first = (unsigned char)*text) != '\0' && (first <= ' ' || first == 0x7F))
        text++;
    return first >= 0x80 || (first != '\0' && strchr("nN-.", first));
}

const char *cell_said(struct arena *arena, const char *text)
{
    static const char *const placeholders[] = {
        "-",    "--",  ".",   "na",  "n/a",    "n.a.",    "n.a",          "nil",          "null",
        "none", "नहीं", "नही", "शून्य", "अप्राप्त", "लागू नहीं", "\xE2\x80\x93", "\xE2\x80\x94", /* the dashes that word
                                                                                             processors make of - and --
                                                                                           */
    };
    if (!text || !begins_placeholder(text))
        return cell_or_empty(text);
    const char *clean = cell_clean(arena, text);
    for (size_t i = 0; i < sizeof placeholders / sizeof placeholders[0]; i++) {
        if (strcasecmp(clean, placeholders[i]) == 0)
            return "";
    }
    return text;
}

size_t cell_split(struct arena *arena, const char *text, const char **values, size_t most)
{
    size_t count = 0;
    while (*text) {
        size_t length = strcspn(text, "|;");
        const char *value = cell_clean(arena, arena_string(arena, text, length));
        if (*value) {
            if (count < most)
                values[count] = value;
            count++;
        }
        text += length;
        text += *text != '\0';
    }
    return count;
}

int cell_word(const struct cell_word *words, struct arena *arena, const char *text)
{
    if (!text || *text == '\0')
        return 0;
    const char *folded = cell_or_empty(text_fold(arena, text));
    if (*folded == '\0')
        return *cell_clean(arena, text) == '\0' ? 0 : CELL_WORD_UNKNOWN;
    for (const struct cell_word *word = words; word->spelling; word++) {
        if (strcmp(word->spelling, folded) == 0)
            return word->value;
    }
    return CELL_WORD_UNKNOWN;
}
