/*
 * hash - xxHash behind the names that the project uses, so that the choice of function and of byte order is made once.
 * Checksums in stores depend on both: changing either is a new format byte.
 */
#include "base/hash.h"

#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <xxhash.h>

uint64_t hash_bytes(const void *data, size_t length)
{
    assert(data || length == 0);
    return XXH3_64bits(data, length);
}

uint64_t hash_keyed(uint64_t key, const void *data, size_t length)
{
    assert(data || length == 0);
    uint64_t hash = XXH3_64bits_withSeed(data, length, key);
    return hash ? hash : 1;
}

void hash_128(const void *data, size_t length, uint8_t hash[16])
{
    assert(data || length == 0);
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(data, length));
    memcpy(hash, canonical.digest, sizeof canonical.digest);
}

int hash_random_key(uint64_t *key)
{
    ssize_t got;
    do
        got = getrandom(key, sizeof *key, 0);
    while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof *key)
        return error_system("getrandom");
    return 0;
}
