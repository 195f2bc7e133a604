/*
 * karmayogi - the command of operators. main() reads the options that come before the verb, finds the verb's family in
 * the table of families.c and lets it go on; verb.h says how a verb is described.
 */
#include "cli.h"
#include "verb.h"

#include "base/error.h"
#include "wire/secrecy.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    struct cli cli;
    int result;

    secrecy_begin();
    setlocale(LC_CTYPE, "");
    signal(SIGPIPE, SIG_DFL); /* `karmayogi ... | head` ends quietly */
    argp_program_version = "karmayogi " KARMAYOGI_VERSION;
    argp_err_exit_status = CLI_USAGE;
    cli_init(&cli);
    result = verb_main(&cli, argc, argv);
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
