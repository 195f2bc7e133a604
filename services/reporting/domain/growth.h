#pragma once
/* growth - arrays that double when they are full. */
#include "base/error.h"

#include <stdint.h>
#include <stdlib.h>

/** growth_one_more() - room for one more of @size_bytes in an array of @count. Return: 0, or < 0: out of memory, and
 * the array is as it was. */
static inline int growth_one_more(void **array, uint32_t count, uint32_t *room, size_t size_bytes)
{
    if (count < *room)
        return 0;
    uint32_t more = *room ? *room * 2 : 64;
    void *larger = more > *room ? reallocarray(*array, more, size_bytes) : NULL;
    if (!larger)
        return error_raise("out of memory for the model");
    *array = larger;
    *room = more;
    return 0;
}
