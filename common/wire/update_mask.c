/* update_mask - see update_mask.h. */
#include "wire/update_mask.h"

#include <string.h>

static unsigned bit_of(const char *path, const struct update_path *known, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(path, known[i].path) == 0)
            return known[i].bit;
    return 0;
}

bool update_mask_read(char *const *paths, size_t count, const struct update_path *known, size_t known_count,
                      unsigned *mask)
{
    *mask = 0;
    for (size_t i = 0; i < count; i++) {
        unsigned bit = bit_of(paths[i], known, known_count);
        if (bit == 0)
            return false;
        *mask |= bit;
    }
    return *mask != 0;
}
