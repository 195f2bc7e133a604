/* Cards and their shelf: filters one by one, counts, and the order of ids. */
#include "domain_fixture.h"

#define MINUTES 60

static struct card *card_of(struct house *house, const char *id, enum life_state state)
{
    struct course course = {.id = id, .content = fine_content(house)};
    course.life.state = state;
    struct card *card = card_new(&course);
    assert_non_null(card);
    return card;
}

static void put(struct shelf *shelf, struct card *card)
{
    assert_int_equal(shelf_reserve(shelf, 1), 0);
    shelf_put(shelf, card);
}

static void test_shelf__keeps_cards_by_id_and_the_newest_of_each(void **state)
{
    /* Catches: a page that goes on at the wrong card, and an old card that is still found. */
    struct house *house = *state;
    struct shelf shelf = {0};
    char ids[2000][12];
    for (size_t i = 0; i < 2000; i++) {
        snprintf(ids[i], sizeof ids[i], "c%zu", i * 7919 % 2000);
        put(&shelf, card_of(house, ids[i], LIFE_DRAFT));
    }
    put(&shelf, card_of(house, "c77", LIFE_LIVE));
    assert_int_equal(shelf.count, 2000);
    for (size_t i = 1; i < shelf.count; i++)
        assert_true(strcmp(shelf.cards[i - 1]->id, shelf.cards[i]->id) < 0);
    assert_int_equal(shelf_find(&shelf, "c77")->state, LIFE_LIVE);
    assert_null(shelf_find(&shelf, "c2000"));
    assert_int_equal(shelf_after(&shelf, ""), 0);
    assert_int_equal(shelf_after(&shelf, "c0"), 1);
    assert_int_equal(shelf_after(&shelf, "b"), 0);
    assert_int_equal(shelf_after(&shelf, "d"), 2000);
    shelf_deinit(&shelf);
}

/* One filter at a time on one card. */
static bool passes(const struct card *card, struct card_filter filter)
{
    if (filter.states == 0)
        filter.states = 1u << LIFE_LIVE;
    return card_passes(card, &filter);
}

static void test_filters__each_alone__let_pass_what_they_say(void **state)
{
    /* Catches: a field of the filter that is not looked at, or looked at the wrong way round. */
    struct house *house = *state;
    static const char *const codes[] = {"ethics-office"}, *const cadres[] = {"anm"};
    struct course course = {.id = "a", .content = fine_content(house)};
    course.life.state = LIFE_LIVE;
    course.content.competencies = (struct course_strings){codes, 1};
    course.content.cadres = (struct course_strings){cadres, 1};
    course.content.level_from = 4;
    course.content.level_to = 6;
    course.content.state_code = 9;
    struct card *card = card_new(&course);
    bool hindi[LANGUAGES_MOST] = {0}, tamil[LANGUAGES_MOST] = {0};
    struct table right = {0}, wrong = {0};
    hindi[language_number("hi")] = tamil[language_number("ta")] = true;
    assert_int_equal(table_reserve(&right, 3), 0);
    assert_int_equal(table_reserve(&wrong, 1), 0);
    table_put(&right, "ethics-office", &right);
    table_put(&right, "anm", &right);
    table_put(&right, "karmayogi-bharat", &right);
    table_put(&wrong, "-", &wrong);
    const struct {
        struct card_filter filter;
        bool passes;
    } cases[] = {
        {{0}, true},
        {{.states = 1u << LIFE_DRAFT}, false},
        {{.kinds = 1u << 1}, true},
        {{.kinds = 1u << 2}, false},
        {{.languages = hindi}, true},
        {{.languages = tamil}, false},
        {{.providers = &right}, true},
        {{.providers = &wrong}, false},
        {{.competencies = &right}, true},
        {{.competencies = &wrong}, false},
        {{.areas = &right}, true},
        {{.areas = &wrong}, false},
        {{.cadres = &right}, true},
        {{.cadres = &wrong}, false},
        {{.trades = &right}, false}, /* it is meant for a cadre: not for everybody */
        {{.level = 3}, false},
        {{.level = 4}, true},
        {{.level = 6}, true},
        {{.level = 7}, false},
        {{.state_code = 9}, true},
        {{.state_code = 8}, false},
        {{.duration_from = MINUTES}, true},
        {{.duration_from = MINUTES + 1}, false},
        {{.duration_to = MINUTES}, true},
        {{.duration_to = MINUTES - 1}, false},
        {{.provider_unknown = true}, false},
        {{.nothing = true}, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(passes(card, cases[i].filter), cases[i].passes);
    card_free(card);
    course.content.cadres.count = 0;
    course.content.provider_code = "";
    course.content.level_to = 0;
    card = card_new(&course);
    assert_true(passes(card, (struct card_filter){.trades = &right})); /* for everybody */
    assert_true(passes(card, (struct card_filter){.providers = &wrong}));
    assert_true(passes(card, (struct card_filter){.provider_unknown = true}));
    assert_true(passes(card, (struct card_filter){.level = 18}));
    card_free(card);
    table_deinit(&right);
    table_deinit(&wrong);
}

static void test_counts__add_up_by_kind_and_not_by_language(void **state)
{
    /* Catches: a course of two languages that counts twice in the total, or once in the languages. */
    struct house *house = *state;
    struct shelf shelf = {0};
    const struct card_filter filter = {.states = 1u << LIFE_LIVE};
    struct card_counts *counts = calloc(1, sizeof *counts);
    put(&shelf, card_of(house, "a", LIFE_LIVE));
    put(&shelf, card_of(house, "b", LIFE_LIVE));
    put(&shelf, card_of(house, "c", LIFE_RETIRED));
    shelf.cards[1]->kind = 2;
    shelf_count(&shelf, &filter, counts);
    assert_int_equal(counts->courses[0], 2);
    assert_int_equal(counts->courses[1], 1);
    assert_int_equal(counts->courses[2], 1);
    assert_int_equal(counts->available[0][language_number("en")], 2);
    assert_int_equal(counts->available[2][language_number("hi")], 1);
    assert_int_equal(counts->original[0][language_number("hi")], 2);
    assert_int_equal(counts->original[0][language_number("en")], 0);
    free(counts);
    shelf_deinit(&shelf);
}

static void test_total_minutes__are_those_of_the_parts_as_they_are_now(void **state)
{
    /* Catches: a part that is counted as it was, and one that is not there. */
    struct house *house = *state;
    static const char *const parts[] = {"a", "b", "nowhere"};
    struct shelf shelf = {0};
    struct course_content program = fine_content(house);
    program.parts = (struct course_strings){parts, 3};
    put(&shelf, card_of(house, "a", LIFE_LIVE));
    put(&shelf, card_of(house, "b", LIFE_LIVE));
    assert_int_equal(shelf_total_minutes(&shelf, &program), 3 * MINUTES);
    shelf.cards[0]->duration_minutes = 5;
    assert_int_equal(shelf_total_minutes(&shelf, &program), 2 * MINUTES + 5);
    shelf_deinit(&shelf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_HOUSE(test_shelf__keeps_cards_by_id_and_the_newest_of_each),
        WITH_HOUSE(test_filters__each_alone__let_pass_what_they_say),
        WITH_HOUSE(test_counts__add_up_by_kind_and_not_by_language),
        WITH_HOUSE(test_total_minutes__are_those_of_the_parts_as_they_are_now),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
