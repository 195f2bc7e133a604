#pragma once
/* strength - what organisations are to reach, as of a day. Definition: ARCHITECTURE.md, "Definitions of figures". */
#include "base/arena.h"
#include "domain/model.h"

struct strength {
    bool declared;
    uint64_t count;
    const char *source;  /* "" for a sum of several */
    int32_t declared_on; /* of the oldest for a sum */
};

/** strength_add() - a sum counts as declared only while everything in it is. @first: @part begins the sum. */
void strength_add(struct strength *sum, bool first, const struct strength *part);

/** strength_all() - of every organisation, ordinal 1 at [0], in @arena. Return: NULL past its cap. */
struct strength *strength_all(const struct model *model, int32_t day, struct arena *arena);
