/*
 * A caller that asks for much and is gone, while the loop is busy with something else. libzmq 4.3.4 ends the process
 * (`!_io_error`) when a connection whose messages nobody takes breaks and its heartbeat comes due after that.
 */
#include "house.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#define REQUESTS    400   /* more than wait for the loop on one connection: what follows is not read any more */
#define BUSY_MS     11000 /* longer than the 10 s between two heartbeats, where somebody switches them on */
#define DESCRIPTORS 1024
#define ARRIVAL_MS  1000 /* for the last bytes to arrive */

/* Our ends of connections to @port go without a word when they are closed: as of a host that crashes, or of a program
 * that leaves answers unread. Return: how many there are. */
static unsigned end_without_a_word(unsigned port)
{
    const struct linger at_once = {1, 0};
    unsigned count = 0;
    for (int descriptor = 0; descriptor < DESCRIPTORS; descriptor++) {
        struct sockaddr_in peer;
        socklen_t size = sizeof peer;
        if (getpeername(descriptor, (struct sockaddr *)&peer, &size) != 0 || peer.sin_family != AF_INET ||
            ntohs(peer.sin_port) != port)
            continue;
        assert_int_equal(setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once), 0);
        count++;
    }
    return count;
}

static void ask_for_much(struct house *house, struct caller *caller)
{
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct request_header header = {.method = "karmayogi.test.v1.TestService/Echo", .timeout_ms = 1000};
    struct clock clock = clock_system();

    house_until(house, caller_state(caller) == CALLER_CONNECTED);
    assert_int_equal(uuid_v7(&header.request_id, clock_utc_ms(&clock)), 0);
    assert_int_equal(envelope_write_request(&header, &out), 0);
    for (int i = 0; i < REQUESTS; i++)
        assert_int_equal(caller_send(caller, out.data, out.length, "namaste", 7), 0);
}

/* The loop does nothing for so long, whatever comes. */
static void be_busy(int64_t busy_ms)
{
    struct clock clock = clock_system();
    int64_t until_ms = clock_monotonic_ms(&clock) + busy_ms, left_ms;
    while ((left_ms = until_ms - clock_monotonic_ms(&clock)) > 0)
        poll(NULL, 0, (int)left_ms);
}

static void test_server__callers_gone_while_the_loop_is_busy__do_not_end_the_process(void **state)
{
    /* Would catch: heartbeats, or whatever else writes to a connection that broke while its messages waited. */
    struct house house;
    struct keys_pair desk;
    (void)state;

    house_init(&house, &desk);
    struct caller *gone = house_caller(&house, &desk);
    ask_for_much(&house, gone);
    be_busy(ARRIVAL_MS);
    assert_int_equal(end_without_a_word((unsigned)strtoul(strrchr(house.endpoint, ':') + 1, NULL, 10)), 1);
    caller_free(gone);
    be_busy(BUSY_MS);
    assert_true(house.requests < REQUESTS);
    struct caller *other = house_caller(&house, &desk);
    struct uuid id = house_send(&house, other, "namaste");
    house_expect(&house, other, &id, STATUS_OK, "namaste");
    caller_free(other);
    house_deinit(&house);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_server__callers_gone_while_the_loop_is_busy__do_not_end_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
