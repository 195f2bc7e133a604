/* Unpacking what people we do not know have sent. */
#include "base/cleanup.h"
#include "karmayogi/core/v1/envelope.pb-c.h"
#include "karmayogi/core/v1/feed.pb-c.h"
#include "wire/envelope.h"

#include <stdlib.h>
#include <string.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

#define REQUEST      &karmayogi__core__v1__request_header__descriptor
#define REPLY        &karmayogi__core__v1__reply_header__descriptor
#define FEED         &karmayogi__core__v1__read_response__descriptor
#define PAGE_ENTRIES 40
#define MANY         100000
#define CAP          ((size_t)1 << 20)
#define BYTES(s)     (s), sizeof(s) - 1

static int setup(void **state)
{
    struct arena *arena = calloc(1, sizeof(*arena));
    arena_init(arena, CAP);
    *state = arena;
    return 0;
}

static int teardown(void **state)
{
    arena_deinit(*state);
    free(*state);
    return 0;
}

static const struct {
    const ProtobufCMessageDescriptor *descriptor;
    const char *data;
    size_t length;
    bool is_sound;
} texts[] = {
    {REQUEST,
     BYTES("\x0a\x03"
           "a/b"),
     true},
    {REQUEST,
     BYTES("\x0a\x03"
           "a\0b"),
     false},
    {REQUEST,
     BYTES("\x0a\x01"
           "\0"),
     false},
    {REQUEST, BYTES("\x0a\x00"), true},
    {REQUEST, BYTES("\x22\x06\xe0\xa4\xb9\xe0\xa4\xbf"), true}, /* हि */
    {REQUEST, BYTES("\x22\x05\xe0\xa4\xb9\xe0\xa4"), false},    /* cut */
    {REQUEST, BYTES("\x22\x02\xc0\x80"), false},                /* NUL, overlong */
    {REQUEST, BYTES("\x22\x02\xc1\xbf"), false},                /* overlong */
    {REQUEST, BYTES("\x22\x03\xed\xa0\x80"), false},            /* a surrogate */
    {REQUEST, BYTES("\x22\x04\xf4\x90\x80\x80"), false},        /* beyond U+10FFFF */
    {REQUEST, BYTES("\x22\x01\x80"), false},                    /* a continuation alone */
    {REQUEST, BYTES("\x22\x01\xff"), false},
    {REQUEST,
     BYTES("\x12\x03"
           "a\0\xff"),
     true}, /* bytes may be anything */
    {REQUEST,
     BYTES("\x0a\x02"
           "a\0"
           "\x0a\x01"
           "a"),
     false}, /* then overwritten by a good one */
    {REQUEST,
     BYTES("\x3a\x03\x0a\x01"
           "r"),
     true}, /* a position's service */
    {REQUEST,
     BYTES("\x3a\x03\x0a\x01"
           "r"
           "\x3a\x04\x0a\x02"
           "r\0"),
     false}, /* the second one's */
    {REPLY,
     BYTES("\x12\x05\x22\x03\x1a\x01"
           "s"),
     true}, /* status, violation, sentence */
    {REPLY,
     BYTES("\x12\x05\x22\x03\x1a\x01"
           "\xfe"),
     false},
    {REPLY,
     BYTES("\x12\x05\x22\x03\x1a\x01"
           "\0"),
     false},
    {REPLY,
     BYTES("\x12\x05\x22\x03\x1a\x01"
           "\0"
           "\x12\x00"),
     false}, /* then merged with a good one */
    {REQUEST,
     BYTES("\x8a\x80\x80\x80\x00\x02"
           "a\0"),
     false}, /* the tag in more bytes than it needs */
    {REQUEST,
     BYTES("\x0a\x82\x80\x80\x80\x00"
           "a\0"),
     false}, /* the length */
};

static void test_unpack__text_with_nul_or_bad_utf8__is_refused_wherever_it_is(void **state)
{
    /* Would catch: a name that C reads shorter than the sender signed for; text that no database or browser takes. */
    struct arena *arena = *state;

    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        arena_reset(arena);
        bool is_sound = wire_unpack(texts[i].descriptor, texts[i].data, texts[i].length, arena) != NULL;
        if (is_sound != texts[i].is_sound)
            fail_msg("case %zu", i);
        assert_false(arena->failed);
    }
}

static void test_unpack__encoding_that_readers_could_read_otherwise__is_refused(void **state)
{
    /* Would catch: our walk and protobuf-c seeing different fields in the same bytes. */
    static const struct {
        const char *data;
        size_t length;
    } cases[] = {
        {BYTES("\x8a\x80\x80\x80\x80\x00\x01"
               "a")}, /* a tag of six bytes */
        {BYTES("\x02\x01"
               "a")},        /* field 0 */
        {BYTES("\x0b\x0c")}, /* a group */
        {BYTES("\x0e\x01")}, /* wire types that do not exist */
        {BYTES("\x0f\x01")},
        {BYTES("\x0d\x01\x01\x01\x01")}, /* a string as a fixed32 */
        {BYTES("\x08\x01")},             /* a string as a varint */
        {BYTES("\x38\x01")},             /* a message as a varint */
        {BYTES("\x0a\xff\xff\xff\xff\x07"
               "a")}, /* longer than the frame */
        {BYTES("\x0a\xff\xff\xff\xff\x0f"
               "a")},                                                /* beyond 2 GiB */
        {BYTES("\x0a\x80\x80\x80\x80\x80\x80\x00")},                 /* a length of seven bytes */
        {BYTES("\x18\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01")}, /* a number of eleven bytes */
        {BYTES("\x3a\x02\x0a\x05")},                                 /* an inner length beyond the outer one */
    };
    struct arena *arena = *state;

    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        arena_reset(arena);
        if (wire_unpack(REQUEST, cases[i].data, cases[i].length, arena))
            fail_msg("case %zu", i);
    }
    assert_non_null(wire_unpack(REQUEST, "", 0, arena));
    assert_non_null(wire_unpack(REQUEST, NULL, 0, arena));
}

static void test_unpack__fields_that_nobody_defined__are_not_kept(void **state)
{
    /* Would catch: unknown fields that are stored and handed on to followers. */
    static const char data[] = "\x0a\x03"
                               "a/b"
                               "\xfa\x3e\x03xyz"
                               "\x3a\x08\x0a\x01"
                               "r"
                               "\xfa\x3e\x02xy"
                               "\xf8\x3e\x01";
    static const char known[] = "\x0a\x03"
                                "a/b"
                                "\x3a\x03\x0a\x01"
                                "r";
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct arena *arena = *state;

    ProtobufCMessage *message = wire_unpack(REQUEST, data, sizeof(data) - 1, arena);
    assert_non_null(message);
    assert_int_equal(wire_pack(message, &out), 0);
    assert_int_equal(out.length, sizeof(known) - 1);
    assert_memory_equal(out.data, known, out.length);
}

/* A page of a feed with something of everything in it. */
static void pack_page(struct buffer *out, size_t entries)
{
    Karmayogi__Core__V1__ReadResponse page = KARMAYOGI__CORE__V1__READ_RESPONSE__INIT;
    Karmayogi__Core__V1__FeedCursor through = KARMAYOGI__CORE__V1__FEED_CURSOR__INIT;
    Karmayogi__Core__V1__FeedEntry entry = KARMAYOGI__CORE__V1__FEED_ENTRY__INIT;
    Karmayogi__Core__V1__FeedEntry *list[PAGE_ENTRIES];
    ProtobufCBinaryData events[] = {{3, (uint8_t *)(uintptr_t) "one"}, {0, NULL}};

    assert_true(entries <= PAGE_ENTRIES);
    entry.sequence = 77;
    entry.caller = (char *)(uintptr_t) "desk";
    entry.actor = (char *)(uintptr_t) "सीता";
    entry.n_events = 2;
    entry.events = events;
    for (size_t i = 0; i < entries; i++)
        list[i] = &entry;
    through.checksum = 0x0123456789abcdef;
    page.epoch = 1;
    page.through = &through;
    page.n_entries = entries;
    page.entries = list;
    assert_int_equal(wire_pack(&page.base, out), 0);
}

static void test_unpack__page_cut_at_every_byte__is_whole_or_refused(void **state)
{
    /* Would catch: a read past the end (the sanitizer sees it), and half a message taken for a whole one. */
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct arena *arena = *state;
    size_t sound = 0;

    pack_page(&out, 3);
    for (size_t length = 0; length < out.length; length++) {
        arena_reset(arena);
        void *exact = malloc(length ? length : 1);
        memcpy(exact, out.data, length);
        const Karmayogi__Core__V1__ReadResponse *page =
            (const Karmayogi__Core__V1__ReadResponse *)wire_unpack(FEED, exact, length, arena);
        free(exact);
        if (!page)
            continue;
        sound++;
        for (size_t i = 0; i < page->n_entries; i++) {
            assert_int_equal(page->entries[i]->sequence, 77);
            assert_string_equal(page->entries[i]->caller, "desk");
            assert_int_equal(page->entries[i]->n_events, 2);
        }
    }
    assert_int_equal(sound, 5); /* between the fields: none, epoch, through, and two of the three entries */
}

static uint64_t random_next(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static void test_unpack__random_bytes__are_refused_or_sound(void **state)
{
    /* Would catch: a crash, and text or unknown fields that slip through. */
    static const ProtobufCMessageDescriptor *const descriptors[] = {REQUEST, REPLY, FEED};
    CLEANUP(buffer_deinit) struct buffer page = {0};
    struct arena *arena = *state;
    uint64_t seed = 20261122;
    size_t sound = 0;

    pack_page(&page, 3);
    for (size_t i = 0; i < MANY; i++) {
        CLEANUP(buffer_deinit) struct buffer out = {0};
        uint8_t bytes[256];
        size_t length = page.length;
        assert_true(length <= sizeof(bytes));
        memcpy(bytes, page.data, length);
        if (i % 4 == 0) {
            length = random_next(&seed) % 40;
            for (size_t k = 0; k < length; k++)
                bytes[k] = (uint8_t)random_next(&seed);
        }
        for (size_t k = random_next(&seed) % 4; k > 0 && length > 0; k--)
            bytes[random_next(&seed) % length] = (uint8_t)random_next(&seed);
        arena_reset(arena);
        ProtobufCMessage *message = wire_unpack(descriptors[i % 4 == 3 ? 2 : i % 3], bytes, length, arena);
        assert_false(arena->failed);
        if (!message)
            continue;
        sound++;
        assert_true(wire_check_text(message));
        assert_int_equal(wire_pack(message, &out), 0);
        assert_true(out.length <= length + 16);
    }
    assert_in_range(sound, 1000, MANY - 1000);
}

static void test_unpack__message_that_swells__stops_at_the_cap(void **state)
{
    /* Would catch: 64 KiB on the wire that take the memory of the machine. */
    static uint8_t bytes[64 << 10];
    struct arena small;
    (void)state;

    /* Empty entries: two bytes each on the wire, more than a hundred in memory. */
    for (size_t i = 0; i < sizeof(bytes); i += 2)
        bytes[i] = 0x2a;
    arena_init(&small, CAP);
    assert_null(wire_unpack(FEED, bytes, sizeof(bytes), &small));
    assert_true(small.failed);
    assert_true(small.used_bytes <= CAP);
    arena_deinit(&small);
    arena_init(&small, 16 * CAP);
    assert_non_null(wire_unpack(FEED, bytes, sizeof(bytes), &small));
    arena_deinit(&small);
}

static void test_unpack__cap_at_every_size__refuses_without_a_crash(void **state)
{
    /* Would catch: protobuf-c going on with a NULL, at whichever of its allocations. */
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct arena small;
    bool is_done = false;
    (void)state;

    pack_page(&out, PAGE_ENTRIES);
    for (size_t cap = 16; !is_done; cap += 16) {
        arena_init(&small, cap);
        is_done = wire_unpack(FEED, out.data, out.length, &small) != NULL;
        assert_int_equal(small.failed, !is_done);
        arena_deinit(&small);
        assert_true(cap < CAP);
    }
}

static void test_check_text__of_a_message_in_memory__sees_every_depth(void **state)
{
    /* Would catch: a reply of our own that its receiver would refuse. */
    Karmayogi__Core__V1__ReplyHeader reply = KARMAYOGI__CORE__V1__REPLY_HEADER__INIT;
    Karmayogi__Core__V1__Status status = KARMAYOGI__CORE__V1__STATUS__INIT;
    Karmayogi__Core__V1__Violation violation = KARMAYOGI__CORE__V1__VIOLATION__INIT, *violations[] = {&violation};
    char text[] = "fine";
    (void)state;

    assert_true(wire_check_text(&reply.base));
    reply.status = &status;
    status.n_violations = 1;
    status.violations = violations;
    violation.detail = text;
    assert_true(wire_check_text(&reply.base));
    text[3] = '\xff';
    assert_false(wire_check_text(&reply.base));
    violation.detail = (char *)(uintptr_t) "fine";
    status.sentence = text;
    assert_false(wire_check_text(&reply.base));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_unpack__text_with_nul_or_bad_utf8__is_refused_wherever_it_is, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_unpack__encoding_that_readers_could_read_otherwise__is_refused, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_unpack__fields_that_nobody_defined__are_not_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unpack__page_cut_at_every_byte__is_whole_or_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unpack__random_bytes__are_refused_or_sound, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unpack__message_that_swells__stops_at_the_cap, setup, teardown),
        cmocka_unit_test_setup_teardown(test_unpack__cap_at_every_size__refuses_without_a_crash, setup, teardown),
        cmocka_unit_test_setup_teardown(test_check_text__of_a_message_in_memory__sees_every_depth, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
