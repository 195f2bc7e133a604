#pragma once
/*
 * follower, inside: what its files share, and nobody else. follower.c is its life and its turns, follower_ask.c talks
 * to the other service, follower_page.c takes pages from there to the writer and back, follower_write.c is what the
 * writer does with them, follower_reach.c says what is known.
 */
#include "runtime/follower.h"
#include "runtime/standing.h"

#define FOLLOWER_RETRY_MS         500
#define FOLLOWER_PAGE_BYTES_LEAST (16u << 10)

struct follower {
    struct follower_options options;
    struct follower_host host;
    char service[ENVELOPE_SERVICE_BYTES];
    char key[STANDING_KEY_BYTES];
    struct caller *caller;
    struct standing standing; /* as committed */
    struct arena arena;
    struct uuid request_id;
    bool asking, writing, stopped;
    int64_t ask_again_ms;   /* monotonic: when a request is given up, or when to try next */
    int64_t complete_ms;    /* monotonic, -1 never */
    int64_t asked_ms;       /* monotonic: when the request that is on the way was sent */
    int64_t confirmed_ms;   /* when the newest one was sent that said that the history is still the same; -1 never */
    int64_t doubted_ms;     /* somebody doubted that at this time; -1 never */
    int64_t failed_said_ms; /* when the log was last told that a page failed; -1: since the last one that did not */
    bool at_once;           /* the request on the way asks for an answer at once */
    uint64_t head;
    uint32_t rebuilds;
    uint32_t page_bytes; /* asked for: less after a page that did not fit the memory of a command */
    enum caller_state logged_state;
    uint64_t breaks; /* of the connection, that we know of */
};

enum page_kind { PAGE_APPLY, PAGE_REBUILD, PAGE_DROP };

/* What a call in the writer is about; in the call's arena. */
struct page_call {
    struct follower *follower;
    enum page_kind kind;
    struct feed_page page;
    struct standing_cursor through;
    struct standing after; /* set by the writer's thread, valid once committed */
    uint32_t generation;
    bool switches;
    long dropped;
};

extern const struct route follower_route; /* of a page's call, whose done_context is the struct page_call */

static inline int64_t follower_now(const struct follower *follower)
{
    return clock_monotonic_ms(&follower->host.clock);
}

/** follower_cursor() - of the generation that is being built, or else of the one that answers. */
static inline const struct standing_cursor *follower_cursor(const struct standing *standing)
{
    return standing->building ? &standing->building_cursor : &standing->active_cursor;
}

/** follower_in_doubt() - whether somebody knows of another history, and nothing was heard of it since. */
bool follower_in_doubt(const struct follower *follower);

/** follower_take_page() - a reply of the feed: into the writer where it brings anything. */
void follower_take_page(struct follower *follower, const struct caller_reply *reply);

/** follower_push() - what is to be written without a page: a new generation begun, an old one dropped bit by bit. */
void follower_push(struct follower *follower, enum page_kind kind);

/** follower_ask() - send the request for the page behind the cursor. Return: 0, or < 0. */
int follower_ask(struct follower *follower);

/** follower_receive() - all replies that are there. */
void follower_receive(struct follower *follower);

/** follower_watch() - look whether the connection changed. */
void follower_watch(struct follower *follower);

/** follower_hurry() - give up a request whose answer would come too late for who doubts. */
void follower_hurry(struct follower *follower);
