/* sample_mix - see sample_mix.h. */
#include "sample_mix.h"

#define WHOLE 10000u

const char *sample_kind_word(enum sample_kind kind)
{
    static const char *const words[SAMPLE_KINDS] = {"good", "bad", "repeated", "clashing"};

    return words[kind];
}

int sample_mix_plan(uint64_t rows[SAMPLE_KINDS], uint64_t good, const struct sample_shares *shares)
{
    unsigned others = shares->bad + shares->repeated + shares->clashing;
    uint64_t all;

    if (others >= WHOLE || (good == 0 && others))
        return 1;
    all = (good * WHOLE + (WHOLE - others) / 2) / (WHOLE - others);
    rows[SAMPLE_GOOD] = good;
    rows[SAMPLE_BAD] = (all * shares->bad + WHOLE / 2) / WHOLE;
    rows[SAMPLE_REPEATED] = (all * shares->repeated + WHOLE / 2) / WHOLE;
    rows[SAMPLE_CLASHING] = (all * shares->clashing + WHOLE / 2) / WHOLE;
    return 0;
}

uint64_t sample_mix_all(const uint64_t rows[SAMPLE_KINDS])
{
    uint64_t all = 0;

    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        all += rows[kind];
    return all;
}

enum sample_kind sample_mix_next(struct sample_mix *mix)
{
    uint64_t left[SAMPLE_KINDS], all = 0, drawn;

    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        all += left[kind] = mix->planned[kind] - mix->done[kind];
    drawn = splitmix_below(&mix->random, all);
    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++) {
        if (drawn < left[kind])
            return kind >= SAMPLE_REPEATED && mix->done[SAMPLE_GOOD] == 0 ? SAMPLE_GOOD : kind;
        drawn -= left[kind];
    }
    return SAMPLE_GOOD;
}
