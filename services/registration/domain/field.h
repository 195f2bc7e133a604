#pragma once
/*
 * field - helpers that the rules of single fields share, and the fields that need no more than one function. Private to
 * the domain.
 *
 * Every function of a field takes the text as given and gives the normalised value, as those of base/cell.h do.
 */
#include "base/arena.h"
#include "base/cell.h"
#include "base/date.h"
#include "domain/reason.h"

#include <stddef.h>
#include <stdint.h>

/** What a text consists of. */
struct field_text {
    bool ascii;
    bool letter;    /* at least one letter */
    bool destroyed; /* U+FFFD, two question marks in a row, or question marks without any letter */
    bool only_name; /* letters, marks, blanks and what else may stand in a name */
    bool only_tag;  /* letters, marks and blanks */
};
struct field_text field_text(const char *text);

/** field_in_scientific_notation() - whether a spreadsheet made it: 9.87E+09. @sign_needed: 9E09 is not enough. */
bool field_in_scientific_notation(const char *text, bool sign_needed);

/** field_designation() - REASON_DESIGNATION_DESTROYED, REASON_TEXT_TOO_LONG, or REASON_NONE. */
enum reason field_designation(struct arena *arena, const char *text, const char **designation);

/** field_pin_code() - REASON_PIN_CODE_FORM or REASON_NONE. */
enum reason field_pin_code(struct arena *arena, const char *text, const char **pin_code);

/** field_tags() - @count tags cleaned, repeated and empty ones left out. Return: REASON_TAG_TOO_LONG,
 * REASON_TAG_CHARACTERS or REASON_NONE. */
enum reason field_tags(struct arena *arena, const char *const *given, size_t count, const char **tags,
                       size_t *tag_count);

/** field_district_code() - an LGD code in digits, 0 where nothing is said. REASON_DISTRICT_CODE_FORM or REASON_NONE. */
enum reason field_district_code(struct arena *arena, const char *text, uint32_t *code);

/** field_birth_date() - whether somebody born on @birth_date is 14 to 100 years old on @day. */
bool field_birth_date_is_likely(int32_t birth_date, int32_t day);
