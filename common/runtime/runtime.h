#pragma once
/*
 * runtime - a service's process: loop, socket, routes, writer, feed, followers, clean end. A service brings its routes,
 * its store and its hooks; the runtime brings the rest.
 */
#include "runtime/call.h"
#include "runtime/config.h"
#include "runtime/follower.h"
#include "runtime/writer.h"

struct runtime;

/** What a reader of the feed wants of an event. */
struct feed_filter {
    const uint32_t *departments;
    size_t department_count;
    bool with_person;
};

/** What a service is. */
struct runtime_service {
    const char *name;
    const struct route *routes; /* ends with one whose method is NULL */
    struct writer_hooks hooks;
    /* Looks into one event for the feed: @keep = false leaves it out; may put another packing in its place, in @arena.
     * On the loop. NULL: the service has no feed. */
    int (*feed_event)(void *context, struct store_txn *txn, const struct feed_filter *filter, struct arena *arena,
                      struct store_bytes *event, bool *keep);
    /* On the loop, after finished calls were taken: free what growth left behind. May be NULL. */
    void (*collect)(void *context);
};

struct runtime_options {
    const struct runtime_service *service; /* must outlive the runtime */
    void *context;                         /* handed to handlers and hooks */
    struct store *store;
    struct config_common config;
};

/** runtime_new() - everything up to the socket; nothing is answered yet. Return: 0, or < 0. */
int runtime_new(struct runtime **runtime, const struct runtime_options *options);

/** runtime_follow() - follow the feed of another service; before runtime_run(). @options: copied. Return: 0, or < 0. */
int runtime_follow(struct runtime *runtime, const struct follower_options *options);

/** runtime_run() - serve until SIGTERM or SIGINT, then drain. Return: 0, or < 0: something failed that only a new start
 * can mend. */
int runtime_run(struct runtime *runtime);
void runtime_free(struct runtime *runtime); /* NULL is allowed */

/**
 * runtime_check() - for --check, when the settings themselves are fine: the key, the callers and the store, looked at
 * without harm. What is wrong is said on stderr, all of it; else on stdout that all is fine.
 * Return: the exit code, 0 or 2.
 */
int runtime_check(const char *service, const struct config_common *config);

/** runtime_freshness() - of the feed of @service that is followed. Return: whether it is followed. */
bool runtime_freshness(const struct runtime *runtime, const char *service, struct follower_freshness *freshness);
