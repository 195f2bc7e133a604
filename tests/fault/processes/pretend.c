/*
 * pretend - loaded into a service (LD_PRELOAD), it tells it another time and a smaller map than the machine would.
 *
 * PRETEND_CLOCK names a file of eight bytes: milliseconds, by which the clock of the day is ahead of the true one. It
 * is mapped, so that whoever writes it sets the clock of a running service, between any two instructions. The monotonic
 * clock stays as it is: no setting of a clock moves that. PRETEND_MAP_BYTES is the most that a store's map may have.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef int read_clock(clockid_t id, struct timespec *now);
typedef int set_map(void *environment, size_t bytes);

static read_clock *true_clock;
static const _Atomic int64_t *ahead_ms;

__attribute__((constructor)) static void begin(void)
{
    true_clock = (read_clock *)dlsym(RTLD_NEXT, "clock_gettime");
    const char *path = getenv("PRETEND_CLOCK");
    if (!path)
        return;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    void *bytes = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *ahead_ms, PROT_READ, MAP_SHARED, file, 0);
    if (bytes == MAP_FAILED)
        abort(); /* a test that believes it set a clock and did not would prove nothing */
    close(file);
    ahead_ms = bytes;
}

int clock_gettime(clockid_t id, struct timespec *now)
{
    if (!true_clock) /* somebody asks before we are set up */
        begin();
    int result = true_clock(id, now);
    if (result != 0 || !ahead_ms || (id != CLOCK_REALTIME && id != CLOCK_REALTIME_COARSE))
        return result;
    int64_t ahead = atomic_load(ahead_ms);
    int64_t ns = now->tv_nsec + ahead % 1000 * 1000000;
    int64_t carried = ns < 0 ? -1 : ns / 1000000000;
    now->tv_sec += ahead / 1000 + carried;
    now->tv_nsec = ns - carried * 1000000000;
    return 0;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone)
{
    (void)zone;
    struct timespec precise;
    int result = clock_gettime(CLOCK_REALTIME, &precise);
    now->tv_sec = precise.tv_sec;
    now->tv_usec = precise.tv_nsec / 1000;
    return result;
}

time_t time(time_t *place)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place)
        *place = now.tv_sec;
    return now.tv_sec;
}

int mdb_env_set_mapsize(void *environment, size_t bytes)
{
    const char *most = getenv("PRETEND_MAP_BYTES");
    set_map *next = (set_map *)dlsym(RTLD_NEXT, "mdb_env_set_mapsize");
    size_t limit = most ? strtoull(most, NULL, 10) : bytes;
    return next(environment, bytes < limit ? bytes : limit);
}
