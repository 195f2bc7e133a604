#pragma once
/* language - the languages that a course may be in: ISO 639 codes, two letters where there are some, otherwise three.
 */
#include <stddef.h>

/** language_number() - a dense number for @code, 1 to LANGUAGES_MOST; 0: not a code that is known. */
#define LANGUAGES_MOST 256
unsigned language_number(const char *code);

/** language_code() - the reverse, for what language_number() returned. */
const char *language_code(unsigned number);
