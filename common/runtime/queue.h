#pragma once
/*
 * queue - the calls that wait for the writer: a lane for each caller, and all lanes in turn.
 *
 * Nobody shuts the others out: a caller may hold no more places than are left for the others, so that of n who flood
 * each holds one in n + 1 and as many stay free; and a batch takes from every lane alike, so that whoever sends little
 * waits for a turn of callers and not for the calls of one. The calls of one caller stay in order. No lock: see
 * writer_thread.
 */
#include "runtime/call.h"

struct queue;

/** queue_new() - Return: 0, or < 0. */
int queue_new(struct queue **queue);

/** queue_free() - with the calls that are still in it. NULL is allowed. */
void queue_free(struct queue *queue);

/** queue_push() - to the end of its caller's lane. Return: 0, 1: there is no place (the service's own calls may use the
 * reserve). The call stays the owner's then. */
int queue_push(struct queue *queue, struct call *call);

/** queue_take() - the next batch. Return: how many, at most LIMIT_BATCH_COMMANDS; 0: nothing waits. */
size_t queue_take(struct queue *queue, struct call **calls);

size_t queue_calls(const struct queue *queue);
size_t queue_bytes(const struct queue *queue); /* memory of those calls */
