/* course_edit - `karmayogi course create` and `update`: what somebody says of a course. */
#include "course.h"

#include <string.h>

enum {
    OPTION_TITLE_EN,
    OPTION_TITLE_HI,
    OPTION_DESCRIPTION_EN,
    OPTION_DESCRIPTION_HI,
    OPTION_KIND,
    OPTION_LANGUAGES,
    OPTION_ORIGINAL,
    OPTION_VERSION_OF,
    OPTION_PROVIDER,
    OPTION_DURATION,
    OPTION_PARTS,
    OPTION_COMPETENCIES,
    OPTION_CADRES,
    OPTION_TRADES,
    OPTION_LEVEL_FROM,
    OPTION_LEVEL_TO,
    OPTION_STATE_CODE,
    OPTION_IGOT_ID,
    OPTION_KEYWORDS,
    OPTION_LEGACY,
    OPTION_VERSION,
};

#define MOST_MINUTES 60000

typedef Karmayogi__Catalogue__V1__CourseText course_text;
typedef Karmayogi__Catalogue__V1__Audience audience;

static const struct cli_method create_method = CLI_CATALOGUE_METHOD(CreateCourse, create_course);
static const struct cli_method update_method = CLI_CATALOGUE_METHOD(UpdateCourse, update_course);

/* What the options say, with what it points to. */
struct said {
    course_content content;
    course_text texts[COURSE_LANGUAGES + 2], *text_pointers[COURSE_LANGUAGES + 2];
    audience audience;
    uint64_t version;
};

/* A text changes title or description in one language; the other languages stay as they were. */
static void set_text(struct said *said, const struct arguments *arguments, const char *language, unsigned title,
                     unsigned description)
{
    course_text *text = NULL;

    if (!arguments->options[title] && !arguments->options[description])
        return;
    for (size_t i = 0; i < said->content.n_texts; i++) {
        if (strcmp(said->texts[i].language, language) == 0)
            text = &said->texts[i];
    }
    if (!text) {
        text = &said->texts[said->content.n_texts];
        karmayogi__catalogue__v1__course_text__init(text);
        text->language = (char *)(uintptr_t)language;
        said->text_pointers[said->content.n_texts++] = text;
    }
    if (arguments->options[title])
        text->title = verb_text(arguments, title);
    if (arguments->options[description])
        text->description = verb_text(arguments, description);
}

/* What an update of a part of the texts or of the audience leaves as it is. */
static void begin_with(struct said *said, const course_content *there)
{
    karmayogi__catalogue__v1__course_content__init(&said->content);
    karmayogi__catalogue__v1__audience__init(&said->audience);
    said->content.texts = said->text_pointers;
    said->content.audience = &said->audience;
    if (!there)
        return;
    for (size_t i = 0; i < there->n_texts && i < COURSE_LANGUAGES; i++) {
        said->texts[i] = *there->texts[i];
        said->text_pointers[i] = &said->texts[i];
        said->content.n_texts++;
    }
    if (there->audience)
        said->audience = *there->audience;
}

static int read_number(struct cli *cli, const struct arguments *arguments, unsigned option, const char *name,
                       uint64_t most, uint32_t *to)
{
    uint64_t value = *to;
    int result = verb_number(cli, arguments, option, name, most, &value);

    *to = (uint32_t)value;
    return result;
}

static int read_audience(struct cli *cli, const struct arguments *arguments, audience *whom)
{
    int result = read_number(cli, arguments, OPTION_LEVEL_FROM, "--level-from", COURSE_MOST_LEVEL, &whom->level_from);

    if (result == 0)
        result = read_number(cli, arguments, OPTION_LEVEL_TO, "--level-to", COURSE_MOST_LEVEL, &whom->level_to);
    if (arguments->options[OPTION_CADRES])
        whom->n_cadre_codes = verb_several(cli, arguments, OPTION_CADRES, &whom->cadre_codes);
    if (arguments->options[OPTION_TRADES])
        whom->n_trade_codes = verb_several(cli, arguments, OPTION_TRADES, &whom->trade_codes);
    return result;
}

static int read_content(struct cli *cli, const struct arguments *arguments, struct said *said)
{
    course_content *content = &said->content;
    int kind = 0;
    int result =
        verb_enum(cli, arguments, OPTION_KIND, "--kind", &karmayogi__catalogue__v1__course_kind__descriptor, &kind);

    if (result == 0)
        result = read_number(cli, arguments, OPTION_DURATION, "--duration", MOST_MINUTES, &content->duration_minutes);
    if (result == 0)
        result = read_number(cli, arguments, OPTION_STATE_CODE, "--state-code", UINT32_MAX, &content->state_code);
    if (result == 0)
        result = read_audience(cli, arguments, &said->audience);
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &said->version);
    content->kind = (Karmayogi__Catalogue__V1__CourseKind)kind;
    set_text(said, arguments, "en", OPTION_TITLE_EN, OPTION_DESCRIPTION_EN);
    set_text(said, arguments, "hi", OPTION_TITLE_HI, OPTION_DESCRIPTION_HI);
    content->n_languages = verb_several(cli, arguments, OPTION_LANGUAGES, &content->languages);
    content->original_language = verb_text(arguments, OPTION_ORIGINAL);
    content->language_version_of = verb_text(arguments, OPTION_VERSION_OF);
    content->provider = verb_text(arguments, OPTION_PROVIDER);
    content->n_part_course_ids = verb_several(cli, arguments, OPTION_PARTS, &content->part_course_ids);
    content->n_competency_codes = verb_several(cli, arguments, OPTION_COMPETENCIES, &content->competency_codes);
    content->igot_id = verb_text(arguments, OPTION_IGOT_ID);
    content->n_keywords = verb_several(cli, arguments, OPTION_KEYWORDS, &content->keywords);
    return result;
}

int course_create_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__CreateCourseRequest request = KARMAYOGI__CATALOGUE__V1__CREATE_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__CreateCourseResponse *answer;
    struct said said = {.version = 0};
    int result;

    begin_with(&said, NULL);
    result = read_content(cli, arguments, &said);
    if (!said.content.kind)
        said.content.kind = KARMAYOGI__CATALOGUE__V1__COURSE_KIND__COURSE_KIND_COURSE;
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.content = &said.content;
    request.accept_legacy_looking_text = arguments->options[OPTION_LEGACY] != NULL;
    if (result == 0)
        result = cli_call(cli, &create_method, &request, &answer);
    if (result != 0)
        return result;
    if (!cli->json)
        cli_say(cli, answer->created ? WORD_CREATED : WORD_WAS_THERE, request.course_id);
    return course_show(cli, answer->course);
}

/* The field of the mask that an option belongs to. */
static const struct {
    unsigned option;
    const char *path;
} fields[] = {
    {OPTION_TITLE_EN, "texts"},
    {OPTION_TITLE_HI, "texts"},
    {OPTION_DESCRIPTION_EN, "texts"},
    {OPTION_DESCRIPTION_HI, "texts"},
    {OPTION_KIND, "kind"},
    {OPTION_LANGUAGES, "languages"},
    {OPTION_ORIGINAL, "original_language"},
    {OPTION_VERSION_OF, "language_version_of"},
    {OPTION_PROVIDER, "provider"},
    {OPTION_DURATION, "duration_minutes"},
    {OPTION_PARTS, "part_course_ids"},
    {OPTION_COMPETENCIES, "competency_codes"},
    {OPTION_CADRES, "audience"},
    {OPTION_TRADES, "audience"},
    {OPTION_LEVEL_FROM, "audience"},
    {OPTION_LEVEL_TO, "audience"},
    {OPTION_STATE_CODE, "state_code"},
    {OPTION_IGOT_ID, "igot_id"},
    {OPTION_KEYWORDS, "keywords"},
};

#define FIELDS (sizeof(fields) / sizeof(fields[0]))

/* Return: how many paths; *@partial: one of them is given only in part, so the rest must be read first. */
static size_t read_mask(const struct arguments *arguments, char *mask[FIELDS], bool *partial)
{
    size_t count = 0;

    *partial = false;
    for (size_t i = 0; i < FIELDS; i++) {
        bool known = false;

        if (!arguments->options[fields[i].option])
            continue;
        for (size_t each = 0; each < count; each++)
            known = known || strcmp(mask[each], fields[i].path) == 0;
        *partial = *partial || strcmp(fields[i].path, "texts") == 0 || strcmp(fields[i].path, "audience") == 0;
        if (!known)
            mask[count++] = (char *)(uintptr_t)fields[i].path;
    }
    return count;
}

int course_update_run(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__UpdateCourseRequest request = KARMAYOGI__CATALOGUE__V1__UPDATE_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__UpdateCourseResponse *answer;
    char *mask[FIELDS];
    struct said said = {.version = 0};
    course *there = NULL;
    bool partial;
    int result = 0;

    request.n_update_mask = read_mask(arguments, mask, &partial);
    if (request.n_update_mask == 0)
        return cli_error(cli, CLI_USAGE, WORD_NOTHING_TO_CHANGE);
    if (partial && (result = course_get(cli, arguments->positional[0], NULL, &there)) != 0)
        return result;
    begin_with(&said, !there ? NULL : there->staged ? there->staged : there->content);
    result = read_content(cli, arguments, &said);
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.version = said.version || !there ? said.version : there->version; /* what was read is what is changed */
    request.content = &said.content;
    request.update_mask = mask;
    request.accept_legacy_looking_text = arguments->options[OPTION_LEGACY] != NULL;
    if (result == 0)
        result = cli_call(cli, &update_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

#define CONTENT                                                                                                        \
    VERB_OPTION(OPTION_TITLE_EN, "title-en", "TEXT", "Title in English"),                                              \
        VERB_OPTION(OPTION_TITLE_HI, "title-hi", "TEXT", "Title in Hindi"),                                            \
        VERB_OPTION(OPTION_DESCRIPTION_EN, "description-en", "TEXT", "Description in English"),                        \
        VERB_OPTION(OPTION_DESCRIPTION_HI, "description-hi", "TEXT", "Description in Hindi"),                          \
        VERB_WORDS(OPTION_KIND, "kind", "KIND", VERB_WORDS_COURSE_KIND,                                                \
                   "course, program, curated-program, blended-program, learning-pathway and so on (course)"),          \
        VERB_OPTION(OPTION_LANGUAGES, "languages", "CODE,...", "Languages in which it can be taken, such as hi,en"),   \
        VERB_OPTION(OPTION_ORIGINAL, "original-language", "CODE", "The one in which it was made first (the first)"),   \
        VERB_OPTION(OPTION_VERSION_OF, "language-version-of", "ID", "Course that this is a version of"),               \
        VERB_OPTION(OPTION_PROVIDER, "provider", "TEXT", "Who offers it, by name or code"),                            \
        VERB_OPTION(OPTION_DURATION, "duration", "MINUTES", "Minutes of its own, without its parts"),                  \
        VERB_OPTION(OPTION_PARTS, "parts", "ID,...", "Courses that a program is made of, in order"),                   \
        VERB_OPTION(OPTION_COMPETENCIES, "competencies", "CODE,...", "Competencies, by code"),                         \
        VERB_OPTION(OPTION_CADRES, "cadres", "CODE,...", "Cadres for which it is meant"),                              \
        VERB_OPTION(OPTION_TRADES, "trades", "CODE,...", "Trades for which it is meant"),                              \
        VERB_OPTION(OPTION_LEVEL_FROM, "level-from", "N", "Lowest level for which it is meant"),                       \
        VERB_OPTION(OPTION_LEVEL_TO, "level-to", "N", "Highest level for which it is meant"),                          \
        VERB_OPTION(OPTION_STATE_CODE, "state-code", "CODE", "LGD code of the state for which it was made"),           \
        VERB_OPTION(OPTION_IGOT_ID, "igot-id", "ID", "Its id on iGOT"),                                                \
        VERB_OPTION(OPTION_KEYWORDS, "keywords", "TEXT,...", "Words to find it by"),                                   \
        VERB_OPTION(OPTION_LEGACY, "accept-legacy-text", NULL, "Take texts that look like Kruti Dev as they are")

const struct argp_option course_create_options[] = {CONTENT, {0}};
const struct argp_option course_update_options[] = {CONTENT, COURSE_VERSION(OPTION_VERSION), {0}};
