/* status - `karmayogi status`: what the services are and where their histories stand. */
#include "message.h"
#include "message_json.h"
#include "table.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/number.h"

#include <karmayogi/core/v1/admin.pb-c.h>
#include <string.h>
#include <time.h>

#define TRY_MS      1000
#define PAUSE_MS    200
#define MOST_WAIT_S 3600
#define PATIENCE_MS 3000 /* without --wait */

enum { OPTION_WAIT, OPTION_COUNTERS };

typedef Karmayogi__Core__V1__GetStatusResponse service_status;

static int ask_once(struct cli *cli, enum cli_service service, uint32_t timeout_ms, bool quietly,
                    service_status **status)
{
    Karmayogi__Core__V1__GetStatusRequest request = KARMAYOGI__CORE__V1__GET_STATUS_REQUEST__INIT;
    struct cli_method method = {service, "karmayogi.core.v1.AdminService/GetStatus",
                                &karmayogi__core__v1__get_status_response__descriptor};

    if (quietly)
        return cli_call_quietly(cli, &method, &request, timeout_ms, status);
    cli->patience_ms = timeout_ms;
    return cli_call(cli, &method, &request, status);
}

/* Short tries with a connection of their own each, until one is answered or @wait_ms are over. The last one is loud. */
static int ask(struct cli *cli, enum cli_service service, int64_t wait_ms, service_status **status)
{
    struct clock clock = clock_system();
    int64_t until_ms = clock_monotonic_ms(&clock) + wait_ms;
    const struct timespec pause = {0, PAUSE_MS * 1000000L};

    while (wait_ms && clock_monotonic_ms(&clock) < until_ms - TRY_MS) {
        int result = ask_once(cli, service, TRY_MS, true, status);

        if (result != CLI_UNREACHABLE)
            return result;
        cli_drop(cli, service);
        nanosleep(&pause, NULL);
    }
    return ask_once(cli, service, wait_ms ? TRY_MS : cli->timeout_ms ? cli->timeout_ms : PATIENCE_MS, false, status);
}

static void line(struct table *table, const char *name, const char *text)
{
    table_cell(table, name);
    table_cell(table, text ? text : "");
}

static const char *bytes_text(struct arena *arena, uint64_t bytes)
{
    return arena_printf(arena, "%.1f MiB", (double)bytes / (1 << 20));
}

static void show_feed(struct cli *cli, struct table *table, const Karmayogi__Core__V1__FollowedFeed *feed)
{
    struct arena *arena = &cli->arena;
    const Karmayogi__Core__V1__Position *applied = feed->applied;
    char behind[NUMBER_TEXT_BYTES];

    line(table, cli_word(cli, WORD_FOLLOWS),
         applied ? message_position_text(arena, applied->service, applied->epoch, applied->sequence) : "");
    line(table, cli_word(cli, WORD_BEHIND),
         number_indian(applied && feed->head > applied->sequence ? (int64_t)(feed->head - applied->sequence) : 0,
                       behind));
    line(table, cli_word(cli, WORD_READ_TO_END),
         feed->age_ms < 0 ? cli_word(cli, WORD_NEVER_SINCE_START) : cli_age(cli, feed->age_ms));
    line(table, cli_word(cli, WORD_REBUILDING), cli_word(cli, feed->rebuilding ? WORD_YES : WORD_NO));
}

static void show_restoration(struct cli *cli, struct table *table, const Karmayogi__Core__V1__Restoration *restoration)
{
    const Karmayogi__Core__V1__Position *former = restoration->former;
    char when[MESSAGE_INSTANT_BYTES];

    message_instant(restoration->restored_at_ms, when);
    line(table, cli_word(cli, WORD_RESTORED_ON),
         former ? arena_printf(&cli->arena, "%s (%s)", when,
                               message_position_text(&cli->arena, former->service, former->epoch, former->sequence))
                : when);
}

static int show_counters(struct cli *cli, const service_status *status)
{
    CLEANUP(table_deinit) struct table table = {0};

    table_column(&table, cli_word(cli, WORD_COUNTER), TABLE_LEFT);
    table_column(&table, cli_word(cli, WORD_SINCE_START), TABLE_RIGHT);
    for (size_t i = 0; i < status->n_counters; i++) {
        const Karmayogi__Core__V1__Counter *counter = status->counters[i];
        char value[NUMBER_TEXT_BYTES];

        line(&table, arena_printf(&cli->arena, "%s%s%s", counter->name, counter->label[0] ? " " : "", counter->label),
             number_indian((int64_t)counter->value, value));
    }
    putchar('\n');
    return table_print(&table, stdout);
}

static int show(struct cli *cli, const service_status *status, bool counters)
{
    CLEANUP(table_deinit) struct table table = {0};
    struct arena *arena = &cli->arena;
    const Karmayogi__Core__V1__Position *position = status->position;
    char started[MESSAGE_INSTANT_BYTES];
    int result;

    table_column(&table, cli_word(cli, WORD_SERVICE), TABLE_LEFT);
    table_column(&table, status->service, TABLE_LEFT);
    line(&table, cli_word(cli, WORD_VERSION), status->version);
    line(&table, cli_word(cli, WORD_STARTED), message_instant(status->started_at_ms, started));
    line(&table, cli_word(cli, WORD_POSITION),
         position ? message_position_text(arena, position->service, position->epoch, position->sequence) : "");
    for (size_t i = 0; i < status->n_restorations; i++)
        show_restoration(cli, &table, status->restorations[i]);
    for (size_t i = 0; i < status->n_follows; i++)
        show_feed(cli, &table, status->follows[i]);
    line(&table, cli_word(cli, WORD_STORE_USED), bytes_text(arena, status->store_used_bytes));
    line(&table, cli_word(cli, WORD_STORE_DISK), bytes_text(arena, status->store_disk_bytes));
    result = table_print(&table, stdout);
    return result == 0 && counters ? show_counters(cli, status) : result;
}

static int run_status(struct cli *cli, const struct arguments *arguments)
{
    enum cli_service only = arguments->count ? cli_service_find(arguments->positional[0]) : CLI_SERVICES;
    json_t *all = cli->json ? json_array() : NULL;
    uint64_t wait_s = 0;
    int worst = verb_number(cli, arguments, OPTION_WAIT, "--wait", MOST_WAIT_S, &wait_s);
    bool first = true;

    if (worst == 0 && arguments->count && only == CLI_SERVICES)
        worst = cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "SERVICE", "registration, catalogue, reporting");
    for (enum cli_service service = 0; service < CLI_SERVICES && (worst == 0 || worst == CLI_UNREACHABLE); service++) {
        service_status *status;
        int result;

        if (arguments->count && service != only)
            continue;
        result = ask(cli, service, (int64_t)wait_s * 1000, &status);
        if (result == 0 && all)
            json_array_append_new(all, message_json(&status->base));
        else if (result == 0) {
            if (!first)
                putchar('\n');
            first = false;
            result = show(cli, status, arguments->options[OPTION_COUNTERS] != NULL);
        }
        worst = result ? result : worst;
    }
    if (all && (worst == 0 || json_array_size(all)))
        return message_json_print_pretty(all) < 0 ? -1 : worst;
    json_decref(all);
    return worst;
}

static const struct argp_option status_options[] = {
    VERB_OPTION(OPTION_WAIT, "wait", "SECONDS", "Wait this long for the service to answer"),
    VERB_OPTION(OPTION_COUNTERS, "counters", NULL, "Also what it counted since it started"),
    {0},
};

static const struct verb verbs[] = {
    {"", "[registration|catalogue|reporting]", "Show what the services are and where their histories stand.",
     "Ends with 4 where a service does not answer.\n\nExample:\n  karmayogi status registration --wait 30",
     status_options, 0, 1, run_status},
    {.run = NULL},
};

const struct verb_family verb_status = {"status", "What the services are and where their histories stand",
                                        "karmayogi status registration --wait 30", verbs};
