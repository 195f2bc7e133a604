/* The tree of organisations and what may be done to it. */
#include "domain_fixture.h"

/* A node that may be created: the police of Hapur. */
static struct organisation hapur(void)
{
    return (struct organisation){.id = "hapur-police",
                                 .parent_id = "meerut-range",
                                 .kind = "district-unit",
                                 .name_en = "Hapur  Police",
                                 .name_hi = "हापुड़ पुलिस",
                                 .district_code = 661,
                                 .established_on = DATE_NONE,
                                 .strengths = {{2076, "GO 12/2026", DATE_NONE}},
                                 .strength_count = 1};
}

static struct organisation created;
static struct finding finding;

static int create(struct house *house, const struct organisation *wanted)
{
    return (int)organisation_create(house->tree, house->lists, wanted, house->context.today, &house->arena, &created,
                                    &finding);
}

static void test_organisation__created__has_its_place_and_department(void **state)
{
    /* Catches a node counted in another department, and days left empty. */
    struct house *house = *state;
    struct organisation wanted = hapur();
    assert_int_equal(create(house, &wanted), ORGANISATION_CREATE);
    assert_int_equal(finding.reason, REASON_NONE);
    assert_int_equal(created.number, 6);
    assert_int_equal(created.parent_number, 3);
    assert_int_equal(created.department_number, 1);
    assert_int_equal(created.depth, 4);
    assert_true(created.version == 1);
    assert_string_equal(created.name_en, "Hapur Police");
    assert_int_equal(created.established_on, house->context.today);
    assert_int_equal(created.strengths[0].declared_on, house->context.today);
    assert_int_equal(organisations_id(house->tree, "health")->department_number, 2);
    assert_int_equal(organisations_id(house->tree, "up")->department_number, 0);
    struct organisation department = hapur();
    department.id = "energy";
    department.parent_id = "up";
    department.kind = "department";
    assert_int_equal(create(house, &department), ORGANISATION_CREATE);
    assert_int_equal(created.department_number, 3);
}

static void test_organisation__created_again__is_the_same_or_refused(void **state)
{
    /* Catches a repeated request that fails, and another node under a taken id that passes. */
    struct house *house = *state;
    struct organisation wanted = hapur();
    assert_int_equal(create(house, &wanted), ORGANISATION_CREATE);
    assert_int_equal(organisations_put(house->tree, &created), 0);
    assert_int_equal(create(house, &wanted), ORGANISATION_SAME_THERE);
    assert_int_equal(created.number, 6);
    struct organisation others[7];
    for (size_t i = 0; i < 7; i++)
        others[i] = hapur();
    others[0].name_en = "Hapur";
    others[1].name_hi = "";
    others[2].kind = "range";
    others[3].parent_id = "police";
    others[4].district_code = 169;
    others[5].established_on = house->context.today - 1;
    others[6].strengths[0].count = 1;
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(create(house, &others[i]), ORGANISATION_REFUSED);
        assert_int_equal(finding.reason, REASON_ORGANISATION_EXISTS);
    }
}

static void test_organisations__that_cannot_be__are_refused_with_the_reason(void **state)
{
    /* Catches a tree with two tops, a node nowhere, and a strength without a source. */
    struct house *house = *state;
    char long_name[300] = "";
    memset(long_name, 'a', 256);
    static const char *const reasons[] = {"ORGANISATION_ID_FORM",
                                          "ORGANISATION_ID_FORM",
                                          "ORGANISATION_NAME_MISSING",
                                          "TEXT_TOO_LONG",
                                          "TEXT_TOO_LONG",
                                          "ORGANISATION_STATE_EXISTS",
                                          "ORGANISATION_PARENT_UNKNOWN",
                                          "ORGANISATION_KIND_UNKNOWN",
                                          "ORGANISATION_KIND_STATE",
                                          "DISTRICT_UNKNOWN",
                                          "IN_THE_FUTURE",
                                          "ORGANISATION_BEFORE_PARENT",
                                          "STRENGTH_SOURCE_MISSING",
                                          "STRENGTH_RANGE",
                                          "IN_THE_FUTURE",
                                          "STRENGTH_COUNT",
                                          "ORGANISATION_EXISTS"};
    struct organisation wanted[17];
    for (size_t i = 0; i < 17; i++) {
        wanted[i] = hapur();
        wanted[i].id = "new-one";
    }
    wanted[0].id = "New One";
    wanted[1].id = NULL;
    wanted[2].name_en = " ";
    wanted[3].name_en = long_name;
    wanted[4].name_hi = long_name;
    wanted[5].parent_id = "";
    wanted[6].parent_id = "nowhere";
    wanted[7].kind = "galaxy";
    wanted[8].kind = "state";
    wanted[9].district_code = 7;
    wanted[10].established_on = house->context.today + 1;
    wanted[11].established_on = date_from_civil(1950, 1, 25);
    wanted[12].strengths[0].source = "";
    wanted[13].strengths[0].count = 100000001;
    wanted[14].strengths[0].declared_on = house->context.today + 1;
    wanted[15].strength_count = 2;
    wanted[16].id = "meerut-range";
    for (size_t i = 0; i < 17; i++) {
        assert_int_equal(create(house, &wanted[i]), ORGANISATION_REFUSED);
        assert_string_equal(reason_word(finding.reason), reasons[i]);
    }
    assert_int_equal(create(house, &wanted[11]), ORGANISATION_REFUSED);
    assert_string_equal(finding.detail, "1950-01-26");
}

static void test_top_of_the_tree__is_a_state_and_alone(void **state)
{
    /* Catches a first node of any kind, under which departments would get no numbers. */
    struct house *house = *state;
    struct organisations *empty = organisations_new();
    struct organisation wanted = hapur();
    wanted.parent_id = NULL;
    assert_int_equal(
        organisation_create(empty, house->lists, &wanted, house->context.today, &house->arena, &created, &finding),
        ORGANISATION_REFUSED);
    assert_int_equal(finding.reason, REASON_ORGANISATION_KIND_STATE);
    wanted.kind = "state";
    assert_int_equal(
        organisation_create(empty, house->lists, &wanted, house->context.today, &house->arena, &created, &finding),
        ORGANISATION_CREATE);
    assert_int_equal(created.department_number, 0);
    assert_int_equal(created.depth, 1);
    organisations_free(empty);
}

static void test_tree__of_16_levels__is_the_deepest(void **state)
{
    /* Catches a limit off by one. */
    struct house *house = *state;
    char ids[20][16];
    const char *parent = "meerut-police";
    for (int level = 5; level <= 17; level++) {
        snprintf(ids[level], sizeof ids[level], "level-%d", level);
        struct organisation wanted = hapur();
        wanted.id = ids[level];
        wanted.parent_id = parent;
        assert_int_equal(create(house, &wanted), level <= 16 ? ORGANISATION_CREATE : ORGANISATION_REFUSED);
        if (level <= 16)
            assert_int_equal(organisations_put(house->tree, &created), 0);
        parent = ids[level];
    }
    assert_int_equal(finding.reason, REASON_ORGANISATION_TOO_DEEP);
}

static void test_update__of_named_fields__changes_only_these(void **state)
{
    /* Catches a name emptied by an update of the kind, and a mask of nothing. */
    struct house *house = *state;
    const struct organisation *current = organisations_id(house->tree, "meerut-range");
    struct organisation wanted = {
        .name_en = "Range of Meerut", .name_hi = "मेरठ परिक्षेत्र", .kind = "police-station", .district_code = 661};
    struct organisation updated;
    static const struct {
        unsigned mask;
        enum reason reason;
    } cases[] = {{0, REASON_MASK},
                 {16, REASON_MASK},
                 {ORGANISATION_NAME_EN, REASON_NONE},
                 {ORGANISATION_NAME_HI | ORGANISATION_KIND, REASON_NONE},
                 {ORGANISATION_DISTRICT, REASON_NONE}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned mask = cases[i].mask;
        assert_int_equal(organisation_update(current, house->lists, &wanted, mask, &house->arena, &updated, &finding),
                         cases[i].reason);
        assert_int_equal(finding.reason, cases[i].reason);
        if (cases[i].reason != REASON_NONE)
            continue;
        assert_true(updated.version == current->version + 1);
        assert_string_equal(updated.name_en, mask & ORGANISATION_NAME_EN ? "Range of Meerut" : "meerut-range");
        assert_string_equal(updated.name_hi, mask & ORGANISATION_NAME_HI ? "मेरठ परिक्षेत्र" : "");
        assert_string_equal(updated.kind, mask & ORGANISATION_KIND ? "police-station" : "range");
        assert_int_equal(updated.district_code, mask & ORGANISATION_DISTRICT ? 661 : 0);
    }
    wanted = (struct organisation){.name_en = "", .kind = "state", .district_code = 7};
    assert_int_equal(
        organisation_update(current, house->lists, &wanted, ORGANISATION_NAME_EN, &house->arena, &updated, &finding),
        REASON_ORGANISATION_NAME_MISSING);
    assert_int_equal(
        organisation_update(current, house->lists, &wanted, ORGANISATION_KIND, &house->arena, &updated, &finding),
        REASON_ORGANISATION_KIND_STATE);
    assert_int_equal(
        organisation_update(current, house->lists, &wanted, ORGANISATION_DISTRICT, &house->arena, &updated, &finding),
        REASON_DISTRICT_UNKNOWN);
}

static void test_strengths__declared_in_any_order__stand_by_day(void **state)
{
    /* Catches a strength of another day shown as of a day, a day with two, and an overrun behind the sixty-fourth. */
    struct house *house = *state;
    int32_t today = house->context.today;
    struct organisation node = *organisations_id(house->tree, "meerut-police");
    static const int32_t ago[] = {5, 1, 9, 3, 9, 0};
    for (size_t i = 0; i < 6; i++) {
        struct organisation updated;
        struct strength strength = {(uint32_t)(100 + i), " GO  1 ", ago[i] == 0 ? DATE_NONE : today - ago[i]};
        assert_int_equal(organisation_declare(&node, &strength, today, &house->arena, &updated, &finding), REASON_NONE);
        node = updated;
    }
    static const int32_t days[] = {9, 5, 3, 1, 0};
    static const uint32_t counts[] = {104, 100, 103, 101, 105};
    assert_int_equal(node.strength_count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(node.strengths[i].declared_on, today - days[i]);
        assert_int_equal(node.strengths[i].count, counts[i]);
        assert_string_equal(node.strengths[i].source, "GO 1");
    }
    assert_true(node.version == 7);
    for (int32_t day = 100; node.strength_count < ORGANISATION_STRENGTHS; day++) {
        struct organisation updated;
        struct strength strength = {1, "x", today - day};
        assert_int_equal(organisation_declare(&node, &strength, today, &house->arena, &updated, &finding), REASON_NONE);
        node = updated;
    }
    struct organisation updated;
    struct strength one_more = {1, "x", today - 1000};
    assert_int_equal(organisation_declare(&node, &one_more, today, &house->arena, &updated, &finding),
                     REASON_STRENGTH_COUNT);
    struct strength same_day = {1, "x", today - 100};
    assert_int_equal(organisation_declare(&node, &same_day, today, &house->arena, &updated, &finding), REASON_NONE);
    struct strength unsourced = {1, " ", DATE_NONE};
    assert_int_equal(organisation_declare(&node, &unsourced, today, &house->arena, &updated, &finding),
                     REASON_STRENGTH_SOURCE_MISSING);
}

static void test_tree__in_memory__keeps_pointers_children_and_departments(void **state)
{
    /* Catches a node that moves when it is replaced or the tree grows, and children counted twice. */
    struct house *house = *state;
    const struct organisation *range = organisations_id(house->tree, "meerut-range");
    assert_int_equal(range->child_count, 1);
    assert_int_equal(organisations_id(house->tree, "up")->child_count, 2);
    struct organisation changed = *range;
    changed.name_en = "Range";
    changed.child_count = 77;
    assert_int_equal(organisations_put(house->tree, &changed), 0);
    assert_ptr_equal(organisations_id(house->tree, "meerut-range"), range);
    assert_string_equal(range->name_en, "Range");
    assert_int_equal(range->child_count, 1);
    assert_int_equal(organisations_department(house->tree, 2)->department_number, 2);
    assert_string_equal(organisations_department(house->tree, 1)->id, "police");
    assert_null(organisations_department(house->tree, 0));
    assert_null(organisations_department(house->tree, 9));
    assert_null(organisations_number(house->tree, 0));
    assert_null(organisations_number(house->tree, 6));
    struct organisation orphan = {
        .number = 6, .parent_number = 99, .id = "x", .parent_id = "y", .kind = "range", .name_en = "X", .name_hi = ""};
    assert_true(organisations_put(house->tree, &orphan) < 0);
    orphan.number = 17;
    orphan.parent_number = 1;
    assert_true(organisations_put(house->tree, &orphan) < 0);
}

static void test_tree__of_20000_nodes__finds_each(void **state)
{
    /* Catches a search that looks at every node. */
    struct house *house = *state;
    for (uint32_t i = 6; i < 20000; i++) {
        char id[16];
        snprintf(id, sizeof id, "school-%u", i);
        struct organisation node = {.number = i,
                                    .parent_number = 5,
                                    .id = id,
                                    .parent_id = "health",
                                    .kind = "police-station",
                                    .name_en = id,
                                    .name_hi = "",
                                    .department_number = 2};
        assert_int_equal(organisations_put(house->tree, &node), 0);
    }
    for (uint32_t i = 6; i < 20000; i++) {
        char id[16];
        snprintf(id, sizeof id, "school-%u", i);
        assert_int_equal(organisations_id(house->tree, id)->number, i);
        assert_string_equal(organisations_number(house->tree, i)->id, id);
    }
    assert_int_equal(organisations_id(house->tree, "health")->child_count, 20000 - 6);
    assert_int_equal(organisations_count(house->tree), 19999);
    assert_int_equal(organisations_department_count(house->tree), 2);
    assert_string_equal(organisations_department(house->tree, 2)->id, "health");
}

#define test_in_house(test) cmocka_unit_test_setup_teardown(test, house_open, house_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test_in_house(test_organisation__created__has_its_place_and_department),
        test_in_house(test_organisation__created_again__is_the_same_or_refused),
        test_in_house(test_organisations__that_cannot_be__are_refused_with_the_reason),
        test_in_house(test_top_of_the_tree__is_a_state_and_alone),
        test_in_house(test_tree__of_16_levels__is_the_deepest),
        test_in_house(test_update__of_named_fields__changes_only_these),
        test_in_house(test_strengths__declared_in_any_order__stand_by_day),
        test_in_house(test_tree__in_memory__keeps_pointers_children_and_departments),
        test_in_house(test_tree__of_20000_nodes__finds_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
