/*
 * organisation - decisions on nodes: create, update, declare a strength.
 *
 * An existing id is looked at before everything else: the very same node again is fine even where the lists have
 * changed since, because a caller repeats a request exactly when it does not know whether it was heard.
 */
#include "domain/organisation.h"

#include "base/date.h"
#include "base/limits.h"
#include "base/text.h"

#include <assert.h>
#include <string.h>

#define DEPARTMENTS_MOST 65535
#define STRENGTH_MOST    100000000
#define KIND_STATE       "state"

static enum reason refuse(struct finding *finding, enum field field, enum reason reason, const char *detail)
{
    *finding = (struct finding){field, reason, detail};
    return reason;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

/* @text cleaned, into *@clean; REASON_TEXT_TOO_LONG where it is. Out of memory is told by the arena. */
static enum reason take_text(struct arena *arena, const char *text, const char **clean)
{
    const char *cleaned = text_clean(arena, or_empty(text));
    *clean = cleaned ? cleaned : "";
    return strlen(*clean) > LIMIT_NAME_BYTES ? REASON_TEXT_TOO_LONG : REASON_NONE;
}

static enum reason take_names(struct arena *arena, const struct organisation *wanted, struct organisation *made,
                              unsigned mask, struct finding *finding)
{
    if (mask & ORGANISATION_NAME_EN) {
        enum reason reason = take_text(arena, wanted->name_en, &made->name_en);
        if (reason == REASON_NONE && *made->name_en == '\0')
            reason = REASON_ORGANISATION_NAME_MISSING;
        if (reason != REASON_NONE)
            return refuse(finding, FIELD_ORGANISATION, reason, NULL);
    }
    if (mask & ORGANISATION_NAME_HI) {
        enum reason reason = take_text(arena, wanted->name_hi, &made->name_hi);
        if (reason != REASON_NONE)
            return refuse(finding, FIELD_ORGANISATION, reason, NULL);
    }
    return REASON_NONE;
}

static enum reason take_kind(const struct master_lists *lists, const struct organisation *wanted,
                             struct organisation *made, struct finding *finding)
{
    const struct master_entry *kind = master_lists_code(lists, MASTER_ORGANISATION_KIND, or_empty(wanted->kind));
    if (!kind)
        return refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_KIND_UNKNOWN, NULL);
    bool is_top = *or_empty(made->parent_id) == '\0';
    if (is_top != (strcmp(kind->code, KIND_STATE) == 0))
        return refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_KIND_STATE, NULL);
    made->kind = kind->code;
    return REASON_NONE;
}

static enum reason take_district(const struct master_lists *lists, const struct organisation *wanted,
                                 struct organisation *made, struct finding *finding)
{
    if (wanted->district_code != 0 && !master_lists_district(lists, wanted->district_code))
        return refuse(finding, FIELD_DISTRICT_CODE, REASON_DISTRICT_UNKNOWN, NULL);
    made->district_code = wanted->district_code;
    return REASON_NONE;
}

/* @strength with its text cleaned and its day filled in, into @made. */
static enum reason take_strength(struct arena *arena, const struct strength *strength, int32_t today,
                                 struct strength *made, struct finding *finding)
{
    *made = *strength;
    enum reason reason = take_text(arena, strength->source, &made->source);
    if (reason == REASON_NONE && *made->source == '\0')
        reason = REASON_STRENGTH_SOURCE_MISSING;
    if (reason == REASON_NONE && strength->count > STRENGTH_MOST)
        reason = REASON_STRENGTH_RANGE;
    if (made->declared_on == DATE_NONE)
        made->declared_on = today;
    if (reason == REASON_NONE && made->declared_on > today)
        reason = REASON_IN_THE_FUTURE;
    return reason == REASON_NONE ? REASON_NONE : refuse(finding, FIELD_ORGANISATION, reason, NULL);
}

static bool has_strength(const struct organisation *there, const struct strength *wanted, struct arena *arena)
{
    const char *source;
    if (take_text(arena, wanted->source, &source) != REASON_NONE)
        return false;
    for (size_t i = 0; i < there->strength_count; i++) {
        const struct strength *strength = &there->strengths[i];
        bool same_day = wanted->declared_on == DATE_NONE || wanted->declared_on == strength->declared_on;
        if (same_day && strength->count == wanted->count && strcmp(strength->source, source) == 0)
            return true;
    }
    return false;
}

/* Whether everything that @wanted says is so of @there; days that are not said are not compared. */
static bool is_same(const struct organisation *there, const struct organisation *wanted, struct arena *arena)
{
    const char *name_en;
    const char *name_hi;
    if (take_text(arena, wanted->name_en, &name_en) != REASON_NONE ||
        take_text(arena, wanted->name_hi, &name_hi) != REASON_NONE)
        return false;
    if (strcmp(there->name_en, name_en) != 0 || strcmp(there->name_hi, name_hi) != 0)
        return false;
    if (strcmp(there->parent_id, or_empty(wanted->parent_id)) != 0 || strcmp(there->kind, or_empty(wanted->kind)) != 0)
        return false;
    if (there->district_code != wanted->district_code)
        return false;
    if (wanted->established_on != DATE_NONE && there->established_on != wanted->established_on)
        return false;
    for (size_t i = 0; i < wanted->strength_count; i++) {
        if (!has_strength(there, &wanted->strengths[i], arena))
            return false;
    }
    return true;
}

/* Where in the tree: parent, depth, number, department. */
static enum reason take_place(const struct organisations *tree, const struct organisation *wanted,
                              struct organisation *made, struct finding *finding)
{
    made->number = organisations_count(tree) + 1;
    made->parent_id = "";
    made->depth = 1;
    if (*or_empty(wanted->parent_id) == '\0') {
        if (organisations_count(tree) > 0)
            return refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_STATE_EXISTS, NULL);
        return REASON_NONE;
    }
    const struct organisation *parent = organisations_id(tree, wanted->parent_id);
    if (!parent)
        return refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_PARENT_UNKNOWN, NULL);
    made->parent_id = parent->id;
    made->parent_number = parent->number;
    made->depth = parent->depth + 1;
    if (made->depth > LIMIT_ORGANISATION_DEPTH)
        return refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_TOO_DEEP, NULL);
    made->department_number = parent->department_number;
    if (parent->parent_number == 0) {
        uint32_t departments = organisations_department_count(tree);
        if (departments >= DEPARTMENTS_MOST)
            return refuse(finding, FIELD_ORGANISATION, REASON_DEPARTMENT_COUNT, NULL);
        made->department_number = (uint16_t)(departments + 1);
    }
    return REASON_NONE;
}

static enum reason take_established(const struct organisations *tree, const struct organisation *wanted, int32_t today,
                                    struct arena *arena, struct organisation *made, struct finding *finding)
{
    made->established_on = wanted->established_on == DATE_NONE ? today : wanted->established_on;
    if (made->established_on > today)
        return refuse(finding, FIELD_ORGANISATION, REASON_IN_THE_FUTURE, NULL);
    const struct organisation *parent = organisations_number(tree, made->parent_number);
    if (parent && made->established_on < parent->established_on) {
        char day[DATE_TEXT_BYTES];
        const char *detail = arena_printf(arena, "%s", date_format(parent->established_on, day));
        return refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_BEFORE_PARENT, detail);
    }
    return REASON_NONE;
}

static enum reason take_strengths(const struct organisation *wanted, int32_t today, struct arena *arena,
                                  struct organisation *made, struct finding *finding)
{
    if (wanted->strength_count > 1)
        return refuse(finding, FIELD_ORGANISATION, REASON_STRENGTH_COUNT, NULL);
    made->strength_count = wanted->strength_count;
    if (wanted->strength_count == 0)
        return REASON_NONE;
    return take_strength(arena, &wanted->strengths[0], today, &made->strengths[0], finding);
}

enum organisation_create_outcome organisation_create(const struct organisations *tree, const struct master_lists *lists,
                                                     const struct organisation *wanted, int32_t today,
                                                     struct arena *arena, struct organisation *created,
                                                     struct finding *finding)
{
    const char *id = or_empty(wanted->id);
    *finding = (struct finding){0};
    if (!text_is_slug(id)) {
        refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_ID_FORM, NULL);
        return ORGANISATION_REFUSED;
    }
    const struct organisation *there = organisations_id(tree, id);
    if (there) {
        if (is_same(there, wanted, arena)) {
            *created = *there;
            return ORGANISATION_SAME_THERE;
        }
        refuse(finding, FIELD_ORGANISATION, REASON_ORGANISATION_EXISTS, NULL);
        return ORGANISATION_REFUSED;
    }
    unsigned names = ORGANISATION_NAME_EN | ORGANISATION_NAME_HI;
    *created = (struct organisation){.id = id, .version = 1};
    if (take_names(arena, wanted, created, names, finding) != REASON_NONE ||
        take_place(tree, wanted, created, finding) != REASON_NONE ||
        take_kind(lists, wanted, created, finding) != REASON_NONE ||
        take_district(lists, wanted, created, finding) != REASON_NONE ||
        take_established(tree, wanted, today, arena, created, finding) != REASON_NONE ||
        take_strengths(wanted, today, arena, created, finding) != REASON_NONE)
        return ORGANISATION_REFUSED;
    return ORGANISATION_CREATE;
}

enum reason organisation_update(const struct organisation *current, const struct master_lists *lists,
                                const struct organisation *wanted, unsigned mask, struct arena *arena,
                                struct organisation *updated, struct finding *finding)
{
    const unsigned every = ORGANISATION_NAME_EN | ORGANISATION_NAME_HI | ORGANISATION_KIND | ORGANISATION_DISTRICT;
    *finding = (struct finding){0};
    *updated = *current;
    updated->version++;
    if (mask == 0 || (mask & ~every) != 0)
        return refuse(finding, FIELD_ORGANISATION, REASON_MASK, NULL);
    enum reason reason = take_names(arena, wanted, updated, mask, finding);
    if (reason == REASON_NONE && (mask & ORGANISATION_KIND))
        reason = take_kind(lists, wanted, updated, finding);
    if (reason == REASON_NONE && (mask & ORGANISATION_DISTRICT))
        reason = take_district(lists, wanted, updated, finding);
    return reason;
}

enum reason organisation_declare(const struct organisation *current, const struct strength *strength, int32_t today,
                                 struct arena *arena, struct organisation *updated, struct finding *finding)
{
    *finding = (struct finding){0};
    *updated = *current;
    updated->version++;
    struct strength made;
    enum reason reason = take_strength(arena, strength, today, &made, finding);
    if (reason != REASON_NONE)
        return reason;
    size_t at = 0;
    while (at < current->strength_count && current->strengths[at].declared_on < made.declared_on)
        at++;
    bool replaces = at < current->strength_count && current->strengths[at].declared_on == made.declared_on;
    if (!replaces) {
        if (current->strength_count == ORGANISATION_STRENGTHS)
            return refuse(finding, FIELD_ORGANISATION, REASON_STRENGTH_COUNT, NULL);
        memmove(&updated->strengths[at + 1], &updated->strengths[at],
                (current->strength_count - at) * sizeof updated->strengths[0]);
        updated->strength_count++;
    }
    updated->strengths[at] = made;
    return REASON_NONE;
}
