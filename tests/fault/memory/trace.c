/* trace - see trace.h. By addr2line, for those who look for what went wrong; without it, by address. */
#include "trace.h"

#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

extern const char __executable_start[]; /* by the linker */

void trace_print(void *const *frames, int count)
{
    char command[2048], program[512];
    ssize_t named = readlink("/proc/self/exe", program, sizeof program - 1);
    if (named <= 0 || count <= 0)
        return;
    program[named] = '\0';
    int length = snprintf(command, sizeof command, "addr2line -fpse '%s'", program);
    for (int i = 0; i < count && length < (int)sizeof command - 32; i++) {
        Dl_info info;
        if (dladdr(frames[i], &info) && info.dli_fbase == (const void *)__executable_start)
            length += snprintf(command + length, sizeof command - (size_t)length, " 0x%lx",
                               (unsigned long)((uintptr_t)frames[i] - (uintptr_t)__executable_start - 1));
    }
    fflush(stdout);
    FILE *lines = popen(command, "r");
    char line[256];
    while (lines && fgets(line, sizeof line, lines))
        if (!strstr(line, "strike.c") && !strstr(line, "main.c") && !strstr(line, "??"))
            printf("    %s", line);
    if (lines)
        pclose(lines);
}
