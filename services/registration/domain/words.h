#pragma once
/* words - the words by which rows name groups, genders, categories, kinds of engagement and of mailboxes, in English
 * and Hindi. Private to the domain. */
#include "base/cell.h"

#include <stddef.h>

enum words { WORDS_GROUP, WORDS_GENDER, WORDS_CATEGORY, WORDS_ENGAGEMENT, WORDS_EMAIL_KIND, WORDS_COUNT };

#define WORDS_UNKNOWN CELL_WORD_UNKNOWN

/** words_find() - the number of the enum that @text stands for in any spelling; 0 where nothing is said; WORDS_UNKNOWN.
 */
int words_find(enum words words, const char *text, struct arena *arena);

/** words_spelling() - the @at-th spelling of a list, NULL behind the last: so that a test can see that all are folded.
 */
const char *words_spelling(enum words words, size_t at);
