/* flag - a short sorted array; the words are those of the table of reasons and live for ever. */
#include "domain/flag.h"

#include <string.h>

void flag_add(struct official *official, enum reason reason)
{
    const char *word = reason_word(reason);
    size_t at = 0;
    while (at < official->flag_count && strcmp(official->flags[at], word) < 0)
        at++;
    if (at < official->flag_count && strcmp(official->flags[at], word) == 0)
        return;
    if (official->flag_count == OFFICIAL_FLAGS)
        return;
    memmove(&official->flags[at + 1], &official->flags[at], (official->flag_count - at) * sizeof official->flags[0]);
    official->flags[at] = word;
    official->flag_count++;
}

void flag_remove(struct official *official, enum reason reason)
{
    const char *word = reason_word(reason);
    size_t kept = 0;
    for (size_t i = 0; i < official->flag_count; i++) {
        if (strcmp(official->flags[i], word) != 0)
            official->flags[kept++] = official->flags[i];
    }
    official->flag_count = kept;
}

void flag_add_all(struct official *official, const struct findings *flags)
{
    for (size_t i = 0; i < flags->count; i++)
        flag_add(official, flags->items[i].reason);
}
