/*
 * import - courses from a list: what a row means. How chunks and verdicts are handled is in runtime/imports.h.
 */
#include "codec/import.h"

#include "base/error.h"
#include "codec/refuse.h"
#include "handlers/admission.h"
#include "handlers/handlers.h"
#include "runtime/imports.h"

static_assert(ROW_CELLS <= IMPORTS_CELLS, "columns are fields");

/* What the row does not speak of is taken from the course, where it is there. */
static int complete(const struct imports_row *imported, struct row *row)
{
    struct course before;
    int result = stored_course_get(imported->batch->txn, row->course_id, imported->arena, &before);
    if (result)
        return result == STORE_NOT_FOUND ? 0 : result;
    return row_complete(row, imported->cells, &before.content, imported->arena);
}

static void tell(const struct admission *admission, struct imports_verdict *verdict, bool validate_only)
{
    switch (admission->outcome) {
    case ADMISSION_CREATED:
    case ADMISSION_UPDATED:
        course_flags(&admission->course->content, &verdict->flags);
        verdict->kind = admission->outcome == ADMISSION_CREATED ? IMPORTS_STORED : IMPORTS_UPDATED;
        if (verdict->flags.count)
            verdict->kind = IMPORTS_FLAGGED;
        verdict->id = validate_only ? NULL : admission->course->id;
        break;
    case ADMISSION_ALREADY_THERE:
        verdict->kind = IMPORTS_ALREADY_THERE;
        verdict->id = admission->course->id;
        break;
    case ADMISSION_REFUSED:
        verdict->violations = admission->findings;
        break;
    }
}

static int judge(void *service, const struct imports_row *imported, struct imports_verdict *verdict)
{
    struct catalogue *catalogue = service;
    const struct row_settings *settings = imported->settings;
    const struct draft_context context = {
        .lists = catalogue->lists, .day = imported->batch->today, .arena = imported->arena};
    struct row row;
    struct admission admission;
    int result = row_read(imported->cells, settings, &context, &row, &verdict->violations);
    if (result || verdict->violations.count)
        return result;
    result = complete(imported, &row);
    course_check_whole(&row.content, &verdict->violations);
    if (result || verdict->violations.count)
        return result;
    const struct admission_wish wish = {.course_id = row.course_id,
                                        .content = &row.content,
                                        .life = row.life,
                                        .update_existing = settings->update_existing};
    result = admission_admit(catalogue, imported->batch, imported->call, imported->arena, &wish, &admission);
    if (result == 0)
        tell(&admission, verdict, imported->validate_only);
    return result;
}

static const struct imports courses = {
    .terms = &refuse_terms,
    .row_field = FIELD_ROW,
    .repeats_the_row = REASON_LEGACY_FONT,
    .columns = ROW_CELLS,
    .kinds = IMPORTS_KINDS,
    .imports_table = STORED_IMPORTS,
    .chunks_table = STORED_IMPORT_CHUNKS,
    .take_settings = import_take_settings,
    .judge = judge,
};

int import_decode(struct call *call)
{
    return imports_decode(&courses, call);
}

int import_handle(void *service, struct batch *batch, struct call *call)
{
    struct catalogue *catalogue = service;
    return imports_write(&courses, catalogue, &catalogue->scratch, batch, call);
}

int import_render(void *service, struct store_txn *txn, struct call *call)
{
    (void)service, (void)txn;
    return imports_render(&courses, call);
}

int import_decode_get(struct call *call)
{
    return imports_decode_get(&courses, call);
}

int import_handle_get(void *service, struct store_txn *txn, struct call *call)
{
    (void)service;
    return imports_read(&courses, txn, call);
}

int import_decode_verdicts(struct call *call)
{
    return imports_decode_verdicts(&courses, call);
}

int import_handle_verdicts(void *service, struct store_txn *txn, struct call *call)
{
    struct catalogue *catalogue = service;
    return imports_read_verdicts(&courses, catalogue->store, txn, call);
}
