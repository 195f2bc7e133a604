#pragma once
/* scratch - a folder of a test's own under $TMPDIR or /tmp, gone afterwards. */
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define SCRATCH_BYTES 64

static inline int scratch_remove_entry(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status, (void)kind, (void)where;
    return remove(path);
}

/** scratch_make() - Return: @folder, or NULL. */
static inline char *scratch_make(char folder[SCRATCH_BYTES])
{
    const char *above = getenv("TMPDIR");
    int length = snprintf(folder, SCRATCH_BYTES, "%s/karmayogi-test-XXXXXX", above && *above ? above : "/tmp");
    return length < SCRATCH_BYTES ? mkdtemp(folder) : NULL;
}

static inline void scratch_remove(const char *folder)
{
    nftw(folder, scratch_remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}
