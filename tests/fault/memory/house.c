/* house - see house.h. */
#include "house.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "store/outbox.h"
#include "strike.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct house *at_home; /* whose frames and calls come by the wrapped functions */

/* In place of the runtime's own */

int __wrap_server_send(struct server *server, const uint8_t *routing_id, size_t routing_id_length, const void *header,
                       size_t header_length, const void *body, size_t body_length);
int __wrap_writer_thread_push(struct writer_thread *thread, struct call *call);
struct writer_thread_figures __wrap_writer_thread_figures(struct writer_thread *thread);

int __wrap_server_send(struct server *server, const uint8_t *routing_id, size_t routing_id_length, const void *header,
                       size_t header_length, const void *body, size_t body_length)
{
    (void)server, (void)routing_id_length;
    CLEANUP(arena_deinit) struct arena arena;
    struct house_reply *reply = &at_home->replies[routing_id[0]];
    struct reply_header read;
    uint8_t both[32];
    strike_pause();
    arena_init(&arena, 1u << 20);
    if (!envelope_read_reply(&read, header, header_length, &arena))
        abort();
    reply->kind = read.status.code == STATUS_OK ? HOUSE_OK : HOUSE_REFUSED;
    snprintf(reply->reason, sizeof reply->reason, "%s", reply->kind == HOUSE_OK ? "OK" : read.status.reason);
    hash_128(header, header_length, both);
    hash_128(body_length ? body : "", body_length, both + 16);
    hash_128(both, sizeof both, reply->digest);
    arena_deinit(&arena);
    strike_go_on();
    return 0;
}

int __wrap_writer_thread_push(struct writer_thread *thread, struct call *call)
{
    (void)thread;
    if (at_home->queued == HOUSE_CALLS)
        return 1;
    at_home->queue[at_home->queued++] = call;
    return 0;
}

struct writer_thread_figures __wrap_writer_thread_figures(struct writer_thread *thread)
{
    (void)thread;
    return (struct writer_thread_figures){0};
}

/* Room on the disk is not what is tried here, and takes its time. */
int __wrap_posix_fallocate(int descriptor, off_t offset, off_t length);

int __wrap_posix_fallocate(int descriptor, off_t offset, off_t length)
{
    (void)descriptor, (void)offset, (void)length;
    return 0;
}

/* The service */

int house_open(struct house *house, const char *folder)
{
    memset(&house->runtime, 0, sizeof house->runtime);
    memset(house->applied, 0, sizeof house->applied);
    house->time = (struct clock_fake){HOUSE_NOW_MS, 1000};
    house->context = NULL;
    house->queued = 0;
    struct runtime *runtime = &house->runtime;
    runtime->service = house_service.runtime;
    runtime->clock = clock_fake(&house->time);
    int result = house_service.open(runtime, folder, &house->context, &runtime->store);
    if (result)
        return result;
    runtime->context = house->context;
    at_home = house;
    result = writer_init(&runtime->writer, runtime->store, runtime->service->name, house->context,
                         runtime->service->hooks, runtime->clock);
    if (result == 0)
        result = dispatch_routes(runtime);
    if (result)
        house_close(house);
    return result;
}

void house_close(struct house *house)
{
    for (size_t i = 0; i < house->queued; i++)
        call_free(house->queue[i]);
    house->queued = 0;
    metrics_free(house->runtime.metrics);
    free(house->runtime.routes);
    if (house->runtime.writer.store)
        writer_deinit(&house->runtime.writer);
    house_service.close(house->context);
    house->context = NULL;
}

static struct uuid id_of(unsigned number)
{
    struct uuid id = {{0}};
    for (int i = 0; i < 6; i++)
        id.bytes[i] = (uint8_t)(HOUSE_NOW_MS >> (40 - 8 * i));
    id.bytes[6] = 0x70;
    id.bytes[8] = 0x80;
    for (int i = 0; i < 4; i++)
        id.bytes[12 + i] = (uint8_t)(number >> (24 - 8 * i));
    return id;
}

void house_send(struct house *house, const struct house_step *step, size_t at)
{
    static const struct keys_caller desk = {.name = "desk",
                                            .roles = ROLE_READER | ROLE_REGISTRAR | ROLE_ADMINISTRATOR | ROLE_FOLLOWER |
                                                     ROLE_PERSON_FOLLOWER};
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    struct request_header header = {.timeout_ms = 10000, .request_id = id_of(step->id)};
    snprintf(header.method, sizeof header.method, "%s", step->method);
    strike_pause();
    house->replies[at] = (struct house_reply){0};
    if (envelope_write_request(&header, &packed) != 0)
        abort();
    strike_go_on();
    struct server_request request = {.routing_id = {(uint8_t)at},
                                     .routing_id_length = 5,
                                     .caller = &desk,
                                     .header = packed.data,
                                     .header_length = packed.length,
                                     .body = step->body.data,
                                     .body_length = step->body.length};
    dispatch_request(&house->runtime, &request);
}

int house_settle(struct house *house)
{
    size_t count = house->queued;
    if (count == 0)
        return 0;
    int result = writer_step(&house->runtime.writer, house->queue, count);
    if (result)
        return result; /* house_close() frees them: there is no outcome to tell */
    for (size_t i = 0; i + 1 < count; i++)
        house->queue[i]->next = house->queue[i + 1];
    house->queued = 0;
    dispatch_finished(&house->runtime, house->queue[0]);
    if (house->runtime.service->collect)
        house->runtime.service->collect(house->context);
    return 0;
}

/* Pages */

struct page_of_feed {
    const struct follower_hooks *hooks;
    struct feed_page page;
};

static int write_page(void *service, struct batch *batch, struct call *call)
{
    const struct page_of_feed *of = call->done_context;
    return of->hooks->apply(service, batch, 1, &of->page, call);
}

static const struct route page_route = {.method = "follower", .kind = ROUTE_WRITE, .write = write_page};

int house_page(struct house *house, const struct house_step *step, uint64_t from)
{
    struct feed_event events[64];
    struct page_of_feed of = {.hooks = house_service.follower(step->feed)};
    if (!of.hooks || step->event_count > 64)
        abort();
    for (size_t i = 0; i < step->event_count; i++)
        events[i] = (struct feed_event){from + i + 1, HOUSE_NOW_MS, step->events[i]};
    of.page = (struct feed_page){.from = from,
                                 .through = from + step->event_count,
                                 .head = from + step->event_count,
                                 .events = events,
                                 .event_count = step->event_count};
    struct call *call = call_new();
    if (!call)
        return 0;
    call->internal = true;
    call->route = &page_route;
    call->done_context = &of;
    int result = writer_step(&house->runtime.writer, &call, 1);
    bool applied = result == 0 && !call_refused(call);
    if (applied && of.hooks->applied)
        of.hooks->applied(house->context, 1, call);
    call_free(call);
    return result ? result : applied;
}

/* What is stored */

static void take(uint8_t digest[16], struct store_bytes bytes)
{
    uint8_t both[32];
    memcpy(both, digest, 16);
    hash_128(bytes.length ? bytes.data : "", bytes.length, both + 16);
    hash_128(both, sizeof both, digest);
}

static void digest_table(struct store_txn *txn, unsigned table, uint8_t digest[16])
{
    struct store_cursor cursor;
    struct store_bytes key = {NULL, 0}, value;
    if (store_cursor_open(&cursor, txn, table) != 0)
        abort();
    int result = store_cursor_seek(&cursor, key, &key, &value);
    while (result == 0) {
        take(digest, key);
        take(digest, value);
        result = store_cursor_next(&cursor, &key, &value);
    }
    if (result != STORE_NOT_FOUND)
        abort();
    store_cursor_close(&cursor);
}

static void digest_outbox(struct store_txn *txn, uint8_t digest[16])
{
    struct outbox_walk walk;
    struct store_bytes entry;
    uint64_t sequence;
    if (outbox_walk_open(&walk, txn, 1) != 0)
        abort();
    int result;
    while ((result = outbox_walk_next(&walk, &sequence, &entry, NULL)) == 0)
        take(digest, entry);
    if (result != STORE_NOT_FOUND)
        abort();
    outbox_walk_close(&walk);
}

void house_digest(struct house *house, uint8_t digest[16])
{
    struct store_txn *txn;
    memset(digest, 0, 16);
    if (store_begin_read(house->runtime.store, &txn) != 0)
        abort();
    for (unsigned table = 0; table < house_service.tables; table++) {
        take(digest, (struct store_bytes){&table, sizeof table});
        digest_table(txn, table, digest);
    }
    digest_outbox(txn, digest);
    store_abort(txn);
}
