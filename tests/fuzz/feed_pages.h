#pragma once
/*
 * feed_pages - answers to a follower, page by page, from its reply to what is stored and held in memory. An input is a
 * few pages: a byte for the status, the page's length (2), the page. Afterwards everything that they made is dropped.
 */
#include "fake_caller.h"
#include "runtime/follower.h"
#include "runtime/log.h"
#include "runtime/standing.h"

#define PAGES_MOST 6

struct feed_pages {
    struct writer *writer;
    struct clock_fake *time;
    struct follower_options options;
};

static int pages_push(void *context, struct call *call)
{
    struct feed_pages *pages = context;
    assert(writer_step(pages->writer, &call, 1) == 0);
    if (call_refused(call))
        assert(fuzz_says(call->status.reason)); /* a page that cannot be applied is asked for again */
    call->done(call->done_context, call);
    call_free(call);
    return 0;
}

static void pages_advanced(void *context)
{
    (void)context;
}

/* In a batch of its own: the model of every generation, and where the follower stood. */
static int pages_wipe(void *service, struct batch *batch, struct call *call)
{
    const struct feed_pages *pages = call->done_context;
    char key[STANDING_KEY_BYTES];
    (void)service;
    for (uint32_t generation = 1; generation <= PAGES_MOST + 2; generation++)
        while (pages->options.hooks.drop(pages->options.context, batch, generation, 1000) == 1000)
            continue;
    standing_key(pages->options.service, key);
    int result = store_delete(batch->txn, pages->options.table, (struct store_bytes){key, strlen(key)});
    return result == STORE_NOT_FOUND ? 0 : result;
}

static void pages_forget_all(struct feed_pages *pages)
{
    static const struct route route = {.method = "wipe", .kind = ROUTE_WRITE, .write = pages_wipe};
    struct call *call = call_new();
    assert(call);
    call->internal = true;
    call->route = &route;
    call->done_context = pages;
    assert(writer_step(pages->writer, &call, 1) == 0 && !call_refused(call));
    call_free(call);
}

static void pages_run(struct feed_pages *pages, struct fuzz_input *input)
{
    struct follower *follower;
    const struct follower_host host = {
        .push = pages_push, .advanced = pages_advanced, .runtime = pages, .clock = clock_fake(pages->time)};
    fake_caller = (struct caller){.input = input};
    assert(follower_new(&follower, &pages->options, &host) == 0);
    for (size_t i = 0; i < PAGES_MOST && input->left > 0; i++) {
        struct follower_freshness before = follower_freshness(follower);
        follower_turn(follower);
        struct follower_freshness after = follower_freshness(follower);
        assert(after.head >= after.sequence);
        /* Nothing but a new generation moves back. */
        assert(after.rebuilds != before.rebuilds || after.rebuilding != before.rebuilding ||
               after.sequence >= before.sequence);
        pages->time->now_monotonic_ms += 1000;
    }
    follower_free(follower);
}
