/* import - see import.h. */
#include "codec/import.h"

#include "base/error.h"
#include "base/limits.h"
#include "codec/convert.h"

#include <assert.h>
#include <karmayogi/registration/v1/import.pb-c.h>
#include <string.h>

static_assert((int)FIELD_EFFECTIVE_ON == (int)KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_EFFECTIVE_ON,
              "columns are fields");
static_assert((int)FIELD_TAGS == (int)KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_TAGS,
              "columns are fields");

static enum date_order date_order(REGISTRATION(DateOrder) order)
{
    return order == KARMAYOGI__REGISTRATION__V1__DATE_ORDER__DATE_ORDER_MONTH_FIRST ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

static enum reason read_settings(const REGISTRATION(ImportSettings) * message, struct import_settings *settings)
{
    *settings = (struct import_settings){
        .organisation_id = message->organisation_id,
        .district_code = message->district_code,
        .birth_date_order = date_order(message->birth_date_order),
        .effective_on_order = date_order(message->effective_on_order),
        .employee_id_issuer = message->employee_id_issuer,
        .engagement = (enum engagement)message->engagement,
        .label = message->label,
        .accept_legacy_looking_text = message->accept_legacy_looking_text,
    };
    if ((int)message->engagement < 0 || (int)message->engagement > ENGAGEMENT_TRAINEE)
        return REASON_ENUM_UNKNOWN;
    if ((unsigned)message->birth_date_order > 2 || (unsigned)message->effective_on_order > 2)
        return REASON_ENUM_UNKNOWN;
    if (strlen(message->label) > LIMIT_NAME_BYTES)
        return REASON_TEXT_TOO_LONG;
    return convert_date(message->effective_on, &settings->effective_on) == CONVERT_DATE_OK ? REASON_NONE
                                                                                           : REASON_DATE_NOT_EXISTING;
}

int import_take_settings(struct call *call, struct store_bytes packed, const void **settings,
                         struct store_bytes *canonical, unsigned *wrong)
{
    const REGISTRATION(ImportSettings) *message = (REGISTRATION(ImportSettings) *)call_unpack_part(
        call, packed, &karmayogi__registration__v1__import_settings__descriptor);
    if (!message)
        return 0;
    struct import_settings *taken = arena_zalloc(&call->arena, 1, sizeof *taken);
    if (!taken)
        return error_raise("no room for settings");
    *wrong = read_settings(message, taken);
    *settings = taken;
    return call_repack(call, &message->base, canonical);
}
