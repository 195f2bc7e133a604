#pragma once
/*
 * store - one LMDB environment behind a small typed surface; no other folder sees an LMDB type.
 *
 * A store is a folder with one environment. It holds named tables (ordered maps from key bytes to records) that the
 * service lists when it opens the store, and two of its own: `meta` (schema number, epoch, secret, service, restores)
 * and the outbox (outbox.h). A record is written as
 *
 *     format byte (1) | checksum (8, big-endian): XXH3 of (XXH3 of key, XXH3 of body) | body
 *
 * so that a record which was damaged, or which stands under a key it was not written for, is noticed when it is read:
 * STORE_DAMAGED, said with the table and the key, never passed on as data.
 *
 * Threads: one thread writes (one write transaction at a time), any thread reads with a reader of its own. Data that a
 * read returns belongs to the transaction: it is valid until that transaction ends or, in a write transaction, until
 * the next write. It must not be handed back to store_put() as it is: copy it first.
 *
 * The folder holds LMDB's data.mdb and lock.mdb, `lock` (ours: held by the one process that has the store open), and
 * before-schema-N.mdb, a compact copy of the environment as it was before it was brought to schema N. A process that
 * forks without exec hands the lock on.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;     /* an open environment */
struct store_txn; /* a transaction, read or write */

/** Outcomes (> 0) of reads and opens. */
enum store_outcome {
    STORE_OK = 0,
    STORE_NOT_FOUND,   /* no such record */
    STORE_DAMAGED,     /* the record's checksum is wrong; error_trail() says which */
    STORE_NEWER,       /* the environment was written by a newer schema: refused */
    STORE_FULL,        /* no room left in the file system or the map; nothing was written */
    STORE_TXN_TOO_BIG, /* this transaction touched too much; smaller ones may succeed */
    /* of backups, restores and checks (backup.h, restore.h, check.h) */
    STORE_CANCELLED,     /* the caller said so; nothing was left behind */
    STORE_MAP_FILLING,   /* the store grew too much while it was copied; nothing was left behind */
    STORE_BUSY,          /* a process has the store open */
    STORE_THERE,         /* the folder holds a store already */
    STORE_OTHER_SERVICE, /* it belongs to another service */
};

struct store_bytes {
    const void *data;
    size_t length;
};

/** One table of the service. The order in the array is the table's number in get/put. */
struct store_table {
    const char *name;
};

/** Brings the tables from @from to @from + 1 inside @txn. Return: 0, or < 0. */
typedef int (*store_migration)(struct store_txn *txn, uint32_t from);

struct store_options {
    const char *service; /* whose store it is: noted in a new one, another's is refused; NULL: not asked (tests) */
    const char *path;    /* folder; made (0700) where missing; locked against a second process */
    const struct store_table *tables; /* must outlive the store */
    size_t table_count;
    uint32_t schema;         /* number of the schema that this program writes, >= 1 */
    store_migration migrate; /* for an older environment: once per step, all in one transaction, after it was copied */
    size_t map_bytes;        /* 0: LIMIT_STORE_MAP_BYTES */
    bool unsafe_no_sync;     /* tests only: commits are not forced to the disk */
};

/**
 * store_open() - open or make the environment. @store: set for 0.
 * A store that does not say whose it is (made before stores knew) becomes @options->service's where it has no table
 * that the options do not name. Return: 0, STORE_NEWER (nothing was changed), or < 0 (also: already open elsewhere;
 * another service's).
 */
int store_open(struct store **store, const struct store_options *options);

/** store_probe() - whether store_open() could have the folder now, without opening, making or changing anything.
 * Return: 0, STORE_NOT_FOUND (no store there yet), or < 0 with the reason in the trail: another process has it open, it
 * may not be read or written. */
int store_probe(const char *path);

/** store_close() - NULL is allowed. No transaction may be open. */
void store_close(struct store *store);

/** store_epoch() - the random number made with the environment (and at every restore); never 0. */
uint64_t store_epoch(const struct store *store);

/** store_secret() - 32 random bytes made with the environment, for page tokens and keyed fingerprints. */
const uint8_t *store_secret(const struct store *store);

#define STORE_SERVICE_BYTES 64

/** store_service() - whose store it is; "" where it was never told. */
const char *store_service(const struct store *store);

/** Up to where a backup goes. */
struct store_taken {
    uint64_t epoch, sequence; /* of the newest entry of the outbox that it holds */
    int64_t taken_at_ms;      /* UTC, when it was begun: what was committed before is in it; 0: not known */
};

/** A restore in the life of a store: all of its history up to `former` was made under the former epoch. */
struct store_restoration {
    struct store_taken former; /* the backup that it was restored from */
    int64_t restored_at_ms;    /* UTC */
};

/** store_restorations() - newest first, at most LIMIT_RESTORATIONS. @list: the store's. Return: how many. */
size_t store_restorations(const struct store *store, const struct store_restoration **list);

struct store_usage {
    uint64_t map_bytes;  /* size of the map */
    uint64_t used_bytes; /* pages in use, free pages included */
    uint64_t disk_bytes; /* blocks the data file holds */
    uint64_t free_bytes; /* of its file system, that this process may still take */
    uint32_t readers;    /* places for readers that are or were in use at once */
};

/** store_usage() - Return: 0, or < 0. */
int store_usage(struct store *store, struct store_usage *usage);

/**
 * store_reserve() - make sure that @bytes more can be written before anything is written: disk blocks by
 * posix_fallocate(), map by arithmetic. LMDB would report a full disk in the middle of a commit as EIO, when only a
 * restart can tell what the file holds. For the writing thread, before store_begin_write(). @bytes: what the pages of
 * the batch may come to, not the bytes of its records. Free pages inside the file do not count as room: whether a batch
 * may use them depends on the readers.
 *
 * Return: 0, STORE_FULL, or < 0.
 */
int store_reserve(struct store *store, size_t bytes);

/* Transactions */

/** store_begin_read() - a snapshot of the newest commit. Renews a pooled reader of this store; any thread. Return: 0,
 * or < 0. */
int store_begin_read(struct store *store, struct store_txn **txn);

/** store_begin_write() - the only write transaction. Return: 0, or < 0. */
int store_begin_write(struct store *store, struct store_txn **txn);

/**
 * store_commit() - force a write transaction to the disk. The transaction is gone in every case.
 * Return: 0: it will survive a power cut. STORE_FULL (of the map, or of the disk in spite of what was reserved) or
 * STORE_TXN_TOO_BIG: nothing was committed, the store is usable.
 * Negative: what the file holds is unknown until it is opened again; the process must end.
 */
int store_commit(struct store_txn *txn);

/** store_abort() - end a transaction without effect (the way to end a read, too). NULL is allowed. */
void store_abort(struct store_txn *txn);
void store_abort_pointer(struct store_txn **txn); /* for CLEANUP() */

/* Records */

/** store_get() - Return: 0 with @value set, STORE_NOT_FOUND, STORE_DAMAGED, or < 0. @table: index into the tables of
 * the options. */
int store_get(struct store_txn *txn, unsigned table, struct store_bytes key, struct store_bytes *value);

/**
 * store_put() - insert or replace. @key: 1 to 511 bytes. @value: not memory that a read of this transaction returned.
 * Return: 0, STORE_FULL, STORE_TXN_TOO_BIG, or < 0. After anything but 0 the transaction can only be ended: further
 * writes and store_commit() return the same again, and nothing is written.
 */
int store_put(struct store_txn *txn, unsigned table, struct store_bytes key, struct store_bytes value);

/** store_delete() - Return: 0, STORE_NOT_FOUND (harmless), or as store_put(): a delete, too, writes pages. */
int store_delete(struct store_txn *txn, unsigned table, struct store_bytes key);

/**
 * store_clear_prefix() - delete at most @most records whose key begins with @prefix (length 0: any key).
 * Return: number deleted, or < 0. Where the room ends it stops short, and store_commit() says STORE_FULL or
 * STORE_TXN_TOO_BIG.
 */
long store_clear_prefix(struct store_txn *txn, unsigned table, struct store_bytes prefix, size_t most);

/** store_count() - records in a table. Return: 0, or < 0. */
int store_count(struct store_txn *txn, unsigned table, uint64_t *count);

/* Walks */

struct store_cursor {
    struct store_txn *txn;
    unsigned table;
    void *handle;
};

/** store_cursor_open() - a walk over one table. Close it before the transaction ends. Return: 0, or < 0. */
int store_cursor_open(struct store_cursor *cursor, struct store_txn *txn, unsigned table);
void store_cursor_close(struct store_cursor *cursor); /* for CLEANUP(), too; may be called twice */

/** store_cursor_seek() - the first record whose key is >= @key (length 0: the first of all). Return: as store_get();
 * for STORE_DAMAGED the key is set and the walk may go on. */
int store_cursor_seek(struct store_cursor *cursor, struct store_bytes key, struct store_bytes *found,
                      struct store_bytes *value);

/** store_cursor_next() - the record after the current one. Return: as store_cursor_seek(). */
int store_cursor_next(struct store_cursor *cursor, struct store_bytes *found, struct store_bytes *value);

/** store_cursor_last() - the record with the greatest key. Return: as store_cursor_seek(). */
int store_cursor_last(struct store_cursor *cursor, struct store_bytes *found, struct store_bytes *value);
