/* sample state: seven departments in all districts, in exact numbers, in the order of the facts, in a tree that can be
 * loaded from top to bottom. */
#include "cli_test.h"

#include "csv_file.h"
#include "sample_state_plan.h"

#define DATA   KARMAYOGI_DATA
#define POLICE (&sample_departments[1])

enum { ID, PARENT, KIND, NAME_EN, NAME_HI, DISTRICT, SINCE, STRENGTH, CELLS = 10 };

struct desk {
    struct cli cli;
    struct sample_state_plan plan;
};

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));

    cli_init(&desk->cli);
    desk->plan.seed = 1;
    desk->plan.officials = 100000;
    assert_int_equal(sample_state_places(&desk->cli, DATA "/districts.csv", &desk->plan), 0);
    assert_int_equal(desk->plan.place_count, 75);
    *state = desk;
    return 0;
}

static int tear_down(void **state)
{
    struct desk *desk = *state;

    cli_deinit(&desk->cli);
    free(desk);
    return 0;
}

static uint64_t people_of(const struct sample_state_plan *plan, const struct sample_department *department)
{
    uint64_t people = 0;

    for (size_t place = 0; place < plan->place_count; place++)
        people += sample_state_people(plan, department, place);
    return people;
}

static void test_state__all_departments_and_the_range__add_up_to_what_was_asked_for(void **state)
{
    static const uint64_t sizes[] = {SAMPLE_STATE_FEWEST, 100000, 123457, 1880000, SAMPLE_STATE_MOST};
    struct desk *desk = *state;

    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        uint64_t all = SAMPLE_RANGE_OFFICIALS;

        desk->plan.officials = sizes[i];
        for (size_t department = 0; department < SAMPLE_DEPARTMENTS; department++)
            all += people_of(&desk->plan, &sample_departments[department]);
        assert_int_equal(all, sizes[i]);
    }
}

static void test_state__departments__come_in_the_order_of_the_facts(void **state)
{
    static const char *const order[] = {"school-education", "police",      "medical-health",
                                        "home-guards",      "agriculture", "power-corporation",
                                        "panchayati-raj"};
    struct desk *desk = *state;
    uint64_t before = UINT64_MAX;

    for (size_t i = 0; i < SAMPLE_DEPARTMENTS; i++) {
        uint64_t people = people_of(&desk->plan, &sample_departments[i]);

        people += &sample_departments[i] == POLICE ? SAMPLE_RANGE_OFFICIALS : 0;
        assert_string_equal(sample_departments[i].id, order[i]);
        assert_true(people < before);
        before = people;
    }
}

static void test_state__every_department__is_in_every_district(void **state)
{
    struct desk *desk = *state;

    for (size_t i = 0; i < SAMPLE_DEPARTMENTS; i++) {
        size_t without = 0;

        for (size_t place = 0; place < desk->plan.place_count; place++)
            without += sample_state_people(&desk->plan, &sample_departments[i], place) == 0;
        assert_int_equal(without, &sample_departments[i] == POLICE ? 4 : 0); /* Meerut Range's lists are their own */
    }
}

static void test_state__lists_with_the_ranges_districts_alone__share_out_nobody(void **state)
{
    struct desk *desk = *state;
    struct sample_state_plan *plan = &desk->plan;
    size_t kept = 0;

    for (size_t place = 0; place < plan->place_count; place++)
        if (sample_state_people(plan, POLICE, place) == 0)
            plan->places[kept++] = plan->places[place];
    plan->place_count = kept;
    assert_int_equal(kept, 4);
    assert_int_equal(people_of(plan, POLICE), 0);
}

struct tree {
    char *ids[1024];
    size_t count, units, declared, undeclared_of_panchayats;
};

static bool is_there(const struct tree *tree, const char *id)
{
    for (size_t i = 0; i < tree->count; i++) {
        if (strcmp(tree->ids[i], id) == 0)
            return true;
    }
    return false;
}

static void read_tree(struct tree *tree, const char *path)
{
    struct csv_file *file;
    struct csv_row row;

    assert_int_equal(csv_file_open(&file, path), 0);
    assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW);
    while (csv_file_next(file, &row) == CSV_FILE_ROW) {
        bool is_unit;

        assert_int_equal(row.count, CELLS);
        assert_false(is_there(tree, row.cells[ID]));
        assert_true(tree->count == 0 || is_there(tree, row.cells[PARENT]));
        assert_true(strlen(row.cells[ID]) < 64 && tree->count < 1024);
        assert_true(row.cells[NAME_EN][0] && row.cells[NAME_HI][0] && row.cells[SINCE][0]);
        is_unit = strcmp(row.cells[KIND], "district-unit") == 0;
        assert_int_equal(is_unit, row.cells[DISTRICT][0] != '\0');
        tree->units += is_unit;
        tree->declared += is_unit && row.cells[STRENGTH][0];
        tree->undeclared_of_panchayats +=
            is_unit && !row.cells[STRENGTH][0] && strstr(row.cells[PARENT], "panchayati-raj") != NULL;
        tree->ids[tree->count++] = strdup(row.cells[ID]);
    }
    csv_file_close(file);
}

static void test_state__organisations__follow_those_of_the_range_and_each_has_its_parent_before_it(void **state)
{
    struct desk *desk = *state;
    struct tree tree = {.count = 0};
    char *content = NULL, *path;
    size_t length = 0;
    FILE *out = open_memstream(&content, &length);

    assert_int_equal(sample_state_organisations(&desk->plan, out), 0);
    fclose(out);
    path = test_file(content, length);
    read_tree(&tree, DATA "/organisations.csv");
    read_tree(&tree, path);
    assert_int_equal(tree.units, 7 * 75);
    assert_int_equal(tree.undeclared_of_panchayats, 75);
    assert_int_equal(tree.declared, 6 * 75);
    while (tree.count)
        free(tree.ids[--tree.count]);
    test_file_gone(path);
    free(content);
}

static void test_state__a_unit__is_called_as_the_tree_calls_it(void **state)
{
    struct desk *desk = *state;
    size_t place = 0;

    while (desk->plan.places[place].code != 144)
        place++;
    assert_string_equal(sample_state_unit(POLICE, &desk->plan.places[place], &desk->cli.arena),
                        "gautam-buddha-nagar-police");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_state__all_departments_and_the_range__add_up_to_what_was_asked_for),
        TEST(test_state__departments__come_in_the_order_of_the_facts),
        TEST(test_state__every_department__is_in_every_district),
        TEST(test_state__lists_with_the_ranges_districts_alone__share_out_nobody),
        TEST(test_state__organisations__follow_those_of_the_range_and_each_has_its_parent_before_it),
        TEST(test_state__a_unit__is_called_as_the_tree_calls_it),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
