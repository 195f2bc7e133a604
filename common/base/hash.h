#pragma once
/* hash - XXH3 for checksums and fingerprints. Not cryptography: keys and signatures are libsodium's business. */
#include <stddef.h>
#include <stdint.h>

/** hash_bytes() - 64-bit checksum, the same on every machine. */
uint64_t hash_bytes(const void *data, size_t length);

/** hash_keyed() - 64-bit fingerprint that an outsider who does not know @key cannot aim at. Never 0: 0 marks an empty
 * slot. */
uint64_t hash_keyed(uint64_t key, const void *data, size_t length);

/** hash_128() - 128-bit hash of a request's body, to tell a repeated request from another one under the same id. */
void hash_128(const void *data, size_t length, uint8_t hash[16]);

/** hash_random_key() - a random key from getrandom(2). Return: 0, or < 0. */
int hash_random_key(uint64_t *key);
