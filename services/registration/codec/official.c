/* official - see official.h. */
#include "codec/official.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/text.h"
#include "codec/convert.h"
#include "codec/refuse.h"
#include "wire/update_mask.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <string.h>

static int no_room(void)
{
    return error_raise("no room for a request or an answer");
}

static void take_effective_on(const CORE(Date) * message, int32_t *days, struct findings *findings)
{
    if (convert_date(message, days) != CONVERT_DATE_OK)
        findings_add(findings, FIELD_EFFECTIVE_ON, REASON_DATE_NOT_EXISTING, NULL);
}

int official_decode_register(struct call *call)
{
    const REGISTRATION(RegisterOfficialRequest) *message = (REGISTRATION(RegisterOfficialRequest) *)call_unpack(
        call, &karmayogi__registration__v1__register_official_request__descriptor);
    if (!message)
        return 0;
    struct official_register_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    convert_draft(message->person, message->post, &request->draft, &request->findings);
    take_effective_on(message->effective_on, &request->draft.effective_on, &request->findings);
    request->draft.accept_legacy_looking_text = message->accept_legacy_looking_text;
    call->request = request;
    return 0;
}

static const struct update_path update_paths[] = {
    {"person.title", CHANGE_TITLE},
    {"person.name", CHANGE_NAME},
    {"person.parent_name", CHANGE_PARENT_NAME},
    {"person.mobile", CHANGE_MOBILE},
    {"person.email", CHANGE_EMAIL},
    {"person.email_kind", CHANGE_EMAIL_KIND},
    {"person.birth_date", CHANGE_BIRTH_DATE},
    {"person.issued_ids", CHANGE_ISSUED_IDS},
    {"post.district_code", CHANGE_DISTRICT},
    {"post.designation", CHANGE_DESIGNATION},
    {"post.group", CHANGE_GROUP},
    {"post.gender", CHANGE_GENDER},
    {"post.category", CHANGE_CATEGORY},
    {"post.engagement", CHANGE_ENGAGEMENT},
    {"post.mother_tongue", CHANGE_MOTHER_TONGUE},
    {"post.office_pin_code", CHANGE_OFFICE_PIN_CODE},
    {"post.tags", CHANGE_TAGS},
};

int official_decode_update(struct call *call)
{
    const REGISTRATION(UpdateOfficialRequest) *message = (REGISTRATION(UpdateOfficialRequest) *)call_unpack(
        call, &karmayogi__registration__v1__update_official_request__descriptor);
    if (!message)
        return 0;
    struct official_change_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    request->official_id = message->official_id;
    request->change.kind = CHANGE_UPDATE;
    request->change.version = message->version;
    request->change.reason = "";
    convert_draft(message->person, message->post, &request->change.draft, &request->findings);
    request->change.draft.accept_legacy_looking_text = message->accept_legacy_looking_text;
    take_effective_on(message->effective_on, &request->change.effective_on, &request->findings);
    if (!update_mask_read(message->update_mask, message->n_update_mask, update_paths,
                          sizeof update_paths / sizeof update_paths[0], &request->change.fields))
        return refuse_reason(call, FIELD_NONE, REASON_MASK, NULL);
    call->request = request;
    return 0;
}

/* Block, unblock and retire ask the same; their messages are three types all the same. */
static int decode_change(struct call *call, enum change_kind kind, const char *official_id, uint64_t version,
                         const char *reason, const CORE(Date) * effective_on)
{
    struct official_change_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    draft_init(&request->change.draft);
    request->official_id = official_id;
    request->change.kind = kind;
    request->change.version = version;
    request->change.reason = reason;
    take_effective_on(effective_on, &request->change.effective_on, &request->findings);
    call->request = request;
    return 0;
}

int official_decode_block(struct call *call)
{
    const REGISTRATION(BlockOfficialRequest) *message = (REGISTRATION(BlockOfficialRequest) *)call_unpack(
        call, &karmayogi__registration__v1__block_official_request__descriptor);
    return message ? decode_change(call, CHANGE_BLOCK, message->official_id, message->version, message->reason,
                                   message->effective_on)
                   : 0;
}

int official_decode_unblock(struct call *call)
{
    const REGISTRATION(UnblockOfficialRequest) *message = (REGISTRATION(UnblockOfficialRequest) *)call_unpack(
        call, &karmayogi__registration__v1__unblock_official_request__descriptor);
    return message ? decode_change(call, CHANGE_UNBLOCK, message->official_id, message->version, message->reason,
                                   message->effective_on)
                   : 0;
}

int official_decode_retire(struct call *call)
{
    const REGISTRATION(RetireOfficialRequest) *message = (REGISTRATION(RetireOfficialRequest) *)call_unpack(
        call, &karmayogi__registration__v1__retire_official_request__descriptor);
    return message ? decode_change(call, CHANGE_RETIRE, message->official_id, message->version, message->reason,
                                   message->effective_on)
                   : 0;
}

int official_decode_get(struct call *call)
{
    const REGISTRATION(GetOfficialRequest) *message = (REGISTRATION(GetOfficialRequest) *)call_unpack(
        call, &karmayogi__registration__v1__get_official_request__descriptor);
    if (message)
        call->request = message->official_id;
    return 0;
}

int official_decode_find(struct call *call)
{
    const REGISTRATION(FindOfficialsRequest) *message = (REGISTRATION(FindOfficialsRequest) *)call_unpack(
        call, &karmayogi__registration__v1__find_officials_request__descriptor);
    if (!message)
        return 0;
    struct official_find_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    switch (message->key_case) {
    case KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_ISSUED_ID:
        request->kind = FIND_ISSUED_ID;
        request->issued_id = (struct issued_id){message->issued_id->issuer, message->issued_id->value};
        break;
    case KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_MOBILE:
        request->kind = FIND_MOBILE;
        request->text = message->mobile;
        break;
    case KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_EMAIL:
        request->kind = FIND_EMAIL;
        request->text = message->email;
        break;
    default:
        return refuse_reason(call, FIELD_NONE, REASON_KEY_UNSPECIFIED, NULL);
    }
    call->request = request;
    return 0;
}

int official_decode_list(struct call *call)
{
    REGISTRATION(ListOfficialsRequest) *message = (REGISTRATION(ListOfficialsRequest) *)call_unpack(
        call, &karmayogi__registration__v1__list_officials_request__descriptor);
    if (!message)
        return 0;
    struct official_list_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    request->organisation_id = message->organisation_id;
    request->whole_subtree = message->whole_subtree;
    request->district_code = message->district_code;
    request->designation_code = message->designation_code;
    request->flag = message->flag;
    for (size_t i = 0; i < message->n_states; i++) {
        int state = (int)message->states[i];
        if (state <= OFFICIAL_NONE || state > OFFICIAL_RETIRED)
            return refuse_reason(call, FIELD_NONE, REASON_ENUM_UNKNOWN, NULL);
        request->states |= 1u << state;
    }
    int result = page_decode(call, message->page, &request->page);
    message->page = NULL;
    call->request = request;
    return result ? result : page_bind(call, &message->base, &request->page);
}

int official_decode_reveal(struct call *call)
{
    const REGISTRATION(RevealContactRequest) *message = (REGISTRATION(RevealContactRequest) *)call_unpack(
        call, &karmayogi__registration__v1__reveal_contact_request__descriptor);
    if (!message)
        return 0;
    struct official_reveal_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return no_room();
    request->official_id = message->official_id;
    request->purpose = text_clean(&call->arena, message->purpose);
    if (!request->purpose)
        return no_room();
    if (strlen(request->purpose) > LIMIT_NAME_BYTES)
        return refuse_reason(call, FIELD_NONE, REASON_TEXT_TOO_LONG, NULL);
    if (request->purpose[0] == '\0')
        return refuse_reason(call, FIELD_NONE, REASON_PURPOSE_MISSING, NULL);
    call->request = request;
    return 0;
}

int official_answer_register(struct call *call, const struct official *masked)
{
    REGISTRATION(RegisterOfficialResponse) response = KARMAYOGI__REGISTRATION__V1__REGISTER_OFFICIAL_RESPONSE__INIT;
    response.official = convert_official_message(masked, &call->arena);
    return response.official ? call_answer(call, &response.base) : no_room();
}

/* The four answers have the official as their only field, with the same number: packed, they are the same. */
int official_answer_change(struct call *call, enum change_kind kind, const struct official *masked)
{
    REGISTRATION(UpdateOfficialResponse) updated = KARMAYOGI__REGISTRATION__V1__UPDATE_OFFICIAL_RESPONSE__INIT;
    REGISTRATION(BlockOfficialResponse) blocked = KARMAYOGI__REGISTRATION__V1__BLOCK_OFFICIAL_RESPONSE__INIT;
    REGISTRATION(UnblockOfficialResponse) unblocked = KARMAYOGI__REGISTRATION__V1__UNBLOCK_OFFICIAL_RESPONSE__INIT;
    REGISTRATION(RetireOfficialResponse) retired = KARMAYOGI__REGISTRATION__V1__RETIRE_OFFICIAL_RESPONSE__INIT;
    const ProtobufCMessage *const answers[] = {[CHANGE_UPDATE] = &updated.base,
                                               [CHANGE_BLOCK] = &blocked.base,
                                               [CHANGE_UNBLOCK] = &unblocked.base,
                                               [CHANGE_RETIRE] = &retired.base};
    updated.official = blocked.official = unblocked.official = retired.official =
        convert_official_message(masked, &call->arena);
    return updated.official ? call_answer(call, answers[kind]) : no_room();
}

int official_answer_get(struct call *call, const struct official *masked)
{
    REGISTRATION(GetOfficialResponse) response = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_RESPONSE__INIT;
    response.official = convert_official_message(masked, &call->arena);
    return response.official ? call_answer(call, &response.base) : no_room();
}

static REGISTRATION(Official) * *official_messages(struct call *call, const struct official *masked, size_t count)
{
    REGISTRATION(Official) **messages = arena_zalloc(&call->arena, count + 1, sizeof *messages);
    for (size_t i = 0; messages && i < count; i++)
        if (!(messages[i] = convert_official_message(&masked[i], &call->arena)))
            return NULL;
    return messages;
}

int official_answer_find(struct call *call, const struct official *masked, size_t count)
{
    REGISTRATION(FindOfficialsResponse) response = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_RESPONSE__INIT;
    response.n_officials = count;
    response.officials = official_messages(call, masked, count);
    return response.officials ? call_answer(call, &response.base) : no_room();
}

int official_answer_list(struct call *call, struct store *store, const struct page *page, const struct official *masked,
                         size_t count, struct store_bytes last)
{
    REGISTRATION(ListOfficialsResponse) response = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_RESPONSE__INIT;
    response.n_officials = count;
    response.officials = official_messages(call, masked, count);
    response.page = page_next(call, store, page, last);
    return response.officials && response.page ? call_answer(call, &response.base) : no_room();
}

int official_answer_reveal(struct call *call, const struct person *person)
{
    REGISTRATION(RevealContactResponse) response = KARMAYOGI__REGISTRATION__V1__REVEAL_CONTACT_RESPONSE__INIT;
    response.person = convert_person_message(person, &call->arena);
    return response.person ? call_answer(call, &response.base) : no_room();
}

/* Every write's answer has the official as its only field, with the same number: one type reads them all. */
static REGISTRATION(RegisterOfficialResponse) * stored_answer(struct call *call)
{
    return (REGISTRATION(RegisterOfficialResponse) *)wire_unpack(
        &karmayogi__registration__v1__register_official_response__descriptor, call->answer.data, call->answer.length,
        &call->arena);
}

uint64_t official_answer_number(struct call *call)
{
    const REGISTRATION(RegisterOfficialResponse) *response = stored_answer(call);
    return response && response->official ? official_number_parse(response->official->official_id) : 0;
}

int official_answer_put_person(struct call *call, const struct person *masked)
{
    REGISTRATION(RegisterOfficialResponse) *response = stored_answer(call);
    if (!response || !response->official)
        return error_raise("a stored answer cannot be read");
    response->official->person = convert_person_message(masked, &call->arena);
    call->answer.length = 0;
    return response->official->person ? call_answer(call, &response->base) : no_room();
}
