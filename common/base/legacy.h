#pragma once
/* legacy - whether a text is in the legacy font Kruti Dev rather than in Latin letters. A rule for names, and one
 * for titles and descriptions. */
#include "base/arena.h"

/**
 * legacy_detect() - read @text as Kruti Dev
 * @text: a cleaned name without its title
 *
 * Return: the name in Unicode where @text is Kruti Dev, NULL where it is not (or, with arena->failed, past the cap).
 */
const char *legacy_detect(struct arena *arena, const char *text);

/**
 * legacy_detect_prose() - read @text, cleaned words of a title or of a description, as Kruti Dev
 *
 * Return: where @text is Kruti Dev, a copy with all words in Unicode that can be read so; NULL where it is not (or,
 * with arena->failed, past the cap).
 */
const char *legacy_detect_prose(struct arena *arena, const char *text);
