/* Bytes that grow at the end. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"

#include <stdio.h>
#include <string.h>

static void test_buffer__grown_many_times__keeps_every_byte(void **state)
{
    /* Catches bytes lost when the memory moves. */
    (void)state;
    CLEANUP(buffer_deinit) struct buffer buffer = {0};
    for (unsigned i = 0; i < 100000; i++) {
        uint8_t byte = (uint8_t)(i * 31);
        assert_int_equal(buffer_append(&buffer, &byte, 1), 0);
    }
    assert_int_equal(buffer.length, 100000);
    for (unsigned i = 0; i < 100000; i++)
        assert_int_equal(buffer.data[i], (uint8_t)(i * 31));
}

static void test_buffer__text__is_appended_without_its_nul(void **state)
{
    /* Catches a NUL counted into a reply, and the byte it needs missing at the end of the capacity. */
    (void)state;
    CLEANUP(buffer_deinit) struct buffer buffer = {0};
    for (int i = 0; i < 300; i++)
        assert_int_equal(buffer_printf(&buffer, "%d,", i % 10), 0);
    assert_int_equal(buffer.length, 600);
    assert_memory_equal(buffer.data, "0,1,2,3,", 8);
    assert_null(memchr(buffer.data, '\0', buffer.length));
}

static void test_buffer__past_the_limit__refuses_and_stays_as_it_was(void **state)
{
    /* Catches a sum that wraps round, and a loop that could take the whole machine. */
    (void)state;
    CLEANUP(buffer_deinit) struct buffer buffer = {0};
    assert_int_equal(buffer_append(&buffer, "abc", 3), 0);
    assert_null(buffer_reserve(&buffer, SIZE_MAX));
    assert_null(buffer_reserve(&buffer, LIMIT_BUFFER_BYTES - 2));
    assert_non_null(strstr(error_trail(), "limit"));
    assert_int_equal(buffer.length, 3);
    assert_memory_equal(buffer.data, "abc", 3);
}

static void test_buffer__nothing_asked_of_an_empty_one__is_not_a_failure(void **state)
{
    /* Catches NULL, which means "out of memory", for a reservation of 0 bytes. */
    (void)state;
    CLEANUP(buffer_deinit) struct buffer buffer = {0};
    assert_non_null(buffer_reserve(&buffer, 0));
    assert_int_equal(buffer_append(&buffer, NULL, 0), 0);
    assert_int_equal(buffer.length, 0);
}

static void test_buffer__after_deinit__can_be_used_again(void **state)
{
    /* Catches a pointer left behind that the next append would write to. */
    (void)state;
    struct buffer buffer = {0};
    assert_int_equal(buffer_append(&buffer, "abc", 3), 0);
    buffer_deinit(&buffer);
    assert_null(buffer.data);
    assert_int_equal(buffer_append(&buffer, "de", 2), 0);
    assert_int_equal(buffer.length, 2);
    buffer_deinit(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buffer__grown_many_times__keeps_every_byte),
        cmocka_unit_test(test_buffer__text__is_appended_without_its_nul),
        cmocka_unit_test(test_buffer__past_the_limit__refuses_and_stays_as_it_was),
        cmocka_unit_test(test_buffer__nothing_asked_of_an_empty_one__is_not_a_failure),
        cmocka_unit_test(test_buffer__after_deinit__can_be_used_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
