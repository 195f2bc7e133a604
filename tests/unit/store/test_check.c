/* The check of a store: it says every damage, and only damage. */
#include "store_story.h"

#include "store/store_private.h"

static void test_check__says_which_record_is_damaged__and_leaves_an_open_store_alone(void **state)
{
    /* Catches: a check that stops at the first damage, or looks at the records of some tables only. */
    struct story *story = *state;
    struct store_report report;
    struct store_check_hooks hooks = hooks_of(story);
    char path[96];
    write_entries(story->fixture, 1, 300);
    assert_int_equal(store_check_folder(story->fixture->path, &hooks, &report), STORE_BUSY);
    fixture_close(story->fixture);
    assert_int_equal(store_check_folder(story->fixture->path, &hooks, &report), 0);
    assert_int_equal(story->damages, 0);
    assert_int_equal(story->progress_done, report.records);
    uint64_t digest = report.digest;
    spoil(story->fixture, "person 7", 8, 0, "person 8", 8);
    assert_int_equal(store_check_folder(story->fixture->path, &hooks, &report), STORE_DAMAGED);
    assert_int_not_equal(report.digest, digest);
    assert_non_null(strstr(story->damage, "people"));
    snprintf(path, sizeof(path), "%s/nothing", story->fixture->folder);
    assert_int_equal(store_check_folder(path, &hooks, &report), STORE_NOT_FOUND);
}

static void test_check__of_an_outbox_with_a_gap__says_so__and_it_is_not_restored(void **state)
{
    /* Catches: a history that skips an entry, which every follower would refuse for ever. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_report report;
    struct store_restored restored;
    char path[320];
    const uint8_t seven[8] = {0, 0, 0, 0, 0, 0, 0, 7};
    write_entries(story->fixture, 1, 20);
    struct store_txn *txn = begin_write(story->fixture);
    assert_int_equal(store_delete(txn, STORE_TABLE_OUTBOX, (struct store_bytes){seven, sizeof(seven)}), 0);
    assert_int_equal(store_commit(txn), 0);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(check(story, path, &report), STORE_DAMAGED);
    assert_string_equal(story->damage, "the outbox has a gap: 8 follows 6");
    assert_int_equal(restore(story, path, story->fresh, &restored), STORE_DAMAGED);
}

/* Many commits of every kind, so that pages are freed and used again: the list of free pages must add up. */
static void test_check__of_a_store_that_was_written_to_and_fro__finds_nothing(void **state)
{
    /* Catches: damage where there is none. */
    struct story *story = *state;
    struct store_report report;
    struct store_check_hooks hooks = hooks_of(story);
    unsigned random = 7;
    for (int commit = 0; commit < 400; commit++) {
        struct store_txn *txn = begin_write(story->fixture);
        for (int i = 0; i < 20; i++) {
            char key[16], value[9000];
            random = random * 1103515245u + 12345u;
            snprintf(key, sizeof(key), "%u", random >> 16 & 511);
            snprintf(value, sizeof(value), "%0*u", (int)(random >> 8 & 8191), random);
            if (random >> 30 == 0)
                store_delete(txn, random >> 5 & 1, text(key));
            else
                assert_int_equal(store_put(txn, random >> 5 & 1, text(key), text(value)), 0);
        }
        if (commit % 7 == 0)
            store_abort(txn);
        else
            assert_int_equal(store_commit(txn), 0);
        if (commit % 50 == 0) {
            fixture_close(story->fixture);
            if (store_check_folder(story->fixture->path, &hooks, &report) != 0)
                fail_msg("%s", story->damage);
            fixture_open(story->fixture);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORY(test_check__says_which_record_is_damaged__and_leaves_an_open_store_alone),
        WITH_STORY(test_check__of_an_outbox_with_a_gap__says_so__and_it_is_not_restored),
        WITH_STORY(test_check__of_a_store_that_was_written_to_and_fro__finds_nothing),
    };
    return cmocka_run_group_tests_name("check", tests, NULL, NULL);
}
