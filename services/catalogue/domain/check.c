/*
 * check - from what is said of a course to a content that may be stored. Every function looks at one field: it adds
 * what is wrong to the findings, or puts the clean value into the content.
 */
#include "base/error.h"
#include "base/legacy.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/draft.h"
#include "domain/language.h"

#include <string.h>

#define LEGACY_BYTES LIMIT_NAME_BYTES /* of a longer text only the beginning is read for a legacy font */

struct checking {
    const struct course_draft *draft;
    const struct draft_context *context;
    struct course_content *content;
    struct findings *findings;
};

static struct arena *arena_of(const struct checking *checking)
{
    return checking->context->arena;
}

static void find(const struct checking *checking, enum field field, enum reason reason, const char *detail)
{
    findings_add(checking->findings, field, reason, detail);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* Clean, "" for NULL and past the arena's cap. */
static const char *clean(const struct checking *checking, const char *text)
{
    return text && *text ? or_empty(text_clean(arena_of(checking), text)) : "";
}

/* What a save in the wrong encoding leaves of Devanagari: U+FFFD, question marks in a row, or nothing beside them. A
 * title may well end with a question mark, or with three. */
static bool destroyed(const char *text)
{
    bool letter = false;
    const char *at = text;
    for (uint32_t point = text_next(&at); point && !letter; point = text_next(&at))
        letter = text_is_letter(point);
    return strstr(text, "\xEF\xBF\xBD") || strstr(text, "????") || (!letter && strchr(text, '?'));
}

/* The text in Unicode where it, or the beginning of a long one, is Kruti Dev. */
static const char *legacy(const struct checking *checking, const char *text)
{
    size_t length = strlen(text);
    if (length > LEGACY_BYTES) {
        length = LEGACY_BYTES;
        while (length > 0 && text[length] != ' ')
            length--;
        text = arena_string(arena_of(checking), text, length);
    }
    return text ? legacy_detect_prose(arena_of(checking), text) : NULL;
}

/* A title or a description, clean. */
static const char *prose(const struct checking *checking, enum field field, const char *given, size_t most,
                         enum reason too_long)
{
    const char *text = clean(checking, given);
    if (strlen(text) > most) {
        find(checking, field, too_long, NULL);
        return "";
    }
    if (destroyed(text))
        find(checking, field, REASON_TEXT_DESTROYED, NULL);
    const char *unicode = checking->draft->accept_legacy_looking_text ? NULL : legacy(checking, text);
    if (unicode)
        find(checking, field, REASON_LEGACY_FONT, unicode);
    return text;
}

static enum field field_of(const char *language, enum field english, enum field hindi)
{
    if (strcmp(language, "en") == 0)
        return english;
    return strcmp(language, "hi") == 0 ? hindi : FIELD_TEXTS;
}

static void check_text(const struct checking *checking, const struct course_text *given, struct course_text *text)
{
    text->language = or_empty(given->language);
    enum field title = field_of(text->language, FIELD_TITLE_EN, FIELD_TITLE_HI);
    enum field description = field_of(text->language, FIELD_DESCRIPTION_EN, FIELD_DESCRIPTION_HI);
    if (language_number(text->language) == 0)
        find(checking, FIELD_TEXTS, REASON_LANGUAGE_UNKNOWN, NULL);
    text->title = prose(checking, title, given->title, COURSE_TITLE_BYTES, REASON_TITLE_TOO_LONG);
    if (*clean(checking, given->title) == '\0')
        find(checking, title, REASON_TITLE_MISSING, NULL);
    text->description =
        prose(checking, description, given->description, COURSE_DESCRIPTION_BYTES, REASON_DESCRIPTION_TOO_LONG);
}

static int check_texts(const struct checking *checking)
{
    const struct course_content *given = &checking->draft->content;
    if (given->text_count == 0 || given->text_count > COURSE_LANGUAGES) {
        find(checking, FIELD_TEXTS, REASON_TEXT_COUNT, NULL);
        return 0;
    }
    struct course_text *texts = arena_zalloc(arena_of(checking), given->text_count, sizeof *texts);
    if (!texts)
        return error_raise("no room for texts");
    for (size_t i = 0; i < given->text_count; i++) {
        check_text(checking, &given->texts[i], &texts[i]);
        for (size_t k = 0; k < i; k++)
            if (strcmp(texts[i].language, texts[k].language) == 0)
                find(checking, FIELD_TEXTS, REASON_LANGUAGE_TWICE, NULL);
    }
    checking->content->texts = texts;
    checking->content->text_count = given->text_count;
    return 0;
}

static bool holds(const char *const *items, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i], text) == 0)
            return true;
    return false;
}

static int check_languages(const struct checking *checking)
{
    const struct course_strings *given = &checking->draft->content.languages;
    if (given->count == 0)
        find(checking, FIELD_LANGUAGES, REASON_LANGUAGES_MISSING, NULL);
    if (given->count > COURSE_LANGUAGES)
        find(checking, FIELD_LANGUAGES, REASON_LANGUAGE_COUNT, NULL);
    for (size_t i = 0; i < given->count && given->count <= COURSE_LANGUAGES; i++) {
        if (language_number(or_empty(given->items[i])) == 0)
            find(checking, FIELD_LANGUAGES, REASON_LANGUAGE_UNKNOWN, NULL);
        else if (holds(given->items, i, given->items[i]))
            find(checking, FIELD_LANGUAGES, REASON_LANGUAGE_TWICE, NULL);
    }
    checking->content->languages = *given;
    return 0;
}

static void check_original(const struct checking *checking)
{
    const struct course_strings *languages = &checking->draft->content.languages;
    const char *original = or_empty(checking->draft->content.original_language);
    if (*original == '\0' && languages->count > 0)
        original = or_empty(languages->items[0]);
    else if (*original && !holds(languages->items, languages->count, original))
        find(checking, FIELD_ORIGINAL_LANGUAGE, REASON_ORIGINAL_LANGUAGE, NULL);
    checking->content->original_language = original;
}

static void check_version_of(const struct checking *checking)
{
    const char *other = or_empty(checking->draft->content.language_version_of);
    if (*other && !course_id_is_fine(other))
        find(checking, FIELD_LANGUAGE_VERSION_OF, REASON_COURSE_ID_FORM, NULL);
    else if (*other && strcmp(other, or_empty(checking->draft->course_id)) == 0)
        find(checking, FIELD_LANGUAGE_VERSION_OF, REASON_VERSION_OF_ITSELF, NULL);
    checking->content->language_version_of = other;
}

static void check_provider(const struct checking *checking)
{
    const char *provider = clean(checking, checking->draft->content.provider);
    checking->content->provider = provider;
    checking->content->provider_code = "";
    if (*provider == '\0') {
        find(checking, FIELD_PROVIDER, REASON_PROVIDER_MISSING, NULL);
    } else if (strlen(provider) > LIMIT_NAME_BYTES) {
        find(checking, FIELD_PROVIDER, REASON_TEXT_TOO_LONG, NULL);
    } else if (destroyed(provider)) {
        find(checking, FIELD_PROVIDER, REASON_TEXT_DESTROYED, NULL);
    } else {
        const struct master_entry *entry =
            master_lists_spelling(checking->context->lists, MASTER_PROVIDER, provider, arena_of(checking));
        if (entry && master_entry_valid(entry, checking->context->day)) /* the list's own memory may change: copy */
            checking->content->provider_code = or_empty(arena_printf(arena_of(checking), "%s", entry->code));
    }
}

static int check_module(const struct checking *checking, const struct course_module *given,
                        struct course_module *module)
{
    struct course_module_title *titles = arena_zalloc(arena_of(checking), COURSE_LANGUAGES, sizeof *titles);
    if (!titles)
        return error_raise("no room for a module");
    *module = *given;
    module->titles = titles;
    module->module_id = or_empty(given->module_id);
    if (!course_id_is_fine(module->module_id))
        find(checking, FIELD_MODULES, REASON_MODULE_ID_FORM, NULL);
    if (given->duration_minutes > COURSE_MODULE_MINUTES)
        find(checking, FIELD_MODULES, REASON_DURATION_RANGE, NULL);
    if (given->title_count == 0)
        find(checking, FIELD_MODULES, REASON_TITLE_MISSING, NULL);
    if (given->title_count > COURSE_LANGUAGES)
        find(checking, FIELD_MODULES, REASON_TEXT_COUNT, NULL);
    for (size_t i = 0; i < given->title_count && given->title_count <= COURSE_LANGUAGES; i++) {
        titles[i].language = or_empty(given->titles[i].language);
        titles[i].text = prose(checking, FIELD_MODULES, given->titles[i].text, LIMIT_NAME_BYTES, REASON_TEXT_TOO_LONG);
        if (*clean(checking, given->titles[i].text) == '\0')
            find(checking, FIELD_MODULES, REASON_TITLE_MISSING, NULL);
        if (language_number(titles[i].language) == 0)
            find(checking, FIELD_MODULES, REASON_LANGUAGE_UNKNOWN, NULL);
        for (size_t k = 0; k < i; k++)
            if (strcmp(titles[i].language, titles[k].language) == 0)
                find(checking, FIELD_MODULES, REASON_LANGUAGE_TWICE, NULL);
    }
    return 0;
}

static int check_modules(const struct checking *checking)
{
    const struct course_content *given = &checking->draft->content;
    if (given->module_count > COURSE_MODULES) {
        find(checking, FIELD_MODULES, REASON_MODULE_COUNT, NULL);
        return 0;
    }
    struct course_module *modules = arena_zalloc(arena_of(checking), given->module_count + 1, sizeof *modules);
    if (!modules)
        return error_raise("no room for modules");
    for (size_t i = 0; i < given->module_count; i++) {
        int result = check_module(checking, &given->modules[i], &modules[i]);
        if (result)
            return result;
        for (size_t k = 0; k < i; k++)
            if (strcmp(modules[i].module_id, modules[k].module_id) == 0)
                find(checking, FIELD_MODULES, REASON_MODULE_TWICE, NULL);
    }
    checking->content->modules = modules;
    checking->content->module_count = given->module_count;
    return 0;
}

static void check_parts(const struct checking *checking)
{
    const struct course_strings *given = &checking->draft->content.parts;
    const char *self = or_empty(checking->draft->course_id);
    if (given->count > COURSE_PARTS)
        find(checking, FIELD_PARTS, REASON_PART_COUNT, NULL);
    for (size_t i = 0; i < given->count && given->count <= COURSE_PARTS; i++) {
        const char *part = or_empty(given->items[i]);
        if (!course_id_is_fine(part))
            find(checking, FIELD_PARTS, REASON_COURSE_ID_FORM, NULL);
        else if (strcmp(part, self) == 0)
            find(checking, FIELD_PARTS, REASON_PARTS_NESTED, self);
        else if (holds(given->items, i, part))
            find(checking, FIELD_PARTS, REASON_PART_TWICE, NULL);
    }
    checking->content->parts = *given;
}

/* A list of codes of a master list. */
struct codes {
    enum master_list list;
    enum field field;
    const struct course_strings *given;
    size_t most;
    enum reason too_many, unknown;
};

static int check_codes(const struct checking *checking, const struct codes *codes, struct course_strings *into)
{
    const struct course_strings *given = codes->given;
    if (given->count > codes->most) {
        find(checking, codes->field, codes->too_many, NULL);
        return 0;
    }
    const char **kept = arena_zalloc(arena_of(checking), given->count + 1, sizeof *kept);
    if (!kept)
        return error_raise("no room for codes");
    into->items = kept;
    into->count = 0;
    for (size_t i = 0; i < given->count; i++) {
        const char *code = or_empty(given->items[i]);
        const struct master_entry *entry = master_lists_code(checking->context->lists, codes->list, code);
        if (!entry)
            find(checking, codes->field, codes->unknown, NULL);
        else if (!master_entry_valid(entry, checking->context->day))
            find(checking, codes->field, REASON_ENTRY_NOT_VALID,
                 *entry->successor ? arena_printf(arena_of(checking), "%s", entry->successor) : "-");
        else if (!holds(kept, into->count, code))
            kept[into->count++] = code;
    }
    return 0;
}

static int check_competencies(const struct checking *checking)
{
    const struct codes codes = {
        .list = MASTER_COMPETENCY,
        .field = FIELD_COMPETENCIES,
        .given = &checking->draft->content.competencies,
        .most = COURSE_COMPETENCIES,
        .too_many = REASON_COMPETENCY_COUNT,
        .unknown = REASON_COMPETENCY_UNKNOWN,
    };
    return check_codes(checking, &codes, &checking->content->competencies);
}

static int check_audience(const struct checking *checking)
{
    const struct course_content *given = &checking->draft->content;
    struct codes cadres = {MASTER_CADRE,    FIELD_CADRES,          &given->cadres,
                           COURSE_AUDIENCE, REASON_AUDIENCE_COUNT, REASON_CADRE_UNKNOWN};
    struct codes trades = {MASTER_TRADE,    FIELD_TRADES,          &given->trades,
                           COURSE_AUDIENCE, REASON_AUDIENCE_COUNT, REASON_TRADE_UNKNOWN};
    if (given->level_from > COURSE_LEVEL_MOST)
        find(checking, FIELD_LEVEL_FROM, REASON_LEVEL_RANGE, NULL);
    if (given->level_to > COURSE_LEVEL_MOST || (given->level_to && given->level_to < given->level_from))
        find(checking, FIELD_LEVEL_TO, REASON_LEVEL_RANGE, NULL);
    checking->content->level_from = given->level_from;
    checking->content->level_to = given->level_to;
    int result = check_codes(checking, &cadres, &checking->content->cadres);
    return result ? result : check_codes(checking, &trades, &checking->content->trades);
}

static void check_igot_id(const struct checking *checking)
{
    const char *id = or_empty(checking->draft->content.igot_id);
    size_t length = 0;
    while ((id[length] >= 'a' && id[length] <= 'z') || (id[length] >= 'A' && id[length] <= 'Z') ||
           (id[length] >= '0' && id[length] <= '9') || id[length] == '-' || id[length] == '_')
        length++;
    if (id[length] != '\0' || length > COURSE_ID_BYTES)
        find(checking, FIELD_IGOT_ID, REASON_IGOT_ID_FORM, NULL);
    checking->content->igot_id = id;
}

static int check_keywords(const struct checking *checking)
{
    const struct course_strings *given = &checking->draft->content.keywords;
    const char **kept = arena_zalloc(arena_of(checking), COURSE_KEYWORDS, sizeof *kept);
    size_t count = 0;
    if (!kept)
        return error_raise("no room for keywords");
    if (given->count > COURSE_KEYWORDS) {
        find(checking, FIELD_KEYWORDS, REASON_KEYWORD_COUNT, NULL);
        return 0;
    }
    for (size_t i = 0; i < given->count; i++) {
        const char *word = clean(checking, given->items[i]);
        bool there = *word == '\0';
        if (strlen(word) > COURSE_KEYWORD_BYTES)
            find(checking, FIELD_KEYWORDS, REASON_KEYWORD_TOO_LONG, NULL);
        for (size_t k = 0; k < count && !there; k++)
            there = text_fold_equal(arena_of(checking), kept[k], word);
        if (!there)
            kept[count++] = word;
    }
    checking->content->keywords = (struct course_strings){kept, count};
    return 0;
}

static void check_numbers(const struct checking *checking, unsigned fields)
{
    const struct course_content *given = &checking->draft->content;
    if (fields & COURSE_KIND && given->kind == COURSE_KIND_NONE)
        find(checking, FIELD_KIND, REASON_KIND_MISSING, NULL);
    if (fields & COURSE_KIND && given->kind > COURSE_KIND_LAST)
        find(checking, FIELD_KIND, REASON_ENUM_UNKNOWN, NULL);
    if (fields & COURSE_DURATION && given->duration_minutes > COURSE_MINUTES)
        find(checking, FIELD_DURATION, REASON_DURATION_RANGE, NULL);
    if (fields & COURSE_STATE_CODE && given->state_code > COURSE_STATE_CODE_MOST)
        find(checking, FIELD_STATE_CODE, REASON_STATE_CODE_RANGE, NULL);
}

static void check_words(const struct checking *checking, unsigned fields)
{
    if (fields & (COURSE_TAKEN_IN | COURSE_ORIGINAL_LANGUAGE))
        check_original(checking);
    if (fields & COURSE_VERSION_OF)
        check_version_of(checking);
    if (fields & COURSE_PROVIDER)
        check_provider(checking);
    if (fields & COURSE_PART_LIST)
        check_parts(checking);
    if (fields & COURSE_IGOT_ID)
        check_igot_id(checking);
}

int course_check(const struct course_draft *draft, unsigned fields, const struct draft_context *context,
                 struct course_content *content, struct findings *findings)
{
    const struct checking checking = {draft, context, content, findings};
    static const struct {
        unsigned field;
        int (*check)(const struct checking *checking);
    } lists[] = {
        {COURSE_TEXTS, check_texts},         {COURSE_TAKEN_IN, check_languages},
        {COURSE_MODULE_LIST, check_modules}, {COURSE_COMPETENCY_LIST, check_competencies},
        {COURSE_FOR, check_audience},        {COURSE_KEYWORD_LIST, check_keywords},
    };
    *content = draft->content;
    check_numbers(&checking, fields);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        int result = fields & lists[i].field ? lists[i].check(&checking) : 0;
        if (result)
            return result;
    }
    check_words(&checking, fields);
    return context->arena->failed ? error_raise("no room to check a course") : 0;
}

void course_check_whole(const struct course_content *content, struct findings *findings)
{
    if (content->text_count > COURSE_LANGUAGES)
        findings_add(findings, FIELD_TEXTS, REASON_TEXT_COUNT, NULL);
    if (content->level_to && content->level_to < content->level_from)
        findings_add(findings, FIELD_LEVEL_TO, REASON_LEVEL_RANGE, NULL);
}

void course_flags(const struct course_content *content, struct findings *flags)
{
    if (*content->provider_code == '\0')
        findings_add(flags, FIELD_PROVIDER, REASON_PROVIDER_UNKNOWN, NULL);
}
