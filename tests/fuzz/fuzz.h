#pragma once
/*
 * fuzz - what the targets share. A target is a file of targets/: it defines LLVMFuzzerTestOneInput(), which takes any
 * bytes and stops the process (assert) where a promise is broken. Targets keep nothing from one input to the next, so
 * that an input alone shows what it shows.
 *
 * The same file is built twice: with libFuzzer by the preset fuzz, and with replay.c by every other one.
 */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "store/store.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerInitialize(int *argc, char ***argv);

#define FUZZ_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/** An input that is taken to pieces from the front. Past its end there are zeros and empty pieces. */
struct fuzz_input {
    const uint8_t *at;
    size_t left;
    struct arena *arena; /* pieces are copies, so that a byte too many is seen */
};

static inline uint8_t fuzz_byte(struct fuzz_input *input)
{
    if (input->left == 0)
        return 0;
    input->left--;
    return *input->at++;
}

/** fuzz_choice() - a number below @count. */
static inline size_t fuzz_choice(struct fuzz_input *input, size_t count)
{
    return fuzz_byte(input) % count;
}

static inline struct store_bytes fuzz_take(struct fuzz_input *input, size_t length)
{
    if (length > input->left)
        length = input->left;
    struct store_bytes piece = {arena_copy(input->arena, input->at, length), length};
    assert(piece.data);
    input->at += length;
    input->left -= length;
    return piece;
}

/** fuzz_rest() - everything that is left. */
static inline struct store_bytes fuzz_rest(struct fuzz_input *input)
{
    return fuzz_take(input, input->left);
}

/** fuzz_piece() - behind its length in two bytes, the less significant first; all that is left where it is shorter. */
static inline struct store_bytes fuzz_piece(struct fuzz_input *input)
{
    size_t low = fuzz_byte(input);
    return fuzz_take(input, low | (size_t)fuzz_byte(input) << 8);
}

/** fuzz_line() - up to the next line feed, as text. NULL: it is no UTF-8 (the wire and the files let none through). */
static inline const char *fuzz_line(struct fuzz_input *input)
{
    const uint8_t *end = input->left ? memchr(input->at, '\n', input->left) : NULL;
    struct store_bytes line = fuzz_take(input, end ? (size_t)(end - input->at) : input->left);
    if (end)
        fuzz_byte(input);
    if (!text_is_utf8(line.data, line.length))
        return NULL;
    return arena_string(input->arena, line.data, line.length);
}

/** fuzz_text() - everything that is left, as text; NULL as fuzz_line(). */
static inline const char *fuzz_text(struct fuzz_input *input)
{
    struct store_bytes rest = fuzz_rest(input);
    return text_is_utf8(rest.data, rest.length) ? arena_string(input->arena, rest.data, rest.length) : NULL;
}

/** fuzz_is_text() - whether people and other programs may be shown it: UTF-8, and not NULL. */
static inline bool fuzz_is_text(const char *text)
{
    return text && text_is_utf8(text, strlen(text));
}

/** fuzz_says() - the same, and that something is said. */
static inline bool fuzz_says(const char *text)
{
    return fuzz_is_text(text) && text[0];
}

static inline bool fuzz_same(struct store_bytes a, struct store_bytes b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}
