/*
 * karmayogi - the command of operators. main() reads the options that come before the verb, finds the verb's family in
 * the table and lets it go on; verb.h says how a verb is described.
 */
#include "cli.h"
#include "verb.h"

#include "base/error.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const struct verb_family *const families[] = {
    &verb_keys, &verb_org,    &verb_list,   &verb_official, &verb_import, &verb_course,  &verb_report,
    &verb_feed, &verb_status, &verb_health, &verb_sample,   &verb_backup, &verb_restore, &verb_store,
};

#define FAMILIES (sizeof(families) / sizeof(families[0]))

static const char after_options[] = "Exit codes:\n"
                                    "  0   done\n"
                                    "  1   the service refused it; the reason is shown\n"
                                    "  2   the command line is not understood\n"
                                    "  3   done, but rows of the file were refused; they are listed in a file\n"
                                    "  4   no service there, or no answer in time\n"
                                    "  5   a key is missing, refused, or lacks the role\n"
                                    "  6   a file cannot be used as it is; nothing of it was sent\n"
                                    "  70  a defect, or this machine's memory or disk failed\n"
                                    "\n"
                                    "Example:\n"
                                    "  karmayogi report onboarding --org meerut-range --by district --lang hi";

struct main_parsing {
    struct cli *cli;
    int verb_at;
};

static error_t parse_main(int key, char *argument, struct argp_state *state)
{
    struct main_parsing *parsing = state->input;

    (void)argument;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = parsing->cli;
        return 0;
    case ARGP_KEY_ARG:
        parsing->verb_at = state->next - 1;
        state->next = state->argc; /* the rest is the verb's */
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "say what to do: one of the verbs");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const char *main_doc(struct cli *cli)
{
    const char *doc = "Registers officials of a government and reports how far it has got.\n\nVerbs:\n";

    for (size_t i = 0; i < FAMILIES && doc; i++)
        doc = arena_printf(&cli->arena, "%s  %-9s %s\n", doc, families[i]->name, families[i]->summary);
    return doc ? arena_printf(&cli->arena,
                              "%s\n`karmayogi VERB --help' says more, with an example. The options below may stand "
                              "before or after the verb.\v%s",
                              doc, after_options)
               : NULL;
}

static int run(struct cli *cli, int argc, char **argv)
{
    struct main_parsing parsing = {cli, 0};
    struct argp_child children[] = {{&cli_argp, 0, NULL, 0}, {0}};
    struct argp argp = {.parser = parse_main, .args_doc = "VERB ...", .doc = main_doc(cli), .children = children};
    const char *name;

    if (!argp.doc || argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &parsing) != 0)
        return CLI_INTERNAL;
    name = argv[parsing.verb_at];
    for (size_t i = 0; i < FAMILIES; i++) {
        if (strcmp(families[i]->name, name) == 0)
            return verb_run(cli, families[i], argc - parsing.verb_at, argv + parsing.verb_at);
    }
    return cli_error(cli, CLI_USAGE, WORD_UNKNOWN_FAMILY, name);
}

int main(int argc, char **argv)
{
    struct cli cli;
    int result;

    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_DFL); /* `karmayogi ... | head` ends quietly */
    argp_program_version = "karmayogi " KARMAYOGI_VERSION;
    argp_err_exit_status = CLI_USAGE;
    cli_init(&cli);
    result = run(&cli, argc, argv);
    if (result < 0) {
        fprintf(stderr, "karmayogi: %s\n", error_trail());
        result = CLI_INTERNAL;
    }
    if (fflush(stdout) != 0 && result == CLI_DONE) {
        cli_error(&cli, 0, WORD_CANNOT_WRITE, "stdout", "");
        result = CLI_INTERNAL;
    }
    cli_deinit(&cli);
    return result;
}
