/*
 * Reporting follows registration: what the feed says is in the store and in memory, the same in both, once, and of one
 * generation at a time.
 */
#include "figures_reference.h"
#include "reporting_office.h"

static struct world world;

static void send_tree(struct office *office)
{
    for (uint32_t i = 1; i <= world.organisation_count; i++)
        office_organisation(office, world.organisations[i].id,
                            world.organisations[i].parent ? world.organisations[world.organisations[i].parent].id : "",
                            world.organisations[i].district, 1, world.organisations[i].strength_count,
                            world.organisations[i].strengths);
    for (uint32_t district = 101; district <= 100 + WORLD_DISTRICTS; district++) {
        char code[16];
        snprintf(code, sizeof code, "%u", district);
        office_district(office, code, "District", world_division(district));
    }
    assert_true(office_page(office));
}

/* Random questions, of the world as it is now. */
static void assert_questions(const struct model *model)
{
    static struct random_query random;
    for (int i = 0; i < 40; i++) {
        random_question(&world, model, &random);
        assert_figures(&world, &random.query);
    }
}

static void assert_memory_and_store(struct office *office)
{
    struct model *loaded;
    assert_int_equal(reporting_load(&office->reporting, office->reporting.generation, &loaded), 0);
    assert_reports(&world, office->reporting.model);
    assert_reports(&world, loaded);
    model_free(loaded);
}

/* A random change in the feed and in the world. */
static void send_change(struct office *office, bool also_world)
{
    size_t official = world_below(WORLD_OFFICIALS);
    struct span span = world_random_span(&world);
    uint64_t version = world.officials[official].version + 1 - (world_below(4) == 0);
    if (version == 0)
        version = 1;
    office_official(office, world_number(official), version, world.organisations[span.organisation].id, &span);
    if (also_world)
        world_change(&world, official, version, &span);
}

static void test_pages__of_random_histories__are_the_same_in_memory_and_store(void **state)
{
    /* Catches: a change that is applied in one of the two alone, or in another order; figures of a restart that differ.
     */
    struct office *office = *state;
    world_grow(&world, 2076);
    send_tree(office);
    for (int page = 0; page < 40; page++) {
        for (uint32_t i = world_below(30); i > 0; i--)
            send_change(office, true);
        assert_true(office_page(office));
    }
    assert_memory_and_store(office);
    struct model *loaded;
    assert_int_equal(reporting_load(&office->reporting, 1, &loaded), 0);
    assert_questions(office->reporting.model);
    assert_questions(loaded);
    model_free(loaded);
    assert_int_equal(office->reporting.model->organisation_count, world.organisation_count);
}

static void test_page__that_comes_twice__changes_nothing(void **state)
{
    /* Catches: versions that are not looked at: a hand-over would count somebody twice. */
    struct office *office = *state;
    world_grow(&world, 11);
    send_tree(office);
    for (int i = 0; i < 100; i++)
        send_change(office, true);
    struct call *call = office_commit(office);
    reporting_follower_hooks.applied(&office->reporting, 1, call);
    call_free(call);
    uint32_t rows = office->reporting.model->row_count;
    assert_true(office_page(office)); /* the same events once more */
    assert_int_equal(office->reporting.model->row_count, rows);
    assert_memory_and_store(office);
}

static void test_page__with_an_event_that_cannot_be_read__leaves_nothing(void **state)
{
    /* Catches: half a page in the store, or organisations that only the writer's tree has. */
    struct office *office = *state;
    static const struct span span = {.first_day = 1, .state = COUNTED_ACTIVE};
    world_grow(&world, 11);
    send_tree(office);
    office_organisation(office, "new", "organisation-1", 0, 1, 0, NULL);
    send_change(office, false);
    office_official(office, world_number(3), 1, "new", &span);
    office_bytes(office, "\xff\xff\xff", 3);
    assert_false(office_page(office));
    assert_memory_and_store(office);
    office_official(office, world_number(3), 1, "new", &span);
    assert_false(office_page(office)); /* nobody created it */
    send_change(office, true);
    assert_true(office_page(office));
    assert_memory_and_store(office);
}

static void test_event__about_an_organisation_that_is_not_there__is_not_swallowed(void **state)
{
    /* Catches: an official who is counted nowhere; a node without its superior that becomes another top of the tree. */
    struct office *office = *state;
    static const struct span span = {.first_day = 1, .state = COUNTED_ACTIVE};
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    assert_true(office_page(office));
    office_official(office, world_number(1), 1, "police", &span);
    assert_false(office_page(office));
    office_organisation(office, "meerut-range", "police", 0, 1, 0, NULL);
    assert_false(office_page(office));
    office_organisation(office, "police", "up", 0, 1, 0, NULL);
    office_organisation(office, "meerut-range", "police", 0, 1, 0, NULL);
    office_official(office, world_number(1), 1, "meerut-range", &span);
    assert_true(office_page(office)); /* all in one page, in order */
    assert_int_equal(office->reporting.model->organisation_count, 3);
}

static void test_organisation__updated__has_its_newest_strengths_and_no_older_ones(void **state)
{
    /* Catches: an old version that comes late and wins; an update that is a second node. */
    struct office *office = *state;
    static const struct model_strength strengths[] = {{10, TEXT("order 1"), 0}, {20, TEXT("order 2"), 5}};
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    office_organisation(office, "up", "", 0, 3, 2, strengths);
    office_organisation(office, "up", "", 0, 2, 1, strengths);
    assert_true(office_page(office));
    office_organisation(office, "up", "", 0, 2, 1, strengths);
    assert_true(office_page(office));
    struct model *loaded;
    assert_int_equal(reporting_load(&office->reporting, 1, &loaded), 0);
    const struct model *models[] = {office->reporting.model, loaded};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(models[i]->organisation_count, 1);
        assert_int_equal(models[i]->organisations[0].version, 3);
        assert_int_equal(models[i]->organisations[0].strength_count, 2);
        assert_string_equal(models[i]->organisations[0].strengths[1].source, "order 2");
    }
    model_free(loaded);
}

static void test_events__that_are_not_counted__change_nothing(void **state)
{
    /* Catches: a follower that stops at an event which is younger than it. */
    struct office *office = *state;
    R(Event) event = KARMAYOGI__REGISTRATION__V1__EVENT__INIT;
    R(ContactRevealed) revealed = KARMAYOGI__REGISTRATION__V1__CONTACT_REVEALED__INIT;
    R(MasterEntriesPut) put = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRIES_PUT__INIT;
    office_event(office, &event);
    event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_CONTACT_REVEALED;
    event.contact_revealed = &revealed;
    office_event(office, &event);
    put.list = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
    event.kind_case = KARMAYOGI__REGISTRATION__V1__EVENT__KIND_MASTER_ENTRIES_PUT;
    event.master_entries_put = &put;
    office_event(office, &event);
    office_bytes(office, "\xfa\x7f\x01x", 4); /* field 2047 */
    assert_true(office_page(office));
    assert_int_equal(office->reporting.model->row_count, 0);
    office_district(office, "169", "Meerut", "मेरठ");
    assert_true(office_page(office));
    office_district(office, "169", "Meerut City", "मेरठ");
    assert_true(office_page(office));
    assert_int_equal(office->reporting.model->district_count, 1);
    assert_string_equal(office->reporting.model->districts[0].name_en, "Meerut City");
}

static void test_generation__that_is_built__does_not_touch_the_one_that_answers(void **state)
{
    /* Catches: two feeds in one model; a switch that loses what was built, a drop that takes too much. */
    struct office *office = *state;
    static struct world old_world;
    world_grow(&world, 5);
    send_tree(office);
    for (int i = 0; i < 60; i++)
        send_change(office, true);
    assert_true(office_page(office));
    old_world = world;
    reporting_follower_hooks.begun(&office->reporting, 2);
    office->generation = 2;
    world_grow(&world, 8);
    send_tree(office);
    for (int i = 0; i < 80; i++)
        send_change(office, true);
    assert_true(office_page(office));
    struct world new_world = world;
    world = old_world;
    assert_memory_and_store(office);
    world = new_world;
    reporting_follower_hooks.switched(&office->reporting, 2);
    assert_false(office->reporting.out_of_step);
    assert_int_equal(office->reporting.generation, 2);
    assert_null(office->reporting.next);
    assert_memory_and_store(office);
    struct batch batch = {0};
    long dropped, all = 0;
    do {
        assert_int_equal(store_begin_write(office->reporting.store, &batch.txn), 0);
        dropped = reporting_follower_hooks.drop(&office->reporting, &batch, 1, 7);
        assert_int_equal(store_commit(batch.txn), 0);
        assert_in_range(dropped, 0, 7);
        all += dropped;
    } while (dropped == 7);
    assert_true(all > (long)old_world.organisation_count);
    struct model *left;
    assert_int_equal(reporting_load(&office->reporting, 1, &left), 0);
    assert_int_equal(left->organisation_count + left->row_count + left->district_count, 0);
    model_free(left);
    assert_memory_and_store(office);
    send_change(office, true); /* and it is followed on */
    assert_true(office_page(office));
    assert_memory_and_store(office);
}

#define CHANGES 3000 /* about half a page of 1 MiB, and twelve times what an official has spans for */

/* Of one official who is blocked on every second day, the last one included. */
static void assert_blocked_now_and_then(const struct model *model)
{
    struct onboarding report;
    struct arena arena;
    arena_init(&arena, 1u << 20);
    for (int32_t day = 0; day < CHANGES; day++) {
        bool blocked = day % 2 == 1 || day >= COUNTED_SPANS; /* from the last span on, as today */
        arena_reset(&arena);
        assert_int_equal(onboarding_count(model, 1, DIMENSION_NONE, day, &arena, &report), 0);
        assert_int_equal(report.total.blocked, blocked);
        assert_int_equal(report.total.onboarded, !blocked);
    }
    arena_deinit(&arena);
}

static void test_official__who_changes_every_day__fits_a_page(void **state)
{
    /* Catches: memory that a page needs for every change of one official, so that reporting never gets past it. */
    struct office *office = *state;
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    for (int32_t day = 0; day < CHANGES; day++) {
        struct span span = {.first_day = day, .state = day % 2 ? COUNTED_BLOCKED : COUNTED_ACTIVE};
        office_official(office, world_number(1), (uint64_t)day + 1, "up", &span);
    }
    assert_true(office_page(office));
    struct model *loaded;
    assert_int_equal(reporting_load(&office->reporting, 1, &loaded), 0);
    assert_blocked_now_and_then(office->reporting.model);
    assert_blocked_now_and_then(loaded);
    model_free(loaded);
}

static void test_memory__that_cannot_follow__says_so(void **state)
{
    /* Catches: figures of a model that missed a page, or of one that was never built. */
    struct office *office = *state;
    world_grow(&world, 5);
    send_tree(office);
    office->generation = 9; /* nobody began it */
    office_organisation(office, "up", "", 0, 1, 0, NULL);
    office_follow(office, office_commit(office));
    assert_true(office->reporting.out_of_step);
    office->reporting.out_of_step = false;
    reporting_follower_hooks.switched(&office->reporting, 9);
    assert_true(office->reporting.out_of_step);
}

#define WITH_OFFICE(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_OFFICE(test_pages__of_random_histories__are_the_same_in_memory_and_store),
        WITH_OFFICE(test_page__that_comes_twice__changes_nothing),
        WITH_OFFICE(test_page__with_an_event_that_cannot_be_read__leaves_nothing),
        WITH_OFFICE(test_event__about_an_organisation_that_is_not_there__is_not_swallowed),
        WITH_OFFICE(test_organisation__updated__has_its_newest_strengths_and_no_older_ones),
        WITH_OFFICE(test_events__that_are_not_counted__change_nothing),
        WITH_OFFICE(test_generation__that_is_built__does_not_touch_the_one_that_answers),
        WITH_OFFICE(test_official__who_changes_every_day__fits_a_page),
        WITH_OFFICE(test_memory__that_cannot_follow__says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
