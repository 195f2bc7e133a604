#pragma once
/*
 * metrics_text - the text that Prometheus reads, version 0.0.4: for each metric its HELP and TYPE, then its values.
 * Names of metrics and labels are the program's; help and label values are escaped.
 */
#include "base/buffer.h"
#include "runtime/histogram.h"

#include <stdbool.h>

#define METRICS_TEXT_TYPE "text/plain; version=0.0.4; charset=utf-8"
#define METRICS_PREFIX    "karmayogi_"

struct metrics_text {
    struct buffer *out;
    bool failed; /* out of memory: what is in @out is not whole */
};

struct metrics_label {
    const char *name, *value;
};

/** metrics_text_head() - HELP and TYPE of the metric METRICS_PREFIX + @name. @type: `counter`, `gauge`, `histogram`. */
void metrics_text_head(struct metrics_text *text, const char *name, const char *type, const char *help);

/** metrics_text_value() - one line. @labels: @count of them, at most 4. */
void metrics_text_value(struct metrics_text *text, const char *name, const struct metrics_label *labels, size_t count,
                        double value);

/** metrics_text_histogram() - buckets, sum and count under the same labels (at most 3). */
void metrics_text_histogram(struct metrics_text *text, const char *name, const struct metrics_label *labels,
                            size_t count, const struct histogram *histogram, const struct histogram_bounds *bounds);
