/*
 * load - asks one service for very much at once, and tells what came of it: a line of JSON a second and one at the end,
 * and a journal of what was promised. See --help.
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "load/traffic.h"

#include <argp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { OPTION_FIRST = 256 };

enum word {
    ENDPOINT = OPTION_FIRST,
    SERVER_KEY,
    KEY,
    DO,
    CONNECTIONS,
    ACTIVE,
    PER_CONNECTION,
    IN_FLIGHT,
    RATE,
    SECONDS,
    REQUESTS,
    TIMEOUT,
    TRY,
    CONNECT,
    SEED,
    FIRST_PERSON,
    PEOPLE,
    ORGANISATION,
    JOURNAL,
    KNOWN,
    NEVER_READ
};

static const struct argp_option options[] = {
    {"endpoint", ENDPOINT, "tcp://ADDRESS:PORT", 0, "The service", 0},
    {"server-key", SERVER_KEY, "FILE", 0, "Its .public file", 0},
    {"key", KEY, "FILE", 0, "Our .secret file", 0},
    {"do", DO, "WORD[=WEIGHT]", 0, "register, get, lookup, report or again; may be given several times", 0},
    {"connections", CONNECTIONS, "N", 0, "So many connections (1)", 0},
    {"active", ACTIVE, "N", 0, "Requests go on so many of them (all)", 0},
    {"per-connection", PER_CONNECTION, "N", 0, "Most requests under way on one (256)", 0},
    {"in-flight", IN_FLIGHT, "N", 0,
     "Closed loop: so many are always under way; open loop: most of them (64); 0: connect only", 0},
    {"rate", RATE, "N", 0, "Open loop: so many a second", 0},
    {"seconds", SECONDS, "S", 0, "Begin requests for so long (10)", 0},
    {"requests", REQUESTS, "N", 0, "And no more than this", 0},
    {"timeout-ms", TIMEOUT, "MS", 0, "Of one request with all its tries (10000)", 0},
    {"try-ms", TRY, "MS", 0, "Of one try (5000)", 0},
    {"connect-ms", CONNECT, "MS", 0, "Wait so long for the connections before the first request (30000)", 0},
    {"seed", SEED, "S", 0, "Of the people (1)", 0},
    {"first", FIRST_PERSON, "N", 0, "Number of the first person to register (0)", 0},
    {"people", PEOPLE, "N", 0, "lookup: people below this number are there", 0},
    {"organisation", ORGANISATION, "ID", 0, "People serve there; may be given several times. report: the first", 0},
    {"journal", JOURNAL, "FILE", 0, "Write what was promised", 0},
    {"known", KNOWN, "FILE", 0, "get, again: a journal to read", 0},
    {"never-read", NEVER_READ, NULL, 0, "Take no answers", 0},
    {0},
};

#define ORGANISATIONS 16

struct settings {
    struct traffic_options traffic;
    struct work work;
    struct keys_pair key, server;
    const char *organisations[ORGANISATIONS];
    const char *journal;
};

static volatile int stop;

static void stop_soon(int number)
{
    (void)number;
    stop = 1;
}

static uint64_t count_of(const char *text, struct argp_state *state)
{
    char *end;
    unsigned long long value = strtoull(text, &end, 10);
    if (*end != '\0' || end == text || value > 1000000000)
        argp_error(state, "%s is no number up to 1,000,000,000", text);
    return value;
}

static void add_kind(struct work *work, const char *text, struct argp_state *state)
{
    size_t length = strcspn(text, "=");
    for (size_t i = 0; i < WORK_KINDS; i++) {
        if (strlen(work_words[i]) != length || strncmp(work_words[i], text, length) != 0)
            continue;
        work->weights[i] = text[length] == '=' ? (unsigned)count_of(text + length + 1, state) : 1;
        return;
    }
    argp_error(state, "there is no %s to do", text);
}

/* Files and words. Return: whether @option is one of these. */
static bool take_text(struct settings *settings, enum word option, const char *text, struct argp_state *state)
{
    struct work *work = &settings->work;
    int result = 0;
    switch (option) {
    case ENDPOINT:
        settings->traffic.connection.endpoint = text;
        break;
    case SERVER_KEY:
        result = keys_read(&settings->server, text);
        break;
    case KEY:
        result = keys_read(&settings->key, text);
        break;
    case DO:
        add_kind(work, text, state);
        break;
    case ORGANISATION:
        if (work->people.organisation_count == ORGANISATIONS)
            argp_error(state, "at most %d organisations", ORGANISATIONS);
        settings->organisations[work->people.organisation_count++] = text;
        break;
    case JOURNAL:
        settings->journal = text;
        break;
    case KNOWN:
        result = journal_read(&work->known, text);
        break;
    case NEVER_READ:
        settings->traffic.never_read = true;
        break;
    default:
        return false;
    }
    if (result < 0)
        argp_failure(state, 1, 0, "%s", error_trail());
    return true;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
    struct settings *settings = state->input;
    struct traffic_options *traffic = &settings->traffic;
    unsigned *const counts[] = {
        [CONNECTIONS - OPTION_FIRST] = &traffic->connections,
        [ACTIVE - OPTION_FIRST] = &traffic->active,
        [PER_CONNECTION - OPTION_FIRST] = &traffic->per_connection,
        [IN_FLIGHT - OPTION_FIRST] = &traffic->in_flight,
        [TIMEOUT - OPTION_FIRST] = &traffic->timeout_ms,
        [TRY - OPTION_FIRST] = &traffic->try_ms,
        [CONNECT - OPTION_FIRST] = &traffic->connect_ms,
        [NEVER_READ - OPTION_FIRST] = NULL,
    };
    uint64_t *const numbers[] = {
        [REQUESTS - OPTION_FIRST] = &traffic->most_requests,
        [SEED - OPTION_FIRST] = &settings->work.people.seed,
        [FIRST_PERSON - OPTION_FIRST] = &settings->work.first,
        [PEOPLE - OPTION_FIRST] = &settings->work.people_most,
        [NEVER_READ - OPTION_FIRST] = NULL,
    };
    if (key < OPTION_FIRST)
        return ARGP_ERR_UNKNOWN;
    if (take_text(settings, (enum word)key, text, state))
        return 0;
    if (key == RATE)
        traffic->rate_per_s = strtod(text, NULL);
    else if (key == SECONDS)
        traffic->seconds = strtod(text, NULL);
    else if (key <= NEVER_READ && counts[key - OPTION_FIRST])
        *counts[key - OPTION_FIRST] = (unsigned)count_of(text, state);
    else if (key <= NEVER_READ && numbers[key - OPTION_FIRST])
        *numbers[key - OPTION_FIRST] = count_of(text, state);
    else
        return ARGP_ERR_UNKNOWN;
    return 0;
}

static void settings_init(struct settings *settings)
{
    *settings = (struct settings){
        .traffic = {.connections = 1,
                    .per_connection = 256,
                    .in_flight = 64,
                    .seconds = 10,
                    .timeout_ms = 10000,
                    .try_ms = 5000,
                    .connect_ms = 30000,
                    .lines = true},
        .work = {.people = {.seed = 1}},
    };
    settings->work.people.organisations = settings->organisations;
    settings->traffic.work = &settings->work;
    settings->traffic.connection.key = &settings->key;
    settings->traffic.connection.server_public_key = settings->server.public_key;
}

static int check(struct settings *settings)
{
    struct work *work = &settings->work;
    unsigned weight = 0;
    for (size_t i = 0; i < WORK_KINDS; i++)
        weight += work->weights[i];
    if (!settings->traffic.connection.endpoint || !settings->key.public_key[0] || !settings->server.public_key[0])
        return error_raise("--endpoint, --server-key and --key are needed");
    if (weight == 0)
        work->weights[WORK_REGISTER] = 1;
    if (work->people.organisation_count == 0)
        settings->organisations[work->people.organisation_count++] = "meerut-police";
    work->report_organisation = settings->organisations[0];
    if (settings->traffic.active == 0 || settings->traffic.active > settings->traffic.connections)
        settings->traffic.active = settings->traffic.connections;
    return settings->traffic.connections > 0 ? 0 : error_raise("no connections");
}

/* Every connection takes four descriptors. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

static int run(struct settings *settings)
{
    CLEANUP(fclose_pointer) FILE *journal = settings->journal ? fopen(settings->journal, "ae") : NULL;
    struct traffic *traffic = NULL;
    json_t *summary = NULL;

    if (settings->journal && !journal)
        return error_system("%s", settings->journal);
    settings->traffic.journal = journal;
    int result = traffic_new(&traffic, &settings->traffic);
    if (result == 0)
        result = traffic_run(traffic, &stop, &summary);
    traffic_free(traffic);
    if (result == 0 && journal && fflush(journal) != 0)
        result = error_system("%s", settings->journal);
    if (summary) {
        json_t *line = json_pack("{s:o}", "summary", summary);
        json_dumpf(line, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(6));
        putchar('\n');
        json_decref(line);
    }
    return result;
}

int main(int argc, char **argv)
{
    const struct argp argp = {.options = options,
                              .parser = parse,
                              .doc = "Asks one service for very much at once, and tells what came of it."};
    static struct settings settings;

    settings_init(&settings);
    if (argp_parse(&argp, argc, argv, 0, NULL, &settings) != 0)
        return 2;
    signal(SIGTERM, stop_soon);
    signal(SIGINT, stop_soon);
    raise_descriptor_limit();
    int result = check(&settings);
    if (result == 0)
        result = run(&settings);
    if (result < 0)
        fprintf(stderr, "load: %s\n", error_trail());
    journal_deinit(&settings.work.known);
    return result < 0 ? 1 : 0;
}
