/* convert - see convert.h. The numbers of enums are the same on both sides; the assertions below keep it so. */
#include "codec/convert.h"

#include "base/error.h"
#include "domain/draft.h"
#include "domain/life.h"

#include <assert.h>

#define SAME(domain, generated) static_assert((int)(domain) == (int)(KARMAYOGI__CATALOGUE__V1__##generated), #domain)
SAME(LIFE_RETIRED, LIFE_STATE__LIFE_STATE_RETIRED);
SAME(COURSE_KIND_LAST, COURSE_KIND__COURSE_KIND_CASE_STUDY);
SAME(MODULE_KIND_LAST, MODULE_KIND__MODULE_KIND_SESSION);
SAME(REVIEW_RETURN, REVIEW_DECISION__REVIEW_DECISION_RETURN);
SAME(MASTER_TRADE, MASTER_LIST__MASTER_LIST_TRADE);
SAME(AREA_DOMAIN, COMPETENCY_AREA__COMPETENCY_AREA_DOMAIN);

/* protobuf-c never writes through the pointers. */
static char **texts_message(const struct course_strings *strings, size_t *count)
{
    *count = strings->count;
    return (char **)(uintptr_t)strings->items;
}

static struct course_strings strings_of(char **items, size_t count)
{
    return (struct course_strings){(const char *const *)items, count};
}

static bool put_texts(const struct course_content *content, struct arena *arena, CATALOGUE(CourseContent) * message)
{
    message->texts = arena_zalloc(arena, content->text_count + 1, sizeof *message->texts);
    CATALOGUE(CourseText) *texts = arena_zalloc(arena, content->text_count + 1, sizeof *texts);
    if (!message->texts || !texts)
        return false;
    for (size_t i = 0; i < content->text_count; i++) {
        karmayogi__catalogue__v1__course_text__init(&texts[i]);
        texts[i].language = convert_text(content->texts[i].language);
        texts[i].title = convert_text(content->texts[i].title);
        texts[i].description = convert_text(content->texts[i].description);
        message->texts[i] = &texts[i];
    }
    message->n_texts = content->text_count;
    return true;
}

static CATALOGUE(Module) * module_message(const struct course_module *module, struct arena *arena)
{
    CATALOGUE(Module) *message = arena_alloc(arena, sizeof *message);
    CORE(LocalizedText) *titles = arena_zalloc(arena, module->title_count + 1, sizeof *titles);
    CORE(LocalizedText) **pointers = arena_zalloc(arena, module->title_count + 1, sizeof *pointers);
    if (!message || !titles || !pointers)
        return NULL;
    karmayogi__catalogue__v1__module__init(message);
    message->module_id = convert_text(module->module_id);
    message->kind = (CATALOGUE(ModuleKind))module->kind;
    message->duration_minutes = module->duration_minutes;
    message->is_optional = module->is_optional;
    for (size_t i = 0; i < module->title_count; i++) {
        karmayogi__core__v1__localized_text__init(&titles[i]);
        titles[i].language = convert_text(module->titles[i].language);
        titles[i].text = convert_text(module->titles[i].text);
        pointers[i] = &titles[i];
    }
    message->titles = pointers;
    message->n_titles = module->title_count;
    return message;
}

static bool put_modules(const struct course_content *content, struct arena *arena, CATALOGUE(CourseContent) * message)
{
    message->modules = arena_zalloc(arena, content->module_count + 1, sizeof *message->modules);
    if (!message->modules)
        return false;
    for (size_t i = 0; i < content->module_count; i++)
        if (!(message->modules[i] = module_message(&content->modules[i], arena)))
            return false;
    message->n_modules = content->module_count;
    return true;
}

static bool put_audience(const struct course_content *content, struct arena *arena, CATALOGUE(CourseContent) * message)
{
    if (content->cadres.count + content->trades.count + content->level_from + content->level_to == 0)
        return true;
    CATALOGUE(Audience) *audience = arena_alloc(arena, sizeof *audience);
    if (!audience)
        return false;
    karmayogi__catalogue__v1__audience__init(audience);
    audience->cadre_codes = texts_message(&content->cadres, &audience->n_cadre_codes);
    audience->trade_codes = texts_message(&content->trades, &audience->n_trade_codes);
    audience->level_from = content->level_from;
    audience->level_to = content->level_to;
    message->audience = audience;
    return true;
}

CATALOGUE(CourseContent) * convert_content_message(const struct course_content *content, struct arena *arena)
{
    CATALOGUE(CourseContent) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__catalogue__v1__course_content__init(message);
    message->kind = (CATALOGUE(CourseKind))content->kind;
    message->languages = texts_message(&content->languages, &message->n_languages);
    message->original_language = convert_text(content->original_language);
    message->language_version_of = convert_text(content->language_version_of);
    message->provider = convert_text(content->provider);
    message->provider_code = convert_text(content->provider_code);
    message->duration_minutes = content->duration_minutes;
    message->part_course_ids = texts_message(&content->parts, &message->n_part_course_ids);
    message->competency_codes = texts_message(&content->competencies, &message->n_competency_codes);
    message->state_code = content->state_code;
    message->igot_id = convert_text(content->igot_id);
    message->keywords = texts_message(&content->keywords, &message->n_keywords);
    return put_texts(content, arena, message) && put_modules(content, arena, message) &&
                   put_audience(content, arena, message)
               ? message
               : NULL;
}

static int take_texts(const CATALOGUE(CourseContent) * message, struct arena *arena, struct course_content *content)
{
    struct course_text *texts = arena_zalloc(arena, message->n_texts + 1, sizeof *texts);
    if (!texts)
        return error_raise("no room for texts");
    for (size_t i = 0; i < message->n_texts; i++)
        texts[i] =
            (struct course_text){message->texts[i]->language, message->texts[i]->title, message->texts[i]->description};
    content->texts = texts;
    content->text_count = message->n_texts;
    return 0;
}

static int take_module(const CATALOGUE(Module) * message, struct arena *arena, struct course_module *module)
{
    struct course_module_title *titles = arena_zalloc(arena, message->n_titles + 1, sizeof *titles);
    if (!titles)
        return error_raise("no room for a module");
    for (size_t i = 0; i < message->n_titles; i++)
        titles[i] = (struct course_module_title){message->titles[i]->language, message->titles[i]->text};
    *module = (struct course_module){
        .module_id = message->module_id,
        .kind = (unsigned)message->kind,
        .titles = titles,
        .title_count = message->n_titles,
        .duration_minutes = message->duration_minutes,
        .is_optional = message->is_optional,
    };
    return 0;
}

static int take_modules(const CATALOGUE(CourseContent) * message, struct arena *arena, struct course_content *content)
{
    struct course_module *modules = arena_zalloc(arena, message->n_modules + 1, sizeof *modules);
    if (!modules)
        return error_raise("no room for modules");
    for (size_t i = 0; i < message->n_modules; i++) {
        int result = take_module(message->modules[i], arena, &modules[i]);
        if (result)
            return result;
    }
    content->modules = modules;
    content->module_count = message->n_modules;
    return 0;
}

int convert_content(const CATALOGUE(CourseContent) * message, struct arena *arena, struct course_content *content)
{
    *content = (struct course_content){
        .kind = (unsigned)message->kind,
        .languages = strings_of(message->languages, message->n_languages),
        .original_language = message->original_language,
        .language_version_of = message->language_version_of,
        .provider = message->provider,
        .provider_code = message->provider_code,
        .duration_minutes = message->duration_minutes,
        .parts = strings_of(message->part_course_ids, message->n_part_course_ids),
        .competencies = strings_of(message->competency_codes, message->n_competency_codes),
        .state_code = message->state_code,
        .igot_id = message->igot_id,
        .keywords = strings_of(message->keywords, message->n_keywords),
    };
    if (message->audience) {
        content->cadres = strings_of(message->audience->cadre_codes, message->audience->n_cadre_codes);
        content->trades = strings_of(message->audience->trade_codes, message->audience->n_trade_codes);
        content->level_from = message->audience->level_from;
        content->level_to = message->audience->level_to;
    }
    int result = take_texts(message, arena, content);
    return result ? result : take_modules(message, arena, content);
}

static CATALOGUE(Lifecycle) * life_message(const struct lifecycle *life, struct arena *arena)
{
    bool failed = false;
    CATALOGUE(Lifecycle) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__catalogue__v1__lifecycle__init(message);
    message->state = (CATALOGUE(LifeState))life->state;
    message->staged_state = (CATALOGUE(LifeState))life->staged_state;
    message->edition = life->edition;
    message->live_from = convert_date_message(life->live_from, arena, &failed);
    message->edition_from = convert_date_message(life->edition_from, arena, &failed);
    message->retired_on = convert_date_message(life->retired_on, arena, &failed);
    message->remark = convert_text(life->remark);
    message->changed_at_ms = life->changed_at_ms;
    return failed ? NULL : message;
}

static bool put_flags(const struct course_content *content, struct arena *arena, CATALOGUE(Course) * message)
{
    struct findings flags = {0};
    course_flags(content, &flags);
    message->flags = arena_zalloc(arena, FINDINGS_MOST, sizeof *message->flags);
    for (size_t i = 0; i < flags.count && message->flags; i++)
        message->flags[message->n_flags++] = convert_text(reason_word((enum reason)flags.items[i].reason));
    return message->flags;
}

CATALOGUE(Course) * convert_course_message(const struct course *course, bool for_caller, uint32_t total_minutes,
                                           bool with_staged, struct arena *arena)
{
    CATALOGUE(Course) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__catalogue__v1__course__init(message);
    message->course_id = convert_text(course->id);
    message->version = course->version;
    message->life = life_message(&course->life, arena);
    message->content = convert_content_message(&course->content, arena);
    if (with_staged && course_has_staged(course) &&
        !(message->staged = convert_content_message(&course->staged, arena)))
        return NULL;
    if (for_caller) {
        message->total_duration_minutes = total_minutes;
        if (!put_flags(&course->content, arena, message))
            return NULL;
    }
    return message->life && message->content ? message : NULL;
}

static bool take_life(const CATALOGUE(Lifecycle) * message, struct lifecycle *life)
{
    *life = (struct lifecycle){
        .state = (enum life_state)message->state,
        .staged_state = (enum life_state)message->staged_state,
        .edition = message->edition,
        .remark = message->remark,
        .changed_at_ms = message->changed_at_ms,
    };
    return (int)message->state > LIFE_NONE && (int)message->state < LIFE_COUNT &&
           convert_date(message->live_from, &life->live_from) == CONVERT_DATE_OK &&
           convert_date(message->edition_from, &life->edition_from) == CONVERT_DATE_OK &&
           convert_date(message->retired_on, &life->retired_on) == CONVERT_DATE_OK;
}

int convert_course(const CATALOGUE(Course) * message, struct arena *arena, struct course *course)
{
    *course = (struct course){.id = message->course_id, .version = message->version};
    if (!message->life || !message->content || !take_life(message->life, &course->life) ||
        (course_has_staged(course) && !message->staged))
        return error_raise("a course cannot be read");
    int result = convert_content(message->content, arena, &course->content);
    if (result == 0 && message->staged)
        result = convert_content(message->staged, arena, &course->staged);
    return result;
}

CATALOGUE(MasterEntry) * convert_master_entry_message(const struct master_entry *entry, struct arena *arena)
{
    bool failed = false;
    const struct course_strings aliases = {entry->aliases, entry->alias_count},
                                designations = {entry->designation_codes, entry->designation_count};
    CATALOGUE(MasterEntry) *message = arena_alloc(arena, sizeof *message);
    if (!message)
        return NULL;
    karmayogi__catalogue__v1__master_entry__init(message);
    message->code = convert_text(entry->code);
    message->name_en = convert_text(entry->name_en);
    message->name_hi = convert_text(entry->name_hi);
    message->aliases = texts_message(&aliases, &message->n_aliases);
    message->area = (CATALOGUE(CompetencyArea))entry->area;
    message->theme_code = convert_text(entry->theme_code);
    message->designation_codes = texts_message(&designations, &message->n_designation_codes);
    message->valid_from = convert_date_message(entry->valid_from, arena, &failed);
    message->valid_to = convert_date_message(entry->valid_to, arena, &failed);
    message->successor = convert_text(entry->successor);
    return failed ? NULL : message;
}

enum reason convert_master_entry(const CATALOGUE(MasterEntry) * message, struct master_entry *entry)
{
    *entry = (struct master_entry){
        .code = message->code,
        .name_en = message->name_en,
        .name_hi = message->name_hi,
        .aliases = (const char *const *)message->aliases,
        .alias_count = message->n_aliases,
        .area = (enum competency_area)message->area,
        .theme_code = message->theme_code,
        .designation_codes = (const char *const *)message->designation_codes,
        .designation_count = message->n_designation_codes,
        .successor = message->successor,
    };
    if (message->n_aliases > MASTER_ALIASES)
        return REASON_ALIAS_COUNT;
    if (message->n_designation_codes > MASTER_DESIGNATIONS)
        return REASON_DESIGNATION_COUNT;
    if (convert_date(message->valid_from, &entry->valid_from) != CONVERT_DATE_OK ||
        convert_date(message->valid_to, &entry->valid_to) != CONVERT_DATE_OK)
        return REASON_DATE_FORM;
    return REASON_NONE;
}
