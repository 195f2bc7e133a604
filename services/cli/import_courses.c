/* import_courses - `karmayogi course import`: a list of courses into the catalogue. */
#include "course.h"
#include "import.h"
#include "message.h"

#include "base/error.h"

#include <karmayogi/catalogue/v1/service.pb-c.h>
#include <string.h>

enum {
    OPTION_STATE = IMPORT_OPTION_OWN,
    OPTION_PUBLISHED_ON,
    OPTION_PROVIDER,
    OPTION_UPDATE,
};

typedef Karmayogi__Catalogue__V1__CourseImportSettings import_settings;

static const struct cli_method import_method = CLI_CATALOGUE_METHOD(ImportCourses, import_courses);
static const struct cli_method get_method = CLI_CATALOGUE_METHOD(GetCourseImport, get_course_import);
static const struct cli_method verdicts_method =
    CLI_CATALOGUE_METHOD(ListCourseImportVerdicts, list_course_import_verdicts);

static int read_settings(struct importing *importing)
{
    const struct arguments *arguments = importing->arguments;
    import_settings *settings = arena_zalloc(&importing->held, 1, sizeof(*settings));
    struct cli *cli = importing->cli;
    int32_t published_on = DATE_NONE;
    int state = 0;
    int result = verb_date(cli, arguments, OPTION_PUBLISHED_ON, "--published-on", &published_on);

    if (!settings)
        return error_raise("out of memory");
    if (result == 0)
        result = verb_enum(cli, arguments, OPTION_STATE, "--state", &karmayogi__catalogue__v1__life_state__descriptor,
                           &state);
    karmayogi__catalogue__v1__course_import_settings__init(settings);
    settings->state = (Karmayogi__Catalogue__V1__LifeState)state;
    settings->published_on = message_date(&importing->held, published_on);
    settings->provider = verb_text(arguments, OPTION_PROVIDER);
    settings->update_existing = arguments->options[OPTION_UPDATE] != NULL;
    settings->label = (char *)(uintptr_t)importing->label;
    settings->accept_legacy_looking_text = arguments->options[IMPORT_OPTION_LEGACY] != NULL;
    importing->job.settings = settings;
    return result;
}

/* The contract of courses knows one order of dates. A column in the other one would be read wrongly cell by cell, and
 * only some of its cells would be noticed. */
static int check_dates(struct importing *importing)
{
    for (size_t i = 0; i < COLUMNS_DATES; i++) {
        if (date_column_order(&importing->scan.dates[i]) != DATE_DAY_FIRST)
            return cli_error(importing->cli, CLI_FILE, WORD_DATES_NOT_DAY_FIRST, importing->job.path,
                             columns_word(&columns_of_courses, columns_of_courses.dates[i]));
    }
    return 0;
}

static enum import_verdict_kind kind_of(const Karmayogi__Catalogue__V1__CourseRowVerdict *verdict)
{
    switch (verdict->kind) {
    case KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_STORED:
        return IMPORT_STORED;
    case KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_FLAGGED:
        return IMPORT_FLAGGED;
    case KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_UPDATED:
        return IMPORT_UPDATED;
    case KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_ALREADY_THERE:
        return IMPORT_ALREADY_THERE;
    case KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_REFUSED:
    case KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_UNSPECIFIED:
    default:
        return IMPORT_REFUSED;
    }
}

static int take_verdicts(struct cli *cli, Karmayogi__Catalogue__V1__CourseRowVerdict *const *verdicts, size_t count,
                         struct import_answer *answer)
{
    answer->verdicts = arena_zalloc(&cli->arena, count + 1, sizeof(*answer->verdicts));
    answer->count = count;
    if (!answer->verdicts)
        return error_raise("out of memory for verdicts");
    for (size_t i = 0; i < count; i++) {
        const Karmayogi__Catalogue__V1__CourseRowVerdict *from = verdicts[i];

        answer->verdicts[i] = (struct import_verdict){.row = from->row,
                                                      .line = from->line,
                                                      .kind = kind_of(from),
                                                      .id = from->course_id,
                                                      .violations = from->violations,
                                                      .flags = from->flags,
                                                      .violation_count = from->n_violations,
                                                      .flag_count = from->n_flags,
                                                      .message = &from->base};
    }
    return 0;
}

/* Cells are not const in generated structs; packing does not write. */
static int copy_rows(struct arena *arena, const struct import_chunk *chunk,
                     Karmayogi__Catalogue__V1__ImportCoursesRequest *request)
{
    Karmayogi__Catalogue__V1__CourseImportRow *rows = arena_zalloc(arena, chunk->row_count + 1, sizeof(*rows));

    request->rows = arena_zalloc(arena, chunk->row_count + 1, sizeof(*request->rows));
    if (!rows || !request->rows)
        return error_raise("out of memory for a chunk");
    for (size_t i = 0; i < chunk->row_count; i++) {
        karmayogi__catalogue__v1__course_import_row__init(&rows[i]);
        rows[i].line = chunk->rows[i].line;
        rows[i].n_cells = chunk->rows[i].count;
        rows[i].cells = (char **)(uintptr_t)chunk->rows[i].cells;
        request->rows[i] = &rows[i];
    }
    request->n_rows = chunk->row_count;
    return 0;
}

static int send(struct cli *cli, const void *settings, const struct import_chunk *chunk, struct import_answer *answer)
{
    Karmayogi__Catalogue__V1__ImportCoursesRequest request = KARMAYOGI__CATALOGUE__V1__IMPORT_COURSES_REQUEST__INIT;
    Karmayogi__Catalogue__V1__ImportCoursesResponse *response;
    Karmayogi__Catalogue__V1__CourseImportColumn kinds[COLUMNS_KINDS];
    int result = copy_rows(&cli->arena, chunk, &request);

    request.import_id = (ProtobufCBinaryData){.len = UUID_BYTES, .data = (uint8_t *)(uintptr_t)chunk->id->bytes};
    request.first_row = chunk->first_row;
    request.settings = (import_settings *)(uintptr_t)settings;
    request.columns = kinds;
    for (size_t i = 0; i < chunk->kind_count; i++)
        kinds[request.n_columns++] = (Karmayogi__Catalogue__V1__CourseImportColumn)chunk->kinds[i];
    request.validate_only = chunk->validate_only;
    if (result == 0)
        result = cli_call(cli, &import_method, &request, &response);
    if (result != 0)
        return result;
    answer->committed_as = response->committed_as;
    return take_verdicts(cli, response->verdicts, response->n_verdicts, answer);
}

static int get_state(struct cli *cli, const struct uuid *id, struct import_state *state)
{
    Karmayogi__Catalogue__V1__GetCourseImportRequest request =
        KARMAYOGI__CATALOGUE__V1__GET_COURSE_IMPORT_REQUEST__INIT;
    Karmayogi__Catalogue__V1__GetCourseImportResponse *response;
    int result;

    request.import_id = (ProtobufCBinaryData){.len = UUID_BYTES, .data = (uint8_t *)(uintptr_t)id->bytes};
    result = cli_call(cli, &get_method, &request, &response);
    if (result != 0)
        return result;
    *state = (struct import_state){.message = &response->base,
                                   .label = response->settings ? response->settings->label : "",
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
    return 0;
}

static int get_page(struct cli *cli, const struct uuid *id, bool refused_only, Karmayogi__Core__V1__PageRequest *page,
                    struct import_answer *answer)
{
    Karmayogi__Catalogue__V1__CourseVerdictKind refused =
        KARMAYOGI__CATALOGUE__V1__COURSE_VERDICT_KIND__COURSE_VERDICT_KIND_REFUSED;
    Karmayogi__Catalogue__V1__ListCourseImportVerdictsRequest request =
        KARMAYOGI__CATALOGUE__V1__LIST_COURSE_IMPORT_VERDICTS_REQUEST__INIT;
    Karmayogi__Catalogue__V1__ListCourseImportVerdictsResponse *response;
    int result;

    request.import_id = (ProtobufCBinaryData){.len = UUID_BYTES, .data = (uint8_t *)(uintptr_t)id->bytes};
    request.page = page;
    request.kinds = &refused;
    request.n_kinds = refused_only;
    result = cli_call(cli, &verdicts_method, &request, &response);
    if (result != 0)
        return result;
    answer->next_page = response->page;
    return take_verdicts(cli, response->verdicts, response->n_verdicts, answer);
}

const struct import_kind import_of_courses = {
    .columns = &columns_of_courses,
    .command = "course import",
    .id_header = "course_id",
    .id_word = WORD_COURSE,
    .none_needed = WORD_COLUMNS_NO_TITLE,
    .updates = true,
    .settings = read_settings,
    .prepare = check_dates,
    .send = send,
    .state = get_state,
    .page = get_page,
};

int course_import_run(struct cli *cli, const struct arguments *arguments)
{
    return import_run(cli, arguments, &import_of_courses);
}

int course_import_show_run(struct cli *cli, const struct arguments *arguments)
{
    return import_show_run(cli, arguments, &import_of_courses);
}

const struct argp_option course_import_options[] = {
    VERB_OPTION(OPTION_STATE, "state", "draft|live", "State of the courses where a row does not say it (draft)"),
    VERB_OPTION(OPTION_PUBLISHED_ON, "published-on", "DATE",
                "First day on which they were live, where a row does not say it (today)"),
    VERB_OPTION(OPTION_PROVIDER, "provider", "TEXT", "Who offers them, where a row does not say it"),
    VERB_OPTION(OPTION_UPDATE, "update-existing", NULL,
                "Give courses that are there already the content of their row; without it such rows are refused"),
    VERB_OPTION(IMPORT_OPTION_LEGACY, "accept-legacy-text", NULL, "Take texts that look like Kruti Dev as they are"),
    IMPORT_OPTIONS("course_id"),
    {0},
};
