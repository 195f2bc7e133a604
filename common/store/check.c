/*
 * check - see check.h. The walk of a table trusts nothing: keys must grow, or a page that points back would make it
 * endless; every key is looked up as a service would, because a wrong key in the upper levels of the tree hides records
 * from look-ups that a walk still meets.
 */
#include "store/check.h"

#include "store/outbox.h"
#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#define PROGRESS_EVERY 1024

struct walk {
    struct store *store;
    struct store_txn *txn;
    const struct store_check_hooks *hooks;
    struct store_report *report;
    uint64_t total;
    uint8_t *is_free; /* a bit for each page that LMDB would write over; NULL: not known */
    uint64_t page_count;
};

/* What cannot be read for lack of memory is not damaged; the whole check fails then. */
static void damage(const struct walk *walk, const char *what)
{
    if (store_was_short())
        return;
    walk->report->damages++;
    walk->hooks->damage(walk->hooks->context, what);
}

static void damage_in(const struct walk *walk, unsigned table, const char *what)
{
    char line[512];
    snprintf(line, sizeof(line), "table %s: %s", store_table_name(walk->store, table), what);
    damage(walk, line);
}

static int compare(struct store_bytes a, struct store_bytes b)
{
    int order = memcmp(a.data, b.data, a.length < b.length ? a.length : b.length);
    return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

/* Whether some page of what lies at @pointer is noted as free. A page begins at a multiple of its size, with its
 * number: that is LMDB's format, which its headers do not show. */
static bool lies_in_free_page(const struct walk *walk, const void *pointer, size_t length)
{
    uint64_t page_bytes = walk->store->page_bytes, first;
    uint64_t offset = (uintptr_t)pointer % page_bytes;
    memcpy(&first, (const uint8_t *)pointer - offset, sizeof(first));
    for (uint64_t page = first; page <= first + (offset + length) / page_bytes && walk->is_free != NULL; page++)
        if (page >= walk->page_count || walk->is_free[page / 8] >> page % 8 & 1)
            return true;
    return false;
}

/* One record that the walk met. @found: as the cursor's move. */
static void check_record(struct walk *walk, unsigned table, struct store_bytes key, struct store_bytes value, int found)
{
    struct store_bytes again;
    uint64_t both[3] = {walk->report->digest, hash_bytes(key.data, key.length), 0};
    if (found == STORE_DAMAGED) {
        damage(walk, error_trail());
    } else {
        int result = store_get(walk->txn, table, key, &again);
        if (result != 0 || again.data != value.data)
            damage_in(walk, table, "a record that is there is not found by its key");
        both[2] = hash_bytes(value.data, value.length);
    }
    if (lies_in_free_page(walk, key.data, key.length - 1) ||
        (found == 0 && lies_in_free_page(walk, (const uint8_t *)value.data - RECORD_HEADER_BYTES,
                                         value.length + RECORD_HEADER_BYTES - 1)))
        damage_in(walk, table, "a record lies in a page that is noted as free");
    walk->report->digest = hash_bytes(both, sizeof(both));
    if (++walk->report->records > walk->total)
        walk->total = walk->report->records; /* the counts that the tables note are damaged */
    if (walk->report->records % PROGRESS_EVERY == 0)
        walk->hooks->progress(walk->hooks->context, walk->report->records, walk->total);
}

static bool key_is_sound(const struct walk *walk, unsigned table, struct store_bytes last, struct store_bytes key)
{
    if (key.length == 0 || key.length > STORE_KEY_BYTES)
        damage_in(walk, table, "a key without a possible length");
    else if (last.length > 0 && compare(key, last) <= 0)
        damage_in(walk, table, "its keys are not in order");
    else
        return true;
    return false; /* the walk may not come to an end: it is given up */
}

static void check_count(const struct walk *walk, unsigned table, uint64_t seen)
{
    uint64_t noted = 0;
    char line[128];
    if (store_count(walk->txn, table, &noted) == 0 && noted == seen)
        return;
    snprintf(line, sizeof(line), "it notes %llu records, and has %llu", (unsigned long long)noted,
             (unsigned long long)seen);
    damage_in(walk, table, line);
}

static void check_table(struct walk *walk, unsigned table)
{
    struct store_cursor cursor;
    struct store_bytes key, value, last = {0};
    uint64_t before = walk->report->records;
    walk->report->tables++;
    if (pages_are_in_place(walk->txn, table) != 0)
        damage_in(walk, table, "a page of it lies in another one's place, or cannot be followed");
    if (store_cursor_open(&cursor, walk->txn, table) != 0) {
        damage_in(walk, table, error_trail());
        return;
    }
    int result = store_cursor_seek(&cursor, (struct store_bytes){NULL, 0}, &key, &value);
    while (result == 0 || result == STORE_DAMAGED) {
        if (!key_is_sound(walk, table, last, key))
            break;
        check_record(walk, table, key, value, result);
        last = key; /* the map stays as it is: nobody writes */
        result = store_cursor_next(&cursor, &key, &value);
    }
    if (result == STORE_NOT_FOUND)
        check_count(walk, table, walk->report->records - before);
    else if (result < 0)
        damage_in(walk, table, error_trail());
    store_cursor_close(&cursor);
}

static void check_outbox(struct walk *walk)
{
    struct outbox_walk entries;
    struct store_bytes entry;
    uint64_t sequence = 0, head = 0, next = 1;
    if (outbox_head(walk->txn, &head) != 0 || outbox_walk_open(&entries, walk->txn, 1) != 0) {
        damage(walk, error_trail());
        return;
    }
    int result;
    while ((result = outbox_walk_next(&entries, &sequence, &entry, NULL)) == 0 || result == STORE_DAMAGED) {
        if (next++ % PROGRESS_EVERY == 0)
            walk->hooks->progress(walk->hooks->context, walk->report->records, walk->total);
        if (sequence >= head)
            break; /* a walk that does not stop at the head has left the outbox */
    }
    if (result < 0)
        damage(walk, error_trail());
    else if (sequence != head)
        damage(walk, "the outbox ends before its newest entry");
    outbox_walk_close(&entries);
    walk->report->taken.sequence = head;
}

/* One record of LMDB's table of free pages: a count, and as many numbers. Return: how many, or < 0: not sound. */
static ssize_t read_free(struct walk *walk, const MDB_val *raw)
{
    size_t count, page; /* as LMDB writes them */
    const char *bytes = raw->mv_data;
    if (raw->mv_size < sizeof(count))
        return -1;
    memcpy(&count, bytes, sizeof(count));
    if (count >= walk->page_count || raw->mv_size < (count + 1) * sizeof(count))
        return -1;
    for (size_t i = 1; i <= count; i++) {
        memcpy(&page, bytes + i * sizeof(page), sizeof(page));
        if (page < 2 || page >= walk->page_count || walk->is_free[page / 8] >> page % 8 & 1)
            return -1;
        walk->is_free[page / 8] |= (uint8_t)(1u << page % 8);
    }
    return (ssize_t)count;
}

/* Notes the free pages. Return: how many, or < 0: the list is not sound. */
static ssize_t list_free(struct walk *walk)
{
    MDB_cursor *cursor;
    MDB_val key, raw;
    ssize_t count = 0;
    int code = mdb_cursor_open(walk->txn->handle, 0, &cursor);
    if (code != 0)
        return store_failure(code, "list the free pages");
    while ((code = mdb_cursor_get(cursor, &key, &raw, MDB_NEXT)) == 0) {
        ssize_t more = read_free(walk, &raw);
        if (more < 0)
            break;
        count += more;
    }
    mdb_cursor_close(cursor);
    return code == MDB_NOTFOUND ? count : -1;
}

static uint64_t pages_of(const struct walk *walk, MDB_dbi handle)
{
    MDB_stat stat;
    if (mdb_stat(walk->txn->handle, handle, &stat) != 0)
        return 0;
    return stat.ms_branch_pages + stat.ms_leaf_pages + stat.ms_overflow_pages;
}

/* A used page that is noted as free would be written over one day. Every page is LMDB's own, free, or of a table; a
 * page that is nobody's does no harm. */
static void check_free(struct walk *walk)
{
    const struct store *store = walk->store;
    MDB_envinfo info;
    if (mdb_env_info(store->env, &info) != 0) {
        damage(walk, "the pages cannot be counted");
        return;
    }
    walk->page_count = (uint64_t)info.me_last_pgno + 1;
    walk->is_free = calloc(walk->page_count / 8 + 1, 1);
    /* LMDB's two, its tables of free pages (0) and of tables (1), our own, the service's */
    uint64_t used = 2 + pages_of(walk, 0) + pages_of(walk, 1) + pages_of(walk, store->meta);
    used += pages_of(walk, store->outbox);
    for (size_t i = 0; i < store->table_count; i++)
        used += pages_of(walk, store->handles[i]);
    ssize_t free_count = walk->is_free == NULL ? store_failure(ENOMEM, "list the free pages") : list_free(walk);
    if (free_count < 0)
        damage(walk, "the list of free pages cannot be read, or names a page twice");
    else if (used + (uint64_t)free_count > walk->page_count)
        damage(walk, "the pages do not add up: some are noted as used and as free");
}

static void count_records(struct walk *walk)
{
    uint64_t count;
    for (unsigned i = 0; i < walk->store->table_count; i++)
        if (store_count(walk->txn, i, &count) == 0)
            walk->total += count;
    if (store_count(walk->txn, STORE_TABLE_META, &count) == 0)
        walk->total += count;
    if (store_count(walk->txn, STORE_TABLE_OUTBOX, &count) == 0)
        walk->total += count;
}

static void read_identity(struct walk *walk)
{
    struct store_report *report = walk->report;
    const struct store *store = walk->store;
    struct store_taken taken;
    snprintf(report->service, sizeof(report->service), "%s", store->service);
    if (meta_get_schema(walk->txn, &report->schema) != 0)
        damage(walk, "the schema number cannot be read");
    report->taken.epoch = store->epoch;
    int result = meta_get_taken(walk->txn, &taken);
    if (result == 0)
        report->taken.taken_at_ms = taken.taken_at_ms;
    if (result < 0 || (result == 0 && taken.epoch != store->epoch))
        damage(walk, "the mark of the backup is not of this store");
    uint64_t head;
    if (result == 0 && (outbox_head(walk->txn, &head) != 0 || head != taken.sequence))
        damage(walk, "the backup does not end at the entry that it was made at");
    if (store->restoration_count > 0)
        report->restored = store->restorations[0];
}

int store_check_file(const char *path, const struct store_check_hooks *hooks, struct store_report *report)
{
    struct walk walk = {.hooks = hooks, .report = report};
    *report = (struct store_report){0};
    int result = file_open(&walk.store, path, false);
    if (result == STORE_DAMAGED)
        damage(&walk, error_trail());
    if (result != 0)
        return result;
    result = store_begin_read(walk.store, &walk.txn);
    if (result == 0) {
        read_identity(&walk);
        count_records(&walk);
        check_free(&walk);
        for (unsigned i = 0; i < walk.store->table_count; i++)
            check_table(&walk, i);
        check_table(&walk, STORE_TABLE_META);
        check_table(&walk, STORE_TABLE_OUTBOX);
        check_outbox(&walk);
        store_abort(walk.txn);
        hooks->progress(hooks->context, report->records, report->records);
    }
    free(walk.is_free);
    store_close(walk.store);
    if (result == 0 && store_was_short())
        result = error_raise("no memory to check %s", path);
    return result == 0 && report->damages > 0 ? STORE_DAMAGED : result;
}

int store_check_folder(const char *path, const struct store_check_hooks *hooks, struct store_report *report)
{
    char name[4096];
    if (snprintf(name, sizeof(name), "%s/data.mdb", path) >= (int)sizeof(name))
        return error_raise("the path is too long");
    CLEANUP(close_descriptor) int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return errno == ENOENT || errno == ENOTDIR ? STORE_NOT_FOUND : error_system("open the folder %s", path);
    if (faccessat(folder, "data.mdb", F_OK, 0) != 0)
        return errno == ENOENT ? STORE_NOT_FOUND : error_system("look at %s", name);
    /* Shared: two checks do not disturb each other, and a service would. Where there is no file nobody has it open. */
    CLEANUP(close_descriptor) int lock = openat(folder, "lock", O_RDONLY | O_CLOEXEC);
    if (lock >= 0 && flock(lock, LOCK_SH | LOCK_NB) != 0)
        return errno == EWOULDBLOCK ? STORE_BUSY : error_system("lock %s/lock", path);
    return store_check_file(name, hooks, report);
}
