#pragma once
/*
 * fake_caller - wire/caller.h without a network: what a follower asks is read, and the input answers. A target that
 * includes it brings the functions of caller.c, so that the library's are not linked.
 */
#include "fuzz.h"
#include "wire/caller.h"
#include "wire/envelope.h"

#include <karmayogi/core/v1/feed.pb-c.h>

#define FAKE_EPOCH   7
#define FAKE_ENTRIES 16

struct caller {
    struct fuzz_input *input;
    struct uuid asked; /* id of the request that waits for its answer */
    uint64_t from;     /* where it wants to read on */
    bool waits;
    struct buffer header;
    struct store_bytes body;
};

static struct caller fake_caller;

int caller_new(struct caller **caller, const struct caller_options *options)
{
    (void)options;
    *caller = &fake_caller;
    return 0;
}

void caller_free(struct caller *caller)
{
    if (caller)
        buffer_deinit(&caller->header);
}

enum caller_state caller_state(struct caller *caller)
{
    (void)caller;
    return CALLER_CONNECTED;
}

uint64_t caller_breaks(struct caller *caller)
{
    (void)caller;
    return 0;
}

const char *caller_state_sentence(struct caller *caller)
{
    (void)caller;
    return "connected";
}

size_t caller_descriptors(const struct caller *caller, int descriptors[2])
{
    (void)caller, (void)descriptors;
    return 0;
}

int caller_send(struct caller *caller, const void *header, size_t header_length, const void *body, size_t body_length)
{
    struct request_header request;
    const Karmayogi__Core__V1__ReadRequest *read = (Karmayogi__Core__V1__ReadRequest *)wire_unpack(
        &karmayogi__core__v1__read_request__descriptor, body, body_length, caller->input->arena);
    assert(read && read->cursor);
    assert(envelope_read_request(&request, header, header_length, caller->input->arena) == ENVELOPE_OK);
    caller->from = read->cursor->sequence;
    caller->asked = request.request_id;
    caller->waits = true;
    return 0;
}

/* Events, one an entry, as the page that comes next. */
static struct store_bytes fake_page(struct caller *caller, struct store_bytes bytes)
{
    Karmayogi__Core__V1__ReadResponse page = KARMAYOGI__CORE__V1__READ_RESPONSE__INIT;
    Karmayogi__Core__V1__FeedCursor through = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    Karmayogi__Core__V1__FeedEntry room[FAKE_ENTRIES], *entries[FAKE_ENTRIES];
    ProtobufCBinaryData events[FAKE_ENTRIES];
    struct fuzz_input input = {bytes.data, bytes.length, caller->input->arena};
    for (; page.n_entries < FAKE_ENTRIES && input.left > 0; page.n_entries++) {
        struct store_bytes event = fuzz_piece(&input);
        size_t at = page.n_entries;
        events[at] = (ProtobufCBinaryData){event.length, (uint8_t *)(uintptr_t)event.data};
        karmayogi__core__v1__feed_entry__init(&room[at]);
        room[at].sequence = caller->from + at + 1;
        room[at].n_events = 1;
        room[at].events = &events[at];
        entries[at] = &room[at];
    }
    page.entries = entries;
    page.epoch = through.epoch = FAKE_EPOCH;
    page.from_sequence = caller->from;
    page.head = through.sequence = caller->from + page.n_entries;
    page.through = &through;
    size_t length = protobuf_c_message_get_packed_size(&page.base);
    uint8_t *packed = arena_alloc(input.arena, length);
    assert(packed && protobuf_c_message_pack(&page.base, packed) == length);
    return (struct store_bytes){packed, length};
}

/* A byte that says what comes (a refused cursor, a page of the events in the input, or whatever the input has as a
 * page), and its bytes. The header is our own, so that the page is reached; what hostile headers do is the target
 * envelope's. */
int caller_receive(struct caller *caller, struct caller_reply *reply)
{
    struct reply_header header = {.request_id = caller->asked};
    if (!caller->waits || caller->input->left == 0)
        return 1;
    caller->waits = false;
    uint8_t kind = fuzz_byte(caller->input);
    if (kind == 0xff)
        header.status = (struct status){.code = STATUS_OUT_OF_RANGE, .reason = "CURSOR_MISMATCH", .sentence = "?"};
    caller->body = fuzz_piece(caller->input);
    if (kind % 2 == 0)
        caller->body = fake_page(caller, caller->body);
    caller->header.length = 0;
    assert(envelope_write_reply(&header, &caller->header) == 0);
    *reply = (struct caller_reply){.header = caller->header.data,
                                   .header_length = caller->header.length,
                                   .body = caller->body.data,
                                   .body_length = caller->body.length};
    return 0;
}

void caller_reply_deinit(struct caller_reply *reply)
{
    (void)reply;
}

int caller_wait(struct caller *caller, int wait_ms)
{
    (void)caller, (void)wait_ms;
    return 0;
}
