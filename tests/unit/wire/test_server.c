/* Who gets in: stories of one server and those who connect to it, over real sockets. */
#include "stranger.h"

static void test_server__admitted_key__is_answered_and_known_by_name_and_roles(void **state)
{
    /* Would catch: the ZAP handler not asked, the user id lost, implied roles missing. */
    struct house house;
    struct keys_pair desk;
    (void)state;

    house_init(&house, &desk);
    struct caller *caller = house_caller(&house, &desk);
    struct uuid id = house_send(&house, caller, "namaste");
    house_expect(&house, caller, &id, STATUS_OK, "namaste");
    assert_string_equal(house.caller, "desk");
    assert_int_equal(house.roles, ROLE_REGISTRAR | ROLE_READER);
    assert_int_equal(caller_state(caller), CALLER_CONNECTED);
    assert_int_equal(caller_breaks(caller), 0);
    assert_int_equal(house.unknown_key + house.handshake, 0);
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__unknown_key__is_refused_counted_and_told(void **state)
{
    /* Would catch: a key that is not in the folder getting in, a refusal counted twice, a caller that is not told why.
     */
    struct house house;
    struct keys_pair desk, stranger;
    (void)state;

    house_init(&house, &desk);
    assert_int_equal(keys_make(&stranger, "stranger"), 0);
    struct caller *caller = house_caller(&house, &stranger);
    house_until(&house, caller_state(caller) == CALLER_KEY_REFUSED);
    for (int i = 0; i < 20; i++)
        house_turn(&house);
    assert_int_equal(house.unknown_key, 1);
    assert_int_equal(house.handshake + house.requests, 0);
    assert_string_equal(house.address, "127.0.0.1");
    assert_non_null(strstr(caller_state_sentence(caller), house.endpoint));
    assert_non_null(strstr(caller_state_sentence(caller), "(stranger)"));
    assert_non_null(strstr(caller_state_sentence(caller), "karmayogi keys admit"));
    assert_int_equal(caller_send(caller, "", 0, "", 0), 1);

    /* Admitted later, it gets in without anybody starting it again. */
    assert_int_equal(keys_caller_write(&stranger, ROLE_READER, house.folder), 0);
    assert_int_equal(keys_callers_refresh(house.callers), 1);
    struct uuid id = house_send(&house, caller, "hello");
    house_expect(&house, caller, &id, STATUS_OK, "hello");
    assert_string_equal(house.caller, "stranger");
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__wrong_server_key__ends_in_a_verdict_on_both_sides(void **state)
{
    /* Would catch: a caller that knocks forever without a word, and a server that does not notice. */
    struct house house;
    struct keys_pair desk, other;
    struct caller *caller;
    (void)state;

    house_init(&house, &desk);
    assert_int_equal(keys_make(&other, "other"), 0);
    struct caller_options options = {.endpoint = house.endpoint, .server_public_key = other.public_key, .key = &desk};
    assert_int_equal(caller_new(&caller, &options), 0);
    house_until(&house, caller_state(caller) == CALLER_HANDSHAKE_FAILED);
    house_until(&house, house.handshake >= 1);
    assert_int_equal(house.unknown_key + house.requests, 0);
    assert_non_null(strstr(caller_state_sentence(caller), house.endpoint));
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__peer_without_a_key__is_refused_and_told(void **state)
{
    /* Would catch: a server that speaks NULL as well, or one that leaves such peers uncounted. */
    struct house house;
    struct keys_pair desk;
    struct stranger stranger;
    const size_t lengths[] = {0, 10, 10};
    (void)state;

    house_init(&house, &desk);
    stranger_init(&stranger, &house, NULL, NULL);
    stranger_send(&stranger, lengths, 3);
    house_until(&house, house.handshake >= 1);
    stranger_deinit(&stranger);
    assert_int_equal(house.requests + house.malformed + house.unknown_key, 0);
    house_deinit(&house);
}

static void test_server__garbage_over_tcp__is_counted_and_survived(void **state)
{
    /* Would catch: a crash on bytes that are no ZMTP, and connections that end without being counted. */
    static const struct {
        const char *text;
        size_t length;
    } garbage[] = {
        {"GET / HTTP/1.1\r\n\r\n", 18},
        {"\xff\x00\x00\x00\x00\x00\x00\x00\x01\x7f\x03\x01XURVE", 17},
        {"\x00", 1},
        {"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11},
        {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 20},
    };
    struct house house;
    struct keys_pair desk;
    (void)state;

    house_init(&house, &desk);
    for (size_t i = 0; i < sizeof(garbage) / sizeof(garbage[0]); i++) {
        int descriptor = stranger_raw(&house, garbage[i].text, garbage[i].length);
        shutdown(descriptor, SHUT_WR);
        house_until(&house, house.handshake == i + 1);
        close(descriptor);
    }
    struct caller *caller = house_caller(&house, &desk);
    struct uuid id = house_send(&house, caller, "still here");
    house_expect(&house, caller, &id, STATUS_OK, "still here");
    assert_int_equal(house.malformed + house.unknown_key, 0);
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__key_removed__leaves_the_connection_without_a_caller(void **state)
{
    /* Would catch: trust given once at connection time and never looked at again. */
    struct house house;
    struct keys_pair desk;
    char path[128];
    (void)state;

    house_init(&house, &desk);
    struct caller *caller = house_caller(&house, &desk);
    struct uuid id = house_send(&house, caller, "one");
    house_expect(&house, caller, &id, STATUS_OK, "one");
    snprintf(path, sizeof(path), "%s/desk.json", house.callers_folder);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(keys_callers_refresh(house.callers), 1);
    id = house_send(&house, caller, "");
    house_expect(&house, caller, &id, STATUS_UNAUTHENTICATED, "");
    assert_false(house.had_caller);
    /* And a new connection is not admitted at all. */
    struct caller *again = house_caller(&house, &desk);
    house_until(&house, caller_state(again) == CALLER_KEY_REFUSED);
    caller_free(again);
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__second_key_of_a_name__works_beside_the_first(void **state)
{
    /* Would catch: a rotation that locks the old key out before the new one is in use, or gives it another name. */
    struct house house;
    struct keys_pair desk, fresh;
    (void)state;

    house_init(&house, &desk);
    assert_int_equal(keys_make(&fresh, "desk"), 0);
    assert_int_equal(keys_caller_write(&fresh, ROLE_REGISTRAR, house.folder), 0);
    assert_int_equal(keys_callers_refresh(house.callers), 1);
    const struct keys_pair *keys[] = {&desk, &fresh};
    for (size_t i = 0; i < 2; i++) {
        struct caller *caller = house_caller(&house, keys[i]);
        struct uuid id = house_send(&house, caller, "x");
        house_expect(&house, caller, &id, STATUS_OK, "x");
        assert_string_equal(house.caller, "desk");
        caller_free(caller);
    }
    house_deinit(&house);
}

static void test_server__two_in_one_process__ask_their_own_lists(void **state)
{
    /* Would catch: the ZAP handler of one server deciding for another. */
    struct house first, second;
    struct keys_pair desk, other;
    (void)state;

    house_init(&first, &desk);
    house_init(&second, &other);
    struct caller *caller = house_caller(&second, &other);
    struct uuid id = house_send(&second, caller, "second");
    house_expect(&second, caller, &id, STATUS_OK, "second");
    struct caller *wrong = house_caller(&second, &desk);
    house_until(&second, caller_state(wrong) == CALLER_KEY_REFUSED);
    assert_int_equal(first.requests + first.unknown_key, 0);
    caller_free(wrong);
    caller_free(caller);
    house_deinit(&first);
    house_deinit(&second);
}

/* Whether the server has hung up on a peer; what it said before is dropped. */
static bool hung_up(int descriptor)
{
    char bytes[256];
    ssize_t length;

    while ((length = recv(descriptor, bytes, sizeof(bytes), MSG_DONTWAIT)) > 0)
        continue;
    return length == 0 || (errno != EAGAIN && errno != EINTR);
}

static const char greeting[64] = "\xff\x00\x00\x00\x00\x00\x00\x00\x01\x7f\x03\x00"
                                 "CURVE";

static void test_server__strangers_who_never_finish__are_bounded__and_callers_get_in(void **state)
{
    /* Would catch: descriptors that are all held by peers without a key; a caller that is taken for one of them. */
    enum { STRANGERS = 5 * HOUSE_HANDSHAKES };
    struct house house;
    struct keys_pair desk;
    int strangers[STRANGERS];
    unsigned left = STRANGERS;
    (void)state;

    house_init(&house, &desk);
    struct caller *caller = house_caller(&house, &desk);
    struct uuid id = house_send(&house, caller, "before");
    house_expect(&house, caller, &id, STATUS_OK, "before");
    for (size_t i = 0; i < STRANGERS; i++)
        strangers[i] = stranger_raw(&house, greeting, i % sizeof(greeting) + 1);
    for (int turns = 0; turns < HOUSE_TURNS && left > HOUSE_HANDSHAKES; turns++) {
        house_turn(&house);
        left = 0;
        for (size_t i = 0; i < STRANGERS; i++)
            left += !hung_up(strangers[i]);
    }
    assert_int_equal(left, HOUSE_HANDSHAKES);
    assert_true(hung_up(strangers[0]));
    assert_false(hung_up(strangers[STRANGERS - 1]));
    id = house_send(&house, caller, "after");
    house_expect(&house, caller, &id, STATUS_OK, "after");
    assert_int_equal(caller_breaks(caller), 0);
    struct caller *second = house_caller(&house, &desk);
    id = house_send(&house, second, "second");
    house_expect(&house, second, &id, STATUS_OK, "second");
    for (size_t i = 0; i < STRANGERS; i++)
        close(strangers[i]);
    caller_free(second);
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__stranger_who_sends_much__is_hung_up_on__and_a_caller_is_not(void **state)
{
    /* Would catch: memory for a message of somebody who has shown no key; the bound applied to admitted callers. */
    static const char announced[9] = "\x02\x00\x00\x00\x00\x00\x01\x80\x00"; /* a frame of 98,304 bytes */
    static char bytes[60000], large[90001];
    struct house house;
    struct keys_pair desk;
    (void)state;

    house_init(&house, &desk);
    struct caller *caller = house_caller(&house, &desk);
    memset(large, 'x', sizeof(large) - 1);
    struct uuid id = house_send(&house, caller, large);
    house_expect(&house, caller, &id, STATUS_OK, large);
    int stranger = stranger_raw(&house, greeting, sizeof(greeting));
    assert_int_equal(send(stranger, announced, sizeof(announced), MSG_NOSIGNAL), sizeof(announced));
    assert_int_equal(send(stranger, bytes, 10000, MSG_NOSIGNAL), 10000);
    for (int i = 0; i < 20; i++)
        house_turn(&house);
    assert_false(hung_up(stranger));
    assert_int_equal(send(stranger, bytes, sizeof(bytes), MSG_NOSIGNAL), sizeof(bytes));
    house_until(&house, hung_up(stranger));
    house_until(&house, house.handshake == 1);
    id = house_send(&house, caller, large);
    house_expect(&house, caller, &id, STATUS_OK, large);
    assert_int_equal(caller_breaks(caller), 0);
    close(stranger);
    caller_free(caller);
    house_deinit(&house);
}

static void test_server__port_in_use_or_half_a_key__is_told_by_name(void **state)
{
    /* Would catch: a service that starts without listening, and an error that does not say where. */
    struct house house;
    struct keys_pair desk;
    struct server *server;
    (void)state;

    house_init(&house, &desk);
    struct server_options options = {
        .endpoint = house.endpoint,
        .key = &house.key,
        .callers = house.callers,
        .events = {.request = house_request, .malformed = house_malformed, .refused = house_refused},
        .most_handshakes = 1,
        .most_body_bytes = 1000,
    };
    assert_true(server_new(&server, &options) < 0);
    assert_non_null(strstr(error_trail(), house.endpoint));
    assert_null(server);
    struct keys_pair half = house.key;
    half.secret_key[0] = '\0';
    options.key = &half;
    assert_true(server_new(&server, &options) < 0);
    assert_non_null(strstr(error_trail(), ".secret"));
    house_deinit(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_server__admitted_key__is_answered_and_known_by_name_and_roles),
        cmocka_unit_test(test_server__unknown_key__is_refused_counted_and_told),
        cmocka_unit_test(test_server__wrong_server_key__ends_in_a_verdict_on_both_sides),
        cmocka_unit_test(test_server__peer_without_a_key__is_refused_and_told),
        cmocka_unit_test(test_server__garbage_over_tcp__is_counted_and_survived),
        cmocka_unit_test(test_server__key_removed__leaves_the_connection_without_a_caller),
        cmocka_unit_test(test_server__second_key_of_a_name__works_beside_the_first),
        cmocka_unit_test(test_server__two_in_one_process__ask_their_own_lists),
        cmocka_unit_test(test_server__strangers_who_never_finish__are_bounded__and_callers_get_in),
        cmocka_unit_test(test_server__stranger_who_sends_much__is_hung_up_on__and_a_caller_is_not),
        cmocka_unit_test(test_server__port_in_use_or_half_a_key__is_told_by_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
