/* The points at which tests kill a service. Each case runs in a child: what is tested is how it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/fault.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <threads.h>
#include <unistd.h>

struct ending {
    int status;
    char output[512];
};

/* Run @work in a child with KARMAYOGI_FAULT=@setting and collect what it says on stderr. */
static struct ending run_child(const char *setting, void (*work)(void))
{
    struct ending ending = {0};
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const struct rlimit no_core = {0};
        setrlimit(RLIMIT_CORE, &no_core);
        signal(SIGABRT, SIG_DFL);
        dup2(ends[1], STDERR_FILENO);
        setenv("KARMAYOGI_FAULT", setting, 1);
        work();
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t got;
    while ((got = read(ends[0], ending.output + length, sizeof ending.output - 1 - length)) > 0)
        length += (size_t)got;
    close(ends[0]);
    assert_int_equal(waitpid(child, &ending.status, 0), child);
    return ending;
}

static void pass_three_times(void)
{
    fault_point("before_commit", 10);
    fault_point("after_commit", 10);
    fault_point("before_commit", 11);
    fault_point("after_commit", 11);
    fault_point("before_commit", 12);
}

static int pass_often(void *context)
{
    (void)context;
    for (int i = 0; i < 500; i++)
        fault_point("shared", 7);
    return 0;
}

static void pass_from_four_threads(void)
{
    thrd_t threads[4];
    for (int i = 0; i < 4; i++)
        thrd_create(&threads[i], pass_often, NULL);
    for (int i = 0; i < 4; i++)
        thrd_join(threads[i], NULL);
}

static void test_fault__at_the_chosen_pass__says_where_and_kills(void **state)
{
    /* Catches a test of durability that never killed anything, or killed somewhere else than it says. */
    (void)state;
    struct ending ending = run_child("before_commit:2", pass_three_times);
    assert_true(WIFSIGNALED(ending.status));
    assert_int_equal(WTERMSIG(ending.status), SIGKILL);
    assert_string_equal(ending.output, "{\"event\":\"fault\",\"point\":\"before_commit\",\"position\":11}\n");
}

static void test_fault__not_chosen_or_not_reached__lets_the_process_run(void **state)
{
    /* Catches a point that kills although another was meant, or though its pass has not come. */
    (void)state;
    static const char *const settings[] = {"", "before_commit:4", "before:1", "before_commit_x:1"};
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        struct ending ending = run_child(settings[i], pass_three_times);
        assert_true(WIFEXITED(ending.status));
        assert_int_equal(WEXITSTATUS(ending.status), 0);
        assert_string_equal(ending.output, "");
    }
}

static void test_fault__setting_that_cannot_be_read__ends_the_process_loudly(void **state)
{
    /* Catches a mistyped setting that turns a fault test into one that proves nothing. */
    (void)state;
    static const char *const settings[] = {"before_commit", "before_commit:", "before_commit:0", "before_commit:x",
                                           ":1"};
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++) {
        struct ending ending = run_child(settings[i], pass_three_times);
        assert_true(WIFSIGNALED(ending.status));
        assert_int_equal(WTERMSIG(ending.status), SIGABRT);
        assert_non_null(strstr(ending.output, "fault_setting_unreadable"));
    }
}

static void test_fault__passed_from_several_threads__counts_every_pass_once(void **state)
{
    /* Catches passes lost between threads: the last of 2,000 must still kill, the one after it never comes. */
    (void)state;
    struct ending ending = run_child("shared:2000", pass_from_four_threads);
    assert_true(WIFSIGNALED(ending.status));
    assert_int_equal(WTERMSIG(ending.status), SIGKILL);
    ending = run_child("shared:2001", pass_from_four_threads);
    assert_true(WIFEXITED(ending.status));
}

int main(void)
{
#ifndef KARMAYOGI_FAULTS
    puts("built without fault points: nothing to test");
    (void)test_fault__at_the_chosen_pass__says_where_and_kills;
    (void)test_fault__not_chosen_or_not_reached__lets_the_process_run;
    (void)test_fault__setting_that_cannot_be_read__ends_the_process_loudly;
    (void)test_fault__passed_from_several_threads__counts_every_pass_once;
    return 0;
#else
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fault__at_the_chosen_pass__says_where_and_kills),
        cmocka_unit_test(test_fault__not_chosen_or_not_reached__lets_the_process_run),
        cmocka_unit_test(test_fault__setting_that_cannot_be_read__ends_the_process_loudly),
        cmocka_unit_test(test_fault__passed_from_several_threads__counts_every_pass_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
#endif
}
