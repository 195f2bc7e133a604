/*
 * import - officials from a list: what a row means. How chunks and verdicts are handled is in runtime/imports.h.
 */
#include "codec/import.h"

#include "base/error.h"
#include "base/official_number.h"
#include "codec/refuse.h"
#include "handlers/admission.h"
#include "handlers/handlers.h"
#include "runtime/imports.h"

static_assert(DRAFT_CELLS <= IMPORTS_CELLS, "columns are fields");

static int tell(struct imports_verdict *verdict, enum imports_kind kind, uint64_t official, struct arena *arena)
{
    verdict->kind = kind;
    if (official == 0)
        return 0;
    char *id = arena_alloc(arena, OFFICIAL_NUMBER_TEXT_BYTES);
    if (!id)
        return error_raise("no room for a verdict");
    verdict->id = official_number_format(official, id);
    return 0;
}

static int admit(struct registration *registration, const struct imports_row *row, const struct draft *draft,
                 struct official *official, struct imports_verdict *verdict)
{
    struct admission admission = {.flags = verdict->flags};
    int result = admission_admit(registration, row->batch, row->call, row->arena, draft, official, &admission);
    verdict->flags.count = 0;
    if (result)
        return result;
    switch (admission.outcome) {
    case ADMISSION_STORED:
        verdict->flags = admission.flags;
        return tell(verdict, verdict->flags.count ? IMPORTS_FLAGGED : IMPORTS_STORED,
                    row->validate_only ? 0 : official->number, row->arena);
    case ADMISSION_ALREADY_THERE:
        return tell(verdict, IMPORTS_ALREADY_THERE, admission.already, row->arena);
    case ADMISSION_REFUSED:
        verdict->violations = admission.findings;
        return 0;
    }
    return error_raise("unknown outcome of an admission");
}

static int judge(void *service, const struct imports_row *row, struct imports_verdict *verdict)
{
    struct registration *registration = service;
    const struct draft_context context = {.lists = registration->lists,
                                          .organisations = registration->organisations,
                                          .today = row->batch->today,
                                          .arena = row->arena};
    struct official *official = arena_zalloc(row->arena, 1, sizeof *official);
    struct draft draft;
    if (!official)
        return error_raise("no room for an official");
    draft_init(&draft);
    int result = draft_from_row(&draft, row->cells, row->settings, &context, &verdict->violations);
    if (result == 0)
        result = draft_check(&draft, &context, official, &verdict->violations, &verdict->flags);
    if (result || verdict->violations.count)
        return result;
    return admit(registration, row, &draft, official, verdict);
}

static const struct imports officials = {
    .terms = &refuse_terms,
    .row_field = FIELD_ROW,
    .repeats_the_row = REASON_LEGACY_FONT, /* the outbox holds nothing that identifies a person */
    .columns = DRAFT_CELLS,
    .kinds = IMPORTS_UPDATED,
    .imports_table = STORED_IMPORTS,
    .chunks_table = STORED_IMPORT_CHUNKS,
    .take_settings = import_take_settings,
    .judge = judge,
};

int import_decode(struct call *call)
{
    return imports_decode(&officials, call);
}

int import_handle(void *service, struct batch *batch, struct call *call)
{
    struct registration *registration = service;
    return imports_write(&officials, registration, &registration->scratch, batch, call);
}

int import_render(void *service, struct store_txn *txn, struct call *call)
{
    (void)service, (void)txn;
    return imports_render(&officials, call);
}

int import_decode_get(struct call *call)
{
    return imports_decode_get(&officials, call);
}

int import_handle_get(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    return imports_read(&officials, txn, call);
}

int import_decode_verdicts(struct call *call)
{
    return imports_decode_verdicts(&officials, call);
}

int import_handle_verdicts(void *service, struct store_txn *txn, struct call *call)
{
    struct registration *registration = service;
    return imports_read_verdicts(&officials, registration->store, txn, call);
}
