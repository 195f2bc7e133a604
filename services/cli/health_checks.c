/*
 * health_checks - what `karmayogi health` looks at; see health.h. A check looks at one service that answers, or at one
 * that does not where it says so, and may look at the others as well. Bounds that the services have are theirs, told in
 * their status; those that are only ours stand here.
 */
#include "health.h"

#include "message.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/number.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define FULL_PER_CENT  70           /* of map or disk: time to act before it is full */
#define QUEUE_PER_CENT 35           /* of the queue's places: one caller alone is refused at half of them */
#define FREE_BYTES     (1ull << 30) /* of the file system: below this whoever else writes there can fill it */

void health_warn(struct health *health, enum cli_service service, const char *check, enum word word, ...)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    const char *sentence = NULL;
    va_list list;

    va_start(list, word);
    if (out) {
        words_list(out, health->cli->locale, word, list);
        fclose(out);
        text[strcspn(text, "\n")] = '\0';
        sentence = arena_printf(&health->cli->arena, "%s", text);
    }
    va_end(list);
    free(text);
    if (!sentence)
        health->failed = true;
    else if (health->warning_count < HEALTH_WARNINGS)
        health->warnings[health->warning_count++] = (struct health_warning){service, check, sentence};
}

unsigned health_share(uint64_t part, uint64_t whole)
{
    return whole ? (unsigned)((double)part / (double)whole * 100) : 0;
}

uint64_t health_counter(const health_status *status, const char *name, const char *label)
{
    uint64_t sum = 0;

    for (size_t i = 0; i < status->n_counters; i++) {
        const Karmayogi__Core__V1__Counter *counter = status->counters[i];

        if (strcmp(counter->name, name) == 0 && (!label || strcmp(counter->label, label) == 0))
            sum += counter->value;
    }
    return sum;
}

static const char *per_cent(struct health *health, unsigned share)
{
    return arena_printf(&health->cli->arena, "%u", share);
}

static const char *seconds(struct health *health, int64_t ms)
{
    return arena_printf(&health->cli->arena, "%lld", (long long)ms / 1000);
}

static const char *gibibytes(struct health *health, uint64_t bytes)
{
    return arena_printf(&health->cli->arena, "%.1f", (double)bytes / (1 << 30));
}

static void check_reachable(struct health *health, enum cli_service service)
{
    if (!health->services[service])
        health_warn(health, service, "reachable", WORD_HEALTH_UNREACHABLE, cli_service_word(service),
                    health->cli->endpoints[service], NULL);
}

static void check_feeds(struct health *health, enum cli_service service)
{
    const health_status *status = health->services[service];

    for (size_t i = 0; status && i < status->n_follows; i++) {
        const Karmayogi__Core__V1__FollowedFeed *feed = status->follows[i];
        const char *name = feed->applied ? feed->applied->service : "";

        if (feed->rebuilding)
            health_warn(health, service, "rebuilding", WORD_HEALTH_REBUILDING, cli_service_word(service), name, NULL);
        else if (feed->age_ms < 0)
            health_warn(health, service, "feed_age", WORD_HEALTH_FEED_NEVER, cli_service_word(service), name, NULL);
        else if (feed->bound_ms && feed->age_ms > feed->bound_ms)
            health_warn(health, service, "feed_age", WORD_HEALTH_FEED_LATE, cli_service_word(service), name,
                        seconds(health, feed->age_ms), seconds(health, feed->bound_ms), NULL);
    }
}

static void check_map(struct health *health, enum cli_service service)
{
    const health_status *status = health->services[service];
    unsigned share = status ? health_share(status->store_used_bytes, status->store_map_bytes) : 0;

    if (share >= FULL_PER_CENT)
        health_warn(health, service, "store_map", WORD_HEALTH_MAP, cli_service_word(service), per_cent(health, share),
                    gibibytes(health, status->store_map_bytes), NULL);
}

/* What the store takes of the room that it has: its own blocks and those that are free. */
static void check_disk(struct health *health, enum cli_service service)
{
    const health_status *status = health->services[service];
    uint64_t room = status ? status->store_disk_bytes + status->store_free_bytes : 0;
    unsigned share = status ? health_share(status->store_disk_bytes, room) : 0;

    if (room && (share >= FULL_PER_CENT || status->store_free_bytes < FREE_BYTES))
        health_warn(health, service, "store_disk", WORD_HEALTH_DISK, cli_service_word(service),
                    gibibytes(health, status->store_free_bytes), per_cent(health, share), NULL);
}

static void check_queue(struct health *health, enum cli_service service)
{
    const health_status *status = health->services[service];
    char calls[NUMBER_TEXT_BYTES], limit[NUMBER_TEXT_BYTES];

    if (status && health_share(status->queue_calls, status->queue_limit_calls) >= QUEUE_PER_CENT)
        health_warn(health, service, "queue", WORD_HEALTH_QUEUE, cli_service_word(service),
                    number_indian((int64_t)status->queue_calls, calls),
                    number_indian((int64_t)status->queue_limit_calls, limit), NULL);
    if (status && health_share(status->parked_calls, status->parked_limit_calls) >= FULL_PER_CENT)
        health_warn(health, service, "parked", WORD_HEALTH_PARKED, cli_service_word(service),
                    number_indian((int64_t)status->parked_calls, calls),
                    number_indian((int64_t)status->parked_limit_calls, limit), NULL);
}

/* Refusals that say nothing of the request, and everything of the service. */
static void check_refusals(struct health *health, enum cli_service service)
{
    static const struct {
        const char *reason;
        enum word word;
    } grave[] = {
        {"RECORD_DAMAGED", WORD_HEALTH_DAMAGED},
        {"INTERNAL_ERROR", WORD_HEALTH_FAILED},
        {"BATCH_FAILED", WORD_HEALTH_FAILED},
    };
    const health_status *status = health->services[service];
    char text[NUMBER_TEXT_BYTES];

    for (size_t i = 0; status && i < sizeof(grave) / sizeof(grave[0]); i++) {
        uint64_t count = health_counter(status, "requests_refused_total", grave[i].reason);

        if (count)
            health_warn(health, service, "refusals", grave[i].word, cli_service_word(service),
                        number_indian((int64_t)count, text), grave[i].reason, NULL);
    }
}

/* Against the first service that answers, so that it is said once. */
static void check_versions(struct health *health, enum cli_service service)
{
    const health_status *status = health->services[service];

    for (enum cli_service other = 0; status && other < service; other++) {
        if (!health->services[other])
            continue;
        if (strcmp(status->version, health->services[other]->version) != 0)
            health_warn(health, service, "version", WORD_HEALTH_VERSION, cli_service_word(service), status->version,
                        cli_service_word(other), health->services[other]->version, NULL);
        return;
    }
}

/* What was restored of a former history, and who of its followers had seen most of that. */
struct loss {
    enum cli_service service;
    const Karmayogi__Core__V1__Restoration *restoration;
    const char *witness; /* NULL: nobody had followed that history */
    uint64_t seen;
};

static void ask_feed(struct loss *loss, enum cli_service follower, const Karmayogi__Core__V1__FollowedFeed *feed)
{
    if (!feed->applied || strcmp(feed->applied->service, cli_service_word(loss->service)) != 0)
        return;
    for (size_t i = 0; i < feed->n_former; i++) {
        if (feed->former[i]->epoch != loss->restoration->former->epoch || feed->former[i]->sequence <= loss->seen)
            continue;
        loss->witness = cli_service_word(follower);
        loss->seen = feed->former[i]->sequence;
    }
}

static void find_witness(const struct health *health, struct loss *loss)
{
    for (enum cli_service follower = 0; follower < CLI_SERVICES; follower++) {
        const health_status *status = health->services[follower];

        for (size_t i = 0; status && i < status->n_follows; i++)
            ask_feed(loss, follower, status->follows[i]);
    }
}

static void warn_of_loss(struct health *health, const struct loss *loss)
{
    const Karmayogi__Core__V1__Restoration *restoration = loss->restoration;
    uint64_t kept = restoration->former->sequence;
    char when[MESSAGE_INSTANT_BYTES], from[MESSAGE_INSTANT_BYTES];
    char end[NUMBER_TEXT_BYTES], seen[NUMBER_TEXT_BYTES], missing[NUMBER_TEXT_BYTES];

    message_instant(restoration->restored_at_ms, when);
    message_instant(restoration->backup_at_ms, from);
    number_indian((int64_t)kept, end);
    if (loss->witness && loss->seen > kept)
        health_warn(health, loss->service, "restored", WORD_HEALTH_MISSING, cli_service_word(loss->service), when, end,
                    loss->witness, number_indian((int64_t)loss->seen, seen),
                    number_indian((int64_t)(loss->seen - kept), missing), NULL);
    else
        health_warn(health, loss->service, "restored", WORD_HEALTH_RESTORED, cli_service_word(loss->service), when, end,
                    restoration->backup_at_ms ? from : cli_word(health->cli, WORD_NOT_KNOWN), NULL);
}

/* As long as callers can send their requests again: their ids are accepted for so many days. Reporting owns no truth:
 * what a backup of it lacks, it reads again. */
static void check_restored(struct health *health, enum cli_service service)
{
    const health_status *status = health->services[service];
    struct clock clock = clock_system();
    int64_t since_ms = clock_utc_ms(&clock) - INT64_C(86400000) * LIMIT_IDEMPOTENCY_DAYS;

    for (size_t i = 0; status && service != CLI_REPORTING && i < status->n_restorations; i++) {
        struct loss loss = {.service = service, .restoration = status->restorations[i]};

        if (!loss.restoration->former || loss.restoration->restored_at_ms < since_ms)
            continue;
        find_witness(health, &loss);
        warn_of_loss(health, &loss);
    }
}

/* The last one: where the service has a reason that no other check found, it says so itself. */
static void check_ready(struct health *health, enum cli_service service)
{
    const health_status *status = health->services[service];

    for (size_t i = 0; i < health->warning_count; i++) {
        if (health->warnings[i].service == service)
            return;
    }
    if (status && !status->ready)
        health_warn(health, service, "ready", WORD_HEALTH_NOT_READY, cli_service_word(service),
                    status->admin_address[0] ? status->admin_address : "-", NULL);
}

static void (*const checks[])(struct health *health, enum cli_service service) = {
    check_reachable, check_feeds,    check_map,      check_disk,  check_queue,
    check_refusals,  check_versions, check_restored, check_ready,
};

void health_judge(struct health *health)
{
    for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
        for (enum cli_service service = 0; service < CLI_SERVICES; service++)
            checks[i](health, service);
    }
}

int health_exit(const struct health *health)
{
    for (enum cli_service service = 0; service < CLI_SERVICES; service++) {
        if (!health->services[service])
            return CLI_UNREACHABLE;
    }
    return health->warning_count ? CLI_REFUSED : CLI_DONE;
}
