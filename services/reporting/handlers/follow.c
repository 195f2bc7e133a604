/*
 * follow - what a page of registration's feed does: to the store on the writer's thread, to the model in memory on the
 * loop once it is committed. Records are applied by version, so a page may come twice, and a hand-over between shards
 * can neither count twice nor uncount.
 */
#include "base/error.h"
#include "codec/feed_change.h"
#include "runtime/log.h"
#include "service.h"

#include <string.h>

/* One change as the store took it; the loop does the same to the model. */
struct applied {
    struct feed_change change;
    uint32_t ordinal; /* of an organisation that is new or changed; 0: nothing to do */
    enum counted_outcome outcome;
};

struct applied_page {
    struct applied *items;
    size_t count;
};

/* The writer's tree for the generation. */
static int need_tree(struct reporting *reporting, struct batch *batch, uint32_t generation)
{
    if (reporting->tree && reporting->tree_generation == generation)
        return 0;
    model_free(reporting->tree);
    reporting->tree = model_new();
    reporting->tree_generation = generation;
    return reporting->tree ? stored_load_tree(batch->txn, generation, reporting->tree) : error_system("tree");
}

static int apply_organisation(struct reporting *reporting, struct batch *batch, uint32_t generation, struct call *call,
                              struct applied *applied)
{
    struct model *tree = reporting->tree;
    struct model_organisation *organisation = &applied->change.organisation;
    uint32_t ordinal = model_find(tree, organisation->id);
    if (ordinal && tree->organisations[ordinal - 1].version >= organisation->version)
        return 0;
    organisation->parent = applied->change.parent_id[0] ? model_find(tree, applied->change.parent_id) : 0;
    if (organisation->parent == 0 && applied->change.parent_id[0])
        return error_raise("the feed names an organisation above before it was created");
    applied->ordinal = ordinal ? ordinal : tree->organisation_count + 1;
    int result = stored_organisation_put(batch->txn, generation, applied->ordinal, organisation, &call->arena);
    return result ? result : model_put_organisation(tree, applied->ordinal, organisation);
}

/* A designation of the list, or of a post that nobody has named before. @ordinal: in the tree, 0 for none. */
static int apply_designation(struct reporting *reporting, struct batch *batch, uint32_t generation,
                             const struct designation *designation, uint32_t *ordinal)
{
    int64_t place = model_put_designation(reporting->tree, designation);
    if (place < 0)
        return (int)place;
    *ordinal = (uint32_t)place;
    return place ? stored_designation_put(batch->txn, generation, *ordinal, designation) : 0;
}

static int find_designation(struct reporting *reporting, struct batch *batch, uint32_t generation,
                            const struct designation *designation, uint32_t *ordinal)
{
    *ordinal = dictionary_find(&reporting->tree->designations, designation->code);
    return *ordinal ? 0 : apply_designation(reporting, batch, generation, designation, ordinal);
}

static int apply_designations(struct reporting *reporting, struct batch *batch, uint32_t generation,
                              const struct feed_change *change)
{
    uint32_t ordinal;
    for (size_t i = 0; i < change->designation_count; i++) {
        int result = apply_designation(reporting, batch, generation, &change->designations[i], &ordinal);
        if (result)
            return result;
    }
    return 0;
}

static int apply_official(struct reporting *reporting, struct batch *batch, uint32_t generation,
                          struct applied *applied)
{
    struct feed_change *change = &applied->change;
    struct counted counted = {.number = change->number};
    change->span.organisation = model_find(reporting->tree, change->organisation_id);
    if (change->span.organisation == 0)
        return error_raise("the feed names an organisation before it was created");
    int result = find_designation(reporting, batch, generation, &change->designation, &change->span.designation);
    if (result)
        return result;
    result = stored_counted_get(batch->txn, generation, change->number, &reporting->scratch, &counted);
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    applied->outcome = counted_apply(&counted, change->version, &change->span);
    if (applied->outcome == COUNTED_OLD)
        return 0;
    change->span = counted.spans[counted.span_count - 1];
    return stored_counted_put(batch->txn, generation, &counted, &reporting->scratch);
}

static int apply_districts(struct batch *batch, uint32_t generation, const struct feed_change *change)
{
    for (size_t i = 0; i < change->district_count; i++) {
        int result = stored_district_put(batch->txn, generation, &change->districts[i]);
        if (result)
            return result;
    }
    return 0;
}

static int apply_one(struct reporting *reporting, struct batch *batch, uint32_t generation, struct call *call,
                     struct applied *applied)
{
    arena_reset(&reporting->scratch);
    switch (applied->change.kind) {
    case FEED_CHANGE_NONE:
        return 0;
    case FEED_CHANGE_DISTRICTS:
        return apply_districts(batch, generation, &applied->change);
    case FEED_CHANGE_DESIGNATIONS:
        return apply_designations(reporting, batch, generation, &applied->change);
    case FEED_CHANGE_ORGANISATION:
        return apply_organisation(reporting, batch, generation, call, applied);
    case FEED_CHANGE_OFFICIAL:
        return apply_official(reporting, batch, generation, applied);
    }
    return error_raise("unknown kind of change");
}

static int apply(void *context, struct batch *batch, uint32_t generation, const struct feed_page *page,
                 struct call *call)
{
    struct reporting *reporting = context;
    struct applied_page *applied = arena_zalloc(&call->arena, 1, sizeof *applied);
    if (!applied || !(applied->items = arena_zalloc(&call->arena, page->event_count + 1, sizeof *applied->items)))
        return error_raise("no room for a page");
    applied->count = page->event_count;
    int result = need_tree(reporting, batch, generation);
    for (size_t i = 0; i < page->event_count && result == 0; i++) {
        result = feed_change_read(page->events[i].bytes, &call->arena, &applied->items[i].change);
        if (result == 0)
            result = apply_one(reporting, batch, generation, call, &applied->items[i]);
    }
    call->request = applied;
    return result;
}

static long drop(void *context, struct batch *batch, uint32_t generation, size_t most)
{
    (void)context;
    return stored_drop(batch->txn, generation, most);
}

/* On the loop. */

static struct model *model_of(struct reporting *reporting, uint32_t generation)
{
    if (generation == reporting->generation)
        return reporting->model;
    return generation == reporting->next_generation ? reporting->next : NULL;
}

static int put_designation(struct model *model, const struct designation *designation)
{
    int64_t ordinal = model_put_designation(model, designation);
    return ordinal < 0 ? (int)ordinal : 0;
}

static int follow_one(struct model *model, const struct applied *applied)
{
    const struct feed_change *change = &applied->change;
    int result = 0;
    switch (change->kind) {
    case FEED_CHANGE_NONE:
        break;
    case FEED_CHANGE_DISTRICTS:
        for (size_t i = 0; i < change->district_count && result == 0; i++)
            result = model_put_district(model, &change->districts[i]);
        break;
    case FEED_CHANGE_DESIGNATIONS:
        for (size_t i = 0; i < change->designation_count && result == 0; i++)
            result = put_designation(model, &change->designations[i]);
        break;
    case FEED_CHANGE_ORGANISATION:
        if (applied->ordinal)
            result = model_put_organisation(model, applied->ordinal, &change->organisation);
        break;
    case FEED_CHANGE_OFFICIAL:
        result = put_designation(model, &change->designation); /* at the ordinal that the tree gave it */
        if (result == 0)
            result = model_change_official(model, change->number, applied->outcome, &change->span);
        break;
    }
    return result;
}

static void applied(void *context, uint32_t generation, struct call *call)
{
    struct reporting *reporting = context;
    const struct applied_page *page = call->request;
    struct model *model = model_of(reporting, generation);
    int result = model ? 0 : error_raise("no model of generation %u", generation);
    for (size_t i = 0; i < page->count && result == 0; i++)
        result = follow_one(model, &page->items[i]);
    if (result) {
        reporting->out_of_step = true;
        log_event(LOG_ERROR, "model_out_of_step", "{s:s}", "trail", error_trail());
    }
}

static void begun(void *context, uint32_t generation)
{
    struct reporting *reporting = context;
    model_free(reporting->next);
    reporting->next = NULL;
    reporting->next_generation = generation;
    if (reporting_load(reporting, generation, &reporting->next) != 0)
        log_event(LOG_ERROR, "model_out_of_step", "{s:s}", "trail", error_trail());
}

static void switched(void *context, uint32_t generation)
{
    struct reporting *reporting = context;
    if (generation != reporting->next_generation || !reporting->next) {
        reporting->out_of_step = true;
        return;
    }
    pages_forget(&reporting->pages); /* they name what is in the model */
    model_free(reporting->model);
    reporting->model = reporting->next;
    reporting->generation = generation;
    reporting->next = NULL;
    reporting->next_generation = 0;
}

const struct follower_hooks reporting_follower_hooks = {
    .apply = apply, .drop = drop, .applied = applied, .switched = switched, .begun = begun};
