/* network_caller - what stands for wire/caller.c; see network_private.h. */
#include "network_private.h"

#include <assert.h>
#include <stdlib.h>

#define CONNECT_FIRST_US 50000
#define CONNECT_MOST_US  2000000
#define HANDSHAKE_US     3000

static uint64_t connection_count;

static void wake_caller(struct caller *caller)
{
    if (caller->waits)
        fiber_wake(caller->waits);
    else if (caller->node->host)
        loop_wake(caller->node);
}

static void try_to_connect(void *context, uint64_t try);

static void try_again(struct caller *caller, int64_t wait_us)
{
    world_in(wait_us, try_to_connect, caller, ++caller->tries);
}

static bool has_listener(const struct caller *caller)
{
    const struct node *service = caller->service;
    return service && node_is_live(service) && service->server && !service->server->takes_no_more &&
           !line_is_cut(caller->node, service);
}

static void connected(void *context, uint64_t try)
{
    struct caller *caller = context;
    if (caller->is_gone || caller->tries != try)
        return;
    if (!has_listener(caller)) {
        try_again(caller, CONNECT_FIRST_US);
        return;
    }
    struct connection *connection = calloc(1, sizeof *connection);
    assert(connection);
    *connection = (struct connection){++connection_count, caller, caller->service, caller->service->life, true, true,
                                      connections};
    connections = connection;
    caller->connection = connection;
    caller->state = CALLER_CONNECTED;
    caller->wait_us = CONNECT_FIRST_US;
    world_trace(caller->node, "connection %llu to %llu", connection->number, connection->service->number, 0);
    wake_caller(caller);
}

static void try_to_connect(void *context, uint64_t try)
{
    struct caller *caller = context;
    if (caller->is_gone || caller->tries != try || caller->state == CALLER_CONNECTED || !caller->service)
        return;
    if (has_listener(caller)) {
        world_in(chance_between(&world_chance, 500, HANDSHAKE_US), connected, caller, try);
        return;
    }
    if (caller->state != CALLER_UNREACHABLE) {
        caller->state = CALLER_UNREACHABLE;
        wake_caller(caller);
    }
    try_again(caller, caller->wait_us);
    caller->wait_us = caller->wait_us * 2 < CONNECT_MOST_US ? caller->wait_us * 2 : CONNECT_MOST_US;
}

void caller_learns_of_break(void *context, uint64_t number)
{
    struct connection *connection = context;
    struct caller *caller = connection->caller;
    (void)number;
    if (!connection->caller_has)
        return;
    connection->caller_has = false;
    if (caller->is_gone || caller->connection != connection)
        return;
    world_trace(caller->node, "connection %llu broke", connection->number, 0, 0);
    caller->connection = NULL;
    caller->state = CALLER_UNREACHABLE;
    caller->breaks++;
    try_again(caller, CONNECT_FIRST_US);
    wake_caller(caller);
}

int caller_new(struct caller **out, const struct caller_options *options)
{
    struct caller *caller = calloc(1, sizeof *caller);
    assert(caller && node_running());
    caller->node = node_running();
    caller->service = node_named(options->endpoint);
    caller->public_key = caller->node->name;
    caller->state = CALLER_CONNECTING;
    caller->wait_us = CONNECT_FIRST_US;
    if (!caller->service)
        caller->state = CALLER_UNREACHABLE;
    try_again(caller, 0);
    *out = caller;
    return 0;
}

void caller_free(struct caller *caller)
{
    if (!caller)
        return;
    caller->is_gone = true;
    caller->waits = NULL;
    if (caller->connection) {
        caller->connection->caller_has = false;
        world_in(line_delay_us(), service_learns_of_break, caller->connection, 0);
    }
    for (struct message *message; (message = inbox_pop(&caller->inbox));)
        free(message);
}

enum caller_state caller_state(struct caller *caller)
{
    return caller->state;
}

uint64_t caller_breaks(struct caller *caller)
{
    return caller->breaks;
}

const char *caller_state_sentence(struct caller *caller)
{
    return caller->state == CALLER_CONNECTED ? "Connected." : "Nobody answers.";
}

size_t caller_descriptors(const struct caller *caller, int descriptors[2])
{
    (void)caller, (void)descriptors;
    return 0;
}

int caller_send(struct caller *caller, const void *header, size_t header_length, const void *body, size_t body_length)
{
    if (caller->state != CALLER_CONNECTED)
        return 1;
    if (!caller->node->is_dead)
        line_transmit(caller->connection, header, header_length, body, body_length, server_arrive);
    return 0;
}

void caller_arrive(void *context, uint64_t number)
{
    struct message *message = context;
    struct connection *connection = message->connection;
    struct caller *caller = connection->caller;
    (void)number;
    if (!connection->caller_has || caller->is_gone || line_is_cut(caller->node, connection->service)) {
        free(message);
        return;
    }
    inbox_push(&caller->inbox, message);
    wake_caller(caller);
}

int caller_receive(struct caller *caller, struct caller_reply *reply)
{
    *reply = (struct caller_reply){0};
    struct message *message = caller->node->is_dead ? NULL : inbox_pop(&caller->inbox);
    if (!message)
        return 1;
    *reply = (struct caller_reply){message, message->bytes, message->header_length,
                                   message->bytes + message->header_length, message->body_length};
    return 0;
}

void caller_reply_deinit(struct caller_reply *reply)
{
    free(reply->message);
    *reply = (struct caller_reply){0};
}

int caller_wait(struct caller *caller, int wait_ms)
{
    caller->waits = fiber_running();
    if (!caller->inbox.first)
        fiber_wait(world.now_us + (int64_t)wait_ms * 1000);
    caller->waits = NULL;
    return 0;
}
