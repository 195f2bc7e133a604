/* node - see node.h. */
#include "node.h"

#include "base/error.h"
#include "history.h"
#include "network.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define KNOWN_NODES 10

struct node nodes[NODES_MOST];

void nodes_init(const char *scratch)
{
    static const char *const names[KNOWN_NODES] = {"registration", "reporting", "desk",   "office", "kiosk",
                                                   "clerk",        "agent",     "branch", "camp",   "reader"};
    static const struct host *const hosts[NODE_SERVICES] = {&registration_host, &reporting_host};
    static const int64_t slowness_us[] = {2000, 20000, 100000, 300000};
    for (unsigned i = 0; i < KNOWN_NODES; i++) {
        struct node *node = &nodes[i];
        *node = (struct node){.name = names[i], .number = i, .randomness = chance_of(100 + i)};
        node->monotonic_from_us = chance_between(&world_chance, 1000000, INT64_C(1) << 40);
        node->utc_skew_ms = chance_hits(&world_chance, 500) ? chance_between(&world_chance, -30000, 30000) : 0;
        if (i >= NODE_SERVICES)
            continue;
        node->host = hosts[i];
        node->disk.sync_most_us = slowness_us[chance_below(&world_chance, 4)];
        snprintf(node->folder, sizeof node->folder, "%s/%s", scratch, node->name);
    }
}

struct node *node_named(const char *name)
{
    for (unsigned i = 0; i < KNOWN_NODES; i++)
        if (strcmp(nodes[i].name, name) == 0)
            return &nodes[i];
    return NULL;
}

static void start_again(void *context, uint64_t life)
{
    struct node *node = context;
    if (node->state == NODE_DOWN && node->life == life && !node->stays_down)
        node_start(node);
}

/* The process is gone, and the heap is clean of it. */
static void ended(struct node *node, int result)
{
    world_trace(node, "process %llu is gone, %llu", node->life, result < 0, 0);
    if (!node->is_dead && result < 0) {
        /* A failed write or sync is a reason to end; what the disk holds then is as open as after a power cut. */
        if (!node->disk.has_failed)
            world_break("%s ended by itself: %s", node->name, error_trail());
        disk_freeze(node, true);
    }
    network_left(node);
    node->state = NODE_DOWN;
    node->store = NULL;
    node->server = NULL;
    if (!node->stays_down)
        world_at(node->restart_us, start_again, node, node->life);
}

static void live(void *argument)
{
    struct node *node = argument;
    ended(node, node->host->run(node->folder));
}

void node_start(struct node *node)
{
    assert(node->state == NODE_DOWN && node->host);
    disk_thaw(node);
    if (node->has_store && chance_hits(&world_chance, 250))
        disk_check(node);
    node->life++;
    node->is_dead = node->is_stopping = node->stays_down = false;
    node->dies_at = NULL;
    node->dies_in_acts = 0;
    node->state = NODE_STARTING;
    node->restart_us = world.now_us + 100000;
    world_trace(node, "process %llu starts", node->life, 0, 0);
    node->main = fiber_start(node, node->name, live, node);
}

void node_up(struct store *store)
{
    struct node *node = node_running();
    if (node->is_dead)
        return;
    node->state = NODE_UP;
    node->has_store = true;
    node->store = store;
    world_trace(node, "process %llu is up", node->life, 0, 0);
    if (node->number == NODE_REGISTRATION)
        history_opened(store);
}

static void set_restart(struct node *node, int64_t restart_in_us)
{
    node->stays_down = restart_in_us < 0;
    node->restart_us = world.now_us + restart_in_us;
}

void node_kill(struct node *node, bool power, int64_t restart_in_us)
{
    set_restart(node, restart_in_us);
    if (node->state == NODE_DOWN || node->is_dead) {
        world_at(node->restart_us, start_again, node, node->life);
        return;
    }
    disk_freeze(node, power);
    node->is_dead = true;
    network_died(node, power);
    loop_wake(node);
}

void node_stop(struct node *node, int64_t restart_in_us)
{
    set_restart(node, restart_in_us);
    if (node->state != NODE_UP || node->is_dead) {
        world_at(node->restart_us, start_again, node, node->life);
        return;
    }
    world_trace(node, "is told to stop", 0, 0, 0);
    node->is_stopping = true;
    loop_signal(node);
}

static int64_t some_time_us(void)
{
    return chance_hits(&world_chance, 700) ? chance_between(&world_chance, 1000, 400000)
                                           : chance_between(&world_chance, 1000000, 8000000);
}

void node_act(struct node *node)
{
    if (node->dies_in_acts == 0 || --node->dies_in_acts > 0)
        return;
    world_trace(node, "dies in the middle of an act of its disk", 0, 0, 0);
    node_kill(node, chance_hits(&world_chance, 700), some_time_us());
}

void node_passes(struct node *node, const char *point)
{
    if (!node->dies_at || strcmp(node->dies_at, point) != 0 || --node->dies_after > 0)
        return;
    world_tell(node, "dies at %s", point);
    node_kill(node, chance_hits(&world_chance, 700), some_time_us());
}
