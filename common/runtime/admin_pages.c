/*
 * admin_pages - what the admin port shows: /livez (the loop turns, or nobody would answer), /readyz (send requests
 * here, or not, and why), /metrics (everything that is counted or measured, for Prometheus). A metric is one row of the
 * table below; what each means is its help, and a chapter of ARCHITECTURE.md.
 */
#include "base/error.h"
#include "base/limits.h"
#include "runtime/metrics_text.h"
#include "runtime/private.h"

#include <stdio.h>
#include <unistd.h>

#define UNAVAILABLE 503

static int write_livez(void *context, struct admin_reply *reply)
{
    (void)context;
    return buffer_printf(&reply->body, "ok\n");
}

/* Readiness */

static bool store_is_readable(struct runtime *runtime)
{
    struct store_txn *txn;
    if (store_begin_read(runtime->store, &txn) != 0)
        return false;
    store_abort(txn);
    return true;
}

int admin_reasons(struct runtime *runtime, struct buffer *out)
{
    struct writer_thread_figures writer = writer_thread_figures(runtime->writer_thread);
    struct readiness readiness = {
        .stopping = runtime->stopping,
        .store_readable = store_is_readable(runtime),
        .writer_failed = writer.failed,
        .writer_busy_ms = writer.busy_ms,
    };
    for (size_t i = 0; i < runtime->follower_count; i++) {
        struct follower_freshness freshness = follower_freshness(runtime->followers[i]);
        if (follower_is_dispensable(runtime->followers[i]))
            continue;
        readiness.feeds[readiness.feed_count++] = (struct readiness_feed){
            follower_service(runtime->followers[i]), freshness.age_ms, freshness.bound_ms, freshness.rebuilding};
    }
    return readiness_reasons(&readiness, out);
}

static int write_readyz(void *context, struct admin_reply *reply)
{
    int reasons = admin_reasons(context, &reply->body);
    if (reasons < 0)
        return reasons;
    if (reasons == 0)
        return buffer_printf(&reply->body, "ok\n");
    reply->status = UNAVAILABLE;
    return 0;
}

/* Metrics: what the rows are written from. */

struct page {
    struct metrics_text text;
    struct runtime *runtime;
    struct store_usage usage;
    struct writer_thread_figures queue;
};

struct metric {
    const char *name, *type, *help;
    void (*write)(struct page *page, const char *name);
};

static void value(struct page *page, const char *name, double number)
{
    metrics_text_value(&page->text, name, NULL, 0, number);
}

static void requests(struct page *page, const char *name)
{
    const struct metrics *metrics = page->runtime->metrics;
    for (size_t i = 0; i < metrics->method_count; i++) {
        for (size_t code = 0; code < METRICS_CODES; code++) {
            const struct metrics_label labels[] = {{"method", metrics->methods[i].name},
                                                   {"code", status_code_word((enum status_code)code)}};
            if (metrics->methods[i].by_code[code])
                metrics_text_value(&page->text, name, labels, 2, (double)metrics->methods[i].by_code[code]);
        }
    }
}

static void request_duration(struct page *page, const char *name)
{
    const struct metrics *metrics = page->runtime->metrics;
    for (size_t i = 0; i < metrics->method_count; i++) {
        const struct metrics_label label = {"method", metrics->methods[i].name};
        if (histogram_read(&metrics->methods[i].latency, &histogram_seconds).count)
            metrics_text_histogram(&page->text, name, &label, 1, &metrics->methods[i].latency, &histogram_seconds);
    }
}

static void tally(struct page *page, const char *name, const struct metrics_tally *tally)
{
    for (size_t i = 0; i < tally->count; i++) {
        const struct metrics_label label = {"reason", tally->items[i].label};
        metrics_text_value(&page->text, name, &label, 1, (double)tally->items[i].value);
    }
}

static void refusals(struct page *page, const char *name)
{
    tally(page, name, &page->runtime->metrics->refusals);
}

static void connections_refused(struct page *page, const char *name)
{
    tally(page, name, &page->runtime->metrics->connections_refused);
}

static void replies_dropped(struct page *page, const char *name)
{
    value(page, name, (double)page->runtime->metrics->replies_dropped);
}

static void messages_malformed(struct page *page, const char *name)
{
    value(page, name, (double)page->runtime->metrics->messages_malformed);
}

static void batches(struct page *page, const char *name)
{
    value(page, name, (double)histogram_read(&page->runtime->writer.batch_calls, &histogram_calls).count);
}

static void batch_calls(struct page *page, const char *name)
{
    metrics_text_histogram(&page->text, name, NULL, 0, &page->runtime->writer.batch_calls, &histogram_calls);
}

static void commit_duration(struct page *page, const char *name)
{
    metrics_text_histogram(&page->text, name, NULL, 0, &page->runtime->writer.commits, &histogram_seconds);
}

static void queue_calls(struct page *page, const char *name)
{
    value(page, name, (double)page->queue.waiting_calls);
}

static void queue_limit_calls(struct page *page, const char *name)
{
    value(page, name, LIMIT_QUEUE_COMMANDS - LIMIT_QUEUE_RESERVED);
}

static void queue_bytes(struct page *page, const char *name)
{
    value(page, name, (double)page->queue.waiting_bytes);
}

static void queue_limit_bytes(struct page *page, const char *name)
{
    value(page, name, LIMIT_QUEUE_BYTES);
}

static void parked_calls(struct page *page, const char *name)
{
    value(page, name, (double)page->runtime->parked.count);
}

static void parked_limit_calls(struct page *page, const char *name)
{
    value(page, name, LIMIT_PARKED - LIMIT_PARKED_RESERVED);
}

static void feed_head(struct page *page, const char *name)
{
    if (page->runtime->service->feed_event)
        value(page, name, (double)atomic_load(&page->runtime->writer.head));
}

/* One line for each feed that is followed. */
static void each_feed(struct page *page, const char *name,
                      double (*figure)(const struct runtime *runtime, const struct follower_freshness *freshness))
{
    const struct runtime *runtime = page->runtime;
    for (size_t i = 0; i < runtime->follower_count; i++) {
        struct follower_freshness freshness = follower_freshness(runtime->followers[i]);
        const struct metrics_label label = {"feed", follower_service(runtime->followers[i])};
        metrics_text_value(&page->text, name, &label, 1, figure(runtime, &freshness));
    }
}

static double lag_of(const struct runtime *runtime, const struct follower_freshness *freshness)
{
    (void)runtime;
    return (double)(freshness->head - freshness->sequence);
}

/* Never since the start: at least as old as the process, so that an alert on the age still comes. */
static double age_of(const struct runtime *runtime, const struct follower_freshness *freshness)
{
    int64_t age_ms = freshness->age_ms < 0 ? clock_utc_ms(&runtime->clock) - runtime->started_at_ms : freshness->age_ms;
    return (double)age_ms / 1000;
}

static double rebuilds_of(const struct runtime *runtime, const struct follower_freshness *freshness)
{
    (void)runtime;
    return freshness->rebuilds;
}

static double rebuilding_of(const struct runtime *runtime, const struct follower_freshness *freshness)
{
    (void)runtime;
    return freshness->rebuilding;
}

static void followed_lag(struct page *page, const char *name)
{
    each_feed(page, name, lag_of);
}

static void followed_age(struct page *page, const char *name)
{
    each_feed(page, name, age_of);
}

static void followed_rebuilds(struct page *page, const char *name)
{
    each_feed(page, name, rebuilds_of);
}

static void followed_rebuilding(struct page *page, const char *name)
{
    each_feed(page, name, rebuilding_of);
}

static void store_map(struct page *page, const char *name)
{
    value(page, name, (double)page->usage.map_bytes);
}

static void store_used(struct page *page, const char *name)
{
    value(page, name, (double)page->usage.used_bytes);
}

static void store_disk(struct page *page, const char *name)
{
    value(page, name, (double)page->usage.disk_bytes);
}

static void store_free(struct page *page, const char *name)
{
    value(page, name, (double)page->usage.free_bytes);
}

static void store_readers(struct page *page, const char *name)
{
    value(page, name, page->usage.readers);
}

/* Nothing where there is no backup: an alert on its age asks for absence as well. */
static void backup_time(struct page *page, const char *name)
{
    struct backups_progress progress = backups_progress(page->runtime->backups);
    if (progress.state == BACKUPS_DONE)
        value(page, name, (double)progress.started_at_ms / 1000);
}

static void ready_state(struct page *page, const char *name)
{
    value(page, name, admin_reasons(page->runtime, NULL) == 0);
}

static void start_time(struct page *page, const char *name)
{
    value(page, name, (double)page->runtime->started_at_ms / 1000);
}

uint64_t admin_resident_bytes(void)
{
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file)
        return 0;
    // NOLINTNEXTLINE(cert-err34-c): the kernel's number of its own pages
    if (fscanf(file, "%*u %llu", &pages) != 1)
        pages = 0;
    fclose(file);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static void resident(struct page *page, const char *name)
{
    value(page, name, (double)admin_resident_bytes());
}

static void build_info(struct page *page, const char *name)
{
    const struct metrics_label labels[] = {{"service", page->runtime->service->name}, {"version", KARMAYOGI_VERSION}};
    metrics_text_value(&page->text, name, labels, 2, 1);
}

static const struct metric metrics_table[] = {
    {"requests_total", "counter", "Requests that got their outcome, by method and code.", requests},
    {"request_duration_seconds", "histogram",
     "Time from a request's arrival to its reply, waiting for positions and for the feed included.", request_duration},
    {"requests_refused_total", "counter", "Requests refused, by reason.", refusals},
    {"replies_dropped_total", "counter", "Replies to callers that were gone or did not read.", replies_dropped},
    {"connections_refused_total", "counter", "Connections refused before their first message, by reason.",
     connections_refused},
    {"messages_malformed_total", "counter", "Messages that were no requests, and were dropped.", messages_malformed},
    {"batches_total", "counter", "Batches that were committed.", batches},
    {"batch_size_calls", "histogram", "Writes and feed pages in one committed batch.", batch_calls},
    {"commit_duration_seconds", "histogram", "Time that a commit took, the sync to the disk included.",
     commit_duration},
    {"queue_calls", "gauge", "Writes and feed pages that wait for the writer.", queue_calls},
    {"queue_limit_calls", "gauge", "Writes that may wait for the writer; further ones are refused.", queue_limit_calls},
    {"queue_bytes", "gauge", "Memory of the writes that wait for the writer.", queue_bytes},
    {"queue_limit_bytes", "gauge", "Memory that writes may take while they wait; further ones are refused.",
     queue_limit_bytes},
    {"parked_calls", "gauge", "Requests that wait for a position, or for the feed to go on.", parked_calls},
    {"parked_limit_calls", "gauge", "Requests that may wait so; further ones are refused.", parked_limit_calls},
    {"feed_head_entries", "gauge", "Number of the newest entry of the service's own feed.", feed_head},
    {"followed_lag_entries", "gauge", "Entries of a followed feed that are known and not yet applied.", followed_lag},
    {"followed_age_seconds", "gauge", "Time since a followed feed was known to be complete, or since the start.",
     followed_age},
    {"followed_rebuilds_total", "counter", "Times that a model was begun again from the start of its feed.",
     followed_rebuilds},
    {"followed_rebuilding_state", "gauge", "1 while a second generation of a model is being built.",
     followed_rebuilding},
    {"store_map_bytes", "gauge", "Size of the store's map: the most that the store can hold.", store_map},
    {"store_used_bytes", "gauge", "Bytes of the map that hold pages.", store_used},
    {"store_disk_bytes", "gauge", "Bytes that the store's data file takes on the disk.", store_disk},
    {"store_filesystem_free_bytes", "gauge", "Bytes of the store's file system that the service may still take.",
     store_free},
    {"store_reader_slots", "gauge", "Most readers of the store that were in use at once.", store_readers},
    {"backup_time_seconds", "gauge", "When the newest backup was begun, in seconds since 1970 UTC.", backup_time},
    {"ready_state", "gauge", "1 while /readyz answers 200.", ready_state},
    {"process_start_time_seconds", "gauge", "When the process started, in seconds since 1970 UTC.", start_time},
    {"process_resident_memory_bytes", "gauge", "Memory of the process.", resident},
    {"build_info", "gauge", "1; the labels say what runs.", build_info},
};

static int write_metrics(void *context, struct admin_reply *reply)
{
    struct page page = {.text = {.out = &reply->body}, .runtime = context};
    int result = store_usage(page.runtime->store, &page.usage);
    if (result)
        return result;
    page.queue = writer_thread_figures(page.runtime->writer_thread);
    for (size_t i = 0; i < sizeof metrics_table / sizeof metrics_table[0]; i++) {
        const struct metric *metric = &metrics_table[i];
        metrics_text_head(&page.text, metric->name, metric->type, metric->help);
        metric->write(&page, metric->name);
    }
    reply->content_type = METRICS_TEXT_TYPE;
    return page.text.failed ? error_raise("no room for the metrics") : 0;
}

const struct admin_page admin_pages[] = {
    {"/livez", write_livez},
    {"/readyz", write_readyz},
    {"/metrics", write_metrics},
    {.path = NULL},
};
