/* standing - see standing.h. */
#include "runtime/standing.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"

#include <karmayogi/core/v1/outbox.pb-c.h>
#include <stdio.h>
#include <string.h>

typedef Karmayogi__Core__V1__FollowerRecord FollowerRecord;
typedef Karmayogi__Core__V1__FeedCursor FeedCursor;

struct standing_cursor standing_cursor(const FeedCursor *cursor, int64_t committed_at_ms)
{
    if (!cursor)
        return (struct standing_cursor){0};
    return (struct standing_cursor){cursor->epoch, cursor->sequence, cursor->checksum, committed_at_ms};
}

FeedCursor standing_cursor_message(const struct standing_cursor *cursor)
{
    FeedCursor message = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    message.epoch = cursor->epoch;
    message.sequence = cursor->sequence;
    message.checksum = cursor->checksum;
    return message;
}

int standing_read(struct store_txn *txn, unsigned table, const char *key, struct arena *arena,
                  struct standing *standing)
{
    struct store_bytes value;
    *standing = (struct standing){.active = 1, .oldest = 1};
    int result = store_get(txn, table, (struct store_bytes){key, strlen(key)}, &value);
    if (result == STORE_NOT_FOUND)
        return 0;
    if (result)
        return result;
    FollowerRecord *record = (FollowerRecord *)wire_unpack(&karmayogi__core__v1__follower_record__descriptor,
                                                           value.data, value.length, arena);
    if (!record)
        return error_raise("record of the follower %s cannot be read", key);
    standing->active = record->active_generation;
    standing->building = record->building_generation;
    standing->oldest = record->oldest_generation;
    standing->active_cursor = standing_cursor(record->active, record->active_committed_at_ms);
    standing->building_cursor = standing_cursor(record->building, record->building_committed_at_ms);
    for (size_t i = 0; i < record->n_former && i < LIMIT_FORMER_HISTORIES; i++)
        standing->former[standing->former_count++] = standing_cursor(record->former[i], 0);
    return 0;
}

void standing_leave(struct standing *standing, const struct standing_cursor *cursor)
{
    if (cursor->sequence == 0)
        return; /* nothing of it was applied */
    size_t place = 0;
    while (place < standing->former_count && standing->former[place].epoch != cursor->epoch)
        place++;
    if (place == standing->former_count) {
        if (place == LIMIT_FORMER_HISTORIES)
            place--; /* the oldest is forgotten */
        else
            standing->former_count++;
    } else if (standing->former[place].sequence >= cursor->sequence) {
        return;
    }
    memmove(standing->former + 1, standing->former, place * sizeof standing->former[0]);
    standing->former[0] = *cursor;
}

int standing_write(struct store_txn *txn, unsigned table, const char *key, const struct standing *standing)
{
    FollowerRecord record = KARMAYOGI__CORE__V1__FOLLOWER_RECORD__INIT;
    FeedCursor active = standing_cursor_message(&standing->active_cursor),
               building = standing_cursor_message(&standing->building_cursor);
    record.active_generation = standing->active;
    record.active = &active;
    record.active_committed_at_ms = standing->active_cursor.committed_at_ms;
    record.building_generation = standing->building;
    record.building = &building;
    record.building_committed_at_ms = standing->building_cursor.committed_at_ms;
    record.oldest_generation = standing->oldest;
    FeedCursor former[LIMIT_FORMER_HISTORIES];
    FeedCursor *formers[LIMIT_FORMER_HISTORIES];
    for (size_t i = 0; i < standing->former_count; i++) {
        former[i] = standing_cursor_message(&standing->former[i]);
        formers[i] = &former[i];
    }
    record.n_former = standing->former_count;
    record.former = formers;
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = wire_pack(&record.base, &packed);
    return result ? result
                  : store_put(txn, table, (struct store_bytes){key, strlen(key)},
                              (struct store_bytes){packed.data, packed.length});
}

void standing_key(const char *service, char key[STANDING_KEY_BYTES])
{
    snprintf(key, STANDING_KEY_BYTES, "follower/%s", service);
}

int standing_load(struct store *store, unsigned table, const char *key, struct standing *standing)
{
    struct arena arena;
    struct store_txn *txn;
    int result = store_begin_read(store, &txn);
    if (result)
        return result;
    arena_init(&arena, LIMIT_MESSAGE_BYTES);
    result = standing_read(txn, table, key, &arena, standing);
    arena_deinit(&arena);
    store_abort(txn);
    return result > 0 ? error_raise("follower: %s", error_trail()) : result;
}
