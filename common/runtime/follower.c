/*
 * follower - see follower.h.
 *
 * One request is on the way, or one page is in the writer, never both: the next request names the cursor that the page
 * before left behind. Odd cases: no answer in time (ask again, reads do no harm); a refused cursor (begin a second
 * generation); a page that was not committed (ask again from the committed cursor); somebody who knows of another
 * history (ask again without waiting for news, and do not wait for the answer that does).
 */
#include "runtime/follower.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/fault.h"
#include "base/limits.h"
#include "runtime/log.h"
#include "runtime/standing.h"

#include <assert.h>
#include <karmayogi/core/v1/feed.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEED_WAIT_MS     10000 /* an answer without news comes after this, */
#define FEED_WAITS       3     /* or after this part of the age that is allowed */
#define FEED_GRACE_MS    5000  /* and is given up so long after that */
#define RETRY_MS         500
#define DROP_RECORDS     2000
#define PAGE_BYTES_LEAST (16u << 10)

typedef Karmayogi__Core__V1__ReadResponse ReadResponse;

struct follower {
    struct follower_options options;
    struct follower_host host;
    char service[ENVELOPE_SERVICE_BYTES];
    char key[STANDING_KEY_BYTES];
    struct caller *caller;
    struct standing standing; /* as committed */
    struct arena arena;
    struct uuid request_id;
    bool asking, writing, stopped;
    int64_t ask_again_ms; /* monotonic: when a request is given up, or when to try next */
    int64_t complete_ms;  /* monotonic, -1 never */
    int64_t asked_ms;     /* monotonic: when the request that is on the way was sent */
    int64_t confirmed_ms; /* when the newest one was sent that said that the history is still the same; -1 never */
    int64_t doubted_ms;   /* somebody doubted that at this time; -1 never */
    bool at_once;         /* the request on the way asks for an answer at once */
    uint64_t head;
    uint32_t rebuilds;
    uint32_t page_bytes; /* asked for: less after a page that did not fit the memory of a command */
    enum caller_state logged_state;
    uint64_t breaks; /* of the connection, that we know of */
};

enum page_kind { PAGE_APPLY, PAGE_REBUILD, PAGE_DROP };

/* What a call in the writer is about; in the call's arena. */
struct page_call {
    struct follower *follower;
    enum page_kind kind;
    struct feed_page page;
    struct standing_cursor through;
    struct standing after; /* set by the writer's thread, valid once committed */
    uint32_t generation;
    bool switches;
    long dropped;
};

int follower_generation(struct store *store, unsigned table, const char *service, uint32_t *generation)
{
    char key[STANDING_KEY_BYTES];
    struct standing standing;
    standing_key(service, key);
    int result = standing_load(store, table, key, &standing);
    *generation = standing.active;
    return result;
}

int follower_restart(struct store_txn *txn, unsigned table, const char *service)
{
    char key[STANDING_KEY_BYTES];
    struct standing standing;
    CLEANUP(arena_deinit) struct arena arena;
    arena_init(&arena, PAGE_BYTES_LEAST);
    standing_key(service, key);
    int result = standing_read(txn, table, key, &arena, &standing);
    if (result)
        return result;
    standing.active = (standing.building ? standing.building : standing.active) + 1;
    standing.building = 0;
    standing.active_cursor = standing.building_cursor = (struct standing_cursor){0};
    return standing_write(txn, table, key, &standing);
}

int follower_new(struct follower **out, const struct follower_options *options, const struct follower_host *host)
{
    struct follower *follower = calloc(1, sizeof *follower);
    if (!follower)
        return error_system("follower");
    follower->options = *options;
    follower->host = *host;
    follower->complete_ms = follower->confirmed_ms = follower->doubted_ms = -1;
    follower->page_bytes = LIMIT_FEED_PAGE_BYTES;
    snprintf(follower->service, sizeof follower->service, "%s", options->service);
    standing_key(options->service, follower->key);
    arena_init(&follower->arena, LIMIT_ARENA_BYTES);
    int result = standing_load(options->store, options->table, follower->key, &follower->standing);
    if (result == 0)
        result = caller_new(&follower->caller, &options->connection);
    if (result) {
        follower_free(follower);
        return error_pass(result, "follow %s", options->service);
    }
    /* A generation that was being built is built on: its model must be there before its pages are. */
    if (follower->standing.building)
        options->hooks.begun(options->context, follower->standing.building);
    *out = follower;
    return 0;
}

void follower_free(struct follower *follower)
{
    if (!follower)
        return;
    caller_free(follower->caller);
    arena_deinit(&follower->arena);
    free(follower);
}

const char *follower_service(const struct follower *follower)
{
    return follower->service;
}

bool follower_is_dispensable(const struct follower *follower)
{
    return follower->options.dispensable;
}

size_t follower_descriptors(const struct follower *follower, int descriptors[2])
{
    return caller_descriptors(follower->caller, descriptors);
}

void follower_stop(struct follower *follower)
{
    follower->stopped = true;
}

static int64_t now(const struct follower *follower)
{
    return clock_monotonic_ms(&follower->host.clock);
}

static const struct standing_cursor *reading_cursor(const struct standing *standing)
{
    return standing->building ? &standing->building_cursor : &standing->active_cursor;
}

struct follower_freshness follower_freshness(const struct follower *follower)
{
    const struct standing_cursor *active = &follower->standing.active_cursor;
    return (struct follower_freshness){
        .epoch = active->epoch,
        .sequence = active->sequence,
        .head = follower->head > active->sequence ? follower->head : active->sequence,
        .committed_at_ms = active->committed_at_ms,
        .age_ms = follower->complete_ms < 0 ? -1 : now(follower) - follower->complete_ms,
        .bound_ms = follower->options.bound_ms,
        .rebuilding = follower->standing.building != 0,
        .rebuilds = follower->rebuilds,
    };
}

static bool in_doubt(const struct follower *follower)
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

/* On the writer's thread. */

static int write_page(struct page_call *page_call, struct batch *batch, struct call *call)
{
    struct follower *follower = page_call->follower;
    struct standing standing;
    int result = standing_read(batch->txn, follower->options.table, follower->key, &call->arena, &standing);
    if (result)
        return result;
    const struct standing_cursor *cursor = reading_cursor(&standing);
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
    standing_leave(&standing, reading_cursor(&standing));
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

static const struct route follower_route = {.method = "follower", .kind = ROUTE_WRITE, .write = write};

/* On the loop again. */

static void page_done(void *context, struct call *call)
{
    struct page_call *page_call = context;
    struct follower *follower = page_call->follower;
    const struct follower_hooks *hooks = &follower->options.hooks;
    follower->writing = false;
    if (call_refused(call)) {
        log_event(LOG_ERROR, "feed_page_failed", "{s:s, s:s}", "feed", follower->service, "reason",
                  call->status.reason);
        follower->ask_again_ms = now(follower) + RETRY_MS;
        if (follower->page_bytes > PAGE_BYTES_LEAST)
            follower->page_bytes /= 2;
        return;
    }
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
            follower->complete_ms = now(follower);
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
        follower->ask_again_ms = now(follower) + RETRY_MS;
        return;
    }
    follower->writing = true;
}

static void push_kind(struct follower *follower, enum page_kind kind)
{
    struct call *call;
    if (page_call_new(follower, kind, &call))
        push(follower, call);
    else
        follower->ask_again_ms = now(follower) + RETRY_MS;
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

static void take_page(struct follower *follower, const struct caller_reply *reply)
{
    const struct standing_cursor *cursor = reading_cursor(&follower->standing);
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
        follower->ask_again_ms = now(follower) + RETRY_MS;
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
        follower->complete_ms = now(follower);
    call_free(call);
    follower->host.advanced(follower->host.runtime);
}

static void take_refusal(struct follower *follower, const struct status *status)
{
    if (status->code == STATUS_OUT_OF_RANGE) {
        follower->rebuilds++;
        follower->complete_ms = -1;
        push_kind(follower, PAGE_REBUILD);
        return;
    }
    log_event(LOG_WARNING, "feed_refused", "{s:s, s:s, s:s}", "feed", follower->service, "code",
              status_code_word(status->code), "reason", status->reason ? status->reason : "");
    follower->ask_again_ms = now(follower) + RETRY_MS;
}

static void take_reply(struct follower *follower, const struct caller_reply *reply)
{
    struct reply_header header;
    arena_reset(&follower->arena);
    if (!envelope_read_reply(&header, reply->header, reply->header_length, &follower->arena) ||
        !uuid_equal(&header.request_id, &follower->request_id))
        return; /* late: the request was given up */
    follower->asking = false;
    follower->ask_again_ms = 0;
    if (header.status.code == STATUS_OK)
        take_page(follower, reply);
    else
        take_refusal(follower, &header.status);
}

/* As long as it is not known whether anything is missing, or whether the history is still the same, the answer must
 * come at once, news or not. */
static uint32_t wait_ms(const struct follower *follower)
{
    if (follower->complete_ms < 0 || in_doubt(follower))
        return 0;
    uint32_t part_ms = follower->options.bound_ms / FEED_WAITS;
    return part_ms > 0 && part_ms < FEED_WAIT_MS ? part_ms : FEED_WAIT_MS;
}

static int ask(struct follower *follower)
{
    uint32_t news_ms = wait_ms(follower), timeout_ms = news_ms + FEED_GRACE_MS;
    const struct standing_cursor *cursor = reading_cursor(&follower->standing);
    Karmayogi__Core__V1__ReadRequest request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
    Karmayogi__Core__V1__FeedCursor message = standing_cursor_message(cursor);
    request.cursor = &message;
    request.wait_ms = news_ms;
    request.max_bytes = follower->page_bytes;
    struct request_header header = {.method = "karmayogi.core.v1.FeedService/Read", .timeout_ms = timeout_ms};
    CLEANUP(buffer_deinit) struct buffer packed_header = {0};
    CLEANUP(buffer_deinit) struct buffer body = {0};
    int result = uuid_v7(&header.request_id, clock_utc_ms(&follower->host.clock));
    if (result == 0)
        result = envelope_write_request(&header, &packed_header);
    if (result == 0)
        result = wire_pack(&request.base, &body);
    if (result == 0)
        result = caller_send(follower->caller, packed_header.data, packed_header.length, body.data, body.length);
    follower->request_id = header.request_id;
    follower->asking = result == 0;
    follower->asked_ms = now(follower);
    follower->at_once = news_ms == 0;
    follower->ask_again_ms = now(follower) + (result == 0 ? timeout_ms : RETRY_MS);
    return result < 0 ? result : 0;
}

/* A connection that changed for better or worse is said once. What was on the way when it broke gets no answer. */
static void watch_connection(struct follower *follower)
{
    enum caller_state state = caller_state(follower->caller);
    uint64_t breaks = caller_breaks(follower->caller);
    if (breaks != follower->breaks) {
        follower->breaks = breaks;
        follower->asking = false;
        follower->ask_again_ms = 0;
    }
    if (state == follower->logged_state)
        return;
    follower->logged_state = state;
    log_event(state == CALLER_CONNECTED ? LOG_INFO : LOG_WARNING, "feed_connection", "{s:s, s:s}", "feed",
              follower->service, "state", caller_state_sentence(follower->caller));
}

/* An answer that waits for news would come too late for who doubts. It is waited for a little all the same: those who
 * are never done with doubting must not fill the other side with requests that nobody waits for. */
static void hurry(struct follower *follower)
{
    if (!follower->asking || follower->at_once || !in_doubt(follower) || now(follower) < follower->asked_ms + RETRY_MS)
        return;
    follower->asking = false;
    follower->ask_again_ms = 0;
}

static void receive(struct follower *follower)
{
    struct caller_reply reply;
    int received;
    while ((received = caller_receive(follower->caller, &reply)) == 0) {
        if (follower->asking && !follower->stopped)
            take_reply(follower, &reply);
        caller_reply_deinit(&reply);
    }
    if (received < 0)
        log_event(LOG_ERROR, "feed_receive_failed", "{s:s, s:s}", "feed", follower->service, "trail", error_trail());
}

void follower_turn(struct follower *follower)
{
    receive(follower);
    watch_connection(follower);
    hurry(follower);
    bool wait = follower->ask_again_ms != 0 && now(follower) < follower->ask_again_ms;
    if (follower->stopped || follower->writing || wait)
        return;
    if (follower->standing.oldest < follower->standing.active) {
        push_kind(follower, PAGE_DROP);
        return;
    }
    if (ask(follower) < 0)
        log_event(LOG_ERROR, "feed_ask_failed", "{s:s, s:s}", "feed", follower->service, "trail", error_trail());
    receive(follower); /* sending may have eaten the edge that says that there is something to read */
}
