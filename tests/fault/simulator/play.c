/*
 * play - see play.h. First a state is made in calm weather, then desks and a reader ask at the same time while things
 * go wrong, then it is calm again and everything must come right: whatever was acknowledged is there once and is
 * answered as before, whatever was refused left nothing, and both services agree with the feed.
 */
#include "play.h"

#include "base/error.h"
#include "base/official_number.h"
#include "command.h"
#include "history.h"
#include "network.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DESKS        8 /* the last one only reads */
#define CALM_MS      60000
#define SETTLE_TRIES 10

struct figures figures;
static struct desk desks[DESKS];

static struct client *connect_to(const char *service, const struct node *who, struct chance *chance)
{
    struct keys_pair key = {0};
    struct client *client;
    snprintf(key.name, sizeof key.name, "%s", who->name);
    const struct client_options options = {
        .connection = {.endpoint = service, .server_public_key = service, .key = &key},
        .timeout_ms = (uint32_t)chance_between(chance, 500, 8000),
        .try_ms = (uint32_t)chance_between(chance, 50, 2000),
    };
    if (client_new(&client, &options) != 0)
        abort();
    return client;
}

static void open_desk(struct desk *desk)
{
    desk->registration = connect_to("registration", desk->node, &desk->chance);
    desk->reporting = connect_to("reporting", desk->node, &desk->chance);
}

static void wait_until(bool (*is_so)(void))
{
    while (!is_so())
        fiber_sleep(50000);
}

static bool all_done(void)
{
    for (size_t i = 0; i < DESKS; i++)
        if (!desks[i].is_done)
            return false;
    return true;
}

/* Whoever does not know whether a command was done sends it again, at once, later, or not before it is calm. */
static void work(struct desk *desk)
{
    for (unsigned i = 0; i < desk->asks; i++) {
        if (chance_hits(&desk->chance, 120)) {
            look_at_anything(desk);
        } else {
            struct command *command = ask_anything(desk);
            command_send(desk, command, 0);
            while (command->outcome == OUTCOME_UNKNOWN && chance_hits(&desk->chance, 600))
                command_send(desk, command, 0);
            if (command->outcome == OUTCOME_ACCEPTED && chance_hits(&desk->chance, 60))
                command_send(desk, command, 0);
        }
        fiber_sleep(chance_between(&desk->chance, 0, chance_hits(&desk->chance, 60) ? 2000000 : desk->pause_us));
    }
}

static bool is_of_the_past(const struct command *command)
{
    return command->outcome == OUTCOME_ACCEPTED && !command->validates && !command_is_kept(command);
}

/* Everything once more: the same answers as before, and an end to what was not known. */
static void settle(struct desk *desk)
{
    for (size_t k = 0; k < command_count; k++) {
        struct command *command = commands[k];
        if (command->sender != desk->node || (command->outcome == OUTCOME_REFUSED && command->sent))
            continue;
        /* A second answer to a try of long ago may still be there, from worse days or from a history that is over. */
        int tries = 0;
        do
            command_send(desk, command, CALM_MS);
        while (++tries < SETTLE_TRIES && (command->outcome == OUTCOME_UNKNOWN || is_of_the_past(command)));
        if (command->outcome == OUTCOME_UNKNOWN)
            world_break("%s is not answered in calm weather: %s", command->method, command->reason);
    }
}

static void run_desk(void *argument)
{
    struct desk *desk = argument;
    open_desk(desk);
    if (desk == &desks[0])
        ask_state(desk);
    while (history_now() == NULL || history_now()->count < 15)
        fiber_sleep(20000);
    if (desk == &desks[0])
        faults_begin();
    if (desk == &desks[DESKS - 1]) {
        for (unsigned i = 0; i < desk->asks; i++) {
            look_at_anything(desk);
            fiber_sleep(chance_between(&desk->chance, 0, 300000));
        }
    } else {
        work(desk);
    }
    desk->is_done = true;
    while (!world.is_calm)
        fiber_sleep(50000);
    desk->is_done = false;
    settle(desk);
    desk->is_done = true;
}

/* --- the judgement --- */

static const struct command *command_of(const struct entry *entry)
{
    for (size_t i = 0; i < command_count; i++)
        if (uuid_equal(&commands[i]->id, &entry->request_id) && strcmp(commands[i]->sender->name, entry->caller) == 0)
            return commands[i];
    return NULL;
}

/* Every entry is one command that was not refused, and no command is two entries. */
static void judge_entries(const struct history *history)
{
    for (size_t i = 0; i < history->count; i++) {
        const struct entry *entry = &history->entries[i];
        const struct command *command = command_of(entry);
        if (!command)
            world_break("entry %zu (%s) is a command that nobody gave", i + 1, entry->method);
        if (command->validates || command->outcome != OUTCOME_ACCEPTED)
            world_break("entry %zu (%s of %s) is a command that was %s", i + 1, entry->method, entry->caller,
                        command->validates ? "only to be validated" : "refused");
        for (size_t k = 0; k < i; k++)
            if (uuid_equal(&history->entries[k].request_id, &entry->request_id))
                world_break("%s of %s was done twice, as entries %zu and %zu", entry->method, entry->caller, k + 1,
                            i + 1);
    }
}

static void judge_commands(void)
{
    for (size_t i = 0; i < command_count; i++) {
        const struct command *command = commands[i];
        if (is_of_the_past(command))
            world_break("%s of %s was acknowledged as entry %llu, and is gone", command->method, command->sender->name,
                        (unsigned long long)command->sequence);
    }
}

/* Numbers of a department and versions of an official go up by one: what was undone left no gap. */
static void judge_numbers(const struct history *history)
{
    uint64_t *numbers, next[8] = {0};
    size_t count = history_officials(history, history->count, &numbers);
    for (size_t i = 0; i < count; i++) {
        uint16_t department = official_number_department(numbers[i]);
        assert(department < 8); /* no more are made */
        if (official_number_sequence(numbers[i]) != ++next[department])
            world_break("official %llu of department %u has number %llu", (unsigned long long)next[department],
                        department, (unsigned long long)official_number_sequence(numbers[i]));
        uint64_t version = 0;
        for (size_t k = 0; k < history->count; k++)
            for (size_t m = 0; m < history->entries[k].told_count; m++) {
                const struct told *told = &history->entries[k].told[m];
                if (told->number == numbers[i] && told->version != ++version)
                    world_break("version %llu of an official follows version %llu", (unsigned long long)told->version,
                                (unsigned long long)version - 1);
            }
    }
    free(numbers);
}

static bool are_up(void)
{
    return nodes[NODE_REGISTRATION].state == NODE_UP && !nodes[NODE_REGISTRATION].is_dead &&
           nodes[NODE_REPORTING].state == NODE_UP && !nodes[NODE_REPORTING].is_dead;
}

static bool is_same(const struct buffer *a, const struct buffer *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->data, b->data, a->length) == 0);
}

/* The lines that differ first; lives until the next call. */
static const char *first_difference(struct buffer *a, struct buffer *b)
{
    static char text[256];
    size_t at = 0, line = 0;
    if (buffer_append(a, "", 1) != 0 || buffer_append(b, "", 1) != 0)
        abort();
    for (; a->data[at] == b->data[at]; at++)
        if (a->data[at] == '\n')
            line = at + 1;
    const char *before = (char *)a->data + line, *after = (char *)b->data + line;
    snprintf(text, sizeof text, "'%.*s' before, '%.*s' after", (int)strcspn(before, "\n"), before,
             (int)strcspn(after, "\n"), after);
    return text;
}

/* A start fills the memory beside the store: it must be what it was before. */
static void judge_memory(struct desk *desk)
{
    struct buffer before = {0}, after = {0};
    look_at_memory(desk, &before);
    node_kill(&nodes[NODE_REGISTRATION], chance_hits(&world_chance, 500), 1000);
    wait_until(are_up);
    look_at_memory(desk, &after);
    if (!is_same(&before, &after))
        world_break("registration judges rows otherwise after a new start: %s", first_difference(&before, &after));
    buffer_deinit(&before);
    buffer_deinit(&after);
}

/* Built from nothing, reporting has the same records as by following. */
static void judge_rebuild(struct desk *desk)
{
    struct buffer followed = {0}, rebuilt = {0};
    look_at_records(desk, &followed);
    faults_wipe();
    fiber_sleep(200000);
    wait_until(are_up);
    look_at_report(desk, history_now()->count, true);
    look_at_records(desk, &rebuilt);
    if (!is_same(&followed, &rebuilt))
        world_break("reporting, built from nothing, has other records than by following");
    buffer_deinit(&followed);
    buffer_deinit(&rebuilt);
}

static void direct(void *argument)
{
    (void)argument;
    node_start(&nodes[NODE_REGISTRATION]);
    node_start(&nodes[NODE_REPORTING]);
    wait_until(all_done);
    faults_end();
    wait_until(are_up);
    fiber_sleep(200000); /* until every desk has seen it */
    wait_until(all_done);
    struct desk *desk = &desks[0];
    struct desk own = *desk;
    own.registration = connect_to("registration", own.node, &own.chance);
    own.reporting = connect_to("reporting", own.node, &own.chance);
    const struct history *history = history_now();
    judge_entries(history);
    judge_commands();
    judge_numbers(history);
    look_at_officials(&own);
    look_at_report(&own, history->count, true);
    look_at_report(&own, 0, true);
    judge_memory(&own);
    judge_rebuild(&own);
    world.is_over = true;
}

static void sum_up(void)
{
    figures.entries = history_now()->count;
    for (size_t i = 0; i < command_count; i++) {
        figures.commands++;
        figures.accepted += commands[i]->outcome == OUTCOME_ACCEPTED;
        figures.refused += commands[i]->outcome == OUTCOME_REFUSED;
    }
}

void play(uint64_t seed, enum story story, const char *scratch)
{
    static const int64_t pauses_us[] = {0, 30000, 100000};
    world_begin(seed, story);
    nodes_init(scratch);
    network_heal();
    int64_t pause_us = pauses_us[chance_below(&world_chance, 3)];
    for (unsigned i = 0; i < DESKS; i++) {
        struct desk *desk = &desks[i];
        *desk = (struct desk){.node = &nodes[NODE_SERVICES + i], .chance = chance_of(200 + i)};
        desk->pause_us = pause_us;
        desk->asks = 5 + chance_below(&world_chance, 22);
        fiber_start(desk->node, desk->node->name, run_desk, desk);
    }
    fiber_start(&nodes[NODE_SERVICES], "director", direct, NULL);
    world_run();
    sum_up();
}
