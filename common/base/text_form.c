/*
 * text_form - cleaning and folding; see text.h.
 *
 * Both work on code points in canonical decomposition and compose at the end; the tables are utf8proc's. Text that is
 * ASCII alone, the bulk of an import, takes a shorter way of one pass over its bytes that must give the very same
 * result.
 */
#include "base/points.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>
#include <utf8proc.h>

#define ZWNJ            0x200C
#define ZWJ             0x200D
#define CHANDRABINDU    0x0901
#define ANUSVARA        0x0902
#define NUKTA           0x093C
#define VIRAMA          0x094D
#define DEVANAGARI_ZERO 0x0966

#define EXPANSION_MOST  8 /* no code point decomposes or folds into more than 4 */

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
            points_add(points, POINTS_BLANK);
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
        code_point = POINTS_BLANK;
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
        bool blank = zero || folded->data[i] == POINTS_BLANK;
        if (blank && (i + 1 == folded->count || folded->data[i + 1] == POINTS_BLANK))
            continue;
        folded->data[count++] = zero ? POINTS_BLANK : folded->data[i];
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

/* What becomes of an ASCII character: itself or another, POINTS_BLANK, or 0 where it is dropped. */
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
