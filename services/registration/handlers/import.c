/*
 * import - officials from a list, chunk by chunk. A chunk is one command: one transaction, one outbox entry whose
 * answer holds its verdicts. Odd cases: a chunk that was committed before is answered with its first verdicts, whatever
 * its request id; a validation runs like any other and is undone; a row that is refused leaves nothing, and the rows
 * after it go on.
 */
#include "codec/import.h"

#include "base/bytes.h"
#include "base/error.h"
#include "base/fault.h"
#include "base/limits.h"
#include "codec/refuse.h"
#include "handlers/admission.h"
#include "handlers/handlers.h"
#include "store/outbox.h"

#include <string.h>

/* One import at work. */
struct work {
    struct registration *registration;
    struct batch *batch;
    struct call *call;
    struct import_request *request;
    struct draft_context context;
    struct import_record record;
};

/* The answer of a chunk that was committed before. */
static int answer_again(struct work *work, const struct import_chunk_record *chunk)
{
    struct call *call = work->call;
    struct store_bytes record, answer;
    int result = outbox_get(work->batch->txn, chunk->sequence, &record, NULL);
    if (result == 0)
        result = import_stored_answer(record, &call->arena, &answer);
    if (result == 0)
        result = buffer_append(&call->answer, answer.data, answer.length);
    if (result)
        return result;
    call->settled = true;
    call_position(call, work->batch->service, work->batch->epoch, chunk->sequence);
    return 0;
}

/* Whether rows of the chunk were committed with another chunk. */
static int check_overlap(struct work *work, bool *overlaps)
{
    const struct import_request *request = work->request;
    uint32_t from = request->first_row > LIMIT_CHUNK_ROWS ? request->first_row - LIMIT_CHUNK_ROWS : 1;
    struct import_chunk_record chunk;
    uint32_t first_row;
    int result;
    *overlaps = false;
    while ((result = stored_import_chunk_next(work->batch->txn, request->import_id, from, &work->call->arena,
                                              &first_row, &chunk)) == 0) {
        if (first_row >= request->first_row + request->row_count)
            break;
        *overlaps |= first_row + chunk.row_count > request->first_row;
        from = first_row + 1;
    }
    return result == STORE_NOT_FOUND ? 0 : result;
}

/* The chunk against what is known of its import. Return: 0: go on, unless the call is refused or settled. */
static int check_chunk(struct work *work)
{
    const struct import_request *request = work->request;
    struct call *call = work->call;
    struct import_chunk_record chunk;
    bool overlaps;
    int result = stored_import_get(work->batch->txn, request->import_id, &call->arena, &work->record);
    if (result == STORE_NOT_FOUND) {
        work->record = (struct import_record){
            .settings = request->packed_settings, .started_at_ms = work->batch->now_ms, .caller = call->caller.name};
        return 0;
    }
    if (result)
        return result;
    if (strcmp(work->record.caller, call->caller.name) != 0)
        return refuse_reason(call, FIELD_NONE, REASON_IMPORT_OTHER_CALLER, NULL);
    if (work->record.settings.length != request->packed_settings.length ||
        memcmp(work->record.settings.data, request->packed_settings.data, request->packed_settings.length) != 0)
        return refuse_reason(call, FIELD_NONE, REASON_IMPORT_SETTINGS_CHANGED, NULL);
    result = stored_import_chunk_get(work->batch->txn, request->import_id, request->first_row, &call->arena, &chunk);
    if (result == 0) {
        bool same = chunk.row_count == request->row_count &&
                    memcmp(chunk.body_hash, call->body_hash, sizeof chunk.body_hash) == 0;
        return same ? answer_again(work, &chunk) : refuse_reason(call, FIELD_NONE, REASON_IMPORT_CHUNK_CHANGED, NULL);
    }
    if (result == STORE_NOT_FOUND)
        result = check_overlap(work, &overlaps);
    if (result == 0 && overlaps)
        return refuse_reason(call, FIELD_NONE, REASON_IMPORT_CHUNK_CHANGED, NULL);
    return result;
}

/* The texts of a row by field. Return: whether the row has no more cells than columns; empty ones beyond do not count.
 */
static bool cells_of(const struct import_request *request, const struct import_row *row, const char *cells[DRAFT_CELLS])
{
    for (int i = 0; i < DRAFT_CELLS; i++)
        cells[i] = NULL;
    for (size_t i = 0; i < request->column_count; i++)
        if (request->columns[i] != FIELD_NONE)
            cells[request->columns[i]] = i < row->cell_count ? row->cells[i] : "";
    for (size_t i = request->column_count; i < row->cell_count; i++)
        if (row->cells[i][0] != '\0')
            return false;
    return true;
}

/* What a finding says must outlive the row's scratch. */
static int keep_details(struct arena *arena, struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const char *detail = findings->items[i].detail;
        if (!detail)
            continue;
        findings->items[i].detail = arena_string(arena, detail, strlen(detail));
        if (!findings->items[i].detail)
            return error_raise("no room for verdicts");
    }
    return 0;
}

static int admit_row(struct work *work, const struct draft *draft, struct official *official,
                     struct import_verdict *verdict)
{
    struct admission admission = {.flags = verdict->flags};
    int result =
        admission_admit(work->registration, work->batch, work->call, work->context.arena, draft, official, &admission);
    if (result)
        return result;
    verdict->flags.count = 0;
    switch (admission.outcome) {
    case ADMISSION_STORED:
        verdict->flags = admission.flags;
        verdict->kind = verdict->flags.count ? VERDICT_FLAGGED : VERDICT_STORED;
        verdict->official = work->request->validate_only ? 0 : official->number;
        break;
    case ADMISSION_ALREADY_THERE:
        verdict->kind = VERDICT_ALREADY_THERE;
        verdict->official = admission.already;
        break;
    case ADMISSION_REFUSED:
        verdict->kind = VERDICT_REFUSED;
        verdict->violations = admission.findings;
        break;
    }
    return 0;
}

static int judge_row(struct work *work, const struct import_row *row, struct official *official,
                     struct import_verdict *verdict)
{
    const char *cells[DRAFT_CELLS];
    struct draft draft;
    int result = 0;
    if (cells_of(work->request, row, cells)) {
        draft_init(&draft);
        result = draft_from_row(&draft, cells, &work->request->settings, &work->context, &verdict->violations);
        if (result == 0)
            result = draft_check(&draft, &work->context, official, &verdict->violations, &verdict->flags);
    } else {
        findings_add(&verdict->violations, FIELD_ROW, REASON_CELL_COUNT, NULL);
    }
    if (result)
        return result;
    if (verdict->violations.count == 0)
        return admit_row(work, &draft, official, verdict);
    verdict->kind = VERDICT_REFUSED;
    verdict->flags.count = 0;
    return 0;
}

static int run_row(struct work *work, const struct import_row *row, struct official *official,
                   struct import_verdict *verdict)
{
    fault_point("import.row", work->batch->sequence - 1);
    arena_reset(work->context.arena);
    int result = judge_row(work, row, official, verdict);
    if (result == 0)
        result = keep_details(&work->call->arena, &verdict->violations);
    return result ? result : keep_details(&work->call->arena, &verdict->flags);
}

static void count_verdict(struct import_totals *totals, enum verdict_kind kind)
{
    totals->rows++;
    totals->stored += kind == VERDICT_STORED;
    totals->flagged += kind == VERDICT_FLAGGED;
    totals->already_there += kind == VERDICT_ALREADY_THERE;
    totals->refused += kind == VERDICT_REFUSED;
}

static int run_rows(struct work *work)
{
    struct import_request *request = work->request;
    struct arena *arena = &work->call->arena;
    struct official *official = arena_zalloc(arena, 1, sizeof *official);
    struct import_verdict *verdicts = arena_zalloc(arena, request->row_count, sizeof *verdicts);
    if (!official || !verdicts)
        return error_raise("no room for verdicts");
    request->totals = (struct import_totals){0};
    for (size_t i = 0; i < request->row_count; i++) {
        int result = run_row(work, &request->rows[i], official, &verdicts[i]);
        if (result)
            return result;
        count_verdict(&request->totals, verdicts[i].kind);
    }
    request->verdicts = verdicts;
    return 0;
}

static int record_chunk(struct work *work)
{
    const struct import_request *request = work->request;
    struct import_totals *totals = &work->record.totals;
    struct import_chunk_record chunk = {.sequence = work->batch->sequence, .row_count = (uint32_t)request->row_count};
    memcpy(chunk.body_hash, work->call->body_hash, sizeof chunk.body_hash);
    totals->rows += request->totals.rows;
    totals->stored += request->totals.stored;
    totals->flagged += request->totals.flagged;
    totals->already_there += request->totals.already_there;
    totals->refused += request->totals.refused;
    work->record.changed_at_ms = work->batch->now_ms;
    int result = stored_import_put(work->batch->txn, request->import_id, &work->record, &work->call->arena);
    return result ? result : stored_import_chunk_put(work->batch->txn, request->import_id, request->first_row, &chunk);
}

int import_handle(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    struct work work = {.registration = registration, .batch = batch, .call = call, .request = call->request};
    work.context = (struct draft_context){.lists = registration->lists,
                                          .organisations = registration->organisations,
                                          .today = batch->today,
                                          .arena = &registration->scratch};
    int result = 0;
    work.request->verdicts = NULL;
    if (!work.request->validate_only)
        result = check_chunk(&work);
    if (result || call_refused(call) || call->settled)
        return result;
    result = run_rows(&work);
    if (result == 0 && !work.request->validate_only)
        result = record_chunk(&work);
    return result ? result : import_answer_stored(call, work.request);
}

int import_render(void *service, struct store_txn *txn, struct call *call)
{
    (void)service, (void)txn;
    return import_answer_rendered(call, call->request);
}

int import_handle_get(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    struct import_record record;
    int result = stored_import_get(txn, call->request, &call->arena, &record);
    if (result == STORE_NOT_FOUND)
        return refuse_reason(call, FIELD_NONE, REASON_IMPORT_UNKNOWN, NULL);
    return result ? result : import_answer_get(call, call->request, &record);
}

#define LISTING_BYTES (LIMIT_ARENA_BYTES / 4) /* of chunks that one call looks through */

/* Verdicts of the chunk, into the listing. */
static int list_chunk(struct store_txn *txn, struct call *call, uint64_t sequence, struct import_listing *listing,
                      uint32_t after, bool *full, uint32_t *last)
{
    const struct import_verdicts_request *request = call->request;
    struct store_bytes record, answer;
    int result = outbox_get(txn, sequence, &record, NULL);
    if (result == 0)
        result = import_stored_answer(record, &call->arena, &answer);
    return result ? result : import_listing_add(listing, answer, after, request->kinds, full, last);
}

int import_handle_verdicts(void *service, struct store_txn *txn, struct call *call)
{
    struct registration *registration = service;
    const struct import_verdicts_request *request = call->request;
    struct import_listing *listing = import_listing_new(call, request->page.size);
    struct import_record record;
    struct import_chunk_record chunk;
    struct store_bytes from;
    bool full = false;
    int result = stored_import_get(txn, request->import_id, &call->arena, &record);
    if (result == STORE_NOT_FOUND)
        return refuse_reason(call, FIELD_NONE, REASON_IMPORT_UNKNOWN, NULL);
    if (!listing)
        return error_raise("no room for verdicts");
    if (result || !page_open(call, registration->store, &request->page, &from))
        return result;
    uint32_t after = from.data && from.length == 4 ? bytes_get32(from.data) : 0, last = after;
    /* The chunk that holds the next row may begin up to a chunk's length before it. */
    uint32_t begin = after + 1 > LIMIT_CHUNK_ROWS ? after + 2 - LIMIT_CHUNK_ROWS : 1, first_row;
    while (!full &&
           (result = stored_import_chunk_next(txn, request->import_id, begin, &call->arena, &first_row, &chunk)) == 0) {
        if (first_row + chunk.row_count > after + 1)
            result = list_chunk(txn, call, chunk.sequence, listing, after, &full, &last);
        if (result)
            return result;
        begin = first_row + 1;
        if (!full && call->arena.used_bytes > LISTING_BYTES) { /* a short page: rare verdicts, many chunks */
            full = true;
            last = first_row + chunk.row_count - 1;
        }
    }
    if (result != 0 && result != STORE_NOT_FOUND)
        return result;
    uint8_t key[4];
    bytes_put32(key, last);
    return import_answer_listing(call, registration->store, &request->page, listing,
                                 full ? (struct store_bytes){key, sizeof key} : (struct store_bytes){0});
}
