#pragma once
/* routes - the methods of the catalogue, who may call them, and what answers them: one table. */
#include "runtime/call.h"

extern const struct route routes[]; /* ends with one whose method is NULL */
