/*
 * counters - see counters.h. A sorted array: there are a few dozen, and they are counted up far more often than a new
 * one appears.
 */
#include "runtime/counters.h"

#include <stdlib.h>
#include <string.h>

#define COUNTERS_MOST 4096

struct counter {
    char *name;
    char *label;
    uint64_t value;
};

struct counters {
    struct counter items[COUNTERS_MOST];
    size_t count;
};

struct counters *counters_new(void)
{
    return calloc(1, sizeof(struct counters));
}

void counters_free(struct counters *counters)
{
    if (!counters)
        return;
    for (size_t i = 0; i < counters->count; i++) {
        free(counters->items[i].name);
        free(counters->items[i].label);
    }
    free(counters);
}

static int compare(const struct counter *counter, const char *name, const char *label)
{
    int order = strcmp(counter->name, name);
    return order ? order : strcmp(counter->label, label);
}

/* Where the pair is, or where it would have to be put. */
static size_t place(const struct counters *counters, const char *name, const char *label)
{
    size_t low = 0, high = counters->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare(&counters->items[middle], name, label) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint64_t counters_add(struct counters *counters, const char *name, const char *label, uint64_t value)
{
    size_t at = place(counters, name, label);
    if (at < counters->count && compare(&counters->items[at], name, label) == 0)
        return counters->items[at].value += value;
    if (counters->count >= COUNTERS_MOST - 64 && strcmp(label, "other") != 0)
        return counters_add(counters, name, "other", value);
    struct counter fresh = {.name = strdup(name), .label = strdup(label), .value = value};
    if (!fresh.name || !fresh.label || counters->count == COUNTERS_MOST) {
        free(fresh.name);
        free(fresh.label);
        return value;
    }
    memmove(&counters->items[at + 1], &counters->items[at], (counters->count - at) * sizeof fresh);
    counters->items[at] = fresh;
    counters->count++;
    return value;
}

void counters_walk(const struct counters *counters,
                   void (*visit)(void *context, const char *name, const char *label, uint64_t value), void *context)
{
    for (size_t i = 0; i < counters->count; i++)
        visit(context, counters->items[i].name, counters->items[i].label, counters->items[i].value);
}

size_t counters_count(const struct counters *counters)
{
    return counters->count;
}
