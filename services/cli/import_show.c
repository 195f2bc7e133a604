/* import_show - `karmayogi import show` and `karmayogi course import show`: how an import stands, and its verdicts
 * again. */
#include "course.h"
#include "import.h"
#include "import_call.h"
#include "import_result.h"
#include "message.h"
#include "message_json.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_REFUSED, OPTION_VERDICTS, OPTION_ALL };

#define SHOW_OPTIONS(id_header)                                                                                        \
    VERB_OPTION(OPTION_REFUSED, "refused", NULL, "Also list the refused rows"),                                        \
        VERB_OPTION(OPTION_ALL, "all", NULL, "Also list every row"),                                                   \
        VERB_OPTION(OPTION_VERDICTS, "verdicts", "FILE",                                                               \
                    "Also write row,line,verdict," id_header ",reasons,flags of every row")

const struct argp_option import_show_options[] = {SHOW_OPTIONS("official_id"), {0}};
const struct argp_option course_import_show_options[] = {SHOW_OPTIONS("course_id"), {0}};

struct showing {
    struct cli *cli;
    const struct import_kind *kind;
    struct uuid id;
    struct import_result result;
    json_t *listed; /* --json: the rows that are listed */
    bool all, refused_only;
};

static int show_state(struct cli *cli, const struct uuid *id, const struct import_state *state)
{
    CLEANUP(table_deinit) struct table table = {0};
    char started[MESSAGE_INSTANT_BYTES], changed[MESSAGE_INSTANT_BYTES], text[UUID_TEXT_BYTES];
    const struct {
        enum word word;
        const char *text;
    } lines[] = {{WORD_FILE, state->label},
                 {WORD_ORGANISATION, state->organisation},
                 {WORD_CALLER, state->caller},
                 {WORD_STARTED, message_instant(state->started_at_ms, started)},
                 {WORD_CHANGED, message_instant(state->changed_at_ms, changed)}};

    table_column(&table, cli_word(cli, WORD_IMPORT), TABLE_LEFT);
    table_column(&table, uuid_format(id, text), TABLE_LEFT);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        if (!lines[i].text)
            continue;
        table_cell(&table, cli_word(cli, lines[i].word));
        table_cell(&table, lines[i].text);
    }
    return table_print(&table, stdout);
}

static int show_totals(const struct showing *showing, const struct import_totals *totals)
{
    struct import_result *sums = calloc(1, sizeof(*sums));
    int result;

    if (!sums)
        return error_raise("out of memory");
    sums->kind = showing->kind;
    sums->totals = *totals;
    putchar('\n');
    result = import_result_show(sums, showing->cli);
    free(sums);
    return result;
}

/* By the names of the kind's own contract; NULL: out of memory. */
static json_t *json_of(const struct showing *showing, const ProtobufCMessage *message,
                       const ProtobufCMessageDescriptor *own)
{
    const ProtobufCMessage *named = message_as(&showing->cli->arena, message, own);

    return named ? message_json(named) : NULL;
}

static void list_row(struct showing *showing, struct table *table, const struct import_verdict *verdict)
{
    Karmayogi__Core__V1__Violation *const *why = verdict->violation_count ? verdict->violations : verdict->flags;
    size_t count = verdict->violation_count ? verdict->violation_count : verdict->flag_count;
    char number[16];

    if (showing->refused_only && verdict->kind != IMPORT_REFUSED)
        return;
    if (showing->listed) {
        json_array_append_new(showing->listed, json_of(showing, verdict->message, showing->kind->verdict));
        return;
    }
    for (size_t i = 0; i == 0 || i < count; i++) {
        snprintf(number, sizeof(number), "%u", verdict->line);
        table_cell(table, i ? "" : number);
        table_cell(table, i ? "" : import_verdict_word(verdict));
        table_cell(table, i ? "" : verdict->id);
        table_cell(table, i < count ? why[i]->field : "");
        table_cell(table, i < count ? why[i]->reason : "");
        table_cell(table, i < count ? why[i]->sentence : "");
    }
}

static int take_page(struct showing *showing, const struct import_answer *page)
{
    CLEANUP(table_deinit) struct table table = {0};
    const enum word headers[] = {WORD_LINE,  WORD_VERDICT, showing->kind->id_word,
                                 WORD_FIELD, WORD_REASON,  WORD_WHAT_TO_DO};

    for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
        table_column(&table, cli_word(showing->cli, headers[i]), i ? TABLE_LEFT : TABLE_RIGHT);
    table.width = table_paper();
    for (size_t i = 0; i < page->count; i++) {
        int result = import_result_take(&showing->result, &page->verdicts[i], NULL);

        if (result < 0)
            return result;
        if (showing->all || showing->refused_only)
            list_row(showing, &table, &page->verdicts[i]);
    }
    if (table_rows(&table) == 0)
        return 0;
    putchar('\n');
    return table_print(&table, stdout);
}

static int walk(struct showing *showing)
{
    Karmayogi__Core__V1__PageRequest page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    bool refused_only = showing->refused_only && !showing->result.verdicts_file;
    struct import_answer answer;
    char token[CLI_TOKEN_BYTES];

    page.page_size = LIMIT_PAGE_SIZE;
    do {
        int result = import_call_page(showing->cli, showing->kind, &showing->id, refused_only, &page, &answer);

        if (result == 0)
            result = take_page(showing, &answer);
        if (result != 0)
            return result;
        page.page_token = cli_next_page(showing->cli, answer.next_page, token);
    } while (page.page_token[0]);
    return 0;
}

static int show(struct showing *showing, const struct arguments *arguments)
{
    struct cli *cli = showing->cli;
    bool rows_wanted = showing->all || showing->refused_only || arguments->options[OPTION_VERDICTS];
    struct import_state state = {.message = NULL};
    json_t *object = NULL;
    int result = import_call_state(cli, showing->kind, &showing->id, &state);

    if (result != 0)
        return result;
    if (cli->json)
        object = json_of(showing, state.message, showing->kind->standing);
    else if ((result = show_state(cli, &showing->id, &state)) == 0)
        result = show_totals(showing, &state.totals);
    if (result == 0 && rows_wanted)
        result = walk(showing);
    if (!object || result != 0) {
        json_decref(object);
        return result;
    }
    json_object_set(object, "verdicts", showing->listed);
    return message_json_print_pretty(object);
}

int import_show_run(struct cli *cli, const struct arguments *arguments, const struct import_kind *kind)
{
    struct showing *showing = calloc(1, sizeof(*showing));
    int result, finished;

    if (!showing)
        return error_raise("out of memory");
    showing->cli = cli;
    showing->kind = showing->result.kind = kind;
    showing->all = arguments->options[OPTION_ALL] != NULL;
    showing->refused_only = !showing->all && arguments->options[OPTION_REFUSED];
    showing->result.verdicts_path = arguments->options[OPTION_VERDICTS];
    showing->listed = cli->json ? json_array() : NULL;
    if (!uuid_parse(&showing->id, arguments->positional[0]))
        result = cli_error(cli, CLI_USAGE, WORD_NOT_AN_IMPORT_ID);
    else if (import_result_begin(&showing->result) < 0)
        result = cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, showing->result.verdicts_path, error_trail());
    else
        result = show(showing, arguments);
    finished = import_result_finish(&showing->result, result == 0);
    json_decref(showing->listed);
    free(showing);
    return result != 0 ? result : finished;
}
