/*
 * official - writes: register, update, block, unblock, retire, reveal. Answers in the outbox hold no person; the person
 * is put in when the answer is read, as it is then.
 */
#include "codec/official.h"

#include "base/error.h"
#include "base/official_number.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "domain/mask.h"
#include "handlers/admission.h"
#include "handlers/alter.h"
#include "handlers/handlers.h"

#include <string.h>

/* Somebody with the same keys and content: a request says more than a row of a list, so it is told who. */
static int refuse_already(struct call *call, const struct official *official, uint64_t already)
{
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    const char *detail = arena_printf(&call->arena, "%s", official_number_format(already, id));
    if (official->person.issued_id_count > 0)
        return refuse_reason(call, FIELD_ISSUED_IDS, REASON_ISSUED_ID_TAKEN, detail);
    if (official->person.email[0] && official->person.email_kind != EMAIL_POST)
        return refuse_reason(call, FIELD_EMAIL, REASON_EMAIL_TAKEN, detail);
    return refuse_reason(call, FIELD_MOBILE, REASON_MOBILE_TAKEN, detail);
}

int official_handle_register(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    const struct official_register_request *request = call->request;
    struct draft_context context = alter_context(registration, batch, call);
    struct official *official = arena_zalloc(&call->arena, 1, sizeof *official);
    struct admission admission = {.findings = request->findings};
    if (!official)
        return error_raise("no room for an official");
    int result = draft_check(&request->draft, &context, official, &admission.findings, &admission.flags);
    if (result)
        return result;
    if (admission.findings.count > 0)
        return refuse_findings(call, &admission.findings);
    result = admission_admit(registration, batch, call, &call->arena, &request->draft, official, &admission);
    if (result)
        return result;
    struct official bare;
    switch (admission.outcome) {
    case ADMISSION_ALREADY_THERE:
        return refuse_already(call, official, admission.already);
    case ADMISSION_REFUSED:
        return refuse_findings(call, &admission.findings);
    case ADMISSION_STORED:
        break;
    }
    bare = alter_without_person(official);
    return official_answer_register(call, &bare);
}

static int apply_change(struct registration *registration, struct batch *batch, struct call *call,
                        const struct official *before, struct official *changed)
{
    const struct official_change_request *request = call->request;
    int result = alter_store(registration, batch, call, before, changed, request->change.kind, request->change.reason);
    struct official bare = alter_without_person(changed);
    return result ? result : official_answer_change(call, request->change.kind, &bare);
}

int official_handle_change(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    const struct official_change_request *request = call->request;
    struct draft_context context = alter_context(registration, batch, call);
    struct official *officials = arena_zalloc(&call->arena, 2, sizeof *officials);
    struct findings findings = request->findings;
    bool found;
    if (!officials)
        return error_raise("no room for an official");
    struct official *before = &officials[0], *changed = &officials[1];
    int result = alter_load(batch->txn, call, request->official_id, before, &found);
    if (result || !found)
        return result;
    if (findings.count == 0)
        result = change_decide(before, &request->change, &context, changed, &findings);
    if (result == 0 && findings.count == 0 && request->change.kind == CHANGE_UPDATE)
        result = alter_check_keys(registration, batch, call, request->change.fields, &request->change.draft, changed,
                                  &findings);
    if (result)
        return result;
    return findings.count > 0 ? refuse_findings(call, &findings)
                              : apply_change(registration, batch, call, before, changed);
}

int official_handle_reveal(void *service, struct batch *batch, struct call *call)
{
    (void)service;
    const struct official_reveal_request *request = call->request;
    struct official *official = arena_zalloc(&call->arena, 1, sizeof *official);
    struct store_bytes event;
    bool found;
    if (!official)
        return error_raise("no room for an official");
    int result = alter_load(batch->txn, call, request->official_id, official, &found);
    if (result || !found)
        return result;
    result = event_contact_revealed(official->number, request->purpose, &call->arena, &event);
    return result ? result
                  : call_event(call, event.data,
                               event.length); /* the answer is made when it is read: the outbox holds no person */
}

int official_render(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    struct official official;
    struct person masked;
    uint64_t number = official_answer_number(call);
    int result = number ? stored_official_get(txn, number, &call->arena, &official)
                        : error_raise("a stored answer cannot be read");
    if (result == STORE_NOT_FOUND)
        return 0; /* erased since: the answer stays without a person */
    if (result == 0)
        result = mask_person(&official.person, &call->arena, &masked);
    return result ? result : official_answer_put_person(call, &masked);
}

int official_render_contact(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    const struct official_reveal_request *request = call->request;
    struct official official;
    int result = stored_official_get(txn, official_number_parse(request->official_id), &call->arena, &official);
    return result ? result : official_answer_reveal(call, &official.person);
}
