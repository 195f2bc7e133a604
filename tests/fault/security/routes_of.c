/*
 * routes_of - prints who may call what, as the program of one service decides it: a line for each method that it
 * serves, "method TAB kind TAB roles", where the roles are those that are enough each on its own.
 */
#include "runtime/private.h"
#include "service.h"
#include "wire/keys_private.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const kinds[] = {
    [ROUTE_READ] = "read",
    [ROUTE_WRITE] = "write",
    [ROUTE_NOT_BUILT] = "not-built",
};

static void print_route(const struct route *route)
{
    printf("%s\t%s\t", route->method, kinds[route->kind]);
    if (route->roles == 0)
        printf("any-key");
    const char *before = "";
    for (unsigned role = 1; role != 0 && route->roles != 0; role <<= 1) {
        if (!keys_role_word(role) || !(keys_roles_included(role) & route->roles))
            continue;
        printf("%s%s", before, keys_role_word(role));
        before = " ";
    }
    printf("\n");
}

int main(void)
{
    struct runtime runtime = {.service = &SERVICE};
    if (dispatch_routes(&runtime) < 0)
        return 1;
    for (size_t i = 0; i < runtime.route_count; i++)
        if (runtime.routes[i] != &feed_route || runtime.service->feed_event) /* as dispatch.c has it */
            print_route(runtime.routes[i]);
    metrics_free(runtime.metrics);
    free(runtime.routes);
    return fflush(stdout) == 0 ? 0 : 1;
}
