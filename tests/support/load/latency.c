/* latency - see latency.h. */
#include "load/latency.h"

#include <assert.h>

/* Below the first doubling every microsecond has a range of its own. */
static unsigned range_of(uint64_t us)
{
    if (us < LATENCY_RANGES_OF_DOUBLING)
        return (unsigned)us;
    unsigned doublings = 63u - (unsigned)__builtin_clzll(us) - 6u; /* 64 is 2^6 */
    unsigned range =
        (doublings + 1) * LATENCY_RANGES_OF_DOUBLING + (unsigned)((us >> doublings) & (LATENCY_RANGES_OF_DOUBLING - 1));
    return range < LATENCY_RANGES ? range : LATENCY_RANGES - 1;
}

static uint64_t most_of(unsigned range)
{
    if (range < LATENCY_RANGES_OF_DOUBLING)
        return range;
    unsigned doublings = range / LATENCY_RANGES_OF_DOUBLING - 1;
    uint64_t first = (uint64_t)(LATENCY_RANGES_OF_DOUBLING + range % LATENCY_RANGES_OF_DOUBLING) << doublings;
    return first + (UINT64_C(1) << doublings) - 1;
}

void latency_add(struct latency *latency, uint64_t us)
{
    latency->counts[range_of(us)]++;
    latency->count++;
    if (us > latency->most_us)
        latency->most_us = us;
}

uint64_t latency_quantile(const struct latency *latency, double share)
{
    assert(share >= 0 && share <= 1);
    uint64_t wanted = (uint64_t)((double)latency->count * share + 0.5), seen = 0;
    for (unsigned range = 0; range < LATENCY_RANGES; range++) {
        seen += latency->counts[range];
        if (latency->counts[range] > 0 && seen >= wanted)
            return most_of(range) < latency->most_us ? most_of(range) : latency->most_us;
    }
    return latency->most_us;
}
