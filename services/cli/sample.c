/* sample - `karmayogi sample`: made-up staff lists of any size, to try the system with and to test it. */
#include "message_json.h"
#include "sample_courses.h"
#include "sample_file.h"
#include "sample_state.h"
#include "sample_verb.h"

#include "base/error.h"
#include "base/number.h"

#include <string.h>

#define MOST_SHARING 8000 /* of 10,000: four of five people can share the mobile of the first */

enum {
    OPTION_GOOD,
    OPTION_SEED,
    OPTION_DISTRICT,
    OPTION_BAD,
    OPTION_REPEATED,
    OPTION_CLASHING,
    OPTION_HINDI,
    OPTION_SHARED,
    OPTION_UNKNOWN,
    OPTION_LAYOUT,
    OPTION_HEADER,
    OPTION_NO_HEADER,
    OPTION_BOM,
    OPTION_CRLF,
    OPTION_CADRE,
    OPTION_DESIGNATIONS,
    OPTION_ORG,
    OPTION_OUT,
    OPTION_TRUTH,
    OPTION_CORRECTED,
};

static int read_people(struct cli *cli, const struct arguments *arguments, struct sample_settings *people)
{
    uint64_t district = 0;
    const char *cadre = arguments->options[OPTION_CADRE] ? arguments->options[OPTION_CADRE] : "police";
    int result = verb_number(cli, arguments, OPTION_SEED, "--seed", UINT32_MAX, &people->seed);

    if (result == 0)
        result = verb_number(cli, arguments, OPTION_DISTRICT, "--district", 999, &district);
    if (result == 0 && district == 0)
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--district CODE");
    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_HINDI, "--hindi", 10000, &people->hindi);
    if (result == 0)
        result =
            sample_verb_share(cli, arguments, OPTION_SHARED, "--shared-mobile", MOST_SHARING, &people->shared_mobile);
    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_UNKNOWN, "--unknown-designation", 10000,
                                   &people->unknown_designation);
    people->district = (uint32_t)district;
    people->cadre = sample_cadre_find(cadre);
    if (result == 0 && !people->cadre)
        result = cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--cadre", SAMPLE_CADRE_WORDS);
    return result;
}

static int read_plan(struct cli *cli, const struct arguments *arguments, struct sample_plan *plan)
{
    const char *layout = arguments->options[OPTION_LAYOUT] ? arguments->options[OPTION_LAYOUT] : "igot";
    struct sample_shares shares = {0, 0, 0};
    uint64_t good = 0;
    int result = read_people(cli, arguments, &plan->people);

    if (result == 0 && !arguments->options[OPTION_GOOD])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--rows-good N");
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_GOOD, "--rows-good", SAMPLE_MOST_PEOPLE, &good);
    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_BAD, "--bad", 10000, &shares.bad);
    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_REPEATED, "--repeated", 10000, &shares.repeated);
    if (result == 0)
        result = sample_verb_share(cli, arguments, OPTION_CLASHING, "--clashing", 10000, &shares.clashing);
    if (result == 0)
        result = sample_verb_plan(cli, plan->rows, good, &shares);
    if (result != 0)
        return result;
    if (plan->rows[SAMPLE_GOOD] + plan->rows[SAMPLE_BAD] + plan->rows[SAMPLE_CLASHING] > SAMPLE_MOST_PEOPLE)
        return cli_error(cli, CLI_USAGE, WORD_SAMPLE_TOO_LARGE, "40,00,000");
    plan->named = strcmp(layout, "named") == 0;
    if (!plan->named && strcmp(layout, "igot") != 0)
        return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, "--layout", "igot, named");
    plan->header = !arguments->options[OPTION_NO_HEADER];
    if (plan->named && !plan->header)
        return cli_error(cli, CLI_USAGE, WORD_SAMPLE_HEADER);
    plan->organisation = plan->named ? arguments->options[OPTION_ORG] : NULL;
    plan->bom = arguments->options[OPTION_BOM] != NULL;
    plan->line_end = arguments->options[OPTION_CRLF] ? "\r\n" : "\n";
    return 0;
}

static int write_files(struct cli *cli, const struct arguments *arguments, const struct sample_plan *plan)
{
    struct sample_out files = {.path = arguments->options[OPTION_OUT],
                               .truth_path = arguments->options[OPTION_TRUTH],
                               .corrected_path = arguments->options[OPTION_CORRECTED]};
    int result = sample_out_open(cli, &files);

    if (result == 0 && sample_file_write(plan, files.out, files.truth, files.corrected) < 0)
        result = cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, files.path, error_trail());
    return sample_out_close(cli, &files, result);
}

static int report_sample(struct cli *cli, const struct arguments *arguments, const struct sample_plan *plan)
{
    char text[SAMPLE_KINDS][NUMBER_TEXT_BYTES];

    if (cli->json)
        return message_json_print(
            json_pack("{s:s, s:I, s:I, s:I, s:I}", "file", arguments->options[OPTION_OUT], "good",
                      (json_int_t)plan->rows[SAMPLE_GOOD], "bad", (json_int_t)plan->rows[SAMPLE_BAD], "repeated",
                      (json_int_t)plan->rows[SAMPLE_REPEATED], "clashing", (json_int_t)plan->rows[SAMPLE_CLASHING]));
    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        number_indian((int64_t)plan->rows[kind], text[kind]);
    cli_say(cli, WORD_SAMPLE_DONE, arguments->options[OPTION_OUT], text[SAMPLE_GOOD], text[SAMPLE_BAD],
            text[SAMPLE_REPEATED], text[SAMPLE_CLASHING]);
    return 0;
}

static int run_sample(struct cli *cli, const struct arguments *arguments)
{
    struct sample_plan plan = {.people = {.seed = 1}};
    int result = read_plan(cli, arguments, &plan);

    if (result == 0 && !arguments->options[OPTION_OUT])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--out FILE");
    if (result == 0 && arguments->options[OPTION_DESIGNATIONS])
        result = sample_verb_spellings(cli, arguments->options[OPTION_DESIGNATIONS], plan.people.cadre,
                                       &plan.people.spellings);
    if (result == 0)
        result = write_files(cli, arguments, &plan);
    return result == 0 ? report_sample(cli, arguments, &plan) : result;
}

static const struct argp_option sample_options[] = {
    VERB_OPTION(OPTION_GOOD, "rows-good", "N", "Rows that must remain, stored or flagged; at most 40,00,000; needed"),
    VERB_OPTION(OPTION_SEED, "seed", "S", "The same seed gives the same file (1)"),
    VERB_OPTION(OPTION_DISTRICT, "district", "CODE", "LGD code of the district; needed"),
    VERB_OPTION(OPTION_BAD, "bad", "PERCENT", "Share of rows that break a rule (0)"),
    VERB_OPTION(OPTION_REPEATED, "repeated", "PERCENT",
                "Share of rows that repeat an earlier one, half of them in another "
                "spelling (0)"),
    VERB_OPTION(OPTION_CLASHING, "clashing", "PERCENT",
                "Share of rows with the employee id or e-mail of an earlier one and "
                "other content (0)"),
    VERB_OPTION(OPTION_HINDI, "hindi", "PERCENT", "Share of people written in Devanagari (0)"),
    VERB_OPTION(OPTION_SHARED, "shared-mobile", "PERCENT",
                "Share of people with the mobile of another, at most 80 (0)"),
    VERB_OPTION(OPTION_UNKNOWN, "unknown-designation", "PERCENT", "Share of designations that no master list has (0)"),
    VERB_OPTION(OPTION_LAYOUT, "layout", "igot|named",
                "14 columns as iGOT has them, or named columns with parents' names "
                "(igot)"),
    VERB_OPTION(OPTION_HEADER, "header", NULL, "With a header; so it is without this option"),
    VERB_OPTION(OPTION_NO_HEADER, "no-header", NULL, "Without a header"),
    VERB_OPTION(OPTION_BOM, "bom", NULL, "With a byte order mark, as spreadsheets write"),
    VERB_OPTION(OPTION_CRLF, "crlf", NULL, "Lines end with CR LF"),
    VERB_OPTION(OPTION_CADRE, "cadre", "WORD", "One of " SAMPLE_CADRE_WORDS " (police)"),
    VERB_OPTION(OPTION_DESIGNATIONS, "designations", "FILE",
                "Use the spellings of this master list (code,name_en,name_hi,"
                "aliases,level)"),
    VERB_OPTION(OPTION_ORG, "org", "ID", "Named layout: a column with this organisation"),
    VERB_OPTION(OPTION_OUT, "out", "FILE", "The file; needed"),
    VERB_OPTION(OPTION_TRUTH, "truth", "FILE",
                "Also write line,kind,what for every row: what a correct service must find"),
    VERB_OPTION(OPTION_CORRECTED, "corrected", "FILE",
                "Also write the bad rows as they should have been, with their lines; "
                "can be imported"),
    {0},
};

static const struct verb verbs[] = {
    {"", "", "Write a made-up staff list.",
     "After a correct service has refused the bad, repeated and clashing rows, exactly N officials remain. People, "
     "numbers "
     "and addresses are made up; addresses end with .example.\n\nExample:\n  karmayogi sample --rows-good 500 --seed 7 "
     "--district 169 --bad 2 \\\n      --repeated 1 --clashing 1 --hindi 40 --out meerut.csv --truth truth.csv",
     sample_options, 0, 0, run_sample},
    {"courses", "", "Write a made-up catalogue of courses.",
     "All twelve kinds, sixteen languages, titles in English and, where a course can be taken in Hindi, in Hindi. "
     "After "
     "a correct service has refused the bad and clashing rows, exactly --count courses are live, and exactly --hindi "
     "of "
     "them can be taken in Hindi.\n\nExample:\n  karmayogi sample courses --count 4179 --hindi 840 --drafts 60 "
     "--retired "
     "120 \\\n      --bad 2 --repeated 1 --clashing 1 --seed 5 --out courses.csv --truth truth.csv",
     sample_courses_options, 0, 0, sample_courses_run},
    {"state", "", "Write made-up staff lists of seven departments in all districts.",
     "One list for each department, DEPARTMENT.csv with its DEPARTMENT.truth.csv, and organisations.csv with the units "
     "of "
     "all districts and their strengths for `karmayogi org load', to be loaded after deploy/data/organisations.csv. "
     "Together with the lists of Meerut Range exactly N officials remain.\n\nExample:\n  karmayogi sample state "
     "--officials 100000 --bad 1 --repeated 1 --clashing 1 --hindi 40 --out state",
     sample_state_options, 0, 0, sample_state_run},
    {.run = NULL},
};

const struct verb_family verb_sample = {"sample", "Write made-up staff lists and courses, to try things with",
                                        "karmayogi sample --rows-good 500 --district 169 --out meerut.csv", verbs};
