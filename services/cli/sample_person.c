/* sample_person - see sample_person.h. */
#include "sample_person.h"

#include "base/date.h"
#include "base/error.h"

#include <ctype.h>
#include <string.h>

#define DISTRICTS          1000ull /* LGD codes are below */
#define MILLION            1000000ull
#define BILLION            1000000000ull
#define SEEDS_APART        100ull
#define FAMILY_STRIDE      UINT64_C(11) /* people who share a mobile stand this many rows apart */
#define FAMILY_MOST        5
#define FAMILY_BLOCK       (FAMILY_STRIDE * FAMILY_MOST)
#define FIRST_BIRTH_YEAR   1966
#define BIRTH_YEARS        39
#define STREAM_PERSON      1
#define STREAM_FAMILY      2
#define MOBILE_PRIME       2147483647u
#define EMPLOYEE_PRIME     1000000007u
#define EMAIL_PRIME        1000000009u
#define MOBILE_ONLY_CHANCE 1500 /* of the people who can have it: 3 of 100 of all */

/* Where (district, seed, number) stands in a space of @rows rows per district. */
static uint64_t slot(const struct sample_settings *settings, uint64_t number, uint64_t rows)
{
    uint64_t first = settings->seed % SEEDS_APART * (rows / SEEDS_APART);

    return settings->district * rows + (first + number) % rows;
}

/* A bijection of 0 to @size - 1, a multiple of 100,000: multiply by a prime, change high and low digits, once more. */
static uint64_t scatter(uint64_t value, uint64_t size, uint64_t prime)
{
    uint64_t turned = (uint64_t)(((__uint128_t)value * prime + 271828183u) % size);

    turned = turned % 100000 * (size / 100000) + turned / 100000;
    return (uint64_t)(((__uint128_t)turned * prime + 141421356u) % size);
}

static const char *mobile_of(const struct sample_settings *settings, uint64_t number, struct arena *arena)
{
    uint64_t value = 6 * BILLION + scatter(slot(settings, number, 4 * MILLION), 4 * BILLION, MOBILE_PRIME);

    return arena_printf(arena, "%llu", (unsigned long long)value);
}

/* 9 digits as a PNO has; 10 beyond the first million people of a district. */
static const char *employee_id_of(const struct sample_settings *settings, uint64_t number, struct arena *arena)
{
    uint64_t value = number < MILLION ? scatter(slot(settings, number, MILLION), BILLION, EMPLOYEE_PRIME)
                                      : BILLION + scatter(slot(settings, number - MILLION, 9 * MILLION), 9 * BILLION,
                                                          EMPLOYEE_PRIME);

    return arena_printf(arena, "%09llu", (unsigned long long)value);
}

static const char *email_of(const struct sample_settings *settings, uint64_t number, const char *name_en,
                            struct arena *arena)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";
    static const char *const hosts[] = {"mail.example", "post.example", "up.example"};
    uint64_t value = scatter(slot(settings, number, 4 * MILLION), 4 * BILLION, EMAIL_PRIME);
    char local[48], unique[8];
    size_t used = 0, at = sizeof(unique) - 1;

    for (const char *from = name_en; *from && used < sizeof(local) - 1; from++) {
        if (isalpha((unsigned char)*from))
            local[used++] = (char)tolower((unsigned char)*from);
        else if (used && local[used - 1] != '.')
            local[used++] = '.';
    }
    local[used] = '\0';
    unique[at] = '\0';
    do
        unique[--at] = digits[value % 36];
    while (value /= 36);
    return arena_printf(arena, "%s.%s@%s", local, unique + at, hosts[number % 3]);
}

static const struct sample_name *pick(struct splitmix *random, const struct sample_names *names)
{
    return &names->names[splitmix_below(random, names->count)];
}

static const char *joined(struct arena *arena, const char *const parts[3])
{
    return arena_printf(arena, "%s%s%s%s%s", parts[0], parts[1] ? " " : "", parts[1] ? parts[1] : "",
                        parts[2] ? " " : "", parts[2] ? parts[2] : "");
}

struct full_name {
    const char *en, *hi, *hi_other;
    const struct sample_name *last; /* NULL: none */
};

/* One word is enough; two are usual; three are common. Initials only where written in English. */
static struct full_name make_name(struct splitmix *random, bool woman, bool muslim, const struct sample_name *family,
                                  struct arena *arena)
{
    const struct sample_name *given = pick(random, muslim  ? (woman ? &sample_women_muslim : &sample_men_muslim)
                                                   : woman ? &sample_women
                                                           : &sample_men);
    const struct sample_name *middle = !muslim && splitmix_chance(random, 3500)
                                           ? pick(random, woman ? &sample_middle_women : &sample_middle_men)
                                           : NULL;
    const struct sample_name *drawn = pick(random, muslim ? &sample_surnames_muslim : &sample_surnames);
    const struct sample_name *last = splitmix_chance(random, 300) ? NULL : family ? family : drawn;
    bool initials = last && splitmix_chance(random, 200);
    const struct sample_name *parts[] = {given, middle, last};
    const char *en[3] = {NULL}, *hi[3] = {NULL}, *other[3] = {NULL};
    size_t count = 0;

    for (size_t i = 0; i < 3; i++) {
        if (!parts[i])
            continue;
        en[count] = initials && parts[i] != last ? arena_printf(arena, "%c.", parts[i]->en[0]) : parts[i]->en;
        hi[count] = parts[i]->hi;
        other[count++] = parts[i]->hi_other ? parts[i]->hi_other : parts[i]->hi;
    }
    if (!en[0])
        return (struct full_name){NULL, NULL, NULL, NULL};
    return (struct full_name){joined(arena, en), joined(arena, hi), joined(arena, other), last};
}

/* Everybody may share a mobile with the first person of the family, never more than five. Returns whose mobile it is.
 */
static uint64_t mobile_owner(const struct sample_settings *settings, uint64_t number)
{
    struct splitmix random = splitmix_of(settings->seed, STREAM_FAMILY, number * DISTRICTS + settings->district);
    uint64_t in_block = number % FAMILY_BLOCK;

    if (in_block < FAMILY_STRIDE ||
        !splitmix_chance(&random, settings->shared_mobile * FAMILY_MOST / (FAMILY_MOST - 1)))
        return number;
    return number - in_block + in_block % FAMILY_STRIDE;
}

/* Everybody has an issued id, an e-mail or a mobile; 3 of 100 have the mobile alone, and share it with nobody. */
static void give_keys(const struct sample_settings *settings, struct splitmix *random, const char *name_en,
                      struct arena *arena, struct sample_person *person)
{
    uint64_t number = person->number, owner = mobile_owner(settings, number);
    uint64_t in_block = number % FAMILY_BLOCK;
    bool last_of_family = in_block >= FAMILY_STRIDE * (FAMILY_MOST - 1);
    bool mobile_only = last_of_family && owner == number && splitmix_chance(random, MOBILE_ONLY_CHANCE);
    bool has_employee_id = !mobile_only && !splitmix_chance(random, 200);
    bool has_email = !mobile_only && (!has_employee_id || splitmix_chance(random, 7500));
    bool has_mobile = mobile_only || in_block < FAMILY_STRIDE || owner != number || !splitmix_chance(random, 400);

    person->mobile = has_mobile ? mobile_of(settings, owner, arena) : "";
    person->email = has_email ? email_of(settings, number, name_en, arena) : "";
    person->employee_id = has_employee_id ? employee_id_of(settings, number, arena) : "";
    person->external_id = person->external_system = "";
    if (!mobile_only && splitmix_chance(random, 1000)) {
        static const char *const systems[] = {"Manav Sampada", "Manav Sampada, UP", "NHM \"HR\" Portal"};

        person->external_id = arena_printf(arena, "EX-%s", mobile_of(settings, number, arena));
        person->external_system = systems[splitmix_below(random, 3)];
    }
}

static void give_post(const struct sample_settings *settings, struct splitmix *random, struct sample_person *person)
{
    const struct sample_cadre *cadre = settings->cadre;
    unsigned total = 0, drawn;
    size_t i = 0;

    for (size_t each = 0; each < cadre->post_count; each++)
        total += cadre->posts[each].weight;
    drawn = (unsigned)splitmix_below(random, total);
    while (drawn >= cadre->posts[i].weight)
        drawn -= cadre->posts[i++].weight;
    person->group = cadre->posts[i].group;
    person->engagement = cadre->posts[i].engagement ? cadre->posts[i].engagement
                         : person->group == 'S'     ? "contractual"
                                                    : "regular";
    person->designation = person->hindi ? cadre->posts[i].hi : cadre->posts[i].en;
    if (settings->spellings) {
        const struct sample_spellings *known = &settings->spellings[i];

        if (person->hindi && known->hi_count)
            person->designation = known->hi[splitmix_below(random, known->hi_count)];
        else if (known->en_count)
            person->designation = known->en[splitmix_below(random, known->en_count)];
    }
    if (splitmix_chance(random, settings->unknown_designation)) {
        const struct sample_name *post = &cadre->unknown_posts[splitmix_below(random, cadre->unknown_post_count)];

        person->designation = person->hindi ? post->hi : post->en;
    }
}

static int32_t birth_date_of(struct splitmix *random)
{
    int year = FIRST_BIRTH_YEAR + (int)splitmix_below(random, BIRTH_YEARS);

    if (splitmix_chance(random, 600)) /* made up when somebody was enrolled at school */
        return date_from_civil(year, splitmix_chance(random, 5000) ? 1 : 7, 1);
    return date_from_civil(year, 1, 1) + (int32_t)splitmix_below(random, 365);
}

static const char *title_of(struct splitmix *random, const struct sample_person *person)
{
    if (!splitmix_chance(random, 800) || person->gender == SAMPLE_TRANSGENDER)
        return "";
    if (person->gender == SAMPLE_WOMAN)
        return person->hindi ? "श्रीमती" : "Smt.";
    return person->hindi ? "श्री" : "Shri";
}

int sample_person(const struct sample_settings *settings, uint64_t number, struct arena *arena,
                  struct sample_person *person)
{
    static const char *const police_tags[] = {"Cyber Cell", "Traffic|Night Duty", "Trainer; Women Help Desk"};
    static const char *const other_tags[] = {"Master Trainer", "Election Duty|Field", "Trainer; Help Desk"};
    const char *const *tags = strcmp(settings->cadre->word, "police") == 0 ? police_tags : other_tags;
    struct splitmix random = splitmix_of(settings->seed, STREAM_PERSON, number * DISTRICTS + settings->district);
    bool muslim = splitmix_chance(&random, 1500);
    struct full_name name;

    memset(person, 0, sizeof(*person));
    person->number = number;
    person->hindi = splitmix_chance(&random, settings->hindi);
    person->gender = splitmix_below(&random, 100) < settings->cadre->women_per_100 ? SAMPLE_WOMAN : SAMPLE_MAN;
    name = make_name(&random, person->gender == SAMPLE_WOMAN, muslim, NULL, arena);
    person->parent_name = "";
    if (splitmix_chance(&random, 9000)) {
        struct full_name parent = make_name(&random, false, muslim, name.last, arena);

        person->parent_name = person->hindi ? parent.hi : parent.en;
    }
    if (arena->failed)
        return error_raise("out of memory for a sample person");
    if (splitmix_chance(&random, 10))
        person->gender = SAMPLE_TRANSGENDER;
    person->name = person->hindi ? name.hi : name.en;
    person->name_other = person->hindi ? name.hi_other : name.en;
    person->title = title_of(&random, person);
    give_keys(settings, &random, name.en, arena, person);
    give_post(settings, &random, person);
    person->birth_date = birth_date_of(&random);
    person->category = (unsigned)splitmix_below(&random, 6);
    person->mother_tongue = splitmix_chance(&random, 3000) ? 0 : muslim && splitmix_chance(&random, 6000) ? 2 : 1;
    person->pin_code =
        arena_printf(arena, "2%05u", (unsigned)(settings->district * 97 % 80000 + splitmix_below(&random, 40)));
    person->tags = splitmix_chance(&random, 700) ? tags[splitmix_below(&random, 3)] : "";
    return arena->failed ? error_raise("out of memory for a sample person") : 0;
}
