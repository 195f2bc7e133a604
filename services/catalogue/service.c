/* service - see service.h. */
#include "service.h"

#include "base/error.h"
#include "runtime/log.h"

#include <jansson.h>
#include <stdlib.h>

#define SCRATCH_BYTES (4u << 20) /* a row of 22 cells of 4 KiB, and the courses that it names */

static int take_entry(void *context, enum master_list list, const struct master_entry *entry)
{
    return master_lists_put(context, list, entry);
}

static int load_lists(struct catalogue *catalogue, struct store_txn *txn)
{
    master_lists_free(catalogue->lists);
    catalogue->lists = master_lists_new();
    if (!catalogue->lists)
        return error_raise("no memory for master lists");
    catalogue->lists_changed = false;
    return stored_master_entries_walk(txn, MASTER_NONE, take_entry, catalogue->lists);
}

static int take_course(void *context, const struct course *course, struct arena *scratch)
{
    struct catalogue *catalogue = context;
    struct card *card = card_new(course);
    (void)scratch;
    if (!card || shelf_reserve(&catalogue->shelf, 1) < 0) {
        card_free(card);
        return error_raise("no memory for the card of a course");
    }
    shelf_put(&catalogue->shelf, card);
    return 0;
}

static int load(struct catalogue *catalogue)
{
    struct store_txn *txn;
    int result = store_begin_read(catalogue->store, &txn);
    if (result)
        return result;
    result = load_lists(catalogue, txn);
    if (result == 0)
        result = stored_courses_walk(txn, take_course, catalogue);
    store_abort(txn);
    if (result == 0)
        log_event(LOG_INFO, "memory_filled", "{s:I}", "courses", (json_int_t)catalogue->shelf.count);
    return result;
}

int catalogue_new(struct catalogue **out, const char *path)
{
    struct catalogue *catalogue = calloc(1, sizeof *catalogue);
    if (!catalogue)
        return error_system("catalogue");
    pthread_mutex_init(&catalogue->shelf_lock, NULL);
    arena_init(&catalogue->scratch, SCRATCH_BYTES);
    int result = stored_open(&catalogue->store, path);
    if (result > 0)
        result = error_raise("the store was written by a newer version of this program: %s", path);
    if (result == 0)
        result = load(catalogue);
    if (result) {
        catalogue_free(catalogue);
        return result < 0 ? result : error_raise("load: %s", error_trail());
    }
    *out = catalogue;
    return 0;
}

static void drop_staged(struct catalogue *catalogue)
{
    for (size_t i = 0; i < catalogue->staged_count; i++)
        card_free(catalogue->staged[i]);
    catalogue->staged_count = 0;
}

void catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    drop_staged(catalogue);
    free(catalogue->staged);
    shelf_deinit(&catalogue->shelf);
    master_lists_free(catalogue->lists);
    store_close(catalogue->store);
    pthread_mutex_destroy(&catalogue->shelf_lock);
    arena_deinit(&catalogue->scratch);
    free(catalogue);
}

const struct shelf *catalogue_lock(struct catalogue *catalogue)
{
    pthread_mutex_lock(&catalogue->shelf_lock);
    return &catalogue->shelf;
}

void catalogue_unlock(struct catalogue *catalogue)
{
    pthread_mutex_unlock(&catalogue->shelf_lock);
}

int catalogue_stage(struct catalogue *catalogue, const struct course *course)
{
    if (catalogue->staged_count == catalogue->staged_room) {
        size_t room = catalogue->staged_room ? catalogue->staged_room * 2 : 64;
        struct card **staged = realloc(catalogue->staged, room * sizeof(struct card *));
        if (!staged)
            return error_raise("no memory for %zu cards", room);
        catalogue->staged = staged;
        catalogue->staged_room = room;
    }
    /* Room on the shelf is made now: once the batch is committed, nothing may fail. */
    catalogue_lock(catalogue);
    int result = shelf_reserve(&catalogue->shelf, catalogue->staged_count + 1);
    catalogue_unlock(catalogue);
    struct card *card = result == 0 ? card_new(course) : NULL;
    if (!card)
        return error_raise("no memory for the card of a course");
    catalogue->staged[catalogue->staged_count++] = card;
    return 0;
}

static int committed(void *context)
{
    struct catalogue *catalogue = context;
    catalogue_lock(catalogue);
    for (size_t i = 0; i < catalogue->staged_count; i++)
        shelf_put(&catalogue->shelf, catalogue->staged[i]);
    catalogue_unlock(catalogue);
    catalogue->staged_count = 0;
    catalogue->lists_changed = false;
    return 0;
}

static int aborted(void *context)
{
    struct catalogue *catalogue = context;
    struct store_txn *txn;
    drop_staged(catalogue);
    if (!catalogue->lists_changed)
        return 0;
    int result = store_begin_read(catalogue->store, &txn);
    if (result)
        return result;
    result = load_lists(catalogue, txn);
    store_abort(txn);
    return result > 0 ? error_raise("load: %s", error_trail()) : result;
}

/* Nothing in the catalogue belongs to one department or person: every reader of the feed sees every event. */
static int feed_event(void *context, struct store_txn *txn, const struct feed_filter *filter, struct arena *arena,
                      struct store_bytes *event, bool *keep)
{
    (void)context, (void)txn, (void)filter, (void)arena, (void)event;
    *keep = true;
    return 0;
}

const struct runtime_service catalogue_service = {
    .name = "catalogue",
    .routes = catalogue_routes,
    .hooks = {.committed = committed, .aborted = aborted},
    .feed_event = feed_event,
};
