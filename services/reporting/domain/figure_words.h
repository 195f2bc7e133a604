#pragma once
/* figure_words - what values that never change are called, in English and Hindi. */
#include <stddef.h>
#include <stdint.h>

struct figure_word {
    const char *en, *hi;
};

/* By the value's number; 0: it was not said. */
struct figure_words {
    const struct figure_word *list;
    uint32_t count;
};

extern const struct figure_words figure_levels, figure_groups, figure_genders, figure_categories, figure_engagements,
    figure_course_kinds, figure_areas;

extern const struct figure_word figure_months[12];

/** figure_language() - of English and the languages of the Eighth Schedule; others have no names here: NULL. */
struct figure_word figure_language(const char *code, size_t length);
