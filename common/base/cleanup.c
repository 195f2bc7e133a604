/*
 * cleanup - the functions behind CLEANUP(). They run on the way out of a failing function too, so they leave errno as
 * it was.
 */
#include "base/cleanup.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void free_pointer(void *pointer_to_pointer)
{
    void *memory;
    memcpy(&memory, pointer_to_pointer, sizeof memory);
    int saved = errno;
    free(memory);
    errno = saved;
}

void close_descriptor(const int *descriptor)
{
    if (*descriptor < 0)
        return;
    int saved = errno;
    close(*descriptor);
    errno = saved;
}

void fclose_pointer(FILE **file)
{
    if (!*file)
        return;
    int saved = errno;
    fclose(*file);
    errno = saved;
}
