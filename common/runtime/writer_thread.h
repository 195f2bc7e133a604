#pragma once
/*
 * writer_thread - the thread that owns the only write transaction, and the two queues between it and the loop.
 */
#include "runtime/writer.h"

struct writer_thread;

/** writer_thread_new() - start it. @wake: called from the writer's thread when finished calls wait; must be quick and
 * thread-safe (ev_async_send). Return: 0, or < 0. */
int writer_thread_new(struct writer_thread **thread, struct writer *writer, void (*wake)(void *context), void *context);

/** writer_thread_free() - finish what is queued, then end. Finished calls that nobody took are freed. NULL is allowed.
 */
void writer_thread_free(struct writer_thread *thread);

/** writer_thread_push() - hand a call over. Return: 0, 1: its caller has no place left (see queue.h). The call stays
 * the owner's then. */
int writer_thread_push(struct writer_thread *thread, struct call *call);

/** writer_thread_give_up() - refuse everything that waits, STOPPING; the batch at hand is finished. */
void writer_thread_give_up(struct writer_thread *thread);

/** writer_thread_take() - all finished calls in order, linked by `next`, or NULL. @failed: set where the process must
 * end (the calls have no outcome then). */
struct call *writer_thread_take(struct writer_thread *thread, bool *failed);

struct writer_thread_figures {
    size_t waiting_calls, waiting_bytes;
    int64_t busy_ms; /* with the batch at hand; 0: with none */
    bool failed;
};

/** writer_thread_figures() - how it stands at this moment. */
struct writer_thread_figures writer_thread_figures(struct writer_thread *thread);

/** writer_thread_idle() - nothing is queued, running or waiting to be taken. */
bool writer_thread_idle(struct writer_thread *thread);
