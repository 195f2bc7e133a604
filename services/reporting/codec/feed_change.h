#pragma once
/* feed_change - an event of registration's feed, as far as it is counted. The only file of reporting that knows
 * registration's messages. */
#include "domain/counted.h"
#include "domain/model.h"
#include "store/store.h"

enum feed_change_kind {
    FEED_CHANGE_NONE,
    FEED_CHANGE_DISTRICTS,
    FEED_CHANGE_DESIGNATIONS,
    FEED_CHANGE_ORGANISATION,
    FEED_CHANGE_OFFICIAL
};

struct feed_change {
    enum feed_change_kind kind;
    /* DISTRICTS */
    const struct district *districts;
    size_t district_count;
    /* DESIGNATIONS */
    const struct designation *designations;
    size_t designation_count;
    /* ORGANISATION: parent is set by parent_id */
    struct model_organisation organisation;
    const char *parent_id;
    /* OFFICIAL */
    uint64_t number;
    uint64_t version;
    const char *organisation_id;
    struct designation designation; /* of the post, without names */
    struct span span;               /* organisation is set by organisation_id, designation by its code */
};

/** feed_change_read() - strings live in @arena. Return: 0, or < 0: the event cannot be read. */
int feed_change_read(struct store_bytes event, struct arena *arena, struct feed_change *change);
