#pragma once
/* describe - what the files of `karmayogi describe` share: the tables of verbs as a manual page and as completion. */
#include "verb.h"

#define DESCRIBE_VALUES_BYTES 2048

/** describe_each() - call @take for every verb that people use. Return: 0, or < 0. */
int describe_each(int (*take)(void *context, const struct verb_family *family, const struct verb *verb), void *context);

/** describe_name() - `report onboarding`, `import`, `course import show`. Return: @text. */
char *describe_name(const struct verb_family *family, const struct verb *verb, char text[64]);

/** describe_values() - the words that an option's value may be, separated by blanks; "" where it is something else.
 * Return: @text. */
char *describe_values(const struct argp_option *option, char text[DESCRIBE_VALUES_BYTES]);

/** describe_end() - whether @option ends a table of options. */
static inline bool describe_end(const struct argp_option *option)
{
    return !option->name && !option->key && !option->doc;
}

/* Verbs; as verb.run. */
int describe_bash_run(struct cli *cli, const struct arguments *arguments);
int describe_man_run(struct cli *cli, const struct arguments *arguments);
