#pragma once
/*
 * house - one service with everything of its runtime but sockets and threads: frames go in by dispatch_request(), what
 * would go out is kept, and the writer's queue is emptied when the story says so. Time stands still. Of the runtime's
 * functions those that need a socket or a thread are put in place by the linker (--wrap, see CMakeLists.txt).
 */
#include "base/buffer.h"
#include "runtime/private.h"

#define HOUSE_CALLS  8
#define HOUSE_NOW_MS INT64_C(1795305600000) /* 22 November 2026, 00:00 UTC */

/** What differs between the services; each program defines one. */
struct house_service {
    const struct runtime_service *runtime;
    unsigned tables; /* of its store */
    /* From nothing, or from what is in the folder. Return: 0, or < 0. */
    int (*open)(struct runtime *runtime, const char *folder, void **context, struct store **store);
    void (*close)(void *context);
    /* Hooks of the follower of @feed; NULL: there is none. */
    const struct follower_hooks *(*follower)(const char *feed);
    bool (*out_of_step)(const void *context); /* memory knows that it is behind the store */
    /* What memory holds beside the store, for comparison, in lines of any order. Return: 0, or < 0. */
    int (*tell)(void *context, struct buffer *out);
};
extern const struct house_service house_service;

enum house_reply_kind { HOUSE_NONE, HOUSE_OK, HOUSE_REFUSED };

struct house_reply {
    enum house_reply_kind kind;
    char reason[64];
    uint8_t digest[16]; /* of header and body */
};

struct house {
    void *context;
    struct runtime runtime;
    struct clock_fake time;
    struct call *queue[HOUSE_CALLS]; /* of the writer */
    size_t queued;
    uint64_t applied[2]; /* entries of followed feeds, by number of the feed */
    struct house_reply replies[HOUSE_CALLS];
};

/** house_open() - Return: 0, or < 0: nothing is open. */
int house_open(struct house *house, const char *folder);
void house_close(struct house *house);

/** A request, or a page of a followed feed. */
struct house_step {
    const char *method; /* NULL: a page */
    const char *feed;
    unsigned id;        /* of the request */
    const char *expect; /* "OK", or the reason of its refusal */
    struct store_bytes body;
    struct store_bytes *events;
    size_t event_count;
};

/** house_send() - the request as number @at of those that are on the way. */
void house_send(struct house *house, const struct house_step *step, size_t at);

/** house_page() - a page goes through the writer and then to memory. Return: 1: it was applied, 0: refused, < 0: the
 * process must end. */
int house_page(struct house *house, const struct house_step *step, uint64_t from);

/** house_settle() - the writer does what waits, as one batch, and the replies go out. Return: 0, or < 0: the process
 * must end. */
int house_settle(struct house *house);

/** house_digest() - of everything that is stored. */
void house_digest(struct house *house, uint8_t digest[16]);
