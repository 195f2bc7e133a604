#pragma once
/*
 * reason - every reason for which registration refuses or flags something: a word for programs, a sentence for people
 * in English and Hindi. One table, reason.c.
 */
#include "base/arena.h"

#include <stdbool.h>

/* X(word, English, Hindi). `{}` in a sentence is replaced by the finding's detail. A sentence says what is wrong and
 * what to do; it never repeats the refused value. */
#include "domain/reason_table.h"

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
    FIELD_COUNT
};

/** reason_word() - `MOBILE_DIGITS`; "" for REASON_NONE. */
const char *reason_word(enum reason reason);

/** reason_from_word() - the reverse; REASON_NONE for an unknown word. */
enum reason reason_from_word(const char *word);

/** reason_sentence() - the sentence with @detail put in. Return: text in @arena, or NULL past its cap. */
const char *reason_sentence(struct arena *arena, enum reason reason, const char *detail, bool hindi);

/** field_word() - the import column's name, such as `full_name`; "" for FIELD_NONE. The first 22 are numbered as
 * karmayogi.registration.v1.ImportColumn. */
const char *field_word(enum field field);

/** One thing that is wrong, or worth a look. */
struct finding {
    enum field field;
    enum reason reason;
    const char *detail; /* NULL: none; lives as long as what the finding is about */
};

#define FINDINGS_MOST 8

struct findings {
    struct finding items[FINDINGS_MOST];
    size_t count; /* what does not fit any more is dropped: eight reasons are enough to refuse a row */
};

void findings_add(struct findings *findings, enum field field, enum reason reason, const char *detail);
