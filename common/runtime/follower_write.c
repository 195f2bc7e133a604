/*
 * follower_write - what the writer does for a follower; see follower.h. Where it stands moves in the transaction of the
 * page that moves it.
 */
#include "base/error.h"
#include "base/fault.h"
#include "runtime/follower_private.h"

#include <assert.h>

#define DROP_RECORDS 2000 /* at once */

static int write_page(struct page_call *page_call, struct batch *batch, struct call *call)
{
    struct follower *follower = page_call->follower;
    struct standing standing;
    int result = standing_read(batch->txn, follower->options.table, follower->key, &call->arena, &standing);
    if (result)
        return result;
    const struct standing_cursor *cursor = follower_cursor(&standing);
    assert(page_call->page.from == cursor->sequence);
    page_call->generation = standing.building ? standing.building : standing.active;
    result =
        follower->options.hooks.apply(follower->options.context, batch, page_call->generation, &page_call->page, call);
    if (result)
        return result;
    page_call->switches = standing.building && page_call->page.through == page_call->page.head;
    if (page_call->switches) {
        standing.active = standing.building;
        standing.active_cursor = page_call->through;
        standing.building = 0;
        standing.building_cursor = (struct standing_cursor){0};
    } else if (standing.building) {
        standing.building_cursor = page_call->through;
    } else {
        standing.active_cursor = page_call->through;
    }
    page_call->after = standing;
    result = standing_write(batch->txn, follower->options.table, follower->key, &standing);
    fault_point("follower.applied", page_call->page.through);
    return result;
}

static int write_rebuild(struct page_call *page_call, struct batch *batch, struct call *call)
{
    struct follower *follower = page_call->follower;
    struct standing standing;
    int result = standing_read(batch->txn, follower->options.table, follower->key, &call->arena, &standing);
    if (result)
        return result;
    standing_leave(&standing, follower_cursor(&standing));
    standing.building = (standing.building ? standing.building : standing.active) + 1;
    standing.building_cursor = (struct standing_cursor){0};
    page_call->generation = standing.building;
    page_call->after = standing;
    return standing_write(batch->txn, follower->options.table, follower->key, &standing);
}

/* Every generation below the active one is left over. A generation that was given up while it was built is between
 * active and building, and waits until the switch. */
static int write_drop(struct page_call *page_call, struct batch *batch, struct call *call)
{
    struct follower *follower = page_call->follower;
    struct standing standing;
    int result = standing_read(batch->txn, follower->options.table, follower->key, &call->arena, &standing);
    if (result)
        return result;
    page_call->dropped = follower->options.hooks.drop(follower->options.context, batch, standing.oldest, DROP_RECORDS);
    if (page_call->dropped < 0)
        return (int)page_call->dropped;
    if (page_call->dropped < DROP_RECORDS)
        standing.oldest++;
    page_call->after = standing;
    return standing_write(batch->txn, follower->options.table, follower->key, &standing);
}

static int write(void *context, struct batch *batch, struct call *call)
{
    (void)context;
    struct page_call *page_call = call->done_context;
    switch (page_call->kind) {
    case PAGE_APPLY:
        return write_page(page_call, batch, call);
    case PAGE_REBUILD:
        return write_rebuild(page_call, batch, call);
    case PAGE_DROP:
        return write_drop(page_call, batch, call);
    }
    return error_raise("follower: unknown kind of page");
}

const struct route follower_route = {.method = "follower", .kind = ROUTE_WRITE, .write = write};
