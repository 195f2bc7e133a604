#pragma once
/* issued_id - the rules for ids that somebody issued to a person. Private to the domain; conventions as in field.h. */
#include "base/arena.h"
#include "domain/reason.h"

/**
 * issued_id_value() - 1 to 30 letters, digits and / - . with leading zeros kept
 * @field: the cell that it came from, to choose the words of a refusal
 * Return: REASON_NONE, ISSUED_ID_SPREADSHEET, or EMPLOYEE_ID_FORM and so on by @field.
 */
enum reason issued_id_value(struct arena *arena, const char *text, enum field field, const char **value);

/** issued_id_issuer_is_fine() - a slug, or `employee-` or `roster-` and a slug. */
bool issued_id_issuer_is_fine(const char *issuer);

/**
 * issued_id_issuer_of_system() - the issuer for the name of a system: a slug of it, or for a name that is not ASCII (or
 * too long for a slug) `x-` and a hash of its folded form
 * Return: REASON_NONE or EXTERNAL_SYSTEM_NAME_FORM.
 */
enum reason issued_id_issuer_of_system(struct arena *arena, const char *name, const char **issuer);

/** issued_id_upper() - the form in which values are compared. */
const char *issued_id_upper(struct arena *arena, const char *value);
