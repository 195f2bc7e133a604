/*
 * thread - what stands for threads: fibers of the same process of a service. Whoever waits for a condition lets others
 * go on; mutexes are the real ones, and are never held while somebody else runs.
 */
#include "node.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#define WAITERS 32

struct thread {
    struct fiber *fiber;
    void *(*run)(void *argument);
    void *argument, *result;
    struct fiber *joins;
};

static struct waiter {
    const pthread_cond_t *condition;
    struct fiber *fiber;
    bool is_signalled;
} waiters[WAITERS];

static void run(void *argument)
{
    struct thread *thread = argument;
    thread->result = thread->run(thread->argument);
    if (thread->joins)
        fiber_wake(thread->joins);
}

int pthread_create(pthread_t *created, const pthread_attr_t *attributes, void *(*begin)(void *argument), void *argument)
{
    (void)attributes;
    struct thread *thread = calloc(1, sizeof *thread);
    assert(thread && node_running());
    thread->run = begin;
    thread->argument = argument;
    thread->fiber = fiber_start(node_running(), "thread", run, thread);
    *created = (pthread_t)thread;
    return 0;
}

int pthread_join(pthread_t joined, void **result)
{
    struct thread *thread = (void *)joined;
    thread->joins = fiber_running();
    while (!fiber_is_done(thread->fiber))
        fiber_wait(INT64_MAX);
    if (result)
        *result = thread->result;
    free(thread);
    return 0;
}

int pthread_cond_init(pthread_cond_t *condition, const pthread_condattr_t *attributes)
{
    (void)condition, (void)attributes;
    return 0;
}

int pthread_cond_destroy(pthread_cond_t *condition)
{
    (void)condition;
    return 0;
}

int pthread_cond_wait(pthread_cond_t *condition, pthread_mutex_t *mutex)
{
    struct waiter *waiter = waiters;
    while (waiter < waiters + WAITERS && waiter->fiber)
        waiter++;
    assert(waiter < waiters + WAITERS);
    *waiter = (struct waiter){condition, fiber_running(), false};
    pthread_mutex_unlock(mutex);
    while (!waiter->is_signalled)
        fiber_wait(INT64_MAX);
    *waiter = (struct waiter){0};
    pthread_mutex_lock(mutex);
    return 0;
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
    for (size_t i = 0; i < WAITERS; i++) {
        if (!waiters[i].fiber || waiters[i].condition != condition || waiters[i].is_signalled)
            continue;
        waiters[i].is_signalled = true;
        fiber_wake(waiters[i].fiber);
    }
    return 0;
}

int pthread_cond_signal(pthread_cond_t *condition)
{
    return pthread_cond_broadcast(condition); /* nobody may rely on being the only one */
}
