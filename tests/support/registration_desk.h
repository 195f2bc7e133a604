#pragma once
/*
 * registration_desk - the registration service without threads and sockets: requests are packed messages that go
 * through decode, the writer's step (or a read) and render, as they would in a process. A small state with its lists is
 * there from the beginning. Today is 22 November 2026, and time stands still.
 */
#include "base/error.h"
#include "base/hash.h"
#include "base/limits.h"
#include "domain/reason.h"
#include "runtime/log.h"
#include "runtime/writer.h"
#include "scratch.h"
#include "service.h"
#include "store/outbox.h"

#include <karmayogi/core/v1/outbox.pb-c.h>
#include <karmayogi/registration/v1/event.pb-c.h>
#include <karmayogi/registration/v1/service.pb-c.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define R(name)     Karmayogi__Registration__V1__##name
#define C(name)     Karmayogi__Core__V1__##name
#define DESK_NOW_MS INT64_C(1795305600000) /* 22 November 2026, 00:00 UTC */
#define TEXT(text)  ((char *)(uintptr_t)(text))

struct desk {
    char folder[SCRATCH_BYTES];
    struct registration *registration;
    struct writer writer;
    struct clock_fake time;
    const char *caller;
    enum locale locale;
    struct arena arena; /* answers that a test has read */
};

static inline void desk_open(struct desk *desk)
{
    if (registration_new(&desk->registration, desk->folder) != 0 ||
        writer_init(&desk->writer, desk->registration->store, registration_service.name, desk->registration,
                    registration_service.hooks, clock_fake(&desk->time)) != 0)
        fail_msg("%s", error_trail());
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

static inline const struct route *desk_route(const char *method)
{
    for (const struct route *route = registration_routes; route->method; route++)
        if (strcmp(strchr(route->method, '/') + 1, method) == 0)
            return route;
    fail_msg("registration has no method %s", method);
    return NULL;
}

/* A call that was decoded, under a request id of its own. */
static inline struct call *desk_call(struct desk *desk, const char *method, const ProtobufCMessage *message)
{
    struct call *call = call_new();
    assert_non_null(call);
    call->route = desk_route(method);
    assert_int_equal(uuid_v7(&call->header.request_id, desk->time.now_utc_ms), 0);
    call->header.locale = desk->locale;
    snprintf(call->caller.name, sizeof call->caller.name, "%s", desk->caller);
    call->deadline_ms = desk->time.now_monotonic_ms + 10000;
    size_t length = protobuf_c_message_get_packed_size(message);
    uint8_t *body = arena_alloc(&call->arena, length ? length : 1);
    assert_non_null(body);
    protobuf_c_message_pack(message, body);
    call->body = (struct store_bytes){body, length};
    hash_128(body, length, call->body_hash);
    if (!call_store_outcome(call, call->route->decode(call)))
        fail_msg("%s", error_trail());
    return call;
}

/* What the loop does with a write that came back. */
static inline void desk_render(struct desk *desk, struct call *call)
{
    struct store_txn *txn;
    if (call_refused(call) || !call->route->render)
        return;
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    if (!call_store_outcome(call, call->route->render(desk->registration, txn, call)))
        fail_msg("%s", error_trail());
    store_abort(txn);
}

/* Writes as one batch. */
static inline void desk_batch(struct desk *desk, struct call **calls, size_t count)
{
    if (writer_step(&desk->writer, calls, count) != 0)
        fail_msg("%s", error_trail());
    for (size_t i = 0; i < count; i++)
        desk_render(desk, calls[i]);
    if (registration_service.collect)
        registration_service.collect(desk->registration);
}

static inline void desk_run(struct desk *desk, struct call *call)
{
    struct store_txn *txn;
    if (call_refused(call))
        return;
    if (call->route->kind == ROUTE_WRITE) {
        desk_batch(desk, &call, 1);
        return;
    }
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    if (!call_store_outcome(call, call->route->read(desk->registration, txn, call)))
        fail_msg("%s", error_trail());
    store_abort(txn);
}

static inline struct call *desk_send(struct desk *desk, const char *method, const ProtobufCMessage *message)
{
    struct call *call = desk_call(desk, method, message);
    desk_run(desk, call);
    return call;
}

/* The answer of an accepted call as a message that lives as long as the desk; the call is gone. */
static inline void *desk_take(struct desk *desk, struct call *call, const ProtobufCMessageDescriptor *descriptor)
{
    if (call_refused(call))
        fail_msg("%s was refused: %s, %s", call->route->method, call->status.reason, call->status.sentence);
    void *answer = wire_unpack(descriptor, call->answer.data, call->answer.length, &desk->arena);
    assert_non_null(answer);
    call_free(call);
    return answer;
}

static inline void assert_refused(const struct call *call, enum status_code code, const char *reason)
{
    assert_string_equal(call_refused(call) ? call->status.reason : "accepted", reason);
    assert_string_equal(status_code_word(call->status.code), status_code_word(code));
    assert_true(call->status.sentence && call->status.sentence[0]);
}

static inline void desk_refuses(struct desk *desk, const char *method, const ProtobufCMessage *message,
                                enum status_code code, const char *reason)
{
    struct call *call = desk_send(desk, method, message);
    assert_refused(call, code, reason);
    call_free(call);
}

static inline uint64_t desk_head(struct desk *desk)
{
    return atomic_load(&desk->writer.head);
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
    assert_non_null(scratch_make(desk->folder));
    log_setup("registration", LOG_ERROR + 1);
    arena_init(&desk->arena, (size_t)1 << 30);
    desk->time = (struct clock_fake){DESK_NOW_MS, 1000};
    desk->caller = "desk";
    desk_open(desk);
    desk_state(desk);
    *state = desk;
    return 0;
}

static inline int desk_teardown(void **state)
{
    struct desk *desk = *state;
    desk_close(desk);
    arena_deinit(&desk->arena);
    scratch_remove(desk->folder);
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
