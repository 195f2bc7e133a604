#pragma once
/*
 * fault - places where a test may kill the process, to see what a power cut there would leave. Compiled in only with
 * KARMAYOGI_FAULTS (preset dev); in a release these are nothing.
 *
 * KARMAYOGI_FAULT=NAME:N kills the process with SIGKILL when point NAME is passed for the N-th time; a line on stderr
 * says so first.
 */
#ifdef KARMAYOGI_FAULTS
/** fault_point() - @position: the store's head at this point, printed so that a test can say where it killed. */
void fault_point(const char *name, unsigned long long position);
#else
static inline void fault_point(const char *name, unsigned long long position)
{
    (void)name;
    (void)position;
}
#endif
