#pragma once
/* update_mask - the fields that an update names, from paths to bits. */
#include <stdbool.h>
#include <stddef.h>

struct update_path {
    const char *path;
    unsigned bit;
};

/** update_mask_read() - Return: whether @paths names at least one field and none that is not in @known; then @mask is
 * set. */
bool update_mask_read(char *const *paths, size_t count, const struct update_path *known, size_t known_count,
                      unsigned *mask);
