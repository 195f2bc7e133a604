/*
 * pieces - base/arena.h with an allocation of its own for every piece, in place of common/base/arena.c: so every piece
 * can be refused, not only every block, and the address sanitizer sees a byte too far. Cap, alignment and what is
 * counted are the same.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT _Alignof(max_align_t)

struct arena_block {
    struct arena_block *older;
    _Alignas(max_align_t) unsigned char data[];
};

void arena_init(struct arena *arena, size_t cap_bytes)
{
    assert(cap_bytes > 0);
    *arena = (struct arena){.cap_bytes = cap_bytes};
}

void arena_reset(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        free(block);
    }
    arena->used_bytes = 0;
    arena->failed = ARENA_SOUND;
}

void arena_deinit(struct arena *arena)
{
    arena_reset(arena);
}

void *arena_refuse(struct arena *arena, enum arena_failure why)
{
    if (arena->failed == ARENA_SOUND)
        arena->failed = why;
    return NULL;
}

void *arena_alloc(struct arena *arena, size_t size_bytes)
{
    assert(arena->cap_bytes > 0 && arena->used_bytes <= arena->cap_bytes);
    size_t left = arena->cap_bytes - arena->used_bytes;
    if (size_bytes > left)
        return arena_refuse(arena, ARENA_PAST_CAP);
    size_t rounded = size_bytes == 0 ? ALIGNMENT : (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (rounded > left)
        return arena_refuse(arena, ARENA_PAST_CAP);
    struct arena_block *block = malloc(sizeof *block + size_bytes);
    if (!block)
        return arena_refuse(arena, ARENA_NO_MEMORY);
    block->older = arena->blocks;
    arena->blocks = block;
    arena->used_bytes += rounded;
    return block->data;
}

void *arena_zalloc(struct arena *arena, size_t count, size_t size_bytes)
{
    size_t total;
    if (__builtin_mul_overflow(count, size_bytes, &total))
        return arena_refuse(arena, ARENA_PAST_CAP);
    void *memory = arena_alloc(arena, total);
    if (memory)
        memset(memory, 0, total);
    return memory;
}

void *arena_copy(struct arena *arena, const void *data, size_t size_bytes)
{
    void *memory = arena_alloc(arena, size_bytes);
    if (memory && size_bytes > 0)
        memcpy(memory, data, size_bytes);
    return memory;
}

char *arena_string(struct arena *arena, const char *data, size_t length)
{
    if (length == SIZE_MAX)
        return arena_refuse(arena, ARENA_PAST_CAP);
    char *text = arena_alloc(arena, length + 1);
    if (!text)
        return NULL;
    if (length > 0)
        memcpy(text, data, length);
    text[length] = '\0';
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? arena_refuse(arena, ARENA_PAST_CAP) : arena_alloc(arena, (size_t)length + 1);
    if (!text)
        return NULL;
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}
