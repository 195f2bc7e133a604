/* body_catalogue - bodies of requests to catalogue through the codec of their method; see service_bodies.h. */
#include "service.h"
#include "service_bodies.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    bodies_init(catalogue_routes);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bodies_run(data, size);
    return 0;
}
