/* store - see store.h. */
#include "store.h"

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "codec/course.h"
#include "store/schemas.h"

#include <string.h>

static const struct store_table tables[STORED_TABLES] = {
    [STORED_PERSONS] = {"persons"},
    [STORED_POSTS] = {"posts"},
    [STORED_POSTS_OF] = {"posts_of"},
    [STORED_ORGANISATIONS] = {"organisations"},
    [STORED_ORGANISATION_IDS] = {"organisation_ids"},
    [STORED_CHILDREN] = {"children"},
    [STORED_MASTER_ENTRIES] = {"master_entries"},
    [STORED_IMPORTS] = {"imports"},
    [STORED_IMPORT_CHUNKS] = {"import_chunks"},
    [STORED_COURSES] = {"courses"},
    [STORED_FOLLOWERS] = {"followers"},
    [STORED_TRANSFERS] = {"transfers"},
    [STORED_TRANSFERS_OF] = {"transfers_of"},
};

#define ARENA_BYTES (1u << 20)

/* Up to now there is nothing to do: 2 and 3 added tables, which are made, empty, with every open. */
static int migrate(struct store_txn *txn, uint32_t from)
{
    (void)txn;
    return from < SCHEMA_REGISTRATION ? 0 : error_raise("there is no schema after %u", from);
}

int stored_open(struct store **store, const char *path)
{
    const struct store_options options = {.service = "registration",
                                          .path = path,
                                          .tables = tables,
                                          .table_count = STORED_TABLES,
                                          .schema = SCHEMA_REGISTRATION,
                                          .migrate = migrate};
    return store_open(store, &options);
}

static struct store_bytes key32(uint8_t key[4], uint32_t number)
{
    bytes_put32(key, number);
    return (struct store_bytes){key, 4};
}

static struct store_bytes key64(uint8_t key[8], uint64_t number)
{
    bytes_put64(key, number);
    return (struct store_bytes){key, 8};
}

static int put_buffer(struct store_txn *txn, unsigned table, struct store_bytes key, const struct buffer *buffer)
{
    return store_put(txn, table, key, (struct store_bytes){buffer->data, buffer->length});
}

int stored_official_get(struct store_txn *txn, uint64_t number, struct arena *arena, struct official *official)
{
    uint8_t key[8];
    struct store_bytes person, post;
    *official = (struct official){.number = number};
    int result = store_get(txn, STORED_POSTS, key64(key, number), &post);
    if (result == 0)
        result = store_get(txn, STORED_PERSONS, key64(key, number), &person);
    if (result == 0)
        result = record_unpack_post(post, arena, official);
    if (result == 0)
        result = record_unpack_person(person, arena, official);
    return result;
}

static int put_listed(struct store_txn *txn, const struct official *official, uint32_t before_organisation)
{
    uint8_t key[12];
    int result = 0;
    if (before_organisation == official->post.organisation_number)
        return 0;
    bytes_put64(key + 4, official->number);
    if (before_organisation) {
        bytes_put32(key, before_organisation);
        result = store_delete(txn, STORED_POSTS_OF, (struct store_bytes){key, sizeof key});
    }
    bytes_put32(key, official->post.organisation_number);
    return result ? result
                  : store_put(txn, STORED_POSTS_OF, (struct store_bytes){key, sizeof key}, (struct store_bytes){"", 0});
}

int stored_official_put(struct store_txn *txn, const struct official *official, uint32_t before_organisation,
                        struct arena *arena)
{
    uint8_t key[8];
    CLEANUP(buffer_deinit) struct buffer person = {0};
    CLEANUP(buffer_deinit) struct buffer post = {0};
    int result = record_pack_person(official, arena, &person);
    if (result == 0)
        result = record_pack_post(official, arena, &post);
    if (result == 0)
        result = put_buffer(txn, STORED_PERSONS, key64(key, official->number), &person);
    if (result == 0)
        result = put_buffer(txn, STORED_POSTS, key64(key, official->number), &post);
    return result ? result : put_listed(txn, official, before_organisation);
}

/* Sets @key to the first one from it on that begins with the same organisation. Return: as store_get(). */
static int next_listed(struct store_txn *txn, unsigned table, uint8_t *key, size_t length)
{
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct store_bytes found, value;
    int result = store_cursor_open(&cursor, txn, table);
    if (result == 0)
        result = store_cursor_seek(&cursor, (struct store_bytes){key, length}, &found, &value);
    if (result)
        return result;
    if (found.length != length || memcmp(found.data, key, 4) != 0)
        return STORE_NOT_FOUND;
    memcpy(key, found.data, length);
    return 0;
}

int stored_transfer_get(struct store_txn *txn, uint64_t number, struct arena *arena, struct transfer *transfer)
{
    uint8_t key[8];
    struct store_bytes value;
    *transfer = (struct transfer){.official = number};
    int result = store_get(txn, STORED_TRANSFERS, key64(key, number), &value);
    return result ? result : record_unpack_transfer(value, arena, transfer);
}

static int list_transfer(struct store_txn *txn, uint32_t organisation, const struct transfer *transfer)
{
    uint8_t key[12];
    struct store_bytes listed = {key, sizeof key};
    bytes_put32(key, organisation);
    bytes_put64(key + 4, transfer->official);
    return transfer->state == TRANSFER_OPEN ? store_put(txn, STORED_TRANSFERS_OF, listed, (struct store_bytes){"", 0})
                                            : store_delete(txn, STORED_TRANSFERS_OF, listed);
}

int stored_transfer_put(struct store_txn *txn, const struct transfer *transfer, struct arena *arena)
{
    const uint32_t lists[] = {0, transfer->from_number, transfer->to_number};
    uint8_t key[8];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_transfer(transfer, arena, &packed);
    if (result == 0)
        result = put_buffer(txn, STORED_TRANSFERS, key64(key, transfer->official), &packed);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0] && result == 0; i++)
        result = list_transfer(txn, lists[i], transfer);
    return result;
}

int stored_transfers_next(struct store_txn *txn, uint32_t organisation, uint64_t after, uint64_t *number)
{
    uint8_t key[12];
    bytes_put32(key, organisation);
    bytes_put64(key + 4, after + 1);
    int result = next_listed(txn, STORED_TRANSFERS_OF, key, sizeof key);
    if (result == 0)
        *number = bytes_get64(key + 4);
    return result;
}

struct walk {
    struct store_cursor persons, posts;
    struct arena arena;
};

static int walk_one(struct walk *walk, struct store_bytes person_key, struct store_bytes person,
                    struct store_bytes post_key, struct store_bytes post,
                    int (*visit)(void *context, const struct official *official, struct arena *scratch), void *context)
{
    if (person_key.length != 8 || post_key.length != 8 || memcmp(person_key.data, post_key.data, 8) != 0)
        return error_raise("persons and posts do not match");
    struct official official = {.number = bytes_get64(person_key.data)};
    arena_reset(&walk->arena);
    int result = record_unpack_person(person, &walk->arena, &official);
    if (result == 0)
        result = record_unpack_post(post, &walk->arena, &official);
    return result ? result : visit(context, &official, &walk->arena);
}

static int walk_all(struct walk *walk,
                    int (*visit)(void *context, const struct official *official, struct arena *scratch), void *context)
{
    struct store_bytes first = {"\0", 1}, person_key, person, post_key, post;
    int persons = store_cursor_seek(&walk->persons, first, &person_key, &person);
    int posts = store_cursor_seek(&walk->posts, first, &post_key, &post);
    while (persons == 0 && posts == 0) {
        int result = walk_one(walk, person_key, person, post_key, post, visit, context);
        if (result)
            return result;
        persons = store_cursor_next(&walk->persons, &person_key, &person);
        posts = store_cursor_next(&walk->posts, &post_key, &post);
    }
    if (persons == STORE_NOT_FOUND && posts == STORE_NOT_FOUND)
        return 0;
    return error_raise("walk over the officials: %s", error_trail());
}

int stored_officials_walk(struct store_txn *txn,
                          int (*visit)(void *context, const struct official *official, struct arena *scratch),
                          void *context)
{
    struct walk walk = {0};
    int result = store_cursor_open(&walk.persons, txn, STORED_PERSONS);
    if (result)
        return result;
    result = store_cursor_open(&walk.posts, txn, STORED_POSTS);
    if (result == 0) {
        arena_init(&walk.arena, ARENA_BYTES);
        result = walk_all(&walk, visit, context);
        arena_deinit(&walk.arena);
        store_cursor_close(&walk.posts);
    }
    store_cursor_close(&walk.persons);
    return result;
}

int stored_organisation_get(struct store_txn *txn, uint32_t number, struct arena *arena,
                            struct organisation *organisation)
{
    uint8_t key[4];
    struct store_bytes value;
    int result = store_get(txn, STORED_ORGANISATIONS, key32(key, number), &value);
    if (result == 0)
        result = record_unpack_organisation(value, arena, organisation);
    organisation->number = number;
    return result;
}

int stored_organisation_find(struct store_txn *txn, const char *id, struct arena *arena,
                             struct organisation *organisation)
{
    struct store_bytes value;
    size_t length = strlen(id);
    if (length == 0 || length > LIMIT_NAME_BYTES)
        return STORE_NOT_FOUND;
    int result = store_get(txn, STORED_ORGANISATION_IDS, (struct store_bytes){id, length}, &value);
    if (result)
        return result;
    if (value.length != 4)
        return error_raise("index of organisations is damaged");
    return stored_organisation_get(txn, bytes_get32(value.data), arena, organisation);
}

int stored_organisation_put(struct store_txn *txn, const struct organisation *organisation, struct arena *arena)
{
    uint8_t number[4], child[8];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_organisation(organisation, arena, &packed);
    struct store_bytes key = key32(number, organisation->number);
    bytes_put32(child, organisation->parent_number);
    bytes_put32(child + 4, organisation->number);
    if (result == 0)
        result = put_buffer(txn, STORED_ORGANISATIONS, key, &packed);
    if (result == 0)
        result = store_put(txn, STORED_ORGANISATION_IDS,
                           (struct store_bytes){organisation->id, strlen(organisation->id)}, key);
    return result ? result
                  : store_put(txn, STORED_CHILDREN, (struct store_bytes){child, sizeof child},
                              (struct store_bytes){"", 0});
}

int stored_children_next(struct store_txn *txn, uint32_t parent, uint32_t after, uint32_t *child)
{
    uint8_t key[8];
    bytes_put32(key, parent);
    bytes_put32(key + 4, after + 1);
    int result = next_listed(txn, STORED_CHILDREN, key, sizeof key);
    if (result == 0)
        *child = bytes_get32(key + 4);
    return result;
}

int stored_next_below(struct store_txn *txn, struct arena *arena, uint32_t root, bool whole_subtree, uint32_t at,
                      uint32_t *next)
{
    if (!whole_subtree)
        return stored_children_next(txn, root, at == root ? 0 : at, next);
    int result = stored_children_next(txn, at, 0, next);
    while (result == STORE_NOT_FOUND && at != root) { /* no children: the next brother, or an uncle's */
        struct organisation organisation;
        result = stored_organisation_get(txn, at, arena, &organisation);
        if (result)
            return result;
        result = stored_children_next(txn, organisation.parent_number, at, next);
        at = organisation.parent_number;
    }
    return result;
}

int stored_children_count(struct store_txn *txn, uint32_t parent, uint32_t *count)
{
    uint8_t key[8];
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct store_bytes found, value;
    *count = 0;
    int result = store_cursor_open(&cursor, txn, STORED_CHILDREN);
    if (result)
        return result;
    bytes_put32(key, parent);
    bytes_put32(key + 4, 0);
    for (result = store_cursor_seek(&cursor, (struct store_bytes){key, sizeof key}, &found, &value);
         result == 0 && found.length == 8 && bytes_get32(found.data) == parent;
         result = store_cursor_next(&cursor, &found, &value))
        ++*count;
    return result == STORE_NOT_FOUND ? 0 : result;
}

static struct store_bytes master_key(uint8_t key[1 + LIMIT_NAME_BYTES], enum master_list list, const char *code)
{
    size_t length = strnlen(code, LIMIT_NAME_BYTES);
    key[0] = (uint8_t)list;
    memcpy(key + 1, code, length);
    return (struct store_bytes){key, length + 1};
}

int stored_master_entry_put(struct store_txn *txn, enum master_list list, const struct master_entry *entry,
                            struct arena *arena)
{
    uint8_t key[1 + LIMIT_NAME_BYTES];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    int result = record_pack_master_entry(entry, arena, &packed);
    return result ? result : put_buffer(txn, STORED_MASTER_ENTRIES, master_key(key, list, entry->code), &packed);
}

/* Return: its bytes; length 0: no course has such an id. */
static struct store_bytes course_key(uint8_t key[4 + LIMIT_NAME_BYTES], uint32_t generation, const char *id)
{
    size_t length = strlen(id);
    if (length == 0 || length > LIMIT_NAME_BYTES)
        return (struct store_bytes){0};
    bytes_put32(key, generation);
    memcpy(key + 4, id, length);
    return (struct store_bytes){key, 4 + length};
}

int stored_course_get(struct store_txn *txn, uint32_t generation, const char *id, struct arena *arena,
                      struct course *course)
{
    uint8_t bytes[4 + LIMIT_NAME_BYTES];
    struct store_bytes value, key = course_key(bytes, generation, id);
    *course = (struct course){.id = id};
    int result = key.length ? store_get(txn, STORED_COURSES, key, &value) : STORE_NOT_FOUND;
    return result ? result : course_unpack(value, arena, course);
}

int stored_course_put(struct store_txn *txn, uint32_t generation, const struct course *course, struct arena *arena)
{
    uint8_t bytes[4 + LIMIT_NAME_BYTES];
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    struct store_bytes key = course_key(bytes, generation, course->id);
    int result = key.length ? course_pack(course, arena, &packed) : error_raise("a course with an id that cannot be");
    return result ? result : put_buffer(txn, STORED_COURSES, key, &packed);
}

long stored_courses_drop(struct store_txn *txn, uint32_t generation, size_t most)
{
    uint8_t prefix[4];
    bytes_put32(prefix, generation);
    return store_clear_prefix(txn, STORED_COURSES, (struct store_bytes){prefix, sizeof prefix}, most);
}

typedef int (*take_record)(struct store_bytes key, struct store_bytes value, struct arena *arena, void *context);

static int take_organisation(struct store_bytes key, struct store_bytes value, struct arena *arena, void *tree)
{
    struct organisation organisation = {0};
    int result = record_unpack_organisation(value, arena, &organisation);
    organisation.number = bytes_get32(key.data);
    return result ? result : organisations_put(tree, &organisation);
}

static int take_master_entry(struct store_bytes key, struct store_bytes value, struct arena *arena, void *lists)
{
    struct master_entry entry;
    int result = record_unpack_master_entry(value, arena, &entry);
    return result ? result : master_lists_put(lists, (enum master_list)((const uint8_t *)key.data)[0], &entry);
}

static int fill(struct store_txn *txn, unsigned table, take_record take, void *context)
{
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    CLEANUP(arena_deinit) struct arena arena;
    struct store_bytes key, value;
    arena_init(&arena, ARENA_BYTES);
    int result = store_cursor_open(&cursor, txn, table);
    if (result)
        return result;
    for (result = store_cursor_seek(&cursor, (struct store_bytes){"\0", 1}, &key, &value); result == 0;
         result = store_cursor_next(&cursor, &key, &value)) {
        arena_reset(&arena);
        int taken = take(key, value, &arena, context);
        if (taken)
            return taken;
    }
    return result == STORE_NOT_FOUND ? 0 : error_raise("walk over table %u: %s", table, error_trail());
}

int stored_fill_memory(struct store_txn *txn, struct organisations *tree, struct master_lists *lists)
{
    int result = fill(txn, STORED_ORGANISATIONS, take_organisation, tree);
    return result ? result : fill(txn, STORED_MASTER_ENTRIES, take_master_entry, lists);
}
