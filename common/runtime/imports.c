/*
 * imports - see imports.h. Odd cases: a chunk that was committed before is answered with its first verdicts, whatever
 * its request id; a validation runs like any other and is undone; a row that is refused leaves nothing, and the rows
 * after it go on.
 */
#include "runtime/imports.h"

#include "base/bytes.h"
#include "base/error.h"
#include "base/fault.h"
#include "base/limits.h"
#include "base/uuid.h"
#include "runtime/imports_private.h"

#include <assert.h>
#include <string.h>

/* What refuses a chunk or a question about an import as a whole, and with which code. */
static const struct {
    const char *word;
    enum status_code code;
} refusals[] = {
    {"IMPORT_UNKNOWN", STATUS_NOT_FOUND},
    {"IMPORT_SETTINGS_CHANGED", STATUS_FAILED_PRECONDITION},
    {"IMPORT_CHUNK_CHANGED", STATUS_FAILED_PRECONDITION},
    {"IMPORT_OTHER_CALLER", STATUS_PERMISSION_DENIED},
};

static unsigned reason_with(const struct imports *imports, const char *word)
{
    unsigned reason = vocabulary_reason(imports->terms->vocabulary, word);
    assert(reason != 0);
    return reason;
}

int imports_refuse(const struct imports *imports, struct call *call, const char *word)
{
    int result = refuse_with(call, imports->terms, 0, reason_with(imports, word), NULL);
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0] && result == 0; i++)
        if (strcmp(refusals[i].word, word) == 0)
            call->status.code = refusals[i].code;
    return result;
}

/* Requests */

static bool id_is_fine(ProtobufCBinaryData bytes)
{
    struct uuid uuid;
    if (bytes.len != UUID_BYTES)
        return false;
    memcpy(uuid.bytes, bytes.data, UUID_BYTES);
    return uuid_is_v7(&uuid);
}

/* Return: NULL, or the word for what is wrong. */
static const char *check_columns(const struct imports *imports, const CORE(ImportedChunk) * chunk)
{
    uint64_t seen = 0;
    if (chunk->n_columns == 0 || chunk->n_columns > IMPORTS_COLUMNS)
        return "COLUMN_UNKNOWN";
    for (size_t i = 0; i < chunk->n_columns; i++) {
        uint32_t column = chunk->columns[i];
        if (column >= imports->columns)
            return "COLUMN_UNKNOWN";
        if (column != 0 && seen & UINT64_C(1) << column)
            return "COLUMN_TWICE";
        seen |= UINT64_C(1) << column;
    }
    return NULL;
}

static const char *check_chunk_form(const CORE(ImportedChunk) * chunk)
{
    if (!id_is_fine(chunk->import_id))
        return "IMPORT_ID";
    if (chunk->n_rows == 0 || chunk->n_rows > LIMIT_CHUNK_ROWS || chunk->first_row == 0 ||
        chunk->first_row > UINT32_MAX - LIMIT_CHUNK_ROWS)
        return "ROW_COUNT";
    return NULL;
}

int imports_decode(const struct imports *imports, struct call *call)
{
    assert(imports->columns <= IMPORTS_CELLS);
    const CORE(ImportedChunk) *chunk =
        (CORE(ImportedChunk) *)call_unpack(call, &karmayogi__core__v1__imported_chunk__descriptor);
    if (!chunk)
        return 0;
    struct imports_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    const char *word = check_chunk_form(chunk);
    if (word)
        return imports_refuse(imports, call, word);
    unsigned wrong = 0;
    int result = imports->take_settings(call, (struct store_bytes){chunk->settings.data, chunk->settings.len},
                                        &request->settings, &request->packed_settings, &wrong);
    if (result || call_refused(call))
        return result;
    if (wrong)
        return refuse_with(call, imports->terms, 0, wrong, NULL);
    word = check_columns(imports, chunk);
    if (word)
        return imports_refuse(imports, call, word);
    request->chunk = chunk;
    call->solo = chunk->validate_only;
    call->request = request;
    return 0;
}

int imports_decode_get(const struct imports *imports, struct call *call)
{
    const CORE(ImportedKey) *key =
        (CORE(ImportedKey) *)call_unpack(call, &karmayogi__core__v1__imported_key__descriptor);
    if (!key)
        return 0;
    if (!id_is_fine(key->import_id))
        return imports_refuse(imports, call, "IMPORT_ID");
    call->request = key->import_id.data;
    return 0;
}

int imports_decode_verdicts(const struct imports *imports, struct call *call)
{
    CORE(ImportedVerdictsQuery) *message =
        (CORE(ImportedVerdictsQuery) *)call_unpack(call, &karmayogi__core__v1__imported_verdicts_query__descriptor);
    if (!message)
        return 0;
    struct imports_verdicts_request *request = arena_zalloc(&call->arena, 1, sizeof *request);
    if (!request)
        return error_raise("no room for a request");
    if (!id_is_fine(message->import_id))
        return imports_refuse(imports, call, "IMPORT_ID");
    for (size_t i = 0; i < message->n_kinds; i++) {
        if (message->kinds[i] == IMPORTS_NONE || message->kinds[i] >= imports->kinds)
            return imports_refuse(imports, call, "ENUM_UNKNOWN");
        request->kinds |= 1u << message->kinds[i];
    }
    request->import_id = message->import_id.data;
    int result = page_decode(call, message->page, &request->page);
    message->page = NULL;
    call->request = request;
    return result ? result : page_bind(call, &message->base, &request->page);
}

/* Chunks */

/* One chunk at work. */
struct work {
    const struct imports *imports;
    void *service;
    struct batch *batch;
    struct call *call;
    struct imports_request *request;
    struct imports_row row;
    struct imports_record record;
};

/* The answer of a chunk that was committed before. */
static int answer_again(struct work *work, const struct imports_chunk *chunk)
{
    struct call *call = work->call;
    struct store_bytes answer;
    int result = imports_chunk_answer(work->batch->txn, chunk->sequence, &call->arena, &answer);
    if (result == 0)
        result = buffer_append(&call->answer, answer.data, answer.length);
    if (result)
        return result;
    call->settled = true;
    call_position(call, work->batch->service, work->batch->epoch, chunk->sequence);
    return 0;
}

/* The chunk against those that were committed: the very same one is answered again; any other that shares a row with
 * one is refused. */
static int check_known(struct work *work)
{
    const CORE(ImportedChunk) *asked = work->request->chunk;
    struct call *call = work->call;
    uint32_t from = asked->first_row > LIMIT_CHUNK_ROWS ? asked->first_row - LIMIT_CHUNK_ROWS : 1;
    struct imports_chunk chunk;
    int result;
    while ((result = imports_chunk_next(work->imports, work->batch->txn, asked->import_id.data, from, &call->arena,
                                        &chunk)) == 0) {
        if (chunk.first_row >= asked->first_row + asked->n_rows)
            return 0;
        if (chunk.first_row == asked->first_row && chunk.row_count == asked->n_rows &&
            memcmp(chunk.body_hash, call->body_hash, sizeof chunk.body_hash) == 0)
            return answer_again(work, &chunk);
        if (chunk.first_row + chunk.row_count > asked->first_row)
            return imports_refuse(work->imports, call, "IMPORT_CHUNK_CHANGED");
        from = chunk.first_row + 1;
    }
    return result == STORE_NOT_FOUND ? 0 : result;
}

static bool same_bytes(struct store_bytes a, struct store_bytes b)
{
    return a.length == b.length && (a.length == 0 || memcmp(a.data, b.data, a.length) == 0);
}

/* The chunk against what is known of its import. Return: 0: go on, unless the call is refused or settled. */
static int check_chunk(struct work *work)
{
    const struct imports_request *request = work->request;
    struct call *call = work->call;
    int result = imports_record_get(work->imports, work->batch->txn, request->chunk->import_id.data, &call->arena,
                                    &work->record);
    if (result == STORE_NOT_FOUND) {
        work->record = (struct imports_record){.settings = request->packed_settings,
                                               .totals = KARMAYOGI__CORE__V1__IMPORTED_TOTALS__INIT,
                                               .started_at_ms = work->batch->now_ms,
                                               .caller = call->caller.name};
        return 0;
    }
    if (result)
        return result;
    if (strcmp(work->record.caller, call->caller.name) != 0)
        return imports_refuse(work->imports, call, "IMPORT_OTHER_CALLER");
    if (!same_bytes(work->record.settings, request->packed_settings))
        return imports_refuse(work->imports, call, "IMPORT_SETTINGS_CHANGED");
    return check_known(work);
}

/* The texts of a row by column. Return: whether the row has no more cells than columns; empty ones beyond do not count.
 */
static bool cells_of(const CORE(ImportedChunk) * chunk, const CORE(ImportedRow) * row, const char *cells[IMPORTS_CELLS])
{
    for (size_t i = 0; i < IMPORTS_CELLS; i++)
        cells[i] = NULL;
    for (size_t i = 0; i < chunk->n_columns; i++)
        if (chunk->columns[i] != 0)
            cells[chunk->columns[i]] = i < row->n_cells ? row->cells[i] : "";
    for (size_t i = chunk->n_columns; i < row->n_cells; i++)
        if (row->cells[i][0] != '\0')
            return false;
    return true;
}

/* What a verdict says must outlive the row's arena. */
static int keep_text(struct arena *arena, const char **text)
{
    if (*text && !(*text = arena_string(arena, *text, strlen(*text))))
        return error_raise("no room for verdicts");
    return 0;
}

static int keep_verdict(struct arena *arena, struct imports_verdict *verdict)
{
    int result = keep_text(arena, &verdict->id);
    for (size_t i = 0; i < verdict->violations.count && result == 0; i++)
        result = keep_text(arena, &verdict->violations.items[i].detail);
    for (size_t i = 0; i < verdict->flags.count && result == 0; i++)
        result = keep_text(arena, &verdict->flags.items[i].detail);
    return result;
}

static int run_row(struct work *work, const CORE(ImportedRow) * row, struct imports_verdict *verdict)
{
    const char *cells[IMPORTS_CELLS];
    int result = 0;
    fault_point("import.row", work->batch->sequence - 1);
    arena_reset(work->row.arena);
    work->row.cells = cells;
    if (cells_of(work->request->chunk, row, cells))
        result = work->imports->judge(work->service, &work->row, verdict);
    else
        findings_add(&verdict->violations, work->imports->row_field, reason_with(work->imports, "CELL_COUNT"), NULL);
    work->row.cells = NULL;
    if (result)
        return result;
    if (verdict->violations.count) {
        verdict->kind = IMPORTS_REFUSED;
        verdict->id = NULL;
        verdict->flags.count = 0;
    }
    assert(verdict->kind != IMPORTS_NONE && verdict->kind < work->imports->kinds);
    return keep_verdict(&work->call->arena, verdict);
}

static void count_verdict(CORE(ImportedTotals) * totals, enum imports_kind kind)
{
    totals->rows++;
    totals->stored += kind == IMPORTS_STORED;
    totals->flagged += kind == IMPORTS_FLAGGED;
    totals->already_there += kind == IMPORTS_ALREADY_THERE;
    totals->refused += kind == IMPORTS_REFUSED;
    totals->updated += kind == IMPORTS_UPDATED;
}

static int run_rows(struct work *work)
{
    struct imports_request *request = work->request;
    const CORE(ImportedChunk) *chunk = request->chunk;
    struct imports_verdict *verdicts = arena_zalloc(&work->call->arena, chunk->n_rows, sizeof *verdicts);
    if (!verdicts)
        return error_raise("no room for verdicts");
    karmayogi__core__v1__imported_totals__init(&request->totals);
    for (size_t i = 0; i < chunk->n_rows; i++) {
        int result = run_row(work, chunk->rows[i], &verdicts[i]);
        if (result)
            return result;
        count_verdict(&request->totals, verdicts[i].kind);
    }
    request->verdicts = verdicts;
    return 0;
}

static int record_chunk(struct work *work)
{
    const struct imports_request *request = work->request;
    const CORE(ImportedTotals) *more = &request->totals;
    CORE(ImportedTotals) *totals = &work->record.totals;
    struct imports_chunk chunk = {.sequence = work->batch->sequence,
                                  .first_row = request->chunk->first_row,
                                  .row_count = (uint32_t)request->chunk->n_rows};
    memcpy(chunk.body_hash, work->call->body_hash, sizeof chunk.body_hash);
    totals->rows += more->rows;
    totals->stored += more->stored;
    totals->flagged += more->flagged;
    totals->already_there += more->already_there;
    totals->refused += more->refused;
    totals->updated += more->updated;
    work->record.changed_at_ms = work->batch->now_ms;
    const uint8_t *import_id = request->chunk->import_id.data;
    int result = imports_record_put(work->imports, work->batch->txn, import_id, &work->record);
    return result ? result : imports_chunk_put(work->imports, work->batch->txn, import_id, &chunk);
}

int imports_write(const struct imports *imports, void *service, struct arena *scratch, struct batch *batch,
                  struct call *call)
{
    struct imports_request *request = call->request;
    bool validate_only = request->chunk->validate_only;
    struct work work = {.imports = imports, .service = service, .batch = batch, .call = call, .request = request};
    work.row = (struct imports_row){
        .batch = batch, .call = call, .arena = scratch, .settings = request->settings, .validate_only = validate_only};
    int result = 0;
    request->verdicts = NULL;
    if (!validate_only)
        result = check_chunk(&work);
    if (result || call_refused(call) || call->settled)
        return result;
    result = run_rows(&work);
    if (result == 0 && !validate_only)
        result = record_chunk(&work);
    return result ? result : imports_answer_stored(imports, call, request);
}

int imports_render(const struct imports *imports, struct call *call)
{
    return imports_answer_rendered(imports, call, call->request);
}

/* Questions */

int imports_read(const struct imports *imports, struct store_txn *txn, struct call *call)
{
    struct imports_record record;
    int result = imports_record_get(imports, txn, call->request, &call->arena, &record);
    if (result == STORE_NOT_FOUND)
        return imports_refuse(imports, call, "IMPORT_UNKNOWN");
    if (result)
        return result;
    CORE(ImportedStanding) standing = KARMAYOGI__CORE__V1__IMPORTED_STANDING__INIT;
    ProtobufCBinaryData settings = {record.settings.length, (uint8_t *)(uintptr_t)record.settings.data};
    standing.import_id = (ProtobufCBinaryData){UUID_BYTES, call->request};
    standing.n_settings = 1;
    standing.settings = &settings;
    standing.totals = &record.totals;
    standing.started_at_ms = record.started_at_ms;
    standing.changed_at_ms = record.changed_at_ms;
    standing.caller = convert_text(record.caller);
    return call_answer(call, &standing.base);
}

#define LISTING_BYTES (LIMIT_ARENA_BYTES / 4) /* of chunks that one call looks through */

/* Verdicts above row @after, until the page is full. */
static int gather(const struct imports *imports, struct store_txn *txn, const struct imports_verdicts_request *request,
                  uint32_t after, struct imports_listing *listing)
{
    struct arena *arena = &listing->call->arena;
    /* The chunk that holds the next row may begin up to a chunk's length before it. */
    uint32_t begin = after + 1 > LIMIT_CHUNK_ROWS ? after + 2 - LIMIT_CHUNK_ROWS : 1;
    struct imports_chunk chunk;
    int result = 0;
    while (!listing->full &&
           (result = imports_chunk_next(imports, txn, request->import_id, begin, arena, &chunk)) == 0) {
        struct store_bytes answer;
        begin = chunk.first_row + 1;
        if (chunk.first_row + chunk.row_count <= after + 1)
            continue;
        result = imports_chunk_answer(txn, chunk.sequence, arena, &answer);
        if (result == 0)
            result = imports_listing_add(imports, listing, answer, after, request->kinds);
        if (result)
            return result;
        if (!listing->full && arena->used_bytes > LISTING_BYTES) { /* a short page: rare verdicts, many chunks */
            listing->full = true;
            listing->last = chunk.first_row + chunk.row_count - 1;
        }
    }
    return result == STORE_NOT_FOUND ? 0 : result;
}

static int answer_listing(struct store *store, struct call *call, const struct page *page,
                          const struct imports_listing *listing)
{
    CORE(ImportedVerdictsPage) message = KARMAYOGI__CORE__V1__IMPORTED_VERDICTS_PAGE__INIT;
    uint8_t key[4];
    bytes_put32(key, listing->last);
    message.verdicts = listing->verdicts;
    message.n_verdicts = listing->count;
    message.page =
        page_next(call, store, page, listing->full ? (struct store_bytes){key, sizeof key} : (struct store_bytes){0});
    return message.page ? call_answer(call, &message.base) : error_raise("no room for an answer");
}

int imports_read_verdicts(const struct imports *imports, struct store *store, struct store_txn *txn, struct call *call)
{
    const struct imports_verdicts_request *request = call->request;
    struct imports_listing listing = {.call = call, .room = request->page.size};
    struct imports_record record;
    struct store_bytes from;
    listing.verdicts = arena_zalloc(&call->arena, request->page.size, sizeof *listing.verdicts);
    if (!listing.verdicts)
        return error_raise("no room for verdicts");
    int result = imports_record_get(imports, txn, request->import_id, &call->arena, &record);
    if (result == STORE_NOT_FOUND)
        return imports_refuse(imports, call, "IMPORT_UNKNOWN");
    if (result || !page_open(call, store, &request->page, &from))
        return result;
    uint32_t after = from.data && from.length == 4 ? bytes_get32(from.data) : 0;
    listing.last = after;
    result = gather(imports, txn, request, after, &listing);
    return result ? result : answer_listing(store, call, &request->page, &listing);
}
