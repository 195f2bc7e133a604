#pragma once
/*
 * transfer - an official moves from one organisation to another: asked for by one, decided by the other. Pure
 * decisions, like change.h: the official and the transfer as they are and what is asked, in; what they will be, or why
 * not, out.
 *
 * An official has at most one open transfer, so the newest one of each is all that is kept: those before it are
 * decided.
 */
#include "base/official_number.h"
#include "domain/draft.h"
#include "domain/official.h"
#include "domain/reason.h"

/** Numbers as in karmayogi.registration.v1.TransferState. */
enum transfer_state { TRANSFER_NONE, TRANSFER_OPEN, TRANSFER_APPROVED, TRANSFER_REFUSED, TRANSFER_WITHDRAWN };

struct transfer {
    uint64_t official; /* number */
    uint32_t ordinal;  /* which of the official's transfers, from 1; 0: there was none yet */
    enum transfer_state state;
    uint32_t from_number, to_number; /* organisations */
    const char *from_id, *to_id;
    int32_t effective_on;
    const char *reason;
    const char *requested_by; /* name of a key */
    int64_t requested_at_ms;
    const char *decided_by; /* "": open */
    const char *decision_reason;
    int64_t decided_at_ms;
};

#define TRANSFER_ID_BYTES (OFFICIAL_NUMBER_TEXT_BYTES + 11)

/** transfer_id_format() - `2-4783-9/1`. Return: @text. */
char *transfer_id_format(uint64_t official, uint32_t ordinal, char text[TRANSFER_ID_BYTES]);

/** transfer_id_parse() - Return: whether @text is such an id, with @ordinal from 1. */
bool transfer_id_parse(const char *text, uint64_t *official, uint32_t *ordinal);

/** Who asks or decides, and when. */
struct transfer_author {
    const char *caller; /* name of the key */
    int64_t at_ms;
};

struct transfer_wish {
    const char *to_id;
    int32_t effective_on; /* DATE_NONE: today */
    const char *reason;   /* needed */
    uint64_t version;     /* of the official, that the caller read; 0: whatever it is */
};

/**
 * transfer_request() - decide on a transfer that is asked for
 * @before:   the official's newest one; ordinal 0: none
 * @transfer: where nothing was found, the open transfer
 * @findings: VERSION_MISMATCH, RETIRED, TRANSFER_OPEN, REASON_MISSING, TEXT_TOO_LONG, IN_THE_FUTURE,
 * BEFORE_LAST_CHANGE; of the receiving organisation ORGANISATION_MISSING, ORGANISATION_UNKNOWN,
 * ORGANISATION_NO_DEPARTMENT, TRANSFER_SAME_ORGANISATION
 *
 * Texts live in the context's arena or are the tree's. Return: 0, or < 0: arena past its cap.
 */
int transfer_request(const struct official *official, const struct transfer *before, const struct transfer_wish *wish,
                     const struct transfer_author *author, const struct draft_context *context,
                     struct transfer *transfer, struct findings *findings);

struct transfer_decision {
    enum transfer_state outcome; /* APPROVED, REFUSED or WITHDRAWN */
    const char *reason;          /* needed unless approved */
    uint64_t version;            /* as in a wish */
};

/**
 * transfer_decide() - decide on an open transfer
 * @decided:  where nothing was found, the transfer as it is from now on
 * @changed:  the same of the official; for anything but APPROVED equal to @official
 * @findings: TRANSFER_DECIDED, REASON_MISSING, TEXT_TOO_LONG, VERSION_MISMATCH; for APPROVED what the day and the state
 * say now: RETIRED, IN_THE_FUTURE, BEFORE_LAST_CHANGE
 *
 * Approved, the official's organisation is the receiving one. Its district is the post's, where it has one and the
 * post's was that of the organisation left; whether the official looks like somebody else there is
 * identity_decide()'s business, called by the handler. Return: 0, or < 0: arena past its cap, or a receiving
 * organisation that is not there.
 */
int transfer_decide(const struct official *official, const struct transfer *transfer,
                    const struct transfer_decision *decision, const struct transfer_author *author,
                    const struct draft_context *context, struct transfer *decided, struct official *changed,
                    struct findings *findings);
