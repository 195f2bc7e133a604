/* network - see network.h. */
#include "network_private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define SILENCE_US 3000000 /* after which a line that says nothing is given up */

struct weather weather;
struct connection *connections;
static int64_t cut_until_us[NODES_MOST][NODES_MOST];

void inbox_push(struct inbox *inbox, struct message *message)
{
    message->next = NULL;
    if (!inbox->first)
        inbox->end = &inbox->first;
    *inbox->end = message;
    inbox->end = &message->next;
}

struct message *inbox_pop(struct inbox *inbox)
{
    struct message *message = inbox->first;
    if (message)
        inbox->first = message->next;
    return message;
}

/* --- the line --- */

int64_t line_delay_us(void)
{
    return chance_hits(&world_chance, weather.slow) ? chance_between(&world_chance, 0, weather.slow_us)
                                                    : chance_between(&world_chance, 20, weather.usual_us);
}

static int64_t *cut(const struct node *caller, const struct node *service)
{
    return &cut_until_us[caller->number][service->number];
}

bool line_is_cut(const struct node *caller, const struct node *service)
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

void line_transmit(struct connection *connection, const void *header, size_t header_length, const void *body,
                   size_t body_length, void (*arrive)(void *context, uint64_t number))
{
    unsigned copies = chance_hits(&world_chance, weather.lost) ? 0 : chance_hits(&world_chance, weather.twice) ? 2 : 1;
    world_trace(connection->caller->node, "connection %llu: message of %llu bytes, %llu of it on the way",
                connection->number, body_length, copies);
    for (unsigned i = 0; i < copies; i++)
        world_in(line_delay_us(), arrive, message_new(connection, header, header_length, body, body_length), 0);
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
        int64_t silence_us = power ? chance_between(&world_chance, 1000, SILENCE_US) : line_delay_us();
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
