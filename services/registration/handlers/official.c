/*
 * official - writes: register, update, block, unblock, retire, reveal. Answers in the outbox hold no person; the person
 * is put in when the answer is read, as it is then.
 */
#include "codec/official.h"

#include "base/error.h"
#include "base/official_number.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "domain/flag.h"
#include "domain/mask.h"
#include "handlers/admission.h"
#include "handlers/handlers.h"

#include <string.h>

static struct draft_context context_of(const struct registration *registration, const struct batch *batch,
                                       struct call *call)
{
    return (struct draft_context){.lists = registration->lists,
                                  .organisations = registration->organisations,
                                  .today = batch->today,
                                  .arena = &call->arena};
}

static struct official without_person(const struct official *official)
{
    struct official bare = *official;
    bare.person = (struct person){.birth_date = DATE_NONE};
    return bare;
}

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
    struct draft_context context = context_of(registration, batch, call);
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
    bare = without_person(official);
    return official_answer_register(call, &bare);
}

/* The official that a request names; or a refusal (then *found is false). */
static int load(struct store_txn *txn, struct call *call, const char *id, struct official *official, bool *found)
{
    *found = false;
    uint64_t number = official_number_parse(id);
    if (number == 0)
        return refuse_reason(call, FIELD_NONE, REASON_OFFICIAL_ID, NULL);
    int result = stored_official_get(txn, number, &call->arena, official);
    if (result == STORE_NOT_FOUND)
        return refuse_reason(call, FIELD_NONE, REASON_OFFICIAL_UNKNOWN, NULL);
    *found = result == 0;
    return result;
}

static bool has_key(const struct identity_key *keys, int count, const struct identity_key *wanted)
{
    for (int i = 0; i < count; i++)
        if (keys[i].kind == wanted->kind && strcmp(keys[i].text, wanted->text) == 0)
            return true;
    return false;
}

/* The keymap after a change: what is new is added, what is gone is removed with the commit. */
static int change_keys(struct registration *registration, struct call *call, const struct official *before,
                       const struct official *after)
{
    struct identity_key old_keys[IDENTITY_KEYS], new_keys[IDENTITY_KEYS];
    int old_count = identity_keys(before, &call->arena, old_keys),
        new_count = identity_keys(after, &call->arena, new_keys);
    int result = old_count < 0 || new_count < 0 ? error_raise("no room for keys") : 0;
    for (int i = 0; i < new_count && result == 0; i++)
        if (!has_key(old_keys, old_count, &new_keys[i]))
            result = registration_remember_key(registration, &new_keys[i], after->number);
    for (int i = 0; i < old_count && result == 0; i++)
        if (!has_key(new_keys, new_count, &old_keys[i]))
            result =
                keymap_remove(registration->keys, registration_fingerprint(registration, &old_keys[i]), after->number);
    return result;
}

/* Fields whose change may take a key that somebody else has; and those whose change only makes people look alike. */
#define KEY_FIELDS  (CHANGE_NAME | CHANGE_MOBILE | CHANGE_EMAIL | CHANGE_EMAIL_KIND | CHANGE_ISSUED_IDS)
#define LOOK_FIELDS (CHANGE_PARENT_NAME | CHANGE_BIRTH_DATE | CHANGE_DISTRICT)

/* Whether the keys of the changed person are free: adds to @findings where not, and what to look at to the flags of
 * @changed. What the update does not name is not judged again. */
static int check_keys(struct registration *registration, struct batch *batch, struct call *call,
                      struct official *changed, struct findings *findings)
{
    const struct official_change_request *request = call->request;
    unsigned fields = request->change.fields;
    const struct draft *draft = fields & CHANGE_ISSUED_IDS ? &request->change.draft : NULL;
    struct admission_matching matching;
    const struct official *known = NULL;
    struct findings found = {0}, flags = {0};
    if (!(fields & (KEY_FIELDS | LOOK_FIELDS)))
        return 0;
    int result = admission_matches(registration, batch->txn, changed, draft, changed->number, &call->arena, &matching);
    if (result)
        return result;
    int decided = identity_decide(changed, matching.matches, matching.count, &call->arena, &known, &found, &flags);
    if (decided < 0)
        return decided;
    if (decided == IDENTITY_ALREADY_THERE) {
        char id[OFFICIAL_NUMBER_TEXT_BYTES];
        const char *detail = arena_printf(&call->arena, "%s", official_number_format(known->number, id));
        findings_add(&found, FIELD_NONE, REASON_ISSUED_ID_TAKEN, detail);
    }
    if (matching.crowded && fields & CHANGE_MOBILE)
        findings_add(&found, FIELD_MOBILE, REASON_MOBILE_SHARED_TOO_OFTEN, NULL);
    if (fields & KEY_FIELDS)
        *findings = found;
    if (decided == IDENTITY_NEW) {
        flag_remove(changed, REASON_SHARED_MOBILE);
        flag_remove(changed, REASON_LIKELY_DUPLICATE);
        flag_add_all(changed, &flags);
    }
    return 0;
}

static int apply_change(struct registration *registration, struct batch *batch, struct call *call,
                        const struct official *before, struct official *changed)
{
    const struct official_change_request *request = call->request;
    struct store_bytes event;
    changed->changed_at_ms = batch->now_ms;
    int result = change_keys(registration, call, before, changed);
    if (result == 0)
        result = stored_official_put(batch->txn, changed, before->post.organisation_number, &call->arena);
    if (result == 0)
        result = event_official_changed(request->change.kind, changed, request->change.reason, &call->arena, &event);
    if (result == 0)
        result = call_event(call, event.data, event.length);
    struct official bare = without_person(changed);
    return result ? result : official_answer_change(call, request->change.kind, &bare);
}

int official_handle_change(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    const struct official_change_request *request = call->request;
    struct draft_context context = context_of(registration, batch, call);
    struct official *officials = arena_zalloc(&call->arena, 2, sizeof *officials);
    struct findings findings = request->findings;
    bool found;
    if (!officials)
        return error_raise("no room for an official");
    struct official *before = &officials[0], *changed = &officials[1];
    int result = load(batch->txn, call, request->official_id, before, &found);
    if (result || !found)
        return result;
    if (findings.count == 0)
        result = change_decide(before, &request->change, &context, changed, &findings);
    if (result == 0 && findings.count == 0 && request->change.kind == CHANGE_UPDATE)
        result = check_keys(registration, batch, call, changed, &findings);
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
    int result = load(batch->txn, call, request->official_id, official, &found);
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
