#ifndef KARMAYOGI_KARMAYOGI_H
#define KARMAYOGI_KARMAYOGI_H
/*
 * libkarmayogi - call a Karmayogi service from a C or C++ program.
 *
 * The library carries messages: it connects with the keys of two files, sends a request under one id until there is an
 * answer or the time is over, so that a write happens once however often it was sent, and tells what came of it. The
 * messages themselves are those of the contracts, as protobuf-c generates them; their headers are beside this one
 * (karmayogi/registration/v1/service.pb-c.h and so on) and their code is in libkarmayogi_proto. Who uses another
 * implementation of protobuf gives and takes packed bytes instead.
 *
 * Everything that may grow is behind a pointer; what is said here of a function stays true while the number behind
 * `libkarmayogi.so.` stays the same. libkarmayogi_proto is a static library on purpose: the structs of protobuf-c grow
 * with every field that a contract gets, so a program must be linked with the code that its headers came with.
 *
 * A connection and its calls are used by one thread at a time; other threads have connections of their own. Nothing of
 * the library may be used in a child after fork().
 *
 * Functions that return int give 0 where it was done, > 0 an outcome that is said there, and < 0 where the machinery
 * here failed (memory, a file, a socket): karmayogi_error() says what. Strings are UTF-8 and end with NUL. A pointer to
 * const that a function returns belongs to the object it was asked of.
 */
#include <protobuf-c/protobuf-c.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/** karmayogi_version() - of the library, such as "0.1.0". */
const char *karmayogi_version(void);

/** karmayogi_error() - why the newest function of this thread that returned < 0 did: one line in English; never NULL.
 */
const char *karmayogi_error(void);

/* ---- connections */

/** A connection to one service. */
struct karmayogi;

/**
 * karmayogi_open() - begin to connect; whether it succeeds is told by the first call
 * @endpoint:         where the service listens: tcp://address:port
 * @own_key_file:     NAME.secret, as `karmayogi keys new NAME` makes it; must not be readable by others
 * @service_key_file: SERVICE.public
 *
 * Both files are read once, here. A connection that breaks makes itself again. Return: 0, to be ended with
 * karmayogi_close(), or < 0 with @connection NULL.
 */
int karmayogi_open(struct karmayogi **connection, const char *endpoint, const char *own_key_file,
                   const char *service_key_file);
void karmayogi_close(struct karmayogi *connection); /* NULL is allowed */

/** karmayogi_set_actor() - the person for whom the calls that follow are made, kept in the services' audit trail;
 * at most 255 bytes; nobody at first. Return: 0, or < 0: too long. */
int karmayogi_set_actor(struct karmayogi *connection, const char *actor);

/** karmayogi_set_language() - of the services' sentences in the calls that follow: "en" (at first) or "hi". Return: 0,
 * or < 0: another one. */
int karmayogi_set_language(struct karmayogi *connection, const char *language);

/** karmayogi_set_timeout() - how long each call that follows may take with all its tries, in milliseconds; 0 stands for
 * 10,000, which is so at first. */
void karmayogi_set_timeout(struct karmayogi *connection, uint32_t timeout_ms);

/* ---- calls */

/** The outcome of a call: the codes of google.rpc.Code. */
enum karmayogi_code {
    KARMAYOGI_OK = 0,
    KARMAYOGI_CANCELLED = 1,
    KARMAYOGI_UNKNOWN = 2,
    KARMAYOGI_INVALID_ARGUMENT = 3,
    KARMAYOGI_DEADLINE_EXCEEDED = 4,
    KARMAYOGI_NOT_FOUND = 5,
    KARMAYOGI_ALREADY_EXISTS = 6,
    KARMAYOGI_PERMISSION_DENIED = 7,
    KARMAYOGI_RESOURCE_EXHAUSTED = 8,
    KARMAYOGI_FAILED_PRECONDITION = 9,
    KARMAYOGI_ABORTED = 10,
    KARMAYOGI_OUT_OF_RANGE = 11,
    KARMAYOGI_UNIMPLEMENTED = 12,
    KARMAYOGI_INTERNAL = 13,
    KARMAYOGI_UNAVAILABLE = 14,
    KARMAYOGI_DATA_LOSS = 15,
    KARMAYOGI_UNAUTHENTICATED = 16
};

#define KARMAYOGI_ID_BYTES      16
#define KARMAYOGI_SERVICE_BYTES 64

/** A point in the history of a service: everything up to and including entry @sequence. May be kept and compared. */
struct karmayogi_position {
    char service[KARMAYOGI_SERVICE_BYTES]; /* "registration", "catalogue" */
    uint64_t epoch;
    uint64_t sequence;
};

/** What is wrong with one field of a request; no pointer is NULL. */
struct karmayogi_violation {
    const char *field;    /* path, such as "person.mobile" */
    const char *reason;   /* for programs, such as "MOBILE_DIGITS" */
    const char *sentence; /* for a person */
    const char *detail;   /* what the rule compares with; may be "" */
};

/** A request and, once it was sent, its answer. */
struct karmayogi_call;

/**
 * karmayogi_call_new() - a request under an id of its own
 * @method: full name, such as "karmayogi.registration.v1.RegistrationService/RegisterOfficial"; at most 127 bytes
 *
 * Return: 0, to be freed with karmayogi_call_free(), or < 0 with @call NULL.
 */
int karmayogi_call_new(struct karmayogi_call **call, const char *method);
void karmayogi_call_free(struct karmayogi_call *call); /* NULL is allowed */

/** karmayogi_call_id() - the request's id, a UUID of version 7, made with the call. Who keeps it beside what is to be
 * written can ask again after a crash, for 7 days, and the write still happens once. */
void karmayogi_call_id(const struct karmayogi_call *call, uint8_t id[KARMAYOGI_ID_BYTES]);

/** karmayogi_call_set_id() - the id of an earlier call, to send that one again. Return: 0, or < 0: no UUID of
 * version 7.
 */
int karmayogi_call_set_id(struct karmayogi_call *call, const uint8_t id[KARMAYOGI_ID_BYTES]);

/** karmayogi_call_at_least() - one position more that the answer must include; at most 16. Return: 0, or < 0. */
int karmayogi_call_at_least(struct karmayogi_call *call, const struct karmayogi_position *position);

/**
 * karmayogi_call() - send and wait, at most the connection's timeout
 * @request: the method's request message
 *
 * A try without an answer, and an answer UNAVAILABLE or RESOURCE_EXHAUSTED, is sent again, under the same id and after
 * as long as the service asks for. Calling again with the same call and request is the same request once more.
 *
 * Where no answer came the outcome is KARMAYOGI_UNAVAILABLE (reason UNREACHABLE: there is no connection),
 * KARMAYOGI_DEADLINE_EXCEEDED (reason NO_ANSWER: there is one; whether it was done is not known) or, as soon as that is
 * certain, KARMAYOGI_UNAUTHENTICATED (reason KEY_REFUSED: our key is not admitted; HANDSHAKE_FAILED: the service's key
 * is another one than the one in our file, or it is no Karmayogi service).
 *
 * Return: KARMAYOGI_OK, > 0: another enum karmayogi_code, or < 0.
 */
int karmayogi_call(struct karmayogi *connection, struct karmayogi_call *call, const ProtobufCMessage *request);

/** karmayogi_call_packed() - as karmayogi_call() for a request that is packed already; @length 0: without a field. */
int karmayogi_call_packed(struct karmayogi *connection, struct karmayogi_call *call, const void *request,
                          size_t length);

/* What came of the newest karmayogi_call() of a call; valid until the next one, or until it is freed. */

int karmayogi_call_code(const struct karmayogi_call *call);                /* enum karmayogi_code */
const char *karmayogi_call_reason(const struct karmayogi_call *call);      /* UPPER_SNAKE_CASE; "" where it is OK */
const char *karmayogi_call_sentence(const struct karmayogi_call *call);    /* what is wrong and what to do */
uint32_t karmayogi_call_retry_after_ms(const struct karmayogi_call *call); /* 0: nothing was asked for */
unsigned karmayogi_call_tries(const struct karmayogi_call *call);          /* how often it was sent */

/** karmayogi_call_violations() - Return: how many there are, at @violations. */
size_t karmayogi_call_violations(const struct karmayogi_call *call, const struct karmayogi_violation **violations);

/** karmayogi_call_positions() - a write's: where it was committed; a read's: what it includes. Return: how many. */
size_t karmayogi_call_positions(const struct karmayogi_call *call, const struct karmayogi_position **positions);

/** karmayogi_call_answer() - the packed answer. Return: NULL, with @length 0, unless the code is KARMAYOGI_OK. */
const void *karmayogi_call_answer(const struct karmayogi_call *call, size_t *length);

/** karmayogi_call_message() - the answer as a message of @descriptor, such as
 * karmayogi__registration__v1__get_official_response__descriptor. Not to be freed: it belongs to the call. Return: NULL
 * where there is no answer, or one that is no such message. */
const void *karmayogi_call_message(struct karmayogi_call *call, const ProtobufCMessageDescriptor *descriptor);

/** karmayogi_call_unpack() - bytes inside the answer, such as an event in a page of the feed, as a message that belongs
 * to the call. Texts are UTF-8 without NUL inside; unknown fields are left out. Return: NULL where it is no such
 * message. */
const void *karmayogi_call_unpack(struct karmayogi_call *call, const ProtobufCMessageDescriptor *descriptor,
                                  const void *bytes, size_t length);

/* ---- the feed of a service, page by page */

/** Where a reader of a feed stands; zeroed: at the beginning. Keep it with what was made of the page, in one
 * transaction, and every entry takes effect exactly once. */
struct karmayogi_cursor {
    uint64_t epoch;
    uint64_t sequence;
    uint64_t checksum;
};

/** What to read; zeroed is a good start. */
struct karmayogi_feed_query {
    uint32_t max_bytes;          /* of a page; 0: the service's most */
    uint32_t wait_ms;            /* for the first entry, 0 to 30,000 */
    const uint32_t *kinds;       /* only these fields of the service's Event; entries stay, without other events */
    size_t kind_count;           /* 0: all */
    const uint32_t *departments; /* only of these departments */
    size_t department_count;     /* 0: all */
    int with_person;             /* needs the role person-follower */
};

/**
 * karmayogi_feed_read() - the page after @after
 * @query:   may be NULL
 * @page:    the call, whatever came of it, to be freed by the caller; its message is a karmayogi.core.v1.ReadResponse.
 * NULL where the function returns < 0
 * @through: where the page ends, to be given as @after of the next one; @after itself unless the result is
 * KARMAYOGI_OK. The page was the last one for now where its `head` is @through->sequence
 *
 * That the page begins at @after and has no hole is checked. KARMAYOGI_OUT_OF_RANGE says that the cursor does not fit
 * the store (it was restored, or made anew): read again from the beginning, into an empty model.
 *
 * Return: as karmayogi_call().
 */
int karmayogi_feed_read(struct karmayogi *connection, const struct karmayogi_cursor *after,
                        const struct karmayogi_feed_query *query, struct karmayogi_call **page,
                        struct karmayogi_cursor *through);

#ifdef __cplusplus
}
#endif
#endif
