#pragma once
/*
 * histogram - how often a value fell into each of some fixed ranges, and the sum of all values; in the form that
 * Prometheus reads. One thread adds, any thread reads: no lock, no allocation.
 */
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#define HISTOGRAM_BOUNDS 20

/** The ranges: value i belongs to the first bound that is not below it, or to the one beyond all of them. */
struct histogram_bounds {
    size_t count;                      /* at most HISTOGRAM_BOUNDS */
    uint64_t values[HISTOGRAM_BOUNDS]; /* rising */
    uint64_t per_unit;                 /* how many of the values make one unit of the metric: 1,000,000 us a second */
};

extern const struct histogram_bounds histogram_seconds; /* 100 us to 60 s, in microseconds */
extern const struct histogram_bounds histogram_calls;   /* 1 to 512 */

/** All zero is an empty one. */
struct histogram {
    _Atomic uint64_t counts[HISTOGRAM_BOUNDS + 1]; /* by range, not yet summed up */
    _Atomic uint64_t sum;
};

/** histogram_add() - one value; by one thread only. */
void histogram_add(struct histogram *histogram, const struct histogram_bounds *bounds, uint64_t value);

/** What was counted, at about the same moment: readers may be one value apart, never more values than were added. */
struct histogram_reading {
    uint64_t up_to[HISTOGRAM_BOUNDS]; /* values up to each bound, smaller ones included */
    uint64_t count, sum;
};

struct histogram_reading histogram_read(const struct histogram *histogram, const struct histogram_bounds *bounds);
