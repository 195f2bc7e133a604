#pragma once
/* import - what `karmayogi import` and `karmayogi import show` share. */
#include "verb.h"

extern const struct argp_option import_show_options[];

/** import_show_run() - `karmayogi import show ID`; see verb.run. */
int import_show_run(struct cli *cli, const struct arguments *arguments);
