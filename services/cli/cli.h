#pragma once
/*
 * cli - what every verb of `karmayogi` shares: the options given before or after the verb, the connections to the
 * services, calls, and how a status is shown.
 */
#include "words.h"

#include "base/arena.h"
#include "client/client.h"

#include <argp.h>
#include <karmayogi/core/v1/types.pb-c.h>
#include <stdbool.h>
#include <stdint.h>

/** Exit codes; main.c documents them in --help. A verb returns one of them, or < 0 where the machinery failed. */
enum cli_exit {
    CLI_DONE = 0,
    CLI_REFUSED = 1,      /* the service refused the request */
    CLI_USAGE = 2,        /* the command line is not understood */
    CLI_ROWS_REFUSED = 3, /* done, but rows of the file were refused */
    CLI_UNREACHABLE = 4,  /* no service there, or no answer in time */
    CLI_KEY = 5,          /* a key is missing, refused, or lacks the role */
    CLI_FILE = 6,         /* a file cannot be used as it is; nothing was sent */
    CLI_INTERNAL = 70,    /* a defect, or memory or disk failed */
};

enum cli_service { CLI_REGISTRATION, CLI_CATALOGUE, CLI_REPORTING, CLI_SERVICES };

struct cli {
    const char *endpoints[CLI_SERVICES];
    const char *keys_folder;
    const char *as;
    const char *actor;
    enum locale locale;
    bool json;
    uint32_t timeout_ms;  /* as given; 0: not given */
    uint32_t patience_ms; /* of the calls that follow, with all their tries; 0: the usual */
    struct arena arena;   /* requests and answers; a verb that walks pages resets it */
    struct arena held;    /* what the command line says: as long as the command */
    struct client *clients[CLI_SERVICES];
    struct position at_least; /* service "": none; passed with every call */
    struct position position; /* of the last reply; service "": none */
    enum status_code code;    /* of the last reply */
    char actor_text[ENVELOPE_ACTOR_BYTES];
};

/** A method: where it is served, and what it answers. */
struct cli_method {
    enum cli_service service;
    const char *name;
    const ProtobufCMessageDescriptor *answer;
};

#define CLI_REGISTRATION_METHOD(Name, snake)                                                                           \
    {                                                                                                                  \
        CLI_REGISTRATION, "karmayogi.registration.v1.RegistrationService/" #Name,                                      \
            &karmayogi__registration__v1__##snake##_response__descriptor                                               \
    }
#define CLI_CATALOGUE_METHOD(Name, snake)                                                                              \
    {                                                                                                                  \
        CLI_CATALOGUE, "karmayogi.catalogue.v1.CatalogueService/" #Name,                                               \
            &karmayogi__catalogue__v1__##snake##_response__descriptor                                                  \
    }
#define CLI_REPORTING_METHOD(Name, snake)                                                                              \
    {                                                                                                                  \
        CLI_REPORTING, "karmayogi.reporting.v1.ReportingService/" #Name,                                               \
            &karmayogi__reporting__v1__##snake##_response__descriptor                                                  \
    }

/** cli_argp - the options of every verb, as a child parser; its input is the struct cli. */
extern const struct argp cli_argp;

void cli_init(struct cli *cli);
void cli_deinit(struct cli *cli);

/** cli_service_word() - `registration`, `catalogue`, `reporting`. */
const char *cli_service_word(enum cli_service service);

/** cli_service_find() - the reverse; CLI_SERVICES: unknown. */
enum cli_service cli_service_find(const char *word);

/**
 * cli_call() - call @method with @request
 * @answer: a pointer to a pointer to the answer's struct, which lives in cli->arena
 *
 * A status other than OK is shown. Return: 0, > 0: the exit code for the status, or < 0.
 */
int cli_call(struct cli *cli, const struct cli_method *method, const void *request, void *answer);

/** cli_call_quietly() - as cli_call() without showing a status of "nobody there": for waiting. @timeout_ms: of the
 * call. */
int cli_call_quietly(struct cli *cli, const struct cli_method *method, const void *request, uint32_t timeout_ms,
                     void *answer);

/** cli_call_silently() - as cli_call() without showing any status: for what can be done without. */
int cli_call_silently(struct cli *cli, const struct cli_method *method, const void *request, void *answer);

#define CLI_TOKEN_BYTES 2048

/** cli_next_page() - the token of the page after @page, copied to @token before the arena is reset: nothing of the
 * answer may be used afterwards. Return: @token, "" after the last page. */
char *cli_next_page(struct cli *cli, const Karmayogi__Core__V1__PageResponse *page, char token[CLI_TOKEN_BYTES]);

/** cli_drop() - give up the connection to @service; the next call connects again. */
void cli_drop(struct cli *cli, enum cli_service service);

/** cli_error_line() - print "karmayogi: " and a text on stderr; arguments as for words_say(). Return: @exit_code. */
int cli_error_line(const struct cli *cli, int exit_code, enum word word, ...) __attribute__((sentinel));

/** cli_error() - the same without the NULL at the end. */
#define cli_error(cli, exit_code, ...) cli_error_line(cli, exit_code, __VA_ARGS__, NULL)

/** cli_say() - a text on stdout. */
#define cli_say(cli, ...) words_say(stdout, (cli)->locale, __VA_ARGS__, NULL)

/** cli_word() - a text as it is. */
static inline const char *cli_word(const struct cli *cli, enum word word)
{
    return words_text(word, cli->locale);
}

/** cli_in_language() - @hi where Hindi is asked for and there is one, otherwise @en. */
static inline const char *cli_in_language(const struct cli *cli, const char *en, const char *hi)
{
    return cli->locale == LOCALE_HI && hi[0] ? hi : en;
}

/** cli_age() - "2.9 s ago", in the arena; "" past its cap. */
const char *cli_age(struct cli *cli, int64_t age_ms);
