/* main - the reporting service: read the settings, build, run, one exit. */
#include "base/error.h"
#include "runtime/log.h"
#include "service.h"
#include "wire/secrecy.h"

#include <jansson.h>

static const struct config_entry entries[] = {
    CONFIG_COMMON(struct reporting_options, common, "tcp://127.0.0.1:7103", "127.0.0.1:7113"),
    {"registration-endpoint", "ENDPOINT", "tcp://127.0.0.1:7101", "Where registration listens", config_check_endpoint,
     offsetof(struct reporting_options, registration_endpoint)},
    {"registration-key", "FILE", NULL, "Public key of registration, registration.public", config_check_key,
     offsetof(struct reporting_options, registration_key)},
    {"catalogue-endpoint", "ENDPOINT", "tcp://127.0.0.1:7102", "Where the catalogue listens", config_check_endpoint,
     offsetof(struct reporting_options, catalogue_endpoint)},
    {"catalogue-key", "FILE", NULL, "Public key of the catalogue, catalogue.public", config_check_key,
     offsetof(struct reporting_options, catalogue_key)},
};

static const char about[] =
    "karmayogi-reporting - counts how far everybody has got.\n"
    "Example: karmayogi-reporting --store=var/reporting --keys=var/keys/reporting "
    "--registration-key=var/keys/registration.public --catalogue-key=var/keys/catalogue.public\v"
    "Every option may also be given as a variable; the command line wins. The store may be deleted: it is "
    "built again from the feeds. SIGTERM ends the service after the work at hand.";

int main(int argc, char **argv)
{
    struct reporting_options options = {0};
    struct reporting *reporting = NULL;
    secrecy_begin();
    switch (config_read(entries, sizeof entries / sizeof entries[0], &options, about, argc, argv)) {
    case CONFIG_EXIT:
        return runtime_check("reporting", &options.common);
    case CONFIG_USAGE:
        return 2;
    case CONFIG_RUN:
        break;
    }
    log_setup("reporting", (enum log_level)log_level_parse(options.common.log_level));
    int result = reporting_new(&reporting, &options);
    if (result == 0)
        result = reporting_run(reporting);
    if (result)
        log_event(LOG_ERROR, "failed", "{s:s}", "trail", error_trail());
    reporting_free(reporting);
    return result ? 1 : 0;
}
