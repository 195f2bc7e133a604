#pragma once
/*
 * workers - a few threads for what takes long and must not hold up the loop or the writer. Their number and what may
 * wait for them are bounded; what is done comes back to the loop.
 */
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct workers;

#define WORK_TRAIL_BYTES 512

/** A piece of work. It belongs to the workers from the push until `done`; its memory is the caller's. */
struct work {
    int (*run)(struct work *work);   /* on a worker's thread; looks at `cancel` at least once a second */
    void (*done)(struct work *work); /* on the loop; also after it was cancelled */
    int result;                      /* what run() returned; WORK_CANCELLED where it was not begun */
    char trail[WORK_TRAIL_BYTES];    /* of a result < 0 */
    _Atomic bool cancel;
    struct work *next;
};

#define WORK_CANCELLED INT32_MAX

/** workers_new() - start @threads of them, for at most @most pieces that wait. @wake: from a worker's thread when
 * something is done; must be quick and thread-safe (ev_async_send). Return: 0, or < 0. */
int workers_new(struct workers **workers, unsigned threads, size_t most, void (*wake)(void *context), void *context);

/** workers_push() - Return: 0, or 1: too much waits, or they are stopping. */
int workers_push(struct workers *workers, struct work *work);

/** workers_stop() - what runs is told to end early, what waits is not begun, nothing more is taken. */
void workers_stop(struct workers *workers);

/** workers_take() - call `done` of everything that is done. On the loop. */
void workers_take(struct workers *workers);

/** workers_idle() - nothing waits, runs, or waits to be taken. */
bool workers_idle(struct workers *workers);

/** workers_free() - stops, waits for what runs; `done` is not called any more. NULL is allowed. */
void workers_free(struct workers *workers);
