#pragma once
/*
 * caller - the DEALER side of one connection to one service, without waiting: for the client library (which polls) and
 * for followers (which watch a descriptor).
 *
 * One thread. The connection makes itself, and again when it breaks; a request that is on the way when it breaks gets
 * no answer, so its owner sends it again. After a verdict (CALLER_KEY_REFUSED, CALLER_HANDSHAKE_FAILED) it is tried
 * again every 2 s, in whatever call of these comes then: an owner with a loop of its own calls caller_state() from a
 * timer, once a second or so.
 */
#include "wire/keys.h"

#include <stddef.h>
#include <stdint.h>

struct caller;

struct caller_options {
    const char *endpoint;          /* tcp://address:port */
    const char *server_public_key; /* Z85 */
    const struct keys_pair *key;   /* our own pair, with its secret */
};

/** What is known of the connection, newest last. */
enum caller_state {
    CALLER_CONNECTING,      /* no word from the other side yet */
    CALLER_CONNECTED,       /* handshake done */
    CALLER_UNREACHABLE,     /* nobody listens, or the connection broke; it is tried again */
    CALLER_KEY_REFUSED,     /* the service does not admit our key */
    CALLER_HANDSHAKE_FAILED /* the other side is not what we expect: its key is another one, or it speaks no CURVE */
};

/** caller_new() - begin to connect. Return: 0, or < 0. */
int caller_new(struct caller **caller, const struct caller_options *options);
void caller_free(struct caller *caller);
enum caller_state caller_state(struct caller *caller);

/** caller_breaks() - how many established connections broke so far. When it grows, what was not answered on them is
 * lost, and can be sent again as soon as there is another one. */
uint64_t caller_breaks(struct caller *caller);

/** caller_state_sentence() - the state for a person, with endpoint and what to do, in English; owned by the caller,
 * valid until the next call. */
const char *caller_state_sentence(struct caller *caller);

/** caller_descriptors() - descriptors to watch for reading. They are edge-triggered and eaten by sends: when one is
 * readable, and after every caller_send(), call caller_receive() until it returns 1. Return: how many, at most 2. */
size_t caller_descriptors(const struct caller *caller, int descriptors[2]);

/**
 * caller_send() - Return: 0 accepted for sending, 1 not now (there is no connection, or too much waits to be sent), or
 * < 0. What was accepted is lost when the connection breaks before it went out: see caller_breaks().
 */
int caller_send(struct caller *caller, const void *header, size_t header_length, const void *body, size_t body_length);

/** A reply; free with caller_reply_deinit(). */
struct caller_reply {
    void *message; /* what owns the bytes */
    const void *header;
    size_t header_length;
    const void *body;
    size_t body_length;
};

/** caller_receive() - Return: 0 with @reply set, 1 nothing there now, or < 0. A message of another form is dropped. */
int caller_receive(struct caller *caller, struct caller_reply *reply);
void caller_reply_deinit(struct caller_reply *reply);

/** caller_wait() - wait until something may be there, at most @wait_ms. For owners without a loop. Return: 0, or < 0.
 */
int caller_wait(struct caller *caller, int wait_ms);
