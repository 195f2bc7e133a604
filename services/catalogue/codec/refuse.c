/* refuse - see refuse.h. */
#include "codec/refuse.h"

static enum status_code refuse_code(unsigned reason)
{
    switch ((enum reason)reason) {
    case REASON_COURSE_EXISTS:
    case REASON_IGOT_ID_TAKEN:
        return STATUS_ALREADY_EXISTS;
    case REASON_VERSION_MISMATCH:
        return STATUS_ABORTED;
    case REASON_IN_REVIEW:
    case REASON_NOT_IN_REVIEW:
    case REASON_NOT_REVIEWED:
    case REASON_NOTHING_STAGED:
    case REASON_EDIT_STAGED:
    case REASON_RETIRED:
    case REASON_BEFORE_LAST_CHANGE:
        return STATUS_FAILED_PRECONDITION;
    default:
        return STATUS_INVALID_ARGUMENT;
    }
}

/* Where a request has the field; an import's rows have columns. */
static const char *const paths[FIELD_COUNT] = {
    [FIELD_IGOT_ID] = "content.igot_id",
    [FIELD_KIND] = "content.kind",
    [FIELD_TITLE_EN] = "content.texts",
    [FIELD_TITLE_HI] = "content.texts",
    [FIELD_DESCRIPTION_EN] = "content.texts",
    [FIELD_DESCRIPTION_HI] = "content.texts",
    [FIELD_TEXTS] = "content.texts",
    [FIELD_LANGUAGES] = "content.languages",
    [FIELD_ORIGINAL_LANGUAGE] = "content.original_language",
    [FIELD_PROVIDER] = "content.provider",
    [FIELD_DURATION] = "content.duration_minutes",
    [FIELD_COMPETENCIES] = "content.competency_codes",
    [FIELD_CADRES] = "content.audience.cadre_codes",
    [FIELD_TRADES] = "content.audience.trade_codes",
    [FIELD_LEVEL_FROM] = "content.audience.level_from",
    [FIELD_LEVEL_TO] = "content.audience.level_to",
    [FIELD_KEYWORDS] = "content.keywords",
    [FIELD_STATE_CODE] = "content.state_code",
    [FIELD_LANGUAGE_VERSION_OF] = "content.language_version_of",
    [FIELD_MODULES] = "content.modules",
    [FIELD_PARTS] = "content.part_course_ids",
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

int refuse_unknown(struct call *call)
{
    int result = refuse_reason(call, FIELD_NONE, REASON_COURSE_UNKNOWN, NULL);
    call->status.code = STATUS_NOT_FOUND;
    return result;
}
