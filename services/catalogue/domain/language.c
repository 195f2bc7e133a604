/*
 * language - all codes of two letters, and of three letters those of languages spoken in India that have no shorter
 * one. Sorted, so that a code is found by halving. Numbers are of this process alone: nothing stores them.
 */
#include "domain/language.h"

#include <assert.h>
#include <string.h>

static const char codes[][4] = {
    "aa",  "ab",  "ae",  "af",  "ak",  "am",  "an",  "anp", "ar",  "as",  "av",  "awa", "ay",  "az",  "ba", "be",
    "bfy", "bg",  "bgc", "bhb", "bho", "bi",  "bjj", "bm",  "bn",  "bns", "bo",  "br",  "bra", "brx", "bs", "ca",
    "ce",  "ch",  "co",  "cr",  "cs",  "cu",  "cv",  "cy",  "da",  "de",  "doi", "dv",  "dz",  "ee",  "el", "en",
    "eo",  "es",  "et",  "eu",  "fa",  "ff",  "fi",  "fj",  "fo",  "fr",  "fy",  "ga",  "gbm", "gd",  "gl", "gn",
    "gon", "grt", "gu",  "gv",  "ha",  "he",  "hi",  "hne", "ho",  "hoc", "hr",  "ht",  "hu",  "hy",  "hz", "ia",
    "id",  "ie",  "ig",  "ii",  "ik",  "ins", "io",  "is",  "it",  "iu",  "ja",  "jv",  "ka",  "kfy", "kg", "kha",
    "khn", "ki",  "kj",  "kk",  "kl",  "km",  "kn",  "ko",  "kok", "kr",  "kru", "ks",  "ku",  "kv",  "kw", "ky",
    "la",  "lb",  "lep", "lg",  "li",  "ln",  "lo",  "lt",  "lu",  "lus", "lv",  "mag", "mai", "mg",  "mh", "mi",
    "mk",  "ml",  "mn",  "mni", "mr",  "ms",  "mt",  "mwr", "my",  "na",  "nb",  "nd",  "ne",  "ng",  "nl", "nn",
    "no",  "nr",  "nv",  "ny",  "oc",  "oj",  "om",  "or",  "os",  "pa",  "pi",  "pl",  "ps",  "pt",  "qu", "raj",
    "rm",  "rn",  "ro",  "ru",  "rw",  "sa",  "sat", "sc",  "sck", "sd",  "se",  "sg",  "si",  "sk",  "sl", "sm",
    "sn",  "so",  "sq",  "sr",  "ss",  "st",  "su",  "sv",  "sw",  "ta",  "tcy", "te",  "tg",  "th",  "ti", "tk",
    "tl",  "tn",  "to",  "tr",  "trp", "ts",  "tt",  "tw",  "ty",  "ug",  "uk",  "unr", "ur",  "uz",  "ve", "vi",
    "vo",  "wa",  "wo",  "xh",  "xnr", "yi",  "yo",  "za",  "zh",  "zu",
};

#define COUNT (sizeof codes / sizeof codes[0])
static_assert(COUNT < LANGUAGES_MOST, "numbers of languages");

unsigned language_number(const char *code)
{
    size_t low = 0, high = COUNT;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int order = strcmp(codes[middle], code);
        if (order == 0)
            return (unsigned)middle + 1;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

const char *language_code(unsigned number)
{
    assert(number >= 1 && number <= COUNT);
    return codes[number - 1];
}
