/*
 * name - a name is letters with their marks, blanks, . ' - and round brackets, in any script.
 *
 * Titles are split off because lists differ in whether they write them, and the person is the same. Only a title that
 * is followed by a blank is one: a person may well be called Shri. What looks destroyed or like a legacy font is said
 * so, instead of complaining of the characters that come with it.
 */
#include "domain/name.h"

#include "base/legacy.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/field.h"

#include <string.h>
#include <strings.h>

#define TITLES_MOST  2
#define ABBREVIATION "\xE0\xA5\xB0" /* U+0970 */

static const char *const titles[] = {"Shri",  "Smt",      "Dr",     "Km",   "Mr",     "Mrs",  "Ms",   "Sri",
                                     "Shree", "Shrimati", "Sushri", "Kum",  "Kumari", "Miss", "Prof", "श्री",
                                     "डॉ",    "डाॅ",       "श्रीमती", "सुश्री", "कुमारी",  "कु",    "प्रो"};

/* Bytes without the full stop or sign of abbreviation at the end. */
static size_t without_stop(const char *word, size_t length)
{
    const size_t bytes = sizeof ABBREVIATION - 1;
    if (length > 1 && word[length - 1] == '.')
        return length - 1;
    if (length > bytes && memcmp(word + length - bytes, ABBREVIATION, bytes) == 0)
        return length - bytes;
    return length;
}

static bool is_title(const char *word, size_t length)
{
    length = without_stop(word, length);
    for (size_t i = 0; i < sizeof titles / sizeof titles[0]; i++) {
        if (strncasecmp(titles[i], word, length) == 0 && titles[i][length] == '\0')
            return true;
    }
    return false;
}

/* What stands behind the titles. */
static const char *behind_titles(const char *text)
{
    for (int i = 0; i < TITLES_MOST; i++) {
        const char *blank = strchr(text, ' ');
        if (!blank || !is_title(text, (size_t)(blank - text)))
            break;
        text = blank + 1;
    }
    return text;
}

/* Whether a word ends at @text. */
static bool ends_word(const char *text)
{
    return *text == ' ' || *text == '\0';
}

/* Bytes of the zero at @text that stands for the sign of abbreviation when it follows a letter; 0 where none does. */
static size_t zero_bytes(const char *text)
{
    static const char devanagari[] = "\xE0\xA5\xA6"; /* U+0966 */
    const size_t bytes = sizeof devanagari - 1;
    if (*text == '0')
        return ends_word(text + 1) ? 1 : 0;
    return strncmp(text, devanagari, bytes) == 0 && ends_word(text + bytes) ? bytes : 0;
}

const char *name_abbreviations(struct arena *arena, const char *text)
{
    char *written = arena_alloc(arena, strlen(text) * sizeof ABBREVIATION + 1);
    if (!written)
        return "";
    char *to = written;
    bool behind_letter = false;
    while (*text) {
        size_t zero = behind_letter ? zero_bytes(text) : 0;
        const char *from = zero > 0 ? ABBREVIATION : text;
        uint32_t point = text_next(&text);
        size_t bytes = zero > 0 ? sizeof ABBREVIATION - 1 : (size_t)(text - from);
        memcpy(to, from, bytes);
        to += bytes;
        behind_letter = text_is_devanagari(point) && (text_is_letter(point) || text_is_mark(point));
    }
    *to = '\0';
    return written;
}

enum reason name_check(struct arena *arena, const char *text, bool accept_legacy, struct name *name)
{
    const char *clean = cell_clean(arena, text);
    *name = (struct name){.title = "", .name = clean};
    if (*clean == '\0')
        return REASON_NAME_MISSING;
    struct field_text seen = field_text(clean);
    if (seen.destroyed)
        return REASON_NAME_DESTROYED;
    if (!seen.ascii) {
        clean = name_abbreviations(arena, clean);
        seen = field_text(clean);
    }
    name->name = behind_titles(clean);
    if (name->name != clean) {
        name->title = cell_or_empty(arena_string(arena, clean, (size_t)(name->name - clean - 1)));
        seen = field_text(name->name);
    }
    if (strlen(name->name) > LIMIT_NAME_BYTES)
        return REASON_NAME_TOO_LONG;
    if (!accept_legacy) {
        name->detail = legacy_detect(arena, name->name);
        if (name->detail)
            return REASON_LEGACY_FONT;
    }
    if (!seen.only_name)
        return REASON_NAME_CHARACTERS;
    return seen.letter ? REASON_NONE : REASON_NAME_MISSING;
}
