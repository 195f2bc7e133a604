#pragma once
/* progress - a bar on stderr with rate and time left; silent where stderr is no terminal. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
    const char *unit; /* such as "rows" */
    uint64_t total;
    int64_t started_ms, shown_ms; /* monotonic */
    bool shown;                   /* stderr is a terminal */
};

void progress_begin(struct progress *progress, const char *unit, uint64_t total);
void progress_show(struct progress *progress, uint64_t done);

/** progress_end() - wipe the bar. */
void progress_end(struct progress *progress);

/**
 * progress_line() - the bar as text
 * @elapsed_ms: since the beginning
 * @columns: of the terminal; the line stays below
 * Return: @line.
 */
char *progress_line(char *line, size_t line_bytes, const char *unit, uint64_t done, uint64_t total, int64_t elapsed_ms,
                    unsigned columns);
