#pragma once
/* sample_state - the verb `karmayogi sample state`. */
#include "verb.h"

extern const struct argp_option sample_state_options[];

int sample_state_run(struct cli *cli, const struct arguments *arguments);
