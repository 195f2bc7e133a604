/* report_courses - `karmayogi report courses`: kinds as rows, languages in which courses can be taken as columns. */
#include "course.h"
#include "csv_file.h"
#include "figures.h"
#include "message.h"
#include "message_json.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_ALL = FIGURES_OPTION_COUNT };

#define KINDS      32
#define LANGUAGES  30 /* the constitution's 22, English, and some that nobody has thought of yet */
#define PAPER      80 /* where the width of the terminal is not known */
#define FIRST_CSV  4  /* columns before those of the languages */
#define FIRST_SEEN 2  /* Hindi and English are never left out */

struct language {
    const char *code;
    int64_t courses;
    size_t rank; /* that of the table's narrowest form which shows it */
};

struct kind {
    const figure_row *row; /* one that names it; NULL: all kinds together */
    int64_t courses;
    int64_t in[LANGUAGES]; /* which can be taken in each language */
};

/* What reporting counts is sets of languages: a course is in one. Here it counts in each language of its set. */
struct overview {
    const struct figures *figures;
    struct language languages[LANGUAGES]; /* most courses first, then by code, as the catalogue lists them */
    size_t language_count;
    struct kind kinds[KINDS], total;
    size_t kind_count;
};

static bool set_holds(const char *set, const char *code)
{
    size_t length = strlen(code);

    while (*set) {
        size_t own = strcspn(set, "+");

        if (own == length && strncmp(set, code, length) == 0)
            return true;
        set += own + (set[own] == '+');
    }
    return false;
}

static int add_language(struct overview *overview, const char *code, size_t length)
{
    struct language *languages = overview->languages;
    char *copy;

    for (size_t i = 0; i < overview->language_count; i++) {
        if (strlen(languages[i].code) == length && strncmp(languages[i].code, code, length) == 0)
            return 0;
    }
    if (overview->language_count == LANGUAGES)
        return error_raise("reporting named more than %d languages", LANGUAGES);
    copy = arena_string(&overview->figures->cli->held, code, length);
    if (!copy)
        return error_raise("out of memory for a language");
    languages[overview->language_count++].code = copy;
    return 0;
}

static int find_languages(struct overview *overview)
{
    int result = add_language(overview, "hi", 2);

    if (result == 0)
        result = add_language(overview, "en", 2);
    for (size_t i = 0; i < overview->figures->count; i++) {
        const char *set = overview->figures->rows[i]->keys[1]->code;

        while (*set && result == 0) {
            size_t length = strcspn(set, "+");

            result = add_language(overview, set, length);
            set += length + (set[length] == '+');
        }
    }
    return result;
}

static int compare_languages(const void *a, const void *b)
{
    const struct language *left = a, *right = b;

    if (left->courses != right->courses)
        return left->courses > right->courses ? -1 : 1;
    return strcmp(left->code, right->code);
}

static void sort_languages(struct overview *overview)
{
    struct language *languages = overview->languages;
    size_t rank = FIRST_SEEN;

    for (size_t i = 0; i < overview->language_count; i++) {
        for (size_t row = 0; row < overview->figures->count; row++) {
            const figure_row *one = overview->figures->rows[row];

            if (set_holds(one->keys[1]->code, languages[i].code))
                languages[i].courses += figures_value(one, 0);
        }
    }
    qsort(languages, overview->language_count, sizeof(*languages), compare_languages);
    for (size_t i = 0; i < overview->language_count; i++) {
        bool always = strcmp(languages[i].code, "hi") == 0 || strcmp(languages[i].code, "en") == 0;

        languages[i].rank = always ? 0 : rank++;
    }
}

static void count_row(const struct overview *overview, struct kind *kind, const figure_row *row)
{
    kind->courses += figures_value(row, 0);
    for (size_t i = 0; i < overview->language_count; i++) {
        if (set_holds(row->keys[1]->code, overview->languages[i].code))
            kind->in[i] += figures_value(row, 0);
    }
}

/* Rows come by kind, one kind after the other. */
static int count_kinds(struct overview *overview)
{
    for (size_t i = 0; i < overview->figures->count; i++) {
        const figure_row *row = overview->figures->rows[i];
        const struct kind *last = overview->kind_count ? &overview->kinds[overview->kind_count - 1] : NULL;

        if (!last || strcmp(last->row->keys[0]->code, row->keys[0]->code) != 0) {
            if (overview->kind_count == KINDS)
                return error_raise("reporting named more than %d kinds of courses", KINDS);
            overview->kinds[overview->kind_count++].row = row;
        }
        count_row(overview, &overview->kinds[overview->kind_count - 1], row);
        count_row(overview, &overview->total, row);
    }
    return 0;
}

/* ---- the table ---- */

static void put_kind(const struct overview *overview, struct table *table, const char *name, const struct kind *kind,
                     size_t shown)
{
    char text[NUMBER_TEXT_BYTES];

    table_cell(table, name);
    table_cell(table, number_indian(kind->courses, text));
    for (size_t i = 0; i < overview->language_count; i++) {
        if (overview->languages[i].rank < shown)
            table_cell(table, number_indian(kind->in[i], text));
    }
}

static void fill_table(const struct overview *overview, struct table *table, size_t shown)
{
    const struct cli *cli = overview->figures->cli;

    table_column(table, cli_word(cli, WORD_KIND), TABLE_LEFT);
    table_column(table, cli_word(cli, WORD_COURSES), TABLE_RIGHT);
    for (size_t i = 0; i < overview->language_count; i++) {
        if (overview->languages[i].rank < shown)
            table_column(table, course_language(cli, overview->languages[i].code), TABLE_RIGHT);
    }
    for (size_t i = 0; i < overview->kind_count; i++)
        put_kind(overview, table, figures_key(overview->figures, overview->kinds[i].row, 0), &overview->kinds[i],
                 shown);
    if (overview->kind_count)
        table_rule(table);
    put_kind(overview, table, cli_word(cli, WORD_TOTAL), &overview->total, shown);
}

/* As many languages as fit; all of them where that is asked for, then the table is folded. */
static int show_table(const struct overview *overview, bool all)
{
    CLEANUP(table_deinit) struct table table = {0};
    const struct cli *cli = overview->figures->cli;
    size_t paper = table_terminal() ? table_terminal() : PAPER, shown = overview->language_count;
    char text[NUMBER_TEXT_BYTES];
    int result;

    fill_table(overview, &table, shown);
    while (!all && shown > FIRST_SEEN && table_width(&table) > paper) {
        table_deinit(&table);
        fill_table(overview, &table, --shown);
    }
    table.width = paper;
    table.fold = 1;
    result = table_print(&table, stdout);
    putchar('\n');
    cli_say(cli, WORD_LANGUAGES_OVERLAP);
    if (shown < overview->language_count)
        cli_say(cli, WORD_LANGUAGES_HIDDEN, number_indian((int64_t)(overview->language_count - shown), text));
    return result;
}

/* ---- CSV and JSON: all languages ---- */

static int write_kind(const struct overview *overview, const struct kind *kind)
{
    struct arena *arena = &overview->figures->cli->arena;
    const Karmayogi__Reporting__V1__FigureKey *key = kind->row->keys[0];
    const char *cells[FIRST_CSV + LANGUAGES] = {key->code, key->name_en, key->name_hi,
                                                arena_printf(arena, "%lld", (long long)kind->courses)};

    for (size_t i = 0; i < overview->language_count; i++)
        cells[FIRST_CSV + i] = arena_printf(arena, "%lld", (long long)kind->in[i]);
    if (arena->failed)
        return error_raise("out of memory for a row");
    return csv_write_row(stdout, cells, FIRST_CSV + overview->language_count, "\n");
}

static int write_csv(const struct overview *overview)
{
    const char *header[FIRST_CSV + LANGUAGES] = {"course_kind", "course_kind_name_en", "course_kind_name_hi",
                                                 "courses"};
    int result;

    for (size_t i = 0; i < overview->language_count; i++)
        header[FIRST_CSV + i] = overview->languages[i].code;
    result = csv_write_row(stdout, header, FIRST_CSV + overview->language_count, "\n");
    for (size_t i = 0; i < overview->kind_count && result == 0; i++)
        result = write_kind(overview, &overview->kinds[i]);
    return result;
}

/* In the form of the catalogue's own count. */
static json_t *kind_json(const struct overview *overview, const struct kind *kind)
{
    json_t *object = json_object(), *languages = json_array();
    char word[MESSAGE_WORD_BYTES] = "";
    uint64_t number = 0;

    if (kind->row && number_parse_u64(kind->row->keys[0]->code, INT32_MAX, &number))
        message_enum_word(&karmayogi__catalogue__v1__course_kind__descriptor, (int)number, word);
    for (size_t i = 0; i < overview->language_count; i++) {
        if (kind->in[i])
            json_array_append_new(languages, json_pack("{s:s, s:I}", "language", overview->languages[i].code,
                                                       "available", (json_int_t)kind->in[i]));
    }
    json_object_set_new(object, "kind", word[0] ? json_string(word) : json_null());
    json_object_set_new(object, "courses", json_integer(kind->courses));
    json_object_set_new(object, "languages", languages);
    return object;
}

static int write_json(const struct overview *overview)
{
    json_t *object = message_json(&overview->figures->first->base), *rows = json_array();

    for (size_t i = 0; i < overview->kind_count; i++)
        json_array_append_new(rows, kind_json(overview, &overview->kinds[i]));
    json_object_set_new(object, "rows", rows);
    json_object_set_new(object, "total", kind_json(overview, &overview->total));
    json_object_del(object, "page"); /* all of them are here */
    return message_json_print_pretty(object);
}

static int ask(struct figures *figures, const struct arguments *arguments)
{
    figures_request request = KARMAYOGI__REPORTING__V1__GET_FIGURES_REQUEST__INIT;
    int result = figures_read(figures, arguments, &request);

    figures->measures[figures->measure_count++] = KARMAYOGI__REPORTING__V1__MEASURE__MEASURE_COURSES;
    figures->by[figures->by_count++] = KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_COURSE_KIND;
    figures->by[figures->by_count++] = KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_COURSE_LANGUAGES;
    return result == 0 ? figures_ask(figures, &request) : result;
}

int report_courses_run(struct cli *cli, const struct arguments *arguments)
{
    CLEANUP(figures_deinit) struct figures figures;
    struct overview overview = {.figures = &figures};
    int result;

    figures_init(&figures, cli);
    result = ask(&figures, arguments);
    if (result == 0)
        result = find_languages(&overview);
    if (result == 0) {
        sort_languages(&overview);
        result = count_kinds(&overview);
    }
    if (result != 0)
        return result;
    if (cli->json)
        return write_json(&overview);
    if (arguments->options[FIGURES_OPTION_CSV])
        return write_csv(&overview);
    figures_begin(&figures);
    result = show_table(&overview, arguments->options[OPTION_ALL] != NULL);
    return result == 0 ? figures_end(&figures) : result;
}

const struct argp_option report_courses_options[] = {
    VERB_OPTION(OPTION_ALL, "all", NULL, "Show all languages, not only as many as the terminal is wide"),
    FIGURES_OPTIONS("Write CSV: a row for each kind with all languages, without the total"),
    {0},
};
