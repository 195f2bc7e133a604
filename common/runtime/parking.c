/*
 * parking - calls that wait: for a position that the caller wants included, or for the next entry of the feed. A list,
 * looked through when something advances; it is bounded, and nobody waits longer than a minute.
 */
#include "base/limits.h"
#include "runtime/private.h"

#include <string.h>

enum reached { REACHED, NOT_YET, NEVER_EPOCH, NEVER_UNKNOWN };

static enum reached reached_followed(const struct runtime *runtime, const struct position *position, int64_t since_ms)
{
    static const enum reached reached[] = {
        [FOLLOWER_REACHED] = REACHED, [FOLLOWER_NOT_YET] = NOT_YET, [FOLLOWER_NEVER] = NEVER_EPOCH};
    for (size_t i = 0; i < runtime->follower_count; i++)
        if (strcmp(follower_service(runtime->followers[i]), position->service) == 0)
            return reached[follower_reach(runtime->followers[i], position->epoch, position->sequence, since_ms)];
    return NEVER_UNKNOWN;
}

static enum reached reached(const struct runtime *runtime, const struct position *position, int64_t since_ms)
{
    if (strcmp(position->service, runtime->service->name) != 0)
        return reached_followed(runtime, position, since_ms);
    if (position->epoch != store_epoch(runtime->store))
        return NEVER_EPOCH;
    return atomic_load(&runtime->writer.head) >= position->sequence ? REACHED : NOT_YET;
}

bool parking_must_wait(struct runtime *runtime, struct call *call)
{
    bool wait = false;
    for (size_t i = 0; i < call->header.at_least_count; i++) {
        switch (reached(runtime, &call->header.at_least[i], call->arrived_ms)) {
        case REACHED:
            break;
        case NOT_YET:
            wait = true;
            break;
        case NEVER_EPOCH:
            call_refuse(call, REFUSAL_EPOCH_CHANGED);
            return false;
        case NEVER_UNKNOWN:
            call_refuse(call, REFUSAL_POSITION_UNKNOWN);
            return false;
        }
    }
    return wait;
}

/* What one caller has parked. */
struct share {
    size_t count, bytes;
};

static struct share share_of(const struct parked *parked, const char *caller)
{
    struct share share = {0};
    for (const struct call *call = parked->first; call; call = call->next) {
        if (strcmp(call->caller.name, caller) != 0)
            continue;
        share.count++;
        share.bytes += call->arena.used_bytes;
    }
    return share;
}

/* Nobody may shut the others out by waiting, neither by number nor by weight. Readers of the feed have a reserve, and
 * are not weighed: their requests are small by their limits. */
static bool has_room(const struct parked *parked, const struct call *call)
{
    struct share share = share_of(parked, call->caller.name);
    size_t bytes = call->arena.used_bytes;
    if (share.count >= LIMIT_PARKED_OF_CALLER)
        return false;
    if (call->route == &feed_route)
        return parked->count < LIMIT_PARKED;
    return parked->count < LIMIT_PARKED - LIMIT_PARKED_RESERVED && parked->bytes + bytes <= LIMIT_PARKED_BYTES &&
           (share.count == 0 || share.bytes + bytes <= LIMIT_PARKED_BYTES_OF_CALLER);
}

void parking_park(struct runtime *runtime, struct call *call, int64_t until_ms)
{
    if (!has_room(&runtime->parked, call)) {
        call_refuse(call, REFUSAL_PARKED_FULL);
        dispatch_reply(runtime, call);
        return;
    }
    call->parked_until_ms = until_ms;
    call->next = runtime->parked.first;
    runtime->parked.first = call;
    runtime->parked.count++;
    runtime->parked.bytes += call->arena.used_bytes;
}

/* Takes every call for which @over holds off the list, and lets it go on. */
static void release(struct runtime *runtime, bool (*over)(struct runtime *runtime, struct call *call))
{
    struct call *released = NULL;
    struct call **link = &runtime->parked.first;
    while (*link) {
        struct call *call = *link;
        if (!over(runtime, call)) {
            link = &call->next;
            continue;
        }
        *link = call->next;
        runtime->parked.count--;
        runtime->parked.bytes -= call->arena.used_bytes;
        call->next = released;
        released = call;
    }
    while (released) {
        struct call *call = released;
        released = call->next;
        call->next = NULL;
        if (call_refused(call))
            dispatch_reply(runtime, call);
        else
            dispatch_go_on(runtime, call);
    }
}

static bool advanced(struct runtime *runtime, struct call *call)
{
    int64_t until_ms;
    if (parking_must_wait(runtime, call))
        return false;
    return call_refused(call) || call->route != &feed_route || !feed_must_wait(runtime, call, &until_ms);
}

void parking_wake(struct runtime *runtime)
{
    release(runtime, advanced);
}

static bool expired(struct runtime *runtime, struct call *call)
{
    const struct keys_caller *caller = keys_callers_find(runtime->callers, call->caller.public_key);
    bool may = caller && (!call->route->roles || call->route->roles & caller->roles);
    if (!may || (call->route == &feed_route && !feed_may(call, caller->roles))) {
        call_refuse(call, caller ? REFUSAL_ROLE_MISSING : REFUSAL_KEY_REVOKED);
        return true;
    }
    if (clock_monotonic_ms(&runtime->clock) < call->parked_until_ms)
        return false;
    if (parking_must_wait(runtime, call))
        call_refuse(call, REFUSAL_POSITION_NOT_REACHED);
    return true;
}

void parking_expire(struct runtime *runtime)
{
    release(runtime, expired);
}

static bool always(struct runtime *runtime, struct call *call)
{
    (void)runtime;
    call_refuse(call, REFUSAL_STOPPING);
    return true;
}

void parking_stop(struct runtime *runtime)
{
    release(runtime, always);
}
