/* sample courses: a catalogue whose figures are known. The demonstration states 4,179 and 840; here they are counted
 * again from the file, by its cells alone. */
#include "cli_test.h"

#include "csv_file.h"
#include "sample_course_file.h"
#include "sample_course_row.h"

#include "base/date.h"

#include <strings.h>

#define DATA         KARMAYOGI_DATA
#define MOST_ENTRIES 512

enum {
    COURSE_ID,
    IGOT_ID,
    KIND,
    TITLE_EN,
    TITLE_HI,
    LANGUAGES = 7,
    PROVIDER = 9,
    DURATION,
    COMPETENCIES,
    CADRES,
    TRADES
};
enum { VERSION_OF = 18, STATE, PUBLISHED_ON, RETIRED_ON, CELLS };

struct desk {
    struct cli cli;
    struct sample_lists lists;
    struct sample_course_plan plan;
};

static int set_up(void **state)
{
    struct desk *desk = calloc(1, sizeof(*desk));

    cli_init(&desk->cli);
    assert_int_equal(sample_lists_read(&desk->cli, DATA, &desk->lists), 0);
    desk->plan.courses = (struct sample_course_settings){
        .seed = 5, .live = 4179, .hindi = 840, .drafts = 60, .retired = 120, .lists = &desk->lists};
    assert_int_equal(sample_mix_plan(desk->plan.rows, 4359, &(struct sample_shares){200, 100, 100}), 0);
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

static char *write_file(const struct sample_course_plan *plan, char **truth)
{
    char *content = NULL;
    size_t length = 0, truth_length = 0;
    FILE *out = open_memstream(&content, &length), *truth_out = open_memstream(truth, &truth_length);

    assert_int_equal(sample_course_file_write(plan, out, truth_out), 0);
    fclose(out);
    fclose(truth_out);
    return content;
}

/* Values of a cell, one after another, in @value; how they are parted is the row's own business. */
static bool next_value(const char **cell, char value[256])
{
    size_t length;

    *cell += strspn(*cell, "|; ");
    length = strcspn(*cell, "|;");
    memcpy(value, *cell, length);
    while (length && value[length - 1] == ' ')
        length--;
    value[length] = '\0';
    *cell += strcspn(*cell, "|;");
    return length > 0;
}

static bool holds(const char *cell, const char *wanted)
{
    char value[256];

    while (next_value(&cell, value)) {
        if (strcmp(value, wanted) == 0)
            return true;
    }
    return false;
}

struct counted {
    uint64_t live, hindi, drafts, retired, versions;
    uint64_t kinds[SAMPLE_COURSE_KINDS];
    char languages[64][8];
    size_t language_count;
};

static size_t kind_of(const char *word)
{
    size_t kind = 0;

    while (kind < SAMPLE_COURSE_KINDS && strcasecmp(word, sample_course_kinds[kind].word_en) != 0 &&
           (!sample_course_kinds[kind].word_hi || strcmp(word, sample_course_kinds[kind].word_hi) != 0))
        kind++;
    assert_true(kind < SAMPLE_COURSE_KINDS);
    return kind;
}

static void count_languages(struct counted *counted, const char *cell)
{
    char value[256];

    while (next_value(&cell, value)) {
        size_t i = 0;

        while (i < counted->language_count && strcmp(counted->languages[i], value) != 0)
            i++;
        assert_true(strlen(value) < 4 && i < 64);
        if (i == counted->language_count)
            memcpy(counted->languages[counted->language_count++], value, strlen(value) + 1);
    }
}

static void count_row(struct counted *counted, const struct csv_row *row)
{
    const char *const *cells = row->cells;
    int32_t published, retired;

    assert_true(cells[COURSE_ID][0] || cells[IGOT_ID][0]);
    assert_true(cells[TITLE_EN][0] || cells[TITLE_HI][0]);
    assert_true(cells[PROVIDER][0] && cells[DURATION][0] && cells[COMPETENCIES][0]);
    assert_true(strlen(cells[TITLE_HI]) <= 500 && strchr(cells[TITLE_EN], '{') == NULL);
    count_languages(counted, cells[LANGUAGES]);
    counted->versions += cells[VERSION_OF][0] != '\0';
    if (strcmp(cells[STATE], "draft") == 0) {
        counted->drafts++;
        assert_string_equal(cells[PUBLISHED_ON], "");
        return;
    }
    assert_int_equal(date_parse(cells[PUBLISHED_ON], DATE_DAY_FIRST, &published), DATE_OK);
    if (strcmp(cells[STATE], "retired") == 0) {
        counted->retired++;
        assert_int_equal(date_parse(cells[RETIRED_ON], DATE_DAY_FIRST, &retired), DATE_OK);
        assert_true(retired > published);
        return;
    }
    assert_string_equal(cells[STATE], "live");
    counted->live++;
    counted->hindi += holds(cells[LANGUAGES], "hi");
    counted->kinds[kind_of(cells[KIND])]++;
    assert_true(!holds(cells[LANGUAGES], "hi") || cells[TITLE_HI][0]);
}

/* Calls @take for the rows of @content that the truth calls @kind. */
static size_t each_row(const char *content, const char *truth, const char *kind,
                       void (*take)(void *context, const struct csv_row *row), void *context)
{
    char *path = test_file(content, strlen(content)), wanted[32];
    struct csv_file *file;
    struct csv_row row;
    size_t count = 0;

    snprintf(wanted, sizeof(wanted), ",%s,", kind);
    assert_int_equal(csv_file_open(&file, path), 0);
    assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW);
    assert_int_equal(row.count, CELLS);
    for (truth = strchr(truth, '\n') + 1; csv_file_next(file, &row) == CSV_FILE_ROW; truth = strchr(truth, '\n') + 1) {
        assert_int_equal(strtoul(truth, NULL, 10), row.line);
        assert_int_equal(row.count, CELLS);
        if (strncmp(truth + strcspn(truth, ","), wanted, strlen(wanted)) != 0)
            continue;
        take(context, &row);
        count++;
    }
    assert_int_equal(*truth, '\0');
    csv_file_close(file);
    test_file_gone(path);
    return count;
}

static void take_counts(void *context, const struct csv_row *row)
{
    count_row(context, row);
}

static void test_courses__counted_from_the_file__are_exactly_as_many_as_were_asked_for(void **state)
{
    struct desk *desk = *state;

    for (uint64_t seed = 1; seed <= 3; seed++) {
        struct counted counted = {0};
        char *truth, *content;

        desk->plan.courses.seed = seed;
        content = write_file(&desk->plan, &truth);
        assert_int_equal(each_row(content, truth, "good", take_counts, &counted), 4359);
        assert_int_equal(counted.live, 4179);
        assert_int_equal(counted.hindi, 840);
        assert_int_equal(counted.drafts, 60);
        assert_int_equal(counted.retired, 120);
        assert_int_equal(counted.language_count, SAMPLE_COURSE_LANGUAGES);
        assert_true(counted.versions > 20);
        for (size_t kind = 0; kind < SAMPLE_COURSE_KINDS; kind++)
            assert_true(counted.kinds[kind] > 100);
        free(content);
        free(truth);
    }
}

static void test_courses__same_seed__gives_the_same_file(void **state)
{
    struct desk *desk = *state;
    char *truth[3], *content[3];

    content[0] = write_file(&desk->plan, &truth[0]);
    content[1] = write_file(&desk->plan, &truth[1]);
    desk->plan.courses.seed++;
    content[2] = write_file(&desk->plan, &truth[2]);
    assert_string_equal(content[0], content[1]);
    assert_string_not_equal(content[0], content[2]);
    for (int i = 0; i < 3; i++) {
        free(content[i]);
        free(truth[i]);
    }
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void are_distinct(const char **texts, size_t count)
{
    qsort(texts, count, sizeof(*texts), by_text);
    for (size_t i = 1; i < count; i++)
        assert_string_not_equal(texts[i - 1], texts[i]);
}

static void test_courses__ids_and_titles__are_nobody_elses(void **state)
{
    enum { MORE = 30000 }; /* so many that titles need parts */
    struct desk *desk = *state;
    const char **ids = calloc(MORE, sizeof(*ids)), **titles = calloc(MORE, sizeof(*titles));
    size_t title_count = 0;
    struct arena arena;

    arena_init(&arena, 256u << 20);
    for (uint64_t number = 0; number < MORE; number++) {
        struct sample_course course;

        assert_int_equal(sample_course(&desk->plan.courses, number, &arena, &course), 0);
        ids[number] = sample_course_id(&course);
        if (course.title_en[0])
            titles[title_count++] = course.title_en;
    }
    are_distinct(ids, MORE);
    are_distinct(titles, title_count);
    free(ids);
    free(titles);
    arena_deinit(&arena);
}

/* The codes, the English and the Hindi names of a master list, straight from its file. */
struct list {
    char *texts[3 * MOST_ENTRIES];
    size_t count;
};

static void read_list(struct list *list, const char *path)
{
    struct csv_file *file;
    struct csv_row row;

    assert_int_equal(csv_file_open(&file, path), 0);
    assert_int_equal(csv_file_next(file, &row), CSV_FILE_ROW);
    while (csv_file_next(file, &row) == CSV_FILE_ROW) {
        assert_true(list->count + 3 <= 3 * MOST_ENTRIES);
        for (size_t i = 0; i < 3; i++)
            list->texts[list->count++] = strdup(row.cells[i]);
    }
    csv_file_close(file);
}

static bool knows(const struct list *list, const char *text)
{
    for (size_t i = 0; i < list->count; i++) {
        if (strcmp(list->texts[i], text) == 0)
            return true;
    }
    return false;
}

static void forget(struct list *list)
{
    while (list->count)
        free(list->texts[--list->count]);
}

struct known {
    struct list competencies, cadres, trades, providers;
    size_t unknown_providers;
};

static void take_codes(void *context, const struct csv_row *row)
{
    struct known *known = context;
    const char *cell = row->cells[COMPETENCIES];
    char value[256];

    while (next_value(&cell, value)) {
        char *sub_theme = strstr(value, " / ");

        assert_true(knows(&known->competencies, sub_theme ? sub_theme + 3 : value));
    }
    for (cell = row->cells[CADRES]; next_value(&cell, value);)
        assert_true(knows(&known->cadres, value));
    for (cell = row->cells[TRADES]; next_value(&cell, value);)
        assert_true(knows(&known->trades, value));
    known->unknown_providers += !knows(&known->providers, row->cells[PROVIDER]);
}

static void test_courses__what_they_name__is_in_the_master_lists(void **state)
{
    struct desk *desk = *state;
    struct known known = {.unknown_providers = 0};
    char *truth, *content;

    read_list(&known.competencies, DATA "/competencies.csv");
    read_list(&known.cadres, DATA "/cadres.csv");
    read_list(&known.trades, DATA "/trades.csv");
    read_list(&known.providers, DATA "/providers.csv");
    for (size_t i = 0; i < sample_audience_count; i++)
        assert_true(sample_audiences[i].cadre ? knows(&known.cadres, sample_audiences[i].cadre)
                                              : knows(&known.trades, sample_audiences[i].trade));
    content = write_file(&desk->plan, &truth);
    each_row(content, truth, "good", take_codes, &known);
    assert_int_equal(known.unknown_providers, 0);
    free(content);
    free(truth);
    desk->plan.courses.unknown_provider = 500;
    content = write_file(&desk->plan, &truth);
    each_row(content, truth, "good", take_codes, &known);
    assert_in_range(known.unknown_providers, 150, 300); /* 5 % of 4,359 are 218 */
    free(content);
    free(truth);
    forget(&known.competencies);
    forget(&known.cadres);
    forget(&known.trades);
    forget(&known.providers);
}

static void take_nothing(void *context, const struct csv_row *row)
{
    (void)context;
    (void)row;
}

static void test_courses__kinds_of_rows__come_in_exactly_the_planned_numbers(void **state)
{
    struct desk *desk = *state;
    char *truth, *content = write_file(&desk->plan, &truth);

    assert_int_equal(each_row(content, truth, "bad", take_nothing, NULL), 91); /* 2 % of 4,541 */
    assert_int_equal(each_row(content, truth, "repeated", take_nothing, NULL), 45);
    assert_int_equal(each_row(content, truth, "clashing", take_nothing, NULL), 45);
    free(content);
    free(truth);
}

static void test_courses__lists_that_are_not_there__are_a_matter_of_the_file(void **state)
{
    struct desk *desk = *state;
    struct sample_lists lists;

    assert_int_equal(sample_lists_read(&desk->cli, "/nowhere", &lists), CLI_FILE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(test_courses__counted_from_the_file__are_exactly_as_many_as_were_asked_for),
        TEST(test_courses__same_seed__gives_the_same_file),
        TEST(test_courses__ids_and_titles__are_nobody_elses),
        TEST(test_courses__what_they_name__is_in_the_master_lists),
        TEST(test_courses__kinds_of_rows__come_in_exactly_the_planned_numbers),
        TEST(test_courses__lists_that_are_not_there__are_a_matter_of_the_file),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
