/* UUID version 7, and the clocks that its time comes from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/uuid.h"

#include <string.h>
#include <strings.h>

static void test_uuid__made_at_an_instant__says_that_instant_and_its_version(void **state)
{
    /* Catches version or variant bits that overwrite the time, at both ends of its 48 bits. */
    (void)state;
    static const int64_t instants[] = {0, 1, 1763800000123, INT64_C(0x0000FFFFFFFFFFFF), INT64_C(0x0000800000000000)};
    for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
        struct uuid uuid;
        assert_int_equal(uuid_v7(&uuid, instants[i]), 0);
        assert_true(uuid_is_v7(&uuid));
        assert_int_equal(uuid_instant(&uuid), instants[i]);
    }
}

static void test_uuid__made_later__orders_later(void **state)
{
    /* Catches a time written little-endian: request ids would no longer append to their table. */
    (void)state;
    struct uuid earlier;
    assert_int_equal(uuid_v7(&earlier, 1763800000000), 0);
    for (int64_t step = 1; step < INT64_C(1) << 40; step *= 3) {
        struct uuid later;
        assert_int_equal(uuid_v7(&later, 1763800000000 + step), 0);
        assert_true(memcmp(earlier.bytes, later.bytes, UUID_BYTES) < 0);
    }
}

static void test_uuid__made_in_one_millisecond__all_differ(void **state)
{
    /* Catches random bits that are not filled in. */
    (void)state;
    static struct uuid made[500];
    for (size_t i = 0; i < 500; i++) {
        assert_int_equal(uuid_v7(&made[i], 1763800000000), 0);
        for (size_t k = 0; k < i; k++)
            assert_false(uuid_equal(&made[i], &made[k]));
    }
}

static void test_uuid__written_and_read__is_the_same(void **state)
{
    /* Catches a hyphen in the wrong place and nibbles in the wrong order. */
    (void)state;
    for (int64_t i = 0; i < 1000; i++) {
        struct uuid uuid;
        struct uuid read;
        char text[UUID_TEXT_BYTES];
        assert_int_equal(uuid_v7(&uuid, 1763800000000 + i), 0);
        assert_ptr_equal(uuid_format(&uuid, text), text);
        assert_int_equal(strlen(text), UUID_TEXT_BYTES - 1);
        assert_int_equal(text[14], '7');
        assert_true(uuid_parse(&read, text));
        assert_true(uuid_equal(&uuid, &read));
    }
}

static void test_uuid__known_bytes__have_the_known_text_in_either_case(void **state)
{
    /* Catches a text form that no other implementation reads. */
    (void)state;
    static const uint8_t bytes[UUID_BYTES] = {0x01, 0x9A, 0xA8, 0x3F, 0x5B, 0xCD, 0x7E, 0xF0,
                                              0x81, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF};
    struct uuid uuid;
    char text[UUID_TEXT_BYTES];
    assert_true(uuid_parse(&uuid, "019AA83F-5BCD-7ef0-8123-456789ABCDEF"));
    assert_memory_equal(uuid.bytes, bytes, UUID_BYTES);
    assert_string_equal(uuid_format(&uuid, text), "019aa83f-5bcd-7ef0-8123-456789abcdef");
}

static void test_uuid__text_of_another_form__is_refused_and_writes_nothing(void **state)
{
    /* Catches a lenient reader: a cut or padded id would be taken for another request. */
    (void)state;
    static const char *const wrong[] = {
        "",
        "0",
        "019aa83f",
        "019aa83f-5bcd-7ef0-8123-456789abcde",
        "019aa83f-5bcd-7ef0-8123-456789abcdef0",
        "019aa83f-5bcd-7ef0-8123-456789abcdef ",
        " 019aa83f-5bcd-7ef0-8123-456789abcdef",
        "019aa83f5bcd7ef08123456789abcdef",
        "{019aa83f-5bcd-7ef0-8123-456789abcdef}",
        "019aa83f-5bcd-7ef0-8123-456789abcdeg",
        "019aa83f-5bcd-7ef0-8123_456789abcdef",
        "019aa83-f5bcd-7ef0-8123-456789abcdef",
        "०19aa83f-5bcd-7ef0-8123-456789abcdef",
    };
    struct uuid untouched;
    memset(&untouched, 0x5A, sizeof untouched);
    struct uuid uuid = untouched;
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        if (uuid_parse(&uuid, wrong[i]))
            fail_msg("accepted: %s", wrong[i]);
        assert_true(uuid_equal(&uuid, &untouched));
    }
}

static void test_uuid__of_another_version_or_variant__is_not_version_7(void **state)
{
    /* Catches a request id whose first bytes are no time being judged by its "age". */
    (void)state;
    struct uuid uuid;
    assert_true(uuid_parse(&uuid, "019aa83f-5bcd-4ef0-8123-456789abcdef"));
    assert_false(uuid_is_v7(&uuid));
    assert_true(uuid_parse(&uuid, "019aa83f-5bcd-7ef0-c123-456789abcdef"));
    assert_false(uuid_is_v7(&uuid));
    assert_true(uuid_parse(&uuid, "00000000-0000-0000-0000-000000000000"));
    assert_false(uuid_is_v7(&uuid));
}

static void test_clock__of_the_machine__is_in_milliseconds_and_does_not_go_back(void **state)
{
    /* Catches seconds or microseconds taken for milliseconds. */
    (void)state;
    struct clock clock = clock_system();
    int64_t before = clock_monotonic_ms(&clock);
    assert_in_range(clock_utc_ms(&clock), INT64_C(1700000000000), INT64_C(4100000000000));
    assert_true(clock_monotonic_ms(&clock) >= before);
}

static void test_clock__fake__stands_still_until_it_is_set(void **state)
{
    /* Catches a fake that copies its time instead of reading it. */
    (void)state;
    struct clock_fake fake = {.now_utc_ms = 1000, .now_monotonic_ms = 5};
    struct clock clock = clock_fake(&fake);
    assert_int_equal(clock_utc_ms(&clock), 1000);
    assert_int_equal(clock_utc_ms(&clock), 1000);
    fake.now_utc_ms = 2000;
    fake.now_monotonic_ms = 1005;
    assert_int_equal(clock_utc_ms(&clock), 2000);
    assert_int_equal(clock_monotonic_ms(&clock), 1005);
}

static void test_bytes__big_endian_numbers__order_as_numbers_and_read_back(void **state)
{
    /* Catches a byte order in which key 256 comes before key 2. */
    (void)state;
    uint8_t former[8];
    uint8_t bytes[8];
    bytes_put64(former, 0);
    for (uint64_t value = 1; value < UINT64_MAX / 5; value = value * 5 + 3) {
        bytes_put64(bytes, value);
        assert_int_equal(bytes_get64(bytes), value);
        assert_true(memcmp(former, bytes, 8) < 0);
        memcpy(former, bytes, 8);
        bytes_put32(bytes, (uint32_t)value);
        assert_int_equal(bytes_get32(bytes), (uint32_t)value);
        bytes_put16(bytes, (uint16_t)value);
        assert_int_equal(bytes_get16(bytes), (uint16_t)value);
    }
    bytes_put64(bytes, UINT64_C(0x0102030405060708));
    assert_memory_equal(bytes, "\x01\x02\x03\x04\x05\x06\x07\x08", 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_uuid__made_at_an_instant__says_that_instant_and_its_version),
        cmocka_unit_test(test_uuid__made_later__orders_later),
        cmocka_unit_test(test_uuid__made_in_one_millisecond__all_differ),
        cmocka_unit_test(test_uuid__written_and_read__is_the_same),
        cmocka_unit_test(test_uuid__known_bytes__have_the_known_text_in_either_case),
        cmocka_unit_test(test_uuid__text_of_another_form__is_refused_and_writes_nothing),
        cmocka_unit_test(test_uuid__of_another_version_or_variant__is_not_version_7),
        cmocka_unit_test(test_clock__of_the_machine__is_in_milliseconds_and_does_not_go_back),
        cmocka_unit_test(test_clock__fake__stands_still_until_it_is_set),
        cmocka_unit_test(test_bytes__big_endian_numbers__order_as_numbers_and_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
