#pragma once
/*
 * toy_feed - a feed that a test writes, answered by a real server in the test's process, and a follower of it whose
 * pages the test hands to the writer itself. The model counts how often every event was applied, by generation.
 */
#include "../unit/wire/house.h"
#include "base/bytes.h"
#include "runtime/follower.h"
#include "toy_service.h"

#include <karmayogi/core/v1/feed.pb-c.h>

#define FEED_ENTRIES  32
#define FEED_BOUND_MS 6000
#define FEED_TURNS    3000

struct feed_story {
    struct toy *toy;
    struct house house;
    struct keys_pair desk;
    struct follower *follower;
    /* the feed */
    uint64_t epoch;
    uint64_t head;
    size_t events[FEED_ENTRIES + 1]; /* of each entry */
    size_t page;                     /* entries in an answer */
    bool silent;                     /* nothing is answered */
    bool wrong_from, wrong_epoch, gap;
    unsigned reads;
    bool connected; /* since the follower was made */
    uint64_t asked_epoch, asked_sequence;
    uint32_t asked_bytes, asked_wait_ms;
    /* what the follower did */
    struct call *pushed;
    bool queue_full;
    unsigned pushes, refused_pushes, advanced, applied, drops;
    uint32_t begun, switched;
    int apply_fails;
    int apply_result; /* > 0: what it fails with */
};

static inline uint64_t feed_checksum(const struct feed_story *story, uint64_t sequence)
{
    return sequence ? story->epoch * 1000 + sequence : 0;
}

static inline bool feed_fits(const struct feed_story *story, const Karmayogi__Core__V1__FeedCursor *cursor)
{
    if (cursor->sequence == 0)
        return cursor->epoch == 0 || cursor->epoch == story->epoch;
    return cursor->epoch == story->epoch && cursor->sequence <= story->head &&
           cursor->checksum == feed_checksum(story, cursor->sequence);
}

/* An event is the text "epoch/sequence/number". */
static inline Karmayogi__Core__V1__FeedEntry *feed_entry(const struct feed_story *story, uint64_t sequence,
                                                         struct arena *arena)
{
    size_t count = story->events[sequence];
    Karmayogi__Core__V1__FeedEntry *entry = arena_alloc(arena, sizeof *entry);
    karmayogi__core__v1__feed_entry__init(entry);
    entry->sequence = sequence + (story->gap ? 1 : 0);
    entry->committed_at_ms = TOY_NOW_MS + (int64_t)sequence;
    entry->n_events = count;
    entry->events = arena_zalloc(arena, count + 1, sizeof *entry->events);
    for (size_t i = 0; i < count; i++) {
        char *text =
            arena_printf(arena, "%llu/%llu/%zu", (unsigned long long)story->epoch, (unsigned long long)sequence, i);
        entry->events[i] = (ProtobufCBinaryData){strlen(text), (uint8_t *)text};
    }
    return entry;
}

static inline void feed_page(struct feed_story *story, const struct server_request *request, const struct uuid *id,
                             uint64_t from, struct arena *arena)
{
    Karmayogi__Core__V1__ReadResponse response = KARMAYOGI__CORE__V1__READ_RESPONSE__INIT;
    Karmayogi__Core__V1__FeedCursor through = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    Karmayogi__Core__V1__FeedEntry *entries[FEED_ENTRIES + 1];
    CLEANUP(buffer_deinit) struct buffer body = {0};
    struct status fine = {0};
    from += story->wrong_from ? 1 : 0; /* a page that is sound in itself, of another place */
    for (uint64_t next = from + 1; next <= story->head && response.n_entries < story->page; next++)
        entries[response.n_entries++] = feed_entry(story, next, arena);
    response.entries = entries;
    response.epoch = through.epoch = story->epoch + (story->wrong_epoch ? 1 : 0);
    response.from_sequence = from;
    response.head = story->head;
    through.sequence = from + response.n_entries;
    through.checksum = feed_checksum(story, through.sequence);
    response.through = &through;
    assert_int_equal(wire_pack(&response.base, &body), 0);
    house_reply(&story->house, request, id, &fine, body.data, body.length);
}

static inline bool feed_answer(struct house *house, const struct server_request *request,
                               const struct request_header *header)
{
    struct feed_story *story = house->context;
    struct arena arena;
    arena_init(&arena, 4u << 20);
    Karmayogi__Core__V1__ReadRequest *read = (Karmayogi__Core__V1__ReadRequest *)wire_unpack(
        &karmayogi__core__v1__read_request__descriptor, request->body, request->body_length, &arena);
    assert_non_null(read);
    assert_non_null(read->cursor);
    assert_string_equal(header->method, "karmayogi.core.v1.FeedService/Read");
    assert_true(read->wait_ms < header->timeout_ms);
    story->reads++;
    story->connected = true;
    story->asked_epoch = read->cursor->epoch;
    story->asked_sequence = read->cursor->sequence;
    story->asked_bytes = read->max_bytes;
    story->asked_wait_ms = read->wait_ms;
    if (!story->silent && feed_fits(story, read->cursor)) {
        feed_page(story, request, &header->request_id, read->cursor->sequence, &arena);
    } else if (!story->silent) {
        struct status status = refusal_status(REFUSAL_CURSOR_MISMATCH, LOCALE_EN);
        house_reply(house, request, &header->request_id, &status, NULL, 0);
    }
    arena_deinit(&arena);
    return true;
}

/* The model */

static inline struct store_bytes model_key(uint8_t key[64], uint32_t generation, struct store_bytes event)
{
    bytes_put32(key, generation);
    memcpy(key + 4, event.data, event.length);
    return (struct store_bytes){key, event.length + 4};
}

static inline int model_apply(void *context, struct batch *batch, uint32_t generation, const struct feed_page *page,
                              struct call *call)
{
    struct feed_story *story = context;
    uint8_t key[64];
    uint64_t count;
    call->request = story;
    for (size_t i = 0; i < page->event_count; i++) {
        struct store_bytes bytes = model_key(key, generation, page->events[i].bytes);
        assert_true(page->events[i].sequence > page->from && page->events[i].sequence <= page->through);
        int result = toy_load(batch->txn, bytes, &count);
        if (result == 0)
            result = toy_save(batch, bytes, count + 1);
        if (result)
            return result;
    }
    if (story->apply_fails-- <= 0)
        return 0;
    return story->apply_result > 0 ? story->apply_result : error_raise("the toy fails as it was told");
}

static inline long model_drop(void *context, struct batch *batch, uint32_t generation, size_t most)
{
    struct feed_story *story = context;
    uint8_t prefix[4];
    bytes_put32(prefix, generation);
    story->drops++;
    return store_clear_prefix(batch->txn, TOY_COUNTERS, (struct store_bytes){prefix, 4}, most);
}

static inline void model_applied(void *context, uint32_t generation, struct call *call)
{
    struct feed_story *story = context;
    (void)generation;
    assert_ptr_equal(call->request, story); /* what apply left for the loop */
    story->applied++;
}

static inline void model_switched(void *context, uint32_t generation)
{
    ((struct feed_story *)context)->switched = generation;
}

static inline void model_begun(void *context, uint32_t generation)
{
    ((struct feed_story *)context)->begun = generation;
}

/* How many events of @generation there are; each must have been applied once. */
static inline size_t model_size(struct feed_story *story, uint32_t generation)
{
    struct store_txn *txn;
    struct store_cursor cursor = {0};
    struct store_bytes key, value;
    uint8_t prefix[4];
    size_t count = 0;
    bytes_put32(prefix, generation);
    assert_int_equal(store_begin_read(story->toy->store, &txn), 0);
    assert_int_equal(store_cursor_open(&cursor, txn, TOY_COUNTERS), 0);
    for (int result = store_cursor_seek(&cursor, (struct store_bytes){prefix, 4}, &key, &value);
         result == 0 && bytes_get32(key.data) == generation; result = store_cursor_next(&cursor, &key, &value)) {
        uint64_t times;
        memcpy(&times, value.data, sizeof times);
        assert_int_equal(times, 1);
        count++;
    }
    store_cursor_close(&cursor);
    store_abort(txn);
    return count;
}

/* The host */

static inline int story_push(void *runtime, struct call *call)
{
    struct feed_story *story = runtime;
    assert_null(story->pushed); /* one page at a time */
    if (story->queue_full) {
        story->refused_pushes++;
        return 1;
    }
    story->pushed = call;
    story->pushes++;
    return 0;
}

static inline void story_advanced(void *runtime)
{
    ((struct feed_story *)runtime)->advanced++;
}

static inline void story_follow(struct feed_story *story)
{
    struct follower_options options = {
        .service = "registration",
        .connection = {.endpoint = story->house.endpoint,
                       .server_public_key = story->house.key.public_key,
                       .key = &story->desk},
        .table = TOY_FOLLOWERS,
        .hooks = {.apply = model_apply,
                  .drop = model_drop,
                  .applied = model_applied,
                  .switched = model_switched,
                  .begun = model_begun},
        .context = story,
        .store = story->toy->store,
        .bound_ms = FEED_BOUND_MS,
    };
    struct follower_host host = {
        .push = story_push, .advanced = story_advanced, .runtime = story, .clock = clock_fake(&story->toy->time)};
    story->connected = false;
    if (follower_new(&story->follower, &options, &host) != 0)
        fail_msg("%s", error_trail());
}

/* The process is gone, with what it held, and there is a new one. */
static inline void story_restart(struct feed_story *story)
{
    call_free(story->pushed);
    story->pushed = NULL;
    follower_free(story->follower);
    toy_reopen(story->toy);
    story_follow(story);
}

static inline int feed_setup(void **state)
{
    struct feed_story *story = calloc(1, sizeof *story);
    assert_non_null(story);
    toy_setup((void **)&story->toy);
    house_init(&story->house, &story->desk);
    story->house.answer = feed_answer;
    story->house.context = story;
    story->epoch = 7;
    story->page = 3;
    for (size_t i = 0; i <= FEED_ENTRIES; i++)
        story->events[i] = 1;
    story_follow(story);
    *state = story;
    return 0;
}

static inline int feed_teardown(void **state)
{
    struct feed_story *story = *state;
    call_free(story->pushed);
    follower_free(story->follower);
    house_deinit(&story->house);
    toy_teardown((void **)&story->toy);
    free(story);
    return 0;
}

/* The writer's step for what was pushed. */
static inline void story_write(struct feed_story *story)
{
    assert_non_null(story->pushed);
    toy_step(story->toy, &story->pushed, 1);
}

/* The loop's part afterwards. */
static inline void story_done(struct feed_story *story)
{
    struct call *call = story->pushed;
    story->pushed = NULL;
    call->done(call->done_context, call);
    call_free(call);
}

static inline void story_turn(struct feed_story *story)
{
    house_turn(&story->house);
    follower_turn(story->follower);
    if (!story->connected) /* what could not be sent yet is tried again after a while */
        story->toy->time.now_monotonic_ms += 500;
}

/* Turns until something was pushed. */
static inline void story_until_pushed(struct feed_story *story)
{
    for (int i = 0; i < FEED_TURNS && !story->pushed; i++)
        story_turn(story);
    assert_non_null(story->pushed);
}

/* story_until() - turn, and write what is pushed, until @condition holds */
#define story_until(story, condition)                                                                                  \
    do {                                                                                                               \
        int turns_left = FEED_TURNS;                                                                                   \
        while (!(condition) && turns_left-- > 0) {                                                                     \
            story_turn(story);                                                                                         \
            if ((story)->pushed) {                                                                                     \
                story_write(story);                                                                                    \
                story_done(story);                                                                                     \
            }                                                                                                          \
        }                                                                                                              \
        if (!(condition))                                                                                              \
            fail_msg("this did not come to be: %s", #condition);                                                       \
    } while (0)

#define story_fresh(story) follower_freshness((story)->follower)
