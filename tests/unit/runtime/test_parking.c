/*
 * Parking: requests that wait for a position or for the feed to go on. Seen from outside, through a running runtime
 * with the toy service: what is parked has no functions of its own that others may call. Nothing sleeps: a request that
 * is answered in order behind a parked one proves that the parked one waits.
 */
#include "toy_service.h"

#include "runtime/runtime.h"
#include "wire/caller.h"

#include <karmayogi/core/v1/feed.pb-c.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>

struct parked_story {
    struct toy toy;
    char keys[SCRATCH_BYTES];
    char endpoint[64];
    struct keys_pair server, desk, kiosk;
    struct runtime *runtime;
    struct caller *desk_caller, *kiosk_caller;
    struct caller *caller; /* of the two, who asks and is answered */
    pthread_t thread;
    bool running;
    struct toy_gate gate;
    struct arena arena;
};

static int keep_event(void *context, struct store_txn *txn, const struct feed_filter *filter, struct arena *arena,
                      struct store_bytes *event, bool *keep)
{
    (void)context, (void)txn, (void)filter, (void)arena, (void)event;
    *keep = true;
    return 0;
}

static const struct runtime_service toy_service = {
    .name = "toy",
    .routes = toy_routes,
    .hooks = {.committed = toy_committed, .aborted = toy_aborted},
    .feed_event = keep_event,
};

static void *run(void *context)
{
    struct parked_story *story = context;
    return (void *)(intptr_t)runtime_run(story->runtime);
}

/* A port that was free a moment ago. */
static void choose_endpoint(char endpoint[64])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    snprintf(endpoint, 64, "tcp://127.0.0.1:%d", ntohs(address.sin_port));
    close(listener);
}

static int setup(void **state)
{
    struct parked_story *story = calloc(1, sizeof *story);
    assert_non_null(story);
    arena_init(&story->arena, 1u << 20);
    log_setup("toy", LOG_ERROR + 1);
    story->toy.map_bytes = 64u << 20;
    assert_non_null(scratch_make(story->toy.folder));
    assert_non_null(scratch_make(story->keys));
    toy_open_store(&story->toy);
    toy_gate_init(&story->toy, &story->gate);
    assert_int_equal(keys_make(&story->server, "toy"), 0);
    assert_int_equal(keys_write(&story->server, story->keys), 0);
    assert_int_equal(keys_make(&story->desk, "desk"), 0);
    assert_int_equal(keys_caller_write(&story->desk, ROLE_REGISTRAR | ROLE_FOLLOWER, story->keys), 0);
    assert_int_equal(keys_make(&story->kiosk, "kiosk"), 0);
    assert_int_equal(keys_caller_write(&story->kiosk, ROLE_REGISTRAR, story->keys), 0);
    choose_endpoint(story->endpoint);
    struct runtime_options options = {
        .service = &toy_service,
        .context = &story->toy,
        .store = story->toy.store,
        .config = {.listen = story->endpoint, .store = story->toy.folder, .keys = story->keys, .log_level = "error"},
    };
    struct caller_options connection = {
        .endpoint = story->endpoint, .server_public_key = story->server.public_key, .key = &story->desk};
    if (runtime_new(&story->runtime, &options) != 0)
        fail_msg("%s", error_trail());
    assert_int_equal(pthread_create(&story->thread, NULL, run, story), 0);
    story->running = true;
    assert_int_equal(caller_new(&story->desk_caller, &connection), 0);
    connection.key = &story->kiosk;
    assert_int_equal(caller_new(&story->kiosk_caller, &connection), 0);
    story->caller = story->desk_caller;
    *state = story;
    return 0;
}

/* Return: what runtime_run() returned. */
static intptr_t end(struct parked_story *story)
{
    void *result;
    assert_int_equal(pthread_join(story->thread, &result), 0);
    story->running = false;
    return (intptr_t)result;
}

static intptr_t stop(struct parked_story *story)
{
    kill(getpid(), SIGTERM);
    return end(story);
}

static int teardown(void **state)
{
    struct parked_story *story = *state;
    sem_post(&story->gate.open); /* or a test that failed would never end */
    if (story->running)
        assert_int_equal(stop(story), 0);
    caller_free(story->desk_caller);
    caller_free(story->kiosk_caller);
    runtime_free(story->runtime);
    store_close(story->toy.store);
    scratch_remove(story->toy.folder);
    scratch_remove(story->keys);
    arena_deinit(&story->arena);
    free(story);
    return 0;
}

/* A request, with @at_least where that names a service. */
static struct uuid ask(struct parked_story *story, const char *method, const void *body, size_t length,
                       const struct position *at_least, uint32_t timeout_ms)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    struct request_header header = {.timeout_ms = timeout_ms};
    struct clock clock = clock_system();
    snprintf(header.method, sizeof header.method, "%s", method);
    assert_int_equal(uuid_v7(&header.request_id, clock_utc_ms(&clock)), 0);
    if (at_least)
        header.at_least[header.at_least_count++] = *at_least;
    assert_int_equal(envelope_write_request(&header, &packed), 0);
    int tries = 0;
    while (caller_send(story->caller, packed.data, packed.length, body, length) != 0) {
        assert_true(++tries < 2000);
        assert_int_equal(caller_wait(story->caller, 10), 0);
        struct caller_reply reply;
        assert_int_equal(caller_receive(story->caller, &reply), 1);
    }
    return header.request_id;
}

static struct uuid ask_text(struct parked_story *story, const char *method, const char *body,
                            const struct position *at_least)
{
    return ask(story, method, body, strlen(body), at_least, 20000);
}

struct answer {
    struct reply_header header;
    const char *body;
    size_t length;
};

/* The next reply, which is to @id. */
static struct answer expect(struct parked_story *story, const struct uuid *id, const char *outcome)
{
    struct caller_reply reply;
    struct answer answer = {0};
    int received = 1;
    for (int i = 0; i < 2000 && received == 1; i++)
        if ((received = caller_receive(story->caller, &reply)) == 1)
            assert_int_equal(caller_wait(story->caller, 10), 0);
    assert_int_equal(received, 0);
    assert_true(envelope_read_reply(&answer.header, reply.header, reply.header_length, &story->arena));
    assert_true(uuid_equal(&answer.header.request_id, id));
    answer.length = reply.body_length;
    answer.body = arena_string(&story->arena, reply.body, reply.body_length);
    caller_reply_deinit(&reply);
    if (answer.header.status.code != STATUS_OK)
        assert_string_equal(answer.header.status.reason, outcome);
    else if (outcome)
        assert_string_equal(answer.body, outcome);
    return answer;
}

static struct position position_of(const struct parked_story *story, uint64_t sequence)
{
    struct position position = {.service = "toy", .epoch = store_epoch(story->toy.store), .sequence = sequence};
    return position;
}

static void test_read__of_a_position_to_come__waits_until_it_is_there(void **state)
{
    /* Catches: an answer without the write that its caller knows of; a loop that stands still for one who waits. */
    struct parked_story *story = *state;
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
    struct parked_story *story = *state;
    struct position to_come = position_of(story, 1);
    struct uuid waits = ask_text(story, "toy/Take", "a", &to_come);
    struct uuid write = ask_text(story, "toy/Take", "a", NULL);
    expect(story, &write, "1");
    expect(story, &waits, "TAKEN");
}

static void test_position__that_never_comes__is_refused_when_time_is_over(void **state)
{
    /* Catches: a caller who waits for ever, or who is answered without the position. */
    struct parked_story *story = *state;
    struct position never = position_of(story, 1000);
    struct uuid waits = ask(story, "toy/Get", "a", 1, &never, 1);
    struct answer answer = expect(story, &waits, "POSITION_NOT_REACHED");
    assert_int_equal(answer.header.status.code, STATUS_DEADLINE_EXCEEDED);
    assert_int_equal(answer.length, 0);
}

static void test_position__of_another_epoch_or_service__is_refused_at_once(void **state)
{
    /* Catches: a wait for what can never be; a position of a store that was made anew, taken for reached. */
    struct parked_story *story = *state;
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
    struct parked_story *story = *state;
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

static void test_requests__that_are_too_heavy_to_wait_together__are_refused(void **state)
{
    /* Catches: memory without a bound, by few requests of many bytes; one caller who takes it all, so that another
     * finds none; memory that is not given back. */
    struct parked_story *story = *state;
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

static struct uuid ask_feed(struct parked_story *story, const Karmayogi__Core__V1__ReadRequest *request)
{
    CLEANUP(buffer_deinit) struct buffer body = {0};
    assert_int_equal(wire_pack(&request->base, &body), 0);
    return ask(story, "karmayogi.core.v1.FeedService/Read", body.data, body.length, NULL, 20000);
}

static struct uuid read_feed(struct parked_story *story, uint64_t sequence, uint64_t checksum, uint32_t wait_ms)
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

static Karmayogi__Core__V1__ReadResponse *page_of(struct parked_story *story, const struct answer *answer)
{
    Karmayogi__Core__V1__ReadResponse *page = (Karmayogi__Core__V1__ReadResponse *)wire_unpack(
        &karmayogi__core__v1__read_response__descriptor, answer->body, answer->length, &story->arena);
    assert_non_null(page);
    return page;
}

static void test_feed__read_to_its_end__is_answered_with_the_next_entry(void **state)
{
    /* Catches: a follower that must ask over and over, or that waits although there is something. */
    struct parked_story *story = *state;
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
    struct parked_story *story = *state;
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
    struct parked_story *story = *state;
    struct uuid waits = read_feed(story, 0, 0, 6000);
    struct uuid goes_on = ask_text(story, "toy/Get", "a", NULL);
    expect(story, &goes_on, "0");
    assert_int_equal(keys_caller_write(&story->desk, ROLE_REGISTRAR, story->keys), 0);
    assert_int_equal(expect(story, &waits, "KEY_REVOKED").header.status.code, STATUS_UNAUTHENTICATED);
    goes_on = ask_text(story, "toy/Get", "a", NULL); /* the key is there, for what it may */
    expect(story, &goes_on, "0");
}

static void test_position__asked_for_while_it_stops__is_never_taken_for_reached(void **state)
{
    /* Catches: an answer without the write that its caller knows of, because nobody can wait any more. */
    struct parked_story *story = *state;
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
    struct parked_story *story = *state;
    struct position never = position_of(story, 1000);
    struct uuid waits = ask_text(story, "toy/Get", "a", &never);
    struct uuid goes_on = ask_text(story, "toy/Get", "a", NULL);
    expect(story, &goes_on, "0");
    assert_int_equal(stop(story), 0);
    assert_int_equal(expect(story, &waits, "STOPPING").header.status.code, STATUS_UNAVAILABLE);
}

#define WITH_RUNTIME(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RUNTIME(test_read__of_a_position_to_come__waits_until_it_is_there),
        WITH_RUNTIME(test_write__after_a_position_to_come__waits_too),
        WITH_RUNTIME(test_position__that_never_comes__is_refused_when_time_is_over),
        WITH_RUNTIME(test_position__of_another_epoch_or_service__is_refused_at_once),
        WITH_RUNTIME(test_caller__who_parks_too_many__is_refused_and_shuts_nobody_out),
        WITH_RUNTIME(test_requests__that_are_too_heavy_to_wait_together__are_refused),
        WITH_RUNTIME(test_feed__read_to_its_end__is_answered_with_the_next_entry),
        WITH_RUNTIME(test_feed__with_a_filter_beyond_all_bounds__is_refused),
        WITH_RUNTIME(test_key__that_loses_its_role_while_it_waits__is_refused),
        WITH_RUNTIME(test_position__asked_for_while_it_stops__is_never_taken_for_reached),
        WITH_RUNTIME(test_stop__with_somebody_parked__tells_him_and_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
