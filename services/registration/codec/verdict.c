/*
 * verdict - verdicts of rows as messages. They are stored with words alone; sentences are added in the language of
 * whoever reads them.
 */
#include "base/error.h"
#include "base/official_number.h"
#include "codec/convert.h"
#include "codec/import.h"
#include "codec/refuse.h"

#include <assert.h>
#include <karmayogi/registration/v1/import.pb-c.h>

static_assert((int)VERDICT_REFUSED == (int)KARMAYOGI__REGISTRATION__V1__VERDICT_KIND__VERDICT_KIND_REFUSED,
              "kinds of verdicts");

typedef REGISTRATION(RowVerdict) RowVerdict;
typedef REGISTRATION(ImportOfficialsResponse) ImportOfficialsResponse;
typedef CORE(Violation) ViolationMessage;

/* How verdicts are written: for the outbox, or for a caller. */
struct writing {
    struct arena *arena;
    bool for_caller;
    bool hindi;
};

static bool repeats_the_row(enum reason reason)
{
    return reason == REASON_LEGACY_FONT;
}

static ViolationMessage **violations(const struct writing *writing, const struct findings *findings)
{
    ViolationMessage **messages = arena_zalloc(writing->arena, findings->count, sizeof *messages);
    ViolationMessage *items = arena_zalloc(writing->arena, findings->count, sizeof *items);
    if (!messages || !items)
        return NULL;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        karmayogi__core__v1__violation__init(&items[i]);
        items[i].field = convert_text(field_word(finding->field));
        items[i].reason = convert_text(reason_word(finding->reason));
        if (writing->for_caller || !repeats_the_row(finding->reason))
            items[i].detail = convert_text(finding->detail);
        if (writing->for_caller)
            items[i].sentence = convert_text(vocabulary_sentence(&reason_vocabulary, writing->arena, finding->reason,
                                                                 finding->detail, writing->hindi));
        messages[i] = &items[i];
    }
    return messages;
}

static bool write_verdict(const struct writing *writing, const struct import_request *request, size_t row,
                          RowVerdict *message)
{
    const struct import_verdict *verdict = &request->verdicts[row];
    karmayogi__registration__v1__row_verdict__init(message);
    message->row = request->first_row + (uint32_t)row;
    message->line = request->rows[row].line;
    message->kind = (REGISTRATION(VerdictKind))verdict->kind;
    if (verdict->official) {
        char *id = arena_alloc(writing->arena, OFFICIAL_NUMBER_TEXT_BYTES);
        if (!id)
            return false;
        message->official_id = official_number_format(verdict->official, id);
    }
    message->n_violations = verdict->violations.count;
    message->n_flags = verdict->flags.count;
    if (verdict->violations.count && !(message->violations = violations(writing, &verdict->violations)))
        return false;
    return verdict->flags.count == 0 || (message->flags = violations(writing, &verdict->flags));
}

static bool write_response(const struct writing *writing, const struct import_request *request,
                           ImportOfficialsResponse *response, REGISTRATION(ImportTotals) * totals)
{
    RowVerdict *messages = arena_zalloc(writing->arena, request->row_count, sizeof *messages);
    response->verdicts = arena_zalloc(writing->arena, request->row_count, sizeof *response->verdicts);
    if (!messages || !response->verdicts)
        return false;
    for (size_t i = 0; i < request->row_count; i++) {
        if (!write_verdict(writing, request, i, &messages[i]))
            return false;
        response->verdicts[i] = &messages[i];
    }
    response->n_verdicts = request->row_count;
    totals->rows = request->totals.rows;
    totals->stored = request->totals.stored;
    totals->flagged = request->totals.flagged;
    totals->already_there = request->totals.already_there;
    totals->refused = request->totals.refused;
    response->totals = totals;
    return true;
}

int import_answer_stored(struct call *call, const struct import_request *request)
{
    const struct writing writing = {.arena = &call->arena};
    ImportOfficialsResponse response = KARMAYOGI__REGISTRATION__V1__IMPORT_OFFICIALS_RESPONSE__INIT;
    REGISTRATION(ImportTotals) totals = KARMAYOGI__REGISTRATION__V1__IMPORT_TOTALS__INIT;
    return write_response(&writing, request, &response, &totals) ? call_answer(call, &response.base)
                                                                 : error_raise("no room for verdicts");
}

/* Adds the sentences to what was stored. */
static void say(struct arena *arena, bool hindi, ViolationMessage **messages, size_t count)
{
    for (size_t i = 0; i < count; i++)
        messages[i]->sentence = convert_text(
            vocabulary_sentence(&reason_vocabulary, arena, vocabulary_reason(&reason_vocabulary, messages[i]->reason),
                                messages[i]->detail, hindi));
}

static void say_verdict(struct arena *arena, bool hindi, RowVerdict *verdict)
{
    say(arena, hindi, verdict->violations, verdict->n_violations);
    say(arena, hindi, verdict->flags, verdict->n_flags);
}

static ImportOfficialsResponse *unpack_answer(struct store_bytes bytes, struct arena *arena)
{
    return (ImportOfficialsResponse *)wire_unpack(&karmayogi__registration__v1__import_officials_response__descriptor,
                                                  bytes.data, bytes.length, arena);
}

int import_answer_rendered(struct call *call, const struct import_request *request)
{
    const struct writing writing = {
        .arena = &call->arena, .for_caller = true, .hindi = call->header.locale == LOCALE_HI};
    ImportOfficialsResponse fresh = KARMAYOGI__REGISTRATION__V1__IMPORT_OFFICIALS_RESPONSE__INIT;
    REGISTRATION(ImportTotals) totals = KARMAYOGI__REGISTRATION__V1__IMPORT_TOTALS__INIT;
    CORE(Position) committed = KARMAYOGI__CORE__V1__POSITION__INIT;
    ImportOfficialsResponse *response = &fresh;
    if (request->verdicts) {
        if (!write_response(&writing, request, &fresh, &totals))
            return error_raise("no room for verdicts");
    } else {
        response = unpack_answer((struct store_bytes){call->answer.data, call->answer.length}, &call->arena);
        if (!response)
            return error_raise("stored verdicts cannot be read");
        for (size_t i = 0; i < response->n_verdicts; i++)
            say_verdict(&call->arena, writing.hindi, response->verdicts[i]);
    }
    if (call->position_count > 0) {
        committed.service = call->positions[0].service;
        committed.epoch = call->positions[0].epoch;
        committed.sequence = call->positions[0].sequence;
        response->committed_as = &committed;
    }
    call->answer.length = 0;
    return call_answer(call, &response->base);
}

struct import_listing {
    struct call *call;
    RowVerdict **verdicts;
    size_t count, room;
};

struct import_listing *import_listing_new(struct call *call, uint32_t size)
{
    struct import_listing *listing = arena_zalloc(&call->arena, 1, sizeof *listing);
    if (!listing)
        return NULL;
    listing->call = call;
    listing->room = size;
    listing->verdicts = arena_zalloc(&call->arena, size, sizeof *listing->verdicts);
    return listing->verdicts ? listing : NULL;
}

int import_listing_add(struct import_listing *listing, struct store_bytes answer, uint32_t after, unsigned kinds,
                       bool *full, uint32_t *last)
{
    bool hindi = listing->call->header.locale == LOCALE_HI;
    ImportOfficialsResponse *response = unpack_answer(answer, &listing->call->arena);
    if (!response)
        return error_raise("stored verdicts cannot be read");
    for (size_t i = 0; i < response->n_verdicts; i++) {
        RowVerdict *verdict = response->verdicts[i];
        if (verdict->row <= after || (kinds && !(kinds & 1u << verdict->kind)))
            continue;
        if (listing->count == listing->room) {
            *full = true;
            return 0;
        }
        say_verdict(&listing->call->arena, hindi, verdict);
        listing->verdicts[listing->count++] = verdict;
        *last = verdict->row;
    }
    return 0;
}

int import_answer_listing(struct call *call, struct store *store, const struct page *page,
                          struct import_listing *listing, struct store_bytes last)
{
    REGISTRATION(ListImportVerdictsResponse)
    response = KARMAYOGI__REGISTRATION__V1__LIST_IMPORT_VERDICTS_RESPONSE__INIT;
    response.verdicts = listing->verdicts;
    response.n_verdicts = listing->count;
    response.page = page_next(call, store, page, last);
    return response.page ? call_answer(call, &response.base) : error_raise("no room for an answer");
}
