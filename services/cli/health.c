/*
 * health - `karmayogi health`: all services side by side, and then in plain words what needs somebody. Each service is
 * asked once and quietly: that one does not answer is a finding here, not an error.
 */
#include "health.h"

#include "message.h"
#include "message_json.h"
#include "table.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <string.h>

#define PATIENCE_MS 3000 /* without --timeout */

static int ask(struct health *health, enum cli_service service)
{
    struct cli *cli = health->cli;
    Karmayogi__Core__V1__GetStatusRequest request = KARMAYOGI__CORE__V1__GET_STATUS_REQUEST__INIT;
    struct cli_method method = {service, "karmayogi.core.v1.AdminService/GetStatus",
                                &karmayogi__core__v1__get_status_response__descriptor};
    health_status *status;
    int result = cli_call_quietly(cli, &method, &request, cli->timeout_ms ? cli->timeout_ms : PATIENCE_MS, &status);

    if (result == 0)
        health->services[service] = status;
    return result == CLI_UNREACHABLE ? 0 : result;
}

/* The picture: a row for each thing to know, a column for each service. Texts live in the arena. */

static const char *number(struct health *health, uint64_t value)
{
    char text[NUMBER_TEXT_BYTES];

    return arena_printf(&health->cli->arena, "%s", number_indian((int64_t)value, text));
}

static const char *ready(struct health *health, const health_status *status)
{
    return cli_word(health->cli, status->ready ? WORD_YES : WORD_NO);
}

static const char *version(struct health *health, const health_status *status)
{
    (void)health;
    return status->version;
}

static const char *started(struct health *health, const health_status *status)
{
    char text[MESSAGE_INSTANT_BYTES];

    /* To the minute: three of them fit into 80 columns. */
    return arena_printf(&health->cli->arena, "%.16s", message_instant(status->started_at_ms, text));
}

/* Reporting has no entries of its own, only those that it follows. */
static const char *newest_entry(struct health *health, const health_status *status)
{
    if (strcmp(status->service, cli_service_word(CLI_REPORTING)) == 0)
        return "-";
    return number(health, status->position ? status->position->sequence : 0);
}

static const char *mebibytes(struct health *health, uint64_t bytes)
{
    return arena_printf(&health->cli->arena, "%.1f MiB", (double)bytes / (1 << 20));
}

static const char *store_used(struct health *health, const health_status *status)
{
    return arena_printf(&health->cli->arena, "%s / %.0f GiB", mebibytes(health, status->store_used_bytes),
                        (double)status->store_map_bytes / (1 << 30));
}

static const char *store_disk(struct health *health, const health_status *status)
{
    return mebibytes(health, status->store_disk_bytes);
}

static const char *memory(struct health *health, const health_status *status)
{
    return mebibytes(health, status->resident_bytes);
}

static const char *admin(struct health *health, const health_status *status)
{
    return status->admin_address[0] ? status->admin_address : cli_word(health->cli, WORD_NONE);
}

static const char *free_space(struct health *health, const health_status *status)
{
    return arena_printf(&health->cli->arena, "%.1f GiB", (double)status->store_free_bytes / (1 << 30));
}

static const char *queue(struct health *health, const health_status *status)
{
    return arena_printf(&health->cli->arena, "%s / %s", number(health, status->queue_calls),
                        number(health, status->queue_limit_calls));
}

static const char *parked(struct health *health, const health_status *status)
{
    return arena_printf(&health->cli->arena, "%s / %s", number(health, status->parked_calls),
                        number(health, status->parked_limit_calls));
}

static const char *requests(struct health *health, const health_status *status)
{
    return number(health, health_counter(status, "requests_total", NULL));
}

static const char *refused(struct health *health, const health_status *status)
{
    return number(health, health_counter(status, "requests_refused_total", NULL));
}

static const struct {
    enum word word;
    const char *(*text)(struct health *health, const health_status *status);
} rows[] = {
    {WORD_READY, ready},           {WORD_VERSION, version},
    {WORD_STARTED, started},       {WORD_NEWEST_ENTRY, newest_entry},
    {WORD_STORE_USED, store_used}, {WORD_STORE_DISK, store_disk},
    {WORD_DISK_FREE, free_space},  {WORD_MEMORY, memory},
    {WORD_QUEUE, queue},           {WORD_PARKED, parked},
    {WORD_REQUESTS, requests},     {WORD_REQUESTS_REFUSED, refused},
    {WORD_ADMIN_PORT, admin},
};

static const Karmayogi__Core__V1__FollowedFeed *followed(const health_status *status, const char *name)
{
    for (size_t i = 0; status && i < status->n_follows; i++) {
        if (status->follows[i]->applied && strcmp(status->follows[i]->applied->service, name) == 0)
            return status->follows[i];
    }
    return NULL;
}

static const char *feed_text(struct health *health, const Karmayogi__Core__V1__FollowedFeed *feed)
{
    uint64_t behind = feed->head > feed->applied->sequence ? feed->head - feed->applied->sequence : 0;
    const char *age = feed->age_ms < 0 ? cli_word(health->cli, WORD_NEVER) : cli_age(health->cli, feed->age_ms);

    return arena_printf(&health->cli->arena, "%s (%s%s%s)", number(health, behind), age ? age : "",
                        feed->rebuilding ? ", " : "", feed->rebuilding ? cli_word(health->cli, WORD_REBUILDING) : "");
}

/* How far behind, and how long ago it was known to be complete; only for feeds that somebody follows. */
static void add_feed(struct health *health, struct table *table, enum cli_service feed)
{
    const char *name = cli_service_word(feed);
    bool any = false;

    for (enum cli_service service = 0; service < CLI_SERVICES; service++)
        any = any || followed(health->services[service], name);
    if (!any)
        return;
    table_cell(table, arena_printf(&health->cli->arena, "%s %s", cli_word(health->cli, WORD_BEHIND_FEED), name));
    for (enum cli_service service = 0; service < CLI_SERVICES; service++) {
        const Karmayogi__Core__V1__FollowedFeed *found = followed(health->services[service], name);

        table_cell(table, found ? feed_text(health, found) : "");
    }
}

static void add_row(struct health *health, struct table *table, size_t row)
{
    table_cell(table, cli_word(health->cli, rows[row].word));
    for (enum cli_service service = 0; service < CLI_SERVICES; service++) {
        const health_status *status = health->services[service];

        table_cell(table, status ? rows[row].text(health, status) : "-");
    }
}

static int show(struct health *health)
{
    CLEANUP(table_deinit) struct table table = {0};
    int result;

    table_column(&table, cli_word(health->cli, WORD_SERVICE), TABLE_LEFT);
    for (enum cli_service service = 0; service < CLI_SERVICES; service++)
        table_column(&table, cli_service_word(service), TABLE_LEFT);
    table_cell(&table, cli_word(health->cli, WORD_REACHABLE));
    for (enum cli_service service = 0; service < CLI_SERVICES; service++)
        table_cell(&table, cli_word(health->cli, health->services[service] ? WORD_YES : WORD_NO));
    for (size_t row = 0; row < sizeof(rows) / sizeof(rows[0]); row++)
        add_row(health, &table, row);
    for (enum cli_service service = 0; service < CLI_SERVICES; service++)
        add_feed(health, &table, service);
    result = table_print(&table, stdout);
    putchar('\n');
    if (health->warning_count == 0)
        cli_say(health->cli, WORD_HEALTH_WELL);
    for (size_t i = 0; i < health->warning_count; i++)
        printf("! %s\n", health->warnings[i].sentence);
    return result;
}

static int show_json(const struct health *health)
{
    json_t *services = json_array(), *warnings = json_array();

    for (enum cli_service service = 0; service < CLI_SERVICES; service++) {
        const health_status *status = health->services[service];

        json_array_append_new(services,
                              json_pack("{s:s, s:s, s:b, s:o?}", "service", cli_service_word(service), "endpoint",
                                        health->cli->endpoints[service], "reachable", status != NULL, "status",
                                        status ? message_json(&status->base) : NULL));
    }
    for (size_t i = 0; i < health->warning_count; i++)
        json_array_append_new(warnings,
                              json_pack("{s:s, s:s, s:s}", "service", cli_service_word(health->warnings[i].service),
                                        "check", health->warnings[i].check, "sentence", health->warnings[i].sentence));
    return message_json_print_pretty(json_pack("{s:b, s:o, s:o}", "well", health_exit(health) == CLI_DONE, "services",
                                               services, "warnings", warnings));
}

static int run_health(struct cli *cli, const struct arguments *arguments)
{
    struct health health = {.cli = cli};
    int result = 0;

    (void)arguments;
    for (enum cli_service service = 0; service < CLI_SERVICES && result == 0; service++)
        result = ask(&health, service);
    if (result)
        return result;
    health_judge(&health);
    result = cli->json ? show_json(&health) : show(&health);
    if (result == 0 && health.failed)
        result = error_raise("no room for the warnings");
    return result ? result : health_exit(&health);
}

static const struct verb verbs[] = {
    {"", "", "Show how all services are, and what needs somebody.",
     "Ends with 0 where all is well, 1 where something needs somebody (it is said what), 4 where a service does not "
     "answer. Behind a feed: how many entries, and when the feed was last known to be read to its end. Waiting for "
     "entries are the services that follow, all the time, and reports with --at-least. For monitoring there is the "
     "admin port of each service.\n\nExample:\n  karmayogi health --lang hi",
     NULL, 0, 0, run_health},
    {.run = NULL},
};

const struct verb_family verb_health = {"health", "How all services are, and what needs somebody", "karmayogi health",
                                        verbs};
