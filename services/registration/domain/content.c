/*
 * content - whether a candidate says anything else than is registered, field by field.
 *
 * What the candidate leaves empty does not differ: a list that has no birth dates does not deny them. The title is
 * decoration, and the effective date is when something was said, not what.
 */
#include "domain/identity.h"
#include "domain/issued_id.h"

#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define FIELDS_MOST 24

struct comparison {
    const struct official *candidate;
    const struct official *official;
    struct arena *arena;
    enum field differing[FIELDS_MOST];
    size_t count;
};

static void differs(struct comparison *comparison, enum field field, bool differs)
{
    if (differs)
        comparison->differing[comparison->count++] = field;
}

static bool names_differ(struct comparison *comparison, const char *said, const char *there)
{
    return *said && strcmp(said, there) != 0 && !text_fold_equal(comparison->arena, said, there);
}

static bool texts_differ(const char *said, const char *there)
{
    return *said && strcmp(said, there) != 0;
}

static bool numbers_differ(unsigned said, unsigned there)
{
    return said != 0 && said != there;
}

static bool designations_differ(struct comparison *comparison)
{
    const struct post *said = &comparison->candidate->post;
    const struct post *there = &comparison->official->post;
    if (*said->designation_code)
        return strcmp(said->designation_code, there->designation_code) != 0;
    return *said->designation &&
           (*there->designation_code || names_differ(comparison, said->designation, there->designation));
}

static bool tags_differ(const struct post *said, const struct post *there)
{
    if (said->tag_count == 0)
        return false;
    if (said->tag_count != there->tag_count)
        return true;
    for (size_t i = 0; i < said->tag_count; i++) {
        if (strcmp(said->tags[i], there->tags[i]) != 0)
            return true;
    }
    return false;
}

static bool holds(struct comparison *comparison, const struct issued_id *id)
{
    const char *value = issued_id_upper(comparison->arena, id->value);
    const struct person *there = &comparison->official->person;
    for (size_t i = 0; value && i < there->issued_id_count; i++) {
        if (strcmp(there->issued_ids[i].issuer, id->issuer) != 0)
            continue;
        const char *other = issued_id_upper(comparison->arena, there->issued_ids[i].value);
        if (other && strcmp(other, value) == 0)
            return true;
    }
    return false;
}

static bool issued_ids_differ(struct comparison *comparison)
{
    const struct person *said = &comparison->candidate->person;
    for (size_t i = 0; i < said->issued_id_count; i++) {
        if (!holds(comparison, &said->issued_ids[i]))
            return true;
    }
    return false;
}

/* In the order of the fields. */
static void compare(struct comparison *comparison)
{
    const struct person *who = &comparison->candidate->person;
    const struct person *is = &comparison->official->person;
    const struct post *what = &comparison->candidate->post;
    const struct post *post = &comparison->official->post;
    differs(comparison, FIELD_FULL_NAME, names_differ(comparison, who->name, is->name));
    differs(comparison, FIELD_EMAIL, texts_differ(who->email, is->email));
    differs(comparison, FIELD_MOBILE, texts_differ(who->mobile, is->mobile));
    differs(comparison, FIELD_GROUP, numbers_differ(what->group, post->group));
    differs(comparison, FIELD_DESIGNATION, designations_differ(comparison));
    differs(comparison, FIELD_GENDER, numbers_differ(what->gender, post->gender));
    differs(comparison, FIELD_CATEGORY, numbers_differ(what->category, post->category));
    differs(comparison, FIELD_BIRTH_DATE, who->birth_date != DATE_NONE && who->birth_date != is->birth_date);
    differs(comparison, FIELD_MOTHER_TONGUE, texts_differ(what->mother_tongue, post->mother_tongue));
    differs(comparison, FIELD_OFFICE_PIN_CODE, texts_differ(what->office_pin_code, post->office_pin_code));
    differs(comparison, FIELD_TAGS, tags_differ(what, post));
    differs(comparison, FIELD_PARENT_NAME, names_differ(comparison, who->parent_name, is->parent_name));
    differs(comparison, FIELD_ORGANISATION, texts_differ(what->organisation_id, post->organisation_id));
    differs(comparison, FIELD_DISTRICT_CODE, numbers_differ(what->district_code, post->district_code));
    differs(comparison, FIELD_ENGAGEMENT, numbers_differ(what->engagement, post->engagement));
    differs(comparison, FIELD_EMAIL_KIND,
            *who->email && who->email_kind != EMAIL_UNSAID && who->email_kind != is->email_kind);
    differs(comparison, FIELD_ISSUED_IDS, issued_ids_differ(comparison));
}

static const char *words_of(const struct comparison *comparison)
{
    char words[FIELDS_MOST * 24] = "";
    size_t length = 0;
    for (size_t i = 0; i < comparison->count; i++) {
        length += (size_t)snprintf(words + length, sizeof words - length, "%s%s", length > 0 ? " " : "",
                                   field_word(comparison->differing[i]));
    }
    return arena_string(comparison->arena, words, length);
}

bool identity_same_content(const struct official *candidate, const struct official *official, struct arena *arena,
                           const char **differing)
{
    struct comparison comparison = {.candidate = candidate, .official = official, .arena = arena};
    compare(&comparison);
    if (differing) {
        const char *words = words_of(&comparison);
        *differing = words ? words : "";
    }
    return comparison.count == 0;
}
