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
    importing->job.settings = &settings->base;
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

static int describe(struct cli *cli, ProtobufCBinaryData settings, struct import_state *state)
{
    const import_settings *message = (const import_settings *)message_unpack(
        &cli->arena, settings, &karmayogi__catalogue__v1__course_import_settings__descriptor);

    if (!message)
        return error_raise("the settings of an import cannot be understood");
    state->label = message->label;
    return 0;
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
    .send = IMPORT_METHOD(CLI_CATALOGUE, "karmayogi.catalogue.v1.CatalogueService/ImportCourses", answer),
    .state = IMPORT_METHOD(CLI_CATALOGUE, "karmayogi.catalogue.v1.CatalogueService/GetCourseImport", standing),
    .page =
        IMPORT_METHOD(CLI_CATALOGUE, "karmayogi.catalogue.v1.CatalogueService/ListCourseImportVerdicts", verdicts_page),
    .standing = &karmayogi__catalogue__v1__get_course_import_response__descriptor,
    .verdict = &karmayogi__catalogue__v1__course_row_verdict__descriptor,
    .describe = describe,
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
