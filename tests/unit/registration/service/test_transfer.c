/* Transfers through the service: requests, decisions, lists, what the outbox keeps of them, and a restart. */
#include "registration_desk.h"

static R(Official) * get(struct desk *desk, const char *official)
{
    R(GetOfficialRequest) request = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    request.official_id = TEXT(official);
    R(GetOfficialResponse) *answer = desk_take(desk, desk_send(desk, "GetOfficial", &request.base),
                                               &karmayogi__registration__v1__get_official_response__descriptor);
    return answer->official;
}

static struct call *ask_call(struct desk *desk, const char *official, const char *to)
{
    R(RequestTransferRequest) request = KARMAYOGI__REGISTRATION__V1__REQUEST_TRANSFER_REQUEST__INIT;
    request.official_id = TEXT(official);
    request.to_organisation_id = TEXT(to);
    request.reason = TEXT("order 12");
    return desk_call(desk, "RequestTransfer", &request.base);
}

static R(Transfer) * taken(struct desk *desk, struct call *call)
{
    R(RequestTransferResponse) *answer =
        desk_take(desk, call, &karmayogi__registration__v1__request_transfer_response__descriptor);
    assert_string_equal(answer->transfer_id, answer->transfer->transfer_id);
    return answer->transfer;
}

static R(Transfer) * ask(struct desk *desk, const char *official, const char *to)
{
    struct call *call = ask_call(desk, official, to);
    desk_run(desk, call);
    return taken(desk, call);
}

static struct call *decide_call(struct desk *desk, const char *transfer, R(TransferDecision) decision)
{
    R(DecideTransferRequest) request = KARMAYOGI__REGISTRATION__V1__DECIDE_TRANSFER_REQUEST__INIT;
    request.transfer_id = TEXT(transfer);
    request.decision = decision;
    request.reason = TEXT("as agreed");
    return desk_call(desk, "DecideTransfer", &request.base);
}

#define APPROVE  KARMAYOGI__REGISTRATION__V1__TRANSFER_DECISION__TRANSFER_DECISION_APPROVE
#define REFUSE   KARMAYOGI__REGISTRATION__V1__TRANSFER_DECISION__TRANSFER_DECISION_REFUSE
#define WITHDRAW KARMAYOGI__REGISTRATION__V1__TRANSFER_DECISION__TRANSFER_DECISION_WITHDRAW

static R(Official) * decided(struct desk *desk, struct call *call)
{
    R(DecideTransferResponse) *answer =
        desk_take(desk, call, &karmayogi__registration__v1__decide_transfer_response__descriptor);
    return answer->official;
}

static R(Official) * decide(struct desk *desk, const char *transfer, R(TransferDecision) decision)
{
    struct call *call = decide_call(desk, transfer, decision);
    desk_run(desk, call);
    return decided(desk, call);
}

static void refused(struct desk *desk, struct call *call, enum status_code code, const char *reason)
{
    uint64_t head = desk_head(desk);
    desk_run(desk, call);
    assert_refused(call, code, reason);
    assert_true(desk_head(desk) == head);
    call_free(call);
}

static R(ListTransfersResponse) *
    list(struct desk *desk, const char *organisation, uint32_t size, const char *page_token)
{
    R(ListTransfersRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_TRANSFERS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    page.page_size = size;
    page.page_token = TEXT(page_token);
    request.organisation_id = TEXT(organisation);
    request.page = &page;
    return desk_take(desk, desk_send(desk, "ListTransfers", &request.base),
                     &karmayogi__registration__v1__list_transfers_response__descriptor);
}

/* How many officials ListOfficials has in an organisation. */
static size_t serving(struct desk *desk, const char *organisation)
{
    R(ListOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT;
    request.organisation_id = TEXT(organisation);
    R(ListOfficialsResponse) *answer = desk_take(desk, desk_send(desk, "ListOfficials", &request.base),
                                                 &karmayogi__registration__v1__list_officials_response__descriptor);
    return answer->n_officials;
}

/* The kinds of the events of the newest entry, and the newest event. */
static const R(Event) * newest_event(struct desk *desk, size_t *count)
{
    struct store_txn *txn;
    struct store_bytes bytes;
    assert_int_equal(store_begin_read(desk->store, &txn), 0);
    assert_int_equal(outbox_get(txn, desk_head(desk), &bytes, NULL), 0);
    C(OutboxRecord) *record = (C(OutboxRecord) *)wire_unpack(&karmayogi__core__v1__outbox_record__descriptor,
                                                             bytes.data, bytes.length, &desk->arena);
    assert_non_null(record);
    store_abort(txn);
    *count = record->entry->n_events;
    const ProtobufCBinaryData *last = &record->entry->events[*count - 1];
    return (const R(Event) *)wire_unpack(&karmayogi__registration__v1__event__descriptor, last->data, last->len,
                                         &desk->arena);
}

static void test_approved_transfer__moves_the_official_and_keeps_the_id(void **state)
{
    /* Catches: somebody who serves in two organisations or in none, moved before anybody agreed, with a new id; an
     * answer without the person; a move that a restart forgets. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    R(Transfer) *transfer = ask(desk, ram->official_id, "hapur-police");
    assert_string_equal(get(desk, ram->official_id)->post->organisation_id, "meerut-police");
    assert_int_equal(get(desk, ram->official_id)->version, 1);
    R(Official) *after = decide(desk, transfer->transfer_id, APPROVE);
    assert_string_equal(after->official_id, ram->official_id);
    assert_string_equal(after->post->organisation_id, "hapur-police");
    assert_int_equal(after->post->district_code, 661);
    assert_int_equal(after->version, 2);
    assert_string_equal(after->person->mobile, "98******10");
    for (int i = 0; i < 2; i++) {
        assert_int_equal(serving(desk, "meerut-police"), 0);
        assert_int_equal(serving(desk, "hapur-police"), 1);
        assert_int_equal(desk_count_mobile(desk, "9876543210"), 1);
        refused(desk, decide_call(desk, transfer->transfer_id, APPROVE), STATUS_FAILED_PRECONDITION,
                "TRANSFER_DECIDED");
        desk_reopen(desk);
    }
    R(Official) *mohan = desk_register(desk, "Mohan", "9876543211", "", "PNO-2"); /* numbers go on */
    assert_string_not_equal(mohan->official_id, ram->official_id);
}

static void test_open_transfer__is_the_only_one_until_decided(void **state)
{
    /* Catches: two transfers of one official at once, also within a batch; a decision on one that was decided. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    struct call *calls[] = {ask_call(desk, ram->official_id, "hapur-police"),
                            ask_call(desk, ram->official_id, "health")};
    desk_batch(desk, calls, 2);
    R(Transfer) *first = taken(desk, calls[0]);
    assert_refused(calls[1], STATUS_FAILED_PRECONDITION, "TRANSFER_OPEN");
    assert_non_null(strstr(calls[1]->status.sentence, first->transfer_id));
    call_free(calls[1]);
    desk_reopen(desk);
    refused(desk, ask_call(desk, ram->official_id, "health"), STATUS_FAILED_PRECONDITION, "TRANSFER_OPEN");
    assert_int_equal(decide(desk, first->transfer_id, WITHDRAW)->version, 1);
    R(Transfer) *second = ask(desk, ram->official_id, "health");
    assert_string_not_equal(second->transfer_id, first->transfer_id);
    refused(desk, decide_call(desk, first->transfer_id, APPROVE), STATUS_FAILED_PRECONDITION, "TRANSFER_DECIDED");
    assert_int_equal(decide(desk, second->transfer_id, REFUSE)->version, 1);
    assert_int_equal(serving(desk, "meerut-police"), 1);
    R(Transfer) *third = ask(desk, ram->official_id, "health");
    R(Official) *after = decide(desk, third->transfer_id, APPROVE);
    assert_string_equal(after->post->organisation_id, "health");
    assert_int_equal(after->post->district_code, 169); /* health has none: it stays */
}

static void test_what_cannot_be__is_refused_and_leaves_nothing(void **state)
{
    /* Catches: refusals with another code than callers were told, and traces of what was refused. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    const char *id = ram->official_id;
    refused(desk, ask_call(desk, "1-1-1", "health"), STATUS_INVALID_ARGUMENT, "OFFICIAL_ID");
    refused(desk, ask_call(desk, "2-4783-9", "health"), STATUS_NOT_FOUND, "OFFICIAL_UNKNOWN");
    refused(desk, ask_call(desk, id, "nowhere"), STATUS_INVALID_ARGUMENT, "ORGANISATION_UNKNOWN");
    refused(desk, ask_call(desk, id, "up"), STATUS_INVALID_ARGUMENT, "ORGANISATION_NO_DEPARTMENT");
    refused(desk, ask_call(desk, id, "meerut-police"), STATUS_FAILED_PRECONDITION, "TRANSFER_SAME_ORGANISATION");
    refused(desk, decide_call(desk, "1-1", APPROVE), STATUS_INVALID_ARGUMENT, "TRANSFER_ID");
    refused(desk, decide_call(desk, "2-4783-9/1", APPROVE), STATUS_NOT_FOUND, "TRANSFER_UNKNOWN");
    R(Transfer) *transfer = ask(desk, id, "health");
    char later[64];
    snprintf(later, sizeof later, "%s/2", id);
    refused(desk, decide_call(desk, later, APPROVE), STATUS_NOT_FOUND, "TRANSFER_UNKNOWN");
    refused(desk, decide_call(desk, transfer->transfer_id, 0), STATUS_INVALID_ARGUMENT, "ENUM_UNKNOWN");
    refused(desk, decide_call(desk, transfer->transfer_id, 4), STATUS_INVALID_ARGUMENT, "ENUM_UNKNOWN");
    R(RequestTransferRequest) bad = KARMAYOGI__REGISTRATION__V1__REQUEST_TRANSFER_REQUEST__INIT;
    C(Date) day = KARMAYOGI__CORE__V1__DATE__INIT;
    day.year = 2026, day.month = 2, day.day = 30;
    bad.official_id = TEXT(desk_register(desk, "Mohan", "9876543211", "", "PNO-2")->official_id);
    bad.to_organisation_id = TEXT("health");
    bad.reason = TEXT("order 12");
    bad.effective_on = &day;
    desk_refuses(desk, "RequestTransfer", &bad.base, STATUS_INVALID_ARGUMENT, "DATE_NOT_EXISTING");
    R(ListTransfersRequest) nowhere = KARMAYOGI__REGISTRATION__V1__LIST_TRANSFERS_REQUEST__INIT;
    nowhere.organisation_id = TEXT("nowhere");
    desk_refuses(desk, "ListTransfers", &nowhere.base, STATUS_INVALID_ARGUMENT, "ORGANISATION_UNKNOWN");
    assert_int_equal(list(desk, "", 10, "")->n_transfers, 1);
}

static void test_request__that_is_repeated__is_answered_again_and_done_once(void **state)
{
    /* Catches: a sender who asks twice over a bad line and is told that a transfer is open already. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    struct call *call = ask_call(desk, ram->official_id, "health"), *again = ask_call(desk, ram->official_id, "health");
    again->header.request_id = call->header.request_id;
    desk_run(desk, call);
    R(Transfer) *transfer = taken(desk, call);
    uint64_t head = desk_head(desk);
    desk_run(desk, again);
    assert_string_equal(taken(desk, again)->transfer_id, transfer->transfer_id);
    call = decide_call(desk, transfer->transfer_id, APPROVE);
    again = decide_call(desk, transfer->transfer_id, APPROVE);
    again->header.request_id = call->header.request_id;
    desk_run(desk, call);
    assert_int_equal(decided(desk, call)->version, 2);
    desk_run(desk, again);
    assert_int_equal(decided(desk, again)->version, 2);
    assert_true(desk_head(desk) == head + 1);
    assert_int_equal(get(desk, ram->official_id)->version, 2);
}

static void test_open_transfers__are_listed_at_both_ends_by_pages(void **state)
{
    /* Catches: a nodal officer who does not see what waits, or sees what is decided; a page that leaves somebody out.
     */
    struct desk *desk = *state;
    const char *ids[5];
    for (int i = 0; i < 5; i++) {
        char mobile[11], serial[8];
        snprintf(mobile, sizeof mobile, "98765432%02d", i);
        snprintf(serial, sizeof serial, "PNO-%d", i);
        R(Official) *official = desk_register(desk, "Ram Kumar", mobile, "", serial);
        ids[i] = ask(desk, official->official_id, i < 4 ? "health" : "hapur-police")->transfer_id;
    }
    assert_int_equal(list(desk, "", 10, "")->n_transfers, 5);
    assert_int_equal(list(desk, "meerut-police", 10, "")->n_transfers, 5);
    assert_int_equal(list(desk, "hapur-police", 10, "")->n_transfers, 1);
    assert_int_equal(list(desk, "meerut-range", 10, "")->n_transfers, 0);
    decide(desk, ids[1], REFUSE);
    decide(desk, ids[4], APPROVE);
    R(ListTransfersResponse) *page = list(desk, "health", 2, "");
    assert_int_equal(page->n_transfers, 2);
    assert_string_equal(page->transfers[0]->transfer_id, ids[0]);
    assert_string_equal(page->transfers[0]->from_organisation_id, "meerut-police");
    assert_string_equal(page->transfers[0]->to_organisation_id, "health");
    assert_string_equal(page->transfers[0]->requested_by, "desk");
    assert_string_equal(page->transfers[1]->transfer_id, ids[2]);
    page = list(desk, "health", 2, page->page->next_page_token);
    assert_int_equal(page->n_transfers, 1);
    assert_string_equal(page->transfers[0]->transfer_id, ids[3]);
    assert_string_equal(page->page->next_page_token, "");
    assert_int_equal(list(desk, "hapur-police", 10, "")->n_transfers, 0);
}

static void test_outbox__tells_who_asked_whom_and_what_changed(void **state)
{
    /* Catches: a transfer without a trail, and a move that a follower does not hear of as the change that it is. */
    struct desk *desk = *state;
    R(Official) *ram = desk_register(desk, "Ram Kumar", "9876543210", "", "PNO-1");
    size_t count;
    R(Transfer) *transfer = ask(desk, ram->official_id, "hapur-police");
    const R(Event) *event = newest_event(desk, &count);
    assert_int_equal(count, 1);
    assert_int_equal(event->kind_case, KARMAYOGI__REGISTRATION__V1__EVENT__KIND_TRANSFER_REQUESTED);
    assert_string_equal(event->transfer_requested->transfer->to_organisation_id, "hapur-police");
    desk->caller = "hapur-desk";
    decide(desk, transfer->transfer_id, APPROVE);
    event = newest_event(desk, &count);
    assert_int_equal(count, 2); /* the first one is OfficialUpdated: test_figures.py counts by it */
    assert_int_equal(event->kind_case, KARMAYOGI__REGISTRATION__V1__EVENT__KIND_TRANSFER_DECIDED);
    assert_string_equal(event->transfer_decided->transfer->requested_by, "desk");
    assert_string_equal(event->transfer_decided->transfer->decided_by, "hapur-desk");
    assert_string_equal(event->transfer_decided->transfer->decision_reason, "as agreed");
    assert_int_equal(event->transfer_decided->transfer->state,
                     KARMAYOGI__REGISTRATION__V1__TRANSFER_STATE__TRANSFER_STATE_APPROVED);
    transfer = ask(desk, ram->official_id, "meerut-police");
    decide(desk, transfer->transfer_id, WITHDRAW);
    newest_event(desk, &count);
    assert_int_equal(count, 1);
}

#define WITH_DESK(test) cmocka_unit_test_setup_teardown(test, desk_setup, desk_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_DESK(test_approved_transfer__moves_the_official_and_keeps_the_id),
        WITH_DESK(test_open_transfer__is_the_only_one_until_decided),
        WITH_DESK(test_what_cannot_be__is_refused_and_leaves_nothing),
        WITH_DESK(test_request__that_is_repeated__is_answered_again_and_done_once),
        WITH_DESK(test_open_transfers__are_listed_at_both_ends_by_pages),
        WITH_DESK(test_outbox__tells_who_asked_whom_and_what_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
