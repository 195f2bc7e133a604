#pragma once
/*
 * network - the connections between callers and services, by the interfaces of wire/caller.h and wire/server.h. What a
 * connection does here is what TCP and libzmq may do, and a little more: messages are delayed, overtake each other,
 * come twice or not at all; connections break, one side may learn of it late; a line may be cut for a while.
 *
 * A message belongs to its connection, and dies with it: none outlives the process that it was sent to.
 */
#include "node.h"

/** How bad it is; out of 1,000 messages, delays in microseconds. */
struct weather {
    uint32_t lost, twice, slow;
    int64_t usual_us, slow_us;
};

extern struct weather weather;

/** network_died() - a process was killed; @power: nobody is there to say so. */
void network_died(struct node *node, bool power);

/** network_left() - a process has ended. */
void network_left(struct node *node);

/** network_break() - one of the connections of @service, by chance; its two ends learn of it apart. */
void network_break(struct node *service);

/** network_cut() - nothing goes between @caller and @service until @until_us. */
void network_cut(struct node *caller, struct node *service, int64_t until_us);

/** network_heal() - no line is cut any more. */
void network_heal(void);
