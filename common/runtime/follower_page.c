/* follower_page - a page on its way from the reply to the writer, and what is done once it is committed; see
 * follower.h. */
#include "base/limits.h"
#include "runtime/follower_private.h"
#include "runtime/log.h"

#include <karmayogi/core/v1/feed.pb-c.h>

typedef Karmayogi__Core__V1__ReadResponse ReadResponse;

/* It is tried again twice a second, however long that lasts. */
static void say_failed(struct follower *follower, const char *reason)
{
    if (follower->failed_said_ms >= 0 && follower_now(follower) - follower->failed_said_ms < LOG_AGAIN_MS)
        return;
    follower->failed_said_ms = follower_now(follower);
    log_event(LOG_ERROR, "feed_page_failed", "{s:s, s:s}", "feed", follower->service, "reason", reason);
}

static void page_done(void *context, struct call *call)
{
    struct page_call *page_call = context;
    struct follower *follower = page_call->follower;
    const struct follower_hooks *hooks = &follower->options.hooks;
    follower->writing = false;
    if (call_refused(call)) {
        say_failed(follower, call->status.reason);
        follower->ask_again_ms = follower_now(follower) + FOLLOWER_RETRY_MS;
        if (follower->page_bytes > FOLLOWER_PAGE_BYTES_LEAST)
            follower->page_bytes /= 2;
        return;
    }
    follower->failed_said_ms = -1;
    follower->page_bytes = LIMIT_FEED_PAGE_BYTES;
    follower->standing = page_call->after;
    follower->ask_again_ms = 0;
    if (page_call->kind == PAGE_REBUILD) {
        hooks->begun(follower->options.context, page_call->generation);
        log_event(LOG_WARNING, "rebuild_begun", "{s:s, s:i}", "feed", follower->service, "generation",
                  (int)page_call->generation);
    } else if (page_call->kind == PAGE_APPLY) {
        hooks->applied(follower->options.context, page_call->generation, call);
        if (page_call->switches) {
            hooks->switched(follower->options.context, page_call->generation);
            log_event(LOG_INFO, "rebuild_switched", "{s:s, s:i}", "feed", follower->service, "generation",
                      (int)page_call->generation);
        }
        follower->head = page_call->page.head;
        if (page_call->page.through == page_call->page.head && !follower->standing.building)
            follower->complete_ms = follower_now(follower);
        follower->host.advanced(follower->host.runtime);
    }
}

static struct page_call *page_call_new(struct follower *follower, enum page_kind kind, struct call **out)
{
    struct call *call = call_new();
    if (!call)
        return NULL;
    struct page_call *page_call = arena_zalloc(&call->arena, 1, sizeof *page_call);
    if (!page_call) {
        call_free(call);
        return NULL;
    }
    page_call->follower = follower;
    page_call->kind = kind;
    call->internal = true;
    call->route = &follower_route;
    call->done = page_done;
    call->done_context = page_call;
    *out = call;
    return page_call;
}

static void push(struct follower *follower, struct call *call)
{
    if (follower->host.push(follower->host.runtime, call) != 0) {
        call_free(call);
        follower->ask_again_ms = follower_now(follower) + FOLLOWER_RETRY_MS;
        return;
    }
    follower->writing = true;
}

void follower_push(struct follower *follower, enum page_kind kind)
{
    struct call *call;
    if (page_call_new(follower, kind, &call))
        push(follower, call);
    else
        follower->ask_again_ms = follower_now(follower) + FOLLOWER_RETRY_MS;
}

/* All events of the response in order, flat. */
static bool flatten(const ReadResponse *response, struct call *call, struct page_call *page_call)
{
    size_t count = 0;
    for (size_t i = 0; i < response->n_entries; i++)
        count += response->entries[i]->n_events;
    struct feed_event *events = arena_zalloc(&call->arena, count + 1, sizeof *events);
    if (!events)
        return false;
    count = 0;
    uint64_t expected = response->from_sequence;
    for (size_t i = 0; i < response->n_entries; i++) {
        const Karmayogi__Core__V1__FeedEntry *entry = response->entries[i];
        if (entry->sequence != ++expected)
            return false;
        page_call->through.committed_at_ms = entry->committed_at_ms;
        for (size_t k = 0; k < entry->n_events; k++)
            events[count++] = (struct feed_event){
                entry->sequence, entry->committed_at_ms, {entry->events[k].data, entry->events[k].len}};
    }
    page_call->page =
        (struct feed_page){response->from_sequence, response->through->sequence, response->head, events, count};
    return expected == response->through->sequence;
}

void follower_take_page(struct follower *follower, const struct caller_reply *reply)
{
    const struct standing_cursor *cursor = follower_cursor(&follower->standing);
    struct call *call;
    struct page_call *page_call = page_call_new(follower, PAGE_APPLY, &call);
    if (!page_call)
        return;
    ReadResponse *response = (ReadResponse *)wire_unpack(&karmayogi__core__v1__read_response__descriptor, reply->body,
                                                         reply->body_length, &call->arena);
    bool sound = response && response->through && response->from_sequence == cursor->sequence &&
                 (cursor->epoch == 0 || response->epoch == cursor->epoch);
    if (sound) {
        page_call->through = standing_cursor(response->through, cursor->committed_at_ms);
        sound = flatten(response, call, page_call);
    }
    if (sound)
        follower->confirmed_ms = follower->asked_ms;
    if (!sound) {
        log_event(LOG_ERROR, "feed_page_unsound", "{s:s}", "feed", follower->service);
        call_free(call);
        follower->ask_again_ms = follower_now(follower) + FOLLOWER_RETRY_MS;
        return;
    }
    if (page_call->page.through > page_call->page.from ||
        (follower->standing.building && page_call->page.through == page_call->page.head) ||
        (cursor->epoch == 0 && page_call->through.epoch != 0)) {
        push(follower, call);
        return;
    }
    follower->head = response->head;
    if (!follower->standing.building)
        follower->complete_ms = follower_now(follower);
    call_free(call);
    follower->host.advanced(follower->host.runtime);
}
