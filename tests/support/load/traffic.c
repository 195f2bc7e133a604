/*
 * traffic - see traffic.h.
 *
 * A request is on one list of its connection (to be sent, under way) or on none (put off), and has one moment at which
 * something must be done about it. The moments of connections that could not send stand behind those of requests on
 * the same wheel.
 */
#include "load/traffic.h"

#include "base/clock.h"
#include "base/error.h"
#include "base/limits.h"
#include "load/requests.h"
#include "load/timers.h"
#include "splitmix.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum {
    BACKOFF_FIRST_MS = 50, /* as common/client has it */
    BACKOFF_MOST_MS = 5000,
    UNSENT_MS = 20,
    LEAST_MS = 20, /* left of a request's time: a try would only be work for nothing */
    LOOK_MS = 500, /* at connections of which nothing is heard */
    REPLY_ARENA_BYTES = 1 << 20,
    EVENTS = 256,
    BEGIN_MOST = 256, /* before answers are taken again */
};

struct line {
    struct caller *caller;
    struct request_list to_send, under_way;
    uint64_t breaks;
};

struct traffic {
    struct traffic_options options;
    struct clock clock;
    struct line *lines;
    struct requests requests;
    struct timers *timers;
    struct arena arena;
    struct buffer header, body;
    struct splitmix chance;
    int poll;
    uint64_t begun, next_person, next_line; /* requests; people registered; lines of the journal asked again */
    unsigned weight, next_connection, connected;
    bool failed;
    struct tally total, second;
};

#define TALLY(traffic, field) ((traffic)->total.field++, (traffic)->second.field++)

static int64_t now_us(const struct traffic *traffic)
{
    return clock_monotonic_us(&traffic->clock);
}

static void fail(struct traffic *traffic)
{
    traffic->failed = true;
}

static void reason(struct traffic *traffic, const char *word)
{
    tally_reason(&traffic->total, word);
    tally_reason(&traffic->second, word);
}

/* --- outcomes --- */

static void end(struct traffic *traffic, uint32_t number)
{
    timers_clear(traffic->timers, number);
    requests_give_back(&traffic->requests, number);
}

static void note(struct traffic *traffic, const struct journal_line *line)
{
    if (traffic->options.journal && journal_write(traffic->options.journal, line) < 0)
        fail(traffic);
}

/* Not done: for certain, or nobody knows. */
static void end_undone(struct traffic *traffic, uint32_t number)
{
    const struct request *request = &traffic->requests.all[number];
    const struct work *work = traffic->options.work;
    if (request->unsure) {
        TALLY(traffic, unsure);
        if (request->item.kind == WORK_REGISTER)
            note(traffic, &(struct journal_line){.number = request->item.number, .request_id = request->id});
        else if (request->item.kind == WORK_AGAIN)
            note(traffic, &work->known.lines[request->item.number]);
    }
    end(traffic, number);
}

static void end_done(struct traffic *traffic, uint32_t number, const struct caller_reply *message,
                     const struct reply_header *reply)
{
    const struct request *request = &traffic->requests.all[number];
    uint64_t sequence = reply->position_count > 0 ? reply->positions[0].sequence : 0;
    int64_t now = now_us(traffic);
    struct journal_line line;

    switch (work_check(traffic->options.work, &request->item, message->body, message->body_length, sequence, &line)) {
    case WORK_WRONG:
        TALLY(traffic, wrong);
        break;
    case WORK_DIFFERENT:
        TALLY(traffic, different);
        break;
    case WORK_RIGHT:
        break;
    }
    TALLY(traffic, ok);
    latency_add(&traffic->total.whole, (uint64_t)(now - request->due_us));
    latency_add(&traffic->second.whole, (uint64_t)(now - request->due_us));
    latency_add(&traffic->total.tries_us, (uint64_t)(now - request->try_us));
    latency_add(&traffic->second.tries_us, (uint64_t)(now - request->try_us));
    if (work_registers(request->item.kind)) {
        line.request_id = request->id;
        note(traffic, &line);
    }
    end(traffic, number);
}

/* After what the service asks for, at least our own backoff, and up to a quarter more. */
static void put_off(struct traffic *traffic, uint32_t number, uint32_t retry_after_ms)
{
    struct request *request = &traffic->requests.all[number];
    int64_t now = now_us(traffic), wait_ms = retry_after_ms;

    TALLY(traffic, put_off);
    latency_add(&traffic->total.refusals_us, (uint64_t)(now - request->try_us));
    latency_add(&traffic->second.refusals_us, (uint64_t)(now - request->try_us));
    if (wait_ms < request->backoff_ms)
        wait_ms = request->backoff_ms;
    wait_ms += (int64_t)splitmix_below(&traffic->chance, (uint64_t)wait_ms / 4 + 1);
    request->backoff_ms = request->backoff_ms * 2 < BACKOFF_MOST_MS ? request->backoff_ms * 2 : BACKOFF_MOST_MS;
    if (now / 1000 + wait_ms >= request->over_at_ms) {
        TALLY(traffic, refused);
        end_undone(traffic, number);
        return;
    }
    request->put_off = true;
    requests_move(&traffic->requests, number, NULL);
    timers_set(traffic->timers, number, now / 1000 + wait_ms);
}

static void take_reply(struct traffic *traffic, const struct caller_reply *message)
{
    struct reply_header reply;
    arena_reset(&traffic->arena);
    if (!envelope_read_reply(&reply, message->header, message->header_length, &traffic->arena)) {
        TALLY(traffic, wrong);
        return;
    }
    uint32_t number = requests_find(&traffic->requests, &reply.request_id);
    if (number == REQUEST_NONE) {
        TALLY(traffic, late); /* answered before, or given up */
        return;
    }
    if (reply.status.code == STATUS_OK) {
        end_done(traffic, number, message, &reply);
        return;
    }
    reason(traffic, reply.status.reason);
    if (reply.status.code == STATUS_UNAVAILABLE || reply.status.code == STATUS_RESOURCE_EXHAUSTED) {
        if (!traffic->requests.all[number].put_off) /* an answer to an earlier try may come late */
            put_off(traffic, number, reply.status.retry_after_ms);
        return;
    }
    TALLY(traffic, refused);
    traffic->requests.all[number].unsure = false; /* decided */
    end_undone(traffic, number);
}

/* --- connections --- */

static void receive(struct traffic *traffic, struct line *line)
{
    struct caller_reply reply;
    int result = 1;
    while (!traffic->options.never_read && (result = caller_receive(line->caller, &reply)) == 0) {
        take_reply(traffic, &reply);
        caller_reply_deinit(&reply);
    }
    if (result < 0)
        fail(traffic);
}

/* What was under way on a connection that broke gets no answer: again, on the next one. */
static void see_breaks(struct traffic *traffic, struct line *line)
{
    uint64_t breaks = caller_breaks(line->caller);
    if (breaks == line->breaks)
        return;
    line->breaks = breaks;
    TALLY(traffic, breaks);
    while (line->under_way.count > 0) {
        uint32_t number = line->under_way.first;
        traffic->requests.all[number].unsure = true;
        timers_set(traffic->timers, number, traffic->requests.all[number].over_at_ms);
        requests_move(&traffic->requests, number, &line->to_send);
    }
}

/* Return: 0 sent, 1 not now, or < 0. */
static int send_try(struct traffic *traffic, struct line *line, uint32_t number)
{
    struct request *request = &traffic->requests.all[number];
    int64_t now = now_us(traffic), left_ms = request->over_at_ms - now / 1000;
    struct request_header header = {.request_id = request->id};

    header.timeout_ms = left_ms < 1 ? 1 : left_ms < LIMIT_TIMEOUT_MS ? (uint32_t)left_ms : LIMIT_TIMEOUT_MS;
    strcpy(header.method, work_method(request->item.kind));
    traffic->header.length = traffic->body.length = 0;
    if (envelope_write_request(&header, &traffic->header) < 0 ||
        work_body(traffic->options.work, &request->item, &traffic->body) < 0)
        return -1;
    int result = caller_send(line->caller, traffic->header.data, traffic->header.length, traffic->body.data,
                             traffic->body.length);
    if (result != 0)
        return result;
    TALLY(traffic, tries);
    request->tries++;
    request->put_off = false;
    request->try_us = now;
    requests_move(&traffic->requests, number, &line->under_way);
    int64_t try_over_ms = now / 1000 + traffic->options.try_ms;
    timers_set(traffic->timers, number, try_over_ms < request->over_at_ms ? try_over_ms : request->over_at_ms);
    return 0;
}

/* Sends what waits, as far as it may; then takes what came, since sending eats the sign of it. */
static void turn_line(struct traffic *traffic, uint32_t which)
{
    struct line *line = &traffic->lines[which];
    int result = 0;

    see_breaks(traffic, line);
    while (result == 0 && line->to_send.count > 0 && line->under_way.count < traffic->options.per_connection) {
        uint32_t number = line->to_send.first;
        if (traffic->requests.all[number].over_at_ms - now_us(traffic) / 1000 < LEAST_MS) {
            requests_move(&traffic->requests, number, NULL); /* until its end */
            continue;
        }
        result = send_try(traffic, line, number);
        if (result == 0 && traffic->options.never_read)
            end(traffic, number);
    }
    if (result < 0)
        fail(traffic);
    if (result > 0)
        timers_set(traffic->timers, traffic->requests.most + which, now_us(traffic) / 1000 + UNSENT_MS);
    receive(traffic, line);
}

/* --- what to begin, and when --- */

static bool choose(struct traffic *traffic, struct work_item *item)
{
    struct work *work = traffic->options.work;
    unsigned at = (unsigned)splitmix_below(&traffic->chance, traffic->weight);

    for (item->kind = WORK_REGISTER; at >= work->weights[item->kind]; item->kind++)
        at -= work->weights[item->kind];
    switch (item->kind) {
    case WORK_REGISTER:
        item->number = work->first + traffic->next_person++;
        return true;
    case WORK_AGAIN:
        item->number = traffic->next_line++;
        return item->number < work->known.count;
    case WORK_GET:
        item->number = work->known.count ? splitmix_below(&traffic->chance, work->known.count) : 0;
        return work->known.count > 0;
    default:
        item->number = work->people_most ? splitmix_below(&traffic->chance, work->people_most) : 0;
        return true;
    }
}

/* Return: whether there is more to begin. */
static bool begin(struct traffic *traffic, int64_t due_us)
{
    const struct traffic_options *options = &traffic->options;
    struct work_item item;
    struct uuid id;

    if (options->most_requests > 0 && traffic->begun >= options->most_requests)
        return false;
    if (traffic->requests.used >= options->in_flight) {
        TALLY(traffic, skipped);
        return true;
    }
    if (!choose(traffic, &item))
        return false;
    if (item.kind == WORK_AGAIN)
        id = options->work->known.lines[item.number].request_id;
    else if (uuid_v7(&id, clock_utc_ms(&traffic->clock)) < 0)
        fail(traffic);
    uint32_t number = requests_take(&traffic->requests, &id);
    struct request *request = &traffic->requests.all[number];
    request->item = item;
    request->due_us = request->try_us = due_us;
    request->over_at_ms = now_us(traffic) / 1000 + options->timeout_ms; /* we may be late ourselves */
    request->backoff_ms = BACKOFF_FIRST_MS;
    request->connection = traffic->next_connection++ % options->active;
    traffic->begun++;
    TALLY(traffic, offered);
    timers_set(traffic->timers, number, request->over_at_ms);
    requests_move(&traffic->requests, number, &traffic->lines[request->connection].to_send);
    turn_line(traffic, request->connection);
    return true;
}

static void wake(struct traffic *traffic, uint32_t number)
{
    if (number >= traffic->requests.most) {
        turn_line(traffic, number - traffic->requests.most);
        return;
    }
    struct request *request = &traffic->requests.all[number];
    struct line *line = &traffic->lines[request->connection];
    bool under_way = request->list == &line->under_way;
    request->unsure |= under_way;
    if (now_us(traffic) / 1000 >= request->over_at_ms) {
        bool connected = caller_state(line->caller) == CALLER_CONNECTED;
        reason(traffic, !connected ? "UNREACHABLE" : request->tries == 0 ? "UNSENT" : "NO_ANSWER");
        TALLY(traffic, unanswered);
        end_undone(traffic, number);
        return;
    }
    request->put_off = false;
    timers_set(traffic->timers, number, request->over_at_ms);
    requests_move(&traffic->requests, number, &line->to_send);
    turn_line(traffic, request->connection);
}

/* --- the loop --- */

static void look_at_connections(struct traffic *traffic)
{
    traffic->connected = 0;
    for (uint32_t i = 0; i < traffic->options.connections; i++) {
        traffic->connected += caller_state(traffic->lines[i].caller) == CALLER_CONNECTED;
        turn_line(traffic, i);
    }
}

static void wait_until(struct traffic *traffic, int64_t at_us)
{
    struct epoll_event events[EVENTS];
    int64_t left_us = at_us - now_us(traffic);
    struct timespec wait = {left_us > 0 ? left_us / 1000000 : 0, left_us > 0 ? left_us % 1000000 * 1000 : 0};
    int count = epoll_pwait2(traffic->poll, events, EVENTS, &wait, NULL);
    if (count < 0 && errno != EINTR) {
        error_system("epoll");
        fail(traffic);
    }
    for (int i = 0; i < count; i++)
        turn_line(traffic, events[i].data.u32);
    for (uint32_t due; (due = timers_due(traffic->timers, now_us(traffic) / 1000)) != TIMERS_NONE;)
        wake(traffic, due);
}

static void tell_second(struct traffic *traffic, int64_t from_us, int64_t now)
{
    if (!traffic->options.lines)
        return;
    json_t *json = tally_json(&traffic->second, (double)(now - from_us) / 1e6);
    json_object_set_new(json, "in_flight", json_integer(traffic->requests.used));
    json_object_set_new(json, "connected", json_integer(traffic->connected));
    json_dumpf(json, stdout, JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_REAL_PRECISION(6));
    putchar('\n');
    fflush(stdout);
    json_decref(json);
    memset(&traffic->second, 0, sizeof traffic->second);
}

static void connect_all(struct traffic *traffic)
{
    int64_t until_us = now_us(traffic) + (int64_t)traffic->options.connect_ms * 1000;
    do {
        wait_until(traffic, now_us(traffic) + 10000);
        look_at_connections(traffic);
    } while (traffic->connected < traffic->options.connections && now_us(traffic) < until_us && !traffic->failed);
}

/* Begins what is due by @now. Return: whether there will be more; @next_us: when. */
static bool begin_due(struct traffic *traffic, int64_t from_us, int64_t now, int64_t *next_us)
{
    const struct traffic_options *options = &traffic->options;
    bool more = true;

    *next_us = now + 1000;
    if (options->rate_per_s > 0) {
        double gap_us = 1e6 / options->rate_per_s;
        uint64_t done = traffic->begun + traffic->total.skipped;
        for (int i = 0; i < BEGIN_MOST && more && from_us + (int64_t)((double)done * gap_us) <= now; i++) {
            more = begin(traffic, from_us + (int64_t)((double)done * gap_us));
            done++;
        }
        *next_us = from_us + (int64_t)((double)done * gap_us);
    } else {
        while (more && traffic->requests.used < options->in_flight)
            more = begin(traffic, now);
    }
    return more && now < from_us + (int64_t)(options->seconds * 1e6);
}

static json_t *summary_of(struct traffic *traffic, double seconds)
{
    json_t *json = tally_json(&traffic->total, seconds);
    json_object_set_new(json, "connections", json_integer(traffic->options.connections));
    json_object_set_new(json, "connected", json_integer(traffic->connected));
    return json;
}

int traffic_run(struct traffic *traffic, const volatile int *stop, json_t **summary)
{
    connect_all(traffic);
    int64_t from_us = now_us(traffic), second_us = from_us, look_us = from_us, ended_us = 0;
    bool more = true, idle = traffic->options.in_flight == 0;

    while ((more || traffic->requests.used > 0) && !traffic->failed) {
        int64_t now = now_us(traffic), next_us = now + (more ? 20000 : 1000);
        if (more && idle)
            more = now < from_us + (int64_t)(traffic->options.seconds * 1e6);
        else if (more)
            more = begin_due(traffic, from_us, now, &next_us);
        more = more && !*stop;
        if (!more && ended_us == 0)
            ended_us = now;
        if (now - look_us >= LOOK_MS * 1000) {
            look_at_connections(traffic);
            look_us = now;
        }
        if (now - second_us >= 1000000) {
            tell_second(traffic, second_us, now);
            second_us = now;
        }
        wait_until(traffic, next_us < now + 1000 ? next_us : now + 1000);
    }
    tell_second(traffic, second_us, now_us(traffic));
    *summary = summary_of(traffic, (double)(ended_us - from_us) / 1e6);
    return traffic->failed ? error_pass(-1, "traffic") : 0;
}

/* --- making --- */

static int open_line(struct traffic *traffic, uint32_t which)
{
    struct line *line = &traffic->lines[which];
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = which};
    int descriptors[2];

    request_list_init(&line->to_send);
    request_list_init(&line->under_way);
    if (caller_new(&line->caller, &traffic->options.connection) < 0)
        return -1;
    size_t count = caller_descriptors(line->caller, descriptors);
    for (size_t i = 0; i < count; i++) {
        if (epoll_ctl(traffic->poll, EPOLL_CTL_ADD, descriptors[i], &event) < 0)
            return error_system("epoll");
    }
    return 0;
}

int traffic_new(struct traffic **out, const struct traffic_options *options)
{
    struct traffic *traffic = calloc(1, sizeof *traffic);
    if (!traffic)
        return error_system("traffic");
    *out = traffic;
    traffic->options = *options;
    traffic->clock = clock_system();
    traffic->chance = splitmix_of(options->work->people.seed, 1, options->work->first);
    traffic->poll = epoll_create1(EPOLL_CLOEXEC);
    arena_init(&traffic->arena, REPLY_ARENA_BYTES);
    for (size_t i = 0; i < WORK_KINDS; i++)
        traffic->weight += options->work->weights[i];
    uint32_t most = options->in_flight ? options->in_flight : 1;
    traffic->timers = timers_new(most + options->connections, now_us(traffic) / 1000);
    traffic->lines = calloc(options->connections, sizeof *traffic->lines);
    if (traffic->poll < 0 || !traffic->timers || !traffic->lines || requests_init(&traffic->requests, most) < 0)
        return error_system("traffic");
    for (uint32_t i = 0; i < options->connections; i++) {
        if (open_line(traffic, i) < 0)
            return -1;
    }
    return 0;
}

void traffic_free(struct traffic *traffic)
{
    if (!traffic)
        return;
    for (uint32_t i = 0; traffic->lines && i < traffic->options.connections; i++)
        caller_free(traffic->lines[i].caller);
    if (traffic->poll >= 0)
        close(traffic->poll);
    timers_free(traffic->timers);
    requests_deinit(&traffic->requests);
    arena_deinit(&traffic->arena);
    buffer_deinit(&traffic->header);
    buffer_deinit(&traffic->body);
    free(traffic->lines);
    free(traffic);
}
