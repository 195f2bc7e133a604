/* report_figures - `karmayogi report figures` and `definitions`. */
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

enum { OPTION_ORG = FIGURES_OPTION_COUNT, OPTION_MEASURES, OPTION_BY, OPTION_SINCE, OPTION_TREE, OPTION_BARS };

static const struct cli_method definitions_method =
    CLI_REPORTING_METHOD(ListFigureDefinitions, list_figure_definitions);

/* ---- figures ---- */

static int64_t largest(const struct figures *figures)
{
    int64_t most = 0;

    for (size_t i = 0; i < figures->count; i++) {
        int64_t value = figures_value(figures->rows[i], 0);

        if (value > most && strcmp(figures->rows[i]->keys[0]->code, "before") != 0)
            most = value;
    }
    return most;
}

static void put_figures(const struct figures *figures, struct table *table, const figure_row *row)
{
    for (size_t i = 0; i < figures->measure_count; i++) {
        char text[32];

        table_cell(table, figures_text(figures, row, i, text));
    }
}

/* A bar for each row is of the first measure, against the largest row: a series of months shows its course. */
static void fill_table(const struct figures *figures, struct table *table, bool bars)
{
    int64_t most = bars ? largest(figures) : 0;
    char bar[FIGURE_BAR_BYTES];

    for (size_t i = 0; i < figures->by_count; i++)
        table_column(table, figures_dimension_name(figures, figures->by[i]), TABLE_LEFT);
    if (figures->by_count == 0)
        table_column(table, "", TABLE_LEFT);
    for (size_t i = 0; i < figures->measure_count; i++)
        table_column(table, figures_measure_name(figures, figures->measures[i]), TABLE_RIGHT);
    if (bars)
        table_column(table, "", TABLE_LEFT);
    for (size_t i = 0; i < figures->count; i++) {
        const figure_row *row = figures->rows[i];
        bool before = figures->by_count && strcmp(row->keys[0]->code, "before") == 0;

        for (size_t key = 0; key < figures->by_count; key++)
            table_cell(table, figures_key(figures, row, key));
        put_figures(figures, table, row);
        if (bars)
            table_cell(table, before ? "" : figure_bar(figures_value(row, 0), most, figure_bar_blocks(), bar));
    }
    if (figures->count)
        table_rule(table);
    table_cell(table, cli_word(figures->cli, WORD_TOTAL));
    for (size_t i = 1; i < figures->by_count; i++)
        table_cell(table, "");
    put_figures(figures, table, figures->first->total);
    if (bars)
        table_cell(table, "");
    table->width = table_paper();
    table->fold = figures->by_count ? figures->by_count : 1;
}

static int show_table(const struct figures *figures, bool bars)
{
    CLEANUP(table_deinit) struct table table = {0};

    fill_table(figures, &table, bars);
    if (bars && table_width(&table) > table_paper()) {
        table_deinit(&table);
        fill_table(figures, &table, false);
    }
    return table_print(&table, stdout);
}

static void put_csv_figures(const struct figures *figures, const figure_row *row, const char **cells, size_t *count)
{
    struct arena *arena = &figures->cli->arena;

    for (size_t i = 0; i < row->n_figures; i++) {
        bool known = row->figures[i]->state == KARMAYOGI__REPORTING__V1__FIGURE_STATE__FIGURE_STATE_KNOWN;

        cells[(*count)++] = known ? arena_printf(arena, "%lld", (long long)row->figures[i]->value) : "";
    }
}

static int write_csv_row(const struct figures *figures, const figure_row *row)
{
    const char *cells[3 * FIGURES_DIMENSIONS + FIGURES_MEASURES];
    size_t count = 0;

    for (size_t i = 0; i < row->n_keys; i++) {
        cells[count++] = row->keys[i]->code;
        cells[count++] = row->keys[i]->name_en;
        cells[count++] = row->keys[i]->name_hi;
    }
    put_csv_figures(figures, row, cells, &count);
    if (figures->cli->arena.failed)
        return error_raise("out of memory for a row");
    return csv_write_row(stdout, cells, count, "\n");
}

/* The rows; without any dimension, the total. What is not declared is an empty cell. */
static int write_csv(const struct figures *figures)
{
    struct arena *arena = &figures->cli->arena;
    const char *header[3 * FIGURES_DIMENSIONS + FIGURES_MEASURES];
    char word[MESSAGE_WORD_BYTES];
    size_t count = 0;
    int result;

    for (size_t i = 0; i < figures->by_count; i++) {
        message_enum_word(&karmayogi__reporting__v1__dimension__descriptor, (int)figures->by[i], word);
        header[count++] = arena_printf(arena, "%s", word);
        header[count++] = arena_printf(arena, "%s_name_en", word);
        header[count++] = arena_printf(arena, "%s_name_hi", word);
    }
    for (size_t i = 0; i < figures->measure_count; i++) {
        message_enum_word(&karmayogi__reporting__v1__measure__descriptor, (int)figures->measures[i], word);
        header[count++] = arena_printf(arena, "%s", word);
    }
    result = arena->failed ? error_raise("out of memory") : csv_write_row(stdout, header, count, "\n");
    for (size_t i = 0; i < figures->count && result == 0; i++)
        result = write_csv_row(figures, figures->rows[i]);
    return result == 0 && figures->by_count == 0 ? write_csv_row(figures, figures->first->total) : result;
}

/* The words of an option that takes measures or dimensions. */
static int read_words(struct figures *figures, const struct arguments *arguments, const struct figures_words *sort,
                      unsigned option, size_t most, int words[VERB_ENUMS], size_t *count)
{
    char text[NUMBER_TEXT_BYTES];

    if (!verb_enums_try(figures->cli, arguments, option, sort->words, words, count))
        return figures_refuse_word(figures, sort);
    return *count <= most ? 0
                          : cli_error(figures->cli, CLI_USAGE, WORD_TOO_MANY_VALUES, sort->name,
                                      number_indian((int64_t)most, text));
}

static int read_rows_and_columns(struct figures *figures, const struct arguments *arguments)
{
    int words[VERB_ENUMS];
    size_t count;
    int result = read_words(figures, arguments, &figures_measures, OPTION_MEASURES, FIGURES_MEASURES, words, &count);

    if (result == 0 && count == 0)
        return cli_error(figures->cli, CLI_USAGE, WORD_OPTION_NEEDED, figures_measures.name);
    for (size_t i = 0; result == 0 && i < count; i++)
        figures->measures[figures->measure_count++] = (measure)words[i];
    if (result == 0)
        result = read_words(figures, arguments, &figures_rows, OPTION_BY, FIGURES_DIMENSIONS, words, &count);
    for (size_t i = 0; result == 0 && i < count; i++)
        figures->by[figures->by_count++] = (dimension)words[i];
    return result;
}

static int read_request(struct figures *figures, const struct arguments *arguments, figures_request *request)
{
    int32_t since = DATE_NONE;
    int result = read_rows_and_columns(figures, arguments);

    if (result == 0)
        result = report_day(figures->cli, arguments, OPTION_SINCE, "--since", &since);
    if (result == 0)
        result = figures_read(figures, arguments, request);
    request->organisation_id = verb_text(arguments, OPTION_ORG);
    request->since = message_date(&figures->arena, since);
    request->tree_of_today = arguments->options[OPTION_TREE] != NULL;
    return result;
}

int report_figures_run(struct cli *cli, const struct arguments *arguments)
{
    CLEANUP(figures_deinit) struct figures figures;
    figures_request request = KARMAYOGI__REPORTING__V1__GET_FIGURES_REQUEST__INIT;
    int result;

    figures_init(&figures, cli);
    result = read_request(&figures, arguments, &request);
    if (result == 0)
        result = figures_learn(&figures, &request);
    if (result == 0)
        result = figures_ask(&figures, &request);
    if (result != 0)
        return result;
    if (cli->json)
        return figures_json(&figures);
    if (arguments->options[FIGURES_OPTION_CSV])
        return write_csv(&figures);
    figures_begin(&figures);
    result = show_table(&figures, report_wants_bars(arguments, OPTION_BARS) && figures.by_count == 1);
    return result == 0 ? figures_end(&figures) : result;
}

/* ---- definitions ---- */

enum { DEFINITIONS_OPTION_CSV };

static const char *words_of(struct cli *cli, const dimension *each, size_t count, const char *between)
{
    char word[MESSAGE_WORD_BYTES];
    const char *text = "";

    for (size_t i = 0; i < count && text; i++) {
        message_enum_word(&karmayogi__reporting__v1__dimension__descriptor, (int)each[i], word);
        text = arena_printf(&cli->arena, "%s%s%s", text, i ? between : "", word);
    }
    return text ? text : "";
}

typedef Karmayogi__Reporting__V1__MeasureDefinition measure_definition;

static int show_measure(struct cli *cli, const measure_definition *one)
{
    CLEANUP(table_deinit) struct table table = {0};
    char word[MESSAGE_WORD_BYTES];

    message_enum_word(&karmayogi__reporting__v1__measure__descriptor, (int)one->measure, word);
    table_column(&table, cli_word(cli, WORD_MEASURE), TABLE_LEFT);
    table_column(&table, word, TABLE_LEFT);
    table_cell(&table, cli_word(cli, WORD_NAME));
    table_cell(&table, cli_in_language(cli, one->name_en, one->name_hi));
    table_cell(&table, cli_word(cli, WORD_DEFINITION));
    table_cell(&table, cli_in_language(cli, one->definition_en, one->definition_hi));
    table_cell(&table, cli_word(cli, WORD_ADDS_UP_BY));
    table_cell(&table, words_of(cli, one->dimensions, one->n_dimensions, ", "));
    table_cell(&table, cli_word(cli, WORD_FILTERED_BY));
    table_cell(&table, words_of(cli, one->filters, one->n_filters, ", "));
    table.width = table_paper();
    return table_print(&table, stdout);
}

static void begin_table(struct cli *cli, struct table *table, enum word first)
{
    table_column(table, cli_word(cli, first), TABLE_LEFT);
    table_column(table, cli_word(cli, WORD_NAME), TABLE_LEFT);
    table_column(table, cli_word(cli, WORD_DEFINITION), TABLE_LEFT);
    table->width = table_paper();
}

static int show_all(struct cli *cli, const definitions *known)
{
    CLEANUP(table_deinit) struct table measures = {0};
    CLEANUP(table_deinit) struct table dimensions = {0};
    char word[MESSAGE_WORD_BYTES];
    int result;

    begin_table(cli, &measures, WORD_MEASURE);
    for (size_t i = 0; i < known->n_measures; i++) {
        const measure_definition *one = known->measures[i];

        table_cell(&measures,
                   message_enum_word(&karmayogi__reporting__v1__measure__descriptor, (int)one->measure, word));
        table_cell(&measures, cli_in_language(cli, one->name_en, one->name_hi));
        table_cell(&measures, cli_in_language(cli, one->definition_en, one->definition_hi));
    }
    begin_table(cli, &dimensions, WORD_DIMENSION);
    for (size_t i = 0; i < known->n_dimensions; i++) {
        const Karmayogi__Reporting__V1__DimensionDefinition *one = known->dimensions[i];

        table_cell(&dimensions,
                   message_enum_word(&karmayogi__reporting__v1__dimension__descriptor, (int)one->dimension, word));
        table_cell(&dimensions, cli_in_language(cli, one->name_en, one->name_hi));
        table_cell(&dimensions, cli_in_language(cli, one->definition_en, one->definition_hi));
    }
    result = table_print(&measures, stdout);
    putchar('\n');
    return result == 0 ? table_print(&dimensions, stdout) : result;
}

static int write_definitions(struct cli *cli, const definitions *known)
{
    static const char *const header[] = {"sort",          "word",          "name_en",    "name_hi",
                                         "definition_en", "definition_hi", "dimensions", "filters"};
    char word[MESSAGE_WORD_BYTES];
    int result = csv_write_row(stdout, header, 8, "\n");

    for (size_t i = 0; i < known->n_measures && result == 0; i++) {
        const measure_definition *one = known->measures[i];
        const char *const cells[] = {
            "measure",
            message_enum_word(&karmayogi__reporting__v1__measure__descriptor, (int)one->measure, word),
            one->name_en,
            one->name_hi,
            one->definition_en,
            one->definition_hi,
            words_of(cli, one->dimensions, one->n_dimensions, "|"),
            words_of(cli, one->filters, one->n_filters, "|")};

        result = csv_write_row(stdout, cells, 8, "\n");
    }
    for (size_t i = 0; i < known->n_dimensions && result == 0; i++) {
        const Karmayogi__Reporting__V1__DimensionDefinition *one = known->dimensions[i];
        const char *const cells[] = {
            "dimension",
            message_enum_word(&karmayogi__reporting__v1__dimension__descriptor, (int)one->dimension, word),
            one->name_en,
            one->name_hi,
            one->definition_en,
            one->definition_hi,
            "",
            ""};

        result = csv_write_row(stdout, cells, 8, "\n");
    }
    return result;
}

/* Only one measure: the others, and the dimensions, are left out of the answer. */
static int choose(struct cli *cli, const char *word, definitions *known)
{
    int wanted = message_enum(&karmayogi__reporting__v1__measure__descriptor, word);

    for (size_t i = 0; wanted >= 0 && i < known->n_measures; i++) {
        if ((int)known->measures[i]->measure != wanted)
            continue;
        known->measures[0] = known->measures[i];
        known->n_measures = 1;
        known->n_dimensions = 0;
        return 0;
    }
    return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "MEASURE", figures_measures.list(&cli->arena, known));
}

int report_definitions_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Reporting__V1__ListFigureDefinitionsRequest request =
        KARMAYOGI__REPORTING__V1__LIST_FIGURE_DEFINITIONS_REQUEST__INIT;
    definitions *known;
    int result = cli_call(cli, &definitions_method, &request, &known);

    if (result == 0 && arguments->count)
        result = choose(cli, arguments->positional[0], known);
    if (result != 0)
        return result;
    if (cli->json)
        return message_json_show(known);
    if (arguments->options[DEFINITIONS_OPTION_CSV])
        return write_definitions(cli, known);
    return arguments->count ? show_measure(cli, known->measures[0]) : show_all(cli, known);
}

const struct argp_option report_figures_options[] = {
    VERB_OPTION(OPTION_ORG, "org", "ID", "The organisation whose subtree is counted (the whole tree)"),
    VERB_WORDS(OPTION_MEASURES, "measures", "MEASURE,...", VERB_WORDS_MEASURE, "What is counted, at most 16; needed"),
    VERB_WORDS(OPTION_BY, "by", "DIMENSION,...", VERB_WORDS_DIMENSION,
               "What the rows are, at most 3; without it only the total"),
    VERB_OPTION(OPTION_SINCE, "since", "DATE", "With day, week or month: first day of the first row"),
    VERB_OPTION(OPTION_TREE, "tree-of-today", NULL, "Organisations by the tree as it is now, not as it was on the day"),
    VERB_OPTION(OPTION_BARS, "bars", NULL, "Draw bars, also where the output is no terminal"),
    FIGURES_OPTIONS("Write CSV: the rows with their codes, without the total"),
    {0},
};

const struct argp_option report_definitions_options[] = {VERB_OPTION(DEFINITIONS_OPTION_CSV, "csv", NULL, "Write CSV"),
                                                         {0}};
