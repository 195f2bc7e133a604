#pragma once
/* keys_private - what keys.c and keys_callers.c share. */
#include <stdbool.h>

/** keys_roles_included() - @set and what its roles include. */
unsigned keys_roles_included(unsigned set);

/** keys_is_z85() - whether @text is a key in Z85. */
bool keys_is_z85(const char *text);
