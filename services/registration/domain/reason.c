/* reason - registration's vocabulary; see reason.h. */
#include "domain/reason.h"

#define X(word, english, hindi) [REASON_##word] = {#word, english, hindi},
static const struct reason_text texts[REASON_COUNT] = {[REASON_NONE] = {"", "", ""}, REASON_TABLE(X)};
#undef X

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
    [FIELD_TO_ORGANISATION] = "to_organisation",
};

const struct vocabulary reason_vocabulary = {texts, REASON_COUNT, field_words, FIELD_COUNT};
