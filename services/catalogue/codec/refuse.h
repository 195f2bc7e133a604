#pragma once
/* refuse - what the rules found, as the status of a reply: see runtime/refuse.h. */
#include "domain/reason.h"
#include "runtime/refuse.h"

extern const struct refuse_terms refuse_terms;

/** refuse_findings() - refuse with one or more findings; the first decides the code. Return: 0, or < 0: arena past its
 * cap. */
int refuse_findings(struct call *call, const struct findings *findings);

/** refuse_reason() - refuse with one reason that is about @field (FIELD_NONE: the request as a whole). @detail may be
 * NULL. Return: as above. */
int refuse_reason(struct call *call, enum field field, enum reason reason, const char *detail);

/** refuse_unknown() - there is no such course: not a wrong value in the request, but nothing there. */
int refuse_unknown(struct call *call);
