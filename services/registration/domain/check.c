/*
 * check - one function for every group of fields, each of which looks whether its fields are asked for.
 *
 * What was found before (by reading a row's cells) counts: a name whose cell was refused is not missing, and a mobile
 * number that could not be read is still something that was given to tell the person by.
 */
#include "domain/check.h"

#include "base/error.h"
#include "base/limits.h"
#include "domain/contact.h"
#include "domain/field.h"
#include "domain/flag.h"
#include "domain/issued_id.h"
#include "domain/name.h"
#include "domain/place.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

struct check {
    const struct draft *draft;
    unsigned fields;
    int32_t day;
    const struct draft_context *context;
    struct arena *arena;
    struct official *official;
    struct findings *findings;
    struct findings *flags;
};

bool check_found(const struct findings *findings, enum field field)
{
    for (size_t i = 0; i < findings->count; i++) {
        if (findings->items[i].field == field)
            return true;
    }
    return false;
}

static void found(struct check *check, enum field field, enum reason reason, const char *detail)
{
    if (reason != REASON_NONE)
        findings_add(check->findings, field, reason, detail);
}

static void check_title(struct check *check)
{
    if (!(check->fields & CHANGE_TITLE))
        return;
    const char *title = name_abbreviations(check->arena, cell_clean(check->arena, check->draft->person.title));
    if (strlen(title) > LIMIT_NAME_BYTES)
        found(check, FIELD_TITLE, REASON_NAME_TOO_LONG, NULL);
    else if (!field_text(title).only_name)
        found(check, FIELD_TITLE, REASON_NAME_CHARACTERS, NULL);
    check->official->person.title = title;
}

/* After the title: one that is said apart wins over the one in front of the name. */
static void check_name(struct check *check)
{
    if (!(check->fields & CHANGE_NAME))
        return;
    struct name name;
    enum reason reason =
        name_check(check->arena, check->draft->person.name, check->draft->accept_legacy_looking_text, &name);
    if (reason == REASON_NAME_MISSING && check_found(check->findings, FIELD_FULL_NAME))
        reason = REASON_NONE;
    found(check, FIELD_FULL_NAME, reason, name.detail);
    check->official->person.name = name.name;
    bool title_said = (check->fields & CHANGE_TITLE) && *check->official->person.title;
    if (*name.title && !title_said)
        check->official->person.title = name.title;
}

static void check_parent_name(struct check *check)
{
    if (!(check->fields & CHANGE_PARENT_NAME))
        return;
    check->official->person.parent_name = "";
    const char *text = cell_or_empty(check->draft->person.parent_name);
    if (*text == '\0')
        return;
    struct name name;
    enum reason reason = name_check(check->arena, text, check->draft->accept_legacy_looking_text, &name);
    check->official->person.parent_name = name.name;
    if (reason == REASON_NAME_MISSING && *name.name == '\0')
        return;
    found(check, FIELD_PARENT_NAME, reason, name.detail);
}

static void check_contact(struct check *check)
{
    struct person *person = &check->official->person;
    if (check->fields & CHANGE_EMAIL)
        found(check, FIELD_EMAIL, contact_email(check->arena, check->draft->person.email, &person->email), NULL);
    if (check->fields & CHANGE_MOBILE)
        found(check, FIELD_MOBILE, contact_mobile(check->arena, check->draft->person.mobile, &person->mobile), NULL);
    if (check->fields & CHANGE_EMAIL_KIND)
        person->email_kind = check->draft->person.email_kind;
    if (*person->email == '\0')
        person->email_kind = EMAIL_UNSAID;
    else if (person->email_kind == EMAIL_UNSAID)
        person->email_kind = EMAIL_PERSONAL;
}

static void check_birth_date(struct check *check)
{
    if (!(check->fields & CHANGE_BIRTH_DATE))
        return;
    int32_t birth_date = check->draft->person.birth_date;
    check->official->person.birth_date = birth_date;
    if (birth_date != DATE_NONE && !field_birth_date_is_likely(birth_date, check->day))
        found(check, FIELD_BIRTH_DATE, REASON_BIRTH_DATE_RANGE, NULL);
}

static bool has_issuer(const struct person *person, const char *issuer)
{
    for (size_t i = 0; i < person->issued_id_count; i++) {
        if (strcmp(person->issued_ids[i].issuer, issuer) == 0)
            return true;
    }
    return false;
}

static void check_issued_ids(struct check *check)
{
    if (!(check->fields & CHANGE_ISSUED_IDS))
        return;
    const struct person *said = &check->draft->person;
    struct person *person = &check->official->person;
    assert(said->issued_id_count <= LIMIT_ISSUED_IDS);
    person->issued_id_count = 0;
    for (size_t i = 0; i < said->issued_id_count; i++) {
        enum field field = check->draft->issued_id_fields[i];
        const char *issuer = cell_or_empty(said->issued_ids[i].issuer);
        struct issued_id id = {.issuer = issuer};
        enum reason reason = issued_id_value(check->arena, said->issued_ids[i].value, field, &id.value);
        if (!issued_id_issuer_is_fine(issuer))
            reason = REASON_ISSUER_FORM;
        else if (reason == REASON_NONE && has_issuer(person, issuer))
            reason = REASON_ISSUED_ID_ISSUER_TWICE;
        found(check, field, reason, NULL);
        person->issued_ids[person->issued_id_count++] = id;
    }
}

/* After mobile, e-mail and issued ids. */
static void check_key(struct check *check)
{
    static const enum field keys[] = {
        FIELD_EMAIL,         FIELD_MOBILE,    FIELD_EMPLOYEE_ID, FIELD_EXTERNAL_SYSTEM_ID, FIELD_EXTERNAL_SYSTEM_NAME,
        FIELD_ROSTER_SERIAL, FIELD_ISSUED_IDS};
    if (!(check->fields & (CHANGE_EMAIL | CHANGE_MOBILE | CHANGE_ISSUED_IDS)))
        return;
    const struct person *person = &check->official->person;
    if (*person->email || *person->mobile || person->issued_id_count > 0)
        return;
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (check_found(check->findings, keys[i]))
            return;
    }
    found(check, FIELD_ROW, REASON_KEY_MISSING, NULL);
}

static void check_effective_on(struct check *check)
{
    if (!(check->fields & CHECK_REGISTRATION))
        return;
    if (check->day > check->context->today)
        found(check, FIELD_EFFECTIVE_ON, REASON_IN_THE_FUTURE, NULL);
    else if (check->day < date_from_civil(1900, 1, 1))
        found(check, FIELD_EFFECTIVE_ON, REASON_DATE_RANGE, NULL);
    else
        return;
    check->day = check->context->today;
}

static void check_organisation(struct check *check)
{
    if (!(check->fields & CHECK_REGISTRATION))
        return;
    struct post *post = &check->official->post;
    const char *id = cell_clean(check->arena, check->draft->organisation_id);
    post->organisation_id = id;
    if (*id == '\0') {
        if (!check_found(check->findings, FIELD_ORGANISATION))
            found(check, FIELD_ORGANISATION, REASON_ORGANISATION_MISSING, NULL);
        return;
    }
    const struct organisation *organisation = organisations_id(check->context->organisations, id);
    if (!organisation) {
        found(check, FIELD_ORGANISATION, REASON_ORGANISATION_UNKNOWN, NULL);
        return;
    }
    if (organisation->department_number == 0)
        found(check, FIELD_ORGANISATION, REASON_ORGANISATION_NO_DEPARTMENT, NULL);
    post->organisation_number = organisation->number;
    post->department_number = organisation->department_number;
}

/* After the organisation. */
static void check_district(struct check *check)
{
    if (!(check->fields & CHANGE_DISTRICT))
        return;
    struct post *post = &check->official->post;
    const struct organisation *organisation =
        organisations_number(check->context->organisations, post->organisation_number);
    uint32_t fallback = organisation ? organisation->district_code : 0;
    post->district_code = place_district(check->draft, check->context, check->day, fallback, check->findings);
}

static void check_designation(struct check *check)
{
    if (!(check->fields & CHANGE_DESIGNATION))
        return;
    struct post *post = &check->official->post;
    post->designation_code = "";
    post->level = 0;
    enum reason reason = field_designation(check->arena, check->draft->designation, &post->designation);
    if (reason != REASON_NONE) {
        found(check, FIELD_DESIGNATION, reason, NULL);
        return;
    }
    if (*post->designation == '\0') {
        if (!check_found(check->findings, FIELD_DESIGNATION))
            findings_add(check->flags, FIELD_DESIGNATION, REASON_DESIGNATION_MISSING, NULL);
        return;
    }
    const struct master_entry *entry =
        master_lists_spelling(check->context->lists, MASTER_DESIGNATION, post->designation, check->arena);
    if (!entry || !place_entry_is_valid(entry, check->day)) {
        findings_add(check->flags, FIELD_DESIGNATION, REASON_DESIGNATION_UNKNOWN, NULL);
        return;
    }
    post->designation_code = entry->code;
    post->level = entry->level;
}

static void check_mother_tongue(struct check *check)
{
    if (!(check->fields & CHANGE_MOTHER_TONGUE))
        return;
    check->official->post.mother_tongue = "";
    const char *said = cell_clean(check->arena, check->draft->mother_tongue);
    if (*said == '\0')
        return;
    const struct master_entry *entry =
        master_lists_spelling(check->context->lists, MASTER_MOTHER_TONGUE, said, check->arena);
    if (!entry || !place_entry_is_valid(entry, check->day)) {
        found(check, FIELD_MOTHER_TONGUE, REASON_MOTHER_TONGUE_UNKNOWN, NULL);
        return;
    }
    check->official->post.mother_tongue = entry->code;
}

static void check_office(struct check *check)
{
    struct post *post = &check->official->post;
    const struct draft *draft = check->draft;
    if (check->fields & CHANGE_OFFICE_PIN_CODE)
        found(check, FIELD_OFFICE_PIN_CODE,
              field_pin_code(check->arena, draft->office_pin_code, &post->office_pin_code), NULL);
    if (check->fields & CHANGE_TAGS) {
        assert(draft->tag_count <= LIMIT_TAGS);
        found(check, FIELD_TAGS, field_tags(check->arena, draft->tags, draft->tag_count, post->tags, &post->tag_count),
              NULL);
    }
}

/* Who does not say how somebody serves means the usual. The same for a request and a row, or one person would be two.
 */
static enum engagement engagement_of(enum engagement said, enum group group)
{
    if (said != ENGAGEMENT_NONE)
        return said;
    return group == GROUP_CONTRACTUAL_STAFF ? ENGAGEMENT_CONTRACTUAL : ENGAGEMENT_REGULAR;
}

static void check_words(struct check *check)
{
    struct post *post = &check->official->post;
    if (check->fields & CHANGE_GROUP)
        post->group = check->draft->group;
    if (check->fields & CHANGE_GENDER)
        post->gender = check->draft->gender;
    if (check->fields & CHANGE_CATEGORY)
        post->category = check->draft->category;
    if (check->fields & CHANGE_ENGAGEMENT)
        post->engagement = engagement_of(check->draft->engagement, post->group);
}

static void sort_by_field(struct findings *findings)
{
    for (size_t i = 1; i < findings->count; i++) {
        struct finding moved = findings->items[i];
        size_t at = i;
        for (; at > 0 && findings->items[at - 1].field > moved.field; at--)
            findings->items[at] = findings->items[at - 1];
        findings->items[at] = moved;
    }
}

int check_fields(const struct draft *draft, unsigned fields, int32_t day, const struct draft_context *context,
                 struct official *official, struct findings *findings, struct findings *flags)
{
    struct check check = {draft, fields, day, context, context->arena, official, findings, flags};
    check_effective_on(&check); /* first: the others ask for the day */
    check_title(&check);
    check_name(&check);
    check_parent_name(&check);
    check_contact(&check);
    check_birth_date(&check);
    check_issued_ids(&check);
    check_key(&check);
    check_organisation(&check);
    check_district(&check);
    check_designation(&check);
    check_words(&check);
    check_mother_tongue(&check);
    check_office(&check);
    sort_by_field(findings);
    if (context->arena->failed)
        return error_raise("no memory to check an official");
    return 0;
}
