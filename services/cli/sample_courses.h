#pragma once
/* sample_courses - the verb `karmayogi sample courses`. */
#include "verb.h"

extern const struct argp_option sample_courses_options[];

int sample_courses_run(struct cli *cli, const struct arguments *arguments);
