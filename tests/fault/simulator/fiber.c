/*
 * fiber - what runs: a stack of its own, and places where it waits. A wait is numbered, so that an alarm for a wait
 * that ended otherwise wakes nobody.
 */
#include "world.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

#define STACK_BYTES (1u << 20) /* what is not touched costs nothing */

struct fiber {
    struct node *node;
    const char *name;
    void (*run)(void *argument);
    void *argument;
    ucontext_t context;
    void *stack;
    void *shadow; /* the sanitizer's */
    uint64_t wait;
    bool is_done;
};

static struct fiber *running;
static ucontext_t scheduler;

#if defined(__SANITIZE_ADDRESS__)
static void *scheduler_shadow;
static const void *scheduler_stack;
static size_t scheduler_stack_bytes;

static void leave(void **shadow, const void *stack, size_t bytes)
{
    __sanitizer_start_switch_fiber(shadow, stack, bytes);
}

static void arrive(void *shadow, const void **stack, size_t *bytes)
{
    __sanitizer_finish_switch_fiber(shadow, stack, bytes);
}
#else
static const void *scheduler_stack;
static size_t scheduler_stack_bytes;
static void *scheduler_shadow;

static void leave(void **shadow, const void *stack, size_t bytes)
{
    (void)shadow, (void)stack, (void)bytes;
}

static void arrive(void *shadow, const void **stack, size_t *bytes)
{
    (void)shadow, (void)stack, (void)bytes;
}
#endif

static void begin(void)
{
    struct fiber *fiber = running;
    arrive(NULL, &scheduler_stack, &scheduler_stack_bytes);
    fiber->run(fiber->argument);
    fiber->is_done = true;
    leave(NULL, scheduler_stack, scheduler_stack_bytes);
    setcontext(&scheduler);
    abort();
}

static void resume(void *context, uint64_t wait)
{
    struct fiber *fiber = context;
    if (fiber->is_done || fiber->wait != wait)
        return;
    fiber->wait++;
    running = fiber;
    leave(&scheduler_shadow, fiber->stack, STACK_BYTES);
    swapcontext(&scheduler, &fiber->context);
    arrive(scheduler_shadow, NULL, NULL);
    running = NULL;
    if (fiber->is_done) {
        munmap(fiber->stack, STACK_BYTES);
        fiber->stack = NULL;
    }
}

struct fiber *fiber_start(struct node *node, const char *name, void (*run)(void *argument), void *argument)
{
    struct fiber *fiber = calloc(1, sizeof *fiber);
    assert(fiber);
    *fiber = (struct fiber){.node = node, .name = name, .run = run, .argument = argument};
    fiber->stack =
        mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    assert(fiber->stack != MAP_FAILED);
    getcontext(&fiber->context);
    fiber->context.uc_stack.ss_sp = fiber->stack;
    fiber->context.uc_stack.ss_size = STACK_BYTES;
    makecontext(&fiber->context, begin, 0);
    world_in(0, resume, fiber, fiber->wait);
    return fiber;
}

void fiber_wait(int64_t until_us)
{
    struct fiber *fiber = running;
    assert(fiber);
    if (until_us != INT64_MAX)
        world_at(until_us, resume, fiber, fiber->wait);
    leave(&fiber->shadow, scheduler_stack, scheduler_stack_bytes);
    swapcontext(&fiber->context, &scheduler);
    arrive(fiber->shadow, &scheduler_stack, &scheduler_stack_bytes);
}

void fiber_sleep(int64_t wait_us)
{
    int64_t until_us = world.now_us + wait_us;
    do
        fiber_wait(until_us);
    while (world.now_us < until_us);
}

/* Not at this very moment: the order in which things go on is chance, as on a machine with several processors. */
void fiber_wake(struct fiber *fiber)
{
    world_in(chance_below(&world_chance, 20), resume, fiber, fiber->wait);
}

struct fiber *fiber_running(void)
{
    return running;
}

bool fiber_is_done(const struct fiber *fiber)
{
    return fiber->is_done;
}

struct node *node_running(void)
{
    return running ? running->node : NULL;
}
