#pragma once
/*
 * envelope - the header frames of karmayogi.core.v1 as plain structs, checked; and protobuf-c on an arena.
 */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/uuid.h"

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stdint.h>

#define ENVELOPE_METHOD_BYTES  128 /* with NUL */
#define ENVELOPE_ACTOR_BYTES   256
#define ENVELOPE_TRACE_BYTES   65
#define ENVELOPE_POSITIONS     16
#define ENVELOPE_SERVICE_BYTES 64
#define ENVELOPE_HEADER_BYTES  4096  /* most of a request's header: every field at its limit takes about 2 KiB */
#define ENVELOPE_TIMEOUT_MS    10000 /* what a caller gets that names no timeout */

/** Codes of google.rpc.Code; the same numbers as karmayogi.core.v1.Code. */
enum status_code {
    STATUS_OK = 0,
    STATUS_CANCELLED,
    STATUS_UNKNOWN,
    STATUS_INVALID_ARGUMENT,
    STATUS_DEADLINE_EXCEEDED,
    STATUS_NOT_FOUND,
    STATUS_ALREADY_EXISTS,
    STATUS_PERMISSION_DENIED,
    STATUS_RESOURCE_EXHAUSTED,
    STATUS_FAILED_PRECONDITION,
    STATUS_ABORTED,
    STATUS_OUT_OF_RANGE,
    STATUS_UNIMPLEMENTED,
    STATUS_INTERNAL,
    STATUS_UNAVAILABLE,
    STATUS_DATA_LOSS,
    STATUS_UNAUTHENTICATED,
};

enum locale { LOCALE_EN, LOCALE_HI };

struct position {
    char service[ENVELOPE_SERVICE_BYTES];
    uint64_t epoch;
    uint64_t sequence;
};

struct request_header {
    char method[ENVELOPE_METHOD_BYTES];
    struct uuid request_id;
    uint32_t timeout_ms; /* 1 to LIMIT_TIMEOUT_MS; the default where the caller gave none */
    char actor[ENVELOPE_ACTOR_BYTES];
    char traceparent[ENVELOPE_TRACE_BYTES];
    enum locale locale;
    struct position at_least[ENVELOPE_POSITIONS];
    size_t at_least_count;
};

/** What is wrong with a header, > 0. Each maps to INVALID_ARGUMENT with the reason in envelope_reason(). */
enum envelope_outcome {
    ENVELOPE_OK = 0,
    ENVELOPE_MALFORMED,
    ENVELOPE_METHOD,
    ENVELOPE_REQUEST_ID,
    ENVELOPE_TIMEOUT,
    ENVELOPE_ACTOR,
    ENVELOPE_TRACE,
    ENVELOPE_LOCALE,
    ENVELOPE_AT_LEAST
};

/** envelope_read_request() - unpack and check; what could be read is set even when it is refused (request_id for the
 * reply). @scratch: reset by the caller. */
enum envelope_outcome envelope_read_request(struct request_header *header, const void *data, size_t length,
                                            struct arena *scratch);
const char *envelope_reason(enum envelope_outcome outcome); /* UPPER_SNAKE_CASE */
const char *envelope_sentence(enum envelope_outcome outcome, enum locale locale);

/** envelope_write_request() - append the packed header. Return: 0, or < 0. */
int envelope_write_request(const struct request_header *header, struct buffer *out);

/** One violation; strings are owned by whoever made them. NULL counts as "". */
struct violation {
    const char *field;
    const char *reason;
    const char *sentence;
    const char *detail;
};

#define STATUS_VIOLATIONS 64

struct status {
    enum status_code code;
    const char *reason;
    const char *sentence;
    const struct violation *violations;
    size_t violation_count;
    uint32_t retry_after_ms;
};

struct reply_header {
    struct uuid request_id;
    struct status status;
    const struct position *positions;
    size_t position_count;
};

/** envelope_read_reply() - unpack; strings live in @arena. Return: whether it is a well-formed reply header. */
bool envelope_read_reply(struct reply_header *header, const void *data, size_t length, struct arena *arena);

/** envelope_write_reply() - append the packed header. Return: 0, or < 0. */
int envelope_write_reply(const struct reply_header *header, struct buffer *out);

/** status_code_word() - `NOT_FOUND` and so on; for logs and people. */
const char *status_code_word(enum status_code code);

/** wire_allocator() - a protobuf-c allocator on @arena, filled into @allocator; nothing it gives is ever freed one by
 * one. Return: @allocator. */
ProtobufCAllocator *wire_allocator(ProtobufCAllocator *allocator, struct arena *arena);

/** wire_unpack() - unpack @descriptor into the arena, without fields that it does not define; they are skipped, not
 * kept. Enum values and lengths are not checked. Return: NULL where it is malformed, where a text in it is not UTF-8 or
 * holds a NUL, or where it does not fit (arena->failed tells that apart). */
ProtobufCMessage *wire_unpack(const ProtobufCMessageDescriptor *descriptor, const void *data, size_t length,
                              struct arena *arena);

/**
 * wire_check_text() - whether every string field of @message, nested messages included, is UTF-8 without NUL.
 * protobuf-c accepts both; it cuts strings at a NUL silently, so this must be called on the packed bytes as well where
 * that matters: wire_unpack() does.
 */
bool wire_check_text(const ProtobufCMessage *message);

/** wire_pack() - append the packed @message. Return: 0, or < 0. */
int wire_pack(const ProtobufCMessage *message, struct buffer *out);

/** wire_pack_in() - the packed @message in @arena. Return: its bytes, or NULL: past the arena's cap. */
uint8_t *wire_pack_in(struct arena *arena, const ProtobufCMessage *message, size_t *length);
