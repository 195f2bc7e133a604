#pragma once
/*
 * house - a service in miniature for the tests of wire and client: keys in a folder of its own, a server on 127.0.0.1,
 * and a record of everything that the server told. It answers every request with the request's body, or as its test
 * decides. Turned by the test itself, or by a thread.
 */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/error.h"
#include "wire/caller.h"
#include "wire/envelope.h"
#include "wire/keys.h"
#include "wire/server.h"

#include <ftw.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#define HOUSE_BODY_BYTES 100000
#define HOUSE_HANDSHAKES 8
#define HOUSE_TURNS      4000 /* of 5 ms at most: a wait ends after 20 s, for good or bad */

struct house;

/* What a test may put in place of the echo. Return: whether it answered (or means not to). */
typedef bool house_answer(struct house *house, const struct server_request *request,
                          const struct request_header *header);

struct house {
    char folder[64];
    char callers_folder[80];
    char endpoint[128];
    struct keys_pair key;
    struct keys_callers *callers;
    struct server *server;
    struct arena arena;
    house_answer *answer;
    void *context; /* of the test */
    /* what the server told */
    atomic_uint requests, malformed, unknown_key, handshake;
    bool had_caller;
    char caller[KEYS_NAME_BYTES];
    unsigned roles;
    size_t frames;
    char address[64];
    struct request_header header;
    /* the thread, if there is one */
    pthread_t thread;
    atomic_bool stop;
    bool threaded;
};

static inline void house_reply(struct house *house, const struct server_request *request, const struct uuid *id,
                               const struct status *status, const void *body, size_t body_length)
{
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct reply_header header = {.request_id = *id, .status = *status};

    assert_int_equal(envelope_write_reply(&header, &out), 0);
    assert_true(server_send(house->server, request->routing_id, request->routing_id_length, out.data, out.length, body,
                            body_length) >= 0);
}

static inline void house_request(void *context, const struct server_request *request)
{
    struct house *house = context;
    struct status status = {.code = STATUS_OK};

    arena_reset(&house->arena);
    house->had_caller = request->caller != NULL;
    snprintf(house->caller, sizeof(house->caller), "%s", request->caller ? request->caller->name : "");
    house->roles = request->caller ? request->caller->roles : 0;
    enum envelope_outcome outcome =
        envelope_read_request(&house->header, request->header, request->header_length, &house->arena);
    atomic_fetch_add(&house->requests, 1);
    if (house->answer && house->answer(house, request, &house->header))
        return;
    if (!request->caller)
        status = (struct status){.code = STATUS_UNAUTHENTICATED, .reason = "KEY_REVOKED"};
    else if (outcome != ENVELOPE_OK)
        status = (struct status){.code = STATUS_INVALID_ARGUMENT, .reason = envelope_reason(outcome)};
    house_reply(house, request, &house->header.request_id, &status, request->body, request->body_length);
}

static inline void house_malformed(void *context, const struct keys_caller *caller, size_t frames)
{
    struct house *house = context;

    snprintf(house->caller, sizeof(house->caller), "%s", caller ? caller->name : "");
    house->frames = frames;
    atomic_fetch_add(&house->malformed, 1);
}

static inline void house_refused(void *context, const char *reason, const char *address)
{
    struct house *house = context;

    if (strcmp(reason, "unknown_key") == 0) {
        snprintf(house->address, sizeof(house->address), "%s", address);
        atomic_fetch_add(&house->unknown_key, 1);
    } else {
        assert_string_equal(reason, "handshake");
        atomic_fetch_add(&house->handshake, 1);
    }
}

static inline void house_open_at(struct house *house, const char *endpoint)
{
    struct server_options options = {
        .endpoint = endpoint,
        .key = &house->key,
        .callers = house->callers,
        .events = {.request = house_request, .malformed = house_malformed, .refused = house_refused},
        .context = house,
        .most_handshakes = HOUSE_HANDSHAKES,
        .most_body_bytes = HOUSE_BODY_BYTES,
    };

    if (server_new(&house->server, &options) < 0)
        fail_msg("%s", error_trail());
    snprintf(house->endpoint, sizeof(house->endpoint), "%s", server_endpoint(house->server));
}

/* Admits "desk" as a registrar; @desk gets its pair. */
static inline void house_init(struct house *house, struct keys_pair *desk)
{
    memset(house, 0, sizeof(*house));
    snprintf(house->folder, sizeof(house->folder), "%s", "/tmp/karmayogi-wire-XXXXXX");
    assert_non_null(mkdtemp(house->folder));
    snprintf(house->callers_folder, sizeof(house->callers_folder), "%s/callers", house->folder);
    arena_init(&house->arena, 1 << 20);
    assert_int_equal(keys_make(&house->key, "registration"), 0);
    assert_int_equal(keys_make(desk, "desk"), 0);
    assert_int_equal(keys_caller_write(desk, ROLE_REGISTRAR, house->folder), 0);
    assert_int_equal(keys_callers_new(&house->callers, house->folder), 0);
    house_open_at(house, "tcp://127.0.0.1:*");
}

static inline int house_remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

static inline void house_stop(struct house *house)
{
    if (house->threaded) {
        atomic_store(&house->stop, true);
        pthread_join(house->thread, NULL);
        house->threaded = false;
        atomic_store(&house->stop, false);
    }
}

static inline void house_deinit(struct house *house)
{
    house_stop(house);
    server_free(house->server);
    keys_callers_free(house->callers);
    arena_deinit(&house->arena);
    nftw(house->folder, house_remove_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* Wait at most 5 ms for something to come, then handle it. */
static inline void house_turn(struct house *house)
{
    int descriptors[4];
    struct pollfd watched[4];
    size_t count = server_descriptors(house->server, descriptors);
    int more = server_turn(house->server, 8);

    server_tick(house->server);

    if (more == 0) {
        for (size_t i = 0; i < count; i++)
            watched[i] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
        poll(watched, count, 5);
        more = server_turn(house->server, 8);
    }
    if (more < 0)
        fail_msg("%s", error_trail());
}

static inline void *house_run(void *context)
{
    struct house *house = context;

    while (!atomic_load(&house->stop))
        house_turn(house);
    return NULL;
}

static inline void house_start(struct house *house)
{
    assert_int_equal(pthread_create(&house->thread, NULL, house_run, house), 0);
    house->threaded = true;
}

/* house_until() - turn until @condition holds */
#define house_until(house, condition)                                                                                  \
    do {                                                                                                               \
        bool is_so = (condition);                                                                                      \
        for (int turns_left = HOUSE_TURNS; !is_so && turns_left > 0; turns_left--) {                                   \
            house_turn(house);                                                                                         \
            is_so = (condition);                                                                                       \
        }                                                                                                              \
        if (!is_so)                                                                                                    \
            fail_msg("this did not come to be: %s", #condition);                                                       \
    } while (0)

static inline struct caller *house_caller(const struct house *house, const struct keys_pair *key)
{
    struct caller *caller;
    struct caller_options options = {
        .endpoint = house->endpoint, .server_public_key = house->key.public_key, .key = key};

    if (caller_new(&caller, &options) < 0)
        fail_msg("%s", error_trail());
    return caller;
}

/* house_send() - a request of @body, sent as soon as there is a connection; its id is returned */
static inline struct uuid house_send(struct house *house, struct caller *caller, const char *body)
{
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct request_header header = {.method = "karmayogi.test.v1.TestService/Echo", .timeout_ms = 1000};
    struct clock clock = clock_system();

    assert_int_equal(uuid_v7(&header.request_id, clock_utc_ms(&clock)), 0);
    assert_int_equal(envelope_write_request(&header, &out), 0);
    house_until(house, caller_send(caller, out.data, out.length, body, strlen(body)) == 0);
    return header.request_id;
}

/* house_expect() - the next reply: to @id, with @code, and with @body */
static inline void house_expect(struct house *house, struct caller *caller, const struct uuid *id,
                                enum status_code code, const char *body)
{
    struct caller_reply reply = {0};
    struct reply_header header;
    struct arena arena;

    arena_init(&arena, 1 << 20);
    house_until(house, caller_receive(caller, &reply) == 0);
    assert_true(envelope_read_reply(&header, reply.header, reply.header_length, &arena));
    assert_true(uuid_equal(&header.request_id, id));
    assert_int_equal(header.status.code, code);
    assert_int_equal(reply.body_length, strlen(body));
    assert_memory_equal(reply.body, body, strlen(body));
    caller_reply_deinit(&reply);
    arena_deinit(&arena);
}
