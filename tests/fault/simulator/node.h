#pragma once
/*
 * node - what has a clock, a network and, where it is a service, a disk: a process that is started, killed, cut off
 * from its power, and started again.
 *
 * A killed service cannot be taken off the heap at once. It is dead from that moment on: nothing that it still does
 * reaches the disk that the next one finds, nor the network, while its fibers go the way of a stop and free what they
 * hold. Only then is it started again.
 */
#include "disk.h"
#include "world.h"

struct ev_loop;
struct server;
struct store;

/** What a service is made of; each is linked with its names to itself (service_*.c). */
struct host {
    const char *name;
    int (*run)(const char *folder); /* as main() does; Return: 0: stopped, < 0: failed, see error_trail() */
};
extern const struct host registration_host, reporting_host;

enum node_state { NODE_DOWN, NODE_STARTING, NODE_UP };

struct node {
    const char *name;
    unsigned number;
    int64_t utc_skew_ms; /* how wrong its clock is */
    int64_t monotonic_from_us;
    struct chance randomness; /* what getrandom() gives it */
    /* a service's */
    const struct host *host;
    char folder[96];
    struct disk disk;
    enum node_state state;
    unsigned life; /* 1, 2, ...: which of its processes */
    bool is_dead, is_stopping;
    bool stays_down; /* until somebody starts it */
    int64_t restart_us;
    const char *dies_at;   /* name of a fault point, or NULL */
    uint32_t dies_after;   /* passages of it */
    uint32_t dies_in_acts; /* of the disk; 0: not */
    struct fiber *main;
    struct ev_loop *loop;
    struct server *server;
    bool has_store;      /* one that was opened before */
    struct store *store; /* of the process that is up */
};

enum { NODE_REGISTRATION, NODE_REPORTING, NODE_SERVICES, NODES_MOST = 12 };
extern struct node nodes[NODES_MOST];

/** nodes_init() - everybody's clocks and randomness; folders below @scratch. */
void nodes_init(const char *scratch);

/** node_named() - by name or endpoint; NULL: there is none. */
struct node *node_named(const char *name);

void node_start(struct node *node);

/** node_kill() - the process ends at once; @power: so does the machine, and what was not synced may be lost.
 * @restart_in_us: when it is started again; < 0: when somebody does. */
void node_kill(struct node *node, bool power, int64_t restart_in_us);

/** node_stop() - SIGTERM; started again in @restart_in_us. */
void node_stop(struct node *node, int64_t restart_in_us);
static inline bool node_is_live(const struct node *node)
{
    return node->state != NODE_DOWN && !node->is_dead;
}

/** node_up() - by the host, when its store is open and it is about to serve. */
void node_up(struct store *store);

/** node_act() - one act of the disk; the process may die of it. */
void node_act(struct node *node);

/** node_passes() - a fault point. */
void node_passes(struct node *node, const char *point);

/* loop.c: what stands for libev */
void loop_wake(struct node *node);
void loop_signal(struct node *node);
