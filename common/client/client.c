/*
 * client - one call: send, wait, and send again under the same id until there is an answer or the time is over.
 *
 * The loop of a call knows three moments: when the next try may be sent, when the current try has waited long enough,
 * and when the call is over. A try is also over when the connection that carried it broke, since its answer cannot
 * come any more. An answer that asks for patience (UNAVAILABLE, RESOURCE_EXHAUSTED) is kept: should there be no
 * time left for another try, it is the answer.
 */
#include "client/client.h"
#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TRY_MS = 5000,
    UNSENT_MS = 100,
    BACKOFF_FIRST_MS = 50, /* where the service does not say how long to wait; doubles */
    BACKOFF_MOST_MS = 5000,
    REPLY_ARENA_BYTES = 1 << 20, /* headers: 64 violations and 16 positions at most */
};

struct client {
    struct caller *caller;
    struct clock clock;
    char endpoint[256];
    char actor[ENVELOPE_ACTOR_BYTES];
    enum locale locale;
    uint32_t timeout_ms;
    uint32_t try_ms;
};

int client_new(struct client **client, const struct client_options *options)
{
    *client = NULL;
    struct client *made = calloc(1, sizeof(*made));
    if (!made)
        return error_raise("out of memory");
    made->clock = clock_system();
    made->try_ms = options->try_ms ? options->try_ms : TRY_MS;
    client_set_locale(made, options->locale);
    client_set_timeout(made, options->timeout_ms);
    snprintf(made->endpoint, sizeof(made->endpoint), "%s", options->connection.endpoint);
    if (client_set_actor(made, options->actor ? options->actor : "") < 0 ||
        caller_new(&made->caller, &options->connection) < 0) {
        free(made);
        return -1;
    }
    *client = made;
    return 0;
}

int client_set_actor(struct client *client, const char *actor)
{
    if (strlen(actor) >= ENVELOPE_ACTOR_BYTES)
        return error_raise("the actor's name is longer than %d bytes", ENVELOPE_ACTOR_BYTES - 1);
    snprintf(client->actor, sizeof(client->actor), "%s", actor);
    return 0;
}

void client_set_locale(struct client *client, enum locale locale)
{
    client->locale = locale;
}

void client_set_timeout(struct client *client, uint32_t timeout_ms)
{
    client->timeout_ms = timeout_ms ? timeout_ms : ENVELOPE_TIMEOUT_MS;
}

void client_free(struct client *client)
{
    if (!client)
        return;
    caller_free(client->caller);
    free(client);
}

void client_free_pointer(struct client **client)
{
    client_free(*client);
    *client = NULL;
}

/* What one call knows while it runs. */
struct attempt {
    struct client *client;
    struct client_call *call;
    struct request_header header;
    int64_t over_at_ms;
    int64_t send_at_ms;  /* the next try, not before this; meaningless while one is under way */
    int64_t try_over_ms; /* when the one under way is given up */
    int64_t backoff_ms;
    uint64_t breaks;   /* of the connection, when it was sent */
    bool is_under_way; /* a try was sent and may be answered */
    bool has_put_off;  /* the call's reply holds an answer that asked for patience */
};

static int64_t now_ms(const struct attempt *attempt)
{
    return clock_monotonic_ms(&attempt->client->clock);
}

static bool is_zero(const struct uuid *id)
{
    static const struct uuid zero;
    return memcmp(id, &zero, sizeof(zero)) == 0;
}

static void forget_answer(struct client_call *call)
{
    caller_reply_deinit(&call->message);
    arena_deinit(&call->arena);
    arena_init(&call->arena, REPLY_ARENA_BYTES);
    call->reply = (struct reply_header){.request_id = call->request_id};
    call->answer = NULL;
    call->answer_length = 0;
}

static int begin(struct attempt *attempt, struct client *client, struct client_call *call)
{
    struct request_header *header = &attempt->header;

    assert(call->method && (call->body || call->body_length == 0));
    *attempt = (struct attempt){.client = client, .call = call, .backoff_ms = BACKOFF_FIRST_MS};
    if (is_zero(&call->request_id) && uuid_v7(&call->request_id, clock_utc_ms(&client->clock)) < 0)
        return -1;
    call->tries = 0;
    forget_answer(call);
    if (strlen(call->method) >= sizeof(header->method))
        return error_raise("the method's name is longer than %zu bytes", sizeof(header->method) - 1);
    if (call->at_least_count > ENVELOPE_POSITIONS)
        return error_raise("more than %d positions in at_least", ENVELOPE_POSITIONS);
    snprintf(header->method, sizeof(header->method), "%s", call->method);
    snprintf(header->actor, sizeof(header->actor), "%s", client->actor);
    header->request_id = call->request_id;
    header->locale = client->locale;
    header->at_least_count = call->at_least_count;
    if (call->at_least_count > 0)
        memcpy(header->at_least, call->at_least, call->at_least_count * sizeof(*call->at_least));
    attempt->send_at_ms = now_ms(attempt);
    attempt->over_at_ms =
        attempt->send_at_ms + (call->timeout_ms ? call->timeout_ms : client->timeout_ms) + call->more_ms;
    return 0;
}

/* send_try() - Return: 0 (it may not have been sent, for want of a connection), or < 0. */
static int send_try(struct attempt *attempt)
{
    CLEANUP(buffer_deinit) struct buffer header = {0};
    struct client_call *call = attempt->call;
    int64_t now = now_ms(attempt);
    int64_t left_ms = attempt->over_at_ms - now;

    if (left_ms <= 0)
        return 0;
    attempt->header.timeout_ms = left_ms < LIMIT_TIMEOUT_MS ? (uint32_t)left_ms : LIMIT_TIMEOUT_MS;
    attempt->breaks = caller_breaks(attempt->client->caller);
    if (envelope_write_request(&attempt->header, &header) < 0)
        return -1;
    int result = caller_send(attempt->client->caller, header.data, header.length, call->body, call->body_length);
    if (result != 0)
        return result < 0 ? result : 0;
    call->tries++;
    attempt->is_under_way = true;
    attempt->try_over_ms = now + (call->try_ms ? call->try_ms : attempt->client->try_ms);
    return 0;
}

static bool asks_for_patience(const struct status *status)
{
    return status->code == STATUS_UNAVAILABLE || status->code == STATUS_RESOURCE_EXHAUSTED;
}

/* put_off() - the next try after what the service asked for, at least our own backoff, and up to a quarter more: those
 * who were sent away together must not come back together. */
static void put_off(struct attempt *attempt)
{
    const struct uuid *id = &attempt->call->request_id;
    int64_t wait_ms = attempt->call->reply.status.retry_after_ms;

    if (wait_ms < attempt->backoff_ms)
        wait_ms = attempt->backoff_ms;
    wait_ms += wait_ms * id->bytes[UUID_BYTES - 1 - attempt->call->tries % 4] / 1024;
    attempt->backoff_ms = attempt->backoff_ms * 2 < BACKOFF_MOST_MS ? attempt->backoff_ms * 2 : BACKOFF_MOST_MS;
    attempt->send_at_ms = now_ms(attempt) + wait_ms;
    attempt->is_under_way = false;
    attempt->has_put_off = true;
}

/* take_replies() - Return: 1: the call has its answer, 0: not yet, < 0. */
static int take_replies(struct attempt *attempt)
{
    struct client_call *call = attempt->call;
    struct caller_reply message;
    int result;

    while ((result = caller_receive(attempt->client->caller, &message)) == 0) {
        struct reply_header reply;
        CLEANUP(arena_deinit) struct arena arena;
        arena_init(&arena, REPLY_ARENA_BYTES);
        if (!envelope_read_reply(&reply, message.header, message.header_length, &arena) ||
            !uuid_equal(&reply.request_id, &call->request_id)) {
            caller_reply_deinit(&message); /* to a call that ended long ago */
            continue;
        }
        forget_answer(call);
        call->message = message;
        call->reply = reply;
        call->arena = arena;
        arena_init(&arena, REPLY_ARENA_BYTES);
        if (reply.status.code == STATUS_OK) {
            call->answer = message.body;
            call->answer_length = message.body_length;
        }
        if (!asks_for_patience(&reply.status))
            return 1;
        put_off(attempt);
        if (attempt->send_at_ms >= attempt->over_at_ms)
            return 1;
    }
    return result < 0 ? result : 0;
}

static void answer_ourselves(struct client_call *call, enum status_code code, const char *reason)
{
    forget_answer(call);
    call->reply.status = (struct status){.code = code, .reason = reason, .sentence = call->sentence};
}

/* give_up() - the time is over without an answer: why? */
static void give_up(struct attempt *attempt)
{
    struct client_call *call = attempt->call;
    struct caller *caller = attempt->client->caller;

    if (attempt->has_put_off && !attempt->is_under_way)
        return;
    if (call->tries == 0 || caller_state(caller) != CALLER_CONNECTED) {
        snprintf(call->sentence, sizeof(call->sentence), "%s", caller_state_sentence(caller));
        answer_ourselves(call, STATUS_UNAVAILABLE, "UNREACHABLE");
        return;
    }
    snprintf(call->sentence, sizeof(call->sentence),
             "%s did not answer in time (sent %u times): whether it was done is not known; send it again with the same "
             "request id to learn it.",
             attempt->client->endpoint, call->tries);
    answer_ourselves(call, STATUS_DEADLINE_EXCEEDED, "NO_ANSWER");
}

/* verdict() - Return: whether the connection will not come about, and the call is answered so. */
static bool verdict(struct attempt *attempt)
{
    struct caller *caller = attempt->client->caller;
    enum caller_state state = caller_state(caller);

    if (state != CALLER_KEY_REFUSED && state != CALLER_HANDSHAKE_FAILED)
        return false;
    snprintf(attempt->call->sentence, sizeof(attempt->call->sentence), "%s", caller_state_sentence(caller));
    answer_ourselves(attempt->call, STATUS_UNAUTHENTICATED,
                     state == CALLER_KEY_REFUSED ? "KEY_REFUSED" : "HANDSHAKE_FAILED");
    return true;
}

/* next_moment() - when something has to be done even if nothing comes in */
static int64_t next_moment(const struct attempt *attempt, int64_t now)
{
    int64_t moment = attempt->over_at_ms;

    if (attempt->is_under_way && attempt->try_over_ms < moment)
        moment = attempt->try_over_ms;
    /* Without a connection a try waits for one, and for its room: look again soon. */
    int64_t send_at_ms = attempt->send_at_ms > now ? attempt->send_at_ms : now + UNSENT_MS;
    if (!attempt->is_under_way && send_at_ms < moment)
        moment = send_at_ms;
    return moment;
}

static int run(struct attempt *attempt)
{
    struct caller *caller = attempt->client->caller;

    for (;;) {
        int result = take_replies(attempt);
        if (result != 0)
            return result;
        if (verdict(attempt))
            return 1;
        int64_t now = now_ms(attempt);
        if (now >= attempt->over_at_ms) {
            give_up(attempt);
            return 1;
        }
        if (attempt->is_under_way && (now >= attempt->try_over_ms || caller_breaks(caller) != attempt->breaks)) {
            attempt->is_under_way = false;
            attempt->send_at_ms = now;
        }
        if (!attempt->is_under_way && now >= attempt->send_at_ms && send_try(attempt) < 0)
            return -1;
        int64_t wait_ms = next_moment(attempt, now) - now;
        if (caller_wait(caller, wait_ms < INT32_MAX ? (int)wait_ms : INT32_MAX) < 0)
            return -1;
    }
}

int client_call(struct client *client, struct client_call *call)
{
    struct attempt attempt;

    if (begin(&attempt, client, call) < 0 || run(&attempt) < 0)
        return error_pass(-1, "%s", call->method);
    return call->reply.status.code == STATUS_OK ? 0 : 1;
}

void client_call_deinit(struct client_call *call)
{
    caller_reply_deinit(&call->message);
    arena_deinit(&call->arena);
    *call = (struct client_call){0};
}
