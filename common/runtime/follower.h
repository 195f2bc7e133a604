#pragma once
/*
 * follower - keeps a model of another service's records by reading its feed: every page is applied in one transaction
 * together with the cursor, so effects happen exactly once.
 *
 * A cursor that does not fit any more (the other store was made anew or restored) starts a second generation of the
 * model, built from the beginning while the first one answers; when it has caught up it takes over, and the old one is
 * dropped bit by bit.
 *
 * Threads: the follower lives on the loop; `apply` and `drop` run on the writer's thread inside a batch; the other
 * hooks on the loop after the commit.
 */
#include "base/limits.h"
#include "runtime/call.h"
#include "runtime/writer.h"
#include "wire/caller.h"

struct follower;

struct feed_event {
    uint64_t sequence; /* of its entry */
    int64_t committed_at_ms;
    struct store_bytes bytes; /* a packed Event of the followed service */
};

struct feed_page {
    uint64_t from, through, head;
    const struct feed_event *events;
    size_t event_count;
};

struct follower_hooks {
    /* Applies the events of @page to the model @generation. What the loop needs afterwards may be left in
     * call->request. Return: 0, a store_outcome, or < 0. */
    int (*apply)(void *context, struct batch *batch, uint32_t generation, const struct feed_page *page,
                 struct call *call);
    /* Deletes at most @most records of @generation. Return: number deleted, or < 0. */
    long (*drop)(void *context, struct batch *batch, uint32_t generation, size_t most);
    /* The page was committed. */
    void (*applied)(void *context, uint32_t generation, struct call *call);
    /* @generation answers from now on. */
    void (*switched)(void *context, uint32_t generation);
    /* A new, empty generation was begun beside the one that answers. */
    void (*begun)(void *context, uint32_t generation);
};

struct follower_options {
    const char *service; /* whose feed */
    struct caller_options connection;
    unsigned table; /* of our store, where the cursor is kept */
    struct follower_hooks hooks;
    void *context;
    struct store *store;
    bool dispensable;  /* the service does its work without: this feed alone never makes it not ready */
    uint32_t bound_ms; /* how old what is known may become before the service is not ready; set by the runtime */
};

struct follower_freshness {
    uint64_t epoch, sequence, head; /* of the generation that answers */
    int64_t committed_at_ms;
    int64_t age_ms; /* since it was known to be complete; -1: never since the start */
    int64_t bound_ms;
    bool rebuilding;
    uint32_t rebuilds;
};

/** A history of the feed that was replaced, and the last entry of it that was applied. */
struct follower_history {
    uint64_t epoch, sequence;
};

/** follower_is_dispensable() - as its options said. */
bool follower_is_dispensable(const struct follower *follower);

/** What the follower asks of its runtime. */
struct follower_host {
    int (*push)(void *runtime, struct call *call); /* as writer_thread_push() */
    void (*advanced)(void *runtime);               /* a page was applied: parked readers may go on */
    void *runtime;
    struct clock clock;
};

/** follower_new() - reads where it stood. @generation: set to the generation that answers. Return: 0, or < 0. */
int follower_new(struct follower **follower, const struct follower_options *options, const struct follower_host *host);
void follower_free(struct follower *follower);
const char *follower_service(const struct follower *follower);

/** follower_generation() - where a follower of @service that keeps its record in @table stands: the generation that
 * answers. Before the loop; 1 in a new store. Return: 0, or < 0. */
int follower_generation(struct store *store, unsigned table, const char *service, uint32_t *generation);

/** follower_restart() - begin again at the first entry of the feed of @service, with an empty generation: for a store
 * whose model cannot be read any more. The generations before are dropped bit by bit. Return: 0, or as store_put(). */
int follower_restart(struct store_txn *txn, unsigned table, const char *service);

/** follower_descriptors() - to watch for reading; follower_turn() then, and whenever follower_wait_ms() is over. */
size_t follower_descriptors(const struct follower *follower, int descriptors[2]);
void follower_turn(struct follower *follower);

/** follower_stop() - sends nothing more; what is queued is finished. */
void follower_stop(struct follower *follower);

/** follower_former() - newest first. Return: how many. */
size_t follower_former(const struct follower *follower, struct follower_history histories[LIMIT_FORMER_HISTORIES]);
struct follower_freshness follower_freshness(const struct follower *follower);

enum follower_reach { FOLLOWER_REACHED, FOLLOWER_NOT_YET, FOLLOWER_NEVER };

/** follower_reach() - whether a position of the followed service is included in what answers. @since_ms: monotonic,
 * when somebody named it. An epoch that is neither the present one nor a former one may be one that was not heard of
 * yet: never is said only once the other service was asked after @since_ms and has the history that is followed; it is
 * asked before long. */
enum follower_reach follower_reach(struct follower *follower, uint64_t epoch, uint64_t sequence, int64_t since_ms);
