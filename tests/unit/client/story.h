#pragma once
/* story - a client and a service in a thread of its own, for the tests of calls. */
#include "../wire/house.h"
#include "client/client.h"

#define METHOD "karmayogi.test.v1.TestService/Echo"

/* A service and a client of it; what the service does is decided by @answer. */
struct story {
    struct house house;
    struct keys_pair desk;
    struct client *client;
    /* what the service saw, for its answers */
    atomic_uint seen;
    struct request_header headers[8];
    int64_t at_ms[8];
    struct server_request kept;
};

static inline void story_client(struct story *story, const struct keys_pair *key, const char *server_key,
                                uint32_t timeout_ms, uint32_t try_ms)
{
    struct client_options options = {
        .connection = {.endpoint = story->house.endpoint, .server_public_key = server_key, .key = key},
        .actor = "सीता",
        .locale = LOCALE_HI,
        .timeout_ms = timeout_ms,
        .try_ms = try_ms,
    };

    if (client_new(&story->client, &options) < 0)
        fail_msg("%s", error_trail());
}

static inline void story_init(struct story *story, house_answer *answer, uint32_t timeout_ms, uint32_t try_ms)
{
    memset(story, 0, sizeof(*story));
    house_init(&story->house, &story->desk);
    story->house.answer = answer;
    story->house.context = story;
    story_client(story, &story->desk, story->house.key.public_key, timeout_ms, try_ms);
    house_start(&story->house);
}

static inline void story_deinit(struct story *story)
{
    client_free(story->client);
    house_deinit(&story->house);
}

/* Notes what came. Return: how many came before. */
static inline unsigned note(struct house *house, const struct server_request *request,
                            const struct request_header *header)
{
    struct story *story = house->context;
    struct clock clock = clock_system();
    unsigned number = atomic_fetch_add(&story->seen, 1);

    if (number < 8) {
        story->headers[number] = *header;
        story->at_ms[number] = clock_monotonic_ms(&clock);
    }
    if (number == 0)
        story->kept = *request;
    return number;
}

static inline bool answer_at_once(struct house *house, const struct server_request *request,
                                  const struct request_header *header)
{
    note(house, request, header);
    return false;
}

static inline bool answer_never(struct house *house, const struct server_request *request,
                                const struct request_header *header)
{
    note(house, request, header);
    return true;
}
