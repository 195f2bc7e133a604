/* service_registration - registration as its main.c runs it, with its names to itself. */
#include "base/error.h"
#include "node.h"
#include "runtime/runtime.h"
#include "service.h"

static int run(const char *folder)
{
    const struct config_common config = {.listen = "registration", .store = folder, .keys = "keys"};
    struct registration *registration = NULL;
    struct runtime *runtime = NULL;
    int result = registration_new(&registration, folder);
    if (result == 0) {
        const struct runtime_options options = {
            .service = &registration_service, .context = registration, .store = registration->store, .config = config};
        result = runtime_new(&runtime, &options);
    }
    if (result == 0)
        result = registration_follow(runtime, "catalogue", "catalogue.public");
    if (result == 0) {
        node_up(registration->store);
        result = runtime_run(runtime);
    }
    runtime_free(runtime);
    registration_free(registration);
    return result;
}

const struct host registration_host = {"registration", run};
