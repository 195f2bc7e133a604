#pragma once
/*
 * arena - memory of one command: allocated piece by piece, freed at once, never beyond a cap.
 *
 * Hostile messages amplify: a few bytes on the wire can ask for many in memory. Everything unpacked from a message
 * therefore comes from an arena with a cap, and what does not fit is refused. An arena is used by one thread at a time.
 */
#include <stdarg.h>
#include <stddef.h>

struct arena_block;

/** Why an arena refused memory: who asks for too much is told so, who met a machine without memory may ask again. */
enum arena_failure { ARENA_SOUND = 0, ARENA_PAST_CAP, ARENA_NO_MEMORY };

struct arena {
    struct arena_block *blocks; /* newest first */
    size_t used_bytes;          /* handed out since the last reset */
    size_t cap_bytes;
    enum arena_failure failed; /* the first refusal since the last reset; false where there was none */
};

/** arena_init() - an empty arena; allocates nothing. @cap_bytes: most that may be handed out between two resets, > 0.
 */
void arena_init(struct arena *arena, size_t cap_bytes);

/** arena_deinit() - give everything back; the arena may be used again after arena_init(). */
void arena_deinit(struct arena *arena);

/** arena_reset() - forget everything handed out; keeps one block for reuse. */
void arena_reset(struct arena *arena);

/** arena_alloc() - @size_bytes aligned for any type, not cleared. Return: memory owned by the arena, or NULL: past the
 * cap, or no memory (@arena->failed). */
void *arena_alloc(struct arena *arena, size_t size_bytes);

/** arena_zalloc() - @count elements of @size_bytes, cleared; overflow of the product counts as past the cap. */
void *arena_zalloc(struct arena *arena, size_t count, size_t size_bytes);

/** arena_copy() - a copy of @size_bytes at @data. */
void *arena_copy(struct arena *arena, const void *data, size_t size_bytes);

/** arena_string() - a NUL-terminated copy of @length bytes at @data. */
char *arena_string(struct arena *arena, const char *data, size_t length);

/** arena_printf() - formatted text in the arena. Return: as arena_alloc(). */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

/** arena_refuse() - note that memory beside the arena, for what goes into it, was refused for @why. Return: NULL. */
void *arena_refuse(struct arena *arena, enum arena_failure why);
