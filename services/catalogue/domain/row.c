/*
 * row - see row.h. A cell that cannot be read at all (too long, a word or a number that is none) is found here and
 * gets a stand-in; everything else is passed on for course_check() to judge, as a request is. What that finds of a cell
 * that could not be read is dropped: it would be said of the stand-in.
 */
#include "domain/row.h"

#include "base/cell.h"
#include "base/error.h"
#include "base/number.h"
#include "domain/words.h"

#include <string.h>

#define MOST_HOURS  100000 /* of what is read; the rules allow less */
#define MOST_NUMBER 1000000000

struct reading {
    const char *texts[ROW_CELLS]; /* "" where there is no cell, or one that is too long */
    const struct row_settings *settings;
    const struct draft_context *context;
    struct arena *arena;
    struct course_draft draft;
    struct life_wish life;
    struct findings *findings;
};

static void find(struct reading *reading, enum field field, enum reason reason)
{
    findings_add(reading->findings, field, reason, NULL);
}

static bool found(const struct findings *findings, enum field field)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].field == field)
            return true;
    return false;
}

static void take_cells(struct reading *reading, const char *const cells[ROW_CELLS])
{
    for (int field = FIELD_COURSE_ID; field < ROW_CELLS; field++) {
        reading->texts[field] = cell_or_empty(cells[field]);
        if (strnlen(reading->texts[field], CELL_BYTES + 1) > CELL_BYTES) {
            find(reading, (enum field)field, REASON_CELL_TOO_LONG);
            reading->texts[field] = "";
        }
    }
}

static const char *text_of(struct reading *reading, enum field field)
{
    return cell_clean(reading->arena, reading->texts[field]);
}

/* In lower case as far as it is ASCII: ids and codes are. */
static const char *lower(struct reading *reading, const char *text)
{
    char *copy = arena_string(reading->arena, text, strlen(text));
    for (char *at = copy; at && *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            *at = (char)(*at | 0x20);
    return cell_or_empty(copy);
}

static void read_ids(struct reading *reading)
{
    struct course_content *content = &reading->draft.content;
    const char *id = text_of(reading, FIELD_COURSE_ID);
    content->igot_id = text_of(reading, FIELD_IGOT_ID);
    content->language_version_of = text_of(reading, FIELD_LANGUAGE_VERSION_OF);
    bool unread = found(reading->findings, FIELD_COURSE_ID) || found(reading->findings, FIELD_IGOT_ID);
    reading->draft.course_id = *id ? id : lower(reading, content->igot_id);
    if (unread)
        return;
    if (*reading->draft.course_id == '\0')
        find(reading, FIELD_COURSE_ID, REASON_COURSE_ID_MISSING);
    else if (!course_id_is_fine(reading->draft.course_id))
        find(reading, FIELD_COURSE_ID, REASON_COURSE_ID_FORM);
}

static int read_word(struct reading *reading, enum field field, enum words words, enum reason unknown)
{
    int value = words_find(words, reading->texts[field], reading->arena);
    if (value != CELL_WORD_UNKNOWN)
        return value;
    find(reading, field, unknown);
    return 0;
}

static void read_words(struct reading *reading)
{
    int kind = read_word(reading, FIELD_KIND, WORDS_KIND, REASON_KIND_UNKNOWN);
    int state = read_word(reading, FIELD_STATE, WORDS_STATE, REASON_LIFE_STATE);
    reading->draft.content.kind = kind ? (unsigned)kind : 1; /* Course */
    reading->life.state = state ? (enum life_state)state : reading->settings->state;
    if (reading->life.state == LIFE_NONE)
        reading->life.state = LIFE_DRAFT;
}

/* Title and description in one language, where one of them is said. A title that is missing beside a description is for
 * course_check() to find. */
static void read_text(struct reading *reading, const char *language, enum field title, enum field description,
                      struct course_text *texts)
{
    struct course_text text = {language, reading->texts[title], reading->texts[description]};
    bool said = *cell_clean(reading->arena, text.title) || *cell_clean(reading->arena, text.description) ||
                found(reading->findings, title) || found(reading->findings, description);
    if (said)
        texts[reading->draft.content.text_count++] = text;
}

static int read_texts(struct reading *reading)
{
    struct course_content *content = &reading->draft.content;
    struct course_text *texts = arena_zalloc(reading->arena, 2, sizeof *texts);
    if (!texts)
        return error_raise("no room for texts");
    content->texts = texts;
    read_text(reading, "en", FIELD_TITLE_EN, FIELD_DESCRIPTION_EN, texts);
    read_text(reading, "hi", FIELD_TITLE_HI, FIELD_DESCRIPTION_HI, texts);
    if (content->text_count == 0) {
        texts[content->text_count++] = (struct course_text){"en", "", ""};
        find(reading, FIELD_TITLE_EN, REASON_TITLE_MISSING);
    }
    return 0;
}

/* The values of a cell. */
static int split(struct reading *reading, enum field field, const char ***values, size_t *count)
{
    size_t most = 1;
    *count = 0;
    for (const char *at = reading->texts[field]; *at; at++)
        most += *at == '|' || *at == ';';
    *values = arena_zalloc(reading->arena, most, sizeof **values);
    if (!*values)
        return error_raise("no room for the values of a cell");
    *count = cell_split(reading->arena, reading->texts[field], *values, most);
    return 0;
}

static int read_strings(struct reading *reading, enum field field, struct course_strings *strings)
{
    const char **values;
    size_t count;
    int result = split(reading, field, &values, &count);
    if (result == 0)
        *strings = (struct course_strings){values, count};
    return result;
}

static int read_languages(struct reading *reading)
{
    struct course_content *content = &reading->draft.content;
    const char **values;
    size_t count;
    int result = split(reading, FIELD_LANGUAGES, &values, &count);
    if (result)
        return result;
    for (size_t i = 0; i < count; i++)
        values[i] = lower(reading, values[i]);
    content->languages = (struct course_strings){values, count};
    content->original_language = lower(reading, text_of(reading, FIELD_ORIGINAL_LANGUAGE));
    return 0;
}

/* Names become codes; what is in no list stays as it is, and is found unknown. */
static int read_codes(struct reading *reading, enum field field, enum master_list list, size_t most,
                      struct course_strings *codes)
{
    const char **values;
    size_t count;
    int result = split(reading, field, &values, &count);
    if (result)
        return result;
    for (size_t i = 0; i < count && count <= most; i++) {
        const struct master_entry *entry =
            master_lists_spelling(reading->context->lists, list, values[i], reading->arena);
        if (entry) /* the list's own memory may change: copy */
            values[i] = cell_or_empty(arena_string(reading->arena, entry->code, strlen(entry->code)));
    }
    *codes = (struct course_strings){values, count};
    return 0;
}

static int read_lists(struct reading *reading)
{
    struct course_content *content = &reading->draft.content;
    int result = read_languages(reading);
    if (result == 0)
        result =
            read_codes(reading, FIELD_COMPETENCIES, MASTER_COMPETENCY, COURSE_COMPETENCIES, &content->competencies);
    if (result == 0)
        result = read_codes(reading, FIELD_CADRES, MASTER_CADRE, COURSE_AUDIENCE, &content->cadres);
    if (result == 0)
        result = read_codes(reading, FIELD_TRADES, MASTER_TRADE, COURSE_AUDIENCE, &content->trades);
    return result ? result : read_strings(reading, FIELD_KEYWORDS, &content->keywords);
}

static void read_provider(struct reading *reading)
{
    const char *provider = text_of(reading, FIELD_PROVIDER);
    bool unread = found(reading->findings, FIELD_PROVIDER);
    reading->draft.content.provider = *provider || unread ? provider : cell_or_empty(reading->settings->provider);
}

static uint32_t read_number(struct reading *reading, enum field field, enum reason wrong)
{
    const char *digits = cell_clean_digits(reading->arena, reading->texts[field]);
    uint64_t number = 0;
    if (*digits && !number_parse_u64(digits, MOST_NUMBER, &number))
        find(reading, field, wrong);
    return (uint32_t)number;
}

/* `90`, or `1:30`. Return: whether it is either. */
static bool parse_duration(struct reading *reading, const char *text, uint64_t *minutes)
{
    const char *colon = strchr(text, ':');
    uint64_t hours;
    if (!colon)
        return number_parse_u64(text, MOST_NUMBER, minutes);
    const char *before = arena_string(reading->arena, text, (size_t)(colon - text));
    if (!before || strlen(colon + 1) != 2 || !number_parse_u64(before, MOST_HOURS, &hours) ||
        !number_parse_u64(colon + 1, 59, minutes))
        return false;
    *minutes += 60 * hours;
    return true;
}

static void read_numbers(struct reading *reading)
{
    struct course_content *content = &reading->draft.content;
    const char *duration = cell_clean_digits(reading->arena, reading->texts[FIELD_DURATION]);
    uint64_t minutes = 0;
    if (*duration == '\0' && !found(reading->findings, FIELD_DURATION))
        find(reading, FIELD_DURATION, REASON_DURATION_MISSING);
    else if (*duration && !parse_duration(reading, duration, &minutes))
        find(reading, FIELD_DURATION, REASON_DURATION_FORM);
    content->duration_minutes = (uint32_t)minutes;
    content->level_from = read_number(reading, FIELD_LEVEL_FROM, REASON_LEVEL_RANGE);
    content->level_to = read_number(reading, FIELD_LEVEL_TO, REASON_LEVEL_RANGE);
    content->state_code = read_number(reading, FIELD_STATE_CODE, REASON_STATE_CODE_RANGE);
}

static int32_t read_date(struct reading *reading, enum field field)
{
    const char *clean = text_of(reading, field);
    int32_t days = DATE_NONE;
    if (*clean && date_parse(clean, DATE_DAY_FIRST, &days) != DATE_OK) {
        find(reading, field, REASON_DATE_FORM);
        return DATE_NONE;
    }
    return days;
}

static void read_days(struct reading *reading)
{
    reading->life.live_from = read_date(reading, FIELD_PUBLISHED_ON);
    reading->life.retired_on = read_date(reading, FIELD_RETIRED_ON);
    if (reading->life.live_from == DATE_NONE && !found(reading->findings, FIELD_PUBLISHED_ON))
        reading->life.live_from = reading->settings->published_on;
}

static int read_cells(struct reading *reading)
{
    read_ids(reading);
    read_words(reading);
    read_provider(reading);
    read_numbers(reading);
    read_days(reading);
    int result = read_texts(reading);
    if (result == 0)
        result = read_lists(reading);
    if (result == 0 && reading->arena->failed)
        result = error_raise("no memory to read a row");
    return result;
}

/* Whether nothing can be said of @field because of what could not be read: the original language is one of the
 * languages, the days follow from the state, and the last one from the first. */
static bool depends_on_unread(const struct findings *unread, enum field field)
{
    switch (field) {
    case FIELD_ORIGINAL_LANGUAGE:
        return found(unread, FIELD_LANGUAGES);
    case FIELD_PUBLISHED_ON:
        return found(unread, FIELD_STATE);
    case FIELD_RETIRED_ON:
        return found(unread, FIELD_STATE) || found(unread, FIELD_PUBLISHED_ON);
    default:
        return false;
    }
}

static void add_judged(struct findings *findings, const struct findings *judged)
{
    const struct findings unread = *findings;
    for (size_t i = 0; i < judged->count; i++) {
        const struct finding *finding = &judged->items[i];
        enum field field = (enum field)finding->field;
        if (!found(&unread, field) && !depends_on_unread(&unread, field))
            findings_add(findings, field, finding->reason, finding->detail);
    }
}

/* By column, those of one column in the order in which they were found. */
static void sort(struct findings *findings)
{
    for (size_t i = 1; i < findings->count; i++) {
        const struct finding finding = findings->items[i];
        size_t at = i;
        for (; at > 0 && findings->items[at - 1].field > finding.field; at--)
            findings->items[at] = findings->items[at - 1];
        findings->items[at] = finding;
    }
}

int row_read(const char *const cells[ROW_CELLS], const struct row_settings *settings,
             const struct draft_context *context, struct row *row, struct findings *findings)
{
    struct reading reading = {.settings = settings, .context = context, .arena = context->arena, .findings = findings};
    struct findings judged = {0};
    reading.draft.accept_legacy_looking_text = settings->accept_legacy_looking_text;
    take_cells(&reading, cells);
    int result = read_cells(&reading);
    if (result == 0)
        result = course_check(&reading.draft, COURSE_ALL, context, &row->content, &judged);
    if (result)
        return result;
    life_wish_check(&reading.life, context->day, context->arena, &judged);
    add_judged(findings, &judged);
    sort(findings);
    row->course_id = reading.draft.course_id;
    row->life = reading.life;
    return 0;
}

static const struct course_text *text_in(const struct course_content *content, const char *language)
{
    for (size_t i = 0; i < content->text_count; i++)
        if (strcmp(content->texts[i].language, language) == 0)
            return &content->texts[i];
    return NULL;
}

/* The text of @before as the row leaves it. Return: whether it is left. */
static bool keep_text(const struct course_content *said, const char *const *cells, const struct course_text *before,
                      struct course_text *text)
{
    bool hindi = strcmp(before->language, "hi") == 0, english = strcmp(before->language, "en") == 0;
    const struct course_text *now = text_in(said, before->language);
    *text = now ? *now : *before;
    if (!hindi && !english)
        return true;
    if (now && !cells[hindi ? FIELD_DESCRIPTION_HI : FIELD_DESCRIPTION_EN])
        text->description = before->description;
    return now || !cells[hindi ? FIELD_TITLE_HI : FIELD_TITLE_EN];
}

static int complete_texts(struct course_content *content, const char *const *cells, const struct course_content *before,
                          struct arena *arena)
{
    struct course_text *texts = arena_zalloc(arena, before->text_count + content->text_count, sizeof *texts);
    size_t count = 0;
    if (!texts)
        return error_raise("no room for texts");
    for (size_t i = 0; i < before->text_count; i++)
        count += keep_text(content, cells, &before->texts[i], &texts[count]);
    for (size_t i = 0; i < content->text_count; i++)
        if (!text_in(before, content->texts[i].language))
            texts[count++] = content->texts[i];
    content->texts = texts;
    content->text_count = count;
    return 0;
}

static bool is_among(const struct course_strings *strings, const char *text)
{
    for (size_t i = 0; i < strings->count; i++)
        if (strcmp(strings->items[i], text) == 0)
            return true;
    return false;
}

/* Fields of a content that have a column of their own, and can be left out. */
static unsigned fields_without_column(const char *const *cells)
{
    static const struct {
        enum field column;
        unsigned field;
    } columns[] = {
        {FIELD_KIND, COURSE_KIND},
        {FIELD_IGOT_ID, COURSE_IGOT_ID},
        {FIELD_COMPETENCIES, COURSE_COMPETENCY_LIST},
        {FIELD_KEYWORDS, COURSE_KEYWORD_LIST},
        {FIELD_STATE_CODE, COURSE_STATE_CODE},
        {FIELD_LANGUAGE_VERSION_OF, COURSE_VERSION_OF},
    };
    unsigned fields = COURSE_MODULE_LIST | COURSE_PART_LIST;
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++)
        if (!cells[columns[i].column])
            fields |= columns[i].field;
    return fields;
}

int row_complete(struct row *row, const char *const cells[ROW_CELLS], const struct course_content *before,
                 struct arena *arena)
{
    struct course_content *content = &row->content;
    course_content_take(content, before, fields_without_column(cells));
    if (!cells[FIELD_ORIGINAL_LANGUAGE] && is_among(&content->languages, before->original_language))
        content->original_language = before->original_language;
    if (!cells[FIELD_CADRES])
        content->cadres = before->cadres;
    if (!cells[FIELD_TRADES])
        content->trades = before->trades;
    if (!cells[FIELD_LEVEL_FROM])
        content->level_from = before->level_from;
    if (!cells[FIELD_LEVEL_TO])
        content->level_to = before->level_to;
    return complete_texts(content, cells, before, arena);
}
