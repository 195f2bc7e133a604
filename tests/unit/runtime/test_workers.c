/*
 * Workers: results come back once and to the loop, what waits is bounded, and stopping ends what runs and begins
 * nothing more. Semaphores hold the work, so nothing sleeps.
 */
#include "base/error.h"
#include "runtime/workers.h"

#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define MOST_WAITING 3

struct story;

struct job {
    struct work work; /* first */
    struct story *story;
    bool waits_for_cancel;
    int comes_to;
    unsigned runs, dones;
};

struct story {
    struct workers *workers;
    sem_t woken, begun, open;
};

static void wake(void *context)
{
    sem_post(&((struct story *)context)->woken);
}

static int run(struct work *work)
{
    struct job *job = (struct job *)work;
    job->runs++;
    sem_post(&job->story->begun);
    if (job->waits_for_cancel) {
        while (!atomic_load(&work->cancel))
            ; /* as a copy does between two pieces */
        return 7;
    }
    sem_wait(&job->story->open);
    return job->comes_to < 0 ? error_raise("the job fails as it was told") : job->comes_to;
}

static void done(struct work *work)
{
    ((struct job *)work)->dones++;
}

static struct job job_of(struct story *story)
{
    return (struct job){.work = {.run = run, .done = done}, .story = story};
}

static int setup(void **state)
{
    struct story *story = calloc(1, sizeof *story);
    assert_non_null(story);
    sem_init(&story->woken, 0, 0);
    sem_init(&story->begun, 0, 0);
    sem_init(&story->open, 0, 0);
    assert_int_equal(workers_new(&story->workers, 1, MOST_WAITING, wake, story), 0);
    *state = story;
    return 0;
}

static int teardown(void **state)
{
    struct story *story = *state;
    workers_free(story->workers);
    free(story);
    return 0;
}

static void test_results__come_back_once__with_their_trail(void **state)
{
    /* Catches: done() on the worker's thread, or twice; a trail that stays with the thread that failed. */
    struct story *story = *state;
    struct job good = job_of(story), bad = job_of(story);
    bad.comes_to = -1;
    assert_true(workers_idle(story->workers));
    assert_int_equal(workers_push(story->workers, &good.work), 0);
    assert_int_equal(workers_push(story->workers, &bad.work), 0);
    assert_false(workers_idle(story->workers));
    workers_take(story->workers);
    assert_int_equal(good.dones, 0);
    for (int i = 0; i < 2; i++) {
        sem_post(&story->open);
        sem_wait(&story->woken);
    }
    assert_int_equal(good.dones + bad.dones, 0); /* not before they are taken */
    workers_take(story->workers);
    workers_take(story->workers);
    assert_int_equal(good.dones, 1);
    assert_int_equal(good.work.result, 0);
    assert_int_equal(bad.dones, 1);
    assert_true(bad.work.result < 0);
    assert_non_null(strstr(bad.work.trail, "as it was told"));
    while (!workers_idle(story->workers))
        ; /* the thread has only to let go of it */
}

static void test_what_waits__is_bounded(void **state)
{
    /* Catches: a queue without an end. */
    struct story *story = *state;
    struct job jobs[MOST_WAITING + 2];
    for (size_t i = 0; i < MOST_WAITING + 2; i++)
        jobs[i] = job_of(story);
    assert_int_equal(workers_push(story->workers, &jobs[0].work), 0);
    sem_wait(&story->begun); /* it runs, and waits no more */
    for (size_t i = 1; i <= MOST_WAITING; i++)
        assert_int_equal(workers_push(story->workers, &jobs[i].work), 0);
    assert_int_equal(workers_push(story->workers, &jobs[MOST_WAITING + 1].work), 1);
    for (size_t i = 0; i <= MOST_WAITING; i++)
        sem_post(&story->open);
    for (size_t i = 0; i <= MOST_WAITING; i++)
        sem_wait(&story->woken);
    workers_take(story->workers);
    for (size_t i = 0; i <= MOST_WAITING; i++)
        assert_int_equal(jobs[i].dones, 1);
    assert_int_equal(jobs[MOST_WAITING + 1].runs, 0);
}

static void test_stop__ends_what_runs__and_begins_nothing_more(void **state)
{
    /* Catches: a service that waits for a backup of an hour; work that is forgotten without a word. */
    struct story *story = *state;
    struct job running = job_of(story), waiting = job_of(story), late = job_of(story);
    running.waits_for_cancel = true;
    assert_int_equal(workers_push(story->workers, &running.work), 0);
    sem_wait(&story->begun);
    assert_int_equal(workers_push(story->workers, &waiting.work), 0);
    workers_stop(story->workers);
    assert_int_equal(workers_push(story->workers, &late.work), 1);
    while (!workers_idle(story->workers))
        workers_take(story->workers);
    assert_int_equal(running.dones, 1);
    assert_int_equal(running.work.result, 7);
    assert_int_equal(waiting.runs, 0);
    assert_int_equal(waiting.dones, 1);
    assert_int_equal(waiting.work.result, WORK_CANCELLED);
    assert_int_equal(late.dones, 0);
}

static void test_free__while_something_runs__waits_for_it(void **state)
{
    /* Catches: memory that a thread still uses. */
    struct story *story = *state;
    struct job running = job_of(story);
    running.waits_for_cancel = true;
    assert_int_equal(workers_push(story->workers, &running.work), 0);
    sem_wait(&story->begun);
    workers_free(story->workers);
    assert_int_equal(running.work.result, 7);
    assert_int_equal(running.dones, 0);
    assert_int_equal(workers_new(&story->workers, 2, 1, wake, story), 0);
}

#define WITH_WORKERS(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKERS(test_results__come_back_once__with_their_trail),
        WITH_WORKERS(test_what_waits__is_bounded),
        WITH_WORKERS(test_stop__ends_what_runs__and_begins_nothing_more),
        WITH_WORKERS(test_free__while_something_runs__waits_for_it),
    };
    return cmocka_run_group_tests_name("workers", tests, NULL, NULL);
}
