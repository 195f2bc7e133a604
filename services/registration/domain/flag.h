#pragma once
/* flag - what is stored of an official although somebody should look at it: words of reasons, sorted, each once. */
#include "domain/official.h"
#include "domain/reason.h"

/** flag_add() - nothing happens where it is there already or OFFICIAL_FLAGS are. */
void flag_add(struct official *official, enum reason reason);

/** flag_remove() - nothing happens where it is not there. */
void flag_remove(struct official *official, enum reason reason);

/** flag_add_all() - every reason of @flags. */
void flag_add_all(struct official *official, const struct findings *flags);
