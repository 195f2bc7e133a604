/* transfer - see transfer.h. */
#include "codec/transfer.h"

#include "base/error.h"
#include "codec/convert.h"
#include "codec/refuse.h"

#include <assert.h>
#include <karmayogi/registration/v1/service.pb-c.h>

/* A decision is the number before that of the state that it leads to. */
#define LEADS(decision, state)                                                                                         \
    static_assert((int)KARMAYOGI__REGISTRATION__V1__TRANSFER_DECISION__TRANSFER_DECISION_##decision + 1 ==             \
                      (int)TRANSFER_##state,                                                                           \
                  #decision)
LEADS(APPROVE, APPROVED);
LEADS(REFUSE, REFUSED);
LEADS(WITHDRAW, WITHDRAWN);

static int no_room(void)
{
    return error_raise("no room for a request or an answer");
}

int transfer_decode_request(struct call *call)
{
    const REGISTRATION(RequestTransferRequest) *message = (REGISTRATION(RequestTransferRequest) *)call_unpack(
        call, &karmayogi__registration__v1__request_transfer_request__descriptor);
    if (!message)
        return 0;
    struct transfer_request_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    request->official_id = message->official_id;
    request->wish.to_id = message->to_organisation_id;
    request->wish.reason = message->reason;
    request->wish.version = message->version;
    if (convert_date(message->effective_on, &request->wish.effective_on) != CONVERT_DATE_OK)
        findings_add(&request->findings, FIELD_EFFECTIVE_ON, REASON_DATE_NOT_EXISTING, NULL);
    call->request = request;
    return 0;
}

int transfer_decode_decide(struct call *call)
{
    const REGISTRATION(DecideTransferRequest) *message = (REGISTRATION(DecideTransferRequest) *)call_unpack(
        call, &karmayogi__registration__v1__decide_transfer_request__descriptor);
    if (!message)
        return 0;
    struct transfer_decide_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    if (!transfer_id_parse(message->transfer_id, &request->official, &request->ordinal))
        return refuse_reason(call, FIELD_NONE, REASON_TRANSFER_ID, NULL);
    int decision = (int)message->decision;
    if (decision < TRANSFER_APPROVED - 1 || decision > TRANSFER_WITHDRAWN - 1)
        return refuse_reason(call, FIELD_NONE, REASON_ENUM_UNKNOWN, NULL);
    request->decision.outcome = (enum transfer_state)(decision + 1);
    request->decision.reason = message->reason;
    request->decision.version = message->version;
    call->request = request;
    return 0;
}

int transfer_decode_list(struct call *call)
{
    REGISTRATION(ListTransfersRequest) *message = (REGISTRATION(ListTransfersRequest) *)call_unpack(
        call, &karmayogi__registration__v1__list_transfers_request__descriptor);
    if (!message)
        return 0;
    struct transfer_list_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    request->organisation_id = message->organisation_id;
    int result = page_decode(call, message->page, &request->page);
    message->page = NULL;
    call->request = request;
    return result ? result : page_bind(call, &message->base, &request->page);
}

int transfer_answer_request(struct call *call, const struct transfer *transfer)
{
    REGISTRATION(RequestTransferResponse) response = KARMAYOGI__REGISTRATION__V1__REQUEST_TRANSFER_RESPONSE__INIT;
    response.transfer = convert_transfer_message(transfer, &call->arena);
    if (!response.transfer)
        return no_room();
    response.transfer_id = response.transfer->transfer_id;
    return call_answer(call, &response.base);
}

/* As the answer of every change: official_render() puts the person in. */
int transfer_answer_decide(struct call *call, const struct official *masked)
{
    REGISTRATION(DecideTransferResponse) response = KARMAYOGI__REGISTRATION__V1__DECIDE_TRANSFER_RESPONSE__INIT;
    response.official = convert_official_message(masked, &call->arena);
    return response.official ? call_answer(call, &response.base) : no_room();
}

int transfer_answer_list(struct call *call, struct store *store, const struct page *page,
                         const struct transfer *transfers, size_t count, struct store_bytes last)
{
    REGISTRATION(ListTransfersResponse) response = KARMAYOGI__REGISTRATION__V1__LIST_TRANSFERS_RESPONSE__INIT;
    response.transfers = arena_zalloc(&call->arena, count + 1, sizeof *response.transfers);
    response.page = page_next(call, store, page, last);
    if (!response.transfers || !response.page)
        return no_room();
    for (size_t i = 0; i < count; i++)
        if (!(response.transfers[i] = convert_transfer_message(&transfers[i], &call->arena)))
            return no_room();
    response.n_transfers = count;
    return call_answer(call, &response.base);
}
