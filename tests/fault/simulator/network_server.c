/* network_server - what stands for wire/server.c; see network_private.h. */
#include "network_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void service_learns_of_break(void *context, uint64_t number)
{
    struct connection *connection = context;
    (void)number;
    connection->service_has = false;
}

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
    for (struct message *message; (message = inbox_pop(&server->inbox));)
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

void server_arrive(void *context, uint64_t number)
{
    struct message *message = context;
    struct connection *connection = message->connection;
    struct node *service = connection->service;
    (void)number;
    bool is_there = connection->service_has && node_is_live(service) && service->life == connection->life &&
                    service->server && !line_is_cut(connection->caller->node, service);
    if (!is_there) {
        free(message);
        return;
    }
    inbox_push(&service->server->inbox, message);
    loop_wake(service);
}

void server_tick(struct server *server)
{
    (void)server;
}

int server_turn(struct server *server, unsigned most)
{
    for (unsigned i = 0; i < most; i++) {
        struct message *message = server->node->is_dead ? NULL : inbox_pop(&server->inbox);
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
    line_transmit(connection, header, header_length, body, body_length, caller_arrive);
    return 0;
}

uint64_t server_dropped(const struct server *server)
{
    return server->dropped;
}
