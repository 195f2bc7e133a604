/* Checksums that stores depend on, and fingerprints. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/hash.h"

#include <string.h>

static void test_hash__of_known_bytes__never_changes(void **state)
{
    /* Catches another function, seed or byte order: every record of every existing store would read as damaged. */
    (void)state;
    static const struct {
        const char *text;
        uint64_t hash;
    } cases[] = {
        {"", UINT64_C(0x2D06800538D394C2)},
        {"a", UINT64_C(0xE6C632B61E964E1F)},
        {"karmayogi", UINT64_C(0xCD89751D063DC789)},
        {"उत्तर प्रदेश पुलिस", UINT64_C(0xBA118B28052EF4BF)},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(hash_bytes(cases[i].text, strlen(cases[i].text)) == cases[i].hash);
    uint8_t large[5000];
    for (size_t i = 0; i < sizeof large; i++)
        large[i] = (uint8_t)(i * 7 + i / 256);
    assert_true(hash_bytes(large, sizeof large) == UINT64_C(0xED0146266D138BD8));
    assert_true(hash_keyed(42, "karmayogi", 9) == UINT64_C(0x8B52ED7A5D7AD93D));
}

static void test_hash__of_128_bits__never_changes(void **state)
{
    /* Catches the same for the hash that outbox entries keep of a request's body. */
    (void)state;
    static const uint8_t expected[16] = {0x08, 0x83, 0x2B, 0x5E, 0x0B, 0x2A, 0xD0, 0x49,
                                         0x44, 0xB1, 0xE4, 0x7A, 0x3D, 0x8D, 0xF9, 0x9B};
    uint8_t hash[16];
    hash_128("karmayogi", 9, hash);
    assert_memory_equal(hash, expected, 16);
}

static void test_hash__one_bit_flipped_anywhere__is_another(void **state)
{
    /* Catches a length or offset mistake that leaves part of a record out of its checksum. */
    (void)state;
    uint8_t data[600];
    memset(data, 0x5A, sizeof data);
    uint64_t whole = hash_bytes(data, sizeof data);
    uint8_t whole_128[16];
    hash_128(data, sizeof data, whole_128);
    for (size_t bit = 0; bit < sizeof data * 8; bit++) {
        data[bit / 8] ^= (uint8_t)(1u << bit % 8);
        uint8_t other_128[16];
        hash_128(data, sizeof data, other_128);
        assert_true(hash_bytes(data, sizeof data) != whole);
        assert_memory_not_equal(other_128, whole_128, 16);
        data[bit / 8] ^= (uint8_t)(1u << bit % 8);
    }
}

static void test_hash__under_another_key__is_another_and_never_0(void **state)
{
    /* Catches a key that is not used, and a fingerprint that reads as an empty slot. */
    (void)state;
    for (uint64_t key = 0; key < 10000; key++) {
        uint64_t hash = hash_keyed(key, "9876543210", 10);
        assert_true(hash != 0);
        assert_true(hash != hash_keyed(key + 1, "9876543210", 10));
    }
    assert_true(hash_keyed(1, NULL, 0) != 0);
}

static void test_hash__random_keys__differ(void **state)
{
    /* Catches a key left at a value that an outsider can know. */
    (void)state;
    uint64_t a = 0;
    uint64_t b = 0;
    assert_int_equal(hash_random_key(&a), 0);
    assert_int_equal(hash_random_key(&b), 0);
    assert_true(a != b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hash__of_known_bytes__never_changes),
        cmocka_unit_test(test_hash__of_128_bits__never_changes),
        cmocka_unit_test(test_hash__one_bit_flipped_anywhere__is_another),
        cmocka_unit_test(test_hash__under_another_key__is_another_and_never_0),
        cmocka_unit_test(test_hash__random_keys__differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
