/* What comes in and goes out: stories of the messages of one server, over real sockets. */
#include "stranger.h"

static void test_server__other_numbers_of_frames__are_malformed_and_drained(void **state)
{
    /* Would catch: frames of one message read as the beginning of the next. */
    static const size_t counts[] = {1, 2, 4, 20};
    struct house house;
    struct keys_pair desk;
    struct stranger stranger;
    const size_t lengths[20] = {0};
    (void)state;

    house_init(&house, &desk);
    stranger_init(&stranger, &house, &desk, NULL);
    for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
        stranger_send(&stranger, lengths, counts[i]);
        house_until(&house, house.malformed == i + 1);
        assert_int_equal(house.frames, counts[i]);
        assert_string_equal(house.caller, "desk");
    }
    assert_int_equal(house.requests, 0);
    stranger_send(&stranger, lengths, 3);
    house_until(&house, house.requests == 1);
    stranger_deinit(&stranger);
    house_deinit(&house);
}

static void test_server__first_frame_not_empty_or_header_too_large__is_malformed(void **state)
{
    /* Would catch: a header of a megabyte reaching protobuf, and messages of a REQ that signs its frames otherwise. */
    static const size_t cases[][3] = {{1, 10, 10}, {0, ENVELOPE_HEADER_BYTES + 1, 10}, {0, 90000, 0}};
    struct house house;
    struct keys_pair desk;
    struct stranger stranger;
    (void)state;

    house_init(&house, &desk);
    stranger_init(&stranger, &house, &desk, NULL);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        stranger_send(&stranger, cases[i], 3);
        house_until(&house, house.malformed == i + 1);
        assert_int_equal(house.frames, 3);
    }
    assert_int_equal(house.requests, 0);
    stranger_deinit(&stranger);
    house_deinit(&house);
}

static void test_server__body_at_the_limit__passes_and_one_byte_more_ends_the_connection(void **state)
{
    /* Would catch: a limit that forgets CURVE's own bytes, or that lets a header of a megabyte be received. */
    const size_t fits[] = {0, 10, HOUSE_BODY_BYTES}, body[] = {0, 10, HOUSE_BODY_BYTES + 1}, header[] = {0, 1 << 20, 0};
    const size_t *too_large[] = {body, header};
    struct house house;
    struct keys_pair desk;
    (void)state;

    house_init(&house, &desk);
    for (size_t i = 0; i < 2; i++) {
        struct stranger stranger;
        stranger_init(&stranger, &house, &desk, NULL);
        stranger_send(&stranger, fits, 3);
        house_until(&house, house.requests == i + 1);
        stranger_send(&stranger, too_large[i], 3);
        stranger_send(&stranger, fits, 3); /* goes down with the connection, or comes after another one was made */
        struct caller *caller = house_caller(&house, &desk);
        struct uuid id = house_send(&house, caller, "others go on");
        house_expect(&house, caller, &id, STATUS_OK, "others go on");
        caller_free(caller);
        stranger_deinit(&stranger);
        atomic_store(&house.requests, i + 1);
    }
    assert_int_equal(house.malformed, 0);
    house_deinit(&house);
}

static void test_server__routing_id_chosen_by_the_peer__is_malformed(void **state)
{
    /* Would catch: a peer that takes the place of one that just left, and gets the answers owed to it. */
    static const char *const ids[] = {"abcde", "a-name-of-more-than-sixteen-bytes"};
    const size_t lengths[] = {0, 10, 10};
    struct house house;
    struct keys_pair desk;
    (void)state;

    house_init(&house, &desk);
    for (size_t i = 0; i < 2; i++) {
        struct stranger stranger;
        stranger_init(&stranger, &house, &desk, ids[i]);
        stranger_send(&stranger, lengths, 3);
        house_until(&house, house.malformed == i + 1);
        stranger_deinit(&stranger);
    }
    assert_int_equal(house.requests, 0);
    house_deinit(&house);
}

static bool answer_nothing(struct house *house, const struct server_request *request,
                           const struct request_header *header)
{
    struct server_request *kept = house->context;
    (void)header;

    *kept = *request;
    return true;
}

static void test_server__reply_to_a_peer_that_left__is_dropped_and_counted(void **state)
{
    /* Would catch: a send that blocks the loop or fails the service because one peer went away. */
    struct house house;
    struct keys_pair desk;
    struct server_request kept = {0};
    (void)state;

    house_init(&house, &desk);
    house.answer = answer_nothing;
    house.context = &kept;
    struct caller *caller = house_caller(&house, &desk);
    house_send(&house, caller, "bye");
    house_until(&house, house.requests == 1);
    caller_free(caller);
    assert_int_equal(server_dropped(house.server), 0);
    house_until(&house, server_send(house.server, kept.routing_id, kept.routing_id_length, "h", 1, NULL, 0) == 1);
    assert_int_equal(server_dropped(house.server), 1);
    house_deinit(&house);
}

static void test_server__peer_that_does_not_read__loses_replies_and_blocks_nobody(void **state)
{
    /* Would catch: memory that grows with every reply to a peer that does not take them. */
    static char body[HOUSE_BODY_BYTES];
    struct house house;
    struct keys_pair desk;
    struct stranger stranger;
    struct server_request kept = {0};
    const size_t lengths[] = {0, 10, 10};
    int few = 1, small = 4096;
    (void)state;

    house_init(&house, &desk);
    house.answer = answer_nothing;
    house.context = &kept;
    stranger_init(&stranger, &house, &desk, NULL);
    zmq_disconnect(stranger.dealer, house.endpoint);
    zmq_setsockopt(stranger.dealer, ZMQ_RCVHWM, &few, sizeof(few));
    zmq_setsockopt(stranger.dealer, ZMQ_RCVBUF, &small, sizeof(small));
    zmq_connect(stranger.dealer, house.endpoint);
    stranger_send(&stranger, lengths, 3);
    house_until(&house, house.requests == 1);
    int sent = 0;
    while (sent < 100000 &&
           server_send(house.server, kept.routing_id, kept.routing_id_length, "h", 1, body, sizeof(body)) == 0)
        sent++;
    assert_in_range(sent, 100, 2500); /* what the connection holds, and the kernel's buffers */
    house.answer = NULL;
    struct caller *caller = house_caller(&house, &desk);
    struct uuid id = house_send(&house, caller, "me first");
    house_expect(&house, caller, &id, STATUS_OK, "me first");
    caller_free(caller);
    stranger_deinit(&stranger);
    house_deinit(&house);
}

static void test_server__draining__answers_who_is_there_and_leaves_new_ones_waiting(void **state)
{
    /* Would catch: a drain that cuts the connections on which replies are still owed. */
    struct house house;
    struct keys_pair desk;
    struct server_request kept = {0};
    struct status status = {.code = STATUS_OK};
    (void)state;

    house_init(&house, &desk);
    house.answer = answer_nothing;
    house.context = &kept;
    struct caller *caller = house_caller(&house, &desk);
    struct uuid id = house_send(&house, caller, "slow");
    house_until(&house, house.requests == 1);
    server_stop_taking(house.server);
    struct caller *late = house_caller(&house, &desk);
    for (int i = 0; i < 20; i++)
        house_turn(&house);
    assert_int_equal(caller_state(late), CALLER_CONNECTING);
    house_reply(&house, &kept, &id, &status, "done", 4);
    house_expect(&house, caller, &id, STATUS_OK, "done");
    caller_free(late);
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__reply_sent_just_before_the_end__still_arrives(void **state)
{
    /* Would catch: the last replies of a stopping service lost on the way, and a port that is not free afterwards. */
    struct house house;
    struct keys_pair desk;
    struct server_request kept = {0};
    struct status status = {.code = STATUS_OK};
    char endpoint[128];
    (void)state;

    house_init(&house, &desk);
    house.answer = answer_nothing;
    house.context = &kept;
    struct caller *caller = house_caller(&house, &desk);
    struct uuid id = house_send(&house, caller, "last");
    house_until(&house, house.requests == 1);
    house_reply(&house, &kept, &id, &status, "done", 4);
    snprintf(endpoint, sizeof(endpoint), "%s", house.endpoint);
    server_free(house.server);
    house_open_at(&house, endpoint);
    assert_string_equal(house.endpoint, endpoint);
    house_expect(&house, caller, &id, STATUS_OK, "done");
    /* And the same caller finds the new one by itself. */
    house_until(&house, caller_breaks(caller) == 1);
    house.answer = NULL;
    id = house_send(&house, caller, "again");
    house_expect(&house, caller, &id, STATUS_OK, "again");
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__many_replies_sent_just_before_the_end__all_arrive(void **state)
{
    /* Would catch: writes that a stopping service has done, and whose callers never hear of it: connections that are
     * ended with what they still had to be sent. */
    enum { REPLIES = 500, BODY = 2000 };
    static char body[BODY];
    struct house house;
    struct keys_pair desk;
    struct stranger stranger;
    struct server_request kept = {0};
    struct status status = {.code = STATUS_OK};
    const size_t lengths[] = {0, 10, 0};
    const int patience_ms = 10000;
    (void)state;

    house_init(&house, &desk);
    house.answer = answer_nothing;
    house.context = &kept;
    stranger_init(&stranger, &house, &desk, NULL);
    stranger_send(&stranger, lengths, 3);
    house_until(&house, house.requests == 1);
    for (int i = 0; i < REPLIES; i++)
        house_reply(&house, &kept, &house.header.request_id, &status, body, sizeof(body));
    assert_int_equal(server_dropped(house.server), 0);
    server_free(house.server);
    house.server = NULL;
    zmq_setsockopt(stranger.dealer, ZMQ_RCVTIMEO, &patience_ms, sizeof(patience_ms));
    for (int i = 0; i < 3 * REPLIES; i++)
        assert_true(zmq_recv(stranger.dealer, body, sizeof(body), 0) >= 0);
    stranger_deinit(&stranger);
    house_deinit(&house);
}

static void test_server__a_turn__handles_no_more_than_its_share(void **state)
{
    /* Would catch: one busy caller that keeps the loop from everything else it has to do. */
    struct house house;
    struct keys_pair desk;
    (void)state;

    house_init(&house, &desk);
    struct caller *caller = house_caller(&house, &desk);
    for (int i = 0; i < 20; i++)
        house_send(&house, caller, "x");
    for (unsigned turns = HOUSE_TURNS; turns > 0 && house.requests < 20; turns--) {
        unsigned before = house.requests;
        int descriptors[4];
        struct pollfd watched[4];
        size_t count = server_descriptors(house.server, descriptors);
        int more = server_turn(house.server, 3);
        assert_in_range(house.requests - before, 0, 3);
        for (size_t i = 0; i < count; i++)
            watched[i] = (struct pollfd){.fd = descriptors[i], .events = POLLIN};
        if (more == 0)
            poll(watched, count, 5);
    }
    assert_int_equal(house.requests, 20);
    caller_free(caller);
    house_deinit(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_server__other_numbers_of_frames__are_malformed_and_drained),
        cmocka_unit_test(test_server__first_frame_not_empty_or_header_too_large__is_malformed),
        cmocka_unit_test(test_server__body_at_the_limit__passes_and_one_byte_more_ends_the_connection),
        cmocka_unit_test(test_server__routing_id_chosen_by_the_peer__is_malformed),
        cmocka_unit_test(test_server__reply_to_a_peer_that_left__is_dropped_and_counted),
        cmocka_unit_test(test_server__peer_that_does_not_read__loses_replies_and_blocks_nobody),
        cmocka_unit_test(test_server__draining__answers_who_is_there_and_leaves_new_ones_waiting),
        cmocka_unit_test(test_server__reply_sent_just_before_the_end__still_arrives),
        cmocka_unit_test(test_server__many_replies_sent_just_before_the_end__all_arrive),
        cmocka_unit_test(test_server__a_turn__handles_no_more_than_its_share),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
