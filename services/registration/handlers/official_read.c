/* official_read - reads of officials: by id, by key, by filter. Persons are masked before they go anywhere. */
#include "codec/official.h"

#include "base/bytes.h"
#include "base/cleanup.h"
#include "base/error.h"
#include "base/limits.h"
#include "base/official_number.h"
#include "codec/refuse.h"
#include "domain/contact.h"
#include "domain/issued_id.h"
#include "domain/mask.h"
#include "handlers/handlers.h"
#include "service.h"

#include <stdlib.h>
#include <string.h>

#define FIND_MOST 100
#define PAGE_BYTES                                                                                                     \
    (512u << 10) /* of a page's records in the store: keeps an answer well below a message's bound of the other side   \
                  */
#define EXAMINED_MOST 5000 /* records that one call may look at: the loop serves others, too */

static int mask(struct call *call, struct official *official)
{
    return mask_person(&official->person, &call->arena, &official->person);
}

int official_handle_get(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    struct official official;
    uint64_t number = official_number_parse(call->request);
    if (number == 0)
        return refuse_reason(call, FIELD_NONE, REASON_OFFICIAL_ID, NULL);
    int result = stored_official_get(txn, number, &call->arena, &official);
    if (result == STORE_NOT_FOUND)
        return refuse_reason(call, FIELD_NONE, REASON_OFFICIAL_UNKNOWN, NULL);
    if (result == 0)
        result = mask(call, &official);
    return result ? result : official_answer_get(call, &official);
}

static int compare_numbers(const void *a, const void *b)
{
    const struct official *left = a, *right = b;
    return left->number < right->number ? -1 : left->number > right->number;
}

/* The key that is asked for, in its compared form; or a refusal (then false). */
static bool key_of(struct call *call, const struct official_find_request *request, struct identity_key *key)
{
    enum reason reason = REASON_NONE;
    const char *text = "";
    switch (request->kind) {
    case FIND_MOBILE:
        key->kind = KEY_MOBILE;
        reason = contact_mobile(&call->arena, request->text, &text);
        break;
    case FIND_EMAIL:
        key->kind = KEY_EMAIL;
        reason = contact_email(&call->arena, request->text, &text);
        break;
    case FIND_ISSUED_ID:
        key->kind = KEY_ISSUED_ID;
        text = arena_printf(&call->arena, "%s\n%s", request->issued_id.issuer,
                            issued_id_upper(&call->arena, request->issued_id.value));
        break;
    }
    key->text = text;
    if (reason != REASON_NONE)
        refuse_reason(call, request->kind == FIND_MOBILE ? FIELD_MOBILE : FIELD_EMAIL, reason, NULL);
    return reason == REASON_NONE && text;
}

int official_handle_find(void *service, struct store_txn *txn, struct call *call)
{
    struct registration *registration = service;
    const struct official_find_request *request = call->request;
    struct official *found = arena_zalloc(&call->arena, FIND_MOST, sizeof *found);
    struct identity_key key = {0};
    uint64_t number;
    size_t count = 0;
    if (!found)
        return error_raise("no room for officials");
    if (request->kind == FIND_ISSUED_ID && request->issued_id.issuer[0] == '\0')
        return refuse_reason(call, FIELD_ISSUED_IDS, REASON_ISSUER_FORM, NULL);
    if (!key_of(call, request, &key))
        return call_refused(call) ? 0 : error_raise("no room for a key");
    struct keymap_probe probe = keymap_find(registration->keys, registration_fingerprint(registration, &key));
    while (count < FIND_MOST && keymap_next(&probe, &number)) {
        int result = stored_official_get(txn, number, &call->arena, &found[count]);
        if (result == STORE_NOT_FOUND)
            continue;
        if (result)
            return result;
        if (!identity_holds(&found[count], &key, &call->arena))
            continue;
        result = mask(call, &found[count]);
        if (result)
            return result;
        count++;
    }
    qsort(found, count, sizeof *found, compare_numbers);
    return official_answer_find(call, found, count);
}

static bool has_flag(const struct official *official, const char *flag)
{
    for (size_t i = 0; i < official->flag_count; i++)
        if (strcmp(official->flags[i], flag) == 0)
            return true;
    return false;
}

static bool passes(const struct official_list_request *request, const struct official *official)
{
    const char *code = official->post.designation_code;
    if (request->district_code && official->post.district_code != request->district_code)
        return false;
    if (request->designation_code[0] && strcmp(request->designation_code, "-") == 0
            ? code[0] != '\0'
            : request->designation_code[0] && strcmp(request->designation_code, code) != 0)
        return false;
    if (request->states && !(request->states & 1u << official->state))
        return false;
    return !request->flag[0] || has_flag(official, request->flag);
}

/* A list being gathered: over organisations in the order of the tree, and their officials by number. */
struct gathering {
    struct registration *registration;
    struct store_txn *txn;
    struct call *call;
    const struct official_list_request *request;
    struct official *found;
    size_t count, examined;
    uint32_t organisation; /* where the walk is */
    uint64_t official;     /* last one looked at in it; 0: none yet */
    bool full;
};

static int gather_one(struct gathering *gathering, uint64_t number)
{
    struct official *official = &gathering->found[gathering->count];
    int result = stored_official_get(gathering->txn, number, &gathering->call->arena, official);
    if (result)
        return result == STORE_NOT_FOUND
                   ? error_raise("the list of an organisation names an official that is not there")
                   : result;
    gathering->examined++;
    gathering->official = number;
    if (passes(gathering->request, official)) {
        result = mask(gathering->call, official);
        gathering->count++;
    }
    gathering->full = gathering->count == gathering->request->page.size || gathering->examined >= EXAMINED_MOST ||
                      gathering->call->arena.used_bytes > (size_t)32 * PAGE_BYTES;
    return result;
}

/* The officials of one organisation from where the walk is. */
static int gather_organisation(struct gathering *gathering)
{
    uint8_t from[12];
    CLEANUP(store_cursor_close) struct store_cursor cursor = {0};
    struct store_bytes key, value;
    int result = store_cursor_open(&cursor, gathering->txn, STORED_POSTS_OF);
    if (result)
        return result;
    bytes_put32(from, gathering->organisation);
    bytes_put64(from + 4, gathering->official + 1);
    for (result = store_cursor_seek(&cursor, (struct store_bytes){from, sizeof from}, &key, &value);
         result == 0 && key.length == 12 && bytes_get32(key.data) == gathering->organisation && !gathering->full;
         result = store_cursor_next(&cursor, &key, &value)) {
        int gathered = gather_one(gathering, bytes_get64((const uint8_t *)key.data + 4));
        if (gathered)
            return gathered;
    }
    return result == STORE_NOT_FOUND ? 0 : result;
}

/* The organisation after this one: below the root in the order of the tree, or any by number. */
static int next_organisation(struct gathering *gathering, uint32_t root)
{
    if (root && !gathering->request->whole_subtree)
        return STORE_NOT_FOUND;
    gathering->official = 0;
    if (root)
        return stored_next_below(gathering->txn, &gathering->call->arena, root, true, gathering->organisation,
                                 &gathering->organisation);
    struct organisation next;
    return stored_organisation_get(gathering->txn, ++gathering->organisation, &gathering->call->arena, &next);
}

static int gather(struct gathering *gathering, uint32_t root)
{
    int result = 0;
    while (result == 0) {
        result = gather_organisation(gathering);
        if (result || gathering->full)
            return result;
        result = next_organisation(gathering, root);
        gathering->full = result == 0 && ++gathering->examined >= EXAMINED_MOST; /* empty organisations are work, too */
        if (gathering->full)
            return 0;
    }
    return result;
}

int official_handle_list(void *service, struct store_txn *txn, struct call *call)
{
    struct registration *registration = service;
    const struct official_list_request *request = call->request;
    struct gathering gathering = {
        .registration = registration, .txn = txn, .call = call, .request = request, .organisation = 1};
    struct organisation root = {0};
    struct store_bytes from, last = {0};
    int result = 0;
    gathering.found = arena_zalloc(&call->arena, request->page.size + 1, sizeof *gathering.found);
    if (!gathering.found)
        return error_raise("no room for officials");
    if (request->organisation_id[0])
        result = stored_organisation_find(txn, request->organisation_id, &call->arena, &root);
    if (result == STORE_NOT_FOUND)
        return refuse_reason(call, FIELD_ORGANISATION, REASON_ORGANISATION_UNKNOWN, NULL);
    if (result || !page_open(call, registration->store, &request->page, &from))
        return result;
    if (root.number)
        gathering.organisation = root.number;
    if (from.data && from.length == 12) {
        gathering.organisation = bytes_get32(from.data);
        gathering.official = bytes_get64((const uint8_t *)from.data + 4);
    }
    result = gather(&gathering, root.number);
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    uint8_t key[12];
    bytes_put32(key, gathering.organisation);
    bytes_put64(key + 4, gathering.official);
    if (gathering.full)
        last = (struct store_bytes){key, sizeof key};
    return official_answer_list(call, registration->store, &request->page, gathering.found, gathering.count, last);
}
