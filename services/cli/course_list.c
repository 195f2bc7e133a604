/* course_list - `karmayogi course list` and `count`: which courses there are, and how many. */
#include "course.h"
#include "csv_file.h"
#include "listing.h"
#include "message.h"
#include "message_json.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <string.h>

enum { OPTION_LISTING = COURSE_FILTER_OPTIONS, OPTION_COUNT_CSV = COURSE_FILTER_OPTIONS };

#define MOST_LANGUAGES 6 /* columns of the table of counts; the other languages stand below it */

static const struct cli_method list_method = CLI_CATALOGUE_METHOD(ListCourses, list_courses);
static const struct cli_method count_method = CLI_CATALOGUE_METHOD(CountCourses, count_courses);

typedef Karmayogi__Catalogue__V1__CourseFilter course_filter;
typedef Karmayogi__Catalogue__V1__CourseCount course_count;

/* Words of enums as generated structs take them: an enum is an int. */
struct filter_words {
    int states[VERB_ENUMS], kinds[VERB_ENUMS], areas[VERB_ENUMS];
};

static int read_words(struct cli *cli, const struct arguments *arguments, struct filter_words *words,
                      course_filter *filter)
{
    int result = verb_enums(cli, arguments, COURSE_FILTER_STATE, "--state",
                            &karmayogi__catalogue__v1__life_state__descriptor, words->states, &filter->n_states);

    if (result == 0)
        result = verb_enums(cli, arguments, COURSE_FILTER_KIND, "--kind",
                            &karmayogi__catalogue__v1__course_kind__descriptor, words->kinds, &filter->n_kinds);
    if (result == 0)
        result = verb_enums(cli, arguments, COURSE_FILTER_AREA, "--area",
                            &karmayogi__catalogue__v1__competency_area__descriptor, words->areas,
                            &filter->n_competency_areas);
    filter->states = (Karmayogi__Catalogue__V1__LifeState *)(void *)words->states;
    filter->kinds = (Karmayogi__Catalogue__V1__CourseKind *)(void *)words->kinds;
    filter->competency_areas = (Karmayogi__Catalogue__V1__CompetencyArea *)(void *)words->areas;
    return result;
}

static int read_filter(struct cli *cli, const struct arguments *arguments, struct filter_words *words,
                       course_filter *filter)
{
    const struct {
        unsigned option;
        const char *name;
        uint32_t *value;
    } numbers[] = {{COURSE_FILTER_LEVEL, "--level", &filter->level},
                   {COURSE_FILTER_STATE_CODE, "--state-code", &filter->state_code},
                   {COURSE_FILTER_FROM, "--duration-from", &filter->duration_minutes_from},
                   {COURSE_FILTER_TO, "--duration-to", &filter->duration_minutes_to}};
    int result;

    karmayogi__catalogue__v1__course_filter__init(filter);
    result = read_words(cli, arguments, words, filter);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]) && result == 0; i++) {
        uint64_t value = 0;

        result = verb_number(cli, arguments, numbers[i].option, numbers[i].name, UINT32_MAX, &value);
        *numbers[i].value = (uint32_t)value;
    }
    filter->n_languages = verb_several(cli, arguments, COURSE_FILTER_LANGUAGE, &filter->languages);
    filter->n_provider_codes = verb_several(cli, arguments, COURSE_FILTER_PROVIDER, &filter->provider_codes);
    filter->n_competency_codes = verb_several(cli, arguments, COURSE_FILTER_COMPETENCY, &filter->competency_codes);
    filter->n_cadre_codes = verb_several(cli, arguments, COURSE_FILTER_CADRE, &filter->cadre_codes);
    filter->n_trade_codes = verb_several(cli, arguments, COURSE_FILTER_TRADE, &filter->trade_codes);
    filter->flag = verb_text(arguments, COURSE_FILTER_FLAG);
    return result;
}

/* What an import of courses reads, and behind it what only the catalogue knows, under names that an import ignores. */
static const char *const csv_header[] = {
    "course_id",
    "igot_id",
    "kind",
    "title_en",
    "title_hi",
    "description_en",
    "description_hi",
    "languages",
    "original_language",
    "provider",
    "duration",
    "competencies",
    "cadres",
    "trades",
    "level_from",
    "level_to",
    "keywords",
    "state_code",
    "language_version_of",
    "state",
    "published_on",
    "retired_on",
    "version",
    "flags",
};

#define CSV_COLUMNS (sizeof(csv_header) / sizeof(csv_header[0]))

static const char *joined(struct arena *arena, char *const *words, size_t count, const char *between)
{
    const char *text = "";

    for (size_t i = 0; i < count && text; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? between : "", words[i]);
    return text ? text : "";
}

static const Karmayogi__Catalogue__V1__CourseText *text_in(const course_content *content, const char *language)
{
    static const Karmayogi__Catalogue__V1__CourseText none = KARMAYOGI__CATALOGUE__V1__COURSE_TEXT__INIT;

    for (size_t i = 0; i < content->n_texts; i++) {
        if (strcmp(content->texts[i]->language, language) == 0)
            return content->texts[i];
    }
    return &none;
}

static const char *number_or_empty(struct arena *arena, uint32_t number)
{
    const char *text = number ? arena_printf(arena, "%u", number) : "";

    return text ? text : "";
}

static int write_csv(struct cli *cli, const course *one)
{
    static const struct cli english = {.locale = LOCALE_EN};
    static const course_content empty = KARMAYOGI__CATALOGUE__V1__COURSE_CONTENT__INIT;
    static const Karmayogi__Catalogue__V1__Audience everybody = KARMAYOGI__CATALOGUE__V1__AUDIENCE__INIT;
    static const Karmayogi__Catalogue__V1__Lifecycle unborn = KARMAYOGI__CATALOGUE__V1__LIFECYCLE__INIT;
    const course_content *content = one->content ? one->content : &empty;
    const Karmayogi__Catalogue__V1__Audience *audience = content->audience ? content->audience : &everybody;
    const Karmayogi__Catalogue__V1__Lifecycle *life = one->life ? one->life : &unborn;
    char state[MESSAGE_WORD_BYTES], published[DATE_TEXT_BYTES], retired[DATE_TEXT_BYTES];
    struct arena *arena = &cli->arena;
    const char *duration = arena_printf(arena, "%u", content->duration_minutes);
    const char *version = arena_printf(arena, "%llu", (unsigned long long)one->version);
    const char *cells[CSV_COLUMNS] = {
        one->course_id,
        content->igot_id,
        course_kind_word(&english, content->kind), /* as iGOT writes it, which is what an import reads */
        text_in(content, "en")->title,
        text_in(content, "hi")->title,
        text_in(content, "en")->description,
        text_in(content, "hi")->description,
        joined(arena, content->languages, content->n_languages, "|"),
        content->original_language,
        content->provider,
        duration,
        joined(arena, content->competency_codes, content->n_competency_codes, "|"),
        joined(arena, audience->cadre_codes, audience->n_cadre_codes, "|"),
        joined(arena, audience->trade_codes, audience->n_trade_codes, "|"),
        number_or_empty(arena, audience->level_from),
        number_or_empty(arena, audience->level_to),
        joined(arena, content->keywords, content->n_keywords, "|"),
        number_or_empty(arena, content->state_code),
        content->language_version_of,
        message_enum_word(&karmayogi__catalogue__v1__life_state__descriptor, (int)life->state, state),
        date_format(message_days(life->live_from), published),
        date_format(message_days(life->retired_on), retired),
        version,
        joined(arena, one->flags, one->n_flags, " "),
    };

    return arena->failed ? error_raise("out of memory for a row") : csv_write_row(stdout, cells, CSV_COLUMNS, "\n");
}

static void put_row(struct cli *cli, struct table *table, const course *one)
{
    const course_content *content = one->content;

    table_cell(table, one->course_id);
    table_cell(table, content ? course_kind_word(cli, content->kind) : "");
    table_cell(table, content ? joined(&cli->arena, content->languages, content->n_languages, " ") : "");
    table_count(table, one->total_duration_minutes);
    table_cell(table, one->life ? course_state_word(cli, one->life->state) : "");
    table_cell(table, joined(&cli->arena, one->flags, one->n_flags, " "));
    table_cell(table, content ? course_title(cli, content) : "");
}

/* One list, and the page of it that came last. */
struct courses {
    struct listing listing;
    Karmayogi__Catalogue__V1__ListCoursesRequest request;
    const Karmayogi__Catalogue__V1__ListCoursesResponse *answer;
};

static int ask_page(void *context, struct listing_page *page)
{
    struct courses *courses = context;
    int result = cli_call(courses->listing.cli, &list_method, &courses->request, &courses->answer);

    if (result == 0)
        *page = (struct listing_page){courses->answer->n_courses, courses->answer->page};
    return result;
}

static int show_page(void *context)
{
    static const struct {
        enum word word;
        enum table_align align;
    } headers[] = {{WORD_COURSE, TABLE_LEFT},         {WORD_KIND, TABLE_LEFT},  {WORD_LANGUAGES, TABLE_LEFT},
                   {WORD_MINUTES, TABLE_RIGHT},       {WORD_STATE, TABLE_LEFT}, {WORD_FLAGS, TABLE_LEFT},
                   {WORD_TITLE_OF_COURSE, TABLE_LEFT}};
    CLEANUP(table_deinit) struct table table = {0};
    const struct courses *courses = context;
    struct cli *cli = courses->listing.cli;
    int result = 0;

    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
        table_column(&table, cli_word(cli, headers[i].word), headers[i].align);
    table.width = table_paper();
    for (size_t i = 0; i < courses->answer->n_courses && result == 0; i++) {
        if (courses->listing.csv)
            result = write_csv(cli, courses->answer->courses[i]);
        else if (cli->json)
            result = message_json_print(message_json(&courses->answer->courses[i]->base));
        else
            put_row(cli, &table, courses->answer->courses[i]);
    }
    table_drop_empty(&table);
    return result == 0 && table_rows(&table) ? table_print(&table, stdout) : result;
}

int course_list_run(struct cli *cli, const struct arguments *arguments)
{
    struct courses courses = {.request = KARMAYOGI__CATALOGUE__V1__LIST_COURSES_REQUEST__INIT};
    struct filter_words words;
    course_filter filter;
    int result = listing_begin(&courses.listing, cli, arguments, OPTION_LISTING);

    if (result == 0)
        result = read_filter(cli, arguments, &words, &filter);
    if (result != 0)
        return result;
    courses.request.filter = &filter;
    courses.request.page = &courses.listing.page;
    if (courses.listing.csv && !courses.listing.count_only)
        result = csv_write_row(stdout, csv_header, CSV_COLUMNS, "\n");
    if (result == 0)
        result = listing_walk(&courses.listing, ask_page, show_page, &courses);
    return result == 0 ? listing_finish(&courses.listing, WORD_COURSES_ALL, WORD_COURSES_MORE) : result;
}

static const Karmayogi__Catalogue__V1__LanguageCount *of_language(const course_count *row, const char *language)
{
    for (size_t i = 0; i < row->n_languages; i++) {
        if (strcmp(row->languages[i]->language, language) == 0)
            return row->languages[i];
    }
    return NULL;
}

static void put_counts(struct table *table, const course_count *row, const course_count *total, size_t languages)
{
    table_count(table, row->courses);
    for (size_t i = 0; i < languages; i++) {
        const Karmayogi__Catalogue__V1__LanguageCount *count = of_language(row, total->languages[i]->language);

        table_count(table, count ? count->available : 0);
    }
}

/* Kinds as rows, the languages in which most can be taken as columns. */
static int show_kinds(struct cli *cli, const Karmayogi__Catalogue__V1__CountCoursesResponse *answer)
{
    CLEANUP(table_deinit) struct table table = {0};
    const course_count *total = answer->total;
    size_t languages = total->n_languages < MOST_LANGUAGES ? total->n_languages : MOST_LANGUAGES;

    table_column(&table, cli_word(cli, WORD_KIND), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_COURSES), TABLE_RIGHT);
    for (size_t i = 0; i < languages; i++)
        table_column(&table, course_language(cli, total->languages[i]->language), TABLE_RIGHT);
    for (size_t i = 0; i < answer->n_rows; i++) {
        if (answer->rows[i]->courses == 0)
            continue;
        table_cell(&table, course_kind_word(cli, answer->rows[i]->kind));
        put_counts(&table, answer->rows[i], total, languages);
    }
    if (table_rows(&table))
        table_rule(&table);
    table_cell(&table, cli_word(cli, WORD_TOTAL));
    put_counts(&table, total, total, languages);
    table.width = table_paper();
    return table_print(&table, stdout);
}

static int show_languages(struct cli *cli, const course_count *total)
{
    CLEANUP(table_deinit) struct table table = {0};

    table_column(&table, cli_word(cli, WORD_LANGUAGE), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_CODE), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_AVAILABLE), TABLE_RIGHT);
    table_column(&table, cli_word(cli, WORD_ORIGINAL), TABLE_RIGHT);
    for (size_t i = 0; i < total->n_languages; i++) {
        table_cell(&table, course_language(cli, total->languages[i]->language));
        table_cell(&table, total->languages[i]->language);
        table_count(&table, total->languages[i]->available);
        table_count(&table, total->languages[i]->original);
    }
    return table_rows(&table) ? table_print(&table, stdout) : 0;
}

static int write_count(struct cli *cli, const course_count *row)
{
    char kind[MESSAGE_WORD_BYTES];

    message_enum_word(&karmayogi__catalogue__v1__course_kind__descriptor, (int)row->kind, kind);
    for (size_t i = 0; i <= row->n_languages; i++) { /* the first line of a kind is over all languages */
        const Karmayogi__Catalogue__V1__LanguageCount *language = i ? row->languages[i - 1] : NULL;
        const char *available =
            arena_printf(&cli->arena, "%llu", (unsigned long long)(language ? language->available : row->courses));
        const char *original =
            arena_printf(&cli->arena, "%llu", (unsigned long long)(language ? language->original : row->courses));
        const char *const cells[] = {kind, language ? language->language : "", available, original};
        int result = available && original ? csv_write_row(stdout, cells, 4, "\n") : error_raise("out of memory");

        if (result < 0)
            return result;
    }
    return 0;
}

static int show_csv(struct cli *cli, const Karmayogi__Catalogue__V1__CountCoursesResponse *answer)
{
    static const char *const header[] = {"kind", "language", "available", "original"};
    int result = csv_write_row(stdout, header, 4, "\n");

    for (size_t i = 0; i < answer->n_rows && result == 0; i++)
        result = write_count(cli, answer->rows[i]);
    return result == 0 ? write_count(cli, answer->total) : result;
}

int course_count_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__CountCoursesRequest request = KARMAYOGI__CATALOGUE__V1__COUNT_COURSES_REQUEST__INIT;
    Karmayogi__Catalogue__V1__CountCoursesResponse *answer;
    struct filter_words words;
    course_filter filter;
    int result = read_filter(cli, arguments, &words, &filter);

    request.filter = &filter;
    if (result == 0)
        result = cli_call(cli, &count_method, &request, &answer);
    if (result != 0)
        return result;
    if (cli->json)
        return message_json_show(answer);
    if (!answer->total)
        return error_raise("the catalogue gave no total");
    if (arguments->options[OPTION_COUNT_CSV])
        return show_csv(cli, answer);
    result = show_kinds(cli, answer);
    putchar('\n');
    if (result == 0 && answer->total->n_languages)
        result = show_languages(cli, answer->total);
    return result;
}

const struct argp_option course_list_options[] = {
    COURSE_FILTER_TABLE,
    LISTING_OPTIONS(OPTION_LISTING, "courses"),
    {0},
};

const struct argp_option course_count_options[] = {
    COURSE_FILTER_TABLE,
    VERB_OPTION(OPTION_COUNT_CSV, "csv", NULL, "Write CSV: a line for each kind and language; \"\" stands for all"),
    {0},
};
