/* describe_man - `karmayogi describe man`: the manual page, from the texts of --help. */
#include "describe.h"

#include "base/error.h"
#include "base/text.h"

#include <stdio.h>
#include <string.h>

/* Text of a line: what roff would take for something else is escaped; what is not ASCII stands by its number, so that
 * the page needs no other encoding. @line_start: a full stop or quote there would be a request. */
static void put(const char *text, size_t length, bool line_start)
{
    const char *end = text + length;

    if (line_start && length && strchr(".'", text[0]))
        fputs("\\&", stdout);
    while (text < end) {
        uint32_t code_point = text_next(&text);

        if (code_point == '\\')
            fputs("\\e", stdout);
        else if (code_point == '-')
            fputs("\\-", stdout);
        else if (code_point == '`')
            fputs("\\(ga", stdout);
        else if (code_point == '\'')
            fputs("\\(aq", stdout);
        else if (code_point == '~')
            fputs("\\(ti", stdout);
        else if (code_point == '^')
            fputs("\\(ha", stdout);
        else if (code_point < 0x80)
            putchar((int)code_point);
        else
            printf("\\[u%04X]", (unsigned)code_point);
    }
}

static void put_text(const char *text)
{
    put(text, strlen(text), false);
}

/* Paragraphs; lines that begin with two blanks are examples or lists and stay as they are. */
static void put_paragraphs(const char *text)
{
    bool as_it_is = false;

    while (*text) {
        size_t length = strcspn(text, "\n");
        bool indented = strncmp(text, "  ", 2) == 0;

        if (indented != as_it_is)
            puts(indented ? ".IP\n.EX" : ".EE");
        as_it_is = indented;
        if (length == 0) {
            puts(".PP");
        } else {
            put(text + (indented ? 2 : 0), length - (indented ? 2 : 0), true);
            putchar('\n');
            if (!indented && text[length] == '\n' && text[length + 1] != '\n' &&
                strncmp(text + length + 1, "  ", 2) != 0)
                puts(".br");
        }
        text += length + (text[length] == '\n');
    }
    if (as_it_is)
        puts(".EE");
}

static void put_options(const struct argp_option *options)
{
    for (const struct argp_option *option = options; option && !describe_end(option); option++) {
        fputs(".TP\n.B \\-\\-", stdout);
        put_text(option->name);
        if (option->arg) {
            fputs("\\fR=\\fI", stdout);
            put_text(option->arg);
            fputs("\\fR", stdout);
        }
        putchar('\n');
        put(option->doc, strlen(option->doc), true);
        putchar('\n');
    }
}

static int take_verb(void *context, const struct verb_family *family, const struct verb *verb)
{
    const struct verb_family **last = context;
    char name[64];

    if (*last != family) {
        fputs(".SH ", stdout);
        for (const char *at = family->name; *at; at++)
            putchar(*at >= 'a' && *at <= 'z' ? *at - 'a' + 'A' : *at);
        putchar('\n');
        put(family->summary, strlen(family->summary), true);
        puts(".");
    }
    *last = family;
    fputs(".SS \"karmayogi ", stdout);
    put_text(describe_name(family, verb, name));
    printf("%s%s", verb->options ? " [options]" : "", verb->arguments[0] ? " " : "");
    put_text(verb->arguments);
    puts("\"");
    put(verb->summary, strlen(verb->summary), true);
    putchar('\n');
    put_options(verb->options);
    puts(".PP");
    put_paragraphs(verb->more);
    return 0;
}

int describe_man_run(struct cli *cli, const struct arguments *arguments)
{
    const struct verb_family *last = NULL;
    int result;

    (void)cli;
    (void)arguments;
    puts(".TH KARMAYOGI 1 \"\" \"Karmayogi Services " KARMAYOGI_VERSION "\" \"User Commands\"\n"
         ".ad l\n"
         ".nh\n"
         ".SH NAME\n"
         "karmayogi \\- register officials, keep a catalogue of courses, report how far it has got\n"
         ".SH SYNOPSIS\n"
         ".B karmayogi\n"
         ".RI [ options ]\n"
         ".I verb\n"
         ".RI [ arguments ]\n"
         ".SH DESCRIPTION");
    put_text(verb_main_summary);
    puts("\nThe command calls the services registration, catalogue and reporting; it keeps nothing itself.\n"
         "The options of the next section may stand before or after the verb.\n"
         ".SH OPTIONS");
    put_options(cli_argp.options);
    result = describe_each(take_verb, &last);
    puts(".SH EXIT STATUS AND EXAMPLE");
    put_paragraphs(verb_main_more);
    puts(".SH NOTES\n"
         "The variable\n"
         ".B KARMAYOGI_KEYS\n"
         "means another folder to a service (its own) than to this command (all of them): do not export it for both.");
    return result < 0 || ferror(stdout) ? error_raise("cannot write the manual page") : 0;
}
