/*
 * finding - the list of findings, and a vocabulary read three ways: word, sentence, and back from the word.
 *
 * A sentence with a detail is put together here and nowhere else, so that the refused value itself cannot slip into
 * one: callers pass what helps to correct it, such as the id of another record.
 */
#include "base/finding.h"

#include <assert.h>
#include <string.h>

unsigned vocabulary_reason(const struct vocabulary *vocabulary, const char *word)
{
    for (unsigned reason = 1; reason < vocabulary->reason_count; reason++) {
        if (strcmp(vocabulary->reasons[reason].word, word) == 0)
            return reason;
    }
    return 0;
}

const char *vocabulary_sentence(const struct vocabulary *vocabulary, struct arena *arena, unsigned reason,
                                const char *detail, bool hindi)
{
    assert(reason < vocabulary->reason_count);
    const struct reason_text *text = &vocabulary->reasons[reason];
    const char *sentence = hindi ? text->hindi : text->english;
    const char *place = strstr(sentence, "{}");
    if (!place)
        return sentence;
    return arena_printf(arena, "%.*s%s%s", (int)(place - sentence), sentence, detail && detail[0] ? detail : "…",
                        place + 2);
}

void findings_add(struct findings *findings, unsigned field, unsigned reason, const char *detail)
{
    assert(reason != 0);
    if (findings->count < FINDINGS_MOST)
        findings->items[findings->count++] = (struct finding){field, reason, detail};
}
