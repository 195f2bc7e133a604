/* cli - see cli.h. */
#include "cli.h"

#include "message.h"
#include "message_json.h"

#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/number.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ARENA_BYTES        ((size_t)256 << 20)
#define HELD_BYTES         ((size_t)4 << 20)
#define DEFAULT_TIMEOUT_MS 10000

enum {
    KEY_REGISTRATION = 0x100,
    KEY_CATALOGUE,
    KEY_REPORTING,
    KEY_KEYS,
    KEY_AS,
    KEY_ACTOR,
    KEY_LANG,
    KEY_JSON,
    KEY_TIMEOUT
};

static const struct argp_option options[] = {
    {"registration", KEY_REGISTRATION, "ENDPOINT", 0,
     "Where registration listens (KARMAYOGI_REGISTRATION; tcp://127.0.0.1:7101)", 90},
    {"catalogue", KEY_CATALOGUE, "ENDPOINT", 0,
     "Where the catalogue listens (KARMAYOGI_CATALOGUE; tcp://127.0.0.1:7102)", 90},
    {"reporting", KEY_REPORTING, "ENDPOINT", 0, "Where reporting listens (KARMAYOGI_REPORTING; tcp://127.0.0.1:7103)",
     90},
    {"keys", KEY_KEYS, "FOLDER", 0, "Folder of the keys (KARMAYOGI_KEYS; ./var/keys)", 90},
    {"as", KEY_AS, "NAME", 0, "Use the key FOLDER/NAME.secret (KARMAYOGI_AS; desk)", 90},
    {"actor", KEY_ACTOR, "TEXT", 0, "For whom this is done, kept in the audit trail (KARMAYOGI_ACTOR; your login)", 90},
    {"lang", KEY_LANG, "en|hi", 0, "Language of tables and sentences (KARMAYOGI_LANG; en)", 90},
    {"json", KEY_JSON, NULL, 0, "Answer in JSON, for programs", 90},
    {"timeout", KEY_TIMEOUT, "SECONDS", 0, "Wait this long for an answer, 1 to 60", 90},
    {0},
};

static bool set_locale(struct cli *cli, const char *word)
{
    if (strcmp(word, "en") == 0)
        cli->locale = LOCALE_EN;
    else if (strcmp(word, "hi") == 0)
        cli->locale = LOCALE_HI;
    else
        return false;
    return true;
}

static error_t parse_option(int key, char *argument, struct argp_state *state)
{
    struct cli *cli = state->input;
    uint64_t seconds;

    switch (key) {
    case KEY_REGISTRATION:
        cli->endpoints[CLI_REGISTRATION] = argument;
        return 0;
    case KEY_CATALOGUE:
        cli->endpoints[CLI_CATALOGUE] = argument;
        return 0;
    case KEY_REPORTING:
        cli->endpoints[CLI_REPORTING] = argument;
        return 0;
    case KEY_KEYS:
        cli->keys_folder = argument;
        return 0;
    case KEY_AS:
        cli->as = argument;
        return 0;
    case KEY_ACTOR:
        cli->actor = argument;
        return 0;
    case KEY_LANG:
        if (!set_locale(cli, argument))
            argp_error(state, "--lang is en or hi");
        return 0;
    case KEY_JSON:
        cli->json = true;
        return 0;
    case KEY_TIMEOUT:
        if (!number_parse_u64(argument, LIMIT_TIMEOUT_MS / 1000, &seconds) || seconds == 0)
            argp_error(state, "--timeout is a whole number of seconds, 1 to 60");
        cli->timeout_ms = (uint32_t)seconds * 1000;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

const struct argp cli_argp = {.options = options, .parser = parse_option};

static const char *from_environment(const char *name, const char *otherwise)
{
    const char *value = getenv(name);

    return value && value[0] ? value : otherwise;
}

void cli_init(struct cli *cli)
{
    const struct passwd *login = getpwuid(geteuid());

    memset(cli, 0, sizeof(*cli));
    snprintf(cli->actor_text, sizeof(cli->actor_text), "%s", login ? login->pw_name : "unknown");
    cli->endpoints[CLI_REGISTRATION] = from_environment("KARMAYOGI_REGISTRATION", "tcp://127.0.0.1:7101");
    cli->endpoints[CLI_CATALOGUE] = from_environment("KARMAYOGI_CATALOGUE", "tcp://127.0.0.1:7102");
    cli->endpoints[CLI_REPORTING] = from_environment("KARMAYOGI_REPORTING", "tcp://127.0.0.1:7103");
    cli->keys_folder = from_environment("KARMAYOGI_KEYS", "./var/keys");
    cli->as = from_environment("KARMAYOGI_AS", "desk");
    cli->actor = from_environment("KARMAYOGI_ACTOR", cli->actor_text);
    if (!set_locale(cli, from_environment("KARMAYOGI_LANG", "en")))
        fputs("karmayogi: KARMAYOGI_LANG is neither en nor hi; going on in English\n", stderr);
    arena_init(&cli->arena, ARENA_BYTES);
    arena_init(&cli->held, HELD_BYTES);
}

void cli_drop(struct cli *cli, enum cli_service service)
{
    client_free(cli->clients[service]);
    cli->clients[service] = NULL;
}

void cli_deinit(struct cli *cli)
{
    for (enum cli_service service = 0; service < CLI_SERVICES; service++)
        cli_drop(cli, service);
    arena_deinit(&cli->arena);
    arena_deinit(&cli->held);
}

static const char *const service_words[CLI_SERVICES] = {"registration", "catalogue", "reporting"};

const char *cli_service_word(enum cli_service service)
{
    return service_words[service];
}

enum cli_service cli_service_find(const char *word)
{
    enum cli_service service = 0;

    while (service < CLI_SERVICES && strcmp(service_words[service], word) != 0)
        service++;
    return service;
}

int cli_error_line(const struct cli *cli, int exit_code, enum word word, ...)
{
    va_list list;

    va_start(list, word);
    fputs("karmayogi: ", stderr);
    words_list(stderr, cli->locale, word, list);
    fputc('\n', stderr);
    va_end(list);
    return exit_code;
}

static int read_key(struct cli *cli, struct keys_pair *pair, const char *name, const char *ending)
{
    char path[4096];

    if (snprintf(path, sizeof(path), "%s/%s.%s", cli->keys_folder, name, ending) >= (int)sizeof(path))
        return cli_error(cli, CLI_KEY, WORD_KEY_MISSING, path);
    if (access(path, F_OK) != 0)
        return cli_error(cli, CLI_KEY, WORD_KEY_MISSING, path);
    if (keys_read(pair, path) < 0)
        return cli_error(cli, CLI_KEY, WORD_KEY_UNREADABLE, path, error_trail());
    return 0;
}

/* tcp://HOST:PORT. */
static bool is_endpoint(const char *text)
{
    const char *host = text + strlen("tcp://"), *port = strrchr(text, ':');
    uint64_t number;

    return strncmp(text, "tcp://", strlen("tcp://")) == 0 && port > host &&
           number_parse_u64(port + 1, UINT16_MAX, &number) && number > 0;
}

static int connect_to(struct cli *cli, enum cli_service service)
{
    struct keys_pair server, own;
    struct client_options connection = {
        .connection = {.endpoint = cli->endpoints[service], .server_public_key = server.public_key, .key = &own},
        .actor = cli->actor,
        .locale = cli->locale,
        .timeout_ms = cli->timeout_ms ? cli->timeout_ms : DEFAULT_TIMEOUT_MS,
    };
    int result = is_endpoint(cli->endpoints[service])
                     ? read_key(cli, &own, cli->as, "secret")
                     : cli_error(cli, CLI_USAGE, WORD_NOT_AN_ENDPOINT, cli->endpoints[service], service_words[service]);

    if (result == 0)
        result = read_key(cli, &server, service_words[service], "public");
    if (result != 0)
        return result;
    result = client_new(&cli->clients[service], &connection);
    return result < 0 ? error_pass(result, "connect to %s", service_words[service]) : 0;
}

static int exit_for(enum status_code code)
{
    switch (code) {
    case STATUS_OK:
        return CLI_DONE;
    case STATUS_DEADLINE_EXCEEDED:
    case STATUS_RESOURCE_EXHAUSTED:
    case STATUS_UNAVAILABLE:
        return CLI_UNREACHABLE;
    case STATUS_PERMISSION_DENIED:
    case STATUS_UNAUTHENTICATED:
        return CLI_KEY;
    case STATUS_UNKNOWN:
    case STATUS_INTERNAL:
    case STATUS_DATA_LOSS:
        return CLI_INTERNAL;
    case STATUS_CANCELLED:
    case STATUS_INVALID_ARGUMENT:
    case STATUS_NOT_FOUND:
    case STATUS_ALREADY_EXISTS:
    case STATUS_FAILED_PRECONDITION:
    case STATUS_ABORTED:
    case STATUS_OUT_OF_RANGE:
    case STATUS_UNIMPLEMENTED:
        return CLI_REFUSED;
    }
    return CLI_INTERNAL;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static int show_status_json(const struct status *status)
{
    json_t *violations = json_array();
    json_t *object;

    for (size_t i = 0; i < status->violation_count; i++) {
        const struct violation *each = &status->violations[i];

        json_array_append_new(violations, json_pack("{s:s, s:s, s:s, s:s}", "field", or_empty(each->field), "reason",
                                                    or_empty(each->reason), "sentence", or_empty(each->sentence),
                                                    "detail", or_empty(each->detail)));
    }
    object = json_pack("{s:{s:s, s:s, s:s, s:o, s:I}}", "status", "code", status_code_word(status->code), "reason",
                       or_empty(status->reason), "sentence", or_empty(status->sentence), "violations", violations,
                       "retry_after_ms", (json_int_t)status->retry_after_ms);
    return message_json_print(object);
}

static void show_status(const struct cli *cli, const struct status *status)
{
    const char *sentence = or_empty(status->sentence);

    if (cli->json) {
        show_status_json(status);
        return;
    }
    fprintf(stderr, "karmayogi: %s\n", sentence[0] ? sentence : status_code_word(status->code));
    fprintf(stderr, "  [%s%s%s]\n", status_code_word(status->code), or_empty(status->reason)[0] ? " " : "",
            or_empty(status->reason));
    for (size_t i = 0; i < status->violation_count; i++) {
        const struct violation *each = &status->violations[i];

        bool said = strcmp(or_empty(each->sentence), sentence) == 0;

        fprintf(stderr, "  %s:%s%s [%s%s%s]\n", or_empty(each->field), said ? "" : " ",
                said ? "" : or_empty(each->sentence), or_empty(each->reason), or_empty(each->detail)[0] ? " " : "",
                or_empty(each->detail));
    }
    if (status->retry_after_ms) {
        char seconds[32];

        snprintf(seconds, sizeof(seconds), "%.1f", status->retry_after_ms / 1000.0);
        fputs("  ", stderr);
        words_say(stderr, cli->locale, WORD_RETRY_AFTER, seconds, NULL);
    }
}

/* What the client library found out itself, it says in English. */
static void say_here(const struct cli *cli, enum cli_service service, struct status *status, char **sentence)
{
    static const struct {
        const char *reason;
        enum word word;
    } own[] = {{"UNREACHABLE", WORD_UNREACHABLE},
               {"NO_ANSWER", WORD_NO_ANSWER},
               {"KEY_REFUSED", WORD_KEY_REFUSED},
               {"HANDSHAKE_FAILED", WORD_HANDSHAKE_FAILED}};
    bool waited = cli->at_least.service[0] != '\0';
    size_t length;

    for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
        enum word word = own[i].word == WORD_NO_ANSWER && waited ? WORD_POSITION_NOT_REACHED : own[i].word;
        FILE *out;

        if (strcmp(or_empty(status->reason), own[i].reason) != 0 ||
            (cli->locale == LOCALE_EN && word != WORD_POSITION_NOT_REACHED))
            continue;
        out = open_memstream(sentence, &length);
        if (!out)
            return;
        words_print(out, cli->locale, word, cli->endpoints[service], cli->as, NULL);
        if (fclose(out) == 0 && *sentence)
            status->sentence = *sentence;
    }
}

static void show_status_of(const struct cli *cli, enum cli_service service, struct status status)
{
    CLEANUP(free_pointer) char *sentence = NULL;

    say_here(cli, service, &status, &sentence);
    show_status(cli, &status);
}

static int unpack(struct cli *cli, const struct cli_method *method, const struct client_call *call,
                  ProtobufCMessage **answer)
{
    *answer = wire_unpack(method->answer, call->answer, call->answer_length, &cli->arena);
    return *answer ? 0 : error_raise("the answer of %s cannot be understood", method->name);
}

enum loudness { SILENT, QUIET, LOUD }; /* what is shown of a status: nothing, all but "nobody there", all */

static int call_service(struct cli *cli, const struct cli_method *method, const ProtobufCMessage *request,
                        uint32_t timeout_ms, enum loudness loudness, ProtobufCMessage **answer)
{
    CLEANUP(buffer_deinit) struct buffer body = {0};
    CLEANUP(client_call_deinit) struct client_call call = {.method = method->name, .timeout_ms = timeout_ms};
    int result = wire_pack(request, &body);

    if (result == 0 && !cli->clients[method->service])
        result = connect_to(cli, method->service);
    if (result != 0)
        return result;
    call.body = body.data;
    call.body_length = body.length;
    if (cli->at_least.service[0]) {
        call.at_least = &cli->at_least;
        call.at_least_count = 1;
    }
    result = client_call(cli->clients[method->service], &call);
    if (result < 0)
        return result;
    cli->code = call.reply.status.code;
    memset(&cli->position, 0, sizeof(cli->position));
    if (call.reply.position_count)
        cli->position = call.reply.positions[0];
    if (cli->code == STATUS_OK)
        return unpack(cli, method, &call, answer);
    if (loudness == LOUD || (loudness == QUIET && exit_for(cli->code) != CLI_UNREACHABLE))
        show_status_of(cli, method->service, call.reply.status);
    return exit_for(cli->code);
}

int cli_call(struct cli *cli, const struct cli_method *method, const void *request, void *answer)
{
    return call_service(cli, method, request, cli->patience_ms, LOUD, answer);
}

int cli_call_quietly(struct cli *cli, const struct cli_method *method, const void *request, uint32_t timeout_ms,
                     void *answer)
{
    return call_service(cli, method, request, timeout_ms, QUIET, answer);
}

int cli_call_silently(struct cli *cli, const struct cli_method *method, const void *request, void *answer)
{
    return call_service(cli, method, request, cli->patience_ms, SILENT, answer);
}

char *cli_next_page(struct cli *cli, const Karmayogi__Core__V1__PageResponse *page, char token[CLI_TOKEN_BYTES])
{
    snprintf(token, CLI_TOKEN_BYTES, "%s", page ? page->next_page_token : "");
    arena_reset(&cli->arena);
    return token;
}

const char *cli_age(struct cli *cli, int64_t age_ms)
{
    const char *text = arena_printf(&cli->arena, "%.1f s %s", (double)age_ms / 1000, cli_word(cli, WORD_AGO));

    return text ? text : "";
}
