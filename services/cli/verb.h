#pragma once
/*
 * verb - the verbs of `karmayogi` as tables: what each is called, what it takes, what its --help says, and the function
 * that does it.
 */
#include "cli.h"

#include <argp.h>
#include <stddef.h>
#include <stdint.h>

#define VERB_OPTIONS    32
#define VERB_POSITIONAL 4
#define VERB_KEY        0x200

/** An option of a verb: its @index in arguments.options, its long name, the name of its value or NULL for a flag. */
#define VERB_OPTION(index, long_name, value, text)                                                                     \
    {                                                                                                                  \
        .name = (long_name), .key = VERB_KEY + (index), .arg = (value), .doc = (text)                                  \
    }

/* Which words the value of an option may be, for completion: verb_words() has them. */
enum verb_words {
    VERB_WORDS_NONE, /* anything, or what stands between bars in the name of its value */
    VERB_WORDS_GROUP,
    VERB_WORDS_GENDER,
    VERB_WORDS_CATEGORY,
    VERB_WORDS_ENGAGEMENT,
    VERB_WORDS_COURSE_KIND,
    VERB_WORDS_LIFE,
    VERB_WORDS_AREA,
    VERB_WORDS_DIMENSION,
    VERB_WORDS_MEASURE,
    VERB_WORDS_COUNT
};

/** As VERB_OPTION, with the words that its value may be. argp leaves 24 bits to a key. */
#define VERB_WORDS(index, long_name, value, words, text)                                                               \
    {                                                                                                                  \
        .name = (long_name), .key = VERB_KEY + (index) + ((words) << 16), .arg = (value), .doc = (text)                \
    }
/** As VERB_WORDS, may be given several times: the values are joined by semicolons. */
#define VERB_REPEATED(index, long_name, value, words, text)                                                            \
    {                                                                                                                  \
        .name = (long_name), .key = VERB_KEY + (index) + ((words) << 16) + VERB_AGAIN, .arg = (value), .doc = (text)   \
    }
#define VERB_AGAIN       0x400000
#define VERB_INDEX(key)  (((key)&0xFFFF) - VERB_KEY)
#define VERB_IS_OWN(key) (VERB_INDEX(key) >= 0 && VERB_INDEX(key) < VERB_OPTIONS)

/** verb_words() - the enum whose words are meant, or NULL. */
const ProtobufCEnumDescriptor *verb_words(int key);

/** What was given. Texts belong to the command line. */
struct arguments {
    const char *options[VERB_OPTIONS]; /* NULL: not given; a flag that was given is "" */
    const char *positional[VERB_POSITIONAL];
    size_t count;
};

struct verb {
    const char *name;                  /* "": the family's own verb, as in `karmayogi import FILE`; may be two words */
    const char *arguments;             /* such as "ID"; "" for none */
    const char *summary;               /* one line */
    const char *more;                  /* after the options: explanations, and an example that works */
    const struct argp_option *options; /* ends with an empty one; NULL: none of its own */
    size_t fewest, most;               /* positional arguments */
    int (*run)(struct cli *cli, const struct arguments *arguments);
};

struct verb_family {
    const char *name;
    const char *summary;
    const char *example;
    const struct verb *verbs; /* ends with run == NULL */
};

/** verb_families - all of them, ends with NULL. */
extern const struct verb_family *const verb_families[];

/** verb_is_hidden() - whether lists of verbs leave @family out: it is for building, not for people. */
bool verb_is_hidden(const struct verb_family *family);

/** verb_main_summary, verb_main_more - what `karmayogi --help` says before the verbs and after the options. */
extern const char verb_main_summary[], verb_main_more[];

/** verb_main() - parse and run a whole command line. Return: as verb.run. */
int verb_main(struct cli *cli, int argc, char **argv);

/* Readers of option values. They complain and return CLI_USAGE where a value is not understood; an option that was not
 * given leaves the value as it is and returns 0; so does an empty date or word, which clears a field. */
int verb_number(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name, uint64_t most,
                uint64_t *value);
int verb_date(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name, int32_t *days);
int verb_enum(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
              const ProtobufCEnumDescriptor *words, int *value);

/** verb_text() - the option's text, "" where not given; in a form that generated structs take. */
char *verb_text(const struct arguments *arguments, unsigned index);

#define VERB_ENUMS 32

/** verb_several() - the values of an option that takes several, separated by commas. @values: in the arena. Return: how
 * many; 0 where it was not given. */
size_t verb_several(struct cli *cli, const struct arguments *arguments, unsigned index, char ***values);

/** verb_part() - the next value of such an option, "" past the arena's cap; *@rest moves on. */
const char *verb_part(const char **rest, struct arena *arena);

/** verb_enums() - as verb_several(), words of an enum. Return: as verb_enum(). */
int verb_enums(struct cli *cli, const struct arguments *arguments, unsigned index, const char *name,
               const ProtobufCEnumDescriptor *words, int values[VERB_ENUMS], size_t *count);

/** verb_enums_try() - the same without complaining. Return: whether all are words of the enum. */
bool verb_enums_try(struct cli *cli, const struct arguments *arguments, unsigned index,
                    const ProtobufCEnumDescriptor *words, int values[VERB_ENUMS], size_t *count);

extern const struct verb_family verb_keys, verb_org, verb_list, verb_official, verb_import, verb_course, verb_report,
    verb_feed, verb_status, verb_health, verb_sample, verb_backup, verb_restore, verb_store, verb_describe;
