#pragma once
/*
 * truth - what a sound store answers: every official, every list, every import with its verdicts, every entry of the
 * outbox. A damaged one may refuse, and an index of it may have lost something; it may not say anything else.
 */
#include "life.h"

struct question {
    const struct route *route; /* NULL: an entry of the outbox */
    uint64_t sequence;         /* of that entry */
    uint8_t *body;
    size_t body_length;
    uint64_t answer; /* hash of the whole answer */
};

struct truth {
    struct question *list;
    size_t count, room;
    uint64_t *parts; /* hashes of every record that an answer holds, sorted */
    size_t part_count, part_room;
};

/** What a store that may be damaged said. */
struct said {
    uint32_t right, told, missing,
        wrong;       /* told: refused as damaged, or failed; missing: not found, or a shorter list */
    char first[200]; /* the first wrong one */
};

/** truth_learn() - from the service at @desk, which is sound. */
void truth_learn(struct truth *truth, struct desk *desk);

/** truth_compare() - everything asked again. */
void truth_compare(const struct truth *truth, struct desk *desk, struct said *said);
void truth_free(struct truth *truth);
