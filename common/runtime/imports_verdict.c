/* imports_verdict - verdicts of rows as messages; see imports_private.h. */
#include "base/error.h"
#include "runtime/imports_private.h"

typedef CORE(ImportedVerdict) Verdict;
typedef CORE(ImportedAnswer) Answer;
typedef CORE(Violation) ViolationMessage;

/* How verdicts are written: for the outbox, or for a caller. */
struct writing {
    const struct imports *imports;
    struct arena *arena;
    bool for_caller;
    bool hindi;
};

static const struct vocabulary *vocabulary_of(const struct writing *writing)
{
    return writing->imports->terms->vocabulary;
}

static ViolationMessage **violations(const struct writing *writing, const struct findings *findings)
{
    const struct vocabulary *vocabulary = vocabulary_of(writing);
    ViolationMessage **messages = arena_zalloc(writing->arena, findings->count, sizeof *messages);
    ViolationMessage *items = arena_zalloc(writing->arena, findings->count, sizeof *items);
    if (!messages || !items)
        return NULL;
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        karmayogi__core__v1__violation__init(&items[i]);
        items[i].field = convert_text(vocabulary->fields[finding->field]);
        items[i].reason = convert_text(vocabulary_word(vocabulary, finding->reason));
        if (writing->for_caller || finding->reason != writing->imports->repeats_the_row)
            items[i].detail = convert_text(finding->detail);
        if (writing->for_caller)
            items[i].sentence = convert_text(
                vocabulary_sentence(vocabulary, writing->arena, finding->reason, finding->detail, writing->hindi));
        messages[i] = &items[i];
    }
    return messages;
}

static bool write_verdict(const struct writing *writing, const struct imports_request *request, size_t row,
                          Verdict *message)
{
    const struct imports_verdict *verdict = &request->verdicts[row];
    karmayogi__core__v1__imported_verdict__init(message);
    message->row = request->chunk->first_row + (uint32_t)row;
    message->line = request->chunk->rows[row]->line;
    message->kind = verdict->kind;
    message->id = convert_text(verdict->id);
    message->n_violations = verdict->violations.count;
    message->n_flags = verdict->flags.count;
    if (verdict->violations.count && !(message->violations = violations(writing, &verdict->violations)))
        return false;
    return verdict->flags.count == 0 || (message->flags = violations(writing, &verdict->flags));
}

/* Return: whether the arena had room. */
static bool write_answer(const struct writing *writing, const struct imports_request *request, Answer *answer,
                         CORE(ImportedTotals) * totals)
{
    size_t count = request->chunk->n_rows;
    Verdict *messages = arena_zalloc(writing->arena, count, sizeof *messages);
    answer->verdicts = arena_zalloc(writing->arena, count, sizeof *answer->verdicts);
    if (!messages || !answer->verdicts)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!write_verdict(writing, request, i, &messages[i]))
            return false;
        answer->verdicts[i] = &messages[i];
    }
    answer->n_verdicts = count;
    *totals = request->totals;
    answer->totals = totals;
    return true;
}

int imports_answer_stored(const struct imports *imports, struct call *call, const struct imports_request *request)
{
    const struct writing writing = {.imports = imports, .arena = &call->arena};
    Answer answer = KARMAYOGI__CORE__V1__IMPORTED_ANSWER__INIT;
    CORE(ImportedTotals) totals;
    return write_answer(&writing, request, &answer, &totals) ? call_answer(call, &answer.base)
                                                             : error_raise("no room for verdicts");
}

/* Adds the sentences to what was stored. */
static void say(const struct writing *writing, ViolationMessage **messages, size_t count)
{
    const struct vocabulary *vocabulary = vocabulary_of(writing);
    for (size_t i = 0; i < count; i++)
        messages[i]->sentence = convert_text(vocabulary_sentence(vocabulary, writing->arena,
                                                                 vocabulary_reason(vocabulary, messages[i]->reason),
                                                                 messages[i]->detail, writing->hindi));
}

static void say_verdict(const struct writing *writing, Verdict *verdict)
{
    say(writing, verdict->violations, verdict->n_violations);
    say(writing, verdict->flags, verdict->n_flags);
}

static Answer *unpack_answer(struct store_bytes bytes, struct arena *arena)
{
    return (Answer *)wire_unpack(&karmayogi__core__v1__imported_answer__descriptor, bytes.data, bytes.length, arena);
}

static struct writing writing_for(const struct imports *imports, struct call *call)
{
    return (struct writing){
        .imports = imports, .arena = &call->arena, .for_caller = true, .hindi = call->header.locale == LOCALE_HI};
}

int imports_answer_rendered(const struct imports *imports, struct call *call, const struct imports_request *request)
{
    const struct writing writing = writing_for(imports, call);
    Answer fresh = KARMAYOGI__CORE__V1__IMPORTED_ANSWER__INIT, *answer = &fresh;
    CORE(ImportedTotals) totals;
    CORE(Position) committed = KARMAYOGI__CORE__V1__POSITION__INIT;
    if (request->verdicts) {
        if (!write_answer(&writing, request, &fresh, &totals))
            return error_raise("no room for verdicts");
    } else {
        answer = unpack_answer((struct store_bytes){call->answer.data, call->answer.length}, &call->arena);
        if (!answer)
            return error_raise("stored verdicts cannot be read");
        for (size_t i = 0; i < answer->n_verdicts; i++)
            say_verdict(&writing, answer->verdicts[i]);
    }
    if (call->position_count > 0) {
        committed.service = call->positions[0].service;
        committed.epoch = call->positions[0].epoch;
        committed.sequence = call->positions[0].sequence;
        answer->committed_as = &committed;
    }
    call->answer.length = 0;
    return call_answer(call, &answer->base);
}

int imports_listing_add(const struct imports *imports, struct imports_listing *listing, struct store_bytes bytes,
                        uint32_t after, unsigned kinds)
{
    const struct writing writing = writing_for(imports, listing->call);
    Answer *answer = unpack_answer(bytes, &listing->call->arena);
    if (!answer)
        return error_raise("stored verdicts cannot be read");
    for (size_t i = 0; i < answer->n_verdicts; i++) {
        Verdict *verdict = answer->verdicts[i];
        if (verdict->row <= after || verdict->kind >= IMPORTS_KINDS || (kinds && !(kinds & 1u << verdict->kind)))
            continue;
        if (listing->count == listing->room) {
            listing->full = true;
            return 0;
        }
        say_verdict(&writing, verdict);
        listing->verdicts[listing->count++] = verdict;
        listing->last = verdict->row;
    }
    return 0;
}
