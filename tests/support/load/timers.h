#pragma once
/*
 * timers - when each of very many things is to be woken: a wheel of milliseconds. Setting and taking away cost the
 * same whatever waits. Things are numbers from 0.
 */
#include <stdint.h>

#define TIMERS_NONE UINT32_MAX

struct timers;

/** timers_new() - for @most things, at @now_ms. Return: NULL: out of memory. */
struct timers *timers_new(uint32_t most, int64_t now_ms);
void timers_free(struct timers *timers); /* NULL is allowed */

/** timers_set() - wake @thing at @at_ms, and not when it was said before. */
void timers_set(struct timers *timers, uint32_t thing, int64_t at_ms);
void timers_clear(struct timers *timers, uint32_t thing);

/** timers_due() - one thing whose time has come by @now_ms, which is then set no more; TIMERS_NONE: none. */
uint32_t timers_due(struct timers *timers, int64_t now_ms);
