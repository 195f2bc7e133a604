#pragma once
/* contact - the rules for mobile numbers and e-mail addresses. Private to the domain; conventions as in field.h. */
#include "base/arena.h"
#include "domain/reason.h"

/**
 * contact_mobile() - 10 digits from any accepted form: +91 or 91 or 0 in front, blanks, hyphens, Devanagari digits
 * Return: REASON_NONE, MOBILE_SPREADSHEET, MOBILE_CHARACTERS, MOBILE_DIGITS or MOBILE_FIRST_DIGIT.
 */
enum reason contact_mobile(struct arena *arena, const char *text, const char **mobile);

/** contact_email() - an address in lower case. Return: REASON_NONE, EMAIL_LETTERS or EMAIL_FORM. */
enum reason contact_email(struct arena *arena, const char *text, const char **email);
