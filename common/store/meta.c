/*
 * What an environment knows of itself, in the table `meta`: schema number, epoch, secret, the service it belongs to,
 * what it was restored from (one record for every restore of its life), and, in a backup, when the backup was begun.
 */
#include "store/store_private.h"

#include "base/error.h"
#include "base/limits.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define TAKEN_BYTES       24 /* epoch (8), sequence (8), time (8) */
#define RESTORATION_BYTES 32 /* the same of the backup, and the time of the restore (8) */

static const char restored_prefix[] = "restored/";

#define PREFIX_BYTES       (sizeof(restored_prefix) - 1)
#define RESTORED_KEY_BYTES (PREFIX_BYTES + sizeof(uint32_t))

static const struct store_bytes key_schema = {"schema", 6};
static const struct store_bytes key_epoch = {"epoch", 5};
static const struct store_bytes key_secret = {"secret", 6};
static const struct store_bytes key_service = {"service", 7};
static const struct store_bytes key_taken = {"backup", 6};

int meta_get_schema(struct store_txn *txn, uint32_t *schema)
{
    struct store_bytes value;
    int result = store_get(txn, STORE_TABLE_META, key_schema, &value);
    if (result != 0)
        return result;
    if (value.length != sizeof(*schema) || bytes_get32(value.data) == 0)
        return error_raise("the schema number is malformed");
    *schema = bytes_get32(value.data);
    return 0;
}

int meta_put_schema(struct store_txn *txn, uint32_t schema)
{
    uint8_t bytes[sizeof(schema)];
    bytes_put32(bytes, schema);
    return store_put(txn, STORE_TABLE_META, key_schema, (struct store_bytes){bytes, sizeof(bytes)});
}

int meta_put_identity(struct store_txn *txn)
{
    uint8_t random[sizeof(uint64_t) + STORE_SECRET_BYTES];
    if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
        return error_system("getrandom");
    random[0] |= 0x01; /* an epoch is never 0 */
    int result = store_put(txn, STORE_TABLE_META, key_epoch, (struct store_bytes){random, sizeof(uint64_t)});
    if (result != 0)
        return result;
    return store_put(txn, STORE_TABLE_META, key_secret,
                     (struct store_bytes){random + sizeof(uint64_t), STORE_SECRET_BYTES});
}

int meta_put_service(struct store_txn *txn, const char *service)
{
    return store_put(txn, STORE_TABLE_META, key_service, (struct store_bytes){service, strlen(service)});
}

int meta_put_taken(struct store_txn *txn, const struct store_taken *taken)
{
    uint8_t bytes[TAKEN_BYTES];
    bytes_put64(bytes, taken->epoch);
    bytes_put64(bytes + 8, taken->sequence);
    bytes_put64(bytes + 16, (uint64_t)taken->taken_at_ms);
    return store_put(txn, STORE_TABLE_META, key_taken, (struct store_bytes){bytes, sizeof(bytes)});
}

int meta_get_taken(struct store_txn *txn, struct store_taken *taken)
{
    struct store_bytes value;
    int result = store_get(txn, STORE_TABLE_META, key_taken, &value);
    if (result != 0)
        return result;
    if (value.length != TAKEN_BYTES)
        return error_raise("the mark of the backup is malformed");
    const uint8_t *bytes = value.data;
    *taken = (struct store_taken){bytes_get64(bytes), bytes_get64(bytes + 8), (int64_t)bytes_get64(bytes + 16)};
    return 0;
}

/* The number of the next restoration goes behind those that are there: their order is that of their keys. */
static struct store_bytes restored_key(uint8_t key[RESTORED_KEY_BYTES], uint32_t number)
{
    memcpy(key, restored_prefix, PREFIX_BYTES);
    bytes_put32(key + PREFIX_BYTES, number);
    return (struct store_bytes){key, RESTORED_KEY_BYTES};
}

static int read_restoration(struct store *store, struct store_bytes value)
{
    const uint8_t *bytes = value.data;
    size_t kept = LIMIT_RESTORATIONS - 1;
    if (value.length != RESTORATION_BYTES)
        return error_raise("the record of a restore is malformed");
    memmove(store->restorations + 1, store->restorations, kept * sizeof(store->restorations[0]));
    store->restorations[0] =
        (struct store_restoration){{bytes_get64(bytes), bytes_get64(bytes + 8), (int64_t)bytes_get64(bytes + 16)},
                                   (int64_t)bytes_get64(bytes + 24)};
    if (store->restoration_count < LIMIT_RESTORATIONS)
        store->restoration_count++;
    return 0;
}

/* Oldest first on the disk, newest first in memory. @last: number of the newest. */
static int read_restorations(struct store_txn *txn, uint32_t *last)
{
    struct store_cursor cursor;
    struct store_bytes key, value;
    int result = store_cursor_open(&cursor, txn, STORE_TABLE_META);
    if (result != 0)
        return result;
    *last = 0;
    txn->store->restoration_count = 0;
    result = store_cursor_seek(&cursor, (struct store_bytes){restored_prefix, PREFIX_BYTES}, &key, &value);
    while (result == 0 && key.length == RESTORED_KEY_BYTES && memcmp(key.data, restored_prefix, PREFIX_BYTES) == 0) {
        *last = bytes_get32((const uint8_t *)key.data + PREFIX_BYTES);
        result = read_restoration(txn->store, value);
        if (result == 0)
            result = store_cursor_next(&cursor, &key, &value);
    }
    store_cursor_close(&cursor);
    return result == STORE_NOT_FOUND ? 0 : result;
}

int meta_put_restoration(struct store_txn *txn, const struct store_restoration *restoration)
{
    uint32_t last = 0;
    int result = read_restorations(txn, &last);
    if (result != 0)
        return result;
    uint8_t bytes[RESTORATION_BYTES], key[RESTORED_KEY_BYTES];
    bytes_put64(bytes, restoration->former.epoch);
    bytes_put64(bytes + 8, restoration->former.sequence);
    bytes_put64(bytes + 16, (uint64_t)restoration->former.taken_at_ms);
    bytes_put64(bytes + 24, (uint64_t)restoration->restored_at_ms);
    result = store_put(txn, STORE_TABLE_META, restored_key(key, last + 1), (struct store_bytes){bytes, sizeof(bytes)});
    if (result != 0)
        return result;
    result = store_delete(txn, STORE_TABLE_META, key_taken); /* it is a store again, and no backup */
    return result == STORE_NOT_FOUND ? 0 : result;
}

int meta_get_service(struct store_txn *txn)
{
    struct store *store = txn->store;
    struct store_bytes value;
    int result = store_get(txn, STORE_TABLE_META, key_service, &value);
    store->service[0] = '\0';
    if (result == STORE_NOT_FOUND)
        return 0; /* made before stores knew it */
    if (result != 0)
        return result;
    if (value.length == 0 || value.length >= sizeof(store->service) || memchr(value.data, '\0', value.length) != NULL)
        return error_raise("the name of the service is malformed");
    snprintf(store->service, sizeof(store->service), "%.*s", (int)value.length, (const char *)value.data);
    return 0;
}

int meta_read(struct store_txn *txn)
{
    struct store *store = txn->store;
    struct store_bytes epoch;
    struct store_bytes secret;
    uint32_t last;
    int result = store_get(txn, STORE_TABLE_META, key_epoch, &epoch);
    if (result == 0)
        result = store_get(txn, STORE_TABLE_META, key_secret, &secret);
    if (result == STORE_NOT_FOUND)
        return error_raise("the epoch or the secret is missing");
    if (result != 0)
        return result;
    if (epoch.length != sizeof(store->epoch) || secret.length != sizeof(store->secret) || bytes_get64(epoch.data) == 0)
        return error_raise("the epoch or the secret is malformed");
    store->epoch = bytes_get64(epoch.data);
    memcpy(store->secret, secret.data, sizeof(store->secret));
    result = meta_get_service(txn);
    return result != 0 ? result : read_restorations(txn, &last);
}
