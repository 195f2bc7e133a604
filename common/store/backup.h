#pragma once
/*
 * backup - a copy of a store that is being used, as one file: compact, durable, complete or not there at all.
 *
 * A file is called SERVICE-TIME-EPOCH-SEQUENCE.mdb, such as registration-20261122T171455.123Z-1f00c2d3e4f50617-118.mdb:
 * when it was begun (UTC), and the history and its newest entry that it holds. While it is written it is called
 * .SERVICE.part; what a killed service left under that name is removed by the next backup, and at the next start.
 *
 * Cost: one sequential read of the store, and room: as long as the copy lasts, the store grows by what is written, and
 * uses that room again afterwards. A copy that would make the store grow by half of the room that is left in its map is
 * given up (STORE_MAP_FILLING).
 */
#include "store/store.h"

#include <stdatomic.h>

#define BACKUP_NAME_BYTES 160

/** A backup that is there. */
struct store_backup {
    char name[BACKUP_NAME_BYTES]; /* in the folder of backups */
    struct store_taken taken;
    uint64_t bytes;
};

struct store_backup_options {
    const char *folder;  /* of backups; made (0700) where missing */
    int64_t taken_at_ms; /* now, UTC */
    unsigned keep;       /* this many of the store's present history are kept, >= 1; other files are never touched */
    const _Atomic bool *cancel;      /* ends the copy early; may be NULL */
    _Atomic uint64_t *written_bytes; /* grows while the copy is written; may be NULL */
};

/**
 * store_backup() - make one; any thread, one at a time
 * The store must say whose it is. @backup: what was made.
 *
 * Return: 0; STORE_FULL: no room in the folder's file system (or, where it is the store's own, none to spare);
 * STORE_CANCELLED; STORE_MAP_FILLING; or < 0. Only 0 leaves a file.
 */
int store_backup(struct store *store, const struct store_backup_options *options, struct store_backup *backup);

/** store_backup_about() - how many bytes a backup made now would have, about. Return: 0, or < 0. */
int store_backup_about(struct store *store, uint64_t *bytes);

/** store_backup_tidy() - remove what a killed service left of a backup in @folder; look for the newest whole one of the
 * present history. Return: 0, STORE_NOT_FOUND: there is none, or < 0. */
int store_backup_tidy(const struct store *store, const char *folder, struct store_backup *newest);
