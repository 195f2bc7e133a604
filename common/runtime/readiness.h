#pragma once
/* readiness - whether a service should be sent requests, decided from a few facts, with the reasons in plain words. */
#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

#define READINESS_FEEDS 4

struct readiness_feed {
    const char *service;
    int64_t age_ms; /* since the feed was known to be complete; -1: never since the start */
    int64_t bound_ms;
    bool rebuilding;
};

struct readiness {
    bool stopping;
    bool store_readable;
    bool writer_failed;
    int64_t writer_busy_ms; /* with the batch at hand; 0: with none */
    struct readiness_feed feeds[READINESS_FEEDS];
    size_t feed_count;
};

/** readiness_reasons() - append one line for each reason against it; @out may be NULL. Return: how many, 0: ready; or
 * < 0. */
int readiness_reasons(const struct readiness *readiness, struct buffer *out);
