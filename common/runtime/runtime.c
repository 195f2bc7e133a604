/*
 * runtime - see runtime.h.
 *
 * The loop: libev watches the descriptors that ZeroMQ gives, but those are edge-triggered and eaten by our own sends.
 * So the watchers only wake the loop, and the work is done in the prepare watcher, which runs before every sleep; an
 * idle watcher keeps the loop from sleeping while there is more.
 */
#include "runtime/runtime.h"

#include "base/error.h"
#include "base/limits.h"
#include "runtime/log.h"
#include "runtime/private.h"

#include <jansson.h>
#include <signal.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define MESSAGES_PER_TURN 64
#define TICK_SECONDS      0.05
#define CALLERS_CHECK_MS  1000
#define DRAIN_MS          2000 /* queued writes are begun this long after SIGTERM; then they are refused */
#define STOP_WITHIN_MS    3000 /* then the loop ends, whoever waits; closing the sockets takes up to two seconds more */

static void woken(struct ev_loop *loop, ev_io *watcher, int events)
{
    (void)loop, (void)watcher, (void)events;
}

static void idled(struct ev_loop *loop, ev_idle *watcher, int events)
{
    (void)loop, (void)watcher, (void)events;
}

static void fail(struct runtime *runtime, const char *what)
{
    log_event(LOG_ERROR, what, "{s:s}", "trail", error_trail());
    runtime->failed = true;
    ev_break(runtime->loop, EVBREAK_ALL);
}

static void turn(struct ev_loop *loop, ev_prepare *watcher, int events)
{
    (void)events;
    struct runtime *runtime = watcher->data;
    int more = server_turn(runtime->server, MESSAGES_PER_TURN);
    if (more < 0) {
        fail(runtime, "server_failed");
        return;
    }
    for (size_t i = 0; i < runtime->follower_count; i++)
        follower_turn(runtime->followers[i]);
    if (more)
        ev_idle_start(loop, &runtime->idle);
    else
        ev_idle_stop(loop, &runtime->idle);
    if (runtime->stopping && !more && writer_thread_idle(runtime->writer_thread) && workers_idle(runtime->workers))
        ev_break(loop, EVBREAK_ALL);
}

static void writer_done(struct ev_loop *loop, ev_async *watcher, int events)
{
    (void)loop, (void)events;
    struct runtime *runtime = watcher->data;
    bool failed;
    struct call *calls = writer_thread_take(runtime->writer_thread, &failed);
    if (failed) { /* what the store holds is unknown: not one more reply */
        while (calls) {
            struct call *next = calls->next;
            call_free(calls);
            calls = next;
        }
        runtime->failed = true;
        ev_break(runtime->loop, EVBREAK_ALL);
        return;
    }
    if (runtime->service->collect)
        runtime->service->collect(runtime->context);
    dispatch_finished(runtime, calls);
    parking_wake(runtime);
}

static void worker_done(struct ev_loop *loop, ev_async *watcher, int events)
{
    (void)loop, (void)events;
    struct runtime *runtime = watcher->data;
    workers_take(runtime->workers);
}

static void wake_for_worker(void *context)
{
    struct runtime *runtime = context;
    ev_async_send(runtime->loop, &runtime->worker_done);
}

static void wake_loop(void *context)
{
    struct runtime *runtime = context;
    ev_async_send(runtime->loop, &runtime->writer_done);
}

static void check_callers(struct runtime *runtime, int64_t now_ms)
{
    runtime->callers_checked_ms = now_ms;
    int changed = keys_callers_refresh(runtime->callers);
    if (changed < 0)
        log_event(LOG_ERROR, "callers_unreadable", "{s:s}", "trail", error_trail());
    else if (changed > 0)
        log_event(LOG_INFO, "callers_changed", NULL);
}

static void tick(struct ev_loop *loop, ev_timer *watcher, int events)
{
    (void)loop, (void)events;
    struct runtime *runtime = watcher->data;
    int64_t now_ms = clock_monotonic_ms(&runtime->clock);
    if (now_ms - runtime->callers_checked_ms >= CALLERS_CHECK_MS)
        check_callers(runtime, now_ms);
    server_tick(runtime->server);
    if (runtime->parked.count > 0)
        parking_expire(runtime);
    if (runtime->stopping && now_ms >= runtime->stop_by_ms - (STOP_WITHIN_MS - DRAIN_MS))
        writer_thread_give_up(runtime->writer_thread);
    if (runtime->stopping && now_ms >= runtime->stop_by_ms) {
        log_event(LOG_WARNING, "stop_forced", NULL);
        ev_break(loop, EVBREAK_ALL);
    }
}

static void stop(struct ev_loop *loop, ev_signal *watcher, int events)
{
    (void)loop, (void)events;
    struct runtime *runtime = watcher->data;
    if (runtime->stopping)
        return;
    log_event(LOG_INFO, "stopping", "{s:s}", "signal", strsignal(watcher->signum));
    runtime->stopping = true;
    runtime->stop_by_ms = clock_monotonic_ms(&runtime->clock) + STOP_WITHIN_MS;
    for (size_t i = 0; i < runtime->follower_count; i++)
        follower_stop(runtime->followers[i]);
    server_stop_taking(runtime->server);
    workers_stop(runtime->workers);
    parking_stop(runtime);
}

/* How many handshakes may go on: of few descriptors, too, most are for callers, and for our own files. */
static size_t most_handshakes(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur / 4 >= LIMIT_HANDSHAKES)
        return LIMIT_HANDSHAKES;
    return limit.rlim_cur / 4 + 1;
}

/* A descriptor for every connection that may come, as far as the machine lets us: libzmq does badly without. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    rlim_t wanted = LIMIT_CONNECTIONS + 256;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < wanted)
        log_event(LOG_WARNING, "descriptors_few", "{s:I, s:I}", "wanted", (json_int_t)wanted, "allowed",
                  (json_int_t)limit.rlim_cur);
}

static int open_keys(struct runtime *runtime, const struct config_common *config)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.secret", config->keys, runtime->service->name);
    int result = keys_read(&runtime->key, path);
    if (result)
        return error_pass(result, "key of the service");
    return keys_callers_new(&runtime->callers, config->keys);
}

static int open_server(struct runtime *runtime, const char *endpoint)
{
    struct server_options options = {
        .endpoint = endpoint,
        .key = &runtime->key,
        .callers = runtime->callers,
        .events = {.request = dispatch_request, .malformed = dispatch_malformed, .refused = dispatch_refused},
        .context = runtime,
        .most_handshakes = most_handshakes(),
        .most_body_bytes = LIMIT_CHUNK_BYTES + LIMIT_MESSAGE_BYTES,
    };
    return server_new(&runtime->server, &options);
}

static int open_admin(struct runtime *runtime, const char *address)
{
    const struct admin_http_options options = {
        .address = address, .pages = admin_pages, .context = runtime, .loop = runtime->loop};
    return address && !admin_http_is_off(address) ? admin_http_new(&runtime->admin, &options) : 0;
}

static int open_workers(struct runtime *runtime, const struct config_common *config)
{
    ev_async_init(&runtime->worker_done, worker_done);
    runtime->worker_done.data = runtime;
    ev_async_start(runtime->loop, &runtime->worker_done);
    int result = workers_new(&runtime->workers, LIMIT_WORKERS, LIMIT_WORKS, wake_for_worker, runtime);
    if (result)
        return result;
    return backups_new(&runtime->backups, runtime->store, runtime->workers, config->store, config->backups,
                       runtime->clock);
}

int runtime_new(struct runtime **out, const struct runtime_options *options)
{
    struct runtime *runtime = calloc(1, sizeof *runtime);
    if (!runtime)
        return error_system("runtime");
    runtime->service = options->service;
    runtime->context = options->context;
    runtime->store = options->store;
    runtime->clock = clock_system();
    runtime->started_at_ms = clock_utc_ms(&runtime->clock);
    runtime->loop = ev_loop_new(EVFLAG_AUTO);
    runtime->feed_bound_ms = config_feed_bound_ms(&options->config);
    ev_async_init(&runtime->writer_done, writer_done);
    runtime->writer_done.data = runtime;
    raise_descriptor_limit();
    int result = runtime->loop && sodium_init() >= 0 ? 0 : error_raise("loop");
    if (result == 0)
        result = open_keys(runtime, &options->config);
    if (result == 0)
        result = dispatch_routes(runtime);
    if (result == 0)
        result = writer_init(&runtime->writer, options->store, options->service->name, options->context,
                             options->service->hooks, runtime->clock);
    if (result == 0) {
        ev_async_start(runtime->loop, &runtime->writer_done);
        result = writer_thread_new(&runtime->writer_thread, &runtime->writer, wake_loop, runtime);
    }
    if (result == 0)
        result = open_workers(runtime, &options->config);
    if (result == 0)
        result = open_server(runtime, options->config.listen);
    if (result == 0)
        result = open_admin(runtime, options->config.admin);
    if (result) {
        runtime_free(runtime);
        return result;
    }
    *out = runtime;
    return 0;
}

static int push_call(void *context, struct call *call)
{
    struct runtime *runtime = context;
    return runtime->stopping ? 1 : writer_thread_push(runtime->writer_thread, call);
}

/* A page was applied. */
static void followed(void *context)
{
    struct runtime *runtime = context;
    if (runtime->follower_count > 0)
        atomic_store(&runtime->writer.followed, follower_freshness(runtime->followers[0]).sequence);
    parking_wake(runtime);
}

int runtime_follow(struct runtime *runtime, const struct follower_options *options)
{
    struct follower_options own = *options;
    struct follower_host host = {.push = push_call, .advanced = followed, .runtime = runtime, .clock = runtime->clock};
    if (runtime->follower_count == RUNTIME_FOLLOWERS)
        return error_raise("too many feeds to follow");
    own.connection.key = &runtime->key;
    own.store = runtime->store;
    own.context = runtime->context;
    own.bound_ms = runtime->feed_bound_ms;
    int result = follower_new(&runtime->followers[runtime->follower_count], &own, &host);
    if (result)
        return result;
    runtime->follower_count++;
    followed(runtime);
    return 0;
}

bool runtime_freshness(const struct runtime *runtime, const char *service, struct follower_freshness *freshness)
{
    for (size_t i = 0; i < runtime->follower_count; i++) {
        if (strcmp(follower_service(runtime->followers[i]), service) != 0)
            continue;
        *freshness = follower_freshness(runtime->followers[i]);
        return true;
    }
    return false;
}

static void watch(struct runtime *runtime, const int *descriptors, size_t count)
{
    for (size_t i = 0; i < count && runtime->io_count < RUNTIME_WATCHERS; i++) {
        ev_io *io = &runtime->io[runtime->io_count++];
        ev_io_init(io, woken, descriptors[i], EV_READ);
        ev_io_start(runtime->loop, io);
    }
}

static void watch_signal(struct runtime *runtime, ev_signal *watcher, int number)
{
    ev_signal_init(watcher, stop, number);
    watcher->data = runtime;
    ev_signal_start(runtime->loop, watcher);
}

static void start_watchers(struct runtime *runtime)
{
    int descriptors[4];
    watch(runtime, descriptors, server_descriptors(runtime->server, descriptors));
    for (size_t i = 0; i < runtime->follower_count; i++)
        watch(runtime, descriptors, follower_descriptors(runtime->followers[i], descriptors));
    ev_prepare_init(&runtime->prepare, turn);
    runtime->prepare.data = runtime;
    ev_prepare_start(runtime->loop, &runtime->prepare);
    ev_idle_init(&runtime->idle, idled);
    ev_timer_init(&runtime->tick, tick, TICK_SECONDS, TICK_SECONDS);
    runtime->tick.data = runtime;
    ev_timer_start(runtime->loop, &runtime->tick);
    watch_signal(runtime, &runtime->terminate, SIGTERM);
    watch_signal(runtime, &runtime->interrupt, SIGINT);
}

int runtime_run(struct runtime *runtime)
{
    signal(SIGPIPE, SIG_IGN);
    start_watchers(runtime);
    log_event(LOG_INFO, "ready", "{s:s, s:s, s:I, s:s}", "endpoint", server_endpoint(runtime->server), "admin",
              admin_http_address(runtime->admin), "position", (json_int_t)atomic_load(&runtime->writer.head), "version",
              KARMAYOGI_VERSION);
    ev_run(runtime->loop, 0);
    ev_signal_stop(runtime->loop, &runtime->terminate); /* or no other loop of this process could have them */
    ev_signal_stop(runtime->loop, &runtime->interrupt);
    writer_thread_free(
        runtime->writer_thread); /* the batch at hand is finished: only now it is known where the history ends */
    runtime->writer_thread = NULL;
    log_event(LOG_INFO, "stopped", "{s:b, s:I}", "failed", runtime->failed, "position",
              (json_int_t)atomic_load(&runtime->writer.head));
    return runtime->failed ? error_raise("the service failed; see the log") : 0;
}

void runtime_free(struct runtime *runtime)
{
    if (!runtime)
        return;
    workers_free(runtime->workers);
    backups_free(runtime->backups);
    writer_thread_free(runtime->writer_thread);
    if (runtime->server)
        parking_stop(runtime);
    for (size_t i = 0; i < runtime->follower_count; i++)
        follower_free(runtime->followers[i]);
    server_free(runtime->server);
    writer_deinit(&runtime->writer);
    keys_callers_free(runtime->callers);
    metrics_free(runtime->metrics);
    free(runtime->routes);
    admin_http_free(runtime->admin);
    if (runtime->loop)
        ev_loop_destroy(runtime->loop);
    free(runtime);
}
