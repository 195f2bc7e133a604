/* store - `karmayogi store check`: whether a store that nobody serves, or a backup, is sound. */
#include "message.h"
#include "message_json.h"
#include "offline.h"
#include "table.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/number.h"
#include "store/check.h"

#include <stdlib.h>
#include <string.h>

enum { OPTION_STORE, OPTION_BACKUP };

#define CLI_DAMAGED 1

struct check {
    const char *store, *backup; /* one of them */
};

static int check(const void *argument, struct offline *offline, struct store_restored *found)
{
    const struct check *what = argument;
    struct store_check_hooks hooks = offline_hooks;

    hooks.context = offline;
    return what->store ? store_check_folder(what->store, &hooks, &found->report)
                       : store_check_file(what->backup, &hooks, &found->report);
}

static void line(struct table *table, const char *name, const char *text)
{
    table_cell(table, name);
    table_cell(table, text ? text : "");
}

static int show(struct cli *cli, const char *path, const struct store_report *report)
{
    CLEANUP(table_deinit) struct table table = {0};
    struct arena *arena = &cli->arena;
    char number[NUMBER_TEXT_BYTES], instant[MESSAGE_INSTANT_BYTES];
    const char *service = report->service[0] ? report->service : cli_word(cli, WORD_NOT_SAID);

    table_column(&table, cli_word(cli, WORD_FILE), TABLE_LEFT);
    table_column(&table, path, TABLE_LEFT);
    line(&table, cli_word(cli, WORD_SERVICE), service);
    line(&table, cli_word(cli, WORD_POSITION),
         message_position_text(arena, service, report->taken.epoch, report->taken.sequence));
    if (report->taken.taken_at_ms)
        line(&table, cli_word(cli, WORD_BACKUP_FROM), message_instant(report->taken.taken_at_ms, instant));
    if (report->restored.restored_at_ms)
        line(&table, cli_word(cli, WORD_RESTORED_ON), message_instant(report->restored.restored_at_ms, instant));
    line(&table, cli_word(cli, WORD_TABLES), number_indian((int64_t)report->tables, number));
    line(&table, cli_word(cli, WORD_RECORDS), number_indian((int64_t)report->records, number));
    line(&table, cli_word(cli, WORD_DIGEST), arena_printf(arena, "%016llx", (unsigned long long)report->digest));
    return table_print(&table, stdout);
}

static int show_json(const char *path, const struct offline_end *end, bool sound)
{
    const struct store_report *report = &end->restored.report;
    char epoch[32], digest[32];

    snprintf(epoch, sizeof(epoch), "%llu", (unsigned long long)report->taken.epoch);
    snprintf(digest, sizeof(digest), "%016llx", (unsigned long long)report->digest);
    return message_json_print(
        json_pack("{s:s, s:b, s:b, s:I, s:s, s:i, s:s, s:I, s:I, s:I, s:I, s:I, s:s}", "file", path, "sound", sound,
                  "died", end->died, "damages", (json_int_t)end->damages, "service", report->service, "schema",
                  (int)report->schema, "epoch", epoch, "sequence", (json_int_t)report->taken.sequence, "backup_at_ms",
                  (json_int_t)report->taken.taken_at_ms, "restored_at_ms", (json_int_t)report->restored.restored_at_ms,
                  "tables", (json_int_t)report->tables, "records", (json_int_t)report->records, "digest", digest));
}

static int tell(struct cli *cli, const char *path, const struct offline_end *end)
{
    bool sound = !end->died && end->result == 0;
    char number[NUMBER_TEXT_BYTES];
    int result = 0;

    if (cli->json)
        result = show_json(path, end, sound);
    else if (sound)
        result = show(cli, path, &end->restored.report);
    if (result < 0)
        return result;
    if (end->died)
        cli_error(cli, 0, WORD_CHECK_DIED, path);
    if (sound && !cli->json)
        cli_say(cli, WORD_CHECK_SOUND);
    if (!sound)
        cli_error(cli, 0, WORD_CHECK_DAMAGED, path, number_indian((int64_t)(end->damages + end->died), number));
    return sound ? CLI_DONE : CLI_DAMAGED;
}

static int run_check(struct cli *cli, const struct arguments *arguments)
{
    struct check what = {arguments->options[OPTION_STORE], arguments->options[OPTION_BACKUP]};
    const char *path = what.store ? what.store : what.backup;
    struct offline_end end;

    if (!what.store == !what.backup)
        return cli_error(cli, CLI_USAGE, WORD_ONE_OF_STORE_AND_BACKUP);
    int result = offline_run(cli, check, &what, &end);

    if (result < 0)
        return result;
    if (end.died)
        return tell(cli, path, &end);
    switch (end.result) {
    case STORE_OK:
    case STORE_DAMAGED:
        return tell(cli, path, &end);
    case STORE_BUSY:
        return cli_error(cli, CLI_FILE, WORD_CHECK_BUSY, path);
    case STORE_NOT_FOUND:
        return cli_error(cli, CLI_FILE, WORD_CHECK_NO_STORE, path);
    default:
        return cli_error(cli, CLI_FILE, WORD_CANNOT_READ, path, end.trail);
    }
}

static const struct argp_option check_options[] = {
    VERB_OPTION(OPTION_STORE, "store", "FOLDER", "Folder of a store whose service is stopped"),
    VERB_OPTION(OPTION_BACKUP, "backup", "FILE", "A backup, in its place"),
    {0},
};

static const struct verb verbs[] = {
    {"check", "", "Read every record of a store, and say whether it is sound.",
     "Changes nothing, and asks no service. Every table is walked, every checksum compared, every key looked up, and "
     "the history read for gaps. A store whose service runs is left alone: make a backup and check that.\n"
     "\n"
     "Ends with 0: sound; 1: damaged; 6: it cannot be looked at.\n"
     "\n"
     "Example:\n"
     "  karmayogi store check --backup \"$(ls var/registration/backups/registration-*.mdb | tail -1)\"",
     check_options, 0, 0, run_check},
    {.run = NULL},
};

const struct verb_family verb_store = {"store", "Check a store or a backup, without its service",
                                       "karmayogi store check --store var/registration", verbs};
