#pragma once
/* sample_lists - the catalogue's master lists as sample courses need them: what may be taught, and who offers it. */
#include "cli.h"
#include "sample_course_words.h"

#include <stddef.h>

/** A sub-theme of the list of competencies: what a course is about. */
struct sample_topic {
    const char *code, *en, *hi;
    const char *theme_code, *theme_en, *theme_hi;
    unsigned area;                    /* one of the bits */
    const struct sample_theme *theme; /* NULL: nobody's in particular */
};

struct sample_provider {
    const char *code, *en, *hi;
};

struct sample_lists {
    struct sample_topic *topics;
    size_t topic_count;
    struct sample_provider *providers;
    size_t provider_count;
};

/** sample_lists_read() - competencies.csv and providers.csv of @folder, in the arena of @cli. Complains. Return: 0,
 * CLI_FILE, or < 0. */
int sample_lists_read(struct cli *cli, const char *folder, struct sample_lists *lists);
