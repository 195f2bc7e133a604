/*
 * server - one ROUTER socket and its two companions: the ZAP handler and the monitor.
 *
 * Each of the three has an edge-triggered descriptor, so a turn takes from each until it says "nothing there" or the
 * turn's share is used up; nothing else counts as empty. A refusal by key is seen by the ZAP handler. Every other
 * failed handshake is seen by the monitor, one way or another: there is an event where the peer hangs up, none where we
 * do. Such a connection is known by its end: its descriptor was accepted and closed again while no handshake at all
 * succeeded in between. When others do succeed meanwhile it goes uncounted.
 *
 * libzmq lets a peer choose its routing id. One that takes the id of a peer that just left would be sent the answers
 * that are still owed to the other, so a message is taken only under an id that libzmq made (5 bytes, the first 0,
 * counted from a random start).
 */
#include "wire/server.h"
#include "base/error.h"
#include "base/limits.h"
#include "wire/envelope.h"
#include "wire/frames.h"
#include "wire/handshakes.h"
#include "wire/zap.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

#ifndef ZMQ_ZAP_ENFORCE_DOMAIN
#define ZMQ_ZAP_ENFORCE_DOMAIN 93 /* in libzmq since 4.3.0, in its header among the drafts */
#endif

enum {
    ROUTING_ID_BYTES = 5,
    CURVE_OVERHEAD_BYTES = 33, /* MESSAGE command around a frame: name, nonce, authenticator, flags */
    BACKLOG = 1024,
    /* Messages of one connection, so memory is at most these times most_body_bytes a connection; more wait in the
     * kernel's buffers and then with the peer. */
    REQUESTS_WAITING = 64,
    REPLIES_WAITING = 1088,
    LINGER_MS = 1000,
};

/* Not ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: see caller.c. */
enum {
    MONITORED = ZMQ_EVENT_ACCEPTED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED |
                ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH | ZMQ_EVENT_MONITOR_STOPPED
};

struct server {
    struct context *context;
    void *zap;
    void *router;
    void *monitor;
    struct server_options options;
    char endpoint[256];
    bool taking;
    uint64_t dropped;
    struct frames frames;
    struct handshakes *handshakes;
    /* the monitor's memory */
    bool failure_told;       /* the event before this one told why the connection ends */
    unsigned verdicts;       /* handshakes that ended in a success or in a refusal by key */
    unsigned *verdicts_then; /* by descriptor: what that was when it was accepted */
    size_t descriptors;
};

/* --- making and ending --- */

static int set_options(void *router, const struct server_options *options)
{
    int64_t most_frame_bytes = (int64_t)options->most_body_bytes + CURVE_OVERHEAD_BYTES;
    const struct {
        int option;
        int value;
    } table[] = {
        {ZMQ_CURVE_SERVER, 1},   {ZMQ_ZAP_ENFORCE_DOMAIN, 1},    {ZMQ_ROUTER_MANDATORY, 1},
        {ZMQ_LINGER, LINGER_MS}, {ZMQ_RCVHWM, REQUESTS_WAITING}, {ZMQ_SNDHWM, REPLIES_WAITING},
        {ZMQ_BACKLOG, BACKLOG},
    };

    if (socket_set_common(router, CONTEXT_SERVER, options->endpoint) < 0 ||
        socket_set_text(router, ZMQ_CURVE_SECRETKEY, options->key->secret_key) < 0 ||
        socket_set_text(router, ZMQ_ZAP_DOMAIN, ZAP_DOMAIN) < 0)
        return -1;
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (socket_set_int(router, table[i].option, table[i].value) < 0)
            return -1;
    }
    if (zmq_setsockopt(router, ZMQ_MAXMSGSIZE, &most_frame_bytes, sizeof(most_frame_bytes)) < 0)
        return error_raise("cannot bound the size of messages: %s", zmq_strerror(errno));
    return 0;
}

static int listen_at(struct server *server, const char *endpoint)
{
    size_t size = sizeof(server->endpoint);

    if (zmq_bind(server->router, endpoint) < 0)
        return error_raise("cannot listen at %s: %s", endpoint, zmq_strerror(errno));
    if (zmq_getsockopt(server->router, ZMQ_LAST_ENDPOINT, server->endpoint, &size) < 0)
        return error_raise("cannot tell where we listen: %s", zmq_strerror(errno));
    return 0;
}

static int open_sockets(struct server *server)
{
    const struct server_options *options = &server->options;

    server->handshakes = handshakes_new(options->most_handshakes);
    if (!server->handshakes)
        return error_raise("out of memory");
    if (context_ref(&server->context, CONTEXT_SERVER) < 0)
        return -1;
    server->zap = zap_open(server->context);
    if (!server->zap)
        return -1;
    server->router = context_socket(server->context, ZMQ_ROUTER);
    if (!server->router || set_options(server->router, options) < 0)
        return -1;
    server->monitor = monitor_open(server->context, server->router, MONITORED);
    if (!server->monitor)
        return -1;
    return listen_at(server, options->endpoint);
}

int server_new(struct server **server, const struct server_options *options)
{
    assert(options->endpoint && options->key && options->callers && options->most_body_bytes > 0 &&
           options->most_handshakes > 0);
    assert(options->events.request && options->events.malformed && options->events.refused);
    *server = NULL;
    if (options->key->secret_key[0] == '\0')
        return error_raise("the key of %s has no secret half: give the .secret file", options->key->name);

    struct server *made = calloc(1, sizeof(*made));
    if (!made)
        return error_raise("out of memory");
    made->options = *options;
    made->taking = true;
    frames_init(&made->frames);
    if (open_sockets(made) < 0) {
        server_free(made);
        return -1;
    }
    /* What the options point to belongs to the caller and may be gone by now. */
    made->options.endpoint = NULL;
    made->options.key = NULL;
    *server = made;
    return 0;
}

/* wait_closed() - until replies that were sent are written, or the time for that is over, and the port is free */
static void wait_closed(struct server *server)
{
    zmq_pollitem_t item = {.socket = server->monitor, .events = ZMQ_POLLIN};
    struct monitor_event event = {0};

    while (event.event != ZMQ_EVENT_MONITOR_STOPPED) {
        int result = monitor_next(server->monitor, &event);
        if (result < 0 || (result > 0 && zmq_poll(&item, 1, 2L * LINGER_MS) == 0))
            return;
    }
}

void server_free(struct server *server)
{
    if (!server)
        return;
    frames_deinit(&server->frames);
    /* Not zmq_unbind() first: it ends the connections that came through the endpoint without what they were sent. */
    if (server->router)
        zmq_close(server->router);
    /* A connection ends when the handler knows; whoever comes in between is heard by nobody. */
    zap_close(server->zap);
    if (server->router && server->monitor)
        wait_closed(server);
    monitor_close(NULL, server->monitor);
    if (server->context)
        context_unref(server->context, CONTEXT_SERVER);
    handshakes_free(server->handshakes);
    free(server->verdicts_then);
    free(server);
}

void server_stop_taking(struct server *server)
{
    server->taking = false;
}

const char *server_endpoint(const struct server *server)
{
    return server->endpoint;
}

size_t server_descriptors(const struct server *server, int descriptors[4])
{
    descriptors[0] = socket_descriptor(server->router);
    descriptors[1] = socket_descriptor(server->zap);
    descriptors[2] = socket_descriptor(server->monitor);
    return 3;
}

/* --- a turn --- */

/* Each of the turn_ functions Return: 1: the share is used up, 0: nothing left, < 0. */

static int turn_zap(struct server *server, unsigned most)
{
    /* While draining, new connections are left without an answer: they know soon enough that we are gone. */
    for (unsigned i = 0; i < most && server->taking; i++) {
        struct zap_verdict verdict;
        int result = zap_turn(server->zap, server->options.callers, &verdict);
        if (result != 0)
            return result < 0 ? result : 0;
        if (!verdict.admitted)
            server->options.events.refused(server->options.context, "unknown_key", verdict.address);
    }
    return server->taking;
}

static int remember_accepted(struct server *server, unsigned descriptor)
{
    if (descriptor >= server->descriptors) {
        size_t count = (size_t)descriptor * 2 + 64;
        unsigned *grown = realloc(server->verdicts_then, count * sizeof(*grown));
        if (!grown)
            return error_raise("out of memory");
        memset(grown + server->descriptors, 0, (count - server->descriptors) * sizeof(*grown));
        server->verdicts_then = grown;
        server->descriptors = count;
    }
    server->verdicts_then[descriptor] = server->verdicts;
    return 0;
}

/* ended_unexplained() - whether a connection that ended never had its handshake, and no event told so */
static bool ended_unexplained(const struct server *server, unsigned descriptor)
{
    return !server->failure_told && descriptor < server->descriptors &&
           server->verdicts_then[descriptor] == server->verdicts;
}

static int see_event(struct server *server, const struct monitor_event *event)
{
    const char *reason = NULL;
    int result = 0;

    switch (event->event) {
    case ZMQ_EVENT_ACCEPTED:
        result = remember_accepted(server, event->value);
        if (result == 0)
            result = handshakes_begun(server->handshakes, (int)event->value);
        break;
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH: /* told by the ZAP handler */
        server->verdicts++;
        break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        reason = "handshake";
        break;
    case ZMQ_EVENT_DISCONNECTED:
        handshakes_ended(server->handshakes, (int)event->value);
        if (ended_unexplained(server, event->value))
            server->options.events.refused(server->options.context, "handshake", "");
        break;
    default:
        break;
    }
    server->failure_told = reason != NULL;
    if (reason)
        server->options.events.refused(server->options.context, reason, "");
    return result;
}

static int turn_monitor(struct server *server, unsigned most)
{
    for (unsigned i = 0; i < most; i++) {
        struct monitor_event event;
        int result = monitor_next(server->monitor, &event);
        if (result == 0)
            result = see_event(server, &event);
        if (result != 0)
            return result < 0 ? result : 0;
    }
    return 1;
}

/* give() - hand one message to the owner, whatever it is */
static void give(struct server *server)
{
    const struct server_events *events = &server->options.events;
    struct frames *frames = &server->frames;
    size_t last = frames->count < FRAMES_KEPT ? frames->count - 1 : FRAMES_KEPT - 1;
    const char *key = zmq_msg_gets(&frames->frame[last], "User-Id");
    struct server_request request = {.caller = key ? keys_callers_find(server->options.callers, key) : NULL};

    if (frames->count != FRAMES_KEPT || frames_length(frames, 0) != ROUTING_ID_BYTES ||
        *(const uint8_t *)frames_data(frames, 0) != 0 || frames_length(frames, 1) != 0 ||
        frames_length(frames, 2) > ENVELOPE_HEADER_BYTES ||
        frames_length(frames, 3) > server->options.most_body_bytes) {
        events->malformed(server->options.context, request.caller, frames->count - 1);
        return;
    }
    memcpy(request.routing_id, frames_data(frames, 0), ROUTING_ID_BYTES);
    request.routing_id_length = ROUTING_ID_BYTES;
    request.header = frames_data(frames, 2);
    request.header_length = frames_length(frames, 2);
    request.body = frames_data(frames, 3);
    request.body_length = frames_length(frames, 3);
    events->request(server->options.context, &request);
}

static int turn_router(struct server *server, unsigned most)
{
    int result = 0;

    for (unsigned i = 0; i < most && result == 0; i++) {
        result = frames_receive(&server->frames, server->router);
        if (result == 0)
            give(server);
    }
    /* The bytes of the last request are not kept until the next one comes. */
    frames_deinit(&server->frames);
    frames_init(&server->frames);
    if (result < 0)
        return error_pass(result, "server at %s", server->endpoint);
    return result == 0;
}

int server_turn(struct server *server, unsigned most)
{
    assert(most > 0);
    int zap = turn_zap(server, most);
    int monitor = zap < 0 ? zap : turn_monitor(server, most);
    int router = monitor < 0 ? monitor : turn_router(server, most);

    if (router < 0)
        return router;
    return zap | monitor | router;
}

void server_tick(struct server *server)
{
    handshakes_look(server->handshakes);
}

int server_send(struct server *server, const uint8_t *routing_id, size_t routing_id_length, const void *header,
                size_t header_length, const void *body, size_t body_length)
{
    const struct frame frames[] = {
        {routing_id, routing_id_length}, {NULL, 0}, {header, header_length}, {body, body_length}};

    int result = frames_send(server->router, frames, sizeof(frames) / sizeof(frames[0]));
    if (result > 0)
        server->dropped++;
    return result < 0 ? error_pass(result, "server at %s", server->endpoint) : result;
}

uint64_t server_dropped(const struct server *server)
{
    return server->dropped;
}
