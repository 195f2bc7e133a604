/*
 * Open addressing with linear probing, 16 bytes a slot. What makes it safe without locks: a slot goes from empty to
 * (fingerprint, value) and keeps that fingerprint for as long as its table lives; only the value changes, to 0 when the
 * entry is removed and back when the same fingerprint is added again. So a reader that has matched a fingerprint can
 * trust the value it then loads. Removed slots are cleaned out by building a new table when the used ones, removed or
 * not, reach the load limit; it may be of the same size.
 *
 * A fingerprint is a keyed hash, so its low bits are as good a slot number as any.
 */
#include "store/keymap.h"

#include "base/error.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

#define LEAST_SLOTS 16
#define LOAD_TENTHS 7 /* full from here on: probes stay short, and there is always an empty slot to end one */

struct slot {
    _Atomic uint64_t fingerprint; /* 0: empty */
    _Atomic uint64_t value;       /* 0: removed */
};

struct table {
    struct table *older; /* in the list of tables left behind */
    size_t mask;         /* slots - 1 */
    size_t used;         /* slots with a fingerprint; the writer's */
    struct slot slots[];
};

struct entry {
    uint64_t fingerprint;
    uint64_t value;
};

struct entries {
    struct entry *items;
    size_t count;
    size_t capacity;
};

struct keymap {
    struct table *_Atomic table;
    struct table *_Atomic left_behind;
    _Atomic size_t count;
    struct entries staged;  /* added by the batch */
    struct entries removed; /* to be removed after the batch */
};

static bool is_full(size_t used, size_t slots)
{
    return used * 10 >= slots * LOAD_TENTHS;
}

/* The least number of slots that @count entries do not make full; 0: there is none. */
static size_t slots_for(size_t count)
{
    size_t slots = LEAST_SLOTS;
    while (is_full(count, slots)) {
        if (slots > SIZE_MAX / 2 / sizeof(struct slot))
            return 0;
        slots *= 2;
    }
    return slots;
}

static struct table *table_new(size_t slots)
{
    if (slots == 0)
        return NULL;
    struct table *table = calloc(1, sizeof(*table) + slots * sizeof(struct slot));
    if (table != NULL)
        table->mask = slots - 1;
    return table;
}

struct keymap *keymap_new(size_t expected)
{
    struct keymap *map = calloc(1, sizeof(*map));
    struct table *table = table_new(slots_for(expected));
    if (map == NULL || table == NULL) {
        free(map);
        free(table);
        return NULL;
    }
    atomic_init(&map->table, table);
    return map;
}

void keymap_free(struct keymap *map)
{
    if (map == NULL)
        return;
    keymap_collect(map);
    free(atomic_load(&map->table));
    free(map->staged.items);
    free(map->removed.items);
    free(map);
}

struct keymap_probe keymap_find(const struct keymap *map, uint64_t fingerprint)
{
    assert(fingerprint != 0);
    const struct table *table = atomic_load_explicit(&map->table, memory_order_acquire);
    return (struct keymap_probe){
        .map = map,
        .table = table,
        .fingerprint = fingerprint,
        .slot = (size_t)fingerprint & table->mask,
    };
}

int keymap_next(struct keymap_probe *probe, uint64_t *value)
{
    const struct table *table = probe->table;
    for (;;) {
        assert(probe->steps <= table->mask); /* a table has an empty slot */
        const struct slot *slot = &table->slots[probe->slot];
        uint64_t fingerprint = atomic_load_explicit(&slot->fingerprint, memory_order_acquire);
        if (fingerprint == 0)
            return 0; /* the probe stays here: asked again it looks again */
        probe->slot = (probe->slot + 1) & table->mask;
        probe->steps++;
        if (fingerprint != probe->fingerprint)
            continue;
        uint64_t found = atomic_load_explicit(&slot->value, memory_order_acquire);
        if (found != 0) {
            *value = found;
            return 1;
        }
    }
}

/* The slot with this entry, or NULL. @value 0: a slot that can take a new value, empty or removed. The writer's. */
static struct slot *find_slot(struct table *table, uint64_t fingerprint, uint64_t value)
{
    for (size_t i = (size_t)fingerprint & table->mask;; i = (i + 1) & table->mask) {
        struct slot *slot = &table->slots[i];
        uint64_t found = atomic_load_explicit(&slot->fingerprint, memory_order_relaxed);
        if (found == 0)
            return value == 0 ? slot : NULL;
        if (found == fingerprint && atomic_load_explicit(&slot->value, memory_order_relaxed) == value)
            return slot;
    }
}

static void put(struct table *table, uint64_t fingerprint, uint64_t value)
{
    struct slot *slot = find_slot(table, fingerprint, 0);
    bool is_new = atomic_load_explicit(&slot->fingerprint, memory_order_relaxed) == 0;
    /* The value before the fingerprint that makes it visible. */
    atomic_store_explicit(&slot->value, value, memory_order_release);
    if (is_new) {
        atomic_store_explicit(&slot->fingerprint, fingerprint, memory_order_release);
        table->used++;
    }
}

/* A table that is not full any more, with the entries of the old one and none of its removed slots. */
static int rebuild(struct keymap *map)
{
    struct table *old = atomic_load_explicit(&map->table, memory_order_relaxed);
    /* Half as many again, so that the cost of carrying them over is spread over as many additions. */
    size_t count = keymap_count(map);
    struct table *table = table_new(slots_for(count + count / 2));
    if (table == NULL)
        return error_raise("the key map cannot grow: out of memory");
    for (size_t i = 0; i <= old->mask; i++) {
        uint64_t value = atomic_load_explicit(&old->slots[i].value, memory_order_relaxed);
        if (value != 0)
            put(table, atomic_load_explicit(&old->slots[i].fingerprint, memory_order_relaxed), value);
    }
    atomic_store_explicit(&map->table, table, memory_order_release);
    old->older = atomic_load_explicit(&map->left_behind, memory_order_relaxed);
    while (!atomic_compare_exchange_weak_explicit(&map->left_behind, &old->older, old, memory_order_release,
                                                  memory_order_relaxed))
        ;
    return 0;
}

static int remember(struct entries *entries, uint64_t fingerprint, uint64_t value)
{
    if (entries->count == entries->capacity) {
        size_t capacity = entries->capacity == 0 ? 64 : 2 * entries->capacity;
        struct entry *items = reallocarray(entries->items, capacity, sizeof(*items));
        if (items == NULL)
            return error_raise("the key map cannot note an entry: out of memory");
        entries->items = items;
        entries->capacity = capacity;
    }
    entries->items[entries->count++] = (struct entry){fingerprint, value};
    return 0;
}

int keymap_add(struct keymap *map, uint64_t fingerprint, uint64_t value)
{
    assert(fingerprint != 0 && value != 0);
    struct table *table = atomic_load_explicit(&map->table, memory_order_relaxed);
    if (is_full(table->used, table->mask + 1)) {
        int result = rebuild(map);
        if (result != 0)
            return result;
        table = atomic_load_explicit(&map->table, memory_order_relaxed);
    }
    int result = remember(&map->staged, fingerprint, value);
    if (result != 0)
        return result;
    put(table, fingerprint, value);
    atomic_fetch_add_explicit(&map->count, 1, memory_order_relaxed);
    return 0;
}

int keymap_remove(struct keymap *map, uint64_t fingerprint, uint64_t value)
{
    assert(fingerprint != 0 && value != 0);
    return remember(&map->removed, fingerprint, value);
}

static void take_out(struct keymap *map, const struct entries *entries)
{
    struct table *table = atomic_load_explicit(&map->table, memory_order_relaxed);
    for (size_t i = 0; i < entries->count; i++) {
        struct slot *slot = find_slot(table, entries->items[i].fingerprint, entries->items[i].value);
        if (slot == NULL)
            continue;
        atomic_store_explicit(&slot->value, 0, memory_order_release);
        atomic_fetch_sub_explicit(&map->count, 1, memory_order_relaxed);
    }
}

void keymap_keep(struct keymap *map)
{
    take_out(map, &map->removed);
    map->staged.count = 0;
    map->removed.count = 0;
}

void keymap_undo(struct keymap *map)
{
    take_out(map, &map->staged);
    map->staged.count = 0;
    map->removed.count = 0;
}

void keymap_collect(struct keymap *map)
{
    struct table *table = atomic_exchange_explicit(&map->left_behind, NULL, memory_order_acquire);
    while (table != NULL) {
        struct table *older = table->older;
        free(table);
        table = older;
    }
}

size_t keymap_count(const struct keymap *map)
{
    return atomic_load_explicit(&map->count, memory_order_relaxed);
}
