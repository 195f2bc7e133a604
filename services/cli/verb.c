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

/* The family's own options are the common ones; the first other argument names the verb. */
struct family_parsing {
    struct cli *cli;
    const struct verb_family *family;
    int verb_at; /* in argv; 0: none */
};

static error_t parse_family(int key, char *argument, struct argp_state *state)
{
    struct family_parsing *parsing = state->input;

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
        argp_error(state, "which of its verbs?");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static char *family_doc(struct cli *cli, const struct verb_family *family)
{
    char *doc = arena_printf(&cli->arena, "%s\n\nVerbs:\n", family->summary);

    for (const struct verb *verb = family->verbs; verb->run && doc; verb++) {
        if (verb->name[0])
            doc = arena_printf(&cli->arena, "%s  %-10s %s\n", doc, verb->name, verb->summary);
    }
    return doc ? arena_printf(&cli->arena, "%s\v`karmayogi %s VERB --help' says more.\n\nExample:\n  %s", doc,
                              family->name, family->example)
               : NULL;
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

static bool verb_has_own(const struct verb_family *family)
{
    int words;

    return find(family, 0, NULL, &words) != NULL;
}

int verb_run(struct cli *cli, const struct verb_family *family, int argc, char **argv)
{
    struct family_parsing parsing = {cli, family, 0};
    struct argp_child children[] = {{&cli_argp, 0, "Everywhere:", 90}, {0}};
    struct argp argp = {
        .parser = parse_family, .args_doc = "VERB ...", .doc = family_doc(cli, family), .children = children};
    const struct verb *verb;
    char *name;
    int words;

    if (verb_has_own(family)) {
        verb = find(family, argc - 1, argv + 1, &words);
        return run_verb(cli, family->name, verb, argc - words, argv + words);
    }
    name = arena_printf(&cli->arena, "karmayogi %s", family->name);
    if (!name || !argp.doc)
        return CLI_INTERNAL;
    argv[0] = name;
    if (argp_parse(&argp, argc, argv, ARGP_IN_ORDER, NULL, &parsing) != 0)
        return CLI_USAGE;
    verb = find(family, argc - parsing.verb_at, argv + parsing.verb_at, &words);
    if (!verb) {
        argp_help(&argp, stderr, ARGP_HELP_SEE, name);
        return cli_error(cli, CLI_USAGE, WORD_UNKNOWN_VERB, argv[parsing.verb_at], family->name);
    }
    parsing.verb_at += words - 1;
    return run_verb(cli, family->name, verb, argc - parsing.verb_at, argv + parsing.verb_at);
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

int verb_enums(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
               const ProtobufCEnumDescriptor *words, int values[VERB_ENUMS], size_t *count)
{
    const char *rest = verb_text(arguments, index);

    for (*count = 0; *rest && *count < VERB_ENUMS; (*count)++) {
        values[*count] = message_enum(words, verb_part(&rest, &cli->held));
        if (values[*count] < 0)
            return cli_error(cli, CLI_USAGE, WORD_NOT_A_WORD, name, message_enum_words(&cli->arena, words));
    }
    return 0;
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
