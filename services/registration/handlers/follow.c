/*
 * follow - what a page of the catalogue's feed does: each event about a course replaces what is kept of it, by version.
 * Nothing of it is in memory, and none of it is registration's history: no entry is appended. What is not about a
 * course is passed over.
 */
#include "base/error.h"
#include "codec/course.h"
#include "handlers/handlers.h"
#include "service.h"

static int apply_one(struct registration *registration, struct batch *batch, uint32_t generation,
                     struct store_bytes event)
{
    struct arena *arena = &registration->scratch;
    struct course course, before;
    arena_reset(arena);
    int result = course_from_event(event, arena, &course);
    if (result || !course.id)
        return result;
    result = stored_course_get(batch->txn, generation, course.id, arena, &before);
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    if (result == 0 && before.version >= course.version)
        return 0;
    if (result == 0)
        course_add_former_modules(&course, &before);
    return stored_course_put(batch->txn, generation, &course, arena);
}

static int apply(void *context, struct batch *batch, uint32_t generation, const struct feed_page *page,
                 struct call *call)
{
    (void)call;
    int result = 0;
    for (size_t i = 0; i < page->event_count && result == 0; i++)
        result = apply_one(context, batch, generation, page->events[i].bytes);
    return result;
}

static long drop(void *context, struct batch *batch, uint32_t generation, size_t most)
{
    (void)context;
    return stored_courses_drop(batch->txn, generation, most);
}

static void applied(void *context, uint32_t generation, struct call *call)
{
    (void)context, (void)generation, (void)call;
}

/* The generation before this one is still whole: it is dropped by a later batch, begun from here on. */
static void switched(void *context, uint32_t generation)
{
    struct registration *registration = context;
    atomic_store(&registration->course_generation, generation);
}

static void begun(void *context, uint32_t generation)
{
    (void)context, (void)generation;
}

const struct follower_hooks registration_follower_hooks = {
    .apply = apply, .drop = drop, .applied = applied, .switched = switched, .begun = begun};
