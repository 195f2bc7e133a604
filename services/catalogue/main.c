/* karmayogi-catalogue: parse, build, run, one exit. */
#include "base/error.h"
#include "runtime/config.h"
#include "runtime/log.h"
#include "service.h"

#include <stdlib.h>

static const struct config_entry settings[] = {
    CONFIG_COMMON(struct service_options, common, "tcp://127.0.0.1:7102", "127.0.0.1:7112"),
};

int main(int argc, char **argv)
{
    struct service_options options = {0};
    struct service *service = NULL;
    switch (config_read(settings, sizeof settings / sizeof settings[0], &options,
                        "The catalogue: courses, competencies, packages, plans.", argc, argv)) {
    case CONFIG_EXIT:
        return runtime_check("catalogue", &options.common);
    case CONFIG_USAGE:
        return 2;
    case CONFIG_RUN:
        break;
    }
    log_setup("catalogue", (enum log_level)log_level_parse(options.common.log_level));
    int result = service_new(&service, &options);
    if (result == 0)
        result = service_run(service);
    if (result)
        log_event(LOG_ERROR, "failed", "{s:s}", "trail", error_trail());
    service_free(service);
    return result ? EXIT_FAILURE : EXIT_SUCCESS;
}
