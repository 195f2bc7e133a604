#pragma once
/*
 * dictionary - codes with their names, each at a place 1, 2, 3, ... in the order in which they came; a place is for
 * ever. What is counted by a code is counted by its place.
 */
#include <stddef.h>
#include <stdint.h>

struct dictionary_entry {
    char *code;
    char *name_en, *name_hi; /* NULL: nobody has named it */
};

/* All zero: empty. */
struct dictionary {
    struct dictionary_entry *entries; /* place 1 is at [0] */
    uint32_t count, room;
    uint32_t *slots; /* places by hash of the code: open addressing */
    size_t slot_count;
};

void dictionary_deinit(struct dictionary *dictionary);

/** dictionary_find() - place of @code; 0: it is not there. */
uint32_t dictionary_find(const struct dictionary *dictionary, const char *code);

/** dictionary_put() - add @code where it is missing, and name it; names that are NULL are left as they are. Everything
 * is copied. Return: its place, or < 0: out of memory. */
int64_t dictionary_put(struct dictionary *dictionary, const char *code, const char *name_en, const char *name_hi);
