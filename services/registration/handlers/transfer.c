/*
 * transfer - officials change organisations: asked for, decided, listed. An approval alters the official like any other
 * change and tells of it by the same event, so that a follower needs to know nothing of transfers; the events of the
 * transfer itself are for the audit trail.
 */
#include "codec/transfer.h"

#include "base/bytes.h"
#include "base/error.h"
#include "base/official_number.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "handlers/alter.h"
#include "handlers/handlers.h"

/* The record and its event. */
static int store(struct batch *batch, struct call *call, const struct transfer *transfer)
{
    struct store_bytes event;
    int result = stored_transfer_put(batch->txn, transfer, &call->arena);
    if (result == 0)
        result = event_transfer(transfer, &call->arena, &event);
    return result ? result : call_event(call, event.data, event.length);
}

int transfer_handle_request(void *service, struct batch *batch, struct call *call)
{
    const struct transfer_request_request *request = call->request;
    struct draft_context context = alter_context(service, batch, call);
    const struct transfer_author author = {call->caller.name, batch->now_ms};
    struct official *official = arena_zalloc(&call->arena, 1, sizeof *official);
    struct findings findings = request->findings;
    struct transfer before, transfer;
    bool found;
    if (!official)
        return error_raise("no room for an official");
    int result = alter_load(batch->txn, call, request->official_id, official, &found);
    if (result || !found)
        return result;
    result = stored_transfer_get(batch->txn, official->number, &call->arena, &before);
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    result = transfer_request(official, &before, &request->wish, &author, &context, &transfer, &findings);
    if (result)
        return result;
    if (findings.count > 0)
        return refuse_findings(call, &findings);
    result = store(batch, call, &transfer);
    return result ? result : transfer_answer_request(call, &transfer);
}

/* The official and the transfer that a decision names; or a refusal (then *found is false). */
static int load(struct batch *batch, struct call *call, struct official *official, struct transfer *transfer,
                bool *found)
{
    const struct transfer_decide_request *request = call->request;
    *found = false;
    int result = stored_transfer_get(batch->txn, request->official, &call->arena, transfer);
    if (result == STORE_NOT_FOUND || (result == 0 && request->ordinal > transfer->ordinal))
        return refuse_reason(call, FIELD_NONE, REASON_TRANSFER_UNKNOWN, NULL);
    if (result)
        return result;
    if (request->ordinal < transfer->ordinal) /* a newer one was asked for, so this one was decided */
        return refuse_reason(call, FIELD_NONE, REASON_TRANSFER_DECIDED, NULL);
    result = stored_official_get(batch->txn, request->official, &call->arena, official);
    *found = result == 0;
    return result == STORE_NOT_FOUND ? error_raise("a transfer names an official that is not there") : result;
}

static int apply(struct registration *registration, struct batch *batch, struct call *call,
                 const struct official *before, struct official *changed, const struct transfer *decided)
{
    struct findings none = {0}; /* a move takes no key from anybody */
    int result = 0;
    if (decided->state == TRANSFER_APPROVED) {
        unsigned fields = changed->post.district_code != before->post.district_code ? CHANGE_DISTRICT : 0;
        result = alter_check_keys(registration, batch, call, fields, NULL, changed, &none);
        if (result == 0)
            result = alter_store(registration, batch, call, before, changed, CHANGE_UPDATE, "");
    }
    return result ? result : store(batch, call, decided);
}

int transfer_handle_decide(void *service, struct batch *batch, struct call *call)
{
    const struct transfer_decide_request *request = call->request;
    struct draft_context context = alter_context(service, batch, call);
    const struct transfer_author author = {call->caller.name, batch->now_ms};
    struct official *officials = arena_zalloc(&call->arena, 2, sizeof *officials);
    struct transfer transfer, decided;
    struct findings findings = {0};
    bool found;
    if (!officials)
        return error_raise("no room for an official");
    struct official *before = &officials[0], *changed = &officials[1];
    int result = load(batch, call, before, &transfer, &found);
    if (result || !found)
        return result;
    result = transfer_decide(before, &transfer, &request->decision, &author, &context, &decided, changed, &findings);
    if (result)
        return result;
    if (findings.count > 0)
        return refuse_findings(call, &findings);
    result = apply(service, batch, call, before, changed, &decided);
    struct official bare = alter_without_person(changed);
    return result ? result : transfer_answer_decide(call, &bare);
}

int transfer_handle_list(void *service, struct store_txn *txn, struct call *call)
{
    struct registration *registration = service;
    const struct transfer_list_request *request = call->request;
    struct organisation *organisation = arena_zalloc(&call->arena, 1, sizeof *organisation);
    struct transfer *found = arena_zalloc(&call->arena, request->page.size, sizeof *found);
    struct store_bytes from, last = {0};
    uint64_t at = 0;
    size_t count = 0;
    int result = 0;
    if (!organisation || !found)
        return error_raise("no room for transfers");
    if (request->organisation_id[0])
        result = stored_organisation_find(txn, request->organisation_id, &call->arena, organisation);
    if (result == STORE_NOT_FOUND)
        return refuse_reason(call, FIELD_ORGANISATION, REASON_ORGANISATION_UNKNOWN, NULL);
    if (result || !page_open(call, registration->store, &request->page, &from))
        return result;
    if (from.data && from.length == 8)
        at = bytes_get64(from.data);
    while (result == 0 && count < request->page.size) {
        result = stored_transfers_next(txn, organisation->number, at, &at);
        if (result == 0 && stored_transfer_get(txn, at, &call->arena, &found[count++]) != 0)
            return error_raise("the list of open transfers names one that cannot be read");
    }
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    uint8_t key[8];
    bytes_put64(key, at);
    if (result == 0)
        last = (struct store_bytes){key, sizeof key};
    return transfer_answer_list(call, registration->store, &request->page, found, count, last);
}
