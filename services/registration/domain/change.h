#pragma once
/*
 * change - what may happen to a registered official: update, block, unblock, retire. Pure decisions: the official as it
 * is and what is asked, in; the official as it will be, or why not, out.
 */
#include "domain/draft.h"
#include "domain/official.h"
#include "domain/reason.h"

enum change_kind { CHANGE_UPDATE, CHANGE_BLOCK, CHANGE_UNBLOCK, CHANGE_RETIRE };

/* Fields that an update may name; the words of the request's mask are the codec's. */
enum change_field {
    CHANGE_TITLE = 1 << 0,
    CHANGE_NAME = 1 << 1,
    CHANGE_PARENT_NAME = 1 << 2,
    CHANGE_MOBILE = 1 << 3,
    CHANGE_EMAIL = 1 << 4,
    CHANGE_EMAIL_KIND = 1 << 5,
    CHANGE_BIRTH_DATE = 1 << 6,
    CHANGE_ISSUED_IDS = 1 << 7,
    CHANGE_DISTRICT = 1 << 8,
    CHANGE_DESIGNATION = 1 << 9,
    CHANGE_GROUP = 1 << 10,
    CHANGE_GENDER = 1 << 11,
    CHANGE_CATEGORY = 1 << 12,
    CHANGE_ENGAGEMENT = 1 << 13,
    CHANGE_MOTHER_TONGUE = 1 << 14,
    CHANGE_OFFICE_PIN_CODE = 1 << 15,
    CHANGE_TAGS = 1 << 16,
};

struct change {
    enum change_kind kind;
    uint64_t version;     /* that the caller read; 0: whatever it is */
    int32_t effective_on; /* DATE_NONE: today */
    const char *reason;   /* block, unblock, retire: needed, at most LIMIT_NAME_BYTES */
    struct draft draft;   /* update: the new values */
    unsigned fields;      /* update: enum change_field; 0 is refused */
};

/**
 * change_decide() - apply @change to @current
 * @changed:  where nothing was found, the official after the change: version + 1, effective_on set, flags re-derived
 * (DESIGNATION_UNKNOWN)
 * @findings: VERSION_MISMATCH, RETIRED, BLOCKED_ALREADY, NOT_BLOCKED, BEFORE_LAST_CHANGE, IN_THE_FUTURE,
 * REASON_MISSING, MASK, and whatever draft_check() finds in the new values
 *
 * Whether the new keys are free is identity_decide()'s business, called by the handler. Return: 0, or < 0: arena past
 * its cap.
 */
int change_decide(const struct official *current, const struct change *change, const struct draft_context *context,
                  struct official *changed, struct findings *findings);

/* What every change asks, and a transfer (transfer.h), too. */

/** change_check_version() - VERSION_MISMATCH where @version is neither 0 nor that of @current. */
void change_check_version(const struct official *current, uint64_t version, struct arena *arena,
                          struct findings *findings);

/** change_check_serving() - RETIRED where the official has left service. */
void change_check_serving(const struct official *current, struct findings *findings);

/** change_check_day() - whether @current may change from @day on: IN_THE_FUTURE, BEFORE_LAST_CHANGE. */
void change_check_day(const struct official *current, int32_t day, const struct draft_context *context,
                      struct findings *findings);

/** change_check_reason() - REASON_MISSING where @needed, TEXT_TOO_LONG. Return: the reason, cleaned; never NULL. */
const char *change_check_reason(const char *said, bool needed, struct arena *arena, struct findings *findings);
