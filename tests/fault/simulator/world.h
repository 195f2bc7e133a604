#pragma once
/*
 * world - one run of the simulator: virtual time, what happens when, chance, the trace and its hash. Everything that
 * runs is a fiber on one thread, so that nothing but the seed decides what comes first.
 *
 * A run lives in a process of its own and is never cleaned up: whoever finds a promise broken says so and ends it.
 */
#include <stdbool.h>
#include <stdint.h>

struct node;

struct world {
    uint64_t seed;
    int64_t now_us;      /* since the run began */
    int64_t began_ms;    /* UTC at that moment */
    uint64_t hash;       /* of everything that was traced */
    uint64_t happenings; /* events so far */
    bool is_over;        /* nothing more is to happen */
    bool is_calm;        /* no faults any more: now everything must come right */
};

extern struct world world;

/* Chance. Streams are independent: one more draw for a fault does not change what a client says. */

struct chance {
    uint64_t state;
};

/** chance_of() - the stream @number of this run. */
struct chance chance_of(uint64_t number);
uint64_t chance_draw(struct chance *chance);
uint32_t chance_below(struct chance *chance, uint32_t bound);               /* 0 to @bound - 1; 0 for 0 */
int64_t chance_between(struct chance *chance, int64_t least, int64_t most); /* both included */
bool chance_hits(struct chance *chance, uint32_t permille);                 /* out of 1,000 */
extern struct chance world_chance;                                          /* order, delays, faults */

/* The story */

enum story { STORY_NONE, STORY_TAIL, STORY_ALL };

/** world_begin() - @story: whether what happens is told: not at all, the end of it where something breaks, all. */
void world_begin(uint64_t seed, enum story story);

/** world_trace() - part of the run's hash, and of the story. @what: printf's, for three unsigned long long at most */
void world_trace(const struct node *who, const char *what, uint64_t a, uint64_t b, uint64_t c);

/** world_tell() - of the story alone. */
void world_tell(const struct node *who, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool world_tells(void);

/** world_break() - a promise is broken: says which, tells the story, and ends the process with WORLD_BROKEN. */
_Noreturn void world_break(const char *format, ...) __attribute__((format(printf, 1, 2)));
#define WORLD_BROKEN       3
#define WORLD_BROKEN_BYTES 512
extern char *world_broken_by; /* where it says so, too; of WORLD_BROKEN_BYTES */

/** world_story() - tells the end of the story, where it was kept. */
void world_story(void);

/* What happens when */

/** world_at() - @happen(context, number) at @at_us; in the order of the calls where times are equal. */
void world_at(int64_t at_us, void (*happen)(void *context, uint64_t number), void *context, uint64_t number);
static inline void world_in(int64_t wait_us, void (*happen)(void *context, uint64_t number), void *context,
                            uint64_t number)
{
    world_at(world.now_us + wait_us, happen, context, number);
}

/** world_run() - until it is over. */
void world_run(void);

/* Fibers */

struct fiber;

/** fiber_start() - @run(argument) as a fiber of @node, from now on. */
struct fiber *fiber_start(struct node *node, const char *name, void (*run)(void *argument), void *argument);

/** fiber_wait() - in a fiber: let others go on, until woken or until @until_us (INT64_MAX: only when woken). */
void fiber_wait(int64_t until_us);
void fiber_sleep(int64_t wait_us); /* not to be woken */
void fiber_wake(struct fiber *fiber);

struct fiber *fiber_running(void); /* NULL: the scheduler */
bool fiber_is_done(const struct fiber *fiber);

/** node_running() - whose fiber runs, or NULL. */
struct node *node_running(void);
