/* Calls whose connection does not come about, or breaks. */
#include "story.h"

#include <arpa/inet.h>
#include <sys/socket.h>

/* A TCP port that is not ours: @says something to everyone, or hangs up. */
struct other_port {
    int descriptor;
    const char *says;
    char endpoint[64];
    pthread_t thread;
};

static void *other_port_run(void *context)
{
    const struct other_port *port = context;

    for (;;) {
        int peer = accept4(port->descriptor, NULL, NULL, SOCK_CLOEXEC);
        if (peer < 0)
            return NULL;
        char greeting[64];
        if (port->says) {
            send(peer, port->says, strlen(port->says), MSG_NOSIGNAL);
            while (recv(peer, greeting, sizeof(greeting), 0) > 0)
                continue;
        }
        close(peer);
    }
}

static void other_port_open(struct other_port *port, const char *says)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof(address);

    port->says = says;
    port->descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(port->descriptor, (struct sockaddr *)&address, size), 0);
    assert_int_equal(getsockname(port->descriptor, (struct sockaddr *)&address, &size), 0);
    snprintf(port->endpoint, sizeof(port->endpoint), "tcp://127.0.0.1:%u", ntohs(address.sin_port));
}

static void other_port_close(struct other_port *port)
{
    shutdown(port->descriptor, SHUT_RDWR);
    pthread_join(port->thread, NULL);
    close(port->descriptor);
}

struct reopening {
    struct story *story;
    char endpoint[128];
};

static void *reopen(void *context)
{
    struct reopening *reopening = context;
    struct house *house = &reopening->story->house;

    while (atomic_load(&reopening->story->seen) == 0)
        usleep(1000);
    house_stop(house);
    server_free(house->server);
    house->answer = NULL;
    house_open_at(house, reopening->endpoint);
    house_start(house);
    return NULL;
}

static void test_call__service_ended_and_came_back__is_sent_again_at_once(void **state)
{
    /* Would catch: a restart of the service that costs its callers a whole try (here: longer than the test may take).
     */
    struct client_call call = {.method = METHOD, .body = "x", .body_length = 1};
    struct story story;
    pthread_t thread;
    (void)state;

    story_init(&story, answer_never, 1000000, 1000000);
    struct reopening reopening = {.story = &story};
    snprintf(reopening.endpoint, sizeof(reopening.endpoint), "%s", story.house.endpoint);
    assert_int_equal(pthread_create(&thread, NULL, reopen, &reopening), 0);
    assert_int_equal(client_call(story.client, &call), 0);
    pthread_join(thread, NULL);
    assert_int_equal(call.tries, 2);
    house_stop(&story.house);
    assert_true(uuid_equal(&story.house.header.request_id, &call.request_id));
    client_call_deinit(&call);
    story_deinit(&story);
}

static void test_call__key_not_admitted__is_unauthenticated_long_before_the_deadline(void **state)
{
    /* Would catch: an operator who waits out a timeout to learn that a key is missing. */
    struct client_call call = {.method = METHOD};
    struct keys_pair stranger;
    struct story story;
    (void)state;

    story_init(&story, answer_at_once, 1000000, 1000000);
    client_free(story.client);
    assert_int_equal(keys_make(&stranger, "stranger"), 0);
    story_client(&story, &stranger, story.house.key.public_key, 1000000, 1000000);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(client_call(story.client, &call), 1);
        assert_int_equal(call.reply.status.code, STATUS_UNAUTHENTICATED);
        assert_string_equal(call.reply.status.reason, "KEY_REFUSED");
        assert_non_null(strstr(call.reply.status.sentence, "does not admit this key (stranger)"));
        assert_non_null(strstr(call.reply.status.sentence, story.house.endpoint));
        assert_int_equal(call.tries, 0);
    }
    house_stop(&story.house);
    assert_int_equal(story.house.unknown_key, 1);
    assert_int_equal(story.seen, 0);
    client_call_deinit(&call);
    story_deinit(&story);
}

static void test_call__another_service_key__is_unauthenticated_long_before_the_deadline(void **state)
{
    /* Would catch: data given to a service that is not the one we mean, or a wait without a word. */
    struct client_call call = {.method = METHOD};
    struct keys_pair other;
    struct story story;
    (void)state;

    story_init(&story, answer_at_once, 1000000, 1000000);
    client_free(story.client);
    assert_int_equal(keys_make(&other, "other"), 0);
    story_client(&story, &story.desk, other.public_key, 1000000, 1000000);
    assert_int_equal(client_call(story.client, &call), 1);
    assert_int_equal(call.reply.status.code, STATUS_UNAUTHENTICATED);
    assert_string_equal(call.reply.status.reason, "HANDSHAKE_FAILED");
    assert_non_null(strstr(call.reply.status.sentence, story.house.endpoint));
    house_stop(&story.house);
    assert_int_equal(story.seen, 0);
    client_call_deinit(&call);
    story_deinit(&story);
}

static void test_call__something_else_listens__is_unauthenticated_long_before_the_deadline(void **state)
{
    /* Would catch: libzmq giving up without a word on what is no ZMTP, and our waiting for it for ever. */
    static const char *const sayings[] = {"HTTP/1.1 400 Bad Request\r\n\r\n", NULL};
    (void)state;

    for (size_t i = 0; i < 2; i++) {
        struct client_call call = {.method = METHOD};
        struct other_port port;
        struct story story = {0};
        other_port_open(&port, sayings[i]);
        assert_int_equal(listen(port.descriptor, 8), 0);
        assert_int_equal(pthread_create(&port.thread, NULL, other_port_run, &port), 0);
        assert_int_equal(keys_make(&story.desk, "desk"), 0);
        snprintf(story.house.endpoint, sizeof(story.house.endpoint), "%s", port.endpoint);
        story_client(&story, &story.desk, story.desk.public_key, 1000000, 1000000);
        assert_int_equal(client_call(story.client, &call), 1);
        assert_int_equal(call.reply.status.code, STATUS_UNAUTHENTICATED);
        assert_string_equal(call.reply.status.reason, "HANDSHAKE_FAILED");
        client_call_deinit(&call);
        client_free_pointer(&story.client);
        assert_null(story.client);
        other_port_close(&port);
    }
}

static void test_call__nobody_listens__is_unavailable_at_the_deadline_with_the_endpoint(void **state)
{
    /* Would catch: "deadline exceeded" where the service is not even running. */
    struct client_call call = {.method = METHOD, .timeout_ms = 300};
    struct other_port port;
    struct story story = {0};
    (void)state;

    other_port_open(&port, NULL); /* bound, so that nobody else takes it, and never listened at */
    assert_int_equal(keys_make(&story.desk, "desk"), 0);
    snprintf(story.house.endpoint, sizeof(story.house.endpoint), "%s", port.endpoint);
    story_client(&story, &story.desk, story.desk.public_key, 1000000, 1000000);
    assert_int_equal(client_call(story.client, &call), 1);
    assert_int_equal(call.reply.status.code, STATUS_UNAVAILABLE);
    assert_string_equal(call.reply.status.reason, "UNREACHABLE");
    assert_non_null(strstr(call.reply.status.sentence, port.endpoint));
    assert_int_equal(call.tries, 0);
    client_call_deinit(&call);
    client_free(story.client);
    close(port.descriptor);
}

static void test_call__asked_what_cannot_be_sent__fails_by_name(void **state)
{
    /* Would catch: a method cut to another one's name. */
    char method[ENVELOPE_METHOD_BYTES + 1], actor[ENVELOPE_ACTOR_BYTES + 1];
    struct position positions[ENVELOPE_POSITIONS + 1] = {0};
    struct client_call call = {.method = method};
    struct client *client;
    struct story story;
    (void)state;

    story_init(&story, answer_at_once, 1000, 1000);
    memset(method, 'm', sizeof(method));
    method[ENVELOPE_METHOD_BYTES] = '\0';
    assert_true(client_call(story.client, &call) < 0);
    call.method = METHOD;
    call.at_least = positions;
    call.at_least_count = ENVELOPE_POSITIONS + 1;
    assert_true(client_call(story.client, &call) < 0);
    assert_non_null(strstr(error_trail(), METHOD));
    client_call_deinit(&call);

    memset(actor, 'a', sizeof(actor));
    actor[ENVELOPE_ACTOR_BYTES] = '\0';
    struct client_options options = {.connection = {.endpoint = story.house.endpoint,
                                                    .server_public_key = story.house.key.public_key,
                                                    .key = &story.desk},
                                     .actor = actor};
    assert_true(client_new(&client, &options) < 0);
    options.actor = NULL;
    options.connection.endpoint = "nowhere";
    assert_true(client_new(&client, &options) < 0);
    assert_non_null(strstr(error_trail(), "nowhere"));
    options.connection.server_public_key = "not a key";
    assert_true(client_new(&client, &options) < 0);
    assert_null(client);
    story_deinit(&story);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_call__service_ended_and_came_back__is_sent_again_at_once),
        cmocka_unit_test(test_call__key_not_admitted__is_unauthenticated_long_before_the_deadline),
        cmocka_unit_test(test_call__another_service_key__is_unauthenticated_long_before_the_deadline),
        cmocka_unit_test(test_call__something_else_listens__is_unauthenticated_long_before_the_deadline),
        cmocka_unit_test(test_call__nobody_listens__is_unavailable_at_the_deadline_with_the_endpoint),
        cmocka_unit_test(test_call__asked_what_cannot_be_sent__fails_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
