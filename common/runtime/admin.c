/* admin - AdminService.GetStatus: how the service is, from what the loop knows. */
#include "base/error.h"
#include "base/limits.h"
#include "runtime/private.h"

#include <karmayogi/core/v1/admin.pb-c.h>

typedef Karmayogi__Core__V1__GetStatusResponse GetStatusResponse;
typedef Karmayogi__Core__V1__Counter Counter;
typedef Karmayogi__Core__V1__FollowedFeed FollowedFeed;
typedef Karmayogi__Core__V1__Position PositionMessage;
typedef Karmayogi__Core__V1__Restoration Restoration;

static int decode(struct call *call)
{
    call->request = call_unpack(call, &karmayogi__core__v1__get_status_request__descriptor);
    return 0;
}

struct listing {
    struct arena *arena;
    Counter **counters;
    size_t count;
    bool failed;
};

static void list_counter(void *context, const char *name, const char *label, uint64_t value)
{
    struct listing *listing = context;
    Counter *counter = arena_alloc(listing->arena, sizeof *counter);
    if (!counter) {
        listing->failed = true;
        return;
    }
    karmayogi__core__v1__counter__init(counter);
    counter->name = (char *)(uintptr_t)name;
    counter->label = (char *)(uintptr_t)label;
    counter->value = value;
    listing->counters[listing->count++] = counter;
}

static int list_counters(struct runtime *runtime, struct call *call, GetStatusResponse *response)
{
    struct listing listing = {.arena = &call->arena};
    listing.counters = arena_zalloc(&call->arena, metrics_most(runtime->metrics), sizeof(Counter *));
    if (!listing.counters)
        return error_raise("no room for counters");
    metrics_walk(runtime->metrics, list_counter, &listing);
    response->n_counters = listing.count;
    response->counters = listing.counters;
    return listing.failed ? error_raise("no room for counters") : 0;
}

static PositionMessage position_of(const char *service, uint64_t epoch, uint64_t sequence)
{
    PositionMessage position = KARMAYOGI__CORE__V1__POSITION__INIT;
    position.service = (char *)(uintptr_t)service;
    position.epoch = epoch;
    position.sequence = sequence;
    return position;
}

/* Histories of the feed that were replaced. */
static int list_former(const struct follower *follower, struct arena *arena, FollowedFeed *feed)
{
    struct follower_history histories[LIMIT_FORMER_HISTORIES];
    size_t count = follower_former(follower, histories);
    PositionMessage *positions = arena_zalloc(arena, count + 1, sizeof *positions);
    feed->former = arena_zalloc(arena, count + 1, sizeof(PositionMessage *));
    if (!positions || !feed->former)
        return error_raise("no room for former histories");
    for (size_t i = 0; i < count; i++) {
        positions[i] = position_of(follower_service(follower), histories[i].epoch, histories[i].sequence);
        feed->former[i] = &positions[i];
    }
    feed->n_former = count;
    return 0;
}

static int list_restorations(const struct runtime *runtime, struct arena *arena, GetStatusResponse *response)
{
    const struct store_restoration *list;
    size_t count = store_restorations(runtime->store, &list);
    Restoration *restorations = arena_zalloc(arena, count + 1, sizeof *restorations);
    PositionMessage *positions = arena_zalloc(arena, count + 1, sizeof *positions);
    response->restorations = arena_zalloc(arena, count + 1, sizeof(Restoration *));
    if (!restorations || !positions || !response->restorations)
        return error_raise("no room for restores");
    for (size_t i = 0; i < count; i++) {
        karmayogi__core__v1__restoration__init(&restorations[i]);
        positions[i] = position_of(runtime->service->name, list[i].former.epoch, list[i].former.sequence);
        restorations[i].former = &positions[i];
        restorations[i].backup_at_ms = list[i].former.taken_at_ms;
        restorations[i].restored_at_ms = list[i].restored_at_ms;
        response->restorations[i] = &restorations[i];
    }
    response->n_restorations = count;
    return 0;
}

static void list_feed(const struct follower *follower, FollowedFeed *feed, PositionMessage *applied)
{
    struct follower_freshness freshness = follower_freshness(follower);
    karmayogi__core__v1__followed_feed__init(feed);
    *applied = position_of(follower_service(follower), freshness.epoch, freshness.sequence);
    feed->applied = applied;
    feed->head = freshness.head;
    feed->age_ms = freshness.age_ms;
    feed->rebuilding = freshness.rebuilding;
    feed->rebuilds = freshness.rebuilds;
    feed->bound_ms = freshness.bound_ms;
}

static void fill_load(struct runtime *runtime, GetStatusResponse *response)
{
    response->queue_calls = writer_thread_figures(runtime->writer_thread).waiting_calls;
    response->queue_limit_calls = LIMIT_QUEUE_COMMANDS - LIMIT_QUEUE_RESERVED;
    response->parked_calls = runtime->parked.count;
    response->parked_limit_calls = LIMIT_PARKED - LIMIT_PARKED_RESERVED;
    response->resident_bytes = admin_resident_bytes();
    response->ready = admin_reasons(runtime, NULL) == 0;
    response->admin_address = (char *)(uintptr_t)admin_http_address(runtime->admin);
}

static int read_status(void *context, struct store_txn *txn, struct call *call)
{
    (void)txn;
    struct runtime *runtime = context;
    GetStatusResponse response = KARMAYOGI__CORE__V1__GET_STATUS_RESPONSE__INIT;
    PositionMessage position;
    FollowedFeed feeds[RUNTIME_FOLLOWERS];
    FollowedFeed *follows[RUNTIME_FOLLOWERS];
    PositionMessage applied[RUNTIME_FOLLOWERS];
    struct store_usage usage;
    int result = store_usage(runtime->store, &usage);
    if (result == 0)
        result = list_counters(runtime, call, &response);
    if (result == 0)
        result = list_restorations(runtime, &call->arena, &response);
    for (size_t i = 0; i < runtime->follower_count && result == 0; i++) {
        list_feed(runtime->followers[i], &feeds[i], &applied[i]);
        result = list_former(runtime->followers[i], &call->arena, &feeds[i]);
        follows[i] = &feeds[i];
    }
    if (result)
        return result;
    position = position_of(runtime->service->name, store_epoch(runtime->store), atomic_load(&runtime->writer.head));
    response.service = position.service;
    response.version = (char *)(uintptr_t)KARMAYOGI_VERSION;
    response.position = &position;
    response.started_at_ms = runtime->started_at_ms;
    response.n_follows = runtime->follower_count;
    response.follows = follows;
    response.store_map_bytes = usage.map_bytes;
    response.store_used_bytes = usage.used_bytes;
    response.store_disk_bytes = usage.disk_bytes;
    response.store_free_bytes = usage.free_bytes;
    fill_load(runtime, &response);
    return call_answer(call, &response.base);
}

const struct route admin_route = {
    .method = "karmayogi.core.v1.AdminService/GetStatus",
    .kind = ROUTE_READ,
    .decode = decode,
    .read = read_status,
};
