/* config - settings from the command line and from the environment. What a check accepts is of the form that its
 * documentation promises, whatever reads it afterwards. */
#include "runtime/config.h"
#include "fuzz.h"

#include <stdio.h>
#include <sys/stat.h>

struct settings {
    struct config_common common;
    const char *peer_key;
};

static const struct config_entry entries[] = {
    CONFIG_COMMON(struct settings, common, "tcp://127.0.0.1:7101", "127.0.0.1:7201"),
    {"peer-key", "FILE", "", "A key", NULL, offsetof(struct settings, peer_key)},
};

static FILE *nowhere; /* where complaints about settings go */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    nowhere = fopen("/dev/null", "we");
    return nowhere == NULL;
}

/* "0" (where any port will do) to "65535", and nothing else that strtol() would take. */
static bool is_port(const char *text)
{
    return text[0] && text[strspn(text, "0123456789")] == '\0' && strtoul(text, NULL, 10) <= 65535;
}

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static void check(const char *value)
{
    const char *why[] = {config_check_endpoint(value),   config_check_folder(value), config_check_admin(value),
                         config_check_feed_bound(value), config_check_key(value),    config_check_log_level(value),
                         config_check_backups(value)};
    for (size_t i = 0; i < FUZZ_COUNT(why); i++)
        assert(!why[i] || fuzz_says(why[i]));
    const char *port = strrchr(value, ':');
    assert(why[0] || (strncmp(value, "tcp://", 6) == 0 && port > value + 6 && is_port(port + 1)));
    assert(why[2] || strcmp(value, "none") == 0 || (port && port > value && is_port(port + 1)));
    assert((why[1] == NULL) >= is_folder(value));
    assert((why[6] == NULL) == (value[0] == '\0' || why[1] == NULL));
    const struct config_common common = {.feed_bound = value};
    uint32_t bound_ms = why[3] ? 0 : config_feed_bound_ms(&common);
    assert(why[3] || (bound_ms >= LIMIT_FEED_BOUND_LEAST_S * 1000 && bound_ms <= 3600 * 1000));
}

/* Options that end the process (--help, a name that is not known) are argp's; here every one of ours is given. */
static void options(struct fuzz_input *input)
{
    char *arguments[8] = {(char *)(uintptr_t) "service"};
    struct settings settings = {0};
    int count = 1;
    while (input->left > 0 && count < 7) {
        const struct config_entry *entry = &entries[fuzz_choice(input, FUZZ_COUNT(entries))];
        const char *value = fuzz_line(input);
        if (value)
            arguments[count++] = arena_printf(input->arena, "--%s=%s", entry->name, value);
    }
    FILE *complaints = stderr;
    stderr = nowhere;
    enum config_outcome outcome = config_read(entries, FUZZ_COUNT(entries), &settings, "about", count, arguments);
    stderr = complaints;
    assert(outcome == CONFIG_RUN || outcome == CONFIG_USAGE);
    if (outcome == CONFIG_USAGE)
        return;
    for (size_t i = 0; i < FUZZ_COUNT(entries); i++) {
        const char *value = *(const char **)(void *)((char *)&settings + entries[i].offset);
        assert(value && (!entries[i].check || !entries[i].check(value)));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    if (fuzz_choice(&input, 4) == 0) {
        options(&input);
    } else {
        const char *value = fuzz_text(&input);
        if (value)
            check(value);
    }
    arena_reset(&arena);
    return 0;
}
