/* metrics - see metrics.h. */
#include "runtime/metrics.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OTHER "other"

struct metrics *metrics_new(const char *const *methods, size_t count)
{
    struct metrics *metrics = calloc(1, sizeof *metrics);
    if (!metrics)
        return NULL;
    metrics->method_count = count + 1;
    metrics->methods = calloc(metrics->method_count, sizeof *metrics->methods);
    if (!metrics->methods) {
        free(metrics);
        return NULL;
    }
    for (size_t i = 0; i < count; i++)
        metrics->methods[i].name = methods[i];
    metrics->methods[count].name = METRICS_UNKNOWN;
    return metrics;
}

void metrics_free(struct metrics *metrics)
{
    if (!metrics)
        return;
    free(metrics->methods);
    free(metrics);
}

/* Where the label is, or where it would have to be put. */
static size_t place(const struct metrics_tally *tally, const char *label)
{
    size_t low = 0, high = tally->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (strcmp(tally->items[middle].label, label) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint64_t metrics_tally_add(struct metrics_tally *tally, const char *label)
{
    char short_label[METRICS_LABEL_BYTES];
    snprintf(short_label, sizeof short_label, "%s", label);
    size_t at = place(tally, short_label);
    bool known = at < tally->count && strcmp(tally->items[at].label, short_label) == 0;
    if (!known && tally->count >= METRICS_LABELS - 1 && strcmp(short_label, OTHER) != 0)
        return metrics_tally_add(tally, OTHER); /* the last place is kept for it */
    if (!known) {
        assert(tally->count < METRICS_LABELS);
        memmove(&tally->items[at + 1], &tally->items[at], (tally->count - at) * sizeof tally->items[0]);
        memcpy(tally->items[at].label, short_label, sizeof short_label);
        tally->items[at].value = 0;
        tally->count++;
    }
    return ++tally->items[at].value;
}

void metrics_answered(struct metrics *metrics, size_t method, enum status_code code, const char *reason,
                      int64_t duration_us)
{
    assert(method < metrics->method_count && (unsigned)code < METRICS_CODES);
    struct metrics_method *counted = &metrics->methods[method];
    counted->by_code[code]++;
    histogram_add(&counted->latency, &histogram_seconds, duration_us > 0 ? (uint64_t)duration_us : 0);
    if (reason)
        metrics_tally_add(&metrics->refusals, reason);
}

typedef void (*visitor)(void *context, const char *name, const char *label, uint64_t value);

static void walk_tally(const struct metrics_tally *tally, const char *name, visitor visit, void *context)
{
    for (size_t i = 0; i < tally->count; i++)
        visit(context, name, tally->items[i].label, tally->items[i].value);
}

void metrics_walk(const struct metrics *metrics, visitor visit, void *context)
{
    walk_tally(&metrics->connections_refused, "connections_refused_total", visit, context);
    if (metrics->messages_malformed)
        visit(context, "messages_malformed_total", "", metrics->messages_malformed);
    if (metrics->replies_dropped)
        visit(context, "replies_dropped_total", "", metrics->replies_dropped);
    walk_tally(&metrics->refusals, "requests_refused_total", visit, context);
    for (size_t i = 0; i < metrics->method_count; i++) {
        uint64_t sum = 0;
        for (size_t code = 0; code < METRICS_CODES; code++)
            sum += metrics->methods[i].by_code[code];
        if (sum)
            visit(context, "requests_total", metrics->methods[i].name, sum);
    }
}

size_t metrics_most(const struct metrics *metrics)
{
    return metrics->connections_refused.count + metrics->refusals.count + metrics->method_count + 2;
}
