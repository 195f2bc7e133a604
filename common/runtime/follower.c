/*
 * follower - see follower.h.
 *
 * One request is on the way, or one page is in the writer, never both: the next request names the cursor that the page
 * before left behind. Odd cases: no answer in time (ask again, reads do no harm); a refused cursor (begin a second
 * generation); a page that was not committed (ask again from the committed cursor); somebody who knows of another
 * history (ask again without waiting for news, and do not wait for the answer that does).
 */
#include "runtime/follower.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "runtime/follower_private.h"
#include "runtime/log.h"

#include <stdio.h>
#include <stdlib.h>

int follower_generation(struct store *store, unsigned table, const char *service, uint32_t *generation)
{
    char key[STANDING_KEY_BYTES];
    struct standing standing;
    standing_key(service, key);
    int result = standing_load(store, table, key, &standing);
    *generation = standing.active;
    return result;
}

int follower_restart(struct store_txn *txn, unsigned table, const char *service)
{
    char key[STANDING_KEY_BYTES];
    struct standing standing;
    CLEANUP(arena_deinit) struct arena arena;
    arena_init(&arena, FOLLOWER_PAGE_BYTES_LEAST);
    standing_key(service, key);
    int result = standing_read(txn, table, key, &arena, &standing);
    if (result)
        return result;
    standing.active = (standing.building ? standing.building : standing.active) + 1;
    standing.building = 0;
    standing.active_cursor = standing.building_cursor = (struct standing_cursor){0};
    return standing_write(txn, table, key, &standing);
}

int follower_new(struct follower **out, const struct follower_options *options, const struct follower_host *host)
{
    struct follower *follower = calloc(1, sizeof *follower);
    if (!follower)
        return error_system("follower");
    follower->options = *options;
    follower->host = *host;
    follower->complete_ms = follower->confirmed_ms = follower->doubted_ms = follower->failed_said_ms = -1;
    follower->page_bytes = LIMIT_FEED_PAGE_BYTES;
    snprintf(follower->service, sizeof follower->service, "%s", options->service);
    standing_key(options->service, follower->key);
    arena_init(&follower->arena, LIMIT_ARENA_BYTES);
    int result = standing_load(options->store, options->table, follower->key, &follower->standing);
    if (result == 0)
        result = caller_new(&follower->caller, &options->connection);
    if (result) {
        follower_free(follower);
        return error_pass(result, "follow %s", options->service);
    }
    /* A generation that was being built is built on: its model must be there before its pages are. */
    if (follower->standing.building)
        options->hooks.begun(options->context, follower->standing.building);
    *out = follower;
    return 0;
}

void follower_free(struct follower *follower)
{
    if (!follower)
        return;
    caller_free(follower->caller);
    arena_deinit(&follower->arena);
    free(follower);
}

const char *follower_service(const struct follower *follower)
{
    return follower->service;
}

bool follower_is_dispensable(const struct follower *follower)
{
    return follower->options.dispensable;
}

size_t follower_descriptors(const struct follower *follower, int descriptors[2])
{
    return caller_descriptors(follower->caller, descriptors);
}

void follower_stop(struct follower *follower)
{
    follower->stopped = true;
}

void follower_turn(struct follower *follower)
{
    follower_receive(follower);
    follower_watch(follower);
    follower_hurry(follower);
    bool wait = follower->ask_again_ms != 0 && follower_now(follower) < follower->ask_again_ms;
    if (follower->stopped || follower->writing || wait)
        return;
    if (follower->standing.oldest < follower->standing.active) {
        follower_push(follower, PAGE_DROP);
        return;
    }
    if (follower_ask(follower) < 0)
        log_event(LOG_ERROR, "feed_ask_failed", "{s:s, s:s}", "feed", follower->service, "trail", error_trail());
    follower_receive(follower); /* sending may have eaten the edge that says that there is something to read */
}
