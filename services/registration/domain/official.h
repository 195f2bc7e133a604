#pragma once
/*
 * official - a person who serves government, as registration knows one: who it is (person) and where and as what
 * (post).
 *
 * Strings are NUL-terminated UTF-8, never NULL ("" where not given), owned by whoever made the struct, usually an
 * arena.
 */
#include "base/date.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers as in karmayogi.registration.v1; the codec asserts it. */
enum group { GROUP_NONE, GROUP_A, GROUP_B, GROUP_C, GROUP_D, GROUP_CONTRACTUAL_STAFF, GROUP_OTHERS };
enum gender { GENDER_NONE, GENDER_MALE, GENDER_FEMALE, GENDER_TRANSGENDER, GENDER_OTHERS };
enum category { CATEGORY_NONE, CATEGORY_GENERAL, CATEGORY_OBC, CATEGORY_SC, CATEGORY_ST, CATEGORY_EWS };
enum engagement {
    ENGAGEMENT_NONE,
    ENGAGEMENT_REGULAR,
    ENGAGEMENT_CONTRACTUAL,
    ENGAGEMENT_OUTSOURCED,
    ENGAGEMENT_HONORARY,
    ENGAGEMENT_VOLUNTEER,
    ENGAGEMENT_ELECTED,
    ENGAGEMENT_DEPUTED,
    ENGAGEMENT_TRAINEE
};
enum official_state { OFFICIAL_NONE, OFFICIAL_ACTIVE, OFFICIAL_BLOCKED, OFFICIAL_RETIRED };
enum email_kind { EMAIL_UNSAID, EMAIL_PERSONAL, EMAIL_POST };

struct issued_id {
    const char *issuer; /* slug */
    const char *value;  /* as given, trimmed; compared without letter case */
};

struct person {
    const char *title;
    const char *name;
    const char *parent_name;
    const char *mobile; /* 10 digits or "" */
    const char *email;  /* lower case or "" */
    enum email_kind email_kind;
    int32_t birth_date; /* DATE_NONE: not known */
    struct issued_id issued_ids[LIMIT_ISSUED_IDS];
    size_t issued_id_count;
};

struct post {
    const char *organisation_id;
    uint32_t organisation_number;
    uint16_t department_number;
    uint32_t district_code; /* 0: none */
    const char *designation;
    const char *designation_code; /* "": not in the master list */
    uint32_t level;
    enum group group;
    enum gender gender;
    enum category category;
    enum engagement engagement;
    const char *mother_tongue; /* code */
    const char *office_pin_code;
    const char *tags[LIMIT_TAGS];
    size_t tag_count;
};

#define OFFICIAL_FLAGS 8

struct official {
    uint64_t number; /* official_number.h; 0: not registered yet */
    uint64_t version;
    enum official_state state;
    struct person person;
    struct post post;
    int32_t registered_on;
    int32_t effective_on;
    int64_t changed_at_ms;
    const char *flags[OFFICIAL_FLAGS]; /* words of reasons, sorted */
    size_t flag_count;
};
