/*
 * person - see person.h. Names are made of syllables, as many people in a list have the same first letters; the issued
 * id and the mobile follow from the number alone, so that they are unique without a memory.
 */
#include "load/person.h"

#include "splitmix.h"
#include "wire/envelope.h"

#include <inttypes.h>
#include <karmayogi/registration/v1/service.pb-c.h>
#include <stdio.h>

#define MOBILES      UINT64_C(4000000000) /* 10 digits that begin with 6 to 9 */
#define MOBILE_STEP  UINT64_C(2654435761) /* has no divisor in common with them: every number another mobile */
#define FIRST_MOBILE UINT64_C(6000000000)

static const char *const syllables[] = {"ra", "ma", "shi", "va", "ni", "ta", "su",  "re", "sha", "ka",
                                        "vi", "na", "ya",  "mi", "la", "de", "pra", "ji", "go",  "pa"};
static const char *const families[] = {"Sharma", "Yadav", "Verma", "Singh",  "Gupta",  "Khan",   "Mishra", "Pal",
                                       "Saxena", "Rawat", "Joshi", "Ansari", "Tiwari", "Pandey", "Kumar",  "Devi"};
static const char *const designations[] = {"constable", "head-constable", "sub-inspector", "fireman"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void name(struct splitmix *chance, char text[64])
{
    const char *parts[4];
    for (size_t i = 0; i < COUNT(parts); i++)
        parts[i] = syllables[splitmix_below(chance, COUNT(syllables))];
    snprintf(text, 64, "%s%s%s%s %s", parts[0], parts[1], parts[2], parts[3],
             families[splitmix_below(chance, COUNT(families))]);
    text[0] = (char)(text[0] - 'a' + 'A');
}

char *person_issued_id(const struct people *people, uint64_t number, char text[PERSON_ISSUED_BYTES])
{
    snprintf(text, PERSON_ISSUED_BYTES, "S%" PRIX32 "-%" PRIu64, (uint32_t)people->seed, number);
    return text;
}

int person_request(const struct people *people, uint64_t number, struct buffer *out)
{
    struct splitmix chance = splitmix_of(people->seed, 0, number);
    char names[64], mobile[16], issued[PERSON_ISSUED_BYTES];

    name(&chance, names);
    snprintf(mobile, sizeof mobile, "%" PRIu64,
             FIRST_MOBILE + (splitmix_mix(people->seed) % MOBILES + number % MOBILES * MOBILE_STEP) % MOBILES);
    Karmayogi__Registration__V1__IssuedId id = KARMAYOGI__REGISTRATION__V1__ISSUED_ID__INIT;
    Karmayogi__Registration__V1__IssuedId *ids[] = {&id};
    id.issuer = (char *)(uintptr_t)PERSON_ISSUER;
    id.value = person_issued_id(people, number, issued);
    Karmayogi__Core__V1__Date born = KARMAYOGI__CORE__V1__DATE__INIT;
    born.year = 1967 + (int32_t)splitmix_below(&chance, 37);
    born.month = 2 + (int32_t)splitmix_below(&chance, 11); /* 1 January stands for an unknown day */
    born.day = 2 + (int32_t)splitmix_below(&chance, 27);
    Karmayogi__Registration__V1__Person person = KARMAYOGI__REGISTRATION__V1__PERSON__INIT;
    person.name = names;
    person.mobile = mobile;
    person.birth_date = &born;
    person.issued_ids = ids;
    person.n_issued_ids = 1;
    Karmayogi__Registration__V1__Post post = KARMAYOGI__REGISTRATION__V1__POST__INIT;
    post.organisation_id = (char *)(uintptr_t)people->organisations[number % people->organisation_count];
    post.designation = (char *)(uintptr_t)designations[splitmix_below(&chance, COUNT(designations))];
    post.group = KARMAYOGI__REGISTRATION__V1__GROUP__GROUP_C;
    post.gender = 1 + (int)splitmix_below(&chance, 3);
    post.category = 1 + (int)splitmix_below(&chance, 5);
    Karmayogi__Registration__V1__RegisterOfficialRequest request =
        KARMAYOGI__REGISTRATION__V1__REGISTER_OFFICIAL_REQUEST__INIT;
    request.person = &person;
    request.post = &post;
    return wire_pack(&request.base, out);
}
