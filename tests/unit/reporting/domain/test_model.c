/*
 * The model in memory: followed change by change or loaded from the records, it counts the same; and both count what a
 * slow count over every official and day says.
 */
#include "counting_reference.h"

#define HISTORIES 60
#define CHANGES   400

static struct world world;

/* One random change, mostly small ones of somebody known: old versions and repetitions among them. */
static void change(struct model *model)
{
    size_t official = world_below(WORLD_OFFICIALS);
    struct counted *counted = &world.counted[official];
    struct span span = world_random_span(&world);
    if (counted->span_count > 0 && world_below(2)) {
        int32_t day = span.first_day;
        span = counted->spans[counted->span_count - 1];
        span.first_day = day;
        world_vary(&span);
    }
    uint64_t version = counted->version + world_below(3);
    world_change(&world, official, version, &span);
    enum counted_outcome outcome = counted_apply(counted, version, &span);
    struct span newest = counted->span_count ? counted->spans[counted->span_count - 1] : span;
    assert_int_equal(model_change_official(model, counted->number, outcome, &newest), 0);
}

static void test_model__followed_or_loaded__counts_what_the_slow_count_says(void **state)
{
    /* Catches: a span that ends on the wrong day, an official counted twice or not at all, a load that is not what was
     * followed. */
    (void)state;
    for (unsigned seed = 1; seed <= HISTORIES; seed++) {
        world_grow(&world, seed);
        struct model *followed = world_model(&world);
        for (int i = 0; i < CHANGES; i++)
            change(followed);
        struct model *loaded = world_model(&world);
        for (size_t i = WORLD_OFFICIALS; i-- > 0;)
            assert_int_equal(model_load_official(loaded, &world.counted[i]), 0);
        assert_int_equal(followed->row_count, loaded->row_count);
        assert_reports(&world, followed);
        assert_reports(&world, loaded);
        for (int i = 0; i < 50; i++) /* a loaded model is followed on */
            change(loaded);
        assert_reports(&world, loaded);
        model_free(followed);
        model_free(loaded);
    }
}

static struct model_organisation organisation(char *id, uint32_t parent)
{
    return (struct model_organisation){.id = id, .parent = parent, .name_en = id, .name_hi = id};
}

static void test_organisations__thousands_of_them__are_found_by_their_ids(void **state)
{
    /* Catches: an index that loses ids when it grows, or an id found for a prefix. */
    (void)state;
    struct model *model = model_new();
    assert_int_equal(model_find(model, "o-1"), 0);
    for (uint32_t i = 1; i <= 5000; i++) {
        char id[16];
        snprintf(id, sizeof id, "o-%u", i);
        struct model_organisation one = organisation(id, i == 1 ? 0 : i / 2); /* ids are copied */
        assert_int_equal(model_put_organisation(model, i, &one), 0);
    }
    for (uint32_t i = 1; i <= 5000; i++) {
        char id[16];
        snprintf(id, sizeof id, "o-%u", i);
        assert_int_equal(model_find(model, id), i);
    }
    assert_int_equal(model_find(model, "o-5001"), 0);
    assert_int_equal(model_find(model, "o-"), 0);
    assert_int_equal(model_find(model, ""), 0);
    model_free(model);
    model_free(NULL);
}

static void test_organisation__put_again__has_its_new_names_and_strengths(void **state)
{
    /* Catches: an update that adds a node, or keeps what it replaced. */
    (void)state;
    struct model *model = model_new();
    struct model_organisation one = organisation((char *)(uintptr_t) "up", 0);
    assert_int_equal(model_put_organisation(model, 1, &one), 0);
    struct model_strength strengths[] = {{10, (char *)(uintptr_t) "an order", 5}};
    one.name_en = (char *)(uintptr_t) "Uttar Pradesh";
    one.strengths = strengths;
    one.strength_count = 1;
    one.version = 2;
    assert_int_equal(model_put_organisation(model, 1, &one), 0);
    strengths[0].count = 99; /* copied */
    assert_int_equal(model->organisation_count, 1);
    assert_string_equal(model->organisations[0].name_en, "Uttar Pradesh");
    assert_int_equal(model->organisations[0].version, 2);
    assert_int_equal(model->organisations[0].strengths[0].count, 10);
    assert_int_equal(model_find(model, "up"), 1);
    model_free(model);
}

static void test_officials__many_of_them__each_have_one_newest_row(void **state)
{
    /* Catches: an index of officials that loses somebody when it grows: his second span would not end his first. */
    (void)state;
    struct model *model = model_new();
    struct model_organisation one = organisation((char *)(uintptr_t) "up", 0);
    assert_int_equal(model_put_organisation(model, 1, &one), 0);
    for (uint32_t step = 0; step < 2; step++)
        for (uint64_t number = 1; number <= 20000; number++) {
            struct span span = {.first_day = (int32_t)(10 * step), .organisation = 1, .state = COUNTED_ACTIVE + step};
            assert_int_equal(model_change_official(model, number, COUNTED_APPENDED, &span), 0);
        }
    struct onboarding report;
    struct arena arena;
    arena_init(&arena, 1u << 20);
    assert_int_equal(onboarding_count(model, 1, DIMENSION_NONE, 9, &arena, &report), 0);
    assert_int_equal(report.total.onboarded, 20000);
    assert_int_equal(report.total.blocked, 0);
    assert_int_equal(onboarding_count(model, 1, DIMENSION_NONE, 10, &arena, &report), 0);
    assert_int_equal(report.total.onboarded, 0);
    assert_int_equal(report.total.blocked, 20000);
    arena_deinit(&arena);
    model_free(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_model__followed_or_loaded__counts_what_the_slow_count_says),
        cmocka_unit_test(test_organisations__thousands_of_them__are_found_by_their_ids),
        cmocka_unit_test(test_organisation__put_again__has_its_new_names_and_strengths),
        cmocka_unit_test(test_officials__many_of_them__each_have_one_newest_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
