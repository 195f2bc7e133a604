/*
 * course_read - one course; a list; a count.
 *
 * Lists and counts look at the cards in memory, which may be newer than the snapshot of the call by what was committed
 * meanwhile, never older. A list then reads its courses from the snapshot, and judges them once more.
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "codec/course.h"
#include "codec/refuse.h"
#include "handlers/handlers.h"
#include "service.h"

#include <string.h>

static uint32_t total_minutes(struct catalogue *catalogue, const struct course_content *content)
{
    uint32_t minutes = shelf_total_minutes(catalogue_lock(catalogue), content);
    catalogue_unlock(catalogue);
    return minutes;
}

int course_handle_get(void *service, struct store_txn *txn, struct call *call)
{
    const struct course_get_request *request = call->request;
    struct course course;
    int result = request->course_id ? stored_course_get(txn, request->course_id, &call->arena, &course)
                                    : stored_course_find(txn, request->igot_id, &call->arena, &course);
    if (result == STORE_NOT_FOUND)
        return refuse_unknown(call);
    if (result)
        return result;
    /* An id on iGOT that only the staged edit has is not for everybody. */
    if (request->igot_id && strcmp(course.content.igot_id, request->igot_id) != 0 && !course_may_see_staged(call))
        return refuse_unknown(call);
    return course_answer_get(call, &course, total_minutes(service, &course.content));
}

/* The sets of a filter. */
struct sets {
    struct table providers, competencies, areas, cadres, trades;
    const struct course_filter *filter;
    struct arena *arena;
};

static void sets_deinit(struct sets *sets)
{
    table_deinit(&sets->providers);
    table_deinit(&sets->competencies);
    table_deinit(&sets->areas);
    table_deinit(&sets->cadres);
    table_deinit(&sets->trades);
}

static int put(struct table *set, const char *text)
{
    if (table_reserve(set, 1) < 0)
        return error_raise("no memory for a filter");
    table_put(set, text, set);
    return 0;
}

static int put_all(struct table *set, const struct course_strings *strings)
{
    int result = 0;
    for (size_t i = 0; i < strings->count && result == 0; i++)
        result = put(set, strings->items[i]);
    return result;
}

/* A sub-theme stands for its theme where that is asked for; any competency for its area. */
static int put_competency(void *context, enum master_list list, const struct master_entry *entry)
{
    struct sets *sets = context;
    bool asked = false, in_area = sets->filter->areas & 1u << entry->area;
    const struct course_strings *themes = &sets->filter->competencies;
    (void)list;
    for (size_t i = 0; i < themes->count && !asked; i++)
        asked = strcmp(themes->items[i], entry->theme_code) == 0;
    if (!asked && !in_area)
        return 0;
    const char *code = arena_printf(sets->arena, "%s", entry->code);
    int result = code ? 0 : error_raise("no room for a filter");
    if (result == 0 && asked)
        result = put(&sets->competencies, code);
    return result == 0 && in_area ? put(&sets->areas, code) : result;
}

static int fill_sets(struct store_txn *txn, struct call *call, const struct course_filter *filter, struct sets *sets,
                     struct card_filter *card)
{
    *card = filter->card;
    sets->filter = filter;
    sets->arena = &call->arena;
    int result = put_all(&sets->providers, &filter->providers);
    if (result == 0)
        result = put_all(&sets->competencies, &filter->competencies);
    if (result == 0)
        result = put_all(&sets->cadres, &filter->cadres);
    if (result == 0)
        result = put_all(&sets->trades, &filter->trades);
    if (result == 0 && (filter->competencies.count > 0 || filter->areas))
        result = stored_master_entries_walk(txn, MASTER_COMPETENCY, put_competency, sets);
    card->providers = filter->providers.count ? &sets->providers : NULL;
    card->competencies = filter->competencies.count ? &sets->competencies : NULL;
    card->areas = filter->areas ? &sets->areas : NULL;
    card->cadres = filter->cadres.count ? &sets->cadres : NULL;
    card->trades = filter->trades.count ? &sets->trades : NULL;
    return result;
}

int course_handle_count(void *service, struct store_txn *txn, struct call *call)
{
    const struct course_list_request *request = call->request;
    CLEANUP(sets_deinit) struct sets sets = {0};
    struct card_filter filter;
    struct card_counts *counts = arena_zalloc(&call->arena, 1, sizeof *counts);
    int result = counts ? fill_sets(txn, call, &request->filter, &sets, &filter) : error_raise("no room to count");
    if (result)
        return result;
    shelf_count(catalogue_lock(service), &filter, counts);
    catalogue_unlock(service);
    return course_answer_count(call, counts);
}

/* What a page may hold: ids in order, and where the look at the cards ended. */
struct candidates {
    const char **ids;
    uint32_t *minutes;
    size_t count;
    const char *last; /* looked at last; NULL: the end of the shelf was reached */
};

static int gather(struct catalogue *catalogue, struct call *call, const struct card_filter *filter, const char *after,
                  size_t most, struct candidates *candidates)
{
    const struct shelf *shelf = catalogue_lock(catalogue);
    size_t at = shelf_after(shelf, after), first = at;
    const struct card *card = NULL;
    bool failed = false;
    for (; at < shelf->count && candidates->count < most && at - first < LIMIT_CARDS_EXAMINED && !failed; at++) {
        card = shelf->cards[at];
        if (!card_passes(card, filter))
            continue;
        struct course_content content = {.duration_minutes = card->duration_minutes, .parts = card->parts};
        candidates->minutes[candidates->count] = shelf_total_minutes(shelf, &content);
        candidates->ids[candidates->count] = arena_printf(&call->arena, "%s", card->id);
        failed = !candidates->ids[candidates->count++];
    }
    candidates->last = at < shelf->count && card ? arena_printf(&call->arena, "%s", card->id) : NULL;
    failed |= at < shelf->count && !candidates->last;
    catalogue_unlock(catalogue);
    return failed ? error_raise("no room for a list") : 0;
}

/* Whether the course passes as the snapshot has it. */
static int judge_again(const struct course *course, const struct card_filter *filter, bool *passes)
{
    struct card *card = card_new(course);
    if (!card)
        return error_raise("no memory for the card of a course");
    *passes = card_passes(card, filter);
    card_free(card);
    return 0;
}

/* Reads the candidates until the page is full. Return: 0, or as the store said; candidates->last is where it ends. */
static int fill_page(struct store_txn *txn, struct call *call, const struct card_filter *filter,
                     struct candidates *candidates, struct course_page *page)
{
    for (size_t i = 0; i < candidates->count; i++) {
        struct course course;
        bool passes = false;
        int result = stored_course_get(txn, candidates->ids[i], &call->arena, &course);
        if (result == STORE_NOT_FOUND) /* newer than the snapshot */
            continue;
        if (result == 0)
            result = judge_again(&course, filter, &passes);
        if (result == 0 && passes)
            result = course_page_add(call, page, &course, candidates->minutes[i]);
        if (result == 1) { /* only a page that has something is full */
            candidates->last = candidates->ids[i - 1];
            return 0;
        }
        if (result)
            return result;
    }
    return 0;
}

int course_handle_list(void *service, struct store_txn *txn, struct call *call)
{
    struct catalogue *catalogue = service;
    const struct course_list_request *request = call->request;
    CLEANUP(sets_deinit) struct sets sets = {0};
    struct card_filter filter;
    size_t size = request->page.size;
    struct candidates candidates = {.ids = arena_zalloc(&call->arena, size, sizeof *candidates.ids),
                                    .minutes = arena_zalloc(&call->arena, size, sizeof *candidates.minutes)};
    struct course_page page = {.messages = arena_zalloc(&call->arena, size, sizeof *page.messages)};
    struct store_bytes from, last = {0};
    if (!candidates.ids || !candidates.minutes || !page.messages)
        return error_raise("no room for a list");
    if (!page_open(call, catalogue->store, &request->page, &from))
        return 0;
    const char *after = from.data ? arena_string(&call->arena, from.data, from.length) : "";
    int result = after ? fill_sets(txn, call, &request->filter, &sets, &filter) : error_raise("no room for a list");
    if (result == 0)
        result = gather(catalogue, call, &filter, after, size, &candidates);
    if (result == 0)
        result = fill_page(txn, call, &filter, &candidates, &page);
    if (result)
        return result;
    if (candidates.last)
        last = (struct store_bytes){candidates.last, strlen(candidates.last)};
    return course_answer_list(call, catalogue->store, &request->page, &page, last);
}
