/* Restores: a restored store begins a history of its own, and nothing else becomes a store, or is overwritten. */
#include "store_story.h"

#include "base/limits.h"

static void test_restore__makes_a_store_with_a_history_of_its_own(void **state)
{
    /* Catches: a restored store that followers and callers take for the one they knew. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    const struct store_restoration *list;
    char path[320];
    uint8_t secret[32];
    write_entries(story->fixture, 1, 20);
    uint64_t former = store_epoch(story->fixture->store);
    memcpy(secret, store_secret(story->fixture->store), sizeof(secret));
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(restore(story, path, story->fresh, &restored), 0);
    assert_int_equal(story->copied, backup.bytes);
    assert_int_equal(restored.report.taken.sequence, 20);
    assert_int_not_equal(restored.epoch, former);
    move_to(story->fixture, story->fresh);
    assert_int_equal(store_epoch(story->fixture->store), restored.epoch);
    assert_memory_not_equal(store_secret(story->fixture->store), secret, sizeof(secret));
    assert_string_equal(store_service(story->fixture->store), "registration");
    assert_int_equal(store_restorations(story->fixture->store, &list), 1);
    assert_int_equal(list[0].former.epoch, former);
    assert_int_equal(list[0].former.sequence, 20);
    assert_int_equal(list[0].former.taken_at_ms, NOW_MS);
    assert_int_equal(list[0].restored_at_ms, NOW_MS + 1000);
    assert_int_equal(look_up(story->fixture, "person 20"), 0);
    write_entries(story->fixture, 21, 1); /* it goes on behind the backup's end */
}

static void test_restore_of_a_restore__remembers_both(void **state)
{
    /* Catches: a history of two restores of which only one can be told. */
    struct story *story = *state;
    const struct store_restoration *list;
    uint64_t epochs[20];
    char path[320], folder[128];
    for (unsigned i = 0; i < LIMIT_RESTORATIONS + 2; i++) {
        struct store_backup backup;
        struct store_restored restored;
        write_entries(story->fixture, i + 1, 1);
        epochs[i] = store_epoch(story->fixture->store);
        back_up(story, NOW_MS + i, &backup);
        path_of(story, &backup, path);
        snprintf(folder, sizeof(folder), "%s%u", story->fresh, i);
        assert_int_equal(restore(story, path, folder, &restored), 0);
        move_to(story->fixture, folder);
        size_t count = store_restorations(story->fixture->store, &list);
        assert_int_equal(count, i + 1 < LIMIT_RESTORATIONS ? i + 1 : LIMIT_RESTORATIONS);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(list[k].former.epoch, epochs[i - k]);
            assert_int_equal(list[k].former.sequence, i - k + 1);
        }
    }
}

static void test_restore__over_a_store__is_refused(void **state)
{
    /* Catches: the only copy that is overwritten with an older one. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    char path[320];
    write_entries(story->fixture, 1, 5);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(restore(story, path, story->fixture->path, &restored), STORE_BUSY);
    write_entries(story->fixture, 6, 1);
    fixture_close(story->fixture);
    assert_int_equal(restore(story, path, story->fixture->path, &restored), STORE_THERE);
    fixture_open(story->fixture);
    assert_int_equal(look_up(story->fixture, "person 6"), 0);
}

static void test_restore__of_what_is_no_backup_of_ours__is_refused_and_leaves_no_store(void **state)
{
    /* Catches: a store of another service, or of a newer program, or of a damaged file. */
    struct story *story = *state;
    struct store_backup backup;
    struct store_restored restored;
    char path[320], text_file[128];
    write_entries(story->fixture, 1, 30);
    back_up(story, NOW_MS, &backup);
    path_of(story, &backup, path);
    assert_int_equal(restore_as(story, path, story->fresh, known + 1, 1, &restored), STORE_OTHER_SERVICE);
    const struct store_known older = {"registration", 0};
    assert_int_equal(restore_as(story, path, story->fresh, &older, 1, &restored), STORE_NEWER);
    snprintf(text_file, sizeof(text_file), "%s/notes.txt", story->fixture->folder);
    FILE *file = fopen(text_file, "we");
    fputs("no backup", file);
    fclose(file);
    assert_int_equal(restore(story, text_file, story->fresh, &restored), STORE_DAMAGED);
    assert_true(restore(story, "/nowhere/at/all.mdb", story->fresh, &restored) < 0);
    assert_int_equal(truncate(path, (off_t)backup.bytes - 1), 0);
    assert_int_equal(restore(story, path, story->fresh, &restored), STORE_DAMAGED);
    assert_int_equal(files_in(story->fresh), 1); /* `lock` alone */
    fixture_close(story->fixture);
    snprintf(story->fixture->path, sizeof(story->fixture->path), "%.70s/fresh", story->fixture->folder);
    fixture_open(story->fixture); /* and a new store may still be made there */
}

static void test_store_of_another_service__is_refused__and_one_that_does_not_say_is_adopted(void **state)
{
    /* Catches: two services that write into one store by a mistake in a setting. */
    struct story *story = *state;
    struct fixture *fixture = story->fixture;
    struct store *store;
    fixture_close(fixture);
    fixture->options.service = "catalogue";
    assert_true(store_open(&store, &fixture->options) < 0);
    assert_trail_has("it is the store of registration, not of catalogue");
    snprintf(fixture->path, sizeof(fixture->path), "%s/older", fixture->folder);
    fixture->options.service = NULL;
    fixture_open(fixture);
    assert_string_equal(store_service(fixture->store), "");
    fixture_close(fixture);
    fixture->options.service = "catalogue";
    const struct store_table stranger[] = {{"names"}};
    struct store_options other = fixture->options;
    other.tables = stranger;
    other.table_count = 1;
    assert_true(store_open(&store, &other) < 0);
    assert_trail_has("a table 'people' that catalogue has not");
    fixture_open(fixture);
    assert_string_equal(store_service(fixture->store), "catalogue");
    fixture_close(fixture);
    fixture->options.service = "registration";
    assert_true(store_open(&store, &fixture->options) < 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_STORY(test_restore__makes_a_store_with_a_history_of_its_own),
        WITH_STORY(test_restore_of_a_restore__remembers_both),
        WITH_STORY(test_restore__over_a_store__is_refused),
        WITH_STORY(test_restore__of_what_is_no_backup_of_ours__is_refused_and_leaves_no_store),
        WITH_STORY(test_store_of_another_service__is_refused__and_one_that_does_not_say_is_adopted),
    };
    return cmocka_run_group_tests_name("restore", tests, NULL, NULL);
}
