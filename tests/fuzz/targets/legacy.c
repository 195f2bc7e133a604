/* legacy - names, titles and descriptions read as Kruti Dev: what comes out is clean text in Unicode. */
#include "base/legacy.h"
#include "base/kruti_dev.h"
#include "fuzz.h"

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    return 0;
}

static bool has_devanagari(const char *text)
{
    uint32_t point;
    while ((point = text_next(&text)))
        if (text_is_devanagari(point))
            return true;
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    arena.cap_bytes = LIMIT_ARENA_BYTES;
    struct fuzz_input input = {data, size, &arena};
    const char *text = fuzz_text(&input);
    if (text) {
        const char *clean = text_clean(&arena, text);
        const char *made[] = {kruti_dev_convert(&arena, clean), legacy_detect(&arena, clean),
                              legacy_detect_prose(&arena, clean)};
        assert(!arena.failed);
        for (size_t i = 0; i < FUZZ_COUNT(made); i++) {
            if (!made[i])
                continue;
            assert(fuzz_is_text(made[i]));
            assert(strcmp(text_clean(&arena, made[i]), made[i]) == 0);
            assert(i == 0 || has_devanagari(made[i]));
        }
        /* What is Kruti Dev by the rule for names is what its words say. */
        assert(!made[1] || (made[0] && strcmp(made[0], made[1]) == 0));
    }
    arena_reset(&arena);
    return 0;
}
