#pragma once
/* refuse - what a service's rules found, as the status of a reply: code, words, sentences in the caller's language,
 * paths of fields. */
#include "base/finding.h"
#include "runtime/call.h"

/** What a service brings for it. */
struct refuse_terms {
    const struct vocabulary *vocabulary;
    enum status_code (*code)(unsigned reason);
    const char *const *paths; /* where a request has each field; NULL: as the vocabulary calls it */
};

/** refuse_in_terms() - refuse with one or more findings; the first decides the code. Return: 0, or < 0: arena past its
 * cap. */
int refuse_in_terms(struct call *call, const struct refuse_terms *terms, const struct findings *findings);

/** refuse_with() - the same with one reason; @field 0: about the request as a whole, @detail may be NULL. */
int refuse_with(struct call *call, const struct refuse_terms *terms, unsigned field, unsigned reason,
                const char *detail);
