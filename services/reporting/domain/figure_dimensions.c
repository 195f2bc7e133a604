/*
 * figure_dimensions - how a value of each dimension is placed, coded, named and found; see figure_table.h. Values that
 * never change are named in figure_words.c; all others by the feeds.
 */
#include "domain/figure_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH(array) (sizeof(array) / sizeof(array)[0])
#define ENTRY         const struct figure_dimension_entry *entry
#define VIEW          const struct figure_view *view

static bool set_key(struct figure_key *key, const char *code, const char *name_en, const char *name_hi)
{
    key->code = code;
    key->name_en = name_en && name_en[0] ? name_en : code;
    key->name_hi = name_hi && name_hi[0] ? name_hi : key->name_en;
    return code != NULL;
}

/* Numbers with fixed names. A number that this program does not know is not said. */

static uint32_t place_word(ENTRY, VIEW, uint32_t value)
{
    (void)view;
    return value < entry->words->count ? value : 0;
}

static bool key_word(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    (void)view;
    return set_key(key, arena_printf(arena, "%u", place), entry->words->list[place].en, entry->words->list[place].hi);
}

static uint32_t find_word(ENTRY, VIEW, const char *code)
{
    (void)view;
    char text[12];
    uint32_t value = (uint32_t)strtoul(code, NULL, 10);
    snprintf(text, sizeof text, "%u", value);
    return value < entry->words->count && strcmp(text, code) == 0 ? value : FIGURE_OUTSIDE;
}

#define WORDS(words_) .words = &figure_##words_, .place = place_word, .key = key_word, .find = find_word

static bool has_area(VIEW, uint32_t value, uint32_t found, const char *code)
{
    (void)view, (void)code;
    return value >> found & 1;
}

/* Organisations */

static uint32_t place_organisation(ENTRY, VIEW, uint32_t value)
{
    (void)entry;
    return view->child_place[value];
}

static bool key_organisation(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    (void)entry, (void)arena;
    if (place == 0) {
        *key = (struct figure_key){"", "The organisation itself", "संगठन स्वयं"};
        return true;
    }
    const struct model_organisation *organisation = &view->officials->organisations[view->children[place] - 1];
    key->code = organisation->id;
    key->name_en = organisation->name_en;
    key->name_hi = organisation->name_hi;
    return true;
}

static uint32_t find_organisation(ENTRY, VIEW, const char *code)
{
    (void)entry;
    uint32_t ordinal = model_find(view->officials, code);
    return ordinal ? ordinal : FIGURE_OUTSIDE;
}

/* What is below follows when all codes are marked. */
static bool is_organisation(VIEW, uint32_t value, uint32_t found, const char *code)
{
    (void)view, (void)code;
    return value == found;
}

/* Districts and divisions */

static uint32_t place_value(ENTRY, VIEW, uint32_t value)
{
    (void)entry, (void)view;
    return value;
}

static bool key_district(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    (void)entry;
    if (place == 0) {
        *key = (struct figure_key){"", "No district", "कोई जनपद नहीं"};
        return true;
    }
    const struct model_district *district = &view->officials->districts[place - 1];
    const char *code = arena_printf(arena, "%u", district->code);
    *key = (struct figure_key){code, district->name_en ? district->name_en : code,
                               district->name_hi ? district->name_hi : code};
    return code != NULL;
}

static uint32_t find_district(ENTRY, VIEW, const char *code)
{
    (void)entry;
    char text[12];
    for (uint32_t i = 0; i < view->officials->district_count; i++) {
        snprintf(text, sizeof text, "%u", view->officials->districts[i].code);
        if (strcmp(text, code) == 0)
            return i + 1;
    }
    return code[0] ? FIGURE_OUTSIDE : 0;
}

static uint32_t place_division(ENTRY, VIEW, uint32_t value)
{
    (void)entry;
    return value ? view->officials->districts[value - 1].division : 0;
}

/* Codes of a dictionary; place 0 has a code of its own. */

static bool key_entry(const struct dictionary *dictionary, uint32_t place, struct figure_key none,
                      struct figure_key *key)
{
    *key = none;
    if (place == 0)
        return true;
    const struct dictionary_entry *entry = &dictionary->entries[place - 1];
    return set_key(key, entry->code, entry->name_en, entry->name_hi);
}

static uint32_t find_entry(const struct dictionary *dictionary, const char *none, const char *code)
{
    uint32_t place = dictionary_find(dictionary, code);
    return place ? place : strcmp(code, none) == 0 ? 0 : FIGURE_OUTSIDE;
}

static const struct figure_key not_in_list = {"-", "Not in the master list", "मुख्य सूची में नहीं"};
static const struct figure_key no_division = {"", "No division, or not known", "कोई मंडल नहीं, या अज्ञात"};

static bool key_division(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    (void)entry, (void)arena;
    return key_entry(&view->officials->divisions, place, no_division, key);
}

static uint32_t find_division(ENTRY, VIEW, const char *code)
{
    (void)entry;
    return find_entry(&view->officials->divisions, "", code);
}

static bool key_designation(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    (void)entry, (void)arena;
    return key_entry(&view->officials->designations, place, not_in_list, key);
}

static uint32_t find_designation(ENTRY, VIEW, const char *code)
{
    (void)entry;
    return find_entry(&view->officials->designations, "-", code);
}

static bool key_provider(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    (void)entry, (void)arena;
    return key_entry(&view->courses->providers, place, not_in_list, key);
}

static uint32_t find_provider(ENTRY, VIEW, const char *code)
{
    (void)entry;
    return find_entry(&view->courses->providers, "-", code);
}

/* Languages */

static uint32_t place_languages(ENTRY, VIEW, uint32_t value)
{
    (void)entry, (void)view;
    return value - 1; /* every course has a set */
}

static bool key_languages(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    (void)entry;
    const char *code = view->courses->languages.entries[place].code, *name_en = "", *name_hi = "";
    for (const char *at = code; at && name_en && name_hi && *at;) {
        size_t length = strcspn(at, "+");
        struct figure_word word = figure_language(at, length);
        const char *join = at == code ? "" : " + ";
        name_en = word.en ? arena_printf(arena, "%s%s%s", name_en, join, word.en)
                          : arena_printf(arena, "%s%s%.*s", name_en, join, (int)length, at);
        name_hi = word.hi ? arena_printf(arena, "%s%s%s", name_hi, join, word.hi)
                          : arena_printf(arena, "%s%s%.*s", name_hi, join, (int)length, at);
        at += length + (at[length] == '+');
    }
    return name_en && name_hi && set_key(key, code, name_en, name_hi);
}

static uint32_t find_languages(ENTRY, VIEW, const char *code)
{
    (void)entry;
    uint32_t place = dictionary_find(&view->courses->languages, code);
    return place ? place - 1 : FIGURE_OUTSIDE;
}

static bool set_has(const char *set, const char *code)
{
    size_t length = strlen(code);
    for (const char *at = set; *at; at += strcspn(at, "+"), at += *at == '+')
        if (strcspn(at, "+") == length && strncmp(at, code, length) == 0)
            return true;
    return false;
}

static uint32_t find_language(ENTRY, VIEW, const char *code)
{
    (void)entry, (void)view;
    size_t length = strspn(code, "abcdefghijklmnopqrstuvwxyz");
    return code[length] == '\0' && (length == 2 || length == 3) ? 0 : FIGURE_OUTSIDE;
}

static bool has_language(VIEW, uint32_t value, uint32_t found, const char *code)
{
    (void)found;
    return value > 0 && set_has(view->courses->languages.entries[value - 1].code, code);
}

/* Periods. Filters by them are the engine's: it has the days. */

static bool key_period(ENTRY, VIEW, uint32_t place, struct arena *arena, struct figure_key *key)
{
    if (place == 0) {
        *key = (struct figure_key){"before", "Before", "इससे पहले"};
        return true;
    }
    char text[DATE_TEXT_BYTES];
    int year, month;
    const char *code = arena_printf(arena, "%s", period_code(entry->period, view->starts[place], text));
    if (entry->period != PERIOD_MONTH)
        return set_key(key, code, NULL, NULL);
    date_to_civil(view->starts[place], &year, &month, NULL);
    const char *name_en = arena_printf(arena, "%s %d", figure_months[month - 1].en, year);
    const char *name_hi = arena_printf(arena, "%s %d", figure_months[month - 1].hi, year);
    return name_en && name_hi && set_key(key, code, name_en, name_hi);
}

#define OFFICIALS(number_, field_, ...)                                                                                \
    {                                                                                                                  \
        .number = DIMENSION_##number_, .families = FAMILY_OFFICIALS, .field = FIELD_##field_, __VA_ARGS__              \
    }
#define COURSES(number_, field_, ...)                                                                                  \
    {                                                                                                                  \
        .number = DIMENSION_##number_, .families = FAMILY_COURSES, .field = FIELD_##field_, __VA_ARGS__                \
    }
#define TIME(number_, ...)                                                                                             \
    {                                                                                                                  \
        .number = DIMENSION_##number_, .families = FAMILY_OFFICIALS | FAMILY_COURSES, .field = FIELD_TIME,             \
        .period = PERIOD_##number_, .key = key_period, __VA_ARGS__                                                     \
    }

const struct figure_dimension_entry figure_dimensions[] = {
    OFFICIALS(ORGANISATION, ORGANISATION, .place = place_organisation, .key = key_organisation,
              .find = find_organisation, .has = is_organisation, .name_en = "Organisation", .name_hi = "संगठन",
              .definition_en = "The organisations directly below the one asked for, each with everything below it, and "
                               "the officials of the organisation itself. In a filter: with everything below it.",
              .definition_hi = "पूछे गए संगठन के ठीक नीचे के संगठन, हर एक अपने नीचे के सब कुछ के साथ, और स्वयं संगठन के कार्मिक। "
                               "छननी में: उसके नीचे के सब कुछ के साथ।"),
    OFFICIALS(DISTRICT, DISTRICT, .order = ORDER_NUMBER, .place = place_value, .key = key_district,
              .find = find_district, .name_en = "District", .name_hi = "जनपद",
              .definition_en = "The district of the official's post on the day, by LGD code; empty: none.",
              .definition_hi = "उस दिन कार्मिक के पद का जनपद, LGD कोड से; खाली: कोई नहीं।"),
    OFFICIALS(DIVISION, DISTRICT, .order = ORDER_TEXT, .place = place_division, .key = key_division,
              .find = find_division, .name_en = "Division", .name_hi = "मंडल",
              .definition_en = "The division that the list of districts gives the district today; codes are the "
                               "English names; empty: none, or not known.",
              .definition_hi = "जनपदों की सूची में आज उस जनपद का मंडल; कोड अंग्रेज़ी नाम हैं; खाली: कोई नहीं, या अज्ञात।"),
    OFFICIALS(DESIGNATION, DESIGNATION, .order = ORDER_TEXT, .place = place_value, .key = key_designation,
              .find = find_designation, .name_en = "Designation", .name_hi = "पदनाम",
              .definition_en = "The designation of the post on the day, by its code in the master list; -: not in it.",
              .definition_hi = "उस दिन पद का पदनाम, मुख्य सूची के कोड से; -: सूची में नहीं।"),
    OFFICIALS(LEVEL, LEVEL, WORDS(levels), .name_en = "Level", .name_hi = "स्तर",
              .definition_en = "The administrative level that the post had on the day by its designation; 0: none, or "
                               "not known.",
              .definition_hi = "उस दिन पदनाम के अनुसार पद का प्रशासनिक स्तर; 0: कोई नहीं, या अज्ञात।"),
    OFFICIALS(GROUP, GROUP, WORDS(groups), .name_en = "Group", .name_hi = "समूह",
              .definition_en = "The group of the post on the day; 0: not said.",
              .definition_hi = "उस दिन पद का समूह; 0: नहीं बताया।"),
    OFFICIALS(GENDER, GENDER, WORDS(genders), .name_en = "Gender", .name_hi = "लिंग",
              .definition_en = "The gender as declared on the day; 0: not said.",
              .definition_hi = "उस दिन घोषित लिंग; 0: नहीं बताया।"),
    OFFICIALS(CATEGORY, CATEGORY, WORDS(categories), .name_en = "Category", .name_hi = "श्रेणी",
              .definition_en = "The social category as declared on the day; 0: not said.",
              .definition_hi = "उस दिन घोषित सामाजिक श्रेणी; 0: नहीं बताया।"),
    OFFICIALS(ENGAGEMENT, ENGAGEMENT, WORDS(engagements), .name_en = "Engagement", .name_hi = "सेवा का प्रकार",
              .definition_en = "How the official serves on the day; 0: not said.",
              .definition_hi = "उस दिन कार्मिक किस प्रकार सेवा में है; 0: नहीं बताया।"),
    TIME(DAY, .name_en = "Day", .name_hi = "दिन",
         .definition_en = "What the day changed: what came less what went; `before`: what there was until then.",
         .definition_hi = "दिन में क्या बदला: जो आया, उसमें से जो गया वह घटाकर; `before`: तब तक जो था।"),
    TIME(WEEK, .name_en = "Week", .name_hi = "सप्ताह",
         .definition_en = "What the week from Monday to Sunday changed, by its Monday; `before`: what there was until "
                          "then.",
         .definition_hi = "सोमवार से रविवार के सप्ताह में क्या बदला, उसके सोमवार से; `before`: तब तक जो था।"),
    TIME(MONTH, .name_en = "Month", .name_hi = "माह",
         .definition_en = "What the month changed; `before`: what there was until then.",
         .definition_hi = "माह में क्या बदला; `before`: तब तक जो था।"),
    COURSES(COURSE_KIND, COURSE_KIND, WORDS(course_kinds), .name_en = "Kind of course", .name_hi = "पाठ्यक्रम का प्रकार",
            .definition_en = "The kind that the edition of the day says.",
            .definition_hi = "वह प्रकार जो उस दिन का संस्करण बताता है।"),
    COURSES(COURSE_LANGUAGES, COURSE_LANGUAGES, .order = ORDER_TEXT, .place = place_languages, .key = key_languages,
            .find = find_languages, .name_en = "Languages of the course", .name_hi = "पाठ्यक्रम की भाषाएँ",
            .definition_en = "The whole set of languages in which the edition of the day can be taken: each course is "
                             "in one row.",
            .definition_hi = "उन सब भाषाओं का समुच्चय जिनमें उस दिन का संस्करण किया जा सकता है: हर पाठ्यक्रम एक ही पंक्ति में है।"),
    COURSES(AVAILABLE_LANGUAGE, COURSE_LANGUAGES, .only_filter = true, .find = find_language, .has = has_language,
            .name_en = "Available language", .name_hi = "उपलब्ध भाषा",
            .definition_en = "A language in which the edition of the day can be taken. Only to filter by, since a "
                             "course can have several.",
            .definition_hi = "वह भाषा जिसमें उस दिन का संस्करण किया जा सकता है। केवल छननी के लिए, क्योंकि भाषाएँ कई हो सकती हैं।"),
    COURSES(PROVIDER, PROVIDER, .order = ORDER_TEXT, .place = place_value, .key = key_provider, .find = find_provider,
            .name_en = "Provider", .name_hi = "प्रदाता",
            .definition_en = "Who offers the edition of the day, by the code in the master list; -: not in it.",
            .definition_hi = "उस दिन का संस्करण कौन देता है, मुख्य सूची के कोड से; -: सूची में नहीं।"),
    COURSES(COMPETENCY_AREA, COMPETENCY_AREAS, .only_filter = true, WORDS(areas), .has = has_area,
            .name_en = "Area of competency", .name_hi = "दक्षता का क्षेत्र",
            .definition_en = "The area that the list of competencies gives today to a competency of the edition of the "
                             "day. Only to filter by, since a course can have several.",
            .definition_hi = "उस दिन के संस्करण की किसी दक्षता का वह क्षेत्र जो दक्षताओं की सूची आज बताती है। केवल छननी के लिए, "
                             "क्योंकि क्षेत्र कई हो सकते हैं।"),
};
const size_t figure_dimension_count = LENGTH(figure_dimensions);

const struct figure_dimension_entry *figure_dimension_find(int number)
{
    for (size_t i = 0; i < figure_dimension_count; i++)
        if ((int)figure_dimensions[i].number == number)
            return &figure_dimensions[i];
    return NULL;
}
