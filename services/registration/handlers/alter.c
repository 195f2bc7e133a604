/* alter - see alter.h. */
#include "handlers/alter.h"

#include "base/error.h"
#include "base/official_number.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "domain/flag.h"
#include "handlers/admission.h"

#include <string.h>

struct draft_context alter_context(const struct registration *registration, const struct batch *batch,
                                   struct call *call)
{
    return (struct draft_context){.lists = registration->lists,
                                  .organisations = registration->organisations,
                                  .today = batch->today,
                                  .arena = &call->arena};
}

struct official alter_without_person(const struct official *official)
{
    struct official bare = *official;
    bare.person = (struct person){.birth_date = DATE_NONE};
    return bare;
}

int alter_load(struct store_txn *txn, struct call *call, const char *id, struct official *official, bool *found)
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

int alter_check_keys(struct registration *registration, struct batch *batch, struct call *call, unsigned fields,
                     const struct draft *said, struct official *changed, struct findings *findings)
{
    const struct draft *draft = fields & CHANGE_ISSUED_IDS ? said : NULL;
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

int alter_store(struct registration *registration, struct batch *batch, struct call *call,
                const struct official *before, struct official *changed, enum change_kind kind, const char *reason)
{
    struct store_bytes event;
    changed->changed_at_ms = batch->now_ms;
    int result = change_keys(registration, call, before, changed);
    if (result == 0)
        result = stored_official_put(batch->txn, changed, before->post.organisation_number, &call->arena);
    if (result == 0)
        result = event_official_changed(kind, changed, reason, &call->arena, &event);
    return result ? result : call_event(call, event.data, event.length);
}
