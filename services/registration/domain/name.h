#pragma once
/* name - the rules for names of people. Private to the domain; conventions as in field.h. */
#include "base/arena.h"
#include "domain/reason.h"

/** A name with what stood in front of it. */
struct name {
    const char *title; /* as written: "Dr. Smt."; "" where there was none */
    const char *name;
    const char *detail; /* for LEGACY_FONT: the name in Unicode */
};

/** name_abbreviations() - @text, cleaned before, with ॰ for a single zero directly behind a Devanagari letter at the
 * end of a word (मो0, मो०), which is what typists put in its place. */
const char *name_abbreviations(struct arena *arena, const char *text);

/**
 * name_check() - clean @text, split titles off, and look at every character
 * @accept_legacy: take a name as it stands even where it looks like Kruti Dev
 * @name:          set in any case, "" where nothing is said; not fit for use where a reason is returned
 *
 * Return: REASON_NONE, NAME_MISSING, NAME_DESTROYED, NAME_TOO_LONG, LEGACY_FONT or NAME_CHARACTERS.
 */
enum reason name_check(struct arena *arena, const char *text, bool accept_legacy, struct name *name);
