#pragma once
/*
 * cell - what the cells of all lists have in common: text as given, "" or NULL where nothing is said, made clean, cut
 * into several values, or found among words.
 *
 * Results are never NULL. Memory past the arena's cap leaves arena->failed set and "" in the result; whoever reads a
 * row looks at the end.
 */
#include "base/arena.h"

#include <stddef.h>

#define CELL_BYTES 4096 /* more in one cell is a file that was cut wrongly */

/** cell_or_empty() - @text, "" for NULL. */
const char *cell_or_empty(const char *text);

/** cell_clean() - text_clean(). */
const char *cell_clean(struct arena *arena, const char *text);

/** cell_clean_digits() - as cell_clean(), with Devanagari digits as ASCII digits. */
const char *cell_clean_digits(struct arena *arena, const char *text);

/** cell_marked() - as cell_clean_digits(), without the apostrophe in front by which spreadsheets keep digits as text,
 * and without a blank behind it. For ids. */
const char *cell_marked(struct arena *arena, const char *text);

/** cell_number() - as cell_marked(), without the `.0` behind nothing but digits, with which spreadsheets save a number.
 * For what is a number by its nature: an id may well end in `.0`. */
const char *cell_number(struct arena *arena, const char *text);

/** cell_said() - @text as it is, or "" where it only says that there is nothing to say: -, NA, nil, अप्राप्त and the
 * like. For cells that may be left empty, and never for a name, which may be Na or Nil. */
const char *cell_said(struct arena *arena, const char *text);

/** cell_split() - cut @text at | and ; into at most @most cleaned values, empty ones left out. Return: how many there
 * are, which may be more than @most. */
size_t cell_split(struct arena *arena, const char *text, const char **values, size_t most);

/** A word that a cell may hold, and what it stands for. A list of them ends with NULL. */
struct cell_word {
    const char *spelling; /* as text_fold() leaves it: lower case, no nukta (पिछडा), a half nasal as anusvara (अंय for
                             अन्य), so that a cell is folded once and compared byte by byte */
    int value;
};

#define CELL_WORD_UNKNOWN (-1)

/** cell_word() - the value that @text stands for in any spelling; 0 where nothing is said; CELL_WORD_UNKNOWN. */
int cell_word(const struct cell_word *words, struct arena *arena, const char *text);
