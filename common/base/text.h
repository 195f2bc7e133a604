#pragma once
/*
 * text - UTF-8 as people of this country write it: composed, folded for comparison, counted in characters and columns.
 *
 * All strings in and out are NUL-terminated UTF-8; what comes from outside is checked with text_is_utf8() before, and
 * broken text further in stops the process. Results live in the arena that is passed; NULL means that the arena's cap
 * (or the machine's memory) was reached. The work is utf8proc's; decided here is which of its forms the project uses.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** text_is_utf8() - whether @length bytes are well-formed UTF-8 without NUL. */
bool text_is_utf8(const char *data, size_t length);

/** text_invalid_at() - offset of the first byte that is not well-formed UTF-8 (or is NUL); @length where all is well.
 */
size_t text_invalid_at(const char *data, size_t length);

/**
 * text_clean() - what a person meant to type: NFC; control characters, BOM and what else is invisible (direction marks,
 * soft hyphens, zero-width blanks) removed; every run of white space (no-break and other Unicode spaces included) one
 * blank, none at the ends; at most 30 combining marks in a row. ZWJ and ZWNJ stay: they carry meaning in Devanagari.
 * Cleaning twice changes nothing.
 */
char *text_clean(struct arena *arena, const char *text);

/**
 * text_fold() - the form in which two spellings of one name are equal: text_clean(), then case folded; ZWJ, ZWNJ and
 * nukta (U+093C, also inside composed letters) removed; chandrabindu, and a nasal consonant with virama before another
 * consonant, folded to anusvara (हिन्दी = हिंदी); . ' - with their typographic forms and the Devanagari sign of
 * abbreviation turned into blanks, so that "A.K. Sharma" = "A K Sharma" = "a k sharma"; a single zero, Devanagari or
 * not, directly behind a Devanagari letter is that sign too (उ0नि0 = उ॰नि॰). Folding twice changes nothing. For
 * comparison only, never shown; may be "" where the text is not.
 */
char *text_fold(struct arena *arena, const char *text);

/** text_digits() - a copy in which Devanagari digits (U+0966-096F) are ASCII digits; everything else is as it was. */
char *text_digits(struct arena *arena, const char *text);

/** text_characters() - number of code points. */
size_t text_characters(const char *text);

/** text_columns() - columns a terminal uses, as wcwidth(3) of the C library: marks above and below a letter 0, marks
 * beside it (ा, ि) 1, wide characters 2. */
size_t text_columns(const char *text);

/** text_next() - read one code point at *@cursor and move past it; 0 at the end. The text must be valid UTF-8. */
uint32_t text_next(const char **cursor);

/** Classes of a code point, by Unicode category. */
bool text_is_letter(uint32_t code_point); /* L* */
bool text_is_mark(uint32_t code_point);   /* Mn, Mc, and ZWJ, ZWNJ */
bool text_is_devanagari(uint32_t code_point);

/**
 * text_is_slug() - whether @text is a name for machines: 1 to 63 of a-z 0-9 and single inner hyphens.
 */
bool text_is_slug(const char *text);

/** text_fold_equal() - whether two texts are equal after text_fold(); false also when @scratch reached its cap.
 */
bool text_fold_equal(struct arena *scratch, const char *a, const char *b);
