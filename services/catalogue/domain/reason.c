/* reason - the catalogue's vocabulary; see reason.h. */
#include "domain/reason.h"

#define X(word, english, hindi) [REASON_##word] = {#word, english, hindi},
static const struct reason_text texts[REASON_COUNT] = {[REASON_NONE] = {"", "", ""}, REASON_TABLE(X)};
#undef X

static const char *const field_words[FIELD_COUNT] = {
    [FIELD_NONE] = "",
    [FIELD_COURSE_ID] = "course_id",
    [FIELD_IGOT_ID] = "igot_id",
    [FIELD_KIND] = "kind",
    [FIELD_TITLE_EN] = "title_en",
    [FIELD_TITLE_HI] = "title_hi",
    [FIELD_DESCRIPTION_EN] = "description_en",
    [FIELD_DESCRIPTION_HI] = "description_hi",
    [FIELD_LANGUAGES] = "languages",
    [FIELD_ORIGINAL_LANGUAGE] = "original_language",
    [FIELD_PROVIDER] = "provider",
    [FIELD_DURATION] = "duration",
    [FIELD_COMPETENCIES] = "competencies",
    [FIELD_CADRES] = "cadres",
    [FIELD_TRADES] = "trades",
    [FIELD_LEVEL_FROM] = "level_from",
    [FIELD_LEVEL_TO] = "level_to",
    [FIELD_KEYWORDS] = "keywords",
    [FIELD_STATE_CODE] = "state_code",
    [FIELD_LANGUAGE_VERSION_OF] = "language_version_of",
    [FIELD_STATE] = "state",
    [FIELD_PUBLISHED_ON] = "published_on",
    [FIELD_RETIRED_ON] = "retired_on",
    [FIELD_TEXTS] = "texts",
    [FIELD_MODULES] = "modules",
    [FIELD_PARTS] = "part_course_ids",
    [FIELD_EFFECTIVE_ON] = "effective_on",
    [FIELD_REMARK] = "remark",
    [FIELD_REASON] = "reason",
    [FIELD_DECISION] = "decision",
    [FIELD_VERSION] = "version",
    [FIELD_ROW] = "row",
};

const struct vocabulary reason_vocabulary = {texts, REASON_COUNT, field_words, FIELD_COUNT};
