/*
 * The follower: every entry has its effects exactly once, whatever fails or dies in between; a feed that is not the one
 * it knew is built into a second generation while the first one answers.
 */
#include "toy_feed.h"

static void test_pages__of_a_feed__are_applied_in_order_and_once(void **state)
{
    /* Catches: a page that is skipped or comes twice; a cursor that is not what was applied. */
    struct feed_story *story = *state;
    assert_int_equal(story_fresh(story).age_ms, -1);
    story->head = 10;
    story_until(story, story_fresh(story).sequence == 10);
    assert_int_equal(model_size(story, 1), 10);
    assert_int_equal(story->applied, 4);
    assert_int_equal(story->advanced, 4);
    struct follower_freshness fresh = story_fresh(story);
    assert_int_equal(fresh.epoch, 7);
    assert_int_equal(fresh.head, 10);
    assert_int_equal(fresh.committed_at_ms, TOY_NOW_MS + 10);
    assert_int_equal(fresh.age_ms, 0);
    assert_false(fresh.rebuilding);
    story->toy->time.now_monotonic_ms += 250; /* since then it is not known to be complete */
    assert_int_equal(story_fresh(story).age_ms, 250);
    story_until(story, story_fresh(story).age_ms == 0);
    story->head = 12;
    story_until(story, story_fresh(story).sequence == 12);
    assert_int_equal(model_size(story, 1), 12);
    assert_int_equal(toy_head(story->toy), 0); /* its own outbox is not concerned */
}

static void test_restart__between_any_two_steps__applies_nothing_twice(void **state)
{
    /* Catches: a cursor that is kept apart from the effects, or moved before or after them. */
    struct feed_story *story = *state;
    story->head = 12;
    for (int kill = 0; kill < 4; kill++) {
        story_until_pushed(story);
        if (kill % 2 == 1) /* died after the commit, before anybody heard of it; otherwise before the writer's turn */
            story_write(story);
        story_restart(story);
    }
    assert_int_equal(model_size(story, 1), 6);
    assert_int_equal(story_fresh(story).sequence, 6);
    story_until(story, story_fresh(story).sequence == 12);
    assert_int_equal(model_size(story, 1), 12);
    story_restart(story);
    assert_int_equal(story_fresh(story).sequence, 12);
    unsigned reads = story->reads;
    story_until(story, story->reads > reads);
    assert_int_equal(story->asked_sequence, 12);
    assert_int_equal(story->asked_epoch, 7);
}

static void test_page__whose_transaction_is_undone__leaves_the_cursor_and_comes_again(void **state)
{
    /* Catches: a cursor in memory that runs ahead of the store; a retry without a pause. */
    struct feed_story *story = *state;
    story->head = 5;
    story->apply_fails = 2;
    for (int i = 0; i < 2; i++) {
        story_until_pushed(story);
        story_write(story);
        story_done(story);
        assert_int_equal(model_size(story, 1), 0);
        assert_int_equal(story_fresh(story).sequence, 0);
        unsigned reads = story->reads;
        for (int turn = 0; turn < 3; turn++)
            story_turn(story);
        assert_int_equal(story->reads, reads);
        story->toy->time.now_monotonic_ms += 500;
    }
    story_until(story, story_fresh(story).sequence == 5);
    assert_int_equal(model_size(story, 1), 5);
    assert_int_equal(story_fresh(story).rebuilds, 0);
}

static void test_page__that_is_too_much_for_the_writer__is_asked_for_in_smaller_pieces(void **state)
{
    /* Catches: the same page over and over, for ever; pages that stay small, or become none at all. */
    struct feed_story *story = *state;
    story->head = 5;
    story->apply_fails = 8;
    story->apply_result = STORE_TXN_TOO_BIG;
    for (unsigned i = 0; i <= 8; i++) {
        story_until_pushed(story);
        assert_int_equal(story->asked_bytes, LIMIT_FEED_PAGE_BYTES >> (i < 6 ? i : 6));
        story_write(story);
        assert_outcome(story->pushed, i < 8 ? "BODY_EXPANDS" : "");
        story_done(story);
        story->toy->time.now_monotonic_ms += 500;
    }
    assert_int_equal(story_fresh(story).sequence, 3);
    story_until_pushed(story);
    assert_int_equal(story->asked_bytes, LIMIT_FEED_PAGE_BYTES);
    story_until(story, story_fresh(story).sequence == 5);
    assert_int_equal(model_size(story, 1), 5);
}

static void test_queue__that_is_full__loses_no_page(void **state)
{
    /* Catches: a page that is forgotten, or a follower that never asks again. */
    struct feed_story *story = *state;
    story->head = 5;
    story->queue_full = true;
    story_until(story, story->refused_pushes == 1);
    story->queue_full = false;
    story->toy->time.now_monotonic_ms += 500;
    story_until(story, story_fresh(story).sequence == 5);
    assert_int_equal(model_size(story, 1), 5);
}

static void assert_not_applied(struct feed_story *story)
{
    unsigned reads = story->reads;
    story_until(story, story->reads > reads);
    for (int turn = 0; turn < 20; turn++)
        story_turn(story);
    assert_null(story->pushed);
    story->toy->time.now_monotonic_ms += 500;
}

static void test_page__that_does_not_begin_at_the_cursor__is_not_applied(void **state)
{
    /* Catches: a gap or a repetition that the other side makes. */
    struct feed_story *story = *state;
    story->head = 3;
    story_until(story, story_fresh(story).sequence == 3);
    story->head = 6;
    story->wrong_from = true;
    assert_not_applied(story);
    story->wrong_from = false;
    story->wrong_epoch = true;
    assert_not_applied(story);
    story->wrong_epoch = false;
    story->gap = true;
    assert_not_applied(story);
    story->gap = false;
    assert_int_equal(model_size(story, 1), 3);
    story_until(story, story_fresh(story).sequence == 6);
    assert_int_equal(model_size(story, 1), 6);
}

static void test_answer__that_never_comes__is_asked_for_again(void **state)
{
    /* Catches: a follower that waits for ever, or one that floods the other side. */
    struct feed_story *story = *state;
    story->head = 2;
    story->silent = true;
    story_until(story, story->reads == 1);
    for (int turn = 0; turn < 5; turn++)
        story_turn(story);
    assert_int_equal(story->reads, 1);
    story->silent = false;
    story->toy->time.now_monotonic_ms += 15000;
    story_until(story, story_fresh(story).sequence == 2);
    assert_int_equal(model_size(story, 1), 2);
}

static void test_question__of_a_follower_that_knows_nothing_yet__is_answered_at_once(void **state)
{
    /* Catches: a service that is not ready for as long as an answer without news takes; one that seems late between two
     * answers because it lets the other side wait longer than its bound; questions without a pause. */
    struct feed_story *story = *state;
    story->silent = true;
    story_until(story, story->reads == 1);
    assert_int_equal(story->asked_wait_ms, 0);
    story->silent = false;
    story->toy->time.now_monotonic_ms += 5000;
    story_until(story, story->asked_wait_ms > 0);
    assert_int_equal(story_fresh(story).age_ms, 0);
    assert_int_equal(story_fresh(story).bound_ms, FEED_BOUND_MS);
    assert_int_equal(story->asked_wait_ms, FEED_BOUND_MS / 3);
}

static void test_stopped__it_asks_and_pushes_nothing_more(void **state)
{
    /* Catches: a drain that never ends because the follower goes on. */
    struct feed_story *story = *state;
    story->head = 12;
    story_until_pushed(story);
    follower_stop(story->follower);
    story_write(story);
    story_done(story); /* what was queued is finished */
    assert_int_equal(story_fresh(story).sequence, 3);
    unsigned reads = story->reads;
    for (int turn = 0; turn < 5; turn++)
        story_turn(story);
    assert_int_equal(story->reads, reads);
    assert_null(story->pushed);
}

/* The other store was made anew: other entries under another epoch. */
static void make_anew(struct feed_story *story, uint64_t head)
{
    story->epoch++;
    story->head = head;
}

static void test_feed__made_anew__is_built_beside_the_model_that_answers(void **state)
{
    /* Catches: a model that is emptied, mixed, or switched before it has caught up. */
    struct feed_story *story = *state;
    story->head = 10;
    story_until(story, story_fresh(story).sequence == 10);
    make_anew(story, 7);
    story_until(story, story->begun == 2);
    assert_int_equal(story_fresh(story).age_ms, -1); /* it is not known any more how old the figures are */
    while (story->switched == 0) {
        struct follower_freshness fresh = story_fresh(story);
        assert_true(fresh.rebuilding);
        assert_int_equal(fresh.epoch, 7);
        assert_int_equal(fresh.sequence, 10);
        assert_int_equal(model_size(story, 1), 10);
        assert_true(model_size(story, 2) < 7);
        story_until_pushed(story);
        story_write(story);
        story_done(story);
    }
    assert_int_equal(story->switched, 2);
    struct follower_freshness fresh = story_fresh(story);
    assert_false(fresh.rebuilding);
    assert_int_equal(fresh.epoch, 8);
    assert_int_equal(fresh.sequence, 7);
    assert_int_equal(fresh.rebuilds, 1);
    assert_int_equal(fresh.age_ms, 0);
    assert_int_equal(model_size(story, 2), 7);
    story_until(story, model_size(story, 1) == 0);
    make_anew(story, 3);
    story_until(story, story->switched == 3);
    assert_int_equal(model_size(story, 3), 3);
    uint32_t generation;
    assert_int_equal(follower_generation(story->toy->store, TOY_FOLLOWERS, "registration", &generation), 0);
    assert_int_equal(generation, 3);
}

static void test_feed__shorter_than_the_cursor_or_of_other_entries__is_built_anew(void **state)
{
    /* Catches: a restored backup that is taken for the same feed because its epoch or its length fits. */
    struct feed_story *story = *state;
    story->head = 6;
    story_until(story, story_fresh(story).sequence == 6);
    story->head = 4;
    story_until(story, story->switched == 2);
    assert_int_equal(story_fresh(story).sequence, 4);
    assert_int_equal(model_size(story, 2), 4);
}

static void test_feed__that_was_empty_and_is_made_anew__is_noticed(void **state)
{
    /* Catches: an epoch that is kept only with the first entry, so that positions of the former epoch count as reached.
     */
    struct feed_story *story = *state;
    story_until(story, story_fresh(story).epoch == 7);
    assert_int_equal(story_fresh(story).sequence, 0);
    make_anew(story, 2);
    story_until(story, story->switched == 2);
    assert_int_equal(story_fresh(story).epoch, 8);
    assert_int_equal(story_fresh(story).sequence, 2);
    assert_int_equal(story_fresh(story).rebuilds, 1);
    make_anew(story, 0); /* and to an empty one */
    story_until(story, story->switched == 3);
    assert_int_equal(story_fresh(story).epoch, 9);
    assert_int_equal(story_fresh(story).sequence, 0);
}

static void test_feed__made_anew_while_it_is_built__begins_a_third_generation(void **state)
{
    /* Catches: two feeds in one model; a given-up generation that stays on the disk. */
    struct feed_story *story = *state;
    story->head = 6;
    story_until(story, story_fresh(story).sequence == 6);
    make_anew(story, 9);
    story_until(story, model_size(story, 2) == 3);
    make_anew(story, 5);
    story_until(story, story->switched == 3);
    assert_int_equal(story_fresh(story).sequence, 5);
    story_until(story, model_size(story, 1) == 0 && model_size(story, 2) == 0);
    assert_int_equal(model_size(story, 3), 5);
}

static void assert_former(struct feed_story *story, size_t place, uint64_t epoch, uint64_t sequence)
{
    struct follower_history histories[LIMIT_FORMER_HISTORIES];
    assert_true(follower_former(story->follower, histories) > place);
    assert_int_equal(histories[place].epoch, epoch);
    assert_int_equal(histories[place].sequence, sequence);
}

static void test_former_histories__are_remembered__up_to_where_they_were_followed(void **state)
{
    /* Catches: nobody who can say what a restored service has lost; also after a restart, and a restore of a restore.
     */
    struct feed_story *story = *state;
    struct follower_history histories[LIMIT_FORMER_HISTORIES];
    story_until(story, story_fresh(story).epoch == 7);
    make_anew(story, 6); /* nothing of the first one was applied: there is nothing to remember */
    story_until(story, story->switched == 2);
    assert_int_equal(follower_former(story->follower, histories), 0);
    make_anew(story, 9);
    story_until(story, model_size(story, 3) == 3);
    assert_former(story, 0, 8, 6); /* at once, not when the new one is whole */
    make_anew(story, 5);
    story_until(story, story->switched == 4);
    story_restart(story);
    assert_former(story, 0, 9, 3);
    assert_former(story, 1, 8, 6);
    for (uint32_t generation = 5; generation < 5 + LIMIT_FORMER_HISTORIES; generation++) {
        make_anew(story, generation);
        story_until(story, story->switched == generation);
    }
    assert_int_equal(follower_former(story->follower, histories), LIMIT_FORMER_HISTORIES);
    assert_former(story, 0, story->epoch - 1, story->head - 1);
    assert_former(story, LIMIT_FORMER_HISTORIES - 1, 10, 5); /* older ones are forgotten */
}

static void test_building__goes_on_after_a_restart__where_it_was(void **state)
{
    /* Catches: a second generation that is forgotten, or begun from nothing over what is there. */
    struct feed_story *story = *state;
    story->head = 6;
    story_until(story, story_fresh(story).sequence == 6);
    make_anew(story, 9);
    story_until(story, model_size(story, 2) == 3);
    story->begun = 0;
    story_restart(story);
    assert_int_equal(story->begun, 2); /* its model is wanted before its pages come */
    assert_true(story_fresh(story).rebuilding);
    assert_int_equal(story_fresh(story).sequence, 6);
    story_until(story, story->switched == 2);
    assert_int_equal(model_size(story, 2), 9);
    assert_int_equal(story_fresh(story).rebuilds, 0);
}

static void test_generation__that_is_left_over__is_dropped_bit_by_bit(void **state)
{
    /* Catches: one transaction for millions of records; records that stay for ever, also after a restart. */
    struct feed_story *story = *state;
    story->head = 2;
    story->events[1] = 2000;
    story->events[2] = 2500;
    story_until(story, story_fresh(story).sequence == 2);
    assert_int_equal(model_size(story, 1), 4500);
    story->events[1] = 1;
    make_anew(story, 1);
    story_until(story, story->switched == 2);
    story_until(story, story->drops == 1);
    assert_int_equal(model_size(story, 1), 2500);
    story_restart(story);
    story_until(story, model_size(story, 1) == 0);
    assert_true(story->drops >= 3);
    assert_int_equal(model_size(story, 2), 1);
    unsigned drops = story->drops, reads = story->reads;
    story_until(story, story->reads > reads + 2);
    assert_true(story->drops <= drops + 1); /* and then it is over */
}

#define WITH_FEED(test) cmocka_unit_test_setup_teardown(test, feed_setup, feed_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FEED(test_pages__of_a_feed__are_applied_in_order_and_once),
        WITH_FEED(test_restart__between_any_two_steps__applies_nothing_twice),
        WITH_FEED(test_page__whose_transaction_is_undone__leaves_the_cursor_and_comes_again),
        WITH_FEED(test_page__that_is_too_much_for_the_writer__is_asked_for_in_smaller_pieces),
        WITH_FEED(test_queue__that_is_full__loses_no_page),
        WITH_FEED(test_page__that_does_not_begin_at_the_cursor__is_not_applied),
        WITH_FEED(test_answer__that_never_comes__is_asked_for_again),
        WITH_FEED(test_question__of_a_follower_that_knows_nothing_yet__is_answered_at_once),
        WITH_FEED(test_stopped__it_asks_and_pushes_nothing_more),
        WITH_FEED(test_feed__made_anew__is_built_beside_the_model_that_answers),
        WITH_FEED(test_feed__shorter_than_the_cursor_or_of_other_entries__is_built_anew),
        WITH_FEED(test_feed__that_was_empty_and_is_made_anew__is_noticed),
        WITH_FEED(test_feed__made_anew_while_it_is_built__begins_a_third_generation),
        WITH_FEED(test_former_histories__are_remembered__up_to_where_they_were_followed),
        WITH_FEED(test_building__goes_on_after_a_restart__where_it_was),
        WITH_FEED(test_generation__that_is_left_over__is_dropped_bit_by_bit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
