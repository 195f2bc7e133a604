/*
 * clock - the machine's clocks and the one that tests set by hand.
 */
#include "base/clock.h"

#include <assert.h>
#include <stddef.h>
#include <time.h>

static int64_t read_us(clockid_t id)
{
    struct timespec now;
    int result = clock_gettime(id, &now);
    assert(result == 0);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int64_t system_utc_ms(void *context)
{
    (void)context;
    return read_us(CLOCK_REALTIME) / 1000;
}

static int64_t system_monotonic_us(void *context)
{
    (void)context;
    return read_us(CLOCK_MONOTONIC);
}

static int64_t fake_utc_ms(void *context)
{
    const struct clock_fake *fake = context;
    return fake->now_utc_ms;
}

static int64_t fake_monotonic_us(void *context)
{
    const struct clock_fake *fake = context;
    return fake->now_monotonic_ms * 1000;
}

struct clock clock_system(void)
{
    return (struct clock){.utc_ms = system_utc_ms, .monotonic_us = system_monotonic_us};
}

struct clock clock_fake(struct clock_fake *fake)
{
    assert(fake);
    return (struct clock){.utc_ms = fake_utc_ms, .monotonic_us = fake_monotonic_us, .context = fake};
}

int64_t clock_utc_ms(const struct clock *clock)
{
    return clock->utc_ms(clock->context);
}

int64_t clock_monotonic_ms(const struct clock *clock)
{
    return clock->monotonic_us(clock->context) / 1000;
}

int64_t clock_monotonic_us(const struct clock *clock)
{
    return clock->monotonic_us(clock->context);
}
