/*
 * What waits for the writer: nobody shuts the others out, and all have their turn. Calls are made by hand; their bodies
 * are lengths without bytes.
 */
#include "base/limits.h"
#include "runtime/queue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PLACES (LIMIT_QUEUE_COMMANDS - LIMIT_QUEUE_RESERVED)

static int setup(void **state)
{
    return queue_new((struct queue **)state);
}

static int teardown(void **state)
{
    queue_free(*state);
    return 0;
}

/* @ordinal: told by expect(). */
static struct call *call_of(const char *caller, unsigned ordinal)
{
    struct call *call = call_new();
    assert_non_null(call);
    snprintf(call->caller.name, sizeof call->caller.name, "%s", caller);
    call->method = ordinal;
    return call;
}

/* Return: whether there was a place. */
static bool push(struct queue *queue, struct call *call)
{
    if (queue_push(queue, call) == 0)
        return true;
    call_free(call);
    return false;
}

static size_t fill(struct queue *queue, const char *caller)
{
    size_t count = 0;
    while (push(queue, call_of(caller, (unsigned)count)))
        count++;
    return count;
}

/* The next batch is this, as "a0 b0 a1". */
static void expect(struct queue *queue, const char *wanted)
{
    struct call *calls[LIMIT_BATCH_COMMANDS];
    char told[1024] = "";
    size_t count = queue_take(queue, calls), length = 0;
    for (size_t i = 0; i < count; i++) {
        length += (size_t)snprintf(told + length, sizeof told - length, "%s%s%zu", i ? " " : "", calls[i]->caller.name,
                                   calls[i]->method);
        call_free(calls[i]);
    }
    assert_string_equal(told, wanted);
}

static size_t empty(struct queue *queue)
{
    struct call *calls[LIMIT_BATCH_COMMANDS];
    size_t count, all = 0;
    while ((count = queue_take(queue, calls)) > 0) {
        all += count;
        while (count > 0)
            call_free(calls[--count]);
    }
    return all;
}

static void test_places__who_floods__leaves_as_many_to_others(void **state)
{
    /* Catches: a caller who fills the queue, so that nobody else is ever let in. */
    struct queue *queue = *state;
    size_t first = fill(queue, "flood"), second = fill(queue, "other"), third = fill(queue, "third");
    assert_int_equal(first, PLACES / 2);
    assert_int_equal(second, PLACES / 4);
    assert_int_equal(third, PLACES / 8);
    assert_true(push(queue, call_of("quiet", 0)));
    assert_false(push(queue, call_of("flood", 0)));
    assert_int_equal(queue_calls(queue), first + second + third + 1);
    assert_int_equal(empty(queue), first + second + third + 1);
    assert_int_equal(queue_calls(queue), 0);
    assert_int_equal(queue_bytes(queue), 0);
    assert_int_equal(fill(queue, "flood"), PLACES / 2); /* nothing stays taken */
}

static void test_places__every_call_of_another_caller__all_of_them_are_used(void **state)
{
    /* Catches: lanes that run out before places do; lanes that are not given back. */
    struct queue *queue = *state;
    char name[KEYS_NAME_BYTES];
    for (int round = 0; round < 3; round++) {
        for (unsigned i = 0; i < PLACES; i++) {
            snprintf(name, sizeof name, "caller-%u", i);
            assert_true(push(queue, call_of(name, i)));
        }
        assert_false(push(queue, call_of("one-more", 0)));
        assert_int_equal(empty(queue), PLACES);
    }
}

static void test_places__of_the_service_itself__are_kept(void **state)
{
    /* Catches: callers who starve the pages of a feed. */
    struct queue *queue = *state;
    char name[KEYS_NAME_BYTES];
    for (unsigned i = 0; i < PLACES; i++) {
        snprintf(name, sizeof name, "caller-%u", i);
        assert_true(push(queue, call_of(name, i)));
    }
    for (unsigned i = 0; i <= LIMIT_QUEUE_RESERVED; i++) {
        struct call *page = call_of("", i);
        page->internal = true;
        assert_int_equal(push(queue, page), i < LIMIT_QUEUE_RESERVED);
    }
}

static void test_bytes__who_sends_much__leaves_room_for_another_command(void **state)
{
    /* Catches: a bound by number alone, when a few large imports hold all the memory. */
    struct queue *queue = *state;
    size_t count = 0;
    for (struct call *call = NULL; count < 64; count++) {
        call = call_of("import", (unsigned)count);
        assert_non_null(arena_alloc(&call->arena, 16u << 20));
        if (!push(queue, call))
            break;
    }
    assert_int_equal(count, (LIMIT_QUEUE_BYTES / 2) / (16u << 20));
    struct call *other = call_of("other", 0);
    assert_non_null(arena_alloc(&other->arena, LIMIT_ARENA_BYTES));
    assert_true(push(queue, other));
}

static void test_take__goes_round(void **state)
{
    /* Catches: who sends little waits behind all that another one sent before; calls of one caller that overtake each
     * other. */
    struct queue *queue = *state;
    const char *const callers[] = {"a", "a", "a", "a", "b", "c", "c"};
    unsigned ordinals[3] = {0};
    for (size_t i = 0; i < sizeof callers / sizeof callers[0]; i++)
        assert_true(push(queue, call_of(callers[i], ordinals[callers[i][0] - 'a']++)));
    expect(queue, "a0 b0 c0 a1 c1 a2 a3");
    expect(queue, "");
}

static void test_take__a_full_batch__the_next_one_goes_on_behind_it(void **state)
{
    /* Catches: a batch that begins with the same caller every time. */
    struct queue *queue = *state;
    struct call *calls[LIMIT_BATCH_COMMANDS];
    for (unsigned i = 0; i < LIMIT_BATCH_COMMANDS; i++)
        assert_true(push(queue, call_of("a", i)));
    assert_true(push(queue, call_of("b", 0)));
    assert_true(push(queue, call_of("c", 0)));
    assert_int_equal(queue_take(queue, calls), LIMIT_BATCH_COMMANDS);
    assert_string_equal(calls[1]->caller.name, "b");
    for (size_t i = 0; i < LIMIT_BATCH_COMMANDS; i++)
        call_free(calls[i]);
    expect(queue, "a510 a511");
}

static void test_take__what_does_not_fit__leads_the_next_batch(void **state)
{
    /* Catches: a large chunk that makes others wait for a batch of its own each, or one that is passed over for ever.
     */
    struct queue *queue = *state;
    for (unsigned i = 0; i < 2; i++) {
        struct call *chunk = call_of("a", i);
        chunk->body.length = LIMIT_BATCH_BYTES;
        assert_true(push(queue, call_of("b", i * 2)));
        assert_true(push(queue, call_of("b", i * 2 + 1)));
        assert_true(push(queue, chunk));
    }
    for (unsigned i = 0; i < 2; i++) {
        struct call *small = call_of("c", i);
        small->body.length = 1;
        assert_true(push(queue, small));
    }
    expect(queue, "b0 a0 b1 b2 b3"); /* those without a body fit beside it */
    expect(queue, "c0 c1");
    expect(queue, "a1");
    expect(queue, "");
}

static void test_take__a_validation__is_alone(void **state)
{
    /* Catches: a transaction that is undone with the writes of others in it. */
    struct queue *queue = *state;
    struct call *validation = call_of("b", 0);
    validation->solo = true;
    assert_true(push(queue, call_of("a", 0)));
    assert_true(push(queue, validation));
    assert_true(push(queue, call_of("a", 1)));
    assert_true(push(queue, call_of("c", 0)));
    expect(queue, "a0 c0 a1");
    assert_true(push(queue, call_of("c", 1)));
    expect(queue, "b0");
    expect(queue, "c1");
}

#define WITH_QUEUE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_QUEUE(test_places__who_floods__leaves_as_many_to_others),
        WITH_QUEUE(test_places__every_call_of_another_caller__all_of_them_are_used),
        WITH_QUEUE(test_places__of_the_service_itself__are_kept),
        WITH_QUEUE(test_bytes__who_sends_much__leaves_room_for_another_command),
        WITH_QUEUE(test_take__goes_round),
        WITH_QUEUE(test_take__a_full_batch__the_next_one_goes_on_behind_it),
        WITH_QUEUE(test_take__what_does_not_fit__leads_the_next_batch),
        WITH_QUEUE(test_take__a_validation__is_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
