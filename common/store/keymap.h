#pragma once
/*
 * keymap - a multimap in memory from 64-bit keyed fingerprints to record numbers: the unique keys of a service (issued
 * id, e-mail, mobile), rebuilt from the records at start.
 *
 * Random-key inserts are what costs in a B-tree; in memory they cost a cache miss. An entry is a *hint*: two keys may
 * share a fingerprint, so the caller looks at the record in its own transaction and keeps probing on a mismatch.
 *
 * Threads: one writer; any number of readers without locks (slots are atomic). What a batch adds is staged:
 * keymap_undo() takes it back when the batch aborts. Removals are queued and happen at keymap_keep(), after the commit:
 * until then an old snapshot still needs the entry. Growth leaves the old table to readers that may still be in it;
 * keymap_collect() frees it and is called by the reading thread when it is in no probe
 * (where several threads read: when none of them is). For the same reason the writer does not go on with a probe of its
 * own after keymap_add().
 */
#include <stddef.h>
#include <stdint.h>

struct keymap;

/** keymap_new() - an empty map. @expected: entries to make room for, 0 for the least. Return: the map, or NULL: out of
 * memory. */
struct keymap *keymap_new(size_t expected);
void keymap_free(struct keymap *map);

struct keymap_probe {
    const struct keymap *map;
    const void *table;
    uint64_t fingerprint;
    size_t slot;
    size_t steps;
};

/** keymap_find() - begin to probe for @fingerprint (never 0). Readers and the writer. */
struct keymap_probe keymap_find(const struct keymap *map, uint64_t fingerprint);

/** keymap_next() - the next value under the fingerprint, in no particular order. Return: 1 with @value set, 0 when
 * there is none left. */
int keymap_next(struct keymap_probe *probe, uint64_t *value);

/** keymap_add() - stage one entry; it is visible at once. @value: not 0. Return: 0, or < 0: out of memory. */
int keymap_add(struct keymap *map, uint64_t fingerprint, uint64_t value);

/** keymap_remove() - queue the removal of one entry (which need not exist). Return: 0, or < 0. */
int keymap_remove(struct keymap *map, uint64_t fingerprint, uint64_t value);

/** keymap_keep() - the batch was committed: staged entries stay, queued removals happen. */
void keymap_keep(struct keymap *map);

/** keymap_undo() - the batch was aborted: staged entries go, queued removals are forgotten. */
void keymap_undo(struct keymap *map);

/** keymap_collect() - free tables that growth left behind. Only from the reading thread, outside a probe. */
void keymap_collect(struct keymap *map);

/** keymap_count() - entries in the map. */
size_t keymap_count(const struct keymap *map);
