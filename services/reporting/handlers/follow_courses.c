/*
 * follow_courses - what a page of the catalogue's feed does: to the store on the writer's thread, to the model of the
 * courses in memory on the loop once it is committed. Courses are applied by version, so a page may come twice.
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "codec/course_change.h"
#include "runtime/log.h"
#include "service.h"

/* One change as the store took it. An event is read in memory of its own: a page may hold thousands of courses, and
 * what they unpack to would be more than a command may use. */
struct applied {
    struct course_change entries; /* for the loop to put, too */
    const char *course_id;        /* counted otherwise now: for the loop to read; NULL: none is */
};

struct applied_page {
    struct applied *items;
    size_t count;
};

static int apply_entries(struct batch *batch, uint32_t generation, const struct course_change *change)
{
    for (size_t i = 0; i < change->entry_count; i++) {
        int result = stored_course_entry_put(batch->txn, generation, &change->entries[i]);
        if (result)
            return result;
    }
    return 0;
}

static int apply_course(struct batch *batch, uint32_t generation, struct arena *scratch, struct call *call,
                        const struct course_change *change, struct applied *applied)
{
    struct course course = {0};
    int result = stored_course_get(batch->txn, generation, change->course_id, scratch, &course);
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    enum course_outcome outcome = course_apply(&course, &change->news);
    if (outcome == COURSE_OLD)
        return 0;
    if (outcome == COURSE_CHANGED) {
        applied->course_id = arena_printf(&call->arena, "%s", change->course_id);
        if (!applied->course_id)
            return error_raise("no room for a page");
    }
    return stored_course_put(batch->txn, generation, change->course_id, &course, scratch);
}

static int apply_one(struct reporting *reporting, struct batch *batch, uint32_t generation, struct store_bytes event,
                     struct call *call, struct applied *applied)
{
    struct course_change change;
    arena_reset(&reporting->scratch);
    int result = course_change_read(event, &reporting->scratch, &change);
    if (result == 0 && change.kind == COURSE_CHANGE_COURSE)
        return apply_course(batch, generation, &reporting->scratch, call, &change, applied);
    if (result || change.kind == COURSE_CHANGE_NONE)
        return result;
    result = course_change_read(event, &call->arena, &applied->entries);
    return result ? result : apply_entries(batch, generation, &applied->entries);
}

static int apply(void *context, struct batch *batch, uint32_t generation, const struct feed_page *page,
                 struct call *call)
{
    struct applied_page *applied = arena_zalloc(&call->arena, 1, sizeof *applied);
    if (!applied || !(applied->items = arena_zalloc(&call->arena, page->event_count + 1, sizeof *applied->items)))
        return error_raise("no room for a page");
    applied->count = page->event_count;
    int result = 0;
    for (size_t i = 0; i < page->event_count && result == 0; i++)
        result = apply_one(context, batch, generation, page->events[i].bytes, call, &applied->items[i]);
    call->request = applied;
    return result;
}

static long drop(void *context, struct batch *batch, uint32_t generation, size_t most)
{
    (void)context;
    return stored_drop_courses(batch->txn, generation, most);
}

/* On the loop. */

static struct course_model *model_of(struct reporting_courses *courses, uint32_t generation)
{
    if (generation == courses->generation)
        return courses->model;
    return generation == courses->next_generation ? courses->next : NULL;
}

/* A course as the page left it: nobody else writes courses, and the next page comes after this one. */
static int follow_course(struct course_model *model, struct store_txn *txn, uint32_t generation, const char *course_id)
{
    CLEANUP(arena_deinit) struct arena arena;
    struct course course = {0};
    arena_init(&arena, REPORTING_SCRATCH_BYTES);
    int result = stored_course_get(txn, generation, course_id, &arena, &course);
    if (result > 0)
        return error_raise("a course of the model: %s", error_trail());
    return result ? result : course_model_put(model, course_id, course.spans, course.span_count);
}

static int follow_one(struct course_model *model, struct store_txn *txn, uint32_t generation,
                      const struct applied *applied)
{
    int result = applied->course_id ? follow_course(model, txn, generation, applied->course_id) : 0;
    for (size_t i = 0; i < applied->entries.entry_count && result == 0; i++)
        result = course_model_put_entry(model, &applied->entries.entries[i]);
    return result;
}

static int follow_page(struct reporting *reporting, uint32_t generation, const struct applied_page *page)
{
    CLEANUP(store_abort_pointer) struct store_txn *txn = NULL;
    struct course_model *model = model_of(&reporting->courses, generation);
    int result =
        model ? store_begin_read(reporting->store, &txn) : error_raise("no courses of generation %u", generation);
    for (size_t i = 0; i < page->count && result == 0; i++)
        result = follow_one(model, txn, generation, &page->items[i]);
    return result == 0 && page->count > 0 ? course_model_settle(model) : result;
}

static void applied(void *context, uint32_t generation, struct call *call)
{
    struct reporting *reporting = context;
    if (follow_page(reporting, generation, call->request) == 0)
        return;
    reporting->courses.out_of_step = true;
    log_event(LOG_ERROR, "model_out_of_step", "{s:s, s:s}", "feed", STORED_CATALOGUE, "trail", error_trail());
}

static void begun(void *context, uint32_t generation)
{
    struct reporting *reporting = context;
    struct reporting_courses *courses = &reporting->courses;
    course_model_free(courses->next);
    courses->next = NULL;
    courses->next_generation = generation;
    if (reporting_load_courses(reporting, generation, &courses->next) != 0)
        log_event(LOG_ERROR, "model_out_of_step", "{s:s, s:s}", "feed", STORED_CATALOGUE, "trail", error_trail());
}

static void switched(void *context, uint32_t generation)
{
    struct reporting *reporting = context;
    struct reporting_courses *courses = &reporting->courses;
    if (generation != courses->next_generation || !courses->next) {
        courses->out_of_step = true;
        return;
    }
    pages_forget(&reporting->pages); /* they name what is in the model */
    course_model_free(courses->model);
    courses->model = courses->next;
    courses->generation = generation;
    courses->next = NULL;
    courses->next_generation = 0;
}

const struct follower_hooks reporting_course_hooks = {
    .apply = apply, .drop = drop, .applied = applied, .switched = switched, .begun = begun};
