#pragma once
/*
 * client - call a method of a service, with one id for all tries, within one time. For the programs of this tree; the
 * programs of others have karmayogi.h, which is made of it.
 *
 * A client is one connection to one service, used by one thread. Messages are packed and unpacked with the code
 * generated from proto/; this library carries them. A call that gets no answer in time, or UNAVAILABLE or
 * RESOURCE_EXHAUSTED, is sent again with the same request id until the call's time is over, so that a write happens
 * once however often it was sent.
 */
#include "wire/caller.h"
#include "wire/envelope.h"

struct client;

struct client_options {
    struct caller_options connection;
    const char *actor; /* may be NULL */
    enum locale locale;
    uint32_t timeout_ms; /* of one call with all its tries: 0 stands for 10,000 */
    uint32_t try_ms;     /* how long one try waits before the request is sent again: 0 stands for 5,000 */
};

/** client_new() - begin to connect. Return: 0, or < 0. */
int client_new(struct client **client, const struct client_options *options);
void client_free(struct client *client); /* NULL is allowed */
void client_free_pointer(struct client **client);

/* What was given to client_new(), changed for the calls that follow. */
int client_set_actor(struct client *client, const char *actor); /* Return: 0, or < 0: too long */
void client_set_locale(struct client *client, enum locale locale);
void client_set_timeout(struct client *client, uint32_t timeout_ms);

/** One call; fill in, call, read the answer, client_call_deinit(). Zeroed memory is a valid start. Calling again
 * with the same struct is the same request once more. */
struct client_call {
    /* in */
    const char *method; /* full name */
    const void *body;   /* packed request */
    size_t body_length;
    struct uuid request_id;          /* all zero: a new one is made, and left here */
    const struct position *at_least; /* positions that the answer must include */
    size_t at_least_count;
    uint32_t timeout_ms; /* 0: the client's */
    uint32_t more_ms;    /* added to it: how long the service was asked to wait before it answers */
    uint32_t try_ms;     /* 0: the client's */
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
 * client_call() - send and wait. The outcome is always in @call->reply.status. Where no answer came the code is
 * UNAVAILABLE (reason UNREACHABLE: there is no connection), DEADLINE_EXCEEDED (reason NO_ANSWER: there is one, and
 * whether it was done is not known) or, as soon as that is certain, UNAUTHENTICATED (reason KEY_REFUSED: our key is not
 * admitted; HANDSHAKE_FAILED: theirs is not the one we expect, or it is no Karmayogi service); the sentence, in
 * English, says what to do. An answer that asks to come back later than the call's time allows is given as it is.
 *
 * Return: 0 for STATUS_OK, 1 for any other status, < 0: the machinery here failed.
 */
int client_call(struct client *client, struct client_call *call);
void client_call_deinit(struct client_call *call);
