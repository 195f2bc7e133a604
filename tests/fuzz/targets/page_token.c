/* page_token - what callers send back as the place where a list goes on. Only what was sealed here for just this query
 * opens. */
#include "runtime/page_token.h"
#include "fuzz.h"

#include <sodium.h>

static const uint8_t secret[32] = "thirty-two bytes of no secrecy..";

/* What is random in a token is the same for the same input. */
static uint8_t drawn;

static const char *random_name(void)
{
    return "counted";
}

static uint32_t random_number(void)
{
    return drawn += 37;
}

static void random_bytes(void *const out, size_t length)
{
    for (size_t i = 0; i < length; i++)
        ((uint8_t *)out)[i] = (uint8_t)random_number();
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static struct randombytes_implementation counted = {
        .implementation_name = random_name, .random = random_number, .buf = random_bytes};
    (void)argc, (void)argv;
    return randombytes_set_implementation(&counted) != 0 || sodium_init() < 0;
}

static void forged(struct fuzz_input *input)
{
    struct store_bytes query = fuzz_piece(input), key;
    const char *token = fuzz_text(input);
    /* Whoever sends one that opens has guessed 16 bytes. */
    assert(!token || !page_token_open(secret, query, token, input->arena, &key));
}

static void sealed(struct fuzz_input *input)
{
    size_t at = fuzz_byte(input);
    char other = (char)fuzz_byte(input);
    drawn = fuzz_byte(input);
    struct store_bytes query = fuzz_piece(input), key = fuzz_rest(input), opened;
    char *token = page_token_seal(secret, query, key, input->arena);
    assert((token == NULL) == (key.length > PAGE_TOKEN_KEY_BYTES));
    if (!token)
        return;
    assert(fuzz_says(token) && page_token_open(secret, query, token, input->arena, &opened) && fuzz_same(key, opened));
    struct store_bytes shorter = {query.data, query.length - 1};
    assert(query.length == 0 || !page_token_open(secret, shorter, token, input->arena, &opened));
    if (token[at % strlen(token)] == other)
        return;
    token[at % strlen(token)] = other;
    assert(!page_token_open(secret, query, token, input->arena, &opened));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    if (fuzz_choice(&input, 4) == 0)
        forged(&input);
    else
        sealed(&input);
    arena_reset(&arena);
    return 0;
}
