#pragma once
/* network, inside: what its files share. network.c is the line and what goes wrong with it, network_caller.c and
 * network_server.c are the two ends. Callers and connections are never freed: something on the way may still point at
 * them. */
#include "network.h"

#include "wire/caller.h"
#include "wire/server.h"

struct message {
    struct message *next;
    struct connection *connection;
    size_t header_length, body_length;
    uint8_t bytes[]; /* header, body */
};

struct inbox {
    struct message *first, **end;
};

struct connection {
    uint64_t number;
    struct caller *caller;
    struct node *service;
    unsigned life; /* of the service */
    bool caller_has, service_has;
    struct connection *next;
};

struct caller {
    struct node *node, *service; /* NULL: nobody has this address */
    const char *public_key;
    enum caller_state state;
    struct connection *connection;
    struct inbox inbox;
    uint64_t breaks, tries;
    int64_t wait_us; /* before it is tried again */
    struct fiber *waits;
    bool is_gone;
};

struct server {
    struct server_options options;
    struct node *node;
    struct inbox inbox;
    bool takes_no_more;
    uint64_t dropped;
};

extern struct connection *connections; /* newest first */

void inbox_push(struct inbox *inbox, struct message *message);
struct message *inbox_pop(struct inbox *inbox); /* NULL: empty */

/** line_delay_us() - how long the next message takes. */
int64_t line_delay_us(void);
bool line_is_cut(const struct node *caller, const struct node *service);

/** line_transmit() - a copy on its way, once, twice or not at all. */
void line_transmit(struct connection *connection, const void *header, size_t header_length, const void *body,
                   size_t body_length, void (*arrive)(void *context, uint64_t number));

/* Events: one end learns that the connection is no more. */
void caller_learns_of_break(void *connection, uint64_t number);
void service_learns_of_break(void *connection, uint64_t number);

/** caller_arrive(), server_arrive() - events: a message is there. */
void caller_arrive(void *message, uint64_t number);
void server_arrive(void *message, uint64_t number);
