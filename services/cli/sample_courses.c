/* sample_courses - `karmayogi sample courses`: a made-up catalogue of exactly so many live courses. */
#include "sample_courses.h"

#include "message_json.h"
#include "sample_course_file.h"
#include "sample_verb.h"

#include "base/error.h"
#include "base/number.h"

enum {
    OPTION_COUNT,
    OPTION_IN_HINDI,
    OPTION_DRAFTS,
    OPTION_RETIRED,
    OPTION_SEED,
    OPTION_BAD,
    OPTION_REPEATED,
    OPTION_CLASHING,
    OPTION_UNKNOWN,
    OPTION_LISTS,
    OPTION_OUT,
    OPTION_TRUTH,
};

static int read_catalogue(struct cli *cli, const struct arguments *arguments, struct sample_course_settings *courses)
{
    int result = 0;

    if (!arguments->options[OPTION_COUNT])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--count N");
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_COUNT, "--count", SAMPLE_MOST_COURSES, &courses->live);
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_IN_HINDI, "--hindi", courses->live, &courses->hindi);
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_DRAFTS, "--drafts", SAMPLE_MOST_COURSES, &courses->drafts);
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_RETIRED, "--retired", SAMPLE_MOST_COURSES, &courses->retired);
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_SEED, "--seed", UINT32_MAX, &courses->seed);
    return result == 0 ? sample_verb_share(cli, arguments, OPTION_UNKNOWN, "--unknown-provider", 10000,
                                           &courses->unknown_provider)
                       : result;
}

static int read_plan(struct cli *cli, const struct arguments *arguments, struct sample_course_plan *plan)
{
    struct sample_shares shares = {0, 0, 0};
    int result = read_catalogue(cli, arguments, &plan->courses);

    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_BAD, "--bad", 10000, &shares.bad);
    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_REPEATED, "--repeated", 10000, &shares.repeated);
    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_CLASHING, "--clashing", 10000, &shares.clashing);
    return result == 0 ? sample_verb_plan(cli, plan->rows, sample_course_catalogue(&plan->courses), &shares) : result;
}

static int report_courses(struct cli *cli, const char *path, const struct sample_course_plan *plan)
{
    const struct sample_course_settings *courses = &plan->courses;
    char live[NUMBER_TEXT_BYTES], hindi[NUMBER_TEXT_BYTES], drafts[NUMBER_TEXT_BYTES], retired[NUMBER_TEXT_BYTES];
    char text[SAMPLE_KINDS][NUMBER_TEXT_BYTES];

    if (cli->json)
        return message_json_print(
            json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "file", path, "live", (json_int_t)courses->live,
                      "live_in_hindi", (json_int_t)courses->hindi, "drafts", (json_int_t)courses->drafts, "retired",
                      (json_int_t)courses->retired, "bad", (json_int_t)plan->rows[SAMPLE_BAD], "repeated",
                      (json_int_t)plan->rows[SAMPLE_REPEATED], "clashing", (json_int_t)plan->rows[SAMPLE_CLASHING]));
    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        number_indian((int64_t)plan->rows[kind], text[kind]);
    cli_say(cli, WORD_SAMPLE_COURSES_DONE, path, number_indian((int64_t)courses->live, live),
            number_indian((int64_t)courses->hindi, hindi), number_indian((int64_t)courses->drafts, drafts),
            number_indian((int64_t)courses->retired, retired), text[SAMPLE_BAD], text[SAMPLE_REPEATED],
            text[SAMPLE_CLASHING]);
    return 0;
}

int sample_courses_run(struct cli *cli, const struct arguments *arguments)
{
    struct sample_course_plan plan = {.courses = {.seed = 1}};
    struct sample_out files = {.path = arguments->options[OPTION_OUT], .truth_path = arguments->options[OPTION_TRUTH]};
    const char *folder = arguments->options[OPTION_LISTS] ? arguments->options[OPTION_LISTS] : "deploy/data";
    struct sample_lists lists;
    int result = read_plan(cli, arguments, &plan);

    if (result == 0 && !files.path)
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--out FILE");
    if (result == 0)
        result = sample_lists_read(cli, folder, &lists);
    if (result != 0)
        return result;
    plan.courses.lists = &lists;
    result = sample_out_open(cli, &files);
    if (result == 0 && sample_course_file_write(&plan, files.out, files.truth) < 0)
        result = cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, files.path, error_trail());
    result = sample_out_close(cli, &files, result);
    return result == 0 ? report_courses(cli, files.path, &plan) : result;
}

const struct argp_option sample_courses_options[] = {
    VERB_OPTION(OPTION_COUNT, "count", "N", "Courses that must be live in the end; at most 1,00,000; needed"),
    VERB_OPTION(OPTION_IN_HINDI, "hindi", "N", "Of those, courses that can be taken in Hindi (0)"),
    VERB_OPTION(OPTION_DRAFTS, "drafts", "N", "Drafts on top (0)"),
    VERB_OPTION(OPTION_RETIRED, "retired", "N", "Retired courses on top (0)"),
    VERB_OPTION(OPTION_SEED, "seed", "S", "The same seed gives the same file (1)"),
    VERB_OPTION(OPTION_BAD, "bad", "PERCENT", "Share of rows that break a rule (0)"),
    VERB_OPTION(OPTION_REPEATED, "repeated", "PERCENT",
                "Share of rows that repeat an earlier one, half of them in another spelling (0)"),
    VERB_OPTION(OPTION_CLASHING, "clashing", "PERCENT",
                "Share of rows with the id of an earlier course and other content (0)"),
    VERB_OPTION(OPTION_UNKNOWN, "unknown-provider", "PERCENT",
                "Share of courses from a provider that the master list does not have (0)"),
    VERB_OPTION(OPTION_LISTS, "lists", "FOLDER", "Where competencies.csv and providers.csv are (deploy/data)"),
    VERB_OPTION(OPTION_OUT, "out", "FILE", "The file; needed"),
    VERB_OPTION(OPTION_TRUTH, "truth", "FILE",
                "Also write line,kind,what for every row: what a correct service must find"),
    {0},
};
