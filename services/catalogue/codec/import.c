/* import - see import.h. */
#include "codec/import.h"

#include "base/error.h"
#include "base/limits.h"
#include "codec/convert.h"

#include <assert.h>
#include <karmayogi/catalogue/v1/import.pb-c.h>
#include <string.h>

static_assert((int)FIELD_RETIRED_ON ==
                  (int)KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_COLUMN__COURSE_IMPORT_COLUMN_RETIRED_ON,
              "columns are fields");
static_assert((int)FIELD_LANGUAGES ==
                  (int)KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_COLUMN__COURSE_IMPORT_COLUMN_LANGUAGES,
              "columns are fields");

static enum reason read_settings(const CATALOGUE(CourseImportSettings) * message, struct row_settings *settings)
{
    *settings = (struct row_settings){
        .state = (enum life_state)message->state,
        .provider = message->provider,
        .update_existing = message->update_existing,
        .label = message->label,
        .accept_legacy_looking_text = message->accept_legacy_looking_text,
    };
    if (settings->state != LIFE_NONE && settings->state != LIFE_DRAFT && settings->state != LIFE_LIVE)
        return REASON_LIFE_STATE;
    if (strlen(message->label) > LIMIT_NAME_BYTES || strlen(message->provider) > LIMIT_NAME_BYTES)
        return REASON_TEXT_TOO_LONG;
    return convert_date(message->published_on, &settings->published_on) == CONVERT_DATE_OK ? REASON_NONE
                                                                                           : REASON_DATE_FORM;
}

int import_take_settings(struct call *call, struct store_bytes packed, const void **settings,
                         struct store_bytes *canonical, unsigned *wrong)
{
    const CATALOGUE(CourseImportSettings) *message = (CATALOGUE(CourseImportSettings) *)call_unpack_part(
        call, packed, &karmayogi__catalogue__v1__course_import_settings__descriptor);
    if (!message)
        return 0;
    struct row_settings *taken = arena_zalloc(&call->arena, 1, sizeof *taken);
    if (!taken)
        return error_raise("no room for settings");
    *wrong = read_settings(message, taken);
    *settings = taken;
    return call_repack(call, &message->base, canonical);
}
