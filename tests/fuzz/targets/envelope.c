/* envelope - the header frames, of a request from anybody with a key, and of a reply. */
#include "wire/envelope.h"
#include "fuzz.h"
#include "runtime/log.h"

#define ARENA_BYTES ((size_t)1 << 20)

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

static bool same_positions(const struct position *a, size_t a_count, const struct position *b, size_t b_count)
{
    for (size_t i = 0; i < a_count && a_count == b_count; i++) {
        assert(a[i].service[0] && fuzz_is_text(a[i].service));
        if (strcmp(a[i].service, b[i].service) != 0 || a[i].epoch != b[i].epoch || a[i].sequence != b[i].sequence)
            return false;
    }
    return a_count == b_count;
}

/* What was accepted keeps the limits of the contract, and is the same once it was written and read again. */
static void check_request(const struct request_header *header, struct arena *arena)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    struct request_header again;
    assert(header->timeout_ms >= 1 && header->timeout_ms <= LIMIT_TIMEOUT_MS);
    assert(header->at_least_count <= ENVELOPE_POSITIONS);
    assert(uuid_is_v7(&header->request_id));
    assert(fuzz_says(header->method) && strchr(header->method, '/'));
    assert(fuzz_is_text(header->actor) && fuzz_is_text(header->traceparent));
    assert(envelope_write_request(header, &packed) == 0);
    assert(envelope_read_request(&again, packed.data, packed.length, arena) == ENVELOPE_OK);
    assert(strcmp(header->method, again.method) == 0 && strcmp(header->actor, again.actor) == 0);
    assert(strcmp(header->traceparent, again.traceparent) == 0);
    assert(uuid_equal(&header->request_id, &again.request_id));
    assert(header->timeout_ms == again.timeout_ms && header->locale == again.locale);
    assert(same_positions(header->at_least, header->at_least_count, again.at_least, again.at_least_count));
}

static void request(struct store_bytes bytes, struct arena *arena)
{
    struct request_header header;
    enum envelope_outcome outcome = envelope_read_request(&header, bytes.data, bytes.length, arena);
    if (outcome == ENVELOPE_OK) {
        check_request(&header, arena);
        return;
    }
    assert(fuzz_says(envelope_reason(outcome)));
    assert(fuzz_says(envelope_sentence(outcome, LOCALE_EN)) && fuzz_says(envelope_sentence(outcome, LOCALE_HI)));
}

static void check_status(const struct status *status, const struct status *again)
{
    assert(status->code <= STATUS_UNAUTHENTICATED && status->code == again->code);
    assert(status->violation_count <= STATUS_VIOLATIONS && status->violation_count == again->violation_count);
    assert(fuzz_is_text(status->reason) && strcmp(status->reason, again->reason) == 0);
    assert(fuzz_is_text(status->sentence) && strcmp(status->sentence, again->sentence) == 0);
    for (size_t i = 0; i < status->violation_count; i++) {
        const struct violation *a = &status->violations[i], *b = &again->violations[i];
        assert(fuzz_is_text(a->field) && strcmp(a->field, b->field) == 0);
        assert(fuzz_is_text(a->reason) && strcmp(a->reason, b->reason) == 0);
        assert(fuzz_is_text(a->sentence) && strcmp(a->sentence, b->sentence) == 0);
        assert(fuzz_is_text(a->detail) && strcmp(a->detail, b->detail) == 0);
    }
}

static void reply(struct store_bytes bytes, struct arena *arena)
{
    CLEANUP(buffer_deinit) struct buffer packed = {0};
    struct reply_header header, again;
    if (!envelope_read_reply(&header, bytes.data, bytes.length, arena))
        return;
    assert(header.position_count <= ENVELOPE_POSITIONS);
    assert(fuzz_says(status_code_word(header.status.code)));
    assert(envelope_write_reply(&header, &packed) == 0);
    assert(envelope_read_reply(&again, packed.data, packed.length, arena));
    assert(uuid_equal(&header.request_id, &again.request_id));
    assert(same_positions(header.positions, header.position_count, again.positions, again.position_count));
    check_status(&header.status, &again.status);
}

/* A byte that says which of the two, then the frame. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    if (fuzz_choice(&input, 2) == 0)
        request(fuzz_rest(&input), &arena);
    else
        reply(fuzz_rest(&input), &arena);
    arena_reset(&arena);
    return 0;
}
