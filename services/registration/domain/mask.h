#pragma once
/* mask - what answers show of contacts: enough to recognise, not enough to use. */
#include "base/arena.h"
#include "domain/official.h"

/** mask_person() - a copy of @person: mobile `98******10`, e-mail `r***@up.gov.in`, no birth date, issued ids as they
 * are. Return: 0, or < 0: arena past its cap. */
int mask_person(const struct person *person, struct arena *arena, struct person *masked);
