/*
 * An environment that is one file: a backup, or the data of a store that nobody serves. Its tables are found by
 * looking, so that whoever checks it need not know the service. LMDB trusts what it reads: a damaged file can make it
 * crash, so a file that may be damaged is opened in a process that may die (check.h).
 */
#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_TABLES     64
#define MOST_NAME_BYTES 64
#define HEAD_BYTES      4096 /* a page, and where the number of the last one stands in the first two */
#define HEAD_LAST_PAGE  136
#define ROOM_BYTES      (64 << 10) /* a commit of a few records touches as many pages as its trees are deep */

static const char *const own_names[STORE_OWN_TABLES] = {"meta", "outbox"};

/* The names of the service's tables, in one block with the array. Return: 0, or < 0 (damage, too). */
static int find_tables(struct store *store, MDB_txn *txn)
{
    MDB_dbi main_table;
    MDB_cursor *cursor;
    MDB_val name, value;
    int code = mdb_dbi_open(txn, NULL, 0, &main_table);
    if (code == 0)
        code = mdb_cursor_open(txn, main_table, &cursor);
    if (code != 0)
        return store_failure(code, "list the tables");
    char *names = (char *)(store->own_tables + MOST_TABLES);
    while ((code = mdb_cursor_get(cursor, &name, &value, MDB_NEXT)) == 0) {
        bool own = false;
        for (size_t i = 0; i < STORE_OWN_TABLES; i++)
            own |= strlen(own_names[i]) == name.mv_size && memcmp(own_names[i], name.mv_data, name.mv_size) == 0;
        if (own)
            continue;
        if (store->table_count == MOST_TABLES - STORE_OWN_TABLES || name.mv_size >= MOST_NAME_BYTES) {
            mdb_cursor_close(cursor);
            return error_raise("list the tables: too many, or a name that is too long");
        }
        char *copy = names + store->table_count * MOST_NAME_BYTES;
        memcpy(copy, name.mv_data, name.mv_size);
        store->own_tables[store->table_count++].name = copy;
    }
    mdb_cursor_close(cursor);
    return code == MDB_NOTFOUND ? 0 : store_failure(code, "list the tables");
}

static int open_handles(struct store *store, MDB_txn *txn)
{
    int code = mdb_dbi_open(txn, own_names[0], 0, &store->meta);
    if (code == 0)
        code = mdb_dbi_open(txn, own_names[1], 0, &store->outbox);
    for (size_t i = 0; code == 0 && i < store->table_count; i++)
        code = mdb_dbi_open(txn, store->tables[i].name, 0, &store->handles[i]);
    return code == 0 ? 0 : store_failure(code, "open the tables");
}

/* LMDB maps more than there is, and reading behind the end of a file kills the process. */
static int check_length(struct store *store, const char *path)
{
    MDB_envinfo info;
    struct stat status;
    int code = mdb_env_info(store->env, &info);
    if (code != 0)
        return store_result(code, "read the environment");
    if (stat(path, &status) != 0)
        return error_system("look at %s", path);
    uint64_t needed = ((uint64_t)info.me_last_pgno + 1) * store->page_bytes;
    if ((uint64_t)status.st_size >= needed)
        return 0;
    error_raise("the file is cut off: it has %llu bytes and needs %llu", (unsigned long long)status.st_size,
                (unsigned long long)needed);
    return STORE_DAMAGED;
}

/* Why something of a file that could be looked at cannot be read: it is what stands in it, or we are short of memory.
 */
static int damage_or_short(void)
{
    return store_was_short() ? -1 : STORE_DAMAGED;
}

static int read_tables(struct store *store)
{
    MDB_txn *txn;
    int code = mdb_txn_begin(store->env, NULL, MDB_RDONLY, &txn);
    if (code != 0)
        return store_failure(code, "begin to read");
    int result = find_tables(store, txn);
    if (result == 0)
        result = open_handles(store, txn);
    if (result != 0) {
        mdb_txn_abort(txn);
        return damage_or_short();
    }
    mdb_txn_commit(txn); /* or the handles would be gone */
    struct store_txn *reader;
    result = store_begin_read(store, &reader);
    if (result != 0)
        return result;
    result = record_learn_place(reader);
    if (result == 0)
        result = meta_read(reader);
    store_abort(reader);
    if (result == STORE_NOT_FOUND)
        error_raise("a record of table 'meta' is missing");
    return result == 0 ? 0 : damage_or_short();
}

int file_make_room(int file)
{
    struct stat status;
    if (fstat(file, &status) != 0)
        return error_system("look at the file");
    int code = posix_fallocate(file, status.st_size, ROOM_BYTES);
    if (code == ENOSPC || code == EDQUOT)
        return STORE_FULL;
    return code == 0 ? 0 : error_raise("make room: %s", strerror(code));
}

/* A damaged head may name more pages than there is memory for, too. LMDB's format: two pages of 4 KiB at the beginning,
 * each with the number of the last page that is used. */
static bool claims_too_much(const char *path, const struct stat *status)
{
    CLEANUP(close_descriptor) int file = open(path, O_RDONLY | O_CLOEXEC);
    for (off_t head = 0; head < (off_t)2 * HEAD_BYTES && file >= 0; head += HEAD_BYTES) {
        uint64_t last = 0;
        if (pread(file, &last, sizeof(last), head + HEAD_LAST_PAGE) != sizeof(last) ||
            last >= (uint64_t)status->st_size / HEAD_BYTES)
            return true;
    }
    return false;
}

int file_open(struct store **opened, const char *path, bool writes)
{
    *opened = NULL;
    store_begin_short();
    struct stat status;
    if (stat(path, &status) != 0)
        return error_system("look at %s", path);
    struct store *store = store_new(NULL, MOST_TABLES);
    struct store_table *tables = calloc(MOST_TABLES, sizeof(*tables) + MOST_NAME_BYTES);
    if (store == NULL || tables == NULL) {
        free(tables);
        store_close(store);
        return error_raise("open %s: out of memory", path);
    }
    store->tables = store->own_tables = tables;
    store->table_count = 0;
    int result =
        store_open_environment(store, path, 0, MOST_TABLES, MDB_NOSUBDIR | MDB_NOLOCK | (writes ? 0 : MDB_RDONLY));
    if (result < 0 && status.st_size > 0)
        result = claims_too_much(path, &status) ? STORE_DAMAGED : damage_or_short();
    if (result == 0)
        result = check_length(store, path);
    if (result == 0)
        result = read_tables(store);
    if (result == 0) {
        *opened = store;
        return 0;
    }
    store_close(store);
    return result;
}
