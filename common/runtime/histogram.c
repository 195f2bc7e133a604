/* histogram - see histogram.h. */
#include "runtime/histogram.h"

const struct histogram_bounds histogram_seconds = {
    .count = 18,
    .values = {100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000, 1000000, 2500000, 5000000,
               10000000, 30000000, 60000000},
    .per_unit = 1000000,
};

const struct histogram_bounds histogram_calls = {
    .count = 10,
    .values = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512},
    .per_unit = 1,
};

/* There is one writer, so reading and writing apart loses nothing, and costs no locked instruction. */
static void add(_Atomic uint64_t *slot, uint64_t value)
{
    atomic_store_explicit(slot, atomic_load_explicit(slot, memory_order_relaxed) + value, memory_order_relaxed);
}

void histogram_add(struct histogram *histogram, const struct histogram_bounds *bounds, uint64_t value)
{
    size_t i = 0;
    while (i < bounds->count && value > bounds->values[i])
        i++;
    add(&histogram->counts[i], 1);
    add(&histogram->sum, value);
}

struct histogram_reading histogram_read(const struct histogram *histogram, const struct histogram_bounds *bounds)
{
    struct histogram_reading reading = {0};
    reading.sum = atomic_load_explicit(&histogram->sum, memory_order_relaxed);
    for (size_t i = 0; i <= bounds->count; i++) {
        reading.count += atomic_load_explicit(&histogram->counts[i], memory_order_relaxed);
        if (i < bounds->count)
            reading.up_to[i] = reading.count;
    }
    return reading;
}
