/*
 * import - the import of a list. The file is read twice: first as a whole, so that what is wrong with all of it is said
 * before anything is sent; then row by row.
 */
#include "import.h"

#include "message.h"
#include "message_json.h"
#include "row_file.h"

#include "base/cleanup.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define HELD_BYTES (64u << 20)

static const char *known_columns(struct importing *importing)
{
    const struct column_set *set = importing->kind->columns;
    const char *words = "";

    for (unsigned kind = COLUMN_IGNORED + 1; kind < set->count && words; kind++)
        words = arena_printf(&importing->held, "%s%s%s", words, words[0] ? ", " : "", columns_word(set, kind));
    return words ? words : "";
}

static int complain_columns(struct importing *importing, int outcome)
{
    const struct cli *cli = importing->cli;
    const char *path = importing->job.path, *bad = importing->scan.columns.bad;

    switch ((enum columns_outcome)outcome) {
    case COLUMNS_UNKNOWN:
        return cli_error(cli, CLI_FILE,
                         importing->kind->columns->positional ? WORD_COLUMNS_UNKNOWN_POSITION : WORD_COLUMNS_UNKNOWN,
                         path, bad, known_columns(importing));
    case COLUMNS_TWICE:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_TWICE, path, bad);
    case COLUMNS_UNNAMED:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_UNNAMED, path, bad);
    case COLUMNS_TOO_MANY:
        return cli_error(cli, CLI_FILE, WORD_COLUMNS_TOO_MANY, path);
    case COLUMNS_NO_NAME:
        return cli_error(cli, CLI_FILE, importing->kind->none_needed, path);
    case COLUMNS_SEPARATOR:
        return cli_error(cli, CLI_FILE, WORD_FILE_SEPARATOR, path, bad);
    case COLUMNS_OK:
        break;
    }
    return CLI_INTERNAL;
}

static int complain_title(const struct importing *importing)
{
    char line[NUMBER_TEXT_BYTES];

    snprintf(line, sizeof(line), "%u", importing->scan.bad_line);
    return cli_error(importing->cli, CLI_FILE, WORD_FILE_TITLE, importing->job.path, line);
}

static int scan_file(struct importing *importing)
{
    const struct cli *cli = importing->cli;
    const struct import_scan *scan = &importing->scan;
    const char *path = importing->job.path;
    int detail = 0;
    int result =
        import_scan(&importing->scan, importing->kind->columns, path, importing->mode, &importing->held, &detail);

    if (result < 0)
        return cli_error(cli, CLI_FILE, WORD_CANNOT_READ, path, error_trail());
    switch ((enum import_scan_outcome)result) {
    case IMPORT_SCAN_OK:
        return 0;
    case IMPORT_SCAN_CSV:
        return row_file_complain(cli, path, detail, scan->bad_line);
    case IMPORT_SCAN_COLUMNS:
        return complain_columns(importing, detail);
    case IMPORT_SCAN_TITLE:
        return complain_title(importing);
    case IMPORT_SCAN_TEXT:
        return row_file_complain_text(cli, path, scan->bad_line, scan->bad_lines, scan->nul_line);
    case IMPORT_SCAN_EMPTY:
        return cli_error(cli, CLI_FILE, WORD_FILE_EMPTY, path);
    }
    return CLI_INTERNAL;
}

static int read_mode(struct importing *importing)
{
    const char *columns = importing->arguments->options[IMPORT_OPTION_COLUMNS];

    if (columns && strcmp(columns, "named") == 0)
        importing->mode = COLUMNS_NAMED;
    else if (columns && strcmp(columns, "position") == 0)
        importing->mode = COLUMNS_POSITION;
    else if (columns && strcmp(columns, "auto") != 0)
        return cli_error(importing->cli, CLI_USAGE, WORD_NOT_A_WORD, "--columns", "auto, named, position");
    return 0;
}

static int read_options(struct importing *importing)
{
    const struct arguments *arguments = importing->arguments;
    struct import_job *job = &importing->job;
    const char *label = strrchr(job->path, '/');
    uint64_t chunk_rows = LIMIT_CHUNK_ROWS;
    int result =
        verb_number(importing->cli, arguments, IMPORT_OPTION_CHUNK_ROWS, "--chunk-rows", LIMIT_CHUNK_ROWS, &chunk_rows);

    if (result == 0 && chunk_rows == 0)
        result = cli_error(importing->cli, CLI_USAGE, WORD_NOT_ABOVE_ZERO, "--chunk-rows", "4,096");
    if (result == 0)
        result = read_mode(importing);
    if (result != 0)
        return result;
    job->chunk_rows = (uint32_t)chunk_rows;
    job->validate_only = arguments->options[IMPORT_OPTION_VALIDATE] != NULL;
    importing->label = arena_printf(&importing->held, "%.200s", label ? label + 1 : job->path);
    return importing->label ? importing->kind->settings(importing) : error_raise("out of memory");
}

static int choose_id(struct importing *importing)
{
    const char *given = importing->arguments->options[IMPORT_OPTION_ID];
    struct clock clock = clock_system();

    if (!given)
        return uuid_v7(&importing->job.id, clock_utc_ms(&clock));
    if (uuid_parse(&importing->job.id, given) && uuid_is_v7(&importing->job.id))
        return 0;
    return cli_error(importing->cli, CLI_USAGE, WORD_NOT_AN_IMPORT_ID);
}

static int choose_files(struct importing *importing)
{
    const char *path = importing->job.path, *given = importing->arguments->options[IMPORT_OPTION_REFUSED];
    struct stat input, output;

    if (snprintf(importing->refused_path, sizeof(importing->refused_path), "%s%s", given ? given : path,
                 given ? "" : ".refused.csv") >= (int)sizeof(importing->refused_path) - 8)
        return cli_error(importing->cli, CLI_USAGE, WORD_CANNOT_WRITE, given ? given : path, "ENAMETOOLONG");
    importing->result.refused_path = importing->refused_path;
    importing->result.verdicts_path = importing->arguments->options[IMPORT_OPTION_VERDICTS];
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
        cli_error(cli, 0, WORD_IMPORT_BEGINS, id, importing->kind->command);
}

static int show_json(struct importing *importing, const char *id)
{
    struct import_job *job = &importing->job;
    json_t *object =
        json_pack("{s:s, s:s, s:b}", "import_id", id, "file", job->path, "validate_only", (int)job->validate_only);

    import_result_json(&importing->result, object);
    json_object_set_new(object, "refused_file",
                        importing->result.totals.refused ? json_string(importing->refused_path) : json_null());
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
    if (importing->result.totals.refused) {
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
        cli_error(cli, 0, WORD_IMPORT_BROKE_OFF, number_indian((int64_t)importing->result.totals.rows, done),
                  number_indian((int64_t)importing->scan.rows, all), id);
    return result;
}

static int import_all(struct importing *importing)
{
    struct import_job *job = &importing->job;
    char id[UUID_TEXT_BYTES];
    int result, finished;

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
    return result == 0 && importing->result.totals.refused ? CLI_ROWS_REFUSED : result;
}

static int in_order(struct importing *importing)
{
    int (*const steps[])(struct importing *) = {
        read_options, choose_id, choose_files, scan_file, importing->kind->prepare, import_all};
    int result = 0;

    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && result == 0; i++)
        result = steps[i](importing);
    return result;
}

int import_run(struct cli *cli, const struct arguments *arguments, const struct import_kind *kind)
{
    CLEANUP(free_pointer) struct importing *importing = calloc(1, sizeof(*importing));
    int result;

    if (!importing)
        return error_raise("out of memory for an import");
    importing->cli = cli;
    importing->arguments = arguments;
    importing->kind = importing->result.kind = kind;
    importing->job =
        (struct import_job){.cli = cli, .kind = kind, .path = arguments->positional[0], .result = &importing->result};
    arena_init(&importing->held, HELD_BYTES);
    result = in_order(importing);
    arena_deinit(&importing->held);
    return result;
}
