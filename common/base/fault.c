/*
 * fault - kills the process at a chosen place, as a power cut would: no handler runs, nothing is flushed. A setting
 * that cannot be read ends the process too, because a test that believes it killed something and did not would prove
 * nothing.
 */
#include "base/fault.h"

#ifdef KARMAYOGI_FAULTS
#include "base/number.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

#define NAME_BYTES 64

static once_flag setting_read = ONCE_FLAG_INIT;
static char chosen_name[NAME_BYTES];
static uint64_t chosen_pass;
static atomic_uint_fast64_t passes;

static void say(const char *line)
{
    ssize_t written = write(STDERR_FILENO, line, strlen(line));
    (void)written; /* nobody left to tell */
}

static void read_setting(void)
{
    const char *setting = getenv("KARMAYOGI_FAULT");
    if (!setting || *setting == '\0')
        return;
    const char *colon = strrchr(setting, ':');
    size_t length = colon ? (size_t)(colon - setting) : 0;
    if (length == 0 || length >= NAME_BYTES || !number_parse_u64(colon + 1, UINT64_MAX, &chosen_pass) ||
        chosen_pass == 0) {
        say("{\"event\":\"fault_setting_unreadable\",\"variable\":\"KARMAYOGI_FAULT\"}\n");
        abort();
    }
    memcpy(chosen_name, setting, length);
}

void fault_point(const char *name, unsigned long long position)
{
    call_once(&setting_read, read_setting);
    if (chosen_pass == 0 || strcmp(name, chosen_name) != 0)
        return;
    if (atomic_fetch_add(&passes, 1) + 1 != chosen_pass)
        return;
    char line[NAME_BYTES + 96];
    snprintf(line, sizeof line, "{\"event\":\"fault\",\"point\":\"%s\",\"position\":%llu}\n", chosen_name, position);
    say(line);
    raise(SIGKILL);
    _exit(137); /* process 1 of a container does not receive its own SIGKILL */
}
#endif
