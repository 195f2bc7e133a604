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
struct batch;

/** idempotency_new() - filled with the ids of the last LIMIT_IDEMPOTENCY_DAYS before @now_ms. Should the clock be set
 * back later, those before them are read when one of them is asked for. Return: 0, or < 0. */
int idempotency_new(struct idempotency **idempotency, struct store *store, int64_t now_ms);
void idempotency_free(struct idempotency *idempotency);

enum idempotency_outcome {
    IDEMPOTENCY_FRESH = 0, /* not seen: run it */
    IDEMPOTENCY_REPEATED,  /* the call has its first outcome again */
    IDEMPOTENCY_REFUSED,   /* the call is refused: id too old, or used for another body */
};

/** idempotency_find() - Return: an idempotency_outcome, or < 0. @monotonic_ms: by which refusals are forgotten. */
int idempotency_find(struct idempotency *idempotency, const struct batch *batch, int64_t monotonic_ms,
                     struct call *call);

/** idempotency_accepted() - stage: the call became entry @batch->sequence. Return: 0, or < 0. */
int idempotency_accepted(struct idempotency *idempotency, const struct batch *batch, const struct call *call);

/** idempotency_latest_ms() - the latest time of any entry, one of @batch included: what that notes of itself. */
int64_t idempotency_latest_ms(const struct idempotency *idempotency, const struct batch *batch);

/** idempotency_refused() - stage: the handler refused the call. What refused it before, or its time, is not remembered:
 * such a refusal says nothing of the request. */
void idempotency_refused(struct idempotency *idempotency, const struct call *call, int64_t monotonic_ms);

/** idempotency_kept() - the batch was committed: what was staged stays. */
void idempotency_kept(struct idempotency *idempotency);

/** idempotency_undo() - the batch was aborted. */
void idempotency_undo(struct idempotency *idempotency);
