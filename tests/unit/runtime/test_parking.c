/*
 * Parking: requests that wait for a position or for the feed to go on. Seen from outside, through a running runtime
 * with the toy service: what is parked has no functions of its own that others may call. Nothing sleeps: a request that
 * is answered in order behind a parked one proves that the parked one waits.
 */
#include "toy_runtime.h"

#include <karmayogi/core/v1/feed.pb-c.h>

static void test_read__of_a_position_to_come__waits_until_it_is_there(void **state)
{
    /* Catches: an answer without the write that its caller knows of; a loop that stands still for one who waits. */
    struct toy_runtime *story = *state;
    struct position to_come = position_of(story, 2), there = position_of(story, 0);
    struct uuid waits = ask_text(story, "toy/Get", "a", &to_come);
    struct uuid goes_on = ask_text(story, "toy/Get", "a", &there);
    expect(story, &goes_on, "0");
    struct uuid write = ask_text(story, "toy/Count", "a", NULL);
    assert_int_equal(expect(story, &write, "1").header.positions[0].sequence, 1);
    goes_on = ask_text(story, "toy/Get", "a", NULL);
    expect(story, &goes_on, "1"); /* one is not enough */
    write = ask_text(story, "toy/Count", "a", NULL);
    expect(story, &write, "2");
    struct answer answer = expect(story, &waits, "2");
    assert_int_equal(answer.header.position_count, 1);
    assert_int_equal(answer.header.positions[0].sequence, 2);
}

static void test_write__after_a_position_to_come__waits_too(void **state)
{
    /* Catches: a write that is decided before what it builds on. */
    struct toy_runtime *story = *state;
    struct position to_come = position_of(story, 1);
    struct uuid waits = ask_text(story, "toy/Take", "a", &to_come);
    struct uuid write = ask_text(story, "toy/Take", "a", NULL);
    expect(story, &write, "1");
    expect(story, &waits, "TAKEN");
}

static void test_position__that_never_comes__is_refused_when_time_is_over(void **state)
{
    /* Catches: a caller who waits for ever, or who is answered without the position. */
    struct toy_runtime *story = *state;
    struct position never = position_of(story, 1000);
    struct uuid waits = ask(story, "toy/Get", "a", 1, &never, 1);
    struct answer answer = expect(story, &waits, "POSITION_NOT_REACHED");
    assert_int_equal(answer.header.status.code, STATUS_DEADLINE_EXCEEDED);
    assert_int_equal(answer.length, 0);
}

static void test_position__of_another_epoch_or_service__is_refused_at_once(void **state)
{
    /* Catches: a wait for what can never be; a position of a store that was made anew, taken for reached. */
    struct toy_runtime *story = *state;
    struct position other = position_of(story, 0);
    other.epoch++;
    struct uuid id = ask_text(story, "toy/Get", "a", &other);
    assert_int_equal(expect(story, &id, "EPOCH_CHANGED").header.status.code, STATUS_ABORTED);
    other = position_of(story, 0);
    snprintf(other.service, sizeof other.service, "%s", "catalogue");
    id = ask_text(story, "toy/Get", "a", &other);
    assert_int_equal(expect(story, &id, "POSITION_UNKNOWN").header.status.code, STATUS_INVALID_ARGUMENT);
}

static void test_caller__who_parks_too_many__is_refused_and_shuts_nobody_out(void **state)
{
    /* Catches: a desk whose waiting requests leave no place for anybody else's. */
    struct toy_runtime *story = *state;
    static struct uuid waits[LIMIT_PARKED_OF_CALLER];
    struct position to_come = position_of(story, 1);
    for (size_t i = 0; i < LIMIT_PARKED_OF_CALLER; i++)
        waits[i] = ask_text(story, "toy/Get", "a", &to_come);
    struct uuid refused = ask_text(story, "toy/Get", "a", &to_come);
    assert_int_equal(expect(story, &refused, "PARKED_FULL").header.status.code, STATUS_RESOURCE_EXHAUSTED);
    story->caller = story->kiosk_caller;
    struct uuid waits_too = ask_text(story, "toy/Get", "a", &to_come);
    struct uuid write = ask_text(story, "toy/Count", "a", NULL);
    expect(story, &write, "1");
    expect(story, &waits_too, "1");
    story->caller = story->desk_caller;
    for (size_t i = 0; i < LIMIT_PARKED_OF_CALLER; i++)
        expect(story, &waits[i], "1"); /* whoever was given a place kept it */
    to_come = position_of(story, 2);
    waits_too = ask_text(story, "toy/Get", "a", &to_come); /* and the places are free again */
    write = ask_text(story, "toy/Count", "a", NULL);
    expect(story, &write, "2");
    expect(story, &waits_too, "2");
}

#define HEAVY       LIMIT_CHUNK_BYTES
#define HEAVY_COUNT (LIMIT_PARKED_BYTES_OF_CALLER / HEAVY - 1) /* each weighs somewhat more than its body */

/* Not under the thread sanitizer: for each word of these megabytes it looks up that libzmq's threads are not to be
 * reported. */
#ifndef __SANITIZE_THREAD__
static void test_requests__that_are_too_heavy_to_wait_together__are_refused(void **state)
{
    /* Catches: memory without a bound, by few requests of many bytes; one caller who takes it all, so that another
     * finds none; memory that is not given back. */
    struct toy_runtime *story = *state;
    static char heavy[HEAVY];
    struct uuid waits[HEAVY_COUNT];
    for (uint64_t turn = 1; turn <= 2; turn++) {
        struct position to_come = position_of(story, turn);
        for (size_t i = 0; i < HEAVY_COUNT; i++)
            waits[i] = ask(story, "toy/Weigh", heavy, HEAVY, &to_come, 60000);
        struct uuid refused = ask(story, "toy/Weigh", heavy, HEAVY, &to_come, 60000);
        assert_int_equal(expect(story, &refused, "PARKED_FULL").header.status.code, STATUS_RESOURCE_EXHAUSTED);
        story->caller = story->kiosk_caller;
        struct uuid light = ask_text(story, "toy/Weigh", "light", &to_come);
        struct uuid also = ask(story, "toy/Weigh", heavy, HEAVY, &to_come, 60000);
        struct uuid write = ask_text(story, "toy/Count", "a", NULL);
        expect(story, &write, turn == 1 ? "1" : "2");
        expect(story, &light, "5");
        expect(story, &also, "4194304");
        story->caller = story->desk_caller;
        for (size_t i = 0; i < HEAVY_COUNT; i++)
            expect(story, &waits[i], "4194304");
    }
}
#endif

static struct uuid ask_feed(struct toy_runtime *story, const Karmayogi__Core__V1__ReadRequest *request)
{
    CLEANUP(buffer_deinit) struct buffer body = {0};
    assert_int_equal(wire_pack(&request->base, &body), 0);
    return ask(story, "karmayogi.core.v1.FeedService/Read", body.data, body.length, NULL, 20000);
}

static struct uuid read_feed(struct toy_runtime *story, uint64_t sequence, uint64_t checksum, uint32_t wait_ms)
{
    Karmayogi__Core__V1__ReadRequest request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
    Karmayogi__Core__V1__FeedCursor cursor = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    cursor.epoch = sequence ? store_epoch(story->toy.store) : 0;
    cursor.sequence = sequence;
    cursor.checksum = checksum;
    request.cursor = &cursor;
    request.wait_ms = wait_ms;
    return ask_feed(story, &request);
}

static Karmayogi__Core__V1__ReadResponse *page_of(struct toy_runtime *story, const struct answer *answer)
{
    Karmayogi__Core__V1__ReadResponse *page = (Karmayogi__Core__V1__ReadResponse *)wire_unpack(
        &karmayogi__core__v1__read_response__descriptor, answer->body, answer->length, &story->arena);
    assert_non_null(page);
    return page;
}

static void test_feed__read_to_its_end__is_answered_with_the_next_entry(void **state)
{
    /* Catches: a follower that must ask over and over, or that waits although there is something. */
    struct toy_runtime *story = *state;
    struct uuid waits = read_feed(story, 0, 0, 15000);
    struct uuid goes_on = ask_text(story, "toy/Get", "a", NULL);
    expect(story, &goes_on, "0");
    struct uuid write = ask_text(story, "toy/Count", "a", NULL);
    expect(story, &write, "1");
    struct answer answer = expect(story, &waits, NULL);
    const Karmayogi__Core__V1__ReadResponse *page = page_of(story, &answer);
    assert_int_equal(page->n_entries, 1);
    assert_int_equal(page->through->sequence, 1);
    assert_int_equal(page->head, 1);
    struct uuid again = read_feed(story, 0, 0, 15000); /* there is something: no wait */
    expect(story, &again, NULL);
    struct uuid wrong = read_feed(story, 9, 1, 0);
    assert_int_equal(expect(story, &wrong, "CURSOR_MISMATCH").header.status.code, STATUS_OUT_OF_RANGE);
    wrong = read_feed(story, 1, page->through->checksum + 1, 0);
    assert_int_equal(expect(story, &wrong, "CURSOR_MISMATCH").header.status.code, STATUS_OUT_OF_RANGE);
    struct uuid empty = read_feed(story, 1, page->through->checksum, 1); /* and the wait ends */
    answer = expect(story, &empty, NULL);
    page = page_of(story, &answer);
    assert_int_equal(page->n_entries, 0);
    assert_int_equal(page->through->sequence, 1);
}

static void test_feed__with_a_filter_beyond_all_bounds__is_refused(void **state)
{
    /* Catches: a filter that is gone through for every event of every page, however long it is. */
    struct toy_runtime *story = *state;
    static uint32_t numbers[LIMIT_FEED_DEPARTMENTS + 1];
    Karmayogi__Core__V1__ReadRequest request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
    request.event_kinds = request.departments = numbers;
    request.n_event_kinds = LIMIT_FEED_KINDS;
    request.n_departments = LIMIT_FEED_DEPARTMENTS;
    struct uuid read = ask_feed(story, &request);
    assert_int_equal(expect(story, &read, NULL).header.status.code, STATUS_OK);
    request.n_event_kinds++;
    read = ask_feed(story, &request);
    assert_int_equal(expect(story, &read, "FILTER_TOO_LONG").header.status.code, STATUS_INVALID_ARGUMENT);
    request.n_event_kinds--;
    request.n_departments++;
    read = ask_feed(story, &request);
    assert_int_equal(expect(story, &read, "FILTER_TOO_LONG").header.status.code, STATUS_INVALID_ARGUMENT);
}

static void test_key__that_loses_its_role_while_it_waits__is_refused(void **state)
{
    /* Catches: a feed that is read on by a key which may not any more, because it asked in time. */
    struct toy_runtime *story = *state;
    struct uuid waits = read_feed(story, 0, 0, 6000);
    struct uuid goes_on = ask_text(story, "toy/Get", "a", NULL);
    expect(story, &goes_on, "0");
    assert_int_equal(keys_caller_write(&story->desk, ROLE_REGISTRAR, story->keys), 0);
    assert_int_equal(expect(story, &waits, "ROLE_MISSING").header.status.code, STATUS_PERMISSION_DENIED);
    goes_on = ask_text(story, "toy/Get", "a", NULL); /* the key is there, for what it may */
    expect(story, &goes_on, "0");
}

static void test_position__asked_for_while_it_stops__is_never_taken_for_reached(void **state)
{
    /* Catches: an answer without the write that its caller knows of, because nobody can wait any more. */
    struct toy_runtime *story = *state;
    struct position never = position_of(story, 1000);
    struct uuid write = ask_text(story, "toy/Hold", "a", NULL);
    struct uuid waits = ask_text(story, "toy/Get", "a", &never);
    sem_wait(&story->gate.reached);
    kill(getpid(), SIGTERM);
    expect(story, &waits, "STOPPING"); /* so it stops, and the batch at hand keeps it from its end */
    struct uuid late = ask_text(story, "toy/Get", "a", &never);
    struct answer answer = expect(story, &late, "STOPPING");
    assert_int_equal(answer.header.status.code, STATUS_UNAVAILABLE);
    assert_int_equal(answer.length, 0);
    sem_post(&story->gate.open);
    expect(story, &write, "1");
    assert_int_equal(end(story), 0);
}

static void test_stop__with_somebody_parked__tells_him_and_ends(void **state)
{
    /* Catches: a drain that waits for a minute, or that leaves a caller without an answer. */
    struct toy_runtime *story = *state;
    struct position never = position_of(story, 1000);
    struct uuid waits = ask_text(story, "toy/Get", "a", &never);
    struct uuid goes_on = ask_text(story, "toy/Get", "a", NULL);
    expect(story, &goes_on, "0");
    assert_int_equal(stop(story), 0);
    assert_int_equal(expect(story, &waits, "STOPPING").header.status.code, STATUS_UNAVAILABLE);
}

#define WITH_RUNTIME(test) cmocka_unit_test_setup_teardown(test, toy_runtime_setup, toy_runtime_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RUNTIME(test_read__of_a_position_to_come__waits_until_it_is_there),
        WITH_RUNTIME(test_write__after_a_position_to_come__waits_too),
        WITH_RUNTIME(test_position__that_never_comes__is_refused_when_time_is_over),
        WITH_RUNTIME(test_position__of_another_epoch_or_service__is_refused_at_once),
        WITH_RUNTIME(test_caller__who_parks_too_many__is_refused_and_shuts_nobody_out),
#ifndef __SANITIZE_THREAD__
        WITH_RUNTIME(test_requests__that_are_too_heavy_to_wait_together__are_refused),
#endif
        WITH_RUNTIME(test_feed__read_to_its_end__is_answered_with_the_next_entry),
        WITH_RUNTIME(test_feed__with_a_filter_beyond_all_bounds__is_refused),
        WITH_RUNTIME(test_key__that_loses_its_role_while_it_waits__is_refused),
        WITH_RUNTIME(test_position__asked_for_while_it_stops__is_never_taken_for_reached),
        WITH_RUNTIME(test_stop__with_somebody_parked__tells_him_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
