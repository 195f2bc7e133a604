/* faults - what goes wrong, and when: chosen for each run, so that some are nearly calm and some are all of it. */
#include "history.h"
#include "network.h"
#include "play.h"
#include "store/restore.h"
#include "store/schemas.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SLOW_SYNC_US 300000

/* Out of 1,000 turns of the wheel, which comes round about every 100 ms. */
static struct {
    uint32_t kill[NODE_SERVICES], stop, break_connection, cut, full, fail, clock, backup, restore, wipe;
} odds;

static uint8_t *backup;
static size_t backup_bytes;
static bool is_replacing[NODE_SERVICES];

static uint32_t some(uint32_t chance_permille, uint32_t most)
{
    return chance_hits(&world_chance, chance_permille) ? 1 + chance_below(&world_chance, most) : 0;
}

static void choose_weather(void)
{
    weather = (struct weather){
        .lost = some(500, 120),
        .twice = some(600, 200),
        .slow = some(600, 200),
        .usual_us = chance_between(&world_chance, 100, 3000),
        .slow_us = chance_between(&world_chance, 5000, 3000000),
    };
    for (int i = 0; i < NODE_SERVICES; i++)
        odds.kill[i] = some(750, 60);
    odds.stop = some(300, 20);
    odds.break_connection = some(500, 80);
    odds.cut = some(400, 30);
    odds.full = some(200, 30);
    for (int i = 0; i < NODE_SERVICES; i++) {
        nodes[i].disk.refuses_permille = some(350, 25);
        if (nodes[i].disk.refuses_permille) /* most where it meets a batch of many, and those need a slow disk */
            nodes[i].disk.sync_most_us = SLOW_SYNC_US;
    }
    odds.fail = some(250, 20);
    odds.clock = some(300, 30);
    odds.backup = some(500, 80);
    odds.restore = odds.backup ? some(700, 25) : 0;
    odds.wipe = some(250, 15);
}

static struct node *some_service(void)
{
    return &nodes[chance_below(&world_chance, NODE_SERVICES)];
}

static int64_t some_time_us(void)
{
    return chance_hits(&world_chance, 700) ? chance_between(&world_chance, 1000, 500000)
                                           : chance_between(&world_chance, 1000000, 6000000);
}

/* At once, at a fault point, or in the middle of what the disk does. */
static void kill_somehow(struct node *node)
{
    static const char *const points[] = {"writer.begin",     "writer.applied", "writer.committed",
                                         "follower.applied", "reply.send",     "import.row"};
    figures.kills++;
    switch (chance_below(&world_chance, 3)) {
    case 0:
        node_kill(node, chance_hits(&world_chance, 600), some_time_us());
        break;
    case 1:
        node->dies_at = points[chance_below(&world_chance, 6)];
        node->dies_after = 1 + chance_below(&world_chance, 4);
        break;
    default:
        node->dies_in_acts = 1 + chance_below(&world_chance, 12);
    }
}

/* --- the disk --- */

static void give_room(void *context, uint64_t number)
{
    struct node *node = context;
    (void)number;
    world_trace(node, "the disk has room again", 0, 0, 0);
    node->disk.is_full = false;
}

static void fill_disk(struct node *node)
{
    world_trace(node, "the disk is full", 0, 0, 0);
    node->disk.is_full = true;
    world_in(some_time_us(), give_room, node, 0);
}

/* --- stores that are replaced --- */

static void path_of(const struct node *node, const char *name, char path[160])
{
    snprintf(path, 160, "%s/%s", node->folder, name);
}

static void empty_folder(const struct node *node)
{
    static const char *const names[] = {"data.mdb", "lock.mdb", "lock"};
    char path[160];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        path_of(node, names[i], path);
        unlink(path);
    }
}

static void shown(void *context, uint64_t done, uint64_t total)
{
    (void)context, (void)done, (void)total;
}

static void damaged(void *context, const char *what)
{
    (void)context;
    world_break("a store is damaged: %s", what);
}

static void restore(struct node *node)
{
    static const struct store_known known[] = {{"registration", SCHEMA_REGISTRATION}};
    struct store_restored restored;
    char path[160];
    path_of(node, "../backup.mdb", path);
    FILE *file = fopen(path, "w");
    if (!file || fwrite(backup, 1, backup_bytes, file) != backup_bytes || fclose(file) != 0)
        abort();
    const struct store_restore_options options = {.backup = path,
                                                  .folder = node->folder,
                                                  .known = known,
                                                  .known_count = 1,
                                                  .now_ms = world.began_ms + world.now_us / 1000,
                                                  .hooks = {.progress = shown, .damage = damaged},
                                                  .copied = shown};
    int result = store_restore(&options, &restored);
    if (result)
        world_break("a backup cannot be restored: %d, %s", result, error_trail());
}

/* Once the process is gone. */
static void replace(void *context, uint64_t number)
{
    struct node *node = context;
    if (node->state != NODE_DOWN) {
        world_in(10000, replace, node, number);
        return;
    }
    empty_folder(node);
    if (node->number == NODE_REGISTRATION) {
        restore(node);
        figures.restores++;
    }
    disk_adopt(node);
    node->has_store = node->number == NODE_REGISTRATION;
    world_trace(node, "the store is another one", 0, 0, 0);
    is_replacing[node->number] = false;
    node_start(node);
}

static void begin_to_replace(struct node *node)
{
    if (is_replacing[node->number] || (node->number == NODE_REGISTRATION && !backup))
        return;
    is_replacing[node->number] = true;
    node_kill(node, false, -1);
    world_in(some_time_us(), replace, node, 0);
}

static void take_backup(void)
{
    struct node *node = &nodes[NODE_REGISTRATION];
    if (node->state != NODE_UP || node->is_dead)
        return;
    free(backup);
    backup_bytes = disk_copy(node, &backup);
    world_trace(node, "backup of %llu bytes", backup_bytes, 0, 0);
}

/* --- the wheel --- */

static void set_clock(void)
{
    struct node *node = some_service();
    node->utc_skew_ms += chance_between(&world_chance, -20000, 20000);
    world_trace(node, "the clock is set, %llu", (uint64_t)node->utc_skew_ms, 0, 0);
}

static void turn(void *context, uint64_t number)
{
    struct chance *chance = &world_chance;
    struct node *node = some_service();
    (void)context, (void)number;
    if (world.is_calm)
        return;
    for (int i = 0; i < NODE_SERVICES; i++)
        if (chance_hits(chance, odds.kill[i]) && !is_replacing[i])
            kill_somehow(&nodes[i]);
    if (chance_hits(chance, odds.stop) && !is_replacing[node->number])
        node_stop(node, some_time_us());
    if (chance_hits(chance, odds.break_connection))
        network_break(node);
    if (chance_hits(chance, odds.cut))
        network_cut(&nodes[1 + chance_below(chance, 9)], node, world.now_us + some_time_us());
    if (chance_hits(chance, odds.full))
        fill_disk(node);
    if (chance_hits(chance, odds.fail))
        node->disk.fails_in_acts = 1 + chance_below(chance, 20);
    if (chance_hits(chance, odds.clock))
        set_clock();
    if (chance_hits(chance, odds.backup))
        take_backup();
    if (chance_hits(chance, odds.restore))
        begin_to_replace(&nodes[NODE_REGISTRATION]);
    if (chance_hits(chance, odds.wipe))
        begin_to_replace(&nodes[NODE_REPORTING]);
    world_in(chance_between(chance, 20000, 180000), turn, NULL, 0);
}

void faults_begin(void)
{
    choose_weather();
    turn(NULL, 0);
}

void faults_end(void)
{
    world_trace(NULL, "calm", 0, 0, 0);
    world.is_calm = true;
    network_heal();
    for (int i = 0; i < NODE_SERVICES; i++) {
        struct node *node = &nodes[i];
        node->dies_at = NULL;
        node->dies_in_acts = node->disk.fails_in_acts = 0;
        node->disk.refuses_permille = 0;
        give_room(node, 0);
    }
}

void faults_wipe(void)
{
    is_replacing[NODE_REPORTING] = false;
    begin_to_replace(&nodes[NODE_REPORTING]);
}
