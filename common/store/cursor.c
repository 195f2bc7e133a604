/*
 * Walks over one table in the order of its keys. A damaged record does not end a walk: the key is known, so the caller
 * can say which record it was and go on behind it.
 */
#include "store/store_private.h"

#include <assert.h>

int store_cursor_open(struct store_cursor *cursor, struct store_txn *txn, unsigned table)
{
    *cursor = (struct store_cursor){.txn = txn, .table = table};
    MDB_cursor *handle;
    int code = mdb_cursor_open(txn->handle, store_table_handle(txn->store, table), &handle);
    if (code != 0)
        return store_result(code, "open a cursor");
    cursor->handle = handle;
    txn->cursor_count++;
    return 0;
}

void store_cursor_close(struct store_cursor *cursor)
{
    if (cursor->handle == NULL)
        return;
    assert(cursor->txn->cursor_count > 0);
    cursor->txn->cursor_count--;
    mdb_cursor_close(cursor->handle);
    cursor->handle = NULL;
}

static int move(struct store_cursor *cursor, MDB_cursor_op operation, MDB_val key, struct store_bytes *found,
                struct store_bytes *value)
{
    assert(cursor->handle != NULL);
    MDB_val raw;
    int code = mdb_cursor_get(cursor->handle, &key, &raw, operation);
    if (code != 0)
        return store_result(code, "move a cursor");
    *found = (struct store_bytes){key.mv_data, key.mv_size};
    return record_check(cursor->txn->store, cursor->table, *found, &raw, value);
}

int store_cursor_seek(struct store_cursor *cursor, struct store_bytes key, struct store_bytes *found,
                      struct store_bytes *value)
{
    assert(key.length <= STORE_KEY_BYTES);
    if (key.length == 0)
        return move(cursor, MDB_FIRST, (MDB_val){0}, found, value);
    return move(cursor, MDB_SET_RANGE, record_value(key), found, value);
}

int store_cursor_next(struct store_cursor *cursor, struct store_bytes *found, struct store_bytes *value)
{
    return move(cursor, MDB_NEXT, (MDB_val){0}, found, value);
}

int store_cursor_last(struct store_cursor *cursor, struct store_bytes *found, struct store_bytes *value)
{
    return move(cursor, MDB_LAST, (MDB_val){0}, found, value);
}
