/* Onboarding: the figures of a small state, written down by hand; the random ones are in test_model.c. */
#include "counting_reference.h"

enum { STATE = 1, POLICE, RANGE, MEERUT, HAPUR, STATION, HEALTH };

#define DAY 20

static struct model *model;
static struct arena arena;

static void put(uint32_t ordinal, const char *id, uint32_t parent, uint32_t district, size_t strength_count,
                const struct model_strength *strengths)
{
    struct model_organisation organisation = {
        .id = (char *)(uintptr_t)id,
        .parent = parent,
        .name_en = (char *)(uintptr_t)id,
        .name_hi = (char *)(uintptr_t) "संगठन",
        .district_code = district,
        .strengths = (struct model_strength *)(uintptr_t)strengths,
        .strength_count = strength_count,
    };
    assert_int_equal(model_put_organisation(model, ordinal, &organisation), 0);
}

static void count_in(uint64_t number, uint32_t organisation, uint32_t district, enum counted_state state, int32_t day)
{
    struct span span = {.first_day = day, .organisation = organisation, .district_code = district, .state = state};
    assert_int_equal(model_change_official(model, number, COUNTED_APPENDED, &span), 0);
}

static const struct model_strength meerut[] = {{100, (char *)(uintptr_t) "order 1", 5},
                                               {120, (char *)(uintptr_t) "order 2", 15}};
static const struct model_strength hapur[] = {{50, (char *)(uintptr_t) "order 3", 10}};

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 1u << 20);
    model = model_new();
    put(STATE, "up", 0, 0, 0, NULL);
    put(POLICE, "police", STATE, 0, 0, NULL);
    put(RANGE, "meerut-range", POLICE, 0, 0, NULL);
    put(MEERUT, "meerut-police", RANGE, 169, 2, meerut);
    put(HAPUR, "hapur-police", RANGE, 661, 1, hapur);
    put(STATION, "thana", MEERUT, 661, 0, NULL); /* below Meerut, but it works in Hapur */
    put(HEALTH, "health", STATE, 0, 0, NULL);
    const struct district meerut_district = {169, "Meerut", "मेरठ", "Meerut", "मेरठ"};
    assert_int_equal(model_put_district(model, &meerut_district), 0);
    count_in(1, MEERUT, 169, COUNTED_ACTIVE, 3);
    count_in(2, MEERUT, 169, COUNTED_BLOCKED, 3);
    count_in(3, STATION, 661, COUNTED_ACTIVE, 3);
    count_in(4, HAPUR, 661, COUNTED_ACTIVE, 3);
    count_in(5, RANGE, 0, COUNTED_RETIRED, 3);
    count_in(6, HEALTH, 169, COUNTED_ACTIVE, 3);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    model_free(model);
    arena_deinit(&arena);
    return 0;
}

static struct onboarding count(uint32_t root, enum figure_dimension by, int32_t day)
{
    struct onboarding report;
    assert_int_equal(onboarding_count(model, root, by, day, &arena, &report), 0);
    return report;
}

static void test_strength__of_its_own__is_the_newest_declared_by_the_day(void **state)
{
    /* Catches: a strength of tomorrow, or of the day before. */
    (void)state;
    static const struct {
        int32_t day;
        bool declared;
        uint64_t count;
        const char *source;
    } cases[] = {{4, false, 0, ""}, {5, true, 100, "order 1"}, {14, true, 100, "order 1"}, {15, true, 120, "order 2"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct strength strength = count(MEERUT, DIMENSION_NONE, cases[i].day).total.strength;
        assert_int_equal(strength.declared, cases[i].declared);
        assert_int_equal(strength.count, cases[i].count);
        assert_string_equal(strength.source, cases[i].source);
    }
}

static void test_strength__without_one__is_the_sum_only_where_all_below_have_one(void **state)
{
    /* Catches: a share of half a strength; the sum that hides who has not declared. */
    (void)state;
    assert_false(count(RANGE, DIMENSION_NONE, 9).total.strength.declared); /* Hapur has none yet */
    struct strength sum = count(RANGE, DIMENSION_NONE, 10).total.strength;
    assert_true(sum.declared);
    assert_int_equal(sum.count, 150);
    assert_string_equal(sum.source, "");
    assert_int_equal(sum.declared_on, 5); /* the oldest */
    assert_int_equal(count(RANGE, DIMENSION_NONE, DAY).total.strength.count, 170);
    assert_int_equal(count(POLICE, DIMENSION_NONE, DAY).total.strength.count, 170);
    assert_false(count(STATE, DIMENSION_NONE, DAY).total.strength.declared); /* health has none */
    assert_false(count(HEALTH, DIMENSION_NONE, DAY).total.strength.declared);
    static const struct model_strength own[] = {{7, (char *)(uintptr_t) "order 4", 1}};
    put(RANGE, "meerut-range", POLICE, 0, 1, own); /* its own declaration goes before any sum */
    sum = count(RANGE, DIMENSION_NONE, DAY).total.strength;
    assert_int_equal(sum.count, 7);
    assert_string_equal(sum.source, "order 4");
}

static void test_rows_by_organisation__are_children_in_order__and_the_organisations_own(void **state)
{
    /* Catches: officials of a grandchild in no row, or the organisation's own in a child's. */
    (void)state;
    struct onboarding report = count(RANGE, DIMENSION_ORGANISATION, DAY);
    assert_int_equal(report.row_count, 3);
    assert_string_equal(report.rows[0].code, "");
    assert_int_equal(report.rows[0].retired, 1);
    assert_string_equal(report.rows[1].code, "meerut-police");
    assert_string_equal(report.rows[1].name_hi, "संगठन");
    assert_int_equal(report.rows[1].onboarded, 2);
    assert_int_equal(report.rows[1].blocked, 1);
    assert_int_equal(report.rows[1].strength.count, 120);
    assert_string_equal(report.rows[2].code, "hapur-police");
    assert_int_equal(report.rows[2].onboarded, 1);
    assert_int_equal(report.total.onboarded, 3);
    assert_string_equal(report.total.code, "meerut-range");
    assert_int_equal(count(STATION, DIMENSION_ORGANISATION, DAY).row_count, 1); /* itself */
    assert_int_equal(count(RANGE, DIMENSION_ORGANISATION, 2).row_count, 2);     /* nobody of its own yet */
}

static void test_rows_by_district__are_where_the_officials_work(void **state)
{
    /* Catches: a district's strength counted twice for a station below, officials by the office of their superior. */
    (void)state;
    struct onboarding report = count(POLICE, DIMENSION_DISTRICT, DAY);
    assert_int_equal(report.row_count, 3);
    assert_string_equal(report.rows[0].code, "");
    assert_int_equal(report.rows[0].retired, 1);
    assert_string_equal(report.rows[1].code, "169");
    assert_string_equal(report.rows[1].name_en, "Meerut");
    assert_string_equal(report.rows[1].name_hi, "मेरठ");
    assert_int_equal(report.rows[1].onboarded, 1);
    assert_int_equal(report.rows[1].strength.count, 120);
    assert_string_equal(report.rows[2].code, "661");
    assert_string_equal(report.rows[2].name_en, "661"); /* nobody told its name */
    assert_int_equal(report.rows[2].onboarded, 2);      /* Hapur's own and the station's */
    assert_int_equal(report.rows[2].strength.count, 50);
    report = count(HEALTH, DIMENSION_DISTRICT, DAY);
    assert_int_equal(report.row_count, 1);
    assert_string_equal(report.rows[0].code, "169");
    assert_false(report.rows[0].strength.declared);
    report = count(RANGE, DIMENSION_DISTRICT, 2); /* nobody is there, but somebody is to be */
    assert_int_equal(report.row_count, 2);
}

static void test_share__is_rounded_down__and_nothing_of_nothing_is_nothing(void **state)
{
    /* Catches: 100 per cent before everybody is there; a division by zero. */
    (void)state;
    static const struct {
        uint64_t onboarded, strength;
        uint32_t share;
    } cases[] = {{0, 0, 0},
                 {5, 0, 0},
                 {0, 7, 0},
                 {1, 3, 3333},
                 {2, 3, 6666},
                 {3, 3, 10000},
                 {9999, 10000, 9999},
                 {99999, 100000, 9999},
                 {4783, 5000, 9566},
                 {6, 3, 20000},
                 {14000000, 100000000, 1400},
                 {14000000, 1, UINT32_MAX}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(onboarding_share(cases[i].onboarded, cases[i].strength), cases[i].share);
}

#define WITH_MODEL(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_MODEL(test_strength__of_its_own__is_the_newest_declared_by_the_day),
        WITH_MODEL(test_strength__without_one__is_the_sum_only_where_all_below_have_one),
        WITH_MODEL(test_rows_by_organisation__are_children_in_order__and_the_organisations_own),
        WITH_MODEL(test_rows_by_district__are_where_the_officials_work),
        cmocka_unit_test(test_share__is_rounded_down__and_nothing_of_nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
