#pragma once
/*
 * reason - every reason for which the catalogue refuses or flags something: a word for programs, a sentence for people
 * in English and Hindi; and the fields that a finding can be about. See base/finding.h.
 */
#include "base/finding.h"
#include "domain/reason_table.h"

#include <assert.h>

enum reason {
    REASON_NONE = 0,
#define X(word, english, hindi) REASON_##word,
    REASON_TABLE(X)
#undef X
        REASON_COUNT
};

/** Fields that a finding can be about. The first 22 are numbered as karmayogi.catalogue.v1.CourseImportColumn. */
enum field {
    FIELD_NONE = 0,
    FIELD_COURSE_ID,
    FIELD_IGOT_ID,
    FIELD_KIND,
    FIELD_TITLE_EN,
    FIELD_TITLE_HI,
    FIELD_DESCRIPTION_EN,
    FIELD_DESCRIPTION_HI,
    FIELD_LANGUAGES,
    FIELD_ORIGINAL_LANGUAGE,
    FIELD_PROVIDER,
    FIELD_DURATION,
    FIELD_COMPETENCIES,
    FIELD_CADRES,
    FIELD_TRADES,
    FIELD_LEVEL_FROM,
    FIELD_LEVEL_TO,
    FIELD_KEYWORDS,
    FIELD_STATE_CODE,
    FIELD_LANGUAGE_VERSION_OF,
    FIELD_STATE,
    FIELD_PUBLISHED_ON,
    FIELD_RETIRED_ON,
    FIELD_TEXTS, /* in a language other than English and Hindi, or all of them */
    FIELD_MODULES,
    FIELD_PARTS,
    FIELD_EFFECTIVE_ON,
    FIELD_REMARK,
    FIELD_REASON,
    FIELD_DECISION,
    FIELD_VERSION,
    FIELD_ROW, /* the row as a whole */
    FIELD_COUNT
};

/** What both enums mean in words. Fields have the import column's name, such as `duration`. */
extern const struct vocabulary reason_vocabulary;

/** reason_word() - `COURSE_EXISTS`; "" for REASON_NONE. */
static inline const char *reason_word(enum reason reason)
{
    return vocabulary_word(&reason_vocabulary, reason);
}

/** field_word() - the import column's name; "" for FIELD_NONE. */
static inline const char *field_word(enum field field)
{
    assert((unsigned)field < FIELD_COUNT);
    return reason_vocabulary.fields[field];
}
