#pragma once
/*
 * registration_desk - the registration service at a desk (service_desk.h). A small state with its lists is there from
 * the beginning.
 */
#include "domain/reason.h"
#include "service.h"
#include "service_desk.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/outbox.pb-c.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <karmayogi/registration/v1/service.pb-c.h>

#define R(name) Karmayogi__Registration__V1__##name

static inline void desk_open(struct desk *desk)
{
    if (registration_new(&desk->registration, desk->folder) != 0)
        fail_msg("%s", error_trail());
    desk_start(desk, &registration_service, desk->registration->store);
}

static inline void desk_close(struct desk *desk)
{
    writer_deinit(&desk->writer);
    registration_free(desk->registration);
}

static inline void desk_reopen(struct desk *desk)
{
    desk_close(desk);
    desk_open(desk);
}

/* The small state */

static inline void desk_entry(struct desk *desk, R(MasterList) list, const char *code, const char *name_en,
                              const char *name_hi)
{
    R(PutMasterEntriesRequest) request = KARMAYOGI__REGISTRATION__V1__PUT_MASTER_ENTRIES_REQUEST__INIT;
    R(MasterEntry) entry = KARMAYOGI__REGISTRATION__V1__MASTER_ENTRY__INIT, *entries[] = {&entry};
    entry.code = TEXT(code);
    entry.name_en = TEXT(name_en);
    entry.name_hi = TEXT(name_hi);
    request.list = list;
    request.n_entries = 1;
    request.entries = entries;
    call_free(desk_send(desk, "PutMasterEntries", &request.base));
}

static inline struct call *desk_organisation_call(struct desk *desk, const char *id, const char *parent,
                                                  const char *kind, uint32_t district)
{
    R(CreateOrganisationRequest) request = KARMAYOGI__REGISTRATION__V1__CREATE_ORGANISATION_REQUEST__INIT;
    R(Organisation) organisation = KARMAYOGI__REGISTRATION__V1__ORGANISATION__INIT;
    C(Date) day = KARMAYOGI__CORE__V1__DATE__INIT;
    day.year = 1950;
    day.month = 1;
    day.day = 26;
    organisation.organisation_id = TEXT(id);
    organisation.parent_id = TEXT(parent);
    organisation.kind = TEXT(kind);
    organisation.name_en = TEXT(id);
    organisation.district_code = district;
    organisation.established_on = &day;
    request.organisation = &organisation;
    return desk_call(desk, "CreateOrganisation", &request.base);
}

static inline void desk_organisation(struct desk *desk, const char *id, const char *parent, const char *kind,
                                     uint32_t district)
{
    struct call *call = desk_organisation_call(desk, id, parent, kind, district);
    desk_run(desk, call);
    if (call_refused(call))
        fail_msg("%s: %s", id, call->status.sentence);
    call_free(call);
}

static inline void desk_state(struct desk *desk)
{
    static const char *const kinds[] = {"state", "department", "range", "district-unit", "police-station"};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        desk_entry(desk, KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_ORGANISATION_KIND, kinds[i], kinds[i],
                   "");
    R(MasterList) districts = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DISTRICT;
    desk_entry(desk, districts, "169", "Meerut", "मेरठ");
    desk_entry(desk, districts, "661", "Hapur", "हापुड़");
    R(MasterList) designations = KARMAYOGI__REGISTRATION__V1__MASTER_LIST__MASTER_LIST_DESIGNATION;
    desk_entry(desk, designations, "constable", "Constable", "आरक्षी");
    desk_entry(desk, designations, "head-constable", "Head Constable", "मुख्य आरक्षी");
    desk_organisation(desk, "up", "", "state", 0);
    desk_organisation(desk, "police", "up", "department", 0);
    desk_organisation(desk, "meerut-range", "police", "range", 0);
    desk_organisation(desk, "meerut-police", "meerut-range", "district-unit", 169);
    desk_organisation(desk, "hapur-police", "meerut-range", "district-unit", 661);
    desk_organisation(desk, "health", "up", "department", 0);
}

static inline int desk_setup(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    assert_non_null(desk);
    desk_init(desk, "registration");
    desk_open(desk);
    desk_state(desk);
    *state = desk;
    return 0;
}

static inline int desk_teardown(void **state)
{
    struct desk *desk = *state;
    desk_close(desk);
    desk_deinit(desk);
    free(desk);
    return 0;
}

/* Officials */

/* A request to register somebody; the strings must outlive the sending. */
struct desk_register {
    R(RegisterOfficialRequest) request;
    R(Person) person;
    R(Post) post;
    R(IssuedId) id;
    R(IssuedId) * ids[1];
};

static inline struct call *desk_register_call(struct desk *desk, const char *name, const char *mobile,
                                              const char *email, const char *employee_id, const char *organisation)
{
    struct desk_register draft = {.request = KARMAYOGI__REGISTRATION__V1__REGISTER_OFFICIAL_REQUEST__INIT,
                                  .person = KARMAYOGI__REGISTRATION__V1__PERSON__INIT,
                                  .post = KARMAYOGI__REGISTRATION__V1__POST__INIT,
                                  .id = KARMAYOGI__REGISTRATION__V1__ISSUED_ID__INIT};
    draft.person.name = TEXT(name);
    draft.person.mobile = TEXT(mobile);
    draft.person.email = TEXT(email);
    draft.id.issuer = TEXT("employee-police");
    draft.id.value = TEXT(employee_id);
    draft.ids[0] = &draft.id;
    draft.person.issued_ids = draft.ids;
    draft.person.n_issued_ids = employee_id[0] ? 1 : 0;
    draft.post.organisation_id = TEXT(organisation);
    draft.post.designation = TEXT("Constable");
    draft.request.person = &draft.person;
    draft.request.post = &draft.post;
    return desk_call(desk, "RegisterOfficial", &draft.request.base);
}

static inline R(Official) *
    desk_register(struct desk *desk, const char *name, const char *mobile, const char *email, const char *employee_id)
{
    struct call *call = desk_register_call(desk, name, mobile, email, employee_id, "meerut-police");
    desk_run(desk, call);
    R(RegisterOfficialResponse) *answer =
        desk_take(desk, call, &karmayogi__registration__v1__register_official_response__descriptor);
    return answer->official;
}

/* How many officials have this mobile, and the id of the first. */
static inline size_t desk_find_mobile(struct desk *desk, const char *mobile, const char **id)
{
    R(FindOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__INIT;
    request.key_case = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_MOBILE;
    request.mobile = TEXT(mobile);
    R(FindOfficialsResponse) *answer = desk_take(desk, desk_send(desk, "FindOfficials", &request.base),
                                                 &karmayogi__registration__v1__find_officials_response__descriptor);
    if (id)
        *id = answer->n_officials ? answer->officials[0]->official_id : "";
    return answer->n_officials;
}

static inline size_t desk_count_mobile(struct desk *desk, const char *mobile)
{
    return desk_find_mobile(desk, mobile, NULL);
}
