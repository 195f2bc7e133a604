/* follower_ask - requests to the feed, its refusals, and the connection to it; see follower.h. */
#include "base/cleanup.h"
#include "base/error.h"
#include "runtime/follower_private.h"
#include "runtime/log.h"

#include <karmayogi/core/v1/feed.pb-c.h>

#define FEED_WAIT_MS  10000 /* an answer without news comes after this, */
#define FEED_WAITS    3     /* or after this part of the age that is allowed */
#define FEED_GRACE_MS 5000  /* and is given up so long after that */

static void take_refusal(struct follower *follower, const struct status *status)
{
    if (status->code == STATUS_OUT_OF_RANGE) {
        follower->rebuilds++;
        follower->complete_ms = -1;
        follower_push(follower, PAGE_REBUILD);
        return;
    }
    log_event(LOG_WARNING, "feed_refused", "{s:s, s:s, s:s}", "feed", follower->service, "code",
              status_code_word(status->code), "reason", status->reason ? status->reason : "");
    follower->ask_again_ms = follower_now(follower) + FOLLOWER_RETRY_MS;
}

static void take_reply(struct follower *follower, const struct caller_reply *reply)
{
    struct reply_header header;
    arena_reset(&follower->arena);
    if (!envelope_read_reply(&header, reply->header, reply->header_length, &follower->arena) ||
        !uuid_equal(&header.request_id, &follower->request_id))
        return; /* late: the request was given up */
    follower->asking = false;
    follower->ask_again_ms = 0;
    if (header.status.code == STATUS_OK)
        follower_take_page(follower, reply);
    else
        take_refusal(follower, &header.status);
}

/* As long as it is not known whether anything is missing, or whether the history is still the same, the answer must
 * come at once, news or not. */
static uint32_t wait_ms(const struct follower *follower)
{
    if (follower->complete_ms < 0 || follower_in_doubt(follower))
        return 0;
    uint32_t part_ms = follower->options.bound_ms / FEED_WAITS;
    return part_ms > 0 && part_ms < FEED_WAIT_MS ? part_ms : FEED_WAIT_MS;
}

int follower_ask(struct follower *follower)
{
    uint32_t news_ms = wait_ms(follower), timeout_ms = news_ms + FEED_GRACE_MS;
    const struct standing_cursor *cursor = follower_cursor(&follower->standing);
    Karmayogi__Core__V1__ReadRequest request = KARMAYOGI__CORE__V1__READ_REQUEST__INIT;
    Karmayogi__Core__V1__FeedCursor message = standing_cursor_message(cursor);
    request.cursor = &message;
    request.wait_ms = news_ms;
    request.max_bytes = follower->page_bytes;
    struct request_header header = {.method = "karmayogi.core.v1.FeedService/Read", .timeout_ms = timeout_ms};
    CLEANUP(buffer_deinit) struct buffer packed_header = {0};
    CLEANUP(buffer_deinit) struct buffer body = {0};
    int result = uuid_v7(&header.request_id, clock_utc_ms(&follower->host.clock));
    if (result == 0)
        result = envelope_write_request(&header, &packed_header);
    if (result == 0)
        result = wire_pack(&request.base, &body);
    if (result == 0)
        result = caller_send(follower->caller, packed_header.data, packed_header.length, body.data, body.length);
    follower->request_id = header.request_id;
    follower->asking = result == 0;
    follower->asked_ms = follower_now(follower);
    follower->at_once = news_ms == 0;
    follower->ask_again_ms = follower_now(follower) + (result == 0 ? timeout_ms : FOLLOWER_RETRY_MS);
    return result < 0 ? result : 0;
}

/* A connection that changed for better or worse is said once. What was on the way when it broke gets no answer. */
void follower_watch(struct follower *follower)
{
    enum caller_state state = caller_state(follower->caller);
    uint64_t breaks = caller_breaks(follower->caller);
    if (breaks != follower->breaks) {
        follower->breaks = breaks;
        follower->asking = false;
        follower->ask_again_ms = 0;
    }
    if (state == follower->logged_state)
        return;
    follower->logged_state = state;
    log_event(state == CALLER_CONNECTED ? LOG_INFO : LOG_WARNING, "feed_connection", "{s:s, s:s}", "feed",
              follower->service, "state", caller_state_sentence(follower->caller));
}

/* An answer that waits for news would come too late for who doubts. It is waited for a little all the same: those who
 * are never done with doubting must not fill the other side with requests that nobody waits for. */
void follower_hurry(struct follower *follower)
{
    if (!follower->asking || follower->at_once || !follower_in_doubt(follower) ||
        follower_now(follower) < follower->asked_ms + FOLLOWER_RETRY_MS)
        return;
    follower->asking = false;
    follower->ask_again_ms = 0;
}

void follower_receive(struct follower *follower)
{
    struct caller_reply reply;
    int received;
    while ((received = caller_receive(follower->caller, &reply)) == 0) {
        if (follower->asking && !follower->stopped)
            take_reply(follower, &reply);
        caller_reply_deinit(&reply);
    }
    if (received < 0)
        log_event(LOG_ERROR, "feed_receive_failed", "{s:s, s:s}", "feed", follower->service, "trail", error_trail());
}
