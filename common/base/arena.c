/*
 * arena - blocks in a list, newest first; each allocation is cut from the newest block.
 *
 * Blocks double in size up to a bound, so that a small command costs one small block and a large one few calls of
 * malloc(). What is counted against the cap is what was handed out, rounded up to the alignment; blocks may be somewhat
 * larger than that. Under the address sanitizer, memory that is not handed out is poisoned, and there is some of it
 * between two pieces: use after arena_reset() is found like use after free(), and a byte behind a piece like one behind
 * what malloc() gave.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* GCC says it by a macro, clang by a feature. */
#if defined(__SANITIZE_ADDRESS__)
#define POISONS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONS 1
#endif
#endif

#if defined(POISONS)
#include <sanitizer/asan_interface.h>
#define GAP_BYTES ALIGNMENT
#else
#define GAP_BYTES                                   0
#define ASAN_POISON_MEMORY_REGION(address, bytes)   ((void)(address), (void)(bytes))
#define ASAN_UNPOISON_MEMORY_REGION(address, bytes) ((void)(address), (void)(bytes))
#endif

#define BLOCK_FIRST_BYTES ((size_t)4 << 10)
#define BLOCK_MOST_BYTES  ((size_t)1 << 20)
#define BLOCK_KEPT_BYTES                                                                                               \
    ((size_t)64 << 10) /* a pool of idle arenas must not hold on to the memory of the largest commands */
#define ALIGNMENT _Alignof(max_align_t)

struct arena_block {
    struct arena_block *older;
    size_t capacity;
    size_t used;
    _Alignas(max_align_t) unsigned char data[];
};

void arena_init(struct arena *arena, size_t cap_bytes)
{
    assert(cap_bytes > 0);
    *arena = (struct arena){.cap_bytes = cap_bytes};
}

static void block_free(struct arena_block *block)
{
    ASAN_UNPOISON_MEMORY_REGION(block->data, block->capacity);
    free(block);
}

void arena_deinit(struct arena *arena)
{
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        block_free(block);
    }
    arena->used_bytes = 0;
    arena->failed = ARENA_SOUND;
}

void arena_reset(struct arena *arena)
{
    struct arena_block *kept = NULL;
    while (arena->blocks) {
        struct arena_block *block = arena->blocks;
        arena->blocks = block->older;
        if (block->capacity > BLOCK_KEPT_BYTES || (kept && kept->capacity >= block->capacity)) {
            block_free(block);
            continue;
        }
        if (kept)
            block_free(kept);
        kept = block;
    }
    if (kept) {
        kept->older = NULL;
        kept->used = 0;
        ASAN_POISON_MEMORY_REGION(kept->data, kept->capacity);
    }
    arena->blocks = kept;
    arena->used_bytes = 0;
    arena->failed = ARENA_SOUND;
}

static bool block_add(struct arena *arena, size_t least_bytes)
{
    size_t capacity = BLOCK_FIRST_BYTES;
    if (arena->blocks && arena->blocks->capacity >= BLOCK_FIRST_BYTES)
        capacity = arena->blocks->capacity * 2;
    if (capacity > BLOCK_MOST_BYTES)
        capacity = BLOCK_MOST_BYTES;
    if (capacity < least_bytes)
        capacity = least_bytes;
    size_t bytes;
    if (__builtin_add_overflow(capacity, sizeof(struct arena_block), &bytes))
        return false;
    struct arena_block *block = malloc(bytes);
    if (!block)
        return false;
    *block = (struct arena_block){.older = arena->blocks, .capacity = capacity};
    ASAN_POISON_MEMORY_REGION(block->data, block->capacity);
    arena->blocks = block;
    return true;
}

void *arena_refuse(struct arena *arena, enum arena_failure why)
{
    if (arena->failed == ARENA_SOUND)
        arena->failed = why;
    return NULL;
}

void *arena_alloc(struct arena *arena, size_t size_bytes)
{
    assert(arena->cap_bytes > 0);
    assert(arena->used_bytes <= arena->cap_bytes);
    size_t left = arena->cap_bytes - arena->used_bytes;
    if (size_bytes > left)
        return arena_refuse(arena, ARENA_PAST_CAP);
    /* Even nothing gets an address of its own. */
    size_t rounded = size_bytes == 0 ? ALIGNMENT : (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (rounded > left || rounded < size_bytes)
        return arena_refuse(arena, ARENA_PAST_CAP);
    struct arena_block *block = arena->blocks;
    size_t taken;
    if (__builtin_add_overflow(rounded, GAP_BYTES, &taken))
        return arena_refuse(arena, ARENA_PAST_CAP);
    if (!block || block->capacity - block->used < taken) {
        if (!block_add(arena, taken))
            return arena_refuse(arena, ARENA_NO_MEMORY);
        block = arena->blocks;
    }
    void *memory = block->data + block->used;
    ASAN_UNPOISON_MEMORY_REGION(memory, size_bytes);
    block->used += taken;
    arena->used_bytes += rounded;
    return memory;
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
    assert(data || size_bytes == 0);
    void *memory = arena_alloc(arena, size_bytes);
    if (memory && size_bytes > 0)
        memcpy(memory, data, size_bytes);
    return memory;
}

char *arena_string(struct arena *arena, const char *data, size_t length)
{
    assert(data || length == 0);
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
    if (length < 0)
        return arena_refuse(arena, ARENA_PAST_CAP);
    char *text = arena_alloc(arena, (size_t)length + 1);
    if (!text)
        return NULL;
    va_start(args, format);
    vsnprintf(text, (size_t)length + 1, format, args);
    va_end(args);
    return text;
}
