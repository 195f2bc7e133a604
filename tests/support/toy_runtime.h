#pragma once
/*
 * toy_runtime - a running runtime with the toy service, and two who ask it: `desk`, who may also read the feed, and
 * `kiosk`.
 */
#include "toy_service.h"

#include "runtime/runtime.h"
#include "wire/caller.h"

#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>

struct toy_runtime {
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
    void (*meanwhile)(struct toy_runtime *story); /* what the test does besides while it waits; may be NULL */
};

static inline int keep_event(void *context, struct store_txn *txn, const struct feed_filter *filter,
                             struct arena *arena, struct store_bytes *event, bool *keep)
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

static inline void *run(void *context)
{
    struct toy_runtime *story = context;
    return (void *)(intptr_t)runtime_run(story->runtime);
}

/* A port that was free a moment ago. */
static inline void choose_endpoint(char endpoint[64])
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(listener, (struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &length), 0);
    snprintf(endpoint, 64, "tcp://127.0.0.1:%d", ntohs(address.sin_port));
    close(listener);
}

/* Everything but the thread that runs it. */
static inline void toy_runtime_open(struct toy_runtime *story)
{
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
    assert_int_equal(caller_new(&story->desk_caller, &connection), 0);
    connection.key = &story->kiosk;
    assert_int_equal(caller_new(&story->kiosk_caller, &connection), 0);
    story->caller = story->desk_caller;
}

static inline void toy_runtime_start(struct toy_runtime *story)
{
    assert_int_equal(pthread_create(&story->thread, NULL, run, story), 0);
    story->running = true;
}

static inline int toy_runtime_setup(void **state)
{
    struct toy_runtime *story = calloc(1, sizeof *story);
    assert_non_null(story);
    toy_runtime_open(story);
    toy_runtime_start(story);
    *state = story;
    return 0;
}

/* Return: what runtime_run() returned. */
static inline intptr_t end(struct toy_runtime *story)
{
    void *result;
    assert_int_equal(pthread_join(story->thread, &result), 0);
    story->running = false;
    return (intptr_t)result;
}

static inline intptr_t stop(struct toy_runtime *story)
{
    kill(getpid(), SIGTERM);
    return end(story);
}

static inline void toy_runtime_close(struct toy_runtime *story)
{
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
}

static inline int toy_runtime_teardown(void **state)
{
    toy_runtime_close(*state);
    free(*state);
    return 0;
}

/* A request, with @at_least where that names a service. */
static inline struct uuid ask(struct toy_runtime *story, const char *method, const void *body, size_t length,
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

static inline struct uuid ask_text(struct toy_runtime *story, const char *method, const char *body,
                                   const struct position *at_least)
{
    return ask(story, method, body, strlen(body), at_least, 20000);
}

struct answer {
    struct reply_header header;
    const char *body;
    size_t length;
};

static inline struct answer next_answer(struct toy_runtime *story)
{
    struct caller_reply reply;
    struct answer answer = {0};
    int received = 1;
    for (int i = 0; i < 2000 && received == 1; i++)
        if ((received = caller_receive(story->caller, &reply)) == 1) {
            assert_int_equal(caller_wait(story->caller, 10), 0);
            if (story->meanwhile)
                story->meanwhile(story);
        }
    assert_int_equal(received, 0);
    assert_true(envelope_read_reply(&answer.header, reply.header, reply.header_length, &story->arena));
    answer.length = reply.body_length;
    answer.body = arena_string(&story->arena, reply.body, reply.body_length);
    caller_reply_deinit(&reply);
    return answer;
}

/* The next reply, which is to @id. */
static inline struct answer expect(struct toy_runtime *story, const struct uuid *id, const char *outcome)
{
    struct answer answer = next_answer(story);
    assert_true(uuid_equal(&answer.header.request_id, id));
    if (answer.header.status.code != STATUS_OK)
        assert_string_equal(answer.header.status.reason, outcome);
    else if (outcome)
        assert_string_equal(answer.body, outcome);
    return answer;
}

static inline struct position position_of(const struct toy_runtime *story, uint64_t sequence)
{
    struct position position = {.service = "toy", .epoch = store_epoch(story->toy.store), .sequence = sequence};
    return position;
}
