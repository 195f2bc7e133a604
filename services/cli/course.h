#pragma once
/* course - what the files of `karmayogi course` share. */
#include "verb.h"

#include <karmayogi/catalogue/v1/service.pb-c.h>

#define COURSE_LANGUAGES  24 /* of one course, and of its texts */
#define COURSE_MOST_LEVEL 18

typedef Karmayogi__Catalogue__V1__Course course;
typedef Karmayogi__Catalogue__V1__CourseContent course_content;

/** course_get() - the course with this id, or where @course_id is NULL with this id on iGOT. Return: as cli_call(). */
int course_get(struct cli *cli, const char *course_id, const char *igot_id, course **found);

/** course_show() - one course as a table or JSON. Return: 0, or < 0. */
int course_show(struct cli *cli, const course *one);

/** course_title() - its title in the language of the command, else any. */
const char *course_title(const struct cli *cli, const course_content *content);

/** course_kind_word(), course_state_word() - as people say it; "" for what is not said. */
const char *course_kind_word(const struct cli *cli, Karmayogi__Catalogue__V1__CourseKind kind);
const char *course_state_word(const struct cli *cli, Karmayogi__Catalogue__V1__LifeState state);

/** course_language() - the name of a language, or its code where it has none here. */
const char *course_language(const struct cli *cli, const char *code);

/* Options of the filter, the same for list and count; they begin at index 0. */
enum {
    COURSE_FILTER_STATE,
    COURSE_FILTER_KIND,
    COURSE_FILTER_LANGUAGE,
    COURSE_FILTER_PROVIDER,
    COURSE_FILTER_COMPETENCY,
    COURSE_FILTER_AREA,
    COURSE_FILTER_CADRE,
    COURSE_FILTER_TRADE,
    COURSE_FILTER_LEVEL,
    COURSE_FILTER_STATE_CODE,
    COURSE_FILTER_FROM,
    COURSE_FILTER_TO,
    COURSE_FILTER_FLAG,
    COURSE_FILTER_OPTIONS,
};

#define COURSE_FILTER_TABLE                                                                                            \
    VERB_WORDS(COURSE_FILTER_STATE, "state", "STATE,...", VERB_WORDS_LIFE,                                             \
               "Only in these states: draft, review, reviewed, live, retired (live)"),                                 \
        VERB_WORDS(COURSE_FILTER_KIND, "kind", "KIND,...", VERB_WORDS_COURSE_KIND,                                     \
                   "Only of these kinds, such as course, curated-program, blended-program"),                           \
        VERB_OPTION(COURSE_FILTER_LANGUAGE, "language", "CODE,...",                                                    \
                    "Only what can be taken in one of these, such as hi"),                                             \
        VERB_OPTION(COURSE_FILTER_PROVIDER, "provider", "CODE,...", "Only from these; - for those not in the list"),   \
        VERB_OPTION(COURSE_FILTER_COMPETENCY, "competency", "CODE,...", "Only with one of these competencies"),        \
        VERB_WORDS(COURSE_FILTER_AREA, "area", "AREA,...", VERB_WORDS_AREA,                                            \
                   "Only with a competency that is behavioural, functional or domain"),                                \
        VERB_OPTION(COURSE_FILTER_CADRE, "cadre", "CODE,...", "Only what is meant for one of these cadres"),           \
        VERB_OPTION(COURSE_FILTER_TRADE, "trade", "CODE,...", "Only what is meant for one of these trades"),           \
        VERB_OPTION(COURSE_FILTER_LEVEL, "level", "N", "Only what is meant for this administrative level"),            \
        VERB_OPTION(COURSE_FILTER_STATE_CODE, "state-code", "CODE", "Only what was made for this state (LGD code)"),   \
        VERB_OPTION(COURSE_FILTER_FROM, "duration-from", "MINUTES", "Only what takes so long or longer"),              \
        VERB_OPTION(COURSE_FILTER_TO, "duration-to", "MINUTES", "Only what takes so long or less"),                    \
        VERB_OPTION(COURSE_FILTER_FLAG, "flag", "FLAG", "Only with this flag, such as PROVIDER_UNKNOWN")

#define COURSE_VERSION(option)                                                                                         \
    VERB_OPTION(option, "version-read", "N", "Refuse where it was changed since this version")

extern const struct argp_option course_create_options[], course_update_options[], course_submit_options[],
    course_review_options[], course_publish_options[], course_retire_options[], course_list_options[],
    course_count_options[], course_import_options[], course_import_show_options[];

/* Verbs; as verb.run. */
int course_create_run(struct cli *cli, const struct arguments *arguments);
int course_update_run(struct cli *cli, const struct arguments *arguments);
int course_submit_run(struct cli *cli, const struct arguments *arguments);
int course_review_run(struct cli *cli, const struct arguments *arguments);
int course_publish_run(struct cli *cli, const struct arguments *arguments);
int course_retire_run(struct cli *cli, const struct arguments *arguments);
int course_list_run(struct cli *cli, const struct arguments *arguments);
int course_count_run(struct cli *cli, const struct arguments *arguments);
int course_import_run(struct cli *cli, const struct arguments *arguments);
int course_import_show_run(struct cli *cli, const struct arguments *arguments);
