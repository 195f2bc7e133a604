/*
 * The outbox is a table whose key is the number of the entry, 8 bytes big-endian. Entries only ever go to the end, so
 * they are put with MDB_APPEND: pages are filled instead of split in half, and an entry out of order is refused by LMDB
 * as well as by the assertion.
 */
#include "store/outbox.h"

#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"

#include <assert.h>

#define KEY_BYTES sizeof(uint64_t)

int outbox_head(struct store_txn *txn, uint64_t *sequence)
{
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    int result = store_cursor_open(&cursor, txn, STORE_TABLE_OUTBOX);
    if (result != 0)
        return result;
    struct store_bytes key;
    struct store_bytes entry;
    result = store_cursor_last(&cursor, &key, &entry);
    if (result < 0)
        return result;
    if (result == STORE_NOT_FOUND) {
        *sequence = 0;
        return 0;
    }
    /* A damaged entry still has its number; whoever reads it will be told. */
    if (key.length != KEY_BYTES)
        return error_raise("the outbox has a key of %zu bytes", key.length);
    *sequence = bytes_get64(key.data);
    return 0;
}

int outbox_append(struct store_txn *txn, uint64_t sequence, struct store_bytes entry)
{
    if (txn->broken != 0)
        return txn->broken;
    uint64_t head = 0;
    int result = outbox_head(txn, &head);
    if (result != 0)
        return result;
    assert(sequence == head + 1);
    uint8_t key[KEY_BYTES];
    bytes_put64(key, sequence);
    return record_put(txn, STORE_TABLE_OUTBOX, (struct store_bytes){key, sizeof(key)}, entry, MDB_APPEND);
}

int outbox_get(struct store_txn *txn, uint64_t sequence, struct store_bytes *entry, uint64_t *checksum)
{
    uint8_t key[KEY_BYTES];
    bytes_put64(key, sequence);
    int result = store_get(txn, STORE_TABLE_OUTBOX, (struct store_bytes){key, sizeof(key)}, entry);
    if (result == 0 && checksum != NULL)
        *checksum = record_checksum(*entry);
    return result;
}

int outbox_walk_open(struct outbox_walk *walk, struct store_txn *txn, uint64_t sequence)
{
    assert(sequence >= 1);
    *walk = (struct outbox_walk){.next = sequence};
    return store_cursor_open(&walk->cursor, txn, STORE_TABLE_OUTBOX);
}

static int walk_move(struct outbox_walk *walk, struct store_bytes *key, struct store_bytes *entry)
{
    if (walk->started)
        return store_cursor_next(&walk->cursor, key, entry);
    uint8_t first[KEY_BYTES];
    bytes_put64(first, walk->next);
    int result = store_cursor_seek(&walk->cursor, (struct store_bytes){first, sizeof(first)}, key, entry);
    walk->started = result == STORE_OK || result == STORE_DAMAGED; /* else the cursor stands nowhere */
    return result;
}

int outbox_walk_next(struct outbox_walk *walk, uint64_t *sequence, struct store_bytes *entry, uint64_t *checksum)
{
    struct store_bytes key;
    int result = walk_move(walk, &key, entry);
    if (result < 0 || result == STORE_NOT_FOUND)
        return result;
    uint64_t number = key.length == KEY_BYTES ? bytes_get64(key.data) : 0;
    if (number != walk->next)
        return error_raise("the outbox has a gap: %llu follows %llu", (unsigned long long)number,
                           (unsigned long long)walk->next - 1);
    *sequence = number;
    walk->next++;
    if (result == 0 && checksum != NULL)
        *checksum = record_checksum(*entry);
    return result;
}

void outbox_walk_close(struct outbox_walk *walk)
{
    store_cursor_close(&walk->cursor);
}
