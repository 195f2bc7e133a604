/* verb - see verb.h. */
#include "verb.h"

#include "message.h"

#include "base/date.h"
#include "base/number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

struct parsing {
    struct cli *cli;
    const struct verb *verb;
    struct arguments *arguments;
};

static error_t take_option(const struct parsing *parsing, int key, const char *value)
{
    const char **option = &parsing->arguments->options[VERB_INDEX(key)];

    if (*option && (key & VERB_AGAIN))
        value = arena_printf(&parsing->cli->held, "%s;%s", *option, value);
    if (!value)
        return ENOMEM;
    *option = value;
    return 0;
}

static error_t parse_verb(int key, char *argument, struct argp_state *state)
{
    struct parsing *parsing = state->input;
    struct arguments *arguments = parsing->arguments;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = parsing->cli;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->count >= parsing->verb->most)
            argp_error(state, "one argument too many: %s", argument);
        arguments->positional[arguments->count++] = argument;
        return 0;
    case ARGP_KEY_END:
        if (arguments->count < parsing->verb->fewest)
            argp_error(state, "%s is needed", parsing->verb->arguments);
        return 0;
    default:
        if (!VERB_IS_OWN(key))
            return ARGP_ERR_UNKNOWN;
        return take_option(parsing, key, argument ? argument : "");
    }
}

static int run_verb(struct cli *cli, const char *family, const struct verb *verb, int argc, char **argv)
{
    struct arguments arguments = {.count = 0};
    struct parsing parsing = {cli, verb, &arguments};
    struct argp_child children[] = {{&cli_argp, 0, "Everywhere:", 90}, {0}};
    char *doc = arena_printf(&cli->arena, "%s\v%s", verb->summary, verb->more);
    char *name = arena_printf(&cli->arena, "karmayogi %s%s%s", family, verb->name[0] ? " " : "", verb->name);
    struct argp argp = {
        .options = verb->options, .parser = parse_verb, .args_doc = verb->arguments, .doc = doc, .children = children};

    if (!doc || !name)
        return CLI_INTERNAL;
    argv[0] = name;
    if (argp_parse(&argp, argc, argv, 0, NULL, &parsing) != 0)
        return CLI_USAGE;
    return verb->run(cli, &arguments);
}

/* The options before a verb are the common ones; the first other argument names the verb. */
struct choosing {
    struct cli *cli;
    const char *question; /* where there is no verb */
    int verb_at;          /* in argv */
};

static error_t parse_choice(int key, char *argument, struct argp_state *state)
{
    struct choosing *choosing = state->input;

    (void)argument;
    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = choosing->cli;
        return 0;
    case ARGP_KEY_ARG:
        choosing->verb_at = state->next - 1;
        state->next = state->argc; /* the rest is the verb's */
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "%s", choosing->question);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

/* A summary, the verbs with theirs, and what stands after the options. */
struct help {
    struct cli *cli;
    char *text; /* NULL: memory was short */
};

static void help_begin(struct help *help, struct cli *cli, const char *summary)
{
    help->cli = cli;
    help->text = arena_printf(&cli->arena, "%s\n\nVerbs:\n", summary);
}

static void help_verb(struct help *help, const char *name, const char *summary)
{
    if (help->text)
        help->text = arena_printf(&help->cli->arena, "%s  %-11s %s\n", help->text, name, summary);
}

static const char *help_end(struct help *help, const char *before_options, const char *after_options)
{
    return help->text ? arena_printf(&help->cli->arena, "%s\n%s\v%s", help->text, before_options, after_options) : NULL;
}

/* Parses the options before the verb. Return: 0, or CLI_INTERNAL. */
static int choose_verb(struct choosing *choosing, const char *doc, char *name, int argc, char **argv)
{
    struct argp_child children[] = {{&cli_argp, 0, "Everywhere:", 90}, {0}};
    struct argp argp = {.parser = parse_choice, .args_doc = "VERB ...", .doc = doc, .children = children};

    if (!doc || !name)
        return CLI_INTERNAL;
    argv[0] = name;
    return argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, choosing) == 0 ? 0 : CLI_USAGE;
}

static const char *family_doc(struct cli *cli, const struct verb_family *family)
{
    struct help help;
    char *example = arena_printf(&cli->arena, "`karmayogi %s VERB --help' says more.\n\nExample:\n  %s", family->name,
                                 family->example);

    help_begin(&help, cli, family->summary);
    for (const struct verb *verb = family->verbs; verb->run; verb++)
        help_verb(&help, verb->name, verb->summary);
    return example ? help_end(&help, "", example) : NULL;
}

/* The verb that the words at @argv name, and how many of them: `import show' is another verb than `import'. */
static const struct verb *find(const struct verb_family *family, int argc, char **argv, int *words)
{
    const struct verb *found = NULL;

    *words = 0;
    for (const struct verb *verb = family->verbs; verb->run; verb++) {
        const char *rest = verb->name;
        int count = 0;

        while (*rest && count < argc && strncmp(rest, argv[count], strcspn(rest, " ")) == 0 &&
               argv[count][strcspn(rest, " ")] == '\0') {
            rest += strcspn(rest, " ");
            rest += *rest == ' ';
            count++;
        }
        if (*rest == '\0' && (!found || count > *words)) {
            found = verb;
            *words = count;
        }
    }
    return found;
}

static int run_family(struct cli *cli, const struct verb_family *family, int argc, char **argv)
{
    struct choosing choosing = {cli, "which of its verbs?", 0};
    const struct verb *verb = find(family, 0, NULL, &(int){0});
    int words, result;

    if (verb) { /* the family is a verb itself */
        verb = find(family, argc - 1, argv + 1, &words);
        return run_verb(cli, family->name, verb, argc - words, argv + words);
    }
    result = choose_verb(&choosing, family_doc(cli, family), arena_printf(&cli->arena, "karmayogi %s", family->name),
                         argc, argv);
    if (result != 0)
        return result;
    argc -= choosing.verb_at;
    argv += choosing.verb_at;
    verb = find(family, argc, argv, &words);
    if (!verb)
        return cli_error(cli, CLI_USAGE, WORD_UNKNOWN_VERB, argv[0], family->name);
    return run_verb(cli, family->name, verb, argc - words + 1, argv + words - 1);
}

const char verb_main_summary[] = "Registers officials of a government, keeps its catalogue of courses, and reports how "
                                 "far it has got.";

const char verb_main_more[] = "Exit codes:\n"
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

bool verb_is_hidden(const struct verb_family *family)
{
    return family == &verb_describe;
}

static const char *main_doc(struct cli *cli)
{
    struct help help;

    help_begin(&help, cli, verb_main_summary);
    for (const struct verb_family *const *family = verb_families; *family; family++) {
        if (!verb_is_hidden(*family))
            help_verb(&help, (*family)->name, (*family)->summary);
    }
    return help_end(&help,
                    "`karmayogi VERB --help' says more, with an example. The options below may stand before or after "
                    "the verb.",
                    verb_main_more);
}

int verb_main(struct cli *cli, int argc, char **argv)
{
    struct choosing choosing = {cli, "say what to do: one of the verbs", 0};
    int result = choose_verb(&choosing, main_doc(cli), argv[0], argc, argv);

    if (result != 0)
        return result;
    argc -= choosing.verb_at;
    argv += choosing.verb_at;
    for (const struct verb_family *const *family = verb_families; *family; family++) {
        if (strcmp((*family)->name, argv[0]) == 0)
            return run_family(cli, *family, argc, argv);
    }
    return cli_error(cli, CLI_USAGE, WORD_UNKNOWN_FAMILY, argv[0]);
}

/* The value of an option, one at a time: "a,b" has two. */
const char *verb_part(const char **rest, struct arena *arena)
{
    size_t length = strcspn(*rest, ",");
    const char *part = arena_string(arena, *rest, length);

    *rest += length + ((*rest)[length] == ',');
    return part ? part : "";
}

size_t verb_several(struct cli *cli, const struct arguments *arguments, unsigned index, char ***values)
{
    const char *rest = verb_text(arguments, index);
    size_t most = 1, count = 0;

    for (const char *at = rest; *at; at++)
        most += *at == ',';
    *values = arena_zalloc(&cli->held, most, sizeof(**values));
    while (*values && *rest)
        (*values)[count++] = (char *)(uintptr_t)verb_part(&rest, &cli->held);
    return count;
}

bool verb_enums_try(struct cli *cli, const struct arguments *arguments, unsigned index,
                    const ProtobufCEnumDescriptor *words, int values[VERB_ENUMS], size_t *count)
{
    const char *rest = verb_text(arguments, index);

    for (*count = 0; *rest && *count < VERB_ENUMS; (*count)++) {
        values[*count] = message_enum(words, verb_part(&rest, &cli->held));
        if (values[*count] < 0)
            return false;
    }
    return true;
}

int verb_enums(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
               const ProtobufCEnumDescriptor *words, int values[VERB_ENUMS], size_t *count)
{
    return verb_enums_try(cli, arguments, index, words, values, count)
               ? 0
               : cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, name, message_enum_words(&cli->arena, words));
}

char *verb_text(const struct arguments *arguments, unsigned index)
{
    const char *text = arguments->options[index] ? arguments->options[index] : "";

    return (char *)(uintptr_t)text; /* protobuf-c's structs are not const; packing does not write */
}

int verb_number(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name, uint64_t most,
                uint64_t *value)
{
    char text[NUMBER_TEXT_BYTES];

    if (!arguments->options[index] || number_parse_u64(arguments->options[index], most, value))
        return 0;
    return cli_error(cli, CLI_USAGE, WORD_NOT_A_NUMBER, name, number_indian((int64_t)most, text));
}

int verb_date(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name, int32_t *days)
{
    if (!arguments->options[index] || !arguments->options[index][0] ||
        date_parse(arguments->options[index], DATE_DAY_FIRST, days) == DATE_OK)
        return 0;
    return cli_error(cli, CLI_USAGE, WORD_NOT_A_DATE, name);
}

int verb_enum(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
              const ProtobufCEnumDescriptor *words, int *value)
{
    int found;

    if (!arguments->options[index] || !arguments->options[index][0])
        return 0;
    found = message_enum(words, arguments->options[index]);
    if (found < 0)
        return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, name, message_enum_words(&cli->arena, words));
    *value = found;
    return 0;
}
