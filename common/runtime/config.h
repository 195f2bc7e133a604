#pragma once
/*
 * config - the settings of a service as one table: command line first, then KARMAYOGI_<NAME>, then the default.
 * `--help` prints the table, `--check` validates and exits.
 */
#include <stddef.h>
#include <stdint.h>

/** One setting. Values are texts; @offset is that of a `const char *` in the service's struct. */
struct config_entry {
    const char *name;       /* of the option, such as `listen`; the variable is KARMAYOGI_LISTEN */
    const char *value_name; /* for --help, such as `ENDPOINT` */
    const char *fallback;   /* NULL: needed */
    const char *help;
    const char *(*check)(const char *value); /* NULL where the value is fine, else what is wrong; may be NULL */
    size_t offset;
};

enum config_outcome { CONFIG_RUN = 0, CONFIG_EXIT, CONFIG_USAGE };

/** config_read() - fill @settings from the table. What is wrong is said on stderr, all of it. Return: CONFIG_RUN,
 * CONFIG_EXIT (checked, all is well), or CONFIG_USAGE. */
enum config_outcome config_read(const struct config_entry *entries, size_t count, void *settings, const char *about,
                                int argc, char **argv);

/* Checks that many settings need. */
const char *config_check_endpoint(const char *value); /* tcp://address:port */
const char *config_check_folder(const char *value);   /* a folder that exists, or whose parent does */
const char *config_check_key(const char *value);      /* a file that `karmayogi keys` made */
const char *config_check_log_level(const char *value);
const char *config_check_admin(const char *value);      /* ADDRESS:PORT, or none */
const char *config_check_feed_bound(const char *value); /* seconds, LIMIT_FEED_BOUND_LEAST_S to an hour */

const char *config_check_backups(const char *value); /* as config_check_folder(), or empty */

/* The settings that every service has. */
struct config_common {
    const char *listen;
    const char *store;
    const char *keys;
    const char *backups;    /* NULL or "": `backups` in the folder of the store */
    const char *admin;      /* NULL: none */
    const char *feed_bound; /* NULL: LIMIT_FEED_BOUND_S */
    const char *log_level;
};

/** config_feed_bound_ms() - what the setting says. */
uint32_t config_feed_bound_ms(const struct config_common *config);

#define CONFIG_COMMON(type, member, default_listen, default_admin)                                                     \
    {"listen",                                                                                                         \
     "ENDPOINT",                                                                                                       \
     default_listen,                                                                                                   \
     "Where to listen, tcp://address:port",                                                                            \
     config_check_endpoint,                                                                                            \
     offsetof(type, member.listen)},                                                                                   \
        {"store",                                                                                                      \
         "FOLDER",                                                                                                     \
         NULL,                                                                                                         \
         "Folder of the store; made where missing",                                                                    \
         config_check_folder,                                                                                          \
         offsetof(type, member.store)},                                                                                \
        {"keys",                                                                                                       \
         "FOLDER",                                                                                                     \
         NULL,                                                                                                         \
         "Folder with the service's .secret and callers/",                                                             \
         config_check_folder,                                                                                          \
         offsetof(type, member.keys)},                                                                                 \
        {"backups",                                                                                                    \
         "FOLDER",                                                                                                     \
         "",                                                                                                           \
         "Folder of backups; made where missing; default: backups in the folder of the store",                         \
         config_check_backups,                                                                                         \
         offsetof(type, member.backups)},                                                                              \
        {"admin",                                                                                                      \
         "ADDRESS:PORT",                                                                                               \
         default_admin,                                                                                                \
         "Where /livez, /readyz and /metrics are; knows no keys, so keep it off other networks; none: nowhere",        \
         config_check_admin,                                                                                           \
         offsetof(type, member.admin)},                                                                                \
        {"feed-bound",                                                                                                 \
         "SECONDS",                                                                                                    \
         "60",                                                                                                         \
         "Not ready when a followed feed has not been known to be complete for so long",                               \
         config_check_feed_bound,                                                                                      \
         offsetof(type, member.feed_bound)},                                                                           \
    {                                                                                                                  \
        "log-level", "LEVEL", "info", "Least level that is logged: debug, info, warning, error",                       \
            config_check_log_level, offsetof(type, member.log_level)                                                   \
    }
