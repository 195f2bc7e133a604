/* page_token - see page_token.h. libsodium's secretbox over hash of the query and key of the last record, in URL-safe
 * base64. */
#include "runtime/page_token.h"

#include "base/hash.h"

#include <sodium.h>
#include <string.h>

#define VARIANT  sodium_base64_VARIANT_URLSAFE_NO_PADDING
#define ALPHABET "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

char *page_token_seal(const uint8_t secret[32], struct store_bytes query, struct store_bytes key, struct arena *arena)
{
    uint8_t plain[16 + PAGE_TOKEN_KEY_BYTES];
    uint8_t sealed[crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + sizeof plain];
    if (key.length > PAGE_TOKEN_KEY_BYTES)
        return NULL;
    hash_128(query.data, query.length, plain);
    memcpy(plain + 16, key.data, key.length);
    randombytes_buf(sealed, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(sealed + crypto_secretbox_NONCEBYTES, plain, 16 + key.length, sealed, secret);
    size_t length = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + 16 + key.length;
    size_t text_bytes = sodium_base64_encoded_len(length, VARIANT);
    char *text = arena_alloc(arena, text_bytes);
    return text ? sodium_bin2base64(text, text_bytes, sealed, length, VARIANT) : NULL;
}

bool page_token_open(const uint8_t secret[32], struct store_bytes query, const char *token, struct arena *arena,
                     struct store_bytes *key)
{
    uint8_t hash[16];
    uint8_t sealed[crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + 16 + PAGE_TOKEN_KEY_BYTES];
    uint8_t plain[16 + PAGE_TOKEN_KEY_BYTES];
    size_t length;
    const char *end;
    /* libsodium takes every byte above 0x7f for a _. */
    if (token[strspn(token, ALPHABET)] != '\0' ||
        sodium_base642bin(sealed, sizeof sealed, token, strlen(token), NULL, &length, &end, VARIANT) != 0 || *end)
        return false;
    if (length < crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + 16)
        return false;
    size_t boxed = length - crypto_secretbox_NONCEBYTES;
    if (crypto_secretbox_open_easy(plain, sealed + crypto_secretbox_NONCEBYTES, boxed, sealed, secret) != 0)
        return false;
    hash_128(query.data, query.length, hash);
    if (memcmp(hash, plain, sizeof hash) != 0)
        return false;
    key->length = boxed - crypto_secretbox_MACBYTES - 16;
    key->data = arena_copy(arena, plain + 16, key->length);
    return key->data != NULL;
}
