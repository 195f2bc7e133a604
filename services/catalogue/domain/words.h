#pragma once
/* words - the words by which rows name kinds and states of courses, in English and Hindi. Private to the domain. */
#include "base/cell.h"

enum words { WORDS_KIND, WORDS_STATE, WORDS_COUNT };

/** words_find() - the number of the enum that @text stands for in any spelling; 0 where nothing is said;
 * CELL_WORD_UNKNOWN. */
int words_find(enum words words, const char *text, struct arena *arena);

/** words_spelling() - the @at-th spelling of a list, NULL behind the last: so that a test can see that all are folded.
 */
const char *words_spelling(enum words words, size_t at);
