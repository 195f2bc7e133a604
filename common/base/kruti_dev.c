/*
 * kruti_dev - a reader of syllables as a typist of Kruti Dev 010 enters them.
 *
 * A syllable is: f for the sign of short i, which is typed in front; half letters; a full letter, which is either one
 * key (d) or a half letter and the vertical stroke k ([k); + for the nukta, z for the r below, a vowel sign, Z for the
 * r above, which is typed behind and belongs in front of the consonants; anusvara. A vowel of its own stands at the
 * beginning of a word, rarely inside. Whatever does not fit makes the text no Kruti Dev: a name in Latin letters hardly
 * ever fits, because half of its vowels would be vowel signs without a consonant.
 */
#include "base/kruti_dev.h"

#include "base/limits.h"
#include "base/text.h"

#include <string.h>

#define TEXT_BYTES_MOST LIMIT_NAME_BYTES
#define GROWTH_MOST     13 /* bytes that one key can become: { is two letters and two viramas */
#define HALVES_MOST     3

#define VIRAMA          "\xE0\xA5\x8D"
#define MARK_BYTES      3 /* of every letter and sign of Devanagari */

enum kind { KIND_NONE, KIND_FULL, KIND_HALF, KIND_SYLLABLE };

struct glyph {
    enum kind kind;
    const char *text; /* of half letters without the virama */
};

static const struct glyph glyphs[128] = {
    ['d'] = {KIND_FULL, "क"},  ['x'] = {KIND_FULL, "ग"},  ['p'] = {KIND_FULL, "च"},     ['N'] = {KIND_FULL, "छ"},
    ['t'] = {KIND_FULL, "ज"},  ['>'] = {KIND_FULL, "झ"},  ['V'] = {KIND_FULL, "ट"},     ['B'] = {KIND_FULL, "ठ"},
    ['M'] = {KIND_FULL, "ड"},  ['<'] = {KIND_FULL, "ढ"},  ['r'] = {KIND_FULL, "त"},     ['n'] = {KIND_FULL, "द"},
    ['u'] = {KIND_FULL, "न"},  ['i'] = {KIND_FULL, "प"},  ['Q'] = {KIND_FULL, "फ"},     ['c'] = {KIND_FULL, "ब"},
    ['e'] = {KIND_FULL, "म"},  [';'] = {KIND_FULL, "य"},  ['j'] = {KIND_FULL, "र"},     ['y'] = {KIND_FULL, "ल"},
    ['o'] = {KIND_FULL, "व"},  ['l'] = {KIND_FULL, "स"},  ['g'] = {KIND_FULL, "ह"},     ['='] = {KIND_FULL, "त्र"},
    ['K'] = {KIND_FULL, "ज्ञ"}, ['J'] = {KIND_FULL, "श्र"}, [')'] = {KIND_FULL, "द्ध"},    ['}'] = {KIND_FULL, "द्व"},
    ['|'] = {KIND_FULL, "द्य"}, ['D'] = {KIND_HALF, "क"},  ['['] = {KIND_HALF, "ख"},     ['X'] = {KIND_HALF, "ग"},
    ['?'] = {KIND_HALF, "घ"},  ['P'] = {KIND_HALF, "च"},  ['T'] = {KIND_HALF, "ज"},     ['.'] = {KIND_HALF, "ण"},
    ['R'] = {KIND_HALF, "त"},  ['F'] = {KIND_HALF, "थ"},  ['/'] = {KIND_HALF, "ध"},     ['U'] = {KIND_HALF, "न"},
    ['I'] = {KIND_HALF, "प"},  ['C'] = {KIND_HALF, "ब"},  ['H'] = {KIND_HALF, "भ"},     ['E'] = {KIND_HALF, "म"},
    ['Y'] = {KIND_HALF, "ल"},  ['O'] = {KIND_HALF, "व"},  ['\''] = {KIND_HALF, "श"},    ['"'] = {KIND_HALF, "ष"},
    ['L'] = {KIND_HALF, "स"},  ['{'] = {KIND_HALF, "क्ष"}, ['#'] = {KIND_SYLLABLE, "रु"}, [':'] = {KIND_SYLLABLE, "रू"},
};

/* Keys that Latin-1 has and ASCII has not, as UTF-8. */
static const struct {
    const char *keys;
    struct glyph glyph;
} wide_glyphs[] = {
    {"Ø", {KIND_FULL, "क्र"}},
    {"ç", {KIND_FULL, "प्र"}},
    {"æ", {KIND_FULL, "द्र"}},
    {"Ñ", {KIND_SYLLABLE, "कृ"}},
};

struct spelling {
    const char *keys;
    const char *text;
};

/* Longer keys first. */
static const struct spelling vowel_signs[] = {
    {"ks", "ो"}, {"kS", "ौ"}, {"kW", "ॉ"}, {"k", "ा"}, {"h", "ी"}, {"q", "ु"},
    {"w", "ू"},   {"`", "ृ"},   {"s", "े"},   {"S", "ै"},  {"W", "ॅ"},  {NULL, NULL},
};
static const struct spelling vowels[] = {
    {"vks", "ओ"}, {"vkS", "औ"}, {"vk", "आ"}, {"v", "अ"}, {"bZ", "ई"}, {"b", "इ"},
    {"m", "उ"},   {"Å", "ऊ"},   {",s", "ऐ"}, {",", "ए"}, {"_", "ऋ"},  {NULL, NULL},
};
static const struct spelling vowels_inside[] = {{"vks", "ओ"}, {"bZ", "ई"}, {NULL, NULL}};
static const struct spelling vowels_behind_a[] = {{"b", "इ"}, {"m", "उ"}, {NULL, NULL}};
static const struct spelling marks[] = {{"a", "ं"}, {"¡", "ँ"}, {"%", "ः"}, {NULL, NULL}};

struct reader {
    const char *at;
    bool marked; /* the word has its anusvara */
    char out[TEXT_BYTES_MOST * GROWTH_MOST];
    size_t length;
};

static void put(struct reader *reader, const char *text)
{
    size_t bytes = strlen(text);
    memcpy(reader->out + reader->length, text, bytes);
    reader->length += bytes;
}

static bool at_end_of_word(const struct reader *reader)
{
    return *reader->at == '\0' || *reader->at == ' ';
}

static bool take_key(struct reader *reader, char key)
{
    if (*reader->at != key)
        return false;
    reader->at++;
    return true;
}

static bool take(struct reader *reader, const struct spelling *spellings)
{
    for (; spellings->keys; spellings++) {
        size_t bytes = strlen(spellings->keys);
        if (strncmp(reader->at, spellings->keys, bytes) == 0) {
            reader->at += bytes;
            put(reader, spellings->text);
            return true;
        }
    }
    return false;
}

static bool take_rakar(struct reader *reader)
{
    static const struct spelling rakars[] = {{"z", VIRAMA "र"}, {"ª", VIRAMA "र"}, {NULL, NULL}};
    return take(reader, rakars);
}

static struct glyph take_glyph(struct reader *reader)
{
    if ((unsigned char)*reader->at < 0x80) {
        struct glyph glyph = glyphs[(unsigned char)*reader->at];
        if (glyph.kind != KIND_NONE)
            reader->at++;
        return glyph;
    }
    for (size_t i = 0; i < sizeof wide_glyphs / sizeof wide_glyphs[0]; i++) {
        size_t bytes = strlen(wide_glyphs[i].keys);
        if (strncmp(reader->at, wide_glyphs[i].keys, bytes) == 0) {
            reader->at += bytes;
            return wide_glyphs[i].glyph;
        }
    }
    return (struct glyph){0};
}

/* Half letters and the full one behind them. KIND_NONE where they are not that, KIND_SYLLABLE where a vowel sign is in
 * it already, KIND_HALF where the word ends in a virama. */
static enum kind take_consonants(struct reader *reader)
{
    for (int halves = 0; halves <= HALVES_MOST; halves++) {
        struct glyph glyph = take_glyph(reader);
        if (glyph.kind == KIND_NONE)
            return KIND_NONE;
        put(reader, glyph.text);
        if (glyph.kind == KIND_SYLLABLE)
            return KIND_SYLLABLE;
        if (take_key(reader, '+'))
            put(reader, "\xE0\xA4\xBC");
        bool full = glyph.kind == KIND_FULL ? !take_key(reader, '~') : take_key(reader, 'k');
        if (full)
            return KIND_FULL;
        put(reader, VIRAMA);
        if (glyph.kind == KIND_FULL && at_end_of_word(reader))
            return KIND_HALF;
    }
    return KIND_NONE;
}

static void put_reph(struct reader *reader, size_t at)
{
    static const char reph[] = "र" VIRAMA;
    const size_t bytes = sizeof reph - 1;
    memmove(reader->out + at + bytes, reader->out + at, reader->length - at);
    memcpy(reader->out + at, reph, bytes);
    reader->length += bytes;
}

/* Anusvara and its like: one in a word, and none at its end behind a bare consonant. Names in Latin letters, which are
 * full of a, fail here. */
static bool take_mark(struct reader *reader, bool has_vowel_sign)
{
    if (!take(reader, marks))
        return true;
    if (reader->marked || (at_end_of_word(reader) && !has_vowel_sign))
        return false;
    reader->marked = true;
    return true;
}

static bool take_syllable(struct reader *reader)
{
    size_t begin = reader->length;
    bool short_i = take_key(reader, 'f');
    enum kind kind = take_consonants(reader);
    if (kind == KIND_NONE || (short_i && kind != KIND_FULL))
        return false;
    if (kind == KIND_HALF)
        return true;
    if (kind == KIND_FULL)
        take_rakar(reader);
    bool has_vowel_sign = short_i || kind == KIND_SYLLABLE;
    if (short_i)
        put(reader, "ि");
    else if (kind == KIND_FULL)
        has_vowel_sign = take(reader, vowel_signs);
    if (take_key(reader, 'Z'))
        put_reph(reader, begin);
    return take_mark(reader, has_vowel_sign);
}

static bool ends_in_a(const struct reader *reader)
{
    return reader->length >= MARK_BYTES && memcmp(reader->out + reader->length - MARK_BYTES, "ा", MARK_BYTES) == 0;
}

static bool take_vowel(struct reader *reader, bool first)
{
    if (first)
        return take(reader, vowels);
    return take(reader, vowels_inside) || (ends_in_a(reader) && take(reader, vowels_behind_a));
}

static bool take_word(struct reader *reader)
{
    bool first = true;
    reader->marked = false;
    do {
        bool fits;
        if (*reader->at == '-' && !first && (reader->at[1] == ' ' || reader->at[1] == '\0')) {
            reader->at++;
            put(reader, ".");
            fits = true;
        } else if (take_vowel(reader, first)) {
            fits = take_mark(reader, true);
        } else {
            fits = take_syllable(reader);
        }
        if (!fits)
            return false;
        first = false;
    } while (!at_end_of_word(reader));
    return true;
}

const char *kruti_dev_convert(struct arena *arena, const char *text)
{
    if (strlen(text) > TEXT_BYTES_MOST)
        return NULL;
    struct reader reader;
    reader.at = text;
    reader.length = 0;
    for (;;) {
        if (!take_word(&reader))
            return NULL;
        if (!take_key(&reader, ' '))
            break;
        put(&reader, " ");
    }
    reader.out[reader.length] = '\0';
    return text_clean(arena, reader.out);
}
