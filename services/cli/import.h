#pragma once
/* import - the import of a list of any kind, and the verdicts again; the verbs are with their kinds. */
#include "import_kind.h"
#include "import_scan.h"
#include "import_send.h"
#include "verb.h"

/* Options that imports of every kind have; those of a kind begin behind them. */
enum {
    IMPORT_OPTION_COLUMNS,
    IMPORT_OPTION_VALIDATE,
    IMPORT_OPTION_REFUSED,
    IMPORT_OPTION_ID,
    IMPORT_OPTION_CHUNK_ROWS,
    IMPORT_OPTION_VERDICTS,
    IMPORT_OPTION_LEGACY,
    IMPORT_OPTION_OWN,
};

#define IMPORT_OPTIONS(id_header)                                                                                      \
    VERB_OPTION(IMPORT_OPTION_VALIDATE, "validate-only", NULL, "Give the verdicts and store nothing"),                 \
        VERB_OPTION(IMPORT_OPTION_REFUSED, "refused", "FILE", "File for the refused rows (FILE.refused.csv)"),         \
        VERB_OPTION(IMPORT_OPTION_ID, "import-id", "UUID", "Go on with an import that broke off"),                     \
        VERB_OPTION(IMPORT_OPTION_CHUNK_ROWS, "chunk-rows", "N", "Rows sent at once, 1 to 4,096 (4,096)"),             \
        VERB_OPTION(IMPORT_OPTION_VERDICTS, "verdicts", "FILE",                                                        \
                    "Also write row,line,verdict," id_header ",reasons,flags of every row")

/** An import while it runs; zeroed but for the first three is a valid start. */
struct importing {
    struct cli *cli;
    const struct arguments *arguments;
    const struct import_kind *kind;
    struct arena held; /* what lives as long as the import; the arena of the cli is reset with every chunk */
    struct import_scan scan;
    struct import_job job;
    struct import_result result;
    enum columns_mode mode;
    const char *label; /* what the list is called: the file's own name */
    char refused_path[4096];
};

/** import_run() - `karmayogi ... import FILE`. Return: as verb.run. */
int import_run(struct cli *cli, const struct arguments *arguments, const struct import_kind *kind);

/** import_show_run() - `karmayogi ... import show ID`. Return: as verb.run. */
int import_show_run(struct cli *cli, const struct arguments *arguments, const struct import_kind *kind);

extern const struct argp_option import_show_options[];
