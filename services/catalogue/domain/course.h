#pragma once
/*
 * course - what a course is, as plain structs; what its authors write; when two contents are the same.
 *
 * Structs share their strings and arrays with whatever they were made from (an arena, a message): they live as long.
 * Strings are never NULL once a content passed course_check(); before that NULL counts as "".
 */
#include "base/arena.h"
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers of all enums as in karmayogi.catalogue.v1. */
enum life_state { LIFE_NONE, LIFE_DRAFT, LIFE_REVIEW, LIFE_REVIEWED, LIFE_LIVE, LIFE_RETIRED, LIFE_COUNT };
enum { COURSE_KIND_NONE = 0, COURSE_KIND_LAST = 12 }; /* kinds of courses: only their numbers matter here */
enum { MODULE_KIND_LAST = 3 };

#define COURSE_ID_BYTES          63
#define COURSE_LANGUAGES         24
#define COURSE_TITLE_BYTES       500
#define COURSE_DESCRIPTION_BYTES 2000
#define COURSE_MODULES           64
#define COURSE_PARTS             64
#define COURSE_COMPETENCIES      32
#define COURSE_AUDIENCE          64 /* cadres, and as many trades */
#define COURSE_KEYWORDS          16
#define COURSE_KEYWORD_BYTES     63
#define COURSE_MINUTES           60000
#define COURSE_MODULE_MINUTES    6000
#define COURSE_LEVEL_MOST        18
#define COURSE_STATE_CODE_MOST   99
#define COURSE_REMARK_BYTES      1000
#define COURSE_REASON_BYTES      255

struct course_text {
    const char *language;
    const char *title;
    const char *description;
};

struct course_module_title {
    const char *language;
    const char *text;
};

struct course_module {
    const char *module_id;
    unsigned kind;
    const struct course_module_title *titles;
    size_t title_count;
    uint32_t duration_minutes;
    bool is_optional;
};

/** A list of strings: languages, codes, ids. */
struct course_strings {
    const char *const *items;
    size_t count;
};

struct course_content {
    unsigned kind;
    const struct course_text *texts;
    size_t text_count;
    struct course_strings languages;
    const char *original_language;
    const char *language_version_of; /* id; "": none */
    const char *provider;            /* as given, clean */
    const char *provider_code;       /* "": not in the list. Set by course_check() */
    uint32_t duration_minutes;
    const struct course_module *modules;
    size_t module_count;
    struct course_strings parts; /* ids */
    struct course_strings competencies;
    struct course_strings cadres;
    struct course_strings trades;
    uint32_t level_from, level_to; /* 0: no bound */
    uint32_t state_code;
    const char *igot_id; /* "": not there (yet) */
    struct course_strings keywords;
};

/** Fields of a content that an update may name; the words of the request's mask are the codec's. */
enum course_field {
    COURSE_KIND = 1 << 0,
    COURSE_TEXTS = 1 << 1,
    COURSE_TAKEN_IN = 1 << 2, /* languages */
    COURSE_ORIGINAL_LANGUAGE = 1 << 3,
    COURSE_VERSION_OF = 1 << 4,
    COURSE_PROVIDER = 1 << 5,
    COURSE_DURATION = 1 << 6,
    COURSE_MODULE_LIST = 1 << 7,
    COURSE_PART_LIST = 1 << 8,
    COURSE_COMPETENCY_LIST = 1 << 9,
    COURSE_FOR = 1 << 10, /* audience */
    COURSE_STATE_CODE = 1 << 11,
    COURSE_IGOT_ID = 1 << 12,
    COURSE_KEYWORD_LIST = 1 << 13,
    COURSE_ALL = (1 << 14) - 1,
};

struct lifecycle {
    enum life_state state;
    enum life_state staged_state; /* LIFE_NONE: nothing is staged */
    uint32_t edition;
    int32_t live_from, edition_from, retired_on; /* DATE_NONE */
    const char *remark;
    int64_t changed_at_ms;
};

struct course {
    const char *id;
    uint64_t version;
    struct lifecycle life;
    struct course_content content; /* the live edition; before the first publication, the draft */
    struct course_content staged;  /* only where life.staged_state is not LIFE_NONE */
};

/** course_id_is_fine() - 1 to 63 of a-z, 0-9, single inner hyphens and underscores. Ids of courses and of modules. */
bool course_id_is_fine(const char *id);

/** course_content_equal() - whether two checked contents say the same. Order counts: it is what the authors wrote. The
 * provider's code does not: it follows from the list. */
bool course_content_equal(const struct course_content *a, const struct course_content *b);

/** course_content_take() - the @fields (enum course_field) of @from into @into; strings are shared. */
void course_content_take(struct course_content *into, const struct course_content *from, unsigned fields);

/** course_has_staged() - whether an edit is staged. */
static inline bool course_has_staged(const struct course *course)
{
    return course->life.staged_state != LIFE_NONE;
}
