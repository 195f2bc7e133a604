/* import_call - see import_call.h. */
#include "import_call.h"

#include "message.h"

#include "base/error.h"
#include "base/limits.h"

#include <karmayogi/core/v1/import.pb-c.h>

static ProtobufCBinaryData id_bytes(const struct uuid *id)
{
    return (ProtobufCBinaryData){.len = UUID_BYTES, .data = (uint8_t *)(uintptr_t)id->bytes};
}

/* A verdict that this program does not know says at least that somebody has to look. */
static enum import_verdict_kind kind_of(uint32_t kind)
{
    return kind >= IMPORT_STORED && kind <= IMPORT_UPDATED ? (enum import_verdict_kind)kind : IMPORT_REFUSED;
}

static int take_verdicts(struct cli *cli, Karmayogi__Core__V1__ImportedVerdict *const *verdicts, size_t count,
                         struct import_answer *answer)
{
    answer->verdicts = arena_zalloc(&cli->arena, count + 1, sizeof(*answer->verdicts));
    answer->count = count;
    if (!answer->verdicts)
        return error_raise("out of memory for verdicts");
    for (size_t i = 0; i < count; i++) {
        const Karmayogi__Core__V1__ImportedVerdict *from = verdicts[i];

        answer->verdicts[i] = (struct import_verdict){.row = from->row,
                                                      .line = from->line,
                                                      .kind = kind_of(from->kind),
                                                      .id = from->id,
                                                      .violations = from->violations,
                                                      .flags = from->flags,
                                                      .violation_count = from->n_violations,
                                                      .flag_count = from->n_flags,
                                                      .message = &from->base};
    }
    return 0;
}

/* Cells are not const in generated structs; packing does not write. */
static int copy_rows(struct arena *arena, const struct import_chunk *chunk, Karmayogi__Core__V1__ImportedChunk *request)
{
    Karmayogi__Core__V1__ImportedRow *rows = arena_zalloc(arena, chunk->row_count + 1, sizeof(*rows));

    request->rows = arena_zalloc(arena, chunk->row_count + 1, sizeof(*request->rows));
    if (!rows || !request->rows)
        return error_raise("out of memory for a chunk");
    for (size_t i = 0; i < chunk->row_count; i++) {
        karmayogi__core__v1__imported_row__init(&rows[i]);
        rows[i].line = chunk->rows[i].line;
        rows[i].n_cells = chunk->rows[i].count;
        rows[i].cells = (char **)(uintptr_t)chunk->rows[i].cells;
        request->rows[i] = &rows[i];
    }
    request->n_rows = chunk->row_count;
    return 0;
}

int import_call_send(struct cli *cli, const struct import_kind *kind, const ProtobufCMessage *settings,
                     const struct import_chunk *chunk, struct import_answer *answer)
{
    Karmayogi__Core__V1__ImportedChunk request = KARMAYOGI__CORE__V1__IMPORTED_CHUNK__INIT;
    Karmayogi__Core__V1__ImportedAnswer *response;
    uint32_t columns[COLUMNS_KINDS];
    int result = copy_rows(&cli->arena, chunk, &request);

    request.import_id = id_bytes(chunk->id);
    request.first_row = chunk->first_row;
    request.columns = columns;
    for (size_t i = 0; i < chunk->kind_count; i++)
        columns[request.n_columns++] = chunk->kinds[i];
    request.validate_only = chunk->validate_only;
    if (result == 0)
        result = message_pack(&cli->arena, settings, &request.settings);
    if (result == 0)
        result = cli_call(cli, &kind->send, &request, &response);
    if (result != 0)
        return result;
    answer->committed_as = response->committed_as;
    return take_verdicts(cli, response->verdicts, response->n_verdicts, answer);
}

int import_call_state(struct cli *cli, const struct import_kind *kind, const struct uuid *id,
                      struct import_state *state)
{
    Karmayogi__Core__V1__ImportedKey request = KARMAYOGI__CORE__V1__IMPORTED_KEY__INIT;
    Karmayogi__Core__V1__ImportedStanding *response;
    int result;

    request.import_id = id_bytes(id);
    result = cli_call(cli, &kind->state, &request, &response);
    if (result != 0)
        return result;
    *state = (struct import_state){.message = &response->base,
                                   .caller = response->caller,
                                   .started_at_ms = response->started_at_ms,
                                   .changed_at_ms = response->changed_at_ms};
    if (response->totals)
        state->totals = (struct import_totals){.rows = response->totals->rows,
                                               .stored = response->totals->stored,
                                               .flagged = response->totals->flagged,
                                               .updated = response->totals->updated,
                                               .already_there = response->totals->already_there,
                                               .refused = response->totals->refused};
    return kind->describe(cli, response->n_settings ? response->settings[0] : (ProtobufCBinaryData){0}, state);
}

int import_call_page(struct cli *cli, const struct import_kind *kind, const struct uuid *id, bool refused_only,
                     Karmayogi__Core__V1__PageRequest *page, struct import_answer *answer)
{
    Karmayogi__Core__V1__ImportedVerdictsQuery request = KARMAYOGI__CORE__V1__IMPORTED_VERDICTS_QUERY__INIT;
    Karmayogi__Core__V1__ImportedVerdictsPage *response;
    uint32_t refused = IMPORT_REFUSED;
    int result;

    request.import_id = id_bytes(id);
    request.page = page;
    request.kinds = &refused;
    request.n_kinds = refused_only;
    result = cli_call(cli, &kind->page, &request, &response);
    if (result != 0)
        return result;
    answer->next_page = response->page;
    return take_verdicts(cli, response->verdicts, response->n_verdicts, answer);
}
