/*
 * Transactions, and how LMDB's codes become outcomes. A reader is costly to make (a slot in a table under a lock) and
 * cheap to renew, so readers that ended rest in a list, reset: they pin no snapshot there. With MDB_NOTLS a reader
 * belongs to no thread, so any thread may renew any idle one; the mutex guards the list alone. There is one write
 * transaction, so it is a member of the store.
 */
#include "store/store_private.h"

#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>

static _Thread_local bool was_short;

void store_begin_short(void)
{
    was_short = false;
}

bool store_was_short(void)
{
    return was_short;
}

int store_failure(int code, const char *doing)
{
    was_short |= code == ENOMEM;
    return error_raise("%s: %s", doing, mdb_strerror(code));
}

int store_result(int code, const char *doing)
{
    switch (code) {
    case MDB_SUCCESS:
        return 0;
    case MDB_NOTFOUND:
        return STORE_NOT_FOUND;
    case MDB_MAP_FULL:
    case ENOSPC:
    case EDQUOT:
        return STORE_FULL;
    case MDB_TXN_FULL:
        return STORE_TXN_TOO_BIG;
    default:
        return store_failure(code, doing);
    }
}

int store_write_result(struct store_txn *txn, int code, const char *doing)
{
    int result = store_result(code, doing);
    if (result != 0 && result != STORE_NOT_FOUND)
        txn->broken = result;
    return result;
}

static struct store_txn *take_reader(struct store *store)
{
    pthread_mutex_lock(&store->readers);
    struct store_txn *txn = store->idle_readers;
    if (txn != NULL)
        store->idle_readers = txn->next;
    store->busy_readers++;
    pthread_mutex_unlock(&store->readers);
    return txn;
}

/* @txn: NULL where the reader is gone for good. */
static void give_reader_back(struct store *store, struct store_txn *txn)
{
    pthread_mutex_lock(&store->readers);
    assert(store->busy_readers > 0);
    store->busy_readers--;
    if (txn != NULL) {
        txn->next = store->idle_readers;
        store->idle_readers = txn;
    }
    pthread_mutex_unlock(&store->readers);
}

void store_txn_close_readers(struct store *store)
{
    assert(store->busy_readers == 0);
    while (store->idle_readers != NULL) {
        struct store_txn *txn = store->idle_readers;
        store->idle_readers = txn->next;
        mdb_txn_abort(txn->handle);
        free(txn);
    }
}

int store_begin_read(struct store *store, struct store_txn **begun)
{
    *begun = NULL;
    struct store_txn *txn = take_reader(store);
    int code;
    if (txn != NULL) {
        code = mdb_txn_renew(txn->handle);
        if (code != 0)
            mdb_txn_abort(txn->handle);
    } else {
        txn = calloc(1, sizeof(*txn));
        code = txn == NULL ? ENOMEM : mdb_txn_begin(store->env, NULL, MDB_RDONLY, &txn->handle);
    }
    if (code != 0) {
        free(txn);
        give_reader_back(store, NULL);
        return store_failure(code, "begin to read");
    }
    assert(txn->cursor_count == 0 && !txn->writes);
    txn->store = store;
    txn->next = NULL;
    *begun = txn;
    return 0;
}

int store_begin_write(struct store *store, struct store_txn **begun)
{
    struct store_txn *txn = &store->writer;
    assert(txn->handle == NULL);
    *begun = NULL;
    MDB_txn *handle;
    int code = mdb_txn_begin(store->env, NULL, 0, &handle);
    if (code != 0)
        return store_failure(code, "begin to write");
    *txn = (struct store_txn){.store = store, .handle = handle, .writes = true};
    *begun = txn;
    return 0;
}

/* A commit writes its pages, syncs them, and only then the meta page that names them. Where the next transaction would
 * have the failed one's number, and LMDB begins it, the meta page was not touched: nothing refers to what was written.
 */
static bool nothing_is_committed(struct store *store, size_t failed)
{
    MDB_txn *next;
    if (mdb_txn_begin(store->env, NULL, 0, &next) != 0)
        return false;
    bool same = mdb_txn_id(next) == failed;
    mdb_txn_abort(next);
    return same;
}

/* Return: STORE_FULL: nothing was written; or < 0: what the file holds is not known. */
static int commit_result(struct store *store, size_t number, int code)
{
    bool full = code == ENOSPC || code == EDQUOT || (code == EIO && space_may_be_full(store));
    int result = error_raise("commit: %s", mdb_strerror(code));
    return full && nothing_is_committed(store, number) ? STORE_FULL : result;
}

int store_commit(struct store_txn *txn)
{
    assert(txn->writes && txn->handle != NULL);
    assert(txn->cursor_count == 0);
    int broken = txn->broken;
    if (broken != 0) {
        store_abort(txn);
        return broken;
    }
    struct store *store = txn->store;
    size_t number = mdb_txn_id(txn->handle);
    int code = mdb_txn_commit(txn->handle);
    txn->handle = NULL;
    if (code == ENOSPC || code == EDQUOT || code == EIO)
        return commit_result(store, number, code);
    int result = store_result(code, "commit");
    assert(result != STORE_NOT_FOUND);
    return result;
}

void store_abort(struct store_txn *txn)
{
    if (txn == NULL)
        return;
    assert(txn->handle != NULL);
    assert(txn->cursor_count == 0);
    if (txn->writes) {
        mdb_txn_abort(txn->handle);
        txn->handle = NULL;
    } else {
        mdb_txn_reset(txn->handle);
        give_reader_back(txn->store, txn);
    }
}

void store_abort_pointer(struct store_txn **txn)
{
    store_abort(*txn);
    *txn = NULL;
}
