/* work - see work.h. */
#include "load/work.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "wire/envelope.h"

#include <karmayogi/registration/v1/service.pb-c.h>
#include <karmayogi/reporting/v1/service.pb-c.h>
#include <stdio.h>
#include <string.h>

#define ANSWER_BYTES (8u << 20)

#define REGISTRATION "karmayogi.registration.v1.RegistrationService/"

const char *const work_words[WORK_KINDS] = {"register", "get", "lookup", "report", "again"};

const char *work_method(enum work_kind kind)
{
    static const char *const methods[WORK_KINDS] = {
        REGISTRATION "RegisterOfficial", REGISTRATION "GetOfficial", REGISTRATION "FindOfficials",
        "karmayogi.reporting.v1.ReportingService/GetOnboarding", REGISTRATION "RegisterOfficial"};
    return methods[kind];
}

static int get_body(const struct work *work, uint64_t number, struct buffer *out)
{
    Karmayogi__Registration__V1__GetOfficialRequest request = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    request.official_id = work->known.lines[number].official_id;
    return wire_pack(&request.base, out);
}

static int lookup_body(const struct work *work, uint64_t number, struct buffer *out)
{
    char value[PERSON_ISSUED_BYTES];
    Karmayogi__Registration__V1__IssuedId id = KARMAYOGI__REGISTRATION__V1__ISSUED_ID__INIT;
    Karmayogi__Registration__V1__FindOfficialsRequest request =
        KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__INIT;
    id.issuer = (char *)(uintptr_t)PERSON_ISSUER;
    id.value = person_issued_id(&work->people, number, value);
    request.key_case = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_ISSUED_ID;
    request.issued_id = &id;
    return wire_pack(&request.base, out);
}

static int report_body(const struct work *work, struct buffer *out)
{
    Karmayogi__Reporting__V1__GetOnboardingRequest request = KARMAYOGI__REPORTING__V1__GET_ONBOARDING_REQUEST__INIT;
    request.organisation_id = (char *)(uintptr_t)work->report_organisation;
    request.by = KARMAYOGI__REPORTING__V1__DIMENSION__DIMENSION_DISTRICT;
    return wire_pack(&request.base, out);
}

int work_body(const struct work *work, const struct work_item *item, struct buffer *out)
{
    switch (item->kind) {
    case WORK_REGISTER:
        return person_request(&work->people, item->number, out);
    case WORK_AGAIN:
        return person_request(&work->people, work->known.lines[item->number].number, out);
    case WORK_GET:
        return get_body(work, item->number, out);
    case WORK_LOOKUP:
        return lookup_body(work, item->number, out);
    case WORK_REPORT:
        return report_body(work, out);
    case WORK_KINDS:
        break;
    }
    return error_raise("no work");
}

static bool is_person(const struct work *work, const Karmayogi__Registration__V1__Official *official, uint64_t number)
{
    char value[PERSON_ISSUED_BYTES];
    return official && official->person && official->person->n_issued_ids == 1 &&
           strcmp(official->person->issued_ids[0]->value, person_issued_id(&work->people, number, value)) == 0;
}

static enum work_answer check_registered(const struct work *work, const struct work_item *item,
                                         const ProtobufCMessage *message, uint64_t sequence, struct journal_line *line)
{
    const struct journal_line *first = item->kind == WORK_AGAIN ? &work->known.lines[item->number] : NULL;
    const Karmayogi__Registration__V1__Official *official =
        ((const Karmayogi__Registration__V1__RegisterOfficialResponse *)message)->official;
    uint64_t number = first ? first->number : item->number;

    *line = (struct journal_line){.number = number, .sequence = sequence};
    if (!is_person(work, official, number) || sequence == 0)
        return WORK_WRONG;
    snprintf(line->official_id, sizeof line->official_id, "%s", official->official_id);
    if (!first || first->official_id[0] == '\0')
        return WORK_RIGHT;
    return strcmp(first->official_id, line->official_id) == 0 && first->sequence == sequence ? WORK_RIGHT
                                                                                             : WORK_DIFFERENT;
}

static bool is_right(const struct work *work, const struct work_item *item, const ProtobufCMessage *message)
{
    const Karmayogi__Registration__V1__GetOfficialResponse *got = (const void *)message;
    const Karmayogi__Registration__V1__FindOfficialsResponse *found = (const void *)message;

    switch (item->kind) {
    case WORK_GET:
        return got->official && strcmp(got->official->official_id, work->known.lines[item->number].official_id) == 0;
    case WORK_LOOKUP:
        return found->n_officials == 1 && is_person(work, found->officials[0], item->number);
    default:
        return true;
    }
}

enum work_answer work_check(const struct work *work, const struct work_item *item, const void *body, size_t length,
                            uint64_t sequence, struct journal_line *line)
{
    static const ProtobufCMessageDescriptor *const descriptors[WORK_KINDS] = {
        &karmayogi__registration__v1__register_official_response__descriptor,
        &karmayogi__registration__v1__get_official_response__descriptor,
        &karmayogi__registration__v1__find_officials_response__descriptor,
        &karmayogi__reporting__v1__get_onboarding_response__descriptor,
        &karmayogi__registration__v1__register_official_response__descriptor};
    CLEANUP(arena_deinit) struct arena arena;
    arena_init(&arena, ANSWER_BYTES);
    const ProtobufCMessage *message = wire_unpack(descriptors[item->kind], body, length, &arena);
    if (!message)
        return WORK_WRONG;
    if (work_registers(item->kind))
        return check_registered(work, item, message, sequence, line);
    return is_right(work, item, message) ? WORK_RIGHT : WORK_WRONG;
}
