/* Settings: where a value comes from, and what is said of one that is wrong. */
#include "runtime/config.h"
#include "said.h"
#include "scratch.h"
#include "wire/keys.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

struct settings {
    struct config_common common;
    const char *grain_size;
};

static const char *check_grain(const char *value)
{
    return strcmp(value, "sand") == 0 || strcmp(value, "salt") == 0 ? NULL : "must be sand or salt";
}

static const struct config_entry entries[] = {
    CONFIG_COMMON(struct settings, common, "tcp://127.0.0.1:7101", "127.0.0.1:7111"),
    {"grain-size", "WORD", "sand", "How fine it is", check_grain, offsetof(struct settings, grain_size)},
};

static enum config_outcome read_settings(struct settings *settings, char **said, int count, ...)
{
    char *arguments[16] = {(char *)(uintptr_t) "test"};
    struct said listener;
    va_list list;
    va_start(list, count);
    for (int i = 0; i < count; i++)
        arguments[i + 1] = va_arg(list, char *);
    va_end(list);
    *settings = (struct settings){0};
    said_begin(&listener);
    enum config_outcome outcome =
        config_read(entries, sizeof entries / sizeof entries[0], settings, "test", count + 1, arguments);
    *said = said_end(&listener);
    return outcome;
}

static int clear_environment(void **state)
{
    (void)state;
    static const char *const names[] = {"LISTEN", "STORE", "KEYS", "ADMIN", "FEED_BOUND", "LOG_LEVEL", "GRAIN_SIZE"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char variable[32];
        snprintf(variable, sizeof variable, "KARMAYOGI_%s", names[i]);
        unsetenv(variable);
    }
    return 0;
}

static void test_value__from_the_command_line__wins_over_variable_and_default(void **state)
{
    /* Catches: another order; a dash in the name that finds no variable; an empty variable taken for a value. */
    (void)state;
    struct settings settings;
    char *said;
    setenv("KARMAYOGI_GRAIN_SIZE", "salt", 1);
    setenv("KARMAYOGI_LOG_LEVEL", "", 1);
    setenv("KARMAYOGI_LISTEN", "tcp://127.0.0.1:1", 1);
    assert_int_equal(read_settings(&settings, &said, 3, "--store=/tmp", "--keys=/tmp", "--listen=tcp://127.0.0.1:2"),
                     CONFIG_RUN);
    assert_string_equal(said, "");
    assert_string_equal(settings.common.listen, "tcp://127.0.0.1:2");
    assert_string_equal(settings.grain_size, "salt");
    assert_string_equal(settings.common.log_level, "info");
    assert_string_equal(settings.common.store, "/tmp");
    free(said);
}

static void test_values__that_are_wrong__are_named_all_of_them(void **state)
{
    /* Catches: a start that fails once per mistake; a message without option, variable or value. */
    (void)state;
    struct settings settings;
    char *said;
    setenv("KARMAYOGI_GRAIN_SIZE", "gravel", 1);
    assert_int_equal(
        read_settings(&settings, &said, 3, "--listen=localhost:7101", "--log-level=loud", "--store=/nowhere/at/all"),
        CONFIG_USAGE);
    static const char *const expected[] = {
        "--listen (KARMAYOGI_LISTEN) must look like tcp://127.0.0.1:7101: localhost:7101.",
        "--store (KARMAYOGI_STORE) cannot be made",
        "--keys (KARMAYOGI_KEYS) is needed.",
        "--log-level (KARMAYOGI_LOG_LEVEL) must be debug, info, warning or error: loud.",
        "--grain-size (KARMAYOGI_GRAIN_SIZE) must be sand or salt: gravel.",
    };
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        if (!strstr(said, expected[i]))
            fail_msg("'%s' is not in:\n%s", expected[i], said);
    free(said);
}

static void test_check__with_fine_settings__exits_without_a_run(void **state)
{
    /* Catches: --check that starts the service, or that finds nothing wrong. */
    (void)state;
    struct settings settings;
    char *said;
    assert_int_equal(read_settings(&settings, &said, 3, "--check", "--store=/tmp", "--keys=/tmp"), CONFIG_EXIT);
    assert_string_equal(said, "");
    free(said);
    assert_int_equal(read_settings(&settings, &said, 2, "--check", "--store=/tmp"), CONFIG_USAGE);
    assert_non_null(strstr(said, "--keys"));
    free(said);
}

static int exit_code_of(const char *argument)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct settings settings;
        char *said;
        if (!freopen("/dev/null", "w", stdout))
            _exit(99);
        read_settings(&settings, &said, 1, argument);
        _exit(98); /* it came back */
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void test_option__that_is_not_known__ends_with_an_error(void **state)
{
    /* Catches: a misspelt option that is ignored. */
    (void)state;
    assert_int_equal(exit_code_of("--lisen=tcp://127.0.0.1:1"), 64);
    assert_int_equal(exit_code_of("tcp://127.0.0.1:1"), 64);
    assert_int_equal(exit_code_of("--help"), 0);
}

static void test_checks__of_common_settings__take_the_good_and_name_the_bad(void **state)
{
    /* Catches: an endpoint without a port, a port out of range, a file in the place of a folder. */
    (void)state;
    static const struct {
        const char *value;
        bool fine;
    } endpoints[] = {
        {"tcp://127.0.0.1:7101", true},   {"tcp://[::1]:7101", true},       {"tcp://127.0.0.1:0", true},
        {"tcp://127.0.0.1:65535", true},  {"tcp://127.0.0.1:65536", false}, {"tcp://127.0.0.1:-1", false},
        {"tcp://127.0.0.1:", false},      {"tcp://127.0.0.1", false},       {"tcp://:7101", false},
        {"tcp://127.0.0.1:71x", false},   {"ipc:///tmp/socket", false},     {"", false},
        {"127.0.0.1:7101", false},        {"tcp://127.0.0.1:-0", false},    {"tcp://127.0.0.1:+7101", false},
        {"tcp://127.0.0.1: 7101", false},
    };
    for (size_t i = 0; i < sizeof endpoints / sizeof endpoints[0]; i++)
        if ((config_check_endpoint(endpoints[i].value) == NULL) != endpoints[i].fine)
            fail_msg("endpoint '%s'", endpoints[i].value);
    char folder[SCRATCH_BYTES], path[SCRATCH_BYTES + 16];
    assert_non_null(scratch_make(folder));
    assert_null(config_check_folder(folder));
    snprintf(path, sizeof path, "%s/new", folder);
    assert_null(config_check_folder(path));
    assert_string_equal(config_check_key(path), "cannot be read");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    assert_string_equal(config_check_folder(path), "is not a folder");
    assert_string_equal(config_check_key(path), "is no key file");
    struct keys_pair pair;
    assert_int_equal(keys_make(&pair, "desk"), 0);
    assert_int_equal(keys_write(&pair, folder), 0);
    snprintf(path, sizeof path, "%s/desk.public", folder);
    assert_null(config_check_key(path));
    snprintf(path, sizeof path, "%s/none/new", folder);
    assert_non_null(config_check_folder(path));
    scratch_remove(folder);
    assert_null(config_check_log_level("warning"));
    assert_non_null(config_check_log_level("WARNING"));
    assert_null(config_check_admin("none"));
    assert_non_null(config_check_admin("7111"));
}

static void test_feed_bound__in_seconds__is_taken_within_its_range(void **state)
{
    /* Catches: a bound of 0 that makes every follower late; a text that counts as 0. */
    (void)state;
    static const struct {
        const char *value;
        uint32_t bound_ms; /* 0: refused */
    } cases[] = {{"2", 2000}, {"60", 60000}, {"3600", 3600000}, {"1", 0}, {"0", 0}, {"3601", 0}, {"", 0}, {"5s", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct config_common config = {.feed_bound = cases[i].value};
        assert_int_equal(config_check_feed_bound(cases[i].value) == NULL, cases[i].bound_ms > 0);
        if (cases[i].bound_ms)
            assert_int_equal(config_feed_bound_ms(&config), cases[i].bound_ms);
    }
    const struct config_common nothing = {0};
    assert_int_equal(config_feed_bound_ms(&nothing), 60000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_value__from_the_command_line__wins_over_variable_and_default, clear_environment),
        cmocka_unit_test_setup(test_values__that_are_wrong__are_named_all_of_them, clear_environment),
        cmocka_unit_test_setup(test_check__with_fine_settings__exits_without_a_run, clear_environment),
        cmocka_unit_test_setup(test_option__that_is_not_known__ends_with_an_error, clear_environment),
        cmocka_unit_test_setup(test_checks__of_common_settings__take_the_good_and_name_the_bad, clear_environment),
        cmocka_unit_test(test_feed_bound__in_seconds__is_taken_within_its_range),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
