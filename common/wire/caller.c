/*
 * caller - one DEALER socket, and what its monitor tells of the connection.
 *
 * libzmq connects again by itself when a connection breaks or nobody listens. It gives up for good, with little or no
 * word of it, after what it takes for a defect of protocol: our key refused, another mechanism, an answer above
 * MAXMSGSIZE. Then, and where a verdict makes knocking pointless for a while, the connection is renewed from here, in
 * whichever call comes first after renew_at_ms.
 *
 * A wrong server key has no event of its own: the service hangs up in the middle of the handshake, as one does that is
 * just being stopped, or a proxy whose service is gone. Several of those in a row over a second or so, with a listener
 * there all the time, are taken for a verdict.
 *
 * Requests are only given to a connection that exists, so that none waits unseen for a service that comes back when its
 * time is over. That is decided here and not by ZMQ_IMMEDIATE: with that option, when a connection breaks, libzmq
 * throws away the answers that came in but were not read yet, such as the last ones of a service that stops. What a
 * broken connection had not delivered may be lost, and its owner sends it again: caller_breaks() says when.
 */
#include "wire/caller.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "wire/context.h"
#include "wire/frames.h"

#include <assert.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

enum {
    RECONNECT_MS = 50,
    RECONNECT_MOST_MS = 2000,
    CONNECT_MS = 5000, /* for an address where nobody says no */
    RENEW_MS = 100,    /* after a break, unless libzmq is seen to try again */
    VERDICT_MS = 2000, /* after a verdict: somebody has to do something about it */
    HANG_UPS = 4,      /* in a row are a verdict */
    QUEUE_MESSAGES = 1000,
    REPLY_MOST_BYTES = 4 * LIMIT_CHUNK_BYTES,
    REPLY_FRAMES = 3,
};

/* Not ZMQ_EVENT_HANDSHAKE_FAILED_PROTOCOL: telling it makes libzmq 4.3.4 forget the error of a frame that was altered
 * on its way, and the connection neither ends nor is read any more. Its end tells the same. */
enum {
    MONITORED = ZMQ_EVENT_CONNECT_RETRIED | ZMQ_EVENT_CLOSED | ZMQ_EVENT_DISCONNECTED | ZMQ_EVENT_HANDSHAKE_SUCCEEDED |
                ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL | ZMQ_EVENT_HANDSHAKE_FAILED_AUTH
};

struct caller {
    struct context *context;
    void *dealer;
    void *monitor;
    struct clock clock;
    char endpoint[256];
    char name[KEYS_NAME_BYTES];
    char sentence[512];
    enum caller_state state;
    uint64_t breaks;
    unsigned hang_ups;   /* in a row, during the handshake */
    bool is_ended;       /* by us; libzmq knows no endpoint */
    int64_t renew_at_ms; /* 0: libzmq does it */
};

static int set_options(struct caller *caller, const struct caller_options *options)
{
    int64_t most_bytes = REPLY_MOST_BYTES;
    const struct {
        int option;
        int value;
    } table[] = {
        {ZMQ_LINGER, 0},
        {ZMQ_SNDHWM, QUEUE_MESSAGES},
        {ZMQ_RCVHWM, QUEUE_MESSAGES},
        {ZMQ_RECONNECT_IVL, RECONNECT_MS},
        {ZMQ_RECONNECT_IVL_MAX, RECONNECT_MOST_MS},
        {ZMQ_CONNECT_TIMEOUT, CONNECT_MS},
    };

    if (socket_set_common(caller->dealer, CONTEXT_CALLER, options->endpoint) < 0)
        return -1;
    if (socket_set_text(caller->dealer, ZMQ_CURVE_SERVERKEY, options->server_public_key) < 0)
        return error_pass(-1, "the public key of the service is no key in Z85 (40 characters)");
    if (socket_set_text(caller->dealer, ZMQ_CURVE_PUBLICKEY, options->key->public_key) < 0 ||
        socket_set_text(caller->dealer, ZMQ_CURVE_SECRETKEY, options->key->secret_key) < 0)
        return error_pass(-1, "the key of %s", options->key->name);
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (socket_set_int(caller->dealer, table[i].option, table[i].value) < 0)
            return -1;
    }
    if (zmq_setsockopt(caller->dealer, ZMQ_MAXMSGSIZE, &most_bytes, sizeof(most_bytes)) < 0)
        return error_raise("cannot bound the size of messages: %s", zmq_strerror(errno));
    return 0;
}

static int connect_dealer(struct caller *caller)
{
    if (zmq_connect(caller->dealer, caller->endpoint) < 0)
        return error_raise("%s is no endpoint (tcp://address:port): %s", caller->endpoint, zmq_strerror(errno));
    return 0;
}

static int open_sockets(struct caller *caller, const struct caller_options *options)
{
    if (context_ref(&caller->context, CONTEXT_CALLER) < 0)
        return -1;
    caller->dealer = context_socket(caller->context, ZMQ_DEALER);
    if (!caller->dealer || set_options(caller, options) < 0)
        return -1;
    caller->monitor = monitor_open(caller->context, caller->dealer, MONITORED);
    return caller->monitor ? connect_dealer(caller) : -1;
}

int caller_new(struct caller **caller, const struct caller_options *options)
{
    assert(options->endpoint && options->server_public_key && options->key);
    *caller = NULL;
    if (options->key->secret_key[0] == '\0')
        return error_raise("the key of %s has no secret half: give the .secret file", options->key->name);

    struct caller *made = calloc(1, sizeof(*made));
    if (!made)
        return error_raise("out of memory");
    made->clock = clock_system();
    made->state = CALLER_CONNECTING;
    snprintf(made->name, sizeof(made->name), "%s", options->key->name);
    int length = snprintf(made->endpoint, sizeof(made->endpoint), "%s", options->endpoint);
    int result = length >= (int)sizeof(made->endpoint) ? error_raise("the endpoint is too long: %s", options->endpoint)
                                                       : open_sockets(made, options);
    if (result < 0) {
        caller_free(made);
        return result;
    }
    *caller = made;
    return 0;
}

void caller_free(struct caller *caller)
{
    if (!caller)
        return;
    monitor_close(caller->dealer, caller->monitor);
    if (caller->dealer)
        zmq_close(caller->dealer);
    if (caller->context)
        context_unref(caller->context, CONTEXT_CALLER);
    free(caller);
}

/* --- the connection --- */

static void renew_in(struct caller *caller, int64_t wait_ms)
{
    caller->renew_at_ms = clock_monotonic_ms(&caller->clock) + wait_ms;
}

/* end() - no connection, and none tried, until it is time to renew it */
static void end(struct caller *caller, enum caller_state state, int64_t wait_ms)
{
    caller->state = state;
    caller->is_ended = true;
    /* Fails where libzmq gave up before us. */
    zmq_disconnect(caller->dealer, caller->endpoint);
    renew_in(caller, wait_ms);
}

static void see_hang_up(struct caller *caller)
{
    static const int64_t wait_ms[HANG_UPS] = {100, 300, 900, VERDICT_MS};

    unsigned before = caller->hang_ups++;
    if (caller->hang_ups < HANG_UPS) {
        end(caller, CALLER_UNREACHABLE, wait_ms[before]);
        return;
    }
    caller->hang_ups = 0;
    end(caller, CALLER_HANDSHAKE_FAILED, wait_ms[before]);
}

static void see_end(struct caller *caller)
{
    /* Ended in the middle of the handshake, and no event told why: the other side speaks something else. */
    if (caller->state != CALLER_CONNECTED) {
        end(caller, CALLER_HANDSHAKE_FAILED, VERDICT_MS);
        return;
    }
    caller->state = CALLER_UNREACHABLE;
    caller->breaks++;
    renew_in(caller, RENEW_MS);
}

static void see_event(struct caller *caller, unsigned event)
{
    if (caller->is_ended)
        return; /* the tail of what was ended */
    switch (event) {
    case ZMQ_EVENT_HANDSHAKE_SUCCEEDED:
        caller->state = CALLER_CONNECTED;
        caller->hang_ups = 0;
        caller->renew_at_ms = 0;
        break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_AUTH:
        end(caller, CALLER_KEY_REFUSED, VERDICT_MS);
        break;
    case ZMQ_EVENT_HANDSHAKE_FAILED_NO_DETAIL:
        see_hang_up(caller);
        break;
    case ZMQ_EVENT_DISCONNECTED:
        see_end(caller);
        break;
    case ZMQ_EVENT_CLOSED: /* nobody listens */
        caller->hang_ups = 0;
        break;
    case ZMQ_EVENT_CONNECT_RETRIED:
        caller->state = CALLER_UNREACHABLE;
        caller->renew_at_ms = 0;
        break;
    default:
        break;
    }
}

static int renew(struct caller *caller)
{
    if (!caller->is_ended)
        zmq_disconnect(caller->dealer, caller->endpoint);
    caller->is_ended = false;
    caller->renew_at_ms = 0;
    caller->state = CALLER_CONNECTING;
    return connect_dealer(caller);
}

/* attend() - take in what the monitor knows, and connect again where it is time to. Return: 0, or < 0. */
static int attend(struct caller *caller)
{
    struct monitor_event event;
    int result;

    while ((result = monitor_next(caller->monitor, &event)) == 0)
        see_event(caller, event.event);
    if (result > 0 && caller->renew_at_ms != 0 && clock_monotonic_ms(&caller->clock) >= caller->renew_at_ms)
        result = renew(caller);
    return result < 0 ? error_pass(result, "connection to %s", caller->endpoint) : 0;
}

enum caller_state caller_state(struct caller *caller)
{
    attend(caller);
    return caller->state;
}

uint64_t caller_breaks(struct caller *caller)
{
    attend(caller);
    return caller->breaks;
}

const char *caller_state_sentence(struct caller *caller)
{
    const char *endpoint = caller->endpoint;
    char *to = caller->sentence;
    size_t room = sizeof(caller->sentence);

    switch (caller_state(caller)) {
    case CALLER_CONNECTING:
        snprintf(to, room, "No word from %s yet: check the address, and that the service runs.", endpoint);
        break;
    case CALLER_CONNECTED:
        snprintf(to, room, "Connected to %s.", endpoint);
        break;
    case CALLER_UNREACHABLE:
        snprintf(to, room,
                 "Nobody answers at %s, or the connection broke: check that the service runs; it is tried again.",
                 endpoint);
        break;
    case CALLER_KEY_REFUSED:
        snprintf(to, room, "%s does not admit this key (%s): ask its administrator to run `karmayogi keys admit`.",
                 endpoint, caller->name);
        break;
    case CALLER_HANDSHAKE_FAILED:
        snprintf(to, room,
                 "%s hangs up during the handshake: its key is another one than the one given here, or it is no "
                 "Karmayogi service; compare with the service's .public file.",
                 endpoint);
        break;
    }
    return to;
}

size_t caller_descriptors(const struct caller *caller, int descriptors[2])
{
    descriptors[0] = socket_descriptor(caller->dealer);
    descriptors[1] = socket_descriptor(caller->monitor);
    return 2;
}

/* --- messages --- */

int caller_send(struct caller *caller, const void *header, size_t header_length, const void *body, size_t body_length)
{
    const struct frame frames[] = {{NULL, 0}, {header, header_length}, {body, body_length}};

    if (attend(caller) < 0)
        return -1;
    if (caller->state != CALLER_CONNECTED)
        return 1;
    /* When sending, libzmq looks only now and then for news, such as that there is a connection; asked for, always. */
    if (zmq_getsockopt(caller->dealer, ZMQ_EVENTS, &(int){0}, &(size_t){sizeof(int)}) < 0)
        return error_raise("connection to %s: %s", caller->endpoint, zmq_strerror(errno));
    int result = frames_send(caller->dealer, frames, sizeof(frames) / sizeof(frames[0]));
    return result < 0 ? error_pass(result, "connection to %s", caller->endpoint) : result;
}

int caller_receive(struct caller *caller, struct caller_reply *reply)
{
    *reply = (struct caller_reply){0};
    if (attend(caller) < 0)
        return -1;
    struct frames *frames = malloc(sizeof(*frames));
    if (!frames)
        return error_raise("out of memory");
    frames_init(frames);

    int result;
    do {
        result = frames_receive(frames, caller->dealer);
    } while (result == 0 && (frames->count != REPLY_FRAMES || frames_length(frames, 0) != 0));
    if (result == 0) {
        *reply = (struct caller_reply){.message = frames,
                                       .header = frames_data(frames, 1),
                                       .header_length = frames_length(frames, 1),
                                       .body = frames_data(frames, 2),
                                       .body_length = frames_length(frames, 2)};
        return 0;
    }
    frames_deinit(frames);
    free(frames);
    return result < 0 ? error_pass(result, "connection to %s", caller->endpoint) : result;
}

void caller_reply_deinit(struct caller_reply *reply)
{
    if (reply->message) {
        frames_deinit(reply->message);
        free(reply->message);
    }
    *reply = (struct caller_reply){0};
}

int caller_wait(struct caller *caller, int wait_ms)
{
    zmq_pollitem_t items[] = {
        {.socket = caller->dealer, .events = ZMQ_POLLIN},
        {.socket = caller->monitor, .events = ZMQ_POLLIN},
    };
    int64_t now_ms = clock_monotonic_ms(&caller->clock);

    assert(wait_ms >= 0);
    if (caller->renew_at_ms != 0 && caller->renew_at_ms - now_ms < wait_ms)
        wait_ms = caller->renew_at_ms > now_ms ? (int)(caller->renew_at_ms - now_ms) : 0;
    if (zmq_poll(items, 2, wait_ms) < 0 && errno != EINTR)
        return error_raise("cannot wait for %s: %s", caller->endpoint, zmq_strerror(errno));
    return attend(caller);
}
