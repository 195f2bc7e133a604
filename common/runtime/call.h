#pragma once
/*
 * call - one request on its way through the service: what came, what it was decoded to, what became of it.
 *
 * A call belongs to one thread at a time: the loop's, then (a write) the writer's, then the loop's again. Everything
 * that hangs on it lives in its arena.
 */
#include "base/arena.h"
#include "base/buffer.h"
#include "runtime/refusal.h"
#include "store/store.h"
#include "wire/envelope.h"
#include "wire/keys.h"

#include <stdbool.h>
#include <stdint.h>

struct batch;
struct call;
struct store_txn;

enum route_kind {
    ROUTE_READ,      /* answered at once, on the loop, from the newest committed snapshot */
    ROUTE_WRITE,     /* goes through the writer; one outbox entry where it is accepted */
    ROUTE_NOT_BUILT, /* part of the contract, answered UNIMPLEMENTED */
};

/**
 * One method of a service. Handlers return 0 when call->status says what became of the request; a store_outcome (> 0)
 * that came from the store, unchanged; or < 0: the machinery failed.
 */
struct route {
    const char *method;
    enum route_kind kind;
    unsigned roles;    /* any of these; 0: any known key */
    size_t most_bytes; /* of the body; 0: LIMIT_MESSAGE_BYTES */

    /* Checks form and makes call->request of call->body; refuses by call_refuse(). On the loop. NULL for
     * ROUTE_NOT_BUILT. */
    int (*decode)(struct call *call);
    /* READ */
    int (*read)(void *service, struct store_txn *txn, struct call *call);
    /* WRITE: load, decide, apply. Nothing may be applied once it is clear that the request is refused. */
    int (*write)(void *service, struct batch *batch, struct call *call);
    /* Makes the body for the caller of the stored answer, where they differ (sentences in the caller's language). On
     * the loop; may be NULL. */
    int (*render)(void *service, struct store_txn *txn, struct call *call);
};

/* Linked through arenas: what a call adds to its outbox entry. */
struct call_event {
    struct call_event *next;
    struct store_bytes bytes;
};

struct call {
    const struct route *route;
    struct request_header header;
    struct keys_caller caller; /* as it was when the request came */
    uint8_t routing_id[16];
    size_t routing_id_length;
    size_t method;       /* number of the route in the runtime's metrics */
    int64_t arrived_us;  /* monotonic */
    int64_t arrived_ms;  /* the same */
    int64_t deadline_ms; /* monotonic */

    struct arena arena;
    struct store_bytes body;
    uint8_t body_hash[16];
    void *request; /* what decode made */
    bool solo;     /* runs in a transaction of its own that is always undone: a validation */
    bool settled;  /* the answer is one that was committed before, found by the handler: nothing is appended */
    bool internal; /* the service's own: no idempotency, no outbox entry, no reply */
    void (*done)(void *context, struct call *call); /* internal calls: on the loop, after the commit or the failure */
    void *done_context;

    struct status status;
    struct buffer answer;
    struct call_event *events;
    struct call_event **events_end;
    struct position positions[ENVELOPE_POSITIONS];
    size_t position_count;

    size_t weight;     /* bytes of memory when it was queued */
    struct call *next; /* in a queue or a list */
    int64_t parked_until_ms;
};

/** call_new() - an empty call. Return: NULL: out of memory. */
struct call *call_new(void);
void call_free(struct call *call);

/** call_reset_outcome() - forget status, answer, events: before the call runs again. */
void call_reset_outcome(struct call *call);

/** call_refuse() - the outcome is a refusal of the runtime. Return: 0, so that handlers can return it. */
int call_refuse(struct call *call, enum refusal refusal);

/** call_refuse_status() - the outcome is another refusal; its strings must live as long as the call. Return: 0. */
int call_refuse_status(struct call *call, struct status status);
static inline bool call_refused(const struct call *call)
{
    return call->status.code != STATUS_OK;
}

/** call_event() - add one event: a copy of a packed message of @length bytes. Return: 0, or < 0: arena past its cap. */
int call_event(struct call *call, const void *bytes, size_t length);

/** call_answer() - append the packed @message to the answer. Return: 0, or < 0. */
int call_answer(struct call *call, const ProtobufCMessage *message);

/** call_unpack() - the body as a message of @descriptor, in the call's arena; refuses and returns NULL where it is
 * none. */
ProtobufCMessage *call_unpack(struct call *call, const ProtobufCMessageDescriptor *descriptor);

/** call_unpack_part() - the same of bytes that a request holds. */
ProtobufCMessage *call_unpack_part(struct call *call, struct store_bytes bytes,
                                   const ProtobufCMessageDescriptor *descriptor);

/** call_repack() - @message packed into the call's arena: one form for equal messages. Return: 0, or < 0: past its cap.
 */
int call_repack(struct call *call, const ProtobufCMessage *message, struct store_bytes *packed);

/** call_refusal_of_memory() - BODY_EXPANDS or NO_MEMORY where the call's arena refused memory, else @otherwise. */
enum refusal call_refusal_of_memory(const struct call *call, enum refusal otherwise);

/** call_store_outcome() - put what a handler returned into the status: damaged records, failures; 0 leaves it, unless
 * the arena refused memory meanwhile: what was decided without it counts for nothing. Return: whether the handler's
 * outcome stands. */
bool call_store_outcome(struct call *call, int result);

/** call_position() - add a position to the reply. */
void call_position(struct call *call, const char *service, uint64_t epoch, uint64_t sequence);
