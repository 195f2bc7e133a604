/*
 * row - a row of a list read into a draft: cells of text become numbers, dates and words; everything else is passed on
 * as it stands for draft_check() to judge.
 *
 * Who issued an employee id or a roster serial follows from the organisation. Where that is not known the row is
 * refused anyway, and the id gets a stand-in for an issuer, so that the other rules can still be looked at.
 */
#include "base/error.h"
#include "domain/check.h"
#include "domain/field.h"
#include "domain/issued_id.h"
#include "domain/words.h"

#include <string.h>

#define ISSUER_UNKNOWN "unknown"

struct row {
    const char *texts[DRAFT_CELLS]; /* "" where there is no cell, or one that is too long */
    const struct import_settings *settings;
    const struct draft_context *context;
    struct arena *arena;
    struct draft *draft;
    struct findings *findings;
};

/* A name and an organisation are needed; what stands there is taken as it is. */
static bool may_be_left_out(int field)
{
    return field != FIELD_FULL_NAME && field != FIELD_ORGANISATION;
}

static void take_cells(struct row *row, const char *const cells[DRAFT_CELLS])
{
    for (int field = FIELD_FULL_NAME; field < DRAFT_CELLS; field++) {
        row->texts[field] = cell_or_empty(cells[field]);
        if (strnlen(row->texts[field], CELL_BYTES + 1) > CELL_BYTES) {
            findings_add(row->findings, (enum field)field, REASON_CELL_TOO_LONG, NULL);
            row->texts[field] = "";
        }
        if (may_be_left_out(field))
            row->texts[field] = cell_said(row->arena, row->texts[field]);
    }
}

static int read_word(struct row *row, enum field field, enum words words, enum reason unknown)
{
    int value = words_find(words, row->texts[field], row->arena);
    if (value != WORDS_UNKNOWN)
        return value;
    findings_add(row->findings, field, unknown, NULL);
    return 0;
}

static void read_words(struct row *row)
{
    struct draft *draft = row->draft;
    draft->group = (enum group)read_word(row, FIELD_GROUP, WORDS_GROUP, REASON_GROUP_UNKNOWN);
    draft->gender = (enum gender)read_word(row, FIELD_GENDER, WORDS_GENDER, REASON_GENDER_UNKNOWN);
    draft->category = (enum category)read_word(row, FIELD_CATEGORY, WORDS_CATEGORY, REASON_CATEGORY_UNKNOWN);
    draft->person.email_kind =
        (enum email_kind)read_word(row, FIELD_EMAIL_KIND, WORDS_EMAIL_KIND, REASON_EMAIL_KIND_UNKNOWN);
    draft->engagement = (enum engagement)read_word(row, FIELD_ENGAGEMENT, WORDS_ENGAGEMENT, REASON_ENGAGEMENT_UNKNOWN);
    if (draft->engagement == ENGAGEMENT_NONE)
        draft->engagement = row->settings->engagement;
}

/* By outcome of date_parse(): reasons for the birth date, and for any other. */
static const enum reason date_reasons[][2] = {
    [DATE_OK] = {REASON_NONE, REASON_NONE},
    [DATE_MALFORMED] = {REASON_BIRTH_DATE_FORM, REASON_DATE_FORM},
    [DATE_TWO_DIGIT_YEAR] = {REASON_BIRTH_DATE_TWO_DIGIT_YEAR, REASON_DATE_TWO_DIGIT_YEAR},
    [DATE_NOT_EXISTING] = {REASON_BIRTH_DATE_NOT_EXISTING, REASON_DATE_NOT_EXISTING},
    [DATE_OUT_OF_RANGE] = {REASON_BIRTH_DATE_RANGE, REASON_DATE_RANGE},
};

static int32_t read_date(struct row *row, enum field field, enum date_order order)
{
    const char *clean = cell_clean(row->arena, row->texts[field]);
    int32_t days = DATE_NONE;
    if (*clean == '\0')
        return DATE_NONE;
    enum date_outcome outcome = date_parse(clean, order, &days);
    if (outcome == DATE_OK)
        return days;
    findings_add(row->findings, field, date_reasons[outcome][field != FIELD_BIRTH_DATE], NULL);
    return DATE_NONE;
}

static void read_dates(struct row *row)
{
    struct draft *draft = row->draft;
    draft->person.birth_date = read_date(row, FIELD_BIRTH_DATE, row->settings->birth_date_order);
    draft->effective_on = read_date(row, FIELD_EFFECTIVE_ON, row->settings->effective_on_order);
    if (draft->effective_on == DATE_NONE && !check_found(row->findings, FIELD_EFFECTIVE_ON))
        draft->effective_on = row->settings->effective_on;
}

static void read_place(struct row *row)
{
    struct draft *draft = row->draft;
    draft->organisation_id = cell_clean(row->arena, row->texts[FIELD_ORGANISATION]);
    if (*draft->organisation_id == '\0' && !check_found(row->findings, FIELD_ORGANISATION))
        draft->organisation_id = cell_or_empty(row->settings->organisation_id);
    enum reason reason = field_district_code(row->arena, row->texts[FIELD_DISTRICT_CODE], &draft->district_code);
    if (reason != REASON_NONE)
        findings_add(row->findings, FIELD_DISTRICT_CODE, reason, NULL);
    draft->district_name = cell_clean(row->arena, row->texts[FIELD_DISTRICT_NAME]);
    bool said = draft->district_code != 0 || *draft->district_name || check_found(row->findings, FIELD_DISTRICT_CODE) ||
                check_found(row->findings, FIELD_DISTRICT_NAME);
    if (!said)
        draft->district_code = row->settings->district_code;
}

static void read_tags(struct row *row)
{
    size_t count = cell_split(row->arena, row->texts[FIELD_TAGS], row->draft->tags, LIMIT_TAGS);
    if (count > LIMIT_TAGS) {
        findings_add(row->findings, FIELD_TAGS, REASON_TAG_COUNT, NULL);
        count = 0;
    }
    row->draft->tag_count = count;
}

static const char *join(struct arena *arena, const char *a, const char *b)
{
    size_t a_bytes = strlen(a);
    size_t b_bytes = strlen(b);
    char *joined = arena_alloc(arena, a_bytes + b_bytes + 1);
    if (!joined)
        return "";
    memcpy(joined, a, a_bytes);
    memcpy(joined + a_bytes, b, b_bytes);
    joined[a_bytes + b_bytes] = '\0';
    return joined;
}

/* The very same id in two columns is one id. */
static bool has_id(struct row *row, const struct issued_id *id)
{
    const struct person *person = &row->draft->person;
    const char *value = issued_id_upper(row->arena, cell_marked(row->arena, id->value));
    for (size_t i = 0; value && i < person->issued_id_count; i++) {
        const struct issued_id *other = &person->issued_ids[i];
        const char *other_value = issued_id_upper(row->arena, cell_marked(row->arena, other->value));
        if (other_value && strcmp(other->issuer, id->issuer) == 0 && strcmp(other_value, value) == 0)
            return true;
    }
    return false;
}

static void add_id(struct row *row, enum field field, const char *issuer)
{
    struct person *person = &row->draft->person;
    struct issued_id id = {.issuer = issuer, .value = row->texts[field]};
    if (person->issued_id_count > 0 && has_id(row, &id))
        return;
    row->draft->issued_id_fields[person->issued_id_count] = field;
    person->issued_ids[person->issued_id_count++] = id;
}

static bool is_said(struct row *row, enum field field)
{
    return *cell_clean(row->arena, row->texts[field]) != '\0';
}

static void read_external_id(struct row *row)
{
    if (!is_said(row, FIELD_EXTERNAL_SYSTEM_ID))
        return;
    const char *name = row->texts[FIELD_EXTERNAL_SYSTEM_NAME];
    if (!is_said(row, FIELD_EXTERNAL_SYSTEM_NAME)) {
        if (!check_found(row->findings, FIELD_EXTERNAL_SYSTEM_NAME))
            findings_add(row->findings, FIELD_EXTERNAL_SYSTEM_NAME, REASON_EXTERNAL_SYSTEM_NAME_MISSING, NULL);
        return;
    }
    const char *issuer;
    enum reason reason = issued_id_issuer_of_system(row->arena, name, &issuer);
    if (reason != REASON_NONE)
        findings_add(row->findings, FIELD_EXTERNAL_SYSTEM_NAME, reason, NULL);
    else
        add_id(row, FIELD_EXTERNAL_SYSTEM_ID, issuer);
}

/* After the organisation. */
static void read_ids(struct row *row)
{
    const struct organisations *tree = row->context->organisations;
    const struct organisation *organisation = organisations_id(tree, row->draft->organisation_id);
    if (is_said(row, FIELD_EMPLOYEE_ID)) {
        const struct organisation *department =
            organisation ? organisations_department(tree, organisation->department_number) : NULL;
        const char *issuer = cell_or_empty(row->settings->employee_id_issuer);
        if (*issuer == '\0')
            issuer = join(row->arena, "employee-", department ? department->id : ISSUER_UNKNOWN);
        add_id(row, FIELD_EMPLOYEE_ID, issuer);
    }
    read_external_id(row);
    if (is_said(row, FIELD_ROSTER_SERIAL)) {
        const char *issuer = join(row->arena, "roster-", organisation ? organisation->id : ISSUER_UNKNOWN);
        add_id(row, FIELD_ROSTER_SERIAL, issuer);
    }
}

int draft_from_row(struct draft *draft, const char *const cells[DRAFT_CELLS], const struct import_settings *settings,
                   const struct draft_context *context, struct findings *findings)
{
    struct row row = {
        .settings = settings, .context = context, .arena = context->arena, .draft = draft, .findings = findings};
    draft_init(draft);
    take_cells(&row, cells);
    draft->accept_legacy_looking_text = settings->accept_legacy_looking_text;
    draft->person.name = row.texts[FIELD_FULL_NAME];
    draft->person.parent_name = row.texts[FIELD_PARENT_NAME];
    draft->person.mobile = row.texts[FIELD_MOBILE];
    draft->person.email = row.texts[FIELD_EMAIL];
    draft->designation = row.texts[FIELD_DESIGNATION];
    draft->mother_tongue = row.texts[FIELD_MOTHER_TONGUE];
    draft->office_pin_code = row.texts[FIELD_OFFICE_PIN_CODE];
    read_words(&row);
    read_dates(&row);
    read_place(&row);
    read_tags(&row);
    read_ids(&row);
    if (context->arena->failed)
        return error_raise("no memory to read a row");
    return 0;
}
