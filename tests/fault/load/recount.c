/*
 * recount - holds registration to what it promised: reads its feed from the first entry, and compares it with journals
 * of load clients. Prints one line of JSON; ends with 1 where a promise was broken.
 *
 *   lost       acknowledged, and no entry has the request id
 *   twice      a request id in two entries, or an official registered twice
 *   changed    acknowledged with another official or position than the entry's
 *   foreign    an official that no journal asked for: done although it was refused for certain
 *   unsure     lines of which nothing was known; `unsure_done` of them were done
 */
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "client/client.h"
#include "load/journal.h"

#include <inttypes.h>
#include <jansson.h>
#include <karmayogi/core/v1/feed.pb-c.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <stdlib.h>
#include <string.h>

#define PAGE_ARENA_BYTES (64u << 20)

struct counts {
    json_int_t entries, registered, acknowledged, lost, twice, changed, foreign, unsure, unsure_done;
    uint64_t epoch, sequence;
};

static int by_id(const void *a, const void *b)
{
    const struct journal_line *left = a, *right = b;
    return memcmp(left->request_id.bytes, right->request_id.bytes, UUID_BYTES);
}

static int by_official(const void *a, const void *b)
{
    const struct journal_line *left = a, *right = b;
    return strcmp(left->official_id, right->official_id);
}

static void sort(struct journal *journal, int (*compare)(const void *, const void *))
{
    if (journal->count > 0)
        qsort(journal->lines, journal->count, sizeof *journal->lines, compare);
}

/* --- the feed, as lines of a journal --- */

/* Notes an entry that registers somebody. */
static int take_entry(struct journal *done, const Karmayogi__Core__V1__FeedEntry *entry, struct arena *arena)
{
    for (size_t i = 0; i < entry->n_events; i++) {
        const Karmayogi__Registration__V1__Event *event = (const Karmayogi__Registration__V1__Event *)wire_unpack(
            &karmayogi__registration__v1__event__descriptor, entry->events[i].data, entry->events[i].len, arena);
        if (!event)
            return error_raise("entry %" PRIu64 " cannot be read", entry->sequence);
        if (event->kind_case != KARMAYOGI__REGISTRATION__V1__EVENT__KIND_OFFICIAL_REGISTERED)
            continue;
        struct journal_line *line = journal_add(done);
        if (!line)
            return error_raise("out of memory");
        line->sequence = entry->sequence;
        memcpy(line->request_id.bytes, entry->request_id.data, UUID_BYTES);
        snprintf(line->official_id, sizeof line->official_id, "%s", event->official_registered->official->official_id);
    }
    return 0;
}

/* One page. Return: 1: there are more, 0: that was the last, < 0. */
static int read_page(struct client *client, Karmayogi__Core__V1__FeedCursor *cursor, struct journal *done,
                     struct counts *counts)
{
    CLEANUP(buffer_deinit) struct buffer body = {0};
    CLEANUP(arena_deinit) struct arena arena;
    CLEANUP(client_call_deinit) struct client_call call = {.method = "karmayogi.core.v1.FeedService/Read"};
    Karmayogi__Core__V1__ReadRequest request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;

    arena_init(&arena, PAGE_ARENA_BYTES);
    request.cursor = cursor;
    request.max_bytes = LIMIT_FEED_PAGE_BYTES;
    if (wire_pack(&request.base, &body) < 0)
        return -1;
    call.body = body.data;
    call.body_length = body.length;
    int result = client_call(client, &call);
    if (result != 0)
        return result < 0 ? result : error_raise("the feed: %s", call.reply.status.sentence);
    const Karmayogi__Core__V1__ReadResponse *page = (const Karmayogi__Core__V1__ReadResponse *)wire_unpack(
        &karmayogi__core__v1__read_response__descriptor, call.answer, call.answer_length, &arena);
    if (!page || !page->through)
        return error_raise("a page of the feed cannot be read");
    for (size_t i = 0; i < page->n_entries; i++) {
        if (page->entries[i]->sequence != cursor->sequence + i + 1)
            return error_raise("the feed has a gap before entry %" PRIu64, page->entries[i]->sequence);
        if ((result = take_entry(done, page->entries[i], &arena)) < 0)
            return result;
    }
    counts->entries += (json_int_t)page->n_entries;
    cursor->epoch = page->through->epoch;
    cursor->sequence = page->through->sequence;
    cursor->checksum = page->through->checksum;
    counts->epoch = page->epoch;
    counts->sequence = page->head;
    return cursor->sequence < page->head;
}

static int read_feed(struct client *client, struct journal *done, struct counts *counts)
{
    Karmayogi__Core__V1__FeedCursor cursor = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    int result;
    while ((result = read_page(client, &cursor, done, counts)) > 0)
        continue;
    counts->registered = (json_int_t)done->count;
    return result;
}

/* --- the comparison --- */

/* One request id: what the journals say of it (a request may be in several, sent again), and what was done. */
static void compare_one(const struct journal_line *said, size_t said_count, const struct journal_line *done,
                        size_t done_count, struct counts *counts)
{
    bool acknowledged = false;
    for (size_t i = 0; i < said_count; i++) {
        if (said[i].official_id[0] == '\0')
            continue;
        acknowledged = true;
        if (done_count > 0 &&
            (strcmp(said[i].official_id, done->official_id) != 0 || said[i].sequence != done->sequence))
            counts->changed++;
    }
    counts->acknowledged += acknowledged;
    counts->lost += acknowledged && done_count == 0;
    counts->unsure += said_count > 0 && !acknowledged;
    counts->unsure_done += said_count > 0 && !acknowledged && done_count > 0;
    counts->foreign += said_count == 0;
    counts->twice += done_count > 1;
}

static size_t run_of(const struct journal *journal, size_t at, const struct uuid *id)
{
    size_t count = 0;
    while (at + count < journal->count && uuid_equal(&journal->lines[at + count].request_id, id))
        count++;
    return count;
}

static void compare(struct journal *said, struct journal *done, struct counts *counts)
{
    sort(done, by_official);
    for (size_t i = 1; i < done->count; i++)
        counts->twice += by_official(&done->lines[i - 1], &done->lines[i]) == 0;
    sort(said, by_id);
    sort(done, by_id);
    for (size_t s = 0, d = 0; s < said->count || d < done->count;) {
        bool from_said = d == done->count || (s < said->count && by_id(&said->lines[s], &done->lines[d]) <= 0);
        const struct uuid *id = from_said ? &said->lines[s].request_id : &done->lines[d].request_id;
        size_t said_count = run_of(said, s, id), done_count = run_of(done, d, id);
        compare_one(said->lines + s, said_count, done->lines + d, done_count, counts);
        s += said_count;
        d += done_count;
    }
}

static void tell(const struct counts *counts)
{
    json_t *json =
        json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "entries", counts->entries, "registered",
                  counts->registered, "acknowledged", counts->acknowledged, "lost", counts->lost, "twice",
                  counts->twice, "changed", counts->changed, "foreign", counts->foreign, "unsure", counts->unsure,
                  "unsure_done", counts->unsure_done, "sequence", (json_int_t)counts->sequence);
    char epoch[24];
    snprintf(epoch, sizeof epoch, "%" PRIu64, counts->epoch);
    json_object_set_new(json, "epoch", json_string(epoch));
    json_dumpf(json, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER);
    putchar('\n');
    json_decref(json);
}

static int run(int argc, char **argv, struct counts *counts)
{
    struct keys_pair key, server;
    CLEANUP(client_free_pointer) struct client *client = NULL;
    CLEANUP(journal_deinit) struct journal said = {0};
    CLEANUP(journal_deinit) struct journal done = {0};
    struct client_options options = {
        .connection = {.endpoint = argv[1], .server_public_key = server.public_key, .key = &key}, .timeout_ms = 60000};

    if (keys_read(&server, argv[2]) < 0 || keys_read(&key, argv[3]) < 0)
        return -1;
    for (int i = 4; i < argc; i++) {
        if (journal_read(&said, argv[i]) < 0)
            return -1;
    }
    if (client_new(&client, &options) < 0 || read_feed(client, &done, counts) < 0)
        return -1;
    compare(&said, &done, counts);
    tell(counts);
    return counts->lost || counts->twice || counts->changed || counts->foreign;
}

int main(int argc, char **argv)
{
    struct counts counts = {0};
    if (argc < 4) {
        fputs("usage: recount ENDPOINT SERVER.public KEY.secret JOURNAL...\n", stderr);
        return 2;
    }
    int result = run(argc, argv, &counts);
    if (result < 0)
        fprintf(stderr, "recount: %s\n", error_trail());
    return result < 0 ? 2 : result;
}
