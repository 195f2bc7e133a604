/* history - see history.h. */
#include "history.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/official_number.h"
#include "store/outbox.h"
#include "store/store.h"
#include "wire/envelope.h"
#include "world.h"

#include <assert.h>
#include <karmayogi/core/v1/outbox.pb-c.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HISTORIES  16

#define R(name)    Karmayogi__Registration__V1__##name
#define KIND(name) KARMAYOGI__REGISTRATION__V1__EVENT__KIND_##name

static struct history histories[HISTORIES];
static size_t history_count;

static void keep_text(char *to, size_t room, const char *text)
{
    snprintf(to, room, "%s", text ? text : "");
}

static void take_official(struct told *told, const R(OfficialSnapshot) * snapshot)
{
    const R(Post) *post = snapshot->post;
    told->number = official_number_parse(snapshot->official_id);
    told->version = snapshot->version;
    told->state = snapshot->state;
    told->day =
        date_from_civil(snapshot->effective_on->year, snapshot->effective_on->month, snapshot->effective_on->day);
    told->district = post->district_code;
    told->group = post->group;
    told->gender = post->gender;
    told->engagement = post->engagement;
    keep_text(told->organisation, sizeof told->organisation, post->organisation_id);
    keep_text(told->designation, sizeof told->designation, post->designation_code);
}

/* Return: whether the event says anything that is counted. */
static bool take_event(struct told *told, const R(Event) * event)
{
    switch (event->kind_case) {
    case KIND(OFFICIAL_REGISTERED):
        take_official(told, event->official_registered->official);
        return true;
    case KIND(OFFICIAL_UPDATED):
        take_official(told, event->official_updated->official);
        return true;
    case KIND(OFFICIAL_BLOCKED):
        take_official(told, event->official_blocked->official);
        return true;
    case KIND(OFFICIAL_UNBLOCKED):
        take_official(told, event->official_unblocked->official);
        return true;
    case KIND(OFFICIAL_RETIRED):
        take_official(told, event->official_retired->official);
        return true;
    case KIND(ORGANISATION_CREATED):
        keep_text(told->organisation, sizeof told->organisation,
                  event->organisation_created->organisation->organisation_id);
        keep_text(told->parent, sizeof told->parent, event->organisation_created->organisation->parent_id);
        return true;
    default:
        return false;
    }
}

static void take_entry(struct entry *entry, const Karmayogi__Core__V1__OutboxRecord *record, struct arena *arena)
{
    const Karmayogi__Core__V1__FeedEntry *feed = record->entry;
    if (feed->sequence != entry->sequence || feed->request_id.len != UUID_BYTES || record->body_hash.len != 16)
        world_break("entry %llu of the feed is malformed", (unsigned long long)entry->sequence);
    memcpy(entry->request_id.bytes, feed->request_id.data, UUID_BYTES);
    memcpy(entry->body_hash, record->body_hash.data, sizeof entry->body_hash);
    keep_text(entry->caller, sizeof entry->caller, feed->caller);
    keep_text(entry->method, sizeof entry->method, record->method);
    entry->told = calloc(feed->n_events + 1, sizeof *entry->told);
    assert(entry->told);
    for (size_t i = 0; i < feed->n_events; i++) {
        const R(Event) *event = (R(Event) *)wire_unpack(&karmayogi__registration__v1__event__descriptor,
                                                        feed->events[i].data, feed->events[i].len, arena);
        if (!event)
            world_break("an event of entry %llu cannot be read", (unsigned long long)entry->sequence);
        entry->told_count += take_event(&entry->told[entry->told_count], event);
    }
}

static struct entry *add_entry(struct history *history)
{
    if (history->count == history->room) {
        history->room = history->room ? history->room * 2 : 128;
        history->entries = realloc(history->entries, history->room * sizeof *history->entries);
        assert(history->entries);
    }
    struct entry *entry = &history->entries[history->count++];
    *entry = (struct entry){.sequence = history->count};
    return entry;
}

static struct history *find(uint64_t epoch)
{
    for (size_t i = 0; i < history_count; i++)
        if (histories[i].epoch == epoch)
            return &histories[i];
    return NULL;
}

static struct history *begin(uint64_t epoch)
{
    assert(history_count < HISTORIES);
    struct history *history = &histories[history_count++];
    *history = (struct history){.epoch = epoch};
    world_trace(NULL, "the feed begins a history of epoch %llx", epoch, 0, 0);
    return history;
}

static void take_bytes(struct history *history, struct store_bytes bytes, uint64_t checksum)
{
    struct entry *entry = add_entry(history);
    struct arena arena;
    arena_init(&arena, 64u << 20);
    entry->checksum = checksum;
    const Karmayogi__Core__V1__OutboxRecord *record = (Karmayogi__Core__V1__OutboxRecord *)wire_unpack(
        &karmayogi__core__v1__outbox_record__descriptor, bytes.data, bytes.length, &arena);
    if (!record || !record->entry)
        world_break("entry %llu cannot be read", (unsigned long long)entry->sequence);
    take_entry(entry, record, &arena);
    arena_deinit(&arena);
}

/* Entries from @from on: those that are known must be the same, others are new. */
static void read_feed(struct history *history, struct store *store, uint64_t from)
{
    struct store_txn *txn;
    struct outbox_walk walk;
    uint64_t sequence = 0, checksum, expected = from;
    struct store_bytes bytes;
    int result = store_begin_read(store, &txn);
    if (result == 0)
        result = outbox_walk_open(&walk, txn, from);
    while (result == 0 && (result = outbox_walk_next(&walk, &sequence, &bytes, &checksum)) == 0) {
        if (sequence != expected++)
            world_break("the feed has a gap: entry %llu is followed by %llu", (unsigned long long)expected - 2,
                        (unsigned long long)sequence);
        if (sequence <= history->count && history->entries[sequence - 1].checksum != checksum)
            world_break("entry %llu of one epoch is another one than before", (unsigned long long)sequence);
        if (sequence > history->count)
            take_bytes(history, bytes, checksum);
    }
    if (result != STORE_NOT_FOUND)
        world_break("the feed cannot be read: %s", error_trail());
    outbox_walk_close(&walk);
    store_abort(txn);
    if (expected - 1 < history->count)
        world_break("entries %llu to %zu were committed and are not there any more", (unsigned long long)expected,
                    history->count);
}

void history_opened(struct store *store)
{
    struct history *history = find(store_epoch(store));
    bool is_new = !history;
    if (is_new)
        history = begin(store_epoch(store));
    read_feed(history, store, 1);
    world_trace(NULL, "the feed stands at entry %llu", history->count, 0, 0);
    if (!is_new || history_count < 2)
        return;
    const struct history *former = &histories[history_count - 2];
    for (size_t i = 0; i < history->count; i++)
        if (i >= former->count || former->entries[i].checksum != history->entries[i].checksum)
            world_break("a restored history is not the beginning of the one before: entry %zu", i + 1);
}

void history_committed(struct store *store)
{
    struct history *history = find(store_epoch(store));
    assert(history);
    read_feed(history, store, history->count ? history->count : 1);
    world_trace(NULL, "committed up to entry %llu", history->count, 0, 0);
}

const struct history *history_of(uint64_t epoch)
{
    return find(epoch);
}

const struct history *history_now(void)
{
    return history_count ? &histories[history_count - 1] : NULL;
}

const struct entry *history_entry(uint64_t epoch, uint64_t sequence)
{
    return history_at(find(epoch), sequence);
}

const struct told *history_official(const struct history *history, uint64_t through, uint64_t number, int32_t day)
{
    const struct told *found = NULL;
    for (uint64_t i = 0; i < through && i < history->count; i++)
        for (size_t k = 0; k < history->entries[i].told_count; k++) {
            const struct told *told = &history->entries[i].told[k];
            if (told->number == number && told->day <= day)
                found = told;
        }
    return found;
}

size_t history_officials(const struct history *history, uint64_t through, uint64_t **numbers)
{
    size_t count = 0, room = 64;
    *numbers = malloc(room * sizeof **numbers);
    for (uint64_t i = 0; i < through && i < history->count; i++)
        for (size_t k = 0; k < history->entries[i].told_count; k++) {
            const struct told *told = &history->entries[i].told[k];
            if (told->number == 0 || told->version != 1)
                continue;
            if (count == room)
                *numbers = realloc(*numbers, (room *= 2) * sizeof **numbers);
            assert(*numbers);
            (*numbers)[count++] = told->number;
        }
    return count;
}

static const struct told *organisation(const struct history *history, uint64_t through, const char *id)
{
    for (uint64_t i = 0; i < through && i < history->count; i++)
        for (size_t k = 0; k < history->entries[i].told_count; k++) {
            const struct told *told = &history->entries[i].told[k];
            if (told->number == 0 && strcmp(told->organisation, id) == 0)
                return told;
        }
    return NULL;
}

const char *history_child(const struct history *history, uint64_t through, const char *id, const char *above)
{
    const char *child = "";
    for (const struct told *at = organisation(history, through, id); at;
         at = organisation(history, through, at->parent)) {
        if (strcmp(at->organisation, above) == 0)
            return child;
        child = at->organisation;
    }
    return NULL;
}

bool history_is_below(const struct history *history, uint64_t through, const char *id, const char *above)
{
    return history_child(history, through, id, above) != NULL;
}
