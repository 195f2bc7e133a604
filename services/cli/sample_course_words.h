#pragma once
/*
 * sample_course_words - what titles of sample courses are made of, English and Hindi side by side. Every Hindi pattern
 * stands beside its topic and not around it (`विषय: मूल बातें`), so that no topic has to be declined.
 */
#include <stddef.h>

/** Areas of competencies, as bits: which topics a pattern fits. */
enum { SAMPLE_BEHAVIOURAL = 1, SAMPLE_FUNCTIONAL = 2, SAMPLE_DOMAIN = 4, SAMPLE_ANY_AREA = 7 };

#define SAMPLE_COURSE_KINDS 12

/** For whom: a cadre or a trade of the master lists, and what its people are called behind "for" and before के लिए. */
struct sample_audience {
    const char *cadre, *trade; /* code in the list; NULL: not that list */
    const char *en, *hi;
};

/** A theme whose courses are meant for somebody, or come from somebody. Themes that are not here are for everybody. */
struct sample_theme {
    const char *code;         /* in the list of competencies */
    const char *audiences[4]; /* codes of cadres and trades; none: everybody */
    const char *provider;     /* code in the list of providers */
};

/** A pattern: {T} is the topic, {A} the audience. */
struct sample_form {
    unsigned areas;
    const char *en, *hi;
};

struct sample_course_kind {
    const char *word_en; /* as iGOT writes it */
    const char *word_hi; /* the contract's Hindi word; NULL: it names none */
    unsigned of_100;     /* how many of a hundred courses */
    unsigned minutes_from, minutes_to;
    const struct sample_form *plain; /* without an audience */
    size_t plain_count;
    const struct sample_form *addressed; /* with one */
    size_t addressed_count;
};

/** In the order of CourseKind, from its value 1; of_100 adds up to 100. */
extern const struct sample_course_kind sample_course_kinds[SAMPLE_COURSE_KINDS];

extern const struct sample_audience sample_audiences[];
extern const size_t sample_audience_count;

/** sample_audience_find() - by code of its cadre or trade; NULL: unknown. */
const struct sample_audience *sample_audience_find(const char *code);

/** sample_theme_find() - NULL: the theme is for everybody. */
const struct sample_theme *sample_theme_find(const char *code);

/** Providers of what no theme has a provider for, by code. */
extern const char *const sample_general_providers[];
extern const size_t sample_general_provider_count;
