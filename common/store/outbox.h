#pragma once
/*
 * outbox - what a service committed, in commit order, one entry per accepted command, numbered 1, 2, 3, ... without
 * gaps. Feed, idempotency, the verdicts of imports and the audit of writes are all read from it. Never trimmed. What an
 * entry means is the caller's business: here it is bytes.
 */
#include "store/store.h"

/** outbox_head() - number of the newest entry that @txn sees; 0 where there is none. Return: 0, or < 0. */
int outbox_head(struct store_txn *txn, uint64_t *sequence);

/** outbox_append() - add @entry as number @sequence, which must be head + 1 (asserted). Return: as store_put(). */
int outbox_append(struct store_txn *txn, uint64_t sequence, struct store_bytes entry);

/** outbox_get() - the entry numbered @sequence. @checksum (may be NULL): XXH3 of number and bytes, as part of a
 * follower's cursor. Return: as store_get(). */
int outbox_get(struct store_txn *txn, uint64_t sequence, struct store_bytes *entry, uint64_t *checksum);

/** outbox_walk_open() - a walk that begins at @sequence (>= 1); outbox_walk_next() gives entries in order. Return: 0,
 * or < 0. */
struct outbox_walk {
    struct store_cursor cursor;
    uint64_t next;
    bool started;
};
int outbox_walk_open(struct outbox_walk *walk, struct store_txn *txn, uint64_t sequence);

/** outbox_walk_next() - Return: 0 with all set (@checksum may be NULL), STORE_NOT_FOUND past the head, STORE_DAMAGED,
 * or < 0 (also for a gap). */
int outbox_walk_next(struct outbox_walk *walk, uint64_t *sequence, struct store_bytes *entry, uint64_t *checksum);
void outbox_walk_close(struct outbox_walk *walk);
