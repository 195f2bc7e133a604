/* Memory of one command: the cap that hostile messages run into, reuse, alignment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"

#include <stdalign.h>
#include <string.h>

static void test_arena__past_its_cap__refuses_and_remembers_until_reset(void **state)
{
    /* Catches a message that takes more memory than it may, and a refusal that a later small success hides. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1000);
    assert_non_null(arena_alloc(&arena, 900));
    assert_null(arena_alloc(&arena, 200));
    assert_true(arena.failed);
    assert_non_null(arena_alloc(&arena, 16));
    assert_true(arena.failed);
    assert_true(arena.used_bytes <= arena.cap_bytes);
    arena_reset(&arena);
    assert_false(arena.failed);
    assert_int_equal(arena.used_bytes, 0);
    assert_non_null(arena_alloc(&arena, 992));
    assert_false(arena.failed);
    arena_deinit(&arena);
}

static void test_arena__many_small_pieces__together_stay_below_the_cap(void **state)
{
    /* Catches a cap that is checked against each piece only: a million empty strings are memory too. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    size_t given = 0;
    while (arena_alloc(&arena, given % 40))
        given++;
    assert_true(arena.failed);
    assert_true(arena.used_bytes <= arena.cap_bytes);
    assert_true(arena.cap_bytes - arena.used_bytes < 64);
    assert_in_range(given, 20000, 66000);
    arena_deinit(&arena);
}

static void test_arena__sizes_that_overflow__are_refused(void **state)
{
    /* Catches a count from the wire whose product or sum wraps round to a small number. */
    (void)state;
    struct arena arena;
    arena_init(&arena, SIZE_MAX);
    assert_null(arena_zalloc(&arena, SIZE_MAX / 2, 3));
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_alloc(&arena, SIZE_MAX - 7));
    assert_null(arena_string(&arena, "", SIZE_MAX));
    assert_true(arena.failed);
    arena_deinit(&arena);
}

static void test_arena__every_piece__is_aligned_and_its_own(void **state)
{
    /* Catches pieces that overlap (also empty ones) or stand where a long double may not. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    unsigned char *pieces[300];
    for (size_t i = 0; i < 300; i++) {
        pieces[i] = arena_alloc(&arena, i);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % alignof(max_align_t), 0);
        memset(pieces[i], (int)(i & 0xFF), i);
    }
    for (size_t i = 0; i < 300; i++) {
        for (size_t k = 0; k < i; k++)
            assert_int_equal(pieces[i][k], i & 0xFF);
        if (i > 0)
            assert_ptr_not_equal(pieces[i], pieces[i - 1]);
    }
    arena_deinit(&arena);
}

static void test_arena__larger_than_any_block__still_fits(void **state)
{
    /* Catches a piece that is cut from a block too small for it; the sanitizer sees the overflow. */
    (void)state;
    struct arena arena;
    arena_init(&arena, (size_t)48 << 20);
    assert_non_null(arena_alloc(&arena, 10));
    unsigned char *large = arena_alloc(&arena, (size_t)5 << 20);
    assert_non_null(large);
    memset(large, 0xAA, (size_t)5 << 20);
    assert_non_null(arena_alloc(&arena, 10));
    arena_deinit(&arena);
}

static void test_arena__reset_and_used_again__gives_the_same_block(void **state)
{
    /* Catches malloc() and free() for every command, which the kept block is there to save. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    void *first = arena_alloc(&arena, 100);
    assert_non_null(first);
    for (int i = 0; i < 100; i++) {
        arena_reset(&arena);
        assert_ptr_equal(arena_alloc(&arena, 100), first);
    }
    arena_deinit(&arena);
    assert_null(arena.blocks);
}

static void test_arena__zalloc__clears_memory_that_was_used_before(void **state)
{
    /* Catches fields of the last command shining through into this one. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    memset(arena_alloc(&arena, 1000), 0xFF, 1000);
    arena_reset(&arena);
    const unsigned char *cleared = arena_zalloc(&arena, 100, 10);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(cleared[i], 0);
    arena_deinit(&arena);
}

static void test_arena__copies_and_texts__are_whole_and_end_in_nul(void **state)
{
    /* Catches a missing NUL, a cut text, and a NULL that stands for "nothing" being read. */
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 16);
    assert_string_equal(arena_string(&arena, "Meerut Range", 6), "Meerut");
    assert_string_equal(arena_string(&arena, NULL, 0), "");
    assert_string_equal(arena_printf(&arena, "%s %d", "मेरठ", 169), "मेरठ 169");
    assert_memory_equal(arena_copy(&arena, "a\0b", 3), "a\0b", 3);
    assert_non_null(arena_copy(&arena, NULL, 0));
    arena_deinit(&arena);

    arena_init(&arena, 16);
    assert_null(arena_printf(&arena, "%s", "seventeen letters"));
    assert_true(arena.failed);
    arena_deinit(&arena);
}

/* Of the address sanitizer; NULL in a build without it. */
extern int __asan_address_is_poisoned(void const volatile *address) __attribute__((weak));

static void test_arena__behind_a_piece__may_not_be_touched(void **state)
{
    /* Catches an overrun from one piece into the next, which would stay inside one block of malloc(): what a sanitizer
     * cannot see, no fuzzer finds. */
    (void)state;
    struct arena arena;
    if (!__asan_address_is_poisoned)
        skip();
    arena_init(&arena, 1 << 20);
    for (size_t bytes = 0; bytes < 64; bytes++) {
        const char *piece = arena_alloc(&arena, bytes);
        assert_non_null(arena_alloc(&arena, 1));
        assert_non_null(piece);
        assert_true(__asan_address_is_poisoned(piece + bytes));
        assert_false(bytes > 0 && __asan_address_is_poisoned(piece + bytes - 1));
    }
    const char *last = arena_alloc(&arena, 1);
    arena_reset(&arena);
    assert_true(__asan_address_is_poisoned(last));
    arena_deinit(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena__past_its_cap__refuses_and_remembers_until_reset),
        cmocka_unit_test(test_arena__many_small_pieces__together_stay_below_the_cap),
        cmocka_unit_test(test_arena__sizes_that_overflow__are_refused),
        cmocka_unit_test(test_arena__every_piece__is_aligned_and_its_own),
        cmocka_unit_test(test_arena__larger_than_any_block__still_fits),
        cmocka_unit_test(test_arena__reset_and_used_again__gives_the_same_block),
        cmocka_unit_test(test_arena__zalloc__clears_memory_that_was_used_before),
        cmocka_unit_test(test_arena__copies_and_texts__are_whole_and_end_in_nul),
        cmocka_unit_test(test_arena__behind_a_piece__may_not_be_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
