/*
 * identity - keys of an official, and the decision what a candidate with taken keys is.
 *
 * Only what identifies may refuse: an issued id, a personal e-mail, or, for who has neither, mobile and name together.
 * A shared mobile or a likeness is a flag for people to look at. The candidate itself, when an update is checked, is no
 * match for itself.
 */
#include "domain/identity.h"

#include "base/error.h"
#include "base/limits.h"
#include "base/official_number.h"
#include "base/text.h"
#include "domain/draft.h"
#include "domain/issued_id.h"

#include <assert.h>
#include <string.h>

static enum field field_of_issuer(const char *issuer)
{
    if (strncmp(issuer, "employee-", 9) == 0)
        return FIELD_EMPLOYEE_ID;
    if (strncmp(issuer, "roster-", 7) == 0)
        return FIELD_ROSTER_SERIAL;
    return FIELD_ISSUED_IDS;
}

static const char *issued_id_key(const struct issued_id *id, struct arena *arena)
{
    const char *upper = issued_id_upper(arena, id->value);
    return upper ? arena_printf(arena, "%s\n%s", id->issuer, upper) : NULL;
}

/* 1 January and 1 July are what offices write where the birthday is not known. */
static bool is_made_up_birthday(int32_t birth_date)
{
    int month;
    int day;
    date_to_civil(birth_date, NULL, &month, &day);
    return day == 1 && (month == 1 || month == 7);
}

static bool has_likeness(const struct official *official)
{
    if (official->person.birth_date == DATE_NONE)
        return false;
    return !is_made_up_birthday(official->person.birth_date) || *official->person.parent_name;
}

static const char *likeness_key(const struct official *official, struct arena *arena)
{
    const struct person *person = &official->person;
    char day[DATE_TEXT_BYTES];
    date_format(person->birth_date, day);
    const char *name = text_fold(arena, person->name);
    if (!name)
        return NULL;
    if (!is_made_up_birthday(person->birth_date))
        return arena_printf(arena, "%s\n%s\n%u", name, day, official->post.district_code);
    const char *parent = text_fold(arena, person->parent_name);
    if (!parent)
        return NULL;
    return arena_printf(arena, "%s\n%s\n%u\n%s", name, day, official->post.district_code, parent);
}

static bool has_personal_email(const struct official *official)
{
    return *official->person.email && official->person.email_kind != EMAIL_POST;
}

int identity_keys(const struct official *official, struct arena *arena, struct identity_key keys[IDENTITY_KEYS])
{
    const struct person *person = &official->person;
    int count = 0;
    assert(person->issued_id_count <= LIMIT_ISSUED_IDS);
    for (size_t i = 0; i < person->issued_id_count; i++) {
        const struct issued_id *id = &person->issued_ids[i];
        keys[count++] = (struct identity_key){KEY_ISSUED_ID, field_of_issuer(id->issuer), issued_id_key(id, arena)};
    }
    if (has_personal_email(official))
        keys[count++] = (struct identity_key){KEY_EMAIL, FIELD_EMAIL, person->email};
    if (*person->mobile)
        keys[count++] = (struct identity_key){KEY_MOBILE, FIELD_MOBILE, person->mobile};
    if (has_likeness(official))
        keys[count++] = (struct identity_key){KEY_LIKENESS, FIELD_FULL_NAME, likeness_key(official, arena)};
    for (int i = 0; i < count; i++) {
        if (!keys[i].text)
            return error_raise("no memory for the keys of an official");
    }
    return count;
}

void identity_name_fields(struct identity_key *keys, int count, const struct draft *draft)
{
    for (int i = 0; i < count && keys[i].kind == KEY_ISSUED_ID; i++) {
        assert((size_t)i < draft->person.issued_id_count);
        keys[i].field = draft->issued_id_fields[i];
    }
}

static bool holds_issued_id(const struct official *official, const char *key, struct arena *scratch)
{
    for (size_t i = 0; i < official->person.issued_id_count; i++) {
        const struct issued_id *id = &official->person.issued_ids[i];
        size_t issuer_bytes = strlen(id->issuer);
        if (strncmp(key, id->issuer, issuer_bytes) != 0 || key[issuer_bytes] != '\n')
            continue;
        const char *upper = issued_id_upper(scratch, id->value);
        if (upper && strcmp(upper, key + issuer_bytes + 1) == 0)
            return true;
    }
    return false;
}

bool identity_holds(const struct official *official, const struct identity_key *key, struct arena *scratch)
{
    switch (key->kind) {
    case KEY_ISSUED_ID:
        return holds_issued_id(official, key->text, scratch);
    case KEY_EMAIL:
        return has_personal_email(official) && strcmp(official->person.email, key->text) == 0;
    case KEY_MOBILE:
        return strcmp(official->person.mobile, key->text) == 0;
    case KEY_LIKENESS: {
        const char *likeness = has_likeness(official) ? likeness_key(official, scratch) : NULL;
        return likeness && strcmp(likeness, key->text) == 0;
    }
    }
    return false;
}

/* One decision under way. */
struct decision {
    const struct official *candidate;
    const struct identity_match *matches;
    size_t match_count;
    bool by_mobile; /* nothing else identifies the candidate */
    struct arena *arena;
    struct findings *findings;
    struct findings *flags;
};

static bool is_other(const struct decision *decision, const struct official *official)
{
    return decision->candidate->number == 0 || official->number != decision->candidate->number;
}

static bool identifies(const struct decision *decision, const struct identity_match *match)
{
    if (!is_other(decision, match->official))
        return false;
    if (!decision->by_mobile)
        return match->key->kind == KEY_ISSUED_ID || match->key->kind == KEY_EMAIL;
    return match->key->kind == KEY_MOBILE &&
           text_fold_equal(decision->arena, match->official->person.name, decision->candidate->person.name);
}

static const char *id_text(const struct decision *decision, uint64_t number)
{
    char text[OFFICIAL_NUMBER_TEXT_BYTES];
    official_number_format(number, text);
    return arena_string(decision->arena, text, strlen(text));
}

static enum reason taken_reason(enum identity_key_kind kind)
{
    switch (kind) {
    case KEY_ISSUED_ID:
        return REASON_ISSUED_ID_TAKEN;
    case KEY_EMAIL:
        return REASON_EMAIL_TAKEN;
    default:
        return REASON_MOBILE_TAKEN;
    }
}

static enum identity_outcome refuse_taken(const struct decision *decision, const struct official *only)
{
    for (size_t i = 0; i < decision->match_count; i++) {
        const struct identity_match *match = &decision->matches[i];
        if (identifies(decision, match))
            findings_add(decision->findings, match->key->field, taken_reason(match->key->kind),
                         id_text(decision, match->official->number));
    }
    const char *differing = "";
    if (only && !identity_same_content(decision->candidate, only, decision->arena, &differing))
        findings_add(decision->findings, FIELD_ROW, REASON_CONTENT_DIFFERS, differing);
    return IDENTITY_REFUSED;
}

/* Number of different officials, other than the candidate and not retired, among the matches of mobile; *@lowest gets
 * the smallest number of them. */
static size_t count_sharers(const struct decision *decision, uint64_t *lowest)
{
    size_t count = 0;
    *lowest = 0;
    for (size_t i = 0; i < decision->match_count; i++) {
        const struct official *official = decision->matches[i].official;
        if (decision->matches[i].key->kind != KEY_MOBILE || !is_other(decision, official) ||
            official->state == OFFICIAL_RETIRED)
            continue;
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = decision->matches[k].key->kind == KEY_MOBILE &&
                   decision->matches[k].official->number == official->number;
        count += !seen;
        if (*lowest == 0 || official->number < *lowest)
            *lowest = official->number;
    }
    return count;
}

static uint64_t lowest_alike(const struct decision *decision)
{
    uint64_t lowest = 0;
    for (size_t i = 0; i < decision->match_count; i++) {
        const struct identity_match *match = &decision->matches[i];
        if (match->key->kind == KEY_LIKENESS && is_other(decision, match->official) &&
            (lowest == 0 || match->official->number < lowest))
            lowest = match->official->number;
    }
    return lowest;
}

static enum identity_outcome decide_new(const struct decision *decision)
{
    uint64_t sharer;
    size_t sharers = count_sharers(decision, &sharer);
    if (sharers >= LIMIT_MOBILE_SHARED) {
        findings_add(decision->findings, FIELD_MOBILE, REASON_MOBILE_SHARED_TOO_OFTEN, NULL);
        return IDENTITY_REFUSED;
    }
    uint64_t alike = lowest_alike(decision);
    if (alike)
        findings_add(decision->flags, FIELD_FULL_NAME, REASON_LIKELY_DUPLICATE, id_text(decision, alike));
    if (sharers > 0)
        findings_add(decision->flags, FIELD_MOBILE, REASON_SHARED_MOBILE, id_text(decision, sharer));
    return IDENTITY_NEW;
}

static enum identity_outcome decide(const struct decision *decision, const struct official **already)
{
    const struct official *only = NULL; /* the official that all identifying matches lead to */
    bool several = false;
    for (size_t i = 0; i < decision->match_count; i++) {
        const struct official *official = decision->matches[i].official;
        assert(official);
        if (!identifies(decision, &decision->matches[i]))
            continue;
        several = several || (only && only->number != official->number);
        only = official;
        bool same = decision->by_mobile && identity_same_content(decision->candidate, official, decision->arena, NULL);
        if (same && (!*already || official->number < (*already)->number))
            *already = official;
    }
    if (!only)
        return decide_new(decision);
    if (!several && !decision->by_mobile && identity_same_content(decision->candidate, only, decision->arena, NULL))
        *already = only;
    return *already ? IDENTITY_ALREADY_THERE : refuse_taken(decision, several ? NULL : only);
}

int identity_decide(const struct official *candidate, const struct identity_match *matches, size_t match_count,
                    struct arena *arena, const struct official **already, struct findings *findings,
                    struct findings *flags)
{
    bool by_mobile = candidate->person.issued_id_count == 0 && !has_personal_email(candidate);
    struct decision decision = {candidate, matches, match_count, by_mobile, arena, findings, flags};
    *already = NULL;
    enum identity_outcome outcome = decide(&decision, already);
    if (arena->failed)
        return error_raise("no memory to decide who an official is");
    return (int)outcome;
}
