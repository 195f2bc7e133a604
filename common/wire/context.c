/*
 * context - contexts, and the options that every socket of ours has.
 *
 * Two IO threads: servers live on the first, callers on the second. A caller's IO thread resolves names, which blocks
 * while a name server does not answer; the callers of our own service must not feel that.
 */
#include "wire/context.h"
#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

enum {
    IO_THREADS = 2,
    SOCKETS_MOST = 4096, /* of ours, not connections; each one monitored takes three */
    HANDSHAKE_MS = 10000,
    UNACKNOWLEDGED_MS = 20000,
};

struct context {
    struct context *next;
    void *zmq;
    unsigned refs;
    bool has_server;
};

static pthread_mutex_t contexts_lock = PTHREAD_MUTEX_INITIALIZER;
static struct context *contexts;

static struct context *context_new(void)
{
    struct context *context = calloc(1, sizeof(*context));
    if (!context) {
        error_raise("out of memory");
        return NULL;
    }
    context->zmq = zmq_ctx_new();
    if (!context->zmq || zmq_ctx_set(context->zmq, ZMQ_IO_THREADS, IO_THREADS) < 0 ||
        zmq_ctx_set(context->zmq, ZMQ_MAX_SOCKETS, SOCKETS_MOST) < 0) {
        error_raise("cannot make a ZeroMQ context: %s", zmq_strerror(errno));
        if (context->zmq)
            zmq_ctx_term(context->zmq);
        free(context);
        return NULL;
    }
    return context;
}

int context_ref(struct context **context, enum context_use use)
{
    struct context **at = &contexts;

    pthread_mutex_lock(&contexts_lock);
    while (*at && use == CONTEXT_SERVER && (*at)->has_server)
        at = &(*at)->next;
    if (!*at)
        *at = context_new();
    if (*at) {
        (*at)->refs++;
        if (use == CONTEXT_SERVER)
            (*at)->has_server = true;
    }
    *context = *at;
    pthread_mutex_unlock(&contexts_lock);
    return *context ? 0 : -1;
}

void context_unref(struct context *context, enum context_use use)
{
    struct context **at = &contexts;
    bool is_last;

    pthread_mutex_lock(&contexts_lock);
    assert(context->refs > 0);
    is_last = --context->refs == 0;
    if (use == CONTEXT_SERVER)
        context->has_server = false;
    while (is_last && *at != context)
        at = &(*at)->next;
    if (is_last)
        *at = context->next;
    pthread_mutex_unlock(&contexts_lock);
    if (!is_last)
        return;
    while (zmq_ctx_term(context->zmq) < 0 && errno == EINTR)
        continue;
    free(context);
}

void *context_socket(struct context *context, int type)
{
    void *socket = zmq_socket(context->zmq, type);

    if (!socket)
        error_raise("cannot make a ZeroMQ socket: %s", zmq_strerror(errno));
    return socket;
}

int socket_set_int(void *socket, int option, int value)
{
    if (zmq_setsockopt(socket, option, &value, sizeof(value)) < 0)
        return error_raise("cannot set ZeroMQ option %d to %d: %s", option, value, zmq_strerror(errno));
    return 0;
}

int socket_set_text(void *socket, int option, const char *value)
{
    if (zmq_setsockopt(socket, option, value, strlen(value)) < 0)
        return error_raise("cannot set ZeroMQ option %d: %s", option, zmq_strerror(errno));
    return 0;
}

int socket_set_common(void *socket, enum context_use use, const char *endpoint)
{
    const struct {
        int option;
        int value;
    } table[] = {
        {ZMQ_HANDSHAKE_IVL, HANDSHAKE_MS},
        /* No heartbeats of ZMTP: libzmq 4.3.4 aborts where the time for one comes on a connection that broke while its
         * messages found no room (https://github.com/zeromq/libzmq/issues/4364). Who is gone is noticed by TCP. */
        {ZMQ_TCP_MAXRT, UNACKNOWLEDGED_MS},
        {ZMQ_TCP_KEEPALIVE, 1},
        {ZMQ_TCP_KEEPALIVE_IDLE, 30},
        {ZMQ_TCP_KEEPALIVE_INTVL, 10},
        {ZMQ_TCP_KEEPALIVE_CNT, 3},
        /* Only where the address is written as one of IPv6: with the option on, names resolve to IPv6 first, and a
         * service that listens on IPv4 alone would not be found. */
        {ZMQ_IPV6, strchr(endpoint, '[') != NULL},
    };
    uint64_t io_thread = use == CONTEXT_SERVER ? 1 : 2; /* a bit each */

    if (zmq_setsockopt(socket, ZMQ_AFFINITY, &io_thread, sizeof(io_thread)) < 0)
        return error_raise("cannot choose the ZeroMQ IO thread: %s", zmq_strerror(errno));
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (socket_set_int(socket, table[i].option, table[i].value) < 0)
            return -1;
    }
    return 0;
}

int socket_descriptor(void *socket)
{
    int descriptor = -1;
    size_t size = sizeof(descriptor);

    if (zmq_getsockopt(socket, ZMQ_FD, &descriptor, &size) < 0)
        return error_raise("cannot get the descriptor of a ZeroMQ socket: %s", zmq_strerror(errno));
    return descriptor;
}

void *monitor_open(struct context *context, void *socket, int events)
{
    static atomic_ulong number;
    char address[64];

    snprintf(address, sizeof(address), "inproc://karmayogi.monitor.%lu", atomic_fetch_add(&number, 1));
    if (zmq_socket_monitor(socket, address, events) < 0) {
        error_raise("cannot monitor a ZeroMQ socket: %s", zmq_strerror(errno));
        return NULL;
    }
    void *monitor = context_socket(context, ZMQ_PAIR);
    if (!monitor)
        return NULL;
    /* No high-water mark: ZeroMQ's IO thread waits where its events find no room, and every connection of the process
     * would stand still with it. */
    if (socket_set_int(monitor, ZMQ_RCVHWM, 0) < 0 || socket_set_int(monitor, ZMQ_LINGER, 0) < 0) {
        zmq_close(monitor);
        return NULL;
    }
    if (zmq_connect(monitor, address) < 0) {
        error_raise("cannot connect to a ZeroMQ monitor: %s", zmq_strerror(errno));
        zmq_close(monitor);
        return NULL;
    }
    return monitor;
}

void monitor_close(void *socket, void *monitor)
{
    if (socket)
        zmq_socket_monitor(socket, NULL, 0);
    if (monitor)
        zmq_close(monitor);
}

int monitor_next(void *monitor, struct monitor_event *event)
{
    uint8_t frame[6] = {0};
    uint16_t number;
    uint32_t value;
    char address[256];

    while (zmq_recv(monitor, frame, sizeof(frame), ZMQ_DONTWAIT) < 0) {
        if (errno != EINTR)
            return errno == EAGAIN ? 1 : error_raise("ZeroMQ monitor: %s", zmq_strerror(errno));
    }
    memcpy(&number, frame, sizeof(number));
    memcpy(&value, frame + sizeof(number), sizeof(value));
    if (zmq_recv(monitor, address, sizeof(address), ZMQ_DONTWAIT) < 0)
        return error_raise("ZeroMQ monitor: %s", zmq_strerror(errno));
    *event = (struct monitor_event){.event = number, .value = value};
    return 0;
}
