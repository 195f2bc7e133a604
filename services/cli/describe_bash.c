/*
 * describe_bash - `karmayogi describe bash`: the completion of bash. What may come next is in three functions that are
 * made from the tables of verbs; the one that asks them is the same text every time.
 */
#include "describe.h"

#include "base/error.h"

#include <stdio.h>
#include <string.h>

static void put_option(const struct argp_option *option)
{
    printf("--%s%s ", option->name, option->arg ? "=" : "");
}

static int take_options(void *context, const struct verb_family *family, const struct verb *verb)
{
    char name[64];

    (void)context;
    if (!verb->options)
        return 0;
    printf("    '%s') echo '", describe_name(family, verb, name));
    for (const struct argp_option *option = verb->options; !describe_end(option); option++)
        put_option(option);
    puts("' ;;");
    return 0;
}

/* FILE and FOLDER are completed as such, words as words, everything else not at all. */
static void put_values(const char *verb, const struct argp_option *option)
{
    char values[DESCRIBE_VALUES_BYTES];

    if (!option->arg)
        return;
    if (strcmp(option->arg, "FILE") == 0)
        snprintf(values, sizeof(values), "@file");
    else if (strcmp(option->arg, "FOLDER") == 0)
        snprintf(values, sizeof(values), "@folder");
    else
        describe_values(option, values);
    if (values[0])
        printf("    '%s --%s') echo '%s' ;;\n", verb, option->name, values);
}

static int take_values(void *context, const struct verb_family *family, const struct verb *verb)
{
    char name[64];

    (void)context;
    describe_name(family, verb, name);
    for (const struct argp_option *option = verb->options; option && !describe_end(option); option++)
        put_values(name, option);
    return 0;
}

/* What the arguments of a verb are: LIST FILE, [registration|catalogue]. */
static int take_arguments(void *context, const struct verb_family *family, const struct verb *verb)
{
    static const char lists[] =
        "designations mother-tongues organisation-kinds districts competencies providers cadres "
        "trades";
    const char *rest = verb->arguments;
    char name[64];

    (void)context;
    describe_name(family, verb, name);
    for (unsigned number = 1; *rest; number++) {
        size_t length = strcspn(rest, " ");

        if (strncmp(rest, "LIST", length) == 0)
            printf("    '%s %u') echo '%s' ;;\n", name, number, lists);
        else if (strncmp(rest, "FILE", length) == 0)
            printf("    '%s %u') echo '@file' ;;\n", name, number);
        else if (rest[0] == '[' && rest[1] >= 'a' && rest[1] <= 'z') {
            printf("    '%s %u') echo '", name, number);
            for (size_t i = 1; i < length && rest[i] != ']'; i++)
                putchar(rest[i] == '|' ? ' ' : rest[i]);
            puts("' ;;");
        }
        rest += length + (rest[length] == ' ');
    }
    return 0;
}

static void put_verbs(void)
{
    puts("_karmayogi_verbs() {\n    case $1 in");
    fputs("    '') echo '", stdout);
    for (const struct verb_family *const *family = verb_families; *family; family++) {
        if (!verb_is_hidden(*family))
            printf("%s ", (*family)->name);
    }
    puts("' ;;");
    for (const struct verb_family *const *family = verb_families; *family; family++) {
        if (verb_is_hidden(*family))
            continue;
        printf("    '%s') echo '", (*family)->name);
        for (const struct verb *verb = (*family)->verbs; verb->run; verb++) {
            if (verb->name[0] && !strchr(verb->name, ' '))
                printf("%s ", verb->name);
        }
        puts("' ;;");
        for (const struct verb *verb = (*family)->verbs; verb->run; verb++) {
            const char *second = strchr(verb->name, ' ');

            if (second)
                printf("    '%s %.*s') echo '%s' ;;\n", (*family)->name, (int)(second - verb->name), verb->name,
                       second + 1);
        }
    }
    puts("    esac\n}\n");
}

static const char asking[] =
    "# The words of $1 that complete the word in work; after a comma only what is behind it is completed.\n"
    "_karmayogi_words() {\n"
    "    local done=''\n"
    "    case $current in *,*) done=${current%,*}, ;; esac\n"
    "    mapfile -t COMPREPLY < <(compgen -P \"$done\" -W \"$1\" -- \"${current##*,}\")\n"
    "}\n"
    "\n"
    "_karmayogi_complete() {\n"
    "    case $1 in\n"
    "    @file) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$current\") ;;\n"
    "    @folder) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$current\") ;;\n"
    "    *) _karmayogi_words \"$1\" ;;\n"
    "    esac\n"
    "}\n"
    "\n"
    "_karmayogi() {\n"
    "    local current=${COMP_WORDS[COMP_CWORD]}\n"
    "    local verb='' option='' word i arguments=0 options values\n"
    "    COMPREPLY=()\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        word=${COMP_WORDS[i]}\n"
    "        if [ \"$word\" = = ]; then\n"
    "            continue\n"
    "        elif [ -n \"$option\" ]; then\n"
    "            option=''\n"
    "        elif [[ $word == --* ]]; then\n"
    "            case \" $(_karmayogi_options \"$verb\") $(_karmayogi_options '') \" in *\" $word= \"*) option=$word "
    ";; esac\n"
    "        elif [[ \" $(_karmayogi_verbs \"$verb\") \" == *\" $word \"* ]]; then\n"
    "            verb=\"${verb:+$verb }$word\"\n"
    "        else\n"
    "            arguments=$((arguments + 1))\n"
    "        fi\n"
    "    done\n"
    "    [ \"$current\" != = ] || current=''\n"
    "    if [ -n \"$option\" ]; then\n"
    "        values=$(_karmayogi_values \"$verb $option\")\n"
    "        [ -n \"$values\" ] || values=$(_karmayogi_values \" $option\")\n"
    "        _karmayogi_complete \"$values\"\n"
    "    elif [[ $current == -* ]]; then\n"
    "        options=\"$(_karmayogi_options \"$verb\") $(_karmayogi_options '')--help\"\n"
    "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
    "        [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace\n"
    "    else\n"
    "        values=\"$(_karmayogi_verbs \"$verb\")\"\n"
    "        options=$(_karmayogi_arguments \"$verb $((arguments + 1))\")\n"
    "        if [[ $options == @* ]]; then\n"
    "            _karmayogi_complete \"$options\"\n"
    "            mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W \"$values\" -- \"$current\")\n"
    "        else\n"
    "            _karmayogi_words \"$values $options\"\n"
    "        fi\n"
    "    fi\n"
    "}\n"
    "\n"
    "complete -F _karmayogi karmayogi";

int describe_bash_run(struct cli *cli, const struct arguments *arguments)
{
    (void)cli;
    (void)arguments;
    puts("# Completion of karmayogi for bash, made from its tables of verbs.\n");
    put_verbs();
    puts("_karmayogi_options() {\n    case $1 in");
    fputs("    '') echo '", stdout);
    for (const struct argp_option *option = cli_argp.options; !describe_end(option); option++)
        put_option(option);
    puts("' ;;");
    describe_each(take_options, NULL);
    puts("    esac\n}\n\n_karmayogi_values() {\n    case $1 in");
    for (const struct argp_option *option = cli_argp.options; !describe_end(option); option++)
        put_values("", option);
    describe_each(take_values, NULL);
    puts("    esac\n}\n\n_karmayogi_arguments() {\n    case $1 in");
    describe_each(take_arguments, NULL);
    puts("    esac\n}\n");
    puts(asking);
    return ferror(stdout) ? error_raise("cannot write the completion") : 0;
}
