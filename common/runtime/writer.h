#pragma once
/*
 * writer - group commit: what waits becomes one transaction, one sync, and then the replies.
 *
 * writer_step() is a plain function from calls to outcomes, without threads, sockets or a real clock; writer_thread.h
 * drives it.
 */
#include "base/clock.h"
#include "runtime/call.h"
#include "runtime/histogram.h"
#include "runtime/idempotency.h"
#include "store/store.h"

#include <stdatomic.h>
#include <stdint.h>

/** The transaction that a WRITE handler works in. */
struct batch {
    struct store_txn *txn;
    int64_t now_ms;    /* UTC, the same for all calls of the batch */
    int32_t today;     /* civil date in IST at now_ms */
    uint64_t sequence; /* number that the call's outbox entry will have, should it be accepted */
    uint64_t epoch;
    const char *service;
};

/** What a service keeps in memory beside its store follows the fate of the batch. On the writer's thread. */
struct writer_hooks {
    int (*committed)(void *context); /* Return: 0, or < 0: the process must end */
    int (*aborted)(void *context);   /* put memory back to what the store holds. Return: as committed */
};

struct writer {
    struct store *store;
    const char *service;
    void *context; /* handed to handlers and hooks */
    struct writer_hooks hooks;
    struct clock clock;
    struct idempotency *idempotency;
    int64_t full_said_ms;  /* monotonic: when the log was last told that there is no room; 0 never */
    _Atomic uint64_t head; /* newest committed entry; read by any thread */
    _Atomic uint64_t
        followed; /* where a service without a history of its own stands in the one it follows; for fault points */
    /* Read by any thread: */
    struct histogram batch_calls; /* calls of each committed batch; of histogram_calls */
    struct histogram commits;     /* how long the commits took; of histogram_seconds */
};

/** writer_init() - reads the head and the ids of the last days. Return: 0, or < 0. */
int writer_init(struct writer *writer, struct store *store, const char *service, void *context,
                struct writer_hooks hooks, struct clock clock);
void writer_deinit(struct writer *writer);

/**
 * writer_step() - run @count calls (1 to LIMIT_BATCH_COMMANDS) as one batch. A solo call must be alone.
 * Afterwards every call has its outcome; accepted ones survive a power cut. Return: 0, or < 0: what the store holds is
 * unknown, the process must end without another reply.
 */
int writer_step(struct writer *writer, struct call **calls, size_t count);
