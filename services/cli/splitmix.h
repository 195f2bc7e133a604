#pragma once
/* splitmix - a small generator of random-looking numbers whose seed replays them, on every machine alike. For sample
 * files; for nothing that must be hard to guess. (splitmix64, Steele, Lea and Flood 2014.) */
#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

struct splitmix {
    uint64_t state;
};

static inline uint64_t splitmix_mix(uint64_t value)
{
    value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
    value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
    return value ^ (value >> 31);
}

static inline uint64_t splitmix_next(struct splitmix *random)
{
    random->state += 0x9E3779B97F4A7C15u;
    return splitmix_mix(random->state);
}

/** splitmix_of() - the generator of one thing: the same three numbers give the same one. */
static inline struct splitmix splitmix_of(uint64_t seed, uint64_t what, uint64_t which)
{
    return (struct splitmix){splitmix_mix(seed + 0x9E3779B97F4A7C15u * splitmix_mix(what + 1) + splitmix_mix(~which))};
}

/** splitmix_below() - 0 to @count - 1; @count > 0, far below 2^64, so that the bias is nothing. */
static inline uint64_t splitmix_below(struct splitmix *random, uint64_t count)
{
    assert(count > 0);
    return splitmix_next(random) % count;
}

/** splitmix_chance() - true in @per_10000 of 10,000 cases. */
static inline bool splitmix_chance(struct splitmix *random, unsigned per_10000)
{
    return splitmix_below(random, 10000) < per_10000;
}
