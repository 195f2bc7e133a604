#pragma once
/*
 * card - what filters and counts look at of a course, small enough that all courses are looked at in a millisecond; and
 * the shelf of all cards, by id.
 *
 * A card is one block of memory and owns its texts. A shelf owns its cards. Not safe for two threads at once.
 */
#include "base/table.h"
#include "domain/course.h"
#include "domain/language.h"

#define COURSE_KINDS (COURSE_KIND_LAST + 1)

struct card {
    const char *id;
    enum life_state state;
    unsigned kind;
    uint32_t duration_minutes;
    uint32_t level_from, level_to;
    uint32_t state_code;
    const char *provider_code;            /* "": not in the list */
    uint16_t languages[COURSE_LANGUAGES]; /* language_number() */
    uint8_t language_count;
    uint16_t original_language;
    struct course_strings parts, competencies, cadres, trades;
};

/** card_new() - of a course as it is: of the live edition, or the draft. Return: the card, or NULL: out of memory. */
struct card *card_new(const struct course *course);
void card_free(struct card *card); /* NULL is allowed */

struct shelf {
    struct card **cards; /* by id */
    size_t count, room;
};

void shelf_deinit(struct shelf *shelf);

/** shelf_reserve() - room for @more cards, so that shelf_put() cannot fail. Return: 0, or < 0: out of memory. */
int shelf_reserve(struct shelf *shelf, size_t more);

/** shelf_put() - in reserved room; replaces and frees the card with the same id. */
void shelf_put(struct shelf *shelf, struct card *card);

/** shelf_find() - the card with this id, or NULL. */
const struct card *shelf_find(const struct shelf *shelf, const char *id);

/** shelf_after() - index of the first card whose id is greater than @id ("": of the first of all). */
size_t shelf_after(const struct shelf *shelf, const char *id);

/** shelf_total_minutes() - of a course with those of its parts as they are now. */
uint32_t shelf_total_minutes(const struct shelf *shelf, const struct course_content *content);

/** Which courses are meant; see karmayogi.catalogue.v1.CourseFilter. Sets are NULL where nothing is asked; their values
 * mean nothing. */
struct card_filter {
    unsigned states;                  /* bits of enum life_state; never 0 */
    unsigned kinds;                   /* bits; 0: all */
    const bool *languages;            /* by number, LANGUAGES_MOST of them */
    const struct table *providers;    /* with "-" for those that are not in the list */
    const struct table *competencies; /* themes with their sub-themes */
    const struct table *areas;        /* the same, of the areas that are asked for */
    const struct table *cadres, *trades;
    uint32_t level, state_code, duration_from, duration_to;
    bool provider_unknown; /* the flag PROVIDER_UNKNOWN is asked for */
    bool nothing;          /* a flag that does not exist is asked for */
};

bool card_passes(const struct card *card, const struct card_filter *filter);

/** How many there are, by kind (0: all) and by language_number(). */
struct card_counts {
    uint64_t courses[COURSE_KINDS];
    uint64_t available[COURSE_KINDS][LANGUAGES_MOST];
    uint64_t original[COURSE_KINDS][LANGUAGES_MOST];
};

/** shelf_count() - every card that passes. @counts: all 0 before. */
void shelf_count(const struct shelf *shelf, const struct card_filter *filter, struct card_counts *counts);
