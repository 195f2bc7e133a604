/* network - see network.h. Callers and connections are never freed: something on the way may still point at them. */
#include "network.h"

#include "wire/caller.h"
#include "wire/server.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define CONNECT_FIRST_US 50000
#define CONNECT_MOST_US  2000000
#define HANDSHAKE_US     3000
#define SILENCE_US       3000000 /* after which a line that says nothing is given up */

struct message {
    struct message *next;
    struct connection *connection;
    size_t header_length, body_length;
    uint8_t bytes[]; /* header, body */
};

struct queue {
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
    struct queue inbox;
    uint64_t breaks, tries;
    int64_t wait_us; /* before it is tried again */
    struct fiber *waits;
    bool is_gone;
};

struct server {
    struct server_options options;
    struct node *node;
    struct queue inbox;
    bool takes_no_more;
    uint64_t dropped;
};

struct weather weather;
static struct connection *connections;
static uint64_t connection_count;
static int64_t cut_until_us[NODES_MOST][NODES_MOST];

static void push(struct queue *queue, struct message *message)
{
    message->next = NULL;
    if (!queue->first)
        queue->end = &queue->first;
    *queue->end = message;
    queue->end = &message->next;
}

static struct message *pop(struct queue *queue)
{
    struct message *message = queue->first;
    if (message)
        queue->first = message->next;
    return message;
}

/* --- the line --- */

static int64_t delay_us(void)
{
    return chance_hits(&world_chance, weather.slow) ? chance_between(&world_chance, 0, weather.slow_us)
                                                    : chance_between(&world_chance, 20, weather.usual_us);
}

static int64_t *cut(const struct node *caller, const struct node *service)
{
    return &cut_until_us[caller->number][service->number];
}

static bool is_cut(const struct node *caller, const struct node *service)
{
    return world.now_us < *cut(caller, service);
}

void network_cut(struct node *caller, struct node *service, int64_t until_us)
{
    world_trace(caller, "line to %llu is cut until %llu us", service->number, (uint64_t)until_us, 0);
    *cut(caller, service) = until_us;
}

void network_heal(void)
{
    memset(cut_until_us, 0, sizeof cut_until_us);
    weather = (struct weather){.usual_us = 500};
}

static struct message *message_new(struct connection *connection, const void *header, size_t header_length,
                                   const void *body, size_t body_length)
{
    struct message *message = malloc(sizeof *message + header_length + body_length + 1);
    assert(message);
    *message = (struct message){.connection = connection, .header_length = header_length, .body_length = body_length};
    memcpy(message->bytes, header, header_length);
    if (body_length)
        memcpy(message->bytes + header_length, body, body_length);
    return message;
}

/* Sends a message on its way, once, twice or not at all. Takes it over. */
static void transmit(struct message *message, void (*arrive)(void *context, uint64_t number))
{
    unsigned copies = chance_hits(&world_chance, weather.lost) ? 0 : chance_hits(&world_chance, weather.twice) ? 2 : 1;
    const struct connection *connection = message->connection;
    world_trace(connection->caller->node, "connection %llu: message of %llu bytes, %llu of it on the way",
                connection->number, message->body_length, copies);
    if (copies == 2)
        world_in(delay_us(), arrive,
                 message_new(message->connection, message->bytes, message->header_length,
                             message->bytes + message->header_length, message->body_length),
                 0);
    if (copies > 0)
        world_in(delay_us(), arrive, message, 0);
    else
        free(message);
}

/* --- callers --- */

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
           !is_cut(caller->node, service);
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

static void caller_learns_of_break(void *context, uint64_t number)
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

static void service_learns_of_break(void *context, uint64_t number)
{
    struct connection *connection = context;
    (void)number;
    connection->service_has = false;
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
        world_in(delay_us(), service_learns_of_break, caller->connection, 0);
    }
    for (struct message *message; (message = pop(&caller->inbox));)
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

static void arrive_at_service(void *context, uint64_t number)
{
    struct message *message = context;
    struct connection *connection = message->connection;
    struct node *service = connection->service;
    (void)number;
    bool is_there = connection->service_has && node_is_live(service) && service->life == connection->life &&
                    service->server && !is_cut(connection->caller->node, service);
    if (!is_there) {
        free(message);
        return;
    }
    push(&service->server->inbox, message);
    loop_wake(service);
}

int caller_send(struct caller *caller, const void *header, size_t header_length, const void *body, size_t body_length)
{
    if (caller->state != CALLER_CONNECTED)
        return 1;
    if (!caller->node->is_dead)
        transmit(message_new(caller->connection, header, header_length, body, body_length), arrive_at_service);
    return 0;
}

int caller_receive(struct caller *caller, struct caller_reply *reply)
{
    *reply = (struct caller_reply){0};
    struct message *message = caller->node->is_dead ? NULL : pop(&caller->inbox);
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

/* --- servers --- */

int server_new(struct server **out, const struct server_options *options)
{
    struct server *server = calloc(1, sizeof *server);
    assert(server);
    server->options = *options;
    server->node = node_running();
    server->node->server = server;
    *out = server;
    return 0;
}

void server_free(struct server *server)
{
    if (!server)
        return;
    if (server->node->server == server)
        server->node->server = NULL;
    for (struct message *message; (message = pop(&server->inbox));)
        free(message);
    free(server);
}

void server_stop_taking(struct server *server)
{
    server->takes_no_more = true;
}

const char *server_endpoint(const struct server *server)
{
    return server->node->name;
}

size_t server_descriptors(const struct server *server, int descriptors[4])
{
    (void)server, (void)descriptors;
    return 0;
}

int server_turn(struct server *server, unsigned most)
{
    for (unsigned i = 0; i < most; i++) {
        struct message *message = server->node->is_dead ? NULL : pop(&server->inbox);
        if (!message)
            return 0;
        struct server_request request = {
            .routing_id_length = sizeof message->connection->number,
            .caller = keys_callers_find(server->options.callers, message->connection->caller->public_key),
            .header = message->bytes,
            .header_length = message->header_length,
            .body = message->bytes + message->header_length,
            .body_length = message->body_length,
        };
        memcpy(request.routing_id, &message->connection->number, sizeof message->connection->number);
        server->options.events.request(server->options.context, &request);
        free(message);
    }
    return server->inbox.first != NULL;
}

static void arrive_at_caller(void *context, uint64_t number)
{
    struct message *message = context;
    struct connection *connection = message->connection;
    struct caller *caller = connection->caller;
    (void)number;
    if (!connection->caller_has || caller->is_gone || is_cut(caller->node, connection->service)) {
        free(message);
        return;
    }
    push(&caller->inbox, message);
    wake_caller(caller);
}

static struct connection *connection_of(const uint8_t *routing_id, size_t length)
{
    uint64_t number = 0;
    struct connection *connection = connections;
    assert(length == sizeof number);
    memcpy(&number, routing_id, sizeof number);
    while (connection && connection->number != number)
        connection = connection->next;
    return connection;
}

int server_send(struct server *server, const uint8_t *routing_id, size_t routing_id_length, const void *header,
                size_t header_length, const void *body, size_t body_length)
{
    struct connection *connection = connection_of(routing_id, routing_id_length);
    assert(connection);
    if (server->node->is_dead)
        return 0;
    if (!connection->service_has) {
        server->dropped++;
        return 1;
    }
    transmit(message_new(connection, header, header_length, body, body_length), arrive_at_caller);
    return 0;
}

uint64_t server_dropped(const struct server *server)
{
    return server->dropped;
}

/* --- what goes wrong --- */

static bool is_of(const struct connection *connection, const struct node *node)
{
    return (connection->service == node || connection->caller->node == node) &&
           (connection->caller_has || connection->service_has);
}

void network_died(struct node *node, bool power)
{
    for (struct connection *connection = connections; connection; connection = connection->next) {
        if (!is_of(connection, node))
            continue;
        int64_t silence_us = power ? chance_between(&world_chance, 1000, SILENCE_US) : delay_us();
        if (connection->service == node) {
            connection->service_has = false;
            world_in(silence_us, caller_learns_of_break, connection, 0);
        } else {
            connection->caller_has = false;
            world_in(silence_us, service_learns_of_break, connection, 0);
        }
    }
}

void network_left(struct node *node)
{
    network_died(node, false);
}

void network_break(struct node *service)
{
    unsigned count = 0, chosen = 0;
    for (struct connection *connection = connections; connection; connection = connection->next)
        count += is_of(connection, service);
    chosen = chance_below(&world_chance, count);
    for (struct connection *connection = connections; connection; connection = connection->next) {
        if (!is_of(connection, service) || chosen-- > 0)
            continue;
        world_trace(service, "connection %llu is broken", connection->number, 0, 0);
        world_in(chance_between(&world_chance, 0, 200000), caller_learns_of_break, connection, 0);
        world_in(chance_between(&world_chance, 0, 200000), service_learns_of_break, connection, 0);
        return;
    }
}
