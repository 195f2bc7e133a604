#pragma once
/*
 * reason - every reason for which registration refuses or flags something: a word for programs, a sentence for people
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

/** Fields that a finding can be about. field_word() gives the import column's name; the codec maps to request paths. */
enum field {
    FIELD_NONE = 0,
    FIELD_FULL_NAME,
    FIELD_EMAIL,
    FIELD_MOBILE,
    FIELD_GROUP,
    FIELD_DESIGNATION,
    FIELD_GENDER,
    FIELD_CATEGORY,
    FIELD_BIRTH_DATE,
    FIELD_MOTHER_TONGUE,
    FIELD_EMPLOYEE_ID,
    FIELD_OFFICE_PIN_CODE,
    FIELD_EXTERNAL_SYSTEM_ID,
    FIELD_EXTERNAL_SYSTEM_NAME,
    FIELD_TAGS,
    FIELD_PARENT_NAME,
    FIELD_ORGANISATION,
    FIELD_DISTRICT_CODE,
    FIELD_DISTRICT_NAME,
    FIELD_ENGAGEMENT,
    FIELD_EMAIL_KIND,
    FIELD_ROSTER_SERIAL,
    FIELD_EFFECTIVE_ON,
    FIELD_ISSUED_IDS,
    FIELD_TITLE,
    FIELD_ROW, /* the row as a whole */
    FIELD_TO_ORGANISATION,
    FIELD_COUNT
};

/** What both enums mean in words. Fields have the import column's name, such as `full_name`. */
extern const struct vocabulary reason_vocabulary;

/** reason_word() - `MOBILE_DIGITS`; "" for REASON_NONE. */
static inline const char *reason_word(enum reason reason)
{
    return vocabulary_word(&reason_vocabulary, reason);
}

/** field_word() - the import column's name; "" for FIELD_NONE. The first 22 are numbered as
 * karmayogi.registration.v1.ImportColumn. */
static inline const char *field_word(enum field field)
{
    assert((unsigned)field < FIELD_COUNT);
    return reason_vocabulary.fields[field];
}
