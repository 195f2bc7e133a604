/* main - the registration service: read the settings, build, run, one exit. */
#include "base/error.h"
#include "runtime/log.h"
#include "runtime/runtime.h"
#include "service.h"
#include "wire/secrecy.h"

#include <jansson.h>

struct settings {
    struct config_common common;
    const char *catalogue_endpoint;
    const char *catalogue_key;
};

static const struct config_entry entries[] = {
    CONFIG_COMMON(struct settings, common, "tcp://127.0.0.1:7101", "127.0.0.1:7111"),
    {"catalogue-endpoint", "ENDPOINT", "tcp://127.0.0.1:7102", "Where the catalogue listens", config_check_endpoint,
     offsetof(struct settings, catalogue_endpoint)},
    {"catalogue-key", "FILE", NULL, "Public key of the catalogue, catalogue.public", config_check_key,
     offsetof(struct settings, catalogue_key)},
};

static const char about[] = "karmayogi-registration - registers the officials of a government.\n"
                            "Example: karmayogi-registration --store=var/registration --keys=var/keys/registration "
                            "--catalogue-key=var/keys/catalogue.public\v"
                            "Every option may also be given as a variable; the command line wins. SIGTERM ends the "
                            "service after the work at hand.";

static int serve(const struct settings *settings)
{
    struct registration *registration = NULL;
    struct runtime *runtime = NULL;
    int result = registration_new(&registration, settings->common.store);
    if (result == 0) {
        struct runtime_options options = {.service = &registration_service,
                                          .context = registration,
                                          .store = registration->store,
                                          .config = settings->common};
        result = runtime_new(&runtime, &options);
    }
    if (result == 0)
        result = registration_follow(runtime, settings->catalogue_endpoint, settings->catalogue_key);
    if (result == 0)
        result = runtime_run(runtime);
    if (result)
        log_event(LOG_ERROR, "failed", "{s:s}", "trail", error_trail());
    runtime_free(runtime);
    registration_free(registration);
    return result ? 1 : 0;
}

int main(int argc, char **argv)
{
    struct settings settings = {0};
    secrecy_begin();
    switch (config_read(entries, sizeof entries / sizeof entries[0], &settings, about, argc, argv)) {
    case CONFIG_EXIT:
        return runtime_check("registration", &settings.common);
    case CONFIG_USAGE:
        return 2;
    case CONFIG_RUN:
        break;
    }
    log_setup("registration", (enum log_level)log_level_parse(settings.common.log_level));
    return serve(&settings);
}
