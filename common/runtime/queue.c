/*
 * queue - see queue.h. Lanes that hold nothing are spare; there are as many as calls may wait, so that a caller never
 * has to be refused for want of a lane, and nothing is allocated while calls come.
 *
 * A call that does not fit into the batch at hand (a validation, a large chunk) is passed over with its lane, and leads
 * the next one: others go on beside it, and it cannot be passed over for ever.
 */
#include "runtime/queue.h"

#include "base/error.h"
#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

struct lane {
    char caller[KEYS_NAME_BYTES];
    bool internal;
    struct call *first, *last;
    size_t count, bytes;
    struct lane *next;
};

struct lanes {
    struct lane *first, *last;
};

struct queue {
    struct lane all[LIMIT_QUEUE_COMMANDS];
    struct lane *spare;
    struct lanes turn; /* those that hold calls, whose turn is next first */
    size_t count, bytes;
};

static void lanes_add(struct lanes *lanes, struct lane *lane)
{
    lane->next = NULL;
    if (lanes->first)
        lanes->last->next = lane;
    else
        lanes->first = lane;
    lanes->last = lane;
}

static struct lane *lanes_pop(struct lanes *lanes)
{
    struct lane *lane = lanes->first;
    lanes->first = lane->next;
    return lane;
}

int queue_new(struct queue **out)
{
    struct queue *queue = calloc(1, sizeof *queue);
    if (!queue)
        return error_system("queue");
    for (size_t i = LIMIT_QUEUE_COMMANDS; i-- > 0;) {
        queue->all[i].next = queue->spare;
        queue->spare = &queue->all[i];
    }
    *out = queue;
    return 0;
}

void queue_free(struct queue *queue)
{
    struct call *calls[LIMIT_BATCH_COMMANDS];
    size_t count;
    if (!queue)
        return;
    while ((count = queue_take(queue, calls)) > 0) {
        for (size_t i = 0; i < count; i++)
            call_free(calls[i]);
    }
    free(queue);
}

static struct lane *lane_of(const struct queue *queue, const struct call *call)
{
    struct lane *lane = queue->turn.first;
    while (lane && (lane->internal != call->internal || strcmp(lane->caller, call->caller.name) != 0))
        lane = lane->next;
    return lane;
}

/* The service's own calls are few, by what makes them. */
static bool has_room(const struct queue *queue, const struct lane *lane, const struct call *call)
{
    size_t count = lane ? lane->count : 0, bytes = lane ? lane->bytes : 0;
    if (call->internal)
        return queue->count < LIMIT_QUEUE_COMMANDS;
    if (queue->count + count >= LIMIT_QUEUE_COMMANDS - LIMIT_QUEUE_RESERVED)
        return false;
    return queue->count == 0 || queue->bytes + bytes + call->weight <= LIMIT_QUEUE_BYTES;
}

static struct lane *lane_new(struct queue *queue, const struct call *call)
{
    struct lane *lane = queue->spare;
    queue->spare = lane->next;
    *lane = (struct lane){.internal = call->internal};
    memcpy(lane->caller, call->caller.name, sizeof lane->caller);
    lanes_add(&queue->turn, lane);
    return lane;
}

int queue_push(struct queue *queue, struct call *call)
{
    struct lane *lane = lane_of(queue, call);
    call->weight = call->arena.used_bytes;
    if (!has_room(queue, lane, call))
        return 1;
    if (!lane)
        lane = lane_new(queue, call);
    call->next = NULL;
    if (lane->first)
        lane->last->next = call;
    else
        lane->first = call;
    lane->last = call;
    lane->count++;
    lane->bytes += call->weight;
    queue->count++;
    queue->bytes += call->weight;
    return 0;
}

static struct call *lane_pop(struct queue *queue, struct lane *lane)
{
    struct call *call = lane->first;
    lane->first = call->next;
    call->next = NULL;
    lane->count--;
    lane->bytes -= call->weight;
    queue->count--;
    queue->bytes -= call->weight;
    return call;
}

size_t queue_take(struct queue *queue, struct call **calls)
{
    struct lanes passed_over = {0};
    size_t count = 0, bytes = 0;
    while (queue->turn.first && count < LIMIT_BATCH_COMMANDS) {
        struct lane *lane = lanes_pop(&queue->turn);
        const struct call *next = lane->first;
        if (count > 0 && (next->solo || calls[0]->solo || bytes + next->body.length > LIMIT_BATCH_BYTES)) {
            lanes_add(&passed_over, lane);
            continue;
        }
        bytes += next->body.length;
        calls[count++] = lane_pop(queue, lane);
        if (lane->first) {
            lanes_add(&queue->turn, lane);
        } else {
            lane->next = queue->spare;
            queue->spare = lane;
        }
    }
    if (passed_over.first) {
        passed_over.last->next = queue->turn.first;
        queue->turn.last = queue->turn.first ? queue->turn.last : passed_over.last;
        queue->turn.first = passed_over.first;
    }
    return count;
}

size_t queue_calls(const struct queue *queue)
{
    return queue->count;
}

size_t queue_bytes(const struct queue *queue)
{
    return queue->bytes;
}
