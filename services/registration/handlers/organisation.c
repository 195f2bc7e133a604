/* organisation - the tree: create, update, declare a strength; get and list. Decisions are made on the tree in memory,
 * reads on the store. */
#include "codec/organisation.h"

#include "base/bytes.h"
#include "base/error.h"
#include "codec/event.h"
#include "codec/refuse.h"
#include "handlers/handlers.h"
#include "service.h"

/* Stores the node and puts it into the tree. @organisation may share strings with the node that it replaces, so
 * afterwards only *@kept, the node in the tree, may be looked at. */
static int apply(struct registration *registration, struct batch *batch, struct call *call,
                 const struct organisation *organisation, bool created, const struct organisation **kept)
{
    struct store_bytes event;
    uint32_t number = organisation->number;
    if (call->arena.failed)
        return error_raise("no room for an organisation");
    registration->memory_changed = true;
    int result = stored_organisation_put(batch->txn, organisation, &call->arena);
    if (result == 0)
        result = event_organisation(organisation, created, &call->arena, &event);
    if (result == 0)
        result = call_event(call, event.data, event.length);
    if (result == 0)
        result = organisations_put(registration->organisations, organisation);
    *kept = organisations_number(registration->organisations, number);
    return result;
}

static int refuse_finding(struct call *call, const struct finding *finding)
{
    return refuse_reason(call, finding->field, finding->reason, finding->detail);
}

int organisation_handle_create(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    const struct organisation *wanted = call->request;
    struct organisation *created = arena_zalloc(&call->arena, 1, sizeof *created);
    struct finding finding = {0};
    if (!created)
        return error_raise("no room for an organisation");
    switch (organisation_create(registration->organisations, registration->lists, wanted, batch->today, &call->arena,
                                created, &finding)) {
    case ORGANISATION_REFUSED:
        return refuse_finding(call, &finding);
    case ORGANISATION_SAME_THERE:
        return organisation_answer_create(call, organisations_id(registration->organisations, wanted->id), false);
    case ORGANISATION_CREATE:
        break;
    }
    const struct organisation *kept;
    int result = apply(registration, batch, call, created, true, &kept);
    return result ? result : organisation_answer_create(call, kept, true);
}

/* The organisation that a request is about does not exist: not a wrong value in it, but nothing there. */
static int refuse_unknown(struct call *call)
{
    int result = refuse_reason(call, FIELD_ORGANISATION, REASON_ORGANISATION_UNKNOWN, NULL);
    call->status.code = STATUS_NOT_FOUND;
    return result;
}

/* The node in memory, or a refusal. */
static const struct organisation *find(struct registration *registration, struct call *call, const char *id)
{
    const struct organisation *organisation = organisations_id(registration->organisations, id);
    if (!organisation)
        refuse_unknown(call);
    return organisation;
}

int organisation_handle_update(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    const struct organisation_update_request *request = call->request;
    const struct organisation *current = find(registration, call, request->wanted.id);
    struct organisation *updated = arena_zalloc(&call->arena, 1, sizeof *updated);
    struct finding finding = {0};
    if (!current)
        return 0;
    if (!updated)
        return error_raise("no room for an organisation");
    if (request->version != 0 && request->version != current->version)
        return refuse_reason(call, FIELD_NONE, REASON_VERSION_MISMATCH,
                             arena_printf(&call->arena, "%llu", (unsigned long long)current->version));
    if (organisation_update(current, registration->lists, &request->wanted, request->mask, &call->arena, updated,
                            &finding) != REASON_NONE)
        return refuse_finding(call, &finding);
    const struct organisation *kept;
    int result = apply(registration, batch, call, updated, false, &kept);
    return result ? result : organisation_answer_update(call, kept);
}

int organisation_handle_declare(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    const struct organisation_declare_request *request = call->request;
    const struct organisation *current = find(registration, call, request->id);
    struct organisation *updated = arena_zalloc(&call->arena, 1, sizeof *updated);
    struct finding finding = {0};
    if (!current)
        return 0;
    if (!updated)
        return error_raise("no room for an organisation");
    if (organisation_declare(current, &request->strength, batch->today, &call->arena, updated, &finding) != REASON_NONE)
        return refuse_finding(call, &finding);
    const struct organisation *kept;
    int result = apply(registration, batch, call, updated, false, &kept);
    return result ? result : organisation_answer_declare(call, kept);
}

/* By id, with its number of children; or a refusal (then *found is false). */
static int load(struct store_txn *txn, struct call *call, const char *id, struct organisation *organisation,
                bool *found)
{
    *found = false;
    int result = stored_organisation_find(txn, id, &call->arena, organisation);
    if (result == STORE_NOT_FOUND)
        return refuse_unknown(call);
    *found = result == 0;
    return result ? result : stored_children_count(txn, organisation->number, &organisation->child_count);
}

int organisation_handle_get(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    struct organisation *organisation = arena_zalloc(&call->arena, 1, sizeof *organisation);
    bool found;
    if (!organisation)
        return error_raise("no room for an organisation");
    int result = load(txn, call, call->request, organisation, &found);
    return result || !found ? result : organisation_answer_get(call, organisation);
}

static int add(struct store_txn *txn, struct call *call, uint32_t number, struct organisation *organisations,
               size_t *count)
{
    struct organisation *organisation = &organisations[*count];
    int result = stored_organisation_get(txn, number, &call->arena, organisation);
    if (result == 0)
        result = stored_children_count(txn, number, &organisation->child_count);
    *count += result == 0;
    return result;
}

#define ORGANISATIONS_PAGE 250u /* an organisation may carry 64 declarations: fewer fit a message */

int organisation_handle_list(void *service, struct store_txn *txn, struct call *call)
{
    struct registration *registration = service;
    const struct organisation_list_request *request = call->request;
    uint32_t size = request->page.size < ORGANISATIONS_PAGE ? request->page.size : ORGANISATIONS_PAGE, root = 0, at;
    struct organisation *found = arena_zalloc(&call->arena, size + 1, sizeof *found);
    struct store_bytes from, last = {0};
    size_t count = 0;
    bool exists = true;
    int result = 0;
    if (!found)
        return error_raise("no room for organisations");
    if (request->parent_id[0]) {
        result = load(txn, call, request->parent_id, &found[0], &exists);
        root = found[0].number;
    }
    if (result || !exists || !page_open(call, registration->store, &request->page, &from))
        return result;
    at = from.data && from.length == 4 ? bytes_get32(from.data) : root;
    if (!from.data && request->whole_subtree && root)
        result = add(txn, call, root, found, &count);
    while (result == 0 && count < size) {
        result = stored_next_below(txn, &call->arena, root, request->whole_subtree, at, &at);
        if (result == 0)
            result = add(txn, call, at, found, &count);
    }
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    uint8_t key[4];
    bytes_put32(key, at);
    if (result == 0)
        last = (struct store_bytes){key, sizeof key};
    return organisation_answer_list(call, registration->store, &request->page, found, count, last);
}
