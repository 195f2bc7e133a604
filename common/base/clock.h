#pragma once
/*
 * clock - the two clocks, behind one struct so that a test can set them. Domain code never sees it: it is handed the
 * date.
 */
#include <stdint.h>

struct clock {
    int64_t (*utc_ms)(void *context);       /* milliseconds since 1970 UTC */
    int64_t (*monotonic_us)(void *context); /* microseconds; never goes back; origin unspecified */
    void *context;
};

/** clock_system() - the clocks of the machine. */
struct clock clock_system(void);
int64_t clock_utc_ms(const struct clock *clock);
int64_t clock_monotonic_ms(const struct clock *clock);
int64_t clock_monotonic_us(const struct clock *clock); /* the same clock, finer: for measuring */

/** A clock that stands still until it is set; for tests. */
struct clock_fake {
    int64_t now_utc_ms;
    int64_t now_monotonic_ms;
};

/** clock_fake() - a clock that reads @fake, which must outlive it. */
struct clock clock_fake(struct clock_fake *fake);
