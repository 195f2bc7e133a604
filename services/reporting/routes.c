/* routes - the methods of reporting. */
#include "codec/onboarding.h"
#include "handlers/handlers.h"
#include "service.h"

#define METHOD(name) "karmayogi.reporting.v1.ReportingService/" name

const struct route reporting_routes[] = {
    {METHOD("GetOnboarding"), ROUTE_READ, ROLE_READER, 0, onboarding_decode, onboarding_handle, NULL, NULL},
    {METHOD("ListCountedOfficials"), ROUTE_READ, ROLE_ADMINISTRATOR, 0, counted_decode, counted_handle_list, NULL,
     NULL},
    {.method = METHOD("GetFigures"), .kind = ROUTE_NOT_BUILT, .roles = ROLE_READER},
    {.method = METHOD("ListFigureDefinitions"), .kind = ROUTE_NOT_BUILT, .roles = ROLE_READER},
    {.method = NULL},
};
