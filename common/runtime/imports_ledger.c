/* imports_ledger - the records of imports and of their chunks; see imports_private.h. */
#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "runtime/imports_private.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/outbox.pb-c.h>
#include <string.h>

static int put_message(struct store_txn *txn, unsigned table, struct store_bytes key, const ProtobufCMessage *message)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = wire_pack(message, &packed);
    return result ? result : store_put(txn, table, key, (struct store_bytes){packed.data, packed.length});
}

int imports_record_get(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16],
                       struct arena *arena, struct imports_record *record)
{
    struct store_bytes value;
    int result = store_get(txn, imports->imports_table, (struct store_bytes){import_id, 16}, &value);
    if (result)
        return result;
    const CORE(ImportedRecord) *message = (CORE(ImportedRecord) *)wire_unpack(
        &karmayogi__core__v1__imported_record__descriptor, value.data, value.length, arena);
    if (!message || message->n_settings != 1 || !message->totals)
        return error_raise("a record of an import cannot be read");
    *record = (struct imports_record){
        .settings = {message->settings[0].data, message->settings[0].len},
        .totals = *message->totals,
        .started_at_ms = message->started_at_ms,
        .changed_at_ms = message->changed_at_ms,
        .caller = message->caller,
    };
    return 0;
}

int imports_record_put(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16],
                       const struct imports_record *record)
{
    CORE(ImportedRecord) message = KARMAYOGI__CORE__V1__IMPORTED_RECORD__INIT;
    CORE(ImportedTotals) totals = record->totals;
    ProtobufCBinaryData settings = {record->settings.length, (uint8_t *)(uintptr_t)record->settings.data};
    message.n_settings = 1;
    message.settings = &settings;
    message.totals = &totals;
    message.started_at_ms = record->started_at_ms;
    message.changed_at_ms = record->changed_at_ms;
    message.caller = convert_text(record->caller);
    return put_message(txn, imports->imports_table, (struct store_bytes){import_id, 16}, &message.base);
}

static struct store_bytes chunk_key(uint8_t key[20], const uint8_t import_id[16], uint32_t first_row)
{
    memcpy(key, import_id, 16);
    bytes_put32(key + 16, first_row);
    return (struct store_bytes){key, 20};
}

int imports_chunk_put(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16],
                      const struct imports_chunk *chunk)
{
    uint8_t key[20];
    CORE(ImportedChunkRecord) message = KARMAYOGI__CORE__V1__IMPORTED_CHUNK_RECORD__INIT;
    message.sequence = chunk->sequence;
    message.row_count = chunk->row_count;
    message.body_hash = (ProtobufCBinaryData){sizeof chunk->body_hash, (uint8_t *)(uintptr_t)chunk->body_hash};
    return put_message(txn, imports->chunks_table, chunk_key(key, import_id, chunk->first_row), &message.base);
}

int imports_chunk_next(const struct imports *imports, struct store_txn *txn, const uint8_t import_id[16], uint32_t from,
                       struct arena *arena, struct imports_chunk *chunk)
{
    uint8_t key[20];
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct store_bytes found, value;
    int result = store_cursor_open(&cursor, txn, imports->chunks_table);
    if (result == 0)
        result = store_cursor_seek(&cursor, chunk_key(key, import_id, from), &found, &value);
    if (result)
        return result;
    if (found.length != 20 || memcmp(found.data, import_id, 16) != 0)
        return STORE_NOT_FOUND;
    const CORE(ImportedChunkRecord) *message = (CORE(ImportedChunkRecord) *)wire_unpack(
        &karmayogi__core__v1__imported_chunk_record__descriptor, value.data, value.length, arena);
    if (!message || message->body_hash.len != sizeof chunk->body_hash)
        return error_raise("a record of a chunk of an import cannot be read");
    chunk->first_row = bytes_get32((const uint8_t *)found.data + 16);
    chunk->row_count = message->row_count;
    chunk->sequence = message->sequence;
    memcpy(chunk->body_hash, message->body_hash.data, sizeof chunk->body_hash);
    return 0;
}

int imports_chunk_answer(struct store_txn *txn, uint64_t sequence, struct arena *arena, struct store_bytes *answer)
{
    struct store_bytes record;
    int result = outbox_get(txn, sequence, &record, NULL);
    if (result)
        return result;
    const CORE(OutboxRecord) *message = (CORE(OutboxRecord) *)wire_unpack(
        &karmayogi__core__v1__outbox_record__descriptor, record.data, record.length, arena);
    if (!message)
        return error_raise("the entry of a chunk cannot be read");
    *answer = (struct store_bytes){message->answer.data, message->answer.len};
    return 0;
}
