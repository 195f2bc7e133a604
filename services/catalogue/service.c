/*
 * service - see service.h. The catalogue keeps no records yet: its contract is served, every method is answered
 * UNIMPLEMENTED, and its feed is there and empty, so that followers can be pointed at it.
 */
#include "service.h"

#include "base/error.h"
#include "routes.h"
#include "store/schemas.h"

#include <stdlib.h>

struct service {
    struct runtime_service description;
    struct store *store;
    struct runtime *runtime;
};

/* Nothing in the catalogue belongs to one department or person: every reader of the feed sees every event. */
static int feed_event(void *context, struct store_txn *txn, const struct feed_filter *filter, struct arena *arena,
                      struct store_bytes *event, bool *keep)
{
    (void)context, (void)txn, (void)filter, (void)arena, (void)event;
    *keep = true;
    return 0;
}

static int open_store(struct service *service, const char *path)
{
    const struct store_options options = {.service = "catalogue", .path = path, .schema = SCHEMA_CATALOGUE};
    int result = store_open(&service->store, &options);
    return result == STORE_NEWER ? error_raise("the store in %s was written by a newer version of this program", path)
                                 : result;
}

static int open_runtime(struct service *service, const struct service_options *options)
{
    service->description = (struct runtime_service){.name = "catalogue", .routes = routes, .feed_event = feed_event};
    const struct runtime_options runtime_options = {
        .service = &service->description,
        .context = service,
        .store = service->store,
        .config = options->common,
    };
    return runtime_new(&service->runtime, &runtime_options);
}

int service_new(struct service **out, const struct service_options *options)
{
    struct service *service = calloc(1, sizeof *service);
    if (!service)
        return error_system("service");
    int result = open_store(service, options->common.store);
    if (result == 0)
        result = open_runtime(service, options);
    if (result) {
        service_free(service);
        return result;
    }
    *out = service;
    return 0;
}

int service_run(struct service *service)
{
    return runtime_run(service->runtime);
}

void service_free(struct service *service)
{
    if (!service)
        return;
    runtime_free(service->runtime);
    store_close(service->store);
    free(service);
}
