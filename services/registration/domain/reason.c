/*
 * reason - the table of reasons read three ways: word, sentence, and back from the word; and the list of findings.
 *
 * A sentence with a detail is put together here and nowhere else, so that the refused value itself cannot slip into
 * one: callers pass what helps to correct it, such as the id of another official.
 */
#include "domain/reason.h"

#include <assert.h>
#include <string.h>

static const char *const words[REASON_COUNT] = {"",
#define X(word, english, hindi) #word,
                                                REASON_TABLE(X)
#undef X
};

static const char *const english_sentences[REASON_COUNT] = {"",
#define X(word, english, hindi) english,
                                                            REASON_TABLE(X)
#undef X
};

static const char *const hindi_sentences[REASON_COUNT] = {"",
#define X(word, english, hindi) hindi,
                                                          REASON_TABLE(X)
#undef X
};

static const char *const field_words[FIELD_COUNT] = {
    [FIELD_NONE] = "",
    [FIELD_FULL_NAME] = "full_name",
    [FIELD_EMAIL] = "email",
    [FIELD_MOBILE] = "mobile",
    [FIELD_GROUP] = "group",
    [FIELD_DESIGNATION] = "designation",
    [FIELD_GENDER] = "gender",
    [FIELD_CATEGORY] = "category",
    [FIELD_BIRTH_DATE] = "birth_date",
    [FIELD_MOTHER_TONGUE] = "mother_tongue",
    [FIELD_EMPLOYEE_ID] = "employee_id",
    [FIELD_OFFICE_PIN_CODE] = "office_pin_code",
    [FIELD_EXTERNAL_SYSTEM_ID] = "external_system_id",
    [FIELD_EXTERNAL_SYSTEM_NAME] = "external_system_name",
    [FIELD_TAGS] = "tags",
    [FIELD_PARENT_NAME] = "parent_name",
    [FIELD_ORGANISATION] = "organisation",
    [FIELD_DISTRICT_CODE] = "district_code",
    [FIELD_DISTRICT_NAME] = "district_name",
    [FIELD_ENGAGEMENT] = "engagement",
    [FIELD_EMAIL_KIND] = "email_kind",
    [FIELD_ROSTER_SERIAL] = "roster_serial",
    [FIELD_EFFECTIVE_ON] = "effective_on",
    [FIELD_ISSUED_IDS] = "issued_ids",
    [FIELD_TITLE] = "title",
    [FIELD_ROW] = "row",
};

const char *reason_word(enum reason reason)
{
    assert((unsigned)reason < REASON_COUNT);
    return words[reason];
}

enum reason reason_from_word(const char *word)
{
    for (int reason = REASON_NONE + 1; reason < REASON_COUNT; reason++) {
        if (strcmp(words[reason], word) == 0)
            return (enum reason)reason;
    }
    return REASON_NONE;
}

const char *reason_sentence(struct arena *arena, enum reason reason, const char *detail, bool hindi)
{
    assert((unsigned)reason < REASON_COUNT);
    const char *sentence = hindi ? hindi_sentences[reason] : english_sentences[reason];
    const char *place = strstr(sentence, "{}");
    if (!place)
        return sentence;
    return arena_printf(arena, "%.*s%s%s", (int)(place - sentence), sentence, detail && detail[0] ? detail : "…",
                        place + 2);
}

const char *field_word(enum field field)
{
    assert((unsigned)field < FIELD_COUNT);
    return field_words[field];
}

void findings_add(struct findings *findings, enum field field, enum reason reason, const char *detail)
{
    assert(reason != REASON_NONE);
    if (findings->count < FINDINGS_MOST)
        findings->items[findings->count++] = (struct finding){field, reason, detail};
}
