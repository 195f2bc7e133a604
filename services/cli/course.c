/* course - `karmayogi course`: one course at a time, from draft to retirement. */
#include "course.h"

#include "message.h"
#include "message_json.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

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
    OPTION_PASS,
    OPTION_RETURN,
    OPTION_REMARK,
    OPTION_REASON,
    OPTION_ON,
};

#define MOST_MINUTES 60000
#define MOST_LEVEL   18

typedef Karmayogi__Catalogue__V1__CourseText course_text;
typedef Karmayogi__Catalogue__V1__Audience audience;

static const struct cli_method create_method = CLI_CATALOGUE_METHOD(CreateCourse, create_course);
static const struct cli_method update_method = CLI_CATALOGUE_METHOD(UpdateCourse, update_course);
static const struct cli_method submit_method = CLI_CATALOGUE_METHOD(SubmitCourseForReview, submit_course_for_review);
static const struct cli_method review_method = CLI_CATALOGUE_METHOD(ReviewCourse, review_course);
static const struct cli_method publish_method = CLI_CATALOGUE_METHOD(PublishCourse, publish_course);
static const struct cli_method retire_method = CLI_CATALOGUE_METHOD(RetireCourse, retire_course);
static const struct cli_method get_method = CLI_CATALOGUE_METHOD(GetCourse, get_course);

/* What the options say, with what it points to. */
struct said {
    course_content content;
    course_text texts[COURSE_LANGUAGES + 2], *text_pointers[COURSE_LANGUAGES + 2];
    audience audience;
    uint64_t version;
};

const char *course_kind_word(const struct cli *cli, Karmayogi__Catalogue__V1__CourseKind kind)
{
    int place = (int)kind - 1; /* the words stand in the order of the enum, which begins with "not said" */

    return place >= 0 && place <= (int)(WORD_KIND_CASE_STUDY - WORD_KIND_COURSE)
               ? cli_word(cli, (enum word)((int)WORD_KIND_COURSE + place))
               : "";
}

const char *course_state_word(const struct cli *cli, Karmayogi__Catalogue__V1__LifeState state)
{
    int place = (int)state - 1;

    return place >= 0 && place <= (int)(WORD_LIFE_RETIRED - WORD_LIFE_DRAFT)
               ? cli_word(cli, (enum word)((int)WORD_LIFE_DRAFT + place))
               : "";
}

const char *course_title(const struct cli *cli, const course_content *content)
{
    const char *wanted = cli->locale == LOCALE_HI ? "hi" : "en";

    for (size_t i = 0; i < content->n_texts; i++) {
        if (strcmp(content->texts[i]->language, wanted) == 0)
            return content->texts[i]->title;
    }
    return content->n_texts ? content->texts[0]->title : "";
}

/* ---- showing ---- */

static void line(const struct cli *cli, struct table *table, enum word name, const char *text)
{
    if (!text || !text[0])
        return;
    table_cell(table, cli_word(cli, name));
    table_cell(table, text);
}

static void line_list(struct cli *cli, struct table *table, enum word name, char *const *words, size_t count)
{
    const char *text = "";

    for (size_t i = 0; i < count && text; i++)
        text = arena_printf(&cli->arena, "%s%s%s", text, i ? ", " : "", words[i]);
    line(cli, table, name, text);
}

static const char *minutes_text(struct cli *cli, uint32_t minutes)
{
    return arena_printf(&cli->arena, "%u:%02u", minutes / 60, minutes % 60);
}

static void show_audience(struct cli *cli, struct table *table, const audience *whom)
{
    struct arena *arena = &cli->arena;

    line_list(cli, table, WORD_CADRES, whom->cadre_codes, whom->n_cadre_codes);
    line_list(cli, table, WORD_TRADES, whom->trade_codes, whom->n_trade_codes);
    if (whom->level_from || whom->level_to)
        line(cli, table, WORD_LEVEL,
             arena_printf(arena, "%u – %u", whom->level_from, whom->level_to ? whom->level_to : MOST_LEVEL));
}

static void show_modules(struct cli *cli, struct table *table, const course_content *content)
{
    for (size_t i = 0; i < content->n_modules; i++) {
        const Karmayogi__Catalogue__V1__Module *module = content->modules[i];

        line(cli, table, WORD_MODULE,
             arena_printf(&cli->arena, "%s  %s  %s", module->module_id, minutes_text(cli, module->duration_minutes),
                          module->n_titles ? module->titles[0]->text : ""));
    }
}

static void show_content(struct cli *cli, struct table *table, const course_content *content)
{
    struct arena *arena = &cli->arena;

    line(cli, table, WORD_KIND, course_kind_word(cli, content->kind));
    for (size_t i = 0; i < content->n_texts; i++) {
        const course_text *text = content->texts[i];

        line(cli, table, WORD_TITLE_OF_COURSE, arena_printf(arena, "%s  (%s)", text->title, text->language));
        line(cli, table, WORD_DESCRIPTION, text->description);
    }
    line_list(cli, table, WORD_LANGUAGES, content->languages, content->n_languages);
    line(cli, table, WORD_ORIGINAL, content->original_language);
    line(cli, table, WORD_VERSION_OF, content->language_version_of);
    line(cli, table, WORD_PROVIDER,
         arena_printf(arena, "%s (%s)", content->provider,
                      content->provider_code[0] ? content->provider_code : cli_word(cli, WORD_NOT_IN_LIST)));
    line(cli, table, WORD_DURATION, minutes_text(cli, content->duration_minutes));
    show_modules(cli, table, content);
    line_list(cli, table, WORD_PARTS, content->part_course_ids, content->n_part_course_ids);
    line_list(cli, table, WORD_COMPETENCIES, content->competency_codes, content->n_competency_codes);
    if (content->audience)
        show_audience(cli, table, content->audience);
    line(cli, table, WORD_MADE_FOR_STATE, content->state_code ? arena_printf(arena, "%u", content->state_code) : "");
    line(cli, table, WORD_IGOT_ID, content->igot_id);
    line_list(cli, table, WORD_KEYWORDS, content->keywords, content->n_keywords);
}

static void show_life(struct cli *cli, struct table *table, const Karmayogi__Catalogue__V1__Lifecycle *life)
{
    char date[DATE_TEXT_BYTES];
    const char *staged = course_state_word(cli, life->staged_state);

    line(cli, table, WORD_STATE, course_state_word(cli, life->state));
    line(cli, table, WORD_STAGED, staged);
    line(cli, table, WORD_EDITION, life->edition ? arena_printf(&cli->arena, "%u", life->edition) : "");
    line(cli, table, WORD_LIVE_FROM, message_date_text(life->live_from, date));
    line(cli, table, WORD_EDITION_FROM, message_date_text(life->edition_from, date));
    line(cli, table, WORD_RETIRED_ON, message_date_text(life->retired_on, date));
    line(cli, table, WORD_REMARK, life->remark);
}

static int show_staged(struct cli *cli, const course *one)
{
    CLEANUP(table_deinit) struct table table = {0};

    if (!one->staged)
        return 0;
    putchar('\n');
    table_column(&table, cli_word(cli, WORD_STAGED), TABLE_LEFT);
    table_column(&table, one->course_id, TABLE_LEFT);
    table.width = table_paper();
    show_content(cli, &table, one->staged);
    return table_print(&table, stdout);
}

int course_show(struct cli *cli, const course *one)
{
    CLEANUP(table_deinit) struct table table = {0};
    char version[NUMBER_TEXT_BYTES];
    const char *flags = "";
    int result;

    if (!one)
        return error_raise("the answer holds no course");
    if (cli->json)
        return message_json_show(one);
    table_column(&table, cli_word(cli, WORD_COURSE), TABLE_LEFT);
    table_column(&table, one->course_id, TABLE_LEFT);
    table.width = table_paper();
    if (one->life)
        show_life(cli, &table, one->life);
    if (one->content)
        show_content(cli, &table, one->content);
    if (one->content && one->total_duration_minutes != one->content->duration_minutes)
        line(cli, &table, WORD_DURATION_WITH_PARTS, minutes_text(cli, one->total_duration_minutes));
    line(cli, &table, WORD_VERSION, number_indian((int64_t)one->version, version));
    for (size_t i = 0; i < one->n_flags && flags; i++)
        flags = arena_printf(&cli->arena, "%s%s%s", flags, i ? " " : "", one->flags[i]);
    line(cli, &table, WORD_FLAGS, flags);
    result = table_print(&table, stdout);
    return result == 0 ? show_staged(cli, one) : result;
}

/* ---- reading ---- */

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
    int result = read_number(cli, arguments, OPTION_LEVEL_FROM, "--level-from", MOST_LEVEL, &whom->level_from);

    if (result == 0)
        result = read_number(cli, arguments, OPTION_LEVEL_TO, "--level-to", MOST_LEVEL, &whom->level_to);
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

/* ---- verbs ---- */

static int run_create(struct cli *cli, const struct arguments *arguments)
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

static int get_course(struct cli *cli, const char *course_id, const char *igot_id, course **found)
{
    Karmayogi__Catalogue__V1__GetCourseRequest request = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__GetCourseResponse *answer;
    int result;

    if (course_id) {
        request.key_case = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__KEY_COURSE_ID;
        request.course_id = (char *)(uintptr_t)course_id;
    } else {
        request.key_case = KARMAYOGI__CATALOGUE__V1__GET_COURSE_REQUEST__KEY_IGOT_ID;
        request.igot_id = (char *)(uintptr_t)igot_id;
    }
    result = cli_call(cli, &get_method, &request, &answer);
    if (result == 0)
        *found = answer->course;
    return result == 0 && !answer->course ? error_raise("the answer holds no course") : result;
}

static int run_update(struct cli *cli, const struct arguments *arguments)
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
    if (partial && (result = get_course(cli, arguments->positional[0], NULL, &there)) != 0)
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

static int run_submit(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__SubmitCourseForReviewRequest request =
        KARMAYOGI__CATALOGUE__V1__SUBMIT_COURSE_FOR_REVIEW_REQUEST__INIT;
    Karmayogi__Catalogue__V1__SubmitCourseForReviewResponse *answer;
    int result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);

    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    if (result == 0)
        result = cli_call(cli, &submit_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

static int run_review(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__ReviewCourseRequest request = KARMAYOGI__CATALOGUE__V1__REVIEW_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__ReviewCourseResponse *answer;
    bool pass = arguments->options[OPTION_PASS] != NULL;
    int result = 0;

    if (pass == (arguments->options[OPTION_RETURN] != NULL))
        result = cli_error(cli, CLI_USAGE, WORD_PASS_OR_RETURN);
    if (result == 0 && !arguments->options[OPTION_VERSION])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--version-read N");
    if (result == 0)
        result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.decision = pass ? KARMAYOGI__CATALOGUE__V1__REVIEW_DECISION__REVIEW_DECISION_PASS
                            : KARMAYOGI__CATALOGUE__V1__REVIEW_DECISION__REVIEW_DECISION_RETURN;
    request.remark = verb_text(arguments, OPTION_REMARK);
    if (result == 0)
        result = cli_call(cli, &review_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

static int run_publish(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__PublishCourseRequest request = KARMAYOGI__CATALOGUE__V1__PUBLISH_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__PublishCourseResponse *answer;
    int32_t effective_on = DATE_NONE;
    int result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);

    if (result == 0)
        result = verb_date(cli, arguments, OPTION_ON, "--on", &effective_on);
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.effective_on = message_date(&cli->arena, effective_on);
    if (result == 0)
        result = cli_call(cli, &publish_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

static int run_retire(struct cli *cli, const struct arguments *arguments)
{
    Karmayogi__Catalogue__V1__RetireCourseRequest request = KARMAYOGI__CATALOGUE__V1__RETIRE_COURSE_REQUEST__INIT;
    Karmayogi__Catalogue__V1__RetireCourseResponse *answer;
    int32_t effective_on = DATE_NONE;
    int result = verb_number(cli, arguments, OPTION_VERSION, "--version-read", UINT64_MAX >> 1, &request.version);

    if (result == 0)
        result = verb_date(cli, arguments, OPTION_ON, "--on", &effective_on);
    if (result == 0 && !arguments->options[OPTION_REASON])
        result = cli_error(cli, CLI_USAGE, WORD_OPTION_NEEDED, "--reason TEXT");
    request.course_id = (char *)(uintptr_t)arguments->positional[0];
    request.reason = verb_text(arguments, OPTION_REASON);
    request.effective_on = message_date(&cli->arena, effective_on);
    if (result == 0)
        result = cli_call(cli, &retire_method, &request, &answer);
    return result == 0 ? course_show(cli, answer->course) : result;
}

static int run_get(struct cli *cli, const struct arguments *arguments)
{
    course *found;
    int result;

    if ((arguments->count == 1) == (arguments->options[OPTION_IGOT_ID] != NULL))
        return cli_error(cli, CLI_USAGE, WORD_ID_OR_IGOT_ID);
    result =
        get_course(cli, arguments->count ? arguments->positional[0] : NULL, arguments->options[OPTION_IGOT_ID], &found);
    return result == 0 ? course_show(cli, found) : result;
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

#define VERSION VERB_OPTION(OPTION_VERSION, "version-read", "N", "Refuse where it was changed since this version")

static const struct argp_option create_options[] = {CONTENT, {0}};
static const struct argp_option update_options[] = {CONTENT, VERSION, {0}};
static const struct argp_option submit_options[] = {VERSION, {0}};

static const struct argp_option review_options[] = {
    VERB_OPTION(OPTION_PASS, "pass", NULL, "The review is passed"),
    VERB_OPTION(OPTION_RETURN, "return", NULL, "Back to its authors; needs a remark"),
    VERB_OPTION(OPTION_REMARK, "remark", "TEXT", "What to change, or anything else to remember"),
    VERB_OPTION(OPTION_VERSION, "version-read", "N", "The version that was read and is decided on; needed"),
    {0},
};

static const struct argp_option publish_options[] = {
    VERB_OPTION(OPTION_ON, "on", "DATE", "Day from which the edition holds (today)"), VERSION, {0}};

static const struct argp_option retire_options[] = {
    VERB_OPTION(OPTION_REASON, "reason", "TEXT", "Why; needed"),
    VERB_OPTION(OPTION_ON, "on", "DATE", "Day from which it is not live (today)"),
    VERSION,
    {0},
};

static const struct argp_option get_options[] = {
    VERB_OPTION(OPTION_IGOT_ID, "igot-id", "ID", "Find it by its id on iGOT"), {0}};

static const struct verb verbs[] = {
    {"create", "ID", "Create a course as a draft.",
     "Needed are a title, languages, a provider and the minutes.\n\nExample:\n  karmayogi course create fir-writing "
     "--title-en \"Writing an FIR\" --languages hi,en \\\n      --provider \"State Police Academy\" --duration 90",
     create_options, 1, 1, run_create},
    {"update", "ID", "Change a draft, or stage an edit of a live course.",
     "What is given is changed; an empty text clears it. An edit of a live course takes its place when it is "
     "published.\n\nExample:\n  karmayogi course update fir-writing --title-hi \"प्रथम सूचना रिपोर्ट लेखन\"",
     update_options, 1, 1, run_update},
    {"submit", "ID", "Submit the draft, or the staged edit, for review.",
     "Example:\n  karmayogi course submit fir-writing", submit_options, 1, 1, run_submit},
    {"review", "ID", "End the review: pass it, or return it to its authors.",
     "Needs the role administrator. `course get' shows the version.\n\nExample:\n  karmayogi course review fir-writing "
     "--pass --version-read 3",
     review_options, 1, 1, run_review},
    {"publish", "ID", "Make the reviewed draft or edit live.",
     "Needs the role administrator.\n\nExample:\n  karmayogi course publish fir-writing", publish_options, 1, 1,
     run_publish},
    {"retire", "ID", "Take a course out of use; final.",
     "Needs the role administrator.\n\nExample:\n  karmayogi course retire fir-writing --reason \"replaced by a new "
     "course\"",
     retire_options, 1, 1, run_retire},
    {"get", "[ID]", "Show a course, by its id or its id on iGOT.", "Example:\n  karmayogi course get fir-writing",
     get_options, 0, 1, run_get},
    {"list", "", "List courses: those that are live, where no state is asked for.",
     "Options with several values take them separated by commas; a course passes that passes every option by any of "
     "its values. What --csv writes can be imported. With --json one JSON object a line.\n\nExample:\n  karmayogi "
     "course list --language hi --kind course,curated-program",
     course_list_options, 0, 0, course_list_run},
    {"count", "", "Count courses by kind and by language.",
     "A course counts in every language in which it can be taken, so languages do not add up to the courses; those "
     "made first in a language do.\n\nExample:\n  karmayogi course count --state live",
     course_count_options, 0, 0, course_count_run},
    {"import", "FILE", "Import the courses of a CSV file (`course import show ID' reads the verdicts again).",
     "Needs the role administrator. Every row gets its verdict: stored, flagged (stored, and worth a look), changed "
     "(with --update-existing), already there, or refused. The refused rows are written to a file that can be "
     "corrected "
     "and imported as it is.\n\nThe file is UTF-8 with a header that names columns in any order, in English or Hindi: "
     "course_id, igot_id, kind, title_en, title_hi, languages, provider, duration and more. Ends with 3 where rows "
     "were "
     "refused.\n\nExample:\n  karmayogi course import courses.csv --state live --published-on 2026-04-01",
     course_import_options, 1, 1, course_import_run},
    {"import show", "ID", "Show the totals and verdicts of an import of courses again.",
     "Example:\n  karmayogi course import show 019a9f6e-7d7a-7c4e-9b0a-3f2d1c0b9a88 --refused",
     course_import_show_options, 1, 1, course_import_show_run},
    {.run = NULL},
};

const struct verb_family verb_course = {"course", "The catalogue: courses, one at a time, and lists of them",
                                        "karmayogi course list --language hi", verbs};
