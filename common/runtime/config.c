/* config - see config.h. argp reads the command line from options that are made of the table. */
#include "runtime/config.h"

#include "base/limits.h"
#include "base/number.h"
#include "runtime/admin_http.h"
#include "runtime/log.h"
#include "wire/keys.h"

#include <argp.h>
#include <assert.h>
#include <ctype.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ENTRIES_MOST      32
#define KEY_FIRST         256
#define KEY_CHECK         (KEY_FIRST + ENTRIES_MOST)

#define FEED_BOUND_MOST_S 3600

struct reading {
    const struct config_entry *entries;
    size_t count;
    void *settings;
    bool check_only;
};

static const char **value_of(const struct reading *reading, size_t i)
{
    return (const char **)(void *)((char *)reading->settings + reading->entries[i].offset);
}

static error_t parse(int key, char *argument, struct argp_state *state)
{
    struct reading *reading = state->input;
    if (key == KEY_CHECK) {
        reading->check_only = true;
        return 0;
    }
    if (key >= KEY_FIRST && key < KEY_FIRST + (int)reading->count) {
        *value_of(reading, (size_t)(key - KEY_FIRST)) = argument;
        return 0;
    }
    if (key == ARGP_KEY_ARG)
        argp_error(state, "unexpected argument: %s", argument);
    return ARGP_ERR_UNKNOWN;
}

static void variable_name(const char *name, char *variable, size_t size)
{
    int length = snprintf(variable, size, "KARMAYOGI_%s", name);
    for (int i = 0; i < length; i++)
        variable[i] = variable[i] == '-' ? '_' : (char)toupper((unsigned char)variable[i]);
}

/* Fills what the command line left open, and says what is wrong. Return: number of wrong settings. */
static int complete(const struct reading *reading)
{
    int wrong = 0;
    for (size_t i = 0; i < reading->count; i++) {
        const struct config_entry *entry = &reading->entries[i];
        const char **value = value_of(reading, i);
        char variable[96];
        variable_name(entry->name, variable, sizeof variable);
        if (!*value)
            *value = getenv(variable);
        if (!*value || !**value)
            *value = entry->fallback;
        const char *why = *value ? (entry->check ? entry->check(*value) : NULL) : "is needed";
        if (!why)
            continue;
        fprintf(stderr, "--%s (%s) %s%s%s. %s.\n", entry->name, variable, why, *value ? ": " : "", *value ? *value : "",
                entry->help);
        wrong++;
    }
    return wrong;
}

enum config_outcome config_read(const struct config_entry *entries, size_t count, void *settings, const char *about,
                                int argc, char **argv)
{
    struct argp_option options[ENTRIES_MOST + 2] = {0};
    char helps[ENTRIES_MOST][256];
    struct reading reading = {.entries = entries, .count = count, .settings = settings};
    for (size_t i = 0; i < count && i < ENTRIES_MOST; i++) {
        char variable[96];
        variable_name(entries[i].name, variable, sizeof variable);
        const char *fallback = entries[i].fallback;
        snprintf(helps[i], sizeof helps[i], "%s (%s%s%s)", entries[i].help, variable,
                 !fallback   ? ", needed"
                 : *fallback ? ", default "
                             : "",
                 fallback ? fallback : "");
        options[i] = (struct argp_option){
            .name = entries[i].name, .key = KEY_FIRST + (int)i, .arg = entries[i].value_name, .doc = helps[i]};
    }
    options[count] =
        (struct argp_option){.name = "check",
                             .key = KEY_CHECK,
                             .doc = "Check the settings, the keys and the store, change nothing, and exit"};
    argp_program_version = "karmayogi " KARMAYOGI_VERSION;
    const struct argp argp = {.options = options, .parser = parse, .doc = about};
    if (argp_parse(&argp, argc, argv, 0, NULL, &reading) != 0)
        return CONFIG_USAGE;
    if (complete(&reading) > 0)
        return CONFIG_USAGE;
    return reading.check_only ? CONFIG_EXIT : CONFIG_RUN;
}

const char *config_check_endpoint(const char *value)
{
    const char *port = strncmp(value, "tcp://", 6) == 0 ? strrchr(value, ':') : NULL;
    if (!port || port < value + 7)
        return "must look like tcp://127.0.0.1:7101";
    uint64_t number; /* strtol() would take a sign and blanks, which what listens does not */
    return number_parse_u64(port + 1, 65535, &number) ? NULL : "must end with a port, 0 to 65535";
}

const char *config_check_folder(const char *value)
{
    struct stat status;
    if (stat(value, &status) == 0)
        return S_ISDIR(status.st_mode) ? NULL : "is not a folder";
    char copy[PATH_MAX];
    snprintf(copy, sizeof copy, "%s", value);
    return stat(dirname(copy), &status) == 0 && S_ISDIR(status.st_mode)
               ? NULL
               : "cannot be made: the folder above it does not exist";
}

const char *config_check_backups(const char *value)
{
    return value[0] ? config_check_folder(value) : NULL;
}

const char *config_check_key(const char *value)
{
    struct keys_pair pair;
    if (access(value, R_OK) != 0)
        return "cannot be read";
    return keys_read(&pair, value) == 0 ? NULL : "is no key file";
}

const char *config_check_admin(const char *value)
{
    return admin_http_check(value);
}

const char *config_check_feed_bound(const char *value)
{
    uint64_t seconds;
    static_assert(LIMIT_FEED_BOUND_LEAST_S == 2 && FEED_BOUND_MOST_S == 3600, "say so below");
    return number_parse_u64(value, FEED_BOUND_MOST_S, &seconds) && seconds >= LIMIT_FEED_BOUND_LEAST_S
               ? NULL
               : "must be a number of seconds from 2 to 3600";
}

uint32_t config_feed_bound_ms(const struct config_common *config)
{
    uint64_t seconds = LIMIT_FEED_BOUND_S;
    if (config->feed_bound)
        number_parse_u64(config->feed_bound, FEED_BOUND_MOST_S, &seconds);
    return (uint32_t)seconds * 1000;
}

const char *config_check_log_level(const char *value)
{
    return log_level_parse(value) < 0 ? "must be debug, info, warning or error" : NULL;
}
