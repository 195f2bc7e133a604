/* course_show - a course as people read it; see course.h. */
#include "course.h"

#include "message.h"
#include "message_json.h"
#include "table.h"

#include "base/cleanup.h"
#include "base/error.h"
#include "base/number.h"

#include <string.h>

typedef Karmayogi__Catalogue__V1__CourseText course_text;
typedef Karmayogi__Catalogue__V1__Audience audience;

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
             arena_printf(arena, "%u – %u", whom->level_from, whom->level_to ? whom->level_to : COURSE_MOST_LEVEL));
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
