/* timers - see timers.h. What is further away than one turn of the wheel stays on its spoke until its turn has come. */
#include "load/timers.h"

#include <assert.h>
#include <stdlib.h>

#define SPOKES 16384 /* milliseconds of one turn */

struct timer {
    int64_t at_ms;
    uint32_t next, before; /* TIMERS_NONE: the end */
    uint32_t spoke;        /* TIMERS_NONE: not set */
};

struct timers {
    struct timer *things;
    uint32_t first[SPOKES];
    int64_t done_ms;  /* what was due before this is taken */
    uint32_t looking; /* the next one to look at on the spoke of done_ms; TIMERS_NONE: at none */
};

struct timers *timers_new(uint32_t most, int64_t now_ms)
{
    struct timers *timers = calloc(1, sizeof *timers);
    if (timers)
        timers->things = calloc(most, sizeof *timers->things);
    if (!timers || !timers->things) {
        free(timers);
        return NULL;
    }
    for (uint32_t i = 0; i < most; i++)
        timers->things[i].spoke = TIMERS_NONE;
    for (uint32_t i = 0; i < SPOKES; i++)
        timers->first[i] = TIMERS_NONE;
    timers->done_ms = now_ms;
    timers->looking = TIMERS_NONE;
    return timers;
}

void timers_free(struct timers *timers)
{
    if (!timers)
        return;
    free(timers->things);
    free(timers);
}

void timers_clear(struct timers *timers, uint32_t thing)
{
    struct timer *timer = &timers->things[thing];
    if (timer->spoke == TIMERS_NONE)
        return;
    if (timers->looking == thing)
        timers->looking = timer->next;
    if (timer->before == TIMERS_NONE)
        timers->first[timer->spoke] = timer->next;
    else
        timers->things[timer->before].next = timer->next;
    if (timer->next != TIMERS_NONE)
        timers->things[timer->next].before = timer->before;
    timer->spoke = TIMERS_NONE;
}

void timers_set(struct timers *timers, uint32_t thing, int64_t at_ms)
{
    struct timer *timer = &timers->things[thing];
    timers_clear(timers, thing);
    if (at_ms <= timers->done_ms)
        at_ms = timers->done_ms + 1; /* the spoke at hand may have been passed */
    timer->at_ms = at_ms;
    timer->spoke = (uint32_t)(at_ms % SPOKES);
    timer->before = TIMERS_NONE;
    timer->next = timers->first[timer->spoke];
    if (timer->next != TIMERS_NONE)
        timers->things[timer->next].before = thing;
    timers->first[timer->spoke] = thing;
}

uint32_t timers_due(struct timers *timers, int64_t now_ms)
{
    for (;;) {
        while (timers->looking != TIMERS_NONE) {
            uint32_t thing = timers->looking;
            timers->looking = timers->things[thing].next;
            if (timers->things[thing].at_ms > now_ms)
                continue;
            timers_clear(timers, thing);
            return thing;
        }
        if (timers->done_ms >= now_ms)
            return TIMERS_NONE;
        timers->done_ms++;
        timers->looking = timers->first[timers->done_ms % SPOKES];
    }
}
