#pragma once
/*
 * zap - the handler that libzmq asks, in the same process, whether a key may connect (ZeroMQ RFC 27).
 */
#include "wire/context.h"
#include "wire/keys.h"

#define ZAP_DOMAIN "karmayogi"

/** What the handler answered. */
struct zap_verdict {
    bool admitted;
    char address[64]; /* of the peer, may be "" */
};

/** zap_open() - bind the handler's socket. Return: the socket, or NULL with a trail. */
void *zap_open(struct context *context);

/** zap_close() - the address is free at once. NULL is allowed. */
void zap_close(void *zap);

/** zap_turn() - answer one question. Return: 0 with @verdict set, 1 nothing there now, or < 0. */
int zap_turn(void *zap, const struct keys_callers *callers, struct zap_verdict *verdict);
