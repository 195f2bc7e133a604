/* The admin port: what each request is answered, over a real socket and a loop of the test's own. */
#include "base/error.h"
#include "base/limits.h"
#include "runtime/admin_http.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#define PATIENCE_TURNS 2000 /* of at most 10 ms each */

struct port {
    struct ev_loop *loop;
    struct admin_http *http;
    unsigned written; /* times that the page was made */
};

static int write_page(void *context, struct admin_reply *reply)
{
    struct port *port = context;
    port->written++;
    reply->content_type = "text/x-page";
    return buffer_printf(&reply->body, "page\n");
}

static int write_busy(void *context, struct admin_reply *reply)
{
    (void)context;
    reply->status = 503;
    return buffer_printf(&reply->body, "not now\n");
}

static int write_nothing(void *context, struct admin_reply *reply)
{
    (void)context;
    (void)buffer_printf(&reply->body, "half of it");
    return error_raise("the page fails as it was told");
}

static const struct admin_page pages[] = {
    {"/page", write_page}, {"/busy", write_busy}, {"/fails", write_nothing}, {.path = NULL}};

static int setup(void **state)
{
    struct port *port = calloc(1, sizeof *port);
    assert_non_null(port);
    port->loop = ev_loop_new(EVFLAG_AUTO);
    const struct admin_http_options options = {
        .address = "127.0.0.1:0", .pages = pages, .context = port, .loop = port->loop};
    if (admin_http_new(&port->http, &options) != 0)
        fail_msg("%s", error_trail());
    *state = port;
    return 0;
}

static int teardown(void **state)
{
    struct port *port = *state;
    admin_http_free(port->http);
    ev_loop_destroy(port->loop);
    free(port);
    return 0;
}

static int visit(const struct port *port)
{
    const char *address = admin_http_address(port->http);
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
    to.sin_port = htons((uint16_t)atoi(strchr(address, ':') + 1));
    int peer = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(connect(peer, (struct sockaddr *)&to, sizeof to), 0);
    return peer;
}

static void turn(const struct port *port, int peer)
{
    struct pollfd wait = {.fd = peer, .events = POLLIN};
    ev_run(port->loop, EVRUN_NOWAIT);
    poll(&wait, 1, 10);
}

/* What comes back until the port closes the connection; in @reply, which has room for @size. */
static size_t receive(const struct port *port, int peer, char *reply, size_t size)
{
    size_t length = 0;
    for (int turns = 0; turns < PATIENCE_TURNS; turns++) {
        turn(port, peer);
        ssize_t more = recv(peer, reply + length, size - 1 - length, MSG_DONTWAIT);
        if (more == 0 || (more < 0 && errno != EAGAIN))
            break;
        length += more > 0 ? (size_t)more : 0;
    }
    reply[length] = '\0';
    close(peer);
    return length;
}

static void ask(const struct port *port, const char *request, char *reply, size_t size)
{
    int peer = visit(port);
    assert_int_equal(send(peer, request, strlen(request), MSG_NOSIGNAL), strlen(request));
    receive(port, peer, reply, size);
}

static void test_each_request__is_answered_as_the_table_says(void **state)
{
    /* Catches: a method that does something, a path that is nearly right, a failing page that sends its half. */
    static const struct {
        const char *request, *status, *holds;
    } cases[] = {
        {"GET /page HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 ", "\r\n\r\npage\n"},
        {"GET /page HTTP/1.0\r\n\r\n", "HTTP/1.1 200 ", "\r\n\r\npage\n"},
        {"GET /page?since=1 HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 200 ", "text/x-page"},
        {"GET /busy HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 503 ", "not now\n"},
        {"GET /page HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n", "HTTP/1.1 200 ", "page\n"},
        {"GET /fails HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 500 ", "Content-Length: 0"},
        {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 ", "/page\n/busy\n"},
        {"GET /page/ HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 ", "no such page"},
        {"GET /PAGE HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 ", ""},
        {"GET /../page HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 404 ", ""},
        {"POST /page HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc", "HTTP/1.1 405 ", "Allow: GET, HEAD"},
        {"DELETE /page HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 405 ", "Allow: GET, HEAD"},
        {"get /page HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 405 ", ""},
        {"GET /page HTTP/1.1\r\n\r\n", "HTTP/1.1 400 ", ""},
    };
    char reply[8192];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ask(*state, cases[i].request, reply, sizeof reply);
        if (strncmp(reply, cases[i].status, strlen(cases[i].status)) != 0 || !strstr(reply, cases[i].holds))
            fail_msg("%s was answered\n%s", cases[i].request, reply);
        assert_null(strstr(reply, "half of it"));
    }
}

static void test_head__has_the_length_and_no_body(void **state)
{
    char reply[8192];
    ask(*state, "HEAD /page HTTP/1.1\r\nHost: x\r\n\r\n", reply, sizeof reply);
    assert_memory_equal(reply, "HTTP/1.1 200 ", 13);
    assert_non_null(strstr(reply, "Content-Length: 5\r\n"));
    assert_non_null(strstr(reply, "Connection: close\r\n"));
    assert_string_equal(strstr(reply, "\r\n\r\n"), "\r\n\r\n");
}

static void test_garbage__is_answered_with_an_error_or_nothing(void **state)
{
    /* Catches: bytes that stop the loop, or that a page is made for. */
    static const char *const garbage[] = {"\r\n\r\n\r\n\r\n", "GET\r\n\r\n", "\x16\x03\x01\x02\x00\x01\xfc\x03\r\n\r\n",
                                          "GET /page HTTP/9.9\r\n\r\n", "GET /page\r\n\r\n"};
    struct port *port = *state;
    char reply[8192];
    for (size_t i = 0; i < sizeof garbage / sizeof garbage[0]; i++) {
        int peer = visit(port);
        assert_true(send(peer, garbage[i], strlen(garbage[i]), MSG_NOSIGNAL) > 0);
        for (int turns = 0; turns < 20; turns++)
            turn(port, peer);
        ssize_t length = recv(peer, reply, sizeof reply - 1, MSG_DONTWAIT);
        reply[length > 0 ? length : 0] = '\0';
        assert_null(strstr(reply, " 200 "));
        close(peer);
    }
    assert_int_equal(port->written, 0);
    ask(port, "GET /page HTTP/1.1\r\nHost: x\r\n\r\n", reply, sizeof reply);
    assert_memory_equal(reply, "HTTP/1.1 200 ", 13);
}

static void test_request__above_the_limit__is_refused(void **state)
{
    /* Catches: a header that takes as much memory as the peer likes. */
    static const char begin[] = "GET /page HTTP/1.1\r\nHost: x\r\nX-Long: ";
    size_t length = sizeof begin - 1 + 4 * LIMIT_ADMIN_REQUEST_BYTES;
    char *request = malloc(length + 1), reply[8192];
    struct port *port = *state;
    assert_non_null(request);
    memset(request, 'x', length);
    memcpy(request, begin, sizeof begin - 1);
    request[length] = '\0';
    int peer = visit(port);
    assert_true(send(peer, request, length, MSG_NOSIGNAL | MSG_DONTWAIT) > 0);
    receive(port, peer, reply, sizeof reply);
    assert_null(strstr(reply, " 200 "));
    assert_int_equal(port->written, 0);
    free(request);
}

static void test_connections__above_the_limit__wait_until_another_one_ends(void **state)
{
    /* Catches: more connections than there is room for; a port that stays shut once it was full. */
    struct port *port = *state;
    int idle[LIMIT_ADMIN_CONNECTIONS];
    char reply[8192];
    for (size_t i = 0; i < LIMIT_ADMIN_CONNECTIONS; i++) {
        idle[i] = visit(port);
        turn(port, idle[i]);
    }
    int late = visit(port);
    static const char request[] = "GET /page HTTP/1.1\r\nHost: x\r\n\r\n";
    assert_int_equal(send(late, request, sizeof request - 1, MSG_NOSIGNAL), sizeof request - 1);
    for (int i = 0; i < 20; i++)
        turn(port, late);
    assert_int_equal(port->written, 0);
    close(idle[0]);
    receive(port, late, reply, sizeof reply);
    assert_int_equal(port->written, 1);
    for (size_t i = 1; i < LIMIT_ADMIN_CONNECTIONS; i++)
        close(idle[i]);
}

static void test_connection__that_is_fed_byte_by_byte__is_ended(void **state)
{
    /* Catches: a peer that keeps its place by sending something now and then. */
    struct port *port = *state;
    static const char header[] = "GET /page HTTP/1.1\r\nHost: x\r\nX-Slow: ";
    int peer = visit(port);
    assert_int_equal(send(peer, header, sizeof header - 1, MSG_NOSIGNAL), sizeof header - 1);
    char reply[256];
    bool ended = false;
    for (int turns = 0; turns < PATIENCE_TURNS && !ended; turns++) {
        ended = send(peer, "x", 1, MSG_NOSIGNAL) < 0;
        turn(port, peer);
        ended = ended || recv(peer, reply, sizeof reply, MSG_DONTWAIT) == 0;
    }
    assert_true(ended);
    close(peer);
}

static void test_port__that_is_taken__is_said(void **state)
{
    /* Catches: a second service that starts without its admin port, and nobody notices. */
    struct port *port = *state;
    struct admin_http *second = NULL;
    const struct admin_http_options options = {
        .address = admin_http_address(port->http), .pages = pages, .context = port, .loop = port->loop};
    assert_true(admin_http_new(&second, &options) < 0);
    assert_non_null(strstr(error_trail(), options.address));
    assert_non_null(strstr(error_trail(), "--admin"));
    assert_null(second);
}

static void test_address__in_any_form__is_understood_or_refused(void **state)
{
    static const struct {
        const char *address;
        bool fine;
    } cases[] = {
        {"127.0.0.1:7111", true},  {"0.0.0.0:0", true},   {"[::1]:7111", true},    {"none", true},
        {"127.0.0.1:65535", true}, {"", false},           {"7111", false},         {":7111", false},
        {"127.0.0.1", false},      {"127.0.0.1:", false}, {"127.0.0.1:-1", false}, {"127.0.0.1:65536", false},
        {"127.0.0.1:7x", false},   {"::1:7111", false},   {"localhost:1", false},  {"tcp://127.0.0.1:1", false},
        {"127.0.0.1: 1", false},   {"[]:1", false},       {"None", false},         {"127.0.0.1:99999999999", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        if ((admin_http_check(cases[i].address) == NULL) != cases[i].fine)
            fail_msg("%s", cases[i].address);
    }
    assert_true(admin_http_is_off("none"));
    assert_false(admin_http_is_off("127.0.0.1:1"));
    assert_string_equal(admin_http_address(NULL), "");
}

#define WITH_PORT(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_PORT(test_each_request__is_answered_as_the_table_says),
        WITH_PORT(test_head__has_the_length_and_no_body),
        WITH_PORT(test_garbage__is_answered_with_an_error_or_nothing),
        WITH_PORT(test_request__above_the_limit__is_refused),
        WITH_PORT(test_connections__above_the_limit__wait_until_another_one_ends),
        WITH_PORT(test_connection__that_is_fed_byte_by_byte__is_ended),
        WITH_PORT(test_port__that_is_taken__is_said),
        cmocka_unit_test(test_address__in_any_form__is_understood_or_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
