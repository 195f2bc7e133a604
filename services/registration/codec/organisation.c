/* organisation - see organisation.h. */
#include "codec/organisation.h"

#include "base/error.h"
#include "codec/convert.h"
#include "codec/refuse.h"
#include "wire/update_mask.h"

#include <karmayogi/registration/v1/service.pb-c.h>

int organisation_decode_create(struct call *call)
{
    const REGISTRATION(CreateOrganisationRequest) *message = (REGISTRATION(CreateOrganisationRequest) *)call_unpack(
        call, &karmayogi__registration__v1__create_organisation_request__descriptor);
    if (!message)
        return 0;
    struct organisation *wanted = arena_zalloc(&call->arena, 1, sizeof *wanted);
    if (!wanted)
        return error_raise("no room for a request");
    if (!message->organisation)
        return refuse_reason(call, FIELD_ORGANISATION, REASON_ORGANISATION_MISSING, NULL);
    if (message->organisation->n_strengths > 1)
        return refuse_reason(call, FIELD_NONE, REASON_STRENGTH_COUNT, NULL);
    if (!convert_organisation(message->organisation, wanted))
        return refuse_reason(call, FIELD_EFFECTIVE_ON, REASON_DATE_FORM, NULL);
    call->request = wanted;
    return 0;
}

static const struct update_path update_paths[] = {{"name_en", ORGANISATION_NAME_EN},
                                                  {"name_hi", ORGANISATION_NAME_HI},
                                                  {"kind", ORGANISATION_KIND},
                                                  {"district_code", ORGANISATION_DISTRICT}};

int organisation_decode_update(struct call *call)
{
    const REGISTRATION(UpdateOrganisationRequest) *message = (REGISTRATION(UpdateOrganisationRequest) *)call_unpack(
        call, &karmayogi__registration__v1__update_organisation_request__descriptor);
    if (!message)
        return 0;
    struct organisation_update_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    if (!message->organisation || !convert_organisation(message->organisation, &request->wanted))
        return refuse_reason(call, FIELD_ORGANISATION, REASON_ORGANISATION_MISSING, NULL);
    if (!update_mask_read(message->update_mask, message->n_update_mask, update_paths,
                          sizeof update_paths / sizeof update_paths[0], &request->mask))
        return refuse_reason(call, FIELD_NONE, REASON_MASK, NULL);
    request->version = message->version;
    call->request = request;
    return 0;
}

int organisation_decode_declare(struct call *call)
{
    const REGISTRATION(DeclareStrengthRequest) *message = (REGISTRATION(DeclareStrengthRequest) *)call_unpack(
        call, &karmayogi__registration__v1__declare_strength_request__descriptor);
    if (!message)
        return 0;
    struct organisation_declare_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    if (!message->strength)
        return refuse_reason(call, FIELD_NONE, REASON_STRENGTH_SOURCE_MISSING, NULL);
    request->id = message->organisation_id;
    request->strength.count = message->strength->count;
    request->strength.source = message->strength->source;
    if (convert_date(message->strength->declared_on, &request->strength.declared_on) != CONVERT_DATE_OK)
        return refuse_reason(call, FIELD_EFFECTIVE_ON, REASON_DATE_NOT_EXISTING, NULL);
    call->request = request;
    return 0;
}

int organisation_decode_get(struct call *call)
{
    const REGISTRATION(GetOrganisationRequest) *message = (REGISTRATION(GetOrganisationRequest) *)call_unpack(
        call, &karmayogi__registration__v1__get_organisation_request__descriptor);
    if (message)
        call->request = message->organisation_id;
    return 0;
}

int organisation_decode_list(struct call *call)
{
    REGISTRATION(ListOrganisationsRequest) *message = (REGISTRATION(ListOrganisationsRequest) *)call_unpack(
        call, &karmayogi__registration__v1__list_organisations_request__descriptor);
    if (!message)
        return 0;
    struct organisation_list_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    request->parent_id = message->parent_id;
    request->whole_subtree = message->whole_subtree;
    int result = page_decode(call, message->page, &request->page);
    message->page = NULL;
    call->request = request;
    return result ? result : page_bind(call, &message->base, &request->page);
}

int organisation_answer_create(struct call *call, const struct organisation *organisation, bool created)
{
    REGISTRATION(CreateOrganisationResponse) response = KARMAYOGI__REGISTRATION__V1__CREATE_ORGANISATION_RESPONSE__INIT;
    response.organisation = convert_organisation_message(organisation, &call->arena);
    response.created = created;
    return response.organisation ? call_answer(call, &response.base) : error_raise("no room for an answer");
}

int organisation_answer_update(struct call *call, const struct organisation *organisation)
{
    REGISTRATION(UpdateOrganisationResponse) response = KARMAYOGI__REGISTRATION__V1__UPDATE_ORGANISATION_RESPONSE__INIT;
    response.organisation = convert_organisation_message(organisation, &call->arena);
    return response.organisation ? call_answer(call, &response.base) : error_raise("no room for an answer");
}

int organisation_answer_declare(struct call *call, const struct organisation *organisation)
{
    REGISTRATION(DeclareStrengthResponse) response = KARMAYOGI__REGISTRATION__V1__DECLARE_STRENGTH_RESPONSE__INIT;
    response.organisation = convert_organisation_message(organisation, &call->arena);
    return response.organisation ? call_answer(call, &response.base) : error_raise("no room for an answer");
}

int organisation_answer_get(struct call *call, const struct organisation *organisation)
{
    REGISTRATION(GetOrganisationResponse) response = KARMAYOGI__REGISTRATION__V1__GET_ORGANISATION_RESPONSE__INIT;
    response.organisation = convert_organisation_message(organisation, &call->arena);
    return response.organisation ? call_answer(call, &response.base) : error_raise("no room for an answer");
}

int organisation_answer_list(struct call *call, struct store *store, const struct page *page,
                             const struct organisation *organisations, size_t count, struct store_bytes last)
{
    REGISTRATION(ListOrganisationsResponse) response = KARMAYOGI__REGISTRATION__V1__LIST_ORGANISATIONS_RESPONSE__INIT;
    response.organisations = arena_zalloc(&call->arena, count + 1, sizeof *response.organisations);
    response.page = page_next(call, store, page, last);
    if (!response.organisations || !response.page)
        return error_raise("no room for an answer");
    for (size_t i = 0; i < count; i++)
        if (!(response.organisations[i] = convert_organisation_message(&organisations[i], &call->arena)))
            return error_raise("no room for an answer");
    response.n_organisations = count;
    return call_answer(call, &response.base);
}
