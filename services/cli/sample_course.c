/* sample_course - see sample_course.h. */
#include "sample_course.h"

#include "base/date.h"
#include "base/error.h"

#include <assert.h>
#include <string.h>

#define STREAM_COURSE  5
#define STREAM_TITLE   6
#define STREAM_TOPIC   7
#define STREAM_VERSION 8
#define SPREAD         1000003u /* a prime beyond SAMPLE_MOST_COURSES: multiples of it meet every number once */
#define FIRST_DAY      18537    /* 2020-10-02 */
#define DAYS           1931     /* until 2026-01-15 */
#define UTTAR_PRADESH  " (Uttar Pradesh)", " (उत्तर प्रदेश)"
#define MADE_FOR_STATE 800  /* of 10,000 */
#define HINDI_VERSION  1500 /* of the courses in Hindi, where the one before is there to be a version of */
#define TITLE_ALONE    300  /* have a Hindi title and cannot be taken in Hindi */
#define OTHER_LANGUAGE 250  /* each of the others */
#define COUNT(array)   (sizeof(array) / sizeof((array)[0]))

static const char *const other_languages[] = {"as", "bn", "gu", "kn", "kok", "ml", "mni",
                                              "mr", "ne", "or", "pa", "ta",  "te", "ur"};

uint64_t sample_course_catalogue(const struct sample_course_settings *settings)
{
    return settings->live + settings->drafts + settings->retired;
}

/* Where @number stands when the catalogue is ordered live, draft, retired. */
static uint64_t place_of(const struct sample_course_settings *settings, uint64_t number)
{
    return (number * SPREAD + settings->seed % SPREAD) % sample_course_catalogue(settings);
}

static enum sample_course_state state_of(const struct sample_course_settings *settings, uint64_t number)
{
    uint64_t place;

    if (number >= sample_course_catalogue(settings))
        return SAMPLE_LIVE;
    place = place_of(settings, number);
    if (place < settings->live)
        return SAMPLE_LIVE;
    return place < settings->live + settings->drafts ? SAMPLE_DRAFT : SAMPLE_RETIRED;
}

/* The same share of drafts, retired and refused courses; of the live ones exactly settings->hindi. */
static bool is_in_hindi(const struct sample_course_settings *settings, uint64_t number)
{
    uint64_t place = number < sample_course_catalogue(settings) ? place_of(settings, number) : number;

    if (settings->live == 0)
        return false;
    place %= settings->live; /* those behind the live ones go round again */
    return (place + 1) * settings->hindi / settings->live > place * settings->hindi / settings->live;
}

/* Whether it is the Hindi version of the course just before it. */
static bool is_version(const struct sample_course_settings *settings, uint64_t number)
{
    struct splitmix random = splitmix_of(settings->seed, STREAM_VERSION, number);

    return number > 0 && number < sample_course_catalogue(settings) && state_of(settings, number) == SAMPLE_LIVE &&
           is_in_hindi(settings, number) && state_of(settings, number - 1) == SAMPLE_LIVE &&
           !is_in_hindi(settings, number - 1) && splitmix_chance(&random, HINDI_VERSION);
}

/* Every hundred numbers hold each kind as often as sample_course_kinds says. @ordinal: how many of the kind are before
 * it. */
static unsigned kind_of(uint64_t number, uint64_t *ordinal)
{
    unsigned place = (unsigned)(number % 100 * 37 % 100), first = 0, kind = 0;

    while (place >= first + sample_course_kinds[kind].of_100)
        first += sample_course_kinds[kind++].of_100;
    *ordinal = number / 100 * sample_course_kinds[kind].of_100 + place - first;
    return kind;
}

static const char *word_at(const char *pattern, char letter)
{
    for (const char *at = strchr(pattern, '{'); at; at = strchr(at + 1, '{')) {
        if (at[1] == letter && at[2] == '}')
            return at;
    }
    return NULL;
}

/* @pattern with @text in the place of {letter}. */
static const char *with_word(struct arena *arena, const char *pattern, char letter, const char *text)
{
    const char *at = pattern ? word_at(pattern, letter) : NULL;

    return at && text ? arena_printf(arena, "%.*s%s%s", (int)(at - pattern), pattern, text, at + 3) : pattern;
}

/* What a title is made of. */
struct title {
    const struct sample_form *form;
    const struct sample_audience *audience; /* NULL: none in the title */
    uint64_t part;                          /* from 1; above 1 only where all other titles are used up */
};

static size_t fitting(const struct sample_form *forms, size_t count, unsigned area, size_t wanted,
                      const struct sample_form **form)
{
    size_t found = 0;

    for (size_t i = 0; i < count; i++) {
        if (!(forms[i].areas & area))
            continue;
        if (found++ == wanted && form)
            *form = &forms[i];
    }
    return found;
}

/* Audience number @index of a theme; of everything else any of the lists. */
static const struct sample_audience *audience_of(const struct sample_topic *topic, size_t index)
{
    const struct sample_theme *theme = topic->theme;

    return theme && theme->audiences[0] ? sample_audience_find(theme->audiences[index]) : &sample_audiences[index];
}

static size_t audiences_of(const struct sample_topic *topic)
{
    size_t count = 0;

    if (!topic->theme || !topic->theme->audiences[0])
        return sample_audience_count;
    while (count < COUNT(topic->theme->audiences) && topic->theme->audiences[count])
        count++;
    return count;
}

/* Title number @round of @topic among the courses of @kind: without and with an audience in turn, none twice. */
static struct title title_of(const struct sample_course_kind *kind, const struct sample_topic *topic, uint64_t round,
                             struct splitmix random)
{
    size_t plain = fitting(kind->plain, kind->plain_count, topic->area, 0, NULL);
    size_t forms = fitting(kind->addressed, kind->addressed_count, topic->area, 0, NULL);
    size_t addressed = forms * audiences_of(topic), both = plain < addressed ? plain : addressed, index;
    assert(plain + addressed > 0);
    struct title title = {.part = round / (plain + addressed) + 1};
    bool is_plain;

    round %= plain + addressed;
    is_plain = round < 2 * both ? round % 2 == 0 : plain > addressed;
    index = (size_t)(round < 2 * both ? round / 2 : round - both);
    if (is_plain) {
        fitting(kind->plain, kind->plain_count, topic->area, (index + splitmix_below(&random, plain)) % plain,
                &title.form);
        return title;
    }
    index = (index + splitmix_below(&random, addressed)) % addressed;
    fitting(kind->addressed, kind->addressed_count, topic->area, index % forms, &title.form);
    title.audience = audience_of(topic, index / forms);
    return title;
}

static const char *made_title(struct arena *arena, const char *form, const char *topic, const char *audience,
                              const char *part, uint64_t number)
{
    const char *text = with_word(arena, with_word(arena, form, 'T', topic), 'A', audience);

    return text && number > 1 ? arena_printf(arena, "%s, %s %llu", text, part, (unsigned long long)number) : text;
}

static void give_title(const struct sample_course_settings *settings, struct arena *arena, struct sample_course *course)
{
    const struct sample_lists *lists = settings->lists;
    struct splitmix random = splitmix_of(settings->seed, STREAM_TITLE, course->number);
    const struct sample_topic *topic;
    struct title title;
    uint64_t ordinal, topic_number;

    course->kind = kind_of(course->number, &ordinal);
    topic_number = (ordinal * SPREAD + settings->seed) % lists->topic_count;
    topic = &lists->topics[topic_number];
    title = title_of(&sample_course_kinds[course->kind], topic, ordinal / lists->topic_count,
                     splitmix_of(settings->seed, STREAM_TOPIC, topic_number));
    assert(title.form);
    course->topics[course->topic_count++] = topic;
    if (title.audience)
        course->audiences[course->audience_count++] = title.audience;
    course->title_en =
        made_title(arena, title.form->en, topic->en, title.audience ? title.audience->en : NULL, "Part", title.part);
    course->title_hi =
        made_title(arena, title.form->hi, topic->hi, title.audience ? title.audience->hi : NULL, "भाग", title.part);
    course->of_state = splitmix_chance(&random, MADE_FOR_STATE);
    if (course->of_state && course->title_en && course->title_hi) {
        static const char *const suffixes[] = {UTTAR_PRADESH};

        course->title_en = arena_printf(arena, "%s%s", course->title_en, suffixes[0]);
        course->title_hi = arena_printf(arena, "%s%s", course->title_hi, suffixes[1]);
    }
}

static void give_ids(const struct sample_course_settings *settings, struct splitmix *random, struct arena *arena,
                     struct sample_course *course)
{
    uint64_t key = splitmix_mix(settings->seed << 32 | course->number); /* a bijection: no two alike */
    bool own_id = course->state == SAMPLE_DRAFT || splitmix_chance(random, 500);

    course->course_id = own_id ? arena_printf(arena, "sample-%llu-%llu", (unsigned long long)settings->seed,
                                              (unsigned long long)course->number)
                               : "";
    course->igot_id = course->state == SAMPLE_DRAFT ? "" : arena_printf(arena, "do_11%020llu", (unsigned long long)key);
}

static void add_language(struct sample_course *course, const char *language)
{
    assert(course->language_count < SAMPLE_COURSE_LANGUAGES);
    course->languages[course->language_count++] = language;
}

static void give_languages(struct splitmix *random, bool hindi, struct sample_course *course)
{
    uint64_t how = splitmix_below(random, 100);
    const char *alone = NULL;

    if (hindi) {
        if (how >= 40 && how < 80)
            add_language(course, "en");
        add_language(course, "hi");
        if (how >= 80)
            add_language(course, "en");
    } else if (how < 96) {
        add_language(course, "en");
    } else {
        alone = other_languages[splitmix_below(random, COUNT(other_languages))];
        add_language(course, alone);
    }
    for (size_t i = 0; i < COUNT(other_languages); i++) {
        if (splitmix_chance(random, OTHER_LANGUAGE) && other_languages[i] != alone)
            add_language(course, other_languages[i]);
    }
    course->original_language = "";
    if (splitmix_chance(random, 2000))
        course->original_language = course->languages[splitmix_below(random, course->language_count)];
}

static void give_texts(struct splitmix *random, bool hindi, struct sample_course *course)
{
    static const char *const descriptions[][2] = {
        {"What officials need to know, with examples from daily work and a short test at the end.",
         "कार्मिकों के लिए आवश्यक जानकारी, दैनिक कार्य के उदाहरण और अंत में एक संक्षिप्त परीक्षण।"},
        {"Short lessons, exercises and answers to questions that come up again and again.",
         "छोटे पाठ, अभ्यास और बार-बार पूछे जाने वाले प्रश्नों के उत्तर।"},
        {"The rules, the forms that are used, and how a case is dealt with from beginning to end.",
         "नियम, प्रयोग में आने वाले प्रपत्र और किसी प्रकरण के आरंभ से अंत तक निस्तारण की विधि।"},
    };
    const char *const *description = descriptions[splitmix_below(random, COUNT(descriptions))];
    bool described = splitmix_chance(random, 7000);

    course->description_en = described ? description[0] : "";
    course->description_hi = described && hindi ? description[1] : "";
    if (!hindi && !splitmix_chance(random, TITLE_ALONE))
        course->title_hi = "";
    if (hindi && course->language_count == 1 && splitmix_chance(random, 4000))
        course->title_en = course->description_en = ""; /* made in Hindi and never given another title */
}

static const struct sample_provider *provider_of(const struct sample_lists *lists, const char *code)
{
    for (size_t i = 0; i < lists->provider_count; i++) {
        if (strcmp(lists->providers[i].code, code) == 0)
            return &lists->providers[i];
    }
    return &lists->providers[0];
}

static void give_provider(const struct sample_course_settings *settings, struct splitmix *random,
                          struct sample_course *course)
{
    static const char *const unknown[] = {"Example Computer Centre, Block Road", "उदाहरण जन कल्याण समिति",
                                          "Example Consultants (Training Division)"};
    const struct sample_theme *theme = course->topics[0]->theme;
    const char *code = theme && splitmix_chance(random, 8500)
                           ? theme->provider
                           : sample_general_providers[splitmix_below(random, sample_general_provider_count)];
    const struct sample_provider *provider = provider_of(settings->lists, code);
    uint64_t how = splitmix_below(random, 10);

    course->provider = how < 7 || (how == 7 && !provider->hi[0]) ? provider->en
                       : how == 7                                ? provider->hi
                                                                 : provider->code;
    if (splitmix_chance(random, settings->unknown_provider))
        course->provider = unknown[splitmix_below(random, COUNT(unknown))];
}

/* Further competencies come from the behavioural ones, as they do in life: a course on policing also teaches listening.
 */
static void give_competencies(const struct sample_lists *lists, struct splitmix *random, struct sample_course *course)
{
    size_t wanted = splitmix_chance(random, 4000) ? 1 + splitmix_below(random, SAMPLE_COURSE_TOPICS - 1) : 0;

    for (size_t tries = 0; course->topic_count < 1 + wanted && tries < 64; tries++) {
        const struct sample_topic *other = &lists->topics[splitmix_below(random, lists->topic_count)];
        bool there = false;

        for (size_t i = 0; i < course->topic_count; i++)
            there |= course->topics[i] == other;
        if (!there && other->area == SAMPLE_BEHAVIOURAL)
            course->topics[course->topic_count++] = other;
    }
}

static void give_audience(struct splitmix *random, struct sample_course *course)
{
    static const unsigned levels[][2] = {{1, 5}, {6, 9}, {10, 14}, {12, 0}, {0, 7}};
    const struct sample_topic *topic = course->topics[0];

    if (course->audience_count == 0 && topic->theme && topic->theme->audiences[0] && splitmix_chance(random, 6000)) {
        course->audience_count = audiences_of(topic);
        for (size_t i = 0; i < course->audience_count; i++)
            course->audiences[i] = audience_of(topic, i);
    }
    if (course->audience_count == 0 && splitmix_chance(random, 2000)) {
        const unsigned *span = levels[splitmix_below(random, COUNT(levels))];

        course->level_from = span[0];
        course->level_to = span[1];
    }
}

/* The greater of two draws: more was published in later years. */
static void give_days(struct splitmix *random, struct sample_course *course)
{
    int32_t one = (int32_t)splitmix_below(random, DAYS), other = (int32_t)splitmix_below(random, DAYS);

    course->published_on = course->retired_on = DATE_NONE;
    if (course->state == SAMPLE_DRAFT)
        return;
    course->published_on = FIRST_DAY + (one > other ? one : other);
    if (course->state == SAMPLE_RETIRED) {
        course->published_on = FIRST_DAY + one * 2 / 3;
        course->retired_on = course->published_on + 100 + other / 4;
    }
}

/* A course of its own that is the one before it, in Hindi: what says for whom and about what is that one's. */
static void make_version(const struct sample_course_settings *settings, struct arena *arena,
                         const struct sample_course *original, struct sample_course *course)
{
    struct sample_course version = *original, titled = {.number = original->number};

    give_title(settings, arena, &titled);
    version.number = course->number;
    version.course_id = course->course_id;
    version.igot_id = course->igot_id;
    version.title_en = arena_printf(arena, "%s (Hindi)", original->title_en);
    version.title_hi = titled.title_hi;
    version.description_en = "";
    version.description_hi = course->description_hi;
    version.language_count = 0;
    add_language(&version, "hi");
    version.original_language = "";
    version.language_version_of = sample_course_id(original);
    if (version.published_on < course->published_on)
        version.published_on = course->published_on;
    *course = version;
}

static void make_course(const struct sample_course_settings *settings, uint64_t number, struct arena *arena,
                        struct sample_course *course)
{
    struct splitmix random = splitmix_of(settings->seed, STREAM_COURSE, number);
    bool hindi = is_in_hindi(settings, number);
    const struct sample_course_kind *kind;

    *course = (struct sample_course){.number = number, .state = state_of(settings, number), .language_version_of = ""};
    give_title(settings, arena, course);
    give_ids(settings, &random, arena, course);
    give_languages(&random, hindi, course);
    give_texts(&random, hindi, course);
    give_provider(settings, &random, course);
    give_competencies(settings->lists, &random, course);
    give_audience(&random, course);
    give_days(&random, course);
    kind = &sample_course_kinds[course->kind];
    course->minutes =
        kind->minutes_from + 5 * (unsigned)splitmix_below(&random, (kind->minutes_to - kind->minutes_from) / 5 + 1);
}

int sample_course(const struct sample_course_settings *settings, uint64_t number, struct arena *arena,
                  struct sample_course *course)
{
    struct sample_course original;

    make_course(settings, number, arena, course);
    if (is_version(settings, number)) {
        make_course(settings, number - 1, arena, &original);
        make_version(settings, arena, &original, course);
    }
    return arena->failed ? error_raise("out of memory for a sample course") : 0;
}

const char *sample_course_id(const struct sample_course *course)
{
    return course->course_id[0] ? course->course_id : course->igot_id;
}
