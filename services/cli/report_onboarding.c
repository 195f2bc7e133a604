/* report_onboarding - `karmayogi report onboarding`: how many are onboarded, of how many. */
#include "csv_file.h"
#include "message.h"
#include "message_json.h"
#include "report.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_ORG, OPTION_BY, OPTION_AS_OF, OPTION_AT_LEAST, OPTION_SORT, OPTION_BARS, OPTION_CSV };

typedef Karmayogi__Reporting__V1__GetOnboardingResponse onboarding;
typedef Karmayogi__Reporting__V1__OnboardingRow onboarding_row;

static const struct cli_method onboarding_method = CLI_REPORTING_METHOD(GetOnboarding, get_onboarding);

struct showing {
    struct cli *cli;
    dimension by;
    bool bars, blocks;
    int64_t most; /* what a bar is of, where strengths are not declared for such rows; 0: of the row's own strength */
};

/* Strengths are declared for organisations, and so for districts; nobody has one for women or for constables. */
static bool has_strengths(dimension by)
{
    return by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_UNSPECIFIED ||
           by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_ORGANISATION ||
           by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT;
}

static int64_t most_of(const struct showing *showing, const onboarding *answer)
{
    uint64_t most = 0;

    for (size_t i = 0; i < answer->n_rows && !has_strengths(showing->by); i++)
        most = answer->rows[i]->onboarded > most ? answer->rows[i]->onboarded : most;
    return (int64_t)most;
}

static void put_bar(const struct showing *showing, struct table *table, const onboarding_row *row, bool is_total)
{
    int64_t strength = row->strength ? (int64_t)row->strength->count : 0;
    char bar[FIGURE_BAR_BYTES] = "";

    if (!is_total || !showing->most)
        figure_bar((int64_t)row->onboarded, showing->most ? showing->most : strength, showing->blocks, bar);
    table_cell(table, bar);
}

static void put_row(const struct showing *showing, struct table *table, const char *name, const onboarding_row *row,
                    bool is_total)
{
    char share[32];

    table_cell(table, name);
    table_count(table, row->onboarded);
    table_count(table, row->blocked);
    table_count(table, row->retired);
    if (row->strength) {
        table_count(table, row->strength->count);
        table_cell(table, report_basis_points(row->strength->share_basis_points, share));
    } else {
        table_cell(table, is_total || has_strengths(showing->by) ? cli_word(showing->cli, WORD_NOT_DECLARED) : "–");
        table_cell(table, "");
    }
    if (showing->bars)
        put_bar(showing, table, row, is_total);
}

static enum word header_of(dimension by)
{
    if (by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_UNSPECIFIED)
        return WORD_ORGANISATION;
    return by <= KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_COURSES_COMPLETED
               ? (enum word)((int)WORD_DIMENSION_ORGANISATION + (int)by - 1)
               : WORD_CODE;
}

static void fill_table(const struct showing *showing, struct table *table, const onboarding *answer)
{
    static const enum word numbers[] = {WORD_ONBOARDED, WORD_BLOCKED, WORD_RETIRED, WORD_STRENGTH, WORD_PER_CENT};
    struct cli *cli = showing->cli;

    table_column(table, cli_word(cli, header_of(showing->by)), TABLE_LEFT);
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
        table_column(table, cli_word(cli, numbers[i]), TABLE_RIGHT);
    if (showing->bars)
        table_column(table, "", TABLE_LEFT);
    for (size_t i = 0; i < answer->n_rows; i++) {
        const onboarding_row *row = answer->rows[i];

        put_row(showing, table, report_key(cli, showing->by, row->code, row->name_en, row->name_hi), row, false);
    }
    if (answer->n_rows)
        table_rule(table);
    put_row(showing, table, cli_word(cli, WORD_TOTAL), answer->total, true);
    table->width = table_paper();
    table->fold = 1;
}

/* Bars are left out where they would not fit beside the numbers. */
static int show_table(struct showing *showing, const onboarding *answer)
{
    CLEANUP(table_deinit) struct table table = {0};

    fill_table(showing, &table, answer);
    if (showing->bars && table_width(&table) > table_paper()) {
        table_deinit(&table);
        showing->bars = false;
        fill_table(showing, &table, answer);
    }
    return table_print(&table, stdout);
}

static int show(struct showing *showing, const onboarding *answer)
{
    struct cli *cli = showing->cli;
    char date[DATE_TEXT_BYTES];
    int result;

    cli_say(cli, WORD_ONBOARDING_TITLE, cli_in_language(cli, answer->total->name_en, answer->total->name_hi),
            message_date_text(answer->as_of, date));
    putchar('\n');
    result = show_table(showing, answer);
    putchar('\n');
    if (result == 0 && answer->total->strength && answer->total->strength->source[0])
        cli_say(cli, WORD_STRENGTH_SOURCE, answer->total->strength->source,
                message_date_text(answer->total->strength->declared_on, date));
    if (result == 0)
        report_freshness(cli, answer->freshness, answer->n_freshness);
    return result;
}

static int write_row(struct cli *cli, const onboarding_row *row)
{
    struct arena *arena = &cli->arena;
    char share[32], date[DATE_TEXT_BYTES];
    const Karmayogi__Reporting__V1__DeclaredStrength *strength = row->strength;
    const char *cells[] = {
        row->code,
        row->name_en,
        row->name_hi,
        arena_printf(arena, "%llu", (unsigned long long)row->onboarded),
        arena_printf(arena, "%llu", (unsigned long long)row->blocked),
        arena_printf(arena, "%llu", (unsigned long long)row->retired),
        strength ? arena_printf(arena, "%llu", (unsigned long long)strength->count) : "",
        "",
        strength ? strength->source : "",
        strength ? date_format(message_days(strength->declared_on), date) : "",
    };

    if (arena->failed)
        return error_raise("out of memory for a row");
    if (strength) {
        snprintf(share, sizeof(share), "%u.%02u", strength->share_basis_points / 100,
                 strength->share_basis_points % 100);
        cells[7] = share;
    }
    return csv_write_row(stdout, cells, sizeof(cells) / sizeof(cells[0]), "\n");
}

/* The rows; without any, the total: whoever adds a column up must not count twice. */
static int write_csv(struct cli *cli, const onboarding *answer)
{
    static const char *const header[] = {"code",    "name_en",  "name_hi",  "onboarded",       "blocked",
                                         "retired", "strength", "per_cent", "strength_source", "strength_on"};
    int result = csv_write_row(stdout, header, sizeof(header) / sizeof(header[0]), "\n");

    for (size_t i = 0; i < answer->n_rows && result == 0; i++)
        result = write_row(cli, answer->rows[i]);
    return result == 0 && answer->n_rows == 0 ? write_row(cli, answer->total) : result;
}

enum sort { SORT_NONE, SORT_ONBOARDED, SORT_SHARE, SORT_CODE };

static int read_sort(struct cli *cli, const struct arguments *arguments, enum sort *sort)
{
    static const char *const words[] = {"", "onboarded", "share", "code"};
    const char *given = arguments->options[OPTION_SORT];

    *sort = SORT_NONE;
    for (size_t i = 1; given && i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i], given) == 0)
            *sort = (enum sort)i;
    }
    return !given || *sort ? 0 : cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--sort", "onboarded, share, code");
}

static int by_code(const onboarding_row *a, const onboarding_row *b)
{
    uint64_t x, y;

    if (number_parse_u64(a->code, UINT64_MAX, &x) && number_parse_u64(b->code, UINT64_MAX, &y))
        return x < y ? -1 : x > y;
    return strcmp(a->code, b->code);
}

static int by_onboarded(const void *a, const void *b)
{
    const onboarding_row *x = *(onboarding_row *const *)a, *y = *(onboarding_row *const *)b;

    return x->onboarded < y->onboarded ? 1 : x->onboarded > y->onboarded ? -1 : by_code(x, y);
}

/* Rows without a strength have no share: they stand last. */
static int by_share(const void *a, const void *b)
{
    const onboarding_row *x = *(onboarding_row *const *)a, *y = *(onboarding_row *const *)b;
    int64_t share_x = x->strength ? (int64_t)x->strength->share_basis_points : -1;
    int64_t share_y = y->strength ? (int64_t)y->strength->share_basis_points : -1;

    return share_x < share_y ? 1 : share_x > share_y ? -1 : by_code(x, y);
}

static int by_code_alone(const void *a, const void *b)
{
    return by_code(*(onboarding_row *const *)a, *(onboarding_row *const *)b);
}

static void sort_rows(onboarding *answer, enum sort sort)
{
    int (*const orders[])(const void *, const void *) = {NULL, by_onboarded, by_share, by_code_alone};

    if (sort && answer->n_rows)
        qsort(answer->rows, answer->n_rows, sizeof(answer->rows[0]), orders[sort]);
}

static int read_request(struct cli *cli, const struct arguments *arguments,
                        Karmayogi__Reporting__V1__GetOnboardingRequest *request)
{
    int by = 0;
    int32_t as_of = DATE_NONE;
    int result = report_day(cli, arguments, OPTION_AS_OF, "--as-of", &as_of);

    if (result == 0)
        result = verb_enum(cli, arguments, OPTION_BY, "--by", &karmayogi__reporting__v1__dimension__descriptor, &by);
    if (result == 0 && !arguments->options[OPTION_ORG])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--org ID");
    if (result == 0)
        result = report_at_least(cli, arguments, OPTION_AT_LEAST);
    request->organisation_id = verb_text(arguments, OPTION_ORG);
    request->by = (dimension)by;
    request->as_of = message_date(&cli->arena, as_of);
    return result;
}

int report_onboarding_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Reporting__V1__GetOnboardingRequest request = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_REQUEST__INIT;
    struct showing showing = {
        .cli = cli, .bars = report_wants_bars(arguments, OPTION_BARS), .blocks = figure_bar_blocks()};
    onboarding *answer;
    enum sort sort;
    int result = read_sort(cli, arguments, &sort);

    if (result == 0)
        result = read_request(cli, arguments, &request);
    if (result == 0)
        result = cli_call(cli, &onboarding_method, &request, &answer);
    if (result != 0)
        return result;
    if (!answer->total)
        return error_raise("reporting gave no total");
    showing.by = request.by;
    showing.most = most_of(&showing, answer);
    sort_rows(answer, sort);
    if (cli->json)
        return message_json_show(answer);
    return arguments->options[OPTION_CSV] ? write_csv(cli, answer) : show(&showing, answer);
}

const struct argp_option report_onboarding_options[] = {
    VERB_OPTION(OPTION_ORG, "org", "ID", "The organisation whose subtree is counted; needed"),
    VERB_WORDS(OPTION_BY, "by", "DIMENSION", VERB_WORDS_DIMENSION,
               "What the rows are: organisation, district, division, designation, level, group, gender, category, "
               "engagement; without it only the total"),
    VERB_OPTION(OPTION_AS_OF, "as-of", "DATE", "The day that is counted: yyyy-mm-dd, today or yesterday (today)"),
    VERB_OPTION(OPTION_SORT, "sort", "onboarded|share|code",
                "Most onboarded first, highest share of the strength first, or by code (as the service gives them)"),
    VERB_OPTION(OPTION_BARS, "bars", NULL, "Draw bars, also where the output is no terminal"),
    VERB_OPTION(OPTION_CSV, "csv", NULL, "Write CSV: the rows without the total"),
    VERB_OPTION(OPTION_AT_LEAST, "at-least", "POSITION",
                "Wait until this is counted, such as the position that an import "
                "printed"),
    {0},
};
