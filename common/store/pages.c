/*
 * pages - the upper pages of an environment's trees, as they lie in the file. Records and their checksums do not know
 * their table: where the upper pages of two tables with the same keys have changed places, every record is sound and
 * found, and belongs to the other table. Every page has its number in it, which tells.
 *
 * What is read here is LMDB's format (0.9), which its headers do not show. Nothing of it is trusted.
 */
#include "store/store_private.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

#define HEADER_BYTES 16 /* of a page: number (8), padding (2), flags (2), end of places (2), begin of nodes (2) */
#define NODE_BYTES   8  /* of a node: page (6, in three parts), length of its key (2) */
#define TABLE_BYTES                                                                                                    \
    48 /* of a table, as the table of tables holds it: padding (4), flags (2), levels (2), ..., root (8) */
#define BRANCH     0x01
#define DEPTH_MOST 32
#define NO_PAGE    UINT64_MAX

struct pages {
    const uint8_t *map;
    uint64_t page_bytes, count;
    uint64_t visited; /* no tree has more pages than the file */
};

static uint16_t read16(const uint8_t *bytes)
{
    uint16_t value;
    memcpy(&value, bytes, sizeof(value));
    return value;
}

static uint64_t read64(const uint8_t *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof(value));
    return value;
}

/* @levels: of the tree below and with this page. The last one, of leaves, is left out: whoever reads a record looks at
 * its page. */
static bool visit(struct pages *pages, uint64_t number, unsigned levels)
{
    if (number >= pages->count || ++pages->visited > pages->count)
        return false;
    if (levels <= 1)
        return true;
    const uint8_t *page = pages->map + number * pages->page_bytes;
    if (read64(page) != number || (read16(page + 10) & BRANCH) == 0)
        return false;
    uint16_t end = read16(page + 12);
    if (end < HEADER_BYTES || end > pages->page_bytes)
        return false;
    for (uint16_t place = HEADER_BYTES; place < end; place += 2) {
        uint16_t node = read16(page + place);
        if (node > pages->page_bytes - NODE_BYTES)
            return false;
        uint64_t child =
            read16(page + node) | (uint64_t)read16(page + node + 2) << 16 | (uint64_t)read16(page + node + 4) << 32;
        if (!visit(pages, child, levels - 1))
            return false;
    }
    return true;
}

int pages_are_in_place(struct store_txn *reader, unsigned table)
{
    struct store *store = reader->store;
    MDB_envinfo info;
    MDB_dbi tables;
    const char *name = store_table_name(store, table);
    MDB_val key = {.mv_size = strlen(name), .mv_data = (void *)(uintptr_t)name}, raw;
    int code = mdb_env_info(store->env, &info);
    if (code == 0)
        code = mdb_dbi_open(reader->handle, NULL, 0, &tables);
    if (code == 0)
        code = mdb_get(reader->handle, tables, &key, &raw);
    if (code != 0)
        return store_result(code, "look into the table of tables");
    struct pages pages = {
        .map = (const uint8_t *)store->map, .page_bytes = store->page_bytes, .count = (uint64_t)info.me_last_pgno + 1};
    const uint8_t *found = raw.mv_data;
    if (!record_is_in_place(store, found) || raw.mv_size != TABLE_BYTES || read16(found + 6) > DEPTH_MOST)
        return STORE_DAMAGED;
    uint64_t root = read64(found + TABLE_BYTES - 8);
    return root == NO_PAGE || visit(&pages, root, read16(found + 6)) ? 0 : STORE_DAMAGED;
}
