#pragma once
/*
 * masters - the master lists of a service on the wire: entries that are put, and pages of those that are stored. What
 * an entry is, is the service's; see core/v1/master.proto.
 */
#include "runtime/refuse.h"

struct store_txn;

/** What a service brings. */
struct masters {
    const struct refuse_terms *terms;
    unsigned lists;            /* 1 to below this */
    unsigned list_unspecified; /* reason: none of them is meant */
    unsigned entry_count;      /* reason: no entries, or too many */
    size_t entry_bytes;        /* of the service's struct */
    unsigned table;            /* of the entries as they came, by list (one byte) and code */

    /* Reads @packed into @entry, in the call's arena; refuses the call where its form is wrong. Return: 0, or < 0. */
    int (*take)(struct call *call, struct store_bytes packed, void *entry);
};

/** call->request of a put. */
struct masters_put {
    unsigned list;
    void *entries; /* an array of the service's struct */
    size_t count;
};

/* Arguments and returns are those of a route's functions. */
int masters_decode_put(const struct masters *masters, struct call *call);
int masters_decode_list(const struct masters *masters, struct call *call);
int masters_list(const struct masters *masters, struct store *store, struct store_txn *txn, struct call *call);

/** masters_answer_put() - how many of the entries were not there, and were there with other content. Return: 0, or < 0.
 */
int masters_answer_put(struct call *call, const struct masters_put *put, size_t added, size_t changed);
