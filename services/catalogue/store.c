/* store - see store.h. */
#include "store.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "codec/record.h"
#include "store/schemas.h"

#include <string.h>

static const struct store_table tables[STORED_TABLES] = {
    [STORED_COURSES] = {"courses"},         [STORED_IGOT_IDS] = {"igot_ids"},
    [STORED_PROGRAMS_OF] = {"programs_of"}, [STORED_MASTER_ENTRIES] = {"master_entries"},
    [STORED_IMPORTS] = {"imports"},         [STORED_IMPORT_CHUNKS] = {"import_chunks"},
};

#define ARENA_BYTES (4u << 20) /* one record of 48 KiB, unpacked */
#define NOTHING     ((struct store_bytes){"", 0})

int stored_open(struct store **store, const char *path)
{
    const struct store_options options = {.service = "catalogue",
                                          .path = path,
                                          .tables = tables,
                                          .table_count = STORED_TABLES,
                                          .schema = SCHEMA_CATALOGUE};
    return store_open(store, &options);
}

/* A key that somebody outside may have written: what cannot be one is not there. */
static bool text_key(const char *text, struct store_bytes *key)
{
    *key = (struct store_bytes){text, strlen(text)};
    return key->length > 0 && key->length <= COURSE_ID_BYTES;
}

int stored_course_get(struct store_txn *txn, const char *id, struct arena *arena, struct course *course)
{
    struct store_bytes key, value;
    if (!text_key(id, &key))
        return STORE_NOT_FOUND;
    int result = store_get(txn, STORED_COURSES, key, &value);
    return result ? result : record_unpack_course(value, arena, course);
}

int stored_igot_id(struct store_txn *txn, const char *igot_id, struct arena *arena, const char **course_id)
{
    struct store_bytes key, value;
    if (!text_key(igot_id, &key))
        return STORE_NOT_FOUND;
    int result = store_get(txn, STORED_IGOT_IDS, key, &value);
    if (result)
        return result;
    *course_id = arena_string(arena, value.data, value.length);
    return *course_id ? 0 : error_raise("no room for an id");
}

int stored_course_find(struct store_txn *txn, const char *igot_id, struct arena *arena, struct course *course)
{
    const char *id;
    int result = stored_igot_id(txn, igot_id, arena, &id);
    if (result)
        return result;
    result = stored_course_get(txn, id, arena, course);
    return result == STORE_NOT_FOUND ? error_raise("the index of ids on iGOT names a course that is not there")
                                     : result;
}

/* The contents of a course whose ids are in the indexes: none, one, or two. */
struct indexed {
    const struct course_content *contents[2];
    size_t count;
};

static struct indexed indexed(const struct course *course)
{
    struct indexed indexed = {0};
    if (course)
        indexed.contents[indexed.count++] = &course->content;
    if (course && course_has_staged(course))
        indexed.contents[indexed.count++] = &course->staged;
    return indexed;
}

static bool has_igot_id(const struct indexed *indexed, const char *igot_id)
{
    for (size_t i = 0; i < indexed->count; i++)
        if (strcmp(indexed->contents[i]->igot_id, igot_id) == 0)
            return true;
    return false;
}

static int index_igot_ids(struct store_txn *txn, const char *id, const struct indexed *before,
                          const struct indexed *after)
{
    int result = 0;
    struct store_bytes key;
    for (size_t i = 0; i < before->count && result == 0; i++)
        if (text_key(before->contents[i]->igot_id, &key) && !has_igot_id(after, before->contents[i]->igot_id)) {
            result = store_delete(txn, STORED_IGOT_IDS, key);
            result = result == STORE_NOT_FOUND ? 0 : result; /* both contents had it */
        }
    for (size_t i = 0; i < after->count && result == 0; i++)
        if (text_key(after->contents[i]->igot_id, &key) && !has_igot_id(before, after->contents[i]->igot_id))
            result = store_put(txn, STORED_IGOT_IDS, key, (struct store_bytes){id, strlen(id)});
    return result;
}

static bool has_part(const struct indexed *indexed, const char *part)
{
    for (size_t i = 0; i < indexed->count; i++)
        for (size_t k = 0; k < indexed->contents[i]->parts.count; k++)
            if (strcmp(indexed->contents[i]->parts.items[k], part) == 0)
                return true;
    return false;
}

#define PART_KEY_BYTES (2 * COURSE_ID_BYTES + 1)

static struct store_bytes part_key(uint8_t key[PART_KEY_BYTES], const char *part, const char *program)
{
    size_t part_bytes = strlen(part), program_bytes = strlen(program);
    memcpy(key, part, part_bytes + 1);
    memcpy(key + part_bytes + 1, program, program_bytes);
    return (struct store_bytes){key, part_bytes + 1 + program_bytes};
}

static int index_parts_of(struct store_txn *txn, const char *id, const struct course_strings *parts,
                          const struct indexed *other, bool remove)
{
    int result = 0;
    uint8_t key[PART_KEY_BYTES];
    for (size_t i = 0; i < parts->count && result == 0; i++) {
        if (has_part(other, parts->items[i]))
            continue;
        struct store_bytes bytes = part_key(key, parts->items[i], id);
        result =
            remove ? store_delete(txn, STORED_PROGRAMS_OF, bytes) : store_put(txn, STORED_PROGRAMS_OF, bytes, NOTHING);
        result = remove && result == STORE_NOT_FOUND ? 0 : result;
    }
    return result;
}

static int index_parts(struct store_txn *txn, const char *id, const struct indexed *before, const struct indexed *after)
{
    int result = 0;
    for (size_t i = 0; i < before->count && result == 0; i++)
        result = index_parts_of(txn, id, &before->contents[i]->parts, after, true);
    for (size_t i = 0; i < after->count && result == 0; i++)
        result = index_parts_of(txn, id, &after->contents[i]->parts, before, false);
    return result;
}

int stored_course_put(struct store_txn *txn, const struct course *course, const struct course *before,
                      struct arena *arena)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    const struct indexed now = indexed(course), then = indexed(before);
    int result = record_pack_course(course, arena, &packed);
    if (result == 0)
        result = store_put(txn, STORED_COURSES, (struct store_bytes){course->id, strlen(course->id)},
                           (struct store_bytes){packed.data, packed.length});
    if (result == 0)
        result = index_igot_ids(txn, course->id, &then, &now);
    return result ? result : index_parts(txn, course->id, &then, &now);
}

int stored_program_of(struct store_txn *txn, const char *part, struct arena *arena, const char **program)
{
    uint8_t from[PART_KEY_BYTES];
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct store_bytes key, value, wanted = part_key(from, part, "");
    int result = store_cursor_open(&cursor, txn, STORED_PROGRAMS_OF);
    if (result == 0)
        result = store_cursor_seek(&cursor, wanted, &key, &value);
    if (result)
        return result;
    if (key.length <= wanted.length || memcmp(key.data, wanted.data, wanted.length) != 0)
        return STORE_NOT_FOUND;
    *program = arena_string(arena, (const char *)key.data + wanted.length, key.length - wanted.length);
    return *program ? 0 : error_raise("no room for an id");
}

/* Every record of a table from @first on, as long as its key begins with it. */
static int walk(struct store_txn *txn, unsigned table, struct store_bytes first,
                int (*take)(void *context, struct store_bytes key, struct store_bytes value, struct arena *arena),
                void *context)
{
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    CLEANUP(arena_deinit) struct arena arena;
    struct store_bytes key, value;
    arena_init(&arena, ARENA_BYTES);
    int result = store_cursor_open(&cursor, txn, table);
    if (result)
        return result;
    for (result = store_cursor_seek(&cursor, first, &key, &value);
         result == 0 && key.length >= first.length && memcmp(key.data, first.data, first.length) == 0;
         result = store_cursor_next(&cursor, &key, &value)) {
        arena_reset(&arena);
        int taken = take(context, key, value, &arena);
        if (taken)
            return taken;
    }
    return result == STORE_NOT_FOUND ? 0 : result;
}

struct course_visit {
    int (*visit)(void *context, const struct course *course, struct arena *scratch);
    void *context;
};

static int visit_course(void *context, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    const struct course_visit *visit = context;
    struct course course;
    (void)key;
    int result = record_unpack_course(value, arena, &course);
    return result ? result : visit->visit(visit->context, &course, arena);
}

int stored_courses_walk(struct store_txn *txn,
                        int (*visit)(void *context, const struct course *course, struct arena *scratch), void *context)
{
    struct course_visit all = {visit, context};
    return walk(txn, STORED_COURSES, NOTHING, visit_course, &all);
}

#define MASTER_KEY_BYTES 64 /* the list and a slug */

int stored_master_entry_put(struct store_txn *txn, enum master_list list, const struct master_entry *entry,
                            struct arena *arena)
{
    uint8_t key[MASTER_KEY_BYTES];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    size_t length = strnlen(entry->code, MASTER_KEY_BYTES - 1);
    key[0] = (uint8_t)list;
    memcpy(key + 1, entry->code, length);
    int result = record_pack_master_entry(entry, arena, &packed);
    return result ? result
                  : store_put(txn, STORED_MASTER_ENTRIES, (struct store_bytes){key, length + 1},
                              (struct store_bytes){packed.data, packed.length});
}

struct entry_visit {
    int (*visit)(void *context, enum master_list list, const struct master_entry *entry);
    void *context;
};

static int visit_entry(void *context, struct store_bytes key, struct store_bytes value, struct arena *arena)
{
    const struct entry_visit *visit = context;
    struct master_entry entry;
    unsigned list = ((const uint8_t *)key.data)[0];
    int result = record_unpack_master_entry(value, arena, &entry);
    if (result == 0 && (list <= MASTER_NONE || list >= MASTER_LIST_COUNT))
        result = error_raise("an entry of a master list that does not exist");
    return result ? result : visit->visit(visit->context, (enum master_list)list, &entry);
}

int stored_master_entries_walk(struct store_txn *txn, enum master_list list,
                               int (*visit)(void *context, enum master_list list, const struct master_entry *entry),
                               void *context)
{
    const uint8_t number = (uint8_t)list;
    struct entry_visit all = {visit, context};
    return walk(txn, STORED_MASTER_ENTRIES, list == MASTER_NONE ? NOTHING : (struct store_bytes){&number, 1},
                visit_entry, &all);
}
