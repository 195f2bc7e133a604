/* follower_reach - what a follower knows of the feed: how fresh, up to where, of which histories; see follower.h. */
#include "runtime/follower_private.h"

struct follower_freshness follower_freshness(const struct follower *follower)
{
    const struct standing_cursor *active = &follower->standing.active_cursor;
    return (struct follower_freshness){
        .epoch = active->epoch,
        .sequence = active->sequence,
        .head = follower->head > active->sequence ? follower->head : active->sequence,
        .committed_at_ms = active->committed_at_ms,
        .age_ms = follower->complete_ms < 0 ? -1 : follower_now(follower) - follower->complete_ms,
        .bound_ms = follower->options.bound_ms,
        .rebuilding = follower->standing.building != 0,
        .rebuilds = follower->rebuilds,
    };
}

bool follower_in_doubt(const struct follower *follower)
{
    return follower->doubted_ms > follower->confirmed_ms;
}

static bool is_former(const struct standing *standing, uint64_t epoch)
{
    for (size_t i = 0; i < standing->former_count; i++)
        if (standing->former[i].epoch == epoch)
            return true;
    return false;
}

enum follower_reach follower_reach(struct follower *follower, uint64_t epoch, uint64_t sequence, int64_t since_ms)
{
    const struct standing *standing = &follower->standing;
    const struct standing_cursor *active = &standing->active_cursor;
    if (active->epoch == epoch)
        return active->sequence >= sequence ? FOLLOWER_REACHED : FOLLOWER_NOT_YET;
    if (follower->complete_ms < 0 || standing->building || active->epoch == 0)
        return FOLLOWER_NOT_YET;
    if (is_former(standing, epoch) || follower->confirmed_ms >= since_ms)
        return FOLLOWER_NEVER;
    if (follower->doubted_ms < since_ms)
        follower->doubted_ms = since_ms;
    return FOLLOWER_NOT_YET;
}

size_t follower_former(const struct follower *follower, struct follower_history histories[LIMIT_FORMER_HISTORIES])
{
    const struct standing *standing = &follower->standing;
    for (size_t i = 0; i < standing->former_count; i++)
        histories[i] = (struct follower_history){standing->former[i].epoch, standing->former[i].sequence};
    return standing->former_count;
}
