/*
 * Idempotency: the first answer again, in the batch, later, and after a crash; another request under the same id is
 * noticed; refusals are remembered for two minutes.
 */
#include "toy_service.h"

static void test_request__sent_twice_in_one_batch__is_done_once(void **state)
{
    /* Catches: a map that learns of a request only with the commit. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    struct call *calls[] = {toy_call_of(toy, "desk", id, "Count", "a"), toy_call_of(toy, "desk", id, "Count", "a"),
                            toy_call(toy, "Count", "a")};
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "1");
    assert_outcome(calls[2], "2");
    assert_int_equal(calls[1]->positions[0].sequence, 1);
    assert_int_equal(calls[2]->positions[0].sequence, 2);
    assert_int_equal(toy_head(toy), 2);
    toy_free(calls, 3);
}

static void test_request__sent_again_later_or_after_a_restart__gets_its_first_answer(void **state)
{
    /* Catches: an answer of today for a request of yesterday; a map that a restart empties. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    toy_expect(toy, "desk", toy_id(toy), "Count", "a", "2");
    toy_expect(toy, "desk", id, "Count", "a", "1");
    toy->time.now_utc_ms += 6 * TOY_DAY_MS;
    toy_reopen(toy);
    struct call *call = toy_call_of(toy, "desk", id, "Count", "a");
    toy_step(toy, &call, 1);
    assert_outcome(call, "1");
    assert_int_equal(call->position_count, 1);
    assert_int_equal(call->positions[0].sequence, 1);
    call_free(call);
    assert_int_equal(toy_head(toy), 2);
    assert_int_equal(toy_value(toy, "a"), 2);
}

/* One request now and, by its own clock, one at another time; then a start at a third, and the first request again. */
static void expect_first_answer(struct toy *toy, int64_t meanwhile_ms, bool writes, int64_t start_ms)
{
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    toy->time.now_utc_ms += meanwhile_ms;
    if (writes)
        toy_expect(toy, "desk", toy_id(toy), "Count", "b", "1");
    toy->time.now_utc_ms = TOY_NOW_MS + start_ms;
    toy_reopen(toy);
    toy->time.now_utc_ms = TOY_NOW_MS;
    toy_expect(toy, "desk", id, "Count", "a", "1");
    assert_int_equal(toy_value(toy, "a"), 1);
    assert_int_equal(toy_head(toy), writes ? 2 : 1);
}

static void test_clock__set_back_for_one_request__hides_none_before_it(void **state)
{
    /* Catches: an entry with an old time that is taken for the end of the window. */
    expect_first_answer(*state, -30 * TOY_DAY_MS, true, 0);
}

static void test_clock__ahead_at_the_start__and_set_back_later(void **state)
{
    /* Catches: a map that was filled by a wrong clock, and stays so. */
    expect_first_answer(*state, 0, false, 365 * TOY_DAY_MS);
}

static void test_clock__ahead_for_a_request_and_at_the_start__and_set_back_later(void **state)
{
    /* Catches: as above, where the newest entry is not the latest by its time. */
    expect_first_answer(*state, 365 * TOY_DAY_MS, true, 365 * TOY_DAY_MS);
}

static void test_clock__set_back__and_a_batch_that_was_undone(void **state)
{
    /* Catches: ids that are looked for, undone with the batch, and not looked for again. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    toy->time.now_utc_ms += 365 * TOY_DAY_MS;
    toy_reopen(toy);
    toy->time.now_utc_ms = TOY_NOW_MS;
    struct call *calls[] = {toy_call_of(toy, "desk", id, "Count", "a"), toy_call(toy, "Fail", "b")};
    toy->fails = 1;
    toy->fail_lets_ms = 20000; /* nobody waits any more when they run one by one */
    toy_step(toy, calls, 2);
    assert_outcome(calls[0], "TIME_OVER");
    toy_free(calls, 2);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    assert_int_equal(toy_head(toy), 1);
}

static void test_refusal__after_two_minutes__is_forgotten_although_the_clock_was_set_back(void **state)
{
    /* Catches: a refusal that is remembered until the clock has come again to where it was. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", toy_id(toy), "Take", "a", "1");
    toy_expect(toy, "desk", id, "Take", "a", "TAKEN");
    toy_expect(toy, "desk", toy_id(toy), "Drop", "a", "");
    toy->time.now_utc_ms -= LIMIT_CLOCK_AHEAD_MS;
    toy_expect(toy, "desk", id, "Take", "a", "TAKEN");
    toy->time.now_monotonic_ms += LIMIT_REFUSAL_MEMORY_MS + 1;
    toy_expect(toy, "desk", id, "Take", "a", "1");
}

static void test_request_id__of_another_body_or_method__is_refused(void **state)
{
    /* Catches: the answer to another question; the check made only before or only after a restart. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    struct call *calls[] = {toy_call_of(toy, "desk", id, "Count", "a"), toy_call_of(toy, "desk", id, "Count", "b")};
    toy_step(toy, calls, 2);
    assert_outcome(calls[0], "1");
    assert_outcome(calls[1], "REQUEST_ID_REUSED");
    assert_int_equal(calls[1]->status.code, STATUS_INVALID_ARGUMENT);
    toy_free(calls, 2);
    toy_expect(toy, "desk", id, "Count", "b", "REQUEST_ID_REUSED");
    toy_expect(toy, "desk", id, "Take", "a", "REQUEST_ID_REUSED");
    toy_reopen(toy);
    toy_expect(toy, "desk", id, "Count", "b", "REQUEST_ID_REUSED");
    toy_expect(toy, "desk", id, "Count", "a", "1");
    assert_int_equal(toy_head(toy), 1);
    assert_int_equal(toy_value(toy, "b"), 0);
}

static void test_request_id__of_another_caller__is_another_request(void **state)
{
    /* Catches: one caller who learns the answer of another, or is refused because of it. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    toy_expect(toy, "dusk", id, "Count", "a", "2");
    toy_reopen(toy);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    toy_expect(toy, "dusk", id, "Count", "a", "2");
    assert_int_equal(toy_head(toy), 2);
}

static void test_request_id__outside_the_window__is_refused(void **state)
{
    /* Catches: an id that the map has forgotten, taken for a new one; a clock that runs ahead. */
    static const struct {
        int64_t ago_ms;
        const char *outcome;
    } cases[] = {
        {7 * TOY_DAY_MS, "1"},
        {7 * TOY_DAY_MS + 1, "REQUEST_TOO_OLD"},
        {400 * TOY_DAY_MS, "REQUEST_TOO_OLD"},
        {-LIMIT_CLOCK_AHEAD_MS, "1"},
        {-LIMIT_CLOCK_AHEAD_MS - 1, "REQUEST_TOO_OLD"},
    };
    struct toy *toy = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct uuid id;
        char name[2] = {(char)('a' + i), '\0'};
        assert_int_equal(uuid_v7(&id, TOY_NOW_MS - cases[i].ago_ms), 0);
        toy_expect(toy, "desk", id, "Count", name, cases[i].outcome);
    }
    assert_int_equal(toy_head(toy), 2);
}

static void test_refusal__sent_again_within_two_minutes__is_the_same_refusal(void **state)
{
    /* Catches: a late duplicate of a refused request that succeeds behind the caller's back. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", toy_id(toy), "Take", "a", "1");
    toy_expect(toy, "desk", id, "Take", "a", "TAKEN");
    toy_expect(toy, "desk", toy_id(toy), "Drop", "a", "");
    toy->time.now_monotonic_ms += LIMIT_REFUSAL_MEMORY_MS - 1;
    struct call *call = toy_call_of(toy, "desk", id, "Take", "a");
    toy_step(toy, &call, 1);
    assert_outcome(call, "TAKEN");
    assert_int_equal(call->status.code, STATUS_ALREADY_EXISTS);
    assert_string_equal(call->status.sentence, "Take another name.");
    call_free(call);
    assert_int_equal(toy_value(toy, "a"), 0);
    assert_int_equal(toy_head(toy), 2);
}

static void test_refusal__after_two_minutes__is_forgotten_however_often_it_was_asked_for(void **state)
{
    /* Catches: a memory that every repetition, or another request under the id, prolongs. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", toy_id(toy), "Take", "a", "1");
    toy_expect(toy, "desk", id, "Take", "a", "TAKEN");
    toy_expect(toy, "desk", toy_id(toy), "Drop", "a", "");
    toy->time.now_monotonic_ms += LIMIT_REFUSAL_MEMORY_MS - 1000;
    toy_expect(toy, "desk", id, "Take", "a", "TAKEN");
    toy_expect(toy, "desk", id, "Take", "b", "REQUEST_ID_REUSED");
    toy->time.now_monotonic_ms += 1001;
    toy_expect(toy, "desk", id, "Take", "a", "1");
}

static void test_refusal__sent_twice_in_one_batch__is_decided_once(void **state)
{
    /* Catches: a duplicate that succeeds because the batch went on in between. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", toy_id(toy), "Take", "a", "1");
    struct call *calls[] = {toy_call_of(toy, "desk", id, "Take", "a"), toy_call(toy, "Drop", "a"),
                            toy_call_of(toy, "desk", id, "Take", "a")};
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "TAKEN");
    assert_outcome(calls[2], "TAKEN");
    toy_free(calls, 3);
    assert_int_equal(toy_value(toy, "a"), 0);
}

static void test_refusal__in_a_batch_that_was_undone__is_decided_anew(void **state)
{
    /* Catches: a refusal remembered because of a neighbour who in the end did nothing. */
    struct toy *toy = *state;
    struct call *calls[] = {toy_call(toy, "Take", "a"), toy_call(toy, "Take", "a"), toy_call(toy, "Fail", "b")};
    toy->fails = 1;
    toy->fail_lets_ms = 60; /* when they run one by one, the first one's time is over */
    calls[0]->deadline_ms = toy->time.now_monotonic_ms + 50;
    toy_step(toy, calls, 3);
    assert_outcome(calls[0], "TIME_OVER");
    assert_outcome(calls[1], "1");
    assert_outcome(calls[2], "1");
    toy_free(calls, 3);
}

static void test_refusal__of_the_moment__is_not_remembered(void **state)
{
    /* Catches: a caller who does as he is told, sends it again under the same id, and is refused once more. */
    struct toy *toy = *state;
    struct uuid late = toy_id(toy), failed = toy_id(toy);
    struct call *call = toy_call_of(toy, "desk", late, "Count", "a");
    call->deadline_ms = 0;
    toy_step(toy, &call, 1);
    assert_outcome(call, "TIME_OVER");
    call_free(call);
    toy_expect(toy, "desk", late, "Count", "a", "1");
    toy->fails = 1;
    toy_expect(toy, "desk", failed, "Fail", "a", "BATCH_FAILED");
    toy_expect(toy, "desk", failed, "Fail", "a", "2");
}

static void test_refusal__with_another_body_or_method_under_its_id__is_noticed(void **state)
{
    /* Catches: somebody else's refusal as the answer. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", toy_id(toy), "Take", "a", "1");
    toy_expect(toy, "desk", id, "Take", "a", "TAKEN");
    toy_expect(toy, "desk", id, "Take", "b", "REQUEST_ID_REUSED");
    toy_expect(toy, "desk", id, "Drop", "a", "REQUEST_ID_REUSED");
    toy_expect(toy, "dusk", id, "Take", "b", "1");
}

static void test_refusal__after_a_restart__left_nothing(void **state)
{
    /* Catches: refusals in the outbox. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    toy_expect(toy, "desk", toy_id(toy), "Take", "a", "1");
    toy_expect(toy, "desk", id, "Take", "a", "TAKEN");
    toy_expect(toy, "desk", toy_id(toy), "Drop", "a", "");
    assert_int_equal(toy_head(toy), 2);
    toy_reopen(toy);
    toy_expect(toy, "desk", id, "Take", "a", "1");
}

static void test_refusals__more_than_are_remembered__push_out_the_oldest_alone(void **state)
{
    /* Catches: a memory that grows without bound, or loses the newest. */
    struct toy *toy = *state;
    static struct uuid ids[5000];
    toy_expect(toy, "desk", toy_id(toy), "Take", "a", "1");
    for (size_t i = 0; i < 5000; i++) {
        ids[i] = toy_id(toy);
        toy_expect(toy, "desk", ids[i], "Take", "a", "TAKEN");
    }
    toy_expect(toy, "desk", toy_id(toy), "Drop", "a", "");
    toy_expect(toy, "desk", ids[4999], "Take", "a", "TAKEN");
    toy_expect(toy, "desk", ids[2000], "Take", "a", "TAKEN");
    toy_expect(toy, "desk", ids[0], "Take", "a", "1");
}

static void test_batch__that_was_undone__leaves_no_request_id_behind(void **state)
{
    /* Catches: an id that points to an entry which was never committed. */
    struct toy *toy = *state;
    struct uuid id = toy_id(toy);
    struct call *calls[] = {toy_call_of(toy, "desk", id, "Count", "a"), toy_call_of(toy, "desk", id, "Count", "a"),
                            toy_call(toy, "Fail", "b")};
    toy->fails = 1;
    toy->fail_lets_ms = 20000; /* nobody waits any more when they run one by one */
    toy_step(toy, calls, 3);
    for (size_t i = 0; i < 3; i++)
        assert_outcome(calls[i], "TIME_OVER");
    toy_free(calls, 3);
    assert_int_equal(toy_head(toy), 0);
    toy_expect(toy, "desk", id, "Count", "a", "1");
    assert_int_equal(toy_head(toy), 1);
}

#define WITH_TOY(test) cmocka_unit_test_setup_teardown(test, toy_setup, toy_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TOY(test_request__sent_twice_in_one_batch__is_done_once),
        WITH_TOY(test_request__sent_again_later_or_after_a_restart__gets_its_first_answer),
        WITH_TOY(test_clock__set_back_for_one_request__hides_none_before_it),
        WITH_TOY(test_clock__ahead_at_the_start__and_set_back_later),
        WITH_TOY(test_clock__ahead_for_a_request_and_at_the_start__and_set_back_later),
        WITH_TOY(test_clock__set_back__and_a_batch_that_was_undone),
        WITH_TOY(test_refusal__after_two_minutes__is_forgotten_although_the_clock_was_set_back),
        WITH_TOY(test_request_id__of_another_body_or_method__is_refused),
        WITH_TOY(test_request_id__of_another_caller__is_another_request),
        WITH_TOY(test_request_id__outside_the_window__is_refused),
        WITH_TOY(test_refusal__sent_again_within_two_minutes__is_the_same_refusal),
        WITH_TOY(test_refusal__after_two_minutes__is_forgotten_however_often_it_was_asked_for),
        WITH_TOY(test_refusal__sent_twice_in_one_batch__is_decided_once),
        WITH_TOY(test_refusal__in_a_batch_that_was_undone__is_decided_anew),
        WITH_TOY(test_refusal__of_the_moment__is_not_remembered),
        WITH_TOY(test_refusal__with_another_body_or_method_under_its_id__is_noticed),
        WITH_TOY(test_refusal__after_a_restart__left_nothing),
        WITH_TOY(test_refusals__more_than_are_remembered__push_out_the_oldest_alone),
        WITH_TOY(test_batch__that_was_undone__leaves_no_request_id_behind),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
