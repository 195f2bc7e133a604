/* Page tokens: they open where they were made, for the query they were made for, and nowhere else. */
#include "runtime/page_token.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const uint8_t secret[32] = {1, 2, 3}, other_secret[32] = {1, 2, 4};
static struct arena arena;

static struct store_bytes bytes(const char *text)
{
    return (struct store_bytes){text, strlen(text)};
}

static int setup(void **state)
{
    (void)state;
    arena_init(&arena, 1 << 20);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_deinit(&arena);
    return 0;
}

static bool opens(const uint8_t *with, const char *query, const char *token)
{
    struct store_bytes key;
    return page_token_open(with, bytes(query), token, &arena, &key);
}

static void test_token__of_this_query__gives_its_key_back(void **state)
{
    /* Catches: keys that are cut, or not given back as they were; lengths from none to the most. */
    (void)state;
    uint8_t plain[PAGE_TOKEN_KEY_BYTES];
    for (size_t i = 0; i < sizeof plain; i++)
        plain[i] = (uint8_t)(i * 37);
    for (size_t length = 0; length <= sizeof plain; length++) {
        struct store_bytes key = {0};
        const char *token = page_token_seal(secret, bytes("list of a"), (struct store_bytes){plain, length}, &arena);
        assert_non_null(token);
        assert_int_equal(strspn(token, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"),
                         strlen(token));
        assert_true(page_token_open(secret, bytes("list of a"), token, &arena, &key));
        assert_int_equal(key.length, length);
        assert_memory_equal(key.data, plain, length);
    }
    assert_null(page_token_seal(secret, bytes("q"), (struct store_bytes){plain, sizeof plain + 1}, &arena));
}

static void test_token__of_another_query_or_store__does_not_open(void **state)
{
    /* Catches: a list that goes on in the middle of another one. */
    (void)state;
    const char *token = page_token_seal(secret, bytes("list of a"), bytes("key"), &arena);
    assert_true(opens(secret, "list of a", token));
    assert_false(opens(secret, "list of b", token));
    assert_false(opens(secret, "list of ", token));
    assert_false(opens(secret, "", token));
    assert_false(opens(other_secret, "list of a", token));
}

static void test_token__changed_in_any_place__does_not_open(void **state)
{
    /* Catches: a token whose bytes may be played with; one that is cut, lengthened, or no token at all. */
    (void)state;
    const char *token = page_token_seal(secret, bytes("q"), bytes("key"), &arena);
    size_t length = strlen(token);
    char *changed = arena_string(&arena, token, length);
    for (size_t i = 0; i < length; i++) {
        changed[i] = token[i] == 'A' ? 'B' : 'A';
        assert_false(opens(secret, "q", changed));
        changed[i] = token[i];
    }
    assert_true(opens(secret, "q", changed));
    for (size_t i = 1; i < length; i++)
        assert_false(opens(secret, "q", arena_string(&arena, token, i)));
    assert_false(opens(secret, "q", arena_printf(&arena, "%sA", token)));
    assert_false(opens(secret, "q", arena_printf(&arena, "%s%s", token, token)));
    assert_false(opens(secret, "q", arena_printf(&arena, "%s ", token)));
    assert_false(opens(secret, "q", "page 2"));
    char *longest = arena_zalloc(&arena, 1, 5001);
    memset(longest, 'A', 5000);
    assert_false(opens(secret, "q", longest));
}

static void test_token__with_letters_that_were_never_sealed__does_not_open(void **state)
{
    /* Catches: bytes that the reader of base64 takes for others (libsodium every one above 0x7f for a _), so that one
     * place of a list has many names. */
    (void)state;
    char *token = NULL, *first = NULL;
    while (!first || first[1] != '_') {
        arena_reset(&arena);
        token = page_token_seal(secret, bytes("q"), bytes("key"), &arena);
        first = strchr(token, '_');
    }
    memcpy(first, "é", 2);
    assert_false(opens(secret, "q", token));
    memcpy(first, "__", 2);
    assert_true(opens(secret, "q", token));
}

static void test_token__made_twice__tells_nothing(void **state)
{
    /* Catches: numbers that can be read or compared in a token. */
    (void)state;
    const char *one = page_token_seal(secret, bytes("q"), bytes("key"), &arena);
    const char *two = page_token_seal(secret, bytes("q"), bytes("key"), &arena);
    assert_string_not_equal(one, two);
    assert_true(opens(secret, "q", one) && opens(secret, "q", two));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_token__of_this_query__gives_its_key_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_token__of_another_query_or_store__does_not_open, setup, teardown),
        cmocka_unit_test_setup_teardown(test_token__changed_in_any_place__does_not_open, setup, teardown),
        cmocka_unit_test_setup_teardown(test_token__with_letters_that_were_never_sealed__does_not_open, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(test_token__made_twice__tells_nothing, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
