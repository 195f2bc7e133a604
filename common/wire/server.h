#pragma once
/*
 * server - the ROUTER side: an encrypted socket, the ZAP handler that decides who may connect, and a monitor that sees
 * handshakes fail.
 *
 * Everything here belongs to one thread, the loop's. Nothing blocks. The caller watches server_descriptors() and calls
 * server_turn() whenever one of them may be readable, and after its own sends: ZMQ_FD is edge-triggered and eaten by
 * sends.
 */
#include "base/arena.h"
#include "wire/keys.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server;

/** Frames of one request, as they came. Valid during the callback. */
struct server_request {
    uint8_t routing_id[16]; /* opaque; to answer with */
    size_t routing_id_length;
    const struct keys_caller *caller; /* NULL: the key was revoked since the connection was made */
    const void *header;
    size_t header_length;
    const void *body;
    size_t body_length;
};

/** What the server tells its owner. All callbacks run inside server_turn(). */
struct server_events {
    void (*request)(void *context, const struct server_request *request);
    /* A message that is not three frames (empty, header, body), or whose header or body is above the limits, or that
     * comes under a routing id which the peer chose itself. @frames: how many it had, the routing id not counted. */
    void (*malformed)(void *context, const struct keys_caller *caller, size_t frames);
    /* A connection was refused before any message. @reason: `unknown_key`, `handshake`. @address: of the
     * peer, may be "". */
    void (*refused)(void *context, const char *reason, const char *address);
};

struct server_options {
    const char *endpoint;         /* tcp://address:port; port 0 or * lets the system choose */
    const struct keys_pair *key;  /* the service's own pair, with its secret */
    struct keys_callers *callers; /* owned by the caller; asked for every connection and every request */
    struct server_events events;
    void *context;
    size_t most_handshakes; /* that may be going on at a time; the oldest beyond that are hung up on */
    size_t most_body_bytes; /* LIMIT_CHUNK_BYTES and a little; a larger message ends the connection */
};

/** server_new() - ZAP handler first, then the socket: there is no moment in which any key is admitted. Return: 0, or <
 * 0. */
int server_new(struct server **server, const struct server_options *options);

/** server_free() - closes without lingering beyond 1 s for replies that were accepted; then the port is free again.
 * NULL is allowed. */
void server_free(struct server *server);

/**
 * server_stop_taking() - for the drain: no new connections, which are left waiting in their handshake; those that exist
 * go on, so that what they asked can be answered, and what they still ask can be refused. (Not by zmq_unbind(): it ends
 * the connections that came through the endpoint.)
 */
void server_stop_taking(struct server *server);

/** server_endpoint() - where it listens, with the chosen port. */
const char *server_endpoint(const struct server *server);

/** server_descriptors() - descriptors to watch for reading. Return: how many, at most 4. */
size_t server_descriptors(const struct server *server, int descriptors[4]);

/** server_turn() - handle at most @most messages. Return: 1: there is more to do now, call again in the next turn of
 * the loop; 0: nothing left; < 0. */
int server_turn(struct server *server, unsigned most);

/** server_tick() - to be called some 20 times a second: hangs up on peers who send much, or are too many, before they
 * have shown an admitted key. */
void server_tick(struct server *server);

/**
 * server_send() - one reply. Never blocks; a peer that is gone or does not read loses it. Outside of a callback, call
 * server_turn() afterwards: the send may have eaten the sign that something came in.
 * Return: 0 sent, 1 dropped (counted by server_dropped()), or < 0. @body may be NULL with length 0.
 */
int server_send(struct server *server, const uint8_t *routing_id, size_t routing_id_length, const void *header,
                size_t header_length, const void *body, size_t body_length);
uint64_t server_dropped(const struct server *server);
