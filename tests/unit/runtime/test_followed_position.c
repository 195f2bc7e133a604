/*
 * Positions of a feed that is followed, in a service that has a history of its own besides: who names one waits until
 * it is applied, whether reading or writing, and is told at once where it can never be. The feed is answered by the
 * test itself, so nothing is applied but while a test waits.
 */
#include "toy_feed.h"
#include "toy_runtime.h"

struct follow_story {
    struct toy_runtime toy;
    struct feed_story feed; /* as far as answering it goes */
};

/* The name of the feed is counted up once for every event. */
static int count_events(void *context, struct batch *batch, uint32_t generation, const struct feed_page *page,
                        struct call *call)
{
    static const struct store_bytes key = {"followed", 8};
    uint64_t value;
    (void)context, (void)generation, (void)call;
    int result = toy_load(batch->txn, key, &value);
    return result ? result : toy_save(batch, key, value + page->event_count);
}

static long drop_nothing(void *context, struct batch *batch, uint32_t generation, size_t most)
{
    (void)context, (void)batch, (void)generation, (void)most;
    return 0;
}

static void ignore_page(void *context, uint32_t generation, struct call *call)
{
    (void)context, (void)generation, (void)call;
}

static void ignore_generation(void *context, uint32_t generation)
{
    (void)context, (void)generation;
}

static void answer_feed(struct toy_runtime *toy)
{
    struct follow_story *story = (struct follow_story *)toy; /* its first member */
    house_turn(&story->feed.house);
}

static int follow_setup(void **state)
{
    struct follow_story *story = calloc(1, sizeof *story);
    assert_non_null(story);
    toy_runtime_open(&story->toy);
    story->toy.meanwhile = answer_feed;
    house_init(&story->feed.house, &story->feed.desk);
    assert_int_equal(keys_caller_write(&story->toy.server, ROLE_FOLLOWER, story->feed.house.folder), 0);
    assert_true(keys_callers_refresh(story->feed.house.callers) > 0);
    story->feed.house.answer = feed_answer;
    story->feed.house.context = &story->feed;
    story->feed.epoch = 7;
    story->feed.page = 3;
    story->feed.head = 2;
    for (size_t i = 0; i <= FEED_ENTRIES; i++)
        story->feed.events[i] = 1;
    const struct follower_options options = {
        .service = "catalogue",
        .connection = {.endpoint = story->feed.house.endpoint, .server_public_key = story->feed.house.key.public_key},
        .table = TOY_FOLLOWERS,
        .hooks = {.apply = count_events,
                  .drop = drop_nothing,
                  .applied = ignore_page,
                  .switched = ignore_generation,
                  .begun = ignore_generation},
    };
    assert_int_equal(runtime_follow(story->toy.runtime, &options), 0);
    toy_runtime_start(&story->toy);
    *state = story;
    return 0;
}

static int follow_teardown(void **state)
{
    struct follow_story *story = *state;
    toy_runtime_close(&story->toy);
    house_deinit(&story->feed.house);
    free(story);
    return 0;
}

static struct position in_feed(const struct follow_story *story, uint64_t sequence)
{
    return (struct position){.service = "catalogue", .epoch = story->feed.epoch, .sequence = sequence};
}

/* Asks with @at_least while nobody answers the feed; what is asked behind it is answered before it. */
static struct uuid ask_and_wait(struct follow_story *story, const char *method, const char *body,
                                const struct position *at_least)
{
    story->toy.meanwhile = NULL;
    struct uuid waits = ask_text(&story->toy, method, body, at_least);
    struct uuid goes_on = ask_text(&story->toy, "toy/Get", "other", NULL);
    expect(&story->toy, &goes_on, "0");
    story->toy.meanwhile = answer_feed;
    return waits;
}

/* From here on the feed has no answer to what the follower asks: it waits for news. */
static struct uuid ask_until_the_feed_is_waited_for(struct follow_story *story)
{
    story->feed.silent = true;
    unsigned reads = story->feed.reads;
    for (int i = 0; i < FEED_TURNS && story->feed.reads == reads; i++)
        house_turn(&story->feed.house);
    assert_true(story->feed.reads > reads);
    return ask_text(&story->toy, "toy/Get", "other", NULL);
}

static void test_read__of_a_followed_position__waits_until_it_is_applied(void **state)
{
    /* Catches: an answer without the course that its caller has just published. */
    struct follow_story *story = *state;
    struct position second = in_feed(story, 2);
    struct uuid waits = ask_and_wait(story, "toy/Get", "followed", &second);
    struct answer answer = expect(&story->toy, &waits, "2");
    assert_int_equal(answer.header.position_count, 2);
    assert_string_equal(answer.header.positions[0].service, "toy");
    assert_string_equal(answer.header.positions[1].service, "catalogue");
    assert_int_equal(answer.header.positions[1].epoch, 7);
    assert_int_equal(answer.header.positions[1].sequence, 2);
}

static void test_write__after_a_followed_position__is_decided_upon_it(void **state)
{
    /* Catches: a write that is decided before what it builds on; entries of the outbox for pages of somebody else's
     * feed. */
    struct follow_story *story = *state;
    struct position second = in_feed(story, 2);
    struct uuid waits = ask_and_wait(story, "toy/Take", "followed", &second);
    expect(&story->toy, &waits, "TAKEN"); /* what the page made is there */
    struct uuid write = ask_text(&story->toy, "toy/Count", "a", NULL);
    assert_int_equal(expect(&story->toy, &write, "1").header.positions[0].sequence, 1);
    story->feed.head = 3;
    struct position third = in_feed(story, 3);
    waits = ask_and_wait(story, "toy/Count", "followed", &third);
    struct answer answer = expect(&story->toy, &waits, "4"); /* three events, and itself */
    assert_int_equal(answer.header.position_count, 1);
    assert_string_equal(answer.header.positions[0].service, "toy");
    assert_int_equal(answer.header.positions[0].sequence, 2);
}

static void test_position__of_both_histories__waits_for_both(void **state)
{
    /* Catches: one position that is looked at, and the other forgotten. */
    struct follow_story *story = *state;
    struct position own = position_of(&story->toy, 1);
    struct uuid waits = ask_and_wait(story, "toy/Get", "followed", &own);
    struct position second = in_feed(story, 2);
    struct uuid applied = ask_text(&story->toy, "toy/Get", "followed", &second);
    expect(&story->toy, &applied, "2");
    struct uuid write = ask_text(&story->toy, "toy/Count", "a", NULL);
    /* The commit is seen by whoever waits for it before its own reply is on the way, or after that. */
    for (int i = 0; i < 2; i++) {
        struct answer answer = next_answer(&story->toy);
        bool is_write = uuid_equal(&answer.header.request_id, &write);
        assert_true(is_write || uuid_equal(&answer.header.request_id, &waits));
        assert_string_equal(answer.body, is_write ? "1" : "2");
    }
}

static void test_position__of_a_feed_that_is_away__waits_for_it(void **state)
{
    /* Catches: a service that answers nothing while what it follows is away; one that takes "not heard of yet" for
     * "never". */
    struct follow_story *story = *state;
    struct position second = in_feed(story, 2);
    story->feed.silent = true;
    struct uuid write = ask_text(&story->toy, "toy/Count", "a", NULL);
    expect(&story->toy, &write, "1");
    struct uuid waits = ask(&story->toy, "toy/Count", "b", 1, &second, 1);
    assert_int_equal(expect(&story->toy, &waits, "POSITION_NOT_REACHED").header.status.code, STATUS_DEADLINE_EXCEEDED);
    struct uuid untouched = ask_text(&story->toy, "toy/Get", "b", NULL);
    struct answer answer = expect(&story->toy, &untouched, "0");
    assert_int_equal(answer.header.position_count, 1); /* nothing is known of the feed */
}

static void test_position__of_a_former_epoch__is_refused_at_once(void **state)
{
    /* Catches: a wait for what can never be, or a write decided upon a catalogue that is not there any more. */
    struct follow_story *story = *state;
    struct position second = in_feed(story, 2), former = second;
    struct uuid waits = ask_text(&story->toy, "toy/Get", "followed", &second);
    expect(&story->toy, &waits, "2");
    former.epoch--;
    struct uuid refused = ask_text(&story->toy, "toy/Count", "a", &former);
    assert_int_equal(expect(&story->toy, &refused, "EPOCH_CHANGED").header.status.code, STATUS_ABORTED);
    struct uuid untouched = ask_text(&story->toy, "toy/Get", "a", NULL);
    expect(&story->toy, &untouched, "0");
}

static void test_position__of_an_epoch_that_is_not_heard_of_yet__waits(void **state)
{
    /* Catches: a caller who is told that his position is gone, because he was told of a restored catalogue sooner than
     * this service; a follower that goes on waiting for news while somebody knows of another history. */
    struct follow_story *story = *state;
    struct position second = in_feed(story, 2);
    struct uuid id = ask_text(&story->toy, "toy/Get", "followed", &second);
    expect(&story->toy, &id, "2");
    struct uuid reads = ask_until_the_feed_is_waited_for(story);
    expect(&story->toy, &reads, "0");
    story->feed.epoch = 8;
    struct position anew = in_feed(story, 2);
    id = ask_and_wait(story, "toy/Get", "followed", &anew);
    story->feed.silent = false;
    expect(&story->toy, &id, "4"); /* what the new history says was applied beside the former */
    id = ask_text(&story->toy, "toy/Count", "a", &second);
    expect(&story->toy, &id, "EPOCH_CHANGED"); /* it is a former one now, and known to be */
}

#define WITH_FEED(test) cmocka_unit_test_setup_teardown(test, follow_setup, follow_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FEED(test_read__of_a_followed_position__waits_until_it_is_applied),
        WITH_FEED(test_write__after_a_followed_position__is_decided_upon_it),
        WITH_FEED(test_position__of_both_histories__waits_for_both),
        WITH_FEED(test_position__of_a_feed_that_is_away__waits_for_it),
        WITH_FEED(test_position__of_a_former_epoch__is_refused_at_once),
        WITH_FEED(test_position__of_an_epoch_that_is_not_heard_of_yet__waits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
