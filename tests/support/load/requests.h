#pragma once
/*
 * requests - those that a load client has begun and that have no outcome yet: a fixed number of places, found by
 * request id, each in one list at a time.
 */
#include "load/work.h"

#include "base/uuid.h"

#include <stdbool.h>
#include <stdint.h>

#define REQUEST_NONE UINT32_MAX

struct request {
    struct uuid id;
    struct work_item item;
    uint32_t connection;
    unsigned tries;
    bool unsure;    /* a try left, and was never answered */
    bool put_off;   /* the last answer asked for patience */
    int64_t due_us; /* when it should have been sent first */
    int64_t try_us; /* when the last try was */
    int64_t over_at_ms, backoff_ms;
    struct request_list *list; /* NULL: in none */
    uint32_t next, before, next_of_print;
};

struct request_list {
    uint32_t first, last;
    unsigned count;
};

struct requests {
    struct request *all;
    uint32_t *prints; /* first request by a part of its id */
    uint32_t most, free_first, used;
};

int requests_init(struct requests *requests, uint32_t most);
void requests_deinit(struct requests *requests);

/** requests_take() - a place for a request with @id, cleared. Return: its number; REQUEST_NONE: all are taken. */
uint32_t requests_take(struct requests *requests, const struct uuid *id);
void requests_give_back(struct requests *requests, uint32_t number);
uint32_t requests_find(const struct requests *requests, const struct uuid *id);

void request_list_init(struct request_list *list);

/** requests_move() - to the end of @list, out of the one it is in; NULL: into none. */
void requests_move(struct requests *requests, uint32_t number, struct request_list *list);
