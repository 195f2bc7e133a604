#pragma once
/*
 * metrics - what a service counts of the requests that it answers, from the start of the process; the loop's thread
 * only. One source for AdminService.GetStatus and for the page /metrics. Counting costs a few additions and no memory:
 * methods are those of the route table, and words that come from elsewhere have bounded room.
 */
#include "runtime/histogram.h"
#include "wire/envelope.h"

#include <stddef.h>
#include <stdint.h>

#define METRICS_CODES       17  /* of enum status_code */
#define METRICS_LABELS      256 /* different words in a tally; further ones are counted as `other` */
#define METRICS_LABEL_BYTES 64
#define METRICS_UNKNOWN     "unknown" /* the method of a request that names none of ours */

/** One method: its requests by outcome, and how long they took from arrival to reply. */
struct metrics_method {
    const char *name;
    uint64_t by_code[METRICS_CODES];
    struct histogram latency; /* of histogram_seconds */
};

/** Numbers by a word, sorted by it. */
struct metrics_tally {
    struct {
        char label[METRICS_LABEL_BYTES];
        uint64_t value;
    } items[METRICS_LABELS];
    size_t count;
};

struct metrics {
    struct metrics_method *methods; /* sorted by name; the last one is METRICS_UNKNOWN */
    size_t method_count;
    struct metrics_tally refusals;            /* by reason */
    struct metrics_tally connections_refused; /* by reason */
    uint64_t replies_dropped;
    uint64_t messages_malformed;
};

/** metrics_new() - @methods: @count names, sorted, that outlive the metrics. Method number @count is METRICS_UNKNOWN.
 * Return: NULL: out of memory. */
struct metrics *metrics_new(const char *const *methods, size_t count);
void metrics_free(struct metrics *metrics); /* NULL is allowed */

/** metrics_answered() - a request of method number @method got its outcome. @reason: of a refusal, else NULL. */
void metrics_answered(struct metrics *metrics, size_t method, enum status_code code, const char *reason,
                      int64_t duration_us);

/** metrics_tally_add() - one more of @label, which is copied. Return: the new value. */
uint64_t metrics_tally_add(struct metrics_tally *tally, const char *label);

/** metrics_walk() - all counters that are not zero, in the order of name and label. A histogram is not among them. */
void metrics_walk(const struct metrics *metrics,
                  void (*visit)(void *context, const char *name, const char *label, uint64_t value), void *context);

/** metrics_most() - how many metrics_walk() can visit. */
size_t metrics_most(const struct metrics *metrics);
