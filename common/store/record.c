/*
 * Records: single reads and writes, and the header that makes damage noticeable. The checksum covers the key as well as
 * the body, because a page that was written to the wrong place has records that are whole but stand under keys that are
 * not theirs. It is the XXH3 of two XXH3s, of key and of body, so that no byte can pass from the one to the other
 * unnoticed. An older page in the place of a newer one has sound records under keys that are theirs; it is known by its
 * number, which is that of another place.
 */
#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/hash.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static uint64_t checksum_of(struct store_bytes key, struct store_bytes body)
{
    uint8_t both[2 * sizeof(uint64_t)];
    bytes_put64(both, hash_bytes(key.data, key.length));
    bytes_put64(both + sizeof(uint64_t), hash_bytes(body.data, body.length));
    return hash_bytes(both, sizeof(both));
}

/* Number that the page around @pointer says it has: a page begins at a multiple of its size, with its number. That is
 * LMDB's format, which its headers do not show. */
static uint64_t page_number(const struct store *store, const void *pointer)
{
    uint64_t number;
    memcpy(&number, (const uint8_t *)pointer - (uintptr_t)pointer % store->page_bytes, sizeof(number));
    return number;
}

int record_learn_place(struct store_txn *reader)
{
    struct store *store = reader->store;
    MDB_cursor *cursor;
    MDB_val key, raw;
    int code = mdb_cursor_open(reader->handle, store->meta, &cursor);
    if (code != 0)
        return store_result(code, "look into table meta");
    code = mdb_cursor_get(cursor, &key, &raw, MDB_FIRST);
    mdb_cursor_close(cursor);
    if (code != 0)
        return store_result(code, "look into table meta");
    uint64_t number = page_number(store, raw.mv_data);
    if (number >= store->map_bytes / store->page_bytes) {
        error_raise("table meta: a page without a possible number");
        return STORE_DAMAGED;
    }
    store->map = (uintptr_t)raw.mv_data / store->page_bytes * store->page_bytes - number * store->page_bytes;
    store->map_end = store->map + store->map_bytes;
    return 0;
}

/* Pages that a transaction has changed are not in the map. */
bool record_is_in_place(const struct store *store, const void *pointer)
{
    uintptr_t at = (uintptr_t)pointer;
    return at < store->map || at >= store->map_end ||
           page_number(store, pointer) == (at - store->map) / store->page_bytes;
}

static int damaged(const struct store *store, unsigned table, struct store_bytes key, const char *why)
{
    enum { SHOWN_BYTES = 64 }; /* every key of the services is shorter; the trail has its limit */
    const uint8_t *bytes = key.data;
    char hex[2 * SHOWN_BYTES + 1] = "";
    for (size_t i = 0; i < key.length && i < SHOWN_BYTES; i++)
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    error_raise("table %s, key %s%s: %s", store_table_name(store, table), hex, key.length > SHOWN_BYTES ? "..." : "",
                why);
    return STORE_DAMAGED;
}

int record_check(const struct store *store, unsigned table, struct store_bytes key, const MDB_val *raw,
                 struct store_bytes *body)
{
    const uint8_t *record = raw->mv_data;
    if (!record_is_in_place(store, record))
        return damaged(store, table, key, "the record lies in a page that is not in its place");
    if (raw->mv_size < RECORD_HEADER_BYTES)
        return damaged(store, table, key, "the record is cut off");
    if (record[0] != RECORD_FORMAT)
        return damaged(store, table, key, "the record's format is unknown");
    struct store_bytes found = {record + RECORD_HEADER_BYTES, raw->mv_size - RECORD_HEADER_BYTES};
    if (checksum_of(key, found) != record_checksum(found))
        return damaged(store, table, key, "the record's checksum is wrong");
    *body = found;
    return 0;
}

int record_put(struct store_txn *txn, unsigned table, struct store_bytes key, struct store_bytes body, unsigned flags)
{
    assert(txn->writes);
    assert(key.length >= 1 && key.length <= STORE_KEY_BYTES);
    if (txn->broken != 0)
        return txn->broken;
    uint64_t checksum = checksum_of(key, body);
    MDB_val key_value = record_value(key);
    MDB_val room = {.mv_size = RECORD_HEADER_BYTES + body.length};
    int code = mdb_put(txn->handle, store_table_handle(txn->store, table), &key_value, &room, flags | MDB_RESERVE);
    if (code != 0)
        return store_write_result(txn, code, "put a record");
    uint8_t *record = room.mv_data;
    record[0] = RECORD_FORMAT;
    bytes_put64(record + 1, checksum);
    if (body.length > 0)
        memcpy(record + RECORD_HEADER_BYTES, body.data, body.length);
    return 0;
}

int store_get(struct store_txn *txn, unsigned table, struct store_bytes key, struct store_bytes *value)
{
    assert(key.length >= 1 && key.length <= STORE_KEY_BYTES);
    MDB_val key_value = record_value(key);
    MDB_val raw;
    int code = mdb_get(txn->handle, store_table_handle(txn->store, table), &key_value, &raw);
    if (code != 0)
        return store_result(code, "get a record");
    return record_check(txn->store, table, key, &raw, value);
}

int store_put(struct store_txn *txn, unsigned table, struct store_bytes key, struct store_bytes value)
{
    return record_put(txn, table, key, value, 0);
}

int store_delete(struct store_txn *txn, unsigned table, struct store_bytes key)
{
    assert(txn->writes);
    assert(key.length >= 1 && key.length <= STORE_KEY_BYTES);
    if (txn->broken != 0)
        return txn->broken;
    MDB_val key_value = record_value(key);
    int code = mdb_del(txn->handle, store_table_handle(txn->store, table), &key_value, NULL);
    return store_write_result(txn, code, "delete a record");
}

long store_clear_prefix(struct store_txn *txn, unsigned table, struct store_bytes prefix, size_t most)
{
    assert(txn->writes);
    assert(prefix.length <= STORE_KEY_BYTES);
    assert(most <= LONG_MAX);
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    int result = store_cursor_open(&cursor, txn, table);
    if (result != 0)
        return result;
    size_t deleted = 0;
    while (deleted < most && txn->broken == 0) {
        MDB_val key = record_value(prefix);
        MDB_val raw;
        int code = mdb_cursor_get(cursor.handle, &key, &raw, prefix.length > 0 ? MDB_SET_RANGE : MDB_FIRST);
        if (code == MDB_NOTFOUND)
            break;
        if (code == 0 && (key.mv_size < prefix.length ||
                          (prefix.length > 0 && memcmp(key.mv_data, prefix.data, prefix.length) != 0)))
            break;
        if (code == 0)
            code = mdb_cursor_del(cursor.handle, 0);
        result = store_write_result(txn, code, "clear a prefix");
        if (result < 0)
            return result;
        if (result == 0)
            deleted++;
    }
    return (long)deleted;
}

int store_count(struct store_txn *txn, unsigned table, uint64_t *count)
{
    MDB_stat stat;
    int code = mdb_stat(txn->handle, store_table_handle(txn->store, table), &stat);
    if (code != 0)
        return store_result(code, "count records");
    *count = stat.ms_entries;
    return 0;
}
