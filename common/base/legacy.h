#pragma once
/* legacy - whether a text is in the legacy font Kruti Dev rather than in Latin letters. Made for names. */
#include "base/arena.h"

/**
 * legacy_detect() - read @text as Kruti Dev
 * @text: a cleaned name without its title
 *
 * Return: the name in Unicode where @text is Kruti Dev, NULL where it is not (or, with arena->failed, past the cap).
 */
const char *legacy_detect(struct arena *arena, const char *text);
