#pragma once
/* registration_import - chunks of an import as a test writes them: rows of four cells, separated by bars. */
#include "import_desk.h"
#include "registration_desk.h"

#define IMPORT_ROWS_MOST 4096
#define IMPORT_CELLS     5

/* name | mobile | e-mail | employee id | designation */
struct chunk {
    struct uuid import_id;
    uint32_t first_row;
    const char *organisation;
    const char *label;
    bool validate_only;
    size_t count;
    const char *const *rows;
};

/* Cuts @text at the bars. */
static inline R(ImportRow) * import_row(struct arena *arena, const char *text, uint32_t line)
{
    R(ImportRow) *row = arena_alloc(arena, sizeof *row);
    karmayogi__registration__v1__import_row__init(row);
    row->line = line;
    row->cells = arena_zalloc(arena, 16, sizeof *row->cells);
    for (const char *end = text; end; text = end + 1) {
        end = strchr(text, '|');
        row->cells[row->n_cells++] = arena_string(arena, text, end ? (size_t)(end - text) : strlen(text));
        if (!end)
            break;
    }
    return row;
}

static inline struct call *import_call(struct desk *desk, const struct chunk *chunk)
{
    static const R(ImportColumn) columns[IMPORT_CELLS] = {
        KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_FULL_NAME,
        KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_MOBILE,
        KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_EMAIL,
        KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_EMPLOYEE_ID,
        KARMAYOGI__REGISTRATION__V1__IMPORT_COLUMN__IMPORT_COLUMN_DESIGNATION,
    };
    R(ImportOfficialsRequest) request = KARMAYOGI__REGISTRATION__V1__IMPORT_OFFICIALS_REQUEST__INIT;
    R(ImportSettings) settings = KARMAYOGI__REGISTRATION__V1__IMPORT_SETTINGS__INIT;
    struct arena arena;
    arena_init(&arena, 64u << 20);
    settings.organisation_id = TEXT(chunk->organisation ? chunk->organisation : "meerut-police");
    settings.label = TEXT(chunk->label ? chunk->label : "");
    request.settings = &settings;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, (uint8_t *)(uintptr_t)chunk->import_id.bytes};
    request.first_row = chunk->first_row;
    request.validate_only = chunk->validate_only;
    request.n_columns = IMPORT_CELLS;
    request.columns = (R(ImportColumn) *)(uintptr_t)columns;
    request.rows = arena_zalloc(&arena, chunk->count, sizeof *request.rows);
    request.n_rows = chunk->count;
    for (size_t i = 0; i < chunk->count; i++)
        request.rows[i] = import_row(&arena, chunk->rows[i], chunk->first_row + (uint32_t)i + 1);
    struct call *call = desk_call(desk, "ImportOfficials", &request.base);
    arena_deinit(&arena);
    return call;
}

static inline R(ImportOfficialsResponse) * import_answer(struct desk *desk, struct call *call)
{
    return desk_take(desk, call, &karmayogi__registration__v1__import_officials_response__descriptor);
}

static inline R(ImportOfficialsResponse) * import_send(struct desk *desk, const struct chunk *chunk)
{
    struct call *call = import_call(desk, chunk);
    desk_run(desk, call);
    return import_answer(desk, call);
}

static inline const char *import_said(const R(RowVerdict) * verdict)
{
    return import_words(verdict->kind, verdict->violations, verdict->n_violations, verdict->flags, verdict->n_flags);
}

static inline void assert_totals(const R(ImportTotals) * totals, uint64_t stored, uint64_t flagged,
                                 uint64_t already_there, uint64_t refused)
{
    assert_int_equal(totals->stored, stored);
    assert_int_equal(totals->flagged, flagged);
    assert_int_equal(totals->already_there, already_there);
    assert_int_equal(totals->refused, refused);
    assert_int_equal(totals->rows, stored + flagged + already_there + refused);
}

/* Officials in the store. */
static inline uint64_t desk_officials(struct desk *desk)
{
    struct store_txn *txn;
    uint64_t persons, posts, listed;
    assert_int_equal(store_begin_read(desk->registration->store, &txn), 0);
    assert_int_equal(store_count(txn, STORED_PERSONS, &persons), 0);
    assert_int_equal(store_count(txn, STORED_POSTS, &posts), 0);
    assert_int_equal(store_count(txn, STORED_POSTS_OF, &listed), 0);
    store_abort(txn);
    assert_int_equal(persons, posts);
    assert_int_equal(persons, listed);
    return persons;
}
