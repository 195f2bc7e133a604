/* figure_bar - see figure_bar.h. */
#include "figure_bar.h"

#include <langinfo.h>
#include <stdio.h>
#include <string.h>

#define EIGHTHS 8

bool figure_bar_blocks(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

/* Trailing blanks are left out: the bar stands at the end of a line. */
static char *of_blocks(unsigned eighths, char *text)
{
    static const char *const parts[EIGHTHS] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    size_t at = 0;

    for (unsigned i = 0; i < eighths / EIGHTHS; i++)
        at += (size_t)snprintf(text + at, FIGURE_BAR_BYTES - at, "█");
    snprintf(text + at, FIGURE_BAR_BYTES - at, "%s", parts[eighths % EIGHTHS]);
    return text;
}

char *figure_bar(int64_t value, int64_t most, bool blocks, char text[FIGURE_BAR_BYTES])
{
    double share = most > 0 && value > 0 ? (double)value / (double)most : 0;
    size_t full;

    text[0] = '\0';
    if (most <= 0)
        return text;
    if (share > 1)
        share = 1;
    if (blocks)
        return of_blocks((unsigned)(share * FIGURE_BAR_COLUMNS * EIGHTHS), text);
    full = (size_t)(share * FIGURE_BAR_COLUMNS);
    memset(text, '#', full);
    memset(text + full, '.', FIGURE_BAR_COLUMNS - full);
    text[FIGURE_BAR_COLUMNS] = '\0';
    return text;
}
