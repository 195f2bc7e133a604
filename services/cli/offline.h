#pragma once
/*
 * offline - work on a store's files without its service, in a child process: LMDB trusts what it reads, and a damaged
 * file can make it crash or never come back. The child's end, whatever it is, is the parent's to tell.
 */
#include "cli.h"

#include "store/restore.h"

#define OFFLINE_TRAIL_BYTES 512

/** The child's side: the context of the hooks. */
struct offline {
    int out; /* to the parent */
};

/** The hooks that tell the parent; their context is the struct offline. */
extern const struct store_check_hooks offline_hooks;
void offline_copied(void *context, uint64_t done, uint64_t total);

/** What became of the work. */
struct offline_end {
    bool died; /* it crashed, or did not move on for a minute and was ended: the file is damaged */
    int result;
    char trail[OFFLINE_TRAIL_BYTES]; /* of a result < 0 */
    uint64_t damages;                /* that it told of */
    struct store_restored restored;  /* of a check the report alone */
};

/**
 * offline_run() - @task with @argument in a child
 * Shows how far it is, and each damage as a line on stderr (the first twenty). Nothing may be connected yet.
 * Return: 0 with @end set, or < 0.
 */
int offline_run(struct cli *cli,
                int (*task)(const void *argument, struct offline *offline, struct store_restored *restored),
                const void *argument, struct offline_end *end);
