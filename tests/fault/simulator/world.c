/* world - see world.h. */
#include "world.h"

#include "node.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#define STORY_LINES      120
#define STORY_LINE_BYTES 240
#define HAPPENINGS_MOST  4000000                /* a run that goes on for longer does not come to rest */
#define BEGIN_MS         INT64_C(1795305600000) /* 22 November 2026, 00:00 UTC */
#define DAY_MS           INT64_C(86400000)

struct happening {
    int64_t at_us;
    uint64_t order;
    void (*happen)(void *context, uint64_t number);
    void *context;
    uint64_t number;
};

struct world world;
struct chance world_chance;
char *world_broken_by;

static struct happening *heap;
static size_t heap_count, heap_room;
static uint64_t orders;
static enum story story;
static char lines[STORY_LINES][STORY_LINE_BYTES];
static size_t line_count;

/* --- chance: splitmix64 --- */

uint64_t chance_draw(struct chance *chance)
{
    uint64_t z = (chance->state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

struct chance chance_of(uint64_t number)
{
    struct chance chance = {world.seed * UINT64_C(0xD1342543DE82EF95) + number};
    chance.state = chance_draw(&chance) ^ number << 32;
    return chance;
}

uint32_t chance_below(struct chance *chance, uint32_t bound)
{
    return bound ? (uint32_t)((chance_draw(chance) >> 32) * bound >> 32) : 0;
}

int64_t chance_between(struct chance *chance, int64_t least, int64_t most)
{
    return least + (int64_t)(chance_draw(chance) % (uint64_t)(most - least + 1));
}

bool chance_hits(struct chance *chance, uint32_t permille)
{
    return chance_below(chance, 1000) < permille;
}

/* --- the story --- */

void world_begin(uint64_t seed, enum story how)
{
    world = (struct world){.seed = seed};
    world_chance = chance_of(0);
    /* Any time of the day, so that some runs pass midnight in India. */
    world.began_ms = BEGIN_MS + chance_between(&world_chance, 0, DAY_MS - 1);
    story = how;
}

bool world_tells(void)
{
    return story != STORY_NONE;
}

__attribute__((format(printf, 2, 0))) static void keep_line(const struct node *who, const char *format,
                                                            va_list arguments)
{
    char *line = lines[line_count++ % STORY_LINES];
    int length = snprintf(line, STORY_LINE_BYTES, "%4lld.%06lld  %-12s ", (long long)(world.now_us / 1000000),
                          (long long)(world.now_us % 1000000), who ? who->name : "");
    vsnprintf(line + length, STORY_LINE_BYTES - (size_t)length, format, arguments);
    if (story == STORY_ALL)
        printf("%s\n", line);
}

void world_tell(const struct node *who, const char *format, ...)
{
    va_list arguments;
    if (story == STORY_NONE)
        return;
    va_start(arguments, format);
    keep_line(who, format, arguments);
    va_end(arguments);
}

void world_trace(const struct node *who, const char *what, uint64_t a, uint64_t b, uint64_t c)
{
    const uint64_t numbers[] = {world.hash, (uint64_t)world.now_us, a, b, c, XXH3_64bits(what, strlen(what))};
    world.hash = XXH3_64bits(numbers, sizeof numbers);
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* every caller's is a literal for these three */
    if (story != STORY_NONE)
        world_tell(who, what, (unsigned long long)a, (unsigned long long)b, (unsigned long long)c);
}

void world_story(void)
{
    fflush(stdout);
    if (story == STORY_TAIL)
        for (size_t i = line_count > STORY_LINES ? line_count - STORY_LINES : 0; i < line_count; i++)
            printf("%s\n", lines[i % STORY_LINES]);
    fflush(stdout);
}

void world_break(const char *format, ...)
{
    char text[WORLD_BROKEN_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (world_broken_by)
        memcpy(world_broken_by, text, sizeof text);
    world_story();
    if (story != STORY_NONE)
        printf("\nBROKEN at %lld.%06lld s, seed %llu: %s\n", (long long)(world.now_us / 1000000),
               (long long)(world.now_us % 1000000), (unsigned long long)world.seed, text);
    fflush(stdout);
    _exit(WORLD_BROKEN);
}

/* --- what happens when: a binary heap --- */

static bool is_before(const struct happening *a, const struct happening *b)
{
    return a->at_us != b->at_us ? a->at_us < b->at_us : a->order < b->order;
}

void world_at(int64_t at_us, void (*happen)(void *context, uint64_t number), void *context, uint64_t number)
{
    if (heap_count == heap_room) {
        heap_room = heap_room ? heap_room * 2 : 1024;
        heap = realloc(heap, heap_room * sizeof *heap);
        assert(heap);
    }
    const struct happening added = {at_us < world.now_us ? world.now_us : at_us, orders++, happen, context, number};
    size_t at = heap_count++;
    while (at > 0 && is_before(&added, &heap[(at - 1) / 2])) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = added;
}

static struct happening take_next(void)
{
    struct happening next = heap[0], last = heap[--heap_count];
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= heap_count)
            break;
        if (child + 1 < heap_count && is_before(&heap[child + 1], &heap[child]))
            child++;
        if (!is_before(&heap[child], &last))
            break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = last;
    return next;
}

void world_run(void)
{
    while (!world.is_over) {
        if (heap_count == 0)
            world_break("nothing is left to happen, and not everybody is done");
        if (++world.happenings > HAPPENINGS_MOST)
            world_break("it does not come to rest: %d events", HAPPENINGS_MOST);
        struct happening next = take_next();
        world.now_us = next.at_us;
        next.happen(next.context, next.number);
    }
}
