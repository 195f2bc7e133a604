#pragma once
/* sample_names - what sample people are called and what they are: tables, English and Hindi side by side. */
#include "columns.h"

#include <stddef.h>

struct sample_name {
    const char *en;
    const char *hi;
    const char *hi_other; /* another spelling that means the same, such as हिन्दी and हिंदी; NULL: none */
};

struct sample_names {
    const struct sample_name *names;
    size_t count;
};

extern const struct sample_names sample_men, sample_women, sample_surnames, sample_men_muslim, sample_women_muslim,
    sample_surnames_muslim, sample_middle_men, sample_middle_women;

#define SAMPLE_CADRE_WORDS "police, health, education, home-guards, agriculture, power, panchayati-raj"

/** A rank or post of a cadre. */
struct sample_post {
    const char *code; /* in the list of designations */
    const char *en, *hi;
    char group;             /* A to D; S: contractual staff; O: others, as honorary workers and volunteers are */
    unsigned weight;        /* how many of the cadre hold it, in parts */
    const char *engagement; /* NULL: contractual where the group says so, otherwise regular */
};

struct sample_cadre {
    const char *word; /* as SAMPLE_CADRE_WORDS has them */
    const struct sample_post *posts;
    size_t post_count;
    unsigned women_per_100;
    const struct sample_name *unknown_posts; /* designations that no master list has */
    size_t unknown_post_count;
};

/** sample_cadre_find() - by word; NULL: unknown. */
const struct sample_cadre *sample_cadre_find(const char *word);
