#pragma once
/*
 * check - whether an environment that nobody serves is sound: every table walked, every record's checksum, every key
 * found again by looking it up, the outbox without a gap.
 *
 * LMDB trusts the pages it reads. On a damaged file it may crash or never come back, and then the file is damaged: call
 * these functions in a process that may die, and that is ended when `progress` is not called any more.
 */
#include "store/store.h"

/** What was found; as far as it could be read. */
struct store_report {
    char service[STORE_SERVICE_BYTES]; /* "": it does not say */
    uint32_t schema;
    struct store_taken taken;          /* up to where it goes; taken_at_ms is 0 where it is no backup */
    struct store_restoration restored; /* the newest restore of its life; all 0: none */
    uint64_t tables, records;
    uint64_t digest;  /* over all keys and records: the same for the same content */
    uint64_t damages; /* told to the hook */
};

struct store_check_hooks {
    void (*progress)(void *context, uint64_t done, uint64_t total); /* records; often, also while nothing changes */
    void (*damage)(void *context, const char *what);                /* one line, in English, as in a log */
    void *context;
};

/** store_check_file() - of an environment that is one file. Nothing of it is changed. Return: 0, STORE_DAMAGED, or < 0:
 * it cannot be looked at. */
int store_check_file(const char *path, const struct store_check_hooks *hooks, struct store_report *report);

/** store_check_folder() - of a store's folder. Return: as above, STORE_NOT_FOUND: no store there, STORE_BUSY. */
int store_check_folder(const char *path, const struct store_check_hooks *hooks, struct store_report *report);
