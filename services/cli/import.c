/*
 * import - `karmayogi import FILE`: registers the officials of a list. The file is read twice: first as a whole, so
 * that what is wrong with all of it is said before anything is sent; then row by row.
 */
#include "import.h"
#include "import_scan.h"
#include "import_send.h"
#include "message.h"
#include "message_json.h"
#include "row_file.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HELD_BYTES (64u << 20)

enum {
    OPTION_ORG,
    OPTION_DISTRICT,
    OPTION_DATE_ORDER,
    OPTION_ISSUER,
    OPTION_ENGAGEMENT,
    OPTION_EFFECTIVE_ON,
    OPTION_COLUMNS,
    OPTION_LEGACY,
    OPTION_VALIDATE,
    OPTION_REFUSED,
    OPTION_IMPORT_ID,
    OPTION_CHUNK_ROWS,
    OPTION_VERDICTS,
};

typedef Karmayogi__Registration__V1__DateOrder date_order_word;

static const struct cli_method list_entries = CLI_REGISTRATION_METHOD(ListMasterEntries, list_master_entries);
static const struct cli_method get_organisation = CLI_REGISTRATION_METHOD(GetOrganisation, get_organisation);

/* What lives as long as the import; the arena of the cli is reset with every chunk. */
struct importing {
    struct cli *cli;
    const struct arguments *arguments;
    struct arena held;
    struct import_scan scan;
    struct import_job job;
    struct import_result result;
    enum columns_mode mode;
    int date_order; /* 0: as each column says */
    char refused_path[4096];
};

static const char *known_columns(struct importing *importing)
{
    const char *words = "";

    for (unsigned kind = COLUMN_FULL_NAME; kind < COLUMN_COUNT && words; kind++)
        words = arena_printf(&importing->held, "%s%s%s", words, words[0] ? ", " : "", columns_word(kind));
    return words ? words : "";
}

static int complain_columns(struct importing *importing, int outcome)
{
    const struct cli *cli = importing->cli;
    const char *path = importing->job.path, *bad = importing->scan.columns.bad;

    switch ((enum columns_outcome)outcome) {
    case COLUMNS_UNKNOWN:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_UNKNOWN, path, bad, known_columns(importing));
    case COLUMNS_TWICE:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_TWICE, path, bad);
    case COLUMNS_UNNAMED:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_UNNAMED, path, bad);
    case COLUMNS_TOO_MANY:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_TOO_MANY, path);
    case COLUMNS_NO_NAME:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_NO_NAME, path);
    case COLUMNS_OK:
        break;
    }
    return CLI_INTERNAL;
}

static int scan_file(struct importing *importing)
{
    const struct cli *cli = importing->cli;
    const char *path = importing->job.path;
    int detail = 0;
    int result = import_scan(&importing->scan, path, importing->mode, &importing->held, &detail);

    if (result < 0)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_READ, path, error_trail());
    switch ((enum import_scan_outcome)result) {
    case IMPORT_SCAN_OK:
        return 0;
    case IMPORT_SCAN_CSV:
        return row_file_complain(cli, path, detail, importing->scan.bad_line);
    case IMPORT_SCAN_COLUMNS:
        return complain_columns(importing, detail);
    case IMPORT_SCAN_TEXT:
        return row_file_complain_text(cli, path, importing->scan.bad_line, importing->scan.bad_lines);
    case IMPORT_SCAN_EMPTY:
        return cli_error(cli, CLI_FILE, WORD_FILE_EMPTY, path);
    }
    return CLI_INTERNAL;
}

static date_order_word decide_order(struct importing *importing, const struct date_column *column, enum column kind)
{
    const struct cli *cli = importing->cli;

    if (importing->date_order)
        return (date_order_word)importing->date_order;
    if (column->day_first_only && column->month_first_only) {
        char day[NUMBER_TEXT_BYTES], month[NUMBER_TEXT_BYTES];

        cli_error(cli, 0, WORD_DATES_MIXED, columns_word(kind), number_indian((int64_t)column->day_first_only, day),
                  number_indian((int64_t)column->month_first_only, month));
    }
    if (date_column_order(column) == DATE_DAY_FIRST)
        return KARMAYOGI__REGISTRATION__V1__DATE_ORDER__DATE_ORDER_DAY_FIRST;
    cli_error(cli, 0, WORD_DATES_MONTH_FIRST, columns_word(kind));
    return KARMAYOGI__REGISTRATION__V1__DATE_ORDER__DATE_ORDER_MONTH_FIRST;
}

static void keep_district(struct arena *held, struct district *district,
                          const Karmayogi__Registration__V1__MasterEntry *entry)
{
    const char *names[2] = {entry->name_en, entry->name_hi};
    uint64_t code = 0;

    number_parse_u64(entry->code, UINT32_MAX, &code);
    district->lgd_code = (uint32_t)code;
    district->census2011_code = entry->census2011_code;
    for (size_t i = 0; i < 2; i++)
        district->names[district->name_count++] = arena_string(held, names[i], strlen(names[i]));
    for (size_t i = 0; i < entry->n_aliases && district->name_count < DISTRICT_NAMES; i++)
        district->names[district->name_count++] = arena_string(held, entry->aliases[i], strlen(entry->aliases[i]));
}

/* The served list of districts. */
static int read_districts(struct importing *importing, struct district *districts, size_t *count)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    Karmayogi__Registration__V1__ListMasterEntriesRequest request =
        KARMAYOGI__REGISTRATION__V1__LIST_MASTER_ENTRIES_REQUEST__INIT;
    Karmayogi__Registration__V1__ListMasterEntriesResponse *answer;

    request.list = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DISTRICT;
    request.page = &page;
    page.page_size = LIMIT_PAGE_SIZE;
    do {
        int result = cli_call(importing->cli, &list_entries, &request, &answer);

        if (result != 0)
            return result;
        for (size_t i = 0; i < answer->n_entries && *count < DISTRICT_CODES; i++)
            keep_district(&importing->held, &districts[(*count)++], answer->entries[i]);
        page.page_token = answer->page ? answer->page->next_page_token : (char *)"";
    } while (page.page_token[0]);
    return importing->held.failed ? error_raise("out of memory for the list of districts") : 0;
}

static int judge_districts(struct importing *importing)
{
    struct district *districts = arena_zalloc(&importing->held, DISTRICT_CODES, sizeof(*districts));
    char code[NUMBER_TEXT_BYTES];
    size_t count = 0;
    uint32_t example = 0;
    int result;

    if (importing->scan.columns.place[COLUMN_DISTRICT_CODE] == COLUMNS_NONE)
        return 0;
    result = districts ? read_districts(importing, districts, &count) : error_raise("out of memory");
    if (result != 0)
        return result;
    if (districts_judge(&importing->scan.districts, districts, count, &importing->held, &example) == DISTRICTS_OK)
        return 0;
    snprintf(code, sizeof(code), "%u", example);
    return cli_error(importing->cli, CLI_FILE, WORD_CENSUS_CODES, importing->job.path, code);
}

/* Nobody there, a refused key or an unknown organisation are said before the first row is sent. */
static int check_organisation(struct importing *importing)
{
    Karmayogi__Registration__V1__GetOrganisationRequest request =
        KARMAYOGI__REGISTRATION__V1__GET_ORGANISATION_REQUEST__INIT;
    Karmayogi__Registration__V1__GetOrganisationResponse *answer;

    request.organisation_id = importing->job.settings.organisation_id;
    return request.organisation_id[0] ? cli_call(importing->cli, &get_organisation, &request, &answer) : 0;
}

static int read_mode(struct importing *importing)
{
    const char *columns = importing->arguments->options[OPTION_COLUMNS];
    const char *order = importing->arguments->options[OPTION_DATE_ORDER];

    if (columns && strcmp(columns, "named") == 0)
        importing->mode = COLUMNS_NAMED;
    else if (columns && strcmp(columns, "position") == 0)
        importing->mode = COLUMNS_POSITION;
    else if (columns && strcmp(columns, "auto") != 0)
        return cli_error(importing->cli, CLI_USAGE, WORD_NOT_A_WORD, "--columns", "auto, named, position");
    if (!order || strcmp(order, "auto") == 0)
        return 0;
    return verb_enum(importing->cli, importing->arguments, OPTION_DATE_ORDER, "--date-order",
                     &karmayogi__registration__v1__date_order__descriptor, &importing->date_order);
}

static int read_settings(struct importing *importing)
{
    const struct arguments *arguments = importing->arguments;
    Karmayogi__Registration__V1__ImportSettings *settings = &importing->job.settings;
    struct cli *cli = importing->cli;
    uint64_t district = 0, chunk_rows = LIMIT_CHUNK_ROWS;
    int32_t effective_on = DATE_NONE;
    int engagement = 0;
    const char *label = strrchr(importing->job.path, '/');
    int result = verb_number(cli, arguments, OPTION_DISTRICT, "--district", DISTRICT_CODES - 1, &district);

    if (result == 0)
        result = verb_number(cli, arguments, OPTION_CHUNK_ROWS, "--chunk-rows", LIMIT_CHUNK_ROWS, &chunk_rows);
    if (result == 0)
        result = verb_date(cli, arguments, OPTION_EFFECTIVE_ON, "--effective-on", &effective_on);
    if (result == 0)
        result = verb_enum(cli, arguments, OPTION_ENGAGEMENT, "--engagement",
                           &karmayogi__registration__v1__engagement__descriptor, &engagement);
    if (result == 0)
        result = read_mode(importing);
    if (result != 0)
        return result;
    karmayogi__registration__v1__import_settings__init(settings);
    settings->organisation_id = verb_text(arguments, OPTION_ORG);
    settings->district_code = (uint32_t)district;
    settings->employee_id_issuer = verb_text(arguments, OPTION_ISSUER);
    settings->engagement = (Karmayogi__Registration__V1__Engagement)engagement;
    settings->effective_on = message_date(&importing->held, effective_on);
    settings->label = arena_printf(&importing->held, "%.200s", label ? label + 1 : importing->job.path);
    settings->accept_legacy_looking_text = arguments->options[OPTION_LEGACY] != NULL;
    importing->job.chunk_rows = chunk_rows ? (uint32_t)chunk_rows : LIMIT_CHUNK_ROWS;
    importing->job.validate_only = arguments->options[OPTION_VALIDATE] != NULL;
    return settings->label ? 0 : error_raise("out of memory");
}

static int choose_id(struct importing *importing)
{
    const char *given = importing->arguments->options[OPTION_IMPORT_ID];
    struct clock clock = clock_system();

    if (!given)
        return uuid_v7(&importing->job.id, clock_utc_ms(&clock));
    if (uuid_parse(&importing->job.id, given) && uuid_is_v7(&importing->job.id))
        return 0;
    return cli_error(importing->cli, CLI_USAGE, WORD_NOT_AN_IMPORT_ID);
}

static int choose_files(struct importing *importing)
{
    const char *path = importing->job.path, *given = importing->arguments->options[OPTION_REFUSED];
    struct stat input, output;

    if (snprintf(importing->refused_path, sizeof(importing->refused_path), "%s%s", given ? given : path,
                 given ? "" : ".refused.csv") >= (int)sizeof(importing->refused_path) - 8)
        return cli_error(importing->cli, CLI_USAGE, WORD_CANNOT_WRITE, given ? given : path, "ENAMETOOLONG");
    importing->result.refused_path = importing->refused_path;
    importing->result.verdicts_path = importing->arguments->options[OPTION_VERDICTS];
    importing->result.columns = &importing->job.columns;
    if (stat(path, &input) != 0)
        return 0; /* reading says so better */
    if ((stat(importing->refused_path, &output) == 0 && input.st_ino == output.st_ino &&
         input.st_dev == output.st_dev) ||
        (importing->result.verdicts_path && stat(importing->result.verdicts_path, &output) == 0 &&
         input.st_ino == output.st_ino && input.st_dev == output.st_dev))
        return cli_error(importing->cli, CLI_USAGE, WORD_SAME_FILE, path);
    return 0;
}

static void announce(const struct importing *importing, const char *id)
{
    const struct cli *cli = importing->cli;

    if (importing->job.validate_only)
        cli_error(cli, 0, WORD_IMPORT_VALIDATING);
    else
        cli_error(cli, 0, WORD_IMPORT_BEGINS, id);
}

static int show_json(struct importing *importing, const char *id)
{
    struct import_job *job = &importing->job;
    json_t *object =
        json_pack("{s:s, s:s, s:b}", "import_id", id, "file", job->path, "validate_only", (int)job->validate_only);

    import_result_json(&importing->result, object);
    json_object_set_new(object, "refused_file",
                        importing->result.refused ? json_string(importing->refused_path) : json_null());
    json_object_set_new(object, "position",
                        job->position.service[0]
                            ? json_string(message_position_text(&importing->held, job->position.service,
                                                                job->position.epoch, job->position.sequence))
                            : json_null());
    return message_json_print_pretty(object);
}

static int show_result(struct importing *importing, const char *id)
{
    struct import_job *job = &importing->job;
    struct cli *cli = importing->cli;
    int result;

    if (cli->json)
        return show_json(importing, id);
    result = import_result_show(&importing->result, cli);
    if (result < 0)
        return result;
    if (importing->result.refused) {
        putchar('\n');
        cli_say(cli, WORD_REFUSED_FILE, importing->refused_path);
    }
    if (job->position.service[0])
        printf("position %s\n", message_position_text(&importing->held, job->position.service, job->position.epoch,
                                                      job->position.sequence));
    return 0;
}

/* The chunks before are committed: the same command with the same id goes on behind them. Not where the service refused
 * the chunk: it has said why, and the same command would be refused again. */
static int broke_off(const struct importing *importing, const char *id, int result)
{
    const struct cli *cli = importing->cli;
    char done[NUMBER_TEXT_BYTES], all[NUMBER_TEXT_BYTES];

    if (!importing->job.validate_only && result != CLI_REFUSED)
        cli_error(cli, 0, WORD_IMPORT_BROKE_OFF, number_indian((int64_t)importing->result.rows, done),
                  number_indian((int64_t)importing->scan.rows, all), id);
    return result;
}

static int import_all(struct importing *importing)
{
    struct import_job *job = &importing->job;
    char id[UUID_TEXT_BYTES];
    int result, finished;

    job->settings.birth_date_order = decide_order(importing, &importing->scan.birth_dates, COLUMN_BIRTH_DATE);
    job->settings.effective_on_order = decide_order(importing, &importing->scan.effective_dates, COLUMN_EFFECTIVE_ON);
    job->columns = importing->scan.columns;
    job->total_rows = importing->scan.rows;
    if (import_result_begin(&importing->result) < 0)
        return cli_error(importing->cli, CLI_FILE, WORD_CANNOT_WRITE, importing->result.verdicts_path, error_trail());
    announce(importing, uuid_format(&job->id, id));
    result = import_send(job);
    finished = import_result_finish(&importing->result, result == 0);
    if (result != 0)
        return broke_off(importing, id, result);
    if (finished < 0)
        return finished;
    result = show_result(importing, id);
    return result == 0 && importing->result.refused ? CLI_ROWS_REFUSED : result;
}

static int run_import(struct cli *cli, const struct arguments *arguments)
{
    CLEANUP(free_pointer) struct importing *importing = calloc(1, sizeof(*importing));
    int result;

    if (!importing)
        return error_raise("out of memory for an import");
    importing->cli = cli;
    importing->arguments = arguments;
    importing->job = (struct import_job){.cli = cli, .path = arguments->positional[0], .result = &importing->result};
    arena_init(&importing->held, HELD_BYTES);
    result = read_settings(importing);
    if (result == 0)
        result = choose_id(importing);
    if (result == 0)
        result = choose_files(importing);
    if (result == 0)
        result = scan_file(importing);
    if (result == 0)
        result = check_organisation(importing);
    if (result == 0)
        result = judge_districts(importing);
    if (result == 0)
        result = import_all(importing);
    arena_deinit(&importing->held);
    return result;
}

static const struct argp_option import_options[] = {
    VERB_OPTION(OPTION_ORG, "org", "ID", "Organisation of the officials, where a row does not say it"),
    VERB_OPTION(OPTION_DISTRICT, "district", "CODE", "LGD code of their district, where a row does not say it"),
    VERB_OPTION(OPTION_DATE_ORDER, "date-order", "auto|day-first|month-first",
                "How dates are written; auto decides once "
                "per column (auto)"),
    VERB_OPTION(OPTION_ISSUER, "employee-id-issuer", "WORD",
                "Who issued the employee ids, such as up-police-pno "
                "(employee-<department>)"),
    VERB_OPTION(OPTION_ENGAGEMENT, "engagement", "WORD",
                "regular, contractual, outsourced, honorary, volunteer, elected, "
                "deputed or trainee, where a row does not say it"),
    VERB_OPTION(OPTION_EFFECTIVE_ON, "effective-on", "DATE", "Day from which the registrations hold (today)"),
    VERB_OPTION(OPTION_COLUMNS, "columns", "auto|named|position",
                "By the header's names, or iGOT's 14 by position; auto: "
                "named where there is a header (auto)"),
    VERB_OPTION(OPTION_LEGACY, "accept-legacy-text", NULL, "Take names that look like Kruti Dev as they are"),
    VERB_OPTION(OPTION_VALIDATE, "validate-only", NULL, "Give the verdicts and store nothing"),
    VERB_OPTION(OPTION_REFUSED, "refused", "FILE", "File for the refused rows (FILE.refused.csv)"),
    VERB_OPTION(OPTION_IMPORT_ID, "import-id", "UUID", "Go on with an import that broke off"),
    VERB_OPTION(OPTION_CHUNK_ROWS, "chunk-rows", "N", "Rows sent at once, at most 4,096 (4,096)"),
    VERB_OPTION(OPTION_VERDICTS, "verdicts", "FILE",
                "Also write row,line,verdict,official_id,reasons,flags of every row"),
    {0},
};

static const struct verb verbs[] = {
    {"", "FILE", "Register the officials of a CSV file (`import show ID' reads the verdicts again).",
     "Every row gets its verdict: stored, flagged (stored, and worth a look), already there, or refused. The same file "
     "may "
     "be imported again at any time. The refused rows are written to a file that can be corrected and imported as it "
     "is.\n"
     "\nThe file is UTF-8. It has the 14 columns of iGOT's bulk upload, in their order, with or without a header; or a "
     "header that names columns in any order, in English or Hindi. Ends with 3 where rows were refused.\n\nExample:\n"
     "  karmayogi import meerut.csv --org meerut-police --district 169",
     import_options, 1, 1, run_import},
    {"show", "ID", "Show the totals and verdicts of an import again.",
     "Example:\n  karmayogi import show 019a9f6e-7d7a-7c4e-9b0a-3f2d1c0b9a88 --refused", import_show_options, 1, 1,
     import_show_run},
    {.run = NULL},
};

const struct verb_family verb_import = {"import", "Register the officials of a CSV file",
                                        "karmayogi import meerut.csv --org meerut-police --district 169", verbs};
