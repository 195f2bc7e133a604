/* refuse - see refuse.h. */
#include "codec/refuse.h"

static enum status_code refuse_code(unsigned reason)
{
    switch ((enum reason)reason) {
    case REASON_ISSUED_ID_TAKEN:
    case REASON_EMAIL_TAKEN:
    case REASON_MOBILE_TAKEN:
    case REASON_CONTENT_DIFFERS:
    case REASON_ORGANISATION_EXISTS:
        return STATUS_ALREADY_EXISTS;
    case REASON_VERSION_MISMATCH:
        return STATUS_ABORTED;
    case REASON_OFFICIAL_UNKNOWN:
    case REASON_TRANSFER_UNKNOWN:
        return STATUS_NOT_FOUND;
    case REASON_RETIRED:
    case REASON_BLOCKED_ALREADY:
    case REASON_NOT_BLOCKED:
    case REASON_BEFORE_LAST_CHANGE:
    case REASON_MOBILE_SHARED_TOO_OFTEN:
    case REASON_DEPARTMENT_FULL:
    case REASON_TRANSFER_OPEN:
    case REASON_TRANSFER_SAME_ORGANISATION:
    case REASON_TRANSFER_DECIDED:
        return STATUS_FAILED_PRECONDITION;
    case REASON_PAGE_TOKEN:
        return STATUS_OUT_OF_RANGE;
    default:
        return STATUS_INVALID_ARGUMENT;
    }
}

/* Where a request has the field; an import's rows have columns. */
static const char *const paths[FIELD_COUNT] = {
    [FIELD_FULL_NAME] = "person.name",
    [FIELD_EMAIL] = "person.email",
    [FIELD_MOBILE] = "person.mobile",
    [FIELD_GROUP] = "post.group",
    [FIELD_DESIGNATION] = "post.designation",
    [FIELD_GENDER] = "post.gender",
    [FIELD_CATEGORY] = "post.category",
    [FIELD_BIRTH_DATE] = "person.birth_date",
    [FIELD_MOTHER_TONGUE] = "post.mother_tongue",
    [FIELD_EMPLOYEE_ID] = "person.issued_ids",
    [FIELD_EXTERNAL_SYSTEM_ID] = "person.issued_ids",
    [FIELD_ROSTER_SERIAL] = "person.issued_ids",
    [FIELD_OFFICE_PIN_CODE] = "post.office_pin_code",
    [FIELD_TAGS] = "post.tags",
    [FIELD_PARENT_NAME] = "person.parent_name",
    [FIELD_ORGANISATION] = "organisation_id",
    [FIELD_DISTRICT_CODE] = "district_code",
    [FIELD_ENGAGEMENT] = "post.engagement",
    [FIELD_EMAIL_KIND] = "person.email_kind",
    [FIELD_EFFECTIVE_ON] = "effective_on",
    [FIELD_ISSUED_IDS] = "person.issued_ids",
    [FIELD_TITLE] = "person.title",
    [FIELD_TO_ORGANISATION] = "to_organisation_id",
};

const struct refuse_terms refuse_terms = {&reason_vocabulary, refuse_code, paths};

int refuse_findings(struct call *call, const struct findings *findings)
{
    return refuse_in_terms(call, &refuse_terms, findings);
}

int refuse_reason(struct call *call, enum field field, enum reason reason, const char *detail)
{
    return refuse_with(call, &refuse_terms, field, reason, detail);
}
