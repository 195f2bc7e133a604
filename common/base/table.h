#pragma once
/*
 * table - things found by a text, in memory: open addressing over a power of two of slots.
 *
 * The table owns neither keys nor values: a key must live, unchanged, as long as it is in the table.
 */
#include <stddef.h>
#include <stdint.h>

struct table_slot {
    uint64_t hash; /* 0: empty */
    const char *key;
    void *value;
};

struct table {
    struct table_slot *slots;
    size_t capacity; /* 0 or a power of two */
    size_t count;
};

void table_deinit(struct table *table);

/** table_find() - the value under @key, or NULL. */
void *table_find(const struct table *table, const char *key);

/** table_reserve() - room for @more keys, so that table_put() cannot fail. Return: 0, or < 0: out of memory. */
int table_reserve(struct table *table, size_t more);

/** table_put() - @value under @key, in reserved room; a value under an equal key is replaced, and the key, too. */
void table_put(struct table *table, const char *key, void *value);

/** table_remove() - forget @key; nothing happens where it is not there. */
void table_remove(struct table *table, const char *key);
