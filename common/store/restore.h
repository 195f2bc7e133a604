#pragma once
/*
 * restore - from a backup to a store in a fresh folder, offline.
 *
 * The restored store continues numbers that callers and followers have seen otherwise. So it gets a new epoch, and
 * followers that know the former one read its feed again from the beginning; and a new secret, so that page tokens of
 * the former store are refused. It remembers what it was restored from (store_restorations()).
 *
 * What was said in check.h of damaged files holds here.
 */
#include "store/check.h"

/** A service, and the newest schema of it that this program knows. */
struct store_known {
    const char *service;
    uint32_t schema;
};

struct store_restore_options {
    const char *backup; /* path of the file; another copy of an environment will do, such as before-schema-N.mdb */
    const char *folder; /* made (0700) where missing; must hold no store, other files do not matter */
    const struct store_known *known; /* services whose backups are accepted */
    size_t known_count;
    int64_t now_ms; /* UTC */
    struct store_check_hooks hooks;
    void (*copied)(void *context, uint64_t done, uint64_t total); /* bytes; with the context of the hooks */
};

/** What became of it. */
struct store_restored {
    struct store_report report; /* of the backup */
    uint64_t epoch;             /* the new one */
};

/**
 * store_restore() - make a store of a backup
 * Every record is verified in the copy before it becomes a store.
 *
 * Return: 0; STORE_THERE: the folder holds a store; STORE_BUSY: a process works in it; STORE_OTHER_SERVICE;
 * STORE_NEWER; STORE_DAMAGED: the backup is; STORE_FULL; or < 0. Anything but 0 leaves no store; one that is killed
 * leaves data.mdb.part, which the next restore or store_open() removes.
 */
int store_restore(const struct store_restore_options *options, struct store_restored *restored);
