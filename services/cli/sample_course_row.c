/* sample_course_row - see sample_course_row.h. */
#include "sample_course_row.h"

#include "message.h"

#include "base/date.h"
#include "base/error.h"

#include <ctype.h>
#include <string.h>

#define STREAM_SPELLING 9
#define KEYWORD_BYTES   63  /* the contract's limit */
#define STATE_CODE      "9" /* LGD code of Uttar Pradesh */
#define COUNT(array)    (sizeof(array) / sizeof((array)[0]))
#define COLUMN(name)    KARMAYOGI__CATALOGUE__V1__COURSE_IMPORT_COLUMN__COURSE_IMPORT_COLUMN_##name

static const char *spell_kind(struct splitmix *random, struct arena *arena, const struct sample_course *course)
{
    const struct sample_course_kind *kind = &sample_course_kinds[course->kind];
    uint64_t how = splitmix_below(random, 10);
    char *word;

    if (kind->word_hi && how < 2)
        return kind->word_hi;
    if (how > 3)
        return kind->word_en;
    word = arena_string(arena, kind->word_en, strlen(kind->word_en));
    for (char *at = word; at && *at; at++)
        *at = (char)(how == 2 ? toupper((unsigned char)*at) : tolower((unsigned char)*at));
    return word;
}

static const char *spell_duration(struct splitmix *random, struct arena *arena, const struct sample_course *course)
{
    if (splitmix_chance(random, 3000))
        return arena_printf(arena, "%u:%02u", course->minutes / 60, course->minutes % 60);
    return arena_printf(arena, "%u", course->minutes);
}

/* How this row parts several values of a cell. */
static const char *spell_between(struct splitmix *random)
{
    static const char *const between[] = {"|", "|", "|", ";", " | ", "; "};

    return between[splitmix_below(random, COUNT(between))];
}

static const char *add(struct arena *arena, const char *cell, const char *between, const char *value)
{
    return cell ? arena_printf(arena, "%s%s%s", cell, cell[0] ? between : "", value) : NULL;
}

static const char *spell_languages(struct arena *arena, const struct sample_course *course, const char *between)
{
    const char *cell = "";

    for (size_t i = 0; i < course->language_count; i++)
        cell = add(arena, cell, between, course->languages[i]);
    return cell;
}

static const char *spell_competencies(struct splitmix *random, struct arena *arena, const struct sample_course *course,
                                      const char *between)
{
    const char *cell = "";

    for (size_t i = 0; i < course->topic_count; i++) {
        const struct sample_topic *topic = course->topics[i];
        uint64_t how = splitmix_below(random, 10);
        const char *value = how < 7   ? topic->code
                            : how < 9 ? arena_printf(arena, "%s / %s", topic->theme_en, topic->en)
                                      : arena_printf(arena, "%s / %s", topic->theme_hi, topic->hi);

        cell = value ? add(arena, cell, between, value) : NULL;
    }
    return cell;
}

static void spell_audiences(struct arena *arena, const struct sample_course *course, const char *between,
                            struct sample_course_row *row)
{
    const char *cadres = "", *trades = "";

    for (size_t i = 0; i < course->audience_count; i++) {
        const struct sample_audience *audience = course->audiences[i];

        if (audience->cadre)
            cadres = add(arena, cadres, between, audience->cadre);
        else
            trades = add(arena, trades, between, audience->trade);
    }
    row->cells[COLUMN(CADRES)] = cadres;
    row->cells[COLUMN(TRADES)] = trades;
}

/* What belongs to the topic is looked for by its theme, in either language. */
static const char *spell_keywords(struct arena *arena, const struct sample_topic *topic, const char *between)
{
    const char *keywords = strlen(topic->theme_en) <= KEYWORD_BYTES ? topic->theme_en : "";

    return strlen(topic->theme_hi) <= KEYWORD_BYTES ? add(arena, keywords, between, topic->theme_hi) : keywords;
}

static const char *spell_number(struct arena *arena, unsigned number)
{
    return number ? arena_printf(arena, "%u", number) : "";
}

static const char *spell_day(struct arena *arena, int32_t days)
{
    int year, month, day;

    if (days == DATE_NONE)
        return "";
    date_to_civil(days, &year, &month, &day);
    return arena_printf(arena, "%04d-%02d-%02d", year, month, day);
}

int sample_course_row_write(const struct sample_course_settings *settings, const struct sample_course *course,
                            uint64_t spelling, struct arena *arena, struct sample_course_row *row)
{
    static const char *const states[] = {"live", "draft", "retired"};
    struct splitmix random = splitmix_of(settings->seed + spelling * 1000003, STREAM_SPELLING, course->number);
    const char *between = spell_between(&random);
    const struct sample_topic *topic = course->topics[0];

    *row = (struct sample_course_row){.cells = {
                                          [COLUMN(COURSE_ID)] = course->course_id,
                                          [COLUMN(IGOT_ID)] = course->igot_id,
                                          [COLUMN(KIND)] = spell_kind(&random, arena, course),
                                          [COLUMN(TITLE_EN)] = course->title_en,
                                          [COLUMN(TITLE_HI)] = course->title_hi,
                                          [COLUMN(DESCRIPTION_EN)] = course->description_en,
                                          [COLUMN(DESCRIPTION_HI)] = course->description_hi,
                                          [COLUMN(LANGUAGES)] = spell_languages(arena, course, between),
                                          [COLUMN(ORIGINAL_LANGUAGE)] = course->original_language,
                                          [COLUMN(PROVIDER)] = course->provider,
                                          [COLUMN(DURATION)] = spell_duration(&random, arena, course),
                                          [COLUMN(COMPETENCIES)] = spell_competencies(&random, arena, course, between),
                                          [COLUMN(LEVEL_FROM)] = spell_number(arena, course->level_from),
                                          [COLUMN(LEVEL_TO)] = spell_number(arena, course->level_to),
                                          [COLUMN(KEYWORDS)] = spell_keywords(arena, topic, between),
                                          [COLUMN(STATE_CODE)] = course->of_state ? STATE_CODE : "",
                                          [COLUMN(LANGUAGE_VERSION_OF)] = course->language_version_of,
                                          [COLUMN(STATE)] = states[course->state],
                                          [COLUMN(PUBLISHED_ON)] = spell_day(arena, course->published_on),
                                          [COLUMN(RETIRED_ON)] = spell_day(arena, course->retired_on),
                                      }};
    spell_audiences(arena, course, between, row);
    return arena->failed ? error_raise("out of memory for a sample row") : 0;
}

/* One way to get a row wrong: @texts are drawn from for @column, and for @also where it is a column. */
struct spoiling {
    const char *word;
    unsigned column, also;
    const char *texts[4];
    bool empties; /* the columns become empty */
};

static const struct spoiling spoilings[] = {
    {"id-missing", COLUMN(COURSE_ID), COLUMN(IGOT_ID), {NULL}, true},
    {"id-form", COLUMN(COURSE_ID), 0, {"Course No. 12", "पाठ्यक्रम 7", "-traffic-", "a--b"}, false},
    {"kind-unknown", COLUMN(KIND), 0, {"Corse", "Training", "पाठयक्रमम", "Video"}, false},
    {"title-missing", COLUMN(TITLE_EN), COLUMN(TITLE_HI), {NULL}, true},
    {"title-destroyed", COLUMN(TITLE_HI), 0, {"??????? ?? ?????", "???? ??????"}, false},
    {"languages-missing", COLUMN(LANGUAGES), 0, {NULL}, true},
    {"language-by-name", COLUMN(LANGUAGES), 0, {"Hindi", "English|Hindi", "हिन्दी"}, false},
    {"language-twice", COLUMN(LANGUAGES), 0, {"en|hi|en", "hi;hi"}, false},
    {"original-not-among-languages", COLUMN(ORIGINAL_LANGUAGE), 0, {"fr", "de"}, false},
    {"provider-missing", COLUMN(PROVIDER), 0, {NULL}, true},
    {"duration-missing", COLUMN(DURATION), 0, {NULL}, true},
    {"duration-form", COLUMN(DURATION), 0, {"two hours", "1:75", "45 min", "-30"}, false},
    {"competency-unknown", COLUMN(COMPETENCIES), 0, {"no-such-competency", "Policing / Astrology"}, false},
    {"level-range", COLUMN(LEVEL_FROM), 0, {"19", "99"}, false},
    {"level-form", COLUMN(LEVEL_TO), 0, {"senior", "ten"}, false},
    {"state-unknown", COLUMN(STATE), 0, {"old", "open"}, false},
    {"published-not-existing", COLUMN(PUBLISHED_ON), 0, {"2024-02-31", "2023-13-01"}, false},
};

const char *sample_course_row_spoil(struct splitmix *random, struct sample_course_row *row)
{
    const struct spoiling *spoiling = &spoilings[splitmix_below(random, COUNT(spoilings))];
    size_t texts = 0;

    while (texts < COUNT(spoiling->texts) && spoiling->texts[texts])
        texts++;
    row->cells[spoiling->column] = spoiling->empties ? "" : spoiling->texts[splitmix_below(random, texts)];
    if (spoiling->also)
        row->cells[spoiling->also] = "";
    return spoiling->word;
}

int sample_course_header(struct arena *arena, struct sample_course_row *row)
{
    const ProtobufCEnumDescriptor *columns = &karmayogi__catalogue__v1__course_import_column__descriptor;

    for (int column = 1; column < SAMPLE_COURSE_COLUMNS; column++) {
        char word[MESSAGE_WORD_BYTES];

        message_enum_word(columns, column, word);
        row->cells[column] = arena_string(arena, word, strlen(word));
    }
    return arena->failed ? error_raise("out of memory for the header of a sample") : 0;
}
