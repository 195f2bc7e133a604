/*
 * truth - see truth.h. Answers are compared as bytes. A list that is shorter is told from one that says something wrong
 * by its parts: the messages in it, each of which some true answer must hold. Numbers that are counted over an index
 * (children of an organisation) are parts of a message, so where an index has lost something they count as missing only
 * if the record itself can be told apart; officials have none of them.
 */
#include "truth.h"

#include "base/hash.h"
#include "base/official_number.h"
#include "store/outbox.h"

static void add_question(struct truth *truth, const struct route *route, uint64_t sequence,
                         const ProtobufCMessage *message)
{
    if (truth->count == truth->room) {
        truth->room = truth->room ? truth->room * 2 : 256;
        truth->list = realloc(truth->list, truth->room * sizeof *truth->list);
        assert_non_null(truth->list);
    }
    struct question *question = &truth->list[truth->count++];
    *question = (struct question){.route = route, .sequence = sequence};
    if (!message)
        return;
    question->body_length = protobuf_c_message_get_packed_size(message);
    question->body = malloc(question->body_length + 1);
    assert_non_null(question->body);
    protobuf_c_message_pack(message, question->body);
}

/* Parts of an answer */

static bool read_varint(const uint8_t **at, const uint8_t *end, uint64_t *value)
{
    *value = 0;
    for (unsigned shift = 0; *at < end && shift < 64; shift += 7) {
        uint8_t byte = *(*at)++;
        *value |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

/* The next message in an answer; numbers are stepped over. Return: false at the end. */
static bool next_part(const uint8_t **at, const uint8_t *end, struct store_bytes *part)
{
    uint64_t tag, value;
    while (*at < end && read_varint(at, end, &tag) && read_varint(at, end, &value)) {
        if ((tag & 7) == 0)
            continue;
        if ((tag & 7) != 2 || value > (uint64_t)(end - *at))
            return false;
        *part = (struct store_bytes){*at, value};
        *at += value;
        if (value > 0)
            return true;
    }
    return false;
}

static int compare_hashes(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return *left < *right ? -1 : *left > *right;
}

static bool is_known_part(const struct truth *truth, struct store_bytes part)
{
    uint64_t hash = hash_bytes(part.data, part.length);
    return bsearch(&hash, truth->parts, truth->part_count, sizeof hash, compare_hashes) != NULL;
}

static bool knows_all_parts(const struct truth *truth, const struct buffer *answer)
{
    const uint8_t *at = answer->data, *end = at + answer->length;
    struct store_bytes part;
    while (next_part(&at, end, &part))
        if (!is_known_part(truth, part))
            return false;
    return true;
}

static void add_parts(struct truth *truth, const struct buffer *answer)
{
    const uint8_t *at = answer->data, *end = at + answer->length;
    struct store_bytes part;
    while (next_part(&at, end, &part)) {
        if (truth->part_count == truth->part_room) {
            truth->part_room = truth->part_room ? truth->part_room * 2 : 1024;
            truth->parts = realloc(truth->parts, truth->part_room * sizeof *truth->parts);
            assert_non_null(truth->parts);
        }
        truth->parts[truth->part_count++] = hash_bytes(part.data, part.length);
    }
}

/* Asking */

static struct call *ask(const struct question *question, struct desk *desk)
{
    struct store_txn *txn;
    struct call *call = call_new();
    assert_non_null(call);
    call->route = question->route;
    call->deadline_ms = desk->time.now_monotonic_ms + 10000;
    call->body = (struct store_bytes){question->body, question->body_length};
    if (!call_store_outcome(call, call->route->decode(call)) || call_refused(call))
        return call;
    if (call_store_outcome(call, store_begin_read(desk->store, &txn))) {
        call_store_outcome(call, call->route->read(desk->registration, txn, call));
        store_abort(txn);
    }
    return call;
}

/* Return: as outbox_get(). */
static int ask_entry(struct desk *desk, uint64_t sequence, uint64_t *hash)
{
    struct store_txn *txn;
    struct store_bytes entry;
    int result = store_begin_read(desk->store, &txn);
    if (result)
        return result;
    result = outbox_get(txn, sequence, &entry, NULL);
    if (result == 0)
        *hash = hash_bytes(entry.data, entry.length);
    store_abort(txn);
    return result;
}

static void wrong(struct said *said, const struct question *question)
{
    if (said->wrong++ == 0)
        snprintf(said->first, sizeof said->first, "%s, %zu bytes asked, entry %llu",
                 question->route ? question->route->method : "outbox", question->body_length,
                 (unsigned long long)question->sequence);
}

static void compare_entry(const struct question *question, struct desk *desk, struct said *said)
{
    uint64_t hash = 0;
    int result = ask_entry(desk, question->sequence, &hash);
    if (result == STORE_NOT_FOUND)
        said->missing++;
    else if (result)
        said->told++;
    else if (hash == question->answer)
        said->right++;
    else
        wrong(said, question);
}

static void compare_answer(const struct truth *truth, const struct question *question, struct desk *desk,
                           struct said *said)
{
    struct call *call = ask(question, desk);
    bool of_officials = strstr(question->route->method, "Official") != NULL;
    if (call_refused(call) && (call->status.code == STATUS_DATA_LOSS || call->status.code == STATUS_INTERNAL))
        said->told++;
    else if (call_refused(call))
        said->missing++;
    else if (hash_bytes(call->answer.data, call->answer.length) == question->answer)
        said->right++;
    else if (knows_all_parts(truth, &call->answer) || !of_officials)
        said->missing++;
    else
        wrong(said, question);
    call_free(call);
}

void truth_compare(const struct truth *truth, struct desk *desk, struct said *said)
{
    *said = (struct said){0};
    for (size_t i = 0; i < truth->count; i++)
        if (truth->list[i].route)
            compare_answer(truth, &truth->list[i], desk, said);
        else
            compare_entry(&truth->list[i], desk, said);
}

/* What there is to ask */

static void add_officials(struct truth *truth, struct desk *desk, struct store_txn *txn)
{
    R(GetOfficialRequest) get = KARMAYOGI__REGISTRATION__V1__GET_OFFICIAL_REQUEST__INIT;
    struct store_cursor cursor;
    struct store_bytes key, value;
    char id[OFFICIAL_NUMBER_TEXT_BYTES];
    assert_int_equal(store_cursor_open(&cursor, txn, STORED_PERSONS), 0);
    for (int result = store_cursor_seek(&cursor, (struct store_bytes){NULL, 0}, &key, &value); result == 0;
         result = store_cursor_next(&cursor, &key, &value)) {
        uint64_t number = 0;
        for (size_t i = 0; i < key.length; i++)
            number = number << 8 | ((const uint8_t *)key.data)[i];
        get.official_id = official_number_format(number, id);
        add_question(truth, desk_route(desk, "GetOfficial"), 0, &get.base);
    }
    store_cursor_close(&cursor);
}

static void add_imports(struct truth *truth, struct desk *desk, struct store_txn *txn)
{
    R(GetImportRequest) get = KARMAYOGI__REGISTRATION__V1__GET_IMPORT_REQUEST__INIT;
    R(ListImportVerdictsRequest) verdicts = KARMAYOGI__REGISTRATION__V1__LIST_IMPORT_VERDICTS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    struct store_cursor cursor;
    struct store_bytes key, value;
    page.page_size = LIMIT_PAGE_SIZE;
    verdicts.page = &page;
    assert_int_equal(store_cursor_open(&cursor, txn, STORED_IMPORTS), 0);
    for (int result = store_cursor_seek(&cursor, (struct store_bytes){NULL, 0}, &key, &value); result == 0;
         result = store_cursor_next(&cursor, &key, &value)) {
        get.import_id = verdicts.import_id = (ProtobufCBinaryData){key.length, (uint8_t *)(uintptr_t)key.data};
        add_question(truth, desk_route(desk, "GetImport"), 0, &get.base);
        add_question(truth, desk_route(desk, "ListImportVerdicts"), 0, &verdicts.base);
    }
    store_cursor_close(&cursor);
}

static void add_lists(struct truth *truth, struct desk *desk)
{
    R(ListOfficialsRequest) officials = KARMAYOGI__REGISTRATION__V1__LIST_OFFICIALS_REQUEST__INIT;
    R(ListOrganisationsRequest) organisations = KARMAYOGI__REGISTRATION__V1__LIST_ORGANISATIONS_REQUEST__INIT;
    R(ListTransfersRequest) transfers = KARMAYOGI__REGISTRATION__V1__LIST_TRANSFERS_REQUEST__INIT;
    R(ListMasterEntriesRequest) entries = KARMAYOGI__REGISTRATION__V1__LIST_MASTER_ENTRIES_REQUEST__INIT;
    R(FindOfficialsRequest) find = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__INIT;
    C(PageRequest) page = KARMAYOGI__CORE__V1__PAGE_REQUEST__INIT;
    char mobile[16];
    page.page_size = LIMIT_PAGE_SIZE;
    officials.page = organisations.page = transfers.page = entries.page = &page;
    add_question(truth, desk_route(desk, "ListOfficials"), 0, &officials.base);
    officials.organisation_id = organisations.parent_id = TEXT("police");
    officials.whole_subtree = organisations.whole_subtree = true;
    add_question(truth, desk_route(desk, "ListOfficials"), 0, &officials.base);
    add_question(truth, desk_route(desk, "ListOrganisations"), 0, &organisations.base);
    add_question(truth, desk_route(desk, "ListTransfers"), 0, &transfers.base);
    for (int list = 1; list <= 3; list++) {
        entries.list = (R(MasterList))list;
        add_question(truth, desk_route(desk, "ListMasterEntries"), 0, &entries.base);
    }
    find.key_case = KARMAYOGI__REGISTRATION__V1__FIND_OFFICIALS_REQUEST__KEY_MOBILE;
    find.mobile = mobile;
    for (unsigned person = 1; person < 200; person += 7) {
        snprintf(mobile, sizeof mobile, "9%09u", 800000000 + person);
        add_question(truth, desk_route(desk, "FindOfficials"), 0, &find.base);
    }
}

void truth_learn(struct truth *truth, struct desk *desk)
{
    struct store_txn *txn;
    *truth = (struct truth){0};
    assert_int_equal(store_begin_read(desk->store, &txn), 0);
    add_officials(truth, desk, txn);
    add_imports(truth, desk, txn);
    store_abort(txn);
    add_lists(truth, desk);
    for (uint64_t sequence = 1; sequence <= desk_head(desk); sequence++)
        add_question(truth, NULL, sequence, NULL);
    for (size_t i = 0; i < truth->count; i++) {
        struct question *question = &truth->list[i];
        if (!question->route) {
            assert_int_equal(ask_entry(desk, question->sequence, &question->answer), 0);
            continue;
        }
        struct call *call = ask(question, desk);
        if (call_refused(call))
            fail_msg("%s: %s", question->route->method, call->status.sentence);
        question->answer = hash_bytes(call->answer.data, call->answer.length);
        add_parts(truth, &call->answer);
        call_free(call);
    }
    qsort(truth->parts, truth->part_count, sizeof *truth->parts, compare_hashes);
}

void truth_free(struct truth *truth)
{
    for (size_t i = 0; i < truth->count; i++)
        free(truth->list[i].body);
    free(truth->list);
    free(truth->parts);
}
