/*
 * legacy - a name is taken for Kruti Dev when two things come together: every word of it reads as a well-formed word of
 * Devanagari (kruti_dev.h), and its letters stand together as they do not in Latin spellings of names.
 *
 * The second is counted in points over the words, two for each of: a sign that no name has; a small letter before a
 * capital, or 'k; a word of four or more letters without any vowel; four consonants in a row, none of them h or s; a
 * first pair of letters that no spelling begins with; a last pair that none ends with. Two points decide. Pairs inside
 * a word say nothing: names are put together from two (Brijgopal). The tables are generous: they hold the pairs of a
 * thousand names from all over India, and more; a word in capitals alone, or of one or two letters, says nothing. What
 * this misses are short words that look like Latin ones, such as dey (kamal, but also a surname): on purpose.
 *
 * Titles of courses are another matter. Kruti Dev in them has commas, brackets and numbers that names have not, so not
 * every word must read; and nearly every English word is built of keys, so one word that is plainly English decides
 * against it: External Audit may not be refused because of its first two letters.
 */
#include "base/legacy.h"

#include "base/kruti_dev.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define POINTS_NEEDED   2
#define LETTERS_LEAST   3 /* of a run that is looked at */
#define VOWELLESS_LEAST 4
#define CONSONANTS_MOST 4

/* By the first letter of a pair, a to z: the second letters with which words begin ... */
static const char *const pairs_first[26] = {
    "abcdefghijklmnopqrstuvwxyz",
    "aehiloruwy",
    "aehilnoruy",
    "aehilnoruvwy",
    "abdefghijklmnprstuvwyz",
    "aeiloruy",
    "aehilnoruwy",
    "aeilmoruy",
    "abdfghijklmnpqrstvyz",
    "aehinoruwy",
    "aehilmnorsuvwy",
    "aehilouy",
    "abcdehiklmnorsuy",
    "aeghioruvwy",
    "abcdefghijklmnoprstuvwxyz",
    "aehilnorstuy",
    "aeiouw",
    "aehiouy",
    "acehiklmnopqrtuvwy",
    "aehiorsuvwyz",
    "bdfgijklmnprstvwyz",
    "aehilnoruy",
    "aehioruy",
    "aehiouy",
    "aeiouv",
    "aehiouwy",
};

/* ... and end. */
static const char *const pairs_last[26] = {
    "abcdefghijklmnopqrstuvwxyz",
    "abdehiloruy",
    "aehikorstuy",
    "adehiorsuvwxyz",
    "abcdefghijklmnopqrstuvwxyz",
    "aefiostuy",
    "aeghiorsuy",
    "abdeilmnorstuvwyz",
    "abcdefghijklmnopqrstuvwxyz",
    "aehijouy",
    "aehiklorstuy",
    "abdefghiklmoprstuvyz",
    "abdehimnoprstuyz",
    "acdeghijkmnorstuvxyz",
    "abcdefghijklmnopqrstuvwxyz",
    "aefhilnoprstuy",
    "aeiru",
    "abcdefghijklmnoprstuvwxyz",
    "acehikmnopqrstuwyz",
    "aehiorstuyz",
    "abdefghijklmnprstvwxyz",
    "aeinorsuvy",
    "adeilnorsty",
    "aeiouy",
    "aeilmnorsu",
    "aehiouyz",
};

/* Pairs that begin and end words of English, though no names: Economy, Equality, External, Icon; debt, design, context.
 */
static const char *const english_first[] = {"ec", "eo", "eq", "ex", "ic", "io", NULL};
static const char *const english_last[] = {"bs", "bt", "gn", "xt", NULL};

/* Words between others. None of them is one of Hindi in Kruti Dev, as in (पद) and us (ने) are. */
static const char *const english_words[] = {"the", "of", "and", "for", "to",   "with", "from", "an",  "a",
                                            "at",  "by", "on",  "or",  "your", "how",  "what", "are", "about",
                                            "etc", "vs", "via", "why", "when", "new",  "web",  NULL};

static bool is_small(char character)
{
    return character >= 'a' && character <= 'z';
}

static bool is_capital(char character)
{
    return character >= 'A' && character <= 'Z';
}

static bool may_stand(const char *const pairs[26], const char *pair)
{
    return strchr(pairs[(pair[0] | 0x20) - 'a'], pair[1] | 0x20) != NULL;
}

static bool is_any_of(const char *letters, char character)
{
    return strchr(letters, character | 0x20) != NULL;
}

static bool has_consonants_in_a_row(const char *run, size_t length)
{
    size_t row = 0;
    for (size_t i = 0; i < length && row < CONSONANTS_MOST; i++)
        row = is_any_of("aeiouyhs", run[i]) ? 0 : row + 1;
    return row == CONSONANTS_MOST;
}

static bool is_one_of(const char *const *texts, const char *text, size_t length)
{
    for (; *texts; texts++) {
        if (strncasecmp(*texts, text, length) == 0 && (*texts)[length] == '\0')
            return true;
    }
    return false;
}

/* A run of letters. */
static int points_of_letters(const char *run, size_t length, bool prose)
{
    bool vowel = false;
    if (length < LETTERS_LEAST)
        return 0;
    for (size_t i = 0; i < length; i++)
        vowel = vowel || is_any_of("aeiouy", run[i]);
    if (!vowel)
        return length >= VOWELLESS_LEAST ? 2 : 0;
    int points = has_consonants_in_a_row(run, length) ? 2 : 0;
    bool first_fine = may_stand(pairs_first, run) || (prose && is_one_of(english_first, run, 2));
    const char *last = run + length - 2;
    bool last_fine = may_stand(pairs_last, last) || (prose && is_one_of(english_last, last, 2));
    points += first_fine ? 0 : 2;
    points += last_fine ? 0 : 2;
    return points;
}

static bool has_sign(const char *word, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!is_small(word[i]) && !is_capital(word[i]) && !strchr(".'()-", word[i]))
            return true;
    }
    return false;
}

static bool has_odd_order(const char *word, size_t length)
{
    for (size_t i = 0; i + 1 < length; i++) {
        if ((is_small(word[i]) && is_capital(word[i + 1])) || (word[i] == '\'' && word[i + 1] == 'k'))
            return true;
    }
    return false;
}

static int points_of_word(const char *word, size_t length, bool prose)
{
    bool small = false;
    for (size_t i = 0; i < length; i++)
        small = small || is_small(word[i]);
    int points = has_sign(word, length) ? 2 : 0;
    if (!small)
        return points;
    points += has_odd_order(word, length) ? 2 : 0;
    for (size_t i = 0; i < length;) {
        size_t run = 0;
        while (i + run < length && (is_small(word[i + run]) || is_capital(word[i + run])))
            run++;
        points += points_of_letters(word + i, run, prose);
        i += run + 1;
    }
    return points;
}

const char *legacy_detect(struct arena *arena, const char *text)
{
    const char *unicode = kruti_dev_convert(arena, text);
    int points = 0;
    if (!unicode)
        return NULL;
    for (size_t length; *text; text += length + (text[length] == ' ')) {
        length = strcspn(text, " ");
        points += points_of_word(text, length, false);
    }
    return points >= POINTS_NEEDED ? unicode : NULL;
}

/* What is known of a text whose words are looked at one after the other. */
struct prose {
    struct arena *arena;
    size_t words; /* with a letter */
    size_t read;  /* of these, as Kruti Dev */
    int points;   /* of those that read */
    bool english; /* one at least is plainly that */
    char *unicode;
};

static size_t letters_of(const char *word, size_t length)
{
    size_t letters = 0;
    for (size_t i = 0; i < length; i++)
        letters += is_small(word[i]) || is_capital(word[i]);
    return letters;
}

/* One word with what stands behind it: no key of Kruti Dev is drawn there by : , ? and !, and English is full of them.
 */
static void see_word(struct prose *prose, const char *text, size_t length)
{
    size_t word = length;
    while (word > 0 && strchr(":,?!", text[word - 1]))
        word--;
    const char *copy = arena_string(prose->arena, text, word);
    const char *unicode = NULL;
    size_t letters = letters_of(text, word);
    if (copy && letters > 0) {
        unicode = kruti_dev_convert(prose->arena, copy);
        int points = points_of_word(copy, word, true);
        prose->words++;
        prose->read += unicode != NULL;
        prose->points += unicode ? points : 0;
        prose->english =
            prose->english || is_one_of(english_words, copy, word) || (!unicode && letters > 1 && points == 0);
    }
    if (copy && prose->unicode)
        prose->unicode = arena_printf(prose->arena, "%s%s%s%.*s", prose->unicode, *prose->unicode ? " " : "",
                                      unicode ? unicode : copy, (int)(length - word), text + word);
}

const char *legacy_detect_prose(struct arena *arena, const char *text)
{
    struct prose prose = {.arena = arena, .unicode = arena_string(arena, "", 0)};
    for (size_t length; *text && !prose.english; text += length + (text[length] == ' ')) {
        length = strcspn(text, " ");
        see_word(&prose, text, length);
    }
    bool legacy = !prose.english && 2 * prose.read >= prose.words && prose.points >= POINTS_NEEDED;
    return legacy ? prose.unicode : NULL;
}
