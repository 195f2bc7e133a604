/*
 * change - the life of a registered official. States: active and blocked go to and fro; retired is final.
 *
 * An update is checked in the fields that it names alone: what is stored was right when it was stored, and somebody who
 * corrects a mobile number need not answer for a district that has been dissolved since. Flags that speak of changed
 * fields are dropped; those of the lists are set anew here, those of other officials by who asks for identity_decide().
 */
#include "domain/change.h"

#include "base/error.h"
#include "base/limits.h"
#include "domain/check.h"
#include "domain/field.h"
#include "domain/flag.h"

#include <string.h>

#define CHANGE_EVERY_FIELD ((CHANGE_TAGS << 1) - 1)
#define FIELDS_OF_LIKENESS (CHANGE_NAME | CHANGE_PARENT_NAME | CHANGE_BIRTH_DATE | CHANGE_DISTRICT)

static void found(struct findings *findings, enum field field, enum reason reason, const char *detail)
{
    findings_add(findings, field, reason, detail);
}

void change_check_version(const struct official *current, uint64_t version, struct arena *arena,
                          struct findings *findings)
{
    if (version != 0 && version != current->version)
        found(findings, FIELD_ROW, REASON_VERSION_MISMATCH,
              arena_printf(arena, "%llu", (unsigned long long)current->version));
}

void change_check_serving(const struct official *current, struct findings *findings)
{
    if (current->state == OFFICIAL_RETIRED)
        found(findings, FIELD_ROW, REASON_RETIRED, NULL);
}

static void check_state(const struct official *current, const struct change *change, struct arena *arena,
                        struct findings *findings)
{
    change_check_version(current, change->version, arena, findings);
    change_check_serving(current, findings);
    if (current->state == OFFICIAL_RETIRED)
        return;
    if (change->kind == CHANGE_BLOCK && current->state == OFFICIAL_BLOCKED)
        found(findings, FIELD_ROW, REASON_BLOCKED_ALREADY, NULL);
    else if (change->kind == CHANGE_UNBLOCK && current->state != OFFICIAL_BLOCKED)
        found(findings, FIELD_ROW, REASON_NOT_BLOCKED, NULL);
}

void change_check_day(const struct official *current, int32_t day, const struct draft_context *context,
                      struct findings *findings)
{
    char text[DATE_TEXT_BYTES];
    if (day > context->today)
        found(findings, FIELD_EFFECTIVE_ON, REASON_IN_THE_FUTURE, NULL);
    else if (day < current->effective_on)
        found(findings, FIELD_EFFECTIVE_ON, REASON_BEFORE_LAST_CHANGE,
              arena_printf(context->arena, "%s", date_format(current->effective_on, text)));
}

const char *change_check_reason(const char *said, bool needed, struct arena *arena, struct findings *findings)
{
    const char *reason = cell_clean(arena, said);
    if (*reason == '\0' && needed)
        found(findings, FIELD_ROW, REASON_REASON_MISSING, NULL);
    else if (strlen(reason) > LIMIT_NAME_BYTES)
        found(findings, FIELD_ROW, REASON_TEXT_TOO_LONG, NULL);
    return reason;
}

static void drop_stale_flags(struct official *changed, unsigned fields)
{
    if (fields & CHANGE_DESIGNATION) {
        flag_remove(changed, REASON_DESIGNATION_MISSING);
        flag_remove(changed, REASON_DESIGNATION_UNKNOWN);
    }
    if (fields & CHANGE_MOBILE)
        flag_remove(changed, REASON_SHARED_MOBILE);
    if (fields & FIELDS_OF_LIKENESS)
        flag_remove(changed, REASON_LIKELY_DUPLICATE);
}

static int update(const struct change *change, int32_t day, const struct draft_context *context,
                  struct official *changed, struct findings *findings)
{
    if (change->fields == 0 || (change->fields & ~(unsigned)CHANGE_EVERY_FIELD) != 0) {
        found(findings, FIELD_ROW, REASON_MASK, NULL);
        return 0;
    }
    struct findings flags = {0};
    if (check_fields(&change->draft, change->fields, day, context, changed, findings, &flags) < 0)
        return error_pass(-1, "updating an official");
    drop_stale_flags(changed, change->fields);
    flag_add_all(changed, &flags);
    return 0;
}

int change_decide(const struct official *current, const struct change *change, const struct draft_context *context,
                  struct official *changed, struct findings *findings)
{
    static const enum official_state states[] = {
        [CHANGE_BLOCK] = OFFICIAL_BLOCKED, [CHANGE_UNBLOCK] = OFFICIAL_ACTIVE, [CHANGE_RETIRE] = OFFICIAL_RETIRED};
    int32_t day = change->effective_on == DATE_NONE ? context->today : change->effective_on;
    *changed = *current;
    changed->version = current->version + 1;
    changed->effective_on = day;
    check_state(current, change, context->arena, findings);
    change_check_day(current, day, context, findings);
    if (change->kind == CHANGE_UPDATE)
        return update(change, day, context, changed, findings);
    changed->state = states[change->kind];
    change_check_reason(change->reason, true, context->arena, findings);
    if (context->arena->failed)
        return error_raise("no memory to change an official");
    return 0;
}
