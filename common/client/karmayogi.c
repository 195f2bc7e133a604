/*
 * karmayogi - the public face of the client: its own small types outside, those of wire/ and client.h behind them.
 *
 * Nothing of the house's headers shows in karmayogi.h, so that they can change without the programs of others. What a
 * program may get wrong (a method that is too long, a 17th position, an id that is none) is an error here and never an
 * assertion: it is not our process.
 */
#include "client/karmayogi.h"
#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "client/client.h"

#include <karmayogi/core/v1/feed.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ANSWER_ARENA_BYTES = 256 << 20, /* the largest answer, unpacked, and what is unpacked out of it */
    TRY_MS = 5000,
};

struct karmayogi {
    struct client *client;
};

struct karmayogi_call {
    struct client_call call;
    char method[ENVELOPE_METHOD_BYTES];
    struct position at_least[ENVELOPE_POSITIONS];
    struct karmayogi_violation violations[STATUS_VIOLATIONS];
    size_t violation_count;
    struct karmayogi_position positions[ENVELOPE_POSITIONS];
    size_t position_count;
    struct arena arena; /* of unpacked answers */
};

_Static_assert(sizeof((struct karmayogi_position){0}.service) == ENVELOPE_SERVICE_BYTES,
               "a service's name has one size");
_Static_assert(sizeof((struct uuid){0}.bytes) == KARMAYOGI_ID_BYTES, "a request id is a UUID");
_Static_assert((int)KARMAYOGI_UNAUTHENTICATED == (int)STATUS_UNAUTHENTICATED, "the codes are the same numbers");

const char *karmayogi_version(void)
{
    return KARMAYOGI_VERSION;
}

const char *karmayogi_error(void)
{
    return error_trail();
}

/* --- connections --- */

int karmayogi_open(struct karmayogi **connection, const char *endpoint, const char *own_key_file,
                   const char *service_key_file)
{
    struct keys_pair own, service;

    *connection = NULL;
    if (!endpoint || !own_key_file || !service_key_file)
        return error_raise("an endpoint and two key files are needed");
    struct karmayogi *made = calloc(1, sizeof(*made));
    if (!made)
        return error_raise("out of memory");
    struct client_options options = {
        .connection = {.endpoint = endpoint, .server_public_key = service.public_key, .key = &own}};
    int result = keys_read(&service, service_key_file);
    if (result == 0)
        result = keys_read(&own, own_key_file);
    if (result == 0)
        result = client_new(&made->client, &options);
    explicit_bzero(&own, sizeof(own));
    if (result < 0) {
        free(made);
        return result;
    }
    *connection = made;
    return 0;
}

void karmayogi_close(struct karmayogi *connection)
{
    if (!connection)
        return;
    client_free(connection->client);
    free(connection);
}

int karmayogi_set_actor(struct karmayogi *connection, const char *actor)
{
    return client_set_actor(connection->client, actor ? actor : "");
}

int karmayogi_set_language(struct karmayogi *connection, const char *language)
{
    if (!language || (strcmp(language, "en") != 0 && strcmp(language, "hi") != 0))
        return error_raise("the language is not one of en, hi");
    client_set_locale(connection->client, strcmp(language, "hi") == 0 ? LOCALE_HI : LOCALE_EN);
    return 0;
}

void karmayogi_set_timeout(struct karmayogi *connection, uint32_t timeout_ms)
{
    client_set_timeout(connection->client, timeout_ms);
}

/* --- calls --- */

int karmayogi_call_new(struct karmayogi_call **call, const char *method)
{
    struct clock clock = clock_system();

    *call = NULL;
    if (!method || strlen(method) >= ENVELOPE_METHOD_BYTES)
        return error_raise("a method has a name of at most %d bytes", ENVELOPE_METHOD_BYTES - 1);
    struct karmayogi_call *made = calloc(1, sizeof(*made));
    if (!made)
        return error_raise("out of memory");
    if (uuid_v7(&made->call.request_id, clock_utc_ms(&clock)) < 0) {
        free(made);
        return -1;
    }
    snprintf(made->method, sizeof(made->method), "%s", method);
    made->call.method = made->method;
    made->call.at_least = made->at_least;
    arena_init(&made->arena, ANSWER_ARENA_BYTES);
    *call = made;
    return 0;
}

void karmayogi_call_free(struct karmayogi_call *call)
{
    if (!call)
        return;
    client_call_deinit(&call->call);
    arena_deinit(&call->arena);
    free(call);
}

static void call_free_pointer(struct karmayogi_call **call)
{
    karmayogi_call_free(*call);
}

void karmayogi_call_id(const struct karmayogi_call *call, uint8_t id[KARMAYOGI_ID_BYTES])
{
    memcpy(id, call->call.request_id.bytes, UUID_BYTES);
}

int karmayogi_call_set_id(struct karmayogi_call *call, const uint8_t id[KARMAYOGI_ID_BYTES])
{
    struct uuid uuid;

    memcpy(uuid.bytes, id, UUID_BYTES);
    if (!uuid_is_v7(&uuid))
        return error_raise("a request id is a UUID of version 7");
    call->call.request_id = uuid;
    return 0;
}

int karmayogi_call_at_least(struct karmayogi_call *call, const struct karmayogi_position *position)
{
    if (call->call.at_least_count >= ENVELOPE_POSITIONS)
        return error_raise("more than %d positions in at_least", ENVELOPE_POSITIONS);
    if (memchr(position->service, '\0', sizeof(position->service)) == NULL)
        return error_raise("the service of a position is longer than %d bytes", KARMAYOGI_SERVICE_BYTES - 1);
    struct position *to = &call->at_least[call->call.at_least_count++];
    *to = (struct position){.epoch = position->epoch, .sequence = position->sequence};
    snprintf(to->service, sizeof(to->service), "%s", position->service);
    return 0;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static void take_violations(struct karmayogi_call *call)
{
    const struct status *status = &call->call.reply.status;

    for (size_t i = 0; i < status->violation_count && i < STATUS_VIOLATIONS; i++) {
        const struct violation *from = &status->violations[i];
        call->violations[i] = (struct karmayogi_violation){
            .field = or_empty(from->field),
            .reason = or_empty(from->reason),
            .sentence = or_empty(from->sentence),
            .detail = or_empty(from->detail),
        };
        call->violation_count = i + 1;
    }
}

static void take_positions(struct karmayogi_call *call)
{
    const struct reply_header *reply = &call->call.reply;

    for (size_t i = 0; i < reply->position_count && i < ENVELOPE_POSITIONS; i++) {
        struct karmayogi_position *to = &call->positions[i];
        *to = (struct karmayogi_position){.epoch = reply->positions[i].epoch, .sequence = reply->positions[i].sequence};
        snprintf(to->service, sizeof(to->service), "%s", reply->positions[i].service);
        call->position_count = i + 1;
    }
}

/* send() - the call with the body that it has; what it knows of a former answer is forgotten. */
static int send_call(struct karmayogi *connection, struct karmayogi_call *call)
{
    arena_reset(&call->arena);
    call->violation_count = 0;
    call->position_count = 0;
    int result = client_call(connection->client, &call->call);
    call->call.body = NULL; /* it was lent for the time of the call */
    call->call.body_length = 0;
    if (result < 0) {
        call->call.reply.status = (struct status){.code = STATUS_UNKNOWN};
        return result;
    }
    take_violations(call);
    take_positions(call);
    return (int)call->call.reply.status.code;
}

int karmayogi_call_packed(struct karmayogi *connection, struct karmayogi_call *call, const void *request, size_t length)
{
    if (!request && length > 0)
        return error_raise("a request of %zu bytes, and no bytes", length);
    call->call.body = request;
    call->call.body_length = length;
    return send_call(connection, call);
}

int karmayogi_call(struct karmayogi *connection, struct karmayogi_call *call, const ProtobufCMessage *request)
{
    CLEANUP(buffer_deinit) struct buffer body = {0};

    if (!request)
        return error_raise("a request is a message, even if nothing is set in it");
    if (!wire_check_text(request))
        return error_raise("a text in the request is not UTF-8");
    if (wire_pack(request, &body) < 0)
        return -1;
    return karmayogi_call_packed(connection, call, body.data, body.length);
}

int karmayogi_call_code(const struct karmayogi_call *call)
{
    return (int)call->call.reply.status.code;
}

const char *karmayogi_call_reason(const struct karmayogi_call *call)
{
    return or_empty(call->call.reply.status.reason);
}

const char *karmayogi_call_sentence(const struct karmayogi_call *call)
{
    return or_empty(call->call.reply.status.sentence);
}

uint32_t karmayogi_call_retry_after_ms(const struct karmayogi_call *call)
{
    return call->call.reply.status.retry_after_ms;
}

unsigned karmayogi_call_tries(const struct karmayogi_call *call)
{
    return call->call.tries;
}

size_t karmayogi_call_violations(const struct karmayogi_call *call, const struct karmayogi_violation **violations)
{
    *violations = call->violations;
    return call->violation_count;
}

size_t karmayogi_call_positions(const struct karmayogi_call *call, const struct karmayogi_position **positions)
{
    *positions = call->positions;
    return call->position_count;
}

static bool has_answer(const struct karmayogi_call *call)
{
    return call->call.tries > 0 && call->call.reply.status.code == STATUS_OK;
}

const void *karmayogi_call_answer(const struct karmayogi_call *call, size_t *length)
{
    *length = has_answer(call) ? call->call.answer_length : 0;
    return has_answer(call) ? call->call.answer : NULL;
}

const void *karmayogi_call_unpack(struct karmayogi_call *call, const ProtobufCMessageDescriptor *descriptor,
                                  const void *bytes, size_t length)
{
    return bytes || length == 0 ? wire_unpack(descriptor, bytes, length, &call->arena) : NULL;
}

const void *karmayogi_call_message(struct karmayogi_call *call, const ProtobufCMessageDescriptor *descriptor)
{
    return has_answer(call) ? karmayogi_call_unpack(call, descriptor, call->call.answer, call->call.answer_length)
                            : NULL;
}

/* --- the feed --- */

static const char feed_method[] = "karmayogi.core.v1.FeedService/Read";

/* is_continuation() - whether a page begins where its reader stands, has no hole, and ends where it says. */
static bool is_continuation(const Karmayogi__Core__V1__ReadResponse *page, const struct karmayogi_cursor *after)
{
    if (!page->through || page->through->epoch != page->epoch || page->from_sequence != after->sequence ||
        (after->epoch != 0 && page->epoch != after->epoch) ||
        page->through->sequence - after->sequence != page->n_entries)
        return false;
    for (size_t i = 0; i < page->n_entries; i++) {
        if (page->entries[i]->sequence != after->sequence + i + 1)
            return false;
    }
    return true;
}

static int take_page(struct karmayogi_call *call, const struct karmayogi_cursor *after,
                     struct karmayogi_cursor *through)
{
    const Karmayogi__Core__V1__ReadResponse *page =
        karmayogi_call_message(call, &karmayogi__core__v1__read_response__descriptor);

    if (!page || !is_continuation(page, after))
        return error_raise("a page of the feed cannot be understood, or does not go on where it was asked to");
    *through = (struct karmayogi_cursor){
        .epoch = page->through->epoch, .sequence = page->through->sequence, .checksum = page->through->checksum};
    return 0;
}

int karmayogi_feed_read(struct karmayogi *connection, const struct karmayogi_cursor *after,
                        const struct karmayogi_feed_query *query, struct karmayogi_call **page,
                        struct karmayogi_cursor *through)
{
    CLEANUP(call_free_pointer) struct karmayogi_call *call = NULL;
    Karmayogi__Core__V1__FeedCursor cursor = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    Karmayogi__Core__V1__ReadRequest request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
    struct karmayogi_cursor from = *after; /* @through may be the same place */

    *page = NULL;
    if (karmayogi_call_new(&call, feed_method) < 0 || !call)
        return -1;
    cursor.epoch = from.epoch;
    cursor.sequence = from.sequence;
    cursor.checksum = from.checksum;
    request.cursor = &cursor;
    if (query) {
        request.max_bytes = query->max_bytes;
        request.wait_ms = query->wait_ms;
        /* protobuf-c takes writable arrays even where it only reads them. */
        request.event_kinds = (uint32_t *)(uintptr_t)query->kinds;
        request.n_event_kinds = query->kind_count;
        request.departments = (uint32_t *)(uintptr_t)query->departments;
        request.n_departments = query->department_count;
        request.with_person = query->with_person != 0;
    }
    /* A reader that waits is silent, not lost: the try and the call last longer than the wait. */
    if (request.wait_ms <= LIMIT_TIMEOUT_MS) {
        call->call.try_ms = request.wait_ms + TRY_MS;
        call->call.more_ms = request.wait_ms;
    }
    *through = from;
    int result = karmayogi_call(connection, call, &request.base);
    if (result == KARMAYOGI_OK)
        result = take_page(call, &from, through);
    if (result < 0)
        return result;
    *page = call;
    call = NULL;
    return result;
}
