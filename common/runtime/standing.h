#pragma once
/*
 * standing - where a follower stands: the generations of its model, and up to which entry each of them is applied. One
 * record for every feed that is followed, kept in a table of the service, moved in the transaction of the page that
 * moves it.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "store/store.h"
#include "wire/envelope.h"

#include <karmayogi/core/v1/feed.pb-c.h>
#include <stdint.h>

#define STANDING_KEY_BYTES (ENVELOPE_SERVICE_BYTES + 16)

struct standing_cursor {
    uint64_t epoch, sequence, checksum;
    int64_t committed_at_ms; /* of the entry, UTC */
};

struct standing {
    uint32_t active;   /* the generation that answers */
    uint32_t building; /* the one that is being built from the beginning; 0: none */
    uint32_t oldest;   /* those from here to below `active` are dropped bit by bit */
    struct standing_cursor active_cursor, building_cursor;
    struct standing_cursor former[LIMIT_FORMER_HISTORIES]; /* of feeds that were replaced, newest first */
    size_t former_count;
};

/** standing_leave() - @cursor fits the feed no more: remember up to where its history was followed. */
void standing_leave(struct standing *standing, const struct standing_cursor *cursor);

/** standing_key() - key of the record for the feed of @service. */
void standing_key(const char *service, char key[STANDING_KEY_BYTES]);

/** standing_read() - the record; generation 1 at the beginning where there is none. Return: as store_get(), without
 * NOT_FOUND. */
int standing_read(struct store_txn *txn, unsigned table, const char *key, struct arena *arena,
                  struct standing *standing);

/** standing_load() - as standing_read(), in a transaction of its own. Return: 0, or < 0. */
int standing_load(struct store *store, unsigned table, const char *key, struct standing *standing);

/** standing_write() - Return: as store_put(). */
int standing_write(struct store_txn *txn, unsigned table, const char *key, const struct standing *standing);

/* Cursors as messages of the feed's contract. */
struct standing_cursor standing_cursor(const Karmayogi__Core__V1__FeedCursor *cursor, int64_t committed_at_ms);
Karmayogi__Core__V1__FeedCursor standing_cursor_message(const struct standing_cursor *cursor);
