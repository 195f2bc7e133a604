#pragma once
/*
 * config - the settings of a service as one table: command line first, then KARMAYOGI_<NAME>, then the default.
 * `--help` prints the table, `--check` validates and exits.
 */
#include <stddef.h>

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
const char *config_check_file(const char *value);     /* a file that can be read */
const char *config_check_log_level(const char *value);

/* The settings that every service has. */
struct config_common {
    const char *listen;
    const char *store;
    const char *keys;
    const char *log_level;
};

#define CONFIG_COMMON(type, member, default_listen)                                                                    \
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
    {                                                                                                                  \
        "log-level", "LEVEL", "info", "Least level that is logged: debug, info, warning, error",                       \
            config_check_log_level, offsetof(type, member.log_level)                                                   \
    }
