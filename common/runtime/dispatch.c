/*
 * dispatch - from frames to a call, from a call to a reply. What can be refused without the service's rules is refused
 * here, in this order: header, key, method, role, size, form, position.
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "base/fault.h"
#include "base/hash.h"
#include "base/limits.h"
#include "runtime/log.h"
#include "runtime/private.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static int compare_routes(const void *a, const void *b)
{
    const struct route *const *left = a, *const *right = b;
    return strcmp((*left)->method, (*right)->method);
}

static const struct route *const own_routes[RUNTIME_OWN_ROUTES] = {&admin_route, &start_backup_route, &get_backup_route,
                                                                   &feed_route};

int dispatch_routes(struct runtime *runtime)
{
    size_t own = 0;
    while (runtime->service->routes[own].method)
        own++;
    runtime->route_count = own + RUNTIME_OWN_ROUTES;
    runtime->routes = calloc(runtime->route_count, sizeof *runtime->routes);
    if (!runtime->routes)
        return error_system("routes");
    for (size_t i = 0; i < own; i++)
        runtime->routes[i] = &runtime->service->routes[i];
    memcpy(runtime->routes + own, own_routes, sizeof own_routes);
    qsort(runtime->routes, runtime->route_count, sizeof *runtime->routes, compare_routes);
    const char **methods = calloc(runtime->route_count, sizeof *methods);
    for (size_t i = 0; i < runtime->route_count && methods; i++)
        methods[i] = runtime->routes[i]->method;
    runtime->metrics = methods ? metrics_new(methods, runtime->route_count) : NULL;
    free(methods);
    return runtime->metrics ? 0 : error_system("metrics");
}

/* Sets the call's route and its number. Return: whether there is such a method. */
static bool find_route(const struct runtime *runtime, struct call *call)
{
    const struct route wanted = {.method = call->header.method}, *key = &wanted;
    const struct route **found =
        bsearch(&key, runtime->routes, runtime->route_count, sizeof *runtime->routes, compare_routes);
    /* A service without a feed knows the feed's method only as unknown. */
    if (!found || (*found == &feed_route && !runtime->service->feed_event))
        return false;
    call->route = *found;
    call->method = (size_t)(found - runtime->routes);
    return true;
}

static bool own_route(const struct route *route)
{
    for (size_t i = 0; i < RUNTIME_OWN_ROUTES; i++)
        if (route == own_routes[i])
            return true;
    return false;
}

void dispatch_reply(struct runtime *runtime, struct call *call)
{
    struct reply_header header = {
        .request_id = call->header.request_id,
        .status = call->status,
        .positions = call->positions,
        .position_count = call->position_count,
    };
    const char *method = call->route ? call->route->method : "unknown";
    metrics_answered(runtime->metrics, call->method, call->status.code, call_refused(call) ? call->status.reason : NULL,
                     clock_monotonic_us(&runtime->clock) - call->arrived_us);
    if (call_refused(call))
        log_event(LOG_DEBUG, "request_refused", "{s:s, s:s, s:s}", "method", method, "reason", call->status.reason,
                  "caller", call->caller.name);
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    size_t body = call_refused(call) ? 0 : call->answer.length;
    fault_point("reply.send", atomic_load(&runtime->writer.head));
    int result = envelope_write_reply(&header, &packed);
    if (result == 0)
        result = server_send(runtime->server, call->routing_id, call->routing_id_length, packed.data, packed.length,
                             body ? call->answer.data : NULL, body);
    if (result < 0)
        log_event(LOG_ERROR, "reply_failed", "{s:s, s:s}", "method", method, "trail", error_trail());
    if (result == 1)
        runtime->metrics->replies_dropped++;
    call_free(call);
}

/* Who may not call is said in the log: somebody may be trying doors. */
static void refuse_caller(struct runtime *runtime, struct call *call, enum refusal refusal)
{
    uint64_t left_out;
    call_refuse(call, refusal);
    /* A method that is not in the table is whatever somebody wrote there. */
    if (log_quota_take(&runtime->callers_told, clock_monotonic_ms(&runtime->clock), &left_out))
        log_event(LOG_WARNING, "caller_refused", "{s:s, s:s, s:s, s:I}", "reason", call->status.reason, "caller",
                  call->caller.name, "method", call->route ? call->route->method : "unknown", "left_out",
                  (json_int_t)left_out);
    dispatch_reply(runtime, call);
}

/* Header and key. Return: whether the call goes on. */
static bool admit(struct runtime *runtime, struct call *call, const struct server_request *request)
{
    memcpy(call->routing_id, request->routing_id, request->routing_id_length);
    call->routing_id_length = request->routing_id_length;
    call->arrived_us = clock_monotonic_us(&runtime->clock);
    call->arrived_ms = call->arrived_us / 1000;
    call->method = runtime->route_count; /* unknown as yet */
    enum envelope_outcome outcome =
        envelope_read_request(&call->header, request->header, request->header_length, &call->arena);
    if (!request->caller) {
        if (outcome == ENVELOPE_OK)
            (void)find_route(runtime, call); /* for the log */
        refuse_caller(runtime, call, REFUSAL_KEY_REVOKED);
        return false;
    }
    call->caller = *request->caller;
    if (!call_store_outcome(call, 0)) {
        dispatch_reply(runtime, call);
        return false;
    }
    if (outcome != ENVELOPE_OK) {
        call_refuse_status(call, (struct status){.code = STATUS_INVALID_ARGUMENT,
                                                 .reason = envelope_reason(outcome),
                                                 .sentence = envelope_sentence(outcome, call->header.locale)});
        dispatch_reply(runtime, call);
        return false;
    }
    call->deadline_ms = call->arrived_ms + call->header.timeout_ms;
    return true;
}

static void refuse(struct runtime *runtime, struct call *call, enum refusal refusal)
{
    call_refuse(call, refusal);
    dispatch_reply(runtime, call);
}

/* Method, role, size. Return: whether the call goes on. */
static bool route_call(struct runtime *runtime, struct call *call, size_t body_length)
{
    if (!find_route(runtime, call)) {
        refuse(runtime, call, REFUSAL_METHOD_UNKNOWN);
        return false;
    }
    if (call->route->roles && !(call->route->roles & call->caller.roles)) {
        refuse_caller(runtime, call, REFUSAL_ROLE_MISSING);
        return false;
    }
    if (call->route->kind == ROUTE_NOT_BUILT) {
        refuse(runtime, call, REFUSAL_METHOD_NOT_BUILT);
        return false;
    }
    size_t most = call->route->most_bytes ? call->route->most_bytes : LIMIT_MESSAGE_BYTES;
    if (body_length > most) {
        refuse(runtime, call, REFUSAL_BODY_TOO_LARGE);
        return false;
    }
    return true;
}

/* Copies the body into the call and decodes it. Return: whether the call goes on. */
static bool decode(struct runtime *runtime, struct call *call, const struct server_request *request)
{
    void *body = arena_copy(&call->arena, request->body, request->body_length);
    int result = body ? 0 : error_raise("no room for the body");
    if (result == 0) {
        call->body = (struct store_bytes){body, request->body_length};
        hash_128(body, request->body_length, call->body_hash);
        result = call->route->decode(call);
    }
    if (!call_store_outcome(call, result) || call_refused(call)) {
        dispatch_reply(runtime, call);
        return false;
    }
    return true;
}

/* Where the feeds stand that the service follows beside a history of its own. A page is known here only once it is
 * committed, so a snapshot that is taken afterwards holds at least this. */
static void followed_positions(const struct runtime *runtime, struct call *call)
{
    for (size_t i = 0; i < runtime->follower_count; i++) {
        struct follower_freshness freshness = follower_freshness(runtime->followers[i]);
        if (freshness.epoch != 0)
            call_position(call, follower_service(runtime->followers[i]), freshness.epoch, freshness.sequence);
    }
}

static void answer_read(struct runtime *runtime, struct call *call)
{
    struct store_txn *txn;
    void *context = own_route(call->route) ? runtime : runtime->context;
    uint64_t head =
        atomic_load(&runtime->writer.head); /* before the snapshot, so that the snapshot holds at least this */
    int result = store_begin_read(runtime->store, &txn);
    if (result == 0) {
        if (runtime->service->feed_event) {
            call_position(call, runtime->service->name, store_epoch(runtime->store), head);
            followed_positions(runtime, call);
        }
        result = call->route->read(context, txn, call);
        store_abort(txn);
    }
    call_store_outcome(call, result);
    dispatch_reply(runtime, call);
}

void dispatch_go_on(struct runtime *runtime, struct call *call)
{
    if (call->route->kind == ROUTE_READ) {
        answer_read(runtime, call);
        return;
    }
    if (runtime->stopping)
        refuse(runtime, call, REFUSAL_STOPPING);
    else if (writer_thread_push(runtime->writer_thread, call) != 0)
        refuse(runtime, call, REFUSAL_QUEUE_FULL);
}

void dispatch_request(void *context, const struct server_request *request)
{
    struct runtime *runtime = context;
    struct call *call = call_new();
    if (!call) {
        log_event(LOG_ERROR, "out_of_memory", NULL);
        return;
    }
    if (!admit(runtime, call, request) || !route_call(runtime, call, request->body_length) ||
        !decode(runtime, call, request))
        return;
    int64_t until_ms = call->deadline_ms;
    bool wait = parking_must_wait(runtime, call);
    if (!wait && !call_refused(call) && call->route == &feed_route)
        wait = feed_must_wait(runtime, call, &until_ms);
    if (call_refused(call))
        dispatch_reply(runtime, call);
    else if (wait && runtime->stopping)
        refuse(runtime, call, REFUSAL_STOPPING);
    else if (wait)
        parking_park(runtime, call, until_ms);
    else
        dispatch_go_on(runtime, call);
}

void dispatch_malformed(void *context, const struct keys_caller *caller, size_t frames)
{
    struct runtime *runtime = context;
    uint64_t left_out;
    runtime->metrics->messages_malformed++;
    if (log_quota_take(&runtime->malformed_told, clock_monotonic_ms(&runtime->clock), &left_out))
        log_event(LOG_WARNING, "message_malformed", "{s:s, s:I, s:I}", "caller", caller ? caller->name : "", "frames",
                  (json_int_t)frames, "left_out", (json_int_t)left_out);
}

void dispatch_refused(void *context, const char *reason, const char *address)
{
    struct runtime *runtime = context;
    uint64_t count = metrics_tally_add(&runtime->metrics->connections_refused, reason);
    /* Keys apart from the rest, so that whoever knocks without one does not hide who knocks with a wrong one. */
    struct log_quota *quota = strcmp(reason, "unknown_key") == 0 ? &runtime->keys_told : &runtime->handshakes_told;
    uint64_t left_out;
    if (log_quota_take(quota, clock_monotonic_ms(&runtime->clock), &left_out))
        log_event(LOG_WARNING, "connection_refused", "{s:s, s:s, s:I, s:I}", "reason", reason, "address", address,
                  "refused_total", (json_int_t)count, "left_out", (json_int_t)left_out);
}

/* The answer as its caller reads it, where that differs from what is stored. What fails here was done all the same, and
 * the caller is told so: whoever takes it for refused does it again. */
static void render(struct runtime *runtime, struct call *call)
{
    struct store_txn *txn;
    if (call_refused(call) || !call->route->render)
        return;
    int result = store_begin_read(runtime->store, &txn);
    if (result == 0) {
        result = call->route->render(runtime->context, txn, call);
        store_abort(txn);
    }
    if (!call_store_outcome(call, result) && result != STORE_DAMAGED)
        call_refuse(call, REFUSAL_ANSWER_FAILED);
}

void dispatch_finished(struct runtime *runtime, struct call *calls)
{
    while (calls) {
        struct call *call = calls;
        calls = call->next;
        call->next = NULL;
        if (call->internal) {
            call->done(call->done_context, call);
            call_free(call);
        } else {
            render(runtime, call);
            dispatch_reply(runtime, call);
        }
    }
}
