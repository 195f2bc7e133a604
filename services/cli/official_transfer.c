/* official_transfer - `karmayogi official transfer`, `transfers` and `decide`: officials change organisations. */
#include "csv_file.h"
#include "listing.h"
#include "message.h"
#include "message_json.h"
#include "official.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"

#include <karmayogi/registration/v1/service.pb-c.h>

enum { TRANSFER_TO, TRANSFER_REASON, TRANSFER_ON, TRANSFER_VERSION };
enum { TRANSFERS_ORG, TRANSFERS_LISTING };
enum { DECIDE_APPROVE, DECIDE_REFUSE, DECIDE_WITHDRAW, DECIDE_REASON, DECIDE_VERSION };

typedef Karmayogi__Registration__V1__Transfer transfer;

static const struct cli_method request_method = CLI_REGISTRATION_METHOD(RequestTransfer, request_transfer);
static const struct cli_method decide_method = CLI_REGISTRATION_METHOD(DecideTransfer, decide_transfer);
static const struct cli_method list_method = CLI_REGISTRATION_METHOD(ListTransfers, list_transfers);

static void show_columns(const struct cli *cli, struct table *table)
{
    static const enum word headers[] = {WORD_TRANSFER,     WORD_TRANSFER_FROM, WORD_TRANSFER_TO, WORD_TRANSFER_ON,
                                        WORD_REQUESTED_BY, WORD_REQUESTED_AT,  WORD_REASON};

    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
        table_column(table, cli_word(cli, headers[i]), TABLE_LEFT);
}

static void show_row(struct table *table, const transfer *one)
{
    char date[DATE_TEXT_BYTES], instant[MESSAGE_INSTANT_BYTES];

    table_cell(table, one->transfer_id);
    table_cell(table, one->from_organisation_id);
    table_cell(table, one->to_organisation_id);
    table_cell(table, message_date_text(one->effective_on, date));
    table_cell(table, one->requested_by);
    table_cell(table, message_instant(one->requested_at_ms, instant));
    table_cell(table, one->reason);
}

int official_transfer_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__RequestTransferRequest request =
        KARMAYOGI__REGISTRATION__V1__REQUEST_TRANSFER_REQUEST__INIT;
    Karmayogi__Registration__V1__RequestTransferResponse *answer;
    CLEANUP(table_deinit) struct table table = {0};
    int32_t day = DATE_NONE;
    int result = verb_date(cli, arguments, TRANSFER_ON, "--on", &day);

    if (result == 0)
        result = verb_number(cli, arguments, TRANSFER_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);
    if (result == 0 && !arguments->options[TRANSFER_TO])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--to ORG");
    if (result == 0 && !arguments->options[TRANSFER_REASON])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--reason TEXT");
    request.official_id = (char *)(uintptr_t)arguments->positional[0];
    request.to_organisation_id = verb_text(arguments, TRANSFER_TO);
    request.reason = verb_text(arguments, TRANSFER_REASON);
    request.effective_on = message_date(&cli->arena, day);
    if (result == 0)
        result = cli_call(cli, &request_method, &request, &answer);
    if (result != 0)
        return result;
    if (!answer->transfer)
        return error_raise("the answer holds no transfer");
    if (cli->json)
        return message_json_show(answer->transfer);
    show_columns(cli, &table);
    show_row(&table, answer->transfer);
    return table_print(&table, stdout);
}

static int read_decision(struct cli *cli, const struct arguments *arguments,
                         Karmayogi__Registration__V1__TransferDecision *decision)
{
    static const Karmayogi__Registration__V1__TransferDecision decisions[] = {
        [DECIDE_APPROVE] = KARMAYOGI__REGISTRATION__V1__TRANSFER_DECISION__TRANSFER_DECISION_APPROVE,
        [DECIDE_REFUSE] = KARMAYOGI__REGISTRATION__V1__TRANSFER_DECISION__TRANSFER_DECISION_REFUSE,
        [DECIDE_WITHDRAW] = KARMAYOGI__REGISTRATION__V1__TRANSFER_DECISION__TRANSFER_DECISION_WITHDRAW,
    };
    unsigned given = 0;

    for (size_t i = DECIDE_APPROVE; i <= DECIDE_WITHDRAW; i++) {
        if (arguments->options[i]) {
            *decision = decisions[i];
            given++;
        }
    }
    if (given != 1)
        return cli_error(cli, CLI_USAGE, WORD_ONE_DECISION);
    if (!arguments->options[DECIDE_APPROVE] && !arguments->options[DECIDE_REASON])
        return cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--reason TEXT");
    return 0;
}

int official_decide_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Registration__V1__DecideTransferRequest request =
        KARMAYOGI__REGISTRATION__V1__DECIDE_TRANSFER_REQUEST__INIT;
    Karmayogi__Registration__V1__DecideTransferResponse *answer;
    int result = read_decision(cli, arguments, &request.decision);

    if (result == 0)
        result = verb_number(cli, arguments, DECIDE_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);
    request.transfer_id = (char *)(uintptr_t)arguments->positional[0];
    request.reason = verb_text(arguments, DECIDE_REASON);
    if (result == 0)
        result = cli_call(cli, &decide_method, &request, &answer);
    return result == 0 ? official_show(cli, answer->official) : result;
}

/* One list, and the page of it that came last. */
struct transfers {
    struct listing listing;
    Karmayogi__Registration__V1__ListTransfersRequest request;
    const Karmayogi__Registration__V1__ListTransfersResponse *answer;
};

static const char *const csv_header[] = {"transfer_id",  "official_id", "from_organisation", "to_organisation",
                                         "effective_on", "reason",      "requested_by",      "requested_at"};

#define CSV_COLUMNS (sizeof(csv_header) / sizeof(csv_header[0]))

static int write_csv(const transfer *one)
{
    char date[DATE_TEXT_BYTES], instant[MESSAGE_INSTANT_BYTES];
    const char *cells[CSV_COLUMNS] = {one->transfer_id,
                                      one->official_id,
                                      one->from_organisation_id,
                                      one->to_organisation_id,
                                      date_format(message_days(one->effective_on), date),
                                      one->reason,
                                      one->requested_by,
                                      message_instant(one->requested_at_ms, instant)};

    return csv_write_row(stdout, cells, CSV_COLUMNS, "\n");
}

static int ask_page(void *context, struct listing_page *page)
{
    struct transfers *transfers = context;
    int result = cli_call(transfers->listing.cli, &list_method, &transfers->request, &transfers->answer);

    if (result == 0)
        *page = (struct listing_page){transfers->answer->n_transfers, transfers->answer->page};
    return result;
}

static int show_page(void *context)
{
    CLEANUP(table_deinit) struct table table = {0};
    const struct transfers *transfers = context;
    const Karmayogi__Registration__V1__ListTransfersResponse *page = transfers->answer;
    int result = 0;

    show_columns(transfers->listing.cli, &table);
    for (size_t i = 0; i < page->n_transfers && result == 0; i++) {
        if (transfers->listing.csv)
            result = write_csv(page->transfers[i]);
        else if (transfers->listing.cli->json)
            result = message_json_print(message_json(&page->transfers[i]->base));
        else
            show_row(&table, page->transfers[i]);
    }
    return result == 0 && table_rows(&table) ? table_print(&table, stdout) : result;
}

int official_transfers_run(struct cli *cli, const struct arguments *arguments)
{
    struct transfers transfers = {.request = KARMAYOGI__REGISTRATION__V1__LIST_TRANSFERS_REQUEST__INIT};
    int result = listing_begin(&transfers.listing, cli, arguments, TRANSFERS_LISTING);

    if (result != 0)
        return result;
    transfers.request.organisation_id = verb_text(arguments, TRANSFERS_ORG);
    transfers.request.page = &transfers.listing.page;
    if (transfers.listing.csv && !transfers.listing.count_only)
        result = csv_write_row(stdout, csv_header, CSV_COLUMNS, "\n");
    if (result == 0)
        result = listing_walk(&transfers.listing, ask_page, show_page, &transfers);
    return result == 0 ? listing_finish(&transfers.listing, WORD_TRANSFERS_ALL, WORD_TRANSFERS_MORE) : result;
}

#define VERSION(index) VERB_OPTION(index, "version-read", "N", "Refuse where it was changed since this version")

const struct argp_option official_transfer_options[] = {
    VERB_OPTION(TRANSFER_TO, "to", "ORG", "The receiving organisation; needed"),
    VERB_OPTION(TRANSFER_REASON, "reason", "TEXT", "Why; needed"),
    VERB_OPTION(TRANSFER_ON, "on", "DATE", "Day from which it holds (today)"),
    VERSION(TRANSFER_VERSION),
    {0},
};

const struct argp_option official_transfers_options[] = {
    VERB_OPTION(TRANSFERS_ORG, "org", "ID", "Only to or from this organisation"),
    LISTING_OPTIONS(TRANSFERS_LISTING, "transfers"),
    {0},
};

const struct argp_option official_decide_options[] = {
    VERB_OPTION(DECIDE_APPROVE, "approve", NULL, "The receiving organisation takes the official over"),
    VERB_OPTION(DECIDE_REFUSE, "refuse", NULL, "The receiving organisation does not"),
    VERB_OPTION(DECIDE_WITHDRAW, "withdraw", NULL, "The sender takes the request back"),
    VERB_OPTION(DECIDE_REASON, "reason", "TEXT", "Why; needed unless approved"),
    VERSION(DECIDE_VERSION),
    {0},
};
