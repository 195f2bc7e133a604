/* routes - the methods of reporting. */
#include "codec/figures.h"
#include "codec/onboarding.h"
#include "handlers/handlers.h"
#include "service.h"

#define METHOD(name) "karmayogi.reporting.v1.ReportingService/" name

const struct route reporting_routes[] = {
    {METHOD("GetOnboarding"), ROUTE_READ, ROLE_READER, 0, onboarding_decode, onboarding_handle, NULL, NULL},
    {METHOD("ListCountedOfficials"), ROUTE_READ, ROLE_ADMINISTRATOR, 0, counted_decode, counted_handle_list, NULL,
     NULL},
    {METHOD("GetFigures"), ROUTE_READ, ROLE_READER, 0, figures_decode, figures_handle, NULL, NULL},
    {METHOD("ListFigureDefinitions"), ROUTE_READ, ROLE_READER, 0, definitions_decode, figures_handle_definitions, NULL,
     NULL},
    {.method = NULL},
};
