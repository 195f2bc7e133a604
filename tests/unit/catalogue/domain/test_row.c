/*
 * Rows of lists of courses: every accepted form of every cell, and the reason for every other. A case is a row of named
 * cells in place of those of a row that is fine.
 */
#include "domain/row.h"

#include "base/text.h"
#include "domain/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define TODAY 20779 /* 22 November 2026 */

struct desk {
    struct arena arena;
    struct master_lists *lists;
};

static void put(struct desk *desk, enum master_list list, const char *code, const char *en, const char *hi,
                const char *theme)
{
    const struct master_entry entry = {.code = code,
                                       .name_en = en,
                                       .name_hi = hi,
                                       .area = list == MASTER_COMPETENCY ? AREA_BEHAVIOURAL : AREA_NONE,
                                       .theme_code = theme,
                                       .successor = "",
                                       .valid_from = DATE_NONE,
                                       .valid_to = DATE_NONE};
    assert_int_equal(master_lists_put(desk->lists, list, &entry), 0);
}

static int setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    arena_init(&desk->arena, 4u << 20);
    desk->lists = master_lists_new();
    assert_non_null(desk->lists);
    put(desk, MASTER_COMPETENCY, "citizen-centricity", "Citizen Centricity", "नागरिक केंद्रितता", "");
    put(desk, MASTER_COMPETENCY, "empathy", "Empathy", "सहानुभूति", "citizen-centricity");
    put(desk, MASTER_PROVIDER, "igot", "iGOT Karmayogi", "आईगॉट", "");
    put(desk, MASTER_CADRE, "anm", "ANM", "एएनएम", "");
    put(desk, MASTER_CADRE, "asha", "ASHA worker", "आशा कार्यकर्ता", "");
    put(desk, MASTER_TRADE, "roads", "Roads", "सड़क", "");
    *state = desk;
    return 0;
}

static int teardown(void **state)
{
    struct desk *desk = *state;
    master_lists_free(desk->lists);
    arena_deinit(&desk->arena);
    free(desk);
    return 0;
}

/* The row that is fine, with the cell of @field instead. */
static void fine_cells(const char *cells[ROW_CELLS])
{
    for (int i = 0; i < ROW_CELLS; i++)
        cells[i] = NULL;
    cells[FIELD_COURSE_ID] = "rti";
    cells[FIELD_TITLE_EN] = "Right to Information";
    cells[FIELD_LANGUAGES] = "en";
    cells[FIELD_PROVIDER] = "iGOT Karmayogi";
    cells[FIELD_DURATION] = "90";
}

static const struct row_settings plain = {.published_on = DATE_NONE, .provider = ""};

/* "field REASON, ..." of what is found; "" where the row is fine. */
static const char *read_row(struct desk *desk, const char *const *cells, const struct row_settings *settings,
                            struct row *row)
{
    static char text[512];
    struct findings findings = {0};
    const struct draft_context context = {.lists = desk->lists, .day = TODAY, .arena = &desk->arena};
    arena_reset(&desk->arena);
    assert_int_equal(row_read(cells, settings, &context, row, &findings), 0);
    size_t length = 0;
    text[0] = '\0';
    for (size_t i = 0; i < findings.count; i++)
        length += (size_t)snprintf(text + length, sizeof text - length, "%s%s %s", i ? ", " : "",
                                   field_word((enum field)findings.items[i].field),
                                   reason_word((enum reason)findings.items[i].reason));
    return text;
}

static const char *read_one(struct desk *desk, enum field field, const char *cell, struct row *row)
{
    const char *cells[ROW_CELLS];
    fine_cells(cells);
    cells[field] = cell;
    return read_row(desk, cells, &plain, row);
}

static void test_spellings__of_all_lists__are_folded(void **state)
{
    /* Catches: a word in the table that no cell can ever be. */
    struct desk *desk = *state;
    for (int words = 0; words < WORDS_COUNT; words++)
        for (size_t i = 0; words_spelling((enum words)words, i); i++)
            assert_string_equal(words_spelling((enum words)words, i),
                                text_fold(&desk->arena, words_spelling((enum words)words, i)));
}

static void test_row__that_says_everything__is_read_as_it_is_meant(void **state)
{
    /* Catches: a cell in the wrong place. */
    struct desk *desk = *state;
    static const char *const cells[ROW_CELLS] = {
        [FIELD_COURSE_ID] = "do_1135",
        [FIELD_IGOT_ID] = "do_1135_A",
        [FIELD_KIND] = "Curated Program",
        [FIELD_TITLE_EN] = " Citizens  first ",
        [FIELD_TITLE_HI] = "नागरिक पहले",
        [FIELD_DESCRIPTION_EN] = "How to listen",
        [FIELD_DESCRIPTION_HI] = "कैसे सुनें",
        [FIELD_LANGUAGES] = "EN; hi|ta",
        [FIELD_ORIGINAL_LANGUAGE] = "Hi",
        [FIELD_PROVIDER] = "आईगॉट",
        [FIELD_DURATION] = "१:३०",
        [FIELD_COMPETENCIES] = "Citizen Centricity / Empathy;नागरिक केंद्रितता|empathy",
        [FIELD_CADRES] = "ANM|आशा कार्यकर्ता",
        [FIELD_TRADES] = "roads",
        [FIELD_LEVEL_FROM] = "३",
        [FIELD_LEVEL_TO] = "7",
        [FIELD_KEYWORDS] = "citizen; Citizen |नागरिक;;",
        [FIELD_STATE_CODE] = "09",
        [FIELD_LANGUAGE_VERSION_OF] = "first",
        [FIELD_STATE] = "सेवानिवृत्त",
        [FIELD_PUBLISHED_ON] = "15-08-2024",
        [FIELD_RETIRED_ON] = "२६/०१/२०२६",
    };
    struct row row;
    assert_string_equal(read_row(desk, cells, &plain, &row), "");
    const struct course_content *content = &row.content;
    assert_string_equal(row.course_id, "do_1135");
    assert_string_equal(content->igot_id, "do_1135_A");
    assert_int_equal(content->kind, 3);
    assert_int_equal(content->text_count, 2);
    assert_string_equal(content->texts[0].language, "en");
    assert_string_equal(content->texts[0].title, "Citizens first");
    assert_string_equal(content->texts[0].description, "How to listen");
    assert_string_equal(content->texts[1].language, "hi");
    assert_string_equal(content->texts[1].title, "नागरिक पहले");
    assert_int_equal(content->languages.count, 3);
    assert_string_equal(content->languages.items[0], "en");
    assert_string_equal(content->languages.items[2], "ta");
    assert_string_equal(content->original_language, "hi");
    assert_string_equal(content->provider, "आईगॉट");
    assert_string_equal(content->provider_code, "igot");
    assert_int_equal(content->duration_minutes, 90);
    assert_int_equal(content->competencies.count, 2);
    assert_string_equal(content->competencies.items[0], "empathy");
    assert_string_equal(content->competencies.items[1], "citizen-centricity");
    assert_int_equal(content->cadres.count, 2);
    assert_string_equal(content->cadres.items[1], "asha");
    assert_string_equal(content->trades.items[0], "roads");
    assert_int_equal(content->level_from, 3);
    assert_int_equal(content->level_to, 7);
    assert_int_equal(content->keywords.count, 2);
    assert_int_equal(content->state_code, 9);
    assert_string_equal(content->language_version_of, "first");
    assert_int_equal(row.life.state, LIFE_RETIRED);
    assert_int_equal(row.life.live_from, date_from_civil(2024, 8, 15));
    assert_int_equal(row.life.retired_on, date_from_civil(2026, 1, 26));
}

struct kind_case {
    const char *cell;
    unsigned kind;
};

static void test_kind__in_any_spelling__is_known(void **state)
{
    /* Catches: a list of iGOT, or of an office that writes Hindi, refused for its kinds. */
    struct desk *desk = *state;
    static const struct kind_case cases[] = {
        {NULL, 1},
        {"  ", 1},
        {"Course", 1},
        {"E-Learning Course", 1},
        {"पाठ्यक्रम", 1},
        {"Program", 2},
        {"PROGRAMME", 2},
        {"कार्यक्रम", 2},
        {"curated program", 3},
        {"Blended Program", 4},
        {"मिश्रित शिक्षण कार्यक्रम", 4},
        {"Invite-only Program", 5},
        {"Invite Only Program", 5},
        {"Moderated Course", 6},
        {"Standalone Assessment", 7},
        {"स्वतंत्र मूल्याङ्कन", 7},
        {"Comprehensive Assessment Program", 8},
        {"Learning Pathway", 9},
        {"Event", 10},
        {"External", 11},
        {"CASE STUDY", 12},
        {"केस स्टडी", 12},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct row row;
        assert_string_equal(read_one(desk, FIELD_KIND, cases[i].cell, &row), "");
        assert_int_equal(row.content.kind, cases[i].kind);
    }
}

struct duration_case {
    const char *cell;
    int minutes; /* -1: refused */
    const char *reason;
};

static void test_duration__in_every_form__is_minutes(void **state)
{
    /* Catches: an hour that is a minute. */
    struct desk *desk = *state;
    static const struct duration_case cases[] = {
        {"0", 0, ""},
        {"90", 90, ""},
        {" ९० ", 90, ""},
        {"0090", 90, ""},
        {"1:30", 90, ""},
        {"०:४५", 45, ""},
        {"1000:00", 60000, ""},
        {"60000", 60000, ""},
        {"", -1, "duration DURATION_MISSING"},
        {NULL, -1, "duration DURATION_MISSING"},
        {"60001", -1, "duration DURATION_RANGE"},
        {"1000:01", -1, "duration DURATION_RANGE"},
        {"1:60", -1, "duration DURATION_FORM"},
        {"1:5", -1, "duration DURATION_FORM"},
        {":45", -1, "duration DURATION_FORM"},
        {"1:", -1, "duration DURATION_FORM"},
        {"1:30:00", -1, "duration DURATION_FORM"},
        {"1.5", -1, "duration DURATION_FORM"},
        {"90 min", -1, "duration DURATION_FORM"},
        {"-90", -1, "duration DURATION_FORM"},
        {"99999999999999999999", -1, "duration DURATION_FORM"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct row row;
        assert_string_equal(read_one(desk, FIELD_DURATION, cases[i].cell, &row), cases[i].reason);
        if (cases[i].minutes >= 0)
            assert_int_equal(row.content.duration_minutes, cases[i].minutes);
    }
}

struct wrong_case {
    enum field field;
    const char *cell;
    const char *reason; /* "" fine */
};

static void test_cell__that_is_wrong__is_refused_for_its_reason(void **state)
{
    /* Catches: a row refused for something else, or not at all. */
    struct desk *desk = *state;
    static const struct wrong_case cases[] = {
        {FIELD_COURSE_ID, "", "course_id COURSE_ID_MISSING"},
        {FIELD_COURSE_ID, "RTI", "course_id COURSE_ID_FORM"},
        {FIELD_COURSE_ID, "a--b", "course_id COURSE_ID_FORM"},
        {FIELD_COURSE_ID, " rti_2 ", ""},
        {FIELD_IGOT_ID, "do 1135", "igot_id IGOT_ID_FORM"},
        {FIELD_KIND, "Seminar", "kind KIND_UNKNOWN"},
        {FIELD_TITLE_EN, "", "title_en TITLE_MISSING"},
        {FIELD_TITLE_EN, "????? ????", "title_en TEXT_DESTROYED"},
        {FIELD_TITLE_EN, "jke dqekj", "title_en LEGACY_FONT"},
        {FIELD_DESCRIPTION_HI, "बिना शीर्षक", "title_hi TITLE_MISSING"},
        {FIELD_LANGUAGES, "", "languages LANGUAGES_MISSING"},
        {FIELD_LANGUAGES, " ; | ", "languages LANGUAGES_MISSING"},
        {FIELD_LANGUAGES, "Hindi", "languages LANGUAGE_UNKNOWN"},
        {FIELD_LANGUAGES, "hi;HI", "languages LANGUAGE_TWICE"},
        {FIELD_ORIGINAL_LANGUAGE, "ta", "original_language ORIGINAL_LANGUAGE"},
        {FIELD_PROVIDER, "", "provider PROVIDER_MISSING"},
        {FIELD_PROVIDER, "Somebody else", ""},
        {FIELD_COMPETENCIES, "Empathy", ""}, /* a code in another letter case */
        {FIELD_COMPETENCIES, "Citizen Centricity/Sympathy", "competencies COMPETENCY_UNKNOWN"},
        {FIELD_CADRES, "Pilots", "cadres CADRE_UNKNOWN"},
        {FIELD_TRADES, "Roads|Moats", "trades TRADE_UNKNOWN"},
        {FIELD_LEVEL_FROM, "19", "level_from LEVEL_RANGE"},
        {FIELD_LEVEL_FROM, "five", "level_from LEVEL_RANGE"},
        {FIELD_LEVEL_TO, "-1", "level_to LEVEL_RANGE"},
        {FIELD_KEYWORDS, "a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q", "keywords KEYWORD_COUNT"},
        {FIELD_STATE_CODE, "UP", "state_code STATE_CODE_RANGE"},
        {FIELD_STATE_CODE, "100", "state_code STATE_CODE_RANGE"},
        {FIELD_LANGUAGE_VERSION_OF, "rti", "language_version_of VERSION_OF_ITSELF"},
        {FIELD_LANGUAGE_VERSION_OF, "RTI", "language_version_of COURSE_ID_FORM"},
        {FIELD_STATE, "review", "state LIFE_STATE"},
        {FIELD_STATE, "LIVE", ""},
        {FIELD_STATE, "ड्राफ्ट", ""},
        {FIELD_PUBLISHED_ON, "31-02-2024", "published_on DATE_FORM"},
        {FIELD_PUBLISHED_ON, "01-01-24", "published_on DATE_FORM"},
        {FIELD_PUBLISHED_ON, "31-12-2199", ""}, /* of a draft it is not looked at */
        {FIELD_RETIRED_ON, "soon", "retired_on DATE_FORM"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct row row;
        assert_string_equal(read_one(desk, cases[i].field, cases[i].cell, &row), cases[i].reason);
    }
}

static void test_cell__above_4096_bytes__is_the_only_thing_said_of_it(void **state)
{
    /* Catches: "there is no title" said of a title that nobody read; half a file taken for a title. */
    struct desk *desk = *state;
    static char much[4098];
    memset(much, 'a', sizeof much - 1);
    for (int field = FIELD_COURSE_ID; field < ROW_CELLS; field++) {
        const char *cells[ROW_CELLS];
        struct row row;
        char said[64];
        fine_cells(cells);
        cells[FIELD_TITLE_HI] = "सूचना का अधिकार"; /* or its description would miss it */
        cells[field] = much;
        snprintf(said, sizeof said, "%s CELL_TOO_LONG", field_word((enum field)field));
        assert_string_equal(read_row(desk, cells, &plain, &row), said);
    }
    struct row row;
    much[4096] = '\0';
    assert_string_equal(read_one(desk, FIELD_TITLE_EN, much, &row), "title_en TITLE_TOO_LONG");
    much[4096] = 'a';
}

static void test_id__of_igot_alone__becomes_the_course_s_in_lower_case(void **state)
{
    /* Catches: a list of iGOT that needs a column nobody has. */
    struct desk *desk = *state;
    const char *cells[ROW_CELLS];
    struct row row;
    fine_cells(cells);
    cells[FIELD_COURSE_ID] = NULL;
    cells[FIELD_IGOT_ID] = "DO_113569A";
    assert_string_equal(read_row(desk, cells, &plain, &row), "");
    assert_string_equal(row.course_id, "do_113569a");
    assert_string_equal(row.content.igot_id, "DO_113569A");
    cells[FIELD_IGOT_ID] = "-DO-"; /* an id on iGOT, but none of a course */
    assert_string_equal(read_row(desk, cells, &plain, &row), "course_id COURSE_ID_FORM");
}

static void test_settings__hold_where_the_row_does_not_say(void **state)
{
    /* Catches: a row that is overruled by the settings, or settings that are forgotten. */
    struct desk *desk = *state;
    const char *cells[ROW_CELLS];
    struct row row;
    const struct row_settings settings = {
        .state = LIFE_LIVE, .published_on = 20000, .provider = "iGOT Karmayogi", .accept_legacy_looking_text = true};
    fine_cells(cells);
    cells[FIELD_PROVIDER] = " ";
    cells[FIELD_TITLE_EN] = "jke dqekj";
    assert_string_equal(read_row(desk, cells, &settings, &row), "");
    assert_int_equal(row.life.state, LIFE_LIVE);
    assert_int_equal(row.life.live_from, 20000);
    assert_string_equal(row.content.provider_code, "igot");
    cells[FIELD_PROVIDER] = "Somebody";
    cells[FIELD_STATE] = "draft";
    cells[FIELD_PUBLISHED_ON] = "2024-08-15";
    assert_string_equal(read_row(desk, cells, &settings, &row), "");
    assert_int_equal(row.life.state, LIFE_DRAFT);
    assert_int_equal(row.life.live_from, DATE_NONE);
    assert_string_equal(row.content.provider_code, "");
    cells[FIELD_STATE] = "live";
    assert_string_equal(read_row(desk, cells, &settings, &row), "");
    assert_int_equal(row.life.live_from, date_from_civil(2024, 8, 15));
    cells[FIELD_PUBLISHED_ON] = "23-11-2026";
    assert_string_equal(read_row(desk, cells, &settings, &row), "published_on IN_THE_FUTURE");
    cells[FIELD_STATE] = "retired";
    cells[FIELD_PUBLISHED_ON] = "15-08-2024";
    cells[FIELD_RETIRED_ON] = "14-08-2024";
    assert_string_equal(read_row(desk, cells, &settings, &row), "retired_on BEFORE_LAST_CHANGE");
    cells[FIELD_RETIRED_ON] = "";
    assert_string_equal(read_row(desk, cells, &settings, &row), "");
    assert_int_equal(row.life.retired_on, TODAY);
}

static void test_findings__of_several_cells__are_all_told_in_their_order(void **state)
{
    /* Catches: a clerk who mends one thing after the other; a reason that only follows from another. */
    struct desk *desk = *state;
    const char *cells[ROW_CELLS];
    struct row row;
    fine_cells(cells);
    cells[FIELD_KIND] = "Seminar";
    cells[FIELD_LANGUAGES] = "xx|hi";
    cells[FIELD_DURATION] = "long";
    cells[FIELD_CADRES] = "Pilots";
    cells[FIELD_STATE] = "gone";
    cells[FIELD_PUBLISHED_ON] = "01-01-2199";
    assert_string_equal(read_row(desk, cells, &plain, &row),
                        "kind KIND_UNKNOWN, languages LANGUAGE_UNKNOWN, duration DURATION_FORM, "
                        "cadres CADRE_UNKNOWN, state LIFE_STATE");
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_spellings__of_all_lists__are_folded),
        WITH_DESK(test_row__that_says_everything__is_read_as_it_is_meant),
        WITH_DESK(test_kind__in_any_spelling__is_known),
        WITH_DESK(test_duration__in_every_form__is_minutes),
        WITH_DESK(test_cell__that_is_wrong__is_refused_for_its_reason),
        WITH_DESK(test_cell__above_4096_bytes__is_the_only_thing_said_of_it),
        WITH_DESK(test_id__of_igot_alone__becomes_the_course_s_in_lower_case),
        WITH_DESK(test_settings__hold_where_the_row_does_not_say),
        WITH_DESK(test_findings__of_several_cells__are_all_told_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
