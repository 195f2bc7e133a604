/*
 * describe - `karmayogi describe`: the tables of verbs for other readers than --help. The build makes the manual page
 * and the completion of bash from it; tests walk all verbs by its JSON. Hidden, for it does nothing for an operator.
 */
#include "describe.h"

#include "message.h"
#include "message_json.h"

#include "base/error.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

int describe_each(int (*take)(void *context, const struct verb_family *family, const struct verb *verb), void *context)
{
    for (const struct verb_family *const *family = verb_families; *family; family++) {
        for (const struct verb *verb = (*family)->verbs; !verb_is_hidden(*family) && verb->run; verb++) {
            int result = take(context, *family, verb);

            if (result < 0)
                return result;
        }
    }
    return 0;
}

char *describe_name(const struct verb_family *family, const struct verb *verb, char text[64])
{
    snprintf(text, 64, "%s%s%s", family->name, verb->name[0] ? " " : "", verb->name);
    return text;
}

/* a|b|c in the name of the value: words, and not the name of something. */
static void words_in_name(const char *name, char *text)
{
    if (!strchr(name, '|') || isupper((unsigned char)name[0]))
        return;
    snprintf(text, DESCRIBE_VALUES_BYTES, "%s", name);
    for (char *at = text; *at; at++) {
        if (*at == '|')
            *at = ' ';
    }
}

char *describe_values(const struct argp_option *option, char text[DESCRIBE_VALUES_BYTES])
{
    const ProtobufCEnumDescriptor *words = VERB_IS_OWN(option->key) ? verb_words(option->key) : NULL;
    size_t length = 0;

    text[0] = '\0';
    if (!words && option->arg)
        words_in_name(option->arg, text);
    for (unsigned i = 0; words && i < words->n_values; i++) {
        char word[MESSAGE_WORD_BYTES];

        message_enum_word(words, words->values[i].value, word);
        for (char *at = word; *at; at++) { /* hyphens are as good, and easier to type */
            if (*at == '_')
                *at = '-';
        }
        if (word[0] && length < DESCRIBE_VALUES_BYTES - MESSAGE_WORD_BYTES)
            length += (size_t)snprintf(text + length, DESCRIBE_VALUES_BYTES - length, "%s%s", length ? " " : "", word);
    }
    return text;
}

static json_t *options_json(const struct argp_option *options)
{
    json_t *array = json_array();
    char values[DESCRIBE_VALUES_BYTES];

    for (const struct argp_option *option = options; option && !describe_end(option); option++)
        json_array_append_new(array, json_pack("{s:s, s:s?, s:s, s:s}", "name", option->name, "value", option->arg,
                                               "words", describe_values(option, values), "text", option->doc));
    return array;
}

static int take_json(void *context, const struct verb_family *family, const struct verb *verb)
{
    char name[64];

    describe_name(family, verb, name);
    return json_array_append_new(context,
                                 json_pack("{s:s, s:s, s:s, s:s, s:s, s:o}", "name", name, "family", family->name,
                                           "arguments", verb->arguments, "summary", verb->summary, "more", verb->more,
                                           "options", options_json(verb->options))) == 0
               ? 0
               : error_raise("out of memory");
}

static int run_json(struct cli *cli, const struct arguments *arguments)
{
    json_t *verbs = json_array(), *families = json_array();
    int result = describe_each(take_json, verbs);

    (void)cli;
    (void)arguments;
    for (const struct verb_family *const *family = verb_families; *family; family++) {
        if (!verb_is_hidden(*family))
            json_array_append_new(families, json_pack("{s:s, s:s, s:s}", "name", (*family)->name, "summary",
                                                      (*family)->summary, "example", (*family)->example));
    }
    if (result == 0)
        return message_json_print_pretty(json_pack("{s:o, s:o, s:o, s:s}", "families", families, "verbs", verbs,
                                                   "everywhere", options_json(cli_argp.options), "more",
                                                   verb_main_more));
    json_decref(families);
    json_decref(verbs);
    return result;
}

static const struct verb verbs[] = {
    {"json", "", "All verbs with their options.", "Example:\n  karmayogi describe json", NULL, 0, 0, run_json},
    {"bash", "", "The completion of bash.", "Example:\n  karmayogi describe bash", NULL, 0, 0, describe_bash_run},
    {"man", "", "The manual page.", "Example:\n  karmayogi describe man", NULL, 0, 0, describe_man_run},
    {.run = NULL},
};

const struct verb_family verb_describe = {"describe", "The verbs as JSON, as completion of bash, as a manual page",
                                          "karmayogi describe json", verbs};
