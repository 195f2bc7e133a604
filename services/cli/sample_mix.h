#pragma once
/* sample_mix - the kinds of rows of a sample file, mixed at random in exactly the planned numbers. */
#include "splitmix.h"

enum sample_kind { SAMPLE_GOOD, SAMPLE_BAD, SAMPLE_REPEATED, SAMPLE_CLASHING, SAMPLE_KINDS };

struct sample_mix {
    uint64_t planned[SAMPLE_KINDS];
    uint64_t done[SAMPLE_KINDS]; /* counted by the caller */
    struct splitmix random;
};

/** Shares of a whole file, of 10,000. */
struct sample_shares {
    unsigned bad, repeated, clashing;
};

/** sample_mix_plan() - how many rows of each kind, so that @good remain and the others have their shares of the whole
 * file. Return: 0, 1: the shares leave no room for good rows, or there are none to repeat. */
int sample_mix_plan(uint64_t rows[SAMPLE_KINDS], uint64_t good, const struct sample_shares *shares);

/** sample_mix_next() - the kind of the next row; draws without putting back. A repetition or a clash comes only once
 * there is a good row. There must be rows left. */
enum sample_kind sample_mix_next(struct sample_mix *mix);

/** sample_mix_all() - rows of all kinds together. */
uint64_t sample_mix_all(const uint64_t rows[SAMPLE_KINDS]);

/** sample_kind_word() - good, bad, repeated, clashing. */
const char *sample_kind_word(enum sample_kind kind);
