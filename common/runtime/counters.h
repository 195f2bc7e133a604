#pragma once
/* counters - numbers that only grow while the process runs, by name and label; the loop's thread only. */
#include <stddef.h>
#include <stdint.h>

struct counters;

struct counters *counters_new(void); /* NULL: out of memory */
void counters_free(struct counters *counters);

/** counters_add() - @name and @label are copied; at most 4,096 different pairs, further labels are counted under
 * `other`. Return: the new value. */
uint64_t counters_add(struct counters *counters, const char *name, const char *label, uint64_t value);

/** counters_walk() - in the order of name and label. */
void counters_walk(const struct counters *counters,
                   void (*visit)(void *context, const char *name, const char *label, uint64_t value), void *context);
size_t counters_count(const struct counters *counters);
