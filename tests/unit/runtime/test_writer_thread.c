/*
 * The writer's thread when a service stops: what waits is given up, what is under way is finished. A gate holds the
 * batch at hand, so nothing sleeps.
 */
#include "toy_service.h"

#include "runtime/writer_thread.h"

struct thread_story {
    struct toy *toy;
    struct toy_gate gate;
    sem_t woken;
    struct writer_thread *thread;
};

static void wake(void *context)
{
    sem_post(&((struct thread_story *)context)->woken);
}

static int setup(void **state)
{
    struct thread_story *story = calloc(1, sizeof *story);
    assert_non_null(story);
    toy_setup((void **)&story->toy);
    toy_gate_init(story->toy, &story->gate);
    assert_int_equal(sem_init(&story->woken, 0, 0), 0);
    assert_int_equal(writer_thread_new(&story->thread, &story->toy->writer, wake, story), 0);
    *state = story;
    return 0;
}

static int teardown(void **state)
{
    struct thread_story *story = *state;
    sem_post(&story->gate.open); /* or a test that failed would never end */
    writer_thread_free(story->thread);
    toy_teardown((void **)&story->toy);
    free(story);
    return 0;
}

static void push(struct thread_story *story, const char *method, const char *body)
{
    assert_int_equal(writer_thread_push(story->thread, toy_call(story->toy, method, body)), 0);
}

/* The next finished calls have these outcomes, and there are no others. */
static void expect(struct thread_story *story, const char *const *outcomes, size_t count)
{
    bool failed;
    struct call *call = writer_thread_take(story->thread, &failed);
    assert_false(failed);
    for (size_t i = 0; i < count; i++) {
        assert_non_null(call);
        struct call *next = call->next;
        assert_outcome(call, outcomes[i]);
        call_free(call);
        call = next;
    }
    assert_null(call);
}

static void test_give_up__refuses_what_waits_and_finishes_the_batch_at_hand(void **state)
{
    /* Catches: a stop that waits for a long queue, or that leaves its callers without an answer; a batch that is
     * committed although its caller was refused. */
    struct thread_story *story = *state;
    push(story, "Hold", "a");
    sem_wait(&story->gate.reached);
    push(story, "Count", "b");
    push(story, "Count", "c");
    writer_thread_give_up(story->thread);
    sem_wait(&story->woken);
    expect(story, (const char *const[]){"STOPPING", "STOPPING"}, 2);
    assert_false(writer_thread_idle(story->thread));
    sem_post(&story->gate.open);
    sem_wait(&story->woken);
    expect(story, (const char *const[]){"1"}, 1);
    assert_true(writer_thread_idle(story->thread));
    writer_thread_give_up(story->thread); /* of nothing */
    sem_wait(&story->woken);
    expect(story, NULL, 0);
    push(story, "Count", "b"); /* the two before left nothing */
    sem_wait(&story->woken);
    expect(story, (const char *const[]){"1"}, 1);
    assert_int_equal(toy_head(story->toy), 2);
    assert_int_equal(toy_value(story->toy, "c"), 0);
}

/* How many small calls the queue takes. */
static size_t fill(struct thread_story *story)
{
    size_t count = 0;
    struct call *call = toy_call(story->toy, "Count", "b");
    while (writer_thread_push(story->thread, call) == 0) {
        count++;
        call = toy_call(story->toy, "Count", "b");
    }
    call_free(call);
    return count;
}

static void give_up_all(struct thread_story *story, size_t count)
{
    bool failed;
    writer_thread_give_up(story->thread);
    struct call *call = writer_thread_take(story->thread, &failed);
    for (; call; count--) {
        struct call *next = call->next;
        assert_outcome(call, "STOPPING");
        call_free(call);
        call = next;
    }
    assert_int_equal(count, 0);
}

static void test_give_up__of_a_full_queue__empties_it(void **state)
{
    /* Catches: places that stay taken by calls which are gone. */
    struct thread_story *story = *state;
    push(story, "Hold", "a");
    sem_wait(&story->gate.reached);
    for (int i = 0; i < 2; i++) {
        size_t count = fill(story);
        assert_int_equal(count, (LIMIT_QUEUE_COMMANDS - LIMIT_QUEUE_RESERVED) / 2); /* all are of one caller */
        give_up_all(story, count);
    }
    assert_int_equal(toy_head(story->toy), 0);
}

#define WITH_THREAD(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_THREAD(test_give_up__refuses_what_waits_and_finishes_the_batch_at_hand),
        WITH_THREAD(test_give_up__of_a_full_queue__empties_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
