#pragma once
/*
 * health - how all services are, judged: what `karmayogi health` knows, and the checks that find what needs somebody.
 * A check is one function in the table of health_checks.c.
 */
#include "cli.h"

#include <karmayogi/core/v1/admin.pb-c.h>
#include <stdbool.h>
#include <stddef.h>

#define HEALTH_WARNINGS 64 /* further ones are left out: the first ones need somebody anyway */

typedef Karmayogi__Core__V1__GetStatusResponse health_status;

struct health_warning {
    enum cli_service service;
    const char *check;    /* its word, for programs: stays the same */
    const char *sentence; /* what is wrong and what to do, in the language of the command */
};

struct health {
    struct cli *cli;
    const health_status *services[CLI_SERVICES]; /* NULL: does not answer */
    struct health_warning warnings[HEALTH_WARNINGS];
    size_t warning_count;
    bool failed; /* memory was short */
};

/** health_judge() - run all checks over all services. */
void health_judge(struct health *health);

/** health_warn() - one warning more; arguments as for words_say(). */
void health_warn(struct health *health, enum cli_service service, const char *check, enum word word, ...)
    __attribute__((sentinel));

/** health_exit() - the exit code for what was found: CLI_DONE, CLI_REFUSED (warnings), CLI_UNREACHABLE. */
int health_exit(const struct health *health);

/** health_share() - @part of @whole in per cent, rounded down; 0 where there is no whole. */
unsigned health_share(uint64_t part, uint64_t whole);

/** health_counter() - the sum of the service's counters of that name, and of that label unless it is NULL. */
uint64_t health_counter(const health_status *status, const char *name, const char *label);
