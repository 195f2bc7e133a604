#pragma once
/*
 * tally - what came of the requests of a load client: counts and times, one line of JSON a second and one at the end.
 */
#include "load/latency.h"
#include "wire/envelope.h"

#include <jansson.h>

#define TALLY_REASONS 64

struct tally_reason {
    char word[64]; /* of the reply, or of the client itself: NO_ANSWER, UNREACHABLE */
    uint64_t count;
};

struct tally {
    uint64_t offered;    /* requests that were begun */
    uint64_t skipped;    /* that were due and had no room here: too many were under way */
    uint64_t tries;      /* sends, repetitions included */
    uint64_t ok;         /* requests that were done */
    uint64_t refused;    /* that ended with a refusal */
    uint64_t unanswered; /* that ended without an answer */
    uint64_t unsure;     /* of those that were not done: whether they were is not known */
    uint64_t put_off;    /* tries that were answered with RESOURCE_EXHAUSTED or UNAVAILABLE */
    uint64_t wrong, different, late, breaks;
    struct tally_reason reasons[TALLY_REASONS]; /* of all answers but OK, by try */
    struct latency whole;                       /* requests that were done: from when they were due, all tries in it */
    struct latency tries_us;                    /* the same: the try that was answered */
    struct latency refusals_us;                 /* tries that were put off */
};

void tally_reason(struct tally *tally, const char *word);

/** tally_json() - a new object; @seconds: how long it was counted. */
json_t *tally_json(const struct tally *tally, double seconds);
