/* store - see store.h. */
#include "store.h"

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "codec/record.h"
#include "store/schemas.h"

#define ARENA_BYTES (1u << 20)

static const struct store_table tables[STORED_TABLES] = {
    [STORED_OFFICIALS] = {"officials"},
    [STORED_ORGANISATIONS] = {"organisations"},
    [STORED_DISTRICTS] = {"districts"},
    [STORED_FOLLOWERS] = {"followers"},
};

int stored_open(struct store **store, const char *path)
{
    const struct store_options options = {.service = "reporting",
                                          .path = path,
                                          .tables = tables,
                                          .table_count = STORED_TABLES,
                                          .schema = SCHEMA_REPORTING};
    return store_open(store, &options);
}

static struct store_bytes key64(uint8_t key[12], uint32_t generation, uint64_t number)
{
    bytes_put32(key, generation);
    bytes_put64(key + 4, number);
    return (struct store_bytes){key, 12};
}

static struct store_bytes key32(uint8_t key[8], uint32_t generation, uint32_t number)
{
    bytes_put32(key, generation);
    bytes_put32(key + 4, number);
    return (struct store_bytes){key, 8};
}

static struct store_bytes bytes_of(const struct buffer *buffer)
{
    return (struct store_bytes){buffer->data, buffer->length};
}

int stored_counted_get(struct store_txn *txn, uint32_t generation, uint64_t number, struct arena *arena,
                       struct counted *counted)
{
    uint8_t key[12];
    struct store_bytes value;
    counted->number = number;
    int result = store_get(txn, STORED_OFFICIALS, key64(key, generation, number), &value);
    return result ? result : record_unpack_counted(value, arena, counted);
}

int stored_counted_put(struct store_txn *txn, uint32_t generation, const struct counted *counted, struct arena *arena)
{
    uint8_t key[12];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_counted(counted, arena, &packed);
    return result ? result
                  : store_put(txn, STORED_OFFICIALS, key64(key, generation, counted->number), bytes_of(&packed));
}

int stored_counted_next(struct store_cursor *cursor, uint32_t generation, uint64_t after, struct arena *arena,
                        struct counted *counted)
{
    uint8_t key[12];
    struct store_bytes found, value;
    int result = store_cursor_seek(cursor, key64(key, generation, after + 1), &found, &value);
    if (result)
        return result;
    if (found.length != 12 || bytes_get32(found.data) != generation)
        return STORE_NOT_FOUND;
    counted->number = bytes_get64((const uint8_t *)found.data + 4);
    return record_unpack_counted(value, arena, counted);
}

int stored_organisation_put(struct store_txn *txn, uint32_t generation, uint32_t ordinal,
                            const struct model_organisation *organisation, struct arena *arena)
{
    uint8_t key[8];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_organisation(organisation, arena, &packed);
    return result ? result : store_put(txn, STORED_ORGANISATIONS, key32(key, generation, ordinal), bytes_of(&packed));
}

int stored_organisation_get(struct store_txn *txn, uint32_t generation, uint32_t ordinal, struct arena *arena,
                            struct model_organisation *organisation)
{
    uint8_t key[8];
    struct store_bytes value;
    int result = store_get(txn, STORED_ORGANISATIONS, key32(key, generation, ordinal), &value);
    return result ? result : record_unpack_organisation(value, arena, organisation);
}

int stored_district_put(struct store_txn *txn, uint32_t generation, const struct model_district *district)
{
    uint8_t key[8];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_district(district, &packed);
    return result ? result
                  : store_put(txn, STORED_DISTRICTS, key32(key, generation, district->code), bytes_of(&packed));
}

typedef int (*take_record)(struct model *model, struct store_bytes key, struct store_bytes value, struct arena *arena);

static int take_organisation(struct model *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct model_organisation organisation;
    int result = record_unpack_organisation(value, arena, &organisation);
    return result ? result : model_put_organisation(model, bytes_get32((const uint8_t *)key.data + 4), &organisation);
}

static int take_district(struct model *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct model_district district;
    int result = record_unpack_district(value, arena, &district);
    return result ? result
                  : model_put_district(model, bytes_get32((const uint8_t *)key.data + 4), district.name_en,
                                       district.name_hi);
}

static int take_official(struct model *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct counted counted = {.number = bytes_get64((const uint8_t *)key.data + 4)};
    int result = record_unpack_counted(value, arena, &counted);
    return result ? result : model_load_official(model, &counted);
}

static int load_table(struct store_txn *txn, enum stored_table table, uint32_t generation, struct model *model,
                      take_record take)
{
    uint8_t prefix[4];
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    CLEANUP(arena_deinit) struct arena arena;
    struct store_bytes key, value;
    arena_init(&arena, ARENA_BYTES);
    bytes_put32(prefix, generation);
    int result = store_cursor_open(&cursor, txn, table);
    if (result)
        return result;
    for (result = store_cursor_seek(&cursor, (struct store_bytes){prefix, sizeof prefix}, &key, &value);
         result == 0 && bytes_get32(key.data) == generation; result = store_cursor_next(&cursor, &key, &value)) {
        arena_reset(&arena);
        int taken = take(model, key, value, &arena);
        if (taken)
            return taken;
    }
    return result == 0 || result == STORE_NOT_FOUND ? 0 : error_raise("load: %s", error_trail());
}

int stored_load_organisations(struct store_txn *txn, uint32_t generation, struct model *model)
{
    return load_table(txn, STORED_ORGANISATIONS, generation, model, take_organisation);
}

int stored_load(struct store_txn *txn, uint32_t generation, struct model *model)
{
    int result = stored_load_organisations(txn, generation, model);
    if (result == 0)
        result = load_table(txn, STORED_DISTRICTS, generation, model, take_district);
    return result ? result : load_table(txn, STORED_OFFICIALS, generation, model, take_official);
}

long stored_drop(struct store_txn *txn, uint32_t generation, size_t most)
{
    uint8_t prefix[4];
    long dropped = 0;
    bytes_put32(prefix, generation);
    for (unsigned table = STORED_OFFICIALS; table <= STORED_DISTRICTS && (size_t)dropped < most; table++) {
        long more = store_clear_prefix(txn, table, (struct store_bytes){prefix, sizeof prefix}, most - (size_t)dropped);
        if (more < 0)
            return more;
        dropped += more;
    }
    return dropped;
}
