/*
 * envelope - header frames between protobuf and plain structs.
 *
 * Reading a request fills in whatever can be read before the first complaint is answered, because the refusal needs the
 * request id (to be matched with its request) and the locale (to be understood). Reading a reply trusts its sender
 * more, but not its form.
 */
#include "wire/envelope.h"
#include "base/limits.h"
#include "karmayogi/core/v1/envelope.pb-c.h"

#include <assert.h>
#include <string.h>

typedef Karmayogi__Core__V1__RequestHeader RequestHeader;
typedef Karmayogi__Core__V1__ReplyHeader ReplyHeader;
typedef Karmayogi__Core__V1__Position Position;
typedef Karmayogi__Core__V1__Status Status;
typedef Karmayogi__Core__V1__Violation Violation;

/* protobuf-c takes writable strings even where it only reads them. */
static char *lend(const char *text)
{
    return text ? (char *)(uintptr_t)text : (char *)(uintptr_t)protobuf_c_empty_string;
}

/* copy_text() - Return: whether it fits. */
static bool copy_text(char *to, size_t room, const char *from)
{
    size_t length = strlen(from);

    if (length >= room)
        return false;
    memcpy(to, from, length + 1);
    return true;
}

/* Each of the read_ functions takes one field; Return: whether it is as the contract says. */

static bool read_method(struct request_header *header, const char *method)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/";
    const char *slash = strchr(method, '/');

    if (!slash || slash == method || slash[1] == '\0' || strchr(slash + 1, '/'))
        return false;
    return method[strspn(method, allowed)] == '\0' && copy_text(header->method, sizeof(header->method), method);
}

static bool read_request_id(struct uuid *id, const ProtobufCBinaryData *bytes)
{
    if (bytes->len != UUID_BYTES)
        return false;
    memcpy(id->bytes, bytes->data, UUID_BYTES);
    return uuid_is_v7(id);
}

static bool read_timeout(struct request_header *header, uint32_t timeout_ms)
{
    header->timeout_ms = timeout_ms == 0 ? ENVELOPE_TIMEOUT_MS : timeout_ms;
    if (header->timeout_ms <= LIMIT_TIMEOUT_MS)
        return true;
    header->timeout_ms = LIMIT_TIMEOUT_MS;
    return false;
}

/* The actor is shown to people and kept for good: nothing that moves a cursor. */
static bool read_actor(struct request_header *header, const char *actor)
{
    for (const char *at = actor; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7f)
            return false;
    }
    return copy_text(header->actor, sizeof(header->actor), actor);
}

static bool read_traceparent(struct request_header *header, const char *traceparent)
{
    return traceparent[strspn(traceparent, "0123456789abcdef-")] == '\0' &&
           copy_text(header->traceparent, sizeof(header->traceparent), traceparent);
}

static bool read_locale(struct request_header *header, const char *locale)
{
    header->locale = strcmp(locale, "hi") == 0 ? LOCALE_HI : LOCALE_EN;
    return header->locale == LOCALE_HI || locale[0] == '\0' || strcmp(locale, "en") == 0;
}

static bool read_position(struct position *position, const Position *from)
{
    position->epoch = from->epoch;
    position->sequence = from->sequence;
    return from->service[0] != '\0' && copy_text(position->service, sizeof(position->service), from->service);
}

static bool read_at_least(struct request_header *header, Position *const *positions, size_t count)
{
    if (count > ENVELOPE_POSITIONS)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!read_position(&header->at_least[i], positions[i]))
            return false;
        header->at_least_count = i + 1;
    }
    return true;
}

enum envelope_outcome envelope_read_request(struct request_header *header, const void *data, size_t length,
                                            struct arena *scratch)
{
    *header = (struct request_header){.timeout_ms = ENVELOPE_TIMEOUT_MS};
    if (length > ENVELOPE_HEADER_BYTES)
        return ENVELOPE_MALFORMED;
    const RequestHeader *from =
        (const RequestHeader *)wire_unpack(&karmayogi__core__v1__request_header__descriptor, data, length, scratch);
    if (!from)
        return ENVELOPE_MALFORMED;

    const struct {
        bool is_sound;
        enum envelope_outcome outcome;
    } fields[] = {
        {read_method(header, from->method), ENVELOPE_METHOD},
        {read_request_id(&header->request_id, &from->request_id), ENVELOPE_REQUEST_ID},
        {read_timeout(header, from->timeout_ms), ENVELOPE_TIMEOUT},
        {read_actor(header, from->actor), ENVELOPE_ACTOR},
        {read_traceparent(header, from->traceparent), ENVELOPE_TRACE},
        {read_locale(header, from->locale), ENVELOPE_LOCALE},
        {read_at_least(header, from->at_least, from->n_at_least), ENVELOPE_AT_LEAST},
    };
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (!fields[i].is_sound)
            return fields[i].outcome;
    }
    return ENVELOPE_OK;
}

static const struct {
    const char *reason;
    const char *sentence[2]; /* by enum locale */
} complaints[] = {
    [ENVELOPE_OK] = {"", {"", ""}},
    [ENVELOPE_MALFORMED] = {"HEADER_MALFORMED",
                            {"The first frame is not a karmayogi.core.v1.RequestHeader of at most 4,096 bytes.",
                             "पहला फ़्रेम अधिकतम 4,096 बाइट का karmayogi.core.v1.RequestHeader नहीं है।"}},
    [ENVELOPE_METHOD] = {"METHOD_MALFORMED",
                         {"Give the full name of the method, such as "
                          "karmayogi.registration.v1.RegistrationService/RegisterOfficial, in at most 127 bytes.",
                          "मेथड का पूरा नाम अधिकतम 127 बाइट में दें, जैसे "
                          "karmayogi.registration.v1.RegistrationService/RegisterOfficial।"}},
    [ENVELOPE_REQUEST_ID] = {"REQUEST_ID_MALFORMED",
                             {"Give every request a UUID of version 7 as its request_id, in 16 bytes.",
                              "हर अनुरोध को request_id के रूप में संस्करण 7 का 16 बाइट का UUID दें।"}},
    [ENVELOPE_TIMEOUT] = {"TIMEOUT_OUT_OF_RANGE",
                          {"Give a timeout_ms of at most 60,000 milliseconds.", "timeout_ms अधिकतम 60,000 मिलीसेकंड दें।"}},
    [ENVELOPE_ACTOR] = {"ACTOR_MALFORMED",
                        {"Name the actor in at most 255 bytes, without control characters.",
                         "कर्ता का नाम अधिकतम 255 बाइट में, बिना नियंत्रण वर्णों के दें।"}},
    [ENVELOPE_TRACE] = {"TRACEPARENT_MALFORMED",
                        {"Give the traceparent as W3C Trace Context writes it, in at most 64 bytes, or leave it out.",
                         "traceparent को W3C Trace Context के रूप में अधिकतम 64 बाइट में दें, या छोड़ दें।"}},
    [ENVELOPE_LOCALE] = {"LOCALE_UNKNOWN",
                         {"Choose the locale en or hi, or leave it out.", "locale में en या hi चुनें, या उसे छोड़ दें।"}},
    [ENVELOPE_AT_LEAST] = {"AT_LEAST_MALFORMED",
                           {"Give at most 16 positions in at_least, each with the name of its service in at most 63 "
                            "bytes.",
                            "at_least में अधिकतम 16 स्थितियाँ दें, हर एक में सेवा का नाम अधिकतम 63 बाइट में।"}},
};

const char *envelope_reason(enum envelope_outcome outcome)
{
    assert((size_t)outcome < sizeof(complaints) / sizeof(complaints[0]));
    return complaints[outcome].reason;
}

const char *envelope_sentence(enum envelope_outcome outcome, enum locale locale)
{
    assert((size_t)outcome < sizeof(complaints) / sizeof(complaints[0]));
    assert(locale == LOCALE_EN || locale == LOCALE_HI);
    return complaints[outcome].sentence[locale];
}

static void lend_positions(const struct position *positions, size_t count, Position *room, Position **pointers)
{
    assert(count <= ENVELOPE_POSITIONS);
    for (size_t i = 0; i < count; i++) {
        room[i] = (Position)KARMAYOGI__CORE__V1__POSITION__INIT;
        room[i].service = lend(positions[i].service);
        room[i].epoch = positions[i].epoch;
        room[i].sequence = positions[i].sequence;
        pointers[i] = &room[i];
    }
}

static ProtobufCBinaryData lend_id(const struct uuid *id)
{
    return (ProtobufCBinaryData){.len = UUID_BYTES, .data = (uint8_t *)(uintptr_t)id->bytes};
}

int envelope_write_request(const struct request_header *header, struct buffer *out)
{
    Position room[ENVELOPE_POSITIONS];
    Position *positions[ENVELOPE_POSITIONS];
    RequestHeader to = KARMAYOGI__CORE__V1__REQUEST_HEADER__INIT;

    lend_positions(header->at_least, header->at_least_count, room, positions);
    to.method = lend(header->method);
    to.request_id = lend_id(&header->request_id);
    to.timeout_ms = header->timeout_ms;
    to.actor = lend(header->actor);
    to.traceparent = lend(header->traceparent);
    to.locale = lend(header->locale == LOCALE_HI ? "hi" : "");
    to.n_at_least = header->at_least_count;
    to.at_least = positions;
    return wire_pack(&to.base, out);
}

static bool read_status(struct status *status, const Status *from, struct arena *arena)
{
    struct violation *violations = arena_zalloc(arena, from->n_violations, sizeof(*violations));

    if (!violations || from->n_violations > STATUS_VIOLATIONS)
        return false;
    for (size_t i = 0; i < from->n_violations; i++) {
        const Violation *violation = from->violations[i];
        violations[i] = (struct violation){.field = violation->field,
                                           .reason = violation->reason,
                                           .sentence = violation->sentence,
                                           .detail = violation->detail};
    }
    *status = (struct status){
        /* A code that a later version defines is a refusal of a kind that we do not know. */
        .code = (unsigned)from->code <= STATUS_UNAUTHENTICATED ? (enum status_code)from->code : STATUS_UNKNOWN,
        .reason = from->reason,
        .sentence = from->sentence,
        .violations = violations,
        .violation_count = from->n_violations,
        .retry_after_ms = from->retry_after_ms,
    };
    return true;
}

bool envelope_read_reply(struct reply_header *header, const void *data, size_t length, struct arena *arena)
{
    *header = (struct reply_header){.status.code = STATUS_UNKNOWN};
    const ReplyHeader *from =
        (const ReplyHeader *)wire_unpack(&karmayogi__core__v1__reply_header__descriptor, data, length, arena);
    if (!from || !from->status || from->request_id.len != UUID_BYTES || from->n_positions > ENVELOPE_POSITIONS)
        return false;
    memcpy(header->request_id.bytes, from->request_id.data, UUID_BYTES);

    struct position *positions = arena_zalloc(arena, from->n_positions, sizeof(*positions));
    if (!positions)
        return false;
    for (size_t i = 0; i < from->n_positions; i++) {
        if (!read_position(&positions[i], from->positions[i]))
            return false;
    }
    header->positions = positions;
    header->position_count = from->n_positions;
    return read_status(&header->status, from->status, arena);
}

int envelope_write_reply(const struct reply_header *header, struct buffer *out)
{
    const struct status *status = &header->status;
    Position position_room[ENVELOPE_POSITIONS];
    Position *positions[ENVELOPE_POSITIONS];
    Violation violation_room[STATUS_VIOLATIONS];
    Violation *violations[STATUS_VIOLATIONS];
    Status status_to = KARMAYOGI__CORE__V1__STATUS__INIT;
    ReplyHeader to = KARMAYOGI__CORE__V1__REPLY_HEADER__INIT;

    assert(status->violation_count <= STATUS_VIOLATIONS);
    lend_positions(header->positions, header->position_count, position_room, positions);
    for (size_t i = 0; i < status->violation_count; i++) {
        violation_room[i] = (Violation)KARMAYOGI__CORE__V1__VIOLATION__INIT;
        violation_room[i].field = lend(status->violations[i].field);
        violation_room[i].reason = lend(status->violations[i].reason);
        violation_room[i].sentence = lend(status->violations[i].sentence);
        violation_room[i].detail = lend(status->violations[i].detail);
        violations[i] = &violation_room[i];
    }
    status_to.code = (Karmayogi__Core__V1__Code)status->code;
    status_to.reason = lend(status->reason);
    status_to.sentence = lend(status->sentence);
    status_to.n_violations = status->violation_count;
    status_to.violations = violations;
    status_to.retry_after_ms = status->retry_after_ms;
    to.request_id = lend_id(&header->request_id);
    to.status = &status_to;
    to.n_positions = header->position_count;
    to.positions = positions;
    return wire_pack(&to.base, out);
}

const char *status_code_word(enum status_code code)
{
    static const char *const words[] = {
        [STATUS_OK] = "OK",
        [STATUS_CANCELLED] = "CANCELLED",
        [STATUS_UNKNOWN] = "UNKNOWN",
        [STATUS_INVALID_ARGUMENT] = "INVALID_ARGUMENT",
        [STATUS_DEADLINE_EXCEEDED] = "DEADLINE_EXCEEDED",
        [STATUS_NOT_FOUND] = "NOT_FOUND",
        [STATUS_ALREADY_EXISTS] = "ALREADY_EXISTS",
        [STATUS_PERMISSION_DENIED] = "PERMISSION_DENIED",
        [STATUS_RESOURCE_EXHAUSTED] = "RESOURCE_EXHAUSTED",
        [STATUS_FAILED_PRECONDITION] = "FAILED_PRECONDITION",
        [STATUS_ABORTED] = "ABORTED",
        [STATUS_OUT_OF_RANGE] = "OUT_OF_RANGE",
        [STATUS_UNIMPLEMENTED] = "UNIMPLEMENTED",
        [STATUS_INTERNAL] = "INTERNAL",
        [STATUS_UNAVAILABLE] = "UNAVAILABLE",
        [STATUS_DATA_LOSS] = "DATA_LOSS",
        [STATUS_UNAUTHENTICATED] = "UNAUTHENTICATED",
    };
    return (size_t)code < sizeof(words) / sizeof(words[0]) ? words[code] : "UNKNOWN";
}
