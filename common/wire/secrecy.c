/*
 * secrecy - see secrecy.h. The limit alone does not keep a dump from a program that the kernel hands dumps to; that the
 * process may not be dumped does. Neither can fail but on a kernel without them, and then there is nothing to do.
 */
#include "wire/secrecy.h"

#include <sys/prctl.h>
#include <sys/resource.h>

void secrecy_begin(void)
{
    const struct rlimit none = {0};

    setrlimit(RLIMIT_CORE, &none);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
