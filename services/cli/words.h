#pragma once
/*
 * words - everything that the command says to people, in English and Hindi: the table of words_table.h, whose texts are
 * in one header for each of what they are for. `{1}` to `{9}` in a text are replaced by the arguments.
 */
#include "words_table.h"

#include "wire/envelope.h"

#include <stdarg.h>
#include <stdio.h>

enum word {
#define X(word, english, hindi) WORD_##word,
    WORDS_TABLE(X)
#undef X
        WORD_COUNT
};

/** words_text() - the text as it is in the table. */
const char *words_text(enum word word, enum locale locale);

/** words_say() - print a text, then a line end. The arguments are strings and end with NULL. */
void words_say(FILE *out, enum locale locale, enum word word, ...) __attribute__((sentinel));

/** words_list() - as words_print(), with the arguments as a list. */
void words_list(FILE *out, enum locale locale, enum word word, va_list list);

/** words_print() - as words_say(), without the line end. */
void words_print(FILE *out, enum locale locale, enum word word, ...) __attribute__((sentinel));
