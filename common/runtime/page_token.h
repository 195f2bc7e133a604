#pragma once
/*
 * page_token - where a list goes on, as a text that tells the caller nothing: sealed with the store's secret and bound
 * to the query and to who asked, so that it neither shows numbers nor fits another query or caller.
 */
#include "base/arena.h"
#include "store/store.h"

#include <stdbool.h>

#define PAGE_TOKEN_KEY_BYTES 64 /* longest key that a token can hold */

/** page_token_seal() - @query: bytes that stand for method and filters. Return: text in @arena, or NULL past its cap.
 */
char *page_token_seal(const uint8_t secret[32], struct store_bytes query, struct store_bytes key, struct arena *arena);

/** page_token_open() - Return: whether @token is one of this store for this query; then @key (in @arena) is set. */
bool page_token_open(const uint8_t secret[32], struct store_bytes query, const char *token, struct arena *arena,
                     struct store_bytes *key);
