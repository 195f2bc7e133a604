/* UTF-8 as people of this country write it, cleaned and folded: what counts as the same name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct pair {
    const char *in;
    const char *out;
};

static void check_pairs(char *(*function)(struct arena *, const char *), const struct pair *pairs, size_t count)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        const char *out = function(&arena, pairs[i].in);
        assert_non_null(out);
        if (strcmp(out, pairs[i].out) != 0)
            fail_msg("case %zu: \"%s\" became \"%s\", expected \"%s\"", i, pairs[i].in, out, pairs[i].out);
    }
    arena_deinit(&arena);
}

static void test_text__typed_carelessly__is_cleaned(void **state)
{
    /* Catches blanks and invisible characters of spreadsheets and messengers that make one value look like two. */
    (void)state;
    static const struct pair cases[] = {
        {"", ""},
        {"   ", ""},
        {"Asha", "Asha"},
        {"  Asha \t\r\n  Devi ", "Asha Devi"},
        {"\x01"
         "As\x1Fha\x7F",
         "Asha"},
        {"A \x01 B", "A B"},
        {"आशा", "आशा"},
        {"\uFEFFआशा  देवी\u00A0", "आशा देवी"},
        {"\u2003आशा\u3000\u2028देवी\xC2\x85", "आशा देवी"},
        {"\u200Eआ\u200Bशा\u2069", "आशा"},
        {"आ\u00ADशा", "आशा"},
        {"e\u0301", "é"},
        {"\u0958", "क\u093C"},
        {"\u0928\u093C", "\u0929"},
        {"र\u094D\u200Dय", "र\u094D\u200Dय"},
        {"क\u094D\u200Cष", "क\u094D\u200Cष"},
        {"\uFEFF", ""},
        {"\U0001F600", "\U0001F600"},
    };
    check_pairs(text_clean, cases, COUNT(cases));
}

static void test_text__folded__has_the_documented_form(void **state)
{
    /* Catches a change of the folded form: fingerprints of names in memory maps and in tests depend on it. */
    (void)state;
    static const struct pair cases[] = {
        {"", ""},
        {" .-' ", ""},
        {"A.K. Sharma", "a k sharma"},
        {"O'Brien-Singh", "o brien singh"},
        {"O\u2019Brien\u2010Singh", "o brien singh"},
        {"Smt. (Asha)", "smt (asha)"},
        {"STRASSE", "strasse"},
        {"Straße", "strasse"},
        {"हिन्दी", "हिंदी"},
        {"चाँद", "चांद"},
        {"ज़ाकिर", "जाकिर"},
        {"ए॰ के॰ शर्मा", "ए के शर्मा"},
        {"मो0 राशिद", "मो राशिद"},
        {"मो० राशिद", "मो राशिद"},
        {"उ0नि0", "उ नि"},
        {"उ०नि० (सशस्त्र)", "उ नि (सशस्त्र)"},
        {"क0 0", "क 0"},
        {"क\u200D0ख", "क ख"},
        {"न्0क", "न् क"},
        {"मो00", "मो00"},
        {"मो०0", "मो०0"},
        {"मो10", "मो10"},
        {"मो 0", "मो 0"},
        {"मो01", "मो01"},
        {"Ram0 मो0A", "ram0 मो a"},
        {"०मो", "०मो"},
        {"।0", "।0"},
    };
    check_pairs(text_fold, cases, COUNT(cases));
}

static void check_fold_equal(const struct pair *pairs, size_t count, bool equal)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < count; i++) {
        if (text_fold_equal(&arena, pairs[i].in, pairs[i].out) != equal)
            fail_msg("\"%s\" and \"%s\" should %s", pairs[i].in, pairs[i].out, equal ? "be equal" : "differ");
    }
    arena_deinit(&arena);
}

static void test_text__hindi_with_and_without_half_letter__folds_equal(void **state)
{
    /* Catches one person counted as two because two offices spell the nasal differently. */
    (void)state;
    static const struct pair cases[] = {
        {"हिन्दी", "हिंदी"}, {"गङ्गा", "गंगा"},         {"पञ्चायत", "पंचायत"},     {"पण्डित", "पंडित"},
        {"चम्पा", "चंपा"},   {"चन्द्र", "चंद्र"},         {"हिन्\u200Dदी", "हिंदी"}, {"हिन्\u200Cदी", "हिंदी"},
        {"अन्न", "अंन"},     {"हिन\u093C्दी", "हिंदी"}, {"नन्दन सिंह", "नंदन सिंह"},
    };
    check_fold_equal(cases, COUNT(cases), true);
}

static void test_text__nukta_and_chandrabindu__fold_to_what_is_typed_without_them(void **state)
{
    /* Catches composed and separate nukta letters told apart, and the nukta that most keyboards lack. */
    (void)state;
    static const struct pair cases[] = {
        {"\u0958", "क"},          {"क\u093C", "क"},   {"\u0958", "क\u093C"}, {"\u0959", "ख"},  {"\u095A", "ग"},
        {"\u095B", "ज"},          {"\u095C", "ड"},    {"\u095D", "ढ"},       {"\u095E", "फ"},  {"\u095F", "य"},
        {"\u0929", "न"},          {"\u0931", "र"},    {"\u0934", "ळ"},       {"न\u093C", "न"}, {"मुज़फ़्फ़रनगर", "मुजफ्फरनगर"},
        {"हाथरस\u093C", "हाथरस"}, {"चाँदनी", "चांदनी"}, {"गाँव", "गांव"},        {"सिँह", "सिंह"},
    };
    check_fold_equal(cases, COUNT(cases), true);
}

static void test_text__case_points_and_joiners__do_not_make_another_name(void **state)
{
    /* Catches initials, apostrophes and hyphens written three ways in three lists. */
    (void)state;
    static const struct pair cases[] = {
        {"A.K. Sharma", "A K Sharma"},
        {"A. K. Sharma", "a k sharma"},
        {"A.K.SHARMA", " a. k. Sharma. "},
        {"D'Souza", "D\u2019Souza"},
        {"D'Souza", "D Souza"},
        {"D\u02BCSouza", "D\u2018Souza"},
        {"Anne-Marie", "Anne\u2010Marie"},
        {"Anne\u2011Marie", "Anne\u2013Marie"},
        {"Anne - Marie", "ANNE MARIE"},
        {"ए.के. शर्मा", "ए॰ के॰ शर्मा"},
        {"राम\u200Dकुमार", "रामकुमार"},
        {"Ram\u200DKumar", "ramkumar"},
        {"JOSÉ", "jose\u0301"},
        {"ΑΣ", "ας"},
        {"...", ""},
    };
    check_fold_equal(cases, COUNT(cases), true);
}

static void test_text__of_other_names__stays_different(void **state)
{
    /* Catches folding so much that two people become one. */
    (void)state;
    static const struct pair cases[] = {
        {"राम", "रामा"},    {"राम", "राम्"},    {"सीता", "सिता"},       {"कमल", "कंल"},
        {"हिन्दी", "हिदी"},  {"Asha", "Ash"},   {"A K", "AK"},          {"OBrien", "O'Brien"},
        {"Jose", "José"},   {"शशि", "ससि"},    {"नमन", "नंन"},          {"राम न् दास", "राम ं दास"},
        {"मेरठ १", "मेरठ २"}, {"Asha2", "Asha"}, {"Ram_Lal", "Ram Lal"},
    };
    check_fold_equal(cases, COUNT(cases), false);
}

/* A small generator of its own, so that a failure is the same on every machine. */
static uint32_t next_random(uint64_t *seed)
{
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static void random_ascii(uint64_t *seed, char *text, size_t length)
{
    static const char telling[] = " .'-\t\r\n\v\f\x01\x1C\x1F\x7F`_,(AZaz";
    for (size_t i = 0; i < length; i++) {
        uint32_t number = next_random(seed);
        if (number % 2)
            text[i] = telling[number / 2 % (sizeof telling - 1)];
        else
            text[i] = (char)(1 + number / 2 % 127);
    }
    text[length] = '\0';
}

static void assert_same_as_general_way(struct arena *arena, char *(*function)(struct arena *, const char *),
                                       const char *ascii)
{
    /* One letter outside ASCII at the end sends the whole text the general way. */
    const char *expected = function(arena, arena_printf(arena, "%s क", ascii));
    const char *alone = function(arena, ascii);
    const char *joined = *alone ? arena_printf(arena, "%s क", alone) : "क";
    assert_string_equal(joined, expected);
}

static void test_text__of_ascii_alone__becomes_what_the_general_way_makes_of_it(void **state)
{
    /* Catches the fast way of imports drifting from the rule: the same name would fold to two forms. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (int character = 1; character < 128; character++) {
        const char text[] = {'a', (char)character, 'b', '\0'};
        assert_same_as_general_way(&arena, text_clean, text);
        assert_same_as_general_way(&arena, text_fold, text);
    }
    uint64_t seed = 20261122;
    for (int round = 0; round < 20000; round++) {
        char text[64];
        random_ascii(&seed, text, next_random(&seed) % 48);
        assert_same_as_general_way(&arena, text_clean, text);
        assert_same_as_general_way(&arena, text_fold, text);
        arena_reset(&arena);
    }
    arena_deinit(&arena);
}

/* Any code points, with those that the rules speak of appearing often. */
static size_t random_points(uint64_t *seed, int32_t *points, size_t most)
{
    static const int32_t telling[] = {
        ' ',    '.',    'a',    'A',    0x00A0, 0x00C9, 0x00DF, 0x0130, 0x0149, 0x0300, 0x0301, 0x0316, 0x0327,
        0x0344, 0x0345, 0x03B1, 0x1F80, 0x1FB4, 0x0901, 0x0902, 0x0905, 0x0915, 0x0919, 0x091E, 0x0923, 0x0928,
        0x0929, 0x092E, 0x0930, 0x0931, 0x093C, 0x093E, 0x094D, 0x094D, 0x0951, 0x0958, 0x095F, 0x0970, 0x1100,
        0x1161, 0x11A8, 0xAC00, 0x200B, 0x200C, 0x200D, 0x2010, 0x2019, 0x2028, 0x212B, 0xFB03, 0xFEFF, 0x1D160,
    };
    size_t count = next_random(seed) % most;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = next_random(seed);
        points[i] = telling[number / 8 % COUNT(telling)];
        if (number % 8 == 0)
            points[i] = (int32_t)(1 + number / 8 % 0x10FFFF);
        if (points[i] >= 0xD800 && points[i] <= 0xDFFF)
            points[i] = 0x0915;
    }
    return count;
}

static const char *encode(struct arena *arena, const int32_t *points, size_t count)
{
    utf8proc_uint8_t *text = arena_alloc(arena, count * 4 + 1);
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += (size_t)utf8proc_encode_char(points[i], text + length);
    text[length] = '\0';
    return (const char *)text;
}

static void assert_clean(const char *text)
{
    size_t length = strlen(text);
    assert_true(text_is_utf8(text, length));
    assert_true(length == 0 || (text[0] != ' ' && text[length - 1] != ' '));
    assert_null(strstr(text, "  "));
    utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)text);
    assert_string_equal(composed, text);
    free(composed);
}

static void test_text__of_any_code_points__cleans_and_folds_to_a_fixed_point(void **state)
{
    /* Catches output that is not NFC, a second pass that changes the first one's result (so that a stored name would
     * not find itself), and a fold that depends on whether its input was composed. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    uint64_t seed = 42;
    for (int round = 0; round < 30000; round++) {
        int32_t points[80];
        size_t count = random_points(&seed, points, COUNT(points));
        const char *text = encode(&arena, points, count);
        const char *clean = text_clean(&arena, text);
        const char *folded = text_fold(&arena, text);
        assert_clean(clean);
        assert_clean(folded);
        assert_string_equal(text_clean(&arena, clean), clean);
        assert_string_equal(text_fold(&arena, folded), folded);
        assert_string_equal(text_fold(&arena, clean), folded);
        arena_reset(&arena);
    }
    arena_deinit(&arena);
}

static void test_text__of_every_single_code_point__can_be_cleaned_and_folded(void **state)
{
    /* Catches an assertion or an overrun that one rare character sets off. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (int32_t point = 1; point <= 0x10FFFF; point++) {
        if (point >= 0xD800 && point <= 0xDFFF)
            continue;
        const char *text = encode(&arena, &point, 1);
        assert_int_equal(text_characters(text), 1);
        assert_non_null(text_clean(&arena, text));
        assert_non_null(text_fold(&arena, text));
        assert_true(text_columns(text) <= 2);
        arena_reset(&arena);
    }
    arena_deinit(&arena);
}

static void test_text__of_endless_combining_marks__is_cut_and_stays_quick(void **state)
{
    /* Catches ordering that takes the square of the length: this text would keep the loop busy for minutes. */
    (void)state;
    static const char *const units[] = {"\u0301\u0316", "\u0301\u200D\u0316\u200D"};
    for (size_t unit = 0; unit < COUNT(units); unit++) {
        struct arena arena;
        arena_init(&arena, (size_t)16 << 20);
        size_t unit_bytes = strlen(units[unit]);
        size_t repeats = ((size_t)1 << 20) / unit_bytes;
        char *text = arena_alloc(&arena, repeats * unit_bytes + 2);
        text[0] = 'x';
        for (size_t i = 0; i < repeats; i++)
            memcpy(text + 1 + i * unit_bytes, units[unit], unit_bytes);
        text[repeats * unit_bytes + 1] = '\0';
        assert_int_equal(text_characters(text_fold(&arena, text)), 31);
        const char *clean = text_clean(&arena, text);
        assert_non_null(clean);
        assert_string_equal(text_clean(&arena, clean), clean);
        arena_deinit(&arena);
    }
}

static void test_text__longer_than_the_room_on_the_stack__is_whole(void **state)
{
    /* Catches characters lost or overrun when the working memory grows. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    char text[3 * 5000 + 1] = "";
    static const char syllable[] = "का";
    for (size_t i = 0; i < sizeof text - 1; i++)
        text[i] = syllable[i % (sizeof syllable - 1)];
    assert_int_equal(strlen(text), sizeof text - 1);
    assert_string_equal(text_clean(&arena, text), text);
    assert_string_equal(text_fold(&arena, text), text);
    arena_deinit(&arena);
}

static void test_text__in_an_arena_that_is_too_small__gives_null(void **state)
{
    /* Catches a write past the cap, and "equal" for two names of which neither could be folded. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 16);
    assert_null(text_clean(&arena, "a text of ASCII that is too long"));
    assert_null(text_fold(&arena, "आशा देवी श्रीवास्तव"));
    assert_null(text_digits(&arena, "०१२३४५६७८९"));
    assert_true(arena.failed);
    assert_false(text_fold_equal(&arena, "आशा देवी श्रीवास्तव", "आशा देवी श्रीवास्तव"));
    arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text__typed_carelessly__is_cleaned),
        cmocka_unit_test(test_text__folded__has_the_documented_form),
        cmocka_unit_test(test_text__hindi_with_and_without_half_letter__folds_equal),
        cmocka_unit_test(test_text__nukta_and_chandrabindu__fold_to_what_is_typed_without_them),
        cmocka_unit_test(test_text__case_points_and_joiners__do_not_make_another_name),
        cmocka_unit_test(test_text__of_other_names__stays_different),
        cmocka_unit_test(test_text__of_ascii_alone__becomes_what_the_general_way_makes_of_it),
        cmocka_unit_test(test_text__of_any_code_points__cleans_and_folds_to_a_fixed_point),
        cmocka_unit_test(test_text__of_every_single_code_point__can_be_cleaned_and_folded),
        cmocka_unit_test(test_text__of_endless_combining_marks__is_cut_and_stays_quick),
        cmocka_unit_test(test_text__longer_than_the_room_on_the_stack__is_whole),
        cmocka_unit_test(test_text__in_an_arena_that_is_too_small__gives_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
