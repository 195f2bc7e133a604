#pragma once
/* catalogue_import - chunks of an import of courses as a test writes them: rows of cells, separated by commas. */
#include "catalogue_desk.h"
#include "import_desk.h"

#define IMPORT_CELLS 10

/* id, id on iGOT, kind, title, Hindi title, languages, provider, duration, competencies, state */
struct chunk {
    struct uuid import_id;
    uint32_t first_row;
    CAT(LifeState) state;
    const char *label;
    bool update_existing, validate_only;
    size_t columns;                        /* the first so many; 0: all */
    const CAT(CourseImportColumn) * heads; /* others than those above, `columns` of them; NULL: those above */
    size_t count;
    const char *const *rows;
};

static inline CAT(CourseImportRow) * import_row(struct arena *arena, const char *text, uint32_t line)
{
    CAT(CourseImportRow) *row = arena_alloc(arena, sizeof *row);
    karmayogi__catalogue__v1__course_import_row__init(row);
    row->line = line;
    row->cells = arena_zalloc(arena, 32, sizeof *row->cells);
    for (const char *end = text; end; text = end + 1) {
        end = strchr(text, ',');
        row->cells[row->n_cells++] = arena_string(arena, text, end ? (size_t)(end - text) : strlen(text));
        if (!end)
            break;
    }
    return row;
}

static inline struct call *import_call(struct desk *desk, const struct chunk *chunk)
{
#define COLUMN(name) KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_COLUMN__COURSE_IMPORT_COLUMN_##name
    static const CAT(CourseImportColumn) columns[IMPORT_CELLS] = {
        COLUMN(COURSE_ID), COLUMN(IGOT_ID),  COLUMN(KIND),     COLUMN(TITLE_EN),     COLUMN(TITLE_HI),
        COLUMN(LANGUAGES), COLUMN(PROVIDER), COLUMN(DURATION), COLUMN(COMPETENCIES), COLUMN(STATE),
    };
#undef COLUMN
    CAT(ImportCoursesRequest) request = KARMAYOGI__CATALOGUE__V1__IMPORT_COURSES_REQUEST__INIT;
    CAT(CourseImportSettings) settings = KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_SETTINGS__INIT;
    struct arena arena;
    arena_init(&arena, 64u << 20);
    settings.state = chunk->state;
    settings.label = TEXT(chunk->label ? chunk->label : "");
    settings.update_existing = chunk->update_existing;
    request.settings = &settings;
    request.import_id = (ProtobufCBinaryData){UUID_BYTES, (uint8_t *)(uintptr_t)chunk->import_id.bytes};
    request.first_row = chunk->first_row;
    request.validate_only = chunk->validate_only;
    request.n_columns = chunk->columns ? chunk->columns : IMPORT_CELLS;
    request.columns = (CAT(CourseImportColumn) *)(uintptr_t)(chunk->heads ? chunk->heads : columns);
    request.rows = arena_zalloc(&arena, chunk->count + 1, sizeof *request.rows);
    request.n_rows = chunk->count;
    for (size_t i = 0; i < chunk->count; i++)
        request.rows[i] = import_row(&arena, chunk->rows[i], chunk->first_row + (uint32_t)i + 1);
    struct call *call = desk_call(desk, "ImportCourses", &request.base);
    arena_deinit(&arena);
    return call;
}

static inline CAT(ImportCoursesResponse) * import_send(struct desk *desk, const struct chunk *chunk)
{
    struct call *call = import_call(desk, chunk);
    desk_run(desk, call);
    return desk_take(desk, call, &karmayogi__catalogue__v1__import_courses_response__descriptor);
}

static inline const char *import_said(const CAT(CourseRowVerdict) * verdict)
{
    return import_words(verdict->kind, verdict->violations, verdict->n_violations, verdict->flags, verdict->n_flags);
}

static inline void assert_verdicts(const CAT(ImportCoursesResponse) * answer, const char *const *said, size_t count)
{
    uint64_t sums[6] = {0};
    assert_int_equal(answer->n_verdicts, count);
    for (size_t i = 0; i < count; i++) {
        const CAT(CourseRowVerdict) *verdict = answer->verdicts[i];
        assert_string_equal(import_said(verdict), said[i]);
        for (size_t k = 0; k < verdict->n_violations; k++)
            assert_true(verdict->violations[k]->sentence[0] != '\0');
        sums[verdict->kind]++;
    }
    assert_int_equal(answer->totals->rows, count);
    assert_int_equal(answer->totals->stored, sums[1]);
    assert_int_equal(answer->totals->flagged, sums[2]);
    assert_int_equal(answer->totals->already_there, sums[3]);
    assert_int_equal(answer->totals->refused, sums[4]);
    assert_int_equal(answer->totals->updated, sums[5]);
}
