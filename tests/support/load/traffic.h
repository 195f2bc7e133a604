#pragma once
/*
 * traffic - very many requests over many connections to one service, on one thread.
 *
 * Open loop: a request is due every 1/rate seconds, whatever became of those before, and its time counts from when it
 * was due: a service that stands still makes all of them slow, and not one. Closed loop: so many are always under way.
 * A request is tried again as common/client does it: under its own id, until its time is over, after what the service
 * asks for; at once where its connection broke or a try was not answered.
 */
#include "load/tally.h"
#include "load/work.h"
#include "wire/caller.h"

#include <stdbool.h>
#include <stdint.h>

struct traffic;

struct traffic_options {
    struct caller_options connection;
    struct work *work;
    FILE *journal; /* NULL: none is kept */
    unsigned connections;
    unsigned active;         /* of those, on which requests go; the others only stand */
    unsigned per_connection; /* most requests under way on one */
    unsigned in_flight;      /* closed loop: so many; open loop: no more than this */
    double rate_per_s;       /* 0: closed loop */
    double seconds;          /* new requests are begun for so long */
    uint64_t most_requests;  /* and no more than this; 0: as many as there is time for */
    uint32_t timeout_ms;     /* of one request with all its tries */
    uint32_t try_ms;         /* of one try */
    uint32_t connect_ms;     /* waited for connections before the first request */
    bool never_read;         /* answers are left with the service */
    bool lines;              /* one a second, on stdout */
};

int traffic_new(struct traffic **traffic, const struct traffic_options *options);
void traffic_free(struct traffic *traffic); /* NULL is allowed */

/** traffic_run() - until the time is over, @stop is set, or the work is done; then until what is under way has its
 * outcome. @summary: a new object. Return: 0, or < 0. */
int traffic_run(struct traffic *traffic, const volatile int *stop, json_t **summary);
