/* cell - see cell.h. */
#include "base/cell.h"

#include "base/text.h"

#include <string.h>

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
