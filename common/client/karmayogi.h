#pragma once
/*
 * karmayogi - the client library: call a method of a service, with one id for all tries, within one time.
 *
 * A client is one connection to one service, used by one thread. Messages are packed and unpacked with the code
 * generated from proto/; this library carries them. A call that gets no answer in time, or UNAVAILABLE or
 * RESOURCE_EXHAUSTED, is sent again with the same request id until the call's time is over, so that a write happens
 * once however often it was sent.
 */
#include "wire/caller.h"
#include "wire/envelope.h"

struct karmayogi;

struct karmayogi_options {
    struct caller_options connection;
    const char *actor; /* may be NULL */
    enum locale locale;
    uint32_t timeout_ms; /* of one call with all its tries: 0 stands for 10,000 */
    uint32_t try_ms;     /* how long one try waits before the request is sent again: 0 stands for 5,000 */
};

/** karmayogi_new() - begin to connect. Return: 0, or < 0. */
int karmayogi_new(struct karmayogi **client, const struct karmayogi_options *options);
void karmayogi_free(struct karmayogi *client); /* NULL is allowed */
void karmayogi_free_pointer(struct karmayogi **client);

/** One call; fill in, call, read the answer, karmayogi_call_deinit(). Zeroed memory is a valid start. Calling again
 * with the same struct is the same request once more. */
struct karmayogi_call {
    /* in */
    const char *method; /* full name */
    const void *body;   /* packed request */
    size_t body_length;
    struct uuid request_id;          /* all zero: a new one is made, and left here */
    const struct position *at_least; /* positions that the answer must include */
    size_t at_least_count;
    uint32_t timeout_ms; /* 0: the client's */
    /* out */
    struct reply_header reply; /* status, positions */
    const void *answer;        /* packed response; empty unless the code is STATUS_OK */
    size_t answer_length;
    unsigned tries;
    /* private */
    struct arena arena;
    struct caller_reply message;
    char sentence[512];
};

/**
 * karmayogi_call() - send and wait. The outcome is always in @call->reply.status. Where no answer came the code is
 * UNAVAILABLE (reason UNREACHABLE: there is no connection), DEADLINE_EXCEEDED (reason NO_ANSWER: there is one, and
 * whether it was done is not known) or, as soon as that is certain, UNAUTHENTICATED (reason KEY_REFUSED: our key is not
 * admitted; HANDSHAKE_FAILED: theirs is not the one we expect, or it is no Karmayogi service); the sentence, in
 * English, says what to do. An answer that asks to come back later than the call's time allows is given as it is.
 *
 * Return: 0 for STATUS_OK, 1 for any other status, < 0: the machinery here failed.
 */
int karmayogi_call(struct karmayogi *client, struct karmayogi_call *call);
void karmayogi_call_deinit(struct karmayogi_call *call);
