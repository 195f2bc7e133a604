/* workers - see workers.h. One mutex guards the lists; it is held for a few pointer moves only. */
#include "runtime/workers.h"

#include "base/error.h"

#include <assert.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define THREADS_MOST 4

struct list {
    struct work *first;
    struct work **end;
};

struct workers {
    pthread_t threads[THREADS_MOST];
    unsigned thread_count;
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    struct list waiting, finished;
    struct work *running[THREADS_MOST];
    size_t waiting_count, most;
    unsigned begun; /* threads that took their place in `running` */
    bool stopping;
    void (*wake)(void *context);
    void *context;
};

static void list_init(struct list *list)
{
    list->first = NULL;
    list->end = &list->first;
}

static void list_push(struct list *list, struct work *work)
{
    work->next = NULL;
    *list->end = work;
    list->end = &work->next;
}

static struct work *list_pop(struct list *list)
{
    struct work *work = list->first;
    list->first = work->next;
    if (!list->first)
        list->end = &list->first;
    return work;
}

static void run_work(struct work *work)
{
    work->result = work->run(work);
    snprintf(work->trail, sizeof work->trail, "%s", work->result < 0 ? error_trail() : "");
}

static void *run(void *argument)
{
    struct workers *workers = argument;
    pthread_mutex_lock(&workers->mutex);
    struct work **place = &workers->running[workers->begun++];
    for (;;) {
        while (!workers->waiting.first && !workers->stopping)
            pthread_cond_wait(&workers->arrived, &workers->mutex);
        if (!workers->waiting.first)
            break;
        struct work *work = *place = list_pop(&workers->waiting);
        workers->waiting_count--;
        pthread_mutex_unlock(&workers->mutex);
        run_work(work);
        pthread_mutex_lock(&workers->mutex);
        *place = NULL;
        list_push(&workers->finished, work);
        workers->wake(workers->context);
    }
    pthread_mutex_unlock(&workers->mutex);
    return NULL;
}

int workers_new(struct workers **out, unsigned threads, size_t most, void (*wake)(void *context), void *context)
{
    assert(threads >= 1 && threads <= THREADS_MOST);
    struct workers *workers = calloc(1, sizeof *workers);
    if (!workers)
        return error_system("workers");
    workers->most = most;
    workers->wake = wake;
    workers->context = context;
    list_init(&workers->waiting);
    list_init(&workers->finished);
    pthread_mutex_init(&workers->mutex, NULL);
    pthread_cond_init(&workers->arrived, NULL);
    while (workers->thread_count < threads) {
        if (pthread_create(&workers->threads[workers->thread_count], NULL, run, workers) != 0) {
            workers_free(workers);
            return error_raise("cannot start a worker's thread");
        }
        workers->thread_count++;
    }
    *out = workers;
    return 0;
}

int workers_push(struct workers *workers, struct work *work)
{
    pthread_mutex_lock(&workers->mutex);
    bool full = workers->stopping || workers->waiting_count >= workers->most;
    if (!full) {
        atomic_store(&work->cancel, false);
        list_push(&workers->waiting, work);
        workers->waiting_count++;
        pthread_cond_signal(&workers->arrived);
    }
    pthread_mutex_unlock(&workers->mutex);
    return full;
}

void workers_stop(struct workers *workers)
{
    pthread_mutex_lock(&workers->mutex);
    workers->stopping = true;
    for (unsigned i = 0; i < workers->thread_count; i++)
        if (workers->running[i])
            atomic_store(&workers->running[i]->cancel, true);
    while (workers->waiting.first) {
        struct work *work = list_pop(&workers->waiting);
        work->result = WORK_CANCELLED;
        list_push(&workers->finished, work);
    }
    workers->waiting_count = 0;
    pthread_cond_broadcast(&workers->arrived);
    pthread_mutex_unlock(&workers->mutex);
    workers->wake(workers->context);
}

void workers_take(struct workers *workers)
{
    pthread_mutex_lock(&workers->mutex);
    struct work *work = workers->finished.first;
    list_init(&workers->finished);
    pthread_mutex_unlock(&workers->mutex);
    while (work) {
        struct work *next = work->next;
        work->done(work);
        work = next;
    }
}

bool workers_idle(struct workers *workers)
{
    pthread_mutex_lock(&workers->mutex);
    bool idle = !workers->waiting.first && !workers->finished.first;
    for (unsigned i = 0; i < workers->thread_count; i++)
        idle = idle && !workers->running[i];
    pthread_mutex_unlock(&workers->mutex);
    return idle;
}

void workers_free(struct workers *workers)
{
    if (!workers)
        return;
    workers_stop(workers);
    for (unsigned i = 0; i < workers->thread_count; i++)
        pthread_join(workers->threads[i], NULL);
    pthread_cond_destroy(&workers->arrived);
    pthread_mutex_destroy(&workers->mutex);
    free(workers);
}
