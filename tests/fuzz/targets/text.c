/* text - any bytes as text: what is UTF-8 is told by a second reader, and cleaning and folding twice changes nothing.
 */
#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

/* RFC 3629, table 3-7 of the Unicode standard, byte by byte. Return: where the first byte is that does not belong. */
static size_t reference_invalid_at(const uint8_t *bytes, size_t length)
{
    size_t at = 0;
    while (at < length) {
        uint8_t lead = bytes[at], least = 0x80, most = 0xbf;
        size_t more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0x80 ? 1 : 0;
        if (lead == 0 || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4)
            return at;
        least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : least;
        most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : most;
        for (size_t i = 1; i <= more; i++) {
            if (at + i >= length || bytes[at + i] < least || bytes[at + i] > most)
                return at;
            least = 0x80;
            most = 0xbf;
        }
        at += more + 1;
    }
    return length;
}

static void check_clean(struct arena *arena, const char *text)
{
    const char *clean = text_clean(arena, text), *fold = text_fold(arena, text), *digits = text_digits(arena, text);
    assert(fuzz_is_text(clean) && fuzz_is_text(fold) && fuzz_is_text(digits));
    assert(strcmp(text_clean(arena, clean), clean) == 0);
    assert(strcmp(text_fold(arena, fold), fold) == 0);
    assert(strcmp(text_fold(arena, clean), fold) == 0);
    assert(text_fold_equal(arena, text, clean));
    assert(strcmp(text_digits(arena, digits), digits) == 0);
    assert(clean[0] != ' ' && (clean[0] == '\0' || clean[strlen(clean) - 1] != ' '));
    for (const char *at = clean; *at; at++)
        assert((unsigned char)*at >= 0x20 && *at != 0x7f && !(at[0] == ' ' && at[1] == ' '));
}

static void check_points(const char *text)
{
    size_t count = 0;
    for (const char *cursor = text; text_next(&cursor); count++)
        continue;
    assert(count == text_characters(text));
    assert(text_columns(text) <= 2 * count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    struct store_bytes bytes = fuzz_rest(&input);
    size_t invalid_at = reference_invalid_at(bytes.data, bytes.length);
    assert(text_invalid_at(bytes.data, bytes.length) == invalid_at);
    assert(text_is_utf8(bytes.data, bytes.length) == (invalid_at == bytes.length));
    const char *text = arena_string(&arena, bytes.data, invalid_at);
    check_points(text);
    check_clean(&arena, text);
    assert(!text_is_slug(text) ||
           (strlen(text) <= 63 && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == invalid_at));
    arena_reset(&arena);
    return 0;
}
