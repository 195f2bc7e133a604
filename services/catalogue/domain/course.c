/* course - see course.h. */
#include "domain/course.h"

#include <string.h>

bool course_id_is_fine(const char *id)
{
    bool inner = false; /* a sign may stand here */
    size_t length = 0;
    for (; id[length]; length++) {
        char at = id[length];
        bool sign = at == '-' || at == '_';
        if (!sign && !(at >= 'a' && at <= 'z') && !(at >= '0' && at <= '9'))
            return false;
        if (sign && !inner)
            return false;
        inner = !sign;
    }
    return inner && length <= COURSE_ID_BYTES;
}

static bool texts_equal(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static bool strings_equal(const struct course_strings *a, const struct course_strings *b)
{
    bool equal = a->count == b->count;
    for (size_t i = 0; i < a->count && equal; i++)
        equal = texts_equal(a->items[i], b->items[i]);
    return equal;
}

static bool course_texts_equal(const struct course_content *a, const struct course_content *b)
{
    bool equal = a->text_count == b->text_count;
    for (size_t i = 0; i < a->text_count && equal; i++)
        equal = texts_equal(a->texts[i].language, b->texts[i].language) &&
                texts_equal(a->texts[i].title, b->texts[i].title) &&
                texts_equal(a->texts[i].description, b->texts[i].description);
    return equal;
}

static bool module_equal(const struct course_module *a, const struct course_module *b)
{
    bool equal = texts_equal(a->module_id, b->module_id) && a->kind == b->kind &&
                 a->duration_minutes == b->duration_minutes && a->is_optional == b->is_optional &&
                 a->title_count == b->title_count;
    for (size_t i = 0; equal && i < a->title_count; i++)
        equal = texts_equal(a->titles[i].language, b->titles[i].language) &&
                texts_equal(a->titles[i].text, b->titles[i].text);
    return equal;
}

static bool modules_equal(const struct course_content *a, const struct course_content *b)
{
    bool equal = a->module_count == b->module_count;
    for (size_t i = 0; i < a->module_count && equal; i++)
        equal = module_equal(&a->modules[i], &b->modules[i]);
    return equal;
}

bool course_content_equal(const struct course_content *a, const struct course_content *b)
{
    return a->kind == b->kind && course_texts_equal(a, b) && strings_equal(&a->languages, &b->languages) &&
           texts_equal(a->original_language, b->original_language) &&
           texts_equal(a->language_version_of, b->language_version_of) && texts_equal(a->provider, b->provider) &&
           a->duration_minutes == b->duration_minutes && modules_equal(a, b) && strings_equal(&a->parts, &b->parts) &&
           strings_equal(&a->competencies, &b->competencies) && strings_equal(&a->cadres, &b->cadres) &&
           strings_equal(&a->trades, &b->trades) && a->level_from == b->level_from && a->level_to == b->level_to &&
           a->state_code == b->state_code && texts_equal(a->igot_id, b->igot_id) &&
           strings_equal(&a->keywords, &b->keywords);
}

static void take_texts(struct course_content *into, const struct course_content *from, unsigned fields)
{
    if (fields & COURSE_TEXTS) {
        into->texts = from->texts;
        into->text_count = from->text_count;
    }
    if (fields & COURSE_TAKEN_IN)
        into->languages = from->languages;
    if (fields & COURSE_ORIGINAL_LANGUAGE)
        into->original_language = from->original_language;
    if (fields & COURSE_VERSION_OF)
        into->language_version_of = from->language_version_of;
    if (fields & COURSE_KEYWORD_LIST)
        into->keywords = from->keywords;
}

static void take_made_of(struct course_content *into, const struct course_content *from, unsigned fields)
{
    if (fields & COURSE_DURATION)
        into->duration_minutes = from->duration_minutes;
    if (fields & COURSE_MODULE_LIST) {
        into->modules = from->modules;
        into->module_count = from->module_count;
    }
    if (fields & COURSE_PART_LIST)
        into->parts = from->parts;
    if (fields & COURSE_COMPETENCY_LIST)
        into->competencies = from->competencies;
}

void course_content_take(struct course_content *into, const struct course_content *from, unsigned fields)
{
    take_texts(into, from, fields);
    take_made_of(into, from, fields);
    if (fields & COURSE_KIND)
        into->kind = from->kind;
    if (fields & COURSE_PROVIDER) {
        into->provider = from->provider;
        into->provider_code = from->provider_code;
    }
    if (fields & COURSE_FOR) {
        into->cadres = from->cadres;
        into->trades = from->trades;
        into->level_from = from->level_from;
        into->level_to = from->level_to;
    }
    if (fields & COURSE_STATE_CODE)
        into->state_code = from->state_code;
    if (fields & COURSE_IGOT_ID)
        into->igot_id = from->igot_id;
}
