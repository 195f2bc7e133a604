/* words - see words.h. */
#include "words.h"

#include <assert.h>

#define ARGUMENTS 9

static const char *const texts[WORD_COUNT][2] = {
#define X(word, english, hindi) [WORD_##word] = {[LOCALE_EN] = english, [LOCALE_HI] = hindi},
    WORDS_TABLE(X)
#undef X
};

const char *words_text(enum word word, enum locale locale)
{
    return texts[word][locale];
}

void words_list(FILE *out, enum locale locale, enum word word, va_list list)
{
    const char *text = words_text(word, locale);
    const char *arguments[ARGUMENTS] = {NULL};

    for (size_t i = 0; i < ARGUMENTS; i++) {
        arguments[i] = va_arg(list, const char *);
        if (!arguments[i])
            break;
    }
    for (; *text; text++) {
        if (text[0] == '{' && text[1] >= '1' && text[1] <= '9' && text[2] == '}') {
            const char *argument = arguments[text[1] - '1'];

            assert(argument);
            fputs(argument, out);
            text += 2;
        } else {
            fputc(*text, out);
        }
    }
}

void words_print(FILE *out, enum locale locale, enum word word, ...)
{
    va_list list;

    va_start(list, word);
    words_list(out, locale, word, list);
    va_end(list);
}

void words_say(FILE *out, enum locale locale, enum word word, ...)
{
    va_list list;

    va_start(list, word);
    words_list(out, locale, word, list);
    va_end(list);
    fputc('\n', out);
}
