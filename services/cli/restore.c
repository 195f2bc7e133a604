/* restore - `karmayogi restore`: from a backup to a store in a fresh folder, without the service. */
#include "message.h"
#include "message_json.h"
#include "offline.h"
#include "verb.h"

#include "base/clock.h"
#include "base/number.h"
#include "store/schemas.h"

#include <string.h>

enum { OPTION_BACKUP, OPTION_STORE, OPTION_SERVICE };

static const struct store_known known[CLI_SERVICES] = {
    [CLI_REGISTRATION] = {"registration", SCHEMA_REGISTRATION},
    [CLI_CATALOGUE] = {"catalogue", SCHEMA_CATALOGUE},
    [CLI_REPORTING] = {"reporting", SCHEMA_REPORTING},
};

static int restore(const void *argument, struct offline *offline, struct store_restored *restored)
{
    struct store_restore_options options = *(const struct store_restore_options *)argument;

    options.hooks = offline_hooks;
    options.hooks.context = offline;
    options.copied = offline_copied;
    return store_restore(&options, restored);
}

static int tell_json(const struct store_restore_options *options, const struct store_restored *restored)
{
    const struct store_taken *taken = &restored->report.taken;
    char former[32], epoch[32];

    snprintf(former, sizeof(former), "%llu", (unsigned long long)taken->epoch);
    snprintf(epoch, sizeof(epoch), "%llu", (unsigned long long)restored->epoch);
    return message_json_print(json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "store", options->folder, "backup", options->backup, "service",
        restored->report.service, "former_epoch", former, "epoch", epoch, "sequence", (json_int_t)taken->sequence,
        "backup_at_ms", (json_int_t)taken->taken_at_ms, "records", (json_int_t)restored->report.records));
}

static int tell(struct cli *cli, const struct store_restore_options *options, const struct store_restored *restored)
{
    const struct store_report *report = &restored->report;
    const char *service = report->service[0] ? report->service : cli_word(cli, WORD_NOT_SAID);
    char records[NUMBER_TEXT_BYTES], instant[MESSAGE_INSTANT_BYTES];

    if (cli->json)
        return tell_json(options, restored);
    cli_say(cli, WORD_RESTORE_DONE, options->folder, options->backup, number_indian((int64_t)report->records, records));
    cli_say(cli, WORD_RESTORE_FORMER,
            message_position_text(&cli->arena, service, report->taken.epoch, report->taken.sequence),
            report->taken.taken_at_ms ? message_instant(report->taken.taken_at_ms, instant)
                                      : cli_word(cli, WORD_NOT_KNOWN));
    cli_say(cli, WORD_RESTORE_NEW,
            message_position_text(&cli->arena, service, restored->epoch, report->taken.sequence));
    cli_say(cli, WORD_RESTORE_NEXT, service, options->folder);
    return CLI_DONE;
}

static int refuse(struct cli *cli, const struct store_restore_options *options, const struct offline_end *end)
{
    const struct store_report *report = &end->restored.report;
    char schema[16];

    if (end->died)
        return cli_error(cli, CLI_REFUSED, WORD_RESTORE_DAMAGED, options->backup);
    switch (end->result) {
    case STORE_DAMAGED:
        return cli_error(cli, CLI_REFUSED, WORD_RESTORE_DAMAGED, options->backup);
    case STORE_THERE:
        return cli_error(cli, CLI_REFUSED, WORD_RESTORE_THERE, options->folder);
    case STORE_BUSY:
        return cli_error(cli, CLI_REFUSED, WORD_RESTORE_BUSY, options->folder);
    case STORE_OTHER_SERVICE:
        return cli_error(cli, CLI_REFUSED, WORD_RESTORE_OTHER, options->backup, report->service,
                         options->known_count == 1 ? options->known->service : "karmayogi");
    case STORE_NEWER:
        snprintf(schema, sizeof(schema), "%u", report->schema);
        return cli_error(cli, CLI_REFUSED, WORD_RESTORE_NEWER, options->backup, schema, report->service);
    case STORE_FULL:
        return cli_error(cli, CLI_FILE, WORD_RESTORE_FULL, options->folder);
    default:
        return cli_error(cli, CLI_FILE, WORD_RESTORE_FAILED, end->trail);
    }
}

static int run_restore(struct cli *cli, const struct arguments *arguments)
{
    struct clock clock = clock_system();
    struct store_restore_options options = {.backup = arguments->options[OPTION_BACKUP],
                                            .folder = arguments->options[OPTION_STORE],
                                            .known = known,
                                            .known_count = CLI_SERVICES,
                                            .now_ms = clock_utc_ms(&clock)};
    const char *service = arguments->options[OPTION_SERVICE];
    struct offline_end end;

    if (!options.backup || !options.folder)
        return cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, options.backup ? "--store" : "--backup");
    if (service && cli_service_find(service) == CLI_SERVICES)
        return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--service", "registration, catalogue, reporting");
    if (service) {
        options.known = &known[cli_service_find(service)];
        options.known_count = 1;
    }
    int result = offline_run(cli, restore, &options, &end);

    if (result < 0)
        return result;
    return !end.died && end.result == 0 ? tell(cli, &options, &end.restored) : refuse(cli, &options, &end);
}

static const struct argp_option options[] = {
    VERB_OPTION(OPTION_BACKUP, "backup", "FILE", "The backup; needed"),
    VERB_OPTION(OPTION_STORE, "store", "FOLDER", "Where the store shall be; made where missing; needed"),
    VERB_OPTION(OPTION_SERVICE, "service", "registration|catalogue|reporting",
                "Refuse it unless it is a backup of this service"),
    {0},
};

static const struct verb verbs[] = {
    {"", "", "Make a store of a backup, in a folder that holds none.",
     "Asks no service. Every record is verified before the folder holds a store. The restored store has a new epoch: "
     "followers notice it and read its feed again from the beginning, and `karmayogi health' says what was answered "
     "after the backup and is missing.\n"
     "\n"
     "Ends with 0: done; 1: refused, such as a damaged backup or a folder with a store; 6: a file or folder cannot be "
     "used.\n"
     "\n"
     "Example:\n"
     "  karmayogi restore --backup \"$(ls var/registration/backups/registration-*.mdb | tail -1)\" \\\n"
     "      --store var/registration-restored",
     options, 0, 0, run_restore},
    {.run = NULL},
};

const struct verb_family verb_restore = {
    "restore", "Make a store of a backup",
    "karmayogi restore --backup registration.mdb --store var/registration-restored", verbs};
