#pragma once
/*
 * finding - what is wrong with something, or worth a look; and the words and sentences that say so.
 *
 * Every service has reasons and fields of its own, numbered from 1; its vocabulary says what the numbers mean. 0 is
 * "none" of both.
 */
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/** A reason: a word for programs, a sentence for people in English and Hindi. `{}` in a sentence is replaced by the
 * finding's detail. A sentence says what is wrong and what to do; it never repeats the refused value. */
struct reason_text {
    const char *word; /* part of the contract: never renamed or reused */
    const char *english;
    const char *hindi;
};

struct vocabulary {
    const struct reason_text *reasons; /* that of 0 is empty */
    unsigned reason_count;             /* with 0 */
    const char *const *fields;         /* words; that of 0 is "" */
    unsigned field_count;              /* with 0 */
};

/** vocabulary_reason() - the reason with @word; 0: none has it. */
unsigned vocabulary_reason(const struct vocabulary *vocabulary, const char *word);

/** vocabulary_sentence() - the sentence with @detail put in. Return: text in @arena, or NULL past its cap. */
const char *vocabulary_sentence(const struct vocabulary *vocabulary, struct arena *arena, unsigned reason,
                                const char *detail, bool hindi);

static inline const char *vocabulary_word(const struct vocabulary *vocabulary, unsigned reason)
{
    return vocabulary->reasons[reason].word;
}

/** One thing that is wrong, or worth a look. */
struct finding {
    unsigned field;
    unsigned reason;
    const char *detail; /* NULL: none; lives as long as what the finding is about */
};

#define FINDINGS_MOST 8

struct findings {
    struct finding items[FINDINGS_MOST];
    size_t count; /* what does not fit any more is dropped: eight reasons are enough to refuse a row */
};

void findings_add(struct findings *findings, unsigned field, unsigned reason, const char *detail);
