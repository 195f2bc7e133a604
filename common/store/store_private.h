#pragma once
/*
 * What the files of this folder share: the environment, its transactions, and how a record lies on the disk. LMDB's
 * types end here.
 */
#include "store/store.h"

#include "base/bytes.h"
#include "base/limits.h"

#include <lmdb.h>
#include <pthread.h>

/* The store's own tables, behind the numbers that a service may use. */
#define STORE_TABLE_META    (UINT32_MAX)
#define STORE_TABLE_OUTBOX  (UINT32_MAX - 1)
#define STORE_OWN_TABLES    2

#define STORE_KEY_BYTES     511 /* LMDB's limit, compiled into the library */
#define STORE_SECRET_BYTES  32

#define RECORD_FORMAT       1
#define RECORD_HEADER_BYTES 9

struct store_txn {
    struct store *store;
    MDB_txn *handle;
    struct store_txn *next; /* in the list of idle readers */
    unsigned cursor_count;  /* open cursors */
    int broken;             /* what a write came to, after which only abort is left; 0 while all is well */
    bool writes;
};

struct store {
    MDB_env *env;
    const struct store_table *tables;
    size_t table_count;
    MDB_dbi *handles; /* of the service's tables, in their order */
    MDB_dbi meta;
    MDB_dbi outbox;
    uint64_t epoch;
    uint8_t secret[STORE_SECRET_BYTES];
    char service[STORE_SERVICE_BYTES]; /* "": it does not say */
    struct store_restoration restorations[LIMIT_RESTORATIONS];
    size_t restoration_count;
    struct store_table *own_tables; /* of an environment whose tables were found by looking; NULL: the caller's */
    int folder;                     /* descriptor, -1: none */
    int lock;                       /* descriptor, -1: none */
    uint64_t map_bytes;
    uint64_t page_bytes;
    uintptr_t map, map_end; /* where LMDB has mapped the file; 0: not learnt yet */
    uint64_t reserved_to;   /* the file has blocks from its last used page up to here; the writing thread's */
    struct store_txn writer;
    pthread_mutex_t readers;
    struct store_txn *idle_readers; /* reset, each with its slot in LMDB's reader table */
    unsigned busy_readers;
};

/** store_result() - the one place where LMDB's codes become ours. @doing: for the trail. Return: 0, an enum
 * store_outcome, or < 0. */
int store_result(int code, const char *doing);

/** store_failure() - a trail of an LMDB code that is no outcome. Return: < 0. */
int store_failure(int code, const char *doing);

/** store_was_short() - whether memory was refused on this thread since store_begin_short(): what fails then says
 * nothing of the file. */
bool store_was_short(void);
void store_begin_short(void);

/** store_write_result() - as store_result() for a write inside @txn; remembers what leaves the transaction useless. */
int store_write_result(struct store_txn *txn, int code, const char *doing);

/** store_txn_close_readers() - end the idle readers. */
void store_txn_close_readers(struct store *store);

/** space_may_be_full() - whether the file system has less room than a transaction may need. LMDB tells a write for
 * which there was room in part as EIO. */
bool space_may_be_full(const struct store *store);

MDB_dbi store_table_handle(const struct store *store, unsigned table);
const char *store_table_name(const struct store *store, unsigned table);

/** store_new() - the struct, without an environment. Return: NULL: out of memory. */
struct store *store_new(const struct store_table *tables, size_t table_count);

/** store_open_environment() - LMDB's part of opening. @flags: more of LMDB's. Return: 0, an outcome, or < 0. */
int store_open_environment(struct store *store, const char *path, size_t map_bytes, unsigned most_tables,
                           unsigned flags);

/* meta.c: what an environment knows of itself. Each returns what store_get() or store_put() does. */
int meta_get_schema(struct store_txn *txn, uint32_t *schema);
int meta_put_schema(struct store_txn *txn, uint32_t schema);
int meta_put_identity(struct store_txn *txn); /* a new epoch, a new secret */
int meta_get_service(struct store_txn *txn);  /* into the store; "" where it does not say */
int meta_put_service(struct store_txn *txn, const char *service);
int meta_get_taken(struct store_txn *txn, struct store_taken *taken);
int meta_put_taken(struct store_txn *txn, const struct store_taken *taken);
int meta_put_restoration(struct store_txn *txn, const struct store_restoration *restoration);
int meta_read(struct store_txn *txn); /* epoch, secret, service, restorations: into the store */

/**
 * file_open() - an environment that is one file, such as a backup; its tables are those that are found in it
 * @writes: otherwise nothing of the file is changed. There is no lock: the caller knows that nobody else writes.
 * Return: 0, STORE_DAMAGED (with a trail), or < 0.
 */
int file_open(struct store **store, const char *path, bool writes);

/** file_make_room() - blocks behind the end of the file for a few records more: LMDB would report a full disk as a
 * failed commit. Return: 0, STORE_FULL, or < 0. */
int file_make_room(int file);

/** What stops a copy. */
struct copy_control {
    const _Atomic bool *cancel;      /* may be NULL */
    _Atomic uint64_t *written_bytes; /* may be NULL */
};

/** copy_environment() - a compact copy, written and synced to the descriptor @file. @control: may be NULL. Return: 0,
 * STORE_FULL (@file's disk), STORE_CANCELLED, STORE_MAP_FILLING, or < 0. */
int copy_environment(const struct store *store, int file, const struct copy_control *control);

/* What is written, by a restore or of a new store, before it is a store. */
#define FOLDER_PART "data.mdb.part"

/** folder_open() - the folder at @path, made where missing, locked for us alone. Sets folder and lock. Return: 0,
 * STORE_BUSY, or < 0. */
int folder_open(struct store *store, const char *path);

/** folder_sync() - make the names in the folder durable; @above: and the folder's own name. Return: 0, or < 0. */
int folder_sync(const struct store *store, bool above);

/** folder_copy() - a compact copy of the environment as file @name, complete and durable or not there at all. Return:
 * 0, or < 0. */
int folder_copy(const struct store *store, const char *name);

/** record_check() - the body of the record @raw that stands under @key. Return: 0 with @body set, or STORE_DAMAGED. */
int record_check(const struct store *store, unsigned table, struct store_bytes key, const MDB_val *raw,
                 struct store_bytes *body);

/** record_learn_place() - where the file is mapped, which LMDB does not tell; from then on record_check() notices pages
 * that lie in another one's place. @reader: a read. Return: 0, an outcome, or < 0. */
int record_learn_place(struct store_txn *reader);

/** record_is_in_place() - whether the page around @pointer has the number of its place. */
bool record_is_in_place(const struct store *store, const void *pointer);

/** pages_are_in_place() - whether the page that knows a table, and every upper page of its tree from the root on, have
 * the numbers of their places. Return: 0, STORE_DAMAGED, or < 0. */
int pages_are_in_place(struct store_txn *reader, unsigned table);

/** record_put() - store_put() with LMDB's flags. */
int record_put(struct store_txn *txn, unsigned table, struct store_bytes key, struct store_bytes body, unsigned flags);

/** record_checksum() - the checksum on the disk of a body that record_check() gave. */
static inline uint64_t record_checksum(struct store_bytes body)
{
    return bytes_get64((const uint8_t *)body.data - sizeof(uint64_t));
}

static inline MDB_val record_value(struct store_bytes bytes)
{
    return (MDB_val){.mv_size = bytes.length, .mv_data = (void *)(uintptr_t)bytes.data};
}
