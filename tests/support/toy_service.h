#pragma once
/*
 * toy_service - a service of a few lines, for the tests of the runtime: counters by name on the disk, their sum in
 * memory. Bodies and answers are plain text. Time stands still until a test moves it.
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "runtime/log.h"
#include "runtime/writer.h"
#include "scratch.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/outbox.pb-c.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TOY_NOW_MS INT64_C(1795000000000) /* 18 November 2026 */
#define TOY_DAY_MS INT64_C(86400000)

enum toy_table { TOY_COUNTERS, TOY_FOLLOWERS, TOY_TABLES };

static const struct store_table toy_tables[TOY_TABLES] = {{"counters"}, {"followers"}};

/* Where a batch stands still until a test lets it go on. */
struct toy_gate {
    sem_t reached, open;
};

struct toy {
    char folder[SCRATCH_BYTES];
    size_t map_bytes;
    struct store *store;
    struct writer writer;
    struct clock_fake time;
    uint64_t sum, kept_sum; /* memory that follows the fate of the batch */
    unsigned commits, aborts;
    int fails;            /* how many more times Fail fails */
    int fail_result;      /* with what */
    int64_t fail_lets_ms; /* pass on the clock each time */
    size_t fill_bytes;
    size_t event_bytes; /* of the event of Fill, where it has one */
    struct toy_gate *gate;
};

/* Handlers */

static inline int toy_load(struct store_txn *txn, struct store_bytes key, uint64_t *value)
{
    struct store_bytes stored;
    *value = 0;
    int result = store_get(txn, TOY_COUNTERS, key, &stored);
    if (result == 0)
        memcpy(value, stored.data, sizeof *value);
    return result == STORE_NOT_FOUND ? 0 : result;
}

static inline int toy_save(struct batch *batch, struct store_bytes key, uint64_t value)
{
    return store_put(batch->txn, TOY_COUNTERS, key, (struct store_bytes){&value, sizeof value});
}

/* Counts the name up, and tells so in an event. */
static inline int toy_count(void *service, struct batch *batch, struct call *call)
{
    struct toy *toy = service;
    uint64_t value;
    int result = toy_load(batch->txn, call->body, &value);
    if (result == 0)
        result = toy_save(batch, call->body, ++value);
    if (result == 0)
        result = call_event(call, call->body.data, call->body.length);
    toy->sum++;
    return result ? result : buffer_printf(&call->answer, "%llu", (unsigned long long)value);
}

static inline int toy_taken(struct call *call)
{
    return call_refuse_status(
        call, (struct status){.code = STATUS_ALREADY_EXISTS, .reason = "TAKEN", .sentence = "Take another name."});
}

/* Counts up a name that is at 0; any other is refused. */
static inline int toy_take(void *service, struct batch *batch, struct call *call)
{
    uint64_t value;
    int result = toy_load(batch->txn, call->body, &value);
    if (result)
        return result;
    return value ? toy_taken(call) : toy_count(service, batch, call);
}

static inline int toy_drop(void *service, struct batch *batch, struct call *call)
{
    (void)service;
    int result = store_delete(batch->txn, TOY_COUNTERS, call->body);
    return result == STORE_NOT_FOUND ? 0 : result;
}

/* Counts up and then fails, as long as it is meant to. */
static inline int toy_fail(void *service, struct batch *batch, struct call *call)
{
    struct toy *toy = service;
    int result = toy_count(service, batch, call);
    if (result || toy->fails == 0)
        return result;
    toy->fails--;
    toy->time.now_monotonic_ms += toy->fail_lets_ms;
    return toy->fail_result < 0 ? error_raise("the toy fails as it was told") : toy->fail_result;
}

static inline int toy_fill(void *service, struct batch *batch, struct call *call)
{
    struct toy *toy = service;
    char *bytes = calloc(1, toy->fill_bytes);
    if (!bytes)
        return error_system("toy");
    int result = store_put(batch->txn, TOY_COUNTERS, call->body, (struct store_bytes){bytes, toy->fill_bytes});
    free(bytes);
    char *event = result == 0 && toy->event_bytes ? calloc(1, toy->event_bytes) : NULL;
    if (event)
        result = call_event(call, event, toy->event_bytes);
    free(event);
    return result;
}

/* Counts up when the gate is open. */
static inline int toy_hold(void *service, struct batch *batch, struct call *call)
{
    struct toy *toy = service;
    sem_post(&toy->gate->reached);
    sem_wait(&toy->gate->open);
    return toy_count(service, batch, call);
}

static inline int toy_settle(void *service, struct batch *batch, struct call *call)
{
    (void)service, (void)batch;
    call->settled = true;
    return buffer_printf(&call->answer, "settled");
}

static inline int toy_decode(struct call *call)
{
    call->request = call;
    return 0;
}

static inline int toy_get(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    uint64_t value;
    int result = toy_load(txn, call->body, &value);
    return result ? result : buffer_printf(&call->answer, "%llu", (unsigned long long)value);
}

/* How many bytes the request has: up to as many as a chunk. */
static inline int toy_weigh(void *service, struct store_txn *txn, struct call *call)
{
    (void)service, (void)txn;
    return buffer_printf(&call->answer, "%zu", call->body.length);
}

static const struct route toy_routes[] = {
    {.method = "toy/Count", .kind = ROUTE_WRITE, .decode = toy_decode, .write = toy_count},
    {.method = "toy/Take", .kind = ROUTE_WRITE, .decode = toy_decode, .write = toy_take},
    {.method = "toy/Drop", .kind = ROUTE_WRITE, .decode = toy_decode, .write = toy_drop},
    {.method = "toy/Fail", .kind = ROUTE_WRITE, .decode = toy_decode, .write = toy_fail},
    {.method = "toy/Fill", .kind = ROUTE_WRITE, .decode = toy_decode, .write = toy_fill},
    {.method = "toy/Hold", .kind = ROUTE_WRITE, .decode = toy_decode, .write = toy_hold},
    {.method = "toy/Settle", .kind = ROUTE_WRITE, .decode = toy_decode, .write = toy_settle},
    {.method = "toy/Get", .kind = ROUTE_READ, .decode = toy_decode, .read = toy_get},
    {.method = "toy/Weigh",
     .kind = ROUTE_READ,
     .most_bytes = LIMIT_CHUNK_BYTES,
     .decode = toy_decode,
     .read = toy_weigh},
    {.method = NULL},
};

static inline int toy_committed(void *context)
{
    struct toy *toy = context;
    toy->commits++;
    toy->kept_sum = toy->sum;
    return 0;
}

static inline int toy_aborted(void *context)
{
    struct toy *toy = context;
    toy->aborts++;
    toy->sum = toy->kept_sum;
    return 0;
}

static const struct writer_hooks toy_hooks = {.committed = toy_committed, .aborted = toy_aborted};

/* The service as a test sees it */

static inline void toy_gate_init(struct toy *toy, struct toy_gate *gate)
{
    assert_int_equal(sem_init(&gate->reached, 0, 0), 0);
    assert_int_equal(sem_init(&gate->open, 0, 0), 0);
    toy->gate = gate;
}

static inline void toy_open_store(struct toy *toy)
{
    struct store_options options = {.path = toy->folder,
                                    .tables = toy_tables,
                                    .table_count = TOY_TABLES,
                                    .schema = 1,
                                    .map_bytes = toy->map_bytes,
                                    .unsafe_no_sync = true};
    if (store_open(&toy->store, &options) != 0)
        fail_msg("%s", error_trail());
}

static inline void toy_open(struct toy *toy)
{
    toy_open_store(toy);
    if (writer_init(&toy->writer, toy->store, "toy", toy, toy_hooks, clock_fake(&toy->time)) != 0)
        fail_msg("%s", error_trail());
}

static inline void toy_close(struct toy *toy)
{
    writer_deinit(&toy->writer);
    store_close(toy->store);
    toy->store = NULL;
}

static inline void toy_reopen(struct toy *toy)
{
    toy_close(toy);
    toy_open(toy);
}

static inline int toy_setup(void **state)
{
    struct toy *toy = calloc(1, sizeof *toy);
    assert_non_null(toy);
    assert_non_null(scratch_make(toy->folder));
    log_setup("toy", LOG_ERROR + 1); /* what is meant to fail should not look like a failure */
    toy->map_bytes = 64u << 20;
    toy->time = (struct clock_fake){TOY_NOW_MS, 1000};
    toy->fail_result = -1;
    toy_open(toy);
    *state = toy;
    return 0;
}

static inline int toy_teardown(void **state)
{
    struct toy *toy = *state;
    toy_close(toy);
    scratch_remove(toy->folder);
    free(toy);
    return 0;
}

static inline struct uuid toy_id(const struct toy *toy)
{
    struct uuid id;
    assert_int_equal(uuid_v7(&id, toy->time.now_utc_ms), 0);
    return id;
}

static inline const struct route *toy_route(const char *name)
{
    for (const struct route *route = toy_routes; route->method; route++)
        if (strcmp(route->method + strlen("toy/"), name) == 0)
            return route;
    fail_msg("the toy has no method %s", name);
    return NULL;
}

/* A request of @caller under @id, with 10 s to live. */
static inline struct call *toy_call_of(struct toy *toy, const char *caller, struct uuid id, const char *method,
                                       const char *body)
{
    struct call *call = call_new();
    assert_non_null(call);
    call->route = toy_route(method);
    call->header.request_id = id;
    snprintf(call->header.actor, sizeof call->header.actor, "Sita");
    snprintf(call->caller.name, sizeof call->caller.name, "%s", caller);
    call->arrived_ms = toy->time.now_monotonic_ms;
    call->deadline_ms = call->arrived_ms + 10000;
    call->body = (struct store_bytes){arena_copy(&call->arena, body, strlen(body)), strlen(body)};
    hash_128(body, strlen(body), call->body_hash);
    return call;
}

static inline struct call *toy_call(struct toy *toy, const char *method, const char *body)
{
    return toy_call_of(toy, "desk", toy_id(toy), method, body);
}

static inline void toy_step(struct toy *toy, struct call **calls, size_t count)
{
    if (writer_step(&toy->writer, calls, count) != 0)
        fail_msg("%s", error_trail());
}

static inline void toy_free(struct call **calls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        call_free(calls[i]);
}

static inline const char *toy_outcome(const struct call *call, char text[64])
{
    if (call_refused(call))
        snprintf(text, 64, "%s", call->status.reason);
    else
        snprintf(text, 64, "%.*s", (int)call->answer.length, call->answer.data ? (const char *)call->answer.data : "");
    return text;
}

/* The answer, or the reason of the refusal. */
static inline void assert_outcome(const struct call *call, const char *expected)
{
    char text[64];
    assert_string_equal(toy_outcome(call, text), expected);
}

/* One request in a batch of its own: its outcome is @expected. */
static inline void toy_expect(struct toy *toy, const char *caller, struct uuid id, const char *method, const char *body,
                              const char *expected)
{
    struct call *call = toy_call_of(toy, caller, id, method, body);
    toy_step(toy, &call, 1);
    assert_outcome(call, expected);
    call_free(call);
}

static inline uint64_t toy_value(struct toy *toy, const char *key)
{
    struct store_txn *txn;
    uint64_t value;
    assert_int_equal(store_begin_read(toy->store, &txn), 0);
    assert_int_equal(toy_load(txn, (struct store_bytes){key, strlen(key)}, &value), 0);
    store_abort(txn);
    return value;
}

/* Newest entry on the disk, which must be what the writer says. */
static inline uint64_t toy_head(struct toy *toy)
{
    struct store_txn *txn;
    uint64_t head;
    assert_int_equal(store_begin_read(toy->store, &txn), 0);
    assert_int_equal(outbox_head(txn, &head), 0);
    store_abort(txn);
    assert_int_equal(head, atomic_load(&toy->writer.head));
    return head;
}
