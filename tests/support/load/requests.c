/* requests - see requests.h. Places that are free are linked through `next`. */
#include "load/requests.h"

#include "base/error.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define PRINTS (1u << 18)

/* The end of an id is random. */
static uint32_t print_of(const struct uuid *id)
{
    uint32_t print;
    memcpy(&print, id->bytes + UUID_BYTES - sizeof print, sizeof print);
    return print & (PRINTS - 1);
}

int requests_init(struct requests *requests, uint32_t most)
{
    *requests = (struct requests){.most = most, .free_first = 0};
    requests->all = calloc(most, sizeof *requests->all);
    requests->prints = malloc(PRINTS * sizeof *requests->prints);
    if (!requests->all || !requests->prints)
        return error_raise("no memory for %u requests", most);
    memset(requests->prints, 0xFF, PRINTS * sizeof *requests->prints);
    for (uint32_t i = 0; i < most; i++)
        requests->all[i].next = i + 1 < most ? i + 1 : REQUEST_NONE;
    return 0;
}

void requests_deinit(struct requests *requests)
{
    free(requests->all);
    free(requests->prints);
}

uint32_t requests_take(struct requests *requests, const struct uuid *id)
{
    uint32_t number = requests->free_first, *first = &requests->prints[print_of(id)];
    if (number == REQUEST_NONE)
        return number;
    requests->free_first = requests->all[number].next;
    requests->all[number] =
        (struct request){.id = *id, .next = REQUEST_NONE, .before = REQUEST_NONE, .next_of_print = *first};
    *first = number;
    requests->used++;
    return number;
}

void requests_give_back(struct requests *requests, uint32_t number)
{
    uint32_t *link = &requests->prints[print_of(&requests->all[number].id)];
    requests_move(requests, number, NULL);
    while (*link != number)
        link = &requests->all[*link].next_of_print;
    *link = requests->all[number].next_of_print;
    requests->all[number].next = requests->free_first;
    requests->free_first = number;
    requests->used--;
}

uint32_t requests_find(const struct requests *requests, const struct uuid *id)
{
    uint32_t number = requests->prints[print_of(id)];
    while (number != REQUEST_NONE && !uuid_equal(&requests->all[number].id, id))
        number = requests->all[number].next_of_print;
    return number;
}

void request_list_init(struct request_list *list)
{
    *list = (struct request_list){REQUEST_NONE, REQUEST_NONE, 0};
}

static void take_out(struct requests *requests, struct request *request)
{
    struct request_list *list = request->list;
    if (request->before == REQUEST_NONE)
        list->first = request->next;
    else
        requests->all[request->before].next = request->next;
    if (request->next == REQUEST_NONE)
        list->last = request->before;
    else
        requests->all[request->next].before = request->before;
    list->count--;
}

void requests_move(struct requests *requests, uint32_t number, struct request_list *list)
{
    struct request *request = &requests->all[number];
    if (request->list)
        take_out(requests, request);
    request->list = list;
    if (!list)
        return;
    request->before = list->last;
    request->next = REQUEST_NONE;
    if (list->last == REQUEST_NONE)
        list->first = number;
    else
        requests->all[list->last].next = number;
    list->last = number;
    list->count++;
}
