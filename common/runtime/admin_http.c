/*
 * admin_http - see admin_http.h.
 *
 * libmicrohttpd keeps an epoll descriptor of its own; the loop watches that one and lets the library run when something
 * is ready, and when MHD_get_timeout() says that it wants to be called without that. Odd cases: its time limit begins
 * anew with every byte, so a peer that sends one byte a second would stay for ever; a timer of ours shuts the socket of
 * every connection that has been there too long. When all places are taken, new connections wait in the kernel's queue;
 * the library looks there again only when it runs the next time, which that timer sees to.
 */
#include "runtime/admin_http.h"

#include "base/error.h"
#include "base/limits.h"
#include "runtime/log.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define ADDRESS_BYTES 80
#define SWEEP_SECONDS 0.5
#define PLAIN_TEXT    "text/plain; charset=utf-8"

struct visitor {
    struct MHD_Connection *connection; /* NULL: the place is free */
    int descriptor;
    ev_tstamp since;
};

struct admin_http {
    struct admin_http_options options;
    struct MHD_Daemon *daemon;
    ev_io ready;
    ev_timer wanted, sweep;
    struct visitor visitors[LIMIT_ADMIN_CONNECTIONS];
    char address[ADDRESS_BYTES];
};

/* Addresses */

static bool split(const char *address, char host[ADDRESS_BYTES], const char **port)
{
    const char *colon = strrchr(address, ':');
    size_t length = colon ? (size_t)(colon - address) : 0;
    bool bracketed = length > 2 && address[0] == '[' && address[length - 1] == ']';
    if (bracketed) {
        address++;
        length -= 2;
    }
    if (length == 0 || length >= ADDRESS_BYTES || (!bracketed && memchr(address, ':', length)))
        return false;
    memcpy(host, address, length);
    host[length] = '\0';
    *port = colon + 1;
    return true;
}

static struct addrinfo *parse(const char *address)
{
    const struct addrinfo hints = {
        .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
    char host[ADDRESS_BYTES], *end;
    const char *port;
    struct addrinfo *found = NULL;
    if (!split(address, host, &port) || strspn(port, "0123456789") != strlen(port) || strlen(port) > 5 || !*port ||
        strtol(port, &end, 10) > 65535)
        return NULL;
    return getaddrinfo(host, port, &hints, &found) == 0 ? found : NULL;
}

bool admin_http_is_off(const char *address)
{
    return strcmp(address, "none") == 0;
}

const char *admin_http_check(const char *address)
{
    struct addrinfo *found = admin_http_is_off(address) ? NULL : parse(address);
    if (!found && !admin_http_is_off(address))
        return "must be ADDRESS:PORT such as 127.0.0.1:7111, or none";
    if (found)
        freeaddrinfo(found);
    return NULL;
}

static int say_address(struct admin_http *http, int descriptor)
{
    struct sockaddr_storage bound;
    socklen_t length = sizeof bound;
    char host[NI_MAXHOST], port[NI_MAXSERV];
    if (getsockname(descriptor, (struct sockaddr *)&bound, &length) != 0)
        return error_system("admin port");
    if (getnameinfo((struct sockaddr *)&bound, length, host, sizeof host, port, sizeof port,
                    NI_NUMERICHOST | NI_NUMERICSERV) != 0)
        return error_raise("admin port: no address");
    int written = snprintf(http->address, sizeof http->address, strchr(host, ':') ? "[%s]:%s" : "%s:%s", host, port);
    return written > 0 && (size_t)written < sizeof http->address ? 0 : error_raise("admin port: a long address");
}

/* Return: a listening socket, or < 0. */
static int listen_at(const char *address)
{
    const int yes = 1;
    struct addrinfo *found = parse(address);
    if (!found)
        return error_raise("admin port: %s: %s", address, admin_http_check(address));
    int descriptor = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int result = descriptor < 0 ? error_system("admin port") : 0;
    if (result == 0 && setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0)
        result = error_system("admin port");
    if (result == 0 &&
        (bind(descriptor, found->ai_addr, found->ai_addrlen) != 0 || listen(descriptor, LIMIT_ADMIN_CONNECTIONS) != 0))
        result = error_system("cannot listen on the admin port %s (--admin names another one)", address);
    freeaddrinfo(found);
    if (result && descriptor >= 0)
        close(descriptor);
    return result ? result : descriptor;
}

/* Requests */

static enum MHD_Result send_reply(struct MHD_Connection *connection, const struct admin_reply *reply)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(reply->body.length, reply->body.data, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    enum MHD_Result result =
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, reply->content_type) == MHD_YES &&
                MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close") == MHD_YES &&
                (reply->status != MHD_HTTP_METHOD_NOT_ALLOWED ||
                 MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, "GET, HEAD") == MHD_YES)
            ? MHD_queue_response(connection, reply->status, response)
            : MHD_NO;
    MHD_destroy_response(response);
    return result;
}

static const struct admin_page *find_page(const struct admin_http *http, const char *path)
{
    for (const struct admin_page *page = http->options.pages; page->path; page++) {
        if (strcmp(page->path, path) == 0)
            return page;
    }
    return NULL;
}

static int write_reply(const struct admin_http *http, const char *path, const char *method, struct admin_reply *reply)
{
    const struct admin_page *page = find_page(http, path);
    if (strcmp(method, MHD_HTTP_METHOD_GET) != 0 && strcmp(method, MHD_HTTP_METHOD_HEAD) != 0) {
        reply->status = MHD_HTTP_METHOD_NOT_ALLOWED;
        return buffer_printf(&reply->body, "Only GET and HEAD.\n");
    }
    if (page)
        return page->write(http->options.context, reply);
    reply->status = MHD_HTTP_NOT_FOUND;
    int result = buffer_printf(&reply->body, "There is no such page. There are:\n");
    for (page = http->options.pages; page->path && result == 0; page++)
        result = buffer_printf(&reply->body, "%s\n", page->path);
    return result;
}

/* Called once the header of a request is there; a body that may follow is not waited for. */
static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *path, const char *method,
                              const char *version, const char *upload, size_t *upload_bytes, void **request)
{
    (void)version, (void)upload, (void)upload_bytes, (void)request;
    struct admin_http *http = context;
    struct admin_reply reply = {.status = MHD_HTTP_OK, .content_type = PLAIN_TEXT};
    int result = write_reply(http, path, method, &reply);
    struct buffer body = reply.body;
    if (result < 0) {
        log_event(LOG_ERROR, "admin_page_failed", "{s:s, s:s}", "path", path, "trail", error_trail());
        reply = (struct admin_reply){.status = MHD_HTTP_INTERNAL_SERVER_ERROR, .content_type = PLAIN_TEXT};
    }
    enum MHD_Result sent = send_reply(connection, &reply);
    buffer_deinit(&body);
    return sent;
}

/* Connections */

static void visited(void *context, struct MHD_Connection *connection, void **socket_context,
                    enum MHD_ConnectionNotificationCode code)
{
    struct admin_http *http = context;
    struct visitor *visitor = *socket_context;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        if (visitor)
            *visitor = (struct visitor){0};
        return;
    }
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    for (size_t i = 0; i < LIMIT_ADMIN_CONNECTIONS && info; i++) {
        visitor = &http->visitors[i];
        if (visitor->connection)
            continue;
        *visitor = (struct visitor){connection, info->connect_fd, ev_now(http->options.loop)};
        *socket_context = visitor;
        return;
    }
}

static void run(struct admin_http *http)
{
    MHD_UNSIGNED_LONG_LONG wait_ms;
    struct ev_loop *loop = http->options.loop;
    if (MHD_run(http->daemon) != MHD_YES)
        log_event(LOG_ERROR, "admin_port_failed", NULL);
    ev_timer_stop(loop, &http->wanted);
    if (MHD_get_timeout(http->daemon, &wait_ms) != MHD_YES)
        return;
    ev_timer_set(&http->wanted, (double)wait_ms / 1000, 0);
    ev_timer_start(loop, &http->wanted);
}

static void ready(struct ev_loop *loop, ev_io *watcher, int events)
{
    (void)loop, (void)events;
    run(watcher->data);
}

static void wanted(struct ev_loop *loop, ev_timer *watcher, int events)
{
    (void)loop, (void)events;
    run(watcher->data);
}

static void sweep(struct ev_loop *loop, ev_timer *watcher, int events)
{
    (void)events;
    struct admin_http *http = watcher->data;
    for (size_t i = 0; i < LIMIT_ADMIN_CONNECTIONS; i++) {
        const struct visitor *visitor = &http->visitors[i];
        if (visitor->connection && ev_now(loop) - visitor->since > LIMIT_ADMIN_CONNECTION_MS / 1000.0)
            shutdown(visitor->descriptor, SHUT_RDWR); /* the library reads the end, and closes */
    }
    run(http);
}

/* Begin and end */

static int start(struct admin_http *http, int descriptor)
{
    http->daemon = MHD_start_daemon(
        MHD_USE_EPOLL, 0, NULL, NULL, answer, http, MHD_OPTION_LISTEN_SOCKET, descriptor, MHD_OPTION_CONNECTION_LIMIT,
        LIMIT_ADMIN_CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)LIMIT_ADMIN_REQUEST_BYTES,
        MHD_OPTION_CONNECTION_TIMEOUT, LIMIT_ADMIN_CONNECTION_MS / 1000, MHD_OPTION_NOTIFY_CONNECTION, visited, http,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    const union MHD_DaemonInfo *info =
        http->daemon ? MHD_get_daemon_info(http->daemon, MHD_DAEMON_INFO_EPOLL_FD) : NULL;
    if (!info) {
        if (!http->daemon)
            close(descriptor);
        return error_raise("admin port: libmicrohttpd does not start");
    }
    ev_io_init(&http->ready, ready, info->epoll_fd, EV_READ);
    ev_timer_init(&http->wanted, wanted, 0, 0);
    ev_timer_init(&http->sweep, sweep, SWEEP_SECONDS, SWEEP_SECONDS);
    http->ready.data = http->wanted.data = http->sweep.data = http;
    ev_io_start(http->options.loop, &http->ready);
    ev_timer_start(http->options.loop, &http->sweep);
    return 0;
}

int admin_http_new(struct admin_http **out, const struct admin_http_options *options)
{
    struct admin_http *http = calloc(1, sizeof *http);
    if (!http)
        return error_system("admin port");
    http->options = *options;
    int descriptor = listen_at(options->address);
    int result = descriptor < 0 ? descriptor : say_address(http, descriptor);
    if (result && descriptor >= 0)
        close(descriptor);
    if (result == 0)
        result = start(http, descriptor);
    if (result) {
        admin_http_free(http);
        return result;
    }
    *out = http;
    return 0;
}

void admin_http_free(struct admin_http *http)
{
    if (!http)
        return;
    if (http->daemon) {
        ev_io_stop(http->options.loop, &http->ready);
        ev_timer_stop(http->options.loop, &http->wanted);
        ev_timer_stop(http->options.loop, &http->sweep);
        MHD_stop_daemon(http->daemon);
    }
    free(http);
}

const char *admin_http_address(const struct admin_http *http)
{
    return http ? http->address : "";
}
