#pragma once
/*
 * strike - memory that fails when it is told to. The program's own malloc() and its kin: every allocation of the
 * program and of its libraries comes by here, is counted, and while the thread is armed may be refused. What is live is
 * known one by one, so that a leak is seen without a sanitizer, and where it was allocated. Only ZeroMQ's own
 * allocations pass uncounted: it ends the process when one fails.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STRIKE_FRAMES 24

/** Where the first refused allocation was asked for. */
struct strike_place {
    void *frames[STRIKE_FRAMES];
    int count;
};

/** Which allocations are refused. */
struct strike_plan {
    enum strike_kind { STRIKE_NONE, STRIKE_ONE, STRIKE_ONWARDS, STRIKE_PATTERN } kind;
    uint64_t number; /* the one; the first of all that follow; where the pattern begins */
};

/** strike_arm() - from here on, on this thread, allocations are counted, and refused as planned. @place: filled in when
 * the first is refused; may be NULL. */
void strike_arm(struct strike_plan plan, struct strike_place *place);

/** strike_hit() - whether one was refused since strike_arm(). */
bool strike_hit(void);

/** strike_disarm() - Return: how many were asked for since strike_arm(). */
uint64_t strike_disarm(void);

/** strike_pause() - what follows is neither counted nor refused, until strike_go_on(): the test's own work in between.
 */
void strike_pause(void);
void strike_go_on(void);

/** strike_count() - allocations that are live, of the whole program. */
size_t strike_count(void);

/** strike_mark() - allocations made from now on are younger than the mark. */
uint64_t strike_mark(void);

/** strike_live_since() - the oldest live allocation younger than @mark. Return: its address, or NULL: none. @frames:
 * who asked for it, as far as that is known. */
void *strike_live_since(uint64_t mark, size_t *bytes, struct strike_place *place);
