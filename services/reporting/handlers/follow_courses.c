/*
 * follow_courses - what a page of the catalogue's feed does: to the store on the writer's thread, to the model of the
 * courses in memory on the loop once it is committed. Courses are applied by version, so a page may come twice.
 */
#include "base/error.h"
#include "codec/course_change.h"
#include "runtime/log.h"
#include "service.h"

/* One change as the store took it; the loop does the same to the model. */
struct applied {
    struct course_change change;
    const struct course_span *spans; /* of a course that is counted otherwise now; NULL: it is not */
    size_t span_count;
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

static int apply_course(struct batch *batch, uint32_t generation, struct arena *arena, struct applied *applied)
{
    const struct course_change *change = &applied->change;
    struct course course = {0};
    int result = stored_course_get(batch->txn, generation, change->course_id, arena, &course);
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    enum course_outcome outcome = course_apply(&course, &change->news);
    if (outcome == COURSE_OLD)
        return 0;
    if (outcome == COURSE_CHANGED) {
        applied->spans = arena_copy(arena, course.spans, course.span_count * sizeof *course.spans);
        applied->span_count = course.span_count;
        if (!applied->spans)
            return error_raise("no room for a page");
    }
    return stored_course_put(batch->txn, generation, change->course_id, &course, arena);
}

static int apply(void *context, struct batch *batch, uint32_t generation, const struct feed_page *page,
                 struct call *call)
{
    (void)context;
    struct applied_page *applied = arena_zalloc(&call->arena, 1, sizeof *applied);
    if (!applied || !(applied->items = arena_zalloc(&call->arena, page->event_count + 1, sizeof *applied->items)))
        return error_raise("no room for a page");
    applied->count = page->event_count;
    int result = 0;
    for (size_t i = 0; i < page->event_count && result == 0; i++) {
        struct applied *item = &applied->items[i];
        result = course_change_read(page->events[i].bytes, &call->arena, &item->change);
        if (result == 0 && item->change.kind == COURSE_CHANGE_ENTRIES)
            result = apply_entries(batch, generation, &item->change);
        else if (result == 0 && item->change.kind == COURSE_CHANGE_COURSE)
            result = apply_course(batch, generation, &call->arena, item);
    }
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

static int follow_one(struct course_model *model, const struct applied *applied)
{
    int result = 0;
    if (applied->change.kind == COURSE_CHANGE_COURSE && applied->spans)
        return course_model_put(model, applied->change.course_id, applied->spans, applied->span_count);
    for (size_t i = 0; i < applied->change.entry_count && result == 0; i++)
        result = course_model_put_entry(model, &applied->change.entries[i]);
    return result;
}

static void applied(void *context, uint32_t generation, struct call *call)
{
    struct reporting *reporting = context;
    const struct applied_page *page = call->request;
    struct course_model *model = model_of(&reporting->courses, generation);
    int result = model ? 0 : error_raise("no courses of generation %u", generation);
    for (size_t i = 0; i < page->count && result == 0; i++)
        result = follow_one(model, &page->items[i]);
    if (result == 0 && page->count > 0)
        result = course_model_settle(model);
    if (result) {
        reporting->courses.out_of_step = true;
        log_event(LOG_ERROR, "model_out_of_step", "{s:s, s:s}", "feed", STORED_CATALOGUE, "trail", error_trail());
    }
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
