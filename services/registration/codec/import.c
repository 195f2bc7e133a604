/* import - see import.h. Requests, and the answers about an import as a whole; verdicts are in verdict.c. */
#include "codec/import.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/uuid.h"
#include "codec/convert.h"
#include "codec/refuse.h"

#include <assert.h>
#include <karmayogi/core/v1/outbox.pb-c.h>
#include <karmayogi/registration/v1/import.pb-c.h>
#include <string.h>

static_assert((int)FIELD_EFFECTIVE_ON == (int)KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_EFFECTIVE_ON,
              "columns are fields");
static_assert((int)FIELD_TAGS == (int)KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_TAGS,
              "columns are fields");

static bool take_id(struct call *call, ProtobufCBinaryData bytes, uint8_t import_id[16])
{
    struct uuid uuid;
    if (bytes.len == UUID_BYTES) {
        memcpy(uuid.bytes, bytes.data, UUID_BYTES);
        memcpy(import_id, bytes.data, UUID_BYTES);
        if (uuid_is_v7(&uuid))
            return true;
    }
    refuse_reason(call, FIELD_NONE, REASON_IMPORT_ID, NULL);
    return false;
}

static enum date_order date_order(REGISTRATION(DateOrder) order)
{
    return order == KARMAYOGI__REGISTRATION__V1__DATE_ORDER__DATE_ORDER_MONTH_FIRST ? DATE_MONTH_FIRST : DATE_DAY_FIRST;
}

/* Return: REASON_NONE, or what is wrong. */
static enum reason take_settings(const REGISTRATION(ImportSettings) * message, struct import_settings *settings)
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

static enum reason take_columns(const REGISTRATION(ImportOfficialsRequest) * message, struct import_request *request)
{
    uint64_t seen = 0;
    if (message->n_columns == 0 || message->n_columns > IMPORT_COLUMNS)
        return REASON_COLUMN_UNKNOWN;
    for (size_t i = 0; i < message->n_columns; i++) {
        int column = (int)message->columns[i];
        if (column < 0 || column >= DRAFT_CELLS)
            return REASON_COLUMN_UNKNOWN;
        if (column != FIELD_NONE && seen & UINT64_C(1) << column)
            return REASON_COLUMN_TWICE;
        seen |= UINT64_C(1) << column;
        request->columns[i] = (enum field)column;
    }
    request->column_count = message->n_columns;
    return REASON_NONE;
}

static int take_rows(struct call *call, const REGISTRATION(ImportOfficialsRequest) * message,
                     struct import_request *request)
{
    request->rows = arena_zalloc(&call->arena, message->n_rows, sizeof *request->rows);
    if (!request->rows)
        return error_raise("no room for rows");
    for (size_t i = 0; i < message->n_rows; i++)
        request->rows[i] =
            (struct import_row){message->rows[i]->line, message->rows[i]->cells, message->rows[i]->n_cells};
    request->row_count = message->n_rows;
    return 0;
}

static int pack_settings(struct call *call, const REGISTRATION(ImportSettings) * message,
                         struct import_request *request)
{
    size_t length = protobuf_c_message_get_packed_size(&message->base);
    uint8_t *bytes = arena_alloc(&call->arena, length ? length : 1);
    if (!bytes)
        return error_raise("no room for settings");
    protobuf_c_message_pack(&message->base, bytes);
    request->packed_settings = (struct store_bytes){bytes, length};
    return 0;
}

int import_decode(struct call *call)
{
    REGISTRATION(ImportSettings) nothing = KARMAYOGI__REGISTRATION__V1__IMPORT_SETTINGS__INIT;
    REGISTRATION(ImportOfficialsRequest) *message = (REGISTRATION(ImportOfficialsRequest) *)call_unpack(
        call, &karmayogi__registration__v1__import_officials_request__descriptor);
    if (!message)
        return 0;
    struct import_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    if (!take_id(call, message->import_id, request->import_id))
        return 0;
    if (message->n_rows == 0 || message->n_rows > LIMIT_CHUNK_ROWS || message->first_row == 0 ||
        message->first_row > UINT32_MAX - LIMIT_CHUNK_ROWS)
        return refuse_reason(call, FIELD_NONE, REASON_ROW_COUNT, NULL);
    const REGISTRATION(ImportSettings) *settings = message->settings ? message->settings : &nothing;
    enum reason reason = take_settings(settings, &request->settings);
    if (reason == REASON_NONE)
        reason = take_columns(message, request);
    if (reason != REASON_NONE)
        return refuse_reason(call, FIELD_NONE, reason, NULL);
    int result = pack_settings(call, settings, request);
    if (result == 0)
        result = take_rows(call, message, request);
    request->first_row = message->first_row;
    request->validate_only = message->validate_only;
    call->solo = message->validate_only;
    call->request = request;
    return result;
}

int import_decode_get(struct call *call)
{
    const REGISTRATION(GetImportRequest) *message = (REGISTRATION(GetImportRequest) *)call_unpack(
        call, &karmayogi__registration__v1__get_import_request__descriptor);
    uint8_t *import_id = arena_alloc(&call->arena, 16);
    if (!message)
        return 0;
    if (!import_id)
        return error_raise("no room for a request");
    if (take_id(call, message->import_id, import_id))
        call->request = import_id;
    return 0;
}

int import_decode_verdicts(struct call *call)
{
    REGISTRATION(ListImportVerdictsRequest) *message = (REGISTRATION(ListImportVerdictsRequest) *)call_unpack(
        call, &karmayogi__registration__v1__list_import_verdicts_request__descriptor);
    if (!message)
        return 0;
    struct import_verdicts_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    if (!take_id(call, message->import_id, request->import_id))
        return 0;
    for (size_t i = 0; i < message->n_kinds; i++) {
        int kind = (int)message->kinds[i];
        if (kind <= VERDICT_NONE || kind > VERDICT_REFUSED)
            return refuse_reason(call, FIELD_NONE, REASON_ENUM_UNKNOWN, NULL);
        request->kinds |= 1u << kind;
    }
    int result = page_decode(call, message->page, &request->page);
    message->page = NULL;
    call->request = request;
    return result ? result : page_bind(call, &message->base, &request->page);
}

int import_answer_get(struct call *call, const uint8_t import_id[16], const struct import_record *record)
{
    REGISTRATION(GetImportResponse) response = KARMAYOGI__REGISTRATION__V1__GET_IMPORT_RESPONSE__INIT;
    REGISTRATION(ImportTotals) totals = KARMAYOGI__REGISTRATION__V1__IMPORT_TOTALS__INIT;
    totals.rows = record->totals.rows;
    totals.stored = record->totals.stored;
    totals.flagged = record->totals.flagged;
    totals.already_there = record->totals.already_there;
    totals.refused = record->totals.refused;
    response.import_id = (ProtobufCBinaryData){16, (uint8_t *)(uintptr_t)import_id};
    response.settings =
        (REGISTRATION(ImportSettings) *)wire_unpack(&karmayogi__registration__v1__import_settings__descriptor,
                                                    record->settings.data, record->settings.length, &call->arena);
    response.totals = &totals;
    response.started_at_ms = record->started_at_ms;
    response.changed_at_ms = record->changed_at_ms;
    response.caller = convert_text(record->caller);
    return response.settings ? call_answer(call, &response.base) : error_raise("no room for an answer");
}

int import_stored_answer(struct store_bytes record, struct arena *arena, struct store_bytes *answer)
{
    const CORE(OutboxRecord) *message = (CORE(OutboxRecord) *)wire_unpack(
        &karmayogi__core__v1__outbox_record__descriptor, record.data, record.length, arena);
    if (!message)
        return error_raise("the entry of a chunk cannot be read");
    *answer = (struct store_bytes){message->answer.data, message->answer.len};
    return 0;
}
