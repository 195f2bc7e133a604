/* sample_state - `karmayogi sample state`: the organisations of seven departments in all districts, and one staff list
 * for each department. */
#include "sample_state.h"

#include "message_json.h"
#include "sample_file.h"
#include "sample_state_plan.h"
#include "sample_verb.h"

#include "base/error.h"
#include "base/number.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define SEEDS_BETWEEN 10 /* departments of a district stand so far apart: see sample_person.h */
#define MOST_SHARING  8000

enum {
    OPTION_OFFICIALS,
    OPTION_SEED,
    OPTION_BAD,
    OPTION_REPEATED,
    OPTION_CLASHING,
    OPTION_HINDI,
    OPTION_SHARED,
    OPTION_UNKNOWN,
    OPTION_LISTS,
    OPTION_OUT,
};

struct state {
    struct sample_state_plan plan;
    struct sample_settings people;
    struct sample_shares shares;
    const char *lists, *folder;
};

static int read_shares(struct cli *cli, const struct arguments *arguments, struct state *state)
{
    const struct {
        unsigned index;
        const char *name;
        unsigned most;
        unsigned *share;
    } options[] = {
        {OPTION_BAD, "--bad", 10000, &state->shares.bad},
        {OPTION_REPEATED, "--repeated", 10000, &state->shares.repeated},
        {OPTION_CLASHING, "--clashing", 10000, &state->shares.clashing},
        {OPTION_HINDI, "--hindi", 10000, &state->people.hindi},
        {OPTION_SHARED, "--shared-mobile", MOST_SHARING, &state->people.shared_mobile},
        {OPTION_UNKNOWN, "--unknown-designation", 10000, &state->people.unknown_designation},
    };
    int result = 0;

    for (size_t i = 0; i < sizeof(options) / sizeof(options[0]) && result == 0; i++)
        result =
            sample_verb_share(cli, arguments, options[i].index, options[i].name, options[i].most, options[i].share);
    return result;
}

static int read_state(struct cli *cli, const struct arguments *arguments, struct state *state)
{
    struct sample_state_plan *plan = &state->plan;
    int result = 0;

    if (!arguments->options[OPTION_OFFICIALS])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--officials N");
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_OFFICIALS, "--officials", SAMPLE_STATE_MOST, &plan->officials);
    if (result == 0 && plan->officials < SAMPLE_STATE_FEWEST)
        result = cli_error(cli, CLI_USAGE, WORD_SAMPLE_TOO_FEW, "70,000", "13,646");
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_SEED, "--seed", UINT32_MAX / 100, &plan->seed);
    if (result == 0)
        result = read_shares(cli, arguments, state);
    if (result == 0 && !arguments->options[OPTION_OUT])
        return cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--out FOLDER");
    state->folder = arguments->options[OPTION_OUT];
    state->lists = arguments->options[OPTION_LISTS] ? arguments->options[OPTION_LISTS] : "deploy/data";
    if (result == 0 && mkdir(state->folder, 0777) < 0 && errno != EEXIST)
        result = cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, state->folder, strerror(errno));
    return result;
}

static int write_organisations(struct cli *cli, const struct state *state)
{
    struct sample_out files = {.path = arena_printf(&cli->arena, "%s/organisations.csv", state->folder)};
    int result = files.path ? sample_out_open(cli, &files) : error_raise("out of memory");

    if (result == 0 && sample_state_organisations(&state->plan, files.out) < 0)
        result = cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, files.path, error_trail());
    return sample_out_close(cli, &files, result);
}

/* The people of @department in place number @place. */
static int plan_place(struct cli *cli, const struct state *state, const struct sample_department *department,
                      size_t place, struct sample_plan *plan)
{
    uint64_t people = sample_state_people(&state->plan, department, place);

    plan->people.district = state->plan.places[place].code;
    plan->organisation = sample_state_unit(department, &state->plan.places[place], &cli->arena);
    memset(plan->rows, 0, sizeof(plan->rows));
    if (!plan->organisation)
        return error_raise("out of memory for a sample");
    return people ? sample_verb_plan(cli, plan->rows, people, &state->shares) : 0;
}

static int write_places(struct cli *cli, const struct state *state, const struct sample_department *department,
                        struct sample_plan *plan, struct sample_out *files, uint64_t rows[SAMPLE_KINDS])
{
    struct sample_file file;
    int result = plan_place(cli, state, department, 0, plan);

    if (result != 0)
        return result;
    result = sample_file_begin(&file, plan, files->out, files->truth, NULL);
    for (size_t place = 0; place < state->plan.place_count && result == 0; place++) {
        result = plan_place(cli, state, department, place, plan);
        if (result == 0)
            result = sample_file_add(&file, plan);
        for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
            rows[kind] += plan->rows[kind];
    }
    sample_file_end(&file);
    return result < 0 ? cli_error(cli, CLI_FILE, WORD_CANNOT_WRITE, files->path, error_trail()) : result;
}

static int say_file(struct cli *cli, const char *path, const uint64_t rows[SAMPLE_KINDS])
{
    char text[SAMPLE_KINDS][NUMBER_TEXT_BYTES];

    if (cli->json)
        return message_json_print(json_pack("{s:s, s:I, s:I, s:I, s:I}", "file", path, "good",
                                            (json_int_t)rows[SAMPLE_GOOD], "bad", (json_int_t)rows[SAMPLE_BAD],
                                            "repeated", (json_int_t)rows[SAMPLE_REPEATED], "clashing",
                                            (json_int_t)rows[SAMPLE_CLASHING]));
    for (enum sample_kind kind = 0; kind < SAMPLE_KINDS; kind++)
        number_indian((int64_t)rows[kind], text[kind]);
    cli_say(cli, WORD_SAMPLE_DONE, path, text[SAMPLE_GOOD], text[SAMPLE_BAD], text[SAMPLE_REPEATED],
            text[SAMPLE_CLASHING]);
    fflush(stdout); /* a large state takes a while: each list is told when it is there */
    return 0;
}

static int write_department(struct cli *cli, const struct state *state, const struct sample_department *department)
{
    struct arena *arena = &cli->arena;
    struct sample_out files = {.path = arena_printf(arena, "%s/%s.csv", state->folder, department->id),
                               .truth_path = arena_printf(arena, "%s/%s.truth.csv", state->folder, department->id)};
    const char *designations = arena_printf(arena, "%s/designations.csv", state->lists);
    struct sample_plan plan = {.people = state->people, .named = true, .header = true, .line_end = "\n"};
    uint64_t rows[SAMPLE_KINDS] = {0};
    int result = arena->failed ? error_raise("out of memory for a sample") : 0;

    plan.people.seed = state->plan.seed * 100 + SEEDS_BETWEEN * (uint64_t)(department - sample_departments + 1);
    plan.people.cadre = sample_cadre_find(department->cadre);
    if (result == 0)
        result = sample_verb_spellings(cli, designations, plan.people.cadre, &plan.people.spellings);
    if (result == 0)
        result = sample_out_open(cli, &files);
    if (result == 0)
        result = write_places(cli, state, department, &plan, &files, rows);
    result = sample_out_close(cli, &files, result);
    return result == 0 ? say_file(cli, files.path, rows) : result;
}

int sample_state_run(struct cli *cli, const struct arguments *arguments)
{
    struct state state = {.plan = {.seed = 1}};
    int result = read_state(cli, arguments, &state);
    const char *districts = result == 0 ? arena_printf(&cli->arena, "%s/districts.csv", state.lists) : NULL;

    if (result == 0)
        result = districts ? sample_state_places(cli, districts, &state.plan) : error_raise("out of memory");
    if (result == 0)
        result = write_organisations(cli, &state);
    for (size_t i = 0; i < SAMPLE_DEPARTMENTS && result == 0; i++)
        result = write_department(cli, &state, &sample_departments[i]);
    return result;
}

const struct argp_option sample_state_options[] = {
    VERB_OPTION(OPTION_OFFICIALS, "officials", "N",
                "Officials of the state that must remain, the 13,646 of Meerut Range among them, whose lists are not "
                "made here; 70,000 to 30,00,000; needed"),
    VERB_OPTION(OPTION_SEED, "seed", "S", "The same seed gives the same files (1)"),
    VERB_OPTION(OPTION_BAD, "bad", "PERCENT", "Share of rows that break a rule (0)"),
    VERB_OPTION(OPTION_REPEATED, "repeated", "PERCENT", "Share of rows that repeat an earlier one (0)"),
    VERB_OPTION(OPTION_CLASHING, "clashing", "PERCENT",
                "Share of rows with the employee id or e-mail of an earlier one and other content (0)"),
    VERB_OPTION(OPTION_HINDI, "hindi", "PERCENT", "Share of people written in Devanagari (0)"),
    VERB_OPTION(OPTION_SHARED, "shared-mobile", "PERCENT",
                "Share of people with the mobile of another, at most 80 (0)"),
    VERB_OPTION(OPTION_UNKNOWN, "unknown-designation", "PERCENT", "Share of designations that no master list has (0)"),
    VERB_OPTION(OPTION_LISTS, "lists", "FOLDER", "Where districts.csv and designations.csv are (deploy/data)"),
    VERB_OPTION(OPTION_OUT, "out", "FOLDER", "Where the files go; made where missing; needed"),
    {0},
};
