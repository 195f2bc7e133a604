/* report - `karmayogi report`: figures, and the records that they are counted from. */
#include "message.h"
#include "message_json.h"
#include "table.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <errno.h>
#include <karmayogi/reporting/v1/service.pb-c.h>
#include <string.h>

enum { OPTION_ORG, OPTION_BY, OPTION_AS_OF, OPTION_AT_LEAST, OPTION_OUT };

typedef Karmayogi__Reporting__V1__GetOnboardingResponse onboarding;
typedef Karmayogi__Reporting__V1__OnboardingRow onboarding_row;
typedef Karmayogi__Reporting__V1__Freshness freshness;

static const struct cli_method onboarding_method = CLI_REPORTING_METHOD(GetOnboarding, get_onboarding);
static const struct cli_method counted_method = CLI_REPORTING_METHOD(ListCountedOfficials, list_counted_officials);

static const char *row_name(const struct cli *cli, const onboarding_row *row, Karmayogi__Reporting__V1__Dimension by)
{
    const char *name = cli_in_language(cli, row->name_en, row->name_hi);

    if (row->code[0] || name[0])
        return name[0] ? name : row->code;
    return cli_word(cli, by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT ? WORD_NO_DISTRICT
                                                                                       : WORD_ORGANISATION_ITSELF);
}

static void put_row(struct cli *cli, struct table *table, const char *name, const onboarding_row *row)
{
    char share[NUMBER_TEXT_BYTES], whole[NUMBER_TEXT_BYTES];

    table_cell(table, name);
    table_count(table, row->onboarded);
    table_count(table, row->blocked);
    table_count(table, row->retired);
    if (!row->strength) {
        table_cell(table, cli_word(cli, WORD_NOT_DECLARED));
        table_cell(table, "");
        return;
    }
    snprintf(share, sizeof(share), "%s.%02u", number_indian(row->strength->share_basis_points / 100, whole),
             row->strength->share_basis_points % 100);
    table_count(table, row->strength->count);
    table_cell(table, share);
}

static int show_table(struct cli *cli, const onboarding *answer, Karmayogi__Reporting__V1__Dimension by)
{
    CLEANUP(table_deinit) struct table table = {0};
    bool districts = by == KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT;

    table_column(&table, cli_word(cli, districts ? WORD_DISTRICT : WORD_ORGANISATION), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_ONBOARDED), TABLE_RIGHT);
    table_column(&table, cli_word(cli, WORD_BLOCKED), TABLE_RIGHT);
    table_column(&table, cli_word(cli, WORD_RETIRED), TABLE_RIGHT);
    table_column(&table, cli_word(cli, WORD_STRENGTH), TABLE_RIGHT);
    table_column(&table, cli_word(cli, WORD_PER_CENT), TABLE_RIGHT);
    for (size_t i = 0; i < answer->n_rows; i++)
        put_row(cli, &table, row_name(cli, answer->rows[i], by), answer->rows[i]);
    if (answer->n_rows)
        table_rule(&table);
    put_row(cli, &table, cli_word(cli, WORD_TOTAL), answer->total);
    return table_print(&table, stdout);
}

static void show_freshness(struct cli *cli, const freshness *fresh)
{
    struct arena *arena = &cli->arena;
    char instant[MESSAGE_INSTANT_BYTES], sequence[NUMBER_TEXT_BYTES];
    const Karmayogi__Core__V1__Position *to = fresh->counted_to;
    const char *age = fresh->age_ms < 0 ? cli_word(cli, WORD_NEVER_SINCE_START)
                                        : arena_printf(arena, "%.1f s", (double)fresh->age_ms / 1000);

    if (!to)
        return;
    if (fresh->committed_at_ms == 0)
        cli_say(cli, WORD_COUNTED_NOTHING, to->service, age ? age : "");
    else
        cli_say(cli, WORD_COUNTED_TO, number_indian((int64_t)to->sequence, sequence), to->service,
                message_instant(fresh->committed_at_ms, instant), age ? age : "",
                message_position_text(arena, to->service, to->epoch, to->sequence));
    if (fresh->rebuilding)
        cli_say(cli, WORD_IS_REBUILDING, to->service);
}

static int show_onboarding(struct cli *cli, const onboarding *answer, Karmayogi__Reporting__V1__Dimension by)
{
    char date[DATE_TEXT_BYTES];
    int result;

    if (cli->json)
        return message_json_show(answer);
    if (!answer->total)
        return error_raise("reporting gave no total");
    cli_say(cli, WORD_ONBOARDING_TITLE, cli_in_language(cli, answer->total->name_en, answer->total->name_hi),
            message_date_text(answer->as_of, date));
    putchar('\n');
    result = show_table(cli, answer, by);
    putchar('\n');
    if (result == 0 && answer->total->strength && answer->total->strength->source[0])
        cli_say(cli, WORD_STRENGTH_SOURCE, answer->total->strength->source,
                message_date_text(answer->total->strength->declared_on, date));
    for (size_t i = 0; result == 0 && i < answer->n_freshness; i++)
        show_freshness(cli, answer->freshness[i]);
    return result;
}

/* A date, or today or yesterday in India. */
static int read_as_of(struct cli *cli, const struct arguments *arguments, int32_t *days)
{
    const char *text = arguments->options[OPTION_AS_OF];
    struct clock clock = clock_system();
    int32_t today = date_of_instant(clock_utc_ms(&clock));

    if (text && strcmp(text, "today") == 0)
        *days = today;
    else if (text && strcmp(text, "yesterday") == 0)
        *days = today - 1;
    else
        return verb_date(cli, arguments, OPTION_AS_OF, "--as-of", days);
    return 0;
}

/* The contract's list of dimensions is longer: it serves other figures, too. */
static int read_by(struct cli *cli, const struct arguments *arguments, int *by)
{
    const char *text = arguments->options[OPTION_BY];
    *by = KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_UNSPECIFIED;
    if (!text)
        return 0;
    if (strcmp(text, "district") == 0)
        *by = KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT;
    else if (strcmp(text, "organisation") == 0)
        *by = KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_ORGANISATION;
    else
        return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--by", "district, organisation");
    return 0;
}

static int run_onboarding(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Reporting__V1__GetOnboardingRequest request = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_REQUEST__INIT;
    int by;
    int32_t as_of = DATE_NONE;
    onboarding *answer;
    int result = read_as_of(cli, arguments, &as_of);

    if (result == 0)
        result = read_by(cli, arguments, &by);
    if (result == 0 && !arguments->options[OPTION_ORG])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--org ID");
    if (result == 0 && arguments->options[OPTION_AT_LEAST] &&
        !message_position_parse(&cli->at_least, arguments->options[OPTION_AT_LEAST]))
        result = cli_error(cli, CLI_USAGE, WORD_NOT_A_POSITION, "--at-least");
    if (result != 0)
        return result;
    request.organisation_id = verb_text(arguments, OPTION_ORG);
    request.by = (Karmayogi__Reporting__V1__Dimension)by;
    request.as_of = message_date(&cli->arena, as_of);
    result = cli_call(cli, &onboarding_method, &request, &answer);
    return result == 0 ? show_onboarding(cli, answer, request.by) : result;
}

static int write_records(struct cli *cli, FILE *out)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Reporting__V1__ListCountedOfficialsRequest request =
        KARMAYOGI__REPORTING__V1__LIST_COUNTED_OFFICIALS_REQUEST__INIT;
    Karmayogi__Reporting__V1__ListCountedOfficialsResponse *answer;
    char token[CLI_TOKEN_BYTES];

    request.page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        int result = cli_call(cli, &counted_method, &request, &answer);

        if (result != 0)
            return result;
        for (size_t i = 0; i < answer->n_officials; i++) {
            json_t *object = message_json(&answer->officials[i]->base);

            result = json_dumpf(object, out, JSON_COMPACT);
            json_decref(object);
            if (result != 0 || fputc('\n', out) == EOF)
                return error_system("write the records");
        }
        page.page_token = cli_next_page(cli, answer->page, token);
    } while (page.page_token[0]);
    return 0;
}

static int run_records(struct cli *cli, const struct arguments *arguments)
{
    const char *path = arguments->options[OPTION_OUT];
    CLEANUP(fclose_pointer) FILE *file = path ? fopen(path, "we") : NULL;
    int result, closed;

    if (path && !file)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
    result = write_records(cli, file ? file : stdout);
    if (!file || result != 0)
        return result;
    closed = fclose(file);
    file = NULL;
    return closed == 0 ? 0 : cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, path, strerror(errno));
}

static const struct argp_option onboarding_options[] = {
    VERB_OPTION(OPTION_ORG, "org", "ID", "The organisation whose subtree is counted; needed"),
    VERB_OPTION(OPTION_BY, "by", "district|organisation", "What the rows are; without it only the total"),
    VERB_OPTION(OPTION_AS_OF, "as-of", "DATE", "The day that is counted: yyyy-mm-dd, today or yesterday (today)"),
    VERB_OPTION(OPTION_AT_LEAST, "at-least", "POSITION",
                "Wait until this is counted, such as the position that an import "
                "printed"),
    {0},
};

static const struct argp_option records_options[] = {
    VERB_OPTION(OPTION_OUT, "out", "FILE", "Write to a file and not to the standard output"),
    {0},
};

static const struct verb verbs[] = {
    {"onboarding", "", "How many officials are onboarded, against the strength to be reached.",
     "Per cent is rounded down. Where no strength is declared there is no percentage.\n\nExample:\n  karmayogi report "
     "onboarding --org meerut-range --by district --lang hi",
     onboarding_options, 0, 0, run_onboarding},
    {"records", "", "The counted records, one JSON object a line, by official.",
     "To compare a rebuilt model with the one before. Needs the role administrator.\n\nExample:\n  karmayogi report "
     "records "
     "--out records.jsonl",
     records_options, 0, 0, run_records},
    {.run = NULL},
};

const struct verb_family verb_report = {"report", "Figures: who is onboarded, where, of how many",
                                        "karmayogi report onboarding --org meerut-range --by district", verbs};
