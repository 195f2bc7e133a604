/* service_reporting - reporting as its main.c runs it, with its names to itself. */
#include "base/error.h"
#include "node.h"
#include "service.h"

static int run(const char *folder)
{
    const struct reporting_options options = {
        .common = {.listen = "reporting", .store = folder, .keys = "keys", .feed_bound = "6"},
        .registration_endpoint = "registration",
        .registration_key = "registration.public",
        .catalogue_endpoint = "catalogue",
        .catalogue_key = "catalogue.public",
    };
    struct reporting *reporting = NULL;
    int result = reporting_new(&reporting, &options);
    if (result == 0) {
        node_up(reporting->store);
        result = reporting_run(reporting);
    }
    reporting_free(reporting);
    return result;
}

const struct host reporting_host = {"reporting", run};
