/*
 * Registration follows the catalogue: what its feed says of a course is kept, by version, of one generation at a time,
 * and is no part of registration's own history.
 */
#include "registration_feed.h"
#include "store/schemas.h"

#include <unistd.h>

#define DRAFT   KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_DRAFT
#define LIVE    KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_LIVE
#define RETIRED KARMAYOGI__CATALOGUE__V1__LIFE_STATE__LIFE_STATE_RETIRED

static const struct told_course first_draft = {.id = "rti",
                                               .version = 1,
                                               .state = DRAFT,
                                               .minutes = 90,
                                               .title = "Right to Information",
                                               .modules = "intro !quiz"};
static const struct told_course first_edition = {.id = "rti",
                                                 .version = 4,
                                                 .state = LIVE,
                                                 .edition = 1,
                                                 .minutes = 95,
                                                 .title = "Right to Information",
                                                 .modules = "intro !quiz ?more",
                                                 .live_year = 2024};
static const char kept_edition[] =
    "live 4/1 95' assessed en:Right to Information in en intro:10 !quiz:20 ?more:30 2024 2024 0";

static void test_course__told_of__is_kept_and_leaves_no_entry(void **state)
{
    /* Catches: a page of somebody else's feed in registration's own history; a draft that is taken for nothing. */
    struct feed_desk *feed = *state;
    uint64_t head = desk_head(feed->desk);
    assert_string_equal(feed_kept(feed, 1, "rti"), "nothing");
    feed_course(feed, &first_draft);
    assert_true(feed_page(feed));
    assert_string_equal(feed_kept(feed, 1, "rti"),
                        "draft 1/0 90' assessed en:Right to Information in en intro:10 !quiz:20 0 0 0");
    feed_course(feed, &first_edition);
    assert_true(feed_page(feed));
    assert_string_equal(feed_kept(feed, 1, "rti"), kept_edition);
    assert_int_equal(desk_head(feed->desk), head);
    desk_register(feed->desk, "Sita Devi", "9876543210", "", "");
    assert_int_equal(desk_head(feed->desk), head + 1);
    desk_reopen(feed->desk);
    assert_string_equal(feed_kept(feed, 1, "rti"), kept_edition);
}

static void test_assessment__as_a_whole__is_one_without_modules(void **state)
{
    /* Catches: an assessment that counts as completed without having been passed. */
    struct feed_desk *feed = *state;
    struct told_course told = first_draft;
    told.modules = "";
    told.kind = KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_STANDALONE_ASSESSMENT;
    feed_course(feed, &told);
    told.id = "plain";
    told.kind = KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_EVENT;
    feed_course(feed, &told);
    assert_true(feed_page(feed));
    assert_string_equal(feed_kept(feed, 1, "rti"), "draft 1/0 90' assessed en:Right to Information in en 0 0 0");
    assert_string_equal(feed_kept(feed, 1, "plain"), "draft 1/0 90' plain en:Right to Information in en 0 0 0");
}

static void test_page__that_comes_twice_or_late__changes_nothing(void **state)
{
    /* Catches: an older state that wins because it came last. */
    struct feed_desk *feed = *state;
    for (int times = 0; times < 2; times++) {
        feed_course(feed, &first_draft);
        feed_course(feed, &first_edition);
        feed_course(feed, &first_draft);
        assert_true(feed_page(feed));
        assert_string_equal(feed_kept(feed, 1, "rti"), kept_edition);
    }
}

static void test_module__that_an_edition_dropped__is_remembered_as_former(void **state)
{
    /* Catches: progress refused because it names what the course once had; a former module that counts for minutes; one
     * that came back and is former still. */
    struct feed_desk *feed = *state;
    struct told_course told = first_edition;
    feed_course(feed, &told);
    told.version = 8;
    told.edition = 2;
    told.modules = "intro case";
    feed_course(feed, &told);
    assert_true(feed_page(feed));
    assert_string_equal(feed_kept(feed, 1, "rti"), "live 8/2 95' plain en:Right to Information in en intro:10 case:20 "
                                                   "-!quiz:20 -?more:30 2024 2024 0");
    told.version = 9;
    told.state = RETIRED;
    told.retired_year = 2026;
    told.modules = "quiz intro";
    feed_course(feed, &told);
    assert_true(feed_page(feed));
    assert_string_equal(feed_kept(feed, 1, "rti"), "retired 9/2 95' plain en:Right to Information in en quiz:10 "
                                                   "intro:20 -case:20 -?more:30 2024 2024 2026");
}

static void test_modules__of_very_many_editions__stay_within_bounds(void **state)
{
    /* Catches: a record that grows with every edition; present modules that former ones push out. */
    struct feed_desk *feed = *state;
    struct told_course told = first_edition;
    char ids[512];
    for (unsigned edition = 1; edition <= 20; edition++) {
        ids[0] = '\0';
        for (unsigned i = 0; i < 32; i++)
            snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "e%u-%u ", edition, i);
        told.version = 4 + edition;
        told.edition = edition;
        told.modules = ids;
        feed_course(feed, &told);
        assert_true(feed_page(feed));
    }
    struct store_txn *txn;
    struct course course;
    assert_int_equal(store_begin_read(feed->desk->registration->store, &txn), 0);
    assert_int_equal(stored_course_get(txn, 1, "rti", &feed->arena, &course), 0);
    store_abort(txn);
    assert_int_equal(course.module_count, COURSE_MODULES);
    assert_string_equal(course.modules[0].id, "e20-0");
    assert_false(course.modules[31].is_former);
    assert_string_equal(course.modules[32].id, "e19-0");
    assert_true(course.modules[32].is_former);
    assert_non_null(course_find_module(&course, "e13-31"));
    assert_null(course_find_module(&course, "e12-0"));
}

static void test_events__about_something_else__are_passed_over(void **state)
{
    /* Catches: a follower that stops at an event which is younger than it, or not about a course. */
    struct feed_desk *feed = *state;
    CAT(Event) event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    CAT(MasterEntriesPut) put = KARMAYOGI__CATALOGUE__V1__MASTER_ENTRIES_PUT__INIT;
    CAT(PlanCreated) plan = KARMAYOGI__CATALOGUE__V1__PLAN_CREATED__INIT;
    feed_message(feed, &event);
    event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_MASTER_ENTRIES_PUT;
    event.master_entries_put = &put;
    feed_message(feed, &event);
    event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_PLAN_CREATED;
    event.plan_created = &plan;
    feed_message(feed, &event);
    feed_bytes(feed, "\xfa\x7f\x01x", 4); /* field 2047 */
    assert_true(feed_page(feed));
    assert_int_equal(feed_count(feed), 0);
}

static void test_page__with_an_event_that_cannot_be__leaves_nothing(void **state)
{
    /* Catches: half a page that is kept; a course without what decisions need. */
    struct feed_desk *feed = *state;
    static const struct told_course wrong[] = {
        {.id = "", .version = 1, .state = DRAFT},
        {.id = "rti", .version = 0, .state = DRAFT},
        {.id = "rti", .version = 1, .state = 0},
        {.id = "rti", .version = 1, .state = 9},
        {.id = "rti", .version = 1, .state = LIVE, .live_year = 99999},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        feed_course(feed, &first_edition);
        feed_course(feed, &wrong[i]);
        assert_false(feed_page(feed));
        assert_int_equal(feed_count(feed), 0);
    }
    feed_course(feed, &first_edition);
    feed_bytes(feed, "\xff\xff\xff", 3);
    assert_false(feed_page(feed));
    CAT(Event) event = KARMAYOGI__CATALOGUE__V1__EVENT__INIT;
    CAT(CourseUpdated) updated = KARMAYOGI__CATALOGUE__V1__COURSE_UPDATED__INIT;
    event.kind_case = KARMAYOGI__CATALOGUE__V1__EVENT__KIND_COURSE_UPDATED;
    event.course_updated = &updated; /* without a course */
    feed_message(feed, &event);
    assert_false(feed_page(feed));
    assert_int_equal(feed_count(feed), 0);
}

static void test_generation__that_is_built__does_not_touch_the_one_that_answers(void **state)
{
    /* Catches: two catalogues in one; a course of the former one that is there still; a drop that takes too much. */
    struct feed_desk *feed = *state;
    struct registration *registration = feed->desk->registration;
    struct told_course told = first_edition;
    static const char *const ids[] = {"rti", "posh", "ethics", "fire", "floods"};
    for (size_t i = 0; i < 5; i++) {
        told.id = ids[i];
        feed_course(feed, &told);
    }
    assert_true(feed_page(feed));
    registration_follower_hooks.begun(registration, 2);
    feed->generation = 2;
    feed_course(feed, &first_draft);
    assert_true(feed_page(feed));
    assert_int_equal(atomic_load(&registration->course_generation), 1);
    assert_string_equal(feed_kept(feed, 1, "rti"), kept_edition);
    registration_follower_hooks.switched(registration, 2);
    assert_int_equal(atomic_load(&registration->course_generation), 2);
    struct batch batch = {0};
    long dropped, all = 0;
    do {
        assert_int_equal(store_begin_write(registration->store, &batch.txn), 0);
        dropped = registration_follower_hooks.drop(registration, &batch, 1, 2);
        assert_int_equal(store_commit(batch.txn), 0);
        assert_in_range(dropped, 0, 2);
        all += dropped;
    } while (dropped == 2);
    assert_int_equal(all, 5);
    assert_int_equal(feed_count(feed), 1);
    assert_string_equal(feed_kept(feed, 1, "rti"), "nothing");
    assert_string_equal(feed_kept(feed, 2, "rti"),
                        "draft 1/0 90' assessed en:Right to Information in en intro:10 !quiz:20 0 0 0");
}

/* The tables of schema 1, in their order. */
static const struct store_table first_tables[] = {
    {"persons"},  {"posts"},          {"posts_of"}, {"organisations"}, {"organisation_ids"},
    {"children"}, {"master_entries"}, {"imports"},  {"import_chunks"},
};

static void test_store__of_schema_1__opens_and_keeps_what_it_has(void **state)
{
    /* Catches: a store of the first release that the second cannot open, or that loses its identity in it. */
    struct feed_desk *feed = *state;
    char folder[SCRATCH_BYTES], copy[SCRATCH_BYTES + 32];
    assert_non_null(scratch_make(folder));
    const struct store_options first = {
        .path = folder, .tables = first_tables, .table_count = sizeof first_tables / sizeof *first_tables, .schema = 1};
    const struct organisation up = {.number = 1, .id = "up", .kind = "state", .name_en = "Uttar Pradesh", .version = 1};
    struct store *store;
    struct store_txn *txn;
    assert_int_equal(store_open(&store, &first), 0);
    uint64_t epoch = store_epoch(store);
    assert_int_equal(store_begin_write(store, &txn), 0);
    assert_int_equal(stored_organisation_put(txn, &up, &feed->arena), 0);
    assert_int_equal(store_commit(txn), 0);
    store_close(store);

    struct registration *registration;
    for (int times = 0; times < 2; times++) {
        assert_int_equal(registration_new(&registration, folder), 0);
        assert_int_equal(store_epoch(registration->store), epoch);
        assert_non_null(organisations_id(registration->organisations, "up"));
        struct course course = {.id = "rti", .version = 1, .state = COURSE_DRAFT};
        course.live_from = course.edition_from = course.retired_on = DATE_NONE;
        assert_int_equal(store_begin_write(registration->store, &txn), 0);
        assert_int_equal(stored_course_get(txn, 1, "rti", &feed->arena, &course), times ? 0 : STORE_NOT_FOUND);
        assert_int_equal(stored_course_put(txn, 1, &course, &feed->arena), 0);
        assert_int_equal(store_commit(txn), 0);
        registration_free(registration);
    }
    snprintf(copy, sizeof copy, "%s/before-schema-%d.mdb", folder, SCHEMA_REGISTRATION);
    assert_int_equal(access(copy, F_OK), 0);
    assert_int_equal(store_open(&store, &first), STORE_NEWER); /* and there is no way back but the copy */
    scratch_remove(folder);
}

#define WITH_FEED(test) cmocka_unit_test_setup_teardown(test, feed_setup, feed_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_FEED(test_course__told_of__is_kept_and_leaves_no_entry),
        WITH_FEED(test_assessment__as_a_whole__is_one_without_modules),
        WITH_FEED(test_page__that_comes_twice_or_late__changes_nothing),
        WITH_FEED(test_module__that_an_edition_dropped__is_remembered_as_former),
        WITH_FEED(test_modules__of_very_many_editions__stay_within_bounds),
        WITH_FEED(test_events__about_something_else__are_passed_over),
        WITH_FEED(test_page__with_an_event_that_cannot_be__leaves_nothing),
        WITH_FEED(test_generation__that_is_built__does_not_touch_the_one_that_answers),
        WITH_FEED(test_store__of_schema_1__opens_and_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
