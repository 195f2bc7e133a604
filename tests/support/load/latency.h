#pragma once
/*
 * latency - how long things took, counted so that any quantile can be told within 1.6 per cent: 64 ranges for every
 * doubling, from one microsecond to more than an hour. All zero is an empty one.
 */
#include <stdint.h>

#define LATENCY_RANGES_OF_DOUBLING 64
#define LATENCY_RANGES             (LATENCY_RANGES_OF_DOUBLING * 28)

struct latency {
    uint64_t counts[LATENCY_RANGES];
    uint64_t count, most_us;
};

void latency_add(struct latency *latency, uint64_t us);

/** latency_quantile() - the least time that @share (0 to 1) of what was added did not exceed; 0: nothing was added. */
uint64_t latency_quantile(const struct latency *latency, double share);
