/*
 * loop - what stands for libev: the few calls that the runtime makes, on a fiber. A loop sleeps until somebody wakes it
 * or a timer is due; what the descriptors of sockets would tell, the network tells it (loop_wake()).
 */
#include "node.h"

#include <assert.h>
#include <ev.h>
#include <stdlib.h>

#define WATCHERS 4

struct ev_loop {
    struct node *node;
    struct fiber *fiber;
    ev_prepare *prepares[WATCHERS];
    ev_async *asyncs[WATCHERS];
    ev_timer *timers[WATCHERS];
    ev_signal *signals[WATCHERS];
    size_t prepare_count, async_count, timer_count, signal_count;
    bool is_awake, is_broken, is_signalled;
    unsigned idle;
};

struct ev_loop *ev_loop_new(unsigned flags)
{
    (void)flags;
    struct ev_loop *loop = calloc(1, sizeof *loop);
    assert(loop);
    loop->node = node_running();
    loop->node->loop = loop;
    return loop;
}

void ev_loop_destroy(struct ev_loop *loop)
{
    loop->node->loop = NULL;
    free(loop);
}

void loop_wake(struct node *node)
{
    struct ev_loop *loop = node->loop;
    if (!loop || loop->is_awake)
        return;
    loop->is_awake = true;
    if (loop->fiber)
        fiber_wake(loop->fiber);
}

void loop_signal(struct node *node)
{
    if (!node->loop)
        return;
    node->loop->is_signalled = true;
    loop_wake(node);
}

static double seconds(void)
{
    return (double)world.now_us / 1e6;
}

static int64_t next_timer_us(const struct ev_loop *loop)
{
    int64_t next_us = INT64_MAX;
    for (size_t i = 0; i < loop->timer_count; i++)
        if ((int64_t)(loop->timers[i]->at * 1e6) + 1 < next_us)
            next_us = (int64_t)(loop->timers[i]->at * 1e6) + 1;
    return next_us;
}

static void invoke(struct ev_loop *loop)
{
    for (size_t i = 0; i < loop->async_count; i++) {
        if (!loop->asyncs[i]->sent)
            continue;
        loop->asyncs[i]->sent = 0;
        loop->asyncs[i]->cb(loop, loop->asyncs[i], EV_ASYNC);
    }
    for (size_t i = 0; i < loop->timer_count; i++) {
        if (loop->timers[i]->at > seconds())
            continue;
        loop->timers[i]->at = seconds() + loop->timers[i]->repeat;
        loop->timers[i]->cb(loop, loop->timers[i], EV_TIMER);
    }
    if (loop->is_signalled && loop->signal_count > 0)
        loop->signals[0]->cb(loop, loop->signals[0], EV_SIGNAL);
    loop->is_signalled = false;
}

int ev_run(struct ev_loop *loop, int flags)
{
    (void)flags;
    loop->fiber = fiber_running();
    while (!loop->is_broken && !loop->node->is_dead) {
        for (size_t i = 0; i < loop->prepare_count; i++)
            loop->prepares[i]->cb(loop, loop->prepares[i], EV_PREPARE);
        if (loop->is_broken || loop->node->is_dead)
            break;
        if (loop->idle == 0 && !loop->is_awake)
            fiber_wait(next_timer_us(loop));
        else
            fiber_sleep(chance_between(&world_chance, 2, 30)); /* a turn takes its time */
        loop->is_awake = false;
        if (!loop->node->is_dead)
            invoke(loop);
    }
    loop->fiber = NULL;
    return 0;
}

void ev_break(struct ev_loop *loop, int how)
{
    (void)how;
    loop->is_broken = true;
}

void ev_async_send(struct ev_loop *loop, ev_async *watcher)
{
    watcher->sent = 1;
    loop_wake(loop->node);
}

void ev_async_start(struct ev_loop *loop, ev_async *watcher)
{
    assert(loop->async_count < WATCHERS);
    loop->asyncs[loop->async_count++] = watcher;
}

void ev_prepare_start(struct ev_loop *loop, ev_prepare *watcher)
{
    assert(loop->prepare_count < WATCHERS);
    loop->prepares[loop->prepare_count++] = watcher;
}

void ev_timer_start(struct ev_loop *loop, ev_timer *watcher)
{
    assert(loop->timer_count < WATCHERS);
    watcher->at += seconds();
    loop->timers[loop->timer_count++] = watcher;
}

void ev_signal_start(struct ev_loop *loop, ev_signal *watcher)
{
    assert(loop->signal_count < WATCHERS);
    loop->signals[loop->signal_count++] = watcher;
}

void ev_signal_stop(struct ev_loop *loop, ev_signal *watcher)
{
    (void)watcher;
    loop->signal_count = 0;
}

void ev_idle_start(struct ev_loop *loop, ev_idle *watcher)
{
    loop->idle += !watcher->active;
    watcher->active = 1;
}

void ev_idle_stop(struct ev_loop *loop, ev_idle *watcher)
{
    loop->idle -= watcher->active != 0;
    watcher->active = 0;
}

void ev_io_start(struct ev_loop *loop, ev_io *watcher)
{
    (void)loop, (void)watcher;
}
