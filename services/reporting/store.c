/* store - see store.h. */
#include "store.h"

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "codec/record.h"
#include "runtime/follower.h"
#include "runtime/log.h"
#include "store/schemas.h"

#include <jansson.h>
#include <string.h>

#define KEY_BYTES   511
#define ARENA_BYTES (1u << 20)

static const struct store_table tables[STORED_TABLES] = {
    [STORED_OFFICIALS] = {"officials"}, [STORED_ORGANISATIONS] = {"organisations"},
    [STORED_DISTRICTS] = {"districts"}, [STORED_DESIGNATIONS] = {"designations"},
    [STORED_COURSES] = {"courses"},     [STORED_COURSE_ENTRIES] = {"course_entries"},
    [STORED_FOLLOWERS] = {"followers"},
};

/* Reporting owns no truth: a model of an older schema is thrown away, and made again from the feed's first entry. */
static int migrate(struct store_txn *txn, uint32_t from)
{
    log_event(LOG_WARNING, "model_thrown_away", "{s:i, s:i}", "schema", (int)from, "new_schema", (int)from + 1);
    return follower_restart(txn, STORED_FOLLOWERS, STORED_REGISTRATION);
}

int stored_open(struct store **store, const char *path)
{
    const struct store_options options = {.service = "reporting",
                                          .path = path,
                                          .tables = tables,
                                          .table_count = STORED_TABLES,
                                          .schema = SCHEMA_REPORTING,
                                          .migrate = migrate};
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

int stored_district_put(struct store_txn *txn, uint32_t generation, const struct district *district)
{
    uint8_t key[8];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_district(district, &packed);
    return result ? result
                  : store_put(txn, STORED_DISTRICTS, key32(key, generation, district->code), bytes_of(&packed));
}

int stored_designation_put(struct store_txn *txn, uint32_t generation, uint32_t ordinal,
                           const struct designation *designation)
{
    uint8_t key[8];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_designation(designation, &packed);
    return result ? result : store_put(txn, STORED_DESIGNATIONS, key32(key, generation, ordinal), bytes_of(&packed));
}

int stored_designation_get(struct store_txn *txn, uint32_t generation, uint32_t ordinal, struct arena *arena,
                           struct designation *designation)
{
    uint8_t key[8];
    struct store_bytes value;
    int result = store_get(txn, STORED_DESIGNATIONS, key32(key, generation, ordinal), &value);
    return result ? result : record_unpack_designation(value, arena, designation);
}

/* Generation and, for entries, the list; then a text. @length 0: the text does not fit a key. */
static struct store_bytes key_text(uint8_t key[KEY_BYTES], uint32_t generation, uint8_t list, const char *text)
{
    size_t before = list ? 5 : 4, length = strlen(text);
    if (before + length > KEY_BYTES)
        return (struct store_bytes){0};
    bytes_put32(key, generation);
    key[4] = list;
    memcpy(key + before, text, length);
    return (struct store_bytes){key, before + length};
}

static int too_long(void)
{
    return error_raise("a code of the catalogue is longer than a key");
}

int stored_course_get(struct store_txn *txn, uint32_t generation, const char *id, struct arena *arena,
                      struct course *course)
{
    uint8_t bytes[KEY_BYTES];
    struct store_bytes value, key = key_text(bytes, generation, 0, id);
    int result = key.length ? store_get(txn, STORED_COURSES, key, &value) : too_long();
    return result ? result : record_unpack_course(value, arena, course);
}

int stored_course_put(struct store_txn *txn, uint32_t generation, const char *id, const struct course *course,
                      struct arena *arena)
{
    uint8_t bytes[KEY_BYTES];
    struct store_bytes key = key_text(bytes, generation, 0, id);
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = key.length ? record_pack_course(course, arena, &packed) : too_long();
    return result ? result : store_put(txn, STORED_COURSES, key, bytes_of(&packed));
}

int stored_course_entry_put(struct store_txn *txn, uint32_t generation, const struct course_entry *entry)
{
    uint8_t bytes[KEY_BYTES];
    struct store_bytes key = key_text(bytes, generation, (uint8_t)entry->list, entry->code);
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = key.length ? record_pack_entry(entry, &packed) : too_long();
    return result ? result : store_put(txn, STORED_COURSE_ENTRIES, key, bytes_of(&packed));
}

typedef int (*take_record)(void *model, struct store_bytes key, struct store_bytes value, struct arena *arena);

static int take_organisation(void *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct model_organisation organisation;
    int result = record_unpack_organisation(value, arena, &organisation);
    return result ? result : model_put_organisation(model, bytes_get32((const uint8_t *)key.data + 4), &organisation);
}

static int take_district(void *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct district district = {.code = bytes_get32((const uint8_t *)key.data + 4)};
    int result = record_unpack_district(value, arena, &district);
    return result ? result : model_put_district(model, &district);
}

static int take_designation(void *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct designation designation;
    int result = record_unpack_designation(value, arena, &designation);
    int64_t ordinal = result ? result : model_put_designation(model, &designation);
    if (ordinal < 0)
        return (int)ordinal;
    bool in_order = ordinal == bytes_get32((const uint8_t *)key.data + 4);
    return in_order ? 0 : error_raise("designation %s is not at its place", designation.code);
}

static int take_course(void *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct course course;
    const char *id = arena_string(arena, (const char *)key.data + 4, key.length - 4);
    int result = id ? record_unpack_course(value, arena, &course) : error_raise("no room for a course");
    return result ? result : course_model_put(model, id, course.spans, course.span_count);
}

static int take_course_entry(void *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct course_entry entry = {.list = ((const uint8_t *)key.data)[4],
                                 .code = arena_string(arena, (const char *)key.data + 5, key.length - 5)};
    int result = entry.code ? record_unpack_entry(value, arena, &entry) : error_raise("no room for an entry");
    return result ? result : course_model_put_entry(model, &entry);
}

static int take_official(void *model, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    struct counted counted = {.number = bytes_get64((const uint8_t *)key.data + 4)};
    int result = record_unpack_counted(value, arena, &counted);
    return result ? result : model_load_official(model, &counted);
}

static int load_table(struct store_txn *txn, enum stored_table table, uint32_t generation, void *model,
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

int stored_load_tree(struct store_txn *txn, uint32_t generation, struct model *model)
{
    int result = load_table(txn, STORED_ORGANISATIONS, generation, model, take_organisation);
    return result ? result : load_table(txn, STORED_DESIGNATIONS, generation, model, take_designation);
}

int stored_load(struct store_txn *txn, uint32_t generation, struct model *model)
{
    int result = stored_load_tree(txn, generation, model);
    if (result == 0)
        result = load_table(txn, STORED_DISTRICTS, generation, model, take_district);
    return result ? result : load_table(txn, STORED_OFFICIALS, generation, model, take_official);
}

int stored_load_courses(struct store_txn *txn, uint32_t generation, struct course_model *model)
{
    int result = load_table(txn, STORED_COURSE_ENTRIES, generation, model, take_course_entry);
    if (result == 0)
        result = load_table(txn, STORED_COURSES, generation, model, take_course);
    return result ? result : course_model_settle(model);
}

static long drop(struct store_txn *txn, enum stored_table first, enum stored_table last, uint32_t generation,
                 size_t most)
{
    uint8_t prefix[4];
    long dropped = 0;
    bytes_put32(prefix, generation);
    for (unsigned table = first; table <= last && (size_t)dropped < most; table++) {
        long more = store_clear_prefix(txn, table, (struct store_bytes){prefix, sizeof prefix}, most - (size_t)dropped);
        if (more < 0)
            return more;
        dropped += more;
    }
    return dropped;
}

long stored_drop(struct store_txn *txn, uint32_t generation, size_t most)
{
    return drop(txn, STORED_OFFICIALS, STORED_DESIGNATIONS, generation, most);
}

long stored_drop_courses(struct store_txn *txn, uint32_t generation, size_t most)
{
    return drop(txn, STORED_COURSES, STORED_COURSE_ENTRIES, generation, most);
}
