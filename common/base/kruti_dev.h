#pragma once
/* kruti_dev - text in the font Kruti Dev 010, which draws Devanagari over Latin letters and signs, made Unicode. */
#include "base/arena.h"

/**
 * kruti_dev_convert() - read @text as words typed in Kruti Dev 010
 * @text: cleaned, any language
 *
 * Return: the words in Unicode, in NFC; NULL where one of them is no well-formed word of Devanagari when read so (or,
 * with arena->failed, past the cap). It knows what names are made of, not everything that the font can draw.
 */
const char *kruti_dev_convert(struct arena *arena, const char *text);
