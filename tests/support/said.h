#pragma once
/* said - what a piece of code writes on stderr, as text. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct said {
    FILE *file;
    int stderr_before;
};

/** said_begin() - from here on stderr goes to a file. */
static inline void said_begin(struct said *said)
{
    fflush(stderr);
    said->file = tmpfile();
    said->stderr_before = dup(STDERR_FILENO);
    dup2(fileno(said->file), STDERR_FILENO);
}

/** said_end() - stderr is as before. Return: what was written, to be freed. */
static inline char *said_end(struct said *said)
{
    fflush(stderr);
    dup2(said->stderr_before, STDERR_FILENO);
    close(said->stderr_before);
    long length = lseek(fileno(said->file), 0, SEEK_END);
    char *text = calloc(1, (size_t)length + 1);
    rewind(said->file);
    if (text && fread(text, 1, (size_t)length, said->file) != (size_t)length)
        text[0] = '\0';
    fclose(said->file);
    return text;
}
