/*
 * Opening and closing an environment. What it knows of itself (meta.c) is made in the transaction that makes the
 * tables, so an environment either has all of it or is empty; one that has tables but no `meta` was not made by this
 * program and is refused. A new one is made under another name and renamed. A migration runs in one transaction: killed
 * in the middle, the next start finds the old schema and begins again, with a fresh copy.
 */
#include "store/store_private.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char table_meta[] = "meta";
static const char table_outbox[] = "outbox";

#define PATH_BYTES 4096

/* Readers at one time, idle ones included: the loop, the workers, and room. */
#define MOST_READERS 126

struct store *store_new(const struct store_table *tables, size_t table_count)
{
    struct store *store = calloc(1, sizeof(*store));
    if (store == NULL)
        return NULL;
    store->folder = -1;
    store->lock = -1;
    store->tables = tables;
    store->table_count = table_count;
    store->handles = calloc(table_count + 1, sizeof(*store->handles)); /* + 1: never of size 0 */
    if (store->handles == NULL || pthread_mutex_init(&store->readers, NULL) != 0) {
        free(store->handles);
        free(store);
        return NULL;
    }
    return store;
}

static void assert_options(const struct store_options *options)
{
    assert(options->path != NULL);
    assert(options->schema >= 1);
    for (size_t i = 0; i < options->table_count; i++) {
        assert(strcmp(options->tables[i].name, table_meta) != 0);
        assert(strcmp(options->tables[i].name, table_outbox) != 0);
    }
}

int store_open_environment(struct store *store, const char *path, size_t map_bytes, unsigned most_tables,
                           unsigned flags)
{
    size_t page_bytes = (size_t)sysconf(_SC_PAGESIZE);
    map_bytes = map_bytes != 0 ? map_bytes : LIMIT_STORE_MAP_BYTES;
    map_bytes -= map_bytes % page_bytes;

    int code = mdb_env_create(&store->env);
    if (code == 0)
        code = mdb_env_set_mapsize(store->env, map_bytes);
    if (code == 0)
        code = mdb_env_set_maxdbs(store->env, most_tables);
    if (code == 0)
        code = mdb_env_set_maxreaders(store->env, MOST_READERS);
    if (code == 0) /* not MDB_NOMEMINIT: uncleared pages would carry what the heap held to the disk */
        code = mdb_env_open(store->env, path, MDB_NOTLS | flags, 0600);
    int dead = 0;
    if (code == 0)
        code = mdb_reader_check(store->env, &dead);
    MDB_envinfo info = {0};
    MDB_stat stat = {0};
    if (code == 0)
        code = mdb_env_info(store->env, &info);
    if (code == 0)
        code = mdb_env_stat(store->env, &stat);
    store->map_bytes = info.me_mapsize;
    store->page_bytes = stat.ms_psize;
    return store_result(code, "open the environment");
}

static bool is_known_table(const struct store *store, MDB_val name)
{
    const char *known[] = {table_meta, table_outbox};
    for (size_t i = 0; i < STORE_OWN_TABLES; i++)
        if (strlen(known[i]) == name.mv_size && memcmp(known[i], name.mv_data, name.mv_size) == 0)
            return true;
    for (size_t i = 0; i < store->table_count; i++)
        if (strlen(store->tables[i].name) == name.mv_size &&
            memcmp(store->tables[i].name, name.mv_data, name.mv_size) == 0)
            return true;
    return false;
}

/* An environment without a service's name was made before stores knew it. It is taken for @service's where it has no
 * table that @service does not know. */
static int refuse_strange_tables(struct store_txn *txn, const char *service)
{
    MDB_dbi main_table;
    MDB_cursor *cursor;
    MDB_val name, value;
    bool strange = false;
    int code = mdb_dbi_open(txn->handle, NULL, 0, &main_table);
    if (code == 0)
        code = mdb_cursor_open(txn->handle, main_table, &cursor);
    if (code != 0)
        return store_result(code, "list the tables");
    while (!strange && (code = mdb_cursor_get(cursor, &name, &value, MDB_NEXT)) == 0) {
        strange = !is_known_table(txn->store, name);
        if (strange)
            error_raise("it does not say whose store it is, and has a table '%.*s' that %s has not", (int)name.mv_size,
                        (const char *)name.mv_data, service);
    }
    mdb_cursor_close(cursor);
    if (strange)
        return -1;
    return code == MDB_NOTFOUND ? 0 : store_result(code, "list the tables");
}

/* Whose environment this is: nobody else's. Before anything in it is touched. */
static int refuse_other_service(struct store_txn *txn, const char *service)
{
    int result = meta_get_service(txn);
    if (result != 0 || service == NULL || strcmp(txn->store->service, service) == 0)
        return result;
    if (txn->store->service[0] != '\0')
        return error_raise("it is the store of %s, not of %s", txn->store->service, service);
    return refuse_strange_tables(txn, service);
}

/* *schema: 0 where the environment is empty. */
static int look(struct store *store, const struct store_options *options, uint32_t *schema)
{
    *schema = 0;
    CLEANUP(store_abort_pointer) struct store_txn *txn = NULL;
    int result = store_begin_write(store, &txn);
    if (result != 0)
        return result;
    /* The handle ends with the transaction, which is aborted: looking leaves no trace. */
    int code = mdb_dbi_open(txn->handle, table_meta, 0, &store->meta);
    if (code == MDB_NOTFOUND) {
        MDB_stat main_table;
        code = mdb_env_stat(store->env, &main_table);
        if (code == 0 && main_table.ms_entries != 0)
            return error_raise("not an environment of this program: it has no table '%s'", table_meta);
        return store_result(code, "read the environment");
    }
    if (code != 0)
        return store_result(code, "open table meta");
    result = refuse_other_service(txn, options->service);
    return result != 0 ? result : meta_get_schema(txn, schema);
}

static int open_tables(struct store_txn *txn)
{
    struct store *store = txn->store;
    int code = mdb_dbi_open(txn->handle, table_meta, MDB_CREATE, &store->meta);
    if (code == 0)
        code = mdb_dbi_open(txn->handle, table_outbox, MDB_CREATE, &store->outbox);
    for (size_t i = 0; code == 0 && i < store->table_count; i++)
        code = mdb_dbi_open(txn->handle, store->tables[i].name, MDB_CREATE, &store->handles[i]);
    return store_write_result(txn, code, "open the tables");
}

static int migrate(struct store_txn *txn, const struct store_options *options, uint32_t from)
{
    if (options->migrate == NULL)
        return error_raise("there is no way from schema %u to schema %u", from, options->schema);
    for (uint32_t step = from; step < options->schema; step++) {
        int result = options->migrate(txn, step);
        if (result < 0)
            return error_pass(result, "migrate from schema %u", step);
        if (result > 0)
            return error_raise("migrate from schema %u: outcome %d of the store", step, result);
    }
    return 0;
}

/* Leave the environment with all tables and at the schema of the options. @schema: what it has now. Where all is as it
 * should be nothing is written: a start does no more harm to a store that is damaged. */
static int bring_up(struct store *store, const struct store_options *options, uint32_t schema)
{
    CLEANUP(store_abort_pointer) struct store_txn *txn = NULL;
    int result = store_begin_write(store, &txn);
    if (result == 0)
        result = open_tables(txn);
    if (result == 0 && schema == 0)
        result = meta_put_identity(txn);
    if (result == 0 && schema != 0 && schema < options->schema)
        result = migrate(txn, options, schema);
    if (result == 0 && schema != options->schema)
        result = meta_put_schema(txn, options->schema);
    if (result == 0 && options->service != NULL && strcmp(store->service, options->service) != 0)
        result = meta_put_service(txn, options->service);
    if (result == 0)
        result = meta_read(txn);
    if (result != 0)
        return result;
    struct store_txn *finished = txn;
    txn = NULL;
    return store_commit(finished);
}

/* A new environment, whole, under the name of a part. */
static int make_part(const struct store_options *options)
{
    char path[PATH_BYTES];
    if (snprintf(path, sizeof(path), "%s/" FOLDER_PART, options->path) >= (int)sizeof(path))
        return error_raise("the path is too long");
    struct store *made = store_new(options->tables, options->table_count);
    if (made == NULL)
        return error_raise("out of memory");
    int result =
        store_open_environment(made, path, options->map_bytes, (unsigned)options->table_count + STORE_OWN_TABLES,
                               MDB_NOSUBDIR | MDB_NOLOCK | (options->unsafe_no_sync ? MDB_NOSYNC : 0));
    if (result == 0)
        result = bring_up(made, options, 0);
    store_close(made);
    return result;
}

/* A store that is not there yet gets its name when it is whole: what a power cut leaves of LMDB's first pages it would
 * not open again. */
static int make_new(const struct store *store, const struct store_options *options)
{
    if (faccessat(store->folder, "data.mdb", F_OK, AT_SYMLINK_NOFOLLOW) == 0)
        return 0;
    if (errno != ENOENT)
        return error_system("look at %s/data.mdb", options->path);
    int result = make_part(options);
    if (result == 0 && renameat(store->folder, FOLDER_PART, store->folder, "data.mdb") != 0)
        result = error_system("rename %s/" FOLDER_PART, options->path);
    if (result != 0) {
        unlinkat(store->folder, FOLDER_PART, 0);
        return result;
    }
    return folder_sync(store, true);
}

/* An older page in the place of the one that knows the tables would show them as they were. */
static int look_at_places(struct store *store)
{
    struct store_txn *reader;
    int result = store_begin_read(store, &reader);
    if (result != 0)
        return result;
    result = record_learn_place(reader);
    const unsigned own[STORE_OWN_TABLES] = {STORE_TABLE_META, STORE_TABLE_OUTBOX};
    for (size_t i = 0; i < store->table_count + STORE_OWN_TABLES && result == 0; i++) {
        unsigned table = i < store->table_count ? (unsigned)i : own[i - store->table_count];
        result = pages_are_in_place(reader, table);
        if (result == STORE_DAMAGED)
            error_raise("table %s: a page of it lies in another one's place", store_table_name(store, table));
    }
    store_abort(reader);
    return result;
}

static int prepare(struct store *store, const struct store_options *options)
{
    uint32_t schema;
    int result = look(store, options, &schema);
    if (result != 0)
        return result;
    if (schema > options->schema)
        return STORE_NEWER;
    if (schema != 0 && schema < options->schema) {
        char name[64];
        snprintf(name, sizeof(name), "before-schema-%u.mdb", options->schema);
        result = folder_copy(store, name);
        if (result != 0)
            return result;
    }
    result = bring_up(store, options, schema);
    if (result == 0)
        result = look_at_places(store);
    return result != 0 ? result : folder_sync(store, schema == 0);
}

int store_open(struct store **opened, const struct store_options *options)
{
    assert_options(options);
    *opened = NULL;
    struct store *store = store_new(options->tables, options->table_count);
    if (store == NULL)
        return error_raise("open the store: out of memory");
    int result = folder_open(store, options->path);
    if (result == 0)
        result = make_new(store, options);
    if (result == 0)
        result = store_open_environment(store, options->path, options->map_bytes,
                                        (unsigned)options->table_count + STORE_OWN_TABLES,
                                        options->unsafe_no_sync ? MDB_NOSYNC : 0);
    if (result == 0)
        result = prepare(store, options);
    if (result == 0) {
        *opened = store;
        return 0;
    }
    store_close(store);
    switch (result) {
    case STORE_NEWER:
        return STORE_NEWER;
    case STORE_BUSY:
        return error_raise("the store is open in another process (%s/lock is held)", options->path);
    case STORE_NOT_FOUND:
        return error_raise("open the store %s: a record of table '%s' is missing", options->path, table_meta);
    case STORE_FULL:
    case STORE_TXN_TOO_BIG:
        return error_raise("open the store %s: no room in the file system or in the map", options->path);
    default: /* a failure, or damage: the trail says which */
        return error_pass(-1, "open the store %s", options->path);
    }
}

void store_close(struct store *store)
{
    if (store == NULL)
        return;
    assert(store->writer.handle == NULL);
    store_txn_close_readers(store);
    if (store->env != NULL)
        mdb_env_close(store->env);
    if (store->lock >= 0)
        close(store->lock); /* only now may another process open it */
    if (store->folder >= 0)
        close(store->folder);
    pthread_mutex_destroy(&store->readers);
    free(store->handles);
    free(store->own_tables);
    explicit_bzero(store->secret, sizeof(store->secret));
    free(store);
}

uint64_t store_epoch(const struct store *store)
{
    return store->epoch;
}

const char *store_service(const struct store *store)
{
    return store->service;
}

size_t store_restorations(const struct store *store, const struct store_restoration **list)
{
    *list = store->restorations;
    return store->restoration_count;
}

const uint8_t *store_secret(const struct store *store)
{
    return store->secret;
}

MDB_dbi store_table_handle(const struct store *store, unsigned table)
{
    if (table == STORE_TABLE_META)
        return store->meta;
    if (table == STORE_TABLE_OUTBOX)
        return store->outbox;
    assert(table < store->table_count);
    return store->handles[table];
}

const char *store_table_name(const struct store *store, unsigned table)
{
    if (table == STORE_TABLE_META)
        return table_meta;
    if (table == STORE_TABLE_OUTBOX)
        return table_outbox;
    assert(table < store->table_count);
    return store->tables[table].name;
}
