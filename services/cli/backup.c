/* backup - `karmayogi backup`: lets services back up their stores while they go on, and waits for it. */
#include "message.h"
#include "message_json.h"
#include "progress.h"
#include "verb.h"

#include "base/cleanup.h"
#include "base/number.h"

#include <karmayogi/core/v1/admin.pb-c.h>
#include <string.h>
#include <time.h>

#define PAUSE_MS 100

typedef Karmayogi__Core__V1__Backup service_backup;

/* A copy of what outlives the arena while we wait. */
struct begun {
    int64_t started_at_ms;
    bool by_us;
};

static int start(struct cli *cli, enum cli_service service, struct begun *begun)
{
    Karmayogi__Core__V1__StartBackupRequest request = KARMAYOGI__CORE__V1__START_BACKUP_REQUEST__INIT;
    Karmayogi__Core__V1__StartBackupResponse *response;
    const struct cli_method method = {service, "karmayogi.core.v1.AdminService/StartBackup",
                                      &karmayogi__core__v1__start_backup_response__descriptor};
    int result = cli_call(cli, &method, &request, &response);

    if (result == 0)
        *begun = (struct begun){response->backup ? response->backup->started_at_ms : 0, response->begun};
    return result;
}

static int get(struct cli *cli, enum cli_service service, service_backup **backup)
{
    Karmayogi__Core__V1__GetBackupRequest request = KARMAYOGI__CORE__V1__GET_BACKUP_REQUEST__INIT;
    Karmayogi__Core__V1__GetBackupResponse *response;
    const struct cli_method method = {service, "karmayogi.core.v1.AdminService/GetBackup",
                                      &karmayogi__core__v1__get_backup_response__descriptor};
    int result = cli_call(cli, &method, &request, &response);

    if (result == 0)
        *backup = response->backup;
    return result;
}

/* Until it runs no more. The arena is emptied between two looks: a backup may take an hour. */
static int wait_for(struct cli *cli, enum cli_service service, service_backup **backup)
{
    const struct timespec pause = {0, PAUSE_MS * 1000000L};
    struct progress progress;
    int result;

    progress_begin(&progress, cli_word(cli, WORD_UNIT_BYTES), 0);
    for (;;) {
        arena_reset(&cli->arena);
        result = get(cli, service, backup);
        if (result != 0 || !*backup || (*backup)->state != KARMAYOGI__CORE__V1__BACKUP_STATE__BACKUP_STATE_RUNNING)
            break;
        progress.total =
            (*backup)->about_bytes > (*backup)->written_bytes ? (*backup)->about_bytes : (*backup)->written_bytes;
        progress_show(&progress, (*backup)->written_bytes);
        nanosleep(&pause, NULL);
    }
    progress_end(&progress);
    return result;
}

static int tell(struct cli *cli, enum cli_service service, const struct begun *begun, const service_backup *backup,
                json_t *all)
{
    const char *name = cli_service_word(service);
    const Karmayogi__Core__V1__Position *position = backup ? backup->position : NULL;
    char bytes[NUMBER_TEXT_BYTES];

    /* Another one than ours: the service was started anew meanwhile, and knows only what is whole. */
    if (!backup || backup->started_at_ms != begun->started_at_ms)
        return cli_error(cli, CLI_UNREACHABLE, WORD_BACKUP_LOST, name);
    if (all)
        json_array_append_new(all, message_json(&backup->base));
    if (backup->state != KARMAYOGI__CORE__V1__BACKUP_STATE__BACKUP_STATE_DONE || !position) {
        cli_error(cli, 0, WORD_BACKUP_FAILED, name, backup->sentence);
        fprintf(stderr, "  [%s]\n", backup->reason);
        return CLI_REFUSED;
    }
    if (!all)
        cli_say(cli, WORD_BACKUP_DONE, name, backup->file, number_indian((int64_t)backup->written_bytes, bytes),
                message_position_text(&cli->arena, position->service, position->epoch, position->sequence));
    return CLI_DONE;
}

static int back_up(struct cli *cli, enum cli_service service, json_t *all)
{
    struct begun begun;
    service_backup *backup = NULL;
    int result = start(cli, service, &begun);

    if (result == 0 && !begun.by_us && !cli->json)
        cli_error(cli, 0, WORD_BACKUP_RUNS_ALREADY, cli_service_word(service));
    if (result == 0)
        result = wait_for(cli, service, &backup);
    return result != 0 ? result : tell(cli, service, &begun, backup, all);
}

static bool is_wanted(const struct arguments *arguments, enum cli_service service)
{
    for (size_t i = 0; i < arguments->count; i++) {
        if (strcmp(arguments->positional[i], cli_service_word(service)) == 0)
            return true;
    }
    return arguments->count == 0;
}

static int run_backup(struct cli *cli, const struct arguments *arguments)
{
    json_t *all = cli->json ? json_array() : NULL;
    int worst = 0;

    for (size_t i = 0; i < arguments->count && worst == 0; i++) {
        if (cli_service_find(arguments->positional[i]) == CLI_SERVICES)
            worst = cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "SERVICE", "registration, catalogue, reporting");
    }
    for (enum cli_service service = 0; service < CLI_SERVICES && worst != CLI_USAGE && worst >= 0; service++) {
        int result = is_wanted(arguments, service) ? back_up(cli, service, all) : 0;

        worst = result != 0 ? result : worst; /* one service that fails keeps no other from its backup */
    }
    if (all && worst >= 0 && worst != CLI_USAGE)
        return message_json_print_pretty(all) < 0 ? -1 : worst;
    json_decref(all);
    return worst;
}

static const struct verb verbs[] = {
    {"", "[registration|catalogue|reporting]...",
     "Back up the stores of services while they go on; all of them, or those that are named.",
     "Each service writes a file into its own folder of backups (`backups' in the folder of its store, unless it was "
     "started with --backups) and keeps the newest seven. Needs a key with the role administrator.\n"
     "\n"
     "Ends with 0: done, the files are on the disk; 1: a backup failed, no half file is left; 4: a service does not "
     "answer.\n"
     "\n"
     "Example:\n"
     "  karmayogi backup registration",
     NULL, 0, CLI_SERVICES, run_backup},
    {.run = NULL},
};

const struct verb_family verb_backup = {"backup", "Back up stores while their services go on",
                                        "karmayogi backup registration", verbs};
