/* sample_row - see sample_row.h. */
#include "sample_row.h"

#include "base/date.h"
#include "base/error.h"

#include <ctype.h>
#include <string.h>

#define STREAM_SPELLING 3
#define COUNT(array)    (sizeof(array) / sizeof((array)[0]))

static const char *devanagari_digits(struct arena *arena, const char *text)
{
    char *out = arena_alloc(arena, strlen(text) * 3 + 1);
    char *to = out;

    if (!out)
        return NULL;
    for (; *text; text++) {
        if (isdigit((unsigned char)*text)) {
            *to++ = (char)0xE0;
            *to++ = (char)0xA5;
            *to++ = (char)(0xA6 + (*text - '0'));
        } else {
            *to++ = *text;
        }
    }
    *to = '\0';
    return out;
}

static const char *with_case(struct arena *arena, const char *text, int (*change)(int))
{
    char *out = arena_string(arena, text, strlen(text));

    for (char *at = out; at && *at; at++) {
        if (isascii((unsigned char)*at))
            *at = (char)change((unsigned char)*at);
    }
    return out;
}

/* The first blank of the name twice, or followed by a line end: a cell that was wrapped by hand. */
static const char *with_blanks(struct splitmix *random, struct arena *arena, const char *name)
{
    const char *blank = strchr(name, ' ');
    uint64_t how = splitmix_below(random, 1000);

    if (how < 20 && blank)
        return arena_printf(arena, "%.*s \n%s", (int)(blank - name), name, blank + 1);
    if (how < 60 && blank)
        return arena_printf(arena, "%.*s  %s", (int)(blank - name), name, blank + 1);
    if (how < 80)
        return arena_printf(arena, "%s ", name);
    return how < 90 ? arena_printf(arena, " %s", name) : name;
}

static const char *spell_name(struct splitmix *random, struct arena *arena, const struct sample_person *person)
{
    const char *name = splitmix_chance(random, 3000) ? person->name_other : person->name;

    if (!person->hindi && splitmix_chance(random, 1500))
        name = with_case(arena, name, toupper);
    else if (!person->hindi && splitmix_chance(random, 300))
        name = with_case(arena, name, tolower);
    if (name && person->title[0])
        name = arena_printf(arena, "%s %s", person->title, name);
    return name ? with_blanks(random, arena, name) : NULL;
}

static const char *spell_mobile(struct splitmix *random, struct arena *arena, const struct sample_person *person)
{
    const char *mobile = person->mobile;
    uint64_t how = splitmix_below(random, 100);

    if (!mobile[0])
        return "";
    if (person->hindi && splitmix_chance(random, 2000))
        mobile = devanagari_digits(arena, mobile);
    if (!mobile || mobile != person->mobile)
        return mobile;
    if (how < 12)
        return arena_printf(arena, "+91%s", mobile);
    if (how < 20)
        return arena_printf(arena, "+91 %.5s %s", mobile, mobile + 5);
    if (how < 24)
        return arena_printf(arena, "+91-%s", mobile);
    if (how < 34)
        return arena_printf(arena, "0%s", mobile);
    if (how < 42)
        return arena_printf(arena, "%.5s %s", mobile, mobile + 5);
    return how < 46 ? arena_printf(arena, "%.5s-%s", mobile, mobile + 5) : mobile;
}

static const char *spell_date(struct splitmix *random, struct arena *arena, const struct sample_person *person)
{
    uint64_t how = splitmix_below(random, 100);
    char between = how < 55 ? '-' : how < 80 ? '/' : '.';
    const char *text;
    int year, month, day;

    date_to_civil(person->birth_date, &year, &month, &day);
    if (how >= 98) /* what a spreadsheet makes of a date in a cell of numbers */
        return arena_printf(arena, "%d", person->birth_date - date_from_civil(1899, 12, 30));
    text = arena_printf(arena, "%02d%c%02d%c%04d", day, between, month, between, year);
    return text && person->hindi && splitmix_chance(random, 1500) ? devanagari_digits(arena, text) : text;
}

static const char *spell_group(struct splitmix *random, struct arena *arena, const struct sample_person *person)
{
    static const char *const hindi[] = {"समूह क", "समूह ख", "समूह ग", "समूह घ"};
    bool in_hindi = person->hindi && splitmix_chance(random, 6000);

    if (person->group == 'S')
        return in_hindi ? "संविदा" : "Contractual Staff";
    if (person->group == 'O')
        return in_hindi ? "अन्य" : "Others";
    if (in_hindi)
        return hindi[person->group - 'A'];
    if (splitmix_chance(random, 1000))
        return arena_printf(arena, "GROUP %c", person->group);
    return splitmix_chance(random, 500) ? arena_printf(arena, "group %c", tolower(person->group))
                                        : arena_printf(arena, "Group %c", person->group);
}

static const char *spell_gender(struct splitmix *random, const struct sample_person *person)
{
    static const char *const words[][4] = {
        {"Male", "male", "MALE", "पुरुष"},
        {"Female", "female", "FEMALE", "महिला"},
        {"Transgender", "transgender", "TRANSGENDER", "ट्रांसजेंडर"},
    };

    if (person->hindi && splitmix_chance(random, 6000))
        return words[person->gender][3];
    return words[person->gender][splitmix_chance(random, 8000) ? 0 : 1 + splitmix_below(random, 2)];
}

static const char *spell_category(struct splitmix *random, const struct sample_person *person)
{
    static const char *const english[] = {"", "General", "OBC", "SC", "ST", "EWS"};
    static const char *const hindi[] = {
        "", "सामान्य", "अन्य पिछड़ा वर्ग", "अनुसूचित जाति", "अनुसूचित जनजाति", "आर्थिक रूप से कमजोर वर्ग"};

    return person->hindi && splitmix_chance(random, 5000) ? hindi[person->category] : english[person->category];
}

static const char *spell_mother_tongue(struct splitmix *random, const struct sample_person *person)
{
    static const char *const english[] = {"", "Hindi", "Urdu"};
    static const char *const hindi[] = {"", "हिन्दी", "उर्दू"};

    return person->hindi && splitmix_chance(random, 5000) ? hindi[person->mother_tongue]
                                                          : english[person->mother_tongue];
}

int sample_row_write(const struct sample_settings *settings, const struct sample_person *person, uint64_t spelling,
                     struct arena *arena, struct sample_row *row)
{
    struct splitmix random =
        splitmix_of(settings->seed + spelling * 1000003, STREAM_SPELLING, person->number * 1000 + settings->district);
    const char *email = person->email;

    if (splitmix_chance(&random, 800))
        email = with_case(arena, email, toupper);
    *row = (struct sample_row){.cells = {
                                   [COLUMN_FULL_NAME] = spell_name(&random, arena, person),
                                   [COLUMN_EMAIL] = email,
                                   [COLUMN_MOBILE] = spell_mobile(&random, arena, person),
                                   [COLUMN_GROUP] = spell_group(&random, arena, person),
                                   [COLUMN_DESIGNATION] = person->designation,
                                   [COLUMN_GENDER] = spell_gender(&random, person),
                                   [COLUMN_CATEGORY] = spell_category(&random, person),
                                   [COLUMN_BIRTH_DATE] = spell_date(&random, arena, person),
                                   [COLUMN_MOTHER_TONGUE] = spell_mother_tongue(&random, person),
                                   [COLUMN_EMPLOYEE_ID] = person->employee_id,
                                   [COLUMN_OFFICE_PIN_CODE] = person->pin_code,
                                   [COLUMN_EXTERNAL_SYSTEM_ID] = person->external_id,
                                   [COLUMN_EXTERNAL_SYSTEM_NAME] = person->external_system,
                                   [COLUMN_TAGS] = person->tags,
                                   [COLUMN_PARENT_NAME] = person->parent_name,
                                   [COLUMN_ENGAGEMENT] = person->engagement,
                                   [COLUMN_DISTRICT_CODE] = arena_printf(arena, "%u", settings->district),
                               }};
    return arena->failed ? error_raise("out of memory for a sample row") : 0;
}

/* One way to get a cell wrong; @texts are drawn from, or @make makes the text. */
struct spoiling {
    const char *word;
    enum column column;
    const char *texts[5];
    const char *(*make)(const struct sample_person *person, struct arena *arena);
};

static const char *mobile_short(const struct sample_person *person, struct arena *arena)
{
    return arena_printf(arena, "9%08llu", (unsigned long long)(person->number * 7919 % 100000000));
}

static const char *mobile_low(const struct sample_person *person, struct arena *arena)
{
    return arena_printf(arena, "%u%09llu", (unsigned)(1 + person->number % 5),
                        (unsigned long long)(person->number * 7919 % 1000000000));
}

static const char *name_with_digits(const struct sample_person *person, struct arena *arena)
{
    return arena_printf(arena, "%s %u", person->name, (unsigned)(1 + person->number % 9));
}

static const char *birth_31_02(const struct sample_person *person, struct arena *arena)
{
    int year;

    date_to_civil(person->birth_date, &year, NULL, NULL);
    return arena_printf(arena, "31-02-%d", year);
}

static const char *birth_two_digits(const struct sample_person *person, struct arena *arena)
{
    int year, month, day;

    date_to_civil(person->birth_date, &year, &month, &day);
    return arena_printf(arena, "%02d-%02d-%02d", day, month, year % 100);
}

static const char *id_with_blank(const struct sample_person *person, struct arena *arena)
{
    return arena_printf(arena, "PNO %llu", (unsigned long long)person->number);
}

static const char *id_too_long(const struct sample_person *person, struct arena *arena)
{
    return arena_printf(arena, "UPPOLICE%024llu", (unsigned long long)person->number);
}

/* Kruti Dev is राम कुमार, सुनीता देवी, राजेश कुमार and so on, typed for a font that draws Latin letters as Devanagari. */
static const struct spoiling spoilings[] = {
    {"name-destroyed", COLUMN_FULL_NAME, {"?????", "????? ?????", "??? ????"}, NULL},
    {"name-legacy-font", COLUMN_FULL_NAME, {"jke dqekj", "lqjs'k dqekj", "lquhrk nsoh", "jkts'k dqekj"}, NULL},
    {"name-digits", COLUMN_FULL_NAME, {NULL}, name_with_digits},
    {"name-missing", COLUMN_FULL_NAME, {""}, NULL},
    {"mobile-nine-digits", COLUMN_MOBILE, {NULL}, mobile_short},
    {"mobile-exponent", COLUMN_MOBILE, {"9.87E+09", "8.76543E+09", "9.19877E+11"}, NULL},
    {"mobile-first-digit", COLUMN_MOBILE, {NULL}, mobile_low},
    {"birth-date-not-existing", COLUMN_BIRTH_DATE, {NULL}, birth_31_02},
    {"birth-date-two-digit-year", COLUMN_BIRTH_DATE, {NULL}, birth_two_digits},
    {"group-unknown", COLUMN_GROUP, {"Group E", "Group Z", "समूह च"}, NULL},
    {"no-key", COLUMN_IGNORED, {NULL}, NULL},
    {"email-malformed",
     COLUMN_EMAIL,
     {"ram.kumar", "sunita@@mail.example", "anil kumar@mail.example", "@up.example"},
     NULL},
    {"employee-id-blank", COLUMN_EMPLOYEE_ID, {NULL}, id_with_blank},
    {"employee-id-length", COLUMN_EMPLOYEE_ID, {NULL}, id_too_long},
    {"pin-code-five-digits", COLUMN_OFFICE_PIN_CODE, {"25000", "20130", "24510"}, NULL},
    {"gender-unknown", COLUMN_GENDER, {"Mail", "Unknown", "X"}, NULL},
};

const char *sample_row_spoil(struct splitmix *random, const struct sample_person *person, struct arena *arena,
                             struct sample_row *row)
{
    const struct spoiling *spoiling = &spoilings[splitmix_below(random, COUNT(spoilings))];
    size_t texts = 0;

    while (texts < COUNT(spoiling->texts) && spoiling->texts[texts])
        texts++;
    if (spoiling->make)
        row->cells[spoiling->column] = spoiling->make(person, arena);
    else if (texts)
        row->cells[spoiling->column] = spoiling->texts[splitmix_below(random, texts)];
    if (spoiling->column == COLUMN_IGNORED) { /* nothing left by which the person could be known */
        static const enum column keys[] = {COLUMN_EMAIL, COLUMN_MOBILE, COLUMN_EMPLOYEE_ID, COLUMN_EXTERNAL_SYSTEM_ID,
                                           COLUMN_EXTERNAL_SYSTEM_NAME};

        for (size_t i = 0; i < COUNT(keys); i++)
            row->cells[keys[i]] = "";
    }
    return arena->failed ? NULL : spoiling->word;
}
