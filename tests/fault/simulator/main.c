#include "client/client.h"
#include "network.h"
#include <karmayogi/registration/v1/service.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static void director(void *argument)
{
    (void)argument;
    node_start(&nodes[0]);
    node_start(&nodes[1]);
    struct client *client;
    struct keys_pair key = {.name = "desk", .secret_key = "x"};
    struct client_options options = {
        .connection = {.endpoint = "registration", .server_public_key = "registration", .key = &key}};
    client_new(&client, &options);
    for (int i = 0; i < 200; i++) {
        struct client_call call = {.method = "karmayogi.registration.v1.RegistrationService/PutMasterEntries"};
        Karmayogi__Registration__V1__PutMasterEntriesRequest request =
            KARMAYOGI__REGISTRATION__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
        Karmayogi__Registration__V1__MasterEntry entry = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRY__INIT,
                                                 *entries[] = {&entry};
        entry.code = (char *)(uintptr_t) "state";
        entry.name_en = entry.code;
        request.list = 3;
        request.n_entries = 1;
        request.entries = entries;
        uint8_t body[1000];
        call.body = body;
        call.body_length = protobuf_c_message_pack(&request.base, body);
        int result = client_call(client, &call);
        world_trace(&nodes[2], "answer %llu after %llu tries", (uint64_t)result, call.tries, 0);
        if (result)
            world_tell(&nodes[2], "%s %s", call.reply.status.reason, call.reply.status.sentence);
        client_call_deinit(&call);
        if (i % 20 == 7)
            node_kill(&nodes[0], i & 1, 100000);
    }
    world.is_over = true;
}
int main(int argc, char **argv)
{
    world_begin(argc > 1 ? strtoull(argv[1], NULL, 10) : 1, argc > 2 ? STORY_ALL : STORY_TAIL);
    weather.usual_us = 500;
    char scratch[64] = "/dev/shm/karmayogi-sim-XXXXXX";
    mkdtemp(scratch);
    nodes_init(scratch);
    fiber_start(&nodes[2], "director", director, NULL);
    world_run();
    printf("%llu events, hash %016llx, %lld us\n", (unsigned long long)world.happenings, (unsigned long long)world.hash,
           (long long)world.now_us);
    fflush(stdout);
    _Exit(0);
}
