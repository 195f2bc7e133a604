#pragma once
/* private - the runtime's own state, shared by its files and by nobody else. */
#include "runtime/admin_http.h"
#include "runtime/backups.h"
#include "runtime/log.h"
#include "runtime/metrics.h"
#include "runtime/readiness.h"
#include "runtime/runtime.h"
#include "runtime/workers.h"
#include "runtime/writer_thread.h"
#include "wire/server.h"

#include <ev.h>

#define RUNTIME_FOLLOWERS  READINESS_FEEDS
#define RUNTIME_WATCHERS   (4 + 2 * RUNTIME_FOLLOWERS)
#define RUNTIME_OWN_ROUTES 4

struct parked {
    struct call *first;
    size_t count;
    size_t bytes; /* memory of the calls */
};

struct runtime {
    const struct runtime_service *service;
    void *context;
    struct store *store;
    struct clock clock;
    struct keys_pair key;
    struct keys_callers *callers;
    struct server *server;
    struct writer writer;
    struct writer_thread *writer_thread;
    struct workers *workers;
    struct backups *backups;
    struct metrics *metrics;
    struct admin_http *admin; /* NULL: none */
    uint32_t feed_bound_ms;
    struct follower *followers[RUNTIME_FOLLOWERS];
    size_t follower_count;
    struct parked parked;
    const struct route **routes; /* sorted by method; the service's and our own */
    size_t route_count;
    int64_t started_at_ms;
    bool stopping, failed;

    struct ev_loop *loop;
    ev_io io[RUNTIME_WATCHERS];
    size_t io_count;
    ev_prepare prepare;
    ev_idle idle;
    ev_async writer_done, worker_done;
    ev_timer tick;
    ev_signal terminate, interrupt;
    int64_t stop_by_ms;
    int64_t callers_checked_ms;
    struct log_quota handshakes_told, keys_told, callers_told, malformed_told;
};

/* dispatch.c: from frames to a call, from a call to a reply */
void dispatch_request(void *runtime, const struct server_request *request);
void dispatch_malformed(void *runtime, const struct keys_caller *caller, size_t frames);
void dispatch_refused(void *runtime, const char *reason, const char *address);
int dispatch_routes(struct runtime *runtime); /* sorts the routes */
void dispatch_go_on(struct runtime *runtime,
                    struct call *call); /* decoded, positions reached: read it, or hand it to the writer */
void dispatch_finished(struct runtime *runtime, struct call *calls);
void dispatch_reply(struct runtime *runtime, struct call *call); /* sends and frees */

/* parking.c: calls that wait for a position, or for the feed to go on */
bool parking_must_wait(struct runtime *runtime, struct call *call); /* false: go on, or refused */
void parking_park(struct runtime *runtime, struct call *call, int64_t until_ms);
void parking_wake(struct runtime *runtime);   /* something advanced */
void parking_expire(struct runtime *runtime); /* time passed, keys changed */
void parking_stop(struct runtime *runtime);   /* refuses all */

/* admin_pages.c: what the admin port shows */
extern const struct admin_page admin_pages[];
int admin_reasons(struct runtime *runtime, struct buffer *out); /* as readiness_reasons() */
uint64_t admin_resident_bytes(void);                            /* memory of the process; 0: not known */

/* feed.c, admin.c, admin_backup.c: the runtime's own routes */
extern const struct route feed_route;
extern const struct route admin_route;
extern const struct route start_backup_route;
extern const struct route get_backup_route;
bool feed_may(const struct call *call,
              unsigned roles); /* whether the roles are enough for what the reader asks to see */
bool feed_must_wait(const struct runtime *runtime, const struct call *call, int64_t *until_ms);
