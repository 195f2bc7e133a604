/* check - the part of --check that looks beyond the settings' form; see runtime.h. Nothing is made or changed. */
#include "base/error.h"
#include "runtime/runtime.h"
#include "store/store.h"
#include "wire/keys.h"

#include <stdio.h>

static int complain(const char *option, int result)
{
    if (result < 0)
        fprintf(stderr, "--%s: %s\n", option, error_trail());
    return result < 0;
}

int runtime_check(const char *service, const struct config_common *config)
{
    char path[4096];
    struct keys_pair pair;
    struct keys_callers *callers = NULL;
    snprintf(path, sizeof path, "%s/%s.secret", config->keys, service);
    int wrong = complain("keys", keys_read(&pair, path));
    wrong += complain("keys", keys_callers_new(&callers, config->keys));
    keys_callers_free(callers);
    wrong += complain("store", store_probe(config->store));
    if (wrong == 0)
        puts("The settings are fine.");
    return wrong ? 2 : 0;
}
