/*
 * text - cleaning, folding, counting and classifying UTF-8.
 *
 * Cleaning and folding work on code points in canonical decomposition and compose at the end; the tables are
 * utf8proc's. Text that is ASCII alone, the bulk of an import, takes a shorter way of one pass over its bytes that must
 * give the very same result. A sequence of combining marks is cut after 30 of them (no language needs more; UAX #15
 * draws the line there too), because putting an endless one into canonical order would take time that grows with its
 * square.
 */
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define BLANK           0x0020
#define ZWNJ            0x200C
#define ZWJ             0x200D
#define CHANDRABINDU    0x0901
#define ANUSVARA        0x0902
#define NUKTA           0x093C
#define VIRAMA          0x094D
#define DEVANAGARI_ZERO 0x0966

#define POINTS_INLINE   256 /* a name of LIMIT_NAME_BYTES needs no heap */
#define MARKS_IN_A_ROW  30
#define EXPANSION_MOST  8 /* no code point decomposes or folds into more than 4 */
#define SLUG_CHARACTERS 63

/* Code points on their way: canonically ordered, no blanks at the ends and none in a row. */
struct points {
    int32_t *data;
    size_t count;
    size_t capacity;
    size_t marks;       /* combining marks at the end */
    bool blank_pending; /* written when something follows */
    bool failed;        /* out of memory */
    int32_t room[POINTS_INLINE];
};

static void points_init(struct points *points)
{
    points->data = points->room;
    points->count = 0;
    points->capacity = POINTS_INLINE;
    points->marks = 0;
    points->blank_pending = false;
    points->failed = false;
}

static void points_deinit(struct points *points)
{
    if (points->data != points->room)
        free(points->data);
}

static void points_grow(struct points *points)
{
    size_t capacity = points->capacity * 2;
    int32_t *data = malloc(capacity * sizeof *data);
    if (!data) {
        points->failed = true;
        return;
    }
    memcpy(data, points->data, points->count * sizeof *data);
    points_deinit(points);
    points->data = data;
    points->capacity = capacity;
}

static void points_push(struct points *points, int32_t code_point)
{
    if (points->count == points->capacity)
        points_grow(points);
    if (!points->failed)
        points->data[points->count++] = code_point;
}

static int combining_class(int32_t code_point)
{
    return utf8proc_get_property(code_point)->combining_class;
}

/* Put the last code point, a mark of @class, before marks of a higher class. */
static void order_last_mark(struct points *points, int class)
{
    int32_t mark = points->data[points->count - 1];
    size_t at = points->count - 1;
    for (size_t seen = 1; seen < points->marks && combining_class(points->data[at - 1]) > class; seen++) {
        points->data[at] = points->data[at - 1];
        at--;
    }
    points->data[at] = mark;
}

static void points_add(struct points *points, int32_t code_point)
{
    if (code_point == BLANK) {
        points->blank_pending = points->count > 0;
        return;
    }
    if (points->blank_pending) {
        points->blank_pending = false;
        points->marks = 0;
        points_push(points, BLANK);
    }
    int class = combining_class(code_point);
    if (class == 0) {
        points->marks = 0;
        points_push(points, code_point);
        return;
    }
    if (points->marks == MARKS_IN_A_ROW)
        return;
    points_push(points, code_point);
    if (points->failed)
        return;
    points->marks++;
    order_last_mark(points, class);
}

static char *points_compose(struct points *points, struct arena *arena)
{
    if (points->failed) {
        arena->failed = 1;
        return NULL;
    }
    utf8proc_ssize_t count =
        utf8proc_normalize_utf32(points->data, (utf8proc_ssize_t)points->count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    assert(count >= 0);
    assert((size_t)count <= points->count);
    size_t bytes = 0;
    utf8proc_uint8_t encoded[4];
    for (utf8proc_ssize_t i = 0; i < count; i++)
        bytes += (size_t)utf8proc_encode_char(points->data[i], encoded);
    char *text = arena_alloc(arena, bytes + 1);
    if (!text)
        return NULL;
    utf8proc_uint8_t *at = (utf8proc_uint8_t *)text;
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        /* Encoded aside first: utf8proc may write four bytes whatever the length. */
        size_t length = (size_t)utf8proc_encode_char(points->data[i], encoded);
        memcpy(at, encoded, length);
        at += length;
    }
    *at = '\0';
    return text;
}

enum role { ROLE_KEPT, ROLE_BLANK, ROLE_DROPPED };

static enum role role_in_clean_text(int32_t code_point)
{
    if (code_point == ZWJ || code_point == ZWNJ)
        return ROLE_KEPT;
    if ((code_point >= '\t' && code_point <= '\r') || code_point == 0x85)
        return ROLE_BLANK;
    const utf8proc_property_t *property = utf8proc_get_property(code_point);
    switch (property->category) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return ROLE_BLANK;
    case UTF8PROC_CATEGORY_CC:
        return ROLE_DROPPED;
    default:
        return property->ignorable ? ROLE_DROPPED : ROLE_KEPT;
    }
}

static void points_clean(struct points *points, const char *text)
{
    int32_t code_point;
    while ((code_point = (int32_t)text_next(&text)) != 0) {
        switch (role_in_clean_text(code_point)) {
        case ROLE_BLANK:
            points_add(points, BLANK);
            break;
        case ROLE_DROPPED:
            break;
        case ROLE_KEPT: {
            int32_t parts[EXPANSION_MOST];
            int boundary = 0;
            utf8proc_ssize_t count =
                utf8proc_decompose_char(code_point, parts, EXPANSION_MOST, UTF8PROC_DECOMPOSE, &boundary);
            assert(count >= 0 && count <= EXPANSION_MOST);
            for (utf8proc_ssize_t i = 0; i < count; i++)
                points_add(points, parts[i]);
        }
        }
    }
}

/* Full stop, apostrophe and hyphen, the forms that word processors put in their place, and the Devanagari sign of
 * abbreviation. */
static bool is_separator(int32_t code_point)
{
    switch (code_point) {
    case '.':
    case '\'':
    case '-':
    case 0x02BC:
    case 0x0970:
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0x2212:
        return true;
    default:
        return code_point >= 0x2010 && code_point <= 0x2015;
    }
}

static bool is_consonant(int32_t code_point)
{
    return (code_point >= 0x0915 && code_point <= 0x0939) || (code_point >= 0x0978 && code_point <= 0x097F);
}

static bool is_nasal(int32_t code_point)
{
    switch (code_point) {
    case 0x0919: /* nga */
    case 0x091E: /* nya */
    case 0x0923: /* retroflex na */
    case 0x0928: /* na */
    case 0x092E: /* ma */
        return true;
    default:
        return false;
    }
}

static bool ends_in_half_nasal(const struct points *points)
{
    return points->count >= 2 && !points->blank_pending && points->data[points->count - 1] == VIRAMA &&
           is_nasal(points->data[points->count - 2]);
}

static void fold_add(struct points *folded, int32_t code_point)
{
    if (code_point == ZWJ || code_point == ZWNJ || code_point == NUKTA)
        return;
    if (is_separator(code_point))
        code_point = BLANK;
    if (code_point == CHANDRABINDU)
        code_point = ANUSVARA;
    if (is_consonant(code_point) && ends_in_half_nasal(folded)) {
        folded->count -= 2;
        folded->marks = 0;
        points_push(folded, ANUSVARA);
    }
    points_add(folded, code_point);
}

static void points_fold(struct points *folded, const struct points *clean)
{
    folded->failed = clean->failed;
    for (size_t i = 0; i < clean->count; i++) {
        int32_t parts[EXPANSION_MOST];
        int boundary = 0;
        utf8proc_ssize_t count = utf8proc_decompose_char(clean->data[i], parts, EXPANSION_MOST,
                                                         UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD, &boundary);
        assert(count >= 0 && count <= EXPANSION_MOST);
        for (utf8proc_ssize_t k = 0; k < count; k++)
            fold_add(folded, parts[k]);
    }
}

/* Whether the zero at @at stands for the sign of abbreviation, as in मो0 or उ०नि०: directly behind a Devanagari letter
 * or its marks, and no digit behind it. */
static bool is_abbreviating_zero(const struct points *points, size_t at)
{
    if (at == 0 || (points->data[at] != '0' && points->data[at] != DEVANAGARI_ZERO))
        return false;
    uint32_t before = (uint32_t)points->data[at - 1];
    if (!text_is_devanagari(before) || !(text_is_letter(before) || text_is_mark(before)))
        return false;
    return at + 1 == points->count || utf8proc_category(points->data[at + 1]) != UTF8PROC_CATEGORY_ND;
}

/* After folding, so that what is dropped by it does not stand between a letter and its zero. */
static void points_fold_zeros(struct points *folded)
{
    size_t count = 0;
    for (size_t i = 0; i < folded->count; i++) {
        bool zero = is_abbreviating_zero(folded, i);
        bool blank = zero || folded->data[i] == BLANK;
        if (blank && (i + 1 == folded->count || folded->data[i + 1] == BLANK))
            continue;
        folded->data[count++] = zero ? BLANK : folded->data[i];
    }
    folded->count = count;
}

static bool is_ascii(const char *text, size_t length)
{
    uint64_t high = 0;
    size_t i = 0;
    for (; i + sizeof high <= length; i += sizeof high) {
        uint64_t word;
        memcpy(&word, text + i, sizeof word);
        high |= word;
    }
    for (; i < length; i++)
        high |= (unsigned char)text[i];
    return (high & UINT64_C(0x8080808080808080)) == 0;
}

/* What becomes of an ASCII character: itself or another, BLANK, or 0 where it is dropped. */
static char ascii_clean(char character)
{
    if (character > ' ' && character < 0x7F)
        return character;
    if (character == ' ' || (character >= '\t' && character <= '\r'))
        return ' ';
    return '\0';
}

static char ascii_fold(char character)
{
    if (character >= 'a' && character <= 'z')
        return character;
    if (character >= 'A' && character <= 'Z')
        return (char)(character | 0x20);
    if (is_separator(character))
        return ' ';
    return ascii_clean(character);
}

/* Force the mapping into the loop: a call for every character would cost more than the rest. */
static inline __attribute__((always_inline)) char *ascii_map(struct arena *arena, const char *text, size_t length,
                                                             char (*map)(char))
{
    char *mapped = arena_alloc(arena, length + 1);
    if (!mapped)
        return NULL;
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        char character = map(text[i]);
        if (character == '\0' || (character == ' ' && (count == 0 || mapped[count - 1] == ' ')))
            continue;
        mapped[count++] = character;
    }
    if (count > 0 && mapped[count - 1] == ' ')
        count--;
    mapped[count] = '\0';
    return mapped;
}

char *text_clean(struct arena *arena, const char *text)
{
    size_t length = strlen(text);
    if (is_ascii(text, length))
        return ascii_map(arena, text, length, ascii_clean);
    struct points clean;
    points_init(&clean);
    points_clean(&clean, text);
    char *result = points_compose(&clean, arena);
    points_deinit(&clean);
    return result;
}

char *text_fold(struct arena *arena, const char *text)
{
    size_t length = strlen(text);
    if (is_ascii(text, length))
        return ascii_map(arena, text, length, ascii_fold);
    struct points clean;
    struct points folded;
    points_init(&clean);
    points_init(&folded);
    points_clean(&clean, text);
    points_fold(&folded, &clean);
    points_fold_zeros(&folded);
    char *result = points_compose(&folded, arena);
    points_deinit(&folded);
    points_deinit(&clean);
    return result;
}

bool text_fold_equal(struct arena *scratch, const char *a, const char *b)
{
    const char *folded_a = text_fold(scratch, a);
    const char *folded_b = text_fold(scratch, b);
    return folded_a && folded_b && strcmp(folded_a, folded_b) == 0;
}

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
