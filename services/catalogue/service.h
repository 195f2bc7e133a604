#pragma once
/* service - everything that the catalogue owns, wired together. */
#include "runtime/runtime.h"

struct service_options {
    struct config_common common;
};

struct service;

/** service_new() - open the store and bind the socket. @options: texts must outlive the service. Return: 0, or < 0. */
int service_new(struct service **service, const struct service_options *options);

/** service_run() - serve until SIGTERM or SIGINT. Return: 0, or < 0: something failed that only a new start can mend.
 */
int service_run(struct service *service);
void service_free(struct service *service); /* NULL is allowed */
