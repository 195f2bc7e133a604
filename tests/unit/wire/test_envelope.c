/* The header frames. */
#include "base/cleanup.h"
#include "base/limits.h"
#include "base/text.h"
#include "karmayogi/core/v1/envelope.pb-c.h"
#include "wire/envelope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// clang-format off
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
// clang-format on

typedef Karmayogi__Core__V1__RequestHeader RequestHeader;

static int setup(void **state)
{
    struct arena *arena = calloc(1, sizeof(*arena));
    arena_init(arena, 1 << 20);
    *state = arena;
    return 0;
}

static int teardown(void **state)
{
    arena_deinit(*state);
    free(*state);
    return 0;
}

static void test_request__everything_at_its_limit__comes_back_as_it_was(void **state)
{
    /* Would catch: a field forgotten, a buffer one byte short, and a header limit below what the fields need. */
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct request_header header = {.timeout_ms = LIMIT_TIMEOUT_MS, .locale = LOCALE_HI}, read;
    struct arena *arena = *state;

    memset(header.method, 'm', ENVELOPE_METHOD_BYTES - 1);
    header.method[60] = '/';
    assert_int_equal(uuid_v7(&header.request_id, 1795000000000), 0);
    memset(header.actor, 'a', ENVELOPE_ACTOR_BYTES - 1);
    memset(header.traceparent, 'f', ENVELOPE_TRACE_BYTES - 1);
    header.at_least_count = ENVELOPE_POSITIONS;
    for (size_t i = 0; i < ENVELOPE_POSITIONS; i++) {
        memset(header.at_least[i].service, 's', ENVELOPE_SERVICE_BYTES - 1);
        header.at_least[i].epoch = UINT64_MAX;
        header.at_least[i].sequence = UINT64_MAX - i;
    }
    assert_int_equal(envelope_write_request(&header, &out), 0);
    assert_true(out.length < ENVELOPE_HEADER_BYTES);
    memset(&read, 0xaa, sizeof(read));
    assert_int_equal(envelope_read_request(&read, out.data, out.length, arena), ENVELOPE_OK);
    assert_memory_equal(&read, &header, sizeof(header));
}

static void test_request__fields_left_out__get_their_defaults(void **state)
{
    /* Would catch: a caller without a timeout that is refused, or waits for ever. */
    static const uint8_t id[16] = {1, 2, 3, 4, 5, 6, 0x70, 8, 0x80};
    CLEANUP(buffer_deinit) struct buffer out = {0};
    RequestHeader packed = KARMAYOGI__CORE__V1__REQUEST_HEADER__INIT;
    struct request_header read;

    packed.method = (char *)(uintptr_t) "a/b";
    packed.request_id = (ProtobufCBinaryData){16, (uint8_t *)(uintptr_t)id};
    assert_int_equal(wire_pack(&packed.base, &out), 0);
    assert_int_equal(envelope_read_request(&read, out.data, out.length, *state), ENVELOPE_OK);
    assert_int_equal(read.timeout_ms, 10000);
    assert_int_equal(read.locale, LOCALE_EN);
    assert_string_equal(read.actor, "");
    assert_int_equal(read.at_least_count, 0);
}

struct request_case {
    enum envelope_outcome outcome;
    unsigned version; /* byte of the id */
    const char *method;
    unsigned id_length;
    uint32_t timeout_ms;
    const char *actor, *traceparent, *locale, *service;
    size_t positions;
};

static void check_request(const struct request_case *row, struct arena *arena)
{
    CLEANUP(buffer_deinit) struct buffer out = {0};
    RequestHeader packed = KARMAYOGI__CORE__V1__REQUEST_HEADER__INIT;
    Karmayogi__Core__V1__Position position = KARMAYOGI__CORE__V1__POSITION__INIT, *positions[20];
    uint8_t id[20] = {1, 2, 3, 4, 5, 6, (uint8_t)row->version, 8, 0x80};
    struct request_header read;

    position.service = (char *)(uintptr_t)row->service;
    for (size_t i = 0; i < 20; i++)
        positions[i] = &position;
    packed.method = (char *)(uintptr_t)row->method;
    packed.request_id = (ProtobufCBinaryData){row->id_length, id};
    packed.timeout_ms = row->timeout_ms;
    packed.actor = (char *)(uintptr_t)row->actor;
    packed.traceparent = (char *)(uintptr_t)row->traceparent;
    packed.locale = (char *)(uintptr_t)row->locale;
    packed.n_at_least = row->positions;
    packed.at_least = positions;
    assert_int_equal(wire_pack(&packed.base, &out), 0);
    assert_int_equal(envelope_read_request(&read, out.data, out.length, arena), row->outcome);
    if (row->id_length == UUID_BYTES)
        assert_memory_equal(read.request_id.bytes, id, UUID_BYTES);
    assert_int_equal(read.locale, strcmp(row->locale, "hi") == 0 ? LOCALE_HI : LOCALE_EN);
    assert_in_range(read.timeout_ms, 1, LIMIT_TIMEOUT_MS);
}

static void test_request__field_against_the_contract__is_named_and_the_id_is_kept(void **state)
{
    /* Would catch: a refusal that its sender cannot match with the request, or not read. */
    static char method_128[129], actor_256[257], trace_65[66], service_64[65];
    const struct request_case cases[] = {
        {ENVELOPE_OK, 0x70, "a.B_1/c", 16, 60000, "सीता", "00-ab-cd-01", "hi", "registration/1", 16},
        {ENVELOPE_METHOD, 0x70, "", 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_METHOD, 0x70, "ab", 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_METHOD, 0x70, "/b", 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_METHOD, 0x70, "a/", 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_METHOD, 0x70, "a/b/c", 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_METHOD, 0x70, "a/b\n", 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_METHOD, 0x70, method_128, 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_REQUEST_ID, 0x70, "a/b", 0, 0, "", "", "hi", "s", 0},
        {ENVELOPE_REQUEST_ID, 0x70, "a/b", 15, 0, "", "", "hi", "s", 0},
        {ENVELOPE_REQUEST_ID, 0x70, "a/b", 17, 0, "", "", "hi", "s", 0},
        {ENVELOPE_REQUEST_ID, 0x40, "a/b", 16, 0, "", "", "hi", "s", 0},
        {ENVELOPE_TIMEOUT, 0x70, "a/b", 16, 60001, "", "", "hi", "s", 0},
        {ENVELOPE_TIMEOUT, 0x70, "a/b", 16, UINT32_MAX, "", "", "hi", "s", 0},
        {ENVELOPE_ACTOR, 0x70, "a/b", 16, 0, actor_256, "", "hi", "s", 0},
        {ENVELOPE_ACTOR, 0x70, "a/b", 16, 0, "a\nb", "", "hi", "s", 0},
        {ENVELOPE_ACTOR, 0x70, "a/b", 16, 0, "a\x7f", "", "hi", "s", 0},
        {ENVELOPE_TRACE, 0x70, "a/b", 16, 0, "", trace_65, "hi", "s", 0},
        {ENVELOPE_TRACE, 0x70, "a/b", 16, 0, "", "00-\"-01", "hi", "s", 0},
        {ENVELOPE_LOCALE, 0x70, "a/b", 16, 0, "", "", "ta", "s", 0},
        {ENVELOPE_LOCALE, 0x70, "a/b", 16, 0, "", "", "EN", "s", 0},
        {ENVELOPE_AT_LEAST, 0x70, "a/b", 16, 0, "", "", "hi", "s", 17},
        {ENVELOPE_AT_LEAST, 0x70, "a/b", 16, 0, "", "", "hi", "", 1},
        {ENVELOPE_AT_LEAST, 0x70, "a/b", 16, 0, "", "", "hi", service_64, 1},
    };
    struct arena *arena = *state;

    memset(method_128, 'm', 128);
    method_128[5] = '/';
    memset(actor_256, 'a', 256);
    memset(trace_65, 'f', 65);
    memset(service_64, 's', 64);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        arena_reset(arena);
        check_request(&cases[i], arena);
    }
}

static void test_request__bytes_that_are_no_header__are_malformed(void **state)
{
    /* Would catch: a header of a megabyte unpacked before it is refused. */
    static char large[ENVELOPE_HEADER_BYTES + 1];
    struct request_header read;
    struct arena *arena = *state;

    assert_int_equal(envelope_read_request(&read, "garbage", 7, arena), ENVELOPE_MALFORMED);
    assert_int_equal(envelope_read_request(&read,
                                           "\x0a\x02"
                                           "a\0",
                                           4, arena),
                     ENVELOPE_MALFORMED);
    memset(large, 0x10, sizeof(large));
    assert_int_equal(envelope_read_request(&read, large, sizeof(large), arena), ENVELOPE_MALFORMED);
    assert_int_equal(arena->used_bytes, 0);
    assert_int_equal(read.timeout_ms, 10000);
}

static void test_complaints__have_a_reason_and_a_sentence_in_both_languages(void **state)
{
    /* Would catch: an outcome that was added without words. */
    (void)state;

    for (int outcome = ENVELOPE_MALFORMED; outcome <= ENVELOPE_AT_LEAST; outcome++) {
        const char *reason = envelope_reason((enum envelope_outcome)outcome);
        const char *en = envelope_sentence((enum envelope_outcome)outcome, LOCALE_EN);
        const char *hi = envelope_sentence((enum envelope_outcome)outcome, LOCALE_HI);
        assert_int_equal(strspn(reason, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_"), strlen(reason));
        assert_true(strlen(reason) > 0 && strlen(en) > 10 && strlen(hi) > 10);
        assert_true(text_is_utf8(hi, strlen(hi)));
        assert_string_not_equal(en, hi);
    }
}

static void test_reply__with_violations_and_positions__comes_back_as_it_was(void **state)
{
    /* Would catch: a field of a violation mixed up with another one; NULL sent as something else than nothing. */
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct violation violations[STATUS_VIOLATIONS] = {{"official.person.mobile", "MOBILE_DIGITS", "दस अंक दें", "10"}};
    struct position positions[2] = {{"registration", 7, 8}, {"catalogue", 9, UINT64_MAX}};
    struct reply_header header = {
        .request_id.bytes = {1, 2, 3},
        .status = {STATUS_INVALID_ARGUMENT, "FIELDS", "Correct them.", violations, STATUS_VIOLATIONS, 250},
        .positions = positions,
        .position_count = 2,
    };
    struct reply_header read;

    assert_int_equal(envelope_write_reply(&header, &out), 0);
    assert_true(envelope_read_reply(&read, out.data, out.length, *state));
    assert_true(uuid_equal(&read.request_id, &header.request_id));
    assert_int_equal(read.status.code, STATUS_INVALID_ARGUMENT);
    assert_string_equal(read.status.reason, "FIELDS");
    assert_string_equal(read.status.sentence, "Correct them.");
    assert_int_equal(read.status.retry_after_ms, 250);
    assert_int_equal(read.status.violation_count, STATUS_VIOLATIONS);
    assert_string_equal(read.status.violations[0].field, "official.person.mobile");
    assert_string_equal(read.status.violations[0].reason, "MOBILE_DIGITS");
    assert_string_equal(read.status.violations[0].sentence, "दस अंक दें");
    assert_string_equal(read.status.violations[0].detail, "10");
    assert_string_equal(read.status.violations[63].field, "");
    assert_int_equal(read.position_count, 2);
    assert_memory_equal(read.positions, positions, sizeof(positions));
}

static void test_reply__without_id_or_status__is_none(void **state)
{
    /* Would catch: an empty frame taken for success. */
    struct reply_header read;
    struct arena *arena = *state;

    assert_false(envelope_read_reply(&read, "", 0, arena));
    assert_int_equal(read.status.code, STATUS_UNKNOWN);
    assert_false(envelope_read_reply(&read, "\x12\x00", 2, arena));
    assert_false(envelope_read_reply(&read,
                                     "\x0a\x10"
                                     "0123456789abcdef",
                                     18, arena));
    assert_true(envelope_read_reply(&read,
                                    "\x0a\x10"
                                    "0123456789abcdef"
                                    "\x12\x00",
                                    20, arena));
    assert_int_equal(read.status.code, STATUS_OK);
    /* A code of a later version is not success either. */
    assert_true(envelope_read_reply(&read,
                                    "\x0a\x10"
                                    "0123456789abcdef"
                                    "\x12\x02\x08\x63",
                                    22, arena));
    assert_int_equal(read.status.code, STATUS_UNKNOWN);
}

static void test_reply__anything_cut_or_changed__is_read_without_harm(void **state)
{
    /* Would catch: a client that a service can crash. */
    CLEANUP(buffer_deinit) struct buffer out = {0};
    struct violation violation = {"field", "REASON", "Sentence.", "detail"};
    struct position position = {"registration", 7, 8};
    struct reply_header header = {
        .status = {STATUS_ABORTED, "R", "S", &violation, 1, 0}, .positions = &position, .position_count = 1};
    struct reply_header read;
    struct arena *arena = *state;

    assert_int_equal(envelope_write_reply(&header, &out), 0);
    for (size_t i = 0; i < out.length; i++) {
        for (unsigned bit = 0; bit < 8; bit++) {
            arena_reset(arena);
            out.data[i] ^= (uint8_t)(1u << bit);
            if (envelope_read_reply(&read, out.data, out.length, arena) && read.status.violation_count > 0)
                assert_true(strlen(read.status.violations[0].sentence) < 100);
            out.data[i] ^= (uint8_t)(1u << bit);
        }
        arena_reset(arena);
        envelope_read_reply(&read, out.data, i, arena);
    }
}

static void test_status_codes__are_those_of_the_contract(void **state)
{
    /* Would catch: two lists of the same codes that drift apart. */
    const ProtobufCEnumDescriptor *codes = &karmayogi__core__v1__code__descriptor;
    (void)state;

    assert_int_equal(codes->n_values, STATUS_UNAUTHENTICATED + 1);
    for (unsigned i = 1; i < codes->n_values; i++) {
        char name[64];
        snprintf(name, sizeof(name), "CODE_%s", status_code_word((enum status_code)codes->values[i].value));
        assert_string_equal(name, codes->values[i].name);
    }
    assert_string_equal(status_code_word(STATUS_OK), "OK");
    assert_string_equal(status_code_word((enum status_code)99), "UNKNOWN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_request__everything_at_its_limit__comes_back_as_it_was, setup, teardown),
        cmocka_unit_test_setup_teardown(test_request__fields_left_out__get_their_defaults, setup, teardown),
        cmocka_unit_test_setup_teardown(test_request__field_against_the_contract__is_named_and_the_id_is_kept, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_request__bytes_that_are_no_header__are_malformed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_complaints__have_a_reason_and_a_sentence_in_both_languages, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_reply__with_violations_and_positions__comes_back_as_it_was, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_reply__without_id_or_status__is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(test_reply__anything_cut_or_changed__is_read_without_harm, setup, teardown),
        cmocka_unit_test_setup_teardown(test_status_codes__are_those_of_the_contract, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
