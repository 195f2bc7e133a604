/* import_officials - `karmayogi import`: registers the officials of a list. */
#include "import.h"
#include "message.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <string.h>

enum {
    OPTION_ORG = IMPORT_OPTION_OWN,
    OPTION_DISTRICT,
    OPTION_DATE_ORDER,
    OPTION_ISSUER,
    OPTION_ENGAGEMENT,
    OPTION_EFFECTIVE_ON,
};

typedef Karmayogi__Registration__V1__DateOrder date_order_word;
typedef Karmayogi__Registration__V1__ImportSettings import_settings;

static const struct cli_method list_entries = CLI_REGISTRATION_METHOD(ListMasterEntries, list_master_entries);
static const struct cli_method get_organisation = CLI_REGISTRATION_METHOD(GetOrganisation, get_organisation);

struct settings {
    import_settings message;
    int date_order; /* 0: as each column says */
};

static struct settings *settings_of(const struct importing *importing)
{
    return (struct settings *)(uintptr_t)importing->job.settings;
}

static date_order_word decide_order(struct importing *importing, size_t date)
{
    const struct settings *settings = settings_of(importing);
    const struct date_column *column = &importing->scan.dates[date];
    const char *name = columns_word(&columns_of_officials, columns_of_officials.dates[date]);
    const struct cli *cli = importing->cli;

    if (settings->date_order)
        return (date_order_word)settings->date_order;
    if (column->day_first_only && column->month_first_only) {
        char day[NUMBER_TEXT_BYTES], month[NUMBER_TEXT_BYTES];

        cli_error(cli, 0, WORD_DATES_MIXED, name, number_indian((int64_t)column->day_first_only, day),
                  number_indian((int64_t)column->month_first_only, month));
    }
    if (date_column_order(column) == DATE_DAY_FIRST)
        return KARMAYOGI__REGISTRATION__V1__DATE_ORDER__DATE_ORDER_DAY_FIRST;
    cli_error(cli, 0, WORD_DATES_MONTH_FIRST, name);
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

    request.organisation_id = settings_of(importing)->message.organisation_id;
    return request.organisation_id[0] ? cli_call(importing->cli, &get_organisation, &request, &answer) : 0;
}

static int prepare(struct importing *importing)
{
    struct settings *settings = settings_of(importing);
    int result = check_organisation(importing);

    if (result == 0)
        result = judge_districts(importing);
    if (result != 0)
        return result;
    settings->message.birth_date_order = decide_order(importing, 0);
    settings->message.effective_on_order = decide_order(importing, 1);
    return 0;
}

static int read_date_order(struct importing *importing, int *date_order)
{
    const char *order = importing->arguments->options[OPTION_DATE_ORDER];

    if (!order || strcmp(order, "auto") == 0)
        return 0;
    return verb_enum(importing->cli, importing->arguments, OPTION_DATE_ORDER, "--date-order",
                     &karmayogi__registration__v1__date_order__descriptor, date_order);
}

static int read_settings(struct importing *importing)
{
    const struct arguments *arguments = importing->arguments;
    struct settings *settings = arena_zalloc(&importing->held, 1, sizeof(*settings));
    struct cli *cli = importing->cli;
    uint64_t district = 0;
    int32_t effective_on = DATE_NONE;
    int engagement = 0;
    int result = verb_number(cli, arguments, OPTION_DISTRICT, "--district", DISTRICT_CODES - 1, &district);

    if (!settings)
        return error_raise("out of memory");
    if (result == 0)
        result = verb_date(cli, arguments, OPTION_EFFECTIVE_ON, "--effective-on", &effective_on);
    if (result == 0)
        result = verb_enum(cli, arguments, OPTION_ENGAGEMENT, "--engagement",
                           &karmayogi__registration__v1__engagement__descriptor, &engagement);
    if (result == 0)
        result = read_date_order(importing, &settings->date_order);
    if (result != 0)
        return result;
    karmayogi__registration__v1__import_settings__init(&settings->message);
    settings->message.organisation_id = verb_text(arguments, OPTION_ORG);
    settings->message.district_code = (uint32_t)district;
    settings->message.employee_id_issuer = verb_text(arguments, OPTION_ISSUER);
    settings->message.engagement = (Karmayogi__Registration__V1__Engagement)engagement;
    settings->message.effective_on = message_date(&importing->held, effective_on);
    settings->message.label = (char *)(uintptr_t)importing->label;
    settings->message.accept_legacy_looking_text = arguments->options[IMPORT_OPTION_LEGACY] != NULL;
    importing->job.settings = &settings->message.base;
    return 0;
}

static int describe(struct cli *cli, ProtobufCBinaryData settings, struct import_state *state)
{
    const import_settings *message = (const import_settings *)message_unpack(
        &cli->arena, settings, &karmayogi__registration__v1__import_settings__descriptor);

    if (!message)
        return error_raise("the settings of an import cannot be understood");
    state->label = message->label;
    state->organisation = message->organisation_id;
    return 0;
}
const struct import_kind import_of_officials = {
    .columns = &columns_of_officials,
    .command = "import",
    .id_header = "official_id",
    .id_word = WORD_OFFICIAL,
    .none_needed = WORD_COLUMNS_NO_NAME,
    .settings = read_settings,
    .prepare = prepare,
    .send = IMPORT_METHOD(CLI_REGISTRATION, "karmayogi.registration.v1.RegistrationService/ImportOfficials", answer),
    .state = IMPORT_METHOD(CLI_REGISTRATION, "karmayogi.registration.v1.RegistrationService/GetImport", standing),
    .page = IMPORT_METHOD(CLI_REGISTRATION, "karmayogi.registration.v1.RegistrationService/ListImportVerdicts",
                          verdicts_page),
    .standing = &karmayogi__registration__v1__get_import_response__descriptor,
    .verdict = &karmayogi__registration__v1__row_verdict__descriptor,
    .describe = describe,
};

static int run_import(struct cli *cli, const struct arguments *arguments)
{
    return import_run(cli, arguments, &import_of_officials);
}

static int run_show(struct cli *cli, const struct arguments *arguments)
{
    return import_show_run(cli, arguments, &import_of_officials);
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
    VERB_WORDS(OPTION_ENGAGEMENT, "engagement", "WORD", VERB_WORDS_ENGAGEMENT,
               "regular, contractual, outsourced, honorary, volunteer, elected, "
               "deputed or trainee, where a row does not say it"),
    VERB_OPTION(OPTION_EFFECTIVE_ON, "effective-on", "DATE", "Day from which the registrations hold (today)"),
    VERB_OPTION(IMPORT_OPTION_COLUMNS, "columns", "auto|named|position",
                "By the header's names, or iGOT's 14 by position; auto: "
                "named where there is a header (auto)"),
    VERB_OPTION(IMPORT_OPTION_LEGACY, "accept-legacy-text", NULL, "Take names that look like Kruti Dev as they are"),
    IMPORT_OPTIONS("official_id"),
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
     run_show},
    {.run = NULL},
};

const struct verb_family verb_import = {"import", "Register the officials of a CSV file",
                                        "karmayogi import meerut.csv --org meerut-police --district 169", verbs};
