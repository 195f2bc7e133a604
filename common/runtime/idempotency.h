#pragma once
/*
 * idempotency - the first answer again for a repeated request: a map from fingerprint of (caller's name, request id) to
 * the entry of the outbox, and for two minutes the refusals, which leave nothing durable. Belongs to the writer's
 * thread.
 */
#include "runtime/call.h"
#include "store/keymap.h"
#include "store/outbox.h"

struct idempotency;

/** idempotency_new() - filled from the entries of the last LIMIT_IDEMPOTENCY_DAYS before @now_ms. Return: 0, or < 0. */
int idempotency_new(struct idempotency **idempotency, struct store *store, int64_t now_ms);
void idempotency_free(struct idempotency *idempotency);

enum idempotency_outcome {
    IDEMPOTENCY_FRESH = 0, /* not seen: run it */
    IDEMPOTENCY_REPEATED,  /* the call has its first outcome again */
    IDEMPOTENCY_REFUSED,   /* the call is refused: id too old, or used for another body */
};

/** idempotency_find() - Return: an idempotency_outcome, or < 0. @epoch, @service: for the position of the answer. */
int idempotency_find(struct idempotency *idempotency, struct store_txn *txn, const char *service, uint64_t epoch,
                     int64_t now_ms, struct call *call);

/** idempotency_accepted() - stage: the call became entry @sequence. Return: 0, or < 0. */
int idempotency_accepted(struct idempotency *idempotency, const struct call *call, uint64_t sequence);

/** idempotency_refused() - stage: the handler refused the call. What refused it before, or its time, is not remembered:
 * such a refusal says nothing of the request. */
void idempotency_refused(struct idempotency *idempotency, const struct call *call, int64_t now_ms);

/** idempotency_kept() - the batch was committed: what was staged stays. */
void idempotency_kept(struct idempotency *idempotency);

/** idempotency_undo() - the batch was aborted. */
void idempotency_undo(struct idempotency *idempotency);
