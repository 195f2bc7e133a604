/*
 * table - linear probing, at most three quarters full; a removal closes the gap by moving later slots of the run back,
 * so that no marks of removed keys are needed.
 */
#include "base/table.h"

#include "base/error.h"
#include "base/hash.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define CAPACITY_FIRST 64

void table_deinit(struct table *table)
{
    free(table->slots);
    *table = (struct table){0};
}

static uint64_t hash_of(const char *key)
{
    return hash_keyed(0, key, strlen(key));
}

/* The slot of @key, or the empty one where it would go. */
static struct table_slot *slot_of(const struct table *table, const char *key, uint64_t hash)
{
    size_t at = hash & (table->capacity - 1);
    while (table->slots[at].hash != 0) {
        if (table->slots[at].hash == hash && strcmp(table->slots[at].key, key) == 0)
            break;
        at = (at + 1) & (table->capacity - 1);
    }
    return &table->slots[at];
}

void *table_find(const struct table *table, const char *key)
{
    if (table->count == 0)
        return NULL;
    const struct table_slot *slot = slot_of(table, key, hash_of(key));
    return slot->hash ? slot->value : NULL;
}

int table_reserve(struct table *table, size_t more)
{
    size_t capacity = table->capacity ? table->capacity : CAPACITY_FIRST;
    while (capacity / 4 * 3 < table->count + more)
        capacity *= 2;
    if (capacity == table->capacity)
        return 0;
    struct table grown = {.slots = calloc(capacity, sizeof *grown.slots), .capacity = capacity, .count = table->count};
    if (!grown.slots)
        return error_raise("no memory for a table of %zu slots", capacity);
    for (size_t i = 0; i < table->capacity; i++) {
        const struct table_slot *slot = &table->slots[i];
        if (slot->hash)
            *slot_of(&grown, slot->key, slot->hash) = *slot;
    }
    free(table->slots);
    *table = grown;
    return 0;
}

void table_put(struct table *table, const char *key, void *value)
{
    assert(value);
    assert(table->count < table->capacity);
    uint64_t hash = hash_of(key);
    struct table_slot *slot = slot_of(table, key, hash);
    if (!slot->hash)
        table->count++;
    *slot = (struct table_slot){hash, key, value};
}

void table_remove(struct table *table, const char *key)
{
    if (table->count == 0)
        return;
    struct table_slot *slot = slot_of(table, key, hash_of(key));
    if (!slot->hash)
        return;
    size_t mask = table->capacity - 1;
    size_t gap = (size_t)(slot - table->slots);
    for (size_t at = (gap + 1) & mask; table->slots[at].hash != 0; at = (at + 1) & mask) {
        size_t home = table->slots[at].hash & mask;
        /* A slot may move into the gap unless its home lies behind the gap. */
        if (((at - home) & mask) >= ((at - gap) & mask)) {
            table->slots[gap] = table->slots[at];
            gap = at;
        }
    }
    table->slots[gap] = (struct table_slot){0};
    table->count--;
}
