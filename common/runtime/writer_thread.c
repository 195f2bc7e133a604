/*
 * writer_thread - see writer_thread.h. One mutex guards both queues; it is held for a few pointer moves only. While a
 * commit waits for the disk, requests gather: the next batch takes them all, so throughput rises with load and the wait
 * of one request stays about two commits.
 */
#include "runtime/writer_thread.h"

#include "base/error.h"
#include "base/limits.h"
#include "runtime/log.h"
#include "runtime/queue.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct list {
    struct call *first;
    struct call **end;
};

struct writer_thread {
    struct writer *writer;
    void (*wake)(void *context);
    void *context;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    struct queue *waiting;
    struct list finished;
    size_t running;
    int64_t begun_ms; /* of what is running */
    bool stopping, failed;
};

static void list_init(struct list *list)
{
    list->first = NULL;
    list->end = &list->first;
}

static void list_push(struct list *list, struct call *call)
{
    call->next = NULL;
    *list->end = call;
    list->end = &call->next;
}

static struct call *list_pop(struct list *list)
{
    struct call *call = list->first;
    list->first = call->next;
    if (!list->first)
        list->end = &list->first;
    call->next = NULL;
    return call;
}

/* With the mutex held: the next batch. */
static size_t take_batch(struct writer_thread *thread, struct call *calls[LIMIT_BATCH_COMMANDS])
{
    thread->running = queue_take(thread->waiting, calls);
    thread->begun_ms = clock_monotonic_ms(&thread->writer->clock);
    return thread->running;
}

static void *run(void *argument)
{
    struct writer_thread *thread = argument;
    struct call *calls[LIMIT_BATCH_COMMANDS];
    pthread_mutex_lock(&thread->mutex);
    for (;;) {
        while (queue_calls(thread->waiting) == 0 && !thread->stopping)
            pthread_cond_wait(&thread->arrived, &thread->mutex);
        if (queue_calls(thread->waiting) == 0 || thread->failed)
            break;
        size_t count = take_batch(thread, calls);
        pthread_mutex_unlock(&thread->mutex);
        int result = writer_step(thread->writer, calls, count);
        if (result < 0)
            log_event(LOG_ERROR, "writer_failed", "{s:s}", "trail", error_trail());
        pthread_mutex_lock(&thread->mutex);
        thread->running = 0;
        thread->failed = result < 0;
        for (size_t i = 0; i < count; i++)
            list_push(&thread->finished, calls[i]);
        thread->wake(thread->context);
    }
    pthread_mutex_unlock(&thread->mutex);
    return NULL;
}

int writer_thread_new(struct writer_thread **out, struct writer *writer, void (*wake)(void *context), void *context)
{
    struct writer_thread *thread = calloc(1, sizeof *thread);
    if (!thread)
        return error_system("writer thread");
    thread->writer = writer;
    thread->wake = wake;
    thread->context = context;
    list_init(&thread->finished);
    int result = queue_new(&thread->waiting);
    pthread_mutex_init(&thread->mutex, NULL);
    pthread_cond_init(&thread->arrived, NULL);
    if (result == 0 && pthread_create(&thread->thread, NULL, run, thread) != 0)
        result = error_raise("cannot start the writer's thread");
    if (result) {
        queue_free(thread->waiting);
        free(thread);
        return result;
    }
    *out = thread;
    return 0;
}

static void free_list(struct list *list)
{
    while (list->first)
        call_free(list_pop(list));
}

void writer_thread_free(struct writer_thread *thread)
{
    if (!thread)
        return;
    pthread_mutex_lock(&thread->mutex);
    thread->stopping = true;
    pthread_cond_signal(&thread->arrived);
    pthread_mutex_unlock(&thread->mutex);
    pthread_join(thread->thread, NULL);
    queue_free(thread->waiting);
    free_list(&thread->finished);
    pthread_cond_destroy(&thread->arrived);
    pthread_mutex_destroy(&thread->mutex);
    free(thread);
}

int writer_thread_push(struct writer_thread *thread, struct call *call)
{
    pthread_mutex_lock(&thread->mutex);
    int full = queue_push(thread->waiting, call);
    if (!full)
        pthread_cond_signal(&thread->arrived);
    pthread_mutex_unlock(&thread->mutex);
    return full;
}

void writer_thread_give_up(struct writer_thread *thread)
{
    struct call *calls[LIMIT_BATCH_COMMANDS];
    size_t count;
    pthread_mutex_lock(&thread->mutex);
    while ((count = queue_take(thread->waiting, calls)) > 0) {
        for (size_t i = 0; i < count; i++) {
            call_refuse(calls[i], REFUSAL_STOPPING);
            list_push(&thread->finished, calls[i]);
        }
    }
    pthread_mutex_unlock(&thread->mutex);
    thread->wake(thread->context);
}

struct call *writer_thread_take(struct writer_thread *thread, bool *failed)
{
    pthread_mutex_lock(&thread->mutex);
    struct call *calls = thread->finished.first;
    list_init(&thread->finished);
    *failed = thread->failed;
    pthread_mutex_unlock(&thread->mutex);
    return calls;
}

struct writer_thread_figures writer_thread_figures(struct writer_thread *thread)
{
    pthread_mutex_lock(&thread->mutex);
    struct writer_thread_figures figures = {
        .waiting_calls = queue_calls(thread->waiting),
        .waiting_bytes = queue_bytes(thread->waiting),
        .busy_ms = thread->running ? clock_monotonic_ms(&thread->writer->clock) - thread->begun_ms : 0,
        .failed = thread->failed,
    };
    pthread_mutex_unlock(&thread->mutex);
    return figures;
}

bool writer_thread_idle(struct writer_thread *thread)
{
    pthread_mutex_lock(&thread->mutex);
    bool idle = queue_calls(thread->waiting) == 0 && !thread->finished.first && thread->running == 0;
    pthread_mutex_unlock(&thread->mutex);
    return idle;
}
