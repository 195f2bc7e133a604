/* main - the catalogue: read the settings, build, run, one exit. */
#include "base/error.h"
#include "runtime/log.h"
#include "runtime/runtime.h"
#include "service.h"
#include "wire/secrecy.h"

#include <jansson.h>

struct settings {
    struct config_common common;
};

static const struct config_entry entries[] = {
    CONFIG_COMMON(struct settings, common, "tcp://127.0.0.1:7102", "127.0.0.1:7112"),
};

static const char about[] = "karmayogi-catalogue - keeps what can be learnt: courses, competencies, packages, plans.\n"
                            "Example: karmayogi-catalogue --store=var/catalogue --keys=var/keys/catalogue\v"
                            "Every option may also be given as a variable; the command line wins. SIGTERM ends the "
                            "service after the work at hand.";

static int serve(const struct config_common *config)
{
    struct catalogue *catalogue = NULL;
    struct runtime *runtime = NULL;
    int result = catalogue_new(&catalogue, config->store);
    if (result == 0) {
        struct runtime_options options = {
            .service = &catalogue_service, .context = catalogue, .store = catalogue->store, .config = *config};
        result = runtime_new(&runtime, &options);
    }
    if (result == 0)
        result = runtime_run(runtime);
    if (result)
        log_event(LOG_ERROR, "failed", "{s:s}", "trail", error_trail());
    runtime_free(runtime);
    catalogue_free(catalogue);
    return result ? 1 : 0;
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    secrecy_begin();
    switch (config_read(entries, sizeof entries / sizeof entries[0], &settings, about, argc, argv)) {
    case CONFIG_EXIT:
        return runtime_check("catalogue", &settings.common);
    case CONFIG_USAGE:
        return 2;
    case CONFIG_RUN:
        break;
    }
    log_setup("catalogue", (enum log_level)log_level_parse(settings.common.log_level));
    return serve(&settings.common);
}
